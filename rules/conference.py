"""The conference (§3.1 to §3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.actions import ASK, GIVE, PLEDGE, TEXT
from rules.agreement import can_call
from rules.board import shift_meter, turn_order
from rules.effects import trigger
from rules.errors import RulesError
from rules.events import (
    ABANDONED,
    ADOPTED,
    ANSWER,
    ATTENDANCE,
    CLAUSE,
    DRAFT_MOVED,
    FELL,
    NO_CONFERENCE,
    PASSED,
    PROPOSAL,
    SENT,
    STAYED_AWAY,
    TRANSFER,
    tell,
)
from rules.instructions import WHEN_BREACH, WHEN_CONFERENCE
from rules.integers import count, distance
from rules.meters import influence_of
from rules.packages import has_clause, next_clauses, spent_in
from rules.pledges import breaches_of, make_pledge, pay_breaches
from rules.scenario import ACT_ABSENCE, INFLUENCE, NOBODY, Scenario
from rules.sealed import begin_sealing
from rules.state import (
    ANSWERING,
    BUILDING,
    SPEAKING,
    LedgerEntry,
    State,
)
from rules.tuples import grown, put

if TYPE_CHECKING:
    from rules.integers import Int

FEWEST: Final = 2  # seats make a conference

# §3.1 Attendance


def reveal_attendance(table: Scenario, s: State) -> None:
    """Open the conference: what was chosen in secret, overridden by bars and compulsions; a bar beats a compulsion."""
    everybody = (1 << table.seats) - 1
    before = s.present
    away = everybody & ~s.attending & ~s.compelled & ~s.barred
    s.present = (s.attending | s.compelled) & ~s.barred
    s.attending = 0
    s.shut_out = s.barred
    s.barred = s.compelled = 0
    s.breaks = (0,) * table.seats
    s.called = False
    tell(s, ATTENDANCE, NOBODY, s.present, away)
    if away and s.ledger:
        judge_absences(table, s, away)
    for seat in turn_order(table, s):
        if away >> seat & 1:
            reward_absence(table, s, seat, came_before=bool(before >> seat & 1))
    trigger(table, s, WHEN_CONFERENCE)
    s.phase = SPEAKING
    s.round = s.at = 0
    if count(s.present) < FEWEST:
        tell(s, NO_CONFERENCE)
        s.round = table.numbers.rounds


def judge_absences(table: Scenario, s: State, away: Int) -> None:
    """Who stays away by choice may break a pledge to attend (§3.4)."""
    broken: list[LedgerEntry] = []
    for seat in turn_order(table, s):
        if away >> seat & 1:
            broken += breaches_of(table, s, seat, ACT_ABSENCE, NOBODY)
    if broken:
        pay_breaches(table, s, broken)
        trigger(table, s, WHEN_BREACH)


def reward_absence(table: Scenario, s: State, seat: Int, *, came_before: bool) -> None:
    """Staying away by choice has scenario-given rewards."""
    reward = table.staying_away[seat]
    if reward is None or s.away[seat] >= reward.at_most or (reward.first_only and not came_before):
        return
    s.away = put(s.away, seat, s.away[seat] + 1)
    tell(s, STAYED_AWAY, seat, reward.meter, reward.by)
    shift_meter(s, reward.meter, seat, reward.by)


# §3.2 Proposals


def next_speaker(table: Scenario, s: State) -> None:
    """Ask the next seat present to speak; those who can only pass are not asked. At the end, seal."""
    order = turn_order(table, s)
    while s.round < table.numbers.rounds:
        while s.at < table.seats:
            seat = order[s.at]
            if s.present >> seat & 1 and can_speak(table, s, seat):
                s.seat = seat
                return
            s.at += 1
        s.round += 1
        s.at = 0
    s.leans = ()
    begin_sealing(table, s)


def can_speak(table: Scenario, s: State, seat: Int) -> bool:
    """Whether the seat has anything to do but pass."""
    if has_clause(table, s, seat, NOBODY) or can_call(table, s, seat):
        return True
    for other in range(table.seats):
        if can_channel(table, s, seat, other):
            return True
    return False


def can_channel(table: Scenario, s: State, seat: Int, other: Int) -> bool:
    """A faction that is absent and not barred can be reached, if there is something to say."""
    return table.numbers.channel and not (s.present | s.shut_out) >> other & 1 and has_clause(table, s, seat, other)


def speaking_actions(table: Scenario, s: State) -> list[int]:
    """What the speaker may do: propose, channel, call, pass."""
    seat = s.seat
    acts = table.acts
    actions: list[int] = []
    if has_clause(table, s, seat, NOBODY):
        actions.append(acts.propose)
    for other in range(table.seats):
        if can_channel(table, s, seat, other):
            actions.append(acts.channel[other])
    if can_call(table, s, seat):
        actions.append(acts.call)
    actions.append(acts.pass_turn)
    return actions


def refuse_proposal(table: Scenario, s: State, seat: Int) -> RulesError | None:
    """Why the seat can't propose, or None if it can."""
    if has_clause(table, s, seat, NOBODY):
        return None
    return RulesError("3.2", "no-clause", "{} has no clause that it could send.", table.seat_names[seat])


