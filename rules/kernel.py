"""The narrow waist: what everything outside the rules uses, and nothing else (docs/architecture.md).

A seat is 0..seats - 1; an action is a number of the scenario's catalogue (`table.acts`). Nothing here draws at random:
`chances` lists what may happen, and whoever calls answers with `apply` or `step`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import agreement, conference, effects, operations, packages, sealed
from rules.actions import (
    ABANDON,
    ASK,
    BREAK,
    CALL,
    CARD,
    CHANNEL,
    FIRST_CHANCE,
    FIRST_ORDER,
    GIVE,
    LAST_ORDER,
    PASS,
    PLEDGE,
    PROPOSE,
    SEND,
    SILENCE,
    TEXT,
)
from rules.board import controller, seat_in_turn, survey_map
from rules.dice import Dice
from rules.errors import RulesError
from rules.observe import Observation, determinize, observe
from rules.opening import opening
from rules.orders import order_actions, refuse_chosen
from rules.sampling import PER_CENT, even_outcomes, sample_action, sample_outcome
from rules.scenario import NOBODY, Scenario
from rules.state import (
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CHANCE,
    CRISES,
    DISCARDING,
    INSPECTION,
    NO_ONE,
    OPERATIONS,
    ORDERS,
    OVER,
    SIGNING,
    SPEAKING,
    State,
)
from rules.turn import act, draw, flow
from rules.worth import Worth, satisfaction, worth

if TYPE_CHECKING:
    from rules.events import Event
    from rules.integers import Int

__all__ = [
    "CHANCE",
    "OVER",
    "Dice",
    "Observation",
    "RulesError",
    "Scenario",
    "State",
    "Worth",
    "apply",
    "chances",
    "check",
    "determinize",
    "flow",
    "legal",
    "observe",
    "resume",
    "returns",
    "sample",
    "setup",
    "start",
    "step",
    "take",
    "to_move",
    "worth",
]

# What a seat is asked in each phase, for errors
ASKED: Final = {
    SPEAKING: "has the floor",
    BUILDING: "is writing a package",
    ANSWERING: "answers the package",
    SIGNING: "signs or refuses",
    CARDS: "chooses a card and its use, or none",
    DISCARDING: "chooses the card to discard",
    ORDERS: "gives its orders",
    ATTENDING: "says whether it will attend the next conference",
    CRISES: "stays in the agreement or withdraws",
}


def start(table: Scenario, events: list[Event] | None = None) -> State:
    """A new game, at its first decision or draw; what happens before that is told into `events`, if given."""
    s = opening(table)
    survey_map(table, s)
    s.news = events
    flow(table, s)
    s.news = None
    return s


def to_move(s: State) -> Int:
    """The seat to move, CHANCE (-1) or OVER (-2)."""
    return s.seat


def setup(table: Scenario, s: State, phase: Int) -> None:
    """Go on from a position that somebody has laid by hand: `s` with fields changed, at the beginning of a phase."""
    s.holder = tuple([controller(table, s, area) for area in range(table.areas)])
    survey_map(table, s)
    resume(table, s, phase)


def resume(table: Scenario, s: State, phase: Int) -> None:
    """Go on at the beginning of a phase, dropping whatever was under way: `setup` where the map is as it was played."""
    s.program = s.proposer = s.channel = NOBODY
    s.queue = s.clauses = ()
    s.bound = s.at = 0
    s.phase = phase
    s.seat = NO_ONE
    if phase == CARDS:
        sealed.begin_sealing(table, s)
    flow(table, s)


def returns(table: Scenario, s: State) -> list[int]:
    """Each seat's satisfaction 0..100 as the state stands (§8); final when the game is over."""
    return [satisfaction(table, s, seat) for seat in range(table.seats)]


# What may be done


def legal(table: Scenario, s: State) -> list[int]:
    """The actions of whoever is to move, ascending; of chance, its outcomes; none when the game is over."""
    if s.seat < 0:
        return [action for action, _weight in chances(table, s)]
    phase = s.phase
    if s.program != NOBODY:
        return effects.program_actions(table, s)
    if phase == BUILDING:
        return conference.building_actions(table, s)
    if phase == ANSWERING:
        return conference.answering_actions(table, s)
    if phase == ORDERS:
        return order_actions(table, s, s.seat)
    if phase == CARDS:
        return sealed.card_actions(table, s, s.seat)
    if phase == SPEAKING:
        return conference.speaking_actions(table, s)
    acts = table.acts
    if phase == ATTENDING:
        return [acts.attend, acts.stay_away]
    if phase == SIGNING:
        return [acts.sign, acts.refuse]
    if phase == CRISES:
        return [acts.stay, acts.withdraw]
    assert phase == DISCARDING
    return [acts.choose_card[card] for card in sealed.discardable(table, s, s.seat)]


