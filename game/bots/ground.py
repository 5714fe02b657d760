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
from rules.operations import attack_strength, defence_strength
from rules.orders import can_reach, order_actions
from rules.scenario import (
    ACT_ARM,
    ACT_HOSTILE_ASSAULT,
    ACT_SUPPORT,
    AIR_SUPPORT,
    ASSAULT,
    NOBODY,
    STRENGTH_MAX,
    Scenario,
)
from rules.state import State

AIR: Final = 2
TRUSTED: Final = 3  # credibility from which a pledge is expected to be kept
NO_THREAT: Final = -9


def assault_margin(table: Scenario, s: State, area: int, side: int, target: int) -> int:
    """Attack less defence as the map stands, without the draw, without support still to come."""
    return attack_strength(table, s, area, side) - defence_strength(table, s, area, target)


def threat(table: Scenario, s: State, area: int, side: int) -> int:
    """The best margin that anybody hostile could attack the side with there; NO_THREAT if nobody can."""
    worst = NO_THREAT
    if s.strength[area * table.sides + side]:
        for foe in range(table.sides):
            if table.hostile[foe][side] and table.commander[foe] != NOBODY and can_reach(table, s, area, foe):
                worst = max(worst, assault_margin(table, s, area, foe, side))
    return worst


def pledged(table: Scenario, s: State, seat: int, act: int, target: int) -> bool:
    """Whether a pledge in force of the seat speaks against the act."""
    for entry in s.ledger:
        rule = table.pledges[entry[0]]
        if rule.seat == seat and rule.act == act and rule.target in (target, NOBODY):
            return True
    return False


def backer_in_the_air(table: Scenario, s: State, seat: int, area: int) -> bool:
    """Whether a backer of the seat could fly there and has not promised to stay away."""
    for backer in range(table.seats):
        if table.backers[seat] >> backer & 1 and table.orders[backer][AIR_SUPPORT]:
            return not pledged(table, s, backer, ACT_SUPPORT, area)
    return False


# What others are likely to order, for worlds in which they must order something


def likely_orders(table: Scenario, s: State, seat: int) -> tuple[int, ...]:
    """The assault with the best odds for a commander if the odds are good, air power beside it for its backer."""
    orders: tuple[int, ...] = ()
    if s.in_force:
        return orders
    if table.orders[seat][ASSAULT]:
        found = best_assault(table, s, seat)
        if found is not None:
            orders = (table.acts.assault[found[0]][found[1]],)
    elif table.orders[seat][AIR_SUPPORT]:
        side = table.side_of[seat]
        commander = table.commander[side]
        found = best_assault(table, s, commander) if commander != NOBODY else None
        if found is not None and backer_in_the_air(table, s, commander, found[0]):
            orders = (table.acts.support[found[0]][side],)
    return orders


def best_assault(table: Scenario, s: State, seat: int) -> tuple[int, int] | None:
    """(area, side attacked) of the assault that a commander is most likely to order, or None."""
    side = table.side_of[seat]
    best: tuple[int, int] | None = None
    most = 0
    for area in table.fields:
        for target in range(table.sides):
            if not s.strength[area * table.sides + target] or not table.hostile[side][target]:
                continue
            if table.commander[target] == NOBODY or not can_reach(table, s, area, side):
                continue
            if pledged(table, s, seat, ACT_HOSTILE_ASSAULT, area) and s.credibility[seat] >= TRUSTED:
                continue
            margin = assault_margin(table, s, area, side, target)
            margin += AIR if backer_in_the_air(table, s, seat, area) else 0
            # From a margin of 1 the attacker is more likely to gain than to lose
            value = (2 * min(margin, 3) + table.weights[area]) if margin >= 1 else 0
            if value > most:
                most, best = value, (area, target)
    return best


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
