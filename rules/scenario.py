"""The compiled scenario: immutable tables of small integers that the rules read.

`cards.compile` builds a `Scenario` from a scenario's TOML files; a size of a scenario is a `Scenario` of its own.
Seats, sides, issues, areas, cards, headlines, agendas, pledges and tracks are numbered from 0 in file order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rules.actions import Catalogue
from rules.instructions import Condition, Row, Standing, Step

if TYPE_CHECKING:
    from rules.integers import Int

NOBODY: Final = -1

# Meters (§1)
INFLUENCE: Final = 0
SUPPORT: Final = 1
CREDIBILITY: Final = 2
METER_IDS: Final = ("influence", "support", "credibility")
METER_MAX: Final = bytes([12, 10, 10])
STRENGTH_MAX: Final = 9
ATTENTION_MAX: Final = 10
RESERVE_MAX: Final = 9

# Orders (§6), in the order of a set of orders (§11)
ASSAULT: Final = 0
AIR_SUPPORT: Final = 1
REDEPLOY: Final = 2
ARM: Final = 3
FORTIFY: Final = 4
STRIKE: Final = 5
STAND_DOWN: Final = 6
REARM: Final = 7
ORDER_IDS: Final = ("assault", "support", "redeploy", "arm", "fortify", "strike", "stand-down", "rearm")

# Uses of a card (§4.2); all but the first two are press moves
USE_EVENT: Final = 0
USE_CAPITAL: Final = 1
USE_SANCTION: Final = 2
USE_CONDEMN: Final = 3
USE_RALLY: Final = 4
USE_RELIEF: Final = 5
USE_LEAN: Final = 6
USE_IDS: Final = ("event", "capital", "sanction", "condemn", "rally", "relief", "lean")

# Acts that contradict a pledge (§3.4)
ACT_HOSTILE_ASSAULT: Final = 0  # in the pledge's target area
ACT_SUPPORT: Final = 1  # in the pledge's target area
ACT_ARM: Final = 2
ACT_SANCTION: Final = 3  # of the pledge's target seat
ACT_ABSENCE: Final = 4
ACT_IDS: Final = ("hostile-assault", "support", "arm", "sanction", "absence")

# Quantities of no-deal terms (§8)
COUNT_AREAS: Final = 0  # a side, mask of areas: their weights
COUNT_WEAK_AREAS: Final = 1  # a side, b strength
COUNT_STRENGTH: Final = 2  # a side, b holder side or NOBODY
COUNT_METER: Final = 3  # a meter, b seat
COUNT_TRACK: Final = 4  # a track
COUNT_ORDERS: Final = 5  # a index into `watched_orders`
COUNT_WAR: Final = 6  # turns without an agreement; the weight is already scaled to the length of the game


@dataclass(frozen=True)
class Card(Row):
    """A faction's card: `seat`, value v 1..3, the program of its event."""

    seat: Int
    value: Int
    once: bool
    program: Int
    requires: Condition | None = None
    discards: bool = False  # its event asks for one of the other cards in hand, sealed with it (§4.2)


@dataclass(frozen=True)
class Headline(Row):
    """A headline: its program and, if it is an incident (§5.4), the issue position that rules it out."""

    program: Int
    once: bool
    incident: bool = False
    issue: Int = NOBODY
    low: Int = 0
    high: Int = 0


@dataclass(frozen=True)
class Pledge(Row):
    """A pledge that a seat may make: kind, target area or seat (or NOBODY), the act that contradicts it (§3.4)."""

    seat: Int
    kind: Int
    target: Int
    act: Int
    lets_aid_in: bool = False


@dataclass(frozen=True)
class Use(Row):
    """A use of a card (`USE_*`): a target seat, area or client; b the issue of a lean (§4.2)."""

    kind: Int
    a: Int = NOBODY
    b: Int = NOBODY


@dataclass(frozen=True)
class Term(Row):
    """A no-deal term: weight in hundredths times a quantity (`COUNT_*`) (§8)."""

    weight: Int
    kind: Int
    a: Int = 0
    b: Int = 0
    mask: Int = 0
    label: str = ""


@dataclass(frozen=True)
class Outlook(Row):
    """What a seat expects without an agreement: N = constant + sum of its terms, in hundredths (§8)."""

    constant: Int
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Agenda(Row):
    """A secret agenda: whose, the points it makes of every position, and its own no-deal terms (§8)."""

    seat: Int
    points: tuple[tuple[Int, ...], ...]
    outlook: Outlook


@dataclass(frozen=True)
class StayingAway(Row):
    """The reward for staying away by choice (§3.1)."""

    meter: Int
    by: Int
    first_only: bool
    at_most: Int


@dataclass(frozen=True)
class Numbers(Row):
    """Every italic number of the rulebook; the defaults are its starting values."""

    turns: Int = 8
    rounds: Int = 1
    clauses: Int = 3
    channel: bool = True
    text_price: Int = 1
    fall_price: Int = 2
    first_break: Int = 1
    pledge_credibility: Int = 2
    breach_credibility: Int = 2
    watched_breach_credibility: Int = 3
    watched: Int = 6
    breach_attention: Int = 1
    kept_credibility: Int = 1
    rally_limit: Int = 6
    stand_down_limit: Int = 6
    hand: Int = 4
    call_price: Int = 1
    ratify_support: Int = 8
    ratify_cost: Int = 4
    progress_steps: Int = 2
    violation_credibility: Int = 2
    collapse_credibility: Int = 3
    stay_support: Int = 2
    withdraw_credibility: Int = 1
    air_odds: tuple[Int, ...] = (1, 1, 1, 2)
    strike_odds: Int = 1
    air_toll: Int = 1
    strike_toll: Int = 1
    loud_toll: Int = 7
    quiet_toll: Int = 3
    upkeep: Int = 7
    weary_every: Int = 2
    income: Int = 1
    reserve_worth: Int = 4
    catastrophe_penalty: Int = 20
    bands: tuple[Int, ...] = (60, 50, 35)
    verification_issue: Int = NOBODY
    verification_odds: tuple[Int, ...] = ()
    access_issue: Int = NOBODY
    access_low: Int = 2