def chances(table: Scenario, s: State) -> list[tuple[int, int]]:
    """The outcomes of the draw that is due, with their weights (positive whole numbers); empty if none is due."""
    if s.seat != CHANCE:
        return []
    if s.program == NOBODY:
        if s.phase == OPERATIONS:
            return operations.draw_actions(table, s)
        if s.phase == INSPECTION:
            odds = agreement.inspection_odds(table, s)
            first = table.acts.inspect[seat_in_turn(table, s, s.at)]
            return [(first, PER_CENT - odds), (first + 1, odds)]
    return [(action, 1) for action in even_outcomes(table, s)]


def check(table: Scenario, s: State, action: Int) -> RulesError | None:
    """Why the action is not possible now, or None if it is: the one source of legality and of its explanation."""
    if not 0 <= action < len(table.acts.verb):
        return RulesError(
            "11", "no-action", "There is no action {}; they are numbered 0 to {}.", action, len(table.acts) - 1
        )
    if s.seat == OVER:
        return RulesError("9", "over", "The game is over.")
    verb = table.acts.verb[action]
    if (s.seat == CHANCE) != (verb >= FIRST_CHANCE):
        if s.seat == CHANCE:
            return RulesError("11", "chance-to-move", "A draw is due; only its outcomes fit here.")
        return RulesError("11", "not-chance", "No draw is due; {} is to move.", table.seat_names[s.seat])
    if s.seat != CHANCE and s.program == NOBODY:
        error = check_in_phase(table, s, action, verb)
        if error is not NOT_CHECKED:
            return error
    if action in legal(table, s):
        return None
    if s.seat == CHANCE:
        return RulesError("11", "wrong-outcome", "That is not an outcome of the draw that is due.")
    asked = "makes the choice its card offers" if s.program != NOBODY else ASKED[s.phase]
    return RulesError("11", "wrong-moment", "That is no answer here: {} {}.", table.seat_names[s.seat], asked)


NOT_CHECKED: Final = RulesError("11", "not-checked", "")


def check_in_phase(table: Scenario, s: State, action: Int, verb: Int) -> RulesError | None:
    """The chapters' own checks, where they say more than whether the action is listed."""
    seat = s.seat
    if s.phase == SPEAKING:
        if verb == PROPOSE:
            return conference.refuse_proposal(table, s, seat)
        if verb == CHANNEL and table.acts.a[action] != seat:
            return conference.refuse_channel(table, s, seat, table.acts.a[action])
        if verb == CALL:
            return agreement.refuse_call(table, s, seat)
        if verb == PASS:
            return None
        return RulesError("3.2", "speak", "{} has the floor: propose, channel, call or pass.", table.seat_names[seat])
    if s.phase == BUILDING:
        return check_building(table, s, action, verb)
    if s.phase == ANSWERING and action in (
        table.acts.accept,
        table.acts.decline,
        table.acts.silence,
        table.acts.break_silence,
    ):
        if verb == BREAK:
            return conference.refuse_break(table, s, seat)
        if verb == SILENCE:
            return conference.refuse_break(table, s, seat)
        return conference.refuse_answer(table, s, seat)
    if s.phase == CARDS and verb == CARD:
        return sealed.refuse_card(table, s, seat, table.acts.a[action], table.acts.b[action])
    if s.phase == ORDERS and FIRST_ORDER <= verb <= LAST_ORDER:
        return refuse_chosen(table, s, seat, action)
    return NOT_CHECKED


def check_building(table: Scenario, s: State, action: Int, verb: Int) -> RulesError | None:
    """Clauses, send, abandon."""
    if verb in (TEXT, GIVE, ASK, PLEDGE):
        return packages.refuse_clause(table, s, action)
    if verb == ABANDON:
        return None
    if verb == SEND:
        if s.clauses:
            return None
        return RulesError("3.2", "empty-package", "A package needs a clause before it is sent.")
    return RulesError("3.2", "building", "A package is being written: add a clause, send or abandon.")


def sample(table: Scenario, s: State, dice: Dice) -> Int:
    """One action of whoever is to move, each as likely, or an outcome by its weight; without a list of all."""
    return sample_outcome(table, s, dice) if s.seat == CHANCE else sample_action(table, s, dice)


# What happens


def apply(table: Scenario, s: State, action: Int) -> list[Event]:
    """Do what is possible and tell what happened; RulesError, and nothing changed, if it is not possible."""
    error = check(table, s, action)
    if error is not None:
        raise error
    events: list[Event] = []
    s.news = events
    step(table, s, action)
    s.news = None
    return events


def step(table: Scenario, s: State, action: Int) -> None:
    """The same without the question, for an action known to be legal: the door of playouts."""
    take(table, s, action)
    flow(table, s)


def take(table: Scenario, s: State, action: Int) -> None:
    """The first half of `step`: what the action does by itself; then `flow` lets play go on."""
    if s.program != NOBODY:
        effects.answer_program(table, s, action)
    elif s.seat == CHANCE:
        draw(table, s, action)
    else:
        act(table, s, action)
    s.seat = NO_ONE
