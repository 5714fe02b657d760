"""Conditions and filters of the effect vocabulary: what a card may ask of the table (§4.3).

They read public state and the player's own agenda, nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.board import aid_let_in, next_to
from rules.instructions import (
    ATTENTION,
    IF_ABSENT,
    IF_AGENDA,
    IF_AGREEMENT,
    IF_ALL,
    IF_ANY,
    IF_CARDS,
    IF_DRAFT,
    IF_HOLDS,
    IF_HOSTILE,
    IF_KEPT,
    IF_METER,
    IF_NOT,
    IF_ORDERED,
    IF_OWES,
    IF_PRESENT,
    IF_SIGNATORY,
    IF_SOME,
    IF_TRACK,
    IF_TURN,
    NO_SEAT,
    TOLL,
    WHERE_AID,
    WHERE_BESIEGED,
    WHERE_FOUGHT_WITHOUT,
    WHERE_HAS,
    WHERE_HELD_BY,
    WHERE_IS,
    WHERE_LACKS,
    WHERE_NEAR,
    WHERE_NEXT_TO,
    WHERE_SPARED,
    WHERE_STRENGTH,
    WHO_REGISTER,
    WHO_SELF,
    Condition,
    Test,
)
from rules.integers import bit, count, lowest
from rules.meters import meter_of
from rules.registers import read
from rules.scenario import NOBODY, Scenario
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int


def seat_of(s: State, ref: Int, player: Int) -> Int:
    """The seat a reference means: a seat, the player, or the seat in a register."""
    if ref >= 0:
        return ref
    return player if ref == WHO_SELF else read(s.registers, WHO_REGISTER - ref)


def place_of(s: State, ref: Int) -> Int:
    """The area or issue a reference means: a number, or what is in a register."""
    return ref if ref >= 0 else read(s.registers, -1 - ref)


def track_value(s: State, track: Int) -> Int:
    """The toll, the attention, or one of the scenario's own tracks."""
    if track == ATTENTION:
        return s.attention
    return s.toll if track == TOLL else s.tracks[track]


def areas_where(table: Scenario, s: State, where: tuple[Test, ...]) -> Int:
    """Mask of the areas that a filter lets through: those that pass all its tests."""
    mask = bit(table.areas) - 1
    for test in where:
        mask &= areas_passing(table, s, test)
        if not mask:
            break
    return mask


def areas_passing(table: Scenario, s: State, test: Test) -> Int:
    """Mask of the areas that pass one test of a filter (docs/scenario-format.md, Filters)."""
    kind = test.kind
    side = test.a
    if kind == WHERE_IS:
        return test.mask
    if kind == WHERE_HELD_BY:
        return s.held[side]
    if kind == WHERE_HAS:
        return s.stands[side]
    if kind == WHERE_LACKS:
        return ~s.stands[side]
    if kind == WHERE_STRENGTH:
        return areas_of_strength(table, s, side, test.low, test.high)
    if kind == WHERE_NEAR:
        return s.stands[side] | next_to(table, s.stands[side])
    if kind == WHERE_BESIEGED:
        return s.besieged if side else ~s.besieged
    if kind == WHERE_AID:
        return ~areas_cut_off(table, s) if side else areas_cut_off(table, s)
    if kind == WHERE_NEXT_TO:
        return table.neighbour_masks[place_of(s, side)]
    if kind == WHERE_SPARED:
        return ~areas_fought_over(s, side, spared=True)
    if kind == WHERE_FOUGHT_WITHOUT:
        return areas_fought_over(s, side, spared=False)
    raise ValueError(kind)


def areas_of_strength(table: Scenario, s: State, side: Int, low: Int, high: Int) -> Int:
    """Mask of the areas where the side's strength lies in a range."""
    mask: Int = 0
    left = s.stands[side] if low > 0 else bit(table.areas) - 1
    while left:
        area = lowest(left)
        if low <= s.strength[area * table.sides + side] <= high:
            mask |= bit(area)
        left &= left - 1
    return mask


def areas_cut_off(table: Scenario, s: State) -> Int:
    """Mask of the besieged areas into which no aid is let."""
    mask = 0
    left = s.besieged
    while left:
        area = lowest(left)
        if not aid_let_in(table, s, area):
            mask |= bit(area)
        left &= left - 1
    return mask


