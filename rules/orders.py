"""Orders (§6): what a seat may order. Judged when an order is chosen and again when its moment comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.actions import (
    FIRST_ORDER,
    ORDER_ARM,
    ORDER_ASSAULT,
    ORDER_FORTIFY,
    ORDER_REARM,
    ORDER_REDEPLOY,
    ORDER_STAND_DOWN,
    ORDER_SUPPORT,
)
from rules.board import areas_in, next_to
from rules.errors import RulesError
from rules.integers import above
from rules.meters import influence_of
from rules.scenario import (
    AIR_SUPPORT,
    ARM,
    ASSAULT,
    FORTIFY,
    ORDER_IDS,
    REARM,
    REDEPLOY,
    STAND_DOWN,
    STRENGTH_MAX,
    STRIKE,
    Scenario,
)
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int

ARM_PRICE: Final = 1
EVERYWHERE: Final[Int] = -1  # a mask of all areas
NO_AREAS: Final[Int] = 0


# What each order needs


def can_reach(table: Scenario, s: State, area: Int, side: Int) -> bool:
    """Whether the side has strength in the area or in a neighbour that it holds."""
    stands = s.stands[side]
    return bool(stands >> area & 1) or (stands & s.held[side] & table.neighbour_masks[area]) != 0


def can_support(table: Scenario, s: State, area: Int, side: Int) -> bool:
    """The side could assault or defend there."""
    near = table.neighbour_masks[area]
    stands = bool(s.stands[side] >> area & 1)
    if not stands and not s.stands[side] & s.held[side] & near:
        return False
    foes: Int = table.foes[side]
    for foe in range(table.sides):
        if foes >> foe & 1:
            hostile = s.stands[foe]
            if hostile >> area & 1 or (stands and hostile & near and hostile & near & s.held[foe]):
                return True
    return False


def can_redeploy(table: Scenario, s: State, area: Int, to: Int, side: Int) -> bool:
    """1 strength to a neighbour where the side has strength or control, and fewer than 9."""
    stands = s.stands[side]
    if not stands >> area & 1:
        return False
    return bool((stands | s.held[side]) >> to & 1) and s.strength[to * table.sides + side] < STRENGTH_MAX


def can_arm(s: State, area: Int, side: Int, seat: Int) -> bool:
    """In an area that the side holds and that is not besieged, for 1 influence."""
    return bool((s.held[side] & ~s.besieged) >> area & 1) and influence_of(s, seat) >= ARM_PRICE


def is_signatory(s: State, seat: Int) -> bool:
    """Whether the seat has signed the agreement in force."""
    return s.in_force and bool(s.signatories >> seat & 1)


# The list


def order_actions(table: Scenario, s: State, seat: Int) -> list[int]:
    """The orders that may be added to the seat's set, ascending, and hold."""
    listed = possible_orders(table, s, seat)
    chosen = s.orders[seat]
    if chosen:
        listed = [action for action in listed if not clashes(table, chosen, action)]
    listed.append(table.acts.hold)
    return listed


def has_order(table: Scenario, s: State, seat: Int) -> bool:
    """Whether the seat may add anything but hold to its set; without listing everything."""
    kinds: Int = table.order_kinds[seat]
    chosen = s.orders[seat]
    # Of these a glance tells
    if kinds >> FORTIFY & 1 and areas_for(table, s, seat, FORTIFY) & areas_left(table, chosen, FORTIFY):
        return True
    if kinds >> STRIKE & 1 and areas_for(table, s, seat, STRIKE) & areas_left(table, chosen, STRIKE):
        return True
    for action in table.orders_of[seat]:
        if not (chosen and clashes(table, chosen, action)) and is_possible(table, s, seat, action):
            return True
    return False


def areas_for(table: Scenario, s: State, seat: Int, kind: Int) -> Int:
    """Mask of the areas where the seat could fortify, strike or arm."""
    side: Int = table.side_of[seat]
    if kind == ARM:
        if influence_of(s, seat) < ARM_PRICE:
            return NO_AREAS
        return s.held[side] & ~s.besieged & ~table.closed_areas
    if kind == STRIKE:
        side = table.struck_side
    return s.stands[side] & ~table.closed_areas


