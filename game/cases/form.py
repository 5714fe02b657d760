"""The form of a case, as docs/cases.md describes it: models that know every key."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from cards.base import Base, Bool, Int

Start = Literal["start", "headline", "conference", "sealed", "reveal", "consequences"]
Waiting = Literal[
    "agendas",
    "hands",
    "headline",
    "conference",
    "package",
    "answers",
    "signatures",
    "card",
    "discard",
    "orders",
    "attendance",
    "choice",
    "operations",
    "inspection",
    "refill",
    "crisis",
    "finished",
]

Word = Annotated[str, Field(min_length=1, max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Words = Annotated[tuple[Word, ...], Field(max_length=64)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
Counts = dict[Word, Int]
Number = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]


class Board(Base):
    """What a start position and an expectation name alike; what is left out is as usual, or not looked at."""

    turn: Annotated[Int, Field(ge=0, le=64)] | None = None
    influence: Counts | None = None
    support: Counts | None = None
    credibility: Counts | None = None
    toll: Int | None = None
    attention: Int | None = None
    tracks: Counts | None = None
    draft: Counts | None = None
    strengths: dict[Word, Counts] | None = None
    holders: dict[Word, Word] | None = None
    harm: Counts | None = None
    present: Words | None = None
    barred: Words | None = None
    compelled: Words | None = None
    attending: Words | None = None
    rewarded: Counts | None = None
    signatories: Words | None = None
    progress: Int | None = None
    reserves: Counts | None = None
    stood_down: Counts | None = None
    violators: Words | None = None
    incident: Bool | None = None
    hostile: Words | None = None
    war_turns: Int | None = None
    hands: dict[Word, Words] | None = None
    discards: dict[Word, Words] | None = None
    removed: dict[Word, Words] | None = None
    agendas: dict[Word, Word] | None = None
    headlines: Words | None = None
    headline_discards: Words | None = None
    sealed: dict[Word, Line] | None = None
    orders: dict[Word, tuple[Line, ...]] | None = None


class Promise(Base):
    """A pledge in force at the start."""

    pledge: Line
    owed_to: Words = ()
    expires: Int | None = None
    package: Int = 1
    pays: Bool = False


class LeanOn(Base):
    """A lean that the conference opens with."""

    backer: Word
    client: Word
    issue: Word
    value: Annotated[Int, Field(ge=1, le=3)] = 1


class Ordered(Base):
    """An order that was carried out before."""

    seat: Word
    order: Word
    ago: Annotated[Int, Field(ge=1, le=64)] = 1
    times: Annotated[Int, Field(ge=1, le=64)] = 1


class Setup(Board):
    """The start position: the scenario's opening, changed."""

    phase: Start = "conference"
    came: Words | None = None
    ledger: tuple[Promise, ...] | None = None
    did: tuple[Line, ...] | None = None
    leans: tuple[LeanOn, ...] | None = None
    ordered: tuple[Ordered, ...] | None = None


class Expect(Board):
    """What must be true where the moves have led."""

    phase: Waiting | None = None
    to_move: Word | None = None
    ledger: tuple[Line, ...] | None = None
    owed_to: dict[Line, Words] | None = None
    expires: dict[Line, Int] | None = None
    kept: tuple[Line, ...] | None = None
    besieged: Words | None = None
    in_force: Bool | None = None
    hand_sizes: Counts | None = None
    known: dict[Word, Words] | None = None
    outcome: Word | None = None
    conqueror: Word | None = None
    u: dict[Word, Number | str] | None = None
    n: dict[Word, Number] | None = None
    satisfaction: Counts | None = None
    bands: dict[Word, Word] | None = None
    possible: tuple[Line, ...] | None = None
    not_possible: tuple[Line, ...] | None = None
    only: tuple[Line, ...] | None = None
    odds: dict[Line, str] | None = None


class Step(Base):
    """Lines of a seat or of chance, lines that are forbidden, or a place to go on to; then what must be true."""

    seat: Word | None = None
    play: Lines | None = None
    refused: Lines | None = None
    by: Word | None = None
    at: Waiting | None = None
    chance: Lines | None = None
    until: Waiting | None = None
    expect: Expect = Expect()
    view: dict[Word, Expect] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(part is not None for part in (self.seat, self.chance, self.until)) > 1:
            raise PydanticCustomError("step", 'a step has one of "seat", "chance" and "until"')
        acts = self.play is not None or self.refused is not None or self.at is not None
        if acts != (self.seat is not None):
            raise PydanticCustomError("step", '"play", "refused" and "at" go with "seat", and it with one of them')
        if (self.refused is None) != (self.by is None):
            raise PydanticCustomError("step", '"refused" and "by", the section, go together')
        return self


class Read(Base):
    """Lines and shorthand of the notation (§11)."""

    line: Line
    means: Lines | None = None
    error: Line | None = None


class Twin(Base):
    """The same case with something else hidden; those who are blind to it may not notice anything (§10)."""

    blind: Words
    setup: dict[str, Any] = Field(default_factory=dict)
    step: tuple[Step, ...] | None = None
    asks: tuple[Line, ...] = ()


class Case(Base):
    """One case."""

    scenario: Line
    size: Word | None = None
    section: Word
    title: Line
    defaults: Bool = False
    chance: Literal["named", "first"] = "named"
    numbers: dict[str, Any] = Field(default_factory=dict)
    setup: Setup = Setup()
    step: tuple[Step, ...] = ()
    expect: Expect = Expect()
    view: dict[Word, Expect] = Field(default_factory=dict)
    read: tuple[Read, ...] = ()
    twin: Twin | None = None
