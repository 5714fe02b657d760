"""Where people sit: hand-over, PINs, pause, private pages that leave nothing behind."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Final, NamedTuple

from cards.grammar import Name
from cards.language import N_, _
from game.cli import keyboard
from game.cli.prompts import Prompts
from game.cli.terminal import ENTER_ALTERNATE, LEAVE_ALTERNATE, SET_TITLE

WRONG_PIN: Final = N_(
    "  That is not this seat's PIN. Forgotten? The teacher stops the game with Ctrl-C and goes on without PINs: "
    "accord play --resume FILE --no-pins"
)
QUIET: Final = 0.25  # seconds without an Enter before a private page can be opened
MOMENT: Final = 1.0  # seconds after a wrong PIN, and that much more after each
LONGEST_MOMENT: Final = 5.0


class Door(NamedTuple):
    """Whose page it is, and what tells that person from others; None lets everybody in."""

    name: Name
    fits: Callable[[str], bool] | None = None


class Screen(Prompts):
    """The one screen of all who play."""

    def __init__(self, *, plain: bool = False, linear: bool = False) -> None:
        super().__init__(plain=plain, linear=linear)
        self._door: Door | None = None  # of the private page that is shown

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
            with self.clock_stopped():
                self._knock(door)
            yield
        finally:
            with suppress(OSError):
                self._leave()
                if not self.interactive:
                    self.line(_("─── end of private: {seat} ───").format(seat=name))

    def _knock(self, door: Door) -> None:
        if self.interactive:
            self.line(_("Hand the keyboard to {seat}.").format(seat=door.name))
            if door.fits is not None:
                self.line(_("Its PIN is asked after Enter, and shown nowhere."))
            self.line()
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
        with self.unseen():  # in the wait after a wrong one, too
            while not fits(pin := self.ask_unseen(_("PIN of {seat}: ").format(seat=name))):
                if not pin:
                    continue
                wrong += 1
                self.line(_(WRONG_PIN))
                if self.interactive:
                    self.sleep(min(MOMENT * wrong, LONGEST_MOMENT))
                    keyboard.forget_typed_ahead()

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Nothing that is typed meanwhile is shown, between two prompts either."""
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
        with self.clock_stopped():
            beside = self.interactive and not self.private and not self.dumb
            if beside:
                self._standing.cover()
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
                        self._standing.uncover()
                        self.write(LEAVE_ALTERNATE)
            if self._door is not None:
                self._knock(self._door)  # anybody may have ended the pause

    def _enter(self, door: Door) -> None:
        self._door = door
        self.forget()
        self._standing.cover()
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
        self.forget()
        if not self.interactive:
            self._standing.uncover()
            return
        self.clear()
        self._standing.uncover()
        if not self.dumb:
            self.write(LEAVE_ALTERNATE)
        keyboard.forget_typed_ahead()
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
