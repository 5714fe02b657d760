"""`accord whatif`: a recorded game played on by bots from one of its moments, with and without a change."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cards.language import _

if TYPE_CHECKING:
    from game.analysis.whatif import Comparison
    from game.moments import Played

FILE: Final = click.Path(dir_okay=False, path_type=Path)
ROOM: Final = 100  # columns that the tables need
FOLDER: Final = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=click.Path(allow_dash=False))
@click.option("--at", "turn", type=click.IntRange(min=1), metavar="TURN", help="Play on from where this turn began.")
@click.option("--line", type=click.IntRange(min=1), help="Or from just before this line of accord replay.")
@click.option("--play", "plays", multiple=True, metavar="LINE", help='What is changed: "russia attend". See above.')
@click.option("--games", default=100, show_default=True, type=click.IntRange(min=1), help="How many of each kind.")
@click.option("--bots", default="greedy", show_default=True, help='Who plays on: a bot, or "hnc=random,others=greedy".')
@click.option("--seed", type=click.IntRange(0, (1 << 63) - 1), help="The same seed plays the same futures.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as there are processors.")
@click.option("--table", type=FILE, help="Write a row a future and seat: .parquet or .csv (extra: tables).")
@click.option("--out", type=FOLDER, help="Save sheets, report and picture here (extra: pictures).")
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
@click.option(
    "--referee", is_flag=True, help="Play on a game that isn't over: the figures rest on everybody's secrets."
)
def command(**asked: Any) -> int:  # noqa: ANN401 (click passes what the options above say)
    """Ask what would have followed if one thing had been different.

    FILE is played on by bots from the beginning of a turn, as it was and with what --play changes, with the same seeds.
    Without --play it is only played on as it was.

    \b
    --play "russia attend"       the next time it may, it does that
    --play "assad not absent"    it never does that
    --play "gulf keeps attend"   it breaks no such pledge while it is in force
    --play "hnc propose text presidency 2; ask gulf 1"

    Who attends a turn is sealed in the turn before (accord rules 3.1).
    """  # noqa: D301 (what click reads as "keep these lines" is a backspace)
    from game.analysis import tables
    from game.cli.passphrase import asked as passphrase
    from game.extras import need
    from game.moments import Played

    need("stats", "scipy")
    if asked["table"] is not None:
        tables.ready(asked["table"])
    if asked["out"] is not None:
        need("pictures", "matplotlib")
    game = Played.load(asked["file"], asked["number"], passphrase(asked["file"]))
    game.refuse_running(referee=asked["referee"])
    found = _played(game, asked)
    _show(found)
    _write(found, asked["table"], asked["out"])
    return 0


def _played(game: Played, asked: dict[str, Any]) -> Comparison:
    from game.analysis.whatif import plan, whatif
    from game.cli.progress import progress
    from game.cli.run import processors

    place = {key: asked[key] for key in ("turn", "line", "plays", "bots", "seed")}
    fork = plan(game, **place)  # what is wrong is told before a bar begins
    with progress(asked["games"]) as advance:
        return whatif(
            game,
            **{**place, "seed": fork.seed},
            games=asked["games"],
            jobs=asked["jobs"] or processors(),
            advance=advance,
        )


def _show(found: Comparison) -> None:
    """As tables where there is room for them, else as lines."""
    from game import paper
    from game.analysis import whatif_sheets
    from game.cli.afterwards import page
    from game.cli.sheets import show

    width = shutil.get_terminal_size().columns
    if sys.stdout.isatty() and width < ROOM:
        with paper.on(paper.Paper(width)):
            click.echo("\n".join(page(found)))
        return
    show(
        whatif_sheets.sheets(found), _("{heading}; intervals are of 95 %").format(heading=whatif_sheets.heading(found))
    )
    for line in whatif_sheets.asked(found):
        click.echo(f"\n{line}.")
    click.echo(f"\n{_(whatif_sheets.CAUTION)}")


def _write(found: Comparison, table: Path | None, out: Path | None) -> None:
    from functools import partial

    from game.analysis import tables, whatif_sheets
    from game.analysis.whatif import rows_of
    from game.cli.sheets import save

    if table is not None:
        tables.write(rows_of(found), table)
    if out is not None:
        heading, data = whatif_sheets.heading(found), whatif_sheets.data(found)
        save(partial(whatif_sheets.draw, found), whatif_sheets.sheets(found), out, heading, "whatif", data)
