"""Orders (§6): what a seat may order. Judged when an order is chosen and again when its moment comes."""

from __future__ import annotations

from typing import Final

from rules.actions import (
    ORDER_ARM,
    ORDER_ASSAULT,
    ORDER_FORTIFY,
    ORDER_REARM,
    ORDER_REDEPLOY,
    ORDER_STAND_DOWN,
    ORDER_STRIKE,
    ORDER_SUPPORT,
)
from rules.board import strongest_neighbour
from rules.errors import RulesError
from rules.scenario import (
    AIR_SUPPORT,
    ARM,
    ASSAULT,
    FORTIFY,
    NOBODY,
    ORDER_IDS,
    REARM,
    REDEPLOY,
    STAND_DOWN,
    STRENGTH_MAX,
    STRIKE,
    Scenario,
)
from rules.state import State

ORDER_OF_VERB: Final = {
    ORDER_ASSAULT: ASSAULT,
    ORDER_SUPPORT: AIR_SUPPORT,
    ORDER_REDEPLOY: REDEPLOY,
    ORDER_ARM: ARM,
    ORDER_FORTIFY: FORTIFY,
    ORDER_STRIKE: STRIKE,
    ORDER_STAND_DOWN: STAND_DOWN,
    ORDER_REARM: REARM,
}
ARM_PRICE: Final = 1


# What each order needs


def can_reach(table: Scenario, s: State, area: int, side: int) -> bool:
    """Whether the side has strength in the area or in a neighbour that it holds."""
    return s.strength[area * table.sides + side] > 0 or strongest_neighbour(table, s, area, side) != NOBODY


def can_assault(table: Scenario, s: State, area: int, side: int, target: int) -> bool:
    """A hostile side has strength there, and the own side can reach it."""
    return (
        table.hostile[side][target] and s.strength[area * table.sides + target] > 0 and can_reach(table, s, area, side)
    )


def can_support(table: Scenario, s: State, area: int, side: int) -> bool:
    """The side could assault or defend there."""
    here = area * table.sides
    stands = s.strength[here + side] > 0
    reaches = stands or strongest_neighbour(table, s, area, side) != NOBODY
    for foe in range(table.sides):
        if table.hostile[side][foe]:
            if reaches and s.strength[here + foe] > 0:
                return True
            if stands and strongest_neighbour(table, s, area, foe) != NOBODY:
                return True
    return False


def can_redeploy(table: Scenario, s: State, area: int, to: int, side: int) -> bool:
    """1 strength to a neighbour where the side has strength or control, and fewer than 9."""
    there = s.strength[to * table.sides + side]
    return s.strength[area * table.sides + side] > 0 and there < STRENGTH_MAX and (there > 0 or s.holder[to] == side)


def can_arm(table: Scenario, s: State, area: int, side: int, seat: int) -> bool:
    """In an area that the side holds and that is not besieged, for 1 influence."""
    return s.holder[area] == side and not s.besieged >> area & 1 and s.influence[seat] >= ARM_PRICE


def is_signatory(s: State, seat: int) -> bool:
    """Whether the seat has signed the agreement in force."""
    return s.in_force and bool(s.signatories >> seat & 1)


# The list


def order_actions(table: Scenario, s: State, seat: int) -> list[int]:
    """The orders that may be added to the seat's set, ascending, and hold."""
    listed = possible_orders(table, s, seat, NOBODY)
    chosen = s.orders[seat]
    if chosen:
        listed = [action for action in listed if not clashes(table, chosen, action)]
    listed.append(table.acts.hold)
    return listed


def has_order(table: Scenario, s: State, seat: int) -> bool:
    """Whether the seat may add anything but hold to its set; without listing everything."""
    if s.orders[seat]:
        return len(order_actions(table, s, seat)) > 1
    return bool(possible_orders(table, s, seat, 1))


def possible_orders(table: Scenario, s: State, seat: int, enough: int) -> list[int]:
    """The orders possible by themselves, kind by kind, ascending; at least `enough` of them if that is not NOBODY."""
    side = table.side_of[seat]
    kinds = table.orders[seat]
    listed: list[int] = []
    for kind in range(len(kinds)):
        if kinds[kind]:
            if kind == ASSAULT:
                list_assaults(table, s, side, listed)
            elif kind in (STAND_DOWN, REARM):
                if is_signatory(s, seat):
                    listed.append(table.acts.stand_down if kind == STAND_DOWN else table.acts.rearm)
            else:
                list_by_area(table, s, seat, kind, listed)
            if len(listed) >= enough > 0:
                break
    return listed


def list_assaults(table: Scenario, s: State, side: int, listed: list[int]) -> None:
    """Assaults: where a hostile side has strength and the own side can reach it."""
    strength = s.strength
    hostile = table.hostile[side]
    for area in table.fields:
        here = area * table.sides
        reach = strength[here + side]
        for target in range(table.sides):
            if strength[here + target] and hostile[target]:
                if not reach and strongest_neighbour(table, s, area, side) == NOBODY:
                    break
                reach = 1
                listed.append(table.acts.assault[area][target])