def areas_left(table: Scenario, chosen: tuple[Int, ...], kind: Int) -> Int:
    """Mask of the areas where an order of that kind comes after those that are chosen (§6)."""
    if not chosen:
        return EVERYWHERE
    last = chosen[-1]
    reached = table.acts.verb[last] - FIRST_ORDER
    if kind == reached:
        return above(table.acts.area[last])
    return EVERYWHERE if kind > reached else NO_AREAS


def can_add(table: Scenario, s: State, seat: Int, action: Int) -> bool:
    """Whether the order may join the seat's set now."""
    chosen = s.orders[seat]
    return not (chosen and clashes(table, chosen, action)) and can_order(table, s, seat, action)


def possible_orders(table: Scenario, s: State, seat: Int) -> list[int]:
    """The orders possible by themselves, kind by kind, ascending."""
    kinds = table.orders[seat]
    listed: list[int] = []
    for kind in range(len(kinds)):
        if kinds[kind]:
            if kind == ASSAULT:
                list_assaults(table, s, table.side_of[seat], listed)
            elif kind in (STAND_DOWN, REARM):
                if is_signatory(s, seat):
                    listed.append(table.acts.stand_down if kind == STAND_DOWN else table.acts.rearm)
            else:
                list_by_area(table, s, seat, kind, listed)
    return listed


def list_assaults(table: Scenario, s: State, side: Int, listed: list[int]) -> None:
    """Assaults: where a hostile side has strength and the own side can reach it."""
    targets: list[int] = []
    foes = 0
    for target in range(table.sides):
        if table.hostile[side][target]:
            targets.append(target)
            foes |= s.stands[target]
    reach = s.stands[side] | next_to(table, s.stands[side] & s.held[side])
    for area in areas_in(reach & foes & ~table.closed_areas):
        for target in targets:
            if s.stands[target] >> area & 1:
                listed.append(table.acts.assault[area][target])


def list_by_area(table: Scenario, s: State, seat: Int, kind: Int, listed: list[int]) -> None:
    """The orders of a kind that names an area first, in map order."""
    acts = table.acts
    side = table.side_of[seat]
    if kind == AIR_SUPPORT:
        stands = s.stands[side] | next_to(table, s.stands[side] & s.held[side])
    elif kind == REDEPLOY:
        stands = s.stands[side]
    else:
        stands = areas_for(table, s, seat, kind)
    for area in areas_in(stands & ~table.closed_areas):
        if kind == REDEPLOY:
            list_redeployments(table, s, area, side, listed)
        elif kind == FORTIFY:
            listed.append(acts.fortify[area])
        elif kind == STRIKE:
            listed.append(acts.strike[area])
        elif kind == ARM:
            listed.append(acts.arm[area][side])
        elif can_support(table, s, area, side):
            listed.append(acts.support[area][side])


def list_redeployments(table: Scenario, s: State, area: Int, side: Int, listed: list[int]) -> None:
    """Redeployments from an area where the side has strength."""
    for at, to in enumerate(table.neighbours[area]):
        there = s.strength[to * table.sides + side]
        if there < STRENGTH_MAX and (there or s.holder[to] == side) and not table.closed_areas >> to & 1:
            listed.append(table.acts.redeploy[area][at])


def clashes(table: Scenario, chosen: tuple[Int, ...], action: Int) -> bool:
    """Whether the order can't join the set (§6): ascending, one assault an area, no rearm beside stand-down."""
    if action <= chosen[-1]:
        return True
    verb, area = table.acts.verb[action], table.acts.area[action]
    if verb == ORDER_REARM:
        return table.acts.stand_down in chosen
    if verb == ORDER_ASSAULT:
        for other in chosen:
            if table.acts.verb[other] == ORDER_ASSAULT and table.acts.area[other] == area:
                return True
    return False


# One order


def can_order(table: Scenario, s: State, seat: Int, action: Int) -> bool:
    """Whether the order is possible now, by itself."""
    acts = table.acts
    kind = acts.verb[action] - FIRST_ORDER  # the kinds and their verbs stand in one order
    if not table.order_kinds[seat] >> kind & 1:
        return False
    area, other = acts.area[action], acts.other[action]
    side = table.side_of[seat]
    if kind < STAND_DOWN and table.closed_areas >> area & 1:
        return False
    if kind == ASSAULT:
        return bool(table.foes[side] >> other & 1) and is_possible(table, s, seat, action)
    if kind == REDEPLOY:
        return not table.closed_areas >> other & 1 and is_possible(table, s, seat, action)
    return (other == side or kind not in (AIR_SUPPORT, ARM)) and is_possible(table, s, seat, action)


