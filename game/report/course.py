"""The course of a game, read from its record: every line, what it brought about, and how things stood after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from cards.language import _
from game.analysis.zone import Settlement
from game.errors import UserError
from game.record import RESEED
from game.replay import replay
from game.say import Teller
from game.texts import texts
from game.vocabulary import vocabulary
from game.words import Words
from rules import events as event_of
from rules import kernel
from rules.events import Event
from rules.state import CHANCE, OVER, State
from rules.worth import best_points, no_deal, points_of

if TYPE_CHECKING:
    from cards.manuscript import Manuscript
    from game.header import Header
    from game.record import Record
    from game.session import Session
    from rules.scenario import Scenario

HUNDRED: Final = 100


@dataclass(frozen=True)
class Step:
    """Line `number` of the record, as `accord replay` counts; line 0 is what was before the first."""

    number: int
    line: str
    turn: int
    mover: int  # a seat, or CHANCE; OVER before the first line
    events: tuple[Event, ...]
    state: State  # after it; shared, so never to be changed
    by_clock: bool = False


class Happening(NamedTuple):
    """One event with the line that brought it about."""

    line: int
    turn: int
    event: Event


class Turn(NamedTuple):
    """A turn's first line, the line after which its conference stood open, and its last line."""

    number: int
    opening: int
    conference: int | None  # None: it was never reached
    closing: int


@dataclass
class Course:
    """A finished game."""

    header: Header
    table: Scenario
    manuscript: Manuscript
    steps: list[Step]
    settlement: Settlement = field(init=False)
    words: Words = field(init=False)
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what names things and what weighs texts."""
        told = texts(self.table, self.manuscript)
        self.settlement = Settlement(self.table)
        self.words = Words(self.table, told)
        self.teller = Teller(self.table, told)

    @property
    def last(self) -> int:
        """The number of the last line."""
        return len(self.steps) - 1

    @property
    def end(self) -> State:
        """How the game ended."""
        return self.steps[-1].state

    @property
    def required(self) -> tuple[int, ...]:
        """The seats without which there is no agreement."""
        return self.settlement.required

    @cached_property
    def happenings(self) -> list[Happening]:
        """Everything that happened, secrets too."""
        found, turn = [], 0
        for step in self.steps:
            for event in step.events:
                turn = event.a if event.kind == event_of.TURN_BEGAN else turn
                found.append(Happening(step.number, turn, event))
        return found

    def of(self, *kinds: int) -> Iterator[Happening]:
        """What happened of these kinds, in order."""
        return (one for one in self.happenings if one.event.kind in kinds)

    @cached_property
    def turns(self) -> list[Turn]:
        """The turns that were played."""
        openings = [one.line for one in self.of(event_of.TURN_BEGAN)]
        met = {one.turn: one.line for one in self.of(event_of.ATTENDANCE)}
        closings = [*openings[1:], self.last]
        spans = enumerate(zip(openings, closings, strict=True), 1)
        return [Turn(number, opening, met.get(number), closing) for number, (opening, closing) in spans]

    def turn_of(self, line: int) -> int:
        """The turn that a line belongs to; one that closes a turn and opens the next belongs to the former."""
        return next((turn.number for turn in self.turns if line <= turn.closing), len(self.turns))

    def state(self, line: int) -> State:
        """How things stood after a line."""
        return self.steps[line].state

    # Worth

    def satisfaction(self, line: int) -> tuple[int, ...]:
        """What every seat would have been given if the game had ended after this line."""
        if line not in self._satisfactions:
            self._satisfactions[line] = tuple(kernel.returns(self.table, self.state(line)))
        return self._satisfactions[line]

    @cached_property
    def _satisfactions(self) -> dict[int, tuple[int, ...]]:
        return {}

    def no_deal(self, line: int, seat: int) -> int:
        """N in hundredths: what it would have had without an agreement."""
        return no_deal(self.table, self.state(line), seat)

    def worth(self, line: int, seat: int, text: list[int] | None = None) -> float:
        """U: what a text, or else the draft, was worth to it, by its true agenda."""
        s = self.state(line)
        points = points_of(self.table, seat, s.agenda[seat], s.draft if text is None else text)
        return HUNDRED * points / best_points(self.table, seat, s.agenda[seat])


def course_of(record: Record) -> Course:
    """Play a record through; UserError if it isn't a legal game or isn't over."""
    session = replay(record)
    if kernel.to_move(session.state) != OVER:
        raise UserError(
            _("the game isn't over: it stands in turn {turn}").format(turn=session.state.turn),
            where=record.where,
            right=_("a report is of finished games; accord play --resume goes on with it"),
        )
    return Course(session.header, session.table, session.manuscript(), _steps(session))


def _steps(session: Session) -> list[Step]:
    known = vocabulary(session.table).actions
    opened: list[Event] = []
    s = kernel.start(session.table, opened)
    steps = [Step(0, "", s.turn, OVER, tuple(opened), s.copy())]
    for number, line in enumerate(session.lines, 1):
        turn, mover = s.turn, kernel.to_move(s)
        happened = [] if line.startswith(RESEED) else kernel.apply(session.table, s, known[line])
        mover = CHANCE if line.startswith(RESEED) else mover
        steps.append(Step(number, line, turn, mover, tuple(happened), s.copy(), number - 1 in session.by_clock))
    return steps
