"""The land of a bargain, held against NegMAS: the same texts, and how long each takes for them, side by side.

NegMAS is in the extra `bench`, which `make test` installs. It brings some thirty packages, too many for everybody who
only wants to run the tests; without it `-m "not bench"` leaves these out. None of them is ever skipped by itself.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import cards
from game.analysis.frontier import Frontier, frontier
from game.analysis.landscape import Agreement, Bargain, Surveyor, survey
from game.analysis.zone import Settlement
from rules.scenario import NOBODY, Scenario
from rules.state import State
from tests.game.settlements import random_state, random_table
from tests.game.test_zone import states

SHAPE = (4,) * 8  # 65,536 texts, as Empty Chairs has
LARGEST = (5,) * 10  # as many issues and positions as a scenario may have: 9,765,625 texts
FIFTH = 5
MEGABYTE = 1 << 20
Rows = npt.NDArray[np.float64]


def peer() -> Any:  # noqa: ANN401 (a module without types)
    """NegMAS's module of frontiers and solutions."""
    from negmas.preferences import ops

    return ops


def utilities(table: Scenario, s: State) -> Rows:
    """U of every text for every seat, from 0 to 100."""
    settlement = Settlement(table)
    columns = [settlement.points(seat, s.agenda[seat]) for seat in range(table.seats)]
    best = [sum(max(row) for row in _points(table, s, seat)) for seat in range(table.seats)]
    return np.column_stack([100 * column / most for column, most in zip(columns, best, strict=True)])


def _points(table: Scenario, s: State, seat: int) -> tuple[tuple[int, ...], ...]:
    agenda = s.agenda[seat]
    return table.points[seat] if agenda == NOBODY else table.agendas[agenda].points


def seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


@dataclass
class Reserved:
    """All that NegMAS's solutions ask of a utility function."""

    reserved_value: float


def tables() -> list[Scenario]:
    return [cards.table("empty-chairs", "full"), random_table(Random(5), SHAPE, 5, most=20)]


@pytest.mark.bench
@pytest.mark.slow
class TestFrontierBesideNegmas:
    @pytest.mark.parametrize("table", tables(), ids=["empty-chairs", "made-up"])
    def test_it_is_the_same_in_at_most_a_fifth_of_the_time(self, table: Scenario) -> None:
        s = random_state(Random(1), table)
        points = utilities(table, s)
        seats = [(seat, s.agenda[seat]) for seat in range(table.seats)]
        found: list[Any] = []
        theirs = seconds(lambda: found.append(peer().pareto_frontier_numpy(points)))
        ours = min(seconds(lambda: found.append(frontier(Settlement(table), seats))) for _ in range(3))
        front: Frontier = found[-1]
        # it keeps one text of those that are worth the same to everybody
        assert {tuple(row) for row in points[found[0]]} == {tuple(row) for row in points[front.texts]}
        assert FIFTH * ours <= theirs, f"{ours:.3f} s against {theirs:.3f} s"


@pytest.mark.bench
class TestSolutionsBesideNegmas:
    def test_nash_the_egalitarian_and_the_utilitarian_point_and_the_distance(self) -> None:
        table = cards.table("empty-chairs", "class")
        surveyor = Surveyor(table)
        compared = 0
        for s in states(table, seed=4, every=120):
            land = surveyor.survey(s)
            for found in (land.required, land.everyone):
                seats = [table.seat_ids.index(seat) for seat in found.seats]
                compared += self.compare(table, s, seats, found)
        assert compared

    def compare(self, table: Scenario, s: State, seats: list[int], found: Bargain) -> bool:
        """Whether there was anything to compare but the distance."""
        points = utilities(table, s)[:, seats]
        front = points[np.sort(peer().pareto_frontier_numpy(points))]
        here = tuple(points[Settlement(table).number(s.draft)])
        assert found.draft.distance == pytest.approx(peer().distance_to(here, [tuple(row) for row in front]), abs=1e-4)
        reserved = np.array([survey_n(table, s, seat) for seat in seats])
        inside = [tuple(row) for row in front[(front > reserved + 1e-9).all(axis=1)]]
        if not inside:
            assert found.nash is None
            return False
        functions = [Reserved(value) for value in reserved]
        ranges = [(0.0, 100.0)] * len(seats)
        pairs = (("nash", "nash_points"), ("egalitarian", "kalai_points"), ("utilitarian", "max_welfare_points"))
        for mine, theirs in pairs:
            best = [row for row, _ in getattr(peer(), theirs)(functions, inside, ranges=ranges)]
            one: Agreement = getattr(found, mine)
            told = tuple(one.u[seat] for seat in found.seats)
            assert any(told == pytest.approx(row, abs=1e-4) for row in best)
        return True


def survey_n(table: Scenario, s: State, seat: int) -> float:
    from rules.worth import no_deal

    return no_deal(table, s, seat) / 100


@pytest.mark.slow
def test_ten_million_texts_need_less_than_300_megabytes() -> None:
    table = replace(random_table(Random(3), LARGEST, 5, most=30), fixed=0)
    s = random_state(Random(3), table)
    tracemalloc.start()
    try:
        land = survey(table, s)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert land.texts == 9_765_625
    assert land.everyone.frontier
    assert peak < 300 * MEGABYTE
