"""Signature and the life of an agreement (§5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.board import change_strength, shift_meter, turn_order
from rules.effects import trigger
from rules.errors import RulesError
from rules.events import (
    AGREED,
    CALL_FAILED,
    CALLED,
    COLLAPSED,
    CRISIS,
    INSPECTED,
    PROGRESS,
    RATIFIED,
    REFUSED,
    RESERVE_APPEARED,
    SIGNED,
    STAYED,
    VIOLATED,
    WITHDREW,
    tell,
)
from rules.instructions import WHEN_COLLAPSE, WHEN_SIGNATURE
from rules.meters import influence_of, support_of
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, STRENGTH_MAX, SUPPORT, Scenario
from rules.state import (
    CHANCE,
    CONSEQUENCES,
    ENDINGS,
    SIGNING,
    SPEAKING,
    State,
)
from rules.tuples import put

if TYPE_CHECKING:
    from rules.integers import Int

CERTAIN: Final = 100  # per cent

# §5.1 Calling


def can_call(table: Scenario, s: State, seat: Int) -> bool:
    """Once a turn, without an agreement, for the price, if all who must sign are there and can, and the caller can."""
    if s.in_force or s.called or table.required & ~s.present or influence_of(s, seat) < table.numbers.call_price:
        return False
    for party in range(table.seats):
        if (party == seat or table.required >> party & 1) and not can_ratify(table, s, party):
            return False
    return True


def refuse_call(table: Scenario, s: State, seat: Int) -> RulesError | None:
    """Why the seat may not call for signatures now, or None if it may."""
    if can_call(table, s, seat):
        return None
    if s.in_force:
        return RulesError("5.1", "in-force", "An agreement is in force; there is nothing to sign.")
    if s.called:
        return RulesError("5.1", "called", "Signatures have been called for this turn; once a turn is all.")
    if influence_of(s, seat) < table.numbers.call_price:
        return RulesError(
            "5.1",
            "short-of-influence",
            "Calling costs {} influence; {} has {}.",
            table.numbers.call_price,
            table.seat_names[seat],
            influence_of(s, seat),
        )
    for party in range(table.seats):
        if table.required >> party & 1 and not s.present >> party & 1:
            return RulesError(
                "5.1",
                "party-absent",
                "{} must sign and is absent; it has to be at the table.",
                table.seat_names[party],
            )
        if (party == seat or table.required >> party & 1) and not can_ratify(table, s, party):
            return RulesError(
                "5.1",
                "cannot-ratify",
                "{} can't ratify this text: it crosses its red line on {}, which needs support {} or more "
                "(it has {}) or a lean on that issue.",
                table.seat_names[party],
                ", ".join(table.issue_names[issue] for issue in barring_lines(table, s, party)),
                table.numbers.ratify_support,
                support_of(s, party),
            )
    return None


def call(table: Scenario, s: State, seat: Int) -> None:
    """Call for signatures: the caller signs by calling; the others that can ratify answer, a leaned client last."""
    tell(s, CALLED, seat)
    shift_meter(s, INFLUENCE, seat, -table.numbers.call_price)
    s.called = True
    s.caller = seat
    s.signed = 1 << seat
    asked = [
        other
        for other in turn_order(table, s)
        if other != seat and s.present >> other & 1 and can_ratify(table, s, other)
    ]
    last = [other for other in asked if any(lean[1] == other for lean in s.leans)]
    s.queue = tuple([other for other in asked if other not in last] + last)
    s.phase = SIGNING


def ask_signature(table: Scenario, s: State) -> None:
    """Ask the next seat to sign, or conclude when all have answered."""
    if s.queue:
        s.seat = s.queue[0]
    else:
        enter_into_force(table, s)


def sign(s: State, seat: Int) -> None:
    """Sign the text."""
    s.signed |= 1 << seat
    s.queue = s.queue[1:]
    tell(s, SIGNED, seat)


def refuse(table: Scenario, s: State, seat: Int) -> None:
    """Refuse: a required party ends the call; any other stays outside (§5.1)."""
    tell(s, REFUSED, seat)
    for backer, client, _issue, value in s.leans:
        if client == seat and s.signed >> backer & 1:
            shift_meter(s, INFLUENCE, seat, -value)
    s.queue = s.queue[1:]
    if not table.required >> seat & 1:
        return
    tell(s, CALL_FAILED, seat)
    if s.signed & table.required & ~(1 << s.caller):
        shift_meter(s, INFLUENCE, seat, -1)
    s.queue = ()
    s.caller = NOBODY
    s.signed = 0
    s.phase = SPEAKING
    s.at += 1


# §5.2 Ratification


def lines_crossed(table: Scenario, s: State, seat: Int) -> list[int]:
    """The issues on which the draft crosses the seat's red lines."""
    accepted = table.accepted[seat]
    return [issue for issue in range(table.issues) if not accepted[issue] >> s.draft[issue] & 1]


def barring_lines(table: Scenario, s: State, seat: Int) -> list[int]:
    """The crossed lines that the seat can't sign across."""
    return barring_among(table, s, seat, lines_crossed(table, s, seat))


def barring_among(table: Scenario, s: State, seat: Int, crossed: list[int]) -> list[int]:
    """Those of the crossed lines for which it has too little support and no lean on that issue."""
    if support_of(s, seat) >= table.numbers.ratify_support:
        return []
    return [issue for issue in crossed if not is_leant_on(s, seat, issue)]


def can_ratify(table: Scenario, s: State, seat: Int) -> bool:
    """Whether the seat could sign the draft as it stands."""
    if support_of(s, seat) >= table.numbers.ratify_support:
        return True
    accepted = table.accepted[seat]
    for issue in range(table.issues):
        if not accepted[issue] >> s.draft[issue] & 1 and not is_leant_on(s, seat, issue):
            return False
    return True


