"""What a seat has without an agreement and with one: the numbers that every bot here compares (§8).

Floats, in points of satisfaction: bots weigh, they don't judge. Of others only what is public is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.scenario import COUNT_AREAS, COUNT_METER, COUNT_STRENGTH, COUNT_WAR, NOBODY, SUPPORT, Outlook, Scenario, Term
from rules.state import CATASTROPHE, State
from rules.worth import quantity

MIDDLE: Final = 10  # support and credibility of 5 each count nothing


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


@dataclass(frozen=True)
class Outcome:
    """What the end may bring to a seat, in points of satisfaction: without an agreement, and what one adds to."""

    no_deal: float  # N projected to the end, with standing: what the seat walks away to
    standing: float  # now
    share: float  # a: how much of U counts if the draft is signed now and lives
    bare: float  # N now


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

    def outcome(self, s: State, seat: int, agenda: int, *, wear: float = 0.5) -> Outcome:
        """Project a seat to the end of the war; `wear` is how much weariness it will not make good by rallies."""
        war, home = self.drift(seat, agenda)
        n = self.no_deal(s, seat, agenda)
        left = turns_left(self.table, s)
        now = standing(s, seat)
        worn = wear * weary_turns(self.table, s)
        later = min(max(n + war * left - worn * home, 0.0), 100.0) + now - worn
        steps = self.table.numbers.progress_steps
        return Outcome(later, now, (1 + min(steps, left)) / (1 + steps), n)

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
