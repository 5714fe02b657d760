"""The registers of a program (§4.3): what its loops and choices have found, and how many cards a step has moved.

All in one number, a byte for each, so that a copy of a state need not copy them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.instructions import REGISTERS

if TYPE_CHECKING:
    from rules.integers import Int

CARDS_MOVED: Final = REGISTERS  # the register after the last counts the cards that the step under way has moved
BITS: Final = 8  # of a register: 1 more than its value, so that nothing (-1) is 0
FULL: Final = 255
BLANK: Final = 1 << BITS * CARDS_MOVED  # every register empty, no card moved
NOTHING_AHEAD: Final[tuple[Int, ...]] = (0,) * REGISTERS  # of `State.ahead`


def read(registers: Int, register: Int) -> Int:
    """What is in a register: an area, a seat, an issue or a count; -1 for nothing."""
    return (registers >> BITS * register & FULL) - 1


def written(registers: Int, register: Int, value: Int) -> Int:
    """The registers with one of them set."""
    change = (registers >> BITS * register & FULL) ^ value + 1
    return registers ^ change << BITS * register
