"""How things went over time: the draft, what it was worth, what could be agreed, at the end of every turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.language import _
from game.report.blocks import Table
from game.report.claims import Claim, claim
from game.report.course import HUNDRED, Course
from game.words import decimal, thousands

if TYPE_CHECKING:
    from game.report.bargain import Bargain


def path(course: Course) -> list[tuple[str, int]]:
    """The moments that curves are drawn through: the beginning, and the end of every turn, with their lines."""
    opening = course.turns[0].opening
    ends = [(_("end of turn {turn}").format(turn=turn.number), turn.closing) for turn in course.turns]
    return [(_("start"), opening), *ends]


def moved(course: Course) -> tuple[Claim, ...]:
    """From where to where the draft went, issue by issue."""
    opening, claims = course.turns[0].opening, []
    for issue in range(course.table.issues):
        first, last = course.state(opening).draft[issue], course.end.draft[issue]
        told = _("{issue}: {first} at the beginning, {last} at the end.")
        if first == last:
            told = _("{issue}: {last} at the beginning and at the end.")
        text = told.format(
            issue=course.words.dossier(issue),
            first=_position(course, issue, first),
            last=_position(course, issue, last),
        )
        claims.append(claim("moved", text, (opening, course.last), issue=issue, first=first, last=last))
    return tuple(claims)


def _position(course: Course, issue: int, at: int) -> str:
    return _("{position} ({n})").format(position=course.words.position(issue, at), n=at)


def worth_table(course: Course) -> Table:
    """U of the draft (or the agreed text) and N, of every seat at every moment."""
    shorts = [course.words.short(seat) for seat in range(course.table.seats)]
    heads = (_("{seat} U"), _("{seat} N"))
    columns = (_("When"), *(head.format(seat=short) for short in shorts for head in heads))
    rows = []
    for when, line in path(course):
        cells = []
        for seat in range(course.table.seats):
            cells += [decimal(course.worth(line, seat)), decimal(course.no_deal(line, seat) / HUNDRED)]
        rows.append((when, *cells))
    caption = _("What the text was worth to each seat (U), and no agreement (N)")
    return Table("worth", caption, columns, tuple(rows), tuple(line for _when, line in path(course)))


def zone_table(bargain: Bargain) -> Table:
    """The zone's size over time."""
    rows = tuple(
        (
            _("Turn {turn}").format(turn=zone.turn),
            thousands(zone.size),
            thousands(zone.signable),
            thousands(zone.everybody),
        )
        for zone in bargain.zones
    )
    columns = (_("When"), _("Zone"), _("Signable"), _("All seats gain"))
    lines = tuple(zone.line for zone in bargain.zones)
    return Table("zone", _("How many texts could have been agreed"), columns, rows, lines)
