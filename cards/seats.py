"""The models of a seat: its meters, its orders, its points, and what it expects without an agreement (§8)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cards.base import Base, Bool, Id, Int, Line, Name, Prose, Ref, Sources, Weight
from cards.conditions import MeterName, OrderName
from cards.language import _
from cards.ranges import Meter, Outset, Positions, PressName, Strength, Turn, Worth


class Term(Base):
    """A no-deal term (§8)."""

    weight: Weight
    of: Literal["areas", "weak-areas", "strength", "meter", "track", "orders", "long-war"]
    label: Line
    side: Ref | None = None
    tag: Ref | None = None
    strength: Strength | None = None
    held_by: Ref | None = None
    meter: MeterName | None = None
    seat: Ref | None = None
    track: Ref | None = None
    order: OrderName | None = None

    @model_validator(mode="after")
    def _has_what_it_counts(self) -> Self:
        needs, allows = TERM_KEYS[self.of]
        for key in ("side", "tag", "strength", "held_by", "meter", "seat", "track", "order"):
            given = getattr(self, key) is not None
            if key in needs and not given:
                raise PydanticCustomError(
                    "term", _("a term of {of} needs {key}"), {"of": f'"{self.of}"', "key": f'"{key}"'}
                )
            if given and key not in needs | allows:
                raise PydanticCustomError(
                    "term", _("a term of {of} has no {key}"), {"of": f'"{self.of}"', "key": f'"{key}"'}
                )
        return self


# What a term of each kind needs, and what it may have
TERM_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "areas": ({"side"}, {"tag"}),
    "weak-areas": ({"side", "strength"}, set()),
    "strength": ({"side"}, {"held_by"}),
    "meter": ({"meter"}, {"seat"}),
    "track": ({"track"}, set()),
    "orders": ({"order", "seat"}, set()),
    "long-war": (set(), set()),
}


Terms = Annotated[tuple[Term, ...], Field(max_length=12)]


class NoDeal(Base):
    """What a seat expects without an agreement."""

    start: Outset
    terms: Terms = ()


class StartMeters(Base):
    """Where a seat's meters start."""

    influence: Meter
    support: Annotated[Int, Field(ge=0, le=10)]
    credibility: Annotated[Int, Field(ge=0, le=10)]


class StayingAway(Base):
    """The reward for staying away by choice (§3.1)."""

    meter: Literal["influence", "support"]
    by: Annotated[Int, Field(ge=1, le=3)] = 1
    first_only: Bool = False
    at_most: Turn = 64


class Seat(Base):
    """A faction that somebody plays."""

    id: Id
    name: Name
    short: Annotated[str, Field(pattern=r"^\S{1,8}$"), Prose(apart=True, longest=8)]
    about: Line
    wants: Line
    fears: Line
    source: Sources
    commands: Ref | None = None
    backs: Ref | None = None
    required: Bool = False
    meters: StartMeters
    order_count: Annotated[Int, Field(ge=1, le=3)]
    orders: Annotated[tuple[OrderName, ...], Field(max_length=8)]
    press: Annotated[tuple[PressName, ...], Field(max_length=5)] = ()
    opening_hand: Annotated[tuple[Ref, ...], Field(max_length=9)] = ()
    red_lines: dict[Ref, Positions] = {}
    worth: dict[Ref, Worth]
    no_deal: NoDeal
    staying_away: StayingAway | None = None

    @model_validator(mode="after")
    def _has_one_side(self) -> Self:
        if (self.commands is None) == (self.backs is None):
            raise PydanticCustomError("side", _('needs exactly one of "commands" and "backs"'))
        return self

    @property
    def side(self) -> str:
        """The side that it commands or backs."""
        return self.commands or self.backs or ""
