"""States that a viewer can't tell from a given one: what is hidden from it is exchanged, one kind of secret at a time.

Each disguise gives a changed copy and whose secrets it changed, or None where nothing of the kind is hidden now.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rules import orders, sealed
from rules.board import turn_order
from rules.decks import cards_in, deck_size
from rules.scenario import NOBODY, REARM, RESERVE_MAX, STAND_DOWN, USE_EVENT, Scenario
from rules.state import (
    AGENDAS,
    ATTENDING,
    CARDS,
    HEADLINES,
    OPENING,
    OPERATIONS,
    PRESSURE,
    State,
)
from rules.tuples import put


@dataclass(frozen=True)
class Disguise:
    """A state in another's clothes, and the seats (a mask) whose secrets were exchanged."""

    kind: str
    state: State
    changed: int


Maker = Callable[[Scenario, State, int, random.Random], "Disguise | None"]


def others(table: Scenario, viewer: int) -> list[int]:
    return [seat for seat in range(table.seats) if seat != viewer]


def seen_cards(s: State, viewer: int, owner: int) -> list[int]:
    """What the viewer has been shown of a hand."""
    return [card for who, whose, card in s.known if whose == owner and who in (NOBODY, viewer) and card != NOBODY]


def sealed_now(table: Scenario, s: State, other: int) -> bool:
    """Whether the seat has made its sealed choices and none of them is revealed."""
    place = turn_order(table, s).index(other)
    if CARDS <= s.phase <= ATTENDING:
        return place < s.at
    return s.phase == PRESSURE and place >= s.at


# The disguises


