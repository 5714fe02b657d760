"""Pledges and their fate; who blocked what, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cards.language import N_, _, pgettext
from game.report.bargain import Bargain
from game.report.blocks import Block, Points, Prose, Table
from game.report.claims import Claim, Value, claim
from game.report.course import Course
from game.report.packages import Package, packages
from game.result import FATES
from game.words import capital
from rules import events as event_of
from rules.scenario import NOBODY


@dataclass(frozen=True)
class Promise:
    """A pledge that was made, and what became of it."""

    line: int
    turn: int
    seat: int
    pledge: int
    owed: int  # a mask
    fate: str = N_("running to the end")
    ended: int | None = None  # the line
    ended_turn: int = 0


def promises(course: Course) -> list[Promise]:
    """All of them, in order."""
    made: list[Promise] = []
    running: dict[tuple[int, int], int] = {}
    for one in course.of(event_of.PLEDGED, *FATES):
        key = one.event.seat, one.event.a
        if one.event.kind == event_of.PLEDGED:
            running[key] = len(made)
            made.append(Promise(one.line, one.turn, *key, one.event.b))
        elif key in running:
            at = running.pop(key)
            fate = FATES[one.event.kind]
            made[at] = replace(made[at], fate=fate, ended=one.line, ended_turn=one.turn)
    return made


def pledges(course: Course) -> tuple[Block, ...]:
    """Who promised what to whom, and what became of it."""
    made = promises(course)
    if not made:
        text = _("No pledge was made in this game.")
        return (Prose((claim("no-pledge", text, (0, course.last)),)),)
    columns = (_("Pledge"), pgettext("whose pledge", "By"), pgettext("to whom", "To"), _("Made in"), _("Fate"))
    return (
        Prose((_count(made), *_first_breach(course, made))),
        Table("pledges", _("Every pledge and its fate"), columns, tuple(_row(course, promise) for promise in made)),
    )


def _count(made: list[Promise]) -> Claim:
    kept = sum(promise.fate == "kept" for promise in made)
    broken = sum(promise.fate == "broken" for promise in made)
    text = _("Pledges made: {made}; kept: {kept}; broken: {broken}.").format(made=len(made), kept=kept, broken=broken)
    lines = tuple(promise.line for promise in made)
    return claim("pledges", text, lines, made=len(made), kept=kept, broken=broken)


def _first_breach(course: Course, made: list[Promise]) -> Iterator[Claim]:
    broken = [promise for promise in made if promise.fate == "broken" and promise.ended is not None]
    if broken:
        first = min(broken, key=lambda promise: promise.ended or 0)
        told = _("The first to break a pledge was {who}, in turn {turn}: {what}.")
        who, what = course.words.seat(first.seat), course.words.pledge(first.pledge)
        text = told.format(who=who, turn=first.ended_turn, what=what)
        yield claim("first-breach", text, first.ended or 0, seat=first.seat, pledge=first.pledge, turn=first.ended_turn)


def _row(course: Course, promise: Promise) -> tuple[str | Claim, ...]:
    lines = (promise.line,) if promise.ended is None else (promise.line, promise.ended)
    told = capital(course.words.pledge(promise.pledge))
    values: dict[str, Value] = {
        "seat": promise.seat,
        "pledge": promise.pledge,
        "owed": promise.owed,
        "fate": promise.fate,
    }
    fate, made = _(promise.fate), _("turn {turn}").format(turn=promise.turn)
    if promise.ended is not None:
        fate = _("{fate} in turn {turn}").format(fate=fate, turn=promise.ended_turn)
    owed = course.words.seats(promise.owed) if promise.owed else _("nobody")
    return (claim("pledge", told, lines, **values), course.words.title(promise.seat), capital(owed), made, fate)


# Who blocked what


def blocked(course: Course, bargain: Bargain) -> tuple[Block, ...]:
    """Packages that were felled, calls that failed, chairs left empty by choice."""
    fallen = [package for package in packages(course) if package.fate == "fell"]
    blocks: list[Block] = []
    if fallen:
        blocks.append(Prose(tuple(_sums(course, fallen))))
        columns = (
            _("What"),
            _("Package of"),
            _("Felled by"),
            _("Cost its proposer"),
            _("Cost whoever felled it"),
            _("The draft with it"),
        )
        rows = tuple(_felled_row(course, bargain, package) for package in fallen)
        blocks.append(Table("felled", _("Packages that fell"), columns, rows))
    else:
        text = _("No package was felled in this game.")
        blocks.append(Prose((claim("none-felled", text, (0, course.last)),)))
    others = (*_failed(course), *_away(course), *_left(course))
    return (*blocks, Points(others)) if others else tuple(blocks)


def _sums(course: Course, fallen: list[Package]) -> Iterator[Claim]:
    for seat in range(course.table.seats):
        own = [package for package in fallen if package.by == seat]
        if not own:
            continue
        paid = sum(package.paid for package in own)
        cost = sum(package.price for package in own)
        told = _(
            "Packages felled by {who}: {number}. It paid {paid} influence for that, and cost the proposers {cost}."
        )
        text = told.format(who=course.words.seat(seat), number=len(own), paid=paid, cost=cost)
        lines = tuple(package.closing for package in own)
        yield claim("felled-by", text, lines, seat=seat, number=len(own), paid=paid, cost=cost)


def _felled_row(course: Course, bargain: Bargain, package: Package) -> tuple[str | Claim, ...]:
    by = _("{seat}, who broke the silence")
    if package.declined:
        by = _("{seat}, who declined")
    values: dict[str, Value] = {"seat": package.proposer, "by": package.by, "fate": "fell", "turn": package.turn}
    what = claim(
        "package",
        _("Turn {turn}: {package}").format(turn=package.turn, package=package.told(course)),
        (package.opening, package.closing),
        clauses=package.lines(course),
        **values,
    )
    return (
        what,
        course.words.short(package.proposer),
        by.format(seat=course.words.short(package.by)),
        str(package.price),
        str(package.paid),
        _where(course, bargain, package),
    )


def _where(course: Course, bargain: Bargain, package: Package) -> str:
    """Where the draft would have been with it."""
    draft = package.draft(course)
    if draft == list(course.state(package.opening).draft):
        return _("unchanged")
    if bargain.lies_in_zone(package.opening, draft):
        return _("would have lain in the zone")
    return _("outside the zone")


def _failed(course: Course) -> Iterator[Claim]:
    called = list(course.of(event_of.CALLED))
    for one in course.of(event_of.CALL_FAILED):
        caller = next(call for call in called if call.turn == one.turn)
        told = _("In turn {turn} {who} called for signatures, and {by} refused: the call had failed.")
        who, by = course.words.seat(caller.event.seat), course.words.seat(one.event.seat)
        text = told.format(turn=one.turn, who=who, by=by)
        values = {"seat": caller.event.seat, "by": one.event.seat, "turn": one.turn}
        yield claim("refused", text, (caller.line, one.line), **values)


def _away(course: Course) -> Iterator[Claim]:
    """Required parties whose absence alone made a signature impossible."""
    for one in course.of(event_of.ATTENDANCE):
        chosen = one.event.b & course.table.required
        if chosen and not course.state(one.line).in_force:
            text = _("In turn {turn} no agreement could be signed: {who} stayed away by choice.")
            told = text.format(turn=one.turn, who=course.words.seats(chosen))
            yield claim("stayed-away", told, one.line, turn=one.turn, away=chosen)


def _left(course: Course) -> Iterator[Claim]:
    for one in course.of(event_of.WITHDREW):
        text = _("In turn {turn} {who} withdrew from the agreement.")
        told = text.format(turn=one.turn, who=course.words.seat(one.event.seat))
        yield claim("withdrew", told, one.line, turn=one.turn, seat=one.event.seat)


def breakers(course: Course) -> set[int]:
    """The seats that broke a pledge."""
    return {promise.seat for promise in promises(course) if promise.fate == "broken"} - {NOBODY}
