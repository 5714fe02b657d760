"""Operations (§6): orders in their steps, battles, air strikes, the judging of breaches and violations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.actions import (
    FIRST_ORDER,
    ORDER_ARM,
    ORDER_ASSAULT,
    ORDER_FORTIFY,
    ORDER_REARM,
    ORDER_REDEPLOY,
    ORDER_STRIKE,
    ORDER_SUPPORT,
)
from rules.agreement import violate
from rules.battles import resolve_battle
from rules.board import (
    add_toll,
    change_strength,
    raise_meter_to,
    seat_in_turn,
    shift_attention,
    shift_meter,
    turn_order,
)
from rules.effects import trigger
from rules.events import (
    AIR_DOCUMENTED,
    AIR_SUPPORTED,
    EVERYBODY,
    ORDERED,
    OUTSIDER_ARMED,
    REARMED,
    STOOD_DOWN,
    STRUCK,
    STRUCK_WRONG,
    TOLL_AIR,
    TOLL_STRIKE,
    VOID,
    tell,
    whisper,
)
from rules.instructions import WHEN_BREACH
from rules.integers import clamp
from rules.orders import ARM_PRICE, can_order, is_signatory
from rules.pledges import note_breaches, pay_breaches, remember_deed
from rules.scenario import (
    ACT_ARM,
    ACT_HOSTILE_ASSAULT,
    ACT_SUPPORT,
    CREDIBILITY,
    INFLUENCE,
    NOBODY,
    REARM,
    RESERVE_MAX,
    STAND_DOWN,
    SUPPORT,
    Scenario,
)
from rules.state import (
    CHANCE,
    INSPECTION,
    OPERATIONS,
    State,
)
from rules.tuples import grown, joined, put

if TYPE_CHECKING:
    from rules.integers import Int

SIXTHS: Final = 6
LOWEST_DRAW: Final = -1
BATTLE_WEIGHTS: Final[tuple[int, ...]] = (1, 2, 1)  # of the draws -1, 0, +1
# Of no and yes, by the odds in sixths
SIXTHS_WEIGHTS: Final[tuple[tuple[int, ...], ...]] = tuple([(SIXTHS - odds, odds) for odds in range(SIXTHS + 1)])


def begin_operations(table: Scenario, s: State) -> None:
    """All orders are revealed and put in sequence: by step, within a step in map order, then turn order."""
    everything = len(table.acts.verb)
    lined_up: list[Int] = []
    for place in range(table.seats):
        seat = seat_in_turn(table, s, place)
        chosen = s.orders[seat]
        if chosen:
            for action in chosen:
                # One number sorts faster than a tuple: moment, place and, when all else is equal, the order itself
                rank = table.acts.moment[action] * table.seats + place
                lined_up.append((rank * table.seats + seat) * everything + action)
                if s.news is not None:
                    tell_order(table, s, seat, action)
            s.orders[seat] = ()
    lined_up.sort()
    s.queue = tuple([entry % (table.seats * everything) for entry in lined_up])
    s.air = s.fortified = ()
    s.fights = ()
    s.broken = ()
    s.assaulted = s.hostile_givers = s.offenders = 0
    s.operations += 1
    s.at = 0
    s.phase = OPERATIONS


def tell_order(table: Scenario, s: State, seat: Int, action: Int) -> None:
    """Reveal an order; `rearm` is announced as `stand-down` (§5.3)."""
    if action != table.acts.rearm:
        tell(s, ORDERED, seat, action)
        return
    whisper(s, 1 << seat, ORDERED, seat, action)
    whisper(s, EVERYBODY & ~(1 << seat), ORDERED, seat, table.acts.stand_down)


def next_order(table: Scenario, s: State) -> None:
    """Carry out the next orders until chance is asked or all are done; one that has become illegal is void."""
    while s.at < len(s.queue):
        seat, action = order_under_way(table, s)
        if not can_order(table, s, seat, action):
            tell(s, VOID, seat, action)
        elif not carry_out(table, s, seat, action):
            s.seat = CHANCE
            return
        s.at += 1
    judge_breaches(table, s)
    judge_violations(table, s)
    s.queue = ()
    s.phase = INSPECTION
    s.at = 0


def order_under_way(table: Scenario, s: State) -> tuple[Int, Int]:
    """Whose turn it is, and the order."""
    everything = len(table.acts.verb)
    entry = s.queue[s.at]
    seat = entry // everything
    return seat, entry - seat * everything


def carry_out(table: Scenario, s: State, seat: Int, action: Int) -> bool:
    """Carry out an order; False if a draw has to finish it."""
    verb, a, b = table.acts.verb[action], table.acts.area[action], table.acts.other[action]
    side = table.side_of[seat]
    count_order(table, s, seat, verb)
    if verb == ORDER_ASSAULT:
        begin_assault(table, s, seat, a, b)
        return False
    if verb == ORDER_SUPPORT:
        return support(table, s, seat, a)
    if verb == ORDER_STRIKE:
        return strike(table, s, seat, a)
    if verb == ORDER_REDEPLOY:
        change_strength(table, s, a, side, -1)
        change_strength(table, s, b, side, 1)
    elif verb == ORDER_ARM:
        arm(table, s, seat, a)
    elif verb == ORDER_FORTIFY:
        s.fortified = grown(s.fortified, a * table.sides + side)
    else:
        stand_down(table, s, seat, rearms=verb == ORDER_REARM)
    return True


def count_order(table: Scenario, s: State, seat: Int, verb: Int) -> None:
    """Count the orders that the scenario watches; a rearm counts as the stand-down that it is announced as."""
    kind = verb - FIRST_ORDER
    if kind == REARM:
        kind = STAND_DOWN
    if not table.watched_kinds[seat] >> kind & 1:
        return
    for at in range(len(table.watched_orders)):
        who, what = table.watched_orders[at]
        if who == seat and what == kind:
            counted = put(s.watched, 2 * at, s.watched[2 * at] + 1)
            s.watched = put(counted, 2 * at + 1, s.operations)


# Steps 1 and 2


def stand_down(table: Scenario, s: State, seat: Int, *, rearms: bool) -> None:
    """Stand down, or seem to: what it gives and what it shows is the same (§5.3)."""
    tell(s, STOOD_DOWN, seat)
    raise_meter_to(s, SUPPORT, seat, 1, table.numbers.stand_down_limit)
    s.stood_down = put(s.stood_down, seat, s.stood_down[seat] + 1)
    if rearms:
        s.reserve = put(s.reserve, seat, min(s.reserve[seat] + 1, RESERVE_MAX))
        whisper(s, 1 << seat, REARMED, seat, s.reserve[seat])


def arm(table: Scenario, s: State, seat: Int, area: Int) -> None:
    """Arms for the own or the client's side; under an agreement a violation, or by an outsider an incident (§5.4)."""
    shift_meter(s, INFLUENCE, seat, -ARM_PRICE)
    change_strength(table, s, area, table.side_of[seat], 1)
    remember_deed(table, s, seat, ACT_ARM, NOBODY)
    note_breaches(table, s, seat, ACT_ARM, NOBODY)
    if is_signatory(s, seat):
        s.offenders |= 1 << seat
    elif s.in_force:
        s.incident = True
        tell(s, OUTSIDER_ARMED, seat, area)


