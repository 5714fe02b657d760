"""What a seat may expect without an agreement and with one (§8): what searches and bots compare.

Floats, in points of satisfaction: here is weighed, not judged. `rules.worth` judges, in whole numbers.
"""

from __future__ import annotations

from typing import Final

from rules.agreement import barring_among, lines_crossed
from rules.integers import real
from rules.meters import credibility_of, meter_of, support_of
from rules.scenario import (
    COUNT_AREAS,
    COUNT_METER,
    COUNT_STRENGTH,
    COUNT_WAR,
    NOBODY,
    SUPPORT,
    Outlook,
    Scenario,
    Term,
)
from rules.state import CATASTROPHE, State
from rules.worth import quantity

MIDDLE: Final = 10  # support and credibility of 5 each count nothing
COLLAPSE: Final = 0.9  # of an agreement's gain is expected to survive
BEST: Final = 100.0
WEAR: Final = 0.5  # of weariness is not made good by rallies


class Gauge:
    """Weighted sum of several seats' N as one list of terms: each quantity of the state is looked up once."""

    def __init__(self, table: Scenario, parts: list[tuple[float, Outlook]]) -> None:
        """Merge the outlooks, each with its weight, in points."""
        self._table = table
        constant = 0.0
        for weight, outlook in parts:
            constant += weight * real(outlook.constant)
        self._constant = constant / 100
        merged: dict[tuple[int, int, int, int], tuple[float, Term]] = {}
        for weight, outlook in parts:
            for term in outlook.terms:
                key = (term.kind, term.a, term.b, term.mask)
                before = merged[key][0] if key in merged else 0.0
                merged[key] = (before + weight * real(term.weight) / 100, term)
        self._meters: list[tuple[float, int, int]] = []
        self._strengths: list[tuple[float, int]] = []
        self._rest: list[tuple[float, Term]] = []
        # What each area adds for each holder; the last entry stands for nobody (-1)
        self._held = [[0.0] * (table.sides + 1) for _ in range(table.areas)]
        self._holder: tuple[int, ...] = ()  # who held what when last asked; most states that follow share it
        self._ground = 0.0  # the constant, and what the areas added then
        for weight, term in merged.values():
            self._sort(weight, term)

    def _sort(self, weight: float, term: Term) -> None:
        if term.kind == COUNT_AREAS:
            for area in range(self._table.areas):
                if term.mask >> area & 1:
                    self._held[area][term.a] += weight * real(self._table.weights[area])
        elif term.kind == COUNT_METER:
            self._meters.append((weight, term.a, term.b))
        elif term.kind == COUNT_STRENGTH and term.b == NOBODY:
            self._strengths.append((weight, term.a))
        else:
            self._rest.append((weight, term))

    def read(self, s: State) -> float:
        """The sum in this state, not clamped."""
        if s.holder is not self._holder:
            self._holder = s.holder
            self._ground = self._constant
            for area in range(self._table.areas):
                self._ground += self._held[area][s.holder[area]]
        total = self._ground
        for weight, meter, seat in self._meters:
            total += weight * real(meter_of(s, meter, seat))
        for weight, side in self._strengths:
            force = 0
            for area in range(self._table.areas):
                force += s.strength[area * self._table.sides + side]
            total += weight * force
        for weight, term in self._rest:
            total += weight * real(quantity(self._table, s, term))
        return total


class Outcome:
    """What the end may bring to a seat, in points of satisfaction: without an agreement, and with one signed now."""

    def __init__(
        self,
        no_deal: float,  # N projected to the end, with standing: what the seat walks away to
        share: float,  # a: how much of U counts if the draft is signed now and lives
        bare: float,  # N now: near what it is at the end of an agreement's life, since the long war stops counting
        standing: float,  # now
        support: int,  # now
        price: int,  # in support, of a line crossed
        limit: int,  # up to which support standing down wins it back (§5.3)
        turns: int,  # in which it may
    ) -> None:
        """See `Prospects.outcome`."""
        self.no_deal = no_deal
        self.share = share
        self.bare = bare
        self.standing = standing
        self.support = support
        self.price = price
        self.limit = limit
        self.turns = turns

    def after(self, lines: int) -> float:
        """Standing at the end of an agreement for which so many lines were crossed."""
        paid = min(self.price * lines, self.support)
        won_back = min(max(self.limit - self.support + paid, 0), self.turns)
        return self.standing - paid + won_back

    def gain(self, u: float, lines: int) -> float:
        """What signing adds to the outlook: U and the standing after ratification, against no deal."""
        share = self.share * COLLAPSE
        return share * u + (1 - share) * self.bare + self.after(lines) - self.no_deal