def list_by_area(table: Scenario, s: State, seat: int, kind: int, listed: list[int]) -> None:
    """The orders of a kind that names an area first, in map order."""
    acts = table.acts
    strength = s.strength
    sides = table.sides
    side = table.side_of[seat]
    for area in table.fields:
        if kind == REDEPLOY:
            if strength[area * sides + side]:
                list_redeployments(table, s, area, side, listed)
        elif kind == FORTIFY:
            if strength[area * sides + side]:
                listed.append(acts.fortify[area])
        elif kind == STRIKE:
            if strength[area * sides + table.struck_side]:
                listed.append(acts.strike[area])
        elif kind == ARM:
            if can_arm(table, s, area, side, seat):
                listed.append(acts.arm[area][side])
        elif can_support(table, s, area, side):
            listed.append(acts.support[area][side])


def list_redeployments(table: Scenario, s: State, area: int, side: int, listed: list[int]) -> None:
    """Redeployments from an area where the side has strength."""
    for at, to in enumerate(table.neighbours[area]):
        there = s.strength[to * table.sides + side]
        if there < STRENGTH_MAX and (there or s.holder[to] == side) and not table.closed_areas >> to & 1:
            listed.append(table.acts.redeploy[area][at])


def clashes(table: Scenario, chosen: tuple[int, ...], action: int) -> bool:
    """Whether the order can't join the set (§6): ascending, one assault an area, no rearm beside stand-down."""
    if action <= chosen[-1]:
        return True
    verb, area = table.acts.verb[action], table.acts.a[action]
    if verb == ORDER_REARM:
        return table.acts.stand_down in chosen
    if verb == ORDER_ASSAULT:
        return any(table.acts.verb[other] == ORDER_ASSAULT and table.acts.a[other] == area for other in chosen)
    return False


# The reasons


def refuse_chosen(table: Scenario, s: State, seat: int, action: int) -> RulesError | None:
    """Why the order can't be added to the set now, or None if it can."""
    if action == table.acts.hold:
        return None
    chosen = s.orders[seat]
    if chosen and clashes(table, chosen, action):
        return RulesError(
            "6",
            "set-of-orders",
            "Orders are a set in ascending order: none twice, one assault an area, no rearm beside stand-down.",
        )
    return refuse_order(table, s, seat, action)


def refuse_order(table: Scenario, s: State, seat: int, action: int) -> RulesError | None:
    """Why the order is not possible now, or None if it is."""
    verb, a, b, _c, _d = table.acts.entries[action]
    kind = ORDER_OF_VERB[verb]
    name = table.seat_names[seat]
    if not table.orders[seat][kind]:
        return RulesError("6", "not-your-order", "{} has no order {}.", name, ORDER_IDS[kind])
    if verb in (ORDER_STAND_DOWN, ORDER_REARM):
        if is_signatory(s, seat):
            return None
        return RulesError("5.3", "no-signatory", "Only a signatory of an agreement in force can do that.")
    if table.closed_areas >> a & 1 or (verb == ORDER_REDEPLOY and table.closed_areas >> b & 1):
        return RulesError("6", "closed-area", "No seat may order anything in {}.", table.area_names[a])
    return refuse_area_order(table, s, seat, verb, a, b)


def refuse_area_order(table: Scenario, s: State, seat: int, verb: int, area: int, other: int) -> RulesError | None:
    """The same for the orders that name an area; `other` is a side or the area redeployed to."""
    side = table.side_of[seat]
    here = table.area_names[area]
    ours = table.side_names[side]
    force = s.strength[area * table.sides + side]
    if verb in (ORDER_SUPPORT, ORDER_ARM) and other != side:
        return RulesError("6", "not-your-side", "{} can do that for {} alone.", table.seat_names[seat], ours)
    if verb == ORDER_ASSAULT:
        if can_assault(table, s, area, side, other):
            return None
        return explain_assault(table, s, area, side, other)
    if verb == ORDER_SUPPORT and not can_support(table, s, area, side):
        return RulesError("6", "no-fight", "In {} there is nothing that {} could assault or defend.", here, ours)
    if verb == ORDER_REDEPLOY and not can_redeploy(table, s, area, other, side):
        return RulesError(
            "6",
            "no-redeployment",
            "{} has {} in {}; it can send 1 to a neighbour where it has strength or control and fewer than {}.",
            ours,
            force,
            here,
            STRENGTH_MAX,
        )
    if verb == ORDER_ARM and not can_arm(table, s, area, side, seat):
        return RulesError(
            "6", "no-arms", "Arms for 1 influence go to an area that {} holds and that is not besieged.", ours
        )
    if verb == ORDER_FORTIFY and not force:
        return RulesError("6", "no-strength", "{} has no strength in {}.", ours, here)
    if verb == ORDER_STRIKE and not s.strength[area * table.sides + table.struck_side]:
        return RulesError(
            "6", "nothing-to-strike", "{} has no strength in {}.", table.side_names[table.struck_side], here
        )
    return None


def explain_assault(table: Scenario, s: State, area: int, side: int, target: int) -> RulesError:
    """Why an assault is not possible."""
    here, ours, theirs = table.area_names[area], table.side_names[side], table.side_names[target]
    if not table.hostile[side][target]:
        return RulesError("6", "not-hostile", "{} is not hostile to {}.", ours, theirs)
    if not s.strength[area * table.sides + target]:
        return RulesError("6", "no-strength", "{} has no strength in {}.", theirs, here)
    return RulesError("6", "out-of-reach", "{} has no strength in {} nor in a neighbour that it holds.", ours, here)
