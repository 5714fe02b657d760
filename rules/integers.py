"""The whole numbers that the rules reckon with, and the few questions asked of their bits.

`Int` is `int` to whoever reads or runs the rules as Python. To the compiler alone it is a machine word (see setup.py):
every number here fits one, masks included (a map has at most 60 areas, a deck at most 60 cards).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

COMPILING = False  # what setup.py tells the type checker otherwise

if TYPE_CHECKING:
    if COMPILING:
        from mypy_extensions import i64

        Int = i64
    else:
        Int = int


def bit(place: int) -> Int:
    """A mask of one. Compiled, `1 << place` of an `Int` is reckoned in 32 bits: enough for seats, not for areas."""
    return 1 << place


def count(mask: Int) -> Int:
    """How many bits are set."""
    if COMPILING:
        bits = 0
        while mask:
            mask &= mask - 1
            bits += 1
        return bits
    return mask.bit_count()


def lowest(mask: int) -> Int:
    """The place of the lowest bit that is set."""
    return (mask & -mask).bit_length() - 1


def width(mask: int) -> Int:
    """The place after the highest bit that is set."""
    return mask.bit_length()


def real(number: int) -> float:
    """The number as one to weigh with."""
    return float(number)


def distance(one: Int, other: Int) -> Int:
    """How far two numbers lie apart."""
    return one - other if one > other else other - one
