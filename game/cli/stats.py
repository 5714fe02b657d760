"""`accord stats`: what many games show, with intervals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

    from game.analysis.measures import Sheet

PAGE: Final = 120  # columns of what is written to a file


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Save sheets, report and pictures here.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read records.")
def command(files: tuple[Path, ...], out: Path | None, jobs: int | None) -> int:
    """Say what the games of FILES show: records of accord run --out, or tables of accord run --table.

    No figure is printed without its 95 % interval. Which actions are never or always chosen, only records tell.
    """
    from game.analysis import measures
    from game.analysis.gather import gather
    from game.cli.run import processors
    from game.extras import need

    need("stats", "scipy", "openskill")
    if out is not None:
        need("pictures", "matplotlib")
    sample = gather(files, jobs or processors())
    sheets = measures.sheets(sample)
    game = sample.games[0]
    heading = f"{len(sample.games)} games of {game.of('scenario')}, {game.of('size')}"
    _print(sheets, heading)
    if out is not None:
        _save(sheets, out, heading)
    return 0


def _print(sheets: list[Sheet], heading: str) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PAGE
    console.print(f"{heading}; intervals are of 95 %")
    for sheet in sheets:
        _print_sheet(console, sheet)


def _print_sheet(console: Console, sheet: Sheet) -> None:
    from rich.markup import escape
    from rich.table import Table

    from game.analysis.intervals import Estimate
    from game.analysis.report import left_out, shown, texts

    rows = shown(sheet)
    about = " ".join(filter(None, (sheet.note, left_out(sheet))))
    console.print(f"\n[bold]{escape(sheet.title)}[/bold]\n{escape(about)}", soft_wrap=True)
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, cell in zip(sheet.columns, rows[0], strict=True):
        right = isinstance(cell, int | Estimate)
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(escape(text) for text in texts(sheet, row)))
    console.print(table)


def _save(sheets: list[Sheet], out: Path, heading: str) -> None:
    from game.analysis import pictures, report
    from game.errors import UserError

    try:
        out.mkdir(parents=True, exist_ok=True)
        drawn = pictures.draw(sheets, out)
    except OSError as error:
        raise UserError(f"can't be written: {error.strerror}", where=str(out)) from error
    report.save(sheets, out, heading, drawn)
    click.echo(f"\nSaved in {out}: stats.md, {len(sheets)} sheets (CSV), {len(drawn)} pictures (PNG and SVG)")