@dataclass(frozen=True)
class Scenario(Row):
    """One size of one scenario, compiled. Masks are bit sets: bit i stands for seat, area or card i."""

    id: str
    size: str
    hash: str
    numbers: Numbers

    # Names: ids are what notation uses, names are what players read
    seat_ids: tuple[str, ...]
    seat_names: tuple[str, ...]
    side_ids: tuple[str, ...]
    side_names: tuple[str, ...]
    issue_ids: tuple[str, ...]
    issue_names: tuple[str, ...]
    position_names: tuple[tuple[str, ...], ...]
    area_ids: tuple[str, ...]
    area_names: tuple[str, ...]
    track_ids: tuple[str, ...]
    pledge_kind_ids: tuple[str, ...]
    card_ids: tuple[str, ...]
    card_names: tuple[str, ...]
    headline_ids: tuple[str, ...]
    headline_names: tuple[str, ...]
    agenda_ids: tuple[str, ...]
    agenda_names: tuple[str, ...]

    # Seats
    seats: Int  # 2..8
    turn_orders: tuple[tuple[Int, ...], ...]  # [(turn - 1) % seats]: the seats in turn order (§2)
    first_in: bytes  # [turn]: the seat that is first in it; [0]: before the first turn
    required: Int  # mask of the seats that must sign
    attendance: Int  # mask of the seats present in turn 1; the others are barred from it
    side_of: bytes  # the side a seat commands or backs
    commands: tuple[bool, ...]  # whether it commands it
    commander: tuple[Int, ...]  # of each side: a seat or NOBODY
    backers: tuple[Int, ...]  # of each seat: mask of the seats that back its side
    order_count: tuple[Int, ...]
    orders: tuple[tuple[bool, ...], ...]  # [seat][ORDER]
    order_kinds: bytes  # the same, of each seat as a mask
    orders_of: tuple[tuple[Int, ...], ...]  # [seat]: every action it could ever give as an order, but hold
    uses_of: tuple[tuple[Int, ...], ...]  # [seat]: indices into `uses`, event and capital first
    start_meters: tuple[tuple[Int, ...], ...]  # [meter][seat]
    opening_hand: tuple[Int, ...]  # masks of the seat's own deck
    staying_away: tuple[StayingAway | None, ...]
    accepted: tuple[tuple[Int, ...], ...]  # [seat][issue]: mask of positions; all ones where no line is drawn

    # Issues
    issues: Int
    positions: tuple[Int, ...]
    start_draft: tuple[Int, ...]
    fixed: Int  # mask of issues

    # Map
    areas: Int
    sides: Int
    weights: tuple[Int, ...]
    terrain: tuple[Int, ...]
    open_areas: Int
    closed_areas: Int
    fields: tuple[Int, ...]  # the areas that are not closed
    neighbours: tuple[tuple[Int, ...], ...]
    neighbour_masks: tuple[Int, ...]
    hostile: tuple[tuple[bool, ...], ...]  # [side][side]
    foes: bytes  # of each side: mask of the sides hostile to it
    struck_side: Int
    start_strength: tuple[Int, ...]  # [area * sides + side]
    start_holder: tuple[Int, ...]
    conquest: tuple[Int, ...]  # of each side: mask of areas, 0 for none

    # Tracks
    toll_max: Int
    start_toll: Int
    start_attention: Int
    start_tracks: tuple[Int, ...]
    track_low: tuple[Int, ...]
    track_high: tuple[Int, ...]

    # Cards and other content
    cards: tuple[Card, ...]  # by seat, then file order
    first_card: tuple[Int, ...]  # of each seat, and one past the last
    decks: tuple[Int, ...]  # of each seat: mask of its whole deck
    headlines: tuple[Headline, ...]
    headline_deck: Int  # mask of the headlines that are drawn
    schedule: tuple[tuple[Int, ...], ...]  # [turn - 1]: headlines to choose among; empty: draw
    agendas: tuple[Agenda, ...]
    agendas_of: tuple[tuple[Int, ...], ...]  # [seat]: those dealt; empty: none
    pledges: tuple[Pledge, ...]  # by seat, then file order
    pledges_of: tuple[tuple[Int, ...], ...]  # [seat]
    forbidding: tuple[
        tuple[tuple[tuple[Int, ...], ...], ...], ...
    ]  # [seat][ACT][target + 1]: its pledges that forbid the act, but those of aid
    makers: bytes  # of each pledge: the seat that may make it
    aid_pledges: tuple[tuple[Int, ...], ...]  # [area]: the pledges to let aid in there
    uses: tuple[Use, ...]
    programs: tuple[tuple[Step, ...], ...]
    standings: tuple[Standing, ...]
    procedures: tuple[Int, ...]  # programs, in order
    home_fronts: tuple[Int, ...]  # programs
    watched_orders: tuple[tuple[Int, Int], ...]  # (seat, ORDER) that conditions and quantities count
    watched_kinds: bytes  # the same, of each seat as a mask of ORDERs

    # Worth
    points: tuple[tuple[tuple[Int, ...], ...], ...]  # [seat][issue][position], without an agenda
    outlooks: tuple[Outlook, ...]

    acts: Catalogue
