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
Table = npt.NDArray[np.float64]  # [seat][place]: a number for each position of each issue, issue after issue

BARGAINS: Final = 500  # ways to weigh the seats against each other
WEIGHTS_SEED: Final = 2254

_KNOWN: dict[tuple[str, str, str], Texts] = {}


class Texts:
    """The agreements that a size of a scenario allows."""

    def __init__(self, table: Scenario) -> None:
        """Prepare what is asked again and again; `texts_of` remembers."""
        self.table = table
        self.choices = choices_of(table)
        self._first = np.cumsum([0, *table.positions[:-1]])  # place of each issue's position 0
        self._spans = np.array(table.positions, dtype=np.int8)
        self._moves = self._list_moves()
        self._clauses = (self._moves != 0).sum(axis=1)
        self.red_lines: Table = np.array([self._lines(accepted) for accepted in table.accepted])
        dice = np.random.default_rng(WEIGHTS_SEED)
        # Uneven weights, so that the ends of the frontier are seen as well as its middle
        self._bargains: Points = dice.dirichlet([0.7] * table.seats, BARGAINS)
        self._bargains[0] = 1 / table.seats

    def _list_moves(self) -> Rows:
        """Every way to rewrite one issue or more with the clauses of a package: how far each position moves on."""
        free = [issue for issue, options in enumerate(self.choices) if len(options) > 1]
        moves = []
        for clauses in range(1, min(self.table.numbers.clauses, len(free)) + 1):
            for issues in combinations(free, clauses):
                for steps in product(*(range(1, len(self.choices[issue])) for issue in issues)):
                    move = [0] * self.table.issues
                    for issue, step in zip(issues, steps, strict=True):
                        move[issue] = step
                    moves.append(move)
        return np.array(moves, dtype=np.int8).reshape(-1, self.table.issues)

    def _lines(self, accepted: tuple[int, ...]) -> list[float]:
        """1 for every position beyond the seat's red lines."""
        spans = zip(accepted, self.table.positions, strict=True)
        return [float(1 - (mask >> at & 1)) for mask, span in spans for at in range(span)]

    # Worth, of many texts for many seats at once

    def table_of(self, points: list[list[list[float]]]) -> Table:
        """What each position adds to each seat's U of 0..100, by the points that the seats give."""
        return np.array([self._shares(rows) for rows in points])

    @staticmethod
    def _shares(rows: list[list[float]]) -> list[float]:
        scale = 100 / sum(max(row) for row in rows)
        return [scale * value for row in rows for value in row]

    def read(self, table: Table, rows: Rows) -> Points:
        """[seat][text]: the sum over the issues of what a table has for each text's positions, issue by issue."""
        found: Points = np.zeros((len(table), len(rows)))
        for places in (rows + self._first).T:
            found += table.take(places, axis=1)
        return found

    def worth(self, points: list[list[float]], rows: Rows) -> Points:
        """U of each agreement for one seat, 0..100, by the points given to each issue's positions."""
        worth: Points = self.read(self.table_of([points]), rows)[0]
        return worth

    def frontier(self, table: Table) -> Rows:
        """Agreements along the Pareto frontier of these seats' worth: for many ways to weigh the seats, the best one.

        Worth adds up over issues, so the best is found issue by issue: each goes to those who care most about it, which
        is what logrolling means.
        """
        weighed = self._bargains @ table
        columns = []
        for first, choices in zip(self._first, self.choices, strict=True):
            at = np.argmax(weighed[:, first + np.array(choices)], axis=1)
            columns.append(np.array(choices, dtype=np.int8)[at])
        rows: Rows = np.stack(columns, axis=1)
        return rows[self._firsts(rows)]

    def _firsts(self, rows: Rows) -> npt.NDArray[np.intp]:
        """Where each different row stands first, in the order of the texts."""
        numbers = np.zeros(len(rows), dtype=np.int64)
        for column, span in zip(rows.T, self._spans, strict=True):
            numbers = numbers * int(span) + column
        return np.unique(numbers, return_index=True)[1]

    # What one package can reach

    def reach(self, draft: list[int], purse: int, clauses: int = 0) -> tuple[Rows, npt.NDArray[np.int64]]:
        """The agreements that one package leads to, and what each costs its proposer; the draft itself is none.

        `clauses`: the most that the package holds, by default as many as the size allows.
        """
        now = np.array(draft, dtype=np.int8)
        moves = self._moves[self._clauses <= clauses] if clauses else self._moves
        rows: Rows = (now + moves) % self._spans
        price = np.abs(rows - now).sum(axis=1).astype(np.int64) * self.table.numbers.text_price
        keep = price <= purse
        return rows[keep], price[keep]


def choices_of(table: Scenario) -> list[list[int]]:
    """The positions that each issue can end at: all of them, or the one at which a size fixes it (§8)."""
    return [
        [table.start_draft[issue]] if table.fixed >> issue & 1 else list(range(table.positions[issue]))
        for issue in range(table.issues)
    ]


def texts_of(table: Scenario) -> Texts:
    """The agreements of a table, listed once a process."""
    key = (table.id, table.size, table.hash)
    if key not in _KNOWN:
        _KNOWN[key] = Texts(table)
    return _KNOWN[key]
