"""Those without a seat, the seats' secrets and results, and where play parted from what happened."""

from __future__ import annotations

from collections.abc import Iterator

from cards.language import _, ngettext, pgettext
from cards.schema import Moment
from game.report.blocks import Block, Heading, Note, Notes, Points, Prose, Table
from game.report.claims import Claim, claim
from game.report.course import HUNDRED, Course
from game.result import INVENTED, band
from game.words import Name, capital, decimal, labelled, listed
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
            text = labelled(course.words.dossier(issue), course.table.position_names[issue][at])
            rows.append((claim("position", f"{text}.", course.last, issue=issue, position=at), texts[at]))
    text = _("An agreement was in force at the end. This is what it promised.")
    if not s.in_force:
        text = _(
            "Nothing was in force at the end, so nobody was promised anything. The text on the table would have said:"
        )
    opening = Prose((claim("in-force-at-the-end", text, course.last, in_force=bool(s.in_force)),))
    if not rows:
        return (opening, Note(_("This scenario doesn't say what its texts mean for those without a seat.")))
    caption = _("What the text says to people who were not at the table")
    table = Table("promised", caption, (_("The text"), _("To them")), tuple(rows), (course.last,))
    return (opening, table, Note(_judged(course)))


def _judged(course: Course) -> str:
    named = {issue.people.source for issue in course.manuscript.scenario.issue if issue.people}
    if named == {INVENTED}:
        return _("How a position reads for them is the scenario's own judgement: invented.")
    told = _("How a position reads for them is the scenario's judgement, after [{sources}].")
    return told.format(sources=" ".join(sorted(named - {INVENTED})))


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
        text = _("Its agenda: {agenda}. {context}").format(agenda=model.title, context=model.context)
        yield claim("agenda", text, line, seat=seat, agenda=name)
    first = course.turns[0].opening
    yield _hand(course, seat, first, _("Its hand when play began: {cards}."))
    yield _hand(course, seat, course.last, _("Its hand at the end: {cards}."))
    hidden = [one for one in course.of(event_of.REARMED) if one.event.seat == seat]
    if hidden:
        text = ngettext(
            "It rearmed in secret, announced as standing down: once.",
            "It rearmed in secret, announced as standing down: {n} times.",
            len(hidden),
        ).format(n=len(hidden))
        lines = tuple(one.line for one in hidden)
        yield claim("rearmed", text, lines, seat=seat, number=len(hidden))


def _hand(course: Course, seat: int, line: int, template: str) -> Claim:
    first, mask = course.table.first_card[seat], course.state(line).hand[seat]
    held = [first + at for at in range(mask.bit_length()) if mask >> at & 1]
    cards = tuple(course.table.card_ids[card] for card in held)
    told = listed(course.words.card(card) for card in held) if held else pgettext("cards of a hand", "none")
    text = template.format(cards=told)
    return claim("hand", text, line, seat=seat, cards=cards)


# Results


def results(course: Course) -> tuple[Block, ...]:
    """What each made of it, by its own aims."""
    columns = (
        _("Seat"),
        _("Result"),
        _("Of 100"),
        _("The text (U)"),
        _("No agreement (N)"),
        _("Support"),
        _("Credibility"),
    )
    rows = []
    for seat, value in enumerate(course.satisfaction(course.last)):
        s = course.end
        text = labelled(course.words.title(seat), band(course.words, value))
        made = claim("result", text, course.last, seat=seat, satisfaction=value)
        rows.append(
            (
                capital(course.words.short(seat)),
                made,
                str(value),
                decimal(course.worth(course.last, seat)),
                decimal(course.no_deal(course.last, seat) / HUNDRED),
                str(s.support[seat]),
                str(s.credibility[seat]),
            )
        )
    note = Note(_("Several can succeed, or none; these numbers are not measured against each other."))
    caption = _("What each made of it, by its own aims")
    return (Table("results", caption, columns, tuple(rows), (course.last,)), note)


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
            columns = (_("When"), _("What happened"), _("In this game"))
            blocks.append(Table("history", _("What happened, and what this game did"), columns, rows))
        note = _("A game that goes another way is no mistake: nobody at this table was bound by what happened.")
        blocks.append(Note(note))
    if course.manuscript.scenario.aftermath:
        blocks.append(Heading(_("What came of it outside the game")))
        blocks.append(Notes(tuple(Note(sentence) for sentence in course.manuscript.scenario.aftermath)))
    return tuple(blocks) or (Note(_("This scenario is invented: there is no history to hold it against.")),)


def compared(course: Course, moment: Moment) -> Claim:
    """What the game did at that time."""
    if moment.turn > len(course.turns):
        text = _("By then this game was over.")
        return claim("over", text, course.last, moment=moment.id, turns=len(course.turns))
    turn = course.turns[moment.turn - 1]
    if moment.held is not None:
        return _held(course, moment, turn.closing)
    if moment.headline is not None:
        return _drawn(course, moment, turn.closing)
    if moment.present is not None:
        return _present(course, moment, turn.conference if turn.conference is not None else turn.closing)
    in_force = bool(course.state(turn.closing).in_force)
    text = _("No agreement was in force at the end of turn {turn}.")
    if in_force:
        text = _("An agreement was in force at the end of turn {turn}.")
    return claim("history-agreement", text.format(turn=moment.turn), turn.closing, moment=moment.id, in_force=in_force)


def _held(course: Course, moment: Moment, line: int) -> Claim:
    assert moment.held is not None  # noqa: S101 (asked before)
    area = course.table.area_ids.index(moment.held.area)
    holder = course.state(line).holder[area]
    who = course.words.side(holder) if holder != NOBODY else Name(_("nobody"))
    same = holder != NOBODY and course.table.side_ids[holder] == moment.held.side
    text = _("The same: at the end of turn {turn} {area} was held by {who}.")
    if not same:
        text = _("Another way: at the end of turn {turn} {area} was held by {who}.")
    told = text.format(turn=moment.turn, area=course.words.area(area), who=who)
    return claim("history-held", told, line, moment=moment.id, area=area, holder=holder, same=same)


def _drawn(course: Course, moment: Moment, closing: int) -> Claim:
    number = list(course.table.headline_ids).index(moment.headline or "") if _has(course, moment) else NOBODY
    drawn = [one for one in course.of(event_of.HEADLINE_DRAWN) if one.event.a == number and number != NOBODY]
    if drawn:
        told = _("It was the headline {headline} of turn {turn}.")
        text = told.format(headline=course.words.headline(number), turn=drawn[0].turn)
        return claim("history-headline", text, drawn[0].line, moment=moment.id, turn=drawn[0].turn)
    text = _("It was not among the headlines of this game.")
    return claim("history-headline", text, (closing, course.last), moment=moment.id, turn=0)


def _has(course: Course, moment: Moment) -> bool:
    return moment.headline in course.table.headline_ids


def _present(course: Course, moment: Moment, line: int) -> Claim:
    seat = course.table.seat_ids.index(moment.present or "")
    present = bool(course.state(line).present >> seat & 1)
    text = _("Not at the table in turn {turn}: {who}.")
    if present:
        text = _("At the table in turn {turn}: {who}.")
    told = text.format(turn=moment.turn, who=course.words.seat(seat))
    return claim("history-present", told, line, moment=moment.id, seat=seat, present=present)
