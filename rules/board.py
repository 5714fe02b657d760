"""The table of §1: meters, tracks, strengths, control and sieges, and the turn order of §2.

Everything that changes a meter, a track or a strength goes through here, so that it is clamped and told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.events import BESIEGED, CONTROL, METER, SIEGE_LIFTED, STRENGTH, TOLL, TRACK, tell
from rules.instructions import ATTENTION
from rules.integers import bit, clamp, lowest
from rules.meters import meter_of, set_meter
from rules.scenario import ATTENTION_MAX, METER_MAX, NOBODY, STRENGTH_MAX, Scenario
from rules.state import State
from rules.tuples import put

if TYPE_CHECKING:
    from rules.integers import Int


def turn_order(table: Scenario, s: State) -> tuple[Int, ...]:
    """All seats in turn order: the seat order rotated by (turn - 1); before the first turn the seat order (§2)."""
    return table.turn_orders[table.first_in[s.turn]]


def seat_in_turn(table: Scenario, s: State, place: Int) -> Int:
    """The seat at a place of that order."""
    seat = table.first_in[s.turn] + place
    return seat - table.seats if seat >= table.seats else seat


# Meters and tracks


def shift_meter(s: State, meter: Int, seat: Int, by: Int) -> None:
    """Move a meter, clamped to its range (§1)."""
    before = meter_of(s, meter, seat)
    now = clamp(before + by, 0, METER_MAX[meter])
    if now != before:
        set_meter(s, meter, seat, now)
        if s.news is not None:
            tell(s, METER, seat, meter, now - before, now)


def raise_meter_to(s: State, meter: Int, seat: Int, by: Int, limit: Int) -> None:
    """Raise a meter, to at most `limit`, never lowering it (rally and stand-down)."""
    room = limit - meter_of(s, meter, seat)
    if room > 0:
        shift_meter(s, meter, seat, min(room, by))


def shift_attention(s: State, by: Int) -> None:
    """Move the world's attention, clamped to 0..10."""
    now = clamp(s.attention + by, 0, ATTENTION_MAX)
    if now != s.attention:
        tell(s, TRACK, NOBODY, ATTENTION, now - s.attention, now)
        s.attention = now


def shift_track(table: Scenario, s: State, track: Int, by: Int) -> None:
    """Move attention or one of the scenario's own tracks, clamped to its range."""
    if track == ATTENTION:
        shift_attention(s, by)
        return
    now = clamp(s.tracks[track] + by, table.track_low[track], table.track_high[track])
    if now != s.tracks[track]:
        tell(s, TRACK, NOBODY, track, now - s.tracks[track], now)
        s.tracks = put(s.tracks, track, now)


def add_toll(s: State, area: Int, by: Int, author: Int, cause: Int) -> None:
    """People are harmed in an area: it gathers there until the turn settles it (§6, §7 step 3)."""
    gathered: Int = s.harm[area]
    s.harm[area] = gathered + by
    tell(s, TOLL, author, area, by, cause)


# Strength, control, sieges


def change_strength(table: Scenario, s: State, area: Int, side: Int, by: Int) -> None:
    """Add or remove strength and work out anew who controls the area (§1)."""
    alter_strength(table, s, area, side, by)
    if by < 0 or s.holder[area] != side:  # who gains where it holds goes on holding
        settle_control(table, s, area)


def alter_strength(table: Scenario, s: State, area: Int, side: Int, by: Int) -> None:
    """Add or remove strength, clamped to 0..9; control is settled when all that happens at once has happened."""
    at = area * table.sides + side
    before = s.strength[at]
    now = clamp(before + by, 0, STRENGTH_MAX)
    if now == before:
        return
    s.strength[at] = now
    if not before or not now:
        s.stands = put(s.stands, side, s.stands[side] ^ bit(area))
    if s.news is not None:
        tell(s, STRENGTH, NOBODY, area, side, now - before, now)


def settle_control(table: Scenario, s: State, area: Int) -> None:
    """Work out anew who controls the area, and the sieges that hang on it (§1)."""
    before = s.holder[area]
    holder = controller(table, s, area)
    if holder != before:
        tell(s, CONTROL, NOBODY, area, holder, before)
        s.holder = put(s.holder, area, holder)
        if before != NOBODY:
            s.held = put(s.held, before, s.held[before] ^ bit(area))
        s.held = put(s.held, holder, s.held[holder] | bit(area))
        survey_sieges(table, s)


def controller(table: Scenario, s: State, area: Int) -> Int:
    """The side strictly stronger there than every other; else the old holder (§1)."""
    first = area * table.sides
    holder = s.holder[area]
    strongest = holder
    most: Int = -1
    for side in range(table.sides):
        force = s.strength[first + side]
        if force > most:
            strongest = side
            most = force
        elif force == most:
            strongest = holder
    return strongest


