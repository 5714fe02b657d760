"""The people, and the story as it went."""

from __future__ import annotations

from game.report.claims import Claim
from game.result import CAUSES
from game.say import Teller
from rules import events as event_of
from rules import kernel
from rules.scenario import NOBODY
from tests.game.report.book import Book, Told
from tests.game.report.derivations.kit import Says, kind, shows

# People


def laid_to(book: Book, one: Told) -> int:
    if one.event.seat != NOBODY:
        return 1 << one.event.seat
    if one.event.c != event_of.TOLL_SIEGE:
        return 0
    return next(e.c for e in book.at(one.line, event_of.SIEGE_BIT) if e.a == one.event.a)


@kind("toll")
def _toll(book: Book, claim: Claim, says: Says) -> None:
    assert says["total"] == book.states[-1].toll == book.all(event_of.TOLL_SETTLED)[-1].event.b
    if says["total"]:
        assert says["limit"] == book.table.toll_max
        shows(claim, says["total"], says["limit"])


@kind("worst-turn")
def _worst_turn(book: Book, claim: Claim, says: Says) -> None:
    settled = {one.turn: one.event.a for one in book.all(event_of.TOLL_SETTLED)}
    assert says["harmed"] == settled[says["turn"]] == max(settled.values())
    assert [e.a for e in book.at(claim.lines[0], event_of.TOLL_SETTLED)] == [says["harmed"]]
    shows(claim, f"turn {says['turn']}", says["harmed"])


@kind("laid-to")
def _laid_to(book: Book, claim: Claim, says: Says) -> None:
    own = [one for one in book.all(event_of.TOLL) if one.event.b > 0 and laid_to(book, one) == says["seats"]]
    assert says["number"] == sum(one.event.b for one in own)
    assert claim.lines == tuple(sorted({one.line for one in own}))
    who = book.words.seats(says["seats"]) if says["seats"] else "nobody at the table"
    shows(claim, f"{who}: {says['number']}", *{CAUSES[one.event.c] for one in own})


@kind("harmed-in")
def _harmed_in(book: Book, claim: Claim, says: Says) -> None:
    sums: dict[int, int] = {}
    for one in book.all(event_of.TOLL):
        if one.event.b > 0:
            sums[one.event.a] = sums.get(one.event.a, 0) + one.event.b
    assert says["number"] == sums[says["area"]] == max(sums.values())
    shows(claim, book.words.area(says["area"]), says["number"])


@kind("relief")
def _relief(book: Book, claim: Claim, says: Says) -> None:
    found = book.at(claim.lines[0], event_of.RELIEF)
    assert (says["seat"], says["area"], says["number"]) in {(e.seat, e.a, e.b) for e in found}
    shows(claim, book.words.seat(says["seat"]), book.words.area(says["area"]), f"turn {says['turn']}", says["number"])


@kind("spared")
def _spared(book: Book, claim: Claim, says: Says) -> None:
    laid = sum(one.event.b for one in book.all(event_of.TOLL))
    settled = sum(one.event.a for one in book.all(event_of.TOLL_SETTLED))
    waiting = sum(book.states[-1].harm)
    assert says["before"] == laid
    assert says["number"] == laid - settled - waiting > 0
    assert {one.line for one in book.all(event_of.TOLL_SETTLED)} & set(claim.lines)
    shows(claim, says["before"], says["number"])


@kind("besieged")
def _besieged(book: Book, claim: Claim, says: Says) -> None:
    own = [one for one in book.all(event_of.SIEGE_BIT) if one.event.a == says["area"] and not one.event.d]
    assert len(own) == says["turns"]
    assert claim.lines == tuple(sorted({one.line for one in own}))
    shows(claim, book.words.area(says["area"]))


# The story


@kind("headline")
def _headline(book: Book, claim: Claim, says: Says) -> None:
    number = book.table.headline_ids.index(says["headline"])
    found = [one for one in book.all(event_of.HEADLINE_DRAWN) if one.line == claim.lines[0]]
    assert (number, says["turn"]) in {(one.event.a, one.turn) for one in found}
    shows(claim, book.table.headline_names[number])


@kind("event")
def _event(book: Book, claim: Claim, says: Says) -> None:
    found = [one for one in book.told if one.line == claim.lines[0] and one.event.key() == says["event"]]
    assert found
    assert says["turn"] in {one.turn for one in found}
    if not claim.kind.startswith("?"):
        teller = Teller(book.table, book.words.texts)
        told = {teller.sentence(found[0].event, viewer) for viewer in range(-1, book.table.seats)}
        assert claim.text in told


@kind("attendance")
def _attendance(book: Book, claim: Claim, says: Says) -> None:
    assert says["present"] in {e.a for e in book.at(claim.lines[0], event_of.ATTENDANCE)}
    present = says["present"]
    seats = range(book.table.seats)
    if any(not present >> seat & 1 for seat in seats):
        here, _, away = claim.text.partition("Not there:")
        if not present:
            assert claim.text == "Nobody was at the table."
            return
        for seat in seats:
            assert book.words.seat(seat) in (here if present >> seat & 1 else away), claim.text


@kind("package")
def _package(book: Book, claim: Claim, says: Says) -> None:
    first, last = claim.lines
    assert book.lines[first] == "propose" or book.lines[first].startswith("channel ")
    assert book.movers[first - 1] == says["seat"]
    written = tuple(line for line in book.lines[first + 1 : last + 1] if line.split()[0] in CLAUSES)
    assert written == says["clauses"]
    fell = book.at(last, event_of.FELL)
    assert (says["fate"] == "fell") == bool(fell)
    assert (says["fate"] == "adopted") == bool(book.at(last, event_of.ADOPTED))
    if fell:
        assert book.movers[last - 1] == says["by"]
        assert book.lines[last] in {"decline", "break"}


CLAUSES = {"text", "give", "ask", "pledge"}


@kind("swing")
def _swing(book: Book, claim: Claim, says: Says) -> None:
    line = claim.lines[0]
    assert kernel.returns(book.table, book.states[line - 1])[says["seat"]] == says["before"]
    assert kernel.returns(book.table, book.states[line])[says["seat"]] == says["after"]
    assert book.closing(says["turn"] - 1) <= line <= book.closing(says["turn"])
    shows(claim, f"from {says['before']} to {says['after']}", book.words.seat(says["seat"]))


@kind("picked")
def _picked(book: Book, claim: Claim, says: Says) -> None:
    assert dict(book.record.header.headlines)[says["turn"]] == says["headline"]
    drawn = [one for one in book.all(event_of.HEADLINE_DRAWN) if one.turn == says["turn"]]
    assert all(book.table.headline_ids[one.event.a] == says["headline"] for one in drawn)
    shows(claim, f"turn {says['turn']}")


@kind("by-clock")
def _by_clock(book: Book, claim: Claim, says: Says) -> None:
    assert set(claim.lines) == book.by_clock
    assert says["number"] == len(book.by_clock)


@kind("reseeded")
def _reseeded(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == tuple(at for at, line in enumerate(book.lines) if line.startswith("reseed "))
    assert says["number"] == len(claim.lines)
