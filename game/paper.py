"""The paper that pages are written on: how wide it is, and whether it has columns and drawn lines.

Pages are plain lines of text; whoever shows them says on which paper, and colour, if any, comes after (game/cli).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from cards.grammar import ISOLATE, RELEASE
from cards.language import _

WIDTH: Final = 80
NARROWEST: Final = 40  # below it a page is written for this width, and the terminal breaks its lines
WIDEST_PROSE: Final = 100  # columns beyond which a line is hard to follow
GUTTER: Final = 2
BREAKS: Final = re.compile("[ \n]+")  # a space that does not break a line is none of these
# Latin letters, their punctuation, arrows and drawn lines, of which nobody has to ask how wide they are
ONE_CELL_EACH: Final = re.compile(
    r"[ -~\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u202f-\u205e\u2190-\u21ff\u2500-\u257f]*"
)


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
        return [start.strip() + (" " if start.strip() else "") + " ".join(BREAKS.split(text.strip(" \n")))]
    return _broken(text, prose_width(), start, indent)


def fitted(text: str, room: int) -> list[str]:
    """A paragraph in lines of so many columns."""
    return _broken(text, max(room, 8)) or [""]


def heading(title: str) -> str:
    """A line that opens a page."""
    return _section(title) if linear() else left(f"── {title} ", prose_width(), "─")


def rule(title: str, room: int) -> str:
    """A heading of so many columns."""
    return _section(title) if linear() else cut(left(f"── {title} ", room, "─"), room)


def _section(title: str) -> str:
    return _("Section: {title}").format(title=title)


def cut(text: str, room: int) -> str:
    """The text, or its beginning, in so many columns."""
    if cells(text) <= room:
        return text
    return clipped(text, max(room - 1, 0)).rstrip() + "…"


def clipped(text: str, room: int) -> str:
    """The beginning of the text in so many columns, never half a letter; what it isolates stays isolated."""
    if ONE_CELL_EACH.fullmatch(text):
        return text[:room]
    import wcwidth

    kept = wcwidth.clip(text, 0, room)
    return kept + RELEASE * (kept.count(ISOLATE) - kept.count(RELEASE))


def cells(text: str) -> int:
    """How many columns of a terminal it takes."""
    if ONE_CELL_EACH.fullmatch(text):
        return len(text)
    import wcwidth

    return wcwidth.width(text)


def left(text: str, room: int, filling: str = " ") -> str:
    """The text at the beginning of so many columns."""
    return text + filling * (room - cells(text))


def right(text: str, room: int) -> str:
    """The text at the end of so many columns."""
    return " " * (room - cells(text)) + text


def _broken(text: str, room: int, first: str = "", indent: str = "") -> list[str]:
    """A paragraph in lines of so many columns."""
    if ONE_CELL_EACH.fullmatch(text):
        return textwrap.wrap(text, room, initial_indent=first, subsequent_indent=indent)
    import wcwidth

    return _closed(wcwidth.wrap(text, room, initial_indent=first, subsequent_indent=indent))


def folded(text: str, room: int, indent: str) -> list[str]:
    """A line in lines of so many columns; a word that is longer stays whole."""
    if ONE_CELL_EACH.fullmatch(text):
        return textwrap.wrap(text, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    import wcwidth

    return _closed(wcwidth.wrap(text, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))


def _closed(lines: list[str]) -> list[str]:
    """Where a line ends within what is isolated, it is isolated on both lines."""
    shown, begins = [], ""
    for line in lines:
        text = begins + line
        left_open = text.count(ISOLATE) - text.count(RELEASE)
        shown.append(text + RELEASE * left_open)
        begins = ISOLATE * left_open
    return shown


def side_by_side(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Columns of lines beside each other, each in its width."""
    height = max((len(column) for column in columns), default=0)
    gap = " " * GUTTER
    lines = []
    for row in range(height):
        cells = [column[row] if row < len(column) else "" for column in columns]
        line = gap.join(left(cut(cell, room), room) for cell, room in zip(cells, widths, strict=True))
        lines.append(line.rstrip())
    return lines
