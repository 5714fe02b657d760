"""Any moment of a recorded game: what was played and why it could be, what it was worth, what could be agreed.

    found = explain(Played.load("game.accord"), 57)
    found.verdict, found.worth["russia"].no_deal, found.land.required.zone

A referee's view: it reads every seat's secrets.
"""

from __future__ import annotations

from cards.language import _
from game import errors, notation
from game.analysis.landscape import Landscape, survey
from game.errors import UserError
from game.grounds import ground
from game.moments import Played
from game.remedies import remedy
from game.say import Teller
from game.session import Session
from game.texts import texts
from game.views import Model, SeatWorth, seat_worth
from game.words import Words
from rules import kernel
from rules.errors import RulesError
from rules.scenario import Scenario
from rules.state import CHANCE, OVER, PHASE_IDS
from rules.worth import BEST, points_table


class Verdict(Model):
    """Whether a line could be played, by which section and why; of a line that could not, what it would have taken."""

    line: str
    seat: str | None  # whose line it is; None: chance
    legal: bool
    section: str
    text: str
    remedy: str = ""


class IssueWorth(Model):
    """What the text gives a seat on one issue, and the most that it could, both of U's 100."""

    issue: str
    position: int
    u: float
    best: float


class Moment(Model):
    """One moment of a game, before a line was played."""

    number: int  # of the line; 0 for the position after the last one
    lines: int
    turn: int
    phase: str
    to_move: str | None  # None: chance, or nobody any more
    in_force: bool
    played: str  # the line of the record; nothing after the last
    verdicts: tuple[Verdict, ...]  # of that line, or of each line that was asked about
    followed: tuple[str, ...]  # what happened then, in sentences
    worth: dict[str, SeatWorth]
    by_issue: dict[str, tuple[IssueWorth, ...]]
    after: dict[str, SeatWorth]  # the same once the line was played
    land: Landscape


def explain(game: Played, at: int, play: str = "") -> Moment:
    """The moment before line `at` (1 is the first; one more than there are: the end), and that line or `play`."""
    if not 1 <= at <= game.lines + 1:
        right = _("it has lines 1 to {last}; {after} is the position after the last")
        raise UserError(
            _("there is no line {line}").format(line=at),
            where=game.where,
            right=right.format(last=game.lines, after=game.lines + 1),
        )
    before = game.after(at - 1)
    last = at > game.lines
    after = before if last else game.after(at)
    line = "" if last else game.whole.lines[at - 1]
    table, s = before.table, before.state
    seats = range(table.seats)
    return Moment(
        number=at,
        lines=game.lines,
        turn=s.turn,
        phase=PHASE_IDS[s.phase],
        to_move=table.seat_ids[s.seat] if s.seat >= 0 else None,
        in_force=s.in_force,
        played=line,
        verdicts=_verdicts(before, play) if play else _of_record(before, line),
        followed=_followed(before, after),
        worth={table.seat_ids[seat]: seat_worth(before, seat) for seat in seats},
        by_issue={table.seat_ids[seat]: _by_issue(table, before, seat) for seat in seats},
        after={table.seat_ids[seat]: seat_worth(after, seat) for seat in seats},
        land=survey(table, s),
    )


def _of_record(session: Session, line: str) -> tuple[Verdict, ...]:
    """The line of the record, if it is an action at all."""
    action = notation_of(session.table, line)
    return () if action is None else (judge(session, action),)


def notation_of(table: Scenario, line: str) -> int | None:
    """The action of a record's line; None for a word about the record itself, such as `reseed 5`."""
    from game.vocabulary import vocabulary

    return vocabulary(table).actions.get(line)


def _verdicts(session: Session, play: str) -> tuple[Verdict, ...]:
    """Action by action, up to the first that is not possible or the first that somebody else would have to follow."""
    table = session.table
    if session.to_move == OVER:
        raise UserError(_("the game is over there, and nothing can be played"), right=_("ask about an earlier line"))
    trial = _copy(session)
    mover = trial.to_move
    found = []
    for action in _understood(session, play):
        found.append(judge(trial, action))
        if not found[-1].legal:
            break
        kernel.step(table, trial.state, action)
        if trial.to_move != mover:
            break
    return tuple(found)


def _understood(session: Session, play: str) -> list[int]:
    action = notation_of(session.table, " ".join(play.split()))
    if action is not None:
        return [action]
    return notation.understand(session.table, play, session.legal() if session.to_move >= 0 else [])


def _copy(session: Session) -> Session:
    copy = Session(session.table, session.header)
    copy.state = session.state.copy()
    copy.folder = session.folder
    return copy


def judge(session: Session, action: int) -> Verdict:
    """Whether an action is possible in this position, and why."""
    table, s = session.table, session.state
    line = notation.format_action(table, action)
    seat = table.seat_ids[s.seat] if s.seat >= 0 else None
    refusal: RulesError | None = kernel.check(table, s, action)
    if refusal is not None:
        text = errors.refusal(refusal)
        return Verdict(line=line, seat=seat, legal=False, section=refusal.section, text=text, remedy=remedy(refusal))
    why = ground(Words(table, texts(table, session.manuscript())), s, action)
    return Verdict(line=line, seat=seat, legal=True, section=why.section, text=why.text)


def _followed(before: Session, after: Session) -> tuple[str, ...]:
    """What happened between two positions, each thing told as those who may know it are told."""
    table = after.table
    teller = Teller(table, texts(table, after.manuscript()))
    told = []
    for _lines, event in after.history[len(before.history) :]:
        viewers = [seat for seat in range(table.seats) if event.audience >> seat & 1]
        text = teller.sentence(event, viewers[0] if viewers else CHANCE)
        told += [text] if text else []
    return tuple(told)


def _by_issue(table: Scenario, session: Session, seat: int) -> tuple[IssueWorth, ...]:
    s = session.state
    rows = points_table(table, seat, s.agenda[seat])
    best = sum(max(row) for row in rows)
    return tuple(
        IssueWorth(
            issue=table.issue_ids[issue],
            position=s.draft[issue],
            u=BEST * row[s.draft[issue]] / best,
            best=BEST * max(row) / best,
        )
        for issue, row in enumerate(rows)
    )
