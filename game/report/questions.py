"""Ten questions for the debrief, chosen by what happened; and a sheet for each seat to look back on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cards.language import N_, _, ngettext
from game.report import cost, people, story, talks
from game.report.bargain import Bargain
from game.report.blocks import Block, Lines, Points
from game.report.claims import Claim, claim
from game.report.course import HUNDRED, Course
from game.words import capital, decimal, thousands
from rules import events as event_of
from rules.state import CATASTROPHE, CONQUEST, FROZEN_WAR

ASKED: Final = 10
ROOM: Final = 3  # lines to write on below a question
OPEN: Final = (
    N_("What did you want at the beginning, and what at the end? What changed it?"),
    N_("Which decision of yours would you take back, and what did you not know when you took it?"),
    N_("Whom did you trust, and what had they done to earn it?"),
    N_("Who paid for what you did or left undone, and had no seat at this table?"),
)
ON_THE_END: Final = {
    CATASTROPHE: N_("The game ended in a catastrophe. When was it last in anybody's hands to stop it, and whose?"),
    CONQUEST: N_("One side took all it had set out to take. What did it win, and who was left to live with it?"),
    FROZEN_WAR: N_("Nobody signed, and the war goes on. Who, if anybody, is better off for it?"),
}
AGREED: Final = N_("An agreement stood at the end. What would have to happen next for it to hold?")


def asked(question: str, because: Claim) -> Claim:
    """A question that rests on a claim: its kind is that claim's, marked with a question mark."""
    return Claim(capital(question), because.lines, f"?{because.kind}", because.values)


def number(one: Claim, key: str) -> int:
    """A whole number that a claim says."""
    value = one.values[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} of {one.kind} is no number")
    return value


def questions(course: Course, bargain: Bargain) -> tuple[Block, ...]:
    """Ten, the most telling first."""
    found: list[Claim] = []
    for one in _bank(course, bargain):
        if one.text not in {other.text for other in found}:
            found.append(one)
        if len(found) == ASKED:
            break
    return (Points(tuple(found), numbered=True),)


def _bank(course: Course, bargain: Bargain) -> Iterator[Claim]:
    yield from _on_the_end(course)
    yield from _on_deals(course, bargain)
    yield from _on_words(course)
    yield from _on_people(course)
    yield from _on_history(course)
    yield from _on_secrets(course)
    yield from _on_alternatives(course)


def _on_the_end(course: Course) -> Iterator[Claim]:
    signed = any(course.of(event_of.AGREED))
    told = _(ON_THE_END.get(course.end.outcome, AGREED))
    if course.end.outcome == FROZEN_WAR and signed:
        told = _("No agreement is left, and the war goes on. Who, if anybody, is better off for it?")
    yield asked(told, story.ending(course))
    for one in course.of(event_of.COLLAPSED):
        told = _("The agreement collapsed in turn {turn}, when {who} withdrew. Was it the text, the trust or the war?")
        text = told.format(turn=one.turn, who=course.words.seat(one.event.seat))
        yield asked(text, story.event_claim(course, one))
        return


def _on_deals(course: Course, bargain: Bargain) -> Iterator[Claim]:
    missed = bargain.missed()
    if missed:
        zone = max(missed, key=lambda zone: zone.signable)
        told = ngettext(
            "In turn {turn} there was a text that all whose signatures were needed could have signed. Why was it not "
            "found?",
            "In turn {turn} there were {n} texts that all whose signatures were needed could have signed. Why was none "
            "of them found?",
            zone.signable,
        )
        values = {"turn": zone.turn, "size": zone.size, "signable": zone.signable, "everybody": zone.everybody}
        text = told.format(turn=zone.turn, n=thousands(zone.signable))
        yield asked(text, claim("zone", text, zone.line, **values))
    points = story.swings(course)
    if points:
        swing = max(points, key=lambda swing: swing.size)
        question = _(
            "The largest change for anybody came in turn {turn}, for {who}. Was it somebody's decision, or chance?"
        )
        text = question.format(turn=swing.turn, who=course.words.seat(swing.seat))
        values = {"turn": swing.turn, "seat": swing.seat, "before": swing.before, "after": swing.after}
        yield asked(text, claim("swing", text, swing.line, **values))
    for one in course.of(event_of.CALL_FAILED):
        question = _("In turn {turn} {who} refused to sign. What would it have needed to hear before the call?")
        text = question.format(turn=one.turn, who=course.words.seat(one.event.seat))
        yield asked(text, story.event_claim(course, one))
        break
    for one in course.of(event_of.ATTENDANCE):
        away = one.event.b & course.table.required
        if away:
            question = _("In turn {turn} {who} stayed away by choice. What did the empty chair give, and to whom?")
            text = question.format(turn=one.turn, who=course.words.seats(away))
            yield asked(text, claim("stayed-away", text, one.line, turn=one.turn, away=away))
            break


