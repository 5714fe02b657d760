"""What could have been agreed, and what kept it from being."""

from __future__ import annotations

from game.report.claims import Claim
from game.words import thousands
from rules import events as event_of
from rules.scenario import NOBODY
from rules.worth import no_deal
from tests.game.report.book import Book
from tests.game.report.derivations.kit import Says, kind, mask_of, shows


@kind("zone")
def _zone(book: Book, claim: Claim, says: Says) -> None:
    line, required = claim.lines[0], book.required()
    assert says["size"] == book.count(line, required)
    assert says["signable"] == book.count(line, required, signable=True)
    assert says["everybody"] == book.count(line, list(range(book.table.seats)))
    if says["size"]:
        signable = thousands(says["signable"])
        many = (thousands(says["size"]), signable if says["signable"] else "none of them")
        shows(claim, *(("one text", signable) if says["size"] == 1 else many), thousands(says["everybody"]))


@kind("missed")
def _missed(book: Book, claim: Claim, says: Says) -> None:
    found, agreed = [], {one.turn for one in book.all(event_of.AGREED)}
    for line in conference_lines(book):
        turn = book.states[line].turn
        in_force = book.states[line].in_force or book.states[book.closing(turn)].in_force
        if book.count(line, book.required(), signable=True) and turn not in agreed and not in_force:
            found.append(turn)
    assert says["turns"] == tuple(found)
    shows(claim, *found)


def conference_lines(book: Book) -> list[int]:
    met = {one.turn: one.line for one in book.all(event_of.ATTENDANCE)}
    begun = {one.turn: one.line for one in book.all(event_of.TURN_BEGAN)}
    return [met.get(turn, line) for turn, line in begun.items()]


@kind("opening")
def _opening(book: Book, claim: Claim, says: Says) -> None:
    line = claim.lines[0]
    bars = list(zip(says["seats"], says["issues"], strict=True))
    assert book.without(line, bars, signable=says["signable"]) == says["texts"] > 0
    for left_out in bars:
        fewer = [bar for bar in bars if bar != left_out]
        assert book.without(line, fewer, signable=says["signable"]) == 0
    shows(claim, thousands(says["texts"]), *(book.words.seat(seat) for seat in says["seats"]))
    shows(claim, *(book.words.issue(issue) for issue in says["issues"] if issue != NOBODY))


@kind("agreed")
def _agreed(book: Book, claim: Claim, says: Says) -> None:
    assert says["signatories"] in {e.a for e in book.at(claim.lines[0], event_of.AGREED)}
    shows(claim, book.words.seats(says["signatories"]))


@kind("in-force")
def _in_force(book: Book, claim: Claim, says: Says) -> None:
    assert book.states[claim.lines[0]].in_force
    assert says["turn"] in {one.turn for one in book.told if one.line <= claim.lines[0]}


@kind("deal")
def _deal(book: Book, claim: Claim, says: Says) -> None:
    line, text, required = claim.lines[0], list(says["text"]), book.required()
    assert all(book.gains(line, seat, text) for seat in required)
    assert says["signable"] <= all(book.ratifies(line, seat, text) for seat in required)
    changed = [issue for issue, at in enumerate(text) if at != book.states[line].draft[issue]]
    shows(claim, *(book.table.position_names[issue][text[issue]] for issue in changed))
    if book.settlement.size <= 300 and says["rank"] == 1:
        assert product_of_gains(book, line, text) >= best_product(book, line, signable=says["signable"]) - 1e-9


def product_of_gains(book: Book, line: int, text: list[int]) -> float:
    product = 1.0
    for seat in book.required():
        product *= book.gain(line, seat, text)
    return product


def best_product(book: Book, line: int, *, signable: bool) -> float:
    best = 0.0
    for number in range(book.settlement.size):
        text = book.settlement.text(number)
        if all(book.gains(line, seat, text) for seat in book.required()):
            if signable and not all(book.ratifies(line, seat, text) for seat in book.required()):
                continue
            best = max(best, product_of_gains(book, line, text))
    return best


@kind("absent")
def _absent(book: Book, claim: Claim, says: Says) -> None:
    met = book.at(claim.lines[0], event_of.ATTENDANCE)
    present = met[0].a if met else book.states[claim.lines[0]].present
    assert says["absent"] == mask_of([seat for seat in book.required() if not present >> seat & 1])
    shows(claim, book.words.seats(says["absent"]))


@kind("distance")
def _distance(book: Book, claim: Claim, says: Says) -> None:
    draft = book.states[claim.lines[0]].draft
    assert says["steps"] == sum(abs(a - b) for a, b in zip(draft, says["text"], strict=True))
    shows(claim, says["steps"])


@kind("red-line")
def _red_line(book: Book, claim: Claim, says: Says) -> None:
    line, seat = claim.lines[0], says["seat"]
    assert not book.ratifies(line, seat, list(says["text"]))
    assert says["support"] == book.states[line].support[seat]
    shows(claim, book.words.seat(seat), *(book.words.issue(issue) for issue in says["issues"]))


@kind("felled")
def _felled(book: Book, claim: Claim, says: Says) -> None:
    assert book.movers[claim.lines[0] - 1] == says["seat"]
    fell = book.at(claim.lines[1], event_of.FELL)
    assert [(e.seat, e.a) for e in fell] == [(says["seat"], says["by"])]
    shows(claim, book.words.seat(says["seat"]), book.words.seat(says["by"]))


@kind("refused")
def _refused(book: Book, claim: Claim, says: Says) -> None:
    called = [e.seat for line in claim.lines for e in book.at(line, event_of.CALLED)]
    failed = [e.seat for line in claim.lines for e in book.at(line, event_of.CALL_FAILED)]
    assert (called, failed) == ([says["seat"]], [says["by"]])
    shows(claim, book.words.seat(says["seat"]), book.words.seat(says["by"]))


@kind("no-call")
def _no_call(book: Book, _claim: Claim, says: Says) -> None:
    assert all(one.turn != says["turn"] for one in book.all(event_of.CALLED))


@kind("ripe")
def _ripe(book: Book, claim: Claim, says: Says) -> None:
    values = tuple(no_deal(book.table, book.states[line], says["seat"]) for line in claim.lines)
    assert values == says["fell"]
    assert values[0] > values[1] > values[2]
    last = book.states[claim.lines[-1]]
    assert not last.in_force
    assert all(book.gains(claim.lines[-1], seat, list(last.draft)) for seat in book.required())
    assert claim.lines[-1] == book.closing(says["turn"])
    shows(claim, book.words.seat(says["seat"]), f"turn {says['turn']}", *(f"{value / 100:.1f}" for value in values))


@kind("unripe")
def _unripe(book: Book, claim: Claim, says: Says) -> None:
    closings = [book.closing(turn) for turn in range(1, says["turns"] + 1)]
    assert claim.lines == tuple(sorted(set(closings)))
    first = book.all(event_of.TURN_BEGAN)[0].line
    for at, line in enumerate(closings[1:], 1):
        marks = ([first, *closings])[at - 1 : at + 2]
        s = book.states[line]
        in_zone = all(book.gains(line, seat, list(s.draft)) for seat in book.required())
        if in_zone and not s.in_force:
            for seat in range(book.table.seats):
                a, b, c = (no_deal(book.table, book.states[mark], seat) for mark in marks)
                assert not a > b > c
