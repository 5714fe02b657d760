"""Finished games to report on: small ones, and ones of every kind."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from game import arena
from game.record import Record, from_json
from game.report.blocks import Document
from game.report.course import Course, course_of
from game.report.pages import document

GAMES = [
    ("two-banks", "standard", "random", 7),
    ("two-banks", "micro", "passive", 1),
    ("two-banks", "standard", "greedy", 3),
    ("empty-chairs", "class", "negotiator", 2),
    ("empty-chairs", "class", "greedy", 2),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process asks them all, so that games and reports are made once."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("report"))


@lru_cache(maxsize=16)
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


@pytest.fixture
def small() -> Record:
    """One small game."""
    return played(*GAMES[0])


@pytest.fixture
def course(small: Record) -> Course:
    return course_of(small)
