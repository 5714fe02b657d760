"""Sealed choices (§4.1): each seat, once and in private, fixes its card, its orders and whether it will attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.board import cut_off, seat_in_turn
from rules.decks import cards_in, in_hand
from rules.errors import RulesError
from rules.events import SEALED, tell
from rules.filters import holds
from rules.orders import has_order
from rules.scenario import NOBODY, USE_CONDEMN, USE_EVENT, USE_LEAN, USE_RELIEF, Scenario
from rules.state import (
    ATTENDING,
    CARDS,
    DISCARDING,
    ORDERS,
    PRESSURE,
    State,
)
from rules.tuples import grown, put

if TYPE_CHECKING:
    from rules.integers import Int


def begin_sealing(table: Scenario, s: State) -> None:
    """The conference is over; nothing is sealed yet."""
    s.attending = 0
    for seat in range(table.seats):
        s.sealed[seat] = NOBODY
        s.orders[seat] = ()
    s.sealed_discard = (NOBODY,) * table.seats
    s.phase = CARDS
    s.at = 0


def ask_card(table: Scenario, s: State) -> None:
    """Begin the next seat's private visit with its card; an empty hand has nothing to choose."""
    if s.at >= table.seats:
        s.phase = PRESSURE
        s.at = 0
        return
    seat = seat_in_turn(table, s, s.at)
    if s.hand[seat]:
        s.seat = seat
    else:
        s.phase = ORDERS


def card_actions(table: Scenario, s: State, seat: Int) -> list[int]:
    """Every card in the hand with every use that is possible now, and none."""
    uses = [use for use in table.uses_of[seat] if use != USE_EVENT and is_open(table, s, use)]
    actions: list[int] = []
    for card in cards_in(table, seat, s.hand[seat]):
        first = table.acts.card(card, 0)
        if can_play(table, s, seat, card):
            actions.append(first)
        for use in uses:
            actions.append(first + use)
    actions.append(table.acts.card_none)
    return actions


def can_play(table: Scenario, s: State, seat: Int, card: Int) -> bool:
    """Whether what the card's event requires holds now (§4.2)."""
    requires = table.cards[card].requires
    return requires is None or holds(table, s, requires, seat)


def is_open(table: Scenario, s: State, use: Int) -> bool:
    """Whether a use that the seat has is possible now, whatever the card (§4.2)."""
    rule = table.uses[use]
    kind = rule.kind
    if kind == USE_RELIEF:
        return not cut_off(table, s, rule.a)
    if kind == USE_CONDEMN:
        return bool(s.hostile_givers >> rule.a & 1)
    return kind != USE_LEAN or s.turn < table.numbers.turns


def can_use(table: Scenario, s: State, seat: Int, use: Int) -> bool:
    """Whether the seat has that use and it is possible now (§4.2)."""
    return use in table.uses_of[seat] and is_open(table, s, use)


def refuse_card(table: Scenario, s: State, seat: Int, card: Int, use: Int) -> RulesError | None:
    """Why the seat may not seal that card with that use, or None if it may."""
    if not in_hand(table, s, seat, card):
        # The same wherever the card is: in another hand, in a deck, discarded (§10)
        return RulesError("4.1", "not-in-hand", "{} is not in your hand.", table.card_names[card])
    if use == USE_EVENT:
        if can_play(table, s, seat, card):
            return None
        return RulesError("4.2", "event-not-possible", "What {} requires does not hold now.", table.card_names[card])
    return refuse_use(table, s, seat, use)


def refuse_use(table: Scenario, s: State, seat: Int, use: Int) -> RulesError | None:
    """Why the seat may not use a card so, or None if it may (§4.2); what the card is does not matter here."""
    if can_use(table, s, seat, use):
        return None
    rule = table.uses[use]
    if use not in table.uses_of[seat]:
        return RulesError("4.2", "not-your-move", "{} does not have that press move.", table.seat_names[seat])
    if rule.kind == USE_CONDEMN:
        return RulesError("4.2", "nothing-to-condemn", "{} gave no hostile order last turn.", table.seat_names[rule.a])
    if rule.kind == USE_RELIEF:
        return RulesError("4.2", "no-aid", "No aid is let into {}, so no relief gets there.", table.area_names[rule.a])
    return RulesError("4.2", "last-turn", "A lean works at the next conference, and there is none.")


def seal_card(table: Scenario, s: State, seat: Int, action: Int) -> None:
    """Fix the card and its use; a choice among one's own hand is sealed with it."""
    s.phase = ORDERS
    if action == table.acts.card_none:
        return
    s.sealed[seat] = action
    card, use = table.acts.a[action], table.acts.b[action]
    if use == USE_EVENT and table.cards[card].discards:
        others = discardable(table, s, seat)
        if len(others) > 1:
            s.phase = DISCARDING
        elif others:
            s.sealed_discard = put(s.sealed_discard, seat, others[0])


def discardable(table: Scenario, s: State, seat: Int) -> list[int]:
    """The other cards in the hand of a seat that has sealed a card."""
    card = table.acts.a[s.sealed[seat]]
    return [other for other in cards_in(table, seat, s.hand[seat]) if other != card]


def seal_discard(s: State, seat: Int, card: Int) -> None:
    """Fix which card goes to the discards with the event."""
    s.sealed_discard = put(s.sealed_discard, seat, card)
    s.phase = ORDERS


def ask_order(table: Scenario, s: State) -> None:
    """Ask for the next order, unless the set is full or there is nothing to order."""
    seat = seat_in_turn(table, s, s.at)
    if len(s.orders[seat]) < table.order_count[seat] and has_order(table, s, seat):
        s.seat = seat
    else:
        s.phase = ATTENDING


def seal_order(table: Scenario, s: State, seat: Int, action: Int) -> None:
    """Add an order to the set; `hold` ends it."""
    if action == table.acts.hold:
        s.phase = ATTENDING
    else:
        s.orders[seat] = grown(s.orders[seat], action)


def ask_attendance(table: Scenario, s: State) -> None:
    """Ask whether the seat will attend the next conference, unless that is settled or there is none."""
    seat = seat_in_turn(table, s, s.at)
    if s.turn >= table.numbers.turns:
        end_visit(s, seat)
    elif (s.barred | s.compelled) >> seat & 1:
        s.attending |= 1 << seat
        end_visit(s, seat)
    else:
        s.seat = seat


def seal_attendance(s: State, seat: Int, *, attends: bool) -> None:
    """Fix whether the seat will attend; it is revealed when the conference opens (§3.1)."""
    if attends:
        s.attending |= 1 << seat
    end_visit(s, seat)


def end_visit(s: State, seat: Int) -> None:
    """The private visit is over; to the others it was one moment (§4.1)."""
    tell(s, SEALED, seat)
    s.phase = CARDS
    s.at += 1
