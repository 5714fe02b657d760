"""A bar that tells the truth: what is finished, how fast it goes, and when it should be over at that rate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cards.language import _
from game.words import decimal

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Task

MINUTE, HOUR = 60, 3600


@contextmanager
def progress(total: int, done: int = 0) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if that is a terminal; what it gives is called for each game that is finished.

    The rate is that of the last half minute, and it counts only what this run has done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Games a second, and what that makes of the rest."""

        def render(self, task: Task) -> Text:
            return Text(pace(task.speed, task.remaining or 0), style="progress.data.speed")

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), Rate())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("games", total=total, completed=done)
        yield lambda: bar.advance(task)


def pace(speed: float | None, remaining: float) -> str:
    """`12.3 games a second, 40 s left`; nothing is claimed before there is something to go by."""
    if not speed:
        return "..."
    told = _("{n} games a second, {time} left") if speed >= 1 else _("{n} seconds a game, {time} left")
    return told.format(n=decimal(speed if speed >= 1 else 1 / speed), time=duration(remaining / speed))


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < MINUTE:
        return _("{n} s").format(n=f"{seconds:.0f}")
    if seconds < HOUR:
        return _("{n} min").format(n=f"{seconds / MINUTE:.0f}")
    return _("{n} h").format(n=decimal(seconds / HOUR))