def refuse_channel(table: Scenario, s: State, seat: Int, other: Int) -> RulesError | None:
    """Why the seat can't open a back channel to `other`, or None if it can."""
    name = table.seat_names[other]
    if not table.numbers.channel:
        return RulesError("3.2", "no-channel", "This size has no back channel.")
    if s.present >> other & 1:
        return RulesError("3.2", "present", "{} is at the table; propose openly.", name)
    if s.shut_out >> other & 1:
        return RulesError("3.2", "barred", "{} is barred from this conference, so it can't be reached either.", name)
    if not has_clause(table, s, seat, other):
        return RulesError(
            "3.2", "no-clause", "{} has no clause that it could send to {}.", table.seat_names[seat], name
        )
    return None


def open_package(s: State, seat: Int, channel: Int) -> None:
    """Begin a package, in the open or through a back channel."""
    s.proposer = seat
    s.channel = channel
    s.clauses = ()
    s.phase = BUILDING
    tell(s, PROPOSAL, seat, channel)


def building_actions(table: Scenario, s: State) -> list[int]:
    """The next clauses, send, abandon."""
    actions = next_clauses(table, s, s.proposer, s.channel, s.clauses)
    if s.clauses:
        actions.append(table.acts.send)
    actions.append(table.acts.abandon)
    return actions


def add_clause(s: State, action: Int) -> None:
    """Write a clause into the package."""
    s.clauses = grown(s.clauses, action)
    tell(s, CLAUSE, s.proposer, action)


def abandon(s: State) -> None:
    """Drop the package; the turn to speak is used."""
    tell(s, ABANDONED, s.proposer)
    close_package(s)


def close_package(s: State) -> None:
    """The package is done with: the next seat speaks."""
    s.proposer = s.channel = NOBODY
    s.clauses = ()
    s.bound = 0
    s.phase = SPEAKING
    s.at += 1


def pass_turn(s: State) -> None:
    """Say nothing."""
    tell(s, PASSED, s.seat)
    s.at += 1


# §3.3 The silence procedure


def send_package(table: Scenario, s: State) -> None:
    """Put the package before those who answer."""
    tell(s, SENT, s.proposer)
    s.bound = bound_by(table, s)
    asked = s.present & ~(1 << s.proposer) if s.channel == NOBODY else 1 << s.channel
    s.queue = tuple([seat for seat in turn_order(table, s) if asked >> seat & 1])
    s.phase = ANSWERING


def bound_by(table: Scenario, s: State) -> Int:
    """Mask of the other seats that a clause binds: those that must pay or keep it."""
    bound = 0
    for clause in s.clauses:
        verb = table.acts.verb[clause]
        if verb == ASK:
            bound |= 1 << table.acts.a[clause]
        elif verb == PLEDGE:
            bound |= 1 << table.pledges[table.acts.a[clause]].seat
    return bound & ~(1 << s.proposer)


