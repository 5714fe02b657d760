"""The land that a bargain lies in: what could be agreed in a state, what would be best, and what stops it (§8).

    land = survey(table, state)          # a referee's view: it reads true agendas and reserves
    land.required.zone, land.required.nash, land.required.openings

Texts are numbered as `Settlement.text` has them; U and N are of 100. What is counted or compared is so in whole
numbers; only what is shown is rounded, and distances are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from game.analysis import barriers
from game.analysis.bargains import Solutions, Terms, by_product, solutions
from game.analysis.barriers import Bar, Way
from game.analysis.frontier import Frontier, frontier
from game.analysis.zone import Mask, Settlement
from game.views import Model
from rules.scenario import Scenario
from rules.state import State
from rules.worth import BEST, best_points, no_deal

ROUNDED: Final = 4  # digits of what is shown


class Agreement(Model):
    """One text: its position on every issue, and what it is worth to every seat."""

    number: int
    positions: dict[str, int]
    u: dict[str, float]
    gain: dict[str, float]  # U - N, of every seat


class Extremes(Model):
    """A seat's best and worst text of a zone."""

    best: Agreement
    worst: Agreement


class Barrier(Model):
    """What closes a zone: a seat's no-deal value, or its red line on an issue that it can't sign across now."""

    kind: Literal["no-deal", "red-line"]
    seat: str
    issue: str | None = None
    lacking: float | None = None  # by more than that a no-deal value would have to be lower, for the nearest text


class Opening(Model):
    """The fewest barriers without which a zone would be open, and how many texts would lie in it then."""

    barriers: tuple[Barrier, ...]
    texts: int
    nearest: Agreement  # the text for which they have to give least


class Place(Model):
    """Where the draft (or the agreed text) lies, seen by the seats of a bargain."""

    in_zone: bool
    signable: bool
    efficient: bool
    distance: float  # to the nearest text of the frontier, straight through the space of U
    nearest: Agreement
    better: int  # texts that are worth as much to all of them, and more to one
    barriers: tuple[Barrier, ...]  # what stands between the draft and the signable zone


class Bargain(Model):
    """What some seats could agree on."""

    seats: tuple[str, ...]
    zone: int  # texts by which each of them gains
    signable: int  # those of them that all could ratify now
    frontier: int  # texts that nothing beats
    efficient: int  # those of them that lie in the zone
    nash: Agreement | None
    kalai_smorodinsky: Agreement | None
    egalitarian: Agreement | None
    utilitarian: Agreement | None
    extremes: dict[str, Extremes]  # of every seat of the table; empty if the zone is
    openings: tuple[Opening, ...]  # what would open the zone; empty if it is open
    signable_openings: tuple[Opening, ...]  # the same of the signable zone
    draft: Place


class Landscape(Model):
    """What could be agreed in one state."""

    turn: int
    texts: int
    no_deal: dict[str, float]
    draft: Agreement
    required: Bargain  # the seats without which there is no agreement
    everyone: Bargain


class _Around(NamedTuple):
    """A state, some seats, and what is worked out for them once."""

    s: State
    seats: tuple[int, ...]
    terms: Terms
    frontier: Frontier


