"""The state of a game: named integers, small lists and tuples of integers, and where play stands.

Lists hold what changes often, tuples what is replaced as a whole; masks are bit sets of seats,
areas, issues or of a seat's own deck. Nothing here is derived but `holder`, `held`, `stands` and `besieged`, which
`rules.board` keeps true and `rules.invariants` checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from rules.meters import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.events import Event
    from rules.integers import Int

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

# A pledge in the ledger: (pledge, mask owed to, package, expires at the end of this turn, 1 if keeping it pays)
LedgerEntry: TypeAlias = "tuple[Int, ...]"


# Everything that makes a position, in the order of its key
FIELDS: Final = (
    "agenda",
    "ahead",
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
    "credibilities",
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
    "influences",
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
    "supports",
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
    seat: Int  # who is to move: a seat, CHANCE or OVER
    phase: Int
    turn: Int  # 1..; 0 before the first
    at: Int  # how far the phase has got in turn order or in `queue`
    round: Int  # of the conference (§3.2)
    queue: tuple[Int, ...]  # who signs next, or orders under way as seat * actions + action
    program: Int  # the event under way (§4.3), or NOBODY
    pc: Int
    player: Int
    registers: Int  # see rules.registers
    ahead: tuple[Int, ...]  # of each register: mask of the areas that its loop has still to go through
    news: list[Event] | None  # where events are told, if anybody listens

    # Meters and tracks (§1)
    influences: Int  # of all seats, see rules.meters
    supports: Int
    credibilities: Int
    toll: Int
    attention: Int
    tracks: tuple[Int, ...]

    # The draft, the conference (§3)
    draft: list[Int]
    present: Int
    attending: Int  # secret until the conference opens: who chose to attend it
    barred: Int  # from the next conference to open
    compelled: Int
    shut_out: Int  # barred from this one
    away: tuple[Int, ...]  # rewards for staying away so far
    proposer: Int
    channel: Int  # the other end of a back channel, or NOBODY
    clauses: tuple[Int, ...]
    bound: Int
    packages: Int
    breaks: tuple[Int, ...]  # of each seat in this conference
    called: bool  # this turn
    caller: Int
    signed: Int
    leans: tuple[tuple[Int, ...], ...]  # (backer, client, issue, value)
    ledger: tuple[LedgerEntry, ...]
    deeds: tuple[Int, ...]  # pledges whose contradiction was done this turn
    deeds_before: tuple[Int, ...]  # and last turn
    broken: tuple[LedgerEntry, ...]  # by the orders under way, to be judged in step 6
    kept: tuple[Int, ...]  # pledges that ran out unbroken at the end of last turn

    # The agreement (§5)
    in_force: bool
    signatories: Int
    progress: Int
    reserve: tuple[Int, ...]  # secret
    stood_down: tuple[Int, ...]  # since the signature or since the reserve was last found
    offenders: Int  # by the orders under way, to be judged in step 6
    violators: Int  # this turn
    incident: bool  # this turn

    # Cards (§4)
    agenda: tuple[Int, ...]  # secret; NOBODY before the deal and where none are dealt
    hand: list[Int]  # secret masks of the own deck
    discards: tuple[Int, ...]
    removed: tuple[Int, ...]
    known: tuple[tuple[Int, ...], ...]  # (viewer or NOBODY for all, owner, card, or -1 for its agenda)
    sealed: list[Int]  # secret: the card action, or NOBODY
    sealed_discard: tuple[Int, ...]  # secret: the card to discard with it, or NOBODY
    orders: list[tuple[int, ...]]  # secret until operations
    headline_deck: Int
    headline_discards: Int
    standing: tuple[tuple[Int, ...], ...]  # (standing effect, player, last turn)

    # The map and this turn's fighting (§6)
    strength: list[Int]  # [area * sides + side]
    stands: tuple[Int, ...]  # of each side: mask of the areas where it has strength
    holder: tuple[Int, ...]
    held: tuple[Int, ...]  # of each side: mask of the areas that it holds
    besieged: Int
    harm: list[Int]  # toll gathered this turn, by area
    relief: tuple[tuple[Int, ...], ...]  # (area, by) of this turn's relief
    air: tuple[Int, ...]  # area * sides + side, once for each support
    fortified: tuple[Int, ...]  # area * sides + side
    assaulted: Int
    fights: tuple[tuple[Int, ...], ...]  # (area, attacking side or NOBODY for a strike, side attacked)
    hostile_givers: Int  # who gave a hostile order in the last operations
    operations: Int  # how many there were
    watched: tuple[Int, ...]  # (count, last operations) of each of table.watched_orders, flat
    war_turns: Int

    # The end (§9)
    outcome: Int
    conqueror: Int

    def __init__(self, like: State | None = None) -> None:
        """A blank, every field of which is still to be set, or an equal state that shares nothing that changes."""
        if like is None:
            self.news = None
            self.seat = self.phase = self.turn = self.at = self.round = self.program = self.pc = self.player = 0
            self.registers = self.influences = self.supports = self.credibilities = 0
            self.toll = self.attention = self.present = self.attending = self.barred = self.compelled = 0
            self.shut_out = self.proposer = self.channel = self.bound = self.packages = self.caller = 0
            self.signed = self.signatories = self.progress = self.offenders = self.violators = 0
            self.headline_deck = self.headline_discards = self.besieged = self.assaulted = self.hostile_givers = 0
            self.operations = self.war_turns = self.outcome = self.conqueror = 0
            self.called = self.in_force = self.incident = False
            self.queue = self.ahead = self.tracks = self.away = self.clauses = self.breaks = self.leans = ()
            self.ledger = self.deeds = self.deeds_before = self.broken = self.kept = self.reserve = ()
            self.stood_down = self.agenda = self.removed = self.known = self.sealed_discard = ()
            self.standing = self.stands = self.holder = self.held = self.air = self.fortified = ()
            self.fights = self.relief = self.watched = self.discards = ()
            self.strength = []
            self.draft = []
            self.hand = []
            self.sealed = []
            self.orders = []
            self.harm = []
        else:
            self.news = None
            self.seat = like.seat
            self.phase = like.phase
            self.turn = like.turn
            self.at = like.at
            self.round = like.round
            self.queue = like.queue
            self.program = like.program
            self.pc = like.pc
            self.player = like.player
            self.registers = like.registers
            self.ahead = like.ahead
            self.influences = like.influences
            self.supports = like.supports
            self.credibilities = like.credibilities
            self.toll = like.toll
            self.attention = like.attention
            self.tracks = like.tracks
            self.draft = like.draft[:]
            self.present = like.present
            self.attending = like.attending
            self.barred = like.barred
            self.compelled = like.compelled
            self.shut_out = like.shut_out
            self.away = like.away
            self.proposer = like.proposer
            self.channel = like.channel
            self.clauses = like.clauses
            self.bound = like.bound
            self.packages = like.packages
            self.breaks = like.breaks
            self.called = like.called
            self.caller = like.caller
            self.signed = like.signed
            self.leans = like.leans
            self.ledger = like.ledger
            self.deeds = like.deeds
            self.deeds_before = like.deeds_before
            self.broken = like.broken
            self.kept = like.kept
            self.in_force = like.in_force
            self.signatories = like.signatories
            self.progress = like.progress
            self.reserve = like.reserve
            self.stood_down = like.stood_down
            self.offenders = like.offenders
            self.violators = like.violators
            self.incident = like.incident
            self.agenda = like.agenda
            self.hand = like.hand[:]
            self.discards = like.discards
            self.removed = like.removed
            self.known = like.known
            self.sealed = like.sealed[:]
            self.sealed_discard = like.sealed_discard
            self.orders = like.orders[:]
            self.headline_deck = like.headline_deck
            self.headline_discards = like.headline_discards
            self.standing = like.standing
            self.strength = like.strength[:]
            self.stands = like.stands
            self.holder = like.holder
            self.held = like.held
            self.besieged = like.besieged
            self.harm = like.harm[:]
            self.relief = like.relief
            self.air = like.air
            self.fortified = like.fortified
            self.assaulted = like.assaulted
            self.fights = like.fights
            self.hostile_givers = like.hostile_givers
            self.operations = like.operations
            self.watched = like.watched
            self.war_turns = like.war_turns
            self.outcome = like.outcome
            self.conqueror = like.conqueror

    def copy(self) -> State:
        """An equal state: what is done to one leaves the other as it is, and its events go unheard."""
        return State(self)

    def key(self) -> tuple[object, ...]:
        """Everything that makes the position, hashable: equal keys are equal states."""
        return tuple(
            tuple(value) if isinstance(value, list) else value for value in (getattr(self, name) for name in FIELDS)
        )

    # The meters of all seats for whoever does not reckon with them by the million (`rules.meters`)
    @property
    def influence(self) -> tuple[int, ...]:
        """Of every seat."""
        return unpacked(self.influences, len(self.hand))

    @influence.setter
    def influence(self, values: Iterable[int]) -> None:
        self.influences = packed(values)

    @property
    def support(self) -> tuple[int, ...]:
        """Of every seat."""
        return unpacked(self.supports, len(self.hand))

    @support.setter
    def support(self, values: Iterable[int]) -> None:
        self.supports = packed(values)

    @property
    def credibility(self) -> tuple[int, ...]:
        """Of every seat."""
        return unpacked(self.credibilities, len(self.hand))

    @credibility.setter
    def credibility(self, values: Iterable[int]) -> None:
        self.credibilities = packed(values)

    def meter(self, meter: Int) -> tuple[int, ...]:
        """The meter's values by seat (INFLUENCE, SUPPORT or CREDIBILITY)."""
        return (self.influence, self.support, self.credibility)[meter]
