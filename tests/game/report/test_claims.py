"""Every sentence and every cell of a report is derived once more from the record; and what is false is noticed."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

import game.report
from game.record import Record
from game.report.claims import Claim
from game.report.story import PLAIN, TELLING
from rules import events as event_of
from rules import state as state_of
from tests import messages
from tests.game.report import many
from tests.game.report.book import Book
from tests.game.report.cells import TABLES, check
from tests.game.report.conftest import GAMES, Case, Tournament, played, reported
from tests.game.report.derivations import KINDS, derive
from tests.game.report.reading import strings

HERE = Path(game.report.__file__ or "").parent
HOLE = re.compile(r"(\{[^{}]*\})")
CHAPTERS = ("bargain", "cost", "moments", "pages", "people", "questions", "story", "talks", "tournament")
# What none of these games says, and why that is none of our doing
UNMET = {
    "No line changed what anybody stood to gain by much.",  # even a game of passing has its consequences
    "{player}, then {other}",  # a bot that is a program and failed
    # One game in two hundred
    (
        "There was one text by which {required} would all have gained; texts that could have been signed at once: "
        "{signable}. Texts by which all seats would have gained: {everybody}."
    ),
    "One game of {scenario}: what it shows",  # a table of one game
    "A table doesn't say what could have been agreed; a report on the records does.",  # test_many_games
}


def kinds_in_source() -> set[str]:
    """The kinds of claim that the chapters make: the first argument of every `claim(...)`."""
    found: set[str] = set()
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "claim":
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value).removeprefix("?"))
    return found


class TestEverySentence:
    def test_a_report_makes_claims(self, cases: dict[str, Case], tournaments: dict[str, Tournament]) -> None:
        """Here all reports are made, and what that covers is counted; not so what it takes to derive them anew."""
        assert all(len(case.report.claims()) > 40 for case in cases.values())
        assert all(games.report.claims() for games in tournaments.values())

    @pytest.mark.no_cover
    def test_it_rests_on_lines_that_exist_and_say_it(self, cases: dict[str, Case]) -> None:
        for case in cases.values():
            for claim in case.report.claims():
                derive(case.book, claim)

    @pytest.mark.no_cover
    def test_every_cell_of_every_table_says_what_the_record_says(self, cases: dict[str, Case]) -> None:
        for case in cases.values():
            for table in case.report.tables():
                check(case.book, table)

    def test_ten_questions_each_rest_on_something_that_happened(self, cases: dict[str, Case]) -> None:
        for case in cases.values():
            questions = [claim for claim in case.report.claims() if claim.kind.startswith("?")]
            assert len(questions) == 10
            assert len({claim.text for claim in questions}) == 10
            assert all(claim.text.endswith("?") for claim in questions)

    @pytest.mark.no_cover
    def test_and_of_many_games_too(self, tournaments: dict[str, Tournament]) -> None:
        for games in tournaments.values():
            for claim in games.report.claims():
                many.derive(games.books, claim)
            for table in games.report.tables():
                many.check(games.books, table)


class TestNothingIsNeverMet:
    """A derivation that is never asked proves nothing: whatever a report can say is said of one of these games."""

    def test_every_kind_of_claim(self, cases: dict[str, Case], tournaments: dict[str, Tournament]) -> None:
        assert kinds_in_source() == set(KINDS) | set(many.CLAIMS)
        documents = [*(case.report for case in cases.values()), *(games.report for games in tournaments.values())]
        met = {claim.kind.removeprefix("?") for document in documents for claim in document.claims()}
        assert met == kinds_in_source()

    def test_every_kind_of_table(self, cases: dict[str, Case], tournaments: dict[str, Tournament]) -> None:
        assert {table.name for case in cases.values() for table in case.report.tables()} == set(TABLES)
        assert {table.name for games in tournaments.values() for table in games.report.tables()} == set(many.ROWS)

    def test_every_kind_of_event_that_is_told(self, cases: dict[str, Case]) -> None:
        names = {number: name for name, number in vars(event_of).items() if name.isupper() and type(number) is int}
        told = {
            one.event.kind
            for case in cases.values()
            for claim in case.report.claims()
            if claim.kind == "event"
            for one in case.book.told
            if one.line == claim.lines[0] and one.event.key() == claim.values["event"]
        }
        assert {names[kind] for kind in PLAIN - told} == set()

    def test_every_ending(self, cases: dict[str, Case]) -> None:
        assert {case.book.states[-1].outcome for case in cases.values()} == set(range(len(state_of.OUTCOME_IDS)))

    def test_what_explains_a_turning_point(self, cases: dict[str, Case]) -> None:
        swings = [(case, claim) for case in cases.values() for claim in case.report.claims() if claim.kind == "swing"]
        first = {next((kind for kind in TELLING if case.book.at(claim.lines[0], kind)), None) for case, claim in swings}
        assert len(first) > len(TELLING) / 2

    def test_every_sentence_of_the_chapters(self, cases: dict[str, Case], tournaments: dict[str, Tournament]) -> None:
        """In one of its forms: the singular of a rare thing may be rare."""
        documents = [*(case.report for case in cases.values()), *(games.report for games in tournaments.values())]
        said = "\n".join(sorted({text for document in documents for text in strings(document)}))
        unmet = {
            message.text
            for chapter in CHAPTERS
            for message in messages.marked(HERE / f"{chapter}.py")
            if not any(re.search(_pattern(text), said) for text in (message.text, message.plural) if text)
        }
        assert unmet <= UNMET


def _pattern(message: str) -> str:
    """A message as it may stand on a page: filled in, its first letter small or not."""
    parts = "".join(".*" if HOLE.fullmatch(part) else re.escape(part) for part in HOLE.split(message[1:]))
    first = message[:1]
    return "" if first == "{" else f"[{re.escape(first.lower())}{re.escape(first.upper())}]{parts}"


@pytest.mark.no_cover
class TestWhatIsFalse:
    """The derivations notice a claim that says something else, or rests on another line."""

    @pytest.fixture
    def claims(self, small: Record) -> list[Claim]:
        assert small is played(*GAMES[0])
        return reported(GAMES[0]).claims()

    def test_another_line_is_noticed(self, small: Record, claims: list[Claim]) -> None:
        book, unnoticed = Book(small), set()
        for claim in claims:
            if claim.kind in {"event", "headline", "attendance", "package", "swing", "pledge", "result"}:
                moved = replace(claim, lines=tuple(max(line - 1, 0) for line in claim.lines))
                try:
                    derive(book, moved)
                except (AssertionError, IndexError, StopIteration, KeyError):
                    continue
                unnoticed.add(claim.kind)
        assert not unnoticed

    def test_another_number_is_noticed(self, small: Record, claims: list[Claim]) -> None:
        book, checked = Book(small), 0
        for claim in claims:
            for key in ("total", "harmed", "number", "size", "signable", "before", "after", "made", "satisfaction"):
                if type(claim.values.get(key)) is int:
                    wrong = replace(claim, values={**claim.values, key: int(str(claim.values[key])) + 1})
                    with pytest.raises((AssertionError, KeyError, IndexError)):
                        derive(book, wrong)
                    checked += 1
        assert checked > 10

    def test_a_line_that_is_not_there_is_noticed(self, small: Record, claims: list[Claim]) -> None:
        book = Book(small)
        with pytest.raises(AssertionError):
            derive(book, replace(claims[0], lines=(book.last + 1,)))

    def test_another_cell_is_noticed(self, cases: dict[str, Case]) -> None:
        """In every kind of table, in the last cell that isn't a claim."""
        left = set(TABLES)
        for case in cases.values():
            for table in case.report.tables():
                if table.name in left:
                    left.remove(table.name)
                    *rows, last = table.rows
                    at = max(at for at, cell in enumerate(last) if isinstance(cell, str))
                    wrong = (*last[:at], f"{last[at]}1", *last[at + 1 :])
                    with pytest.raises(AssertionError):
                        check(case.book, replace(table, rows=(*rows, wrong)))
        assert not left

    def test_another_number_of_many_games_is_noticed(self, tournaments: dict[str, Tournament]) -> None:
        games, checked = tournaments["mixed"], set()
        for claim in games.report.claims():
            for key, value in claim.values.items():
                if type(value) is int:
                    with pytest.raises(AssertionError):
                        many.derive(games.books, replace(claim, values={**claim.values, key: value + 1}))
                    checked.add(claim.kind)
        assert len(checked) > 5
        for table in games.report.tables():
            if table.name not in {"sheet-ratings", "sheet-differences"}:  # whose last cells are openskill's, or words
                *rows, last = table.rows
                wrong = (*last[:-1], "9999 [0, 99999]")
                with pytest.raises(AssertionError):
                    many.check(games.books, replace(table, rows=(*rows, wrong)))
