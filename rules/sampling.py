"""One random action, or one outcome of a draw, without a list of all (§11).

Where few of many conceivable actions are possible, one of them is thought of at random until it is possible; so each
possible one is as likely as any other. `tests/rules/test_sampling.py` holds this against the lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import agreement, conference, consequences, effects, operations, sealed
from rules.board import areas_in, seat_in_turn
from rules.decks import drawable_headlines, remaining
from rules.dice import Dice
from rules.integers import count, nth
from rules.orders import clashes, is_possible
from rules.packages import can_write_later, has_clause
from rules.scenario import NOBODY, USE_EVENT, Scenario
from rules.state import (
    AGENDAS,
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CRISES,
    DISCARDING,
    HANDS,
    HEADLINES,
    INSPECTION,
    OPERATIONS,
    ORDERS,
    REFILL,
    SIGNING,
    SPEAKING,
    State,
)

if TYPE_CHECKING:
    from rules.integers import Int

PER_CENT: Final = 100


def sample_action(table: Scenario, s: State, dice: Dice) -> Int:
    """One of the actions of the seat to move, each as likely."""
    phase = s.phase
    acts = table.acts
    if s.program != NOBODY:
        return one_of(effects.program_actions(table, s), dice)
    if phase == ORDERS:
        return sample_order(table, s, dice)
    if phase == CARDS:
        return sample_card(table, s, dice)
    if phase == ATTENDING:
        return either(acts.attend, acts.stay_away, dice)
    if phase == SPEAKING:
        return sample_speech(table, s, dice)
    if phase == BUILDING:
        return sample_clause(table, s, dice)
    if phase == ANSWERING:
        if s.bound >> s.seat & 1:
            return either(acts.accept, acts.decline, dice)
        return either(acts.silence, acts.break_silence, dice)
    if phase == SIGNING:
        return either(acts.sign, acts.refuse, dice)
    if phase == CRISES:
        return either(acts.stay, acts.withdraw, dice)
    assert phase == DISCARDING
    return acts.choose_card[one_of(sealed.discardable(table, s, s.seat), dice)]


def either(one: Int, other: Int, dice: Dice) -> Int:
    """One of two."""
    return other if dice.pick(2) else one


def one_of(values: list[int], dice: Dice) -> Int:
    """One of a list."""
    return values[dice.pick(len(values))]


def sample_order(table: Scenario, s: State, dice: Dice) -> Int:
    """An order that may join the seat's set, or hold."""
    seat = s.seat
    conceivable = table.orders_of[seat]
    many = len(conceivable)
    chosen = s.orders[seat]
    last: Int = NOBODY
    if chosen:
        last = chosen[-1]
    while True:
        at = dice.pick(many + 1)
        if at == many:
            return table.acts.hold
        action = conceivable[at]
        if action > last and is_possible(table, s, seat, action) and not (chosen and clashes(table, chosen, action)):
            return action


def sample_clause(table: Scenario, s: State, dice: Dice) -> Int:
    """A clause that may follow, send or abandon: the catalogue has them in that order."""
    acts = table.acts
    send, abandon = acts.send, acts.abandon
    last: Int = NOBODY
    first = acts.first_clause
    if s.clauses:
        last = s.clauses[-1]
        first = send if len(s.clauses) >= table.numbers.clauses else last + 1
    while True:
        action = first + dice.pick(abandon - first + 1)
        if action < send:
            if can_write_later(table, s, last, action):
                return action
        elif action == abandon or s.clauses:
            return action


def sample_card(table: Scenario, s: State, dice: Dice) -> Int:
    """A card of the hand with a use that is possible now, or none."""
    seat = s.seat
    hand = s.hand[seat]
    uses = table.uses_of[seat]
    many = len(uses)
    pairs = count(hand) * many
    while True:
        at = dice.pick(pairs + 1)
        if at == pairs:
            return table.acts.card_none
        place = at // many
        card, use = table.first_card[seat] + nth(hand, place), uses[at - place * many]
        possible = sealed.can_play(table, s, seat, card) if use == USE_EVENT else sealed.is_open(table, s, use)
        if possible:
            return table.acts.card(card, use)


def sample_speech(table: Scenario, s: State, dice: Dice) -> Int:
    """To propose, to open a channel, to call, or to pass."""
    seat = s.seat
    acts = table.acts
    while True:
        at = dice.pick(table.seats + 3)
        if at < table.seats:
            if conference.can_channel(table, s, seat, at):
                return acts.channel[at]
        elif at == table.seats:
            return acts.pass_turn
        elif at == table.seats + 1:
            if agreement.can_call(table, s, seat):
                return acts.call
        elif has_clause(table, s, seat, NOBODY):
            return acts.propose


def sample_outcome(table: Scenario, s: State, dice: Dice) -> Int:
    """An outcome of the draw that is due, by its weight."""
    if s.program == NOBODY:
        if s.phase == OPERATIONS:
            first, weights = operations.draw_due(table, s)
            return first + weighted(weights, dice)
        if s.phase == INSPECTION:
            first = table.acts.inspect[seat_in_turn(table, s, s.at)]
            return first + 1 if dice.pick(PER_CENT) < agreement.inspection_odds(table, s) else first
        if s.phase in (HANDS, REFILL):
            seat = seat_in_turn(table, s, s.at)
            return table.acts.deal[table.first_card[seat] + dice.one_in(remaining(table, s, seat))]
        if s.phase == HEADLINES:
            headlines = drawable_headlines(table, s)
            return table.acts.headline[nth(headlines, dice.pick(count(headlines)))]
    return one_of(even_outcomes(table, s), dice)


def even_outcomes(table: Scenario, s: State) -> list[int]:
    """The outcomes of a draw whose outcomes are all as likely."""
    acts = table.acts
    if s.program != NOBODY:
        return effects.program_actions(table, s)
    if s.phase == HEADLINES:
        return [acts.headline[headline] for headline in areas_in(drawable_headlines(table, s))]
    if s.phase == AGENDAS:
        return [acts.deal_agenda[agenda] for agenda in table.agendas_of[s.at]]
    return consequences.deal_actions(table, s)


def weighted(weights: tuple[Int, ...], dice: Dice) -> Int:
    """The place of one of several by their weights."""
    total = 0
    for weight in weights:
        total += weight
    left = dice.pick(total)
    for at in range(len(weights)):
        left -= weights[at]
        if left < 0:
            return at
    raise AssertionError(weights)
