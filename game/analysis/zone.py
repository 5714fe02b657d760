"""The zone of possible agreement (§8), exactly: of every text that a size allows, who would gain by it and could sign.

For the referee and the debrief: it reads the true agendas and reserves, so no player and no bot may be shown it.

What a text is worth adds up over its issues. So the issues are split into two halves, whatever is asked of all texts is
worked out for each half and added up, one block of texts after the other: ten million texts need no more room than the
answer itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from game.bots.texts import choices_of
from rules.scenario import Scenario
from rules.state import State
from rules.worth import best_points, no_deal, points_table

Numbers = npt.NDArray[np.int64]  # of texts
Mask = npt.NDArray[np.bool_]  # one entry a text, in the order of `Settlement.text`
Points = npt.NDArray[np.int32]
Rows = Sequence[Sequence[int]]  # for each issue a number for each of the positions it can end at
HUNDREDTHS: Final = 10_000  # N is in hundredths of a point, U in hundredths of the best
BLOCK: Final = 1 << 18  # texts looked at in one go


class Sum:
    """A number for every text that adds up over the issues; never there as a whole unless it is asked for."""

    def __init__(self, rows: Rows) -> None:
        """`rows`: what each position of each issue adds."""
        middle = _middle([len(row) for row in rows])
        self.head = _added(rows[:middle])
        self.tail = _added(rows[middle:])

    def whole(self) -> Points:
        """Of all texts."""
        total: Points = np.add.outer(self.head, self.tail).ravel()
        return total

    def block(self, part: slice) -> Points:
        """Of one of the blocks of `Settlement.blocks`."""
        total: Points = np.add.outer(self.head[part], self.tail).ravel()
        return total

    def at(self, texts: Numbers) -> Points:
        """Of some texts."""
        total: Points = self.head[texts // len(self.tail)] + self.tail[texts % len(self.tail)]
        return total


class Settlement:
    """Every text of one table: the product of the positions of its issues; a fixed issue has one."""

    def __init__(self, table: Scenario) -> None:
        """Little is worked out before it is asked for."""
        self.table = table
        self.choices = choices_of(table)
        self.shape = tuple(len(options) for options in self.choices)
        self.size = int(np.prod(self.shape, dtype=np.int64))
        middle = _middle(self.shape)
        self._heads = int(np.prod(self.shape[:middle], dtype=np.int64))
        self._tails = self.size // self._heads
        self._sums: dict[tuple[int, int], Sum] = {}

    def text(self, number: int) -> list[int]:
        """The positions of text `number`, 0 to `size` - 1, one an issue."""
        places = np.unravel_index(number, self.shape)
        return [options[int(at)] for options, at in zip(self.choices, places, strict=True)]

    def number(self, text: Sequence[int]) -> int:
        """The number of a text; the inverse of `text`."""
        places = [options.index(at) for options, at in zip(self.choices, text, strict=True)]
        return int(np.ravel_multi_index(places, self.shape))

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """All texts, block by block: which part of a `Sum` and which texts."""
        step = max(1, BLOCK // self._tails)
        for first in range(0, self._heads, step):
            last = min(first + step, self._heads)
            yield slice(first, last), slice(first * self._tails, last * self._tails)

    # Worth

    def worth(self, seat: int, agenda: int) -> Sum:
        """The seat's points for every text, with an agenda or (NOBODY) by its public weights."""
        found = self._sums.get((seat, agenda))
        if found is None:
            found = self._sums[seat, agenda] = Sum(self.of_positions(points_table(self.table, seat, agenda)))
        return found

    def of_positions(self, table: Rows) -> Rows:
        """What a table with a number for every position has for those that the issues can end at."""
        return [[row[at] for at in options] for options, row in zip(self.choices, table, strict=True)]

    def points(self, seat: int, agenda: int) -> Points:
        """The seat's points for every text."""
        return self.worth(seat, agenda).whole()

    def floor(self, s: State, seat: int) -> int:
        """What the seat's points have to exceed so that U > N, in whole numbers."""
        # points / best > N / 10000 in whole numbers: points above the floor of N * best / 10000
        return no_deal(self.table, s, seat) * best_points(self.table, seat, s.agenda[seat]) // HUNDREDTHS

    def gaining(self, s: State, seat: int) -> Mask:
        """The texts that are worth more to the seat than no agreement: U > N, exactly."""
        worth, floor = self.worth(seat, s.agenda[seat]), self.floor(s, seat)
        mask = np.empty(self.size, dtype=np.bool_)
        for part, texts in self.blocks():
            np.greater(worth.block(part), floor, out=mask[texts])
        return mask

    # Red lines (§5.2)

    def lines(self, s: State, seat: int) -> tuple[int, ...]:
        """The issues whose red lines the seat can't sign across now: too little support and no lean on that issue."""
        if s.support[seat] >= self.table.numbers.ratify_support:
            return ()
        leant = {lean[2] for lean in s.leans if lean[1] == seat}
        drawn = range(self.table.issues)
        return tuple(issue for issue in drawn if issue not in leant and not all(self.accepts(seat, issue)))

    def accepts(self, seat: int, issue: int) -> list[bool]:
        """Whether the seat's own people accept it, for each position that the issue can end at."""
        accepted = self.table.accepted[seat][issue]
        return [bool(accepted >> at & 1) for at in self.choices[issue]]

    def crossed(self, pairs: Sequence[tuple[int, int]]) -> Sum:
        """How many of these red lines, each a seat and an issue, every text crosses."""
        rows = [[0] * len(options) for options in self.choices]
        for seat, issue in pairs:
            rows[issue] = [had + (not fine) for had, fine in zip(rows[issue], self.accepts(seat, issue), strict=True)]
        return Sum(rows)

    def crossing(self, seat: int, issues: tuple[int, ...]) -> Mask:
        """The texts that cross the seat's red line on at least one of these issues."""
        mask: Mask = self.crossed([(seat, issue) for issue in issues]).whole() > 0
        return mask

    def ratifiable(self, s: State, seat: int) -> Mask:
        """The texts that the seat could ratify now (§5.2)."""
        return ~self.crossing(seat, self.lines(s, seat))

    # The zones

    def zone(self, s: State, seats: Sequence[int] | None = None) -> Mask:
        """The zone of possible agreement: every required party gains, or each of `seats`."""
        mask = np.ones(self.size, dtype=np.bool_)
        for seat in self.required if seats is None else seats:
            mask &= self.gaining(s, seat)
        return mask

    def signable(self, s: State, seats: Sequence[int] | None = None) -> Mask:
        """The part of the zone that every required party, or each of `seats`, could ratify now."""
        among = self.required if seats is None else seats
        drawn = [(seat, issue) for seat in among for issue in self.lines(s, seat)]
        mask = self.zone(s, among)
        if drawn:
            crossed = self.crossed(drawn)
            for part, texts in self.blocks():
                mask[texts] &= crossed.block(part) == 0
        return mask

    @property
    def required(self) -> tuple[int, ...]:
        """The seats without which there is no agreement (§5.1)."""
        return tuple(seat for seat in range(self.table.seats) if self.table.required >> seat & 1)


def _middle(shape: Sequence[int]) -> int:
    """Where to split the issues so that the two halves have about as many texts."""
    whole = float(np.log(np.array(shape, dtype=np.float64)).sum())
    halves = np.abs(np.cumsum(np.log(np.array([1, *shape], dtype=np.float64))) - whole / 2)
    return int(np.argmin(halves))


def _added(rows: Rows) -> Points:
    """The sums over some issues, in the order of the texts."""
    total = np.zeros(1, dtype=np.int32)
    for row in rows:
        total = np.add.outer(total, np.array(row, dtype=np.int32)).ravel()
    return total
