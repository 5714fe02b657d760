"""Where people sit: prompts, signals, private pages that leave nothing behind."""

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import Timer
from types import FrameType
from typing import Final, NamedTuple, NoReturn

from cards.grammar import Name, capital
from cards.language import N_, _
from game.cli import keyboard
from game.cli.terminal import ENTER_ALTERNATE, LEAVE_ALTERNATE, SET_TITLE, Terminal
from game.clock import Clock

REWRITE: Final = "\x1b[A\x1b[2K"  # the line above, emptied
ROOM_BELOW: Final = "\x1bD\x1bM"  # one line down and up again: at the bottom the screen scrolls by one
ABOVE: Final = "\x1b7\r\x1b[L{}\x1b8\x1b[B"  # a line above the one that is being typed
SOON: Final = 0.4  # seconds after which a bot is said to think
WRONG_PIN: Final = N_(
    "  That is not this seat's PIN. Forgotten? The teacher stops the game with Ctrl-C and goes on without PINs: "
    "accord play --resume FILE --no-pins"
)
QUIET: Final = 0.25  # seconds without an Enter before a private page can be opened
MOMENT: Final = 1.0  # seconds after a wrong PIN, and that much more after each
LONGEST_MOMENT: Final = 5.0
STOPS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


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


class TimeUp(Exception):  # noqa: N818 (the same)
    """The clock has run out at a prompt."""


class Door(NamedTuple):
    """Whose page it is, and what tells that person from others; None lets everybody in."""

    name: Name
    fits: Callable[[str], bool] | None = None


