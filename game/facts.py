"""What a game of bots comes to: one row a seat, one row a turn and seat, and which kinds of action were chosen.

All of it follows from the record, so it can be had while the game is played or at any time afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from cards.language import _
from game.errors import UserError
from game.record import RESEED, Record
from game.replay import replay
from game.result import BANDS
from game.vocabulary import CHOICES, WORDS, vocabulary
from rules import actions as act
from rules import events as event_of
from rules import kernel
from rules.errors import RulesError
from rules.events import Event
from rules.scenario import NOBODY, USE_CAPITAL, USE_EVENT, USE_IDS, Scenario
from rules.state import CHANCE, OUTCOME_IDS, OVER, State
from rules.worth import band

if TYPE_CHECKING:
    from game.analysis.zone import Settlement

Value = str | int | float | None
Row = dict[str, Value]

# Counted for every seat, by the event that says it
COUNTED: Final = {
    event_of.SENT: "proposals",
    event_of.ADOPTED: "adopted",
    event_of.PLEDGED: "pledges_made",
    event_of.KEPT: "pledges_kept",
    event_of.BREACHED: "pledges_broken",
}
# Counted for the game
SEEN: Final = {
    event_of.AGREED: "signatures",
    event_of.CRISIS: "crises",
    event_of.COLLAPSED: "collapses",
}
KINDS_KEPT: Final = 8


class Player(NamedTuple):
    """Who played a seat, as the record's header says: a bot, and whoever had to stand in for it."""

    bot: str
    stand_in: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """The bot; a game that another had to finish is not counted as its own."""
        return f"{self.bot} + {self.stand_in}" if self.stand_in else self.bot

    def __str__(self) -> str:
        """As `player` reads it."""
        return f"{self.bot}, then {self.stand_in} ({self.why})" if self.stand_in else self.bot


def player(text: str) -> Player:
    """Read what a header says of a seat."""
    bot, then, rest = text.rpartition(", then ")
    if not then or not rest.endswith(")"):
        return Player(text)
    stand_in, _, why = rest.partition(" (")
    return Player(bot, stand_in, why.removesuffix(")"))


class Conference(NamedTuple):
    """Who was present when attendance had been revealed, and how many texts lay in the zones then (§8)."""

    present: int  # a mask
    zone: int | None
    signable: int | None


NOT_MET: Final = Conference(0, None, None)


class Choice(NamedTuple):
    """How often a seat could have chosen a kind of action and something else, and how often it did choose it."""

    seat: int
    kind: str
    offered: int
    chosen: int


@dataclass(frozen=True)
class Facts:
    """One game."""

    rows: tuple[Row, ...]  # one a seat
    turns: tuple[Row, ...]  # one a turn and seat
    choices: tuple[Choice, ...]


