"""Look-ahead for the private visit: worlds that go on as one come to what each would have come to alone (§4.1)."""

from __future__ import annotations

from random import Random

import pytest

import cards
from game.bots.greedy import GreedyBot
from game.bots.lookahead import Lookahead, is_same, plan_visit
from game.bots.negotiator import NegotiatorBot
from game.bots.planner import EFFORT, Planner
from rules import kernel
from rules.observe import observe
from rules.scenario import Scenario
from rules.state import CARDS, FIELDS, ORDERS, State

SIZES = (("two-banks", "standard"), ("empty-chairs", "class"))
VISITS = 6  # looked at of each game


def visits(table: Scenario, seed: int, phase: int) -> list[State]:
    """Some moments of a random game at which a visit is planned."""
    dice = Random(seed)
    s = kernel.start(table)
    found = []
    while kernel.to_move(s) != kernel.OVER:
        if s.phase == phase and s.seat >= 0:
            found.append(s.copy())
        kernel.step(table, s, dice.choice(kernel.legal(table, s)))
    return dice.sample(found, min(VISITS, len(found)))


class Alone(Lookahead):
    """Plays each world by itself."""

    def _make_ready(self) -> None:
        super()._make_ready()
        self._alike = [[number] for number in range(len(self.worlds))]


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "size"), SIZES)
@pytest.mark.parametrize("maker", [GreedyBot, NegotiatorBot])
@pytest.mark.parametrize("phase", [CARDS, ORDERS])
def test_worlds_that_go_on_as_one_promise_what_they_do_alone(
    name: str, size: str, maker: type[Planner], phase: int
) -> None:
    table = cards.table(name, size)
    for s in visits(table, 11, phase):
        plans = []
        for kind in (Lookahead, Alone):
            bot = maker(table, s.seat, 5)
            seen = observe(table, s, s.seat)
            bot.look_at(seen.board)
            plans.append(kind(bot, seen, bot.value, 4).plan(seen.board, kernel.legal(table, s), EFFORT))
        assert plans[0] == plans[1]


def test_most_worlds_are_alike_and_the_dice_part_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit asks for far fewer ends than there are options times worlds: that is what makes it quick."""
    table = cards.table("empty-chairs", "full")
    ends: list[list[int]] = []
    play = Lookahead.ends

    def counted(self: Lookahead, s: State, worlds: list[int]) -> list[tuple[State, list[int]]]:
        found = list(play(self, s, worlds))
        assert sorted(number for _end, those in found for number in those) == sorted(worlds)
        ends.extend(those for _end, those in found)
        return found

    monkeypatch.setattr(Lookahead, "ends", counted)
    for s in visits(table, 7, CARDS):
        bot = GreedyBot(table, s.seat, 5)
        seen = observe(table, s, s.seat)
        bot.look_at(seen.board)
        plan_visit(bot, seen, kernel.legal(table, s), bot.value, EFFORT)
    worlds = sum(len(those) for those in ends)
    assert len(ends) < 0.9 * worlds


def test_the_same_position_is_the_same_in_every_field() -> None:
    table = cards.table("two-banks", "standard")
    s = visits(table, 3, CARDS)[0]
    assert is_same(s, s.copy())
    for field in FIELDS:
        other = s.copy()
        value = getattr(s, field)
        longer = type(value)([*value, 1]) if isinstance(value, (list, tuple, bytes)) else type(value)(value + 1)
        setattr(other, field, not value if isinstance(value, bool) else longer)
        assert not is_same(s, other), field
