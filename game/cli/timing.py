"""A decision against the clock: when the time is over the default is taken (§11)."""

from typing import TYPE_CHECKING

from cards.language import _
from game.cli.prompts import TimeUp
from rules.state import CARDS, CRISES

if TYPE_CHECKING:
    from game.cli.hotseat import Hotseat


def decide(at: "Hotseat", seat: int, *, private: bool = False) -> None:
    """Have a seat decide, in its time if there is a limit."""
    clock = at.screen.clock
    clock.begin(_phase(at, seat))
    try:
        if clock.out():  # the time of the whole phase
            _take_default(at)
            return
        if clock.wait() is not None:
            at.screen.line(f"  ({clock}.)")
        at.decide(seat, private=private)
    except TimeUp:
        _take_default(at)
    finally:
        clock.stop()


def _take_default(at: "Hotseat") -> None:
    line = at.session.time_out()
    at.screen.line("  " + _('The time is over: "{line}" is taken.').format(line=line))
    at.late = True
    at.screen.skip_pauses()  # nobody may be there to press Enter


def _phase(at: "Hotseat", seat: int) -> tuple[int, str, int]:
    """What a phase's time is for: a conference, one seat's private visit, a crisis."""
    s = at.session.state
    if s.phase < CARDS:
        return s.turn, "conference", 0
    return s.turn, "crisis" if s.phase == CRISES else "visit", seat
