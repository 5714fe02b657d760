"""`accord run`: bots play many games."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from game import DEFAULT_SCENARIO

if TYPE_CHECKING:
    from rich.progress import Progress

    from game.arena import Run, Tally
    from rules.scenario import Scenario

STOPPED = 130


@click.command()
@click.option("--games", default=100, show_default=True, type=click.IntRange(min=1), help="How many.")
@click.option("--seats", default="random", show_default=True, help='Who plays: a bot, or "hnc=random,others=random".')
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="Its name or folder.")
@click.option("--size", default=None, help="The scenario's size; its first if none is named.")
@click.option("--seed", type=click.IntRange(0, (1 << 63) - 1), help="The same seed plays the same games.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as there are processors.")
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True), help="Write records here, one a line of JSON.")
def command(  # noqa: PLR0913, PLR0917 (one parameter an option)
    games: int, seats: str, scenario: str, size: str | None, seed: int | None, jobs: int | None, out: str | None
) -> int:
    """Let bots play many games and count how they end.

    The file is byte for byte the same for the same seed, however many jobs play it.
    Ctrl-C keeps the games that are finished.
    """
    from game import arena
    from game.dealer import new_seed

    seed = new_seed() if seed is None else seed
    run = arena.Run(scenario, size or "", (), seed)
    table = arena.table_of(run)
    run = run._replace(seats=arena.seats_of(table, seats))
    tally = arena.Tally()
    stopped = _play(run, games, jobs or os.cpu_count() or 1, out, tally)
    _summary(table, tally, seed, to_stderr=out == "-")
    if stopped:
        kept = f", kept in {out}" if out and out != "-" else ""
        click.echo(f"accord: stopped after {tally.games} of {games} games{kept}", err=True)
        return STOPPED
    return 0


def _play(run: Run, count: int, jobs: int, out: str | None, tally: Tally) -> bool:
    """Play, count and write; whether it was stopped by hand."""
    from contextlib import ExitStack, closing

    from game import arena
    from game.files import WholeFile

    with ExitStack() as stack:
        file = stack.enter_context(WholeFile(out)) if out and out != "-" else None
        progress = stack.enter_context(_progress())
        task = progress.add_task("games", total=count, rate="")
        finished = stack.enter_context(closing(arena.games(run, count, jobs)))
        try:
            for game in finished:
                if file is not None:
                    file.write(game.line.encode() + b"\n")
                elif out:
                    click.echo(game.line)
                tally.add(game)
                progress.advance(task)
        except KeyboardInterrupt:
            return True
    return False


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.speed:.1f} a second", style="progress.data.speed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield progress


def _summary(table: Scenario, tally: Tally, seed: int, *, to_stderr: bool) -> None:
    lines = [f"{tally.games} games of {table.id}, {table.size}, seed {seed}"]
    for outcome, count in sorted(tally.outcomes.items(), key=lambda item: (-item[1], item[0])):
        lines.append(f"  {outcome:16}{count:>8}{100 * count / tally.games:>8.1f} %")
    if tally.games:
        lines.append("  satisfaction, on average")
        lines += [f"  {seat:16}{tally.mean(at):>8.1f}" for at, seat in enumerate(table.seat_ids)]
    for line in lines:
        click.echo(line, err=to_stderr)