def hands(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Cards in hands of others change places with cards of their decks."""
    t = s.copy()
    changed = 0
    for other in others(table, viewer):
        first = table.first_card[other]
        shown = seen_cards(s, viewer, other)
        mine = [card for card in cards_in(table, other, s.hand[other]) if card not in shown]
        away = s.hand[other] | s.discards[other] | s.removed[other]
        deck = cards_in(table, other, ((1 << deck_size(table, other)) - 1) & ~away)
        if mine and deck:
            out, come = rng.choice(mine), rng.choice(deck)
            t.hand[other] = t.hand[other] & ~(1 << (out - first)) | 1 << (come - first)
            exchange_card(table, t, other, out, come)
            changed |= 1 << other
    return Disguise("hands", t, changed) if changed else None


def exchange_card(table: Scenario, t: State, other: int, out: int, come: int) -> None:
    """What was sealed, or seen by third parties, of the card that went is now of the card that came."""
    if t.sealed[other] != NOBODY and table.acts.a[t.sealed[other]] == out:
        t.sealed[other] = table.acts.card(come, table.acts.b[t.sealed[other]])
    if t.sealed_discard[other] == out:
        t.sealed_discard = put(t.sealed_discard, other, come)
    t.known = tuple((who, whose, come if (whose, card) == (other, out) else card) for who, whose, card in t.known)


def agendas(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Others have other agendas than they have."""
    t = s.copy()
    changed = 0
    for other in others(table, viewer):
        choice = [agenda for agenda in table.agendas_of[other] if agenda != s.agenda[other]]
        dealt = s.phase != AGENDAS or other < s.at
        if choice and dealt and (viewer, other, NOBODY) not in s.known:
            t.agenda = put(t.agenda, other, rng.choice(choice))
            changed |= 1 << other
    return Disguise("agendas", t, changed) if changed else None


def reserves(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Others hide more or less, within what they can have hidden."""
    t = s.copy()
    changed = 0
    for other in others(table, viewer):
        amounts = [n for n in range(min(s.stood_down[other], RESERVE_MAX) + 1) if n != s.reserve[other]]
        if amounts:
            t.reserve = put(t.reserve, other, rng.choice(amounts))
            changed |= 1 << other
    return Disguise("reserves", t, changed) if changed else None


def sealed_cards(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Others have sealed other cards, or other uses, or none."""
    t = s.copy()
    changed = 0
    for other in others(table, viewer):
        if sealed_now(table, s, other):
            action = rng.choice(sealed.card_actions(table, s, other))
            t.sealed[other] = NOBODY if action == table.acts.card_none else action
            t.sealed_discard = put(t.sealed_discard, other, discard_with(table, t, other, rng))
            changed |= 1 << other
    return Disguise("sealed cards", t, changed) if changed else None


def discard_with(table: Scenario, t: State, other: int, rng: random.Random) -> int:
    action = t.sealed[other]
    if action == NOBODY or table.acts.b[action] != USE_EVENT or not table.cards[table.acts.a[action]].discards:
        return NOBODY
    return rng.choice(sealed.discardable(table, t, other) or [NOBODY])


def sealed_orders(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Others have given other orders."""
    t = s.copy()
    changed = 0
    for other in others(table, viewer):
        if sealed_now(table, s, other) or s.phase == PRESSURE:
            t.orders[other] = ()
            choose_orders(table, t, other, rng)
            changed |= 1 << other
    return Disguise("sealed orders", t, changed) if changed else None


def choose_orders(table: Scenario, t: State, other: int, rng: random.Random) -> None:
    while len(t.orders[other]) < table.order_count[other]:
        action = rng.choice(orders.order_actions(table, t, other))
        if action == table.acts.hold:
            return
        t.orders[other] = (*t.orders[other], action)


def attendance(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Others will attend who won't, and the other way round."""
    t = s.copy()
    changed = 0
    order = turn_order(table, s)
    for other in others(table, viewer):
        if s.turn < 1 or (s.turn == 1 and s.phase <= OPENING):
            continue
        if s.phase in (HEADLINES, OPENING):
            hidden = True
        elif CARDS <= s.phase <= ATTENDING:
            hidden = order.index(other) < s.at
        else:
            hidden = s.phase >= PRESSURE
        if hidden and s.turn + (s.phase >= CARDS) <= table.numbers.turns and rng.random() < 0.5:
            t.attending ^= 1 << other
            changed |= 1 << other
    return Disguise("attendance", t, changed) if changed else None


def visit(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """The seat that is choosing in private has got to another point, or chosen something else so far."""
    if not CARDS <= s.phase <= ATTENDING or s.seat == viewer:
        return None
    t = s.copy()
    t.sealed[s.seat] = NOBODY
    t.sealed_discard = put(t.sealed_discard, s.seat, NOBODY)
    t.orders[s.seat] = ()
    t.phase = CARDS
    sealed.ask_card(table, t)
    if t.phase == CARDS and rng.random() < 0.7:
        sealed.seal_card(table, t, s.seat, rng.choice(sealed.card_actions(table, t, s.seat)))
    return Disguise("visit", t, 1 << s.seat)


def announcements(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """A stand-down, ordered or yet sealed, is a rearm, or the other way round: no reveal tells which (§5.3)."""
    every = len(table.acts)
    t = s.copy()
    changed = 0
    if s.phase == OPERATIONS:
        t.queue = tuple(
            entry - entry % every + swapped(table, *divmod(entry, every), viewer=viewer) for entry in s.queue
        )
        changed = sum({1 << entry // every for entry, now in zip(s.queue, t.queue, strict=True) if entry != now})
    elif CARDS <= s.phase <= PRESSURE:
        for other in others(table, viewer):
            t.orders[other] = tuple(swapped(table, other, action, viewer=viewer) for action in s.orders[other])
            changed |= (t.orders[other] != s.orders[other]) << other
    return Disguise("announcements", t, changed) if changed else None


def swapped(table: Scenario, seat: int, action: int, *, viewer: int) -> int:
    """A rearm for a stand-down and the other way round, if the seat has both orders; anything else as it is."""
    pair = (table.acts.stand_down, table.acts.rearm)
    has_both = table.orders[seat][REARM] and table.orders[seat][STAND_DOWN]
    if seat == viewer or action not in pair or not has_both:
        return action
    return pair[1 - pair.index(action)]


def third_parties(table: Scenario, s: State, viewer: int, rng: random.Random) -> Disguise | None:
    """Third parties have seen more, or less, of hands and agendas."""
    t = s.copy()
    kept = [fact for fact in s.known if fact[0] in (NOBODY, viewer) or rng.random() < 0.5]
    for other in others(table, viewer):
        for owner in range(table.seats):
            if owner != other and s.hand[owner] and rng.random() < 0.3:
                fact = (other, owner, rng.choice(cards_in(table, owner, s.hand[owner])))
                if fact not in kept:
                    kept.insert(rng.randint(0, len(kept)), fact)
    t.known = tuple(kept)
    changed = ((1 << table.seats) - 1) & ~(0 if viewer == NOBODY else 1 << viewer)
    return Disguise("third parties", t, changed) if t.known != s.known else None


MAKERS: tuple[Maker, ...] = (
    hands,
    agendas,
    reserves,
    sealed_cards,
    sealed_orders,
    attendance,
    visit,
    announcements,
    third_parties,
)


def disguises(table: Scenario, s: State, viewer: int, rng: random.Random) -> list[Disguise]:
    """Every kind of disguise that the state can put on for this viewer."""
    made = [make(table, s, viewer, rng) for make in MAKERS]
    return [one for one in made if one is not None]
