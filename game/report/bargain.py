"""What could have been agreed: the zone turn by turn, the best texts in it, what stopped them, ripeness (§8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from cards.language import _, ngettext
from game.analysis import barriers
from game.report.blocks import Block, Cell, Heading, Note, Points, Prose, Table
from game.report.claims import Claim, Value, claim
from game.report.course import HUNDRED, Course, Turn
from game.report.packages import Package, packages
from game.words import decimal, labelled, listed, semicolons, thousands
from rules import events as event_of
from rules.worth import best_points

BEST: Final = 3  # texts that are shown of a zone
FALLING: Final = 2  # turns running that make a ripe moment


@dataclass(frozen=True)
class Deal:
    """A text and what each seat would have gained by it over no agreement, in points (rounded to tenths)."""

    text: tuple[int, ...]
    gains: tuple[float, ...]


@dataclass(frozen=True)
class Zone:
    """What could be agreed after line `line`: how many texts, and how many could be signed at once."""

    turn: int
    line: int
    size: int
    everybody: int  # texts by which all seats gain, those too that are not required
    signable: int
    best: tuple[Deal, ...]  # of those that could be signed; of the zone if none could


class Bargain:
    """The zones of a course, worked out once."""

    def __init__(self, course: Course) -> None:
        self.course = course

    @cached_property
    def zones(self) -> list[Zone]:
        """At every conference; in a turn without one, at the turn's beginning."""
        return [self.zone(turn) for turn in self.course.turns]

    def zone(self, turn: Turn) -> Zone:
        """What could have been agreed in a turn."""
        course, settlement = self.course, self.course.settlement
        line = turn.opening if turn.conference is None else turn.conference
        s = course.state(line)
        zone, signable = settlement.zone(s), settlement.signable(s)
        every = settlement.zone(s, range(course.table.seats))
        among = signable if signable.any() else zone
        return Zone(
            turn.number, line, int(zone.sum()), int(every.sum()), int(signable.sum()), tuple(self._best(line, among))
        )

    def _best(self, line: int, among: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterator[Deal]:
        """The texts with the largest product of the required seats' gains, ties in the order of texts."""
        course, s = self.course, self.course.state(line)
        numbers = np.flatnonzero(among)
        if not len(numbers):
            return
        product = np.ones(len(numbers))
        for seat in course.required:
            points = course.settlement.points(seat, s.agenda[seat])[numbers]
            product *= HUNDRED * points / best_points(course.table, seat, s.agenda[seat]) - self._n(line, seat)
        for at in np.argsort(-product, kind="stable")[:BEST]:
            text = course.settlement.text(int(numbers[at]))
            yield Deal(tuple(text), self.gains(line, text))

    def _n(self, line: int, seat: int) -> float:
        return self.course.no_deal(line, seat) / HUNDRED

    def gains(self, line: int, text: Sequence[int]) -> tuple[float, ...]:
        """What every seat would have gained by a text over no agreement."""
        return tuple(
            round(self.course.worth(line, seat, list(text)) - self._n(line, seat), 1)
            for seat in range(self.course.table.seats)
        )

    def lies_in_zone(self, line: int, text: Sequence[int]) -> bool:
        """Whether every required party would gain by a text, exactly."""
        course, s = self.course, self.course.state(line)
        number = course.settlement.number(text)
        return all(bool(course.settlement.gaining(s, seat)[number]) for seat in course.required)

    def missed(self) -> list[Zone]:
        """The turns with texts that could have been signed, in which no agreement was in force at any time."""
        return [zone for zone in self.zones if zone.signable and not self.agreed(zone)]

    def agreed(self, zone: Zone) -> bool:
        """Whether an agreement was signed or in force in that turn."""
        signed = any(one.turn == zone.turn for one in self.course.of(event_of.AGREED))
        return signed or bool(self.course.state(zone.line).in_force)


# The chapter


def told(course: Course, bargain: Bargain) -> tuple[Block, ...]:
    """Turn by turn: how large the zone was, the best texts, what stopped them."""
    blocks: list[Block] = [Prose(tuple(missed_claims(bargain)))]
    put = packages(course)
    for zone in bargain.zones:
        blocks.append(Heading(_("Turn {turn}").format(turn=zone.turn)))
        blocks.append(Prose(tuple(zone_claims(bargain, zone))))
        if bargain.agreed(zone):
            blocks.append(Prose((_in_force(course, zone),)))
            continue
        if zone.best:
            blocks.append(deals_table(bargain, zone))
            blocks.append(Points(tuple(what_stopped(bargain, zone, put))))
    return tuple(blocks)


def missed_claims(bargain: Bargain) -> Iterator[Claim]:
    """The sum of it."""
    missed = bargain.missed()
    lines = tuple(zone.line for zone in missed)
    if not missed:
        text = _("In no turn without an agreement was there a text that all required parties could have signed.")
        yield claim("missed", text, tuple(zone.line for zone in bargain.zones), turns=())
        return
    turns = tuple(zone.turn for zone in missed)
    told = ngettext(
        "In turn {turns} there were texts that all required parties would have gained by and could have signed. They "
        "were not signed.",
        "In turns {turns} there were texts that all required parties would have gained by and could have signed. They "
        "were not signed.",
        len(turns),
    )
    yield claim("missed", told.format(turns=listed(map(str, turns))), lines, turns=turns)


def zone_claims(bargain: Bargain, zone: Zone) -> Iterator[Claim]:
    """How large it was, and, if it was empty, whose no-deal value emptied it."""
    values = {"turn": zone.turn, "size": zone.size, "signable": zone.signable, "everybody": zone.everybody}
    yield claim("zone", _size(bargain.course, zone), zone.line, **values)
    if not zone.size:
        yield from _opening(bargain, zone, lines=False)
    elif not zone.signable and not bargain.agreed(zone):
        yield from _opening(bargain, zone, lines=True)


def _size(course: Course, zone: Zone) -> str:
    if not zone.size:
        told = _("There was no text by which {required} would all have gained: the zone of agreement was empty.")
    elif zone.size == 1:
        told = _(
            "There was one text by which {required} would all have gained; texts that could have been signed at once: "
            "{signable}. Texts by which all seats would have gained: {everybody}."
        )
    elif zone.signable:
        told = _(
            "There were {size} texts by which {required} would all have gained; {signable} of them could have been "
            "signed at once. By {everybody} of them all seats would have gained."
        )
    else:
        told = _(
            "There were {size} texts by which {required} would all have gained; none of them could have been signed "
            "at once. By {everybody} of them all seats would have gained."
        )
    return told.format(
        required=listed(course.words.seat(seat) for seat in course.required),
        size=thousands(zone.size),
        signable=thousands(zone.signable),
        everybody=thousands(zone.everybody),
    )


def _opening(bargain: Bargain, zone: Zone, *, lines: bool) -> Iterator[Claim]:
    """The fewest no-deal values (and red lines) without which the zone (or its signable part) would have been open."""
    course = bargain.course
    found = barriers.ways(course.settlement, course.state(zone.line), course.required, lines=lines)
    if not found:
        return
    way = found[0]
    what = listed(_bar(course, zone.line, bar) for bar in way.bars)
    told = _("Texts that would have lain in it but for {what}: {texts}.")
    if lines:
        told = _("Texts that could have been signed but for {what}: {texts}.")
    seats, issues = tuple(bar.seat for bar in way.bars), tuple(bar.issue for bar in way.bars)
    text = told.format(what=what, texts=thousands(way.texts))
    yield claim("opening", text, zone.line, seats=seats, issues=issues, texts=way.texts, signable=lines)


def _bar(course: Course, line: int, bar: barriers.Bar) -> str:
    who = course.words.seat(bar.seat)
    if bar.is_line:
        return _("the red line of {who} on {issue}").format(who=who, issue=course.words.issue(bar.issue))
    expected = decimal(course.no_deal(line, bar.seat) / HUNDRED)
    return _("what {who} could expect without an agreement ({n})").format(who=who, n=expected)


def _in_force(course: Course, zone: Zone) -> Claim:
    signed = [one for one in course.of(event_of.AGREED) if one.turn == zone.turn]
    if signed:
        told = _("In this turn an agreement was signed by {seats}.")
        text = told.format(seats=course.words.seats(signed[0].event.a))
        return claim("agreed", text, signed[0].line, turn=zone.turn, signatories=signed[0].event.a)
    text = _("An agreement was in force when this turn's talks began.")
    return claim("in-force", text, zone.line, turn=zone.turn)


def deals_table(bargain: Bargain, zone: Zone) -> Table:
    """The best texts and what each seat would have gained."""
    course = bargain.course
    columns = (_("Text"), *(course.words.short(seat) for seat in range(course.table.seats)))
    rows: list[tuple[Cell, ...]] = []
    for number, deal in enumerate(zone.best, 1):
        text = deal_in_words(course, zone.line, deal.text)
        values: dict[str, Value] = {"text": deal.text, "rank": number, "signable": bool(zone.signable)}
        rows.append((claim("deal", text, zone.line, **values), *(decimal(gain, "+.1f") for gain in deal.gains)))
    told = _("Turn {turn}: the best texts of the zone, and what each seat would have gained over no agreement")
    if zone.signable:
        told = _(
            "Turn {turn}: the best texts that could have been signed, and what each seat would have gained over no "
            "agreement"
        )
    return Table("deals", told.format(turn=zone.turn), columns, tuple(rows), (zone.line,))


def deal_in_words(course: Course, line: int, text: Sequence[int]) -> str:
    """A text by what it changes in the draft of that moment."""
    draft = course.state(line).draft
    changes = semicolons(
        labelled(course.words.issue(issue), course.words.position(issue, at))
        for issue, at in enumerate(text)
        if at != draft[issue]
    )
    return _("The draft with {changes}").format(changes=changes) if changes else _("The draft as it stood")


def what_stopped(bargain: Bargain, zone: Zone, put: list[Package]) -> Iterator[Claim]:
    """Why the best text of a turn didn't come about."""
    course, best = bargain.course, zone.best[0]
    s = course.state(zone.line)
    away = [seat for seat in course.required if not s.present >> seat & 1]
    if away:
        mask = sum(1 << seat for seat in away)
        told = _("Whose signature was needed and who was not there: {seats}.")
        text = told.format(seats=course.words.seats(mask))
        yield claim("absent", text, zone.line, absent=mask, turn=zone.turn)
    yield from _red_lines(bargain, zone)
    steps = sum(abs(at - now) for at, now in zip(best.text, s.draft, strict=True))
    if steps:
        text = ngettext(
            "The first of these texts was {n} step away from the draft.",
            "The first of these texts was {n} steps away from the draft.",
            steps,
        ).format(n=steps)
        yield claim("distance", text, zone.line, steps=steps, text=best.text)
    for package in put:
        if package.turn == zone.turn and package.fate == "fell" and _leads_to(course, package, best.text):
            by, who = course.words.seat(package.by), course.words.seat(package.proposer)
            text = _("A package of {who} led toward it; {by} felled it.").format(who=who, by=by)
            lines = (package.opening, package.closing)
            yield claim("felled", text, lines, seat=package.proposer, by=package.by, turn=zone.turn)
    yield from _calls(course, zone)


def _red_lines(bargain: Bargain, zone: Zone) -> Iterator[Claim]:
    course, text = bargain.course, zone.best[0].text
    s = course.state(zone.line)
    for seat in course.required:
        crossed = [
            issue for issue in range(course.table.issues) if not course.table.accepted[seat][issue] >> text[issue] & 1
        ]
        locked = [issue for issue in crossed if issue in course.settlement.lines(s, seat)]
        need = course.table.numbers.ratify_support
        if locked:
            told = _(
                "{who} could not have ratified the first of them: it crosses its line on {issues}, and its support "
                "was {support}, not {need}."
            ).format(
                who=course.words.seat(seat),
                issues=listed(course.words.issue(issue) for issue in locked),
                support=s.support[seat],
                need=need,
            )
            yield claim(
                "red-line", told, zone.line, seat=seat, issues=tuple(locked), support=s.support[seat], text=text
            )


def _leads_to(course: Course, package: Package, text: Sequence[int]) -> bool:
    """Whether a package would have brought the draft nearer to a text."""
    draft = course.state(package.opening).draft
    after = package.draft(course)
    near = sum(abs(a - b) for a, b in zip(draft, text, strict=True))
    return sum(abs(a - b) for a, b in zip(after, text, strict=True)) < near


def _calls(course: Course, zone: Zone) -> Iterator[Claim]:
    called = [one for one in course.of(event_of.CALLED) if one.turn == zone.turn]
    failed = [one for one in course.of(event_of.CALL_FAILED) if one.turn == zone.turn]
    if failed:
        by, who = course.words.seat(failed[0].event.seat), course.words.seat(called[0].event.seat)
        text = _("{who} called for signatures, and {by} refused.").format(who=who, by=by)
        lines = (called[0].line, failed[0].line)
        yield claim("refused", text, lines, seat=called[0].event.seat, by=failed[0].event.seat, turn=zone.turn)
    elif not called:
        turn = course.turns[zone.turn - 1]
        text = _("Nobody called for signatures in this turn.")
        yield claim("no-call", text, tuple(sorted({turn.opening, turn.closing})), turn=zone.turn)


# Ripeness


def ripeness(bargain: Bargain) -> tuple[Block, ...]:
    """Moments at which waiting had become dear to somebody while a deal of the zone lay on the table."""
    claims = tuple(_ripe(bargain))
    method = Note(
        _(
            "A moment is called ripe here when a seat's no-deal value had fallen two turns running while the draft on "
            "the table lay in the zone of agreement."
        )
    )
    if claims:
        return (method, Points(claims))
    turns = bargain.course.turns
    text = _("In this game there was no such moment.")
    lines = tuple(turn.closing for turn in turns)
    return (method, Prose((claim("unripe", text, lines, turns=len(turns)),)))


def _ripe(bargain: Bargain) -> Iterator[Claim]:
    course = bargain.course
    opening = course.turns[0].opening
    marks = [opening, *(turn.closing for turn in course.turns)]
    for turn in course.turns[FALLING - 1 :]:
        lines = marks[turn.number - FALLING : turn.number + 1]
        s = course.state(turn.closing)
        if s.in_force or not bargain.lies_in_zone(turn.closing, s.draft):
            continue
        for seat in range(course.table.seats):
            values = [course.no_deal(line, seat) for line in lines]
            if values == sorted(set(values), reverse=True) and len(set(values)) == FALLING + 1:
                first, then, last = (decimal(value / HUNDRED) for value in values)
                told = _(
                    "At the end of turn {turn} the no-deal value of {who} had fallen twice running, from {first} to "
                    "{then} to {last}, and the draft on the table lay in the zone."
                ).format(turn=turn.number, who=course.words.seat(seat), first=first, then=then, last=last)
                yield claim("ripe", told, tuple(lines), turn=turn.number, seat=seat, fell=tuple(values))
