"""What a seat sees, as data: pydantic models from an observation only; the same position gives the same JSON.

Every number is whole. N and what it is made of are in hundredths; U is `points` of `best`.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from cards.wording import card_text
from game import notation
from game.say import Teller
from game.session import Session
from game.texts import texts
from game.words import Texts, alone
from rules import kernel
from rules.events import EVENT_IDS
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import ANSWERING, ATTENDING, BUILDING, CARDS, OUTCOME_IDS, PHASE_IDS, SIGNING, SPEAKING
from rules.worth import Worth

CONFERENCE = (SPEAKING, BUILDING, ANSWERING, SIGNING)


class Model(BaseModel):
    """Frozen, and nothing but its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Happening(Model):
    """One thing that a viewer was told: its number in the viewer's own stream, its kind and a sentence."""

    number: int
    kind: str
    seat: str | None
    text: str


class TermView(Model):
    """One term of N: a quantity, its weight and what it adds, both in hundredths."""

    label: str
    quantity: int
    weight: int
    adds: int


class SeatWorth(Model):
    """What an agreement and none are worth to a seat (§8)."""

    seat: str
    points: int
    best: int
    constant: int
    terms: tuple[TermView, ...]
    no_deal: int
    satisfaction: int


class Faction(Model):
    """A seat as everybody sees it."""

    id: str
    name: str
    influence: int
    support: int
    credibility: int
    hand: int
    present: bool
    signatory: bool
    stood_down: int
    discards: tuple[str, ...]
    removed: tuple[str, ...]


class IssueView(Model):
    """An issue and where the draft, or the agreed text, stands on it."""

    id: str
    name: str
    position: int
    text: str
    positions: tuple[str, ...]
    fixed: bool
    red_lines: tuple[str, ...]  # the seats whose own people don't accept this position


class PledgeView(Model):
    """A pledge in force."""

    seat: str
    pledge: str  # as in notation: "no-air idlib"
    text: str
    owed_to: tuple[str, ...]
    until_turn: int


class AreaView(Model):
    """An area of the map."""

    id: str
    name: str
    weight: int
    holder: str | None
    besieged: bool
    strength: dict[str, int]


class PackageView(Model):
    """The package that is being built or answered."""

    proposer: str
    channel: str | None
    clauses: tuple[str, ...]


class CardView(Model):
    """A card of one's own hand."""

    id: str
    title: str
    value: int
    text: str


class Private(Model):
    """What one seat alone knows."""

    agenda: str | None
    hand: tuple[CardView, ...]
    sealed: tuple[str, ...]
    reserve: int
    knows: tuple[str, ...]  # of others, because a card let it see: "agenda russia ..." or "hand russia ..."
    worth: SeatWorth


class View(Model):
    """The table as one seat, or a watcher, sees it."""

    scenario: str
    size: str
    seat: str | None
    turn: int
    turns: int
    phase: str
    to_move: str | None
    toll: int
    toll_max: int
    attention: int
    tracks: dict[str, int]
    agreement: bool
    progress: int
    progress_steps: int
    factions: tuple[Faction, ...]
    draft: tuple[IssueView, ...]
    package: PackageView | None
    ledger: tuple[PledgeView, ...]
    map: tuple[AreaView, ...]
    own: Private | None
    legal: tuple[str, ...]  # only in one's own turn
    outcome: str | None


def view(session: Session, seat: int) -> View:
    """What a seat (NOBODY: a watcher) sees now."""
    table = session.table
    seen = kernel.observe(table, session.state, seat)
    told = texts(table, session.manuscript())
    legal = session.legal_lines() if seat != NOBODY and session.to_move == seat else []
    board = seen.board
    return View(
        scenario=table.id,
        size=table.size,
        seat=_name(table.seat_ids, seat),
        turn=board.turn,
        turns=table.numbers.turns,
        phase=phase_of(seen),
        to_move=_name(table.seat_ids, board.seat),
        toll=board.toll,
        toll_max=table.toll_max,
        attention=board.attention,
        tracks=dict(zip(table.track_ids, board.tracks, strict=True)),
        agreement=board.in_force,
        progress=board.progress,
        progress_steps=table.numbers.progress_steps,
        factions=tuple(_faction(table, seen, other) for other in range(table.seats)),
        draft=tuple(_issue(table, seen, issue) for issue in range(table.issues)),
        package=_package(table, seen),
        ledger=_ledger(table, seen, told),
        map=tuple(_area(table, seen, area) for area in range(table.areas)),
        own=None if seat == NOBODY else _private(session, seen),
        legal=tuple(legal),
        outcome=None if board.outcome == NOBODY else OUTCOME_IDS[board.outcome],
    )


def phase_of(seen: Observation) -> str:
    """Where play stands; another's private visit is one moment (§4.1)."""
    phase = seen.board.phase
    if CARDS <= phase <= ATTENDING and seen.board.seat != seen.seat:
        return "sealed-choices"
    return PHASE_IDS[phase]


def happenings(session: Session, viewer: int, since: int = 0) -> list[Happening]:
    """What a seat (NOBODY: the watcher) was told after its first `since` events."""
    table = session.table
    teller = Teller(table, texts(table, session.manuscript()))
    stream = session.told(viewer)
    return [
        Happening(
            number=number,
            kind=EVENT_IDS[event.kind],
            seat=_name(table.seat_ids, event.seat),
            text=teller.sentence(event, viewer),
        )
        for number, event in enumerate(stream[since:], since + 1)
    ]


