"""Sealed choices at the same time (§4.1): every seat chooses in a room of its own, and all are then sealed in order.

What a seat may choose never depends on what another has sealed, so each room is a copy of the table in which the seats
before have taken the defaults (§11); from a seat's own observation it can't be told from the real one.
"""

from __future__ import annotations

from game.defaults import default_answer
from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import ATTENDING, CARDS, State


def is_private(s: State) -> bool:
    """Whether a seat is asked for one of its sealed choices."""
    return s.seat >= 0 and s.program == NOBODY and CARDS <= s.phase <= ATTENDING


class Visits:
    """The private visits of one turn: `rooms` of the seats that still choose, `chosen` by each so far."""

    def __init__(self, table: Scenario, s: State) -> None:
        """Open a room for every seat that will be asked."""
        self.table = table
        self.turn = s.turn
        self.rooms: dict[int, State] = {}
        self.chosen: dict[int, list[int]] = {}
        walk = s.copy()
        while self._goes_on(walk):
            if walk.seat not in self.rooms:
                self.rooms[walk.seat] = walk.copy()
                self.chosen[walk.seat] = []
            kernel.step(table, walk, default_answer(table, walk))

    def _goes_on(self, s: State) -> bool:
        return is_private(s) and s.turn == self.turn

    def legal(self, seat: int) -> list[int]:
        """What a seat that still chooses may choose next."""
        return kernel.legal(self.table, self.rooms[seat])

    def choose(self, seat: int, action: int) -> None:
        """Choose in one's own room; it is closed when there is nothing left to choose."""
        room = self.rooms[seat]
        kernel.step(self.table, room, action)
        self.chosen[seat].append(action)
        if room.seat != seat or not self._goes_on(room):
            del self.rooms[seat]
