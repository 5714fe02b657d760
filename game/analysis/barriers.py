"""What closes a zone: the fewest no-deal values and red lines without which it would be open (§5.2, §8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.analysis.zone import HUNDREDTHS, Numbers, Settlement
from rules.scenario import NOBODY
from rules.state import State
from rules.worth import best_points, no_deal


class Bar(NamedTuple):
    """One condition of a zone: a seat's no-deal value, or its red line on an issue."""

    seat: int
    issue: int = NOBODY  # NOBODY: its no-deal value

    @property
    def is_line(self) -> bool:
        """Whether it is a red line."""
        return self.issue != NOBODY


@dataclass(frozen=True)
class Way:
    """Some bars, how many texts would lie in the zone without them, and the one for which they have to give least."""

    bars: tuple[Bar, ...]
    texts: int
    nearest: int
    price: tuple[
        float, float
    ]  # of that one: what is lacking in all, and less what others have to spare; the least wins


def bars(settlement: Settlement, s: State, seats: Sequence[int], *, lines: bool) -> list[Bar]:
    """Every condition of the zone of these seats, or (`lines`) of its signable part."""
    drawn = [Bar(seat, issue) for seat in seats for issue in settlement.lines(s, seat)] if lines else []
    return [*(Bar(seat) for seat in seats), *drawn]


def in_the_way(settlement: Settlement, s: State, number: int, all_bars: Sequence[Bar]) -> list[Bar]:
    """Which of these conditions a text doesn't meet."""
    met = _unmet(settlement, s, np.array([number]), all_bars)[0]
    return [bar for bar, is_unmet in zip(all_bars, met, strict=True) if is_unmet]


def shortfall(settlement: Settlement, s: State, number: int, seat: int) -> float:
    """N - U of a seat, in points of 100: by more than that its no-deal value would have to be lower."""
    return float(_shortfalls(settlement, s, np.array([number]), seat)[0])


def ways(settlement: Settlement, s: State, seats: Sequence[int], *, lines: bool) -> list[Way]:
    """All the smallest sets of conditions that close the zone, those that open most first; none if it is open."""
    all_bars = bars(settlement, s, seats, lines=lines)
    fewest = len(all_bars) + 1
    found: dict[bytes, Way] = {}
    for texts, counts in _counts(settlement, s, seats, all_bars):
        least = int(counts.min())
        if least > fewest:
            continue
        if least < fewest:
            fewest, found = least, {}
        if fewest == 0:
            return []
        numbers = texts.start + np.flatnonzero(counts == fewest)
        _tally(settlement, s, numbers, all_bars, found)
    return sorted(found.values(), key=lambda way: (-way.texts, way.bars))


Counts = npt.NDArray[np.int32]
Sets = npt.NDArray[np.bool_]  # one text a row, one bar a column


def _counts(
    settlement: Settlement, s: State, seats: Sequence[int], all_bars: Sequence[Bar]
) -> Iterator[tuple[slice, Counts]]:
    """How many conditions every text fails, block by block."""
    crossed = settlement.crossed([(bar.seat, bar.issue) for bar in all_bars if bar.is_line])
    worths = [(settlement.worth(seat, s.agenda[seat]), settlement.floor(s, seat)) for seat in seats]
    for part, texts in settlement.blocks():
        counts = crossed.block(part)
        for worth, floor in worths:
            counts += worth.block(part) <= floor
        yield texts, counts


def _unmet(settlement: Settlement, s: State, numbers: Numbers, all_bars: Sequence[Bar]) -> Sets:
    """Which conditions each of these texts fails."""
    unmet = np.empty((len(numbers), len(all_bars)), dtype=np.bool_)
    for column, bar in enumerate(all_bars):
        if bar.is_line:
            unmet[:, column] = settlement.crossed([bar]).at(numbers) > 0
        else:
            points = settlement.worth(bar.seat, s.agenda[bar.seat]).at(numbers)
            unmet[:, column] = points <= settlement.floor(s, bar.seat)
    return unmet


def _tally(
    settlement: Settlement, s: State, numbers: Numbers, all_bars: Sequence[Bar], found: dict[bytes, Way]
) -> None:
    """Sort texts by what they fail."""
    unmet = _unmet(settlement, s, numbers, all_bars)
    seats = [bar.seat for bar in all_bars if not bar.is_line]
    gains = -np.column_stack([_shortfalls(settlement, s, numbers, seat) for seat in seats])
    short, spare = np.minimum(gains, 0).sum(axis=1), np.maximum(gains, 0).sum(axis=1)
    for pattern in np.unique(unmet, axis=0):
        among = np.flatnonzero((unmet == pattern).all(axis=1))
        first = among[np.lexsort((-spare[among], -short[among]))[0]]
        way = Way(
            tuple(bar for bar, is_unmet in zip(all_bars, pattern, strict=True) if is_unmet),
            len(among),
            int(numbers[first]),
            (float(-short[first]), float(-spare[first])),
        )
        before = found.get(pattern.tobytes())
        found[pattern.tobytes()] = way if before is None else _together(before, way)


def _together(before: Way, way: Way) -> Way:
    nearer = min(before, way, key=lambda one: (one.price, one.nearest))
    return replace(nearer, texts=before.texts + way.texts)


def _shortfalls(settlement: Settlement, s: State, numbers: Numbers, seat: int) -> npt.NDArray[np.float64]:
    best = best_points(settlement.table, seat, s.agenda[seat])
    points = settlement.worth(seat, s.agenda[seat]).at(numbers)
    lacking: npt.NDArray[np.float64] = (no_deal(settlement.table, s, seat) * best - HUNDREDTHS * points) / (100 * best)
    return lacking
