"""What happened: events as small integers, each with an audience (§10).

`audience` is a mask of seats; the bit after the last seat is the watcher, who sees the public stream alone. Which
integers an event carries stands beside its kind; `seat` is NOBODY (-1) where no seat is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scenario import NOBODY

if TYPE_CHECKING:
    from rules.integers import Int
    from rules.state import State

EVERYBODY: Final = -1  # every seat and the watcher

# Set-up and headline
TURN_BEGAN: Final = 0  # a turn
AGENDA_DEALT: Final = 1  # seat, a agenda; seen by the seat alone
CARD_DEALT: Final = 2  # seat, a card; seen by the seat alone
CARD_DRAWN: Final = 3  # seat: it drew a card; seen by all others
HEADLINE_DRAWN: Final = 4  # a headline
INCIDENT: Final = 5  # a headline that strains the agreement (§5.4)
# Conference
ATTENDANCE: Final = 6  # a mask of the present, b mask of those away by choice
NO_CONFERENCE: Final = 7
STAYED_AWAY: Final = 8  # seat, a meter, b by: the reward of §3.1
PROPOSAL: Final = 9  # seat, a the other end of a back channel or NOBODY
CLAUSE: Final = 10  # seat, a action
SENT: Final = 11  # seat
ABANDONED: Final = 12  # seat
ANSWER: Final = 13  # seat, a action (accept, decline, silence, break)
FELL: Final = 14  # seat the proposer, a by whom, b influence paid
ADOPTED: Final = 15  # seat the proposer, a influence paid for texts
TRANSFER: Final = 16  # seat from, a to, b amount
PLEDGED: Final = 17  # seat, a pledge, b mask owed to, c expires at the end of turn
DRAFT_MOVED: Final = 18  # a issue, b from, c to
PASSED: Final = 19  # seat
CALLED: Final = 20  # seat
SIGNED: Final = 21  # seat
REFUSED: Final = 22  # seat
CALL_FAILED: Final = 23  # seat that refused
AGREED: Final = 24  # a mask of signatories
RATIFIED: Final = 25  # seat, a red lines crossed
# Sealed choices and pressure
SEALED: Final = 26  # seat: its choices are sealed
CARD_REVEALED: Final = 27  # seat, a card, b use (index into table.uses)
AS_CAPITAL: Final = 28  # seat, a card: its use was no longer possible
CHOSE: Final = 29  # seat, a action
PICKED: Final = 30  # a chance action: pick
DISCARDED: Final = 31  # seat, a card
SANCTIONED: Final = 32  # seat, a target, b value
CONDEMNED: Final = 33  # seat, a target
RALLIED: Final = 34  # seat
RELIEF: Final = 35  # seat, a area, b value
LEANED: Final = 36  # seat, a client, b issue, c value
LOOKED: Final = 37  # seat, a at whom, b 0 hand, 1 agenda
SAW_CARD: Final = 38  # seat, a whose, b card; seen by the seat alone
SAW_AGENDA: Final = 39  # seat, a whose, b agenda; seen by the seat alone
BARRED: Final = 40  # seat
COMPELLED: Final = 41  # seat
STANDING_BEGAN: Final = 42  # seat, a standing effect
STANDING_ACTED: Final = 43  # seat, a standing effect
# Operations
ORDERED: Final = 44  # seat, a action; a rearm is shown to others as a stand-down
VOID: Final = 45  # seat, a action
BATTLE_FOUGHT: Final = 46  # seat, a area * sides + side, b attack, c defence, d draw
AIR_SUPPORTED: Final = 47  # seat, a area, b side
AIR_DOCUMENTED: Final = 48  # seat, a area
STRUCK: Final = 49  # seat, a area
STRENGTH: Final = 50  # a area, b side, c by, d now
CONTROL: Final = 51  # a area, b side now, c side before (or NOBODY)
BESIEGED: Final = 52  # a area
SIEGE_LIFTED: Final = 53  # a area
REARMED: Final = 54  # seat, a its reserve now; seen by the seat alone
STOOD_DOWN: Final = 55  # seat
# Pledges, violations
BREACHED: Final = 56  # seat, a pledge, b credibility lost
PLEDGE_ENDED: Final = 57  # seat, a pledge: without blame
KEPT: Final = 58  # seat, a pledge, b 1 if it paid
VIOLATED: Final = 59  # seat, a 0 by orders, 1 by a reserve found
INSPECTED: Final = 60  # seat, a strength of the reserve found, 0 nothing
OUTSIDER_ARMED: Final = 61  # seat, a area: an incident (§5.4)
# Consequences
TOLL: Final = 62  # seat laid to (or NOBODY), a area, b by (before relief), c cause (TOLL_*)
SIEGE_BIT: Final = 63  # a area, b side, c mask of the seats besieging it, d 1 aid was let in
PROCEDURE: Final = 64  # a index in table.procedures
HOME_FRONT: Final = 65  # a index in table.home_fronts
TOLL_SETTLED: Final = 66  # a this turn, b in all
METER: Final = 67  # seat, a meter, b by, c now
TRACK: Final = 68  # a track, b by, c now
WEARY: Final = 69  # no home front waits for ever (§7 step 5)
CRISIS: Final = 70  # a mask of violators, b 1 an incident among the causes
STAYED: Final = 71  # seat
WITHDREW: Final = 72  # seat
COLLAPSED: Final = 73  # seat that withdrew
RESERVE_APPEARED: Final = 74  # seat, a area (or NOBODY: lost), b strength
PROGRESS: Final = 75  # a progress
ENDED: Final = 76  # a outcome, b side of a conquest
STRUCK_WRONG: Final = 77  # seat, a area: its strike hit the wrong target
# What a battle is fought with, told before its draw
ATTACKED: Final = 78  # seat, a area * sides + side attacked, b own strength there, c lent, d air
LENT: Final = 79  # seat, a the neighbour that lends, b area, c strength lent
DEFENDED: Final = 80  # a area * sides + side, b strength there, c 1 fortified + 2 besieged, d air

EVENT_IDS: Final = (
    "turn-began",
    "agenda-dealt",
    "card-dealt",
    "card-drawn",
    "headline-drawn",
    "incident",
    "attendance",
    "no-conference",
    "stayed-away",
    "proposal",
    "clause",
    "sent",
    "abandoned",
    "answer",
    "fell",
    "adopted",
    "transfer",
    "pledged",
    "draft-moved",
    "passed",
    "called",
    "signed",
    "refused",
    "call-failed",
    "agreed",
    "ratified",
    "sealed",
    "card-revealed",
    "as-capital",
    "chose",
    "picked",
    "discarded",
    "sanctioned",
    "condemned",
    "rallied",
    "relief",
    "leaned",
    "looked",
    "saw-card",
    "saw-agenda",
    "barred",
    "compelled",
    "standing-began",
    "standing-acted",
    "ordered",
    "void",
    "battle-fought",
    "air-supported",
    "air-documented",
    "struck",
    "strength",
    "control",
    "besieged",
    "siege-lifted",
    "rearmed",
    "stood-down",
    "breached",
    "pledge-ended",
    "kept",
    "violated",
    "inspected",
    "outsider-armed",
    "toll",
    "siege-bit",
    "procedure",
    "home-front",
    "toll-settled",
    "meter",
    "track",
    "weary",
    "crisis",
    "stayed",
    "withdrew",
    "collapsed",
    "reserve-appeared",
    "progress",
    "ended",
    "struck-wrong",
    "attacked",
    "lent",
    "defended",
)

# Causes of toll
TOLL_ASSAULT: Final = 0
TOLL_AIR: Final = 1
TOLL_STRIKE: Final = 2
TOLL_SIEGE: Final = 3
TOLL_CARD: Final = 4  # a headline's or card's effect


class Event:
    """One thing that happened; see the constants of this module."""

    __slots__ = ("a", "audience", "b", "c", "d", "kind", "seat")

    def __init__(self, kind: Int, audience: Int, seat: Int, a: Int, b: Int, c: Int, d: Int) -> None:
        """All whole numbers."""
        self.kind = kind
        self.audience = audience
        self.seat = seat
        self.a = a
        self.b = b
        self.c = c
        self.d = d

    def __reduce__(self) -> tuple[type[Event], tuple[Int, ...]]:
        """A copy, and what goes to another process, is made of the same numbers."""
        return Event, (self.kind, self.audience, self.seat, self.a, self.b, self.c, self.d)

    def key(self) -> tuple[Int, ...]:
        """Everything but the audience, which tells who else knows."""
        return (self.kind, self.seat, self.a, self.b, self.c, self.d)

    def __repr__(self) -> str:
        """For failing tests."""
        return f"Event{self.key()} to {self.audience:b}"


def tell(s: State, kind: Int, seat: Int = NOBODY, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0) -> None:
    """Something that everybody sees. Costs nothing when nobody listens (playouts)."""
    if s.news is not None:
        s.news.append(Event(kind, EVERYBODY, seat, a, b, c, d))


def whisper(s: State, audience: Int, kind: Int, seat: Int, a: Int = 0, b: Int = 0, c: Int = 0) -> None:
    """Something that only the seats of the mask `audience` see."""
    if s.news is not None:
        s.news.append(Event(kind, audience, seat, a, b, c, 0))


def seen_by(events: list[Event], seat: Int, seats: Int) -> list[Event]:
    """What `seat` (or the watcher: NOBODY) may see of `events`, in order (§10)."""
    bit = 1 << (seats if seat == NOBODY else seat)
    return [event for event in events if event.audience & bit]