@dataclass
class Watch:
    """Somebody who looks on while a game is played and takes notes."""

    table: Scenario
    turns: list[Row] = field(default_factory=list)
    counts: dict[tuple[int, str], int] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    decisions: dict[int, int] = field(default_factory=dict)
    first_signed: int | None = None  # the turn
    signed: tuple[int, str] | None = None  # turn and draft, of the last signature
    noted: Facts | None = None  # once the game is over
    _offered: dict[tuple[int, str], int] = field(default_factory=dict)
    _chosen: dict[tuple[int, str], int] = field(default_factory=dict)
    _conference: Conference = NOT_MET
    _settlement: Settlement | None = None

    def decided(self, seat: int, legal: Sequence[int], action: int) -> None:
        """A seat chose; where there was nothing to choose nothing is noted."""
        if len(legal) < 2:  # noqa: PLR2004 (a choice is between two)
            return
        self.decisions[seat] = self.decisions.get(seat, 0) + 1
        kinds = kinds_of(self.table)
        offered = {kinds[one] for one in legal}
        if len(offered) > 1:
            for kind in offered:
                self._offered[seat, kind] = self._offered.get((seat, kind), 0) + 1
            self._chosen[seat, kinds[action]] = self._chosen.get((seat, kinds[action]), 0) + 1

    def happened(self, s: State, events: Sequence[Event]) -> None:
        """Something happened, and this is how things stand now."""
        for event in events:
            if event.kind in COUNTED:
                key = event.seat, COUNTED[event.kind]
                self.counts[key] = self.counts.get(key, 0) + 1
            elif event.kind == event_of.ATTENDANCE:
                self._conference = self._met(s, event.a)
            elif event.kind == event_of.TURN_BEGAN and event.a > 1:
                self._close_turn(s, event.a - 1)
            if event.kind == event_of.AGREED:
                self.signed = s.turn, draft(self.table, s)
                self.first_signed = self.first_signed or s.turn
            if event.kind in SEEN:
                self.seen[SEEN[event.kind]] += 1

    def _met(self, s: State, present: int) -> Conference:
        from game.analysis.zone import Settlement

        if self._settlement is None:
            self._settlement = Settlement(self.table)
        zone, signable = self._settlement.zone(s), self._settlement.signable(s)
        return Conference(present, int(zone.sum()), int(signable.sum()))

    def _close_turn(self, s: State, turn: int) -> None:
        self.turns += turn_rows(self.table, s, turn, self._conference)
        self._conference = NOT_MET

    def finish(self, record: Record, s: State) -> Facts:
        """Put the notes in order: the game is over."""
        game = _game_columns(self.table, record, s, self.signed)
        game |= {"first_signed": self.first_signed, **{column: self.seen[column] for column in SEEN.values()}}
        returns = kernel.returns(self.table, s)
        players = dict(record.header.seats)
        lineup = " / ".join(player(players.get(seat, "?")).bot for seat in self.table.seat_ids)
        rows = []
        for seat, name in enumerate(self.table.seat_ids):
            who = player(players.get(name, "?"))
            row: Row = {**game, "lineup": lineup, "seat": name, "bot": who.name}
            row |= _seat_columns(self.table, s, seat, returns)
            row |= {column: self.counts.get((seat, column), 0) for column in COUNTED.values()}
            row["decisions"] = self.decisions.get(seat, 0)
            rows.append(row)
        same = {key: game[key] for key in ("scenario", "size", "seed")}
        self._close_turn(s, s.turn)
        turns = [{**same, "bot": rows[int(row.pop("at") or 0)]["bot"], **row} for row in self.turns]
        self.noted = Facts(tuple(rows), tuple(turns), self._choices())
        return self.noted

    def _choices(self) -> tuple[Choice, ...]:
        keys = sorted(self._offered)
        return tuple(Choice(*key, self._offered[key], self._chosen.get(key, 0)) for key in keys)


def _game_columns(table: Scenario, record: Record, s: State, signed: tuple[int, str] | None) -> Row:
    return {
        "scenario": table.id,
        "size": table.size,
        "seed": record.header.seed,
        "outcome": OUTCOME_IDS[s.outcome],
        "length": s.turn,
        "actions": len(record.lines),
        "toll": s.toll,
        "signed_turn": signed[0] if signed else None,
        "signed_draft": signed[1] if signed else None,
    }


def _seat_columns(table: Scenario, s: State, seat: int, returns: Sequence[int]) -> Row:
    worth = kernel.worth(table, s, seat)
    return {
        "satisfaction": returns[seat],
        "band": BANDS[band(table, returns[seat])],
        "rank": 1 + sum(other > returns[seat] for other in returns),
        "u": round(100 * worth.points / worth.best, 2),
        "n": worth.no_deal / 100,
        "signatory": int(s.in_force and bool(s.signatories >> seat & 1)),
        "influence": s.influence[seat],
        "support": s.support[seat],
        "credibility": s.credibility[seat],
    }


