"""What a seat is likely to order, by a look at the map: for worlds in which others must order something (§6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.battles import AIR_STRENGTH, attack_strength, defence_strength
from rules.meters import credibility_of
from rules.orders import can_reach
from rules.scenario import ACT_HOSTILE_ASSAULT, ACT_SUPPORT, AIR_SUPPORT, ASSAULT, NOBODY, Scenario
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int

TRUSTED: Final = 3  # credibility from which a pledge is expected to be kept
DECISIVE: Final = 3  # a margin beyond which more strength gains nothing


def likely_orders(table: Scenario, s: State, seat: Int) -> tuple[int, ...]:
    """The assault with the best odds for a commander if the odds are good, air power beside it for its backer."""
    if s.in_force:
        return ()
    if table.orders[seat][ASSAULT]:
        area, target = best_assault(table, s, seat)
        if area != NOBODY:
            return (table.acts.assault[area][target],)
    elif table.orders[seat][AIR_SUPPORT]:
        side = table.side_of[seat]
        commander = table.commander[side]
        if commander != NOBODY:
            area, _target = best_assault(table, s, commander)
            if area != NOBODY and backer_in_the_air(table, s, commander, area):
                return (table.acts.support[area][side],)
    return ()


def best_assault(table: Scenario, s: State, seat: Int) -> tuple[Int, Int]:
    """(area, side attacked) of the assault that a commander is most likely to order; NOBODY for both if none."""
    side = table.side_of[seat]
    best, attacked = NOBODY, NOBODY
    most = 0
    for area in table.fields:
        if not can_reach(table, s, area, side):
            continue
        for target in range(table.sides):
            if not s.stands[target] >> area & 1 or not table.hostile[side][target]:
                continue
            if table.commander[target] == NOBODY:
                continue
            if credibility_of(s, seat) >= TRUSTED and pledged(table, s, seat, ACT_HOSTILE_ASSAULT, area):
                continue
            margin = assault_margin(table, s, area, side, target)
            if backer_in_the_air(table, s, seat, area):
                margin += AIR_STRENGTH
            # From a margin of 1 the attacker is more likely to gain than to lose
            value = 2 * min(margin, DECISIVE) + table.weights[area] if margin >= 1 else 0
            if value > most:
                most, best, attacked = value, area, target
    return best, attacked


def assault_margin(table: Scenario, s: State, area: Int, side: Int, target: Int) -> Int:
    """Attack less defence as the map stands, without the draw, without support still to come."""
    return attack_strength(table, s, area, side) - defence_strength(table, s, area, target)


def pledged(table: Scenario, s: State, seat: Int, act: Int, target: Int) -> bool:
    """Whether a pledge in force of the seat speaks against the act."""
    for entry in s.ledger:
        rule = table.pledges[entry[0]]
        if rule.seat == seat and rule.act == act and (rule.target in (target, NOBODY)):
            return True
    return False


def backer_in_the_air(table: Scenario, s: State, seat: Int, area: Int) -> bool:
    """Whether a backer of the seat could fly there and has not promised to stay away."""
    for backer in range(table.seats):
        if table.backers[seat] >> backer & 1 and table.orders[backer][AIR_SUPPORT]:
            return not pledged(table, s, backer, ACT_SUPPORT, area)
    return False
