"""The models of a scenario's files; docs/scenario-format.md says what every key means."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from cards.base import Base, Bool, Citation, Id, Int, Line, Name, Prose, Ref, Small, Sources, Text, Word
from cards.conditions import Condition
from cards.decks import AgendasFile, CardsFile, HeadlinesFile
from cards.language import _
from cards.ranges import AREAS_MAX, POSITIONS_MAX, SEATS_MAX, ActName, Place, Position, Strength, TollMax, Turn
from cards.seats import Seat
from cards.sizes import Numbers, Size
from cards.vocabulary import Steps


class Side(Base):
    """A side on the map."""

    id: Id
    name: Name
    struck: Bool = False


class Hostility(Base):
    """Pairs of sides that are not hostile to each other."""

    peaceful: Annotated[tuple[tuple[Ref, Ref], ...], Field(max_length=64)] = ()


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
