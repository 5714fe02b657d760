"""The rest of a conference in mind: what the seats that have still to speak would make of a text (§3.2, §5.1).

One line of play, no tree: each of them is expected to call if it may and gains, else to send the package that is best
for it by public reckoning. What comes back is what the text is worth to this seat when the conference closes.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from game.bots.bargain import Bargain, passes
from game.bots.texts import Points, Rows
from rules.board import turn_order

Text = tuple[int, ...]

CLAUSES: Final = 2  # of another's package are imagined
COIN: Final = 0.3  # a point of influence, to others
HOPE: Final = 0.04  # of another's gain in a text that nobody is near to signing
WORTH_SENDING: Final = 0.15
LIKELY: Final = 0.25  # that all sign: below it nobody calls
GAINS: Final = 1.0  # of its own, for which another calls
SURE: Final = 0.9  # from this chance on a package is taken to pass, below its complement to fall
MINDS: Final = 0.05  # that a package passes which this seat would rather pay to stop


class Rehearsal:
    """The conference that is left, to one seat at one moment."""

    def __init__(self, bargain: Bargain) -> None:
        """Who may still speak; nothing reckoned yet."""
        self.bargain = bargain
        self.table = bargain.table
        board = bargain.board
        order = [seat for seat in turn_order(self.table, board) if board.present >> seat & 1]
        spoken = turn_order(self.table, board)[: board.at + 1]
        self._order = [seat for seat in order if seat not in spoken]
        self._order += order * (self.table.numbers.rounds - board.round - 1)
        self._worth: dict[tuple[Text, int], float] = {}
        self._offers: dict[tuple[Text, int], tuple[Text, float] | None] = {}
        self._ends: dict[Text, tuple[float, float, list[float]]] = {}

    def worth(self, text: Text, at: int = 0) -> float:
        """What a text comes to in the end if it is on the table when the speaker number `at` of the rest begins."""
        found = self._worth.get((text, at))
        if found is None:
            found = self._worth[text, at] = self._reckon(text, at)
        return found

    def signed(self, text: Text) -> float:
        """What a call on a text comes to: its gain if all sign, else what the text is worth afterwards."""
        left, chance, gains = self._end(text)
        own = gains[self.bargain.seat]
        return chance * own + (1 - chance) * left if own > 0 else left

    def _reckon(self, text: Text, at: int) -> float:
        if at == len(self._order):
            return self._end(text)[0]
        seat = self._order[at]
        if self._calls(seat, text):
            return self.signed(text)
        offer = self._offer(seat, text)
        if offer is None:
            return self.worth(text, at + 1)
        moved, chance = offer
        if chance > SURE:
            return self.worth(moved, at + 1)
        if chance < 1 - SURE:
            return self.worth(text, at + 1)
        return chance * self.worth(moved, at + 1) + (1 - chance) * self.worth(text, at + 1)

    def _end(self, text: Text) -> tuple[float, float, list[float]]:
        """(worth to this seat when nobody calls, chance that all others sign now, gains by seat)."""
        found = self._ends.get(text)
        if found is None:
            bargain = self.bargain
            rows: Rows = np.array([text], dtype=np.int8)
            seen = bargain.appraise(rows)
            now = bargain.willing(seen.gains) * bargain.able(rows, now=True)
            found = self._ends[text] = float(seen.worth[0]), float(now[0]), [float(gain) for gain in seen.gains[:, 0]]
        return found

    def _calls(self, seat: int, text: Text) -> bool:
        board = self.bargain.board
        if board.called or board.influence[seat] < self.table.numbers.call_price:
            return False
        _left, chance, gains = self._end(text)
        return chance >= LIKELY and gains[seat] >= GAINS

    def _offer(self, seat: int, text: Text) -> tuple[Text, float] | None:
        """The package of texts that is best for a seat, and how likely it passes."""
        if (text, seat) not in self._offers:
            self._offers[text, seat] = self._best(seat, text)
        return self._offers[text, seat]

    def _best(self, seat: int, text: Text) -> tuple[Text, float] | None:
        bargain = self.bargain
        purse = bargain.board.influence[seat]
        rows, price = bargain.texts.reach(list(text), purse, CLAUSES)
        if not len(rows):
            return None
        seen = bargain.appraise(np.vstack([np.array([text], dtype=np.int8), rows]))
        value: Points = seen.hopes[seat] + HOPE * seen.gains[seat]
        chance = passes(bargain.odds(seen, seen.of(0), proposer=seat))[1:]
        if seat != bargain.seat:
            stop = (self.table.numbers.first_break + bargain.board.breaks[bargain.seat]) * bargain.style.influence
            chance = np.where(seen.worth[1:] < seen.worth[0] - stop, chance * MINDS, chance)
        fall = COIN * min(self.table.numbers.fall_price, purse)
        expected = chance * (value[1:] - value[0] - COIN * price) - (1 - chance) * fall
        at = int(np.argmax(expected))
        if expected[at] <= WORTH_SENDING:
            return None
        return tuple(int(position) for position in rows[at]), float(chance[at])
