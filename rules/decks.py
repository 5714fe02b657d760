"""Decks and hands: a deck is a set, each draw one chance event over what remains (§1, §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.events import AGENDA_DEALT, CARD_DEALT, CARD_DRAWN, DISCARDED, EVERYBODY, tell, whisper
from rules.integers import bit, width
from rules.scenario import NOBODY, Scenario
from rules.state import State
from rules.tuples import put

if TYPE_CHECKING:
    from rules.integers import Int


def deck_size(table: Scenario, seat: Int) -> Int:
    """How many cards the seat's whole deck has."""
    return table.first_card[seat + 1] - table.first_card[seat]


def remaining(table: Scenario, s: State, seat: Int) -> Int:
    """Mask of the seat's own deck that can be drawn; if it is empty the discards will return first (§1)."""
    undrawn = table.decks[seat] & ~s.hand[seat] & ~s.removed[seat]
    return undrawn & ~s.discards[seat] or undrawn


def cards_in(table: Scenario, seat: Int, mask: Int) -> list[int]:
    """The cards of a mask of the seat's own deck, in deck order."""
    first = table.first_card[seat]
    return [first + at for at in range(width(mask)) if mask >> at & 1]


def in_hand(table: Scenario, s: State, seat: Int, card: Int) -> bool:
    """Whether the card is in that seat's hand."""
    at = card - table.first_card[seat]
    return 0 <= at < deck_size(table, seat) and bool(s.hand[seat] >> at & 1)


def take_card(table: Scenario, s: State, seat: Int, card: Int) -> None:
    """Draw a card; the discards return first when the deck is empty."""
    own = bit(card - table.first_card[seat])
    if s.discards[seat] & own:
        s.discards = put(s.discards, seat, 0)
    hand: Int = s.hand[seat]
    s.hand[seat] = hand | own
    if s.news is not None:
        whisper(s, 1 << seat, CARD_DEALT, seat, card)
        whisper(s, EVERYBODY & ~(1 << seat), CARD_DRAWN, seat)


def leave_hand(table: Scenario, s: State, seat: Int, card: Int, *, once: bool) -> None:
    """A card leaves the hand for the discards, or for good; what others knew of it ends (§10)."""
    own = bit(card - table.first_card[seat])
    hand: Int = s.hand[seat]
    s.hand[seat] = hand & ~own
    if once:
        s.removed = put(s.removed, seat, s.removed[seat] | own)
    else:
        s.discards = put(s.discards, seat, s.discards[seat] | own)
    for fact in s.known:
        if fact[2] == card:
            s.known = tuple([other for other in s.known if other[2] != card])
            break


def discard(table: Scenario, s: State, seat: Int, card: Int) -> None:
    """Put a card from the hand on the discards, open; if it was sealed this turn, it is withdrawn."""
    if s.sealed[seat] != NOBODY and table.acts.a[s.sealed[seat]] == card:
        s.sealed[seat] = NOBODY
    leave_hand(table, s, seat, card, once=False)
    tell(s, DISCARDED, seat, card)


def deal_agenda(s: State, seat: Int, agenda: Int) -> None:
    """Give the seat its secret agenda."""
    s.agenda = put(s.agenda, seat, agenda)
    if agenda != NOBODY:
        whisper(s, 1 << seat, AGENDA_DEALT, seat, agenda)


def drawable_headlines(table: Scenario, s: State) -> Int:
    """Mask of this turn's headlines."""
    return headlines_of(table, s, s.turn)


def headlines_of(table: Scenario, s: State, turn: Int) -> Int:
    """Mask of a turn's headlines: scheduled, or the deck as it is now; if it is empty the discards return (§2)."""
    scheduled: Int = 0
    for headline in table.schedule[turn - 1]:
        scheduled |= bit(headline)
    return scheduled or s.headline_deck or s.headline_discards


def take_headline(table: Scenario, s: State, headline: Int) -> None:
    """Take a headline, to the discards or for good."""
    if not table.schedule[s.turn - 1]:
        if not s.headline_deck:
            s.headline_deck, s.headline_discards = s.headline_discards, 0
        s.headline_deck &= ~bit(headline)
    if not table.headlines[headline].once:
        s.headline_discards |= bit(headline)
