"""Prompts: what is shown before them, what is typed at them, and the signals that stop them."""

import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from threading import Timer
from types import FrameType
from typing import Final, NoReturn

from cards.grammar import Name, capital
from cards.language import _
from game import system
from game.cli import keyboard
from game.cli.standing import Page, Standing, rows_of
from game.cli.terminal import CLEAR, EMPTY, Terminal
from game.clock import Clock

REWRITE: Final = "\x1b[A\x1b[2K"  # the line above, emptied
ROOM_BELOW: Final = "\x1bD\x1bM"  # one line down and up again: at the bottom the screen scrolls by one
ABOVE: Final = "\x1b7\r\x1b[L{}\x1b8\x1b[B"  # a line above the one that is being typed
SOON: Final = 0.4  # seconds after which a bot is said to think
STOPS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")  # the last: a closed window, on Windows


class Stopped(BaseException):
    """A signal arrived while nothing was half done; a bot that catches every Exception doesn't catch this."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code that shells expect."""
        return 128 + self.number


class Left(Exception):  # noqa: N818 (the same)
    """There is nothing more to read: Ctrl-D, or the end of a pipe."""


class TimeUp(Exception):  # noqa: N818 (the same)
    """The clock has run out at a prompt."""


class Prompts(Terminal):
    """Where pages are shown and where people type; `linear`: they are read out, and never for a second time."""

    def __init__(self, *, plain: bool = False, linear: bool = False) -> None:
        super().__init__(plain=plain)
        self.clock = Clock()
        self.refit: Callable[[], None] = lambda: None  # tells those who write pages that the window changed its size
        self.beside: Callable[[str, bool], bool] = self._not_here  # see `pause`
        self.unread = 0  # lines that were written since something was typed
        self._linear = linear
        self._standing = Standing()
        self._resized = False
        self._skip_pauses = False
        self._kept = ""  # the answer to the next question, typed where its page was broken
        self._listening = False
        self._pending = 0
        self._lines: keyboard.Lines | None = None
        self._awake: int | None = None

    # Stopping

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Let signals interrupt prompts only, never what is half done; leave the terminal as it was found."""
        numbers = [getattr(signal, name) for name in STOPS if hasattr(signal, name)]
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        if hasattr(signal, "SIGWINCH"):
            before[signal.SIGWINCH] = signal.signal(signal.SIGWINCH, self._on_resize)
        try:
            with keyboard.awakened() as self._awake:
                self.settle()
                yield
        finally:
            self._lines = None
            with suppress(OSError):  # the terminal may be gone
                self._leave()
                self.restore()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._pending = number
        if self._listening:
            self._stop()

    def _on_resize(self, _number: int, _frame: FrameType | None) -> None:
        self._resized = True

    def _stop(self) -> NoReturn:
        self._listening = False
        number, self._pending = self._pending, 0
        raise Stopped(number)

    @contextmanager
    def thinking(self, name: Name) -> Iterator[None]:
        """A bot decides: a signal stops it, and if it takes long the screen says who thinks."""
        said: list[str] = []
        thinks = self.straight(capital(_("{seat}: thinking. Ctrl-C leaves; the game is saved.").format(seat=name)))

        def say() -> None:
            said.append(thinks)
            self.write(said[0] + ("\n" if self.dumb else ""))

        timer = Timer(SOON, say)
        timer.daemon = True
        if self.interactive:
            timer.start()
        self._listening = True
        try:
            self.heed()
            yield
        finally:
            self._listening = False
            timer.cancel()
            if self.interactive:
                timer.join()
                if said and not self.dumb:
                    self.write("\r\x1b[K")

    def _leave(self) -> None:
        """Take a private page from the screen, if one is there."""

    def heed(self) -> None:
        """Stop here if a signal came while something was under way."""
        if self._pending:
            self._stop()

    # Writing

    def line(self, text: str = "") -> None:
        """One line."""
        self._standing.add(lambda: [text])
        self.unread += 1
        super().line(text)

    def show(self, page: Page, *, asked: bool = False) -> None:
        """A page that is laid out for the window as it is, and anew when that changes its size.

        `asked`: a question follows, and may be answered where the page is broken.
        """
        self.lines(page(), page, asked=asked)

    def lines(self, lines: Iterable[str], again: Page | None = None, *, asked: bool = False) -> None:
        """Lines, on a terminal a page at a time, broken where a part ends; `again` lays them out anew."""
        coming = (part for text in lines for part in self.fitted(text))
        waiting: list[str] = []
        parts = 1
        while True:
            rows = self._rows()
            waiting += islice(coming, max(0, rows + 1 - len(waiting)))
            if len(waiting) <= rows:
                break
            end = _page_end(waiting, rows)
            self._part(waiting[:end])
            waiting = waiting[end:]
            parts += 1
            self.pause(_("more: Enter"), asked=asked)
            if self._kept:
                waiting = []
                break
        self._part(waiting)
        if again is not None:
            self._standing.replace(parts, again)

    def _rows(self) -> int:
        """How many lines are shown before somebody presses Enter."""
        rows = shutil.get_terminal_size().lines - 2
        return rows if self.interactive and rows > 0 else sys.maxsize - 1

    def _part(self, lines: list[str]) -> None:
        self._standing.add(lambda: lines)
        self.unread += len(lines)
        for text in lines:
            super().line(text)

    def clear(self) -> None:
        """Leave nothing on the screen, nor above it."""
        self._standing.clear()
        self.unread = 0
        super().clear()

    def _redraw(self, prompt: str, *, seen: bool) -> None:
        """The window changed its size: what stood there is laid out for it, and what is being typed stays."""
        self._resized = False
        if not self.interactive or self.dumb or self._linear:
            return
        self.refit()
        typed = prompt + (self._typing().begun() if seen else "")
        columns, rows = shutil.get_terminal_size()
        self.write(CLEAR if self._standing.covered else EMPTY)
        for text in self._standing.last(rows - rows_of(typed, columns), self.fitted):
            super().line(text)
        self.write(typed)

    # Reading

    def ask(self, prompt: str) -> str:
        """What is typed at a prompt; Left at the end of input, Stopped by a signal, TimeUp by a clock that runs."""
        prompt = self._folded(prompt)
        text = self._taken(prompt) or self._ask(prompt)
        self._standing.add(lambda: f"{prompt}{text}".split("\n"))
        return text

    def _taken(self, prompt: str) -> str:
        """The answer that was typed before its question."""
        text, self._kept = self._kept, ""
        if text:
            super().line(f"{prompt}{text}")
        return text

    def _folded(self, prompt: str) -> str:
        """A prompt that is longer than a line, broken between words."""
        *above, last = self.straight(prompt).split("\n")
        room = " " * (len(last) - len(last.rstrip()))
        return "\n".join([*above, *self.fitted(last.rstrip())]) + room

    def _ask(self, prompt: str) -> str:
        ahead = self._typed_ahead()
        self.write(prompt)
        text = self._read(prompt)
        self.unread = 0
        if ahead or not self.interactive:
            super().line(text)  # no terminal has shown it behind the prompt
        return text

    def ask_unseen(self, prompt: str) -> str:
        """The same, but what is typed is shown nowhere."""
        prompt = self.straight(prompt)
        if not self.interactive:
            self.write(prompt)
            text = self._read(prompt)
            super().line()
            return text
        if system.WINDOWS:
            return self._ask_the_console(prompt)
        with keyboard.unseen():  # before the prompt: somebody may be quick
            self.write(prompt)
            text = self._read(prompt, seen=False)
        self._standing.add(lambda: [prompt])
        return text

    @staticmethod
    def _ask_the_console(prompt: str) -> str:
        """Unseen, on Windows; the module for it knows no signals."""
        from getpass import getpass

        try:
            return getpass(prompt).strip()
        except KeyboardInterrupt:
            raise Stopped(signal.SIGINT) from None

    def _typed_ahead(self) -> bool:
        """Whether a line was typed, and shown, before its prompt."""
        return self.interactive and self._typing().waiting()

    def _typing(self) -> keyboard.Lines:
        if self._lines is None:
            self._lines = keyboard.lines_of(sys.stdin, self._awake)
        return self._lines

    def _read(self, prompt: str, *, seen: bool = True) -> str:
        lines = self._typing()
        self._listening = True
        self.heed()
        try:
            while self._resized or (typed := lines.next(self.clock.wait())) is None:
                if self._resized:
                    self._redraw(prompt, seen=seen)
                self._remind(prompt)
        except OSError:  # the terminal went away
            typed = ""
        finally:
            self._listening = False
            lines.release()
        if not typed:
            raise Left
        return _cleaned(typed)

    def _remind(self, prompt: str) -> None:
        """Say how much time is left, above what is being typed; TimeUp if none is."""
        if self.clock.out():
            keyboard.forget_typed_ahead()
            self.write("\n")
            raise TimeUp
        call = self.clock.call()
        if not call:
            return
        text = self.straight(f"  ({call})")
        if self.interactive and not self.dumb:
            width = shutil.get_terminal_size().columns
            self.write(ROOM_BELOW + ABOVE.format(text[: width - 1]))
        else:
            self.write(f"\n{text}\n{prompt}")

    @contextmanager
    def clock_stopped(self) -> Iterator[None]:
        """Nobody's time runs meanwhile."""
        running = self.clock.running
        self.clock.stop()
        try:
            yield
        finally:
            if running:
                self.clock.go_on()

    def pause(self, prompt: str, *, asked: bool = False) -> None:
        """Wait for Enter, where somebody is there to press it; `s` skips the pauses until the next prompt.

        What else is typed `beside` does, if it can be done here. `asked`: what can't be is kept for the question that
        follows.
        """
        if not self.interactive or self._skip_pauses or self._kept:
            return
        prompt = self.straight(f"[{prompt}] ")
        while (text := self._ask(prompt)) and text.casefold() != "s":
            said = prompt + text
            self._standing.add(partial(_one_line, said))
            if not self.beside(text, asked) and asked:
                self._kept = text
                return
        self._skip_pauses = bool(text)
        if not self.dumb:
            self.write(REWRITE)  # the page goes on as if it had not been broken

    def _not_here(self, text: str, _asked: bool) -> bool:  # noqa: FBT001 (as `beside`)
        self.line("  " + _('"{text}" is nothing that can be done here; Enter goes on.').format(text=text[:40]))
        return False

    def forget(self) -> None:
        """What was typed before its question is no answer to another."""
        self._kept = ""

    @property
    def skipping(self) -> bool:
        """Whether nobody wants to wait before the next prompt."""
        return self._skip_pauses or bool(self._kept)

    def resume_pauses(self) -> None:
        """Pause again from now on."""
        self._skip_pauses = False

    def skip_pauses(self) -> None:
        """Do not wait until the next prompt."""
        self._skip_pauses = True


def _one_line(text: str) -> list[str]:
    return [text]


def _page_end(lines: list[str], height: int) -> int:
    """Where to break: before an empty line or a heading in the last half of the page, or when it is full."""
    for at in range(height, height // 2, -1):
        if not lines[at] or lines[at].startswith("──"):
            return at
    return height


def _cleaned(typed: str) -> str:
    """Without arrow keys and their kind."""
    typed = re.sub(r"\x1b\[?[0-9;]*[A-Za-z~]?", "", typed)
    return "".join(letter if letter.isprintable() else " " for letter in typed).strip()
