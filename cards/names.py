"""The names of a scenario and their numbers: file order, counted from 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cards.errors import did_you_mean, quoted
from cards.language import _
from cards.locate import Path
from cards.manuscript import Manuscript
from rules.instructions import ATTENTION, TOLL
from rules.scenario import NOBODY, ORDER_IDS


@dataclass
class Names:
    """Looks names up; an unknown one is an error with the line where it stands."""

    text: Manuscript
    seats: list[str] = field(init=False)
    sides: list[str] = field(init=False)
    issues: list[str] = field(init=False)
    areas: list[str] = field(init=False)
    tracks: list[str] = field(init=False)
    kinds: list[str] = field(init=False)
    cards: list[str] = field(init=False)
    headlines: list[str] = field(init=False)
    agendas: list[str] = field(init=False)
    tags: list[str] = field(init=False)

    def __post_init__(self) -> None:
        scenario = self.text.scenario
        self.seats = [seat.id for seat in scenario.seat]
        self.sides = [side.id for side in scenario.side]
        self.issues = [issue.id for issue in scenario.issue]
        self.areas = [area.id for area in scenario.area]
        self.tracks = list(scenario.tracks.own)
        self.kinds = [pledge.kind for pledge in scenario.pledge]
        self.cards = [card.id for card in self.text.cards]
        self.headlines = [headline.id for headline in self.text.headlines]
        self.agendas = [agenda.id for agenda in self.text.agendas]
        self.tags = sorted({tag for area in scenario.area for tag in area.tags})

    def seat(self, word: str, path: Path) -> int:
        """The number of a seat."""
        return self._look(word, self.seats, "seat", path)

    def side(self, word: str, path: Path) -> int:
        """The number of a side."""
        return self._look(word, self.sides, "side", path)

    def issue(self, word: str, path: Path) -> int:
        """The number of an issue."""
        return self._look(word, self.issues, "issue", path)

    def area(self, word: str, path: Path) -> int:
        """The number of an area."""
        return self._look(word, self.areas, "area", path)

    def track(self, word: str, path: Path) -> int:
        """The number of a track, toll and attention included."""
        fixed = {"attention": ATTENTION, "toll": TOLL}
        if word in fixed:
            return fixed[word]
        known = ["attention", "toll", *self.tracks]
        return self._look(word, known, "track", path) - len(fixed)

    def kind(self, word: str, path: Path) -> int:
        """The number of a kind of pledge."""
        return self._look(word, self.kinds, "pledge", path)

    def headline(self, word: str, path: Path) -> int:
        """The number of a headline."""
        return self._look(word, self.headlines, "headline", path)

    def agenda(self, word: str, path: Path) -> int:
        """The number of an agenda."""
        return self._look(word, self.agendas, "agenda", path)

    def tag(self, word: str, path: Path) -> str:
        """A tag that some area bears."""
        return self.tags[self._look(word, self.tags, "tag of an area", path)]

    def position(self, issue: int, at: int, path: Path) -> int:
        """A position of an issue."""
        count = len(self.text.scenario.issue[issue].positions)
        if not 0 <= at < count:
            raise self.text.error(
                path,
                _("{issue} has no position {at}; its positions are 0 to {last}").format(
                    issue=quoted(self.issues[issue]), at=at, last=count - 1
                ),
            )
        return at

    def order(self, word: str) -> int:
        """The number of a kind of order."""
        return ORDER_IDS.index(word)

    def seat_mask(self, words: Iterable[str], path: Path) -> int:
        """A bit for each seat named."""
        return mask(self.seat(word, (*path, index)) for index, word in enumerate(words))

    def area_mask(self, words: Iterable[str], path: Path) -> int:
        """A bit for each area named."""
        return mask(self.area(word, (*path, index)) for index, word in enumerate(words))

    def _look(self, word: str, known: list[str], kind: str, path: Path) -> int:
        if word in known:
            return known.index(word)
        raise self.text.error(
            path, _("unknown {kind} {word}{hint}").format(kind=kind, word=quoted(word), hint=did_you_mean(word, known))
        )


def mask(numbers: Iterable[int]) -> int:
    """A bit for each number; NOBODY has none."""
    bits = 0
    for number in numbers:
        if number != NOBODY:
            bits |= 1 << number
    return bits
