"""Tables to play at, and games played at random."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

import cards
from game.face import Game
from rules.scenario import Scenario

TABLES = [(name, size.id) for name in cards.available() for size in cards.load(name).scenario.size]
SMALL = ("two-banks", "standard")


@pytest.fixture(params=TABLES, ids="-".join)
def every_table(request: pytest.FixtureRequest) -> Scenario:
    """Every size of every scenario that ships."""
    return cards.table(*request.param)


@pytest.fixture
def table() -> Scenario:
    """A small one."""
    return cards.table(*SMALL)


Play = Callable[..., Game]


@pytest.fixture
def played() -> Play:
    """Make a game and play at random until it is over, or for some actions."""

    def play(seed: int = 7, actions: int = 10**6, scenario: str = SMALL[0], size: str | None = SMALL[1]) -> Game:
        game = Game.new(scenario, size, seed)
        go_on(game, seed, actions)
        return game

    return play


def go_on(game: Game, seed: int, actions: int = 10**6) -> None:
    """Play at random."""
    dice = Random(seed)
    while game.to_move != "over" and actions:
        game.play(dice.choice(game.legal()))
        actions -= 1
