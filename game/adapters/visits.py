"""Sealed choices at the same time (§4.1): every seat chooses in a room of its own, and all are then sealed in order.

What a seat may choose never depends on what another has sealed, so each room is a copy of the table in which the seats
before have taken the defaults (§11); from a seat's own observation it can't be told from the real one. All rooms are
opened together after as many choices as the longest visit can have: who has chosen waits, and learns nothing from it.
"""

from __future__ import annotations

from game.defaults import default_answer
from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import ATTENDING, CARDS, State


def is_private(s: State) -> bool:
    """Whether a seat is asked for one of its sealed choices."""
    return s.seat >= 0 and s.program == NOBODY and CARDS <= s.phase <= ATTENDING


def longest(table: Scenario) -> int:
    """How many choices a private visit can have: a card, what to discard with it, orders, attendance."""
    discards = [0] * table.seats
    for card in table.cards:
        if card.seat != NOBODY and card.discards:
            discards[card.seat] = 1
    return max(1 + discards[seat] + table.order_count[seat] + 1 for seat in range(table.seats))


class Visits:
    """The private visits of one turn: `rooms` of the seats that still choose, `chosen` by each so far."""

    def __init__(self, table: Scenario, s: State) -> None:
        """Open a room for every seat that will be asked."""
        self.table = table
        self.turn = s.turn
        self.left = longest(table)  # choices until all rooms are opened
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

    @property
    def over(self) -> bool:
        """Whether nobody chooses or waits any more."""
        return not self.rooms and self.left <= 0

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
