"""Worth (§8): U, what an agreement gives a seat; N, what no agreement gives it; satisfaction; bands (§9).

Everything is whole numbers: U is points over the points of the seat's best, N is in hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.filters import track_value
from rules.integers import clamp
from rules.meters import credibility_of, meter_of, support_of
from rules.scenario import (
    COUNT_AREAS,
    COUNT_METER,
    COUNT_ORDERS,
    COUNT_STRENGTH,
    COUNT_TRACK,
    COUNT_WAR,
    COUNT_WEAK_AREAS,
    NOBODY,
    Outlook,
    Scenario,
    Term,
)
from rules.state import (
    CATASTROPHE,
    State,
)

if TYPE_CHECKING:
    from rules.integers import Int

BEST: Int = 100


@dataclass(frozen=True)
class TermWorth:
    """One term of N: its quantity now, its weight and what it adds, both in hundredths."""

    label: str
    quantity: Int
    weight: Int
    adds: Int


@dataclass(frozen=True)
class Worth:
    """What the two numbers that matter are for one seat (§8).

    U = 100 * points / best of the draft (or of the agreed text); `no_deal` is N in hundredths, 0..10000: `constant`
    plus what the terms add, clamped. `satisfaction` is what the seat would be given if the game ended now.
    """

    seat: Int
    points: Int
    best: Int
    constant: Int
    terms: tuple[TermWorth, ...]
    no_deal: Int
    satisfaction: Int


def points_table(table: Scenario, seat: Int, agenda: Int) -> tuple[tuple[Int, ...], ...]:
    """The points that the seat gives to every position, with its agenda or (NOBODY) with its public weights."""
    return table.points[seat] if agenda == NOBODY else table.agendas[agenda].points


def points_of(table: Scenario, seat: Int, agenda: Int, text: list[int]) -> Int:
    """The seat's points for a text: one position an issue."""
    points = points_table(table, seat, agenda)
    total = 0
    for issue in range(table.issues):
        total += points[issue][text[issue]]
    return total


def best_points(table: Scenario, seat: Int, agenda: Int) -> Int:
    """The points of the seat's best; an issue that a size fixes keeps its points, here too (§8)."""
    return sum(max(row) for row in points_table(table, seat, agenda))


def quantity(table: Scenario, s: State, term: Term) -> Int:
    """The quantity of the state that a no-deal term counts (`COUNT_*`)."""
    kind = term.kind
    if kind == COUNT_AREAS:
        return sum(table.weights[at] for at in range(table.areas) if s.holder[at] == term.a and term.mask >> at & 1)
    if kind == COUNT_WEAK_AREAS:
        return sum(
            1 for at in range(table.areas) if s.holder[at] == term.a and s.strength[at * table.sides + term.a] <= term.b
        )
    if kind == COUNT_STRENGTH:
        return sum(
            s.strength[at * table.sides + term.a] for at in range(table.areas) if term.b in (NOBODY, s.holder[at])
        )
    if kind == COUNT_METER:
        return meter_of(s, term.a, term.b)
    if kind == COUNT_TRACK:
        return track_value(s, term.a)
    if kind == COUNT_ORDERS:
        return s.watched[2 * term.a]
    if kind == COUNT_WAR:
        return s.war_turns
    raise ValueError(kind)


def outlook_value(table: Scenario, s: State, outlook: Outlook) -> Int:
    """The constant and the terms of an outlook, in hundredths, not clamped."""
    value = outlook.constant
    for term in outlook.terms:
        value += term.weight * quantity(table, s, term)
    return value


def no_deal(table: Scenario, s: State, seat: Int, *, public: bool = False) -> Int:
    """N of the seat in hundredths, clamped to 0..10000: its BATNA; `public`: without its agenda and its reserve."""
    value = outlook_value(table, s, table.outlooks[seat])
    if not public:
        agenda = s.agenda[seat]
        if agenda != NOBODY:
            value += outlook_value(table, s, table.agendas[agenda].outlook)
        value += 100 * table.numbers.reserve_worth * s.reserve[seat]
    return clamp(value, 0, 100 * BEST)


def satisfaction(table: Scenario, s: State, seat: Int, *, public: bool = False) -> Int:
    """The seat's satisfaction 0..100 if the game ended in this state (§8), rounded once, half up.

    a * U + (1 - a) * N + standing, with a = (1 + progress) / (1 + P) for a signatory of an agreement in force, half of
    that outside it, 0 without one. `public`: by the weights that everybody knows.
    """
    agenda = NOBODY if public else s.agenda[seat]
    n = no_deal(table, s, seat, public=public)
    standing = support_of(s, seat) - 5 + credibility_of(s, seat) - 5
    if s.outcome == CATASTROPHE:
        standing -= table.numbers.catastrophe_penalty
    part, whole = 0, 1
    if s.in_force:
        part, whole = 1 + s.progress, 1 + table.numbers.progress_steps
        if not s.signatories >> seat & 1:
            whole *= 2
    best = best_points(table, seat, agenda)
    points = points_of(table, seat, agenda, s.draft)
    # a U + (1 - a) N over the common denominator whole * best * 100
    scale = whole * best * 100
    value = part * points * 100 * 100 + (whole - part) * n * best + standing * scale
    value = clamp(value, 0, BEST * scale)
    return (2 * value + scale) // (2 * scale)


def worth(table: Scenario, s: State, seat: Int, *, public: bool = False) -> Worth:
    """U and N of a seat, term by term; `public`: by the weights that everybody knows, without agenda and reserve."""
    agenda = NOBODY if public else s.agenda[seat]
    outlooks = [table.outlooks[seat]]
    if agenda != NOBODY:
        outlooks.append(table.agendas[agenda].outlook)
    terms = [
        TermWorth(term.label, quantity(table, s, term), term.weight, term.weight * quantity(table, s, term))
        for outlook in outlooks
        for term in outlook.terms
    ]
    constant = sum(outlook.constant for outlook in outlooks)
    if s.reserve[seat] and not public:
        weight = 100 * table.numbers.reserve_worth
        terms.append(TermWorth("own hidden reserve", s.reserve[seat], weight, weight * s.reserve[seat]))
    total = constant + sum(term.adds for term in terms)
    return Worth(
        seat,
        points_of(table, seat, agenda, s.draft),
        best_points(table, seat, agenda),
        constant,
        tuple(terms),
        clamp(total, 0, 100 * BEST),
        satisfaction(table, s, seat, public=public),
    )


def band(table: Scenario, value: Int) -> Int:
    """0 aims largely met, 1 partly met, 2 little gained, 3 not met (§9)."""
    for at, least in enumerate(table.numbers.bands):
        if value >= least:
            return at
    return len(table.numbers.bands)
