"""The effect vocabulary (§4.3): running the programs of cards, headlines, procedures and standing effects.

Where a program is, is data in the state: a choice or a draw in its middle can be saved, copied and gone on from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.board import areas_in, turn_order
from rules.decks import cards_in, discard, in_hand, remaining, take_card
from rules.events import (
    CHOSE,
    PICKED,
    STANDING_ACTED,
    tell,
)
from rules.filters import areas_where, asks_for_agenda, holds, seat_of
from rules.instructions import (
    CHOOSE_AREA,
    CHOOSE_SEAT,
    FIND_LEAST,
    FIND_LEAST_TOTAL,
    FIND_MOST,
    STEP_CHOOSE,
    STEP_CLEAR,
    STEP_DISCARD,
    STEP_DRAW,
    STEP_EACH,
    STEP_FIND,
    STEP_JUMP,
    STEP_UNLESS,
    Step,
)
from rules.integers import count, lowest
from rules.registers import BLANK, CARDS_MOVED, NOTHING_AHEAD, read, written
from rules.scenario import NOBODY, Scenario
from rules.state import (
    CHANCE,
    State,
)
from rules.steps import act, seats_meant
from rules.tuples import put

if TYPE_CHECKING:
    from rules.integers import Int


def begin(s: State, program: Int, player: Int) -> None:
    """Put a program under way for its player (NOBODY for a headline or a procedure)."""
    s.program = program
    s.pc = 0
    s.player = player
    s.registers = BLANK
    s.ahead = NOTHING_AHEAD


def run(table: Scenario, s: State) -> None:
    """Go on with the program under way until it ends or asks somebody (`s.seat`)."""
    steps = table.programs[s.program]
    while s.pc < len(steps):
        step = steps[s.pc]
        if step.op >= STEP_UNLESS:
            if not take_turn_in_program(table, s, step):
                return
        elif step.op in (STEP_DRAW, STEP_DISCARD):
            if not move_cards(table, s, step):
                return
            s.pc += 1
        else:
            act(table, s, step)
            s.pc += 1
    s.program = NOBODY


def run_now(table: Scenario, s: State, program: Int, player: Int) -> None:
    """Run a program that asks nobody, in the middle of whatever is under way."""
    outer, pc, outer_player, registers, ahead = s.program, s.pc, s.player, s.registers, s.ahead
    begin(s, program, player)
    run(table, s)
    s.program, s.pc, s.player, s.registers, s.ahead = outer, pc, outer_player, registers, ahead


def trigger(table: Scenario, s: State, when: Int) -> None:
    """Let the standing effects of that trigger act, in the order in which they began."""
    for entry in s.standing:
        effect = table.standings[entry[0]]
        if effect.when != when or (effect.condition is not None and not holds(table, s, effect.condition, entry[1])):
            continue
        tell(s, STANDING_ACTED, entry[1], entry[0])
        run_now(table, s, effect.program, entry[1])
        if effect.once:
            at = s.standing.index(entry)
            s.standing = (*s.standing[:at], *s.standing[at + 1 :])


def standing_asks_for_agenda(table: Scenario, s: State) -> bool:
    """Whether an effect that stands depends on the agenda of its player."""
    for entry in s.standing:
        effect = table.standings[entry[0]]
        if asks_for_agenda(effect.condition):
            return True
        for step in table.programs[effect.program]:
            if asks_for_agenda(step.condition):
                return True
    return False


def end_standing(s: State) -> None:
    """Standing effects end with the turn they last to."""
    if s.standing:
        s.standing = tuple(entry for entry in s.standing if entry[2] > s.turn)


# Flow: conditions, loops, choices


def take_turn_in_program(table: Scenario, s: State, step: Step) -> bool:
    """A step that moves `s.pc`; False if somebody is asked."""
    if step.op == STEP_JUMP:
        s.pc = step.jump
    elif step.op == STEP_UNLESS:
        assert step.condition is not None
        s.pc = s.pc + 1 if holds(table, s, step.condition, s.player) else step.jump
    elif step.op == STEP_CLEAR:
        fill(s, step.a, NOBODY)
    elif step.op == STEP_EACH:
        next_area(table, s, step)
    else:
        return settle_option(table, s, step)
    return True


def next_area(table: Scenario, s: State, step: Step) -> None:
    """The next area of a loop; which areas it goes through is judged before the first."""
    register = step.a
    mask = s.ahead[register] if read(s.registers, register) != NOBODY else areas_where(table, s, step.where)
    if not mask:
        s.pc = step.jump
        return
    s.ahead = put(s.ahead, register, mask & (mask - 1))
    fill(s, register, lowest(mask))


def settle_option(table: Scenario, s: State, step: Step) -> bool:
    """Find, choose or pick one of the candidates; False if a player or chance must."""
    if step.op == STEP_FIND:
        found = areas_where(table, s, step.where)
        if found:
            fill(s, step.a, find_area(table, s, step, found))
        else:
            s.pc = step.jump
        return True
    candidates = options(table, s, step)
    if not candidates:
        s.pc = step.jump
    elif len(candidates) == 1:
        fill(s, step.a, candidates[0])
    else:
        s.seat = s.player if step.op == STEP_CHOOSE else CHANCE
        return False
    return True


def fill(s: State, register: Int, value: Int) -> None:
    """Set a register and go on with the next step."""
    s.registers = written(s.registers, register, value)
    s.pc += 1


def options(table: Scenario, s: State, step: Step) -> list[int]:
    """The candidates of a choose or random step: areas, seats or issues."""
    if step.op != STEP_CHOOSE or step.b == CHOOSE_AREA:
        return areas_in(areas_where(table, s, step.where))
    if step.b == CHOOSE_SEAT:
        return list(step.options)
    return [issue for issue in step.options if not s.in_force and not table.fixed >> issue & 1]


def find_area(table: Scenario, s: State, step: Step, areas: Int) -> Int:
    """The first best of the areas of a mask."""
    best = lowest(areas)
    areas &= areas - 1
    if not areas:
        return best
    least = rank_area(table, s, step, best)
    while areas:
        area = lowest(areas)
        rank = rank_area(table, s, step, area)
        if rank < least:
            best, least = area, rank
        areas &= areas - 1
    return best


def rank_area(table: Scenario, s: State, step: Step, area: Int) -> Int:
    """What `find` makes smallest."""
    first = area * table.sides
    own = s.strength[first + step.c]
    if step.b == FIND_MOST:
        return -own
    if step.b == FIND_LEAST:
        return own
    if step.b == FIND_LEAST_TOTAL:
        total = 0
        for side in range(table.sides):
            total += s.strength[first + side]
        return total
    most: Int = 0
    foes: Int = table.foes[step.c]
    for side in range(table.sides):
        if foes >> side & 1:
            force = s.strength[first + side]
            if force > most:
                most = force
    return own - most


# What a choice or a draw in the middle of a program looks like from outside


def program_actions(table: Scenario, s: State) -> list[int]:
    """What the seat, or chance, may answer to the program under way; ascending."""
    step = table.programs[s.program][s.pc]
    acts = table.acts
    if step.op == STEP_DRAW:
        seat = next_recipient(table, s, step)
        return [acts.deal[card] for card in cards_in(table, seat, remaining(table, s, seat))]
    if step.op == STEP_DISCARD:
        seat = seat_of(s, step.who[0], s.player)
        return [acts.pick_card[card] for card in cards_in(table, seat, s.hand[seat])]
    if step.op != STEP_CHOOSE:
        return [acts.pick_area[area] for area in options(table, s, step)]
    names = acts.choose_area
    if step.b != CHOOSE_AREA:
        names = acts.choose_seat if step.b == CHOOSE_SEAT else acts.choose_issue
    return [names[option] for option in options(table, s, step)]


def answer_program(table: Scenario, s: State, action: Int) -> None:
    """Take the answer to a choice or a draw."""
    step = table.programs[s.program][s.pc]
    value = table.acts.a[action]
    if step.op == STEP_DRAW:
        take_card(table, s, next_recipient(table, s, step), value)
        count_card(s)
    elif step.op == STEP_DISCARD:
        discard(table, s, seat_of(s, step.who[0], s.player), value)
        count_card(s)
    else:
        tell(s, CHOSE if step.op == STEP_CHOOSE else PICKED, s.player, action)
        fill(s, step.a, value)


def move_cards(table: Scenario, s: State, step: Step) -> bool:
    """Draw or discard the step's cards as far as no chance is needed; False if it is."""
    if step.op == STEP_DISCARD:
        return discard_cards(table, s, step)
    while read(s.registers, CARDS_MOVED) < step.by * count(seats_meant(table, s, step)):
        seat = next_recipient(table, s, step)
        deck = remaining(table, s, seat)
        if deck & (deck - 1):
            s.seat = CHANCE
            return False
        if deck:
            take_card(table, s, seat, cards_in(table, seat, deck)[0])
        count_card(s)
    s.registers = written(s.registers, CARDS_MOVED, 0)
    return True


def discard_cards(table: Scenario, s: State, step: Step) -> bool:
    """One's own card was sealed with the event; another's are drawn at random from its hand."""
    seat = seat_of(s, step.who[0], s.player)
    if seat == s.player:
        card = s.sealed_discard[seat]
        if card != NOBODY and in_hand(table, s, seat, card):
            discard(table, s, seat, card)
        return True
    while read(s.registers, CARDS_MOVED) < step.by and s.hand[seat]:
        if s.hand[seat] & (s.hand[seat] - 1):
            s.seat = CHANCE
            return False
        discard(table, s, seat, cards_in(table, seat, s.hand[seat])[0])
        count_card(s)
    s.registers = written(s.registers, CARDS_MOVED, 0)
    return True


def count_card(s: State) -> None:
    """One more card moved by the step under way."""
    s.registers = written(s.registers, CARDS_MOVED, read(s.registers, CARDS_MOVED) + 1)


def next_recipient(table: Scenario, s: State, step: Step) -> Int:
    """Who draws next: each seat of the step draws all its cards before the next."""
    meant = seats_meant(table, s, step)
    return [seat for seat in turn_order(table, s) if meant >> seat & 1][read(s.registers, CARDS_MOVED) // step.by]
