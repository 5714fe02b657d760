"""Finished games to report on: small ones, and ones of every kind. Each is played, read and reported on once."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

import pytest

from game import arena
from game.record import Record, from_json
from game.report.blocks import Document
from game.report.course import Course, course_of
from game.report.pages import document
from game.report.tournament import of_records
from tests.game.report.book import Book
from tests.game.report.shelf import EASY_CONQUEST, edited, shelf

GAMES = [
    ("two-banks", "standard", "random", 7),
    ("two-banks", "micro", "passive", 1),
    ("two-banks", "standard", "greedy", 3),
    ("empty-chairs", "class", "negotiator", 2),
    ("empty-chairs", "class", "greedy", 2),
]
MIXED = "upstream=greedy,others=random"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process asks them all, so that games and reports are made once."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("report"))


class Case:
    """A game, read by the tests and told by the report."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def book(self) -> Book:
        return Book(self.record)

    @cached_property
    def report(self) -> Document:
        return document(course_of(self.record))


class Tournament:
    """Games that are told together."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records

    @cached_property
    def books(self) -> list[Book]:
        return [Book(record) for record in self.records]

    @cached_property
    def report(self) -> Document:
        return of_records(self.records, Path("games.jsonl"))


@lru_cache(maxsize=32)
def played(scenario: str, size: str, seats: str, seed: int) -> Record:
    """A game of bots, to its end."""
    run = arena.Run(scenario, size, (), seed)
    run = run._replace(seats=arena.seats_of(arena.table_of(run), seats))
    return from_json(arena.game(run, 0).line, "the record")


@lru_cache(maxsize=16)
def reported(game: tuple[str, str, str, int]) -> Document:
    """The report of one of GAMES; pictures take their time, so it is made once."""
    return document(course_of(played(*game)))


@pytest.fixture(params=GAMES, ids=lambda game: "-".join(map(str, game)))
def game(request: pytest.FixtureRequest) -> tuple[str, str, str, int]:
    """One of several games."""
    chosen: tuple[str, str, str, int] = request.param
    return chosen


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Games of every kind, by what they are."""
    found = {name: Case(record) for name, record in shelf(tmp_path_factory.mktemp("shelf")).items()}
    bots = [*GAMES, ("two-banks", "standard", MIXED, 1)]
    return found | {"-".join(map(str, game)): Case(played(*game)) for game in bots}


@pytest.fixture(scope="session")
def tournaments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tournament]:
    """Games that are told together: of several bots with the same seeds, of one, without and with agreements."""
    mixed = [played("two-banks", "standard", seats, seed) for seed in (1, 2, 3) for seats in ("random", MIXED)]
    agreed = [played("empty-chairs", "class", seats, 2) for seats in ("negotiator", "greedy")]
    passive = [played("two-banks", "standard", "passive", seed) for seed in (1, 2, 3)]
    easy = edited(tmp_path_factory.mktemp("won"), EASY_CONQUEST)
    won = [played(easy, "standard", "hawk", seed) for seed in (1, 2)]
    return {
        "mixed": Tournament(mixed),
        "agreed": Tournament(agreed),
        "passive": Tournament(passive),
        "won": Tournament(won),
    }


@pytest.fixture
def small() -> Record:
    """One small game."""
    return played(*GAMES[0])


@pytest.fixture
def course(small: Record) -> Course:
    return course_of(small)
