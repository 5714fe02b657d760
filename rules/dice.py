"""Small dice for playouts and searches: seeded, quick, and the same on every machine and in both builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.integers import width

if TYPE_CHECKING:
    from rules.integers import Int

# Marsaglia's xorshift of 32 bits (2003) and a counter added to it, as in his xorwow: no product in it leaves 62 bits
MASK: Final = (1 << 32) - 1
COUNT: Final = 362437
BITS: Final = 30  # of a throw, and of the most that `pick` can choose among
FACES: Final = 1 << BITS
SPREAD: Final = 2654435761  # takes near seeds far apart
WARM_UP: Final = 8  # throws before the first that is given


class Dice:
    """Throws that follow from a seed. For games among people there is `game.dealer`; these are no use for secrets."""

    def __init__(self, seed: int) -> None:
        """Any whole number."""
        self.shifted: Int = (seed * SPREAD & MASK ^ MASK) or COUNT
        self.counted: Int = (seed >> 32) * SPREAD + seed & MASK
        for _throw in range(WARM_UP):
            self.throw()

    def throw(self) -> Int:
        """A number from 0 to FACES - 1, each as likely."""
        x = self.shifted
        x ^= x << 13 & MASK
        x ^= x >> 17
        x ^= x << 5 & MASK
        self.shifted = x
        self.counted = self.counted + COUNT & MASK
        return (x + self.counted & MASK) >> 2

    def pick(self, many: Int) -> Int:
        """A number from 0 to `many` - 1, each as likely as the others to one part in a million (`many` up to 1000)."""
        return self.throw() * many >> BITS

    def one_in(self, mask: Int) -> Int:
        """One of the bits of a mask that are set, each as likely."""
        bits = width(mask)
        while True:
            at = self.pick(bits)
            if mask >> at & 1:
                return at

    def chance(self, odds: float) -> bool:
        """Whether something comes about that is as likely as that, from 0 to 1."""
        return self.throw() < int(odds * FACES)
