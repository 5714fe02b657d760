"""The instruction set of the effect vocabulary (§4.3): what programs, conditions and filters are compiled to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rules.integers import Int

# Who a step means: a seat's number, or one of these
WHO_SELF: Final = -1
WHO_ALL: Final = -2
WHO_OTHERS: Final = -3
WHO_PRESENT: Final = -4
WHO_ABSENT: Final = -5
WHO_SIGNATORIES: Final = -6
WHO_BESIEGERS: Final = -7  # of the area in the innermost register
WHO_REGISTER: Final = -10  # WHO_REGISTER - r: the seat in register r

# Areas and issues in a step: a number, or -1 - r for register r
REGISTERS: Final = 3

# Steps (§4.3)
STEP_METER: Final = 0  # a meter, who, by, low/high limits
STEP_TRACK: Final = 1  # a track (ATTENTION or a scenario's own), by, low/high limits
STEP_TOLL: Final = 2  # area, by
STEP_STRENGTH: Final = 3  # a side, area, by, low/high limits
STEP_DRAFT: Final = 4  # a issue, by
STEP_DRAFT_TOWARD: Final = 5  # a issue, b position
STEP_BAR: Final = 6  # who
STEP_COMPEL: Final = 7  # who
STEP_END_PLEDGES: Final = 8  # a kind or NOBODY for all, who: the maker (one), or both ends (two), or nobody named
STEP_DRAW: Final = 9  # who, by
STEP_DISCARD: Final = 10  # who (one), by; one's own was sealed with the card, another's is drawn
STEP_LOOK_HAND: Final = 11  # who (one)
STEP_LOOK_AGENDA: Final = 12  # who (one)
STEP_STANDING: Final = 13  # a standing effect
STEP_UNLESS: Final = 14  # jump unless the condition holds
STEP_JUMP: Final = 15  # jump
STEP_CLEAR: Final = 16  # a register: before STEP_EACH
STEP_EACH: Final = 17  # a register: the next area of the filter, or jump when there is none left
STEP_FIND: Final = 18  # a register, b FIND_*, c side: the first best area of the filter, or jump
STEP_CHOOSE: Final = 19  # a register, b CHOOSE_*; filter, or options for seats and issues; or jump when there is none
STEP_RANDOM: Final = 20  # a register, filter; or jump

FIND_MOST: Final = 0
FIND_LEAST: Final = 1
FIND_LEAST_TOTAL: Final = 2
FIND_LEAST_SURPLUS: Final = 3

CHOOSE_AREA: Final = 0
CHOOSE_SEAT: Final = 1
CHOOSE_ISSUE: Final = 2

# Tracks
ATTENTION: Final = -1  # in STEP_TRACK, IF_TRACK and COUNT_TRACK; a scenario's own tracks are numbered from 0
TOLL: Final = -2  # in IF_TRACK and COUNT_TRACK

# Conditions
IF_PRESENT: Final = 0  # a seat ref
IF_ABSENT: Final = 1  # a seat ref
IF_AGREEMENT: Final = 2  # a: 1 in force, 0 not
IF_SIGNATORY: Final = 3  # a seat ref
IF_DRAFT: Final = 4  # a issue, low..high
IF_METER: Final = 5  # a meter, b seat ref, low..high
IF_TRACK: Final = 6  # a track, low..high
IF_TURN: Final = 7  # turns: (0,) even, (-1,) odd, or a list of turns
IF_OWES: Final = 8  # a seat ref, b seat ref or NO_SEAT, c pledge kind or NOBODY
IF_KEPT: Final = 9  # a seat ref, c pledge kind
IF_ORDERED: Final = 10  # a index into `watched_orders`, b within
IF_HOSTILE: Final = 11  # a seat ref
IF_HOLDS: Final = 12  # a side, b area ref
IF_SOME: Final = 13  # filter, low..high: number of such areas
IF_CARDS: Final = 14  # a seat ref, low..high
IF_AGENDA: Final = 15  # a agenda
IF_NOT: Final = 16
IF_ALL: Final = 17
IF_ANY: Final = 18
NO_SEAT: Final = -99

# Filters: one test each, all must hold
WHERE_IS: Final = 0  # mask of areas
WHERE_HELD_BY: Final = 1  # a side
WHERE_HAS: Final = 2  # a side
WHERE_LACKS: Final = 3  # a side
WHERE_STRENGTH: Final = 4  # a side, low..high
WHERE_NEAR: Final = 5  # a side
WHERE_BESIEGED: Final = 6  # a: 0 or 1
WHERE_AID: Final = 7  # a: 0 no aid let in, 1 the contrary
WHERE_NEXT_TO: Final = 8  # a area ref
WHERE_SPARED: Final = 9  # a side
WHERE_FOUGHT_WITHOUT: Final = 10  # a side

# Triggers of standing effects (§4.3)
WHEN_CONSEQUENCES: Final = 0
WHEN_SIGNATURE: Final = 1
WHEN_BREACH: Final = 2
WHEN_CONFERENCE: Final = 3
WHEN_COLLAPSE: Final = 4

LASTS_TURN: Final = 0
LASTS_NEXT_TURN: Final = 1
LASTS_GAME: Final = 2


class Row:
    """A row of a compiled scenario: a frozen dataclass that goes to another process as its fields, in order."""

    def __reduce__(self) -> tuple[type[Row], tuple[object, ...]]:
        """A compiled one can't be filled in after it is made."""
        return type(self), tuple([getattr(self, field.name) for field in fields(self)])  # type: ignore[arg-type] # subclasses are dataclasses


@dataclass(frozen=True)
class Test(Row):
    """One test of a filter (`WHERE_*`)."""

    kind: Int
    a: Int = 0
    low: Int = 0
    high: Int = 0
    mask: Int = 0


@dataclass(frozen=True)
class Condition(Row):
    """A condition (`IF_*`) on public state and the player's own hand and agenda (§4.3)."""

    kind: Int
    a: Int = 0
    b: Int = 0
    c: Int = 0
    low: Int = 0
    high: Int = 0
    turns: tuple[Int, ...] = ()
    where: tuple[Test, ...] = ()
    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Step(Row):
    """One step of a program (`STEP_*`); `jump` is a position in the same program, its length ends it."""

    op: Int
    a: Int = 0
    b: Int = 0
    c: Int = 0
    by: Int = 0
    low: Int = 0
    high: Int = 0
    area: Int = 0
    jump: Int = 0
    who: tuple[Int, ...] = ()
    options: tuple[Int, ...] = ()
    where: tuple[Test, ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True)
class Standing(Row):
    """A standing effect: a program with a trigger, a condition and an end (§4.3)."""

    when: Int
    program: Int
    lasts: Int
    condition: Condition | None = None
    once: bool = False
