"""The story of a game in a page: a paragraph a turn; and where it turned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cards.language import _, ngettext
from game.report.blocks import Prose
from game.report.claims import Claim, claim
from game.report.course import Course, Happening, Turn
from game.report.packages import Package, packages
from game.words import comma
from rules import events as event_of
from rules.scenario import NOBODY

TURNING: Final = 6  # turning points that are told
LEAST: Final = 4  # points of satisfaction that make a swing worth telling
# Told as they happened, by the sentence that the table heard
PLAIN: Final = frozenset({
    event_of.NO_CONFERENCE,
    event_of.CALLED,
    event_of.CALL_FAILED,
    event_of.AGREED,
    event_of.LEANED,
    event_of.CONTROL,
    event_of.AIR_DOCUMENTED,
    event_of.STRUCK_WRONG,
    event_of.BREACHED,
    event_of.VIOLATED,
    event_of.CRISIS,
    event_of.WITHDREW,
    event_of.COLLAPSED,
    event_of.PROGRESS,
    event_of.TOLL_SETTLED,
    event_of.ENDED,
})  # fmt: skip
# What explains a swing, the most telling first
TELLING: Final = (
    event_of.AGREED,
    event_of.COLLAPSED,
    event_of.ENDED,
    event_of.PROGRESS,
    event_of.WITHDREW,
    event_of.BREACHED,
    event_of.CONTROL,
    event_of.HEADLINE_DRAWN,
    event_of.ADOPTED,
    event_of.CARD_REVEALED,
    event_of.DRAFT_MOVED,
    event_of.CALL_FAILED,
    event_of.TOLL_SETTLED,
    event_of.WEARY,
    event_of.METER,
)


def event_claim(course: Course, one: Happening, text: str = "") -> Claim:
    """A claim that says what one event says."""
    told = text or course.teller.sentence(one.event, _viewer(course, one))
    return claim("event", told, one.line, event=one.event.key(), turn=one.turn)


def _viewer(course: Course, one: Happening) -> int:
    """Somebody who may know: the referee tells everything once the game is over."""
    return next((seat for seat in range(course.table.seats) if one.event.audience >> seat & 1), NOBODY)


def told(course: Course) -> tuple[Prose, ...]:
    """A paragraph a turn."""
    put = packages(course)
    return tuple(
        Prose(tuple(_turn(course, turn, put)), label=_("Turn {turn}.").format(turn=turn.number))
        for turn in course.turns
    )


def _turn(course: Course, turn: Turn, put: list[Package]) -> Iterator[Claim]:
    closed = {package.closing: package for package in put if package.turn == turn.number}
    for one in course.happenings:
        if one.turn != turn.number:
            continue
        if one.event.kind == event_of.HEADLINE_DRAWN:
            text = _("The headline was {headline}.").format(headline=course.words.headline(one.event.a))
            name = course.table.headline_ids[one.event.a]
            yield claim("headline", text, one.line, headline=name, turn=one.turn)
        elif one.event.kind == event_of.ATTENDANCE:
            yield _attendance(course, one)
        elif one.event.kind in {event_of.ADOPTED, event_of.FELL}:
            yield package_claim(course, closed[one.line])
        elif one.event.kind in PLAIN:
            yield event_claim(course, one)


def _attendance(course: Course, one: Happening) -> Claim:
    present = one.event.a
    away = ((1 << course.table.seats) - 1) & ~present
    text = _("Everybody was at the table.")
    if away == (1 << course.table.seats) - 1:
        text = _("Nobody was at the table.")
    elif away:
        told = _("At the table: {present}. Not there: {away}.")
        text = told.format(present=course.words.seats(present), away=course.words.seats(away))
    return claim("attendance", text, one.line, present=present, turn=one.turn)


def package_claim(course: Course, package: Package) -> Claim:
    """What became of a package; what was in one that fell stands in the chapter on who blocked what."""
    w = course.words
    who = w.seat(package.proposer)
    if package.fate == "adopted":
        told = _("{who} put forward a package, and it stands: {what}.")
    elif package.declined:
        told = _("{by} declined a package of {who}, so it fell.")
    else:
        told = _("{by} broke the silence and felled a package of {who}.")
    by = w.seat(package.by) if package.by != NOBODY else ""
    text = told.format(by=by, who=who, what=package.told(course))
    return claim(
        "package",
        text,
        (package.opening, package.closing),
        turn=package.turn,
        seat=package.proposer,
        by=package.by,
        fate=package.fate,
        clauses=package.lines(course),
    )


# Turning points


@dataclass(frozen=True)
class Swing:
    """How much one line of the record changed what a seat would have been given."""

    line: int
    turn: int
    seat: int
    before: int
    after: int

    @property
    def size(self) -> int:
        """How far, up or down."""
        return abs(self.after - self.before)


def swings(course: Course) -> list[Swing]:
    """The largest swing of every line that had one, the largest lines first, at most TURNING of them."""
    found = []
    for step in course.steps[1:]:
        before, after = course.satisfaction(step.number - 1), course.satisfaction(step.number)
        if before == after:
            continue
        seat = max(range(course.table.seats), key=lambda seat: abs(after[seat] - before[seat]))
        told = _telling(course, step.number)
        turn = told.turn if told is not None else course.turn_of(step.number)
        swing = Swing(step.number, turn, seat, before[seat], after[seat])
        if swing.size >= LEAST and step.turn:
            found.append(swing)
    found.sort(key=lambda swing: (-swing.size, swing.line))
    return sorted(found[:TURNING], key=lambda swing: swing.line)


def turning_points(course: Course) -> list[Claim]:
    """In order of play, each with what happened there."""
    return [_turning_point(course, swing) for swing in swings(course)]


def _turning_point(course: Course, swing: Swing) -> Claim:
    others = _others(course, swing)
    if swing.after > swing.before:
        template = _("Turn {turn}: {what} What {who} stood to gain rose from {before} to {after}.")
        if others:
            template = _("Turn {turn}: {what} What {who} stood to gain rose from {before} to {after} ({others}).")
    else:
        template = _("Turn {turn}: {what} What {who} stood to gain fell from {before} to {after}.")
        if others:
            template = _("Turn {turn}: {what} What {who} stood to gain fell from {before} to {after} ({others}).")
    text = template.format(
        turn=swing.turn,
        what=_what(course, swing.line),
        who=course.words.seat(swing.seat),
        before=swing.before,
        after=swing.after,
        others=others,
    )
    return claim("swing", text, swing.line, turn=swing.turn, seat=swing.seat, before=swing.before, after=swing.after)


def _what(course: Course, line: int) -> str:
    """The most telling thing that happened there, in a sentence."""
    told = _telling(course, line)
    if told is not None:
        return _sentence(course, told)
    return _("The turn closed.")


def _telling(course: Course, line: int) -> Happening | None:
    """What explains a swing best; a line may close one turn and open the next."""
    events = [one for one in course.happenings if one.line == line]
    return next((one for kind in TELLING for one in events if one.event.kind == kind), None)


def _sentence(course: Course, one: Happening) -> str:
    if one.event.kind == event_of.HEADLINE_DRAWN:
        return _("The headline was {headline}.").format(headline=course.words.headline(one.event.a))
    if one.event.kind == event_of.ADOPTED:
        package = next(package for package in packages(course) if package.closing == one.line)
        return package_claim(course, package).text
    return course.teller.sentence(one.event, _viewer(course, one))


def _others(course: Course, swing: Swing) -> str:
    """The other seats that moved as well."""
    before, after = course.satisfaction(swing.line - 1), course.satisfaction(swing.line)
    return comma(
        f"{course.words.short(seat)} {after[seat] - before[seat]:+d}"
        for seat in range(course.table.seats)
        if seat != swing.seat and after[seat] != before[seat]
    )


# How it ended


def ending(course: Course) -> Claim:
    """The outcome."""
    one = next(course.of(event_of.ENDED))
    return event_claim(course, one)


def signatures(course: Course) -> list[Claim]:
    """Every agreement that came into force, and what became of it."""
    kinds = (event_of.AGREED, event_of.COLLAPSED)
    return [event_claim(course, one) for one in course.of(*kinds)]


def interventions(course: Course) -> list[Claim]:
    """What people did to the game from outside: headlines that were picked, time that ran out, chance sown anew."""
    claims = []
    for turn, headline in course.header.headlines:
        name = course.words.headline(course.table.headline_ids.index(headline))
        text = _("The headline of turn {turn} was picked before the game: {headline}.").format(turn=turn, headline=name)
        claims.append(claim("picked", text, 0, turn=turn, headline=headline))
    late = tuple(step.number for step in course.steps if step.by_clock)
    if late:
        text = ngettext(
            "One line was taken by the clock: whoever was to move had run out of time.",
            "{n} lines were taken by the clock: whoever was to move had run out of time.",
            len(late),
        ).format(n=len(late))
        claims.append(claim("by-clock", text, late, number=len(late)))
    sown = tuple(step.number for step in course.steps if step.line.startswith("reseed"))
    if sown:
        text = _("Chance was sown anew here: the game was forked, or resumed without its seed.")
        claims.append(claim("reseeded", text, sown, number=len(sown)))
    return claims
