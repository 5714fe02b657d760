"""What a record says before its lines: scenario, size, who plays, the seed (§11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cards.errors import quoted
from cards.language import N_, _
from game.dealer import LARGEST_SEED
from game.errors import UserError

SECONDS: Final = N_("number of seconds")
RULES: Final = 2  # rises when a rule changes, so that an old record would replay to another game
KEYS: Final = ("rules", "scenario", "size", "hash", "seats", "headlines", "seed", "clock", "pins", "journal")


@dataclass(frozen=True)
class Header:
    """What a record says before its lines; empty where a hand-written one says nothing."""

    scenario: str  # an id, or the path of a folder
    size: str = ""
    hash: str = ""
    rules: int = RULES
    seats: tuple[tuple[str, str], ...] = ()  # (seat, "human Anna" or a bot's name)
    headlines: tuple[tuple[int, str], ...] = ()  # (turn, headline) that a teacher picked
    seed: int | None = None
    clock: tuple[int, int] = (0, 0)  # seconds for a decision and for a phase; 0 is as long as it takes
    pins: tuple[tuple[str, str], ...] = ()  # (seat, the salted hash of its PIN), while the game is running
    journal: bool = False  # of a game that was running: it has no closing line

    def __post_init__(self) -> None:
        """Refuse what could not be read back: a value is one line without a comment."""
        for key, value in self.items():
            _refuse_value(key, value, "")

    def items(self) -> Iterator[tuple[str, str]]:
        """The header's keys and values as text, in their order."""
        yield "rules", str(self.rules)
        yield "scenario", self.scenario
        if self.size:
            yield "size", self.size
        if self.hash:
            yield "hash", self.hash
        if self.seats:
            yield "seats", "; ".join(f"{seat} {who}" for seat, who in self.seats)
        if self.headlines:
            yield "headlines", "; ".join(f"{turn} {headline}" for turn, headline in self.headlines)
        if self.seed is not None:
            yield "seed", str(self.seed)
        if any(self.clock):
            yield "clock", f"{self.clock[0]} {self.clock[1]}"
        if self.pins:
            yield "pins", "; ".join(f"{seat} {pin}" for seat, pin in self.pins)
        if self.journal:
            yield "journal", "yes"

    def with_players(self, changed: Mapping[str, str]) -> Header:
        """The same with others in some seats."""
        return replace(self, seats=tuple((seat, changed.get(seat, who)) for seat, who in self.seats))

    def closed(self) -> Header:
        """The header of a game that has stopped: what only a running one needs is gone."""
        return replace(self, journal=False, pins=())


def header_of(values: Mapping[str, str], where: str, places: Mapping[str, str]) -> Header:
    if not values.get("scenario"):
        right = _('a header has a line like "scenario: empty-chairs"')
        raise UserError(_("names no scenario"), where=where, right=right)

    def number(key: str, otherwise: int) -> int:
        return whole(values[key], key, places.get(key, where)) if key in values else otherwise

    for key, value in values.items():
        _refuse_value(key, value, places.get(key, where))
    place = places.get("headlines", where)
    picks = _pairs(values.get("headlines", ""))
    return Header(
        scenario=values["scenario"],
        size=values.get("size", ""),
        hash=values.get("hash", ""),
        rules=number("rules", RULES),
        seats=tuple(_pairs(values.get("seats", ""))),
        headlines=tuple((whole(turn, "turn", place), name) for turn, name in picks),
        seed=number("seed", 0) if "seed" in values else None,
        clock=_clock(values.get("clock", "0 0"), places.get("clock", where)),
        pins=tuple(_pairs(values.get("pins", ""))),
        journal=values.get("journal", "no") == "yes",
    )


def _refuse_value(key: str, value: str, where: str) -> None:
    if "#" in value or not value.isprintable():
        right = _('take out "#" and line ends')
        raise UserError(
            _("{text} can't stand in a record as its {key}").format(text=quoted(value), key=key),
            where=where,
            right=right,
        )


def whole(word: str, what: str, where: str) -> int:
    """The whole number that a word is, where a header or a line has one; it is never beyond a seed's range."""
    if not (word.isascii() and word.isdigit() and len(word) <= len(str(LARGEST_SEED)) and int(word) <= LARGEST_SEED):
        raise UserError(
            _("{text} is no {what}").format(text=quoted(word), what=_(what)),
            where=where,
            right=_("it is a whole number from 0 to {most}").format(most=LARGEST_SEED),
        )
    return int(word)


def _clock(text: str, where: str) -> tuple[int, int]:
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004 (a decision's and a phase's)
        raise UserError(
            _("{text} is no clock").format(text=quoted(text)), where=where, right=_('write "60 300", or 0 for no limit')
        )
    return whole(words[0], SECONDS, where), whole(words[1], SECONDS, where)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        first, _, rest = part.strip().partition(" ")
        if first:
            yield first, rest.strip()
