"""`accord stats`: what many games show, with intervals."""

from __future__ import annotations

from pathlib import Path

import click

from cards.language import _


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Save sheets, report and pictures here.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read records.")
def command(files: tuple[Path, ...], out: Path | None, jobs: int | None) -> int:
    """Say what the games of FILES show: records of accord run --out, or tables of accord run --table.

    No figure is printed without its 95 % interval. Which actions are never or always chosen, only records tell.
    """
    from functools import partial

    from game.analysis import measures, pictures
    from game.analysis.gather import gather
    from game.cli.run import processors
    from game.cli.sheets import save, show
    from game.extras import need

    need("stats", "scipy", "openskill")
    if out is not None:
        need("pictures", "matplotlib")
    sample = gather(files, jobs or processors())
    sheets = measures.sheets(sample)
    game = sample.games[0]
    heading = _("{n} games of {scenario}, {size}").format(
        n=len(sample.games), scenario=game.of("scenario"), size=game.of("size")
    )
    show(sheets, _("{heading}; intervals are of 95 %").format(heading=heading))
    if out is not None:
        save(partial(pictures.draw, sheets), sheets, out, heading, "stats")
    return 0
