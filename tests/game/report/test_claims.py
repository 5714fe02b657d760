"""Every sentence of a report is derived once more from the record; and what is false is noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.record import Record
from game.report.claims import Claim
from tests.game.report.book import Book
from tests.game.report.conftest import GAMES, played, reported
from tests.game.report.derivations import KINDS, derive

RARE = {"ripe", "by-clock", "reseeded", "picked", "withdrew", "refused", "rearmed"}
RARE |= {"over", "relief", "first-breach", "felled", "history-headline", "no-pledge", "none-felled"}


class TestEverySentence:
    def test_it_rests_on_lines_that_exist_and_say_it(self, game: tuple[str, str, str, int]) -> None:
        book, claims = Book(played(*game)), reported(game).claims()
        assert len(claims) > 40
        for claim in claims:
            derive(book, claim)

    def test_ten_questions_each_rest_on_something_that_happened(self, game: tuple[str, str, str, int]) -> None:
        questions = [claim for claim in reported(game).claims() if claim.kind.startswith("?")]
        assert len(questions) == 10
        assert len({claim.text for claim in questions}) == 10
        assert all(claim.text.endswith("?") for claim in questions)

    def test_every_kind_of_claim_is_met_in_some_game(self) -> None:
        """A derivation that is never asked proves nothing; those that few games ask are asked by test_odd_games."""
        met = {claim.kind.removeprefix("?") for game in GAMES for claim in reported(game).claims()}
        assert set(KINDS) - met <= RARE


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