def _on_words(course: Course) -> Iterator[Claim]:
    made = talks.promises(course)
    broken = [promise for promise in made if promise.fate == "broken"]
    if broken:
        first = min(broken, key=lambda promise: promise.ended or 0)
        question = _("{who} broke a pledge in turn {turn}. What did that do to the next offer it made?")
        text = question.format(who=course.words.seat(first.seat), turn=first.ended_turn)
        values = {"seat": first.seat, "pledge": first.pledge, "turn": first.ended_turn}
        yield asked(text, claim("first-breach", text, first.ended or 0, **values))
    elif made:
        text = _("No pledge was broken. What held them: honour, watching eyes, or that they cost nothing?")
        lines = tuple(promise.line for promise in made)
        kept = sum(promise.fate == "kept" for promise in made)
        yield asked(text, claim("pledges", text, lines, made=len(made), kept=kept, broken=0))
    else:
        text = _("Nobody made a pledge. Was nobody's word worth anything, or did nobody ask?")
        yield asked(text, claim("no-pledge", text, (0, course.last)))


def _on_people(course: Course) -> Iterator[Claim]:
    found = [one for one in cost.by_author(course) if one.values["seats"]]
    if found:
        most = max(found, key=lambda one: number(one, "number"))
        question = _(
            "Most of the harm that is laid to anybody is laid to {who}. Which orders were it, and who could have moved "
            "it to give others?"
        )
        yield asked(question.format(who=course.words.seats(number(most, "seats"))), most)
    sieges = cost.besieged(course)
    if sieges:
        longest = max(sieges, key=lambda one: number(one, "turns"))
        question = _(
            "Nothing was let into {area} for so long. Who could have let aid in, and what would it have cost them?"
        )
        yield asked(question.format(area=course.words.area(number(longest, "area"))), longest)
    text = _(
        "Nobody at this table was a civilian. Where in this story would one have spoken, and who would have listened?"
    )
    yield asked(text, cost.total(course))


def _on_history(course: Course) -> Iterator[Claim]:
    for moment in course.manuscript.history:
        if moment.turn > len(course.turns):
            continue
        found = people.compared(course, moment)
        if found.values.get("same") is False or found.values.get("in_force") is True:
            question = _(
                "{when}: it went another way than in this game. What made the difference here, and was it in anybody's "
                "reach then?"
            )
            yield asked(question.format(when=moment.when), found)
            return


def _on_secrets(course: Course) -> Iterator[Claim]:
    for one in course.of(event_of.REARMED):
        question = _("{who} rearmed in secret, announced as standing down. Who suspected it, and from what?")
        yield asked(question.format(who=course.words.seat(one.event.seat)), story.event_claim(course, one))
        break
    for one in course.of(event_of.AGENDA_DEALT):
        question = _("The secret agenda of {who} was {agenda}. Who guessed it, and from what?")
        text = question.format(who=course.words.seat(one.event.seat), agenda=course.words.agenda(one.event.a))
        yield asked(text, story.event_claim(course, one))
        break
    text = _(
        "This game argues something (see its last pages). Where does it convince you least, and what would you change?"
    )
    yield asked(text, story.ending(course))


def _on_alternatives(course: Course) -> Iterator[Claim]:
    """One a seat, so that there are always ten."""
    for seat in range(course.table.seats):
        values, told = _no_deal_values(course, seat), _no_deal_claim(course, seat)
        question = _("What {who} could expect without an agreement went from {first} to {last}. Did it feel like that?")
        first, last = (decimal(value / HUNDRED) for value in values)
        yield asked(question.format(who=course.words.seat(seat), first=first, last=last), told)
    for seat in range(course.table.seats):
        question = _("What would you have advised {who} to do in its first turn, knowing all this?")
        yield asked(question.format(who=course.words.seat(seat)), _no_deal_claim(course, seat))


def _no_deal_values(course: Course, seat: int) -> tuple[int, int]:
    return course.no_deal(course.turns[0].opening, seat), course.no_deal(course.last, seat)


def _no_deal_claim(course: Course, seat: int) -> Claim:
    first, last = _no_deal_values(course, seat)
    told = _("What {who} could expect without an agreement was {first} at the beginning and {last} at the end.")
    text = told.format(who=course.words.seat(seat), first=decimal(first / HUNDRED), last=decimal(last / HUNDRED))
    lines = (course.turns[0].opening, course.last)
    return claim("no-deal", text, lines, seat=seat, first=first, last=last)


# Reflection sheets


def sheet(course: Course, seat: int) -> tuple[Block, ...]:
    """One seat's: what it kept, what it was worth, what it promised; and room to write."""
    told = [_no_deal_claim(course, seat), _result(course, seat)]
    made = [promise for promise in talks.promises(course) if promise.seat == seat]
    if made:
        broken = sum(promise.fate == "broken" for promise in made)
        lines = tuple(promise.line for promise in made)
        text = _("It made pledges: {made}; it broke: {broken}.").format(made=len(made), broken=broken)
        told.append(claim("promised", text, lines, seat=seat, made=len(made), broken=broken))
    return (Points(tuple(told)), *(Lines(_(question), ROOM) for question in OPEN))


def _result(course: Course, seat: int) -> Claim:
    value = course.satisfaction(course.last)[seat]
    text = _("Its result, by its own aims: {n} of 100.").format(n=value)
    return claim("result", text, course.last, seat=seat, satisfaction=value)
