"""Whole games that play themselves: for searches, estimates and measurements.

A playout follows from the position and the dice, and from nothing else. Nobody is asked a question that has only
one answer (§1), so every action of a seat in it is a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.agreement import can_call
from rules.consequences import fill_hands
from rules.dice import Dice
from rules.kernel import step
from rules.packages import has_clause
from rules.sampling import sample_action, sample_outcome
from rules.scenario import NOBODY, Scenario
from rules.state import (
    ANSWERING,
    ATTENDING,
    BUILDING,
    CHANCE,
    CRISES,
    HANDS,
    NO_ONE,
    ORDERS,
    OVER,
    REFILL,
    SIGNING,
    SPEAKING,
    State,
)
from rules.turn import flow
from rules.worth import BEST, best_points, no_deal, points_of

if TYPE_CHECKING:
    from rules.integers import Int

OUT_OF: Final = 4  # one package in so many falls; one speaker in so many proposes
WHOLE: Final = 100 * BEST  # U in hundredths, as N is


def play_uniformly(table: Scenario, s: State, dice: Dice, last_turn: Int) -> Int:
    """Play on, every action as likely, to the end or until `last_turn` is over; how many decisions that took."""
    decisions = 0
    while s.seat != OVER and s.turn <= last_turn:
        if s.seat == CHANCE:
            let_chance(table, s, dice)
        else:
            decisions += 1
            step(table, s, sample_action(table, s, dice))
    return decisions


def play_lightly(table: Scenario, s: State, dice: Dice, last_turn: Int) -> Int:
    """The same by the light policy."""
    decisions = 0
    while s.seat != OVER and s.turn <= last_turn:
        if s.seat == CHANCE:
            let_chance(table, s, dice)
        else:
            decisions += 1
            step(table, s, light_action(table, s, dice))
    return decisions


def let_chance(table: Scenario, s: State, dice: Dice) -> None:
    """Draw what is due; where hands are filled, all their cards at once, by the throws that one by one would take."""
    if s.program != NOBODY or s.phase not in (HANDS, REFILL):
        step(table, s, sample_outcome(table, s, dice))
        return
    fill_hands(table, s, dice)
    s.seat = NO_ONE
    flow(table, s)


def light_action(table: Scenario, s: State, dice: Dice) -> Int:
    """A quick and plausible action: it talks little, lets most packages stand, signs what pays, comes and stays."""
    phase = s.phase
    acts = table.acts
    if s.program != NOBODY:
        return sample_action(table, s, dice)
    if phase == ATTENDING:
        return acts.attend
    if phase == CRISES:
        return acts.stay
    if phase == SIGNING:
        return acts.sign if is_worth_signing(table, s, s.seat) else acts.refuse
    if phase == SPEAKING:
        return light_speech(table, s, dice)
    if phase == BUILDING and s.clauses and dice.pick(2):
        return acts.send
    if phase == ANSWERING:
        keeps = dice.pick(OUT_OF) > 0
        if s.bound >> s.seat & 1:
            return acts.accept if keeps else acts.decline
        return acts.silence if keeps else acts.break_silence
    if phase == ORDERS and dice.pick(2):
        return acts.hold
    return sample_action(table, s, dice)


def light_speech(table: Scenario, s: State, dice: Dice) -> Int:
    """Call where that promises more than no agreement; else propose now and then."""
    if is_worth_signing(table, s, s.seat) and can_call(table, s, s.seat):
        return table.acts.call
    if dice.pick(OUT_OF) == 0 and has_clause(table, s, s.seat, NOBODY):
        return table.acts.propose
    return table.acts.pass_turn


def is_worth_signing(table: Scenario, s: State, seat: Int) -> bool:
    """Whether the draft is worth more to the seat than no agreement (U > N, §8)."""
    agenda = s.agenda[seat]
    ours = points_of(table, seat, agenda, s.draft) * WHOLE
    return ours > no_deal(table, s, seat) * best_points(table, seat, agenda)
