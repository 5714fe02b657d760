"""How fast the engine plays at random, beside another engine that plays at random."""

from __future__ import annotations

import platform
from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any, Final

from game.arena import Run, play
from game.bots.random import RandomBot
from game.header import Header
from game.record import dumps
from game.resources import engine
from rules import kernel
from rules.scenario import Scenario
from rules.state import CHANCE, OVER, State

SLICE: Final = 0.25  # seconds of one engine before it is the other's turn
COPIES: Final = 2000
Playout = Callable[[Random], int]  # plays one game; the number of its decisions


class Pace:
    """Games and decisions over the time they took."""

    def __init__(self, playout: Playout, seed: int) -> None:
        """Nothing played yet."""
        self.playout = playout
        self.dice = Random(seed)
        self.games = 0
        self.decisions = 0
        self.seconds = 0.0

    def play(self, seconds: float) -> None:
        """Play whole games for at least that long."""
        start = perf_counter()
        end = start + seconds
        while (now := perf_counter()) < end:
            self.decisions += self.playout(self.dice)
            self.games += 1
        self.seconds += now - start

    def rate(self) -> float:
        """Decisions a second."""
        return self.decisions / self.seconds


def measure(table: Scenario, seconds: float, seed: int) -> dict[str, Any]:
    """Everything that `accord bench` reports."""
    ours = Pace(lambda dice: playout(table, dice), seed)
    other = open_spiel_playout()
    theirs = None if other is None else Pace(other, seed)
    ours.playout(Random(seed))  # warm up
    while ours.seconds < seconds:
        ours.play(SLICE)
        if theirs is not None:
            theirs.play(SLICE)
    found: dict[str, Any] = {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "engine": engine(),
        "scenario": f"{table.id}, {table.size}",
        "decisions_a_second": ours.rate(),
        "decisions_a_game": ours.decisions / ours.games,
        "games_a_second": ours.games / ours.seconds,
        "copy_of_a_state_in_microseconds": copy_time(table, seed),
        "record_in_bytes": record_size(table, seed),
    }
    if theirs is None:
        found["open_spiel"] = "not installed"
    else:
        found["open_spiel_block_dominoes_decisions_a_second"] = theirs.rate()
        found["ratio"] = ours.rate() / theirs.rate()
    return found


def playout(table: Scenario, dice: Random) -> int:
    """One game at random; how many decisions it had."""
    legal, chances, step, random = kernel.legal, kernel.chances, kernel.step, dice.random
    state = kernel.start(table)
    decisions = 0
    while (mover := state.seat) != OVER:
        if mover == CHANCE:
            step(table, state, drawn(chances(table, state), random()))
            continue
        actions = legal(table, state)
        if len(actions) > 1:
            decisions += 1
        step(table, state, actions[int(random() * len(actions))])
    return decisions


def drawn(chances: list[tuple[int, int]], at: float) -> int:
    """The outcome at a place from 0 to 1."""
    total = 0
    for _, weight in chances:
        total += weight
    place = int(at * total)
    for action, weight in chances:
        if place < weight:
            return action
        place -= weight
    return chances[-1][0]


def copy_time(table: Scenario, seed: int) -> float:
    """Microseconds for a copy of a state in the middle of a game."""
    state = middle(table, Random(seed))
    start = perf_counter()
    for _ in range(COPIES):
        state.copy()
    return (perf_counter() - start) / COPIES * 1e6


def middle(table: Scenario, dice: Random) -> State:
    """A state half way through, or the last of a game that ends sooner."""
    state = kernel.start(table)
    while state.seat != OVER and state.turn <= table.numbers.turns // 2:
        actions = kernel.legal(table, state)
        kernel.step(table, state, actions[int(dice.random() * len(actions))])
    return state


def record_size(table: Scenario, seed: int) -> int:
    """Bytes of a whole game's record between random bots."""
    run = Run(table.id, table.size, ("random",) * table.seats, seed)
    agents = {seat: RandomBot(table, seat, seed + seat) for seat in range(table.seats)}
    record, _ = play(table, Header(run.scenario, table.size, table.hash, seed=seed), agents)
    return len(dumps(record).encode())


def open_spiel_playout() -> Playout | None:
    """The same for OpenSpiel's python_block_dominoes, if it is installed."""
    try:
        import pyspiel
        from open_spiel.python.games import block_dominoes  # noqa: F401 (importing it makes it known)
    except ImportError:
        return None
    game = pyspiel.load_game("python_block_dominoes")

    def play_one(dice: Random) -> int:
        decisions = 0
        state = game.new_initial_state()
        while not state.is_terminal():
            if state.is_chance_node():
                outcomes, odds = zip(*state.chance_outcomes(), strict=True)
                state.apply_action(dice.choices(outcomes, odds)[0])
                continue
            actions = state.legal_actions()
            decisions += len(actions) > 1
            state.apply_action(actions[int(dice.random() * len(actions))])
        return decisions

    return play_one
