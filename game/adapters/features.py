"""What a seat may know, as named numbers from 0 to 1: blocks of names and of values, always of the same length.

Everything is read from an `Observation`, so nothing hidden from the seat can get in. A name is written as in the
notation of §11; what a block counts is divided by the most it can be, and stands at 1 if ever it is more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from game import notation
from rules.observe import Observation
from rules.scenario import METER_IDS, METER_MAX, NOBODY, RESERVE_MAX, STRENGTH_MAX, USE_IDS, USE_LEAN, Scenario
from rules.state import OUTCOME_IDS, PHASE_IDS
from rules.worth import best_points, no_deal, points_of, satisfaction

HUNDRED: Final = 100
CARD_VALUE: Final = 3


class Layout:
    """A compiled scenario, and what of it is asked for again and again."""

    def __init__(self, table: Scenario) -> None:
        """Look it up once."""
        self.table = table
        self.orders = given_orders(table)
        self.order_at = {action: place for place, action in enumerate(self.orders)}
        self.clauses = range(table.acts.text[0][0], table.acts.send)  # numbered in a row
        self.leans = leans(table)
        self.programs = [card.program for card in table.cards] + [headline.program for headline in table.headlines]
        self.bests = [best_points(table, seat, NOBODY) for seat in range(table.seats)]


class Block(NamedTuple):
    """Some of what is observed: the names of its numbers, and the numbers."""

    names: Callable[[Layout], list[str]]
    values: Callable[[Layout, Observation], list[float]]


def given_orders(t: Scenario) -> list[int]:
    """Every order that some seat could give, but hold."""
    return sorted({action for orders in t.orders_of for action in orders})


def leans(t: Scenario) -> list[tuple[int, int, int]]:
    """Every lean there can be: backer, client, issue."""
    found = [(seat, t.uses[use]) for seat in range(t.seats) for use in t.uses_of[seat]]
    return [(seat, use.a, use.b) for seat, use in found if use.kind == USE_LEAN]


# Small tools


def bits(mask: int, count: int) -> list[float]:
    """A mask as zeros and ones."""
    return [float(mask >> at & 1) for at in range(count)]


def one_of(at: int, count: int) -> list[float]:
    """A one at its place among zeros; no one if it has no place."""
    return [float(place == at) for place in range(count)]


def marked(places: Iterable[int], count: int) -> list[float]:
    """Ones at these places."""
    values = [0.0] * count
    for place in places:
        values[place] = 1.0
    return values


def shares(values: Sequence[int], most: int) -> list[float]:
    """Counts, each divided by the most it can be."""
    return [value / most if value < most else 1.0 for value in values]


def each(word: str, names: Iterable[str]) -> list[str]:
    """`word` before every name."""
    return [f"{word} {name}" for name in names]


# The moment


def moment_names(layout: Layout) -> list[str]:
    t = layout.table
    seats = t.seat_ids
    names = [*each("you", seats), *each("to-move", seats), *each("phase", PHASE_IDS)]
    return [*names, "turn", "round", "turns-of-war", *each("outcome", OUTCOME_IDS)]


def moment(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s = seen.board
    values = [*one_of(seen.seat, t.seats), *one_of(s.seat, t.seats), *one_of(s.phase, len(PHASE_IDS))]
    values += shares([s.turn], t.numbers.turns) + shares([s.round], t.numbers.rounds)
    return [*values, *shares([s.war_turns], t.numbers.turns), *one_of(s.outcome, len(OUTCOME_IDS))]


# Meters and tracks


def meter_names(layout: Layout) -> list[str]:
    t = layout.table
    names = [f"{meter} {seat}" for meter in METER_IDS for seat in t.seat_ids]
    names += ["toll", "attention", *each("track", t.track_ids)]
    return names + [f"{what} {seat}" for what in ("hand-size", "away", "stood-down", "reserve") for seat in t.seat_ids]


def meters(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s = seen.board
    values = [value for meter, most in enumerate(METER_MAX) for value in shares(s.meter(meter), most)]
    values += shares([s.toll], t.toll_max) + shares([s.attention], 10)
    values += [
        (now - low) / (high - low) if high > low else 0.0
        for now, low, high in zip(s.tracks, t.track_low, t.track_high, strict=True)
    ]
    turns = t.numbers.turns
    values += shares(seen.hands, max(t.numbers.hand, 1)) + shares(s.away, turns) + shares(s.stood_down, turns)
    return values + shares(s.reserve, RESERVE_MAX)


# The conference, the draft, the agreement

MASKS: Final = (  # of seats: the word, the field of the state
    ("present", "present"),
    ("attends-next", "attending"),
    ("barred", "barred"),
    ("compelled", "compelled"),
    ("shut-out", "shut_out"),
    ("bound", "bound"),
    ("signed", "signed"),
    ("signatory", "signatories"),
    ("violator", "violators"),
    ("gave-hostile-order", "hostile_givers"),
)


def conference_names(layout: Layout) -> list[str]:
    t = layout.table
    names = [f"{word} {seat}" for word, _field in MASKS for seat in t.seat_ids]
    names += [f"{word} {seat}" for word in ("proposer", "channel-to", "caller", "breaks") for seat in t.seat_ids]
    names += ["called", "agreement", "progress", "incident"]
    names += [f"draft {issue} {at}" for issue, n in zip(t.issue_ids, t.positions, strict=True) for at in range(n)]
    return names + each("package", [notation.format_action(t, action) for action in layout.clauses])


def conference(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s = seen.board
    values = [value for _word, field in MASKS for value in bits(getattr(s, field), t.seats)]
    for seat in (s.proposer, s.channel, s.caller):
        values += one_of(seat, t.seats)
    values += shares(s.breaks, t.seats * t.numbers.rounds)
    values += [float(s.called), float(s.in_force), *shares([s.progress], t.numbers.progress_steps), float(s.incident)]
    for at, count in zip(s.draft, t.positions, strict=True):
        values += one_of(at, count)
    first = layout.clauses.start
    return values + marked((clause - first for clause in s.clauses), len(layout.clauses))


# Pledges and leans


def pledge_names(layout: Layout) -> list[str]:
    t = layout.table
    pledges = [notation.format_action(t, action) for action in t.acts.pledge]
    words = ("in-force", "next-turn-too", "pays", "contradicted", "contradicted-before", "kept")
    names = [f"{word} {pledge}" for word in words for pledge in pledges]
    return names + [f"lean {t.seat_ids[a]} {t.seat_ids[b]} {t.issue_ids[issue]}" for a, b, issue in layout.leans]


def pledges(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s, count = seen.board, len(t.pledges)
    values = marked((entry[0] for entry in s.ledger), count)
    values += marked((entry[0] for entry in s.ledger if entry[3] > s.turn), count)
    values += marked((entry[0] for entry in s.ledger if entry[4]), count)
    values += marked(s.deeds, count) + marked(s.deeds_before, count) + marked(s.kept, count)
    now = {lean[:3]: lean[3] for lean in s.leans}
    return values + shares([now.get(lean, 0) for lean in layout.leans], CARD_VALUE)


# Cards


def use_names(t: Scenario) -> list[str]:
    """The uses of a card, as the notation has them after `card NAME`."""
    names = []
    for use in t.uses:
        target = [] if use.a == NOBODY else [(t.area_ids if USE_IDS[use.kind] == "relief" else t.seat_ids)[use.a]]
        issue = [] if use.b == NOBODY else [t.issue_ids[use.b]]
        names.append(" ".join([USE_IDS[use.kind], *target, *issue]))
    return names


def card_names(layout: Layout) -> list[str]:
    t = layout.table
    cards = [f"{t.seat_ids[card.seat]} {name}" for card, name in zip(t.cards, t.card_ids, strict=True)]
    names = [f"{word} {card}" for word in ("hand", "discarded", "removed", "sealed", "to-discard") for card in cards]
    names += each("sealed-use", use_names(t))
    names += each("agenda", [f"{t.seat_ids[a.seat]} {name}" for a, name in zip(t.agendas, t.agenda_ids, strict=True)])
    names += [f"{word} {name}" for word in ("headline-deck", "headline-over") for name in t.headline_ids]
    names += each("standing", map(str, range(len(t.standings))))
    return [*names, *each("event", [*cards, *t.headline_ids, "other"])]


def cards(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s, count = seen.board, len(t.cards)
    held = marked((card for _viewer, _owner, card in s.known if card != NOBODY), count)
    own = range(t.first_card[seen.seat], t.first_card[seen.seat + 1]) if seen.seat != NOBODY else range(0)
    for card in own:
        held[card] = float(s.hand[seen.seat] >> (card - own.start) & 1)
    values = held + by_deck(t, s.discards) + by_deck(t, s.removed)
    sealed = [action for action in s.sealed if action != NOBODY]
    values += marked((t.acts.a[action] for action in sealed), count)
    values += marked((card for card in s.sealed_discard if card != NOBODY), count)
    values += marked((t.acts.b[action] for action in sealed), len(t.uses))
    values += marked((agenda for agenda in s.agenda if agenda != NOBODY), len(t.agendas))
    values += bits(s.headline_deck, len(t.headlines)) + bits(s.headline_discards, len(t.headlines))
    values += marked((one[0] for one in s.standing), len(t.standings))
    return values + under_way(layout, s.program)


def by_deck(t: Scenario, masks: Sequence[int]) -> list[float]:
    """A mask of each seat's own deck, deck after deck."""
    return [
        value for seat, mask in enumerate(masks) for value in bits(mask, t.first_card[seat + 1] - t.first_card[seat])
    ]


