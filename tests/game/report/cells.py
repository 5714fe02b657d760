"""What every table of a report must hold, derived from a record cell by cell: one function a table.

A cell that is a claim cites its own lines, and is derived where claims are (derivations/); here it counts as None.
"""

from __future__ import annotations

from collections.abc import Callable

from game.atlas import marks
from game.report.blocks import Table
from game.report.claims import Claim
from game.words import capital, listed
from rules import actions as act
from rules import events as event_of
from rules import kernel
from rules.scenario import NOBODY
from tests.game.report.book import Book, Told
from tests.game.report.derivations.promises import FATE_OF
from tests.game.report.derivations.settlement import conference_lines
from tests.game.report.derivations.story import laid_to

Rows = list[tuple[str | None, ...]]
Derive = Callable[[Book, Table], Rows]
TABLES: dict[str, Derive] = {}


def check(book: Book, table: Table) -> None:
    """Fail unless every cell says what the record says, and the lines it rests on exist."""
    assert all(0 <= line <= book.last for line in table.lines), table.caption
    found = [tuple(None if isinstance(cell, Claim) else cell for cell in row) for row in table.rows]
    assert found == TABLES[table.name](book, table), table.caption
    assert {len(row) for row in found} <= {len(table.columns)}, table.caption


def rows_of(*names: str) -> Callable[[Derive], Derive]:
    def keep(function: Derive) -> Derive:
        for name in names:
            TABLES[name] = function
        return function

    return keep


def claims(table: Table) -> list[Claim]:
    return [row[0] for row in table.rows if isinstance(row[0], Claim)]


# Over time


def turns(book: Book) -> range:
    return range(1, len(book.all(event_of.TURN_BEGAN)) + 1)


def moments(book: Book) -> list[tuple[str, int]]:
    opening = book.all(event_of.TURN_BEGAN)[0].line
    return [("start", opening), *((f"end of turn {turn}", book.closing(turn)) for turn in turns(book))]


def at_moments(book: Book, table: Table) -> list[tuple[str, int]]:
    assert table.lines == tuple(line for _when, line in moments(book))
    return moments(book)


@rows_of("satisfaction")
def _satisfaction(book: Book, table: Table) -> Rows:
    states = [(when, book.states[line]) for when, line in at_moments(book, table)]
    return [(when, *map(str, kernel.returns(book.table, state))) for when, state in states]


@rows_of("worth")
def _worth(book: Book, table: Table) -> Rows:
    rows: Rows = []
    for when, line in at_moments(book, table):
        every = [kernel.worth(book.table, book.states[line], seat) for seat in range(book.table.seats)]
        cells = [(f"{100 * one.points / one.best:.1f}", f"{one.no_deal / 100:.1f}") for one in every]
        rows.append((when, *(cell for pair in cells for cell in pair)))
    return rows


@rows_of("draft")
def _draft(book: Book, table: Table) -> Rows:
    drafts = [book.states[line].draft for _when, line in at_moments(book, table)]
    names = book.table.position_names
    return [
        (book.words.dossier(issue), *(f"{draft[issue]}: {names[issue][draft[issue]]}" for draft in drafts))
        for issue in range(book.table.issues)
    ]


@rows_of("map")
def _map(book: Book, table: Table) -> Rows:
    (line,) = table.lines
    assert table.caption.lower() in {f"the map: {when}" for when, at in moments(book) if at == line}
    s, sides, rows = book.states[line], range(book.table.sides), []
    for area in range(book.table.areas):
        strengths = [s.strength[area * book.table.sides + side] for side in sides]
        told = [f"{marks(book.table.side_ids)[side]}{strengths[side]}" for side in sides if strengths[side]]
        holder = book.words.side(s.holder[area]) if s.holder[area] != NOBODY else "nobody"
        besieged = "besieged" if s.besieged >> area & 1 else ""
        rows.append((book.words.place(area), holder, " ".join(told) or "nobody", besieged))
    return [*rows]


@rows_of("zone")
def _zone(book: Book, table: Table) -> Rows:
    lines, seats, rows = conference_lines(book), list(range(book.table.seats)), []
    assert table.lines == tuple(lines)
    for turn, line in zip(turns(book), lines, strict=True):
        required = book.required()
        counts = (book.count(line, required), book.count(line, required, signable=True), book.count(line, seats))
        rows.append((f"Turn {turn}", *(f"{count:,}" for count in counts)))
    return [*rows]


@rows_of("deals")
def _deals(book: Book, table: Table) -> Rows:
    (line,) = table.lines
    found = claims(table)
    assert {claim.lines for claim in found} == {(line,)}
    assert table.caption.startswith(f"Turn {book.states[line].turn}: ")
    assert ("could have been signed" in table.caption) == found[0].values["signable"]
    rows: Rows = []
    for claim in found:
        text = claim.values["text"]
        assert isinstance(text, tuple)
        own = [book.gain(line, seat, [int(at) for at in text]) for seat in range(book.table.seats)]
        rows.append((None, *(f"{round(gain, 1):+.1f}" for gain in own)))
    return rows


