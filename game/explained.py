"""A moment of a game as a page: the line and its section, both numbers of every seat term by term, the zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cards.language import _, ngettext, pgettext
from game.analysis.landscape import Agreement, Bargain, Barrier, Opening, Place
from game.explain import Moment, Verdict
from game.paper import heading, wrapped
from game.views import SeatWorth
from game.words import Name, Words, capital, comma, decimal, listed, semicolons, thousands

SHOWN: Final = 3  # ways to open a zone that are told


def page(w: Words, moment: Moment) -> list[str]:
    """The whole page."""
    lines = [*_line(w, moment), ""]
    for seat in range(w.table.seats):
        lines += [*_seat(w, moment, seat), ""]
    lines += [heading(_("What could be agreed (§8)")), *_bargain(w, moment, moment.land.required)]
    if moment.land.everyone.seats != moment.land.required.seats:
        lines += ["", *_bargain(w, moment, moment.land.everyone)]
    return lines


# The line


def _line(w: Words, moment: Moment) -> list[str]:
    title = (
        _("Line {number} of {lines}, turn {turn}")
        if moment.played
        else _("After the last of {lines} lines, turn {turn}")
    )
    lines = [heading(title.format(number=moment.number, lines=moment.lines, turn=moment.turn))]
    if moment.played:
        lines += wrapped(_move(w, moment))
    for text in moment.followed:
        lines += wrapped(text, "    ", "  ")
    for verdict in moment.verdicts:
        lines += _verdict(verdict)
    return lines


def _move(w: Words, moment: Moment) -> str:
    if moment.to_move is None:
        return _("Chance drew: {line}").format(line=moment.played)
    seat = w.seat(w.table.seat_ids.index(moment.to_move))
    return capital(_("{seat} played: {line}").format(seat=seat, line=moment.played))


def _verdict(verdict: Verdict) -> list[str]:
    told = (
        _('"{line}" was possible (§{section}). {text}')
        if verdict.legal
        else _('"{line}" was not possible: §{section} {text}')
    )
    text = told.format(line=verdict.line, section=verdict.section, text=verdict.text)
    lines = wrapped(text, "  ", "")
    if verdict.remedy:
        told = _("What it would have taken: {remedy}")
        lines += wrapped(told.format(remedy=verdict.remedy), "    ", "  ")
    return lines


# Each seat's two numbers


def _seat(w: Words, moment: Moment, seat: int) -> list[str]:
    name = w.table.seat_ids[seat]
    worth, after = moment.worth[name], moment.after[name]
    lines = [heading(capital(w.seat(seat)))]
    told = (
        _("The agreement is worth U = {u} of 100 to it, no agreement N = {n} (§8).")
        if moment.in_force
        else _("An agreement on this draft is worth U = {u} of 100 to it, no agreement N = {n} (§8).")
    )
    lines += wrapped(told.format(u=_u(worth), n=_n(worth)), "  ", "")
    lines += wrapped(_sum("U", _issues(w, moment, seat)), "    ", "  ")
    lines += wrapped(_sum("N", _terms(worth)), "    ", "  ")
    told = _("If the game had ended there, its satisfaction would have been {value} of 100.")
    lines += wrapped(told.format(value=worth.satisfaction), "    ", "  ")
    if _moved(worth, after):
        told = _("The line made that U {u}, N {n}, satisfaction {value}.")
        lines += wrapped(told.format(u=_u(after), n=_n(after), value=after.satisfaction), "    ", "  ")
    return lines


def _sum(name: str, terms: Iterable[str]) -> str:
    return _("{name}: {terms}.").format(name=name, terms=semicolons(terms))


def _terms(worth: SeatWorth) -> Iterable[str]:
    yield _("to begin with {n}").format(n=decimal(worth.constant / 100))
    for term in worth.terms:
        weight, adds = decimal(term.weight / 100, "g"), decimal(term.adds / 100, "+.1f")
        yield f"{Name(term.label)} {term.quantity} x {weight} = {adds}"


def _u(worth: SeatWorth) -> str:
    return decimal(100 * worth.points / worth.best)


def _n(worth: SeatWorth) -> str:
    return decimal(worth.no_deal / 100)


def _moved(worth: SeatWorth, after: SeatWorth) -> bool:
    return (worth.points, worth.no_deal, worth.satisfaction) != (after.points, after.no_deal, after.satisfaction)


def _issues(w: Words, moment: Moment, seat: int) -> Iterable[str]:
    for issue, part in enumerate(moment.by_issue[w.table.seat_ids[seat]]):
        told = _("{issue} at {position} gives {u} of {best}")
        position = w.position(issue, part.position)
        yield told.format(issue=w.issue(issue), position=position, u=decimal(part.u), best=decimal(part.best))


# What could be agreed


def _bargain(w: Words, moment: Moment, bargain: Bargain) -> list[str]:
    seats = listed(w.seat(w.table.seat_ids.index(seat)) for seat in bargain.seats)
    told = (
        _(
            "For everybody ({seats}): of {texts} texts {zone} would have been worth more to each of them "
            "than no agreement."
        )
        if len(bargain.seats) == w.table.seats
        else _(
            "For the required parties ({seats}): of {texts} texts {zone} would have been worth more to each of them "
            "than no agreement."
        )
    )
    told = told.format(seats=seats, texts=thousands(moment.land.texts), zone=thousands(bargain.zone))
    lines = wrapped(told, "  ", "")
    if bargain.zone:
        told = _("Nothing beats {efficient} of these. All seats could have ratified {signable} of them then (§5.2).")
        told = told.format(signable=thousands(bargain.signable), efficient=thousands(bargain.efficient))
        lines += wrapped(told, "    ", "  ")
    told = _("An agreement was out of reach. It would have come into reach without {ways}.")
    lines += _openings(w, bargain.openings, told)
    if bargain.zone:
        lines += _openings(w, bargain.signable_openings, _("Some could have been signed without {ways}."))
    lines += _draft(w, moment, bargain)
    if bargain.nash is not None and bargain.nash.number != moment.land.draft.number:
        lines += wrapped(_nash(w, moment.land.draft.positions, bargain.nash), "    ", "  ")
    return lines


def _openings(w: Words, openings: tuple[Opening, ...], told: str) -> list[str]:
    if not openings:
        return []
    shown = openings if len(openings) <= SHOWN + 1 else openings[:SHOWN]  # "one more" is no shorter than it
    ways: list[str] = [listed(_barrier(w, barrier) for barrier in opening.barriers) for opening in shown]
    more = len(openings) - len(shown)
    if more:
        ways.append(ngettext("one more such set", "one of {n} more such sets", more).format(n=more))
    joined = pgettext("between ways, each a list of things", "; or ").join(map(str, ways))
    return wrapped(told.format(ways=joined), "    ", "  ")


def _barrier(w: Words, barrier: Barrier) -> Name:
    seat = w.seat(w.table.seat_ids.index(barrier.seat))
    if barrier.issue is not None:
        told = _("the red line of {seat} on {issue}")
        return Name(told.format(seat=seat, issue=w.issue(w.table.issue_ids.index(barrier.issue))))
    told = _("the no-deal value of {seat} ({lacking} too high)")
    return Name(told.format(seat=seat, lacking=decimal(barrier.lacking or 0)))


def _draft(w: Words, moment: Moment, bargain: Bargain) -> list[str]:
    place = bargain.draft
    what = Name(_("the agreed text") if moment.in_force else _("the draft"))
    if place.signable:
        told = _("{what} lay in the zone and could have been signed.")
    elif place.in_zone:
        told = _("{what} lay in the zone, but not where it could have been signed: against it stood {barriers}.")
    else:
        told = _("{what} lay outside: against it stood {barriers}.")
    barriers = listed(_barrier(w, barrier) for barrier in place.barriers)
    sentences = [capital(told.format(what=what, barriers=barriers)), _better(place)]
    return wrapped(" ".join(sentences), "    ", "  ")


def _better(place: Place) -> str:
    if not place.better:
        return _("No text would have given somebody more and nobody less.")
    told = ngettext(
        "{n} text would have given nobody less and somebody more; the frontier was {away} away.",
        "{n} texts would have given nobody less and somebody more; the frontier was {away} away.",
        place.better,
    )
    return told.format(n=thousands(place.better), away=decimal(place.distance))


def _nash(w: Words, draft: Mapping[str, int], nash: Agreement) -> str:
    moves = [
        _("{issue} to {position}").format(issue=w.issue(issue), position=w.position(issue, nash.positions[name]))
        for issue, name in enumerate(w.table.issue_ids)
        if nash.positions[name] != draft[name]
    ]
    gains = [f"{w.short(seat)} {decimal(nash.gain[name], '+.1f')}" for seat, name in enumerate(w.table.seat_ids)]
    told = _("The text that shares the gain best (Nash's) moves {moves}. Against no agreement: {gains}.")
    return told.format(moves=semicolons(moves), gains=comma(gains))