def under_way(layout: Layout, program: int) -> list[float]:
    """Which event asks, if one does."""
    values = marked(
        (place for place, one in enumerate(layout.programs) if program == one != NOBODY), len(layout.programs)
    )
    return [*values, float(program != NOBODY and program not in layout.programs)]


# The map, and the orders given so far


def map_names(layout: Layout) -> list[str]:
    t = layout.table
    names = [f"strength {area} {side}" for area in t.area_ids for side in t.side_ids]
    names += [f"holds {area} {side}" for area in t.area_ids for side in t.side_ids]
    names += [f"{word} {area}" for word in ("besieged", "harm", "relief") for area in t.area_ids]
    names += each("sealed", [notation.format_action(t, action) for action in layout.orders])
    return names + [f"{word} {n}" for n in range(len(t.watched_orders)) for word in ("ordered", "last-ordered")]


def land(layout: Layout, seen: Observation) -> list[float]:
    t = layout.table
    s = seen.board
    values = shares(s.strength, STRENGTH_MAX)
    for holder in s.holder:
        values += one_of(holder, t.sides)
    values += bits(s.besieged, t.areas) + shares(s.harm, t.toll_max)
    relief = [0] * t.areas
    for area, by in s.relief:
        relief[area] += by
    values += shares(relief, CARD_VALUE * t.seats)
    own = s.orders[seen.seat] if seen.seat != NOBODY else ()
    values += marked((layout.order_at[action] for action in own), len(layout.orders))
    return values + shares(s.watched, 2 * t.numbers.turns)


