"""What the game cost people: by author, place, cause and turn, in words (§6, §7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from cards.language import N_, _, ngettext
from game.report.blocks import Block, Heading, Note, Points, Prose, Table
from game.report.claims import Claim, claim
from game.report.course import Course, Happening
from game.result import CAUSES
from game.words import Name, capital, labelled, listed, members
from rules import events as event_of
from rules.scenario import NOBODY

NOBODY_HERE: Final = N_("nobody at the table")
PLACES: Final = 4  # that are named one by one


def harm(course: Course) -> list[Happening]:
    """Every time people came to harm."""
    return [one for one in course.of(event_of.TOLL) if one.event.b > 0]


def first(course: Course) -> tuple[Block, ...]:
    """Before everything else: how many, by whose doing, where."""
    return (Prose((total(course), *by_turn(course))), Points((*by_author(course), *by_place(course), *eased(course))))


def last(course: Course) -> tuple[Block, ...]:
    """Once more at the end, with those who spoke and had no seat."""
    return (
        Prose((total(course), *besieged(course))),
        Points(by_author(course)),
        Heading(_("Those who spoke, and had no seat")),
        *voices(course),
        Note(_("Nobody at this table was a civilian.")),
    )


def total(course: Course) -> Claim:
    """The whole number."""
    toll, limit = course.end.toll, course.table.toll_max
    if not toll:
        return claim("toll", _("Nobody was counted as harmed since the game began."), course.last, total=0)
    told = _("People harmed since the game began: {toll}, on a scale that ends at {limit}.")
    return claim("toll", told.format(toll=toll, limit=limit), course.last, total=toll, limit=limit)


def by_turn(course: Course) -> list[Claim]:
    """The worst turn."""
    settled = list(course.of(event_of.TOLL_SETTLED))
    if not any(one.event.a for one in settled):
        return []
    worst = max(settled, key=lambda one: one.event.a)
    told = _("The worst turn was turn {turn}, with {harmed}.").format(turn=worst.turn, harmed=worst.event.a)
    return [claim("worst-turn", told, worst.line, turn=worst.turn, harmed=worst.event.a)]


def authors(course: Course) -> dict[int, list[Happening]]:
    """The harm by those it is laid to, as a mask: a seat, the besiegers together (§7), or 0, nobody at the table."""
    found: dict[int, list[Happening]] = {}
    for one in harm(course):
        found.setdefault(_laid_to(course, one), []).append(one)
    return {mask: found[mask] for mask in sorted(found, key=lambda mask: (not mask, mask))}


def _laid_to(course: Course, one: Happening) -> int:
    if one.event.seat != NOBODY:
        return 1 << one.event.seat
    if one.event.c != event_of.TOLL_SIEGE:
        return 0
    sieges = [event for event in course.steps[one.line].events if event.kind == event_of.SIEGE_BIT]
    return next((event.c for event in sieges if event.a == one.event.a), 0)


def name(course: Course, mask: int) -> str:
    """Those whom harm is laid to."""
    return course.words.seats(mask) if mask else Name(_(NOBODY_HERE))


def by_author(course: Course) -> tuple[Claim, ...]:
    """What is laid to each, and how it came about."""
    claims = []
    for mask, own in authors(course).items():
        number = sum(one.event.b for one in own)
        how = _counted(own, lambda one: _(CAUSES[one.event.c]))
        where = _counted(own, lambda one: course.words.where(one.event.a), PLACES)
        told = _("Laid to {who}: {number}, {how}. It happened {where}.")
        text = told.format(who=name(course, mask), number=number, how=how, where=where)
        claims.append(claim("laid-to", text, _lines(own), seats=mask, number=number))
    return tuple(claims)


def by_place(course: Course) -> tuple[Claim, ...]:
    """Where most came to harm."""
    count: Counter[int] = Counter()
    for one in harm(course):
        count[one.event.a] += one.event.b
    if not count:
        return ()
    area, number = count.most_common(1)[0]
    lines = _lines(one for one in harm(course) if one.event.a == area)
    told = _("Most people came to harm {where}: {number}.")
    text = told.format(where=course.words.where(area), number=number)
    return (claim("harmed-in", text, lines, area=area, number=number),)


def eased(course: Course) -> tuple[Claim, ...]:
    """What relief took away again."""
    claims = []
    for one in course.of(event_of.RELIEF):
        told = _("Relief from {who} was on its way to {area} in turn {turn}; it can spare up to {number}.")
        text = told.format(
            who=course.words.seat(one.event.seat),
            area=course.words.area(one.event.a),
            turn=one.turn,
            number=one.event.b,
        )
        claims.append(
            claim("relief", text, one.line, seat=one.event.seat, area=one.event.a, turn=one.turn, number=one.event.b)
        )
    return (*claims, *spared(course))


def spared(course: Course) -> list[Claim]:
    """What relief took off: those that harm is laid to add up to more than the total, by what it spared (§7 step 3)."""
    gathered: Counter[int] = Counter()
    relief: Counter[int] = Counter()
    number = 0
    lines = []
    for one in course.of(event_of.TOLL, event_of.RELIEF, event_of.TOLL_SETTLED):
        if one.event.kind == event_of.TOLL_SETTLED:
            taken = sum((gathered & relief).values())
            if taken:
                number += taken
                lines.append(one)
            gathered.clear()
            relief.clear()
        else:
            counted = gathered if one.event.kind == event_of.TOLL else relief
            counted[one.event.a] += one.event.b
    if not number:
        return []
    before = sum(one.event.b for one in harm(course))
    told = _("What is laid to somebody or nobody adds up to {before}; relief spared {number} of it.")
    text = told.format(before=before, number=number)
    return [claim("spared", text, _lines([*harm(course), *lines]), before=before, number=number)]


def besieged(course: Course) -> list[Claim]:
    """How long which places were cut off from everything."""
    bit = [one for one in course.of(event_of.SIEGE_BIT) if not one.event.d]
    claims = []
    for area in dict.fromkeys(one.event.a for one in bit):
        own = [one for one in bit if one.event.a == area]
        told = ngettext(
            "{area} was under siege with nothing let in for one turn.",
            "{area} was under siege with nothing let in for {n} turns.",
            len(own),
        )
        text = told.format(area=course.words.area(area), n=len(own))
        claims.append(claim("besieged", text, _lines(own), area=area, turns=len(own)))
    return claims


def voices(course: Course) -> tuple[Block, ...]:
    """The headlines in which those without a seat spoke."""
    voiced = {one.id: one for one in course.manuscript.headlines if one.voice}
    claims = []
    for one in course.of(event_of.HEADLINE_DRAWN):
        name = course.table.headline_ids[one.event.a]
        if name in voiced:
            text = labelled(voiced[name].title, voiced[name].context)
            claims.append(claim("headline", text, one.line, headline=name, turn=one.turn))
    if claims:
        return (Points(tuple(claims)),)
    return (Note(_("None of the headlines that were drawn gave them a voice.")),)


def by_turn_and_author(course: Course) -> tuple[list[int], list[str], list[list[int]]]:
    """Who is behind what was counted, turn by turn: masks of seats, their names, and for each a number a turn."""
    names, numbers = [], []
    for mask, own in authors(course).items():
        shorts = listed(course.words.short(seat) for seat in members(mask, course.table.seats))
        names.append(shorts if mask else _(NOBODY_HERE))
        numbers.append([sum(one.event.b for one in own if one.turn == turn.number) for turn in course.turns])
    return list(authors(course)), names, numbers


def turn_table(course: Course) -> Table:
    """The same as a table."""
    _masks, names, numbers = by_turn_and_author(course)
    turns = (_("Turn {turn}").format(turn=turn.number) for turn in course.turns)
    columns = (_("Laid to"), *turns, _("In all"))
    rows = tuple(
        (capital(name), *(str(number) for number in row), str(sum(row)))
        for name, row in zip(names, numbers, strict=True)
    )
    return Table("harmed", _("People harmed, by turn and by whom it is laid to (before relief)"), columns, rows)


def _counted(found: Iterable[Happening], name: Callable[[Happening], str], most: int = 99) -> str:
    count: Counter[str] = Counter()
    for one in found:
        count[name(one)] += one.event.b
    told = [_("{what} ({number})").format(what=what, number=number) for what, number in count.most_common(most)]
    return listed([*told, _("elsewhere")] if len(count) > most else told)


def _lines(found: Iterable[Happening]) -> tuple[int, ...]:
    return tuple(one.line for one in found)
