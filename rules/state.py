"""The state of a game: named integers, small lists and tuples of integers, and where play stands.

Lists hold what changes often, tuples what is replaced as a whole; masks are bit sets of seats, areas, issues or of a
seat's own deck. Nothing here is derived but `holder`, `held`, `stands` and `besieged`, which `rules.board` keeps true
and `rules.invariants` checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.instructions import REGISTERS
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, SUPPORT, Scenario

if TYPE_CHECKING:
    from rules.events import Event

# Who is to move, where no seat is
CHANCE: Final = -1
OVER: Final = -2
NO_ONE: Final = -3  # the rules are in the middle of something; never seen from outside

# Phases, in the order of a turn (§2)
AGENDAS: Final = 0
HANDS: Final = 1
HEADLINES: Final = 2
OPENING: Final = 3
SPEAKING: Final = 4
BUILDING: Final = 5
ANSWERING: Final = 6
SIGNING: Final = 7
CARDS: Final = 8
DISCARDING: Final = 9
ORDERS: Final = 10
ATTENDING: Final = 11
PRESSURE: Final = 12
OPERATIONS: Final = 13
INSPECTION: Final = 14
CONSEQUENCES: Final = 15
REFILL: Final = 16
CRISES: Final = 17
ENDINGS: Final = 18
FINISHED: Final = 19
PHASE_IDS: Final = (
    "agendas",
    "hands",
    "headline",
    "opening",
    "conference",
    "package",
    "answers",
    "signatures",
    "card",
    "discard",
    "orders",
    "attendance",
    "pressure",
    "operations",
    "inspection",
    "consequences",
    "refill",
    "crisis",
    "endings",
    "finished",
)

# Outcomes (§9)
CATASTROPHE: Final = 0
CONQUEST: Final = 1
PEACE: Final = 2
FRAGILE_PEACE: Final = 3
FROZEN_WAR: Final = 4
OUTCOME_IDS: Final = ("catastrophe", "conquest", "peace", "fragile-peace", "frozen-war")

# Registers of a program: of loops and choices, a count of cards moved, and the areas still ahead of each loop
NO_REGISTERS: Final = (NOBODY,) * REGISTERS + (0,) * (1 + REGISTERS)

# A pledge in the ledger: (pledge, mask owed to, package, expires at the end of this turn, 1 if keeping it pays)
LedgerEntry = tuple[int, int, int, int, int]
# A lean: (backer, client, issue, value)
Lean = tuple[int, int, int, int]


# Everything that makes a position, in the order of its key
FIELDS: Final = (
    "agenda",
    "air",
    "assaulted",
    "at",
    "attending",
    "attention",
    "away",
    "barred",
    "besieged",
    "bound",
    "breaks",
    "broken",
    "called",
    "caller",
    "channel",
    "clauses",
    "compelled",
    "conqueror",
    "credibility",
    "deeds",
    "deeds_before",
    "discards",
    "draft",
    "fights",
    "fortified",
    "hand",
    "harm",
    "headline_deck",
    "headline_discards",
    "held",
    "hostile_givers",
    "holder",
    "in_force",
    "incident",
    "influence",
    "kept",
    "known",
    "leans",
    "ledger",
    "offenders",
    "operations",
    "orders",
    "outcome",
    "packages",
    "pc",
    "phase",
    "player",
    "present",
    "program",
    "progress",
    "proposer",
    "queue",
    "registers",
    "relief",
    "removed",
    "reserve",
    "round",
    "sealed",
    "sealed_discard",
    "seat",
    "shut_out",
    "signatories",
    "signed",
    "standing",
    "stands",
    "stood_down",
    "strength",
    "support",
    "toll",
    "tracks",
    "turn",
    "violators",
    "war_turns",
    "watched",
)


class State:
    """A position. Copy it with `copy`, compare it with `key`; only the rules change it."""

    __slots__ = (*FIELDS, "news")

    # Where play stands
    seat: int  # who is to move: a seat, CHANCE or OVER
    phase: int
    turn: int  # 1..; 0 before the first
    at: int  # how far the phase has got in turn order or in `queue`
    round: int  # of the conference (§3.2)
    queue: tuple[int, ...]  # who signs next, or orders under way as seat * actions + action
    program: int  # the event under way (§4.3), or NOBODY
    pc: int
    player: int
    registers: tuple[int, ...]  # see NO_REGISTERS
    news: list[Event] | None  # where events are told, if anybody listens

    # Meters and tracks (§1)
    influence: list[int]
    support: list[int]
    credibility: list[int]
    toll: int
    attention: int
    tracks: tuple[int, ...]

    # The draft, the conference (§3)
    draft: list[int]
    present: int
    attending: int  # secret until the conference opens: who chose to attend it
    barred: int  # from the next conference to open
    compelled: int
    shut_out: int  # barred from this one
    away: tuple[int, ...]  # rewards for staying away so far
    proposer: int
    channel: int  # the other end of a back channel, or NOBODY
    clauses: tuple[int, ...]
    bound: int
    packages: int
    breaks: tuple[int, ...]  # of each seat in this conference
    called: bool  # this turn
    caller: int
    signed: int
    leans: tuple[Lean, ...]
    ledger: tuple[LedgerEntry, ...]
    deeds: tuple[int, ...]  # pledges whose contradiction was done this turn
    deeds_before: tuple[int, ...]  # and last turn
    broken: tuple[LedgerEntry, ...]  # by the orders under way, to be judged in step 6
    kept: tuple[int, ...]  # pledges that ran out unbroken at the end of last turn

    # The agreement (§5)
    in_force: bool
    signatories: int
    progress: int
    reserve: tuple[int, ...]  # secret
    stood_down: tuple[int, ...]  # since the signature or since the reserve was last found
    offenders: int  # by the orders under way, to be judged in step 6
    violators: int  # this turn
    incident: bool  # this turn

    # Cards (§4)
    agenda: tuple[int, ...]  # secret; NOBODY before the deal and where none are dealt
    hand: list[int]  # secret masks of the own deck
    discards: list[int]
    removed: tuple[int, ...]
    known: tuple[tuple[int, int, int], ...]  # (viewer or NOBODY for all, owner, card, or -1 for its agenda)
    sealed: list[int]  # secret: the card action, or NOBODY
    sealed_discard: tuple[int, ...]  # secret: the card to discard with it, or NOBODY
    orders: list[tuple[int, ...]]  # secret until operations
    headline_deck: int
    headline_discards: int
    standing: tuple[tuple[int, int, int], ...]  # (standing effect, player, last turn)

    # The map and this turn's fighting (§6)
    strength: list[int]  # [area * sides + side]
    stands: tuple[int, ...]  # of each side: mask of the areas where it has strength
    holder: list[int]
    held: tuple[int, ...]  # of each side: mask of the areas that it holds
    besieged: int
    harm: list[int]  # toll gathered this turn, by area
    relief: tuple[int, ...]  # by area; empty when there is none
    air: tuple[int, ...]  # area * sides + side, once for each support
    fortified: tuple[int, ...]  # area * sides + side
    assaulted: int
    fights: tuple[tuple[int, int, int], ...]  # (area, attacking side or NOBODY for a strike, side attacked)
    hostile_givers: int  # who gave a hostile order in the last operations
    operations: int  # how many there were
    watched: tuple[int, ...]  # (count, last operations) of each of table.watched_orders, flat
    war_turns: int

    # The end (§9)
    outcome: int
    conqueror: int

    def copy(self) -> State:
        """An equal state that shares nothing that changes; events told to the original stay there."""
        new = State()
        new.news = None
        new.seat = self.seat
        new.phase = self.phase
        new.turn = self.turn
        new.at = self.at
        new.round = self.round
        new.queue = self.queue
        new.program = self.program
        new.pc = self.pc
        new.player = self.player
        new.registers = self.registers
        new.influence = self.influence[:]
        new.support = self.support[:]
        new.credibility = self.credibility[:]
        new.toll = self.toll
        new.attention = self.attention
        new.tracks = self.tracks
        new.draft = self.draft[:]
        new.present = self.present
        new.attending = self.attending
        new.barred = self.barred
        new.compelled = self.compelled
        new.shut_out = self.shut_out
        new.away = self.away
        new.proposer = self.proposer
        new.channel = self.channel
        new.clauses = self.clauses
        new.bound = self.bound
        new.packages = self.packages
        new.breaks = self.breaks
        new.called = self.called
        new.caller = self.caller
        new.signed = self.signed
        new.leans = self.leans
        new.ledger = self.ledger
        new.deeds = self.deeds
        new.deeds_before = self.deeds_before
        new.broken = self.broken
        new.kept = self.kept
        new.in_force = self.in_force
        new.signatories = self.signatories
        new.progress = self.progress
        new.reserve = self.reserve
        new.stood_down = self.stood_down
        new.offenders = self.offenders
        new.violators = self.violators
        new.incident = self.incident
        new.agenda = self.agenda
        new.hand = self.hand[:]
        new.discards = self.discards[:]
        new.removed = self.removed
        new.known = self.known
        new.sealed = self.sealed[:]
        new.sealed_discard = self.sealed_discard
        new.orders = self.orders[:]
        new.headline_deck = self.headline_deck
        new.headline_discards = self.headline_discards
        new.standing = self.standing
        new.strength = self.strength[:]
        new.stands = self.stands
        new.holder = self.holder[:]
        new.held = self.held
        new.besieged = self.besieged
        new.harm = self.harm[:]
        new.relief = self.relief
        new.air = self.air
        new.fortified = self.fortified
        new.assaulted = self.assaulted
        new.fights = self.fights
        new.hostile_givers = self.hostile_givers
        new.operations = self.operations
        new.watched = self.watched
        new.war_turns = self.war_turns
        new.outcome = self.outcome
        new.conqueror = self.conqueror
        return new

    def key(self) -> tuple[object, ...]:
        """Everything that makes the position, hashable: equal keys are equal states."""
        return tuple(
            tuple(value) if isinstance(value, list) else value for value in (getattr(self, name) for name in FIELDS)
        )

    def meter(self, meter: int) -> list[int]:
        """The meter's values by seat (INFLUENCE, SUPPORT or CREDIBILITY)."""
        if meter == INFLUENCE:
            return self.influence
        return self.support if meter == SUPPORT else self.credibility


