"""The zone of possible agreement, held against the rules asked text by text."""

from __future__ import annotations

from random import Random

import pytest

import cards
from game.analysis.zone import Settlement
from rules import kernel
from rules.agreement import can_ratify
from rules.scenario import NOBODY, Scenario
from rules.state import (
    CHANCE,
    OVER,
    State,
)
from rules.tuples import put

SMALL = [("two-banks", "micro"), ("two-banks", "standard")]
LARGE = [("empty-chairs", "class"), ("empty-chairs", "full")]


def states(table: Scenario, seed: int, every: int) -> list[State]:
    """Some states of a game that is played at random."""
    dice = Random(seed)
    s = kernel.start(table)
    found = []
    for number in range(10**6):
        if kernel.to_move(s) == OVER:
            break
        if number % every == 0 and s.phase > 1:  # agendas and hands are dealt
            found.append(s.copy())
        if kernel.to_move(s) == CHANCE:
            actions = [action for action, _weight in kernel.chances(table, s)]
        else:
            actions = list(kernel.legal(table, s))
        kernel.step(table, s, dice.choice(actions))
    return found


def with_text(s: State, text: list[int]) -> State:
    other = s.copy()
    other.draft[:] = text
    return other


def gains(table: Scenario, s: State, seat: int) -> bool:
    worth = kernel.worth(table, s, seat)
    return worth.points * 10_000 > worth.no_deal * worth.best


def agree(table: Scenario, s: State, numbers: list[int], settlement: Settlement) -> None:
    """Every one of these texts is in the zone if, and only if, the rules say so."""
    zone, signable = settlement.zone(s), settlement.signable(s)
    required = [seat for seat in range(table.seats) if table.required >> seat & 1]
    for number in numbers:
        other = with_text(s, settlement.text(number))
        wanted = all(gains(table, other, seat) for seat in required)
        assert zone[number] == wanted
        assert signable[number] == (wanted and all(can_ratify(table, other, seat) for seat in required))
        for seat in range(table.seats):
            assert settlement.gaining(s, seat)[number] == gains(table, other, seat)
            assert settlement.ratifiable(s, seat)[number] == can_ratify(table, other, seat)


class TestTexts:
    @pytest.mark.parametrize("name", [*SMALL, *LARGE], ids="-".join)
    def test_they_are_every_text_once_and_fixed_issues_stay(self, name: tuple[str, str]) -> None:
        table = cards.table(*name)
        settlement = Settlement(table)
        texts = {tuple(settlement.text(number)) for number in range(settlement.size)}
        assert len(texts) == settlement.size
        wanted = 1
        for issue in range(table.issues):
            fixed = bool(table.fixed >> issue & 1)
            positions = {text[issue] for text in texts}
            assert positions == ({table.start_draft[issue]} if fixed else set(range(table.positions[issue])))
            wanted *= len(positions)
        assert settlement.size == wanted


class TestZone:
    @pytest.mark.parametrize("name", SMALL, ids="-".join)
    def test_every_text_of_a_small_table(self, name: tuple[str, str]) -> None:
        table = cards.table(*name)
        settlement = Settlement(table)
        for s in states(table, seed=3, every=25):
            agree(table, s, list(range(settlement.size)), settlement)

    @pytest.mark.parametrize("name", LARGE, ids="-".join)
    def test_a_sample_of_the_texts_of_a_large_one(self, name: tuple[str, str]) -> None:
        table = cards.table(*name)
        settlement = Settlement(table)
        dice = Random(5)
        for s in states(table, seed=4, every=60):
            agree(table, s, [dice.randrange(settlement.size) for _ in range(12)], settlement)

    def test_there_is_one_and_it_is_not_everything(self) -> None:
        """Or the tests above would hold of a zone that is always empty."""
        table = cards.table("two-banks", "standard")
        settlement = Settlement(table)
        sizes = [int(settlement.zone(s).sum()) for s in states(table, seed=3, every=25)]
        assert any(0 < size < settlement.size for size in sizes)


class TestRatification:  # §5.2
    @pytest.fixture
    def table(self) -> Scenario:
        return cards.table("empty-chairs", "full")

    def crossed(self, table: Scenario, s: State, settlement: Settlement) -> tuple[int, int]:
        """A seat without the support to cross a red line, and an issue on which it has one."""
        for seat in range(table.seats):
            for issue in range(table.issues):
                if settlement.crossing(seat, (issue,)).any():
                    s.support = put(s.support, seat, table.numbers.ratify_support - 1)
                    return seat, issue
        raise AssertionError("nobody has a red line")

    def test_with_enough_support_every_text_can_be_signed(self, table: Scenario) -> None:
        settlement = Settlement(table)
        s = states(table, seed=1, every=40)[0]
        seat, _ = self.crossed(table, s, settlement)
        assert s.support[seat] < table.numbers.ratify_support
        assert not settlement.ratifiable(s, seat).all()
        s.support = put(s.support, seat, table.numbers.ratify_support)
        assert settlement.ratifiable(s, seat).all()

    def test_a_lean_opens_the_line_on_its_issue_alone(self, table: Scenario) -> None:
        settlement = Settlement(table)
        s = states(table, seed=1, every=40)[0]
        seat, issue = self.crossed(table, s, settlement)
        before = settlement.ratifiable(s, seat)
        s.leans = (((seat + 1) % table.seats, seat, issue, 1),)
        after = settlement.ratifiable(s, seat)
        others = tuple(one for one in range(table.issues) if one != issue)
        assert (after == ~settlement.crossing(seat, others)).all()
        assert after.sum() > before.sum()
        opened = [number for number in range(settlement.size) if after[number] != before[number]]
        agree(table, s, Random(2).sample(opened, 20), settlement)

    def test_a_lean_on_another_seat_opens_nothing(self, table: Scenario) -> None:
        settlement = Settlement(table)
        s = states(table, seed=1, every=40)[0]
        seat, issue = self.crossed(table, s, settlement)
        before = settlement.ratifiable(s, seat)
        s.leans = ((seat, (seat + 1) % table.seats, issue, 1),)
        assert (settlement.ratifiable(s, seat) == before).all()

    def test_the_weights_that_everybody_knows_are_those_without_an_agenda(self, table: Scenario) -> None:
        settlement = Settlement(table)
        s = states(table, seed=1, every=40)[0]
        for seat in range(table.seats):
            with_text_0 = with_text(s, settlement.text(0))
            public = kernel.worth(table, with_text_0, seat, public=True)
            assert settlement.points(seat, NOBODY)[0] == public.points
