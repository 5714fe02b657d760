"""Those without a seat, the seats' secrets and results, and where play parted from what happened."""

from __future__ import annotations

from collections.abc import Iterator

from cards.schema import Moment
from game.report.blocks import Block, Heading, Note, Notes, Points, Prose, Table
from game.report.claims import Claim, claim
from game.report.course import HUNDRED, Course
from game.result import INVENTED, band
from game.words import capital, listed
from rules import events as event_of
from rules.scenario import NOBODY

# For those who had no seat


def promised(course: Course) -> tuple[Block, ...]:
    """What the agreed text, or the one that lay there, would have meant for civilians, detainees and the displaced."""
    s = course.end
    rows = []
    for issue, texts in enumerate(course.words.texts.people):
        if texts:
            at = s.draft[issue]
            name = capital(course.words.issue(issue))
            position = course.table.position_names[issue][at]
            text = f"{name}: {position}."
            rows.append((claim("position", text, course.last, issue=issue, position=at), texts[at]))
    text = "An agreement was in force at the end. This is what it promised."
    if not s.in_force:
        text = (
            "Nothing was in force at the end, so nobody was promised anything. The text on the table would have said:"
        )
    opening = Prose((claim("in-force-at-the-end", text, course.last, in_force=bool(s.in_force)),))
    if not rows:
        return (opening, Note("This scenario doesn't say what its texts mean for those without a seat."))
    table = Table("What the text says to people who were not at the table", ("The text", "To them"), tuple(rows))
    return (opening, table, Note(f"How a position reads for them is the scenario's judgement: {_judged(course)}."))


def _judged(course: Course) -> str:
    named = {issue.people.source for issue in course.manuscript.scenario.issue if issue.people}
    return INVENTED if named == {INVENTED} else listed(sorted(named))


# Secrets


def secrets(course: Course) -> tuple[Block, ...]:
    """Agendas, opening hands, last hands, reserves: what each kept from the others."""
    blocks: list[Block] = []
    for seat in range(course.table.seats):
        blocks.append(Heading(capital(course.words.seat(seat))))
        blocks.append(Points(tuple(_kept_secret(course, seat))))
    return tuple(blocks)


def _kept_secret(course: Course, seat: int) -> Iterator[Claim]:
    s = course.end
    if s.agenda[seat] != NOBODY:
        name = course.table.agenda_ids[s.agenda[seat]]
        model = next(agenda for agenda in course.manuscript.agendas if agenda.id == name)
        dealt = [one for one in course.of(event_of.AGENDA_DEALT) if one.event.seat == seat]
        line = dealt[-1].line if dealt else 0
        text = f"Its agenda: {model.title}. {model.context}"
        yield claim("agenda", text, line, seat=seat, agenda=name)
    first = course.turns[0].opening
    yield _hand(course, seat, first, "Its hand when play began: {cards}.")
    yield _hand(course, seat, course.last, "Its hand at the end: {cards}.")
    hidden = [one for one in course.of(event_of.REARMED) if one.event.seat == seat]
    if hidden:
        text = "It rearmed in secret, announced as standing down: {times}."
        times = "once" if len(hidden) == 1 else f"{len(hidden)} times"
        lines = tuple(one.line for one in hidden)
        yield claim("rearmed", text.format(times=times), lines, seat=seat, number=len(hidden))


def _hand(course: Course, seat: int, line: int, template: str) -> Claim:
    first, mask = course.table.first_card[seat], course.state(line).hand[seat]
    held = [first + at for at in range(mask.bit_length()) if mask >> at & 1]
    cards = tuple(course.table.card_ids[card] for card in held)
    text = template.format(cards=listed(course.words.card(card) for card in held) if held else "none")
    return claim("hand", text, line, seat=seat, cards=cards)


# Results


