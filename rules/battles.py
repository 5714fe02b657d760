"""Battles (§6): what both sides bring to one, and what its draw costs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.board import add_toll, alter_strength, change_strength, settle_control, strongest_neighbour
from rules.events import ATTACKED, BATTLE_FOUGHT, DEFENDED, LENT, TOLL_ASSAULT, tell
from rules.integers import bit
from rules.scenario import NOBODY, Scenario
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int

AIR_STRENGTH: Final = 2
ROUT: Final = 3  # a margin that costs the loser 2


def attack_strength(table: Scenario, s: State, area: Int, side: Int) -> Int:
    """Own strength there, half of the strongest neighbour held, rounded down, and air support."""
    near = strongest_neighbour(table, s, area, side)
    at = area * table.sides + side
    return s.strength[at] + lent_by(table, s, near, side) + air_strength(s, at)


def air_strength(s: State, at: Int) -> Int:
    """What air support adds to a side in its next fight there."""
    strength = 0
    for flown in s.air:
        if flown == at:
            strength += AIR_STRENGTH
    return strength


def lent_by(table: Scenario, s: State, near: Int, side: Int) -> Int:
    """What a neighbour (or NOBODY) lends: half of its strength, rounded down."""
    return s.strength[near * table.sides + side] // 2 if near != NOBODY else 0


def defence_strength(table: Scenario, s: State, area: Int, side: Int) -> Int:
    """Strength there, 1 if fortified, air support, terrain; 1 less if its holder is besieged."""
    at = area * table.sides + side
    dug_in = 1 if at in s.fortified else 0
    besieged = 1 if is_besieged_in(s, area, side) else 0
    return s.strength[at] + dug_in + air_strength(s, at) + table.terrain[area] - besieged


def is_besieged_in(s: State, area: Int, side: Int) -> bool:
    """Whether the area is besieged and that side holds it."""
    return bool(s.besieged >> area & 1) and s.holder[area] == side


def tell_forces(table: Scenario, s: State, seat: Int, area: Int, target: Int) -> None:
    """What both sides bring to a battle, part by part, before the draw."""
    side = table.side_of[seat]
    at, there = area * table.sides + side, area * table.sides + target
    near = strongest_neighbour(table, s, area, side)
    lent = lent_by(table, s, near, side)
    tell(s, ATTACKED, seat, there, s.strength[at], lent, air_strength(s, at))
    if lent:
        tell(s, LENT, seat, near, area, lent)
    how = (1 if there in s.fortified else 0) + (2 if is_besieged_in(s, area, target) else 0)
    tell(s, DEFENDED, NOBODY, there, s.strength[there], how, air_strength(s, there))


def resolve_battle(table: Scenario, s: State, seat: Int, area: Int, target: Int, draw: Int) -> None:
    """The draw is added to attack - defence and the loser pays; once a turn the area gathers its weight (§6)."""
    side = table.side_of[seat]
    attack = attack_strength(table, s, area, side)
    defence = defence_strength(table, s, area, target)
    near = strongest_neighbour(table, s, area, side)
    outside = s.strength[area * table.sides + side] == 0
    if s.news is not None:
        tell_forces(table, s, seat, area, target)
    tell(s, BATTLE_FOUGHT, seat, area * table.sides + target, attack, defence, draw)
    if not s.assaulted >> area & 1:
        s.assaulted |= bit(area)
        add_toll(s, area, table.weights[area], seat, TOLL_ASSAULT)
    margin = attack - defence + draw
    # Losses of both sides fall at once: control is settled after them
    if margin >= 0:
        alter_strength(table, s, area, target, -2 if margin >= ROUT else -1)
    if margin <= 0:
        lose_attackers(table, s, area, side, near, 2 if margin <= -ROUT else 1)
    settle_control(table, s, area)
    if near != NOBODY:
        settle_control(table, s, near)
    if margin > 0 and outside and near != NOBODY:
        change_strength(table, s, near, side, -1)
        change_strength(table, s, area, side, 1)


def lose_attackers(table: Scenario, s: State, area: Int, side: Int, near: Int, losses: Int) -> None:
    """An attacker's losses beyond what stands in the area fall on the neighbour that lent strength."""
    here = min(losses, s.strength[area * table.sides + side])
    alter_strength(table, s, area, side, -here)
    if losses > here and near != NOBODY:
        alter_strength(table, s, near, side, here - losses)
