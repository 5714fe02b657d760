"""A report on many games: what they cost people, how they ended, what could have been agreed, who made what of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.language import N_, _, ngettext
from game.analysis import gather, measures
from game.analysis.gather import Played, Sample
from game.analysis.intervals import mean, share
from game.extras import need
from game.facts import Facts, Value, facts_of
from game.report.blocks import Block, Cell, Document, Note, Notes, Points, Prose, Section, Table
from game.report.claims import Claim, claim
from game.report.claims import Value as Said
from game.report.sheets import Speaker, estimate
from game.say import OUTCOMES
from game.words import capital, listed, thousands
from rules.state import OUTCOME_IDS

if TYPE_CHECKING:
    from cards.manuscript import Manuscript
    from game.record import Record

COUNTED: Final = ("proposals", "adopted", "pledges_made", "pledges_kept", "pledges_broken")
INTERVALS: Final = N_("Figures are given with their 95 % intervals; games are numbered as they stand in the file.")
CONQUERED: Final = N_("One side took all it had set out to take: conquest")


@dataclass(frozen=True)
class Games:
    """A sample, and of records the rows of every turn; a table of games doesn't have them."""

    sample: Sample
    manuscript: Manuscript | None = None
    turns: tuple[tuple[dict[str, Value], ...], ...] = ()

    def numbers(self, holds: Callable[[Played], bool]) -> tuple[int, ...]:
        """The games of which something holds, by number."""
        return tuple(at for at, game in enumerate(self.sample.games, 1) if holds(game))

    def title(self) -> str:
        """The scenario's title; its id if that is all there is."""
        return self.manuscript.scenario.title if self.manuscript else str(self.sample.games[0].of("scenario"))

    def size(self) -> str:
        """The name of the size, likewise."""
        own = str(self.sample.games[0].of("size"))
        sizes = self.manuscript.scenario.size if self.manuscript else ()
        return next((size.name for size in sizes if size.id == own), own)

    def seat_names(self) -> dict[str, str]:
        """The short names of seats by their ids, likewise."""
        return {seat.id: seat.short for seat in self.manuscript.scenario.seat} if self.manuscript else {}


def of_records(records: Sequence[Record], where: Path) -> Document:
    """The report on the games of some records."""
    needs()
    facts = [facts_of(record) for record in records]
    sample = gather.sample_of(facts)
    gather.refuse_mixed(sample, str(where))
    manuscript = _manuscript(records[0])
    return _document(Games(sample, manuscript, tuple(map(_turns, facts))), where)


def of_table(path: Path) -> Document:
    """The report on the games of a table."""
    needs()
    return _document(Games(gather.gather([path])), path)


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


def _document(games: Games, where: Path) -> Document:
    sheets = measures.sheets(games.sample)
    told = Speaker(games.seat_names())
    sections = [
        Section("people", _("What these games cost people"), (Points(tuple(_people(games))),)),
        Section("endings", _("How they ended"), (Points(tuple(_endings(games))), *told.blocks(sheets, "outcomes"))),
        Section("signatures", _("When an agreement came"), (Points(tuple(_signed(games))),)),
        Section("deals", _("Deals that were there"), _deals(games)),
        Section("words", _("Packages and pledges, seat by seat"), (_deeds(games, told),)),
        Section("seats", _("What each made of it"), told.blocks(sheets, "seats")),
        Section("games", _("A game on average"), told.blocks(sheets, "games", "counts")),
        Section("bots", _("Bot against bot"), told.blocks(sheets, "compared", "differences", "ratings")),
        Section("choices", _("What was never or always chosen"), told.blocks(sheets, "actions")),
        Section("questions", _("Questions"), (Points(tuple(_questions(games)), numbered=True),)),
        Section("argues", _("What this game argues, and what it cannot show"), _argues(games.manuscript)),
        Section("people-again", _("What these games cost people, once more"), (Prose(tuple(_people(games))),)),
    ]
    return Document(
        _title(games),
        _("Size: {size}. From {file}.").format(size=games.size(), file=where.name),
        (_(INTERVALS),),
        tuple(section for section in sections if section.blocks),
        of_games=True,
    )


def _title(games: Games) -> str:
    number = len(games.sample.games)
    told = ngettext("One game of {scenario}: what it shows", "{n} games of {scenario}: what they show", number)
    return told.format(n=number, scenario=games.title())


# People and endings


def _people(games: Games) -> Iterator[Claim]:
    tolls = [int(game.of("toll") or 0) for game in games.sample.games]
    every = tuple(range(1, len(tolls) + 1))
    average = mean([(game.of("seed"), float(toll)) for game, toll in zip(games.sample.games, tolls, strict=True)])
    text = _("People harmed in a game, on average: {toll}.").format(toll=estimate(average))
    yield claim("games-toll", text, every, total=sum(tolls))
    most, least = max(tolls), min(tolls)
    text = _("In the worst of them {most} came to harm, in the mildest {least}.").format(most=most, least=least)
    if most == least:
        text = ngettext("In each of them {n} came to harm.", "In each of them {n} came to harm.", most).format(n=most)
    lines = games.numbers(lambda game: game.of("toll") in {most, least})
    yield claim("games-worst", text, lines, most=most, least=least)


