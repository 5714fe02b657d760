"""The vocabulary of effects, second half: steps (§4.3). docs/scenario-format.md says what each means.

A step is a table whose first key says what it does. `shift`, `draft` and `choose` have several forms; the tag
of such a form is made of two words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from cards.base import Base, Bool, Int, Limit, Ref, Refs, Shift
from cards.conditions import Condition, Filter, MeterName, Word, first_key
from cards.language import _
from cards.locate import Path

STEPS_MAX = 24

Few = Annotated[Int, Field(ge=1, le=4)]


class Limited(Base):
    """A shift that may be limited, and is never reversed by its limit."""

    by: Shift
    at_most: Limit | None = None
    at_least: Limit | None = None

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.by == 0:
            raise PydanticCustomError("no_shift", _('a "by" of 0 does nothing'))
        if (self.at_most if self.by < 0 else self.at_least) is not None:
            raise PydanticCustomError("limit", _('"at_most" limits a rise and "at_least" a fall'))
        return self


class ShiftMeter(Limited, Word):
    """A meter of some seats."""

    TAG = "shift meter"
    shift: MeterName
    of: Refs


class ShiftTrack(Limited, Word):
    """Attention, or a track of the scenario's own."""

    TAG = "shift track"
    shift: Ref


class ShiftToll(Word):
    """People harmed in an area."""

    TAG = "shift toll"
    shift: Literal["toll"]
    area: Ref
    by: Shift


class ShiftStrength(Limited, Word):
    """The strength of a side in an area."""

    TAG = "strength"
    strength: Ref
    area: Ref


class MoveDraft(Word):
    """The draft moves by some steps."""

    TAG = "draft by"
    draft: Ref
    by: Annotated[Int, Field(ge=-4, le=4)]


class MoveDraftToward(Word):
    """The draft moves one step toward a position."""

    TAG = "draft toward"
    draft: Ref
    toward: Annotated[Int, Field(ge=0, le=4)]


class Bar(Word):
    """Barred from the next conference that opens."""

    TAG = "bar"
    bar: Ref


class Compel(Word):
    """Compelled to attend the next conference that opens."""

    TAG = "compel"
    compel: Ref


class EndPledges(Word):
    """Pledges end without blame: of a kind or all, perhaps of one maker or between two."""

    TAG = "end_pledges"
    end_pledges: Ref
    by: Ref | None = None
    between: tuple[Ref, Ref] | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if self.by is not None and self.between is not None:
            raise PydanticCustomError("both", _('has both "by" and "between"; take one'))
        return self


class Draw(Word):
    """Cards from the own deck."""

    TAG = "draw"
    draw: Few
    by: Refs


class Discard(Word):
    """Cards out of a hand: one's own choice, or another's at random."""

    TAG = "discard"
    discard: Few
    by: Ref


class Look(Word):
    """The player sees a hand or an agenda."""

    TAG = "look"
    look: Literal["hand", "agenda"]
    of: Ref


class If(Word):
    """Steps on a condition."""

    TAG = "if"
    if_: Condition = Field(alias="if")
    then: Steps
    else_: Steps | None = Field(None, alias="else")


class Repeat(Word):
    """The same steps again."""

    TAG = "repeat"
    repeat: Annotated[Int, Field(ge=2, le=9)]
    do: Steps


class Each(Word):
    """Steps for every such area."""

    TAG = "each"
    each: Literal["area"]
    where: Filter | None = None
    do: Steps


class Find(Word):
    """Steps for the area where a side is strongest or weakest."""

    TAG = "find"
    find: Literal["area"]
    most: Ref | None = None
    least: Ref | None = None
    least_surplus: Ref | None = None
    where: Filter | None = None
    do: Steps

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if sum(measure is not None for measure in (self.most, self.least, self.least_surplus)) != 1:
            raise PydanticCustomError("one_measure", _('needs exactly one of "most", "least" and "least_surplus"'))
        return self


