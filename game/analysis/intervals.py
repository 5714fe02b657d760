"""Figures with their 95 % intervals, by scipy; no figure leaves here without one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from math import hypot
from typing import Any, Final, NamedTuple

from cards.language import _
from game.words import decimal

LEVEL: Final = 0.95
RESAMPLES: Final = 2000
SEED: Final = 2012  # of the bootstrap's dice: the same games give the same interval
TWO_SIDED: Final = 1.959964  # standard deviations to either side of a normal mean


class Estimate(NamedTuple):
    """A figure and how far it can be trusted; without `low` and `high` there was too little to say."""

    value: float
    low: float | None
    high: float | None
    rests_on: int  # so many values

    @property
    def known(self) -> bool:
        """Whether there is an interval."""
        return self.low is not None

    def times(self, factor: float) -> Estimate:
        """The same in another unit."""
        low = None if self.low is None else factor * self.low
        high = None if self.high is None else factor * self.high
        return Estimate(factor * self.value, low, high, self.rests_on)

    def text(self, digits: int = 1, scale: float = 1.0) -> str:
        """`45.2 [43.1, 47.3]`; no figure without its interval."""
        if self.low is None or self.high is None:
            return _("too few games")
        value, low, high = (decimal(scale * one, f"z.{digits}f") for one in (self.value, self.low, self.high))
        return _("{value} [{low}, {high}]").format(value=value, low=low, high=high)


def mean(values: Iterable[tuple[Hashable, float]]) -> Estimate:
    """The mean of values, each with what it depends on (the seed of its game): a percentile bootstrap over those."""
    sums: dict[Hashable, list[float]] = {}
    for cluster, value in values:
        entry = sums.setdefault(cluster, [0.0, 0.0])
        entry[0] += value
        entry[1] += 1
    totals, counts = [entry[0] for entry in sums.values()], [entry[1] for entry in sums.values()]
    number = int(sum(counts))
    if number == 0:
        return Estimate(0.0, None, None, 0)
    middle = sum(totals) / number
    if len(totals) < 2:  # noqa: PLR2004 (of one nothing can be told)
        return Estimate(middle, None, None, number)
    low, high = _bootstrap(totals, counts)
    return Estimate(middle, low, high, number)


def _bootstrap(totals: list[float], counts: list[float]) -> tuple[float, float]:
    import numpy as np
    from scipy.stats import bootstrap

    def ratio(total: Any, count: Any, axis: int) -> Any:  # noqa: ANN401 (arrays, as scipy hands them over)
        return total.sum(axis) / count.sum(axis)

    found = bootstrap(
        (np.array(totals), np.array(counts)),
        ratio,
        n_resamples=RESAMPLES,
        batch=100,
        paired=True,
        vectorized=True,
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def share(part: int, whole: int) -> Estimate:
    """How large a part of independent things is (Wilson's interval)."""
    from scipy.stats import binomtest

    if whole == 0:
        return Estimate(0.0, None, None, 0)
    found = binomtest(part, whole).proportion_ci(LEVEL, method="wilson")
    return Estimate(part / whole, float(found.low), float(found.high), whole)


def share_of(values: Iterable[tuple[Hashable, bool]]) -> Estimate:
    """The same of things that may hang together: Wilson if none does, else a bootstrap over what they depend on."""
    found = list(values)
    clusters = len({cluster for cluster, _ in found})
    if clusters == len(found):
        return share(sum(value for _, value in found), len(found))
    if len({value for _, value in found}) == 1:  # no bootstrap can tell how sure that is; count each cluster once
        return share(clusters if found[0][1] else 0, clusters)._replace(rests_on=len(found))
    return mean((cluster, float(value)) for cluster, value in found)


def difference(one: Sequence[bool], other: Sequence[bool]) -> Estimate:
    """How much larger a share is among the first than among the second, independent games.

    Newcombe's interval (1998, his method 10) from the two of Wilson: it keeps its width where nothing was ever seen.
    """
    first, second = share(sum(one), len(one)), share(sum(other), len(other))
    rests_on = first.rests_on + second.rests_on
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(0.0, None, None, rests_on)
    gap = first.value - second.value
    low = gap - hypot(first.value - first.low, second.high - second.value)
    high = gap + hypot(first.high - first.value, second.value - second.low)
    return Estimate(gap, low, high, rests_on)
