"""What is written to the terminal: lines, colour and control codes as far as it knows them; in a pipe none."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final, TextIO
from unicodedata import combining, normalize

from rich.console import Console
from rich.text import Text

from cards.language import _
from game import system
from game.paper import cells, folded

CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"  # what is seen and what has scrolled away
EMPTY: Final = "\x1b[H\x1b[2J"  # what is seen, and nothing above it
ENTER_ALTERNATE: Final = "\x1b[?1049h"
LEAVE_ALTERNATE: Final = "\x1b[?1049l"
NARROWEST: Final = 20  # columns; below them a terminal has to break lines itself
TITLE: Final = "Accord"  # of the window: no file name, no seat
SET_TITLE: Final = f"\x1b]2;{TITLE}\x07"
KEEP_TITLE: Final = "\x1b[22;2t"
RESTORE_TITLE: Final = "\x1b[23;2t"
DUMB: Final = ("dumb", "unknown", "")
STRAIGHT: Final = str.maketrans(
    {"─": "-", "—": "-", "–": "-", "“": '"', "”": '"', "’": "'", "§": "section ", "\xa0": " ", "\u202f": " "}
    | {"«": '"', "»": '"', "\u2068": "", "\u2069": ""}
    | {"œ": "oe", "Œ": "Oe", "æ": "ae", "·": "-", "−": "-", "×": "x", "•": "-"}
    | {"│": "|", "╲": "\\", "╱": "/", "…": "~", "→": "->"}
)


class Terminal:
    """Where the table is shown."""

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain
        self.interactive = sys.stdin.isatty() and sys.stdout.isatty()
        self.paint: Callable[[str], Text] = Text  # what puts colour on a line
        self._straight = plain or not (sys.stdout.encoding or "").casefold().startswith("utf")
        if system.WINDOWS and self.interactive:
            import_module("colorama").just_fix_windows_console()  # before rich asks what the console can do
        for stream in (sys.stdin, sys.stdout):
            _forgive(stream)
        self._console = Console(
            force_terminal=self.interactive, no_color=plain or None, highlight=False, markup=False, emoji=False
        )

    # What it can do

    @property
    def dumb(self) -> bool:
        """Whether the terminal understands no control codes."""
        return self._console.legacy_windows if system.WINDOWS else os.environ.get("TERM", "") in DUMB

    @property
    def titled(self) -> bool:
        """Whether the terminal has a window title that can be set and put back."""
        return self.interactive and not self.dumb and os.environ.get("TERM") != "linux"

    def warning(self) -> str:
        """What has to be said before secrets are shown on this terminal, or nothing."""
        if self.interactive and self.dumb and not system.WINDOWS:
            return _(
                "This terminal can't clear its screen: what one seat reads in private the next can scroll back to. "
                "Play in another one if you can, or leave and begin with TERM=xterm if this one only says that it "
                "can't; each page is at least moved out of sight."
            )
        if self.interactive and os.environ.get("STY") and not os.environ.get("TMUX"):
            return _(
                'GNU screen keeps what has scrolled away: "altscreen on" in ~/.screenrc and "defscrollback 0" keep '
                "private pages from being scrolled back to."
            )
        return ""

    # Writing

    def line(self, text: str = "") -> None:
        """One line."""
        text = self.straight(text)
        for part in self.fitted(text):
            self._console.print(Text(part) if self.plain else self.paint(part), soft_wrap=True)

    def straight(self, text: str) -> str:
        """The text in what this terminal can show."""
        if not self._straight:
            return text
        text = re.sub("«\\s|\\s»", '"', text).translate(STRAIGHT)
        encoding = sys.stdout.encoding or "ascii"
        return "".join(letter if _knows(encoding, letter) else _bare(letter) for letter in text)

    def fitted(self, text: str) -> list[str]:
        """The line, broken between words where a terminal would break it within one."""
        width = shutil.get_terminal_size().columns
        if not self.interactive or cells(text) <= width or width < NARROWEST:
            return [text]
        indent = text[: len(text) - len(text.lstrip())]
        return folded(text, width, indent + "  ")

    def clear(self) -> None:
        """Leave nothing on the screen, nor above it."""
        if not self.interactive:
            return
        if system.WINDOWS and self.dumb:
            self.write(
                EMPTY
            )  # colorama, which stands in for what the console lacks, empties all that can be scrolled to
        elif self.dumb:
            self.write("\n" * 2 * shutil.get_terminal_size().lines)
        else:
            self.write(CLEAR)

    def write(self, text: str) -> None:
        """Text as it is, control codes too."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def settle(self) -> None:
        """Begin on a screen that holds nothing of a game that was killed in a private page."""
        if self.titled:
            self.write(KEEP_TITLE + SET_TITLE)
        if self.interactive and not self.dumb:
            self.write(f"{ENTER_ALTERNATE}\x1b[H\x1b[2J{LEAVE_ALTERNATE}")

    def restore(self) -> None:
        """Put the window's title back."""
        if self.titled:
            self.write(RESTORE_TITLE)


def _knows(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _bare(letter: str) -> str:
    """Letters without their accents are still letters."""
    return "".join(part for part in normalize("NFKD", letter) if not combining(part))


def _forgive(stream: TextIO) -> None:
    """Replace what an encoding cannot say rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
