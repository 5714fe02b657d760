"""The names that cases use: ids of the scenario, and what they stand for in its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cards.errors import did_you_mean, quoted
from game import notation
from game.errors import UserError
from rules.scenario import NOBODY, Scenario

ALL: Final = "all"
NO_SIDE: Final = "nobody"
NO_AGENDA: Final = "none"
WATCHER: Final = "watcher"


def index(ids: Sequence[str], word: str, kind: str) -> int:
    """The number of a name."""
    if word in ids:
        return ids.index(word)
    raise UserError(f"no {kind} {quoted(word)}{did_you_mean(word, ids)}")


class Names:
    """The names of one scenario; whatever it doesn't know is a UserError that says what was meant."""

    def __init__(self, table: Scenario) -> None:
        self.table = table

    def seat(self, word: str) -> int:
        """The seat of that id."""
        return index(self.table.seat_ids, word, "seat")

    def viewer(self, word: str) -> int:
        """A seat, or NOBODY for the watcher."""
        return NOBODY if word == WATCHER else self.seat(word)

    def seats(self, words: Iterable[str]) -> int:
        """Mask of the seats; `all` is everybody."""
        mask = 0
        for word in words:
            mask |= (1 << self.table.seats) - 1 if word == ALL else 1 << self.seat(word)
        return mask

    def by_seat(self, values: Mapping[str, int]) -> dict[int, int]:
        """Values by seat; `all` holds for the seats that aren't named."""
        found = dict.fromkeys(range(self.table.seats), values[ALL]) if ALL in values else {}
        return found | {self.seat(word): value for word, value in values.items() if word != ALL}

    def seats_of(self, mask: int) -> list[str]:
        """The ids of a mask of seats."""
        return [word for at, word in enumerate(self.table.seat_ids) if mask >> at & 1]

    def side(self, word: str) -> int:
        """The side of that id, or NOBODY for `nobody`."""
        return NOBODY if word == NO_SIDE else index(self.table.side_ids, word, "side")

    def side_id(self, side: int) -> str:
        """Its id."""
        return NO_SIDE if side == NOBODY else self.table.side_ids[side]

    def area(self, word: str) -> int:
        """The area of that id."""
        return index(self.table.area_ids, word, "area")

    def areas_of(self, mask: int) -> list[str]:
        """The ids of a mask of areas."""
        return [word for at, word in enumerate(self.table.area_ids) if mask >> at & 1]

    def issue(self, word: str) -> int:
        """The issue of that id."""
        return index(self.table.issue_ids, word, "issue")

    def track(self, word: str) -> int:
        """One of the scenario's own tracks."""
        return index(self.table.track_ids, word, "track")

    def cards(self, seat: int, words: Iterable[str]) -> int:
        """Mask of cards in the seat's own deck."""
        first, last = self.table.first_card[seat], self.table.first_card[seat + 1]
        own = self.table.card_ids[first:last]
        mask = 0
        for word in words:
            mask |= 1 << index(own, word, f"card of {self.table.seat_ids[seat]}")
        return mask

    def cards_of(self, seat: int, mask: int) -> list[str]:
        """The ids of a mask of the seat's own deck."""
        first = self.table.first_card[seat]
        return [self.table.card_ids[first + at] for at in range(mask.bit_length()) if mask >> at & 1]

    def agenda(self, seat: int, word: str) -> int:
        """An agenda of the seat, or NOBODY for `none`."""
        if word == NO_AGENDA:
            return NOBODY
        found = index(self.table.agenda_ids, word, "agenda")
        if self.table.agendas[found].seat != seat:
            raise UserError(f"{quoted(word)} is no agenda of {self.table.seat_ids[seat]}")
        return found

    def agenda_id(self, agenda: int) -> str:
        """Its id."""
        return NO_AGENDA if agenda == NOBODY else self.table.agenda_ids[agenda]

    def headlines(self, words: Iterable[str]) -> int:
        """Mask of headlines."""
        mask = 0
        for word in words:
            mask |= 1 << index(self.table.headline_ids, word, "headline")
        return mask

    def headlines_of(self, mask: int) -> list[str]:
        """The ids of a mask of headlines."""
        return [word for at, word in enumerate(self.table.headline_ids) if mask >> at & 1]

    def line(self, text: str) -> int:
        """The action of a canonical line."""
        return notation.parse(self.table, text)

    def lines(self, text: str) -> list[int]:
        """The actions of a line or a shorthand."""
        return notation.sequence(self.table, text)

    def text(self, action: int) -> str:
        """The canonical line of an action."""
        return notation.format_action(self.table, action)

    def pledge(self, text: str) -> int:
        """The pledge that a line such as `russia no-air idlib` names."""
        return self.table.acts.a[self.line(f"pledge {text}")]

    def pledge_id(self, pledge: int) -> str:
        """The line of a pledge, without its first word."""
        return self.text(self.table.acts.pledge[pledge]).removeprefix("pledge ")
