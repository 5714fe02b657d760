"""Pledges, packages and calls: who made them, kept them, felled them."""

from __future__ import annotations

from game.report.claims import Claim
from rules import events as event_of
from tests.game.report.book import Book
from tests.game.report.derivations.kit import Says, kind, shows

FATE_OF = {event_of.BREACHED: "broken", event_of.KEPT: "kept", event_of.PLEDGE_ENDED: "ended without blame"}


@kind("no-pledge")
def _no_pledge(book: Book, _claim: Claim, _says: Says) -> None:
    assert not book.all(event_of.PLEDGED)


@kind("pledges")
def _pledges(book: Book, claim: Claim, says: Says) -> None:
    assert says["made"] == len(book.all(event_of.PLEDGED))
    assert says["broken"] == len(book.all(event_of.BREACHED))
    assert says["kept"] == len(book.all(event_of.KEPT))
    shows(claim, f"made: {says['made']}", f"kept: {says['kept']}", f"broken: {says['broken']}")


@kind("first-breach")
def _first_breach(book: Book, claim: Claim, says: Says) -> None:
    first = book.all(event_of.BREACHED)[0]
    line = first.line
    among = {(one.event.seat, one.event.a, one.turn) for one in book.all(event_of.BREACHED) if one.line == line}
    assert claim.lines == (line,)
    assert (says["seat"], says["pledge"], says["turn"]) in among
    shows(claim, book.words.seat(says["seat"]), f"turn {says['turn']}")


@kind("pledge")
def _pledge(book: Book, claim: Claim, says: Says) -> None:
    key = says["seat"], says["pledge"]
    assert (*key, says["owed"]) in {(e.seat, e.a, e.b) for e in book.at(claim.lines[0], event_of.PLEDGED)}
    if says["fate"] == "running to the end":
        assert len(claim.lines) == 1
        after = [one for one in book.all(*FATE_OF) if one.line > claim.lines[0]]
        assert key not in {(one.event.seat, one.event.a) for one in after}
    else:
        ended = [e for e in book.at(claim.lines[-1], *FATE_OF) if (e.seat, e.a) == key]
        assert says["fate"] in {FATE_OF[e.kind] for e in ended}
    shows(claim, book.words.pledge(says["pledge"]))


@kind("promised")
def _promised(book: Book, claim: Claim, says: Says) -> None:
    for event, key in ((event_of.PLEDGED, "made"), (event_of.BREACHED, "broken")):
        assert says[key] == sum(one.event.seat == says["seat"] for one in book.all(event))
        shows(claim, says[key])


@kind("none-felled")
def _none_felled(book: Book, _claim: Claim, _says: Says) -> None:
    assert not book.all(event_of.FELL)


@kind("felled-by")
def _felled_by(book: Book, claim: Claim, says: Says) -> None:
    own = [one for one in book.all(event_of.FELL) if one.event.a == says["seat"]]
    assert len(own) == says["number"]
    assert claim.lines == tuple(one.line for one in own)
    assert says["cost"] == sum(one.event.b for one in own)
    paid = [
        book.states[one.line - 1].influence[says["seat"]] - book.states[one.line].influence[says["seat"]] for one in own
    ]
    assert says["paid"] == sum(paid)
    shows(
        claim,
        book.words.seat(says["seat"]),
        says["number"],
        f"paid {says['paid']}",
        f"cost the proposers {says['cost']}",
    )


@kind("stayed-away")
def _stayed_away(book: Book, claim: Claim, says: Says) -> None:
    away = book.at(claim.lines[0], event_of.ATTENDANCE)[0].b
    assert says["away"] == away & book.table.required
    assert says["away"]
    shows(claim, book.words.seats(says["away"]), f"turn {says['turn']}")


@kind("withdrew")
def _withdrew(book: Book, claim: Claim, says: Says) -> None:
    assert says["seat"] in {e.seat for e in book.at(claim.lines[0], event_of.WITHDREW)}
    shows(claim, book.words.seat(says["seat"]))


@kind("moved")
def _moved(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.all(event_of.TURN_BEGAN)[0].line, book.last)
    first, last = (book.states[line].draft[says["issue"]] for line in claim.lines)
    assert (first, last) == (says["first"], says["last"])
    names = book.table.position_names[says["issue"]]
    shows(claim, book.words.dossier(says["issue"]), names[first], f"({first})", names[last], f"({last})")
