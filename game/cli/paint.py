"""Colour for a terminal, over lines that say everything without it; rich knows of `NO_COLOR` and dumb terminals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rich.text import Text

from cards.language import N_, _

HEADING: Final = ("──", "--")
SIDES: Final = ("green", "cyan", "red", "yellow", "magenta", "blue", "bright_green", "bright_cyan")
CHOICE: Final = re.compile(r"^ {0,2}\d{1,3}(?=  )")
LINE: Final = re.compile(r" \[[a-z][^\[\]]*\]$")
ALARM: Final = N_(r"\bbesieged\b|\bsiege\b|\((?:toll [+]\d[^)]*)\)|!(?=\d)|crosses a red line")


class Painter:
    """Paints the lines of one table: headings, marks of sides, harm, numbers of choices."""

    def __init__(self, marks: Sequence[str]) -> None:
        letters = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
        self._marks = marks
        self._headings = (*HEADING, _("Section: {title}").partition("{")[0])
        self._alarm = re.compile(_(ALARM))
        self._side = re.compile(rf"\[(?P<holder>{letters})\]|(?<![\w-])(?P<there>{letters})\d(?!\w)")

    def __call__(self, text: str) -> Text:
        """The line with its colours; its letters are the same."""
        if text.startswith(self._headings):
            return Text(text, style="bold")
        line = Text(text)
        for found in self._side.finditer(text):
            mark = found["holder"] or found["there"]
            line.stylize(SIDES[self._marks.index(mark) % len(SIDES)], *found.span())
        line.highlight_regex(self._alarm, "bold red")
        line.highlight_regex(CHOICE, "bold cyan")
        line.highlight_regex(LINE, "dim")
        return line
