"""The plain steps of the effect vocabulary (§4.3): those that ask nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.board import add_toll, besiegers, change_strength, shift_meter, shift_track, turn_order
from rules.decks import cards_in
from rules.events import (
    BARRED,
    COMPELLED,
    DRAFT_MOVED,
    LOOKED,
    SAW_AGENDA,
    SAW_CARD,
    STANDING_BEGAN,
    TOLL_CARD,
    tell,
    whisper,
)
from rules.filters import place_of, seat_of
from rules.instructions import (
    LASTS_NEXT_TURN,
    LASTS_TURN,
    STEP_BAR,
    STEP_COMPEL,
    STEP_DRAFT,
    STEP_DRAFT_TOWARD,
    STEP_END_PLEDGES,
    STEP_LOOK_AGENDA,
    STEP_LOOK_HAND,
    STEP_METER,
    STEP_STANDING,
    STEP_STRENGTH,
    STEP_TOLL,
    STEP_TRACK,
    WHO_ABSENT,
    WHO_ALL,
    WHO_BESIEGERS,
    WHO_OTHERS,
    WHO_PRESENT,
    WHO_SIGNATORIES,
    Step,
)
from rules.integers import clamp
from rules.meters import meter_of
from rules.pledges import end_without_blame
from rules.registers import read
from rules.scenario import NOBODY, Scenario
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int

BOTH: Final = 2  # ends of a pledge


def act(table: Scenario, s: State, step: Step) -> None:
    """A step that asks nobody and goes on with the next (docs/scenario-format.md, Steps)."""
    op = step.op
    if op == STEP_METER:
        meant = seats_meant(table, s, step)
        for seat in turn_order(table, s):
            if meant >> seat & 1:
                shift_meter(s, step.a, seat, limited(meter_of(s, step.a, seat), step))
    elif op == STEP_TRACK:
        shift_track(table, s, step.a, limited(s.attention if step.a < 0 else s.tracks[step.a], step))
    elif op == STEP_TOLL:
        add_toll(s, place_of(s, step.area), step.by, NOBODY, TOLL_CARD)
    elif op == STEP_STRENGTH:
        area = place_of(s, step.area)
        change_strength(table, s, area, step.a, limited(s.strength[area * table.sides + step.a], step))
    elif op == STEP_DRAFT:
        move_draft(table, s, place_of(s, step.a), step.by)
    elif op == STEP_DRAFT_TOWARD:
        issue = place_of(s, step.a)
        move_draft(table, s, issue, (step.b > s.draft[issue]) - (step.b < s.draft[issue]))
    elif op == STEP_STANDING:
        begin_standing(table, s, step.a)
    elif op == STEP_END_PLEDGES:
        end_pledges(table, s, step)
    else:
        act_on_seats(table, s, step)


def act_on_seats(table: Scenario, s: State, step: Step) -> None:
    """Bar, compel, look."""
    meant = seats_meant(table, s, step)
    for seat in turn_order(table, s):
        if not meant >> seat & 1:
            continue
        if step.op == STEP_BAR:
            s.barred |= 1 << seat
            tell(s, BARRED, seat)
        elif step.op == STEP_COMPEL:
            s.compelled |= 1 << seat
            tell(s, COMPELLED, seat)
        elif step.op == STEP_LOOK_HAND:
            look_at_hand(table, s, s.player, seat)
        else:
            assert step.op == STEP_LOOK_AGENDA
            look_at_agenda(s, s.player, seat)


def limited(value: Int, step: Step) -> Int:
    """The step's shift of `value`, cut at its limits and never reversed by them."""
    if step.by > 0:
        return clamp(step.high - value, 0, step.by)
    return clamp(step.low - value, step.by, 0)


def move_draft(table: Scenario, s: State, issue: Int, by: Int) -> None:
    """Move the draft on an issue; a signed text is frozen (§5.3), and so is an issue that the size fixes (§8)."""
    if s.in_force or table.fixed >> issue & 1:
        return
    now = clamp(s.draft[issue] + by, 0, table.positions[issue] - 1)
    if now != s.draft[issue]:
        tell(s, DRAFT_MOVED, NOBODY, issue, s.draft[issue], now)
        s.draft[issue] = now


def begin_standing(table: Scenario, s: State, effect: Int) -> None:
    """Start a standing effect for the player."""
    lasts = table.standings[effect].lasts
    last = table.numbers.turns
    if lasts == LASTS_TURN:
        last = s.turn
    elif lasts == LASTS_NEXT_TURN:
        last = s.turn + 1
    s.standing = (*s.standing, (effect, s.player, last))
    tell(s, STANDING_BEGAN, s.player, effect)


def end_pledges(table: Scenario, s: State, step: Step) -> None:
    """End pledges without blame: of a kind or all, by one seat, or between two."""
    seats = [seat_of(s, ref, s.player) for ref in step.who]
    ended = []
    for entry in s.ledger:
        rule = table.pledges[entry[0]]
        if step.a not in (NOBODY, rule.kind):
            continue
        if len(seats) == 1 and rule.seat != seats[0]:
            continue
        if len(seats) == BOTH and not between(rule.seat, entry[1], seats[0], seats[1]):
            continue
        ended.append(entry)
    end_without_blame(table, s, ended)


def between(maker: Int, owed: Int, one: Int, other: Int) -> bool:
    """Whether a pledge is owed by one of two seats to the other."""
    return (maker == one and bool(owed >> other & 1)) or (maker == other and bool(owed >> one & 1))


def look_at_hand(table: Scenario, s: State, viewer: Int, seat: Int) -> None:
    """The player sees a hand; it knows each card until that card leaves the hand (§10)."""
    tell(s, LOOKED, viewer, seat, 0)
    for card in cards_in(table, seat, s.hand[seat]):
        if (viewer, seat, card) not in s.known:
            s.known = (*s.known, (viewer, seat, card))
        whisper(s, 1 << viewer, SAW_CARD, viewer, seat, card)


def look_at_agenda(s: State, viewer: Int, seat: Int) -> None:
    """The player sees an agenda."""
    tell(s, LOOKED, viewer, seat, 1)
    if s.agenda[seat] != NOBODY:
        if (viewer, seat, NOBODY) not in s.known:
            s.known = (*s.known, (viewer, seat, NOBODY))
        whisper(s, 1 << viewer, SAW_AGENDA, viewer, seat, s.agenda[seat])


def seats_meant(table: Scenario, s: State, step: Step) -> Int:
    """Mask of the seats that a step means; it means them in turn order."""
    mask: Int = 0
    everybody = (1 << table.seats) - 1
    for ref in step.who:
        if ref == WHO_ALL:
            mask |= everybody
        elif ref == WHO_OTHERS:
            mask |= everybody & ~(1 << s.player)
        elif ref == WHO_PRESENT:
            mask |= s.present
        elif ref == WHO_ABSENT:
            mask |= everybody & ~s.present
        elif ref == WHO_SIGNATORIES:
            mask |= s.signatories if s.in_force else 0
        elif ref == WHO_BESIEGERS:
            mask |= besiegers(table, s, read(s.registers, step.b))
        else:
            mask |= 1 << seat_of(s, ref, s.player)
    return mask
