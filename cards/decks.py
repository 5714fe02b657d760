"""The models of what is drawn: cards, headlines with their incidents, agendas."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cards.base import Base, Bool, FullRange, Id, Int, Line, Name, Ref, Sources
from cards.conditions import Condition
from cards.ranges import CARDS_MAX
from cards.seats import Terms
from cards.vocabulary import Steps


class Card(Base):
    """A card of a faction."""

    id: Id
    seat: Ref
    title: Name
    value: Annotated[Int, Field(ge=1, le=3)]
    once: Bool = False
    requires: Condition | None = None
    effects: Steps
    context: Line
    source: Sources


class CardsFile(Base):
    """`cards-<seat>.toml`."""

    card: Annotated[tuple[Card, ...], Field(min_length=1, max_length=CARDS_MAX)]


class RuledOut(FullRange):
    """The agreed position that rules an incident out."""

    issue: Ref


class Incident(Base):
    """An incident that endangers an agreement (§5.4)."""

    spoiler: Name
    unless: RuledOut | None = None


class Headline(Base):
    """A headline."""

    id: Id
    title: Name
    once: Bool = False
    voice: Bool = False
    effects: Steps
    context: Line
    source: Sources
    incident: Incident | None = None


class HeadlinesFile(Base):
    """`headlines.toml`."""

    headline: Annotated[tuple[Headline, ...], Field(min_length=1, max_length=CARDS_MAX)]


class Agenda(Base):
    """A secret agenda (§8)."""

    id: Id
    seat: Ref
    title: Name
    issues: Annotated[tuple[Ref, ...], Field(max_length=10)] = ()
    terms: Terms = ()
    context: Line
    source: Sources


class AgendasFile(Base):
    """`agendas.toml`."""

    agenda: Annotated[tuple[Agenda, ...], Field(max_length=40)] = ()
