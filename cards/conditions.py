"""The vocabulary of effects, first half: filters of areas and conditions (§4.3).

A condition is a table whose first key says which one it is; the others qualify it.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from cards.base import Base, Bool, FullRange, Int, Ref, Refs
from cards.language import _

MeterName = Literal["influence", "support", "credibility"]
OrderName = Literal["assault", "support", "redeploy", "arm", "fortify", "strike", "stand-down", "rearm"]
TURN_MAX = 64


class StrengthTest(FullRange):
    """The strength of a side in an area."""

    side: Ref


class Filter(Base):
    """Which areas are meant; all keys must hold."""

    is_: Refs | None = Field(None, alias="is")
    held_by: Ref | None = None
    has: Ref | None = None
    lacks: Ref | None = None
    strength: StrengthTest | None = None
    near: Ref | None = None
    besieged: Bool | None = None
    aid: Bool | None = None
    open: Bool | None = None
    tag: Ref | None = None
    not_tag: Ref | None = None
    next_to: Ref | None = None
    spared: Ref | None = None
    fought_without: Ref | None = None
    closed: Literal[False] | None = None

    @model_validator(mode="after")
    def _asks_for_aid_in_a_siege(self) -> Self:
        if self.besieged is False and self.aid is not None:
            raise PydanticCustomError("aid", _('"aid" says nothing of an area that is not besieged'))
        return self


def first_key(value: object) -> str | None:
    """The verb of a table: its first key, or of a model the tag that it was read by."""
    if isinstance(value, dict):
        return str(next(iter(value), "")) or None
    return getattr(value, "TAG", None)


class Word(Base):
    """A table named by its first key."""

    TAG: ClassVar[str]


class Present(Word):
    """At this turn's conference."""

    TAG = "present"
    present: Ref


class Absent(Word):
    """Not at this turn's conference."""

    TAG = "absent"
    absent: Ref


class Agreement(Word):
    """An agreement is in force, or none is."""

    TAG = "agreement"
    agreement: Bool


class Signatory(Word):
    """A seat has signed the agreement in force."""

    TAG = "signatory"
    signatory: Ref


class DraftIs(FullRange, Word):
    """The position of the draft, or once signed of the agreed text."""

    TAG = "draft"
    draft: Ref


class MeterIs(FullRange, Word):
    """A meter of a seat."""

    TAG = "meter"
    meter: MeterName
    of: Ref


class TrackIs(FullRange, Word):
    """A track."""

    TAG = "track"
    track: Ref


def _turns(value: Any) -> object:  # noqa: ANN401 - whatever the file says
    if value in ("odd", "even"):
        return value
    if isinstance(value, list) and value and all(type(turn) is int and 1 <= turn <= TURN_MAX for turn in value):
        return tuple(sorted(set(value)))
    raise PydanticCustomError("turns", _('should be "odd", "even" or a list of turns'))


Turns = Annotated[
    tuple[Int, ...] | Literal["odd", "even"],
    BeforeValidator(_turns),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["odd", "even"]},
                {
                    "type": "array",
                    "items": {"type": "integer", "minimum": 1, "maximum": TURN_MAX},
                    "minItems": 1,
                },
            ]
        }
    ),
]


class TurnIs(Word):
    """The number of the turn."""

    TAG = "turn"
    turn: Turns


class Owes(Word):
    """A pledge is in force: by whom, perhaps to whom and of what kind."""

    TAG = "owes"
    owes: Ref
    to: Ref | None = None
    pledge: Ref | None = None


class Kept(Word):
    """A pledge of that kind ran out unbroken at the end of last turn."""

    TAG = "kept"
    kept: Ref
    by: Ref


class Ordered(Word):
    """An order of that kind was carried out in the last so many operations."""

    TAG = "ordered"
    ordered: OrderName
    by: Ref
    within: Annotated[Int, Field(ge=1, le=TURN_MAX)] = 1


class Hostile(Word):
    """A seat gave a hostile order in the last operations."""

    TAG = "hostile"
    hostile: Ref


class Holds(Word):
    """A side holds an area."""

    TAG = "holds"
    holds: Ref
    area: Ref


class Some(Word):
    """There is such an area."""

    TAG = "some"
    some: Filter


class Count(FullRange, Word):
    """How many such areas there are."""

    TAG = "count"
    count: Filter


class Cards(FullRange, Word):
    """How many cards a seat has in hand."""

    TAG = "cards"
    cards: Ref


class HasAgenda(Word):
    """The player's own agenda."""

    TAG = "agenda"
    agenda: Ref


class Not(Word):
    """The contrary."""

    TAG = "not"
    not_: Condition = Field(alias="not")


class All(Word):
    """All of them."""

    TAG = "all"
    all: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=8)]


class Any_(Word):  # noqa: N801 - the name of the word, clear of typing.Any
    """At least one of them."""

    TAG = "any"
    any: Annotated[tuple[Condition, ...], Field(min_length=1, max_length=8)]


def condition(value: object) -> str | None:
    """Which condition a table is."""
    return first_key(value)


Condition = Annotated[
    Annotated[Present, Tag("present")]
    | Annotated[Absent, Tag("absent")]
    | Annotated[Agreement, Tag("agreement")]
    | Annotated[Signatory, Tag("signatory")]
    | Annotated[DraftIs, Tag("draft")]
    | Annotated[MeterIs, Tag("meter")]
    | Annotated[TrackIs, Tag("track")]
    | Annotated[TurnIs, Tag("turn")]
    | Annotated[Owes, Tag("owes")]
    | Annotated[Kept, Tag("kept")]
    | Annotated[Ordered, Tag("ordered")]
    | Annotated[Hostile, Tag("hostile")]
    | Annotated[Holds, Tag("holds")]
    | Annotated[Some, Tag("some")]
    | Annotated[Count, Tag("count")]
    | Annotated[Cards, Tag("cards")]
    | Annotated[HasAgenda, Tag("agenda")]
    | Annotated[Not, Tag("not")]
    | Annotated[All, Tag("all")]
    | Annotated[Any_, Tag("any")],
    Discriminator(condition),
]