# What it is worth


def worth_names(layout: Layout) -> list[str]:
    t = layout.table
    names = [f"{word} {seat}" for word in ("draft-worth", "no-deal") for seat in t.seat_ids]
    return [*names, "own-draft-worth", "own-no-deal", "own-satisfaction"]


def worths(layout: Layout, seen: Observation) -> list[float]:
    """By the weights that everybody knows, and by one's own."""
    t = layout.table
    s, seats = seen.board, range(t.seats)
    values = [points_of(t, seat, NOBODY, s.draft) / layout.bests[seat] for seat in seats]
    values += [no_deal(t, s, seat, public=True) / HUNDRED**2 for seat in seats]
    me = seen.seat
    if me == NOBODY:
        return [*values, 0.0, 0.0, 0.0]
    agenda = s.agenda[me]
    values.append(points_of(t, me, agenda, s.draft) / best_points(t, me, agenda))
    return [*values, no_deal(t, s, me) / HUNDRED**2, satisfaction(t, s, me) / HUNDRED]


BLOCKS: Final = (
    Block(moment_names, moment),
    Block(meter_names, meters),
    Block(conference_names, conference),
    Block(pledge_names, pledges),
    Block(card_names, cards),
    Block(map_names, land),
    Block(worth_names, worths),
)
