"""A report on many games: what they cost people, how they ended, what could have been agreed, who made what of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.analysis import gather, measures, pictures
from game.analysis.gather import Played, Sample
from game.analysis.intervals import mean, share
from game.analysis.report import left_out, shown, texts
from game.extras import need
from game.facts import Facts, Value, facts_of
from game.report.blocks import Block, Cell, Document, Figure, Note, Notes, Points, Prose, Section, Table
from game.report.claims import Claim, claim
from game.report.claims import Value as Said
from game.report.svg import inline
from game.say import OUTCOMES
from game.words import capital, listed
from rules.state import OUTCOME_IDS

if TYPE_CHECKING:
    from cards.manuscript import Manuscript
    from game.analysis.measures import Sheet
    from game.record import Record

COUNTED: Final = ("proposals", "adopted", "pledges_made", "pledges_kept", "pledges_broken")
INTERVALS: Final = "Figures are given with their 95 % intervals; games are numbered as they stand in the file."


@dataclass(frozen=True)
class Games:
    """A sample, and of records the rows of every turn; a table of games doesn't have them."""

    sample: Sample
    turns: tuple[tuple[dict[str, Value], ...], ...] = ()

    def numbers(self, holds: Callable[[Played], bool]) -> tuple[int, ...]:
        """The games of which something holds, by number."""
        return tuple(at for at, game in enumerate(self.sample.games, 1) if holds(game))


def of_records(records: Sequence[Record], where: Path) -> Document:
    """The report on the games of some records."""
    needs()
    facts = [facts_of(record) for record in records]
    sample = gather.sample_of(facts)
    gather.refuse_mixed(sample, str(where))
    manuscript = _manuscript(records[0])
    return _document(Games(sample, tuple(map(_turns, facts))), manuscript, where)


def of_table(path: Path) -> Document:
    """The report on the games of a table."""
    needs()
    return _document(Games(gather.gather([path])), None, path)


def needs() -> None:
    """UserError in one line if a package isn't there that figures with intervals need."""
    need("stats", "polars", "scipy", "openskill")


def _manuscript(record: Record) -> Manuscript:
    import cards
    from game.record import scenario_of

    return cards.load(scenario_of(record.header, Path(record.where).parent))


def _turns(facts: Facts) -> tuple[dict[str, Value], ...]:
    """One row a turn: what is the same for every seat."""
    return tuple({int(row["turn"] or 0): row for row in facts.turns}.values())


def _document(games: Games, manuscript: Manuscript | None, where: Path) -> Document:
    sheets = measures.sheets(games.sample)
    game = games.sample.games[0]
    sections = [
        Section("people", "What these games cost people", (Points(tuple(_people(games))),)),
        Section("endings", "How they ended", (Points(tuple(_endings(games))), *_named(sheets, "outcomes"))),
        Section("signatures", "When an agreement came", (Points(tuple(_signed(games))),)),
        Section("deals", "Deals that were there", _deals(games)),
        Section("words", "Packages and pledges, seat by seat", (_deeds(games),)),
        Section("seats", "What each made of it", _named(sheets, "seats")),
        Section("games", "A game on average", _named(sheets, "games", "counts")),
        Section("bots", "Bot against bot", _named(sheets, "compared", "differences", "ratings")),
        Section("choices", "What was never or always chosen", _named(sheets, "actions")),
        Section("questions", "Questions", (Points(tuple(_questions(games)), numbered=True),)),
        Section("argues", "What this game argues, and what it cannot show", _argues(manuscript)),
        Section("people-again", "What these games cost people, once more", (Prose(tuple(_people(games))),)),
    ]
    title = f"{len(games.sample.games)} games of {game.of('scenario')}: what they show"
    return Document(
        title,
        f"Size: {game.of('size')}. From {where.name}.",
        (INTERVALS,),
        tuple(section for section in sections if section.blocks),
        cites="game",
    )


# People and endings


def _people(games: Games) -> Iterator[Claim]:
    tolls = [int(game.of("toll") or 0) for game in games.sample.games]
    every = tuple(range(1, len(tolls) + 1))
    average = mean([(game.of("seed"), float(toll)) for game, toll in zip(games.sample.games, tolls, strict=True)])
    text = f"People harmed in a game, on average: {average.text()}."
    yield claim("games-toll", text, every, total=sum(tolls))
    most, least = max(tolls), min(tolls)
    text = f"In the worst of them {most} came to harm, in the mildest {least}."
    lines = games.numbers(lambda game: game.of("toll") in {most, least})
    yield claim("games-worst", text, lines, most=most, least=least)


def _endings(games: Games) -> Iterator[Claim]:
    ended = Counter(str(game.of("outcome")) for game in games.sample.games)
    words = {OUTCOME_IDS[number]: told for number, told in OUTCOMES.items()}
    for outcome, number in ended.most_common():
        part = share(number, len(games.sample.games)).text(1, 100)
        told = f"{words[outcome]}." if outcome in words else "One side took all it had set out to take: conquest."
        text = f"{number} of {len(games.sample.games)} games ({part} %): {told}"
        lines = tuple(at for at, game in enumerate(games.sample.games, 1) if game.of("outcome") == outcome)
        yield claim("games-outcome", text, lines, outcome=outcome, number=number)


def _signed(games: Games) -> Iterator[Claim]:
    lines = games.numbers(lambda game: game.of("signed_turn") is not None)
    if not lines:
        every = tuple(range(1, len(games.sample.games) + 1))
        yield claim("games-unsigned", "In none of these games was an agreement signed.", every)
        return
    turns = Counter(int(games.sample.games[line - 1].of("signed_turn") or 0) for line in lines)
    for turn, number in sorted(turns.items()):
        text = f"In {number} of {len(games.sample.games)} games the last agreement was signed in turn {turn}."
        own = tuple(line for line in lines if games.sample.games[line - 1].of("signed_turn") == turn)
        yield claim("games-signed", text, own, turn=turn, number=number)


