"""What pledges are worth to those who make them and to those they are owed to, and how far they are trusted."""

from __future__ import annotations

from math import exp
from typing import Final

from game.bots.ground import threat
from rules.scenario import ACT_ABSENCE, ACT_ARM, ACT_HOSTILE_ASSAULT, ACT_SANCTION, ACT_SUPPORT, Scenario
from rules.state import State

AREA: Final = 1.4  # points of N for a point of an area's weight, near enough for every seat that holds any
MISSED: Final = 1.5  # what it is worth that a seat which must sign comes
SURE: Final = 0.1  # points from which a promise is more likely made than not
DOUBT: Final = 0.15
LIKELY: Final = 0.3  # that an assault which looks possible would have come and succeeded


def trust(table: Scenario, s: State, maker: int, breaches: int) -> float:
    """How likely a pledge of that seat is kept: by its credibility, less for each breach on record."""
    floor = table.numbers.pledge_credibility
    return min(max(0.45 + 0.08 * (s.credibility[maker] - floor) - 0.15 * breaches, 0.1), 0.95)


def pledge_value(  # noqa: PLR0911 (one answer for each act that a pledge forbids)
    table: Scenario, s: State, seat: int, pledge: int, breaches: int
) -> float:
    """What a pledge is worth to `seat`: its protection, if trusted; to its maker, minus the freedom it gives up."""
    rule = table.pledges[pledge]
    maker = rule.seat
    if maker == seat:
        # Keeping pays where the maker did the like last turn (§3.4)
        pays = 1.0 if pledge in s.deeds_before else 0.0
        return pays * table.numbers.kept_credibility - forgone(table, s, pledge)
    ours, theirs = table.side_of[seat], table.side_of[maker]
    believed = trust(table, s, maker, breaches)
    if rule.act in (ACT_HOSTILE_ASSAULT, ACT_SUPPORT):
        if ours == theirs or rule.target < 0:
            return 0.0
        danger = threat(table, s, rule.target, ours) + (2 if rule.act == ACT_SUPPORT else 0)
        exposed = table.weights[rule.target] * AREA * LIKELY if danger >= -1 else 0.1
        return believed * exposed * (1.0 if rule.act == ACT_HOSTILE_ASSAULT else 0.5)
    if rule.act == ACT_ARM:
        return believed * 0.5 if table.hostile[ours][theirs] else -0.1
    if rule.act == ACT_SANCTION:
        return believed * 0.6 if rule.target == seat else 0.0
    if rule.act == ACT_ABSENCE and table.required >> maker & 1 and not s.present >> maker & 1:
        return believed * MISSED  # nothing can be signed without it
    return 0.1


def consent(value: float) -> float:
    """How likely a seat lets itself be bound by what is worth so much to it, roughly known: never quite sure."""
    return 0.05 + 0.85 / (1 + exp(min(max(-(value - SURE) / DOUBT, -30.0), 30.0)))


def forgone(table: Scenario, s: State, pledge: int) -> float:
    """What the maker gives up by keeping a pledge for two turns."""
    rule = table.pledges[pledge]
    side = table.side_of[rule.seat]
    if rule.act in (ACT_HOSTILE_ASSAULT, ACT_SUPPORT):
        best = max((threat(table, s, rule.target, foe) for foe in foes(table, side)), default=-9)
        if best < 1 and rule.act == ACT_HOSTILE_ASSAULT:
            return 0.05
        return table.weights[rule.target] * AREA * LIKELY * (1.0 if rule.act == ACT_HOSTILE_ASSAULT else 0.5)
    if rule.act == ACT_ARM:
        return 0.5
    if rule.act == ACT_ABSENCE:
        return 0.3 if table.staying_away[rule.seat] else 0.05
    return 0.3 if rule.act == ACT_SANCTION else 0.1


def foes(table: Scenario, side: int) -> list[int]:
    """The sides that are hostile to a side and that somebody commands."""
    return [other for other in range(table.sides) if table.hostile[side][other] and table.commander[other] >= 0]
