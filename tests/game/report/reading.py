"""All that a reader reads in a document, as strings: of pages, tables and the words of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from game.report.blocks import Block, Document, Figure, Heading, Lines, Note, Notes, Points, Prose, Table


def strings(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle, *document.about)
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            yield from _of(block)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Prose() | Points():
            yield from (claim.text for claim in block.claims)
            yield from (block.label,) if isinstance(block, Prose) else ()
        case Note() | Heading():
            yield block.text
        case Notes():
            yield from (note.text for note in block.notes)
        case Lines():
            yield block.question
        case Figure():
            yield from (block.title, block.description)
            yield from _of(block.table)
        case Table():
            yield from (block.caption, *block.columns)
            yield from (cell if isinstance(cell, str) else cell.text for row in block.rows for cell in row)
