"""The terminal: lines, prompts, private pages that leave nothing behind; in a pipe without control codes.

Nothing here loads `readline`: its history would offer one player's secrets to the next with the arrow key.
"""

import os
import re
import shutil
import signal
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn, TextIO

from rich.console import Console
from rich.text import Text

CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"  # what is seen and what has scrolled away
ENTER_ALTERNATE: Final = "\x1b[?1049h"
LEAVE_ALTERNATE: Final = "\x1b[?1049l"
REWRITE: Final = "\x1b[A\x1b[2K"  # the line above, emptied
NARROWEST: Final = 20  # columns; below them a terminal has to break lines itself
LONGEST: Final = 10_000  # characters of a line that are read; nobody types more
DUMB: Final = ("dumb", "unknown", "")
STRAIGHT: Final = str.maketrans(
    {"─": "-", "—": "-", "–": "-", "“": '"', "”": '"', "’": "'", "§": "section "}
    | {"│": "|", "╲": "\\", "╱": "/", "…": "~", "→": "->"}
)
STOPS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(Exception):  # noqa: N818 (it is no error that somebody stops)
    """A signal arrived while nothing was half done."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code that shells expect."""
        return 128 + self.number


class Left(Exception):  # noqa: N818 (the same)
    """There is nothing more to read: Ctrl-D, or the end of a pipe."""


class Screen:
    """Where the table is shown and where people type."""

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain
        self.interactive = sys.stdin.isatty() and sys.stdout.isatty()
        self.private = False
        self.paint: Callable[[str], Text] = Text  # what puts colour on a line
        self._skip_pauses = False
        self._listening = False
        self._pending = 0
        self._straight = plain or not (sys.stdout.encoding or "").casefold().startswith("utf")
        for stream in (sys.stdin, sys.stdout):
            _forgive(stream)
        self._console = Console(
            force_terminal=self.interactive, no_color=plain or None, highlight=False, markup=False, emoji=False
        )

    # Stopping

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Let signals interrupt prompts only, never what is half done; leave the terminal as it was found."""
        numbers = [getattr(signal, name) for name in STOPS if hasattr(signal, name)]
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            with suppress(OSError):  # the terminal may be gone
                self._leave()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._pending = number
        if self._listening:
            self._stop()

    def _stop(self) -> NoReturn:
        self._listening = False
        number, self._pending = self._pending, 0
        raise Stopped(number)

    def heed(self) -> None:
        """Stop here if a signal came while something was under way."""
        if self._pending:
            self._stop()

    # Writing

    def line(self, text: str = "") -> None:
        """One line."""
        if self._straight:
            text = text.translate(STRAIGHT)
        for part in self._fitted(text):
            self._console.print(Text(part) if self.plain else self.paint(part), soft_wrap=True)

    def _fitted(self, text: str) -> list[str]:
        """The line, broken between words where a terminal would break it within one."""
        width = shutil.get_terminal_size().columns
        if not self.interactive or len(text) <= width or width < NARROWEST:
            return [text]
        indent = text[: len(text) - len(text.lstrip())]
        return textwrap.wrap(
            text, width, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False
        )

    def lines(self, lines: Iterable[str]) -> None:
        """Lines; on a terminal a page at a time, broken where a part ends if that is near."""
        left = [part for text in lines for part in self._fitted(text)]
        height = shutil.get_terminal_size().lines - 2
        while self.interactive and 0 < height < len(left):
            page = _page_end(left, height)
            for text in left[:page]:
                self.line(text)
            left = left[page:]
            self.pause("more: Enter")
        for text in left:
            self.line(text)

    def clear(self) -> None:
        """Leave nothing on the screen, nor above it."""
        if not self.interactive:
            return
        if os.environ.get("TERM", "") in DUMB:
            self._write("\n" * 2 * shutil.get_terminal_size().lines)
        else:
            self._write(CLEAR)

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    # Reading

    def ask(self, prompt: str) -> str:
        """What is typed at a prompt; Left at the end of input, Stopped by a signal."""
        self._write(prompt)
        text = self._read()
        if not self.interactive:
            self.line(text)  # so that what a pipe writes reads like what a terminal shows
        return text

    def _read(self) -> str:
        self._listening = True
        self.heed()
        try:
            typed = sys.stdin.readline(LONGEST)
            while len(typed) == LONGEST and not typed.endswith("\n"):
                more = sys.stdin.readline(LONGEST)  # the rest of an absurd line is not another one
                typed = typed[: LONGEST // 2] + more[-LONGEST // 2 :]
        except OSError:  # the terminal went away
            typed = ""
        finally:
            self._listening = False
        if not typed:
            raise Left
        typed = re.sub(r"\x1b\[?[0-9;]*[A-Za-z~]?", "", typed)  # arrow keys and their kind
        return "".join(letter if letter.isprintable() else " " for letter in typed).strip()

    def pause(self, prompt: str) -> None:
        """Wait for Enter, where somebody is there to press it; `s` skips the pauses until the next prompt."""
        if self.interactive and not self._skip_pauses:
            self._skip_pauses = self.ask(f"[{prompt}] ").casefold() == "s"
            if os.environ.get("TERM", "") not in DUMB:
                self._write(REWRITE)  # the page goes on as if it had not been broken

    def resume_pauses(self) -> None:
        """Pause again from now on."""
        self._skip_pauses = False

    # Privacy

    @contextmanager
    def visit(self, name: str) -> Iterator[None]:
        """A page for one person: nothing of it stays on the screen, nor where one can scroll back to."""
        self._enter()
        try:
            if self.interactive:
                self.ask(f"Hand the keyboard to {name}. The others look away.\n\nThen press Enter. ")
                self.clear()
            else:
                self.line(f"─── private: {name} ───")
            yield
        finally:
            with suppress(OSError):
                self._leave()
                if not self.interactive:
                    self.line(f"─── end of private: {name} ───")

    def _enter(self) -> None:
        self.private = True
        self.resume_pauses()
        if not self.interactive:
            return
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # a stopped game would leave the page standing
        if os.environ.get("TERM", "") not in DUMB:
            self._write(ENTER_ALTERNATE)
        self.clear()
        _forget_typed_ahead()

    def _leave(self) -> None:
        if not self.private:
            return
        self.private = False
        if not self.interactive:
            return
        self.clear()
        if os.environ.get("TERM", "") not in DUMB:
            self._write(LEAVE_ALTERNATE)
        _forget_typed_ahead()
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)


def _page_end(lines: list[str], height: int) -> int:
    """Where to break: before an empty line or a heading in the last half of the page, or when it is full."""
    for at in range(height, height // 2, -1):
        if not lines[at] or lines[at].startswith("──"):
            return at
    return height


def _forgive(stream: TextIO) -> None:
    """Replace what an encoding cannot say rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _forget_typed_ahead() -> None:
    """What was typed on one page is not meant for the next."""
    with suppress(ImportError, OSError, ValueError):
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