# Step 3


def support(table: Scenario, s: State, seat: Int, area: Int) -> bool:
    """Air power for the side's next fight there; people are harmed each time."""
    side = table.side_of[seat]
    s.air = grown(s.air, area * table.sides + side)
    tell(s, AIR_SUPPORTED, seat, area, side)
    add_toll(s, area, table.numbers.air_toll, seat, TOLL_AIR)
    remember_deed(table, s, seat, ACT_SUPPORT, area)
    note_breaches(table, s, seat, ACT_SUPPORT, area)
    for target in range(table.sides):
        if target != side and s.strength[area * table.sides + target]:
            note_hostility(table, s, seat, target)
    odds = air_odds(table, area)
    if odds >= SIXTHS:
        document_strike(s, seat, area)
    return odds in (0, SIXTHS)


def air_odds(table: Scenario, area: Int) -> Int:
    """The chance, in sixths, that an air strike is documented and laid to its author."""
    odds = table.numbers.air_odds
    return odds[clamp(table.weights[area], 0, len(odds) - 1)]


def document_strike(s: State, seat: Int, area: Int) -> None:
    """The strike is documented: attention +2, credibility -1."""
    tell(s, AIR_DOCUMENTED, seat, area)
    shift_attention(s, 2)
    shift_meter(s, CREDIBILITY, seat, -1)


