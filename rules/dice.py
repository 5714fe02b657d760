"""Small dice for playouts and searches: seeded, quick, and the same on every machine and in both builds."""

from __future__ import annotations

from typing import Final

# L'Ecuyer's combined generator (1988): two small ones whose products stay far below 2 ** 62
FACTOR_A: Final = 40014
PRIME_A: Final = 2147483563
FACTOR_B: Final = 40692
PRIME_B: Final = 2147483399
FACES: Final = PRIME_A - 1  # how many different numbers a throw has
WARM_UP: Final = 8  # throws until near seeds are far apart


class Dice:
    """Throws that follow from a seed. For games among people there is `game.dealer`; these are no use for secrets."""

    def __init__(self, seed: int) -> None:
        """Any whole number."""
        self.a = seed % FACES + 1
        self.b = (seed // FACES * FACTOR_A + seed) % (PRIME_B - 1) + 1
        for _throw in range(WARM_UP):
            self.throw()

    def throw(self) -> int:
        """A number from 0 to FACES - 1, each as likely."""
        self.a = FACTOR_A * self.a % PRIME_A
        self.b = FACTOR_B * self.b % PRIME_B
        return (self.a - self.b) % FACES

    def pick(self, many: int) -> int:
        """A number from 0 to `many` - 1, each as likely as the others to one part in a million (`many` up to 2000)."""
        return self.throw() * many // FACES
