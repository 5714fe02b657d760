"""What every kind of claim must rest on, derived from a record: one function a kind, which fails if it isn't so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cards.schema import Moment
from game.report.claims import Claim
from game.result import CAUSES, band
from game.say import Teller
from game.texts import texts
from game.words import Words, thousands
from rules import events as event_of
from rules import kernel
from rules.scenario import NOBODY
from rules.worth import no_deal
from tests.game.report.book import Book, Told

Says = Mapping[str, Any]  # what a claim says, each kind of claim its own
Derive = Callable[[Book, Claim, Says], None]
FATE_OF = {event_of.BREACHED: "broken", event_of.KEPT: "kept", event_of.PLEDGE_ENDED: "ended without blame"}
KINDS: dict[str, Derive] = {}


def derive(book: Book, claim: Claim) -> None:
    """Fail unless the record says what the claim says, where it says it."""
    assert claim.lines, claim
    assert all(0 <= line <= book.last for line in claim.lines), claim
    KINDS[claim.kind.removeprefix("?")](book, claim, claim.values)


def kind(*names: str) -> Callable[[Derive], Derive]:
    def keep(function: Derive) -> Derive:
        for name in names:
            KINDS[name] = function
        return function

    return keep


def words(book: Book) -> Words:
    return Words(book.table, texts(book.table, book.manuscript))


def shows(claim: Claim, *parts: object) -> None:
    """Fail unless a sentence says these words; a question need not repeat what it rests on."""
    if not claim.kind.startswith("?"):
        for part in parts:
            assert str(part).lower() in claim.text.lower(), (part, claim.text)


def mask_of(seats: list[int]) -> int:
    return sum(1 << seat for seat in seats)


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
    who = words(book).seats(says["seats"]) if says["seats"] else "nobody at the table"
    shows(claim, f"{who}: {says['number']}", *{CAUSES[one.event.c] for one in own})


@kind("harmed-in")
def _harmed_in(book: Book, claim: Claim, says: Says) -> None:
    sums: dict[int, int] = {}
    for one in book.all(event_of.TOLL):
        if one.event.b > 0:
            sums[one.event.a] = sums.get(one.event.a, 0) + one.event.b
    assert says["number"] == sums[says["area"]] == max(sums.values())
    shows(claim, words(book).area(says["area"]), says["number"])


@kind("relief")
def _relief(book: Book, claim: Claim, says: Says) -> None:
    found = book.at(claim.lines[0], event_of.RELIEF)
    assert (says["seat"], says["area"], says["number"]) in {(e.seat, e.a, e.b) for e in found}
    shows(claim, words(book).seat(says["seat"]), words(book).area(says["area"]), f"turn {says['turn']}", says["number"])


@kind("besieged")
def _besieged(book: Book, claim: Claim, says: Says) -> None:
    own = [one for one in book.all(event_of.SIEGE_BIT) if one.event.a == says["area"] and not one.event.d]
    assert len(own) == says["turns"]
    assert claim.lines == tuple(sorted({one.line for one in own}))
    shows(claim, words(book).area(says["area"]))


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
        teller = Teller(book.table, texts(book.table, book.manuscript))
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
            assert words(book).seat(seat) in (here if present >> seat & 1 else away), claim.text


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
    shows(claim, f"from {says['before']} to {says['after']}", words(book).seat(says["seat"]))


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


# What could be agreed


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
    shows(claim, thousands(says["texts"]), *(words(book).seat(seat) for seat in says["seats"]))
    shows(claim, *(words(book).issue(issue) for issue in says["issues"] if issue != NOBODY))


@kind("agreed")
def _agreed(book: Book, claim: Claim, says: Says) -> None:
    assert says["signatories"] in {e.a for e in book.at(claim.lines[0], event_of.AGREED)}
    shows(claim, words(book).seats(says["signatories"]))


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
    shows(claim, words(book).seats(says["absent"]))


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
    shows(claim, words(book).seat(seat), *(words(book).issue(issue) for issue in says["issues"]))


@kind("felled")
def _felled(book: Book, claim: Claim, says: Says) -> None:
    assert book.movers[claim.lines[0] - 1] == says["seat"]
    fell = book.at(claim.lines[1], event_of.FELL)
    assert [(e.seat, e.a) for e in fell] == [(says["seat"], says["by"])]
    shows(claim, words(book).seat(says["seat"]), words(book).seat(says["by"]))


@kind("refused")
def _refused(book: Book, claim: Claim, says: Says) -> None:
    called = [e.seat for line in claim.lines for e in book.at(line, event_of.CALLED)]
    failed = [e.seat for line in claim.lines for e in book.at(line, event_of.CALL_FAILED)]
    assert (called, failed) == ([says["seat"]], [says["by"]])
    shows(claim, words(book).seat(says["seat"]), words(book).seat(says["by"]))


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
    shows(claim, words(book).seat(says["seat"]), f"turn {says['turn']}", *(f"{value / 100:.1f}" for value in values))


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


# Pledges, packages, calls


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
    shows(claim, words(book).seat(says["seat"]), f"turn {says['turn']}")


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
    shows(claim, words(book).pledge(says["pledge"]))


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
        words(book).seat(says["seat"]),
        says["number"],
        f"paid {says['paid']}",
        f"cost the proposers {says['cost']}",
    )


@kind("stayed-away")
def _stayed_away(book: Book, claim: Claim, says: Says) -> None:
    away = book.at(claim.lines[0], event_of.ATTENDANCE)[0].b
    assert says["away"] == away & book.table.required
    assert says["away"]
    shows(claim, words(book).seats(says["away"]), f"turn {says['turn']}")


@kind("withdrew")
def _withdrew(book: Book, claim: Claim, says: Says) -> None:
    assert says["seat"] in {e.seat for e in book.at(claim.lines[0], event_of.WITHDREW)}
    shows(claim, words(book).seat(says["seat"]))


@kind("moved")
def _moved(book: Book, claim: Claim, says: Says) -> None:
    assert claim.lines == (book.all(event_of.TURN_BEGAN)[0].line, book.last)
    first, last = (book.states[line].draft[says["issue"]] for line in claim.lines)
    assert (first, last) == (says["first"], says["last"])
    names = book.table.position_names[says["issue"]]
    shows(claim, words(book).dossier(says["issue"]), names[first], f"({first})", names[last], f"({last})")


# The end, secrets, history


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
    told = band(words(book), says["satisfaction"])
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
    shows(claim, words(book).seat(says["seat"]), f"turn {moment.turn}")
    assert claim.text.startswith("At the table") == says["present"]
