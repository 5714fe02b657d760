"""Pressure (§4.2): sealed cards are revealed in turn order, each takes effect, then the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.board import raise_meter_to, shift_attention, shift_meter, turn_order
from rules.decks import leave_hand
from rules.effects import begin, trigger
from rules.events import (
    AS_CAPITAL,
    CARD_REVEALED,
    COMPELLED,
    CONDEMNED,
    LEANED,
    RALLIED,
    RELIEF,
    SANCTIONED,
    tell,
)
from rules.instructions import WHEN_BREACH
from rules.operations import begin_operations
from rules.pledges import breaches_of, pay_breaches, remember_deed
from rules.scenario import (
    ACT_SANCTION,
    CREDIBILITY,
    INFLUENCE,
    NOBODY,
    SUPPORT,
    USE_CAPITAL,
    USE_CONDEMN,
    USE_EVENT,
    USE_RALLY,
    USE_RELIEF,
    USE_SANCTION,
    Scenario,
    Use,
)
from rules.sealed import can_play, is_open
from rules.state import State
from rules.tuples import joined

if TYPE_CHECKING:
    from rules.integers import Int

STRONG: Final = 2  # a value from which sanctions hurt at home and relief is remembered


def reveal_next(table: Scenario, s: State) -> None:
    """Reveal the next sealed card; after the last, operations begin."""
    order = turn_order(table, s)
    while s.at < table.seats:
        seat = order[s.at]
        s.at += 1
        action = s.sealed[seat]
        if action != NOBODY:
            s.sealed[seat] = NOBODY
            play_card(table, s, seat, table.acts.a[action], table.acts.b[action])
            return
    begin_operations(table, s)


def play_card(table: Scenario, s: State, seat: Int, card: Int, use: Int) -> None:
    """The card takes effect by its use; one that is no longer possible counts as capital."""
    rule = table.cards[card]
    tell(s, CARD_REVEALED, seat, card, use)
    possible = use == USE_CAPITAL or still_possible(table, s, seat, card, use)
    leave_hand(table, s, seat, card, once=rule.once)
    if not possible:
        tell(s, AS_CAPITAL, seat, card)
        shift_meter(s, INFLUENCE, seat, rule.value)
    elif use == USE_EVENT:
        begin(s, rule.program, seat)
    elif use == USE_CAPITAL:
        shift_meter(s, INFLUENCE, seat, rule.value)
    else:
        press(table, s, seat, table.uses[use], rule.value)


def still_possible(table: Scenario, s: State, seat: Int, card: Int, use: Int) -> bool:
    """Whether the use that was sealed is possible at the reveal too."""
    return can_play(table, s, seat, card) if use == USE_EVENT else is_open(table, s, use)


def press(table: Scenario, s: State, seat: Int, use: Use, value: Int) -> None:
    """Make a press move with a card of that value."""
    if use.kind == USE_SANCTION:
        sanction(table, s, seat, use.a, value)
    elif use.kind == USE_CONDEMN:
        condemn(s, seat, use.a, value)
    elif use.kind == USE_RALLY:
        tell(s, RALLIED, seat)
        raise_meter_to(s, SUPPORT, seat, value, table.numbers.rally_limit)
    elif use.kind == USE_RELIEF:
        relieve(table, s, seat, use.a, value)
    else:
        lean(s, seat, use.a, use.b, value)


def sanction(table: Scenario, s: State, seat: Int, target: Int, value: Int) -> None:
    """Target influence -v, and support -1 if v is 2 or more; it may break a pledge, which is paid at once (§3.4)."""
    tell(s, SANCTIONED, seat, target, value)
    shift_meter(s, INFLUENCE, target, -value)
    if value >= STRONG:
        shift_meter(s, SUPPORT, target, -1)
    remember_deed(table, s, seat, ACT_SANCTION, target)
    broken = breaches_of(table, s, seat, ACT_SANCTION, target)
    if broken:
        pay_breaches(table, s, broken)
        trigger(table, s, WHEN_BREACH)


def condemn(s: State, seat: Int, target: Int, value: Int) -> None:
    """Name a hostile act before the world: attention +1, target credibility -1; own +1 if v is 2 or more."""
    tell(s, CONDEMNED, seat, target)
    shift_attention(s, 1)
    shift_meter(s, CREDIBILITY, target, -1)
    if value >= STRONG:
        shift_meter(s, CREDIBILITY, seat, 1)


def relieve(table: Scenario, s: State, seat: Int, area: Int, value: Int) -> None:
    """Less toll in an area this turn; it is counted when the toll settles (§7 step 3)."""
    tell(s, RELIEF, seat, area, value)
    s.relief = joined(s.relief, (area, value))
    if value >= STRONG:
        shift_meter(s, CREDIBILITY, seat, 1)


def lean(s: State, seat: Int, client: Int, issue: Int, value: Int) -> None:
    """Make one's own ally move: it opens the lock at the next conference, it does not pay the bill."""
    tell(s, LEANED, seat, client, issue, value)
    s.leans = (*s.leans, (seat, client, issue, value))
    s.compelled |= 1 << client
    tell(s, COMPELLED, client)
    shift_meter(s, SUPPORT, seat, -1)
