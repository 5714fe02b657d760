"""What holds for every bot: it plays what is legal, repeats itself for a seed, reads nothing hidden, gives reasons."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import cards
from game import bots
from game.bots.habit import ALWAYS
from game.dealer import Dealer
from rules import kernel
from rules.events import Event, seen_by
from rules.observe import determinize, observe
from rules.scenario import Scenario
from rules.state import CHANCE, OVER, State

TABLES = [("two-banks", "standard"), ("empty-chairs", "class")]
OURS = {name for name, target in bots.BOTS.items() if target.startswith("game.bots.")}
# Those that need a setting, or that take too long without one
SET = {"habit": {f"habit@{name}" for name in ALWAYS}, "mcts": {"mcts@3"}}
NAMES = sorted((OURS - set(SET)).union(*SET.values()))
WITHOUT_HABIT = [name for name in NAMES if name not in SET["habit"]]  # all else in a habit bot is a negotiator
THINKING = [name for name in NAMES if name != "random"]


@pytest.fixture(params=TABLES, ids="-".join)
def table(request: pytest.FixtureRequest) -> Scenario:
    return cards.table(*request.param)


class Game:
    """A game between bots of one kind, which hear what their seats may see."""

    def __init__(self, table: Scenario, name: str, seed: int, *, hearing: bool = True) -> None:
        self.table = table
        self.hearing = hearing
        self.agents: list[Any] = [bots.factory(name)(table, seat, seed + seat) for seat in range(table.seats)]
        self.dealer = Dealer(seed)
        self.state = kernel.start(table)
        self.unheard: list[Event] = list(self.state.news or [])
        self.told: list[int] = [0] * table.seats
        self.lines: list[int] = []

    def decisions(self) -> Iterator[tuple[State, int]]:
        """Every decision as (the state before it, the action chosen)."""
        while self.state.seat != OVER:
            if self.state.seat == CHANCE:
                action = self.dealer.deal(kernel.chances(self.table, self.state))
            else:
                action = self.ask(self.state)
                yield self.state, action
            self.unheard += kernel.apply(self.table, self.state, action)
            self.lines.append(action)

    def ask(self, s: State) -> int:
        agent = self.agents[s.seat]
        if self.hearing and hasattr(agent, "hear"):
            agent.hear(seen_by(self.unheard[self.told[s.seat] :], s.seat, self.table.seats))
            self.told[s.seat] = len(self.unheard)
        return int(agent.act(observe(self.table, s, s.seat), kernel.legal(self.table, s)))


class TestEveryBot:
    @pytest.mark.parametrize("name", NAMES)
    def test_it_plays_what_is_legal_and_says_why(self, table: Scenario, name: str) -> None:
        spent: list[float] = []
        began = time.perf_counter()
        game = Game(table, name, seed=11)
        for s, action in game.decisions():
            spent.append(time.perf_counter() - began)
            assert action in kernel.legal(table, s)
            if name in THINKING:
                assert game.agents[s.seat].reasons
                assert all(reason.rstrip("].").strip() for reason in game.agents[s.seat].reasons)
            began = time.perf_counter()
        # Shown by `pytest -rP`; a busy machine must not fail a test
        sys.stdout.write(
            f"{name}: {1000 * sum(spent) / len(spent):.1f} ms a decision, {1000 * max(spent):.0f} at most\n"
        )

    @pytest.mark.no_cover
    @pytest.mark.parametrize("name", WITHOUT_HABIT)
    def test_it_plays_without_hearing(self, table: Scenario, name: str) -> None:
        game = Game(table, name, seed=5, hearing=False)
        assert all(action in kernel.legal(table, s) for s, action in game.decisions())

    @pytest.mark.no_cover
    @pytest.mark.parametrize("name", WITHOUT_HABIT)
    def test_the_same_seed_plays_the_same(self, table: Scenario, name: str) -> None:
        first, second = Game(table, name, seed=3), Game(table, name, seed=3)
        for game in (first, second):
            for _ in game.decisions():
                pass
        assert first.lines == second.lines

    @pytest.mark.no_cover
    @pytest.mark.parametrize("name", NAMES)
    def test_law_4_nothing_hidden_is_read(self, table: Scenario, name: str) -> None:
        """Two states that differ only in what is hidden from the seat: the same choice and the same reasons."""
        dice = Random(1)
        game = Game(table, name, seed=8)
        for number, (s, _action) in enumerate(game.decisions()):
            if number % 9:
                continue
            seat = s.seat
            told = observe(table, s, seat)
            other = determinize(table, told, lambda n: int(dice.random() * n))
            assert observe(table, other, seat).key() == told.key()
            answers = []
            for world in (s, other):
                agent: Any = bots.factory(name)(table, seat, 77)
                if hasattr(agent, "hear"):
                    agent.hear(seen_by(game.unheard, seat, table.seats))
                chosen = agent.act(observe(table, world, seat), kernel.legal(table, world))
                answers.append((chosen, getattr(agent, "reasons", [])))
            assert answers[0] == answers[1]
