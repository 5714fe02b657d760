"""The models of a scenario's files; docs/scenario-format.md says what every key means."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cards.base import (
    Base,
    Bool,
    Citation,
    FullRange,
    Id,
    Int,
    Line,
    Name,
    Prose,
    Ref,
    Refs,
    Small,
    Sources,
    Text,
    Weight,
    Word,
)
from cards.conditions import Condition, MeterName, OrderName
from cards.language import _
from cards.vocabulary import Steps

SEATS_MAX = 8
AREAS_MAX = 60
POSITIONS_MAX = 5
CARDS_MAX = 60

PressName = Literal["sanction", "condemn", "rally", "relief", "lean"]
ActName = Literal["hostile-assault", "support", "arm", "sanction", "absence"]

Meter = Annotated[Int, Field(ge=0, le=12)]
Strength = Annotated[Int, Field(ge=0, le=9)]
Position = Annotated[Int, Field(ge=0, le=POSITIONS_MAX - 1)]
Points = Annotated[Int, Field(ge=0, le=1000)]
Percent = Annotated[Int, Field(ge=0, le=100)]
Sixths = Annotated[Int, Field(ge=0, le=6)]
Turn = Annotated[Int, Field(ge=1, le=64)]
Place = Annotated[Int, Field(ge=0, le=11)]
TollMax = Annotated[Int, Field(ge=1, le=999)]
Positions = Annotated[tuple[Position, ...], Field(min_length=1, max_length=POSITIONS_MAX)]
Worth = Annotated[tuple[Points, ...], Field(min_length=2, max_length=POSITIONS_MAX)]
Sentences = Annotated[tuple[Line, ...], Field(max_length=40)]


class Side(Base):
    """A side on the map."""

    id: Id
    name: Name
    struck: Bool = False


class Hostility(Base):
    """Pairs of sides that are not hostile to each other."""

    peaceful: Annotated[tuple[tuple[Ref, Ref], ...], Field(max_length=64)] = ()


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


Outset = Annotated[Weight, Field(ge=0, le=100)]


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


class People(Base):
    """What each position of an issue gives those who have no seat, in a sentence each."""

    positions: Annotated[tuple[Line, ...], Field(min_length=2, max_length=POSITIONS_MAX)]
    source: Sources


class Issue(Base):
    """One question of the settlement."""

    id: Id
    name: Name
    positions: Annotated[tuple[Name, ...], Field(min_length=2, max_length=POSITIONS_MAX)]
    draft: Position
    people: People | None = None
    source: Sources

    @model_validator(mode="after")
    def _has_a_sentence_a_position(self) -> Self:
        if self.people is not None and len(self.people.positions) != len(self.positions):
            raise PydanticCustomError("people", _('needs as many sentences under "people" as it has positions'))
        return self


class Area(Base):
    """A place on the map."""

    id: Id
    name: Name
    weight: Strength
    terrain: Annotated[Int, Field(ge=0, le=3)] = 0
    tags: Annotated[tuple[Word, ...], Field(max_length=8)] = ()
    open: Bool = False
    closed: Bool = False
    neighbours: Annotated[tuple[Ref, ...], Field(max_length=AREAS_MAX)]
    start: dict[Ref, Strength] = {}
    holder: Ref | None = None
    preposition: Annotated[Literal["in", "on", "at"], Prose(apart=True)] = "in"
    at: tuple[Place, Place] | None = None
    short: Annotated[str, Field(pattern=r"^\S(.{0,10}\S)?$"), Prose(apart=True, longest=12)] | None = None
    note: Line | None = None
    source: Sources


class TollTrack(Base):
    """People harmed since the game began."""

    max: TollMax
    start: Annotated[Int, Field(ge=0, le=998)] = 0


class AttentionTrack(Base):
    """The world's eyes."""

    start: Annotated[Int, Field(ge=0, le=10)]


