"""Agreements by the hundred, as arrays.

What they are worth, whose red lines they cross, which are on the Pareto frontier and which one package can reach.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import Final

import numpy as np
import numpy.typing as npt

from rules.scenario import Scenario

Rows = npt.NDArray[np.int8]  # one agreement a row, one issue a column
Points = npt.NDArray[np.float64]

BARGAINS: Final = 500  # ways to weigh the seats against each other
WEIGHTS_SEED: Final = 2254

_KNOWN: dict[tuple[str, str, str], Texts] = {}


class Texts:
    """The agreements that a size of a scenario allows."""

    def __init__(self, table: Scenario) -> None:
        """Prepare what is asked again and again; `texts_of` remembers."""
        self.table = table
        self._choices = [
            [table.start_draft[issue]] if table.fixed >> issue & 1 else list(range(table.positions[issue]))
            for issue in range(table.issues)
        ]
        self._moves = self._list_moves(self._choices)
        self._red_lines = [self._list_lines(accepted) for accepted in table.accepted]
        dice = np.random.default_rng(WEIGHTS_SEED)
        # Uneven weights, so that the ends of the frontier are seen as well as its middle
        self._bargains: Points = dice.dirichlet([0.7] * table.seats, BARGAINS)
        self._bargains[0] = 1 / table.seats

    def frontier(self, points: list[list[list[float]]]) -> Rows:
        """Agreements along the Pareto frontier of these seats' points: for many ways to weigh the seats, the best one.

        Worth adds up over issues, so the best is found issue by issue: each goes to those who care most about it, which
        is what logrolling means.
        """
        columns = []
        scale = [100 / sum(max(row) for row in seat_points) for seat_points in points]
        for issue, choices in enumerate(self._choices):
            worths = np.array(
                [[seat_points[issue][at] * by for at in choices] for seat_points, by in zip(points, scale, strict=True)]
            )
            columns.append(np.array(choices, dtype=np.int8)[np.argmax(self._bargains @ worths, axis=1)])
        rows: Rows = np.unique(np.stack(columns, axis=1), axis=0)
        return rows

    def _list_moves(self, choices: list[list[int]]) -> dict[int, tuple[Rows, Rows]]:
        """For each number of clauses: masks of the issues rewritten (as -1 elsewhere) and the positions written."""
        free = [issue for issue, options in enumerate(choices) if len(options) > 1]
        moves: dict[int, tuple[Rows, Rows]] = {}
        for clauses in range(1, self.table.numbers.clauses + 1):
            touched: list[list[bool]] = []
            written: list[list[int]] = []
            for issues in combinations(free, min(clauses, len(free))):
                for positions in product(*(choices[issue] for issue in issues)):
                    at = dict(zip(issues, positions, strict=True))
                    touched.append([issue in at for issue in range(self.table.issues)])
                    written.append([at.get(issue, 0) for issue in range(self.table.issues)])
            moves[clauses] = (np.array(touched, dtype=np.int8), np.array(written, dtype=np.int8))
        return moves

    def _list_lines(self, accepted: tuple[int, ...]) -> list[tuple[int, Rows]]:
        """The issues on which a seat draws a line, each with 1 for every position beyond it."""
        rows = [
            (issue, np.array([1 - (mask >> at & 1) for at in range(self.table.positions[issue])], dtype=np.int8))
            for issue, mask in enumerate(accepted)
        ]
        return [(issue, row) for issue, row in rows if row.any()]

    def lines(self, seat: int, rows: Rows) -> npt.NDArray[np.int8]:
        """How many red lines of the seat each agreement crosses."""
        crossed = np.zeros(len(rows), dtype=np.int8)
        for issue, row in self._red_lines[seat]:
            crossed += row[rows[:, issue]]
        return crossed

    def worth(self, points: list[list[float]], rows: Rows) -> Points:
        """U of each agreement, 0..100, by the points given to each issue's positions."""
        best = sum(max(row) for row in points)
        total = np.zeros(len(rows))
        for issue, row in enumerate(points):
            total += np.array(row)[rows[:, issue]]
        worth: Points = total * (100 / best)
        return worth

    def reach(self, draft: list[int], clauses: int, purse: int) -> tuple[Rows, npt.NDArray[np.int64]]:
        """The agreements that one package of so many clauses leads to, and what each costs its proposer."""
        now = np.array(draft, dtype=np.int8)
        touched, written = self._moves[clauses]
        rows: Rows = np.where(touched == 1, written, now)
        price = np.abs(rows - now).sum(axis=1).astype(np.int64) * self.table.numbers.text_price
        keep = (price > 0) & (price <= purse)
        return rows[keep], price[keep]


def texts_of(table: Scenario) -> Texts:
    """The agreements of a table, listed once a process."""
    key = (table.id, table.size, table.hash)
    if key not in _KNOWN:
        _KNOWN[key] = Texts(table)
    return _KNOWN[key]