class Prospects:
    """One table's reckoning, with each seat's sums prepared once."""

    def __init__(self, table: Scenario) -> None:
        """Prepare nothing yet."""
        self.table = table
        self._gauges: dict[tuple[int, int], Gauge] = {}
        self._drifts: dict[tuple[int, int], tuple[float, float]] = {}

    def __reduce__(self) -> tuple[type[Prospects], tuple[Scenario]]:
        """A copy, and what goes to another process, prepares its sums anew."""
        return Prospects, (self.table,)

    def outlooks(self, seat: int, agenda: int) -> list[Outlook]:
        """The outlooks that make up a seat's N; NOBODY for the agenda: by its public weights."""
        if agenda == NOBODY:
            return [self.table.outlooks[seat]]
        return [self.table.outlooks[seat], self.table.agendas[agenda].outlook]

    def no_deal(self, s: State, seat: int, agenda: int) -> float:
        """N in points, 0..100; with the seat's reserve as far as the state knows it."""
        gauge = self._gauges.get((seat, agenda))
        if gauge is None:
            gauge = Gauge(self.table, [(1.0, outlook) for outlook in self.outlooks(seat, agenda)])
            self._gauges[seat, agenda] = gauge
        n = gauge.read(s)
        if s.reserve[seat]:
            n += real(self.table.numbers.reserve_worth * s.reserve[seat])
        return within(n)

    def drift(self, seat: int, agenda: int) -> tuple[float, float]:
        """What a turn of war and what a point of own support are worth to N."""
        found = self._drifts.get((seat, agenda))
        if found is None:
            war = home = 0
            for outlook in self.outlooks(seat, agenda):
                for term in outlook.terms:
                    if term.kind == COUNT_WAR:
                        war += term.weight
                    elif term.kind == COUNT_METER and term.a == SUPPORT and term.b == seat:
                        home += term.weight
            found = self._drifts[seat, agenda] = (war / 100, home / 100)
        return found

    def outcome(self, s: State, seat: int, agenda: int, wear: float = WEAR) -> Outcome:
        """Project a seat to the end of the war.

        `wear`: how much weariness it won't make good by rallies.
        """
        war, home = self.drift(seat, agenda)
        n = self.no_deal(s, seat, agenda)
        left = turns_left(self.table, s)
        now = standing(s, seat)
        worn = wear * weary_turns(self.table, s)
        later = within(n + war * left - worn * home) + now - worn
        numbers = self.table.numbers
        steps: int = numbers.progress_steps
        share = (1 + min(steps, left)) / (1 + steps)
        return Outcome(later, share, n, now, support_of(s, seat), numbers.ratify_cost, numbers.stand_down_limit, left)

    def share(self, s: State, seat: int, progress: int) -> float:
        """How much of U counts for a seat at that progress of the agreement in force (§8)."""
        steps: int = self.table.numbers.progress_steps
        share = (1 + progress) / (1 + steps)
        return share if s.signatories >> seat & 1 else share / 2

    def in_force(self, s: State, seat: int, agenda: int, u: float) -> float:
        """What an agreement in force comes to by the end if nobody breaks it from now on."""
        steps: int = self.table.numbers.progress_steps
        share = self.share(s, seat, min(s.progress + turns_left(self.table, s), steps))
        return share * u + (1 - share) * self.no_deal(s, seat, agenda) + standing(s, seat)

    def satisfaction(self, s: State, seat: int, agenda: int, u: float) -> float:
        """Satisfaction as of now, unrounded; `u` is the worth of the draft in points 0..100."""
        part = self.share(s, seat, s.progress) if s.in_force else 0.0
        value = part * u + (1 - part) * self.no_deal(s, seat, agenda) + standing(s, seat)
        if s.outcome == CATASTROPHE:
            value -= real(self.table.numbers.catastrophe_penalty)
        return within(value)


def within(value: float) -> float:
    """Put back into 0..100."""
    if value < 0.0:
        return 0.0
    if value > BEST:
        return BEST
    return value


def standing(s: State, seat: int) -> float:
    """What support and credibility add to satisfaction."""
    return real(support_of(s, seat) + credibility_of(s, seat) - MIDDLE)


def turns_left(table: Scenario, s: State) -> int:
    """Consequences still to come, this turn's among them."""
    return table.numbers.turns - s.turn + 1 if s.turn <= table.numbers.turns else 0


def weary_turns(table: Scenario, s: State) -> int:
    """How many of them wear down every home front while there is no agreement (§7 step 5)."""
    every = table.numbers.weary_every
    if s.turn > table.numbers.turns:
        return 0
    return table.numbers.turns // every - (s.turn - 1) // every


def u_rows(points: list[list[float]]) -> list[list[float]]:
    """Points scaled so that a text's sum is its U, 0..100."""
    best = 0.0
    for row in points:
        best += max(row)
    scale = 100 / best
    return [[scale * value for value in row] for row in points]


def u_of(rows: list[list[float]], text: list[int]) -> float:
    """U of a text by scaled points."""
    total = 0.0
    for issue in range(len(rows)):
        total += rows[issue][text[issue]]
    return total


def locks(table: Scenario, s: State, seat: int) -> tuple[int, int]:
    """(lines that the seat could not sign across at the next conference, lines that the draft crosses) (§5.2)."""
    crossed = lines_crossed(table, s, seat)
    return len(barring_among(table, s, seat, crossed)), len(crossed)