# People


@rows_of("harmed")
def _harmed(book: Book, table: Table) -> Rows:
    harm = [one for one in book.all(event_of.TOLL) if one.event.b > 0]
    authors = sorted({laid_to(book, one) for one in harm}, key=lambda mask: (not mask, mask))
    rows: Rows = []
    for mask in authors:
        seats = [book.words.short(seat) for seat in range(book.table.seats) if mask >> seat & 1]
        own = [one for one in harm if laid_to(book, one) == mask]
        counts = [sum(one.event.b for one in own if one.turn == turn) for turn in turns(book)]
        name = str(listed(seats)) if mask else "Nobody at the table"
        rows.append((capital(name), *map(str, counts), str(sum(counts))))
    return rows


@rows_of("promised")
def _promised(book: Book, table: Table) -> Rows:
    draft, gives = book.states[-1].draft, words_of_people(book)
    assert [claim.values["issue"] for claim in claims(table)] == [issue for issue, texts in enumerate(gives) if texts]
    return [(None, texts[draft[issue]]) for issue, texts in enumerate(gives) if texts]


def words_of_people(book: Book) -> list[tuple[str, ...]]:
    people = {issue.id: issue.people for issue in book.manuscript.scenario.issue}
    given = [people[name] for name in book.table.issue_ids]
    return [one.positions if one else () for one in given]


@rows_of("results")
def _results(book: Book, table: Table) -> Rows:
    assert table.lines == (book.last,)
    s, rows = book.states[-1], []
    for seat, made in enumerate(kernel.returns(book.table, s)):
        worth = kernel.worth(book.table, s, seat)
        u, n = f"{100 * worth.points / worth.best:.1f}", f"{worth.no_deal / 100:.1f}"
        short = capital(book.words.short(seat))
        rows.append((short, None, str(made), u, n, str(s.support[seat]), str(s.credibility[seat])))
    return [*rows]


@rows_of("history")
def _history(book: Book, table: Table) -> Rows:
    moments_ = [one for one in book.manuscript.history if one.turn <= book.table.numbers.turns]
    return [(one.when, f"{one.text} [{one.source}]", None) for one in moments_]


# Pledges and packages


@rows_of("pledges")
def _pledges(book: Book, table: Table) -> Rows:
    return [_pledge(book, one) for one in book.all(event_of.PLEDGED)]


def _pledge(book: Book, made: Told) -> tuple[str | None, ...]:
    key, w = (made.event.seat, made.event.a), book.words
    after = book.told[book.told.index(made) + 1 :]
    ends = (one for one in after if one.event.kind in FATE_OF and (one.event.seat, one.event.a) == key)
    ended = next(ends, None)
    fate = f"{FATE_OF[ended.event.kind]} in turn {ended.turn}" if ended else "running to the end"
    owed = capital(w.seats(made.event.b)) if made.event.b else "Nobody"
    return None, w.title(key[0]), owed, f"turn {made.turn}", fate


@rows_of("felled")
def _felled(book: Book, table: Table) -> Rows:
    fell = book.all(event_of.FELL)
    opened = [claim.lines[0] for claim in claims(table)]
    assert [claim.lines[-1] for claim in claims(table)] == [one.line for one in fell]
    return [_package(book, begun, one) for begun, one in zip(opened, fell, strict=True)]


def _package(book: Book, opened: int, fell: Told) -> tuple[str | None, ...]:
    w, by = book.words, fell.event.a
    broke = book.lines[fell.line] == "break"
    paid = book.states[fell.line - 1].influence[by] - book.states[fell.line].influence[by] if broke else 0
    told = f"{w.short(by)}, who {'broke the silence' if broke else 'declined'}"
    return None, w.short(fell.event.seat), told, str(fell.event.b), str(paid), _where(book, opened, fell.line)


def _where(book: Book, opened: int, closed: int) -> str:
    """Where the draft would have been with the texts of a package."""
    draft = list(book.states[opened].draft)
    for line in book.lines[opened + 1 : closed + 1]:
        verb, *rest = line.split()
        if verb == "text":
            entry = next(one for one in book.table.acts.entries if _is_text(book, one, rest))
            draft[entry[1]] = entry[2]
    if draft == list(book.states[opened].draft):
        return "unchanged"
    inside = all(book.gains(opened, seat, draft) for seat in book.required())
    return "would have lain in the zone" if inside else "outside the zone"


def _is_text(book: Book, entry: tuple[int, ...], written: list[str]) -> bool:
    return entry[0] == act.TEXT and [book.table.issue_ids[entry[1]], str(entry[2])] == written
