"""The whole numbers that the rules reckon with, and the few questions asked of their bits.

`Int` is `int` to whoever reads or runs the rules as Python. To the compiler alone it is a machine word (see setup.py):
every number here fits one, masks included (a map has at most 60 areas, a deck at most 60 cards).
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Final

COMPILING = False  # what setup.py tells the type checker otherwise

if TYPE_CHECKING:
    if COMPILING:
        from mypy_extensions import i64

        Int = i64
    else:
        Int = int


HIGHEST_PLACE: Final = 61
HIGHEST: Final = 1 << HIGHEST_PLACE
EVERY_2ND: Final = 0x1555555555555555  # of the 61 places of a mask
TWO_OF_4: Final = 0x3333333333333333
FOUR_OF_8: Final = 0x0F0F0F0F0F0F0F0F
EVERY_8TH: Final = 0x0101010101010101
APART: Final = 67  # a prime by which no two bits of a mask leave the same rest
# The place of the bit that leaves a rest
PLACE_OF: Final = bytes(
    [next((at for at in range(HIGHEST_PLACE + 1) if 2**at % APART == rest), 0) for rest in range(APART)]
)


def bit(place: Int) -> Int:
    """A mask of one. Compiled, `1 << place` of an `Int` is reckoned in 32 bits: enough for seats, not for areas."""
    return HIGHEST >> HIGHEST_PLACE - place


def count(mask: Int) -> Int:
    """How many bits are set; compiled they are counted in pairs, in fours, in eights, and the eights added up."""
    if COMPILED:
        pairs = mask - (mask >> 1 & EVERY_2ND)
        fours = (pairs & TWO_OF_4) + (pairs >> 2 & TWO_OF_4)
        return ((fours + (fours >> 4) & FOUR_OF_8) * EVERY_8TH >> 56) & 127
    whole: int = mask
    return whole.bit_count()


COMPILED: Final[bool] = not isinstance(count, FunctionType)


def nth(mask: Int, place: Int) -> Int:
    """The bit that is set after `place` others."""
    for _lower in range(place):
        mask &= mask - 1
    return lowest(mask)


def lowest(mask: Int) -> Int:
    """The place of the lowest bit that is set."""
    return PLACE_OF[(mask & -mask) % APART]


def above(place: Int) -> Int:
    """A mask of all places beyond one."""
    return -2 * bit(place)


def width(mask: int) -> Int:
    """The place after the highest bit that is set."""
    return mask.bit_length()


def real(number: int) -> float:
    """The number as one to weigh with."""
    return float(number)


def distance(one: Int, other: Int) -> Int:
    """How far two numbers lie apart."""
    return one - other if one > other else other - one


def clamp(value: Int, least: Int, most: Int) -> Int:
    """`value`, put back into its range (§1)."""
    if value < least:
        return least
    if value > most:
        return most
    return value
