"""What a seat has without an agreement and with one: the numbers that every bot here compares (§8).

Floats, in points of satisfaction: bots weigh, they don't judge. Of others only what is public is used.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from game.bots.texts import Points
from rules.scenario import (
    COUNT_AREAS,
    COUNT_METER,
    COUNT_STRENGTH,
    COUNT_WAR,
    NOBODY,
    SUPPORT,
    Outlook,
    Scenario,
    StayingAway,
    Term,
)
from rules.state import CATASTROPHE, State
from rules.worth import quantity

MIDDLE: Final = 10  # support and credibility of 5 each count nothing
MARGIN: Final = 0.1  # of a turn: by the deadline it has conceded nearly everything
LOCKED: Final = (1.0, 0.35, 0.08, 0.02)  # chance that a seat can ratify in time, by lines that are locked now
COLLAPSE: Final = 0.9  # of an agreement's gain is expected to survive


class Gauge:
    """Weighted sum of several seats' N as one list of terms: each quantity of the state is looked up once."""

    def __init__(self, table: Scenario, parts: list[tuple[float, Outlook]]) -> None:
        """Merge the outlooks, each with its weight, in points."""
        self._table = table
        self._constant = sum(weight * outlook.constant for weight, outlook in parts) / 100
        merged: dict[tuple[int, int, int, int], tuple[float, Term]] = {}
        for weight, outlook in parts:
            for term in outlook.terms:
                key = (term.kind, term.a, term.b, term.mask)
                before = merged[key][0] if key in merged else 0.0
                merged[key] = (before + weight * term.weight / 100, term)
        areas = [entry for entry in merged.values() if entry[1].kind == COUNT_AREAS]
        self._meters = [(w, t.a, t.b) for w, t in merged.values() if t.kind == COUNT_METER]
        rest = [(w, t) for w, t in merged.values() if t.kind not in (COUNT_AREAS, COUNT_METER)]
        self._strengths = [(w, t.a) for w, t in rest if t.kind == COUNT_STRENGTH and t.b == NOBODY]
        self._rest = [(w, t) for w, t in rest if t.kind != COUNT_STRENGTH or t.b != NOBODY]
        # What each area adds for each holder; the last entry stands for nobody (-1)
        self._held = [[0.0] * (table.sides + 1) for _ in range(table.areas)]
        for weight, term in areas:
            for area in range(table.areas):
                if term.mask >> area & 1:
                    self._held[area][term.a] += weight * table.weights[area]

    def read(self, s: State) -> float:
        """The sum in this state, not clamped."""
        total = self._constant
        for row, holder in zip(self._held, s.holder, strict=True):
            total += row[holder]
        for weight, meter, seat in self._meters:
            total += weight * s.meter(meter)[seat]
        for weight, side in self._strengths:
            total += weight * sum(s.strength[side :: self._table.sides])
        for weight, term in self._rest:
            total += weight * quantity(self._table, s, term)
        return total


class Outcome(NamedTuple):
    """What the end may bring to a seat, in points of satisfaction: without an agreement, and with one signed now."""

    no_deal: float  # N projected to the end, with standing: what the seat walks away to
    share: float  # a: how much of U counts if the draft is signed now and lives
    bare: float  # N now: near what it is at the end of an agreement's life, since the long war stops counting
    standing: float  # now
    support: int  # now
    price: int  # in support, of a line crossed
    won_back: tuple[int, int]  # up to which support standing down wins it back, and in how many turns (§5.3)

    def after(self, lines: int) -> float:
        """Standing at the end of an agreement for which so many lines were crossed."""
        paid = min(self.price * lines, self.support)
        limit, turns = self.won_back
        return self.standing - paid + min(max(limit - self.support + paid, 0), turns)

    def gain(self, u: float, lines: int) -> float:
        """What signing adds to the outlook: U and the standing after ratification, against no deal."""
        share = self.share * COLLAPSE
        return share * u + (1 - share) * self.bare + self.after(lines) - self.no_deal

    def gains(self, u: Points, lines: Points) -> Points:
        """The same for many texts."""
        share = self.share * COLLAPSE
        after = np.array([self.after(crossed) for crossed in range(int(lines.max(initial=0)) + 1)])
        gains: Points = share * u + ((1 - share) * self.bare - self.no_deal) + after[lines.astype(np.intp)]
        return gains