def _endings(games: Games) -> Iterator[Claim]:
    ended = Counter(str(game.of("outcome")) for game in games.sample.games)
    words = {OUTCOME_IDS[number]: told for number, told in OUTCOMES.items()}
    for outcome, number in ended.most_common():
        total = len(games.sample.games)
        ending = _(words.get(outcome, CONQUERED))
        text = _("{number} of {total} games ({share} %): {ending}.").format(
            number=number, total=total, share=estimate(share(number, total), 1, 100), ending=ending
        )
        lines = tuple(at for at, game in enumerate(games.sample.games, 1) if game.of("outcome") == outcome)
        yield claim("games-outcome", text, lines, outcome=outcome, number=number)


def _signed(games: Games) -> Iterator[Claim]:
    lines = games.numbers(lambda game: game.of("signed_turn") is not None)
    if not lines:
        every = tuple(range(1, len(games.sample.games) + 1))
        yield claim("games-unsigned", _("In none of these games was an agreement signed."), every)
        return
    turns = Counter(int(games.sample.games[line - 1].of("signed_turn") or 0) for line in lines)
    for turn, number in sorted(turns.items()):
        told = _("In {number} of {total} games the last agreement was signed in turn {turn}.")
        text = told.format(number=number, total=len(games.sample.games), turn=turn)
        own = tuple(line for line in lines if games.sample.games[line - 1].of("signed_turn") == turn)
        yield claim("games-signed", text, own, turn=turn, number=number)


# Deals


def missed(rows: Iterable[dict[str, Value]]) -> list[int]:
    """The turns of a game at whose conference texts could have been signed, and that closed without an agreement."""
    return [int(row["turn"] or 0) for row in rows if row["signable"] and not row["agreement"]]


def _deals(games: Games) -> tuple[Block, ...]:
    if not games.turns:
        return (Note(_("A table doesn't say what could have been agreed; a report on the records does.")),)
    found = {number: missed(rows) for number, rows in enumerate(games.turns, 1)}
    lines = tuple(number for number, turns in found.items() if turns)
    text = _(
        "In {number} of {total} games there was a turn with texts that all required parties would have gained by and "
        "could have signed, and no agreement when it closed."
    ).format(number=len(lines), total=len(found))
    blocks: list[Block] = [Prose((claim("games-missed", text, lines or tuple(found), number=len(lines)),))]
    last = max(len(rows) for rows in games.turns)
    rows = tuple(_zone_row(games, turn) for turn in range(1, last + 1))
    columns = (
        _("Turn"),
        _("Games"),
        _("With texts in the zone"),
        _("With texts that could be signed"),
        _("Zone on average"),
    )
    return (*blocks, Table("games-zone", _("What could have been agreed, turn by turn"), columns, rows))


def _zone_row(games: Games, turn: int) -> tuple[str, ...]:
    rows = [row for game in games.turns for row in game if row["turn"] == turn and row["zone"] is not None]
    zones = [int(row["zone"] or 0) for row in rows]
    signable = sum(1 for row in rows if row["signable"])
    average = thousands(round(sum(zones) / len(zones))) if zones else ""
    return (
        _("Turn {turn}").format(turn=turn),
        str(len(rows)),
        str(sum(1 for zone in zones if zone)),
        str(signable),
        average,
    )


def _deeds(games: Games, told: Speaker) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for seat in games.sample.seats:
        own = [row for game in games.sample.games for row in game.rows if row["seat"] == seat]
        sums = [sum(int(row[name] or 0) for row in own) for name in COUNTED]
        values: dict[str, Said] = {"seat": seat, **dict(zip(COUNTED, sums, strict=True))}
        every = tuple(range(1, len(games.sample.games) + 1))
        rows.append((claim("games-deeds", told(seat), every, **values), *map(str, sums)))
    columns = (_("Seat"), *(capital(told(name.replace("_", " "))) for name in COUNTED))
    return Table("games-deeds", _("What the seats did, in all games together"), columns, tuple(rows))


# Questions


def _questions(games: Games) -> Iterator[Claim]:
    every = tuple(range(1, len(games.sample.games) + 1))
    ended = Counter(str(game.of("outcome")) for game in games.sample.games)
    usual, number = ended.most_common(1)[0]
    if number > 1:
        told = _("{number} of {total} games ended in the same way. What would have to be otherwise for another ending?")
        text = told.format(number=number, total=len(every))
        lines = games.numbers(lambda game: game.of("outcome") == usual)
        yield claim("?games-outcome", text, lines, outcome=usual, number=number)
    tolls = [int(game.of("toll") or 0) for game in games.sample.games]
    if max(tolls) > min(tolls):
        told = _("The toll runs from {least} to {most}. Was it the same people's doing that made the difference?")
        text = told.format(least=min(tolls), most=max(tolls))
        lines = games.numbers(lambda game: game.of("toll") in {min(tolls), max(tolls)})
        yield claim("?games-worst", text, lines, most=max(tolls), least=min(tolls))
    lines = tuple(number for number, rows in enumerate(games.turns, 1) if missed(rows))
    if lines:
        text = _(
            "Deals were there and were not made in some of these games. Did that take bad will, or only not knowing?"
        )
        yield claim("?games-missed", text, lines, number=len(lines))
    if len(games.sample.bots) > 1:
        names = listed(games.sample.bots)
        text = _("Here played: {bots}. What does each take for granted about the others?").format(bots=names)
        yield claim("?games-bots", text, every, bots=tuple(games.sample.bots))
    text = _("All of this is a model. Which of its assumptions would you test first, and how?")
    yield claim("?games-toll", text, every, total=sum(tolls))


def _argues(manuscript: Manuscript | None) -> tuple[Block, ...]:
    if manuscript is None or not manuscript.scenario.argues:
        return ()
    return (Notes(tuple(Note(sentence) for sentence in manuscript.scenario.argues)),)
