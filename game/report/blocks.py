"""What pages are made of, whatever they are written down as: HTML, Markdown or PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from cards.language import Language, current, ngettext
from game.report.claims import Claim, Resting
from game.report.svg import drawing, inline
from game.words import comma

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Plot

Cell = str | Claim


@dataclass(frozen=True)
class Prose:
    """A paragraph of claims; `label` stands before it."""

    claims: tuple[Claim, ...]
    label: str = ""
    kind: ClassVar[str] = "prose"


@dataclass(frozen=True)
class Points:
    """A list of claims."""

    claims: tuple[Claim, ...]
    numbered: bool = False
    kind: ClassVar[str] = "points"


@dataclass(frozen=True)
class Note:
    """Words that don't rest on the record: how to read a page, or what the scenario says, with its sources."""

    text: str
    sources: tuple[str, ...] = ()
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class Notes:
    """Several of them, as a list."""

    notes: tuple[Note, ...]
    kind: ClassVar[str] = "notes"


@dataclass(frozen=True)
class Table(Resting):
    """Rows under columns; the first cell of a row is its heading. `name` is that of its derivation in the tests."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...] = ()
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """A picture, what it shows in words, and the same as a table."""

    name: str
    title: str
    description: str
    draw: Callable[[], Plot]
    table: Table
    kind: ClassVar[str] = "figure"

    @cached_property
    def svg(self) -> str:
        """The picture as SVG; it takes its time, so it is drawn when a page shows it."""
        with drawing():
            return inline(self.draw(), self.name, self.title, self.description)


@dataclass(frozen=True)
class Lines:
    """So many empty lines to write on, below a question."""

    question: str
    number: int
    kind: ClassVar[str] = "lines"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: ClassVar[str] = "heading"


Block = Prose | Points | Note | Notes | Table | Figure | Lines | Heading


@dataclass(frozen=True)
class Section:
    """A part of a report; `apart`: it begins on a page of its own when printed."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    apart: bool = False


@dataclass(frozen=True)
class Document:
    """A whole report. Claims cite lines of the `record`, or, of a tournament, games by their number.

    It is written down in the language in which it was made.
    """

    title: str
    subtitle: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    record: tuple[tuple[int, str], ...] = ()
    of_games: bool = False
    language: Language = field(default_factory=current)

    def cite(self, one: Resting, shown: Callable[[int], str] = str) -> str:
        """The lines or the games that it rests on, in words; empty if it names none."""
        lines, more, n = comma(map(shown, one.cited)), one.more, len(one.lines)
        if not one.lines:
            return ""
        if self.of_games and more:
            return ngettext("games {lines} and {n} more", "games {lines} and {n} more", more).format(
                lines=lines, n=more
            )
        if self.of_games:
            return ngettext("game {lines}", "games {lines}", n).format(lines=lines)
        if more:
            return ngettext("lines {lines} and {n} more", "lines {lines} and {n} more", more).format(
                lines=lines, n=more
            )
        return ngettext("line {lines}", "lines {lines}", n).format(lines=lines)

    def tables(self) -> list[Table]:
        """Every table in it, those of pictures too."""
        blocks = [block for section in self.sections for block in section.blocks]
        tables = (block.table if isinstance(block, Figure) else block for block in blocks)
        return [table for table in tables if isinstance(table, Table)]

    def claims(self) -> list[Claim]:
        """Every claim in it, for those who check them."""
        found: list[Claim] = []
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Prose | Points):
                    found += block.claims
                elif isinstance(block, Table):
                    found += _in_cells(block)
                elif isinstance(block, Figure):
                    found += _in_cells(block.table)
        return found


def _in_cells(table: Table) -> list[Claim]:
    return [cell for row in table.rows for cell in row if isinstance(cell, Claim)]
