"""Sentences of the table's talk: headlines, proposals, cards, pledges, and what becomes of an agreement."""

from typing import Final

from cards.language import N_, _, ngettext
from game.words import Name, Words
from rules import actions
from rules.events import Event
from rules.scenario import NOBODY

ANSWERS: Final = {
    actions.ACCEPT: N_("{seat} accepted"),
    actions.DECLINE: N_("{seat} declined"),
    actions.SILENCE: N_("{seat} stayed silent"),
    actions.BREAK: N_("{seat} broke the silence"),
}
ANSWERED: Final = N_("{seat} answered")


# Headlines, conference (§2, §3)


def headline(w: Words, e: Event) -> str:
    context = w.texts.contexts[e.a].removesuffix(".")
    if context:
        return _("headline: {headline}. {context}").format(headline=w.headline(e.a), context=context)
    return _("headline: {headline}").format(headline=w.headline(e.a))


def attendance(w: Words, e: Event) -> str:
    if e.b:
        return _("at the table: {seats}. Away by choice: {others}").format(seats=w.seats(e.a), others=w.seats(e.b))
    return _("at the table: {seats}").format(seats=w.seats(e.a))


def proposal(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return _("{seat} proposed a package").format(seat=w.seat(e.seat))
    return _("{seat} opened a back channel to {other}").format(seat=w.seat(e.seat), other=w.seat(e.a))


def answer(w: Words, e: Event) -> str:
    return _(ANSWERS.get(w.table.acts.verb[e.a], ANSWERED)).format(seat=w.seat(e.seat))


def pledged(w: Words, e: Event) -> str:
    told = (
        _("{seat} pledged to {others}: {pledge}, until the end of turn {turn}")
        if e.b
        else _("{seat} pledged: {pledge}, until the end of turn {turn} (owed to nobody)")
    )
    return told.format(seat=w.seat(e.seat), others=w.seats(e.b), pledge=w.pledge(e.a), turn=e.c)


def ratified(w: Words, e: Event) -> str:
    if not e.a:
        return _("{seat} ratified without crossing a red line").format(seat=w.seat(e.seat))
    return ngettext(
        "{seat} ratified across a red line, and paid for it at home",
        "{seat} ratified across {n} red lines, and paid for it at home",
        e.a,
    ).format(seat=w.seat(e.seat), n=e.a)


# Cards (§4)


def revealed(w: Words, e: Event) -> str:
    told = _("{seat} revealed {card} and used it {use}")
    return told.format(seat=w.seat(e.seat), card=w.card(e.a), use=w.use(e.b))


def leaned(w: Words, e: Event) -> str:
    return _("{seat} leaned on {client}, which may now sign across its line on {issue}").format(
        seat=w.seat(e.seat), client=w.seat(e.a), issue=w.issue(e.b)
    )


def looked(w: Words, e: Event) -> str:
    told = _("{seat} saw the agenda of {other}") if e.b else _("{seat} saw the hand of {other}")
    return told.format(seat=w.seat(e.seat), other=w.seat(e.a))


# Pledges, the agreement (§3.4, §5.4)


def breached(w: Words, e: Event) -> str:
    if e.b:
        told = _("{seat} broke a pledge, at a cost of {n} credibility: {pledge}")
        return told.format(seat=w.seat(e.seat), n=e.b, pledge=w.pledge(e.a))
    return _("{seat} broke a pledge: {pledge}").format(seat=w.seat(e.seat), pledge=w.pledge(e.a))


def kept(w: Words, e: Event) -> str:
    told = _("{seat} kept a pledge: {pledge}; that earns credibility") if e.b else _("{seat} kept a pledge: {pledge}")
    return told.format(seat=w.seat(e.seat), pledge=w.pledge(e.a))


def violated(w: Words, e: Event) -> str:
    told = (
        _("{seat} violated the agreement by a hidden reserve") if e.a else _("{seat} violated the agreement by orders")
    )
    return told.format(seat=w.seat(e.seat))


def inspected(w: Words, e: Event) -> str:
    if not e.a:
        return _("inspectors found nothing with {seat}").format(seat=w.seat(e.seat))
    told = _("inspectors found a hidden reserve of {n} with {seat}; it is dissolved")
    return told.format(n=e.a, seat=w.seat(e.seat))


def incident(w: Words, e: Event) -> str:
    spoiler = w.texts.spoilers[e.a]
    if spoiler:
        told = _("the news strains the agreement: {headline}; behind it: {spoiler}")
        return told.format(headline=w.headline(e.a), spoiler=Name(spoiler))
    return _("the news strains the agreement: {headline}").format(headline=w.headline(e.a))


def crisis(w: Words, e: Event) -> str:
    if e.a and e.b:
        told = _("a crisis of the agreement, after a violation by {seats} and an incident")
    elif e.a:
        told = _("a crisis of the agreement, after a violation by {seats}")
    else:
        told = _("a crisis of the agreement, after an incident")
    return told.format(seats=w.seats(e.a))