def areas_fought_over(s: State, side: Int, *, spared: bool) -> Int:
    """Mask of the areas where the side was attacked this turn, or (not `spared`) where others fought without it."""
    mask = 0
    for area, attacker, attacked in s.fights:
        if spared:
            if attacked == side:
                mask |= bit(area)
        elif attacker not in (NOBODY, side) and attacked != side:
            mask |= bit(area)
    return mask


def holds(table: Scenario, s: State, condition: Condition, player: Int) -> bool:
    """Whether a condition holds for the player of a card (docs/scenario-format.md, Conditions)."""
    kind = condition.kind
    if kind == IF_NOT:
        return not holds(table, s, condition.parts[0], player)
    if kind == IF_ALL:
        for part in condition.parts:
            if not holds(table, s, part, player):
                return False
        return True
    if kind == IF_ANY:
        for part in condition.parts:
            if holds(table, s, part, player):
                return True
        return False
    if kind == IF_AGREEMENT:
        return s.in_force == bool(condition.a)
    if kind == IF_DRAFT:
        return condition.low <= s.draft[place_of(s, condition.a)] <= condition.high
    if kind == IF_TRACK:
        return condition.low <= track_value(s, condition.a) <= condition.high
    if kind == IF_TURN:
        return turn_fits(s.turn, condition.turns)
    if kind == IF_ORDERED:
        last = s.watched[2 * condition.a + 1]
        return last > 0 and s.operations - last < condition.b
    if kind == IF_HOLDS:
        return s.holder[place_of(s, condition.b)] == condition.a
    if kind == IF_SOME:
        return condition.low <= count(areas_where(table, s, condition.where)) <= condition.high
    return holds_of_seat(table, s, condition, player)


def holds_of_seat(table: Scenario, s: State, condition: Condition, player: Int) -> bool:
    """The conditions that ask about a seat."""
    kind = condition.kind
    if kind == IF_METER:
        value = meter_of(s, condition.a, seat_of(s, condition.b, player))
        return condition.low <= value <= condition.high
    if kind == IF_AGENDA:
        return player != NOBODY and s.agenda[player] == condition.a
    seat = seat_of(s, condition.a, player)
    if kind == IF_PRESENT:
        return bool(s.present >> seat & 1)
    if kind == IF_ABSENT:
        return not s.present >> seat & 1
    if kind == IF_SIGNATORY:
        return s.in_force and bool(s.signatories >> seat & 1)
    if kind == IF_HOSTILE:
        return bool(s.hostile_givers >> seat & 1)
    if kind == IF_CARDS:
        return condition.low <= count(s.hand[seat]) <= condition.high
    if kind == IF_KEPT:
        return any(
            table.pledges[pledge].seat == seat and table.pledges[pledge].kind == condition.c for pledge in s.kept
        )
    if kind == IF_OWES:
        return owes(
            table,
            s,
            seat,
            NO_SEAT if condition.b == NO_SEAT else seat_of(s, condition.b, player),
            condition.c,
        )
    raise ValueError(kind)


def asks_for_agenda(condition: Condition | None) -> bool:
    """Whether it depends on the agenda of its player, which is secret (§4.3)."""
    if condition is None:
        return False
    if condition.kind == IF_AGENDA:
        return True
    for part in condition.parts:
        if asks_for_agenda(part):
            return True
    return False


def turn_fits(turn: Int, turns: tuple[Int, ...]) -> bool:
    """Whether the turn is one of a list, or even (0) or odd (-1)."""
    for one in turns:
        if one == turn or (one <= 0 and turn % 2 == -one):
            return True
    return False


def owes(table: Scenario, s: State, seat: Int, to: Int, kind: Int) -> bool:
    """Whether the seat has a pledge in force: owed to `to` (or to anybody), of a kind (or of any)."""
    for entry in s.ledger:
        rule = table.pledges[entry[0]]
        if rule.seat == seat and kind in (NOBODY, rule.kind) and (to == NO_SEAT or entry[1] >> to & 1):
            return True
    return False
