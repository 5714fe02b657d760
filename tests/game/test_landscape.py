"""What could be agreed (§8), held against every text looked at one by one, in exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product
from math import dist, prod
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cards
from game.analysis import frontier as frontier_module
from game.analysis.frontier import frontier, unbeaten
from game.analysis.landscape import Bargain, Surveyor, survey
from game.analysis.zone import Settlement
from rules import kernel
from rules.agreement import can_ratify
from rules.scenario import NOBODY, Scenario
from rules.state import State
from rules.worth import best_points, no_deal, points_of
from tests.game.settlements import random_state, random_table
from tests.game.test_zone import states, with_text

Text = tuple[int, ...]
SHAPES = st.lists(st.integers(2, 4), min_size=1, max_size=3)


class Plain:
    """The same questions, asked of every text in the plainest way."""

    def __init__(self, table: Scenario, s: State, seats: Iterable[int]) -> None:
        self.table, self.s, self.seats = table, s, tuple(seats)
        spans = [
            [table.start_draft[issue]] if table.fixed >> issue & 1 else range(table.positions[issue])
            for issue in range(table.issues)
        ]
        self.texts: list[Text] = list(product(*spans))

    def u(self, text: Text, seat: int) -> Fraction:
        agenda = self.s.agenda[seat]
        best = best_points(self.table, seat, agenda)
        return Fraction(100 * points_of(self.table, seat, agenda, list(text)), best)

    def gain(self, text: Text, seat: int) -> Fraction:
        return self.u(text, seat) - Fraction(no_deal(self.table, self.s, seat), 100)

    def gains(self, text: Text) -> list[Fraction]:
        return [self.gain(text, seat) for seat in self.seats]

    def zone(self) -> list[Text]:
        return [text for text in self.texts if all(gain > 0 for gain in self.gains(text))]

    def can_sign(self, text: Text) -> bool:
        other = with_text(self.s, list(text))
        return all(can_ratify(self.table, other, seat) for seat in self.seats)

    def beats(self, one: Text, other: Text) -> bool:
        pairs = [(self.u(one, seat), self.u(other, seat)) for seat in self.seats]
        return all(mine >= its for mine, its in pairs) and any(mine > its for mine, its in pairs)

    def frontier(self) -> list[Text]:
        return [text for text in self.texts if not any(self.beats(other, text) for other in self.texts)]

    def greatest(self, score: Callable[[Text], object]) -> Text:
        return max(self.zone(), key=score)  # type: ignore[arg-type] # numbers or lists of them; the first of equals

    def bars(self, text: Text, *, lines: bool) -> frozenset[tuple[int, int]]:
        """What it fails: seats, and seats with an issue."""
        failed = {(seat, NOBODY) for seat in self.seats if self.gain(text, seat) <= 0}
        if lines:
            for seat in self.seats:
                leant = [lean[2] for lean in self.s.leans if lean[1] == seat]
                for issue, at in enumerate(text):
                    crosses = not self.table.accepted[seat][issue] >> at & 1
                    if crosses and issue not in leant and self.s.support[seat] < self.table.numbers.ratify_support:
                        failed.add((seat, issue))
        return frozenset(failed)

    def ways(self, *, lines: bool) -> set[frozenset[tuple[int, int]]]:
        failed = [self.bars(text, lines=lines) for text in self.texts]
        fewest = min(map(len, failed))
        return {bars for bars in failed if len(bars) == fewest and bars}


def random_tables(count: int, seats: int = 3) -> Iterator[tuple[Random, Scenario]]:
    for seed in range(count):
        dice = Random(seed)
        yield dice, random_table(dice, (3, 3, 2), seats)


def text_of(found: object) -> Text:
    return tuple(found.positions.values())  # type: ignore[attr-defined] # an Agreement


def compare(plain: Plain, found: Bargain) -> None:
    """Everything that a bargain says."""
    zone, front = plain.zone(), plain.frontier()
    assert found.zone == len(zone)
    assert found.signable == sum(map(plain.can_sign, zone))
    assert found.frontier == len(front)
    assert found.efficient == len(set(front) & set(zone))
    compare_solutions(plain, found, zone)
    compare_openings(plain, found)
    draft = tuple(plain.s.draft)
    assert found.draft.in_zone == (draft in zone)
    assert found.draft.signable == (draft in zone and plain.can_sign(draft))
    assert found.draft.efficient == (draft in front)
    assert found.draft.better == sum(plain.beats(text, draft) for text in plain.texts)
    here = [float(plain.u(draft, seat)) for seat in plain.seats]
    away = min(dist(here, [float(plain.u(text, seat)) for seat in plain.seats]) for text in front)
    assert found.draft.distance == pytest.approx(away, abs=1e-4)
    assert text_of(found.draft.nearest) in front
    ids = plain.table.seat_ids
    assert {(b.seat, b.issue) for b in found.draft.barriers} == {
        (ids[seat], None if issue == NOBODY else plain.table.issue_ids[issue])
        for seat, issue in plain.bars(draft, lines=True)
    }


def compare_solutions(plain: Plain, found: Bargain, zone: list[Text]) -> None:
    named = [found.nash, found.kalai_smorodinsky, found.egalitarian, found.utilitarian]
    if not zone:
        assert named == [None] * 4
        assert found.extremes == {}
        return
    ideal = [max(gains) for gains in zip(*map(plain.gains, zone), strict=True)]
    scores: list[Callable[[Text], object]] = [
        lambda text: prod(plain.gains(text)),
        lambda text: sorted(gain / most for gain, most in zip(plain.gains(text), ideal, strict=True)),
        lambda text: sorted(plain.gains(text)),
        lambda text: sum(plain.gains(text)),
    ]
    for one, score in zip(named, scores, strict=True):
        assert score(text_of(one)) == score(plain.greatest(score))
        assert text_of(one) in zone
    for seat, name in enumerate(plain.table.seat_ids):
        worths = [plain.u(text, seat) for text in zone]
        extremes = found.extremes[name]
        assert text_of(extremes.best) in zone
        assert text_of(extremes.worst) in zone
        assert plain.u(text_of(extremes.best), seat) == max(worths)
        assert plain.u(text_of(extremes.worst), seat) == min(worths)
        assert extremes.best.u[name] == pytest.approx(float(max(worths)), abs=1e-4)


def compare_openings(plain: Plain, found: Bargain) -> None:
    ids = plain.table.seat_ids
    for openings, lines in ((found.openings, False), (found.signable_openings, True)):
        ways = {
            frozenset(
                (ids.index(b.seat), NOBODY if b.issue is None else plain.table.issue_ids.index(b.issue))
                for b in opening.barriers
            )
            for opening in openings
        }
        assert ways == plain.ways(lines=lines)
        for opening in openings:
            relaxed = frozenset(
                (ids.index(b.seat), NOBODY if b.issue is None else plain.table.issue_ids.index(b.issue))
                for b in opening.barriers
            )
            opened = [text for text in plain.texts if plain.bars(text, lines=lines) <= relaxed]
            assert opening.texts == len(opened)
            lacking = sum(max(Fraction(0), -gain) for gain in plain.gains(text_of(opening.nearest)))
            assert lacking == min(sum(max(Fraction(0), -gain) for gain in plain.gains(text)) for text in opened)
            told = sum(b.lacking or 0 for b in opening.barriers)
            assert told == pytest.approx(float(lacking), abs=1e-3)


class TestSmallSettlements:
    @given(SHAPES, st.integers(2, 4), st.integers(0, 10**6))
    @settings(max_examples=40)
    def test_everything_is_as_if_every_text_were_looked_at(self, shape: list[int], seats: int, seed: int) -> None:
        dice = Random(seed)
        table = random_table(dice, shape, seats)
        s = random_state(dice, table)
        found = survey(table, s)
        compare(Plain(table, s, range(seats)), found.everyone)
        required = [seat for seat in range(seats) if table.required >> seat & 1]
        compare(Plain(table, s, required), found.required)
        assert found.texts == len(Plain(table, s, ()).texts)
        assert tuple(found.draft.positions.values()) == tuple(s.draft)

    def test_and_so_in_a_game_with_agendas(self) -> None:
        table = cards.table("two-banks", "standard")
        surveyor = Surveyor(table)
        found = [(s, surveyor.survey(s)) for s in states(table, seed=3, every=30)]
        assert any(any(agenda != NOBODY for agenda in s.agenda) for s, _ in found)
        for s, land in found:
            compare(Plain(table, s, range(table.seats)), land.everyone)
            assert land.no_deal == {
                seat: kernel.worth(table, s, at).no_deal / 100 for at, seat in enumerate(table.seat_ids)
            }

    def test_the_samples_have_open_and_closed_zones_and_lines_that_close_them(self) -> None:
        """Or the comparisons above would hold of nothing."""
        lands = [survey(table, random_state(dice, table)) for dice, table in random_tables(40)]
        assert any(land.everyone.zone for land in lands)
        assert any(not land.everyone.zone for land in lands)
        kinds = {
            barrier.kind
            for land in lands
            for opening in land.everyone.signable_openings
            for barrier in opening.barriers
        }
        assert kinds == {"no-deal", "red-line"}
        assert any(len(opening.barriers) > 1 for land in lands for opening in land.everyone.openings)


class TestUnbeaten:
    @given(st.lists(st.tuples(*[st.integers(-3, 3)] * 3), max_size=40), st.integers(1, 50))
    def test_as_row_by_row(self, rows: list[tuple[int, int, int]], block: int) -> None:
        points = np.array(rows, dtype=np.int32).reshape(-1, 3)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frontier_module, "BLOCK", block)
            patch.setattr(frontier_module, "ROWS", 3)
            found = unbeaten(points)
        for row, kept in zip(rows, found, strict=True):
            beaten = any(other != row and all(a >= b for a, b in zip(other, row, strict=True)) for other in rows)
            assert kept == (not beaten)

    def test_blocks_make_no_difference_to_a_frontier(self, monkeypatch: pytest.MonkeyPatch) -> None:
        table = cards.table("empty-chairs", "class")
        seats = [(seat, NOBODY) for seat in range(table.seats)]
        whole = frontier(Settlement(table), seats)
        monkeypatch.setattr(frontier_module, "BLOCK", 100)
        parts = frontier(Settlement(table), seats)
        assert (whole.texts == parts.texts).all()
        assert (whole.points == parts.points).all()


class TestNumbers:
    def test_a_text_has_the_number_it_is_listed_under(self) -> None:
        settlement = Settlement(cards.table("empty-chairs", "class"))
        for number in (0, 1, 77, settlement.size - 1):
            assert settlement.number(settlement.text(number)) == number

    def test_the_best_of_the_zone_begin_with_nash(self) -> None:
        table = cards.table("two-banks", "standard")
        surveyor = Surveyor(table)
        for s in states(table, seed=3, every=25):
            everyone = range(table.seats)
            best = surveyor.best(s, everyone, 3)
            plain = Plain(table, s, everyone)
            products = sorted(
                (prod(plain.gains(text)) for text in set(plain.zone()) & set(plain.frontier())), reverse=True
            )
            assert [prod(plain.gains(text_of(one))) for one in best] == products[:3]


def test_a_zone_is_closed_by_whoever_has_too_good_an_alternative() -> None:
    """One seat alone stands in the way: it is named, with how much too good its alternative is."""
    lands = [survey(table, random_state(dice, table)) for dice, table in random_tables(40)]
    closed = next(land for land in lands if [len(one.barriers) for one in land.required.openings] == [1])
    (barrier,) = closed.required.openings[0].barriers
    nearest = closed.required.openings[0].nearest
    assert barrier.kind == "no-deal"
    assert barrier.lacking == pytest.approx(-nearest.gain[barrier.seat], abs=1e-3)
    assert all(nearest.gain[seat] > 0 for seat in closed.required.seats if seat != barrier.seat)


def test_every_pair_is_a_set_of_its_own() -> None:
    """Two seats too many: with neither alone, each pair that would do is listed."""
    found = 0
    for dice, table in random_tables(40, seats=4):
        s = random_state(dice, table)
        plain = Plain(table, s, range(4))
        openings = survey(table, s).everyone.openings
        pairs = [frozenset(b.seat for b in opening.barriers) for opening in openings]
        if pairs and all(len(pair) == 2 for pair in pairs):
            found += 1
            wanted = set()
            for two in combinations(range(4), 2):
                rest = [seat for seat in range(4) if seat not in two]
                if any(all(plain.gain(text, seat) > 0 for seat in rest) for text in plain.texts):
                    wanted.add(frozenset(table.seat_ids[seat] for seat in two))
            assert set(pairs) == wanted
    assert found
