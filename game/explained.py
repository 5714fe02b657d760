"""A moment of a game as a page: the line and its section, both numbers of every seat term by term, the zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from game.analysis.landscape import Agreement, Bargain, Barrier, Opening
from game.explain import Moment, Verdict
from game.paper import heading, wrapped
from game.views import SeatWorth
from game.words import Words, capital, listed

SHOWN: Final = 3  # ways to open a zone that are told


def page(w: Words, moment: Moment) -> list[str]:
    """The whole page."""
    lines = [*_line(w, moment), ""]
    for seat in range(w.table.seats):
        lines += [*_seat(w, moment, seat), ""]
    lines += [heading("What could be agreed (§8)"), *_bargain(w, moment, moment.land.required)]
    if moment.land.everyone.seats != moment.land.required.seats:
        lines += ["", *_bargain(w, moment, moment.land.everyone)]
    return lines


# The line


def _line(w: Words, moment: Moment) -> list[str]:
    title = "Line {number} of {lines}, turn {turn}" if moment.played else "After the last of {lines} lines, turn {turn}"
    lines = [heading(title.format(number=moment.number, lines=moment.lines, turn=moment.turn))]
    if moment.played:
        told = "{seat} played: {line}" if moment.to_move else "Chance drew: {line}"
        lines += wrapped(told.format(seat=_name(w, moment.to_move), line=moment.played))
    for text in moment.followed:
        lines += wrapped(text, "    ", "  ")
    for verdict in moment.verdicts:
        lines += _verdict(verdict)
    return lines


def _verdict(verdict: Verdict) -> list[str]:
    told = (
        '"{line}" was possible (§{section}). {text}'
        if verdict.legal
        else '"{line}" was not possible: §{section} {text}'
    )
    text = told.format(line=verdict.line, section=verdict.section, text=verdict.text)
    lines = wrapped(text, "  ", "")
    if verdict.remedy:
        told = "What it would have taken: {remedy}"
        lines += wrapped(told.format(remedy=verdict.remedy), "    ", "  ")
    return lines


def _name(w: Words, seat: str | None) -> str:
    return capital(w.seat(w.table.seat_ids.index(seat))) if seat is not None else ""


# Each seat's two numbers


def _seat(w: Words, moment: Moment, seat: int) -> list[str]:
    name = w.table.seat_ids[seat]
    worth, after = moment.worth[name], moment.after[name]
    lines = [heading(capital(w.seat(seat)))]
    what = "The agreement" if moment.in_force else "An agreement on this draft"
    told = "{what} is worth U = {u:.1f} of 100 to it, no agreement N = {n:.1f} (§8)."
    lines += wrapped(told.format(what=what, u=_u(worth), n=worth.no_deal / 100), "  ", "")
    lines += wrapped(_sum("U", _issues(w, moment, seat)), "    ", "  ")
    lines += wrapped(_sum("N", _terms(worth)), "    ", "  ")
    told = "If the game had ended there, its satisfaction would have been {value} of 100."
    lines += wrapped(told.format(value=worth.satisfaction), "    ", "  ")
    if _moved(worth, after):
        told = "The line made that U {u:.1f}, N {n:.1f}, satisfaction {value}."
        lines += wrapped(told.format(u=_u(after), n=after.no_deal / 100, value=after.satisfaction), "    ", "  ")
    return lines


def _sum(name: str, terms: Iterable[str]) -> str:
    return f"{name}: {'; '.join(terms)}."


def _terms(worth: SeatWorth) -> Iterable[str]:
    told = "to begin with {n:.1f}"
    yield told.format(n=worth.constant / 100)
    for term in worth.terms:
        told = "{label} {quantity} x {weight:g} = {adds:+.1f}"
        adds = term.adds / 100
        yield told.format(label=term.label, quantity=term.quantity, weight=term.weight / 100, adds=adds)


def _u(worth: SeatWorth) -> float:
    return 100 * worth.points / worth.best


def _moved(worth: SeatWorth, after: SeatWorth) -> bool:
    return (worth.points, worth.no_deal, worth.satisfaction) != (after.points, after.no_deal, after.satisfaction)


def _issues(w: Words, moment: Moment, seat: int) -> Iterable[str]:
    for issue, part in enumerate(moment.by_issue[w.table.seat_ids[seat]]):
        told = "{issue} at {position} gives {u:.1f} of {best:.1f}"
        yield told.format(issue=w.issue(issue), position=w.position(issue, part.position), u=part.u, best=part.best)


# What could be agreed


def _bargain(w: Words, moment: Moment, bargain: Bargain) -> list[str]:
    who = "everybody" if len(bargain.seats) == w.table.seats else "the required parties"
    seats = listed(w.seat(w.table.seat_ids.index(seat)) for seat in bargain.seats)
    told = (
        "For {who} ({seats}): of {texts:,} texts {zone:,} would have been worth more to each of them than no agreement."
    )
    lines = wrapped(told.format(who=who, seats=seats, texts=moment.land.texts, zone=bargain.zone), "  ", "")
    if bargain.zone:
        told = "Nothing beats {efficient:,} of these. All seats could have ratified {signable:,} of them then (§5.2)."
        lines += wrapped(told.format(signable=bargain.signable, efficient=bargain.efficient), "    ", "  ")
    lines += _openings(w, bargain.openings, "An agreement was out of reach. It would have come into reach without")
    if bargain.zone:
        lines += _openings(w, bargain.signable_openings, "Some could have been signed without")
    lines += _draft(w, moment, bargain)
    if bargain.nash is not None and bargain.nash.number != moment.land.draft.number:
        lines += wrapped(_nash(w, moment.land.draft.positions, bargain.nash), "    ", "  ")
    return lines


def _openings(w: Words, openings: tuple[Opening, ...], told: str) -> list[str]:
    if not openings:
        return []
    shown = openings if len(openings) <= SHOWN + 1 else openings[:SHOWN]  # "one more" is no shorter than it
    ways = [listed(_barrier(w, barrier) for barrier in opening.barriers) for opening in shown]
    more = len(openings) - len(shown)
    if more:
        rest = "one of {number} more such sets"
        ways.append(rest.format(number=more))
    return wrapped(f"{told} {'; or '.join(ways)}.", "    ", "  ")


def _barrier(w: Words, barrier: Barrier) -> str:
    seat = w.seat(w.table.seat_ids.index(barrier.seat))
    if barrier.issue is not None:
        told = "the red line of {seat} on {issue}"
        return told.format(seat=seat, issue=w.issue(w.table.issue_ids.index(barrier.issue)))
    told = "the no-deal value of {seat} ({lacking:.1f} too high)"
    return told.format(seat=seat, lacking=barrier.lacking)


def _draft(w: Words, moment: Moment, bargain: Bargain) -> list[str]:
    place = bargain.draft
    what = "The agreed text" if moment.in_force else "The draft"
    if place.signable:
        told = "{what} lay in the zone and could have been signed."
    elif place.in_zone:
        told = "{what} lay in the zone, but not where it could have been signed: against it stood {barriers}."
    else:
        told = "{what} lay outside: against it stood {barriers}."
    text = told.format(what=what, barriers=listed(_barrier(w, barrier) for barrier in place.barriers))
    if place.better:
        more = " {better:,} texts would have given nobody less and somebody more; the frontier was {away:.1f} away."
        text += more.format(better=place.better, away=place.distance)
    else:
        text += " No text would have given somebody more and nobody less."
    return wrapped(text, "    ", "  ")


def _nash(w: Words, draft: Mapping[str, int], nash: Agreement) -> str:
    move, part = "{issue} to {position}", "{seat} {gain:+.1f}"
    moves = [
        move.format(issue=w.issue(issue), position=w.position(issue, nash.positions[name]))
        for issue, name in enumerate(w.table.issue_ids)
        if nash.positions[name] != draft[name]
    ]
    gains = [part.format(seat=w.short(seat), gain=nash.gain[name]) for seat, name in enumerate(w.table.seat_ids)]
    told = "The text that shares the gain best (Nash's) moves {moves}. Against no agreement: {gains}."
    return told.format(moves="; ".join(moves), gains=", ".join(gains))
