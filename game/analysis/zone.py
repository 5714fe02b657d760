"""The zone of possible agreement (§8), exactly: of every text that a size allows, who would gain by it and could sign.

For the referee and the debrief: it reads the true agendas and reserves, so no player and no bot may be shown it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from game.bots.texts import choices_of
from rules.scenario import Scenario
from rules.state import State
from rules.worth import best_points, no_deal, points_table

Mask = npt.NDArray[np.bool_]  # one entry a text, in the order of `Settlement.text`
Ask = Callable[[State, int], Mask]
HUNDREDTHS: Final = 10_000  # N is in hundredths of a point, U in hundredths of the best


class Settlement:
    """Every text of one table: the product of the positions of its issues; a fixed issue has one."""

    def __init__(self, table: Scenario) -> None:
        """Worth and red lines are worked out when they are first asked for, and kept."""
        self.table = table
        self.choices = choices_of(table)
        self.shape = tuple(len(options) for options in self.choices)
        self.size = int(np.prod(self.shape))
        self._points: dict[tuple[int, int], npt.NDArray[np.int32]] = {}
        self._crossing: dict[tuple[int, tuple[int, ...]], Mask] = {}

    def text(self, number: int) -> list[int]:
        """The positions of text `number`, 0 to `size` - 1, one an issue."""
        places = np.unravel_index(number, self.shape)
        return [options[int(at)] for options, at in zip(self.choices, places, strict=True)]

    def points(self, seat: int, agenda: int) -> npt.NDArray[np.int32]:
        """The seat's points for every text, with an agenda or (NOBODY) by its public weights."""
        found = self._points.get((seat, agenda))
        if found is None:
            total = np.zeros(1, dtype=np.int32)
            for options, row in zip(self.choices, points_table(self.table, seat, agenda), strict=True):
                total = np.add.outer(total, np.array([row[at] for at in options], dtype=np.int32)).ravel()
            found = self._points[seat, agenda] = total
        return found

    def gaining(self, s: State, seat: int) -> Mask:
        """The texts that are worth more to the seat than no agreement: U > N, exactly."""
        agenda = s.agenda[seat]
        # points / best > N / 10000 in whole numbers: points above the floor of N * best / 10000
        floor = no_deal(self.table, s, seat) * best_points(self.table, seat, agenda) // HUNDREDTHS
        mask: Mask = self.points(seat, agenda) > floor
        return mask

    def crossing(self, seat: int, issues: tuple[int, ...]) -> Mask:
        """The texts that cross the seat's red line on at least one of these issues."""
        found = self._crossing.get((seat, issues))
        if found is None:
            found = np.zeros(1, dtype=np.bool_)
            for issue, options in enumerate(self.choices):
                accepted = self.table.accepted[seat][issue]
                beyond = [issue in issues and not accepted >> at & 1 for at in options]
                found = np.logical_or.outer(found, np.array(beyond, dtype=np.bool_)).ravel()
            self._crossing[seat, issues] = found
        return found

    def ratifiable(self, s: State, seat: int) -> Mask:
        """The texts that the seat could ratify now (§5.2)."""
        if s.support[seat] >= self.table.numbers.ratify_support:
            return np.ones(self.size, dtype=np.bool_)
        leant = [lean[2] for lean in s.leans if lean[1] == seat]
        return ~self.crossing(seat, tuple(issue for issue in range(self.table.issues) if issue not in leant))

    def zone(self, s: State) -> Mask:
        """The zone of possible agreement: every required party gains."""
        return self._all_required(s, self.gaining)

    def signable(self, s: State) -> Mask:
        """The part of the zone that every required party could ratify now."""
        return self.zone(s) & self._all_required(s, self.ratifiable)

    def _all_required(self, s: State, ask: Ask) -> Mask:
        mask = np.ones(self.size, dtype=np.bool_)
        for seat in range(self.table.seats):
            if self.table.required >> seat & 1:
                mask &= ask(s, seat)
        return mask
