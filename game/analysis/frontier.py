"""The Pareto frontier, exactly: the texts that nobody could be given more by without somebody getting less.

Worth adds up over the issues, so a choice on some of them that is beaten stays beaten whatever the others say. The
frontier is therefore built issue by issue, and what is beaten is dropped on the way: few of all texts are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from game.analysis.zone import Mask, Numbers, Points, Rows, Settlement

BLOCK: Final = 1 << 14  # points whose shadows are drawn at once
ROWS: Final = 1 << 9  # points held against them at once


class Frontier(NamedTuple):
    """Texts that nothing beats, in ascending order, and the points of every seat that was asked for."""

    texts: Numbers
    points: Points  # one text a row, one seat a column


def frontier(settlement: Settlement, seats: Sequence[tuple[int, int]]) -> Frontier:
    """The frontier for these seats, each with its agenda; texts of equal worth to all of them are all there."""
    tables = [settlement.of_positions(_points(settlement, seat, agenda)) for seat, agenda in seats]
    texts = np.zeros(1, dtype=np.int64)
    points = np.zeros((1, len(seats)), dtype=np.int32)
    for issue in _order(settlement):
        rows = np.array([table[issue] for table in tables], dtype=np.int32).T
        step = int(np.prod(settlement.shape[issue + 1 :], dtype=np.int64))
        texts = np.add.outer(texts, step * np.arange(len(rows))).ravel()
        points = (points[:, None, :] + rows[None, :, :]).reshape(-1, len(seats))
        kept = unbeaten(points)
        texts, points = texts[kept], points[kept]
    order = np.argsort(texts)
    return Frontier(texts[order], points[order])


def _points(settlement: Settlement, seat: int, agenda: int) -> Rows:
    table = settlement.table
    return table.points[seat] if agenda < 0 else table.agendas[agenda].points


def _order(settlement: Settlement) -> list[int]:
    """The issues with most to choose first, so that the last steps, which have most to compare, have little to add."""
    return sorted(range(len(settlement.shape)), key=lambda issue: -settlement.shape[issue])


def unbeaten(points: npt.NDArray[np.integer]) -> Mask:
    """The rows that no other row beats: none is as high everywhere and higher somewhere. Equal rows stay together."""
    kept = np.zeros(len(points), dtype=np.bool_)
    total = points.sum(axis=1, dtype=np.int64)
    # Who beats a row has a greater sum: the sum tells the better from the equal, and who comes before whom.
    order = np.argsort(-total, kind="stable")
    ranked = np.column_stack([points, total])[order]
    wanted = ranked + np.array([0] * points.shape[1] + [1])
    before: list[_Shadow] = []
    for first in range(0, len(order), BLOCK):
        at = np.arange(first, min(first + BLOCK, len(order)))
        for earlier in before:
            at = at[~earlier.covers(wanted[at])]
        if len(at):
            at = at[~_Shadow(ranked[at]).covers(wanted[at])]
            before.append(_Shadow(ranked[at]))
        kept[order[at]] = True
    return kept


class _Shadow:
    """What is as high as one of some rows, or lower: for each column and value a bit for every row that reaches it."""

    def __init__(self, rows: npt.NDArray[np.int64]) -> None:
        self._values = [np.unique(column) for column in rows.T]
        self._bits = [_reached(column, values) for column, values in zip(rows.T, self._values, strict=True)]

    def covers(self, rows: npt.NDArray[np.int64]) -> Mask:
        """Which of these rows one of ours reaches in every column."""
        found = np.empty(len(rows), dtype=np.bool_)
        for first in range(0, len(rows), ROWS):
            part = slice(first, first + ROWS)
            reach = self._of(rows[part], 0)
            for column in range(1, rows.shape[1]):
                reach &= self._of(rows[part], column)
            found[part] = reach.any(axis=1)
        return found

    def _of(self, rows: npt.NDArray[np.int64], column: int) -> npt.NDArray[np.uint64]:
        least = np.searchsorted(self._values[column], rows[:, column])  # of our values, the first as high
        bits: npt.NDArray[np.uint64] = self._bits[column][least]
        return bits


def _reached(column: npt.NDArray[np.int64], values: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """A line of bits for each value, and one for all that is higher still, in words of 64."""
    lines = np.zeros((len(values) + 1, -(-len(column) // 64) * 64), dtype=np.bool_)
    np.greater_equal(column, values[:, None], out=lines[:-1, : len(column)])
    words: npt.NDArray[np.uint64] = np.packbits(lines, axis=1).view(np.uint64)
    return words
