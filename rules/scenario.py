"""The compiled scenario: immutable tables of small integers that the rules read.

`cards.compile` builds a `Scenario` from a scenario's TOML files; a size of a scenario is a `Scenario` of its own.
Seats, sides, issues, areas, cards, headlines, agendas, pledges and tracks are numbered from 0 in file order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rules.actions import Catalogue
from rules.instructions import Condition, Row, Standing, Step

NOBODY: Final = -1

# Meters (§1)
INFLUENCE: Final = 0
SUPPORT: Final = 1
CREDIBILITY: Final = 2
METER_IDS: Final = ("influence", "support", "credibility")
METER_MAX: Final = (12, 10, 10)
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

    seat: int
    value: int
    once: bool
    program: int
    requires: Condition | None = None
    discards: bool = False  # its event asks for one of the other cards in hand, sealed with it (§4.2)


@dataclass(frozen=True)
class Headline(Row):
    """A headline: its program and, if it is an incident (§5.4), the issue position that rules it out."""

    program: int
    once: bool
    incident: bool = False
    issue: int = NOBODY
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class Pledge(Row):
    """A pledge that a seat may make: kind, target area or seat (or NOBODY), the act that contradicts it (§3.4)."""

    seat: int
    kind: int
    target: int
    act: int
    lets_aid_in: bool = False


@dataclass(frozen=True)
class Use(Row):
    """A use of a card (`USE_*`): a target seat, area or client; b the issue of a lean (§4.2)."""

    kind: int
    a: int = NOBODY
    b: int = NOBODY


@dataclass(frozen=True)
class Term(Row):
    """A no-deal term: weight in hundredths times a quantity (`COUNT_*`) (§8)."""

    weight: int
    kind: int
    a: int = 0
    b: int = 0
    mask: int = 0
    label: str = ""


@dataclass(frozen=True)
class Outlook(Row):
    """What a seat expects without an agreement: N = constant + sum of its terms, in hundredths (§8)."""

    constant: int
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Agenda(Row):
    """A secret agenda: whose, the points it makes of every position, and its own no-deal terms (§8)."""

    seat: int
    points: tuple[tuple[int, ...], ...]
    outlook: Outlook


@dataclass(frozen=True)
class StayingAway(Row):
    """The reward for staying away by choice (§3.1)."""

    meter: int
    by: int
    first_only: bool
    at_most: int


@dataclass(frozen=True)
class Numbers(Row):
    """Every italic number of the rulebook; the defaults are its starting values."""

    turns: int = 8
    rounds: int = 1
    clauses: int = 3
    channel: bool = True
    text_price: int = 1
    fall_price: int = 2
    first_break: int = 1
    pledge_credibility: int = 2
    breach_credibility: int = 2
    watched_breach_credibility: int = 3
    watched: int = 6
    breach_attention: int = 1
    kept_credibility: int = 1
    rally_limit: int = 6
    stand_down_limit: int = 6
    hand: int = 4
    call_price: int = 1
    ratify_support: int = 8
    ratify_cost: int = 4
    progress_steps: int = 2
    violation_credibility: int = 2
    collapse_credibility: int = 3
    withdraw_credibility: int = 1
    air_odds: tuple[int, ...] = (1, 1, 1, 2)
    strike_odds: int = 1
    air_toll: int = 1
    strike_toll: int = 1
    loud_toll: int = 7
    quiet_toll: int = 3
    upkeep: int = 7
    weary_every: int = 2
    income: int = 1
    reserve_worth: int = 4
    catastrophe_penalty: int = 20
    bands: tuple[int, ...] = (60, 50, 35)
    verification_issue: int = NOBODY
    verification_odds: tuple[int, ...] = ()
    access_issue: int = NOBODY
    access_low: int = 2


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
    seats: int  # 2..8
    turn_orders: tuple[tuple[int, ...], ...]  # [(turn - 1) % seats]: the seats in turn order (§2)
    required: int  # mask of the seats that must sign
    attendance: int  # mask of the seats present in turn 1; the others are barred from it
    side_of: tuple[int, ...]  # the side a seat commands or backs
    commands: tuple[bool, ...]  # whether it commands it
    commander: tuple[int, ...]  # of each side: a seat or NOBODY
    backers: tuple[int, ...]  # of each seat: mask of the seats that back its side
    order_count: tuple[int, ...]
    orders: tuple[tuple[bool, ...], ...]  # [seat][ORDER]
    orders_of: tuple[tuple[int, ...], ...]  # [seat]: every action it could ever give as an order, but hold
    uses_of: tuple[tuple[int, ...], ...]  # [seat]: indices into `uses`, event and capital first
    start_meters: tuple[tuple[int, ...], ...]  # [meter][seat]
    opening_hand: tuple[int, ...]  # masks of the seat's own deck
    staying_away: tuple[StayingAway | None, ...]
    accepted: tuple[tuple[int, ...], ...]  # [seat][issue]: mask of positions; all ones where no line is drawn

    # Issues
    issues: int
    positions: tuple[int, ...]
    start_draft: tuple[int, ...]
    fixed: int  # mask of issues

    # Map
    areas: int
    sides: int
    weights: tuple[int, ...]
    terrain: tuple[int, ...]
    open_areas: int
    closed_areas: int
    fields: tuple[int, ...]  # the areas that are not closed
    neighbours: tuple[tuple[int, ...], ...]
    neighbour_masks: tuple[int, ...]
    hostile: tuple[tuple[bool, ...], ...]  # [side][side]
    struck_side: int
    start_strength: tuple[int, ...]  # [area * sides + side]
    start_holder: tuple[int, ...]
    conquest: tuple[int, ...]  # of each side: mask of areas, 0 for none

    # Tracks
    toll_max: int
    start_toll: int
    start_attention: int
    start_tracks: tuple[int, ...]
    track_low: tuple[int, ...]
    track_high: tuple[int, ...]

    # Cards and other content
    cards: tuple[Card, ...]  # by seat, then file order
    first_card: tuple[int, ...]  # of each seat, and one past the last
    headlines: tuple[Headline, ...]
    headline_deck: int  # mask of the headlines that are drawn
    schedule: tuple[tuple[int, ...], ...]  # [turn - 1]: headlines to choose among; empty: draw
    agendas: tuple[Agenda, ...]
    agendas_of: tuple[tuple[int, ...], ...]  # [seat]: those dealt; empty: none
    pledges: tuple[Pledge, ...]  # by seat, then file order
    pledges_of: tuple[tuple[int, ...], ...]  # [seat]
    uses: tuple[Use, ...]
    programs: tuple[tuple[Step, ...], ...]
    standings: tuple[Standing, ...]
    procedures: tuple[int, ...]  # programs, in order
    home_fronts: tuple[int, ...]  # programs
    watched_orders: tuple[tuple[int, int], ...]  # (seat, ORDER) that conditions and quantities count

    # Worth
    points: tuple[tuple[tuple[int, ...], ...], ...]  # [seat][issue][position], without an agenda
    outlooks: tuple[Outlook, ...]

    acts: Catalogue
