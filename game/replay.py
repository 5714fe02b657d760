"""Records played again: to a position, or to see that they are legal games and unaltered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cards.language import _
from game import notation
from game.errors import UserError, in_words
from game.header import RULES, whole
from game.record import RESEED, UNDO, Record, load_all
from game.session import Session
from rules import kernel
from rules.actions import FIRST_CHANCE
from rules.errors import RulesError
from rules.state import CHANCE, OUTCOME_IDS, OVER


def replay(record: Record, to: int | None = None) -> Session:
    """The game of a record, after `to` lines or after all; missing draws come from its seed.

    `to` counts the lines of the game as `accord replay` does, one for each action and each draw, without those that
    were taken back: a position that an `undo` left again can't be asked for. After the last line the draws that are
    due are answered too, if there is a seed. UserError names the line that can't be played.
    """
    if to is not None and to < 0:
        raise UserError(_("there is no position after {to} lines").format(to=to), right=_("count from 0"))
    if to is not None and UNDO in record.lines:  # only the whole shows which of its lines stay
        record = replace(replay(record).record, where=record.where)
    table = record.table()
    header = replace(record.header, size=table.size, hash=table.hash, rules=RULES, journal=False)
    session = Session(table, header)
    session.folder = Path(record.where).parent
    for index, line in enumerate(record.lines):
        if _is_there(session, to):
            return session
        try:
            _feed(session, line, to, by_clock=index in record.by_clock)
        except (RulesError, UserError) as error:
            raise UserError(in_words(error), where=record.place(index)) from error
    while not _is_there(session, to) and kernel.to_move(session.state) == CHANCE and session.dealer.seed is not None:
        session.draw()
    if to is not None and len(session.lines) < to:
        raise UserError(
            _("has only {n} lines").format(n=len(session.lines)),
            where=record.where,
            right=_("replay to an earlier one"),
        )
    return session


def _is_there(session: Session, to: int | None) -> bool:
    return to is not None and len(session.lines) >= to


def _feed(session: Session, line: str, to: int | None, *, by_clock: bool) -> None:
    word, _, rest = line.partition(" ")
    if word == RESEED:
        session.reseed(whole(rest, "seed", ""))
    elif line == UNDO:
        session.undo()
    else:
        for action in notation.sequence(session.table, line):
            _feed_action(session, action, to, by_clock=by_clock)


def _feed_action(session: Session, action: int, to: int | None, *, by_clock: bool) -> None:
    """Play an action of the record, and before it the draws that the record leaves out."""
    while not _is_there(session, to):
        if kernel.to_move(session.state) == OVER:
            raise UserError(_("the game is over before this line"), right=_("end the record here"))
        if kernel.to_move(session.state) != CHANCE or _answers(session, action):
            session.take(action, by_clock=by_clock)
            return
        if session.dealer.seed is None:
            raise UserError(
                _("a draw is missing before this line"),
                right=_('write it, such as "{example}", or give the header a seed').format(example=_example(session)),
            )
        session.draw()


def _answers(session: Session, action: int) -> bool:
    """Whether an action is an outcome of the draw that is due, possible or not."""
    if session.table.acts.verb[action] < FIRST_CHANCE:
        return False
    due = kernel.chances(session.table, session.state)[0][0]
    return notation.node(session.table, action) == notation.node(session.table, due)


def _example(session: Session) -> str:
    return notation.format_action(session.table, kernel.chances(session.table, session.state)[0][0])


# Verifying


@dataclass(frozen=True)
class Report:
    """What a record turned out to be; `problem` is empty if it is a legal game and unaltered."""

    where: str
    problem: str = ""
    sealed: bool = False
    finished: bool = False
    turn: int = 0
    session: Session | None = None

    def __str__(self) -> str:
        """One line that tells no secret of a game that is still going on."""
        if self.problem:
            return self.problem
        if self.finished:
            state = _("legal, sealed, finished: {end}") if self.sealed else _("legal, unsealed, finished: {end}")
        else:
            state = (
                _("legal, sealed, unfinished, turn {n}") if self.sealed else _("legal, unsealed, unfinished, turn {n}")
            )
        return f"{self.where}: {state.format(end=self.outcome, n=self.turn)}"

    @property
    def outcome(self) -> str:
        """How the game ended, or nothing."""
        return OUTCOME_IDS[self.session.state.outcome] if self.finished and self.session else ""


def verify(record: Record) -> Report:
    """Play a record through and report (its seal was checked when it was read)."""
    try:
        session = replay(record)
        _compare(record, session)
    except UserError as error:
        return Report(record.where, str(error), record.sealed)
    finished = kernel.to_move(session.state) == OVER
    return Report(record.where, "", record.sealed, finished, session.state.turn, session)


def verify_file(path: str | Path, passphrase: str | None = None) -> Iterator[Report]:
    """A report for every game of a file; a file that can't be read any further ends with its problem."""
    try:
        for record in load_all(path, passphrase):
            yield verify(record)
    except UserError as error:
        yield Report(str(path), str(error))


def _compare(record: Record, session: Session) -> None:
    if record.result is not None and record.result != result(session):
        raise UserError(_("the result beside it isn't the one of this game"), where=record.where)


def result(session: Session) -> dict[str, object]:
    """How a game ended: what a run writes beside it."""
    s = session.state
    finished = kernel.to_move(s) == OVER
    returns = kernel.returns(session.table, s)
    return {
        "outcome": OUTCOME_IDS[s.outcome] if finished else None,
        "turn": s.turn,
        "satisfaction": dict(zip(session.table.seat_ids, returns, strict=True)),
    }