class Track(Base):
    """A track of the scenario's own."""

    start: Small = 0
    min: Small = 0
    max: Small = 99
    label: Line


class Tracks(Base):
    """Toll, attention, and any that the scenario adds."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[Id, Track] = Field(init=False)

    toll: TollTrack
    attention: AttentionTrack

    @property
    def own(self) -> dict[str, Track]:
        """The tracks that the scenario adds, in file order."""
        return self.__pydantic_extra__ or {}


class Pledge(Base):
    """A kind of pledge (§3.4)."""

    kind: Word
    text: Line
    target: Literal["area", "seat", "none"]
    seats: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=SEATS_MAX)]
    targets: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=AREAS_MAX)] | None = None
    breaks: ActName
    lets_aid_in: Bool = False


class Procedure(Base):
    """What non-players do each turn (§7 step 2), or a home front (§7 step 4)."""

    id: Id
    name: Name
    text: Line
    source: Sources
    if_: Condition | None = Field(None, alias="if")
    do: Steps


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


class ScenarioFile(Base):
    """`scenario.toml`."""

    id: Id
    title: Name
    version: Annotated[Int, Field(ge=1, le=9999)]
    setting: Line
    summary: Text
    content_note: Text
    argues: Annotated[tuple[Text, ...], Field(max_length=40)] = ()
    aftermath: Annotated[tuple[Text, ...], Field(max_length=80)] = ()
    side: Annotated[tuple[Side, ...], Field(min_length=2, max_length=8)]
    hostility: Hostility = Field(default_factory=Hostility)
    seat: Annotated[tuple[Seat, ...], Field(min_length=2, max_length=SEATS_MAX)]
    issue: Annotated[tuple[Issue, ...], Field(min_length=3, max_length=10)]
    area: Annotated[tuple[Area, ...], Field(min_length=1, max_length=AREAS_MAX)]
    tracks: Tracks
    pledge: Annotated[tuple[Pledge, ...], Field(max_length=32)] = ()
    procedure: Annotated[tuple[Procedure, ...], Field(max_length=32)] = ()
    home_front: Annotated[tuple[Procedure, ...], Field(max_length=32)] = ()
    numbers: Numbers = Field(default_factory=Numbers)
    conquest: dict[Ref, Annotated[tuple[Ref, ...], Field(min_length=1, max_length=AREAS_MAX)]] = {}
    size: Annotated[tuple[Size, ...], Field(min_length=1, max_length=12)]


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


class Source(Base):
    """Where a fact is from."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$", max_length=40)]
    text: Citation
    weak: Bool = False


class SourcesFile(Base):
    """`sources.toml`."""

    source: Annotated[tuple[Source, ...], Field(max_length=500)] = ()


class Held(Base):
    """Who held an area."""

    area: Ref
    side: Ref


class Moment(Base):
    """Something that happened outside the game, and what of a game it is compared with: exactly one thing."""

    id: Id
    turn: Turn
    when: Name
    text: Line
    source: Sources
    held: Held | None = None
    headline: Ref | None = None
    present: Ref | None = None
    agreement: Bool | None = None

    @model_validator(mode="after")
    def _is_compared_with_one_thing(self) -> Self:
        given = [one for one in (self.held, self.headline, self.present, self.agreement) if one is not None]
        if len(given) != 1:
            raise PydanticCustomError("moment", _('needs exactly one of "held", "headline", "present" and "agreement"'))
        return self


class HistoryFile(Base):
    """`history.toml`, which a scenario may do without."""

    moment: Annotated[tuple[Moment, ...], Field(max_length=60)] = ()


class Written(Base):
    """A whole scenario as it is written: its files, cards by seat."""

    scenario: ScenarioFile
    cards: dict[str, CardsFile]
    headlines: HeadlinesFile
    agendas: AgendasFile
    sources: SourcesFile
    history: HistoryFile = Field(default_factory=HistoryFile)