def is_possible(table: Scenario, s: State, seat: Int, action: Int) -> bool:
    """The same of an order that the seat could ever give (`table.orders_of`), as the map stands."""
    acts = table.acts
    kind = acts.verb[action] - FIRST_ORDER
    area, side = acts.area[action], table.side_of[seat]
    if kind == ASSAULT:
        return bool(s.stands[acts.other[action]] >> area & 1) and can_reach(table, s, area, side)
    if kind == AIR_SUPPORT:
        return can_support(table, s, area, side)
    if kind == REDEPLOY:
        return can_redeploy(table, s, area, acts.other[action], side)
    if kind == ARM:
        return can_arm(s, area, side, seat)
    if kind == FORTIFY:
        return bool(s.stands[side] >> area & 1)
    if kind == STRIKE:
        return bool(s.stands[table.struck_side] >> area & 1)
    return is_signatory(s, seat)


# The reasons


def refuse_chosen(table: Scenario, s: State, seat: Int, action: Int) -> RulesError | None:
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


def refuse_order(table: Scenario, s: State, seat: Int, action: Int) -> RulesError | None:
    """Why the order is not possible now, or None if it is."""
    if can_order(table, s, seat, action):
        return None
    verb, a, b, _c, _d = table.acts.entries[action]
    kind = verb - FIRST_ORDER  # the kinds and their verbs stand in one order
    name = table.seat_names[seat]
    if not table.orders[seat][kind]:
        return RulesError("6", "not-your-order", "{} has no order {}.", name, ORDER_IDS[kind])
    if verb in (ORDER_STAND_DOWN, ORDER_REARM):
        return RulesError("5.3", "no-signatory", "Only a signatory of an agreement in force can do that.")
    if table.closed_areas >> a & 1 or (verb == ORDER_REDEPLOY and table.closed_areas >> b & 1):
        return RulesError("6", "closed-area", "No seat may order anything in {}.", table.area_names[a])
    return explain_order(table, s, seat, verb, a, b)


def explain_order(table: Scenario, s: State, seat: Int, verb: Int, area: Int, other: Int) -> RulesError:
    """The same for the orders that name an area; `other` is a side or the area redeployed to."""
    side = table.side_of[seat]
    here = table.area_names[area]
    ours = table.side_names[side]
    if verb in (ORDER_SUPPORT, ORDER_ARM) and other != side:
        return RulesError("6", "not-your-side", "{} can do that for {} alone.", table.seat_names[seat], ours)
    if verb == ORDER_ASSAULT:
        return explain_assault(table, s, area, side, other)
    if verb == ORDER_SUPPORT:
        return RulesError("6", "no-fight", "In {} there is nothing that {} could assault or defend.", here, ours)
    if verb == ORDER_REDEPLOY:
        return RulesError(
            "6",
            "no-redeployment",
            "{} has {} in {}; it can send 1 to a neighbour where it has strength or control and fewer than {}.",
            ours,
            s.strength[area * table.sides + side],
            here,
            STRENGTH_MAX,
        )
    if verb == ORDER_ARM:
        return RulesError(
            "6", "no-arms", "Arms for 1 influence go to an area that {} holds and that is not besieged.", ours
        )
    if verb == ORDER_FORTIFY:
        return RulesError("6", "no-strength", "{} has no strength in {}.", ours, here)
    return RulesError("6", "nothing-to-strike", "{} has no strength in {}.", table.side_names[table.struck_side], here)


def explain_assault(table: Scenario, s: State, area: Int, side: Int, target: Int) -> RulesError:
    """Why an assault is not possible."""
    here, ours, theirs = table.area_names[area], table.side_names[side], table.side_names[target]
    if not table.hostile[side][target]:
        return RulesError("6", "not-hostile", "{} is not hostile to {}.", ours, theirs)
    if not s.strength[area * table.sides + target]:
        return RulesError("6", "no-strength", "{} has no strength in {}.", theirs, here)
    return RulesError("6", "out-of-reach", "{} has no strength in {} nor in a neighbour that it holds.", ours, here)