def turn_rows(table: Scenario, s: State, turn: int, conference: Conference = NOT_MET) -> list[Row]:
    """How things stand for every seat when a turn is over: the next one has begun, or the game has ended."""
    returns = kernel.returns(table, s)
    everybody: Row = {
        "turn": turn,
        "toll": s.toll,
        "attention": s.attention,
        "agreement": int(s.in_force),
        "progress": s.progress,
        "draft": draft(table, s),
        "holders": holders(table, s),
        "zone": conference.zone,
        "signable": conference.signable,
    }
    rows = []
    for seat, name in enumerate(table.seat_ids):
        mine = _seat_columns(table, s, seat, returns)
        columns = ("satisfaction", "u", "n", "influence", "support", "credibility")
        present = conference.present >> seat & 1
        rows.append(
            {"at": seat, "seat": name, **everybody, "present": present, **{column: mine[column] for column in columns}}
        )
    return rows


def draft(table: Scenario, s: State) -> str:
    """The draft as words: `presidency 2, detainees 1`."""
    return ", ".join(f"{issue} {at}" for issue, at in zip(table.issue_ids, s.draft, strict=True))


def holders(table: Scenario, s: State) -> str:
    """Who holds what as words: `aleppo-west government, raqqa extremists`; an area that nobody holds is left out."""
    held = [(area, holder) for area, holder in enumerate(s.holder) if holder != NOBODY]
    return ", ".join(f"{table.area_ids[area]} {table.side_ids[holder]}" for area, holder in held)


# Kinds of action


_kinds: dict[int, tuple[Scenario, tuple[str, ...]]] = {}


def kinds_of(table: Scenario) -> tuple[str, ...]:
    """The kind of every action: its verb, its order, its press move, or the event of its card."""
    found = _kinds.get(id(table))  # by identity, as vocabularies are; the entry keeps its table
    if found is None:
        while len(_kinds) >= KINDS_KEPT:
            del _kinds[next(iter(_kinds))]
        found = _kinds[id(table)] = table, tuple(_kind(table, action) for action in range(table.acts.first_chance))
    return found[1]


def _kind(table: Scenario, action: int) -> str:
    verb, a, b, _, _ = table.acts.entries[action]
    if verb in WORDS:
        return WORDS[verb]
    if verb == act.CARD:
        use = table.uses[b].kind
        if use == USE_EVENT:
            return f"event {table.card_ids[a]}"
        return "card as capital" if use == USE_CAPITAL else f"press {USE_IDS[use]}"
    if verb in CHOICES:
        return f"choose {CHOICES[verb]}"
    words = vocabulary(table).split[action]
    if verb == act.PLEDGE:
        return f"pledge {words[2]}"
    return " ".join(words[:2]) if verb == act.TEXT or words[0] == "order" else words[0]


# From records


def facts_of(record: Record) -> Facts:
    """The same from the record of a game that is over; UserError if it isn't, or isn't legal."""
    table = record.table()
    known = vocabulary(table).actions
    try:
        if all(line in known for line in record.lines):
            return _watched(table, record, [known[line] for line in record.lines])
    except RulesError:
        pass  # perhaps the record leaves its draws to its seed
    played = [line for line in replay(record).lines if not line.startswith(RESEED)]
    return _watched(table, record, [known[line] for line in played])


def _watched(table: Scenario, record: Record, actions: Sequence[int]) -> Facts:
    watch = Watch(table)
    opened: list[Event] = []
    s = kernel.start(table, opened)
    watch.happened(s, opened)
    for action in actions:
        mover = kernel.to_move(s)
        if mover not in {CHANCE, OVER}:
            watch.decided(mover, kernel.legal(table, s), action)
        watch.happened(s, kernel.apply(table, s, action))
    if kernel.to_move(s) != OVER:
        raise UserError(_("the game isn't over"), where=record.where, right=_("statistics are of finished games"))
    return watch.finish(record, s)
