"""A scenario as it is written: its models, and the way back from them to file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path as Folder
from typing import Any

from cards.decks import Agenda, Card, Headline
from cards.errors import ScenarioError, quoted
from cards.locate import Path, file_of, line_of
from cards.prose import spoken
from cards.schema import Moment, ScenarioFile, Source, Written


@dataclass(frozen=True)
class Manuscript:
    """The files of a scenario, read and checked one by one.

    Its texts are in the language that was spoken when it was loaded, where the scenario has messages for it; `data` is
    the files as they are. Paths begin with the file, then follow its keys: `("scenario", "seat", 0, "worth")`,
    `("cards", "hnc", "card", 3)`, `("headlines", "headline", 7)`.
    """

    folder: Folder
    data: dict[str, Any]
    written: Written
    messages: NullTranslations = field(default_factory=NullTranslations)

    def spoken(self, word: str) -> str:
        """An id as people read it: of a kind of pledge, of a tag."""
        return spoken(word, self.messages)

    @property
    def scenario(self) -> ScenarioFile:
        """`scenario.toml`."""
        return self.written.scenario

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """All cards, by seat, then file order."""
        return tuple(card for seat in self.scenario.seat for card in self.written.cards[seat.id].card)

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """All headlines."""
        return self.written.headlines.headline

    @property
    def agendas(self) -> tuple[Agenda, ...]:
        """All agendas."""
        return self.written.agendas.agenda

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources."""
        return self.written.sources.source

    @property
    def history(self) -> tuple[Moment, ...]:
        """What happened outside the game, if the scenario says so."""
        return self.written.history.moment

    @cached_property
    def card_paths(self) -> tuple[Path, ...]:
        """Where each of `cards` is written."""
        return tuple(
            ("cards", seat.id, "card", index)
            for seat in self.scenario.seat
            for index in range(len(self.written.cards[seat.id].card))
        )

    def error(self, path: Path, text: str) -> ScenarioError:
        """The error of what stands at `path`: one line with file, line and the thing's own name."""
        return error_at(self.folder, self.data, path, text)


def error_at(folder: Folder, data: dict[str, Any], path: Path, text: str) -> ScenarioError:
    """An error with the file and the line of `path` and the name of the table that holds it."""
    name, inside = file_of(path)
    try:
        line = line_of((folder / name).read_text(encoding="utf-8"), inside)
    except (OSError, ValueError):  # gone or changed since it was read
        line = 1
    subject = subject_of(data, path)
    return ScenarioError(f"{folder.name}/{name}:{line}: {subject + ': ' if subject else ''}{text}")


def subject_of(data: dict[str, Any], path: Path) -> str:
    """`card "by-video-link"` for anything inside that card."""
    where: Any = data
    for depth, key in enumerate(path):
        try:
            where = where[key]
        except (KeyError, IndexError, TypeError):
            return ""
        if isinstance(key, int) and isinstance(where, dict):
            own = where.get("id", where.get("kind"))
            kind = str(path[depth - 1]).replace("_", " ")
            return f"{kind} {quoted(own)}" if isinstance(own, str) else f"{kind} {key + 1}"
    return ""
