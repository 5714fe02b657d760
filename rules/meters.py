"""The meters of the seats (§1): influence, support and credibility.

A state keeps each of the three in one number, four bits for a seat: they are read and set in a few operations, and a
copy of the state need not copy them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scenario import INFLUENCE, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.integers import Int
    from rules.state import State

BITS: Final = 4  # of a seat: the highest of METER_MAX fits
FULL: Final = 15


def influence_of(s: State, seat: Int) -> Int:
    """The seat's influence now."""
    return s.influences >> BITS * seat & FULL


def support_of(s: State, seat: Int) -> Int:
    """The seat's support now."""
    return s.supports >> BITS * seat & FULL


def credibility_of(s: State, seat: Int) -> Int:
    """The seat's credibility now."""
    return s.credibilities >> BITS * seat & FULL


def meter_of(s: State, meter: Int, seat: Int) -> Int:
    """One of the three (INFLUENCE, SUPPORT or CREDIBILITY)."""
    if meter == INFLUENCE:
        return influence_of(s, seat)
    return support_of(s, seat) if meter == SUPPORT else credibility_of(s, seat)


def set_meter(s: State, meter: Int, seat: Int, value: Int) -> None:
    """Set one of the three; what happens in a game goes through `rules.board.shift_meter`."""
    change = (meter_of(s, meter, seat) ^ value) << BITS * seat
    if meter == INFLUENCE:
        s.influences ^= change
    elif meter == SUPPORT:
        s.supports ^= change
    else:
        s.credibilities ^= change


def packed(values: Iterable[int]) -> int:
    """The values of all seats as one number."""
    number = 0
    for seat, value in enumerate(values):
        if not 0 <= value <= FULL:
            raise ValueError(value)
        number |= value << BITS * seat
    return number


def unpacked(number: int, seats: int) -> tuple[int, ...]:
    """The values of all seats."""
    return tuple([number >> BITS * seat & FULL for seat in range(seats)])
