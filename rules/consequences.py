"""Headlines open a turn (§2), consequences close it (§7), endings end the game (§9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.agreement import open_crisis
from rules.board import (
    access_agreed,
    add_toll,
    areas_in,
    besiegers,
    change_strength,
    seat_in_turn,
    shift_attention,
    shift_meter,
    turn_order,
)
from rules.decks import cards_in, drawable_headlines, remaining, take_card, take_headline
from rules.effects import begin, end_standing, run_now, trigger
from rules.events import (
    ENDED,
    EVERYBODY,
    HEADLINE_DRAWN,
    HOME_FRONT,
    INCIDENT,
    PROCEDURE,
    SIEGE_BIT,
    TOLL_SETTLED,
    TOLL_SIEGE,
    TURN_BEGAN,
    WEARY,
    Event,
    tell,
)
from rules.filters import areas_cut_off
from rules.instructions import WHEN_CONSEQUENCES
from rules.integers import clamp, count, lowest
from rules.meters import credibility_of, support_of
from rules.pledges import expire_pledges, is_running
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, SUPPORT, Scenario
from rules.state import (
    CATASTROPHE,
    CHANCE,
    CONQUEST,
    CRISES,
    FINISHED,
    FRAGILE_PEACE,
    FROZEN_WAR,
    HEADLINES,
    OPENING,
    OVER,
    PEACE,
    REFILL,
    State,
)
from rules.tuples import grown

if TYPE_CHECKING:
    from rules.dice import Dice
    from rules.integers import Int

# The headline (§2 step 1)


def begin_turn(s: State) -> None:
    """A new turn: what was done last turn is remembered, what was done this turn is nothing yet."""
    s.turn += 1
    s.deeds_before = s.deeds
    s.deeds = ()
    s.violators = 0
    s.incident = False
    s.phase = HEADLINES
    s.at = 0
    tell(s, TURN_BEGAN, NOBODY, s.turn)


def ask_headline(table: Scenario, s: State) -> None:
    """Draw this turn's headline; with one to draw there is no draw, with none no headline."""
    drawable = drawable_headlines(table, s)
    if drawable & (drawable - 1):
        s.seat = CHANCE
    elif drawable:
        take_effect(table, s, lowest(drawable))
    else:
        s.phase = OPENING


def take_effect(table: Scenario, s: State, headline: Int) -> None:
    """The headline takes effect; an incident counts only under an agreement that does not rule it out (§5.4)."""
    rule = table.headlines[headline]
    take_headline(table, s, headline)
    tell(s, HEADLINE_DRAWN, NOBODY, headline)
    if rule.incident and s.in_force:
        ruled_out = rule.issue != NOBODY and rule.low <= s.draft[rule.issue] <= rule.high
        if not ruled_out:
            s.incident = True
            tell(s, INCIDENT, NOBODY, headline)
    s.phase = OPENING
    begin(s, rule.program, NOBODY)


# Consequences (§7)


def settle_turn(table: Scenario, s: State) -> None:
    """Steps 1 to 6, and the hands of step 7."""
    if s.besieged:
        judge_sieges(table, s)
    for at in range(len(table.procedures)):
        run_printed(table, s, PROCEDURE, at, table.procedures[at])
    settle_toll(table, s)
    for at in range(len(table.home_fronts)):
        run_printed(table, s, HOME_FRONT, at, table.home_fronts[at])
    trigger(table, s, WHEN_CONSEQUENCES)
    upkeep(table, s)
    for seat in turn_order(table, s):
        shift_meter(s, INFLUENCE, seat, table.numbers.income)
    s.phase = REFILL
    s.at = 0


def run_printed(table: Scenario, s: State, kind: Int, at: Int, program: Int) -> None:
    """Run a procedure or a home front; it is told, before what it does, only if it does anything."""
    told = len(s.news) if s.news is not None else 0
    run_now(table, s, program, NOBODY)
    if s.news is not None and len(s.news) > told:
        s.news.insert(told, Event(kind, EVERYBODY, NOBODY, at, 0, 0, 0))


def judge_sieges(table: Scenario, s: State) -> None:
    """Step 1: sieges, all judged before any bites."""
    without = areas_cut_off(table, s)
    biting = without if access_agreed(table, s) else s.besieged
    holders = s.holder
    around = [besiegers(table, s, area) for area in areas_in(biting)] if s.news is not None else []
    if not access_agreed(table, s):
        remember_sieges(table, s)
    told = 0
    while biting:
        area = lowest(biting)
        bite(table, s, area, holders[area], around[told] if around else 0, cut_off=bool(without >> area & 1))
        told += 1
        biting &= biting - 1