def survey_map(table: Scenario, s: State) -> None:
    """Work out afresh what follows from strengths and holders, for a position that is laid and not played."""
    stands = [0] * table.sides
    held = [0] * table.sides
    for area in range(table.areas):
        for side in range(table.sides):
            if s.strength[area * table.sides + side]:
                stands[side] |= bit(area)
        if s.holder[area] != NOBODY:
            held[s.holder[area]] |= bit(area)
    s.stands = tuple(stands)
    s.held = tuple(held)
    s.besieged = find_sieges(table, s)


def survey_sieges(table: Scenario, s: State) -> None:
    """Bring `s.besieged` up to date and tell what changed."""
    now = find_sieges(table, s)
    if now != s.besieged:
        for area in areas_in(now ^ s.besieged):
            tell(s, BESIEGED if now >> area & 1 else SIEGE_LIFTED, NOBODY, area)
        s.besieged = now


def find_sieges(table: Scenario, s: State) -> Int:
    """The besieged areas: not open, and every neighbour held by a side hostile to the holder (§1)."""
    besieged: Int = 0
    for side in range(table.sides):
        hemmed = s.held[side] & ~table.open_areas
        if hemmed:
            free = ~held_by_foes(table, s, side)
            while hemmed:
                area = lowest(hemmed)
                near = table.neighbour_masks[area]
                if near and not near & free:
                    besieged |= bit(area)
                hemmed &= hemmed - 1
    return besieged


def held_by_foes(table: Scenario, s: State, side: Int) -> Int:
    """Mask of the areas that sides hostile to this one hold."""
    foes: Int = table.foes[side]
    mask: Int = 0
    for foe in range(table.sides):
        if foes >> foe & 1:
            mask |= s.held[foe]
    return mask


def areas_in(mask: Int) -> list[int]:
    """The areas of a mask, in map order."""
    areas: list[int] = []
    while mask:
        areas.append(lowest(mask))
        mask &= mask - 1
    return areas


def next_to(table: Scenario, mask: Int) -> Int:
    """Mask of the areas that have a neighbour in the mask."""
    around: Int = 0
    while mask:
        around |= table.neighbour_masks[lowest(mask)]
        mask &= mask - 1
    return around


def besieges(table: Scenario, s: State, side: Int, area: Int) -> bool:
    """Whether the side holds a neighbour of an area that is besieged (§1)."""
    return (s.held[side] & table.neighbour_masks[area]) != 0 and bool(s.besieged >> area & 1)


def besiegers(table: Scenario, s: State, area: Int) -> Int:
    """Mask of the seats that command a side besieging the area (§1)."""
    mask: Int = 0
    if s.besieged >> area & 1:
        near = table.neighbour_masks[area]
        for side in range(table.sides):
            if s.held[side] & near:
                commander = table.commander[side]
                if commander != NOBODY:
                    mask |= 1 << commander
    return mask


def access_agreed(table: Scenario, s: State) -> bool:
    """Whether an agreement in force lifts the sieges (§7 step 1)."""
    issue = table.numbers.access_issue
    return s.in_force and issue != NOBODY and s.draft[issue] >= table.numbers.access_low


def aid_let_in(table: Scenario, s: State, area: Int) -> bool:
    """Whether aid reaches a besieged area: by the agreement or by every besieging commander's pledge (§7 step 1).

    A side that nobody commands never lets it in, whatever others have signed.
    """
    if not s.besieged >> area & 1:
        return True
    letting: Int = 0
    if access_agreed(table, s):
        letting = (1 << table.seats) - 1
    for entry in s.ledger:
        pledge = table.pledges[entry[0]]
        if pledge.lets_aid_in and pledge.target == area:
            letting |= 1 << pledge.seat
    if not letting:
        return False  # whoever besieges it
    near = table.neighbour_masks[area]
    for side in range(table.sides):
        if s.held[side] & near:
            commander = table.commander[side]
            if commander == NOBODY or not letting >> commander & 1:
                return False
    return True


def cut_off(table: Scenario, s: State, area: Int) -> bool:
    """A besieged area into which no aid is let."""
    return bool(s.besieged >> area & 1) and not aid_let_in(table, s, area)


def strongest_neighbour(table: Scenario, s: State, area: Int, side: Int) -> Int:
    """The strongest neighbour that the side holds with strength, ties in map order, or NOBODY (§6)."""
    best: Int = NOBODY
    most: Int = 0
    lending = s.held[side] & s.stands[side] & table.neighbour_masks[area]
    while lending:
        near = lowest(lending)
        force = s.strength[near * table.sides + side]
        if force > most:
            best = near
            most = force
        lending &= lending - 1
    return best
