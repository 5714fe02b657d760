"""The packages that were put forward in a game: what was in them, who let them pass or felled them, what that cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.report.course import Course, Happening
from game.words import semicolons
from rules import actions as act
from rules import events as event_of
from rules.scenario import NOBODY

OPENS: Final = event_of.PROPOSAL
ENDS: Final = {event_of.ADOPTED: "adopted", event_of.FELL: "fell", event_of.ABANDONED: "abandoned"}


@dataclass(frozen=True)
class Package:
    """One package; `by` and `declined` say who felled it and how, `price` and `paid` what both sides paid for that."""

    turn: int
    opening: int
    closing: int
    proposer: int
    channel: int
    clauses: tuple[int, ...]
    fate: str
    by: int = NOBODY
    declined: bool = False
    price: int = 0  # of the proposer, in influence
    paid: int = 0  # of whoever broke the silence

    def draft(self, course: Course) -> list[int]:
        """The draft as it would have been, or was, with its texts."""
        draft = list(course.state(self.opening).draft)
        for clause in self.clauses:
            verb, issue, position, _, _ = course.table.acts.entries[clause]
            if verb == act.TEXT:
                draft[issue] = position
        return draft

    def told(self, course: Course) -> str:
        """Its clauses in words."""
        return semicolons(course.words.clause(clause, self.proposer) for clause in self.clauses)

    def lines(self, course: Course) -> tuple[str, ...]:
        """Its clauses as the record writes them."""
        from game.notation import format_action

        return tuple(format_action(course.table, clause) for clause in self.clauses)


def packages(course: Course) -> list[Package]:
    """All of them, in order."""
    found: list[Package] = []
    opened: Happening | None = None
    clauses: list[int] = []
    for one in course.of(OPENS, event_of.CLAUSE, *ENDS):
        if one.event.kind == OPENS:
            opened, clauses = one, []
        elif one.event.kind == event_of.CLAUSE:
            clauses.append(one.event.a)
        elif opened is not None:
            found.append(_package(course, opened, tuple(clauses), one))
            opened = None
    return found


def _package(course: Course, opened: Happening, clauses: tuple[int, ...], end: Happening) -> Package:
    fate = ENDS[end.event.kind]
    fell = fate == "fell"
    by = end.event.a if fell else NOBODY
    answer = next((e for e in course.steps[end.line].events if e.kind == event_of.ANSWER), None)
    declined = fell and answer is not None and course.table.acts.verb[answer.a] == act.DECLINE
    paid = 0
    if fell and not declined:
        paid = course.state(end.line - 1).influence[by] - course.state(end.line).influence[by]
    return Package(
        turn=opened.turn,
        opening=opened.line,
        closing=end.line,
        proposer=opened.event.seat,
        channel=opened.event.a,
        clauses=clauses,
        fate=fate,
        by=by,
        declined=declined,
        price=end.event.b if fell else 0,
        paid=paid,
    )
