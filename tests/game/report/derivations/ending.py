"""How it ended, what was secret, and what happened in history."""

from __future__ import annotations

from cards.schema import Moment
from game.report.claims import Claim
from game.result import band
from rules import events as event_of
from rules import kernel
from rules.scenario import NOBODY
from rules.worth import no_deal
from tests.game.report.book import Book
from tests.game.report.derivations.kit import Says, kind, shows


@kind("in-force-at-the-end")
def _at_the_end(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.last,)
    assert says["in_force"] == bool(book.states[-1].in_force)


@kind("position")
def _position(book: Book, claim: Claim, says: Says) -> None:
    assert book.states[claim.lines[0]].draft[says["issue"]] == says["position"]
    shows(claim, book.table.position_names[says["issue"]][says["position"]])


@kind("result")
def _result(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.last,)
    assert kernel.returns(book.table, book.states[-1])[says["seat"]] == says["satisfaction"]
    told = band(book.words, says["satisfaction"])
    assert told in claim.text or f"{says['satisfaction']} of 100" in claim.text


@kind("no-deal")
def _no_deal(book: Book, claim: Claim, says: Says) -> None:
    first, last = (no_deal(book.table, book.states[line], says["seat"]) for line in claim.lines)
    assert (first, last) == (says["first"], says["last"])
    shows(claim, f"{first / 100:.1f}", f"{last / 100:.1f}")


@kind("agenda")
def _agenda(book: Book, claim: Claim, says: Says) -> None:
    number = book.table.agenda_ids.index(says["agenda"])
    assert book.states[-1].agenda[says["seat"]] == number
    assert (says["seat"], number) in {(e.seat, e.a) for e in book.at(claim.lines[0], event_of.AGENDA_DEALT)}
    shows(claim, book.table.agenda_names[number])


@kind("hand")
def _hand(book: Book, claim: Claim, says: Says) -> None:
    table, mask = book.table, book.states[claim.lines[0]].hand[says["seat"]]
    first = table.first_card[says["seat"]]
    held = {first + at for at in range(mask.bit_length()) if mask >> at & 1}
    assert {table.card_ids[at] for at in held} == set(says["cards"])
    shows(claim, *(table.card_names[at] for at in held))


@kind("rearmed")
def _rearmed(book: Book, claim: Claim, says: Says) -> None:
    own = [one.line for one in book.all(event_of.REARMED) if one.event.seat == says["seat"]]
    assert says["number"] == len(own)
    assert claim.lines == tuple(sorted(set(own)))


def moment_of(book: Book, name: str) -> Moment:
    return next(moment for moment in book.manuscript.history if moment.id == name)


@kind("over")
def _over(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.last,)
    assert says["turns"] == book.states[-1].turn < moment_of(book, says["moment"]).turn


@kind("history-agreement")
def _history_agreement(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.closing(moment_of(book, says["moment"]).turn),)
    assert bool(book.states[claim.lines[0]].in_force) == says["in_force"]
    assert claim.kind.startswith("?") or claim.text.startswith("No agreement") != says["in_force"]


@kind("history-held")
def _history_held(book: Book, claim: Claim, says: Says) -> None:
    moment = moment_of(book, says["moment"])
    assert claim.lines == (book.closing(moment.turn),)
    assert moment.held is not None
    assert book.table.area_ids[says["area"]] == moment.held.area
    assert book.states[claim.lines[0]].holder[says["area"]] == says["holder"]
    side = book.table.side_ids[says["holder"]] if says["holder"] != NOBODY else ""
    assert says["same"] == (side == moment.held.side)
    shows(claim, "The same" if says["same"] else "Another way")


@kind("history-headline")
def _history_headline(book: Book, claim: Claim, says: Says) -> None:
    name = moment_of(book, says["moment"]).headline
    drawn = [o for o in book.all(event_of.HEADLINE_DRAWN) if book.table.headline_ids[o.event.a] == name]
    assert says["turn"] == (drawn[0].turn if drawn else 0)
    assert not drawn or claim.lines == (drawn[0].line,)
    shows(claim, f"turn {says['turn']}" if drawn else "not among the headlines")


@kind("history-present")
def _history_present(book: Book, claim: Claim, says: Says) -> None:
    moment = moment_of(book, says["moment"])
    assert book.table.seat_ids[says["seat"]] == moment.present
    met = [one.event.a for one in book.all(event_of.ATTENDANCE) if one.turn == moment.turn]
    assert says["present"] == bool(met and met[0] >> says["seat"] & 1)
    shows(claim, book.words.seat(says["seat"]), f"turn {moment.turn}")
    assert claim.text.startswith("At the table") == says["present"]