class Screen(Terminal):
    """Where the table is shown and where people type."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self.clock = Clock()
        self._door: Door | None = None  # of the private page that is shown
        self._skip_pauses = False
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

    def heed(self) -> None:
        """Stop here if a signal came while something was under way."""
        if self._pending:
            self._stop()

    # Writing

    def lines(self, lines: Iterable[str]) -> None:
        """Lines; on a terminal a page at a time, broken where a part ends if that is near."""
        left = [part for text in lines for part in self.fitted(text)]
        height = shutil.get_terminal_size().lines - 2
        while self.interactive and 0 < height < len(left):
            page = _page_end(left, height)
            for text in left[:page]:
                self.line(text)
            left = left[page:]
            self.pause(_("more: Enter"))
        for text in left:
            self.line(text)

    # Reading

    def ask(self, prompt: str) -> str:
        """What is typed at a prompt; Left at the end of input, Stopped by a signal, TimeUp by a clock that runs."""
        prompt = self.straight(prompt)
        ahead = self._typed_ahead()
        self.write(prompt)
        text = self._read(prompt)
        if ahead or not self.interactive:
            self.line(text)  # no terminal has shown it behind the prompt
        return text

    def ask_unseen(self, prompt: str) -> str:
        """The same, but what is typed is shown nowhere."""
        prompt = self.straight(prompt)
        if not self.interactive:
            self.write(prompt)
            text = self._read(prompt)
            self.line()
            return text
        if os.name == "nt":
            from getpass import getpass

            return getpass(prompt).strip()
        with keyboard.unseen():  # before the prompt: somebody may be quick
            self.write(prompt)
            return self._read(prompt)

    def _typed_ahead(self) -> bool:
        """Whether a line was typed, and shown, before its prompt."""
        return self.interactive and self._typing().waiting()

    def _typing(self) -> keyboard.Lines:
        if self._lines is None:
            self._lines = keyboard.lines_of(sys.stdin, self._awake)
        return self._lines

    def _read(self, prompt: str) -> str:
        lines = self._typing()
        self._listening = True
        self.heed()
        try:
            while (typed := lines.next(self.clock.wait())) is None:
                self._remind(prompt)
        except OSError:  # the terminal went away
            typed = ""
        finally:
            self._listening = False
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
    def _clock_stopped(self) -> Iterator[None]:
        running = self.clock.running
        self.clock.stop()
        try:
            yield
        finally:
            if running:
                self.clock.go_on()

    def pause(self, prompt: str) -> None:
        """Wait for Enter, where somebody is there to press it; `s` skips the pauses until the next prompt."""
        if self.interactive and not self._skip_pauses:
            self._skip_pauses = self.ask(f"[{prompt}] ").casefold() == "s"
            if not self.dumb:
                self.write(REWRITE)  # the page goes on as if it had not been broken

    def resume_pauses(self) -> None:
        """Pause again from now on."""
        self._skip_pauses = False

    def skip_pauses(self) -> None:
        """Do not wait until the next prompt."""
        self._skip_pauses = True

    # Privacy

    @property
    def private(self) -> bool:
        """Whether what is shown is for one person alone."""
        return self._door is not None

    @contextmanager
    def visit(self, name: Name, fits: Callable[[str], bool] | None = None) -> Iterator[None]:
        """A page for one person: nothing of it stays on the screen, nor where one can scroll back to.

        With `fits` the page opens to a PIN alone.
        """
        door = Door(name, fits)
        self._enter(door)
        try:
            with self._clock_stopped():
                self._knock(door)
            yield
        finally:
            with suppress(OSError):
                self._leave()
                if not self.interactive:
                    self.line(_("─── end of private: {seat} ───").format(seat=name))

    def _knock(self, door: Door) -> None:
        if self.interactive:
            self.write(self.straight(_("Hand the keyboard to {seat}.").format(seat=door.name)) + "\n\n")
            self._wait_for_quiet()
            self.ask(_("Everybody else looks away. Then press Enter. "))
        else:
            self.line(_("─── private: {seat} ───").format(seat=door.name))
        if door.fits is not None:
            self._ask_pin(door.name, door.fits)
        self.clear()

    def _wait_for_quiet(self) -> None:
        self._listening = True
        try:
            self.heed()
            keyboard.wait_for_quiet(QUIET)
        finally:
            self._listening = False

    def _ask_pin(self, name: Name, fits: Callable[[str], bool]) -> None:
        wrong = 0
        with self._unseen():  # in the wait after a wrong one, too
            while not fits(pin := self.ask_unseen(_("PIN of {seat}: ").format(seat=name))):
                if not pin:
                    continue
                wrong += 1
                self.line(_(WRONG_PIN))
                if self.interactive:
                    self.sleep(min(MOMENT * wrong, LONGEST_MOMENT))
                    keyboard.forget_typed_ahead()

    @contextmanager
    def _unseen(self) -> Iterator[None]:
        with keyboard.unseen() if self.interactive else nullcontext():
            yield

    def sleep(self, seconds: float) -> None:
        """Wait; a signal ends it."""
        self._listening = True
        try:
            self.heed()
            time.sleep(seconds)
        finally:
            self._listening = False

    def hide(self) -> None:
        """The game is paused: no board, no clock, until somebody presses Enter; a private page is asked for anew."""
        with self._clock_stopped():
            beside = self.interactive and not self.private and not self.dumb
            if beside:
                self.write(ENTER_ALTERNATE)
            self.clear()
            try:
                self.ask(
                    _("The game is paused: the clocks stand still, the board is hidden.\n\nPress Enter to go on. ")
                )
            finally:
                with suppress(OSError):  # the terminal may be gone
                    self.clear()
                    if beside:
                        self.write(LEAVE_ALTERNATE)
            if self._door is not None:
                self._knock(self._door)  # anybody may have ended the pause

    def _enter(self, door: Door) -> None:
        self._door = door
        self.resume_pauses()
        if not self.interactive:
            return
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # a stopped game would leave the page standing
        if not self.dumb:
            self.write(ENTER_ALTERNATE)
        if self.titled:
            self.write(SET_TITLE)
        self.clear()
        keyboard.forget_typed_ahead()

    def _leave(self) -> None:
        if not self.private:
            return
        self._door = None
        if not self.interactive:
            return
        self.clear()
        if not self.dumb:
            self.write(LEAVE_ALTERNATE)
        keyboard.forget_typed_ahead()
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)


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
