"""Reading the map without playing it: margins of assaults, threats, and which orders are worth a closer look."""

from __future__ import annotations

from typing import Final

from rules.actions import (
    ORDER_ARM,
    ORDER_ASSAULT,
    ORDER_FORTIFY,
    ORDER_REDEPLOY,
    ORDER_STAND_DOWN,
    ORDER_STRIKE,
    ORDER_SUPPORT,
)
from rules.likely import assault_margin, backer_in_the_air, pledged
from rules.orders import can_reach, order_actions
from rules.scenario import (
    ACT_ARM,
    ACT_HOSTILE_ASSAULT,
    NOBODY,
    STRENGTH_MAX,
    Scenario,
)
from rules.state import State

AIR: Final = 2
NO_THREAT: Final = -9


def threat(table: Scenario, s: State, area: int, side: int) -> int:
    """The best margin that anybody hostile could attack the side with there; NO_THREAT if nobody can."""
    worst = NO_THREAT
    if s.strength[area * table.sides + side]:
        for foe in range(table.sides):
            if table.hostile[foe][side] and table.commander[foe] != NOBODY and can_reach(table, s, area, foe):
                worst = max(worst, assault_margin(table, s, area, foe, side))
    return worst


# Which of one's own orders are worth a closer look


def shortlist(table: Scenario, s: State, seat: int, most: int) -> list[int]:
    """The orders that a look at the map does not rule out, best first, at most so many; `hold` is not among them."""
    scored = []
    for action in order_actions(table, s, seat)[:-1]:
        score = glance(table, s, seat, action)
        if score > 0:
            scored.append((-score, action))
    scored.sort()
    return [action for _score, action in scored[:most]]


def glance(table: Scenario, s: State, seat: int, action: int) -> float:  # noqa: PLR0911 (one answer an order)
    """How promising an order looks; 0 and less is not looked at again."""
    acts = table.acts
    verb, a, b = acts.verb[action], acts.a[action], acts.b[action]
    side = table.side_of[seat]
    if verb >= ORDER_STAND_DOWN:
        return 9
    if s.in_force and s.signatories >> seat & 1 and verb in (ORDER_ARM, ORDER_SUPPORT):
        return 0
    weight = table.weights[a]
    if verb == ORDER_ASSAULT:
        helped = AIR if backer_in_the_air(table, s, seat, a) else 0
        margin = assault_margin(table, s, a, side, b) + helped
        if pledged(table, s, seat, ACT_HOSTILE_ASSAULT, a):
            margin -= 1
        return margin + 2 + 0.5 * weight + (1 if s.strength[a * table.sides + b] <= AIR else 0)
    if verb == ORDER_SUPPORT:
        return glance_at_support(table, s, a, side)
    danger = threat(table, s, a, side)
    if verb == ORDER_FORTIFY:
        return danger + 2 + 0.3 * weight if -1 <= danger <= 2 else 0  # noqa: PLR2004 (where 1 decides)
    if verb == ORDER_ARM:
        spoils = 2 if pledged(table, s, seat, ACT_ARM, NOBODY) else 0
        return danger + 3 + 0.3 * weight - spoils if s.strength[a * table.sides + side] < STRENGTH_MAX else 0
    if verb == ORDER_REDEPLOY:
        there = threat(table, s, b, side)
        return there - danger - 0.2 + 0.3 * (table.weights[b] - weight) if there > max(danger, -3) else 0
    if verb == ORDER_STRIKE:
        ours = s.strength[a * table.sides + side]
        return 1 + 0.3 * s.strength[a * table.sides + table.struck_side] + (1.5 if ours else 0)
    return 1


def glance_at_support(table: Scenario, s: State, area: int, side: int) -> float:
    """Air power counts most where it turns a fight: an assault of the client, or a defence."""
    best: float = threat(table, s, area, side) + 1
    if can_reach(table, s, area, side):
        for target in range(table.sides):
            if table.hostile[side][target] and s.strength[area * table.sides + target]:
                best = max(best, 3 - abs(assault_margin(table, s, area, side, target)))
    return best + 0.5 * table.weights[area]