def seat_worth(session: Session, seat: int) -> SeatWorth:
    """A seat's worth from the true state: for the referee."""
    return _worth(session.table, kernel.worth(session.table, session.state, seat))


def _worth(table: Scenario, worth: Worth) -> SeatWorth:
    return SeatWorth(
        seat=table.seat_ids[worth.seat],
        points=worth.points,
        best=worth.best,
        constant=worth.constant,
        terms=tuple(
            TermView(label=term.label, quantity=term.quantity, weight=term.weight, adds=term.adds)
            for term in worth.terms
        ),
        no_deal=worth.no_deal,
        satisfaction=worth.satisfaction,
    )


def _faction(table: Scenario, seen: Observation, seat: int) -> Faction:
    s = seen.board
    return Faction(
        id=table.seat_ids[seat],
        name=alone(table.seat_names[seat]),
        influence=s.influence[seat],
        support=s.support[seat],
        credibility=s.credibility[seat],
        hand=seen.hands[seat],
        present=s.phase in CONFERENCE and bool(s.present >> seat & 1),
        signatory=s.in_force and bool(s.signatories >> seat & 1),
        stood_down=s.stood_down[seat],
        discards=_cards(table, seat, s.discards[seat]),
        removed=_cards(table, seat, s.removed[seat]),
    )


def _issue(table: Scenario, seen: Observation, issue: int) -> IssueView:
    at = seen.board.draft[issue]
    crossed = [seat for seat in range(table.seats) if not table.accepted[seat][issue] >> at & 1]
    return IssueView(
        id=table.issue_ids[issue],
        name=alone(table.issue_names[issue]),
        position=at,
        text=table.position_names[issue][at],
        positions=table.position_names[issue],
        fixed=bool(table.fixed >> issue & 1),
        red_lines=tuple(table.seat_ids[seat] for seat in crossed),
    )


def _package(table: Scenario, seen: Observation) -> PackageView | None:
    s = seen.board
    if s.phase not in {BUILDING, ANSWERING}:
        return None
    return PackageView(
        proposer=table.seat_ids[s.proposer],
        channel=_name(table.seat_ids, s.channel),
        clauses=tuple(notation.format_action(table, action) for action in s.clauses),
    )


def _ledger(table: Scenario, seen: Observation, told: Texts) -> tuple[PledgeView, ...]:
    return tuple(
        PledgeView(
            seat=table.seat_ids[table.pledges[pledge].seat],
            pledge=notation.format_action(table, table.acts.pledge[pledge]).split(" ", 2)[2],
            text=told.pledges[pledge],
            owed_to=_members(table.seat_ids, owed),
            until_turn=until,
        )
        for pledge, owed, _, until, _ in seen.board.ledger
    )


def _area(table: Scenario, seen: Observation, area: int) -> AreaView:
    s = seen.board
    here = s.strength[area * table.sides : (area + 1) * table.sides]
    return AreaView(
        id=table.area_ids[area],
        name=alone(table.area_names[area]),
        weight=table.weights[area],
        holder=_name(table.side_ids, s.holder[area]),
        besieged=bool(s.besieged >> area & 1),
        strength=dict(zip(table.side_ids, here, strict=True)),
    )


def _private(session: Session, seen: Observation) -> Private:
    table, s, seat = session.table, seen.board, seen.seat
    first, last = table.first_card[seat], table.first_card[seat + 1]
    hand = [card for card in range(first, last) if s.hand[seat] >> (card - first) & 1]
    sealed = [s.sealed[seat], *s.orders[seat]]
    return Private(
        agenda=_name(table.agenda_ids, s.agenda[seat]),
        hand=tuple(_card(session, card) for card in hand),
        sealed=tuple(notation.format_action(table, action) for action in sealed if action != NOBODY),
        reserve=s.reserve[seat],
        knows=_knows(table, seen),
        worth=_worth(table, kernel.worth(table, s, seat)),
    )


def _knows(table: Scenario, seen: Observation) -> tuple[str, ...]:
    s = seen.board
    facts = []
    for viewer, owner, card in s.known:
        if viewer == seen.seat and owner != seen.seat:
            what = f"hand {table.seat_ids[owner]} {table.card_ids[card]}" if card != NOBODY else ""
            facts.append(what or f"agenda {table.seat_ids[owner]} {table.agenda_ids[s.agenda[owner]]}")
    return tuple(facts)


def _card(session: Session, card: int) -> CardView:
    table, manuscript = session.table, session.manuscript()
    written = next(one for one in manuscript.cards if one.id == table.card_ids[card])
    return CardView(
        id=table.card_ids[card],
        title=table.card_names[card],
        value=table.cards[card].value,
        text=card_text(manuscript, written),
    )


def _cards(table: Scenario, seat: int, mask: int) -> tuple[str, ...]:
    return _members(table.card_ids[table.first_card[seat] : table.first_card[seat + 1]], mask)


def _members(names: tuple[str, ...], mask: int) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(names) if mask >> at & 1)


def _name(names: tuple[str, ...], at: int) -> str | None:
    return names[at] if at >= 0 else None