def is_leant_on(s: State, seat: Int, issue: Int) -> bool:
    """Whether the seat's backer has leant on it on that issue (§4.2)."""
    for lean in s.leans:
        if lean[1] == seat and lean[2] == issue:
            return True
    return False


def enter_into_force(table: Scenario, s: State) -> None:
    """The agreement is in force: ratification is paid and the conference ends (§5.1)."""
    s.in_force = True
    s.signatories = s.signed
    s.progress = 0
    s.stood_down = (0,) * table.seats
    tell(s, AGREED, NOBODY, s.signatories)
    for seat in turn_order(table, s):
        if s.signatories >> seat & 1:
            lines = len(lines_crossed(table, s, seat))
            tell(s, RATIFIED, seat, lines)
            shift_meter(s, SUPPORT, seat, -lines * table.numbers.ratify_cost)
    trigger(table, s, WHEN_SIGNATURE)
    s.phase = SPEAKING
    s.round = table.numbers.rounds


# §5.3 In force: inspection


def inspection_odds(table: Scenario, s: State) -> Int:
    """The chance, in per cent, that an inspection finds a reserve."""
    issue = table.numbers.verification_issue
    return table.numbers.verification_odds[s.draft[issue]] if s.in_force and issue != NOBODY else 0


def next_inspection(table: Scenario, s: State) -> None:
    """Inspect the signatories one by one, in turn order, rearmed or not."""
    odds = inspection_odds(table, s)
    order = turn_order(table, s)
    while odds and s.at < table.seats:
        if s.signatories >> order[s.at] & 1:
            if odds < CERTAIN:
                s.seat = CHANCE
                return
            inspect(table, s, order[s.at], hit=True)
        s.at += 1
    s.phase = CONSEQUENCES
    s.at = 0


def inspect(table: Scenario, s: State, seat: Int, *, hit: bool) -> None:
    """A hit on an empty reserve looks exactly like a miss; on a full one it makes all of it public and removes it."""
    found = s.reserve[seat] if hit else 0
    tell(s, INSPECTED, seat, found)
    if found:
        s.reserve = put(s.reserve, seat, 0)
        s.stood_down = put(s.stood_down, seat, 0)
        violate(table, s, seat, 1)


# §5.4 Crisis


def violate(table: Scenario, s: State, seat: Int, cause: Int) -> None:
    """A signatory violates the agreement: each seat once a turn at most."""
    if s.violators >> seat & 1:
        return
    s.violators |= 1 << seat
    tell(s, VIOLATED, seat, cause)
    shift_meter(s, CREDIBILITY, seat, -table.numbers.violation_credibility)


def open_crisis(table: Scenario, s: State) -> None:
    """Ask the signatories, if this turn had a violation or an incident."""
    s.at = 0
    if s.in_force and (s.violators or s.incident):
        tell(s, CRISIS, NOBODY, s.violators, int(s.incident))
    else:
        s.at = table.seats


def ask_crisis(table: Scenario, s: State) -> None:
    """Ask the next signatory whether it stays, or move the agreement on."""
    order = turn_order(table, s)
    while s.at < table.seats and not (s.in_force and s.signatories >> order[s.at] & 1):
        s.at += 1
    if s.at < table.seats:
        s.seat = order[s.at]
        return
    if s.in_force and not s.violators:
        s.progress = min(s.progress + 1, table.numbers.progress_steps)
        tell(s, PROGRESS, NOBODY, s.progress)
    s.phase = ENDINGS


def answer_crisis(table: Scenario, s: State, seat: Int, *, stays: bool) -> None:
    """Stay, which costs support, or withdraw: over a mere incident that costs credibility (§5.4)."""
    s.at += 1
    if stays:
        tell(s, STAYED, seat)
        shift_meter(s, SUPPORT, seat, -table.numbers.stay_support)
        return
    tell(s, WITHDREW, seat)
    if not s.violators:
        shift_meter(s, CREDIBILITY, seat, -table.numbers.withdraw_credibility)
    if table.required >> seat & 1:
        collapse(table, s, seat)
    else:
        s.signatories &= ~(1 << seat)


def collapse(table: Scenario, s: State, seat: Int) -> None:
    """The agreement collapses: hidden reserves come onto the map and the text is the draft again (§5.4)."""
    s.in_force = False
    s.progress = 0
    s.signatories = 0
    tell(s, COLLAPSED, seat)
    order = turn_order(table, s)
    for violator in order:
        if s.violators >> violator & 1:
            shift_meter(s, CREDIBILITY, violator, -table.numbers.collapse_credibility)
    for owner in order:
        if s.reserve[owner]:
            bring_out_reserve(table, s, owner)
    s.reserve = s.stood_down = (0,) * table.seats
    s.war_turns = s.turn - 1  # every turn before this one: the war had only paused
    trigger(table, s, WHEN_COLLAPSE)


def bring_out_reserve(table: Scenario, s: State, owner: Int) -> None:
    """A reserve comes into the strongest area that its side holds; what is above 9 goes into the next."""
    side = table.side_of[owner]
    held = [area for area in range(table.areas) if s.holder[area] == side]
    held.sort(key=lambda area: -s.strength[area * table.sides + side])
    left = s.reserve[owner]
    for area in held:
        comes = min(left, STRENGTH_MAX - s.strength[area * table.sides + side])
        if comes:
            tell(s, RESERVE_APPEARED, owner, area, comes)
            change_strength(table, s, area, side, comes)
            left -= comes
    if left:
        tell(s, RESERVE_APPEARED, owner, NOBODY, left)