def bite(table: Scenario, s: State, area: Int, holder: Int, around: Int, *, cut_off: bool) -> None:
    """A siege bites: the holder loses strength, but never its last, and without aid people are harmed."""
    tell(s, SIEGE_BIT, NOBODY, area, holder, around, 0 if cut_off else 1)
    if s.strength[area * table.sides + holder] > 1:
        change_strength(table, s, area, holder, -1)
    if cut_off:
        add_toll(s, area, 1, NOBODY, TOLL_SIEGE)


def remember_sieges(table: Scenario, s: State) -> None:
    """A commander that besieges without letting aid in has something to give up by letting it in (§3.4)."""
    left = s.besieged
    while left:
        area = lowest(left)
        near = table.neighbour_masks[area]
        for pledge in table.aid_pledges[area]:
            maker = table.makers[pledge]
            besieges = table.commands[maker] and s.held[table.side_of[maker]] & near
            if besieges and not is_running(s, pledge):
                s.deeds = grown(s.deeds, pledge)
        left &= left - 1


def settle_toll(table: Scenario, s: State) -> None:
    """Step 3: what the areas gathered, less relief, never below 0 in any."""
    for area, by in s.relief:
        s.harm[area] = clamp(s.harm[area] - by, 0, s.harm[area])
    s.relief = ()
    total: Int = 0
    for area in range(table.areas):
        harm = s.harm[area]
        if harm:
            s.harm[area] = 0
            total += harm
    s.toll = min(s.toll + total, table.toll_max)
    tell(s, TOLL_SETTLED, NOBODY, total, s.toll)
    if total >= table.numbers.loud_toll:
        shift_attention(s, 1)
    elif total <= table.numbers.quiet_toll:
        shift_attention(s, -1)


def upkeep(table: Scenario, s: State) -> None:
    """Step 5: what is high falls back; without an agreement no home front waits for ever."""
    most = table.numbers.upkeep
    for seat in turn_order(table, s):
        if support_of(s, seat) > most:
            shift_meter(s, SUPPORT, seat, -1)
        if credibility_of(s, seat) > most:
            shift_meter(s, CREDIBILITY, seat, -1)
    if not s.in_force and s.turn % table.numbers.weary_every == 0:
        tell(s, WEARY)
        for seat in turn_order(table, s):
            shift_meter(s, SUPPORT, seat, -1)


def next_refill(table: Scenario, s: State) -> None:
    """Step 7: hands refill in turn order, not in the last turn; then pledges expire."""
    if s.turn < table.numbers.turns and not fill_hands(table, s):
        return
    expire_pledges(table, s)
    open_crisis(table, s)
    s.phase = CRISES


def fill_hands(table: Scenario, s: State, dice: Dice | None = None) -> bool:
    """Draw up to the hand size, from the seat at which it has got to; False if chance is asked, without dice."""
    while s.at < table.seats:
        seat = seat_in_turn(table, s, s.at)
        while count(s.hand[seat]) < table.numbers.hand:
            deck = remaining(table, s, seat)
            if not deck:
                break
            drawn = lowest(deck)
            if deck & (deck - 1):
                if dice is None:
                    s.seat = CHANCE
                    return False
                drawn = dice.one_in(deck)
            take_card(table, s, seat, table.first_card[seat] + drawn)
        s.at += 1
    return True


def deal_actions(table: Scenario, s: State) -> list[int]:
    """The cards that the seat whose hand is being filled may draw."""
    seat = seat_in_turn(table, s, s.at)
    return [table.acts.deal[card] for card in cards_in(table, seat, remaining(table, s, seat))]


# The end (§9)


def judge_endings(table: Scenario, s: State) -> None:
    """The first that holds names the outcome; otherwise the next turn begins."""
    if not s.in_force or s.violators:
        s.war_turns += 1
    end_standing(s)
    s.outcome = find_outcome(table, s)
    if s.outcome == NOBODY:
        begin_turn(s)
        return
    tell(s, ENDED, NOBODY, s.outcome, s.conqueror)
    s.phase = FINISHED
    s.seat = OVER


def find_outcome(table: Scenario, s: State) -> Int:
    """The outcome of the game at the close of this turn, or NOBODY if it goes on."""
    if s.toll >= table.toll_max:
        return CATASTROPHE
    for side in range(table.sides):
        wanted = table.conquest[side]
        if wanted and not wanted & ~s.held[side]:
            s.conqueror = side
            return CONQUEST
    if s.in_force and s.progress >= table.numbers.progress_steps:
        return PEACE
    if s.turn < table.numbers.turns:
        return NOBODY
    return FRAGILE_PEACE if s.in_force else FROZEN_WAR
