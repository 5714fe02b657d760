"""The models of a scenario's numbers and of the sizes in which it is played."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cards.base import Base, Bool, Id, Int, Name, Ref, Refs, Small, Text
from cards.conditions import OrderName
from cards.ranges import (
    POSITIONS_MAX,
    SEATS_MAX,
    Meter,
    Outset,
    Percent,
    Position,
    PressName,
    Sixths,
    Strength,
    TollMax,
    Turn,
)


class Verification(Base):
    """The issue whose position gives the chance of an inspection's hit (§5.3)."""

    issue: Ref
    odds: Annotated[tuple[Percent, ...], Field(min_length=2, max_length=POSITIONS_MAX)]


class Access(Base):
    """The issue, and its position from which aid is let in everywhere (§7)."""

    issue: Ref
    at_least: Position


class Numbers(Base):
    """The italic numbers of the rulebook; what is left out has the default of `rules.scenario.Numbers`."""

    turns: Turn | None = None
    rounds: Annotated[Int, Field(ge=1, le=3)] | None = None
    clauses: Annotated[Int, Field(ge=1, le=6)] | None = None
    channel: Bool | None = None
    text_price: Meter | None = None
    fall_price: Meter | None = None
    first_break: Meter | None = None
    pledge_credibility: Meter | None = None
    breach_credibility: Meter | None = None
    watched_breach_credibility: Meter | None = None
    watched: Meter | None = None
    breach_attention: Meter | None = None
    kept_credibility: Meter | None = None
    rally_limit: Meter | None = None
    stand_down_limit: Meter | None = None
    hand: Strength | None = None
    call_price: Meter | None = None
    ratify_support: Meter | None = None
    ratify_cost: Meter | None = None
    progress_steps: Annotated[Int, Field(ge=1, le=9)] | None = None
    violation_credibility: Meter | None = None
    collapse_credibility: Meter | None = None
    stay_support: Meter | None = None
    withdraw_credibility: Meter | None = None
    air_odds: Annotated[tuple[Sixths, ...], Field(min_length=4, max_length=4)] | None = None
    strike_odds: Sixths | None = None
    air_toll: Strength | None = None
    strike_toll: Strength | None = None
    loud_toll: Small | None = None
    quiet_toll: Small | None = None
    upkeep: Meter | None = None
    weary_every: Turn | None = None
    income: Meter | None = None
    reserve_worth: Annotated[Int, Field(ge=0, le=20)] | None = None
    catastrophe_penalty: Annotated[Int, Field(ge=0, le=100)] | None = None
    bands: tuple[Percent, Percent, Percent] | None = None
    agenda_factor: tuple[Annotated[Int, Field(ge=1, le=9)], Annotated[Int, Field(ge=1, le=9)]] | None = None
    war_scale: Turn | None = None
    verification: Verification | None = None
    access: Access | None = None
    attendance: Annotated[tuple[Ref, ...], Field(max_length=SEATS_MAX)] | None = None


class Size(Base):
    """A length and shape in which the scenario is played."""

    id: Id
    name: Name
    minutes: Annotated[Int, Field(ge=1, le=999)]
    text: Text
    ranking: Bool = False
    numbers: Numbers = Field(default_factory=Numbers)
    order_count: Annotated[Int, Field(ge=1, le=3)] | None = None
    staying_away: Bool = True
    toll_max: TollMax | None = None
    draft: dict[Ref, Position] = {}
    fixed: dict[Ref, Position] = {}
    no_deal: dict[Ref, Outset] = {}
    orders: tuple[OrderName, ...] | None = None
    pledges: Annotated[tuple[Ref, ...], Field(max_length=64)] | None = None
    press: tuple[PressName, ...] | None = None
    agendas: Bool = True
    headlines: dict[Annotated[int, Field(ge=1, le=64)], Refs] = {}
