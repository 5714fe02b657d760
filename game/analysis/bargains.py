"""What theory would single out among the texts that all could sign: the classical solutions of a bargain, exactly.

What a seat gains by a text is U - N (§8). Each solution is picked among the texts that nothing beats and by which each
of the seats gains; of several that are equally good, the first in the order of the texts.

- Nash (1950): the product of the gains is greatest.
- Kalai and Smorodinsky (1975): of the most that each seat could gain, the smallest part is greatest.
- Egalitarian (Kalai 1977): the smallest gain is greatest.
- Utilitarian: the sum is greatest.

Where a smallest gain or part is the same, the next smallest decides, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import prod
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from game.analysis.zone import HUNDREDTHS, Numbers, Points

NEAR: Final = 1e-9  # what floating point can't tell apart is compared in whole numbers
Gains = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
Exact = Callable[[list[int]], object]


class Terms(NamedTuple):
    """For each seat of a bargain the points of its best, and N in hundredths."""

    best: tuple[int, ...]
    no_deal: tuple[int, ...]

    def gains(self, points: Points) -> Gains:
        """U - N of each text and seat, times 100 x the seat's best: whole numbers."""
        worth = HUNDREDTHS * points.astype(np.int64)
        gains: Gains = worth - np.array(self.no_deal, dtype=np.int64) * np.array(self.best, dtype=np.int64)
        return gains


class Solutions(NamedTuple):
    """The numbers of four texts."""

    nash: int
    kalai_smorodinsky: int
    egalitarian: int
    utilitarian: int


def solutions(texts: Numbers, points: Points, terms: Terms) -> Solutions | None:
    """The solutions among these texts, which nothing beats; None if there is none by which each seat gains."""
    gains = terms.gains(points)
    inside = (gains > 0).all(axis=1)
    texts, gains = texts[inside], gains[inside]
    if not len(texts):
        return None
    ideal = gains.max(axis=0)
    shares = gains / np.array(terms.best)
    parts = gains / ideal
    most = [int(one) for one in ideal]

    def picked(scores: Scores, exact: Exact) -> int:
        return int(texts[_greatest(scores, gains, exact)])

    return Solutions(
        nash=picked(np.log(gains).sum(axis=1), prod),
        kalai_smorodinsky=picked(parts.min(axis=1), lambda row: _ascending(row, most)),
        egalitarian=picked(shares.min(axis=1), lambda row: _ascending(row, terms.best)),
        utilitarian=picked(shares.sum(axis=1), lambda row: sum(_over(row, terms.best))),
    )


def by_product(texts: Numbers, points: Points, terms: Terms, count: int) -> list[int]:
    """The texts by which each seat gains, those with the greatest products of gains first."""
    gains = terms.gains(points)
    inside = (gains > 0).all(axis=1)
    rows = [(prod(map(int, row)), -int(text)) for row, text in zip(gains[inside], texts[inside], strict=True)]
    return [-text for _, text in sorted(rows, reverse=True)[:count]]


def _greatest(scores: Scores, gains: Gains, exact: Exact) -> int:
    """Where the greatest score is, the first if there are several: those that come near it are compared exactly."""
    top = float(scores.max())
    near = np.flatnonzero(scores >= top - NEAR * max(1.0, abs(top)))
    return int(max(near, key=lambda at: exact([int(gain) for gain in gains[at]])))  # type: ignore[arg-type, return-value] # numbers or tuples of them


def _over(row: Iterable[int], by: Iterable[int]) -> list[Fraction]:
    return [Fraction(gain, one) for gain, one in zip(row, by, strict=True)]


def _ascending(row: Iterable[int], by: Iterable[int]) -> tuple[Fraction, ...]:
    return tuple(sorted(_over(row, by)))