def note_hostility(table: Scenario, s: State, seat: Int, target: Int) -> bool:
    """An order aimed at a side that another seat commands is hostile; against a signatory it may be a violation."""
    commander = table.commander[target]
    if commander in (NOBODY, seat):
        return False
    s.hostile_givers |= 1 << seat
    if is_signatory(s, seat) and is_signatory(s, commander):
        s.offenders |= 1 << seat
    return True


# Step 4


def begin_assault(table: Scenario, s: State, seat: Int, area: Int, target: Int) -> None:
    """The assault is made; a draw decides it."""
    s.fights = joined(s.fights, (area, table.side_of[seat], target))
    if note_hostility(table, s, seat, target):
        remember_deed(table, s, seat, ACT_HOSTILE_ASSAULT, area)
        note_breaches(table, s, seat, ACT_HOSTILE_ASSAULT, area)


# Step 5


def strike(table: Scenario, s: State, seat: Int, area: Int) -> bool:
    """Hit the side that strikes are meant for; a draw says whether the target was right."""
    s.fights = joined(s.fights, (area, NOBODY, table.struck_side))
    tell(s, STRUCK, seat, area)
    change_strength(table, s, area, table.struck_side, -2)
    add_toll(s, area, table.numbers.strike_toll, seat, TOLL_STRIKE)
    odds = table.numbers.strike_odds
    if odds in (0, SIXTHS):
        end_strike(table, s, seat, area, wrong=odds == SIXTHS)
        return True
    return False


def end_strike(table: Scenario, s: State, seat: Int, area: Int, *, wrong: bool) -> None:
    """A wrong target: more toll, and credibility -1."""
    if wrong:
        tell(s, STRUCK_WRONG, seat, area)
        add_toll(s, area, 1, seat, TOLL_STRIKE)
        shift_meter(s, CREDIBILITY, seat, -1)


# The draws


def draw_due(table: Scenario, s: State) -> tuple[Int, tuple[Int, ...]]:
    """The first outcome of the draw that the order under way waits for, and the weights of it and those that follow."""
    seat, action = order_under_way(table, s)
    verb, area = table.acts.verb[action], table.acts.area[action]
    if verb == ORDER_ASSAULT:
        return table.acts.battle[seat][area][table.acts.other[action]], BATTLE_WEIGHTS
    if verb == ORDER_SUPPORT:
        return table.acts.air[seat][area], SIXTHS_WEIGHTS[air_odds(table, area)]
    return table.acts.strike_draw[seat][area], SIXTHS_WEIGHTS[table.numbers.strike_odds]


def draw_actions(table: Scenario, s: State) -> list[tuple[int, int]]:
    """The outcomes of that draw, with their weights."""
    first, weights = draw_due(table, s)
    return [(first + at, weights[at]) for at in range(len(weights))]


def finish_order(table: Scenario, s: State, outcome: Int) -> None:
    """Take the outcome of the draw and finish the order under way."""
    seat, action = order_under_way(table, s)
    verb, area = table.acts.verb[action], table.acts.area[action]
    drawn = table.acts.drawn[outcome]
    if verb == ORDER_ASSAULT:
        resolve_battle(table, s, seat, area, table.acts.other[action], drawn + LOWEST_DRAW)
    elif verb == ORDER_STRIKE:
        end_strike(table, s, seat, area, wrong=drawn > 0)
    elif drawn:
        document_strike(s, seat, area)
    s.at += 1


# Step 6


def judge_breaches(table: Scenario, s: State) -> None:
    """All breaches of these operations, each pledge once."""
    if not s.broken:
        return
    broken = [entry for at, entry in enumerate(s.broken) if entry not in s.broken[:at] and entry in s.ledger]
    s.broken = ()
    if broken:
        pay_breaches(table, s, broken)
        trigger(table, s, WHEN_BREACH)


def judge_violations(table: Scenario, s: State) -> None:
    """Violations of the agreement by orders (§5.4)."""
    if s.offenders:
        for seat in turn_order(table, s):
            if s.offenders >> seat & 1:
                violate(table, s, seat, 0)
        s.offenders = 0
