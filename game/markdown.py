"""Markdown as lines of a page: as much of it as the rulebook uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cards.language import _
from game.paper import heading, wrapped
from game.words import labelled, semicolons

_HEADING: Final = re.compile(r"#{1,6} (.+)")
_ITEM: Final = re.compile(r"( *)([-*]|\d+\.) (.+)")
_RULE: Final = re.compile(r"\|?[ |:-]+")
_MARKED: Final = re.compile(r"(\*\*|\*)(?=\S)(.+?)(?<=\S)\1")
_CODE: Final = re.compile(r"`([^`]+)`")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def page(text: str) -> Iterator[str]:
    """The text in lines, without its marks."""
    for block in _blocks(text):
        if found := _HEADING.fullmatch(block):
            yield heading(_bare(found[1]))
        elif block.lstrip().startswith("|"):
            yield from _row(block)
        elif found := _ITEM.fullmatch(block):
            start = f"{found[1]}{'-' if found[2] == '*' else found[2]} "
            yield from wrapped(_bare(found[3]), " " * len(start), start)
        elif block.strip():
            yield from wrapped(_bare(block.strip()), block[: len(block) - len(block.lstrip())])
        else:
            yield ""


def _blocks(text: str) -> Iterator[str]:
    """The lines, those of a paragraph as one."""
    block = ""
    for line in text.splitlines():
        if block.strip() and _goes_on(line) and not _stands_alone(block):
            block = f"{block} {line.strip()}"
            continue
        if block:
            yield block
        block = line or " "
    yield block


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not _stands_alone(line) and not _ITEM.fullmatch(line)


def _stands_alone(line: str) -> bool:
    """Whether no other line belongs to it: a heading, or a row of a table."""
    return bool(_HEADING.fullmatch(line)) or line.lstrip().startswith("|")


def _row(line: str) -> list[str]:
    """A row of a table as a sentence: what it is about, then the rest."""
    if _RULE.fullmatch(line.strip()):
        return []
    name, *rest = [_bare(_CODE.sub(r"\1", cell.strip())) for cell in line.strip().strip("|").split("|")]
    told = semicolons(cell for cell in rest if cell)
    return wrapped(labelled(name, told) if told else name, "    ", "  ") if name else []


def _bare(text: str) -> str:
    """Without its marks; what is typed or written stands in quotation marks."""
    text = _MARKED.sub(r"\2", _LINK.sub(r"\1", text))
    return _CODE.sub(lambda found: _('"{text}"').format(text=found[1]), text)
