"""How long a decision and a phase may take; it only counts, and never ends a wait by itself (§11).

A phase is the conference of a turn, one seat's private visit, or a crisis. The clocks run while somebody is asked to
decide, and stand still while the story is read, the keyboard is handed over, a bot thinks, or the game is paused.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Final

from cards.language import N_, _, ngettext
from game.errors import UserError
from game.words import semicolons

LAST_CALL: Final = 10  # seconds before the end
LONGEST: Final = 24 * 3600


class Limit:
    """One allowance of time, and the moments at which it reminds."""

    def __init__(self, seconds: int, what: str) -> None:
        """So many seconds; `what` says how much is left, and for what."""
        self.left = float(seconds)
        self.what = what
        half = [seconds / 2] if seconds > 2 * LAST_CALL else []
        self._calls = [*half, *([float(LAST_CALL)] if seconds > LAST_CALL else [])]

    def next(self) -> float:
        """Seconds until it has something to say."""
        return self.left - (self._calls[0] if self._calls else 0)

    def call(self) -> str:
        """What is to be said now, once."""
        if not self._calls or self.left > self._calls[0]:
            return ""
        while self._calls and self.left <= self._calls[0]:
            del self._calls[0]
        return self.told() if self.left > 0 else ""

    def told(self) -> str:
        """How much is left."""
        return _(self.what).format(time=duration(self.left))


class Clock:
    """The time of those who are asked, one decision after the other."""

    def __init__(self, decision: int = 0, phase: int = 0, now: Callable[[], float] = time.monotonic) -> None:
        """Seconds for each; 0 is as long as it takes."""
        for seconds in (decision, phase):
            if not 0 <= seconds <= LONGEST:
                raise UserError(
                    _("{seconds} seconds can't be kept by a clock").format(seconds=seconds),
                    right=_("take 0 to {most}").format(most=LONGEST),
                )
        self.seconds = (decision, phase)
        self._now = now
        self._since: float | None = None
        self._phase: Hashable = None
        self._of_phase: list[Limit] = []
        self._of_decision: list[Limit] = []

    def begin(self, phase: Hashable) -> None:
        """Somebody is asked, in this phase."""
        decision, whole = self.seconds
        if phase != self._phase:
            self._phase = phase
            self._of_phase = [Limit(whole, N_("{time} left for this phase"))] if whole else []
        self._of_decision = [Limit(decision, N_("{time} left for this decision"))] if decision else []
        self.go_on()

    def stop(self) -> None:
        """Nobody is asked any more, or the game is paused."""
        self._count()
        self._since = None

    def go_on(self) -> None:
        """The time runs (again)."""
        self._since = self._now()

    @property
    def running(self) -> bool:
        """Whether somebody's time runs."""
        return self._since is not None

    def wait(self) -> float | None:
        """Seconds until `call` or `out` has something to say; None if they never will."""
        self._count()
        limits = self._limits()
        return max(0.0, min(limit.next() for limit in limits)) if self.running and limits else None

    def out(self) -> bool:
        """Whether the time is over."""
        self._count()
        return any(limit.left <= 0 for limit in self._limits())

    def call(self) -> str:
        """The reminder that is due, or nothing."""
        self._count()
        due = [limit.call() for limit in self._limits()]
        return semicolons(text for text in due if text)

    def __str__(self) -> str:
        """What is left, in a sentence."""
        self._count()
        left = [limit.told() for limit in self._limits()]
        return semicolons(left) if left else _("No clock runs")

    def _limits(self) -> list[Limit]:
        return [*self._of_decision, *self._of_phase]

    def _count(self) -> None:
        if self._since is None:
            return
        now = self._now()
        for limit in self._limits():
            limit.left -= now - self._since
        self._since = now


def duration(seconds: float) -> str:
    """Time as it is said: `1 minute 30 seconds`; what is begun counts."""
    whole = max(0, int(seconds + 0.999))
    minutes, rest = divmod(whole, 60)
    said = [ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)] if minutes else []
    if rest or not minutes:
        said.append(ngettext("{n} second", "{n} seconds", rest).format(n=rest))
    return " ".join(said)
