"""A table for tests of single rules: positions laid by hand, actions by their lines."""

from __future__ import annotations

import cards
from game.notation import format_action, parse
from rules import kernel
from rules.errors import RulesError
from rules.events import EVENT_IDS, Event
from rules.meters import set_meter
from rules.scenario import METER_IDS, NOBODY
from rules.state import CHANCE, HEADLINES, PRESSURE, SPEAKING

NUMBERS = ("influence", "support", "credibility")


class Desk:
    """A game at its first conference, with everybody present; names instead of numbers."""

    def __init__(self, scenario: str = "two-banks", size: str = "standard") -> None:
        self.table = cards.table(scenario, size)
        self.state = kernel.start(self.table)
        self.events: list[Event] = []
        while self.state.phase < HEADLINES or self.state.seat == CHANCE:
            kernel.step(self.table, self.state, kernel.legal(self.table, self.state)[0])
        self.everybody = (1 << self.table.seats) - 1
        self.state.present = self.everybody
        self.go_on(SPEAKING)

    # Names

    def seat(self, name: str) -> int:
        return self.table.seat_ids.index(name)

    def side(self, name: str) -> int:
        return self.table.side_ids.index(name)

    def area(self, name: str) -> int:
        return self.table.area_ids.index(name)

    def issue(self, name: str) -> int:
        return self.table.issue_ids.index(name)

    def pledge(self, line: str) -> int:
        """The pledge of a line such as "upstream truce island"."""
        return self.table.acts.a[parse(self.table, f"pledge {line}")]

    # Laying

    def meters(self, seat: str, **values: int) -> None:
        for name, value in values.items():
            set_meter(self.state, METER_IDS.index(name), self.seat(seat), value)

    def force(self, area: str, **strengths: int) -> None:
        """What stands in an area, and nothing else; the strongest holds it."""
        for side, name in enumerate(self.table.side_ids):
            at = self.area(area) * self.table.sides + side
            self.state.strength[at] = strengths.get(name, 0)

    def strength(self, area: str, side: str) -> int:
        return self.state.strength[self.area(area) * self.table.sides + self.side(side)]

    def holder(self, area: str) -> str:
        return self.table.side_ids[self.state.holder[self.area(area)]]

    def owe(self, line: str, *, package: int = 1, to: str = "", pays: bool = False) -> None:
        """Enter a pledge in the ledger as if it had been made this turn."""
        owed = 1 << self.seat(to) if to else 0
        entry = (self.pledge(line), owed, package, self.state.turn + 1, int(pays))
        self.state.ledger = (*self.state.ledger, entry)

    def order(self, seat: str, *lines: str) -> None:
        """Seal orders."""
        self.state.orders[self.seat(seat)] = tuple(sorted(parse(self.table, f"order {line}") for line in lines))

    def seal(self, seat: str, line: str) -> None:
        """Seal a card with its use, without asking whether that was possible when it was sealed."""
        self.state.sealed[self.seat(seat)] = parse(self.table, line)

    def sign(self, *outside: str) -> None:
        """Put the draft in force, signed by all but those named."""
        self.state.in_force = True
        self.state.signatories = self.everybody
        for seat in outside:
            self.state.signatories &= ~(1 << self.seat(seat))

    def go_on(self, phase: int) -> None:
        """Go on from the beginning of a phase."""
        self.state.round = 0
        kernel.setup(self.table, self.state, phase)

    def operate(self) -> None:
        """Begin the reveal: no cards, then the orders."""
        self.state.sealed = [NOBODY] * self.table.seats
        self.go_on(PRESSURE)

    # Playing

    @property
    def to_move(self) -> str:
        return "chance" if self.state.seat == CHANCE else self.table.seat_ids[self.state.seat]

    def legal(self) -> list[str]:
        return [format_action(self.table, action) for action in kernel.legal(self.table, self.state)]

    def play(self, *lines: str) -> list[str]:
        """Play lines; the kinds of what happened in the last of them."""
        for line in lines:
            self.events = kernel.apply(self.table, self.state, parse(self.table, line))
        return self.happened

    def refusal(self, line: str) -> RulesError:
        """Why a line is not possible."""
        error = kernel.check(self.table, self.state, parse(self.table, line))
        assert error is not None, f"{line} is possible"
        return error

    @property
    def happened(self) -> list[str]:
        return [EVENT_IDS[event.kind] for event in self.events]

    def told(self, kind: str) -> list[Event]:
        """The events of a kind in the last line."""
        return [event for event in self.events if EVENT_IDS[event.kind] == kind]
