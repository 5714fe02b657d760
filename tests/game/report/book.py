"""A record read once more, apart from the reports: lines, states, events. What claims say is derived from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import numpy as np

from game.analysis.zone import Settlement
from game.record import Record
from game.replay import replay
from game.texts import texts
from game.vocabulary import vocabulary
from game.words import Words
from rules import events as event_of
from rules import kernel
from rules.agreement import can_ratify
from rules.events import Event
from rules.scenario import NOBODY, Scenario
from rules.state import State

SMALL = 300  # texts that are asked one by one, by the rules alone


@dataclass
class Told:
    """An event, the line that brought it about, and the turn."""

    line: int
    turn: int
    event: Event


@dataclass
class Book:
    """A finished game."""

    record: Record
    table: Scenario = field(init=False)
    lines: list[str] = field(init=False)
    states: list[State] = field(init=False)
    movers: list[int] = field(init=False)
    told: list[Told] = field(init=False)

    def __post_init__(self) -> None:
        """Play it through."""
        session = replay(self.record)
        self.table, self.lines = session.table, ["", *session.lines]
        self.by_clock = {at + 1 for at in session.by_clock}
        self.manuscript = session.manuscript()
        self.words = Words(self.table, texts(self.table, self.manuscript))
        known = vocabulary(self.table).actions
        events: list[Event] = []
        s = kernel.start(self.table, events)
        self.states, self.movers, self.told = [s.copy()], [kernel.to_move(s)], []
        turn = self._note(0, 0, events)
        for at, line in enumerate(self.lines[1:], 1):
            happened = [] if line.startswith("reseed") else kernel.apply(self.table, s, known[line])
            self.states.append(s.copy())
            self.movers.append(kernel.to_move(s))
            turn = self._note(at, turn, happened)
        self.settlement = Settlement(self.table)

    def _note(self, line: int, turn: int, events: list[Event]) -> int:
        for event in events:
            turn = event.a if event.kind == event_of.TURN_BEGAN else turn
            self.told.append(Told(line, turn, event))
        return turn

    def all(self, *kinds: int) -> list[Told]:
        return [one for one in self.told if one.event.kind in kinds]

    def at(self, line: int, *kinds: int) -> list[Event]:
        return [one.event for one in self.all(*kinds) if one.line == line]

    @property
    def last(self) -> int:
        return len(self.lines) - 1

    def required(self) -> list[int]:
        return [seat for seat in range(self.table.seats) if self.table.required >> seat & 1]

    def closing(self, turn: int) -> int:
        """The line after which a turn was over."""
        begun = {one.event.a: one.line for one in self.all(event_of.TURN_BEGAN)}
        return begun.get(turn + 1, self.last)

    # What texts are worth, by the rules alone

    def gains(self, line: int, seat: int, text: list[int]) -> bool:
        worth = kernel.worth(self.table, self._with(line, text), seat)
        return worth.points * 10_000 > worth.no_deal * worth.best

    def gain(self, line: int, seat: int, text: list[int]) -> float:
        worth = kernel.worth(self.table, self._with(line, text), seat)
        return 100 * worth.points / worth.best - worth.no_deal / 100

    def ratifies(self, line: int, seat: int, text: list[int]) -> bool:
        return can_ratify(self.table, self._with(line, text), seat)

    def _with(self, line: int, text: list[int]) -> State:
        other = self.states[line].copy()
        other.draft[:] = text
        return other

    def count(self, line: int, seats: list[int], *, signable: bool = False) -> int:
        """How many texts these seats would all gain by (and the required parties could ratify)."""
        if self.settlement.size > SMALL:
            return self._counted(line, seats, signable=signable)
        found = 0
        for places in product(*self.settlement.choices):
            text = list(places)
            if all(self.gains(line, seat, text) for seat in seats):
                found += not signable or all(self.ratifies(line, seat, text) for seat in seats)
        return found

    def _counted(self, line: int, seats: list[int], *, signable: bool) -> int:
        """The same by arrays; tests/game/test_zone.py holds these against the rules."""
        s, mask = self.states[line], None
        for seat in seats:
            own = self.settlement.gaining(s, seat)
            own = own & self.settlement.ratifiable(s, seat) if signable else own
            mask = own if mask is None else mask & own
        return int(mask.sum()) if mask is not None else self.settlement.size

    def without(self, line: int, bars: list[tuple[int, int]], *, signable: bool) -> int:
        """How many texts there would be without some seats' no-deal values and red lines (seat, issue or NOBODY)."""
        s, found = self.states[line], np.ones(self.settlement.size, dtype=np.bool_)
        for seat in self.required():
            if (seat, NOBODY) not in bars:
                found &= self.settlement.gaining(s, seat)
            leant = {lean[2] for lean in s.leans if lean[1] == seat}
            for issue in range(self.table.issues):
                free = (seat, issue) in bars or issue in leant or s.support[seat] >= self.table.numbers.ratify_support
                if signable and not free:
                    found &= ~self.settlement.crossing(seat, (issue,))
        return int(found.sum())