def put(values: tuple[int, ...], index: int, value: int) -> tuple[int, ...]:
    """`values` with one of them replaced."""
    replaced = [*values]
    replaced[index] = value
    return tuple(replaced)


def clamp(value: int, least: int, most: int) -> int:
    """`value`, put back into its range (§1)."""
    if value < least:
        return least
    return min(value, most)


def opening(table: Scenario) -> State:
    """The table as it is laid before anything is dealt or drawn."""
    seats = table.seats
    everybody = (1 << seats) - 1
    s = State()
    s.news = None
    s.seat = NO_ONE
    s.phase = AGENDAS
    s.turn = s.at = s.round = s.pc = s.packages = 0
    s.queue = s.clauses = ()
    s.program = s.player = s.proposer = s.channel = s.caller = NOBODY
    s.registers = NO_REGISTERS
    s.influence = list(table.start_meters[INFLUENCE])
    s.support = list(table.start_meters[SUPPORT])
    s.credibility = list(table.start_meters[CREDIBILITY])
    s.toll = table.start_toll
    s.attention = table.start_attention
    s.tracks = table.start_tracks
    s.draft = list(table.start_draft)
    s.present = s.compelled = s.shut_out = s.bound = s.signed = 0
    s.attending = table.attendance
    s.barred = everybody & ~table.attendance
    s.away = s.breaks = s.reserve = s.stood_down = s.removed = (0,) * seats
    s.called = s.in_force = s.incident = False
    s.leans = ()
    s.ledger = ()
    s.deeds = s.deeds_before = s.kept = ()
    s.broken = ()
    s.signatories = s.progress = s.offenders = s.violators = 0
    s.agenda = s.sealed_discard = (NOBODY,) * seats
    s.hand = list(table.opening_hand)
    s.discards = [0] * seats
    s.known = tuple(
        (NOBODY, seat, card)
        for seat in range(seats)
        for card in range(table.first_card[seat], table.first_card[seat + 1])
        if table.opening_hand[seat] >> (card - table.first_card[seat]) & 1
    )
    s.sealed = [NOBODY] * seats
    s.orders = [()] * seats
    s.headline_deck = table.headline_deck
    s.headline_discards = 0
    s.standing = ()
    s.strength = list(table.start_strength)
    s.holder = list(table.start_holder)
    s.stands = s.held = (0,) * table.sides
    s.besieged = 0
    s.harm = [0] * table.areas
    s.relief = s.air = s.fortified = ()
    s.assaulted = s.hostile_givers = s.operations = s.war_turns = 0
    s.fights = ()
    s.watched = (0,) * (2 * len(table.watched_orders))
    s.outcome = s.conqueror = NOBODY
    return s
