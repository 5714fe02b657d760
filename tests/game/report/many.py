"""What a report on many games must say, derived from their records: every claim, and every cell of every table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from statistics import fmean
from typing import Any

from game.facts import kinds_of
from game.report.blocks import Table
from game.report.claims import Claim
from game.vocabulary import vocabulary
from rules import events as event_of
from rules import kernel
from rules.state import OUTCOME_IDS
from tests.game.report.book import Book

Says = Mapping[str, Any]
CLAIMS: dict[str, Callable[[list[Book], Claim, Says], None]] = {}
ROWS: dict[str, Callable[[list[Book], Table], None]] = {}
DEEDS = {
    "proposals": event_of.SENT,
    "adopted": event_of.ADOPTED,
    "pledges_made": event_of.PLEDGED,
    "pledges_kept": event_of.KEPT,
    "pledges_broken": event_of.BREACHED,
}


def derive(books: list[Book], claim: Claim) -> None:
    """Fail unless the games say what the claim says; it cites games by their number."""
    assert claim.lines
    assert all(1 <= number <= len(books) for number in claim.lines)
    CLAIMS[claim.kind.removeprefix("?")](books, claim, claim.values)


def check(books: list[Book], table: Table) -> None:
    """Fail unless every cell of a table says what the games say."""
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    ROWS[table.name](books, table)


def keep(where: dict[str, Any], name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def kept(function: Callable[..., None]) -> Callable[..., None]:
        where[name] = function
        return function

    return kept


def toll(book: Book) -> int:
    return book.states[-1].toll


def outcome(book: Book) -> str:
    return OUTCOME_IDS[book.states[-1].outcome]


def signed_turn(book: Book) -> int | None:
    signed = book.all(event_of.AGREED)
    return signed[-1].turn if signed else None


def deeds(book: Book, seat: int, name: str) -> int:
    return sum(one.event.seat == seat for one in book.all(DEEDS[name]))


def bots(book: Book) -> list[str]:
    return [dict(book.record.header.seats)[name] for name in book.table.seat_ids]


def numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)]


def estimates(cell: object, value: float) -> None:
    """Fail unless a cell gives this value, inside its interval."""
    if cell == "too few games":
        return
    found, low, high, *_ = numbers(str(cell))
    assert abs(found - value) <= 0.0501, (cell, value)
    assert low - 0.05 <= found <= high + 0.05, cell


# Claims


@keep(CLAIMS, "games-toll")
def _toll(books: list[Book], claim: Claim, says: Says) -> None:
    assert claim.lines == tuple(range(1, len(books) + 1))
    assert says["total"] == sum(map(toll, books))
    if not claim.kind.startswith("?"):
        estimates(claim.text.rpartition(": ")[2].rstrip("."), says["total"] / len(books))


@keep(CLAIMS, "games-worst")
def _worst(books: list[Book], claim: Claim, says: Says) -> None:
    tolls = list(map(toll, books))
    assert (says["most"], says["least"]) == (max(tolls), min(tolls))
    assert claim.lines == tuple(at for at, one in enumerate(tolls, 1) if one in {max(tolls), min(tolls)})
    assert {str(says["most"]), str(says["least"])} <= set(re.findall(r"\d+", claim.text))


@keep(CLAIMS, "games-outcome")
def _outcome(books: list[Book], claim: Claim, says: Says) -> None:
    own = tuple(at for at, book in enumerate(books, 1) if outcome(book) == says["outcome"])
    assert claim.lines == own
    assert says["number"] == len(own)
    assert claim.text.startswith(f"{len(own)} of {len(books)} games")
    if not claim.kind.startswith("?"):
        estimates(claim.text.partition("(")[2], 100 * len(own) / len(books))
        assert says["outcome"].replace("-", " ") in claim.text


@keep(CLAIMS, "games-unsigned")
def _unsigned(books: list[Book], claim: Claim, says: Says) -> None:
    assert claim.lines == tuple(range(1, len(books) + 1))
    assert all(signed_turn(book) is None for book in books)


@keep(CLAIMS, "games-signed")
def _signed(books: list[Book], claim: Claim, says: Says) -> None:
    assert claim.lines == tuple(at for at, book in enumerate(books, 1) if signed_turn(book) == says["turn"])
    assert says["number"] == len(claim.lines)
    assert f"In {says['number']} of {len(books)} games" in claim.text
    assert claim.text.endswith(f"turn {says['turn']}.")


def conferences(book: Book) -> Iterator[tuple[int, int, int, bool]]:
    """Every conference: its turn, the texts of the zone, those that could be signed, whether its turn ended agreed."""
    for one in book.all(event_of.ATTENDANCE):
        counts = (book.count(one.line, book.required(), signable=signable) for signable in (False, True))
        yield (one.turn, *counts, bool(book.states[book.closing(one.turn)].in_force))  # type: ignore[misc] # two counts


@keep(CLAIMS, "games-missed")
def _missed(books: list[Book], claim: Claim, says: Says) -> None:
    found = [
        at
        for at, book in enumerate(books, 1)
        if any(signable and not agreed for _turn, _zone, signable, agreed in conferences(book))
    ]
    assert says["number"] == len(found)
    assert claim.lines == (tuple(found) or tuple(range(1, len(books) + 1)))
    assert claim.kind.startswith("?") or f"In {len(found)} of {len(books)} games" in claim.text


@keep(CLAIMS, "games-deeds")
def _deeds(books: list[Book], claim: Claim, says: Says) -> None:
    seat = books[0].table.seat_ids.index(says["seat"])
    for name in DEEDS:
        assert says[name] == sum(deeds(book, seat, name) for book in books)


@keep(CLAIMS, "games-bots")
def _bots(books: list[Book], claim: Claim, says: Says) -> None:
    assert set(says["bots"]) == {bot for book in books for bot in bots(book)}
    assert all(bot in claim.text for bot in says["bots"])


# Tables


@keep(ROWS, "games-zone")
def _zone(books: list[Book], table: Table) -> None:
    met = [one for book in books for one in conferences(book)]
    for number, row in enumerate(table.rows, 1):
        own = [one for one in met if one[0] == number]
        counts = (len(own), sum(one[1] > 0 for one in own), sum(one[2] > 0 for one in own))
        assert row[:4] == (f"Turn {number}", *map(str, counts))
        mean = round(sum(one[1] for one in own) / len(own)) if own else None
        assert row[4] == ("" if mean is None else f"{mean:,}")
    assert len(table.rows) == max(len(book.all(event_of.TURN_BEGAN)) for book in books)


@keep(ROWS, "games-deeds")
def _deed_rows(books: list[Book], table: Table) -> None:
    assert len(table.rows) == books[0].table.seats
    for seat, row in enumerate(table.rows):
        assert row[1:] == tuple(str(sum(deeds(book, seat, name) for book in books)) for name in DEEDS)


def rows_by_bot(books: list[Book]) -> dict[tuple[str, int | None], list[int]]:
    """What every bot made of every seat, and of all."""
    found: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for book in books:
        for seat, made in enumerate(kernel.returns(book.table, book.states[-1])):
            for key in (seat, None):
                found[bots(book)[seat], key].append(made)
    return found


def seat_of(books: list[Book], name: object) -> int | None:
    shorts = [seat.short for seat in books[0].manuscript.scenario.seat]
    ids = [seat.id for seat in books[0].manuscript.scenario.seat]
    return None if name == "all seats" else books[0].table.seat_ids.index(ids[shorts.index(str(name))])


@keep(ROWS, "sheet-seats")
def _seats(books: list[Book], table: Table) -> None:
    found = rows_by_bot(books)
    assert len(table.rows) == len(found)
    for bot, seat, number, satisfaction, success in table.rows:
        made = found[str(bot), seat_of(books, seat)]
        assert number == str(len(made))
        estimates(satisfaction, fmean(made))
        estimates(success, 100 * fmean(one >= 50 for one in made))


@keep(ROWS, "sheet-outcomes")
def _outcomes(books: list[Book], table: Table) -> None:
    groups: dict[str, list[Book]] = {"all": books}
    for book in books:
        groups.setdefault(" / ".join(bots(book)), []).append(book)
    for group, ending, number, share in table.rows:
        own = [book for book in groups[str(group)] if outcome(book).replace("-", " ") == ending]
        assert number == str(len(own))
        estimates(share, 100 * len(own) / len(groups[str(group)]))


@keep(ROWS, "sheet-games")
def _games(books: list[Book], table: Table) -> None:
    turns = [len(book.all(event_of.TURN_BEGAN)) for book in books]
    signed = [turn for turn in map(signed_turn, books) if turn is not None]
    found: dict[str, Sequence[int]] = {
        "turns": turns,
        "toll": list(map(toll, books)),
        "actions and draws": [len(book.record.lines) for book in books],
        "turn signed, of games with a signature": signed,
    }
    for what, number, mean in table.rows:
        assert number == str(len(found[str(what)]))
        estimates(mean, fmean(found[str(what)]))


@keep(ROWS, "sheet-counts")
def _counts(books: list[Book], table: Table) -> None:
    for bot, what, number, mean in table.rows:
        own = [(book, seat) for book in books for seat in range(book.table.seats) if bots(book)[seat] == bot]
        assert number == str(len(own))
        name = str(what).replace(" ", "_")
        values = [decisions(book)[seat] if name == "decisions" else deeds(book, seat, name) for book, seat in own]
        estimates(mean, fmean(values))


def choices(book: Book) -> Iterator[tuple[int, list[int], int]]:
    """Who could choose between what, and what they chose."""
    known = vocabulary(book.table).actions
    for at, line in enumerate(book.lines[1:]):
        if book.movers[at] >= 0:
            yield book.movers[at], kernel.legal(book.table, book.states[at]), known[line]


def decisions(book: Book) -> Counter[int]:
    return Counter(seat for seat, legal, _action in choices(book) if len(legal) > 1)


@keep(ROWS, "sheet-actions")
def _actions(books: list[Book], table: Table) -> None:
    offered: Counter[tuple[str, str]] = Counter()
    chosen: Counter[tuple[str, str]] = Counter()
    for book in books:
        kinds = kinds_of(book.table)
        for seat, legal, action in choices(book):
            there = {kinds[one] for one in legal}
            if len(there) > 1:
                offered.update((bots(book)[seat], kind) for kind in there)
                chosen[bots(book)[seat], kinds[action]] += 1
    for bot, kind, could, did, share, mark in table.rows:
        key = str(bot), str(kind)
        assert (could, did) == (str(offered[key]), str(chosen[key]))
        estimates(share, float(100 * Fraction(chosen[key], offered[key])))
        assert mark == ("always" if chosen[key] else "never")


def pairs(books: list[Book]) -> dict[tuple[object, int, tuple[str, ...]], dict[str, int]]:
    """By seed, seat and company: what each bot made of it, where there were several."""
    found: dict[tuple[object, int, tuple[str, ...]], dict[str, int]] = defaultdict(dict)
    for book in books:
        for seat, made in enumerate(kernel.returns(book.table, book.states[-1])):
            company = tuple(bot for at, bot in enumerate(bots(book)) if at != seat)
            found[book.record.header.seed, seat, company][bots(book)[seat]] = made
    return {key: made for key, made in found.items() if len(made) > 1}


def among(books: list[Book], others: object, seat: object) -> list[dict[str, int]]:
    own = seat_of(books, seat)
    found = pairs(books).items()
    return [
        made
        for (_seed, at, company), made in found
        if own in {at, None} and set(company) == set(str(others).split(" / "))
    ]


@keep(ROWS, "sheet-compared")
def _compared(books: list[Book], table: Table) -> None:
    for bot, others, seat, number, satisfaction, success in table.rows:
        made = [one[str(bot)] for one in among(books, others, seat) if bot in one]
        assert number == str(len(made))
        estimates(satisfaction, fmean(made))
        estimates(success, 100 * fmean(one >= 50 for one in made))


@keep(ROWS, "sheet-differences")
def _differences(books: list[Book], table: Table) -> None:
    for both, others, seat, number, difference, _verdict in table.rows:
        one, other = str(both).split(" - ")
        made = [pair[one] - pair[other] for pair in among(books, others, seat) if {one, other} <= set(pair)]
        assert number == str(len(made))
        estimates(difference, fmean(made))


@keep(ROWS, "sheet-ratings")
def _ratings(books: list[Book], table: Table) -> None:
    """A bot's rating is the mean of its seats'; how each came about is openskill's own."""
    found = rows_by_bot(books)
    means: dict[object, list[float]] = defaultdict(list)
    for bot, seat, number, rating in table.rows:
        assert number == str(len(found[str(bot), seat_of(books, seat)]))
        if seat == "all seats":
            assert abs(numbers(str(rating))[0] - fmean(means[bot])) < 0.1
        means[bot].append(numbers(str(rating))[0])
