"""Everything around a table.

The small face of the engine: `new` and `load` give a `Game`, which plays by text lines and shows what a seat may see.

    game = game.new("empty-chairs", size="class", seed=7)
    game.to_move, game.legal()
    game.play("propose text presidency 2; ask gulf 1")
    game.view("russia"), game.events("russia")

What the rules forbid is a `RulesError`, whatever else can't be done a `UserError`; both are one line for people.
Nothing slow is imported here: `accord --help` passes through this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.errors import UserError as UserError
    from game.face import Game as Game
    from rules.errors import RulesError as RulesError

DEFAULT_SCENARIO = "empty-chairs"


def new(
    scenario: str | Path = DEFAULT_SCENARIO,
    size: str | None = None,
    seed: int | None = None,
    seats: Mapping[str, str] | None = None,
    headlines: Mapping[int, str] | None = None,
) -> Game:
    """Lay a new table, ready for its first decision.

    `seats` says who plays, for the record alone: `{"hnc": "human Anna", "russia": "random"}`. `headlines` fixes
    the headline of some turns. Without a seed one is taken from the operating system and written in the record.
    """
    from game.face import Game

    return Game.new(scenario, size, seed, seats=seats, headlines=headlines)


def load(path: str | Path, number: int | None = None, passphrase: str | None = None) -> Game:
    """Go on with a recorded game; `number` picks one (from 1) of a file that holds many, as `accord run` writes."""
    from game.face import Game

    return Game.load(path, number, passphrase)


_ELSEWHERE = {"Game": "game.face", "UserError": "game.errors", "RulesError": "rules.errors"}


def __getattr__(name: str) -> object:
    if name in _ELSEWHERE:
        return getattr(import_module(_ELSEWHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