def next_answer(table: Scenario, s: State) -> None:
    """Ask the next seat that has a choice; when all have answered, the package is adopted."""
    while s.queue:
        seat = s.queue[0]
        if s.bound >> seat & 1 or can_break(table, s, seat):
            s.seat = seat
            return
        s.queue = s.queue[1:]
    adopt(table, s)


def break_price(table: Scenario, s: State, seat: Int) -> Int:
    """1 influence for a seat's first break in this conference, 2 for its second, and so on."""
    return table.numbers.first_break + s.breaks[seat]


def can_break(table: Scenario, s: State, seat: Int) -> bool:
    """A seat that no clause binds, for the price."""
    return not s.bound >> seat & 1 and influence_of(s, seat) >= break_price(table, s, seat)


def refuse_break(table: Scenario, s: State, seat: Int) -> RulesError | None:
    """Why the seat may not break the silence now, or None if it may."""
    if can_break(table, s, seat):
        return None
    if s.bound >> seat & 1:
        return RulesError(
            "3.3",
            "bound",
            "A clause binds {}: it accepts or declines, free of charge.",
            table.seat_names[seat],
        )
    return RulesError(
        "3.3",
        "short-of-influence",
        "Breaking the silence would cost {} {} influence; it has {}, so it stays silent.",
        table.seat_names[seat],
        break_price(table, s, seat),
        influence_of(s, seat),
    )


def refuse_answer(table: Scenario, s: State, seat: Int) -> RulesError | None:
    """Why the seat may not accept or decline, or None if it may."""
    if s.bound >> seat & 1:
        return None
    return RulesError(
        "3.3",
        "not-bound",
        "No clause binds {}: it stays silent or breaks the silence.",
        table.seat_names[seat],
    )


def answering_actions(table: Scenario, s: State) -> list[int]:
    """Accept or decline for a seat that is bound, silence or break for any other."""
    acts = table.acts
    if s.bound >> s.seat & 1:
        return [acts.accept, acts.decline]
    return [acts.silence, acts.break_silence]


def answer(table: Scenario, s: State, action: Int) -> None:
    """Let the package stand, or fell it; breaking the silence is paid for."""
    seat = s.seat
    tell(s, ANSWER, seat, action)
    s.queue = s.queue[1:]
    if action in (table.acts.accept, table.acts.silence):
        return
    if action == table.acts.break_silence:
        shift_meter(s, INFLUENCE, seat, -break_price(table, s, seat))
        s.breaks = put(s.breaks, seat, s.breaks[seat] + 1)
    price = min(table.numbers.fall_price, influence_of(s, s.proposer))
    tell(s, FELL, s.proposer, seat, price)
    shift_meter(s, INFLUENCE, s.proposer, -price)
    s.queue = ()
    close_package(s)


def adopt(table: Scenario, s: State) -> None:
    """Nobody fell it: the package takes effect at once and whole."""
    proposer = s.proposer
    spends, _asks = spent_in(table, s, tuple([clause for clause in s.clauses if table.acts.verb[clause] == TEXT]))
    tell(s, ADOPTED, proposer, spends)
    bound = s.bound
    s.packages += 1
    shift_meter(s, INFLUENCE, proposer, -spends)
    for clause in s.clauses:
        verb, a, b = table.acts.verb[clause], table.acts.a[clause], table.acts.b[clause]
        if verb == TEXT:
            tell(s, DRAFT_MOVED, proposer, a, s.draft[a], b)
            s.draft[a] = b
        elif verb == PLEDGE:
            make_pledge(table, s, a, proposer, bound)
        else:
            transfer(s, proposer, a, b if verb == GIVE else -b)
    close_package(s)


def transfer(s: State, proposer: Int, other: Int, amount: Int) -> None:
    """Move influence from the proposer to the other, or (a negative amount) the other way."""
    giver, taker = (proposer, other) if amount > 0 else (other, proposer)
    moved = distance(amount, 0)
    tell(s, TRANSFER, giver, taker, moved)
    shift_meter(s, INFLUENCE, giver, -moved)
    shift_meter(s, INFLUENCE, taker, moved)
