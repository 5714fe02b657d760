"""What pages are made of, whatever they are written down as: HTML, Markdown or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from game.report.claims import Claim

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
class Table:
    """Rows under columns; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, what it shows in words, and the same as a table."""

    name: str
    title: str
    description: str
    svg: str
    table: Table
    kind: ClassVar[str] = "figure"


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
    """A whole report. Claims cite lines of the `record`, or, of a tournament, games by their number."""

    title: str
    subtitle: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    record: tuple[tuple[int, str], ...] = ()
    cites: str = "line"

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