def results(course: Course) -> tuple[Block, ...]:
    """What each made of it, by its own aims."""
    columns = ("Seat", "Result", "Of 100", "The text (U)", "No agreement (N)", "Support", "Credibility")
    rows = []
    for seat, value in enumerate(course.satisfaction(course.last)):
        s = course.end
        text = f"{capital(course.words.seat(seat))}: {band(course.words, value)}"
        made = claim("result", text, course.last, seat=seat, satisfaction=value)
        rows.append(
            (
                capital(course.words.short(seat)),
                made,
                str(value),
                f"{course.worth(course.last, seat):.1f}",
                f"{course.no_deal(course.last, seat) / HUNDRED:.1f}",
                str(s.support[seat]),
                str(s.credibility[seat]),
            )
        )
    note = "Several can succeed, or none; these numbers are not measured against each other."
    return (Table("What each made of it, by its own aims", columns, tuple(rows)), Note(note))


# History


def parted(course: Course) -> tuple[Block, ...]:
    """What happened, and what this game did in that turn."""
    moments = course.manuscript.history
    blocks: list[Block] = []
    if moments:
        longest = course.table.numbers.turns
        rows = tuple(
            (moment.when, f"{moment.text} [{moment.source}]", compared(course, moment))
            for moment in moments
            if moment.turn <= longest
        )
        if rows:
            blocks.append(
                Table("What happened, and what this game did", ("When", "What happened", "In this game"), rows)
            )
        note = "A game that goes another way is no mistake: nobody at this table was bound by what happened."
        blocks.append(Note(note))
    if course.manuscript.scenario.aftermath:
        blocks.append(Heading("What came of it outside the game"))
        blocks.append(Notes(tuple(Note(sentence) for sentence in course.manuscript.scenario.aftermath)))
    return tuple(blocks) or (Note("This scenario is invented: there is no history to hold it against."),)


def compared(course: Course, moment: Moment) -> Claim:
    """What the game did at that time."""
    if moment.turn > len(course.turns):
        text = "By then this game was over."
        return claim("over", text, course.last, moment=moment.id, turns=len(course.turns))
    turn = course.turns[moment.turn - 1]
    if moment.held is not None:
        return _held(course, moment, turn.closing)
    if moment.headline is not None:
        return _drawn(course, moment, turn.closing)
    if moment.present is not None:
        return _present(course, moment, turn.conference if turn.conference is not None else turn.closing)
    in_force = bool(course.state(turn.closing).in_force)
    text = "No agreement was in force at the end of turn {turn}."
    if in_force:
        text = "An agreement was in force at the end of turn {turn}."
    return claim("history-agreement", text.format(turn=moment.turn), turn.closing, moment=moment.id, in_force=in_force)


def _held(course: Course, moment: Moment, line: int) -> Claim:
    assert moment.held is not None  # noqa: S101 (asked before)
    area = course.table.area_ids.index(moment.held.area)
    holder = course.state(line).holder[area]
    who = course.words.side(holder) if holder != NOBODY else "nobody"
    same = holder != NOBODY and course.table.side_ids[holder] == moment.held.side
    text = "The same: at the end of turn {turn} {area} was held by {who}."
    if not same:
        text = "Another way: at the end of turn {turn} {area} was held by {who}."
    told = text.format(turn=moment.turn, area=course.words.area(area), who=who)
    return claim("history-held", told, line, moment=moment.id, area=area, holder=holder, same=same)


def _drawn(course: Course, moment: Moment, closing: int) -> Claim:
    number = list(course.table.headline_ids).index(moment.headline or "") if _has(course, moment) else NOBODY
    drawn = [one for one in course.of(event_of.HEADLINE_DRAWN) if one.event.a == number and number != NOBODY]
    if drawn:
        text = f"It was the headline {course.words.headline(number)} of turn {drawn[0].turn}."
        return claim("history-headline", text, drawn[0].line, moment=moment.id, turn=drawn[0].turn)
    text = "It was not among the headlines of this game."
    return claim("history-headline", text, (closing, course.last), moment=moment.id, turn=0)


def _has(course: Course, moment: Moment) -> bool:
    return moment.headline in course.table.headline_ids


def _present(course: Course, moment: Moment, line: int) -> Claim:
    seat = course.table.seat_ids.index(moment.present or "")
    present = bool(course.state(line).present >> seat & 1)
    text = "Not at the table in turn {turn}: {who}."
    if present:
        text = "At the table in turn {turn}: {who}."
    told = text.format(turn=moment.turn, who=course.words.seat(seat))
    return claim("history-present", told, line, moment=moment.id, seat=seat, present=present)