class Prospects:
    """One table's reckoning, with each seat's sums prepared once."""

    def __init__(self, table: Scenario) -> None:
        """Prepare nothing yet."""
        self.table = table
        self._gauges: dict[tuple[int, int], Gauge] = {}
        self._drifts: dict[tuple[int, int], tuple[float, float]] = {}

    def outlooks(self, seat: int, agenda: int) -> list[Outlook]:
        """The outlooks that make up a seat's N; NOBODY for the agenda: by its public weights."""
        agendas = [self.table.agendas[agenda].outlook] if agenda != NOBODY else []
        return [self.table.outlooks[seat], *agendas]

    def no_deal(self, s: State, seat: int, agenda: int) -> float:
        """N in points, 0..100; with the seat's reserve as far as the state knows it."""
        gauge = self._gauges.get((seat, agenda))
        if gauge is None:
            gauge = Gauge(self.table, [(1.0, outlook) for outlook in self.outlooks(seat, agenda)])
            self._gauges[seat, agenda] = gauge
        n = gauge.read(s) + self.table.numbers.reserve_worth * s.reserve[seat]
        return min(max(n, 0.0), 100.0)

    def drift(self, seat: int, agenda: int) -> tuple[float, float]:
        """What a turn of war and what a point of own support are worth to N."""
        found = self._drifts.get((seat, agenda))
        if found is None:
            terms = [term for outlook in self.outlooks(seat, agenda) for term in outlook.terms]
            war = sum(term.weight for term in terms if term.kind == COUNT_WAR) / 100
            home = sum(t.weight for t in terms if t.kind == COUNT_METER and (t.a, t.b) == (SUPPORT, seat)) / 100
            found = self._drifts[seat, agenda] = (war, home)
        return found

    def outcome(self, s: State, seat: int, agenda: int, *, wear: float = 0.5, foresight: float = 1.0) -> Outcome:
        """Project a seat to the end of the war.

        `wear`: how much weariness it won't make good by rallies; `foresight`: how much of the long war it sees coming.
        """
        war, home = self.drift(seat, agenda)
        n = self.no_deal(s, seat, agenda)
        left = turns_left(self.table, s)
        now = standing(s, seat)
        worn = wear * weary_turns(self.table, s)
        later = min(max(n + war * left * foresight - worn * home, 0.0), 100.0) + now - worn
        numbers = self.table.numbers
        steps = numbers.progress_steps
        share = (1 + min(steps, left)) / (1 + steps)
        won_back = (numbers.stand_down_limit, left)
        return Outcome(later, share, n, now, s.support[seat], numbers.ratify_cost, won_back)

    def in_force(self, s: State, seat: int, agenda: int, u: float) -> float:
        """What an agreement in force comes to by the end if nobody breaks it from now on."""
        steps = self.table.numbers.progress_steps
        share = (1 + min(s.progress + turns_left(self.table, s), steps)) / (1 + steps)
        if not s.signatories >> seat & 1:
            share /= 2
        return share * u + (1 - share) * self.no_deal(s, seat, agenda) + standing(s, seat)

    def satisfaction(self, s: State, seat: int, agenda: int, u: float) -> float:
        """Satisfaction as of now, unrounded; `u` is the worth of the draft in points 0..100."""
        part = 0.0
        if s.in_force:
            part = (1 + s.progress) / (1 + self.table.numbers.progress_steps)
            if not s.signatories >> seat & 1:
                part /= 2
        value = part * u + (1 - part) * self.no_deal(s, seat, agenda) + standing(s, seat)
        if s.outcome == CATASTROPHE:
            value -= self.table.numbers.catastrophe_penalty
        return min(max(value, 0.0), 100.0)


def standing(s: State, seat: int) -> float:
    """What support and credibility add to satisfaction."""
    return s.support[seat] + s.credibility[seat] - MIDDLE


def turns_left(table: Scenario, s: State) -> int:
    """Consequences still to come, this turn's among them."""
    return max(table.numbers.turns - s.turn + 1, 0)


def weary_turns(table: Scenario, s: State) -> int:
    """How many of them wear down every home front while there is no agreement (§7 step 5)."""
    every = table.numbers.weary_every
    return sum(1 for turn in range(s.turn, table.numbers.turns + 1) if turn % every == 0)


def deadline(table: Scenario) -> float:
    """The turn by which a text should be signed: it can then be carried out even if a turn may be lost to a crisis."""
    return max(table.numbers.turns - table.numbers.progress_steps + MARGIN, 2)


def u_rows(points: list[list[float]]) -> list[list[float]]:
    """Points scaled so that a text's sum is its U, 0..100."""
    scale = 100 / sum(max(row) for row in points)
    return [[scale * value for value in row] for row in points]


def u_of(rows: list[list[float]], text: list[int]) -> float:
    """U of a text by scaled points."""
    total = 0.0
    for row, at in zip(rows, text, strict=True):
        total += row[at]
    return total


def locks(table: Scenario, s: State, seat: int) -> tuple[int, int]:
    """(lines that the seat could not sign across at the next conference, lines that the draft crosses) (§5.2)."""
    accepted = table.accepted[seat]
    crossed = [issue for issue in range(table.issues) if not accepted[issue] >> s.draft[issue] & 1]
    if s.support[seat] >= table.numbers.ratify_support:
        return 0, len(crossed)
    leant = [lean[2] for lean in s.leans if lean[1] == seat]
    return sum(1 for issue in crossed if issue not in leant), len(crossed)


def may_be_rewarded(s: State, seat: int, reward: StayingAway, *, here: bool) -> bool:
    """Whether staying away from the next conference would still be rewarded (§3.1)."""
    return s.away[seat] < reward.at_most and (here or not reward.first_only)
