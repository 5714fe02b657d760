"""Chance, answered: the k-th draw of a seed is the same on every machine, whatever was played before it.

The k-th draw (from 0) among outcomes of total weight w is the first of the numbers

    BLAKE2b-64(b"accord draw <seed> <k> <try>"), try = 0, 1, 2, ...   (big-endian)

below the largest multiple of w that 64 bits hold, modulo w. The outcomes, in ascending order of action, divide 0..w-1
among them by weight. So weights are honoured exactly. Only real chance nodes, with two outcomes or more, count.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from cards.language import _
from game.errors import UserError

SEED_BITS: Final = 53  # of seeds we take ourselves: every JSON reader keeps them whole
LARGEST_SEED: Final = (1 << 63) - 1
RANGE: Final = 1 << 64


def new_seed() -> int:
    """A seed from the operating system."""
    return secrets.randbits(SEED_BITS)


def checked_seed(seed: int) -> int:
    """The seed itself, if it is one."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= LARGEST_SEED:
        raise UserError(
            _("{seed} is no seed").format(seed=repr(seed)),
            right=_("a seed is a whole number from 0 to {most}").format(most=LARGEST_SEED),
        )
    return seed


def derived_seed(seed: int, number: int) -> int:
    """The seed of game `number` of a series that has a seed of its own."""
    digest = blake2b(f"accord game {seed} {number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - SEED_BITS)


def draw(seed: int, k: int, total: int) -> int:
    """The k-th draw of a seed: a number from 0 to total - 1, each as likely."""
    fair = RANGE - RANGE % total
    attempt = 0
    while True:
        digest = blake2b(f"accord draw {seed} {k} {attempt}".encode(), digest_size=8).digest()
        number = int.from_bytes(digest)
        if number < fair:
            return number % total
        attempt += 1


class Dealer:
    """Draws by a seed, counting every draw of the game, also those that a record or real dice have answered."""

    def __init__(self, seed: int | None, drawn: int = 0) -> None:
        """Begin with draw number `drawn`; without a seed it can only count."""
        self.seed = seed if seed is None else checked_seed(seed)
        self.drawn = drawn

    def deal(self, chances: Sequence[tuple[int, int]]) -> int:
        """The outcome of the next draw."""
        if self.seed is None:
            raise UserError(_("nothing to draw with"), right=_("give a seed"))
        at = draw(self.seed, self.drawn, sum(weight for _, weight in chances))
        self.drawn += 1
        for action, weight in chances:
            if at < weight:
                return action
            at -= weight
        raise AssertionError("weights that sum to less than their sum")

    def told(self) -> None:
        """The next draw was answered by somebody else."""
        self.drawn += 1

    def reseed(self, seed: int) -> None:
        """Go on with another seed, from its first draw."""
        self.seed = checked_seed(seed)
        self.drawn = 0

    def copy(self) -> Dealer:
        """One that draws the same from here."""
        return Dealer(self.seed, self.drawn)
