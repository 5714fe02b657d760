#!/usr/bin/env python3
"""Play five very different games and report on each: `make reports`, or `python examples/reports/make.py FOLDER`.

A game is looked for from seed 1 on, so that there is still one of its kind when the scenario has been tuned.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from game import arena, record
from game.facts import Row
from game.files import write_whole
from game.report import render
from game.report.course import course_of
from game.report.pages import document

MOST = 60  # games that are tried for one of a kind


class Wanted(NamedTuple):
    """A kind of game: its name, who plays it, and how it is known."""

    name: str
    size: str
    seats: str
    holds: Callable[[Row], bool]


GAMES = (
    Wanted("peace", "full", "greedy", lambda row: row["outcome"] == "peace"),
    Wanted("collapse", "double", "others=negotiator,assad=random", lambda row: bool(row["collapses"])),
    Wanted("frozen-war", "double", "negotiator", lambda row: row["outcome"] == "frozen-war"),
    Wanted("catastrophe", "full", "hawk", lambda row: row["outcome"] == "catastrophe"),
    Wanted("class", "class", "negotiator", lambda row: bool(row["signatures"] and row["pledges_made"])),
)


def played(wanted: Wanted) -> record.Record:
    """The first game of that kind."""
    for game in _games(wanted):
        if game.facts is not None and wanted.holds(game.facts.rows[0]):
            return record.from_json(game.line, wanted.name)
    raise SystemExit(f"none of {MOST} games was of the kind {wanted.name}")


def _games(wanted: Wanted) -> Iterator[arena.Finished]:
    run = arena.Run("empty-chairs", wanted.size, (), 1, facts=True)
    run = run._replace(seats=arena.seats_of(arena.table_of(run), wanted.seats))
    return (arena.game(run._replace(seed=seed), 0) for seed in range(1, MOST + 1))


def main(folder: Path) -> None:
    """Write every record with its report as HTML, Markdown and PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    for wanted in GAMES:
        found = played(wanted)
        record.save(found, folder / f"{wanted.name}.accord")
        pages = document(course_of(found))
        for form in render.FORMATS:
            write_whole(folder / f"{wanted.name}.{form}", render.render(pages, form))
        print(f"{folder / wanted.name}.html: seed {found.header.seed}")  # noqa: T201 (it says what it has made)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "reports"))
