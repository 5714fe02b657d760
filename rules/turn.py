"""The turn (§2): what an action or a draw sets in motion, and how play goes on until somebody is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import agreement, conference, consequences, effects, operations, pressure, sealed
from rules.actions import CALL, CHANNEL, PASS
from rules.board import seat_in_turn
from rules.decks import deal_agenda, take_card
from rules.scenario import NOBODY, Scenario
from rules.state import (
    AGENDAS,
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CHANCE,
    CONSEQUENCES,
    CRISES,
    DISCARDING,
    ENDINGS,
    HANDS,
    HEADLINES,
    INSPECTION,
    NO_ONE,
    OPENING,
    OPERATIONS,
    ORDERS,
    PRESSURE,
    REFILL,
    SIGNING,
    SPEAKING,
    State,
)

if TYPE_CHECKING:
    from rules.integers import Int


def act(table: Scenario, s: State, action: Int) -> None:
    """A seat's action, by phase."""
    phase = s.phase
    if phase == BUILDING:
        build(table, s, action)
    elif phase == ANSWERING:
        conference.answer(table, s, action)
    elif phase == ORDERS:
        sealed.seal_order(table, s, s.seat, action)
    elif phase == CARDS:
        sealed.seal_card(table, s, s.seat, action)
    elif phase == SPEAKING:
        speak(table, s, action)
    elif phase == ATTENDING:
        sealed.seal_attendance(s, s.seat, attends=action == table.acts.attend)
    elif phase == SIGNING:
        if action == table.acts.sign:
            agreement.sign(s, s.seat)
        else:
            agreement.refuse(table, s, s.seat)
    elif phase == CRISES:
        agreement.answer_crisis(table, s, s.seat, stays=action == table.acts.stay)
    else:
        sealed.seal_discard(s, s.seat, table.acts.a[action])


def build(table: Scenario, s: State, action: Int) -> None:
    """Write, send or drop the package (§3.2)."""
    if action == table.acts.send:
        conference.send_package(table, s)
    elif action == table.acts.abandon:
        conference.abandon(s)
    else:
        conference.add_clause(s, action)


def speak(table: Scenario, s: State, action: Int) -> None:
    """Take the floor (§3.2)."""
    verb = table.acts.verb[action]
    if verb == PASS:
        conference.pass_turn(s)
    elif verb == CALL:
        agreement.call(table, s, s.seat)
    else:
        conference.open_package(s, s.seat, table.acts.a[action] if verb == CHANNEL else NOBODY)


def draw(table: Scenario, s: State, outcome: Int) -> None:
    """A draw's outcome, by phase."""
    value = table.acts.a[outcome]
    if s.phase == OPERATIONS:
        operations.finish_order(table, s, outcome)
    elif s.phase == INSPECTION:
        agreement.inspect(table, s, value, hit=bool(table.acts.b[outcome]))
        s.at += 1
    elif s.phase == HEADLINES:
        consequences.take_effect(table, s, value)
    elif s.phase == AGENDAS:
        deal_agenda(s, s.at, value)
        s.at += 1
    else:
        take_card(table, s, table.cards[value].seat, value)


def flow(table: Scenario, s: State) -> None:
    """Let the turn go on (§2) until somebody, or chance, is to move or the game is over."""
    while s.seat == NO_ONE:
        phase = s.phase
        if s.program != NOBODY:
            effects.run(table, s)
        elif phase >= PRESSURE:
            flow_on_from_visits(table, s)
        elif phase == ANSWERING:
            conference.next_answer(table, s)
        elif phase == BUILDING:
            s.seat = s.proposer
        elif phase == ORDERS:
            sealed.ask_order(table, s)
        elif phase == CARDS:
            sealed.ask_card(table, s)
        elif phase == ATTENDING:
            sealed.ask_attendance(table, s)
        elif phase == DISCARDING:
            s.seat = seat_in_turn(table, s, s.at)
        elif phase == SPEAKING:
            conference.next_speaker(table, s)
        elif phase == SIGNING:
            agreement.ask_signature(table, s)
        else:
            flow_to_conference(table, s)


def flow_on_from_visits(table: Scenario, s: State) -> None:
    """The same from the private visits to the end of the turn."""
    phase = s.phase
    if phase == PRESSURE:
        pressure.reveal_next(table, s)
    elif phase == OPERATIONS:
        operations.next_order(table, s)
    elif phase == INSPECTION:
        agreement.next_inspection(table, s)
    elif phase == CONSEQUENCES:
        consequences.settle_turn(table, s)
    elif phase == REFILL:
        consequences.next_refill(table, s)
    elif phase == CRISES:
        agreement.ask_crisis(table, s)
    else:
        assert phase == ENDINGS
        consequences.judge_endings(table, s)


def flow_to_conference(table: Scenario, s: State) -> None:
    """The same for what is laid before the first turn, and from the headline to the opening of the conference."""
    phase = s.phase
    if phase == HEADLINES:
        consequences.ask_headline(table, s)
    elif phase == OPENING:
        conference.reveal_attendance(table, s)
    elif phase == AGENDAS:
        next_agenda(table, s)
    else:
        assert phase == HANDS
        if consequences.fill_hands(table, s):
            consequences.begin_turn(s)


def next_agenda(table: Scenario, s: State) -> None:
    """Deal the agendas by seat; where there is only one there is no draw."""
    while s.at < table.seats:
        dealt = table.agendas_of[s.at]
        if len(dealt) > 1:
            s.seat = CHANCE
            return
        if dealt:
            deal_agenda(s, s.at, dealt[0])
        s.at += 1
    s.phase = HANDS
    s.at = 0
    s.turn = 0
