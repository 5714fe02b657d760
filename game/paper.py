"""The paper that pages are written on: how wide it is, and whether it has columns and drawn lines.

Pages are plain lines of text; whoever shows them says on which paper, and colour, if any, comes after (game/cli).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 80
NARROWEST: Final = 40  # below it a page is written for this width, and the terminal breaks its lines
WIDEST_PROSE: Final = 100  # columns beyond which a line is hard to follow
GUTTER: Final = 2


@dataclass(frozen=True)
class Paper:
    """`linear`: for screen readers, one fact a line, in an order that stays."""

    width: int = WIDTH
    linear: bool = False


_paper: ContextVar[Paper] = ContextVar("paper", default=Paper())  # noqa: B039 (frozen)


@contextmanager
def on(paper: Paper) -> Iterator[None]:
    """Write on this paper."""
    before = _paper.set(paper)
    try:
        yield
    finally:
        _paper.reset(before)


def use(paper: Paper) -> None:
    """Go on with this paper, inside `on`: the window was resized, say."""
    _paper.set(paper)


def width() -> int:
    """How wide a page may be."""
    return max(_paper.get().width, NARROWEST)


def prose_width() -> int:
    """How wide a paragraph may be."""
    return min(width(), WIDEST_PROSE)


def linear() -> bool:
    """Whether the page is read out."""
    return _paper.get().linear


def wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """A paragraph in lines; what is read out stays one line."""
    start = indent if first is None else first
    if linear():
        return [start.strip() + (" " if start.strip() else "") + " ".join(text.split())]
    return textwrap.wrap(text, prose_width(), initial_indent=start, subsequent_indent=indent)


def fitted(text: str, room: int) -> list[str]:
    """A paragraph in lines of so many columns."""
    return textwrap.wrap(text, max(room, 8)) or [""]


def heading(title: str) -> str:
    """A line that opens a page."""
    return f"Section: {title}" if linear() else f"── {title} ".ljust(prose_width(), "─")


def rule(title: str, room: int) -> str:
    """A heading of so many columns."""
    return f"Section: {title}" if linear() else cut(f"── {title} ".ljust(room, "─"), room)


def cut(text: str, room: int) -> str:
    """The text, or its beginning, in so many columns."""
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip() + "…"


def side_by_side(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Columns of lines beside each other, each in its width."""
    height = max((len(column) for column in columns), default=0)
    gap = " " * GUTTER
    lines = []
    for row in range(height):
        cells = [column[row] if row < len(column) else "" for column in columns]
        line = gap.join(cut(cell, room).ljust(room) for cell, room in zip(cells, widths, strict=True))
        lines.append(line.rstrip())
    return lines
