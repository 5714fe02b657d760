"""One table in play: the state, its record, what everybody was told, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Self

import cards
from cards.language import Language, _, current, speaking
from game import notation, record
from game.dealer import Dealer, checked_seed, new_seed
from game.defaults import default_answer
from game.errors import UserError
from game.header import Header
from game.journal import Journal
from game.record import RESEED, UNDO, Record, marked, scenario_of, table_of
from rules import kernel
from rules import state as at
from rules.events import Event
from rules.scenario import NOBODY, Scenario
from rules.state import CHANCE, OVER, State

HUMAN: Final = "human"  # what a record says of a seat where people sit, before their names

# One sitting: as long as the same seat acts in one of these, nothing has been revealed (law 8)
SITTINGS = ({at.SPEAKING, at.BUILDING}, {at.CARDS, at.DISCARDING, at.ORDERS, at.ATTENDING})


class Snapshot(NamedTuple):
    """How things stood before an action: enough to go back, but never across a draw."""

    state: State
    lines: int
    told: tuple[int, ...]
    history: int
    dealer: Dealer


class Session:
    """A table, its state, the lines played and the stream of events of every viewer (the watcher's is the last).

    `history` is everything that happened, with how many lines had been played before: the referee's.
    """

    def __init__(self, table: Scenario, header: Header) -> None:
        """A table before its first draw; `new`, `load` and `resume` are the usual doors."""
        self.table = table
        self.header = header
        self.lines: list[str] = []
        self.by_clock: set[int] = set()  # the lines that nobody chose: their time had run out
        self.streams: list[list[Event]] = [[] for _ in range(table.seats + 1)]
        self.history: list[tuple[int, Event]] = []
        self.acted = [0] * table.seats  # how long each seat's stream was when it last did something
        self.dealer = Dealer(header.seed)
        self.journal: Journal | None = None
        self.notes: list[str] = []
        self.draft: list[int] = []  # what was being written, or not yet handed over, when the game was left
        self.folder = Path()  # of the record: where a scenario named by a path is looked for
        self._past: list[Snapshot] = []
        dealt: list[Event] = []
        self.state = kernel.start(table, dealt)
        self._tell(dealt)

    @classmethod
    def new(
        cls,
        scenario: str | Path,
        size: str | None = None,
        seed: int | None = None,
        *,
        seats: Mapping[str, str] | None = None,
        headlines: Mapping[int, str] | None = None,
    ) -> Self:
        """Lay a table and deal; without a seed one comes from the operating system."""
        seed = new_seed() if seed is None else checked_seed(seed)
        picks = tuple(sorted((headlines or {}).items()))
        header = Header(str(scenario), size or "", seed=seed, headlines=picks)
        return cls.of(table_of(header, Path(), ""), header, seats)

    @classmethod
    def of(cls, table: Scenario, header: Header, seats: Mapping[str, str] | None = None) -> Self:
        """A new game on a compiled table."""
        players = tuple((seat, _player(table, seat, who)) for seat, who in (seats or {}).items())
        header = replace(header, size=table.size, hash=table.hash, seats=players)
        session = cls(table, header)
        session.advance()
        return session

    @classmethod
    def load(cls, path: str | Path, number: int | None = None, passphrase: str | None = None) -> Session:
        """Go on with a record. One without a seed gets one, and a line that says so."""
        from game.replay import replay

        written = record.load(path, number, passphrase)
        session = replay(written)
        session.advance()
        session.draft = session.drafted(written)
        return session

    @classmethod
    def resume(cls, path: str | Path, passphrase: str | None = None) -> Session:
        """Go on with a running game's journal, where it was when it stopped; `notes` says what was lost."""
        from game.replay import replay

        journal, written, note = Journal.resume(path, passphrase)
        session = replay(written)
        session.journal = journal
        if note:
            session.notes.append(note)
        drawn = session.lines[_effective(written.lines) :]
        journal.append(drawn)
        session.advance()
        session.draft = session.drafted(written)
        return session

    def drafted(self, written: Record) -> list[int]:
        """The actions that were chosen and not played when a record's game was left."""
        return [notation.parse(self.table, part.strip()) for part in written.draft.split(";") if part]

    # Play

    @property
    def to_move(self) -> int:
        """A seat, or OVER (or CHANCE, in a replay that was stopped at a draw)."""
        return kernel.to_move(self.state)

    @property
    def record(self) -> Record:
        """The record so far."""
        return Record(self.header, list(self.lines), by_clock=frozenset(self.by_clock))

    def legal(self) -> list[int]:
        """The actions of the seat to move."""
        return [] if self.to_move == OVER else kernel.legal(self.table, self.state)

    def legal_lines(self) -> list[str]:
        """The same as canonical lines."""
        return [notation.format_action(self.table, action) for action in self.legal()]

    def submit(self, line: str, seat: int | None = None) -> list[str]:
        """Play what a person typed; give the canonical lines. Out of turn nothing is said about the line (§10)."""
        mover = self.to_move
        if mover == OVER:
            raise UserError(_("the game is over"))
        if seat is not None and seat != mover:
            raise UserError(
                _("it is not {seat}'s turn").format(seat=self.table.seat_ids[seat]), right=_("wait until it is")
            )
        actions = notation.understand(self.table, line, self.legal())
        self.play(actions)
        return [notation.format_action(self.table, action) for action in actions]

    def play(self, actions: Sequence[int], *, by_clock: bool = False) -> None:
        """Play actions of the seat to move, then the draws that follow: all of them or none."""
        before = self._snapshot()
        past = list(self._past)
        try:
            for number, action in enumerate(actions):
                if number:
                    self._refuse_after(actions[number - 1])
                self.take(action, by_clock=by_clock)
            self._draw()
            self._write_from(before.lines)
        except BaseException:
            self._restore(before)
            self._past = past
            raise

    def _refuse_after(self, action: int) -> None:
        """A line ends with the sitting, so that it can't be used to look at what comes after (§10)."""
        if not self._past:
            last = notation.format_action(self.table, action)
            raise UserError(_('after "{last}" the turn passes on').format(last=last), right=_("end the line there"))

    def advance(self) -> None:
        """Answer the draws that are due."""
        before = len(self.lines)
        self._draw()
        self._write_from(before)

    def time_out(self) -> str:
        """The clock of the seat to move has run out: take the default (§11) and give its line; it can't be undone."""
        action = default_answer(self.table, self.state)
        self.play([action], by_clock=True)
        return notation.format_action(self.table, action)

    def take(self, action: int, *, by_clock: bool = False) -> None:
        """Play one action or drawn outcome and nothing after it; RulesError if it isn't possible."""
        before = self._snapshot()
        mover = kernel.to_move(self.state)
        self._tell(kernel.apply(self.table, self.state, action))
        self.lines.append(notation.format_action(self.table, action))
        if by_clock:
            self.by_clock.add(before.lines)
        if mover == CHANCE:
            self.dealer.told()
        else:
            self.acted[mover] = len(self.streams[mover])
        if mover >= 0 and not by_clock and self._is_one_sitting(before.state):
            self._past.append(before)
        else:
            self._past.clear()

    def draw(self) -> None:
        """Answer one draw."""
        drawn = self.dealer.copy()
        self.take(drawn.deal(kernel.chances(self.table, self.state)))

    def reseed(self, seed: int) -> None:
        """From now on draws come from another seed."""
        self.dealer.reseed(seed)
        self.lines.append(f"{RESEED} {seed}")
        self._past.clear()

    def alias(self, seat: int) -> str:
        """What those who sit there are called, if the record says it: "Anna", or "Anna and Ben"."""
        kind, _, name = dict(self.header.seats).get(self.table.seat_ids[seat], "").partition(" ")
        return name if kind == HUMAN else ""

    # The way back

    def can_undo(self) -> bool:
        """Whether the last action can be taken back: never across a draw, a reveal or a change of seat (law 8)."""
        return bool(self._past)

    def undo(self) -> str:
        """Take back the last action; give its line."""
        if not self._past:
            raise UserError(
                _("nothing can be taken back"), right=_("undo ends at a draw, a reveal or another seat's turn")
            )
        line = self.lines[-1]
        self._write([UNDO])
        self._restore(self._past.pop())
        return line

    def fork(self, seed: int | None = None) -> Session:
        """The same position with other draws to come; sealed choices stay, and the record says where it forked."""
        new = Session(self.table, self.header)
        new.lines = list(self.lines)
        new.by_clock = set(self.by_clock)
        new.acted = list(self.acted)
        new.streams = [list(stream) for stream in self.streams]
        new.history = list(self.history)
        new.dealer = self.dealer.copy()
        new.folder = self.folder
        new.state = self.state.copy()
        new.reseed(new_seed() if seed is None else checked_seed(seed))
        new.advance()
        return new

    # The record

    def save(self, path: str | Path) -> None:
        """Write the record, whole or not at all; locked if the running game is."""
        secret = self.to_move != OVER
        if self.journal is None:
            record.save(self.record, path, secret=secret)
        else:
            self.journal.copy(Path(path), record.dumps(self.record, secret=secret))

    def keep_journal(self, path: str | Path, passphrase: str | None = None) -> None:
        """Write every line to the disk from now on, beginning with those played so far; locked with a passphrase."""
        self.journal = Journal.create(path, self.header, self._marked(0), passphrase)
        if self.draft:
            self.keep_draft(self.draft)

    def keep_draft(self, actions: Sequence[int]) -> None:
        """Have what is being written or not yet handed over on the disk, or none any more; nothing of it is played."""
        written = "; ".join(notation.format_action(self.table, action) for action in actions)
        self._write([f"{record.DRAFT} {written}".rstrip()])

    def finish(self) -> None:
        """The game is over: its journal becomes a closed record, locked if the journal was."""
        if self.journal is not None:
            self.journal.finish(record.dumps(self.record, secret=self.to_move != OVER))
            self.journal = None

    def close(self) -> None:
        """Let the journal go, if one is kept; somebody else may resume it then."""
        if self.journal is not None:
            self.journal.close()
            self.journal = None

    def manuscript(self) -> cards.Manuscript:
        """The scenario's texts, for people."""
        return _manuscript(scenario_of(self.header, self.folder), current())

    def _draw(self) -> None:
        while kernel.to_move(self.state) == CHANCE:
            if self.dealer.seed is None:
                self.reseed(new_seed())
            self.draw()

    def _write_from(self, start: int) -> None:
        self._write(self._marked(start))

    def _marked(self, start: int) -> list[str]:
        lines = enumerate(self.lines[start:], start)
        return [marked(line, by_clock=index in self.by_clock) for index, line in lines]

    def _write(self, lines: Sequence[str]) -> None:
        if self.journal is not None:
            self.journal.append(lines)

    def _tell(self, events: Sequence[Event]) -> None:
        for event in events:
            self.history.append((len(self.lines), event))
            for viewer, stream in enumerate(self.streams):
                if event.audience >> viewer & 1:
                    stream.append(event)

    def told(self, viewer: int) -> list[Event]:
        """The stream of a seat, or of the watcher (NOBODY)."""
        return self.streams[self.table.seats if viewer == NOBODY else viewer]

    def _snapshot(self) -> Snapshot:
        told = tuple(len(stream) for stream in self.streams)
        return Snapshot(self.state.copy(), len(self.lines), told, len(self.history), self.dealer.copy())

    def _restore(self, before: Snapshot) -> None:
        self.state = before.state.copy()
        self.dealer = before.dealer.copy()
        del self.lines[before.lines :]
        self.by_clock = {index for index in self.by_clock if index < before.lines}
        for stream, length in zip(self.streams, before.told, strict=True):
            del stream[length:]
        del self.history[before.history :]

    def _is_one_sitting(self, before: State) -> bool:
        now = self.state
        if now.seat != before.seat or now.turn != before.turn:
            return False
        return any(before.phase in phases and now.phase in phases for phases in SITTINGS)


@lru_cache(maxsize=8)
def _manuscript(name: str, spoken: Language) -> cards.Manuscript:
    with speaking(spoken):
        return cards.load(name)


def _player(table: Scenario, seat: str, who: str) -> str:
    if seat not in table.seat_ids:
        raise UserError(
            _('no seat "{seat}"').format(seat=seat),
            right=_("there are {names}").format(names=", ".join(table.seat_ids)),
        )
    if any(sign in who for sign in ";#\n\r") or not who.strip():
        raise UserError(
            _("{who} can't stand in a record").format(who=repr(who)),
            right=_('write "human Anna", or the name of a bot'),
        )
    return " ".join(who.split())


def _effective(lines: Sequence[str]) -> int:
    """How many lines remain of a journal's, when what was undone is gone."""
    return len(lines) - 2 * lines.count(UNDO)
