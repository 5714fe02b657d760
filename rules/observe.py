"""Observations (§10): what a seat may know, and a state that it allows (determinization)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.board import turn_order
from rules.decks import cards_in, deck_size
from rules.integers import bit, count
from rules.orders import has_order, order_actions
from rules.scenario import NOBODY, RESERVE_MAX, Scenario
from rules.sealed import card_actions, discardable
from rules.state import (
    AGENDAS,
    ATTENDING,
    CARDS,
    CHANCE,
    HEADLINES,
    OPENING,
    ORDERS,
    PRESSURE,
    State,
)
from rules.tuples import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.integers import Int


class Observation:
    """What `seat` (NOBODY: a watcher) knows.

    `board` is the state with everything hidden from the seat blanked: hands of others are empty (`hands` has all hand
    sizes), agendas of others NOBODY, reserves of others 0, what others have sealed not there, another's private visit
    always at its beginning.
    """

    __slots__ = ("board", "hands", "seat")

    def __init__(self, seat: Int, board: State, hands: tuple[Int, ...]) -> None:
        """Made by `observe`."""
        self.seat = seat
        self.board = board
        self.hands = hands

    def __reduce__(self) -> tuple[type[Observation], tuple[object, ...]]:
        """To another process it goes as what it is made of."""
        return Observation, (self.seat, self.board, self.hands)

    def key(self) -> tuple[object, ...]:
        """Equal keys are equal observations: the information set they stand for is the same."""
        return (self.seat, self.hands, self.board.key())


def observe(table: Scenario, s: State, seat: Int) -> Observation:
    """What the seat may know of the state."""
    board = s.copy()
    hands = tuple([count(hand) for hand in s.hand])
    own = 0 if seat == NOBODY else 1 << seat
    learnt = [fact[1] for fact in s.known if fact[0] == seat and fact[2] == NOBODY]
    board.known = tuple(fact for fact in s.known if fact[0] in (NOBODY, seat))
    for other in range(table.seats):
        if other == seat:
            continue
        board.hand[other] = 0
        board.sealed[other] = NOBODY
        board.orders[other] = ()
        board.sealed_discard = put(board.sealed_discard, other, NOBODY)
        board.reserve = put(board.reserve, other, 0)
        if other not in learnt:
            board.agenda = put(board.agenda, other, NOBODY)
    board.attending &= own
    if s.turn == 0 or (s.turn == 1 and s.phase <= OPENING):
        board.attending = s.attending  # turn 1's attendance is the scenario's, and public
    hide_visit(table, board, seat, hands)
    hide_rearming(table, board, seat)
    return Observation(seat, board, hands)


def hide_visit(table: Scenario, board: State, seat: Int, hands: tuple[Int, ...]) -> None:
    """To the others a private visit is one moment, its first question (§4.1)."""
    if CARDS <= board.phase <= ATTENDING and board.seat not in (seat, CHANCE):
        visitor = board.seat
        board.phase = ATTENDING
        if hands[visitor]:
            board.phase = CARDS
        elif table.order_count[visitor] and has_order(table, board, visitor):
            board.phase = ORDERS


def hide_rearming(table: Scenario, board: State, seat: Int) -> None:
    """`rearm` is announced as `stand-down` (§5.3)."""
    if not board.queue or board.phase < PRESSURE:
        return
    everything = len(table.acts.entries)
    board.queue = tuple(
        (entry - table.acts.rearm + table.acts.stand_down)
        if entry % everything == table.acts.rearm and entry // everything != seat
        else entry
        for entry in board.queue
    )


# Determinization


def determinize(table: Scenario, observation: Observation, pick: Callable[[int], int]) -> State:
    """A state that the observation allows; `pick(n)` gives a number 0..n - 1 wherever one is chosen.

    Hands are drawn over what each deck may still hold, agendas and reserves over what is possible, sealed choices over
    what is legal in the state so made. Nothing hidden is read: the observation is all there is.
    """
    s = observation.board.copy()
    seat = observation.seat
    for other in range(table.seats):
        if other != seat:
            guess_agenda(table, s, other, pick)
            guess_hand(table, s, other, observation.hands[other], pick)
            guess_reserve(s, other, pick)
    for other in turn_order(table, s):
        if other != seat:
            guess_sealed(table, s, other, pick)
    return s


def guess_agenda(table: Scenario, s: State, other: Int, pick: Callable[[int], int]) -> None:
    """One of the agendas it may have been dealt."""
    dealt = table.agendas_of[other]
    if s.agenda[other] == NOBODY and dealt and (s.phase != AGENDAS or other < s.at):
        s.agenda = put(s.agenda, other, dealt[pick(len(dealt))])


def guess_hand(table: Scenario, s: State, other: Int, size: Int, pick: Callable[[int], int]) -> None:
    """The cards it is known to hold, and others that could be in its hand."""
    first = table.first_card[other]
    hand = 0
    for fact in s.known:
        if fact[1] == other and fact[2] != NOBODY:
            hand |= bit(fact[2] - first)
    pool = cards_in(table, other, (bit(deck_size(table, other)) - 1) & ~hand & ~s.discards[other] & ~s.removed[other])
    while count(hand) < size:
        hand |= bit(pool.pop(pick(len(pool))) - first)
    s.hand[other] = hand


def guess_reserve(s: State, other: Int, pick: Callable[[int], int]) -> None:
    """At most as much as it has stood down (§10)."""
    most = min(s.stood_down[other], RESERVE_MAX)
    if most:
        s.reserve = put(s.reserve, other, pick(most + 1))


def guess_sealed(table: Scenario, s: State, other: Int, pick: Callable[[int], int]) -> None:
    """Choices that it may have sealed this turn, and whether it will attend."""
    place = turn_order(table, s).index(other)
    visited = s.phase == CARDS or CARDS < s.phase <= ATTENDING
    unrevealed = (visited and place < s.at) or (s.phase == PRESSURE and place >= s.at)
    if unrevealed:
        guess_card(table, s, other, pick)
    if (visited and place < s.at) or s.phase == PRESSURE:
        guess_orders(table, s, other, pick)
    if attendance_secret(table, s, visited=visited, place=place) and pick(2):
        s.attending |= 1 << other


def attendance_secret(table: Scenario, s: State, *, visited: bool, place: Int) -> bool:
    """Whether the seat has sealed whether it will attend, and that is not revealed yet."""
    if s.turn == 0 or (s.turn == 1 and s.phase <= OPENING):
        return False
    if s.phase in (HEADLINES, OPENING):
        return True
    if s.turn >= table.numbers.turns or s.phase < CARDS:
        return False
    return place < s.at if visited else s.phase >= PRESSURE


def guess_card(table: Scenario, s: State, other: Int, pick: Callable[[int], int]) -> None:
    """A card and its use, and the card to discard with it."""
    actions = card_actions(table, s, other)
    action = actions[pick(len(actions))]
    if action == table.acts.card_none:
        return
    s.sealed[other] = action
    if table.cards[table.acts.a[action]].discards and table.acts.b[action] == 0:
        others = discardable(table, s, other)
        if others:
            s.sealed_discard = put(s.sealed_discard, other, others[pick(len(others))])


def guess_orders(table: Scenario, s: State, other: Int, pick: Callable[[int], int]) -> None:
    """A set of orders."""
    while len(s.orders[other]) < table.order_count[other]:
        actions = order_actions(table, s, other)
        action = actions[pick(len(actions))]
        if action == table.acts.hold:
            return
        s.orders[other] = (*s.orders[other], action)