class ChooseArea(Word):
    """Steps for an area that the player picks."""

    TAG = "choose area"
    choose: Literal["area"]
    where: Filter | None = None
    do: Steps


class ChooseSeat(Word):
    """Steps for a seat that the player picks."""

    TAG = "choose seat"
    choose: Literal["seat"]
    where: Refs | None = None
    do: Steps


class ChooseIssue(Word):
    """Steps for an issue that the player picks."""

    TAG = "choose issue"
    choose: Literal["issue"]
    where: Refs | None = None
    do: Steps


class Random(Word):
    """Steps for an area that chance picks."""

    TAG = "random"
    random: Literal["area"]
    where: Filter | None = None
    do: Steps


class Later(Base):
    """A standing effect: what sets it off, what it does, how long it lasts."""

    when: Literal["signature", "consequences", "breach", "conference", "collapse"]
    if_: Condition | None = Field(None, alias="if")
    do: Steps
    until: Literal["end-of-turn", "end-of-next-turn", "game"]
    once: Bool = False


class Standing(Word):
    """A standing effect begins."""

    TAG = "standing"
    standing: Later


_METERS = ("influence", "support", "credibility")


def effect(value: object) -> str | None:
    """Which step a table is: its first key, and what tells the forms of that verb apart."""
    verb = first_key(value)
    if not isinstance(value, dict) or verb not in {"shift", "draft", "choose"}:
        return verb
    if verb == "draft":
        return "draft toward" if "toward" in value else "draft by"
    what = value[verb]
    if verb == "choose":
        return f"choose {what}" if what in ("seat", "issue") else "choose area"
    if what in _METERS:
        return "shift meter"
    return "shift toll" if what == "toll" else "shift track"


Step = Annotated[
    Annotated[ShiftMeter, Tag("shift meter")]
    | Annotated[ShiftTrack, Tag("shift track")]
    | Annotated[ShiftToll, Tag("shift toll")]
    | Annotated[ShiftStrength, Tag("strength")]
    | Annotated[MoveDraft, Tag("draft by")]
    | Annotated[MoveDraftToward, Tag("draft toward")]
    | Annotated[Bar, Tag("bar")]
    | Annotated[Compel, Tag("compel")]
    | Annotated[EndPledges, Tag("end_pledges")]
    | Annotated[Draw, Tag("draw")]
    | Annotated[Discard, Tag("discard")]
    | Annotated[Look, Tag("look")]
    | Annotated[If, Tag("if")]
    | Annotated[Repeat, Tag("repeat")]
    | Annotated[Each, Tag("each")]
    | Annotated[Find, Tag("find")]
    | Annotated[ChooseArea, Tag("choose area")]
    | Annotated[ChooseSeat, Tag("choose seat")]
    | Annotated[ChooseIssue, Tag("choose issue")]
    | Annotated[Random, Tag("random")]
    | Annotated[Standing, Tag("standing")],
    Discriminator(effect),
]
Steps = Annotated[tuple[Step, ...], Field(min_length=1, max_length=STEPS_MAX)]


def bodies(step: Word) -> tuple[tuple[Path, tuple[Step, ...]], ...]:
    """The steps that stand inside a step, and where."""
    if isinstance(step, If):
        return ((("then",), step.then), (("else",), step.else_ or ()))
    if isinstance(step, Standing):
        return ((("standing", "do"), step.standing.do),)
    if isinstance(step, (Repeat, Each, Find, ChooseArea, ChooseSeat, ChooseIssue, Random)):
        return ((("do",), step.do),)
    return ()


def walk(steps: tuple[Step, ...], path: Path = ()) -> Iterator[tuple[Path, Step]]:
    """Every step, those inside others too, with its path."""
    for index, step in enumerate(steps):
        yield (*path, index), step
        for where, inner in bodies(step):
            yield from walk(inner, (*path, index, *where))