class Surveyor:
    """Surveys the states of one table; what rests on agendas alone is worked out once."""

    def __init__(self, table: Scenario) -> None:
        """See `survey`."""
        self.table = table
        self.settlement = Settlement(table)
        self._frontiers: dict[tuple[tuple[int, int], ...], Frontier] = {}

    def survey(self, s: State) -> Landscape:
        """What could be agreed in this state."""
        values = [no_deal(self.table, s, seat) for seat in range(self.table.seats)]
        return Landscape(
            turn=s.turn,
            texts=self.settlement.size,
            no_deal=self._named([value / BEST for value in values]),
            draft=self.agreement(s, self.settlement.number(s.draft)),
            required=self.bargain(s, self.settlement.required),
            everyone=self.bargain(s, range(self.table.seats)),
        )

    def bargain(self, s: State, seats: Sequence[int]) -> Bargain:
        """What these seats could agree on."""
        around = self._around(s, seats)
        zone, signable = self.settlement.zone(s, around.seats), self.settlement.signable(s, around.seats)
        found = solutions(*around.frontier, around.terms)
        return Bargain(
            seats=tuple(self.table.seat_ids[seat] for seat in around.seats),
            zone=int(zone.sum()),
            signable=int(signable.sum()),
            frontier=len(around.frontier.texts),
            efficient=int(zone[around.frontier.texts].sum()),
            **self._solved(s, found),
            extremes=self._extremes(s, zone),
            openings=self._openings(s, around.seats, lines=False),
            signable_openings=self._openings(s, around.seats, lines=True),
            draft=self._place(around, zone, signable),
        )

    def best(self, s: State, seats: Sequence[int], count: int) -> list[Agreement]:
        """The best texts of the zone of these seats: those that nothing beats, by the product of the gains (Nash's)."""
        around = self._around(s, seats)
        return [self.agreement(s, number) for number in by_product(*around.frontier, around.terms, count)]

    def obstacles(self, s: State, number: int, seats: Sequence[int]) -> tuple[Barrier, ...]:
        """What stands between a text and the signable zone of these seats."""
        unmet = barriers.bars(self.settlement, s, seats, lines=True)
        return self._barriers(s, barriers.in_the_way(self.settlement, s, number, unmet), number)

    def agreement(self, s: State, number: int) -> Agreement:
        """A text, and what it is worth to every seat."""
        text = self.settlement.text(number)
        worths = [100 * self._points(s, seat, number) / self._best(s, seat) for seat in range(self.table.seats)]
        gains = [u - no_deal(self.table, s, seat) / BEST for seat, u in enumerate(worths)]
        return Agreement(
            number=number,
            positions=dict(zip(self.table.issue_ids, text, strict=True)),
            u=self._named(worths),
            gain=self._named(gains),
        )

    # Parts

    def _around(self, s: State, seats: Sequence[int]) -> _Around:
        key = tuple((seat, s.agenda[seat]) for seat in seats)
        found = self._frontiers.get(key)
        if found is None:
            found = self._frontiers[key] = frontier(self.settlement, key)
        best = tuple(self._best(s, seat) for seat in seats)
        return _Around(s, tuple(seats), Terms(best, tuple(no_deal(self.table, s, seat) for seat in seats)), found)

    def _points(self, s: State, seat: int, number: int) -> int:
        return int(self.settlement.worth(seat, s.agenda[seat]).at(np.array([number]))[0])

    def _best(self, s: State, seat: int) -> int:
        return best_points(self.table, seat, s.agenda[seat])

    def _named(self, values: Sequence[float]) -> dict[str, float]:
        return {seat: round(value, ROUNDED) for seat, value in zip(self.table.seat_ids, values, strict=True)}

    def _solved(self, s: State, found: Solutions | None) -> dict[str, Agreement | None]:
        if found is None:
            return dict.fromkeys(Solutions._fields)
        return {name: self.agreement(s, number) for name, number in found._asdict().items()}

    def _extremes(self, s: State, zone: Mask) -> dict[str, Extremes]:
        if not zone.any():
            return {}
        return {name: self._extreme(s, seat, zone) for seat, name in enumerate(self.table.seat_ids)}

    def _extreme(self, s: State, seat: int, zone: Mask) -> Extremes:
        best, worst = (-1, 0), (1 << 30, 0)
        worth = self.settlement.worth(seat, s.agenda[seat])
        for part, texts in self.settlement.blocks():
            inside = np.flatnonzero(zone[texts])
            if not len(inside):
                continue
            points = worth.block(part)[inside]
            high, low = int(points.argmax()), int(points.argmin())
            best = max(best, (int(points[high]), texts.start + int(inside[high])), key=lambda pair: pair[0])
            worst = min(worst, (int(points[low]), texts.start + int(inside[low])), key=lambda pair: pair[0])
        return Extremes(best=self.agreement(s, best[1]), worst=self.agreement(s, worst[1]))

    def _openings(self, s: State, seats: Sequence[int], *, lines: bool) -> tuple[Opening, ...]:
        return tuple(self._opening(s, way) for way in barriers.ways(self.settlement, s, seats, lines=lines))

    def _opening(self, s: State, way: Way) -> Opening:
        return Opening(
            barriers=self._barriers(s, way.bars, way.nearest),
            texts=way.texts,
            nearest=self.agreement(s, way.nearest),
        )

    def _barriers(self, s: State, bars: Sequence[Bar], number: int) -> tuple[Barrier, ...]:
        return tuple(self._barrier(s, bar, number) for bar in bars)

    def _barrier(self, s: State, bar: Bar, number: int) -> Barrier:
        seat = self.table.seat_ids[bar.seat]
        if bar.is_line:
            return Barrier(kind="red-line", seat=seat, issue=self.table.issue_ids[bar.issue])
        lacking = barriers.shortfall(self.settlement, s, number, bar.seat)
        return Barrier(kind="no-deal", seat=seat, lacking=round(lacking, ROUNDED))

    def _place(self, around: _Around, zone: Mask, signable: Mask) -> Place:
        s = around.s
        number = self.settlement.number(s.draft)
        here = np.array([self._points(s, seat, number) for seat in around.seats])
        away = _distances(around.frontier, here, around.terms)
        nearest = int(away.argmin())
        return Place(
            in_zone=bool(zone[number]),
            signable=bool(signable[number]),
            efficient=number in around.frontier.texts,
            distance=round(float(away[nearest]), ROUNDED),
            nearest=self.agreement(s, int(around.frontier.texts[nearest])),
            better=self._better(around, here),
            barriers=self.obstacles(s, number, around.seats),
        )

    def _better(self, around: _Around, here: npt.NDArray[np.int64]) -> int:
        """How many texts beat those points."""
        worths = [self.settlement.worth(seat, around.s.agenda[seat]) for seat in around.seats]
        found = 0
        for part, texts in self.settlement.blocks():
            as_good = np.ones(texts.stop - texts.start, dtype=np.bool_)
            as_bad = as_good.copy()
            for worth, points in zip(worths, here, strict=True):
                block = worth.block(part)
                as_good &= block >= points
                as_bad &= block <= points
            found += int((as_good & ~as_bad).sum())
        return found


def _distances(front: Frontier, here: npt.NDArray[np.int64], terms: Terms) -> npt.NDArray[np.float64]:
    """How far each text of the frontier is from those points, in U."""
    away = 100 * (front.points - here) / np.array(terms.best)
    lengths: npt.NDArray[np.float64] = np.sqrt((away**2).sum(axis=1))
    return lengths


def survey(table: Scenario, s: State) -> Landscape:
    """What could be agreed in a state: the zones, what is best in them, and what closes them. For the referee."""
    return Surveyor(table).survey(s)