# Deals


def missed(rows: Iterable[dict[str, Value]]) -> list[int]:
    """The turns of a game at whose conference texts could have been signed, and that closed without an agreement."""
    return [int(row["turn"] or 0) for row in rows if row["signable"] and not row["agreement"]]


def _deals(games: Games) -> tuple[Block, ...]:
    if not games.turns:
        return (Note("A table doesn't say what could have been agreed; a report on the records does."),)
    found = {number: missed(rows) for number, rows in enumerate(games.turns, 1)}
    lines = tuple(number for number, turns in found.items() if turns)
    text = (
        f"In {len(lines)} of {len(found)} games there was a turn with texts that all required parties would have "
        "gained by and could have signed, and no agreement when it closed."
    )
    blocks: list[Block] = [Prose((claim("games-missed", text, lines or tuple(found), number=len(lines)),))]
    last = max(len(rows) for rows in games.turns)
    rows = tuple(_zone_row(games, turn) for turn in range(1, last + 1))
    columns = ("Turn", "Games", "With texts in the zone", "With texts that could be signed", "Zone on average")
    return (*blocks, Table("What could have been agreed, turn by turn", columns, rows))


def _zone_row(games: Games, turn: int) -> tuple[str, ...]:
    rows = [row for game in games.turns for row in game if row["turn"] == turn and row["zone"] is not None]
    zones = [int(row["zone"] or 0) for row in rows]
    signable = sum(1 for row in rows if row["signable"])
    average = f"{sum(zones) / len(zones):.0f}" if zones else ""
    return (f"Turn {turn}", str(len(rows)), str(sum(1 for zone in zones if zone)), str(signable), average)


def _deeds(games: Games) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for seat in games.sample.seats:
        own = [row for game in games.sample.games for row in game.rows if row["seat"] == seat]
        sums = [sum(int(row[name] or 0) for row in own) for name in COUNTED]
        values: dict[str, Said] = {"seat": seat, **dict(zip(COUNTED, sums, strict=True))}
        told = claim("games-deeds", seat, tuple(range(1, len(games.sample.games) + 1)), **values)
        rows.append((told, *map(str, sums)))
    columns = ("Seat", *(capital(name.replace("_", " ")) for name in COUNTED))
    return Table("What the seats did, in all games together", columns, tuple(rows))


# Sheets


def _named(sheets: Sequence[Sheet], *names: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for sheet in sheets:
        if sheet.name in names:
            blocks.append(Note(" ".join(filter(None, (sheet.note, left_out(sheet))))))
            blocks += _pictures(sheet)
            table = _table(sheet)
            if table.rows:
                blocks.append(table)
    return tuple(blocks)


def _table(sheet: Sheet) -> Table:
    rows = tuple(tuple(texts(sheet, row)) for row in shown(sheet))
    return Table(sheet.title, tuple(map(capital, sheet.columns)), rows)


def _pictures(sheet: Sheet) -> Iterator[Figure]:
    from game.report.figures import drawing

    if sheet.name == "actions":  # too many rows for a page; those that matter stand in the table
        return
    with drawing():
        for name, figure in pictures.figures(sheet):
            key = name.replace(".", "-").replace(" ", "-")
            part = name.partition(".")[2].replace("-", " ")
            title = f"{sheet.title}: {part}" if part else sheet.title
            words = f"Dots with their 95 % intervals. {sheet.note} The table beside it gives every figure."
            yield Figure(key, title, words, inline(figure, key, title, words), _table(sheet))


# Questions


def _questions(games: Games) -> Iterator[Claim]:
    every = tuple(range(1, len(games.sample.games) + 1))
    ended = Counter(str(game.of("outcome")) for game in games.sample.games)
    usual, number = ended.most_common(1)[0]
    text = f"{number} of {len(every)} games ended in the same way. What would have to be otherwise for another ending?"
    lines = games.numbers(lambda game: game.of("outcome") == usual)
    yield claim("?games-outcome", text, lines, outcome=usual, number=number)
    tolls = [int(game.of("toll") or 0) for game in games.sample.games]
    if max(tolls) > min(tolls):
        text = (
            f"The toll runs from {min(tolls)} to {max(tolls)}. Was it the same people's doing that made the difference?"
        )
        lines = games.numbers(lambda game: game.of("toll") in {min(tolls), max(tolls)})
        yield claim("?games-worst", text, lines, most=max(tolls), least=min(tolls))
    lines = tuple(number for number, rows in enumerate(games.turns, 1) if missed(rows))
    if lines:
        text = "Deals were there and were not made in some of these games. Did that take bad will, or only not knowing?"
        yield claim("?games-missed", text, lines, number=len(lines))
    if len(games.sample.bots) > 1:
        names = listed(games.sample.bots)
        text = f"{names} played here. What does each take for granted about the others?"
        yield claim("?games-bots", text, every, bots=tuple(games.sample.bots))
    text = "All of this is a model. Which of its assumptions would you test first, and how?"
    yield claim("?games-toll", text, every, total=sum(tolls))


def _argues(manuscript: Manuscript | None) -> tuple[Block, ...]:
    if manuscript is None or not manuscript.scenario.argues:
        return ()
    return (Notes(tuple(Note(sentence) for sentence in manuscript.scenario.argues)),)
