"""`accord run`: bots play many games."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cards.language import _
from game import DEFAULT_SCENARIO
from game.cli.seconds import Seconds
from game.errors import UserError

if TYPE_CHECKING:
    from game.arena import Finished, Run
    from game.cli.tally import Tally
    from game.partial import PartFile
    from rules.scenario import Scenario

STOPPED: Final = 130
LINEUPS: Final = ("fixed", "round-robin", "permutations", "paired")
FILE: Final = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Options:
    """What was asked for; see the command."""

    games: int
    seats: str
    lineup: str | None
    compare: str
    versus: str
    scenario: str
    size: str | None
    seed: int | None
    jobs: int | None
    on: str
    out: str | None
    resume: bool
    table: Path | None
    turns: Path | None
    seconds: float
    stand_in: str


@click.command()
@click.option("--games", default=100, show_default=True, type=click.IntRange(min=1), help="How many of each line-up.")
@click.option("--seats", default="random", show_default=True, help='Who plays: a bot, or "hnc=random,others=random".')
@click.option("--lineup", type=click.Choice(LINEUPS), help="Whether the bots change places; fixed, if not named.")
@click.option("--compare", default="", help="Bots for the same seats, deals and chance: greedy,random.")
@click.option("--versus", default="random", show_default=True, help="Who else sits there, with --compare.")
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="Its name or folder.")
@click.option("--size", default=None, help="The scenario's size; its first if none is named.")
@click.option("--seed", type=click.IntRange(0, (1 << 63) - 1), help="The same seed plays the same games.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as there are processors.")
@click.option("--on", type=click.Choice(["here", "ray"]), default="here", help="Play on a Ray cluster (extra: ray).")
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True), help="Write records here, one a line of JSON.")
@click.option("--resume", is_flag=True, help="Go on after the games that --out has already.")
@click.option("--table", type=FILE, help="Write a row a game and seat: .parquet or .csv (extra: tables).")
@click.option("--turns", type=FILE, help="Write a row a turn and seat as well.")
@click.option("--seconds", default=10.0, show_default=True, type=Seconds(), help="For a program's decision.")
@click.option(
    "--stand-in", default="", help="Who plays on for a program or a bot of yours that fails; passive, if not named."
)
def command(**asked: Any) -> int:  # noqa: ANN401 (click passes what the options above say)
    """Let bots play many games and count how they end.

    A bot is named (random, passive, hawk, greedy, ...), or is a program in any language: cmd:./mybot. See docs/arena.md
    and docs/bots.md.

    The files are byte for byte the same for the same seed, however many jobs play.
    Ctrl-C keeps the games that are finished.
    """
    options = Options(**asked)
    table, run = _planned(options)
    from game.cli.tally import Tally

    count = options.games * len(run.lineups)
    tally = Tally(table)
    stopped = _play(options, run, count, tally)
    for line in tally.lines(run.seed):
        click.echo(line, err=options.out == "-")
    if stopped:
        kept = options.out and options.out != "-"
        told = _("accord: stopped after {n} of {count} games")
        if kept:
            told = _(
                "accord: stopped after {n} of {count} games, kept in {file}; "
                "the same command with --seed {seed} --resume goes on"
            )
        click.echo(told.format(n=tally.games, count=count, file=options.out, seed=run.seed), err=True)
        return STOPPED
    return 0


def _planned(options: Options) -> tuple[Scenario, Run]:
    """The run, after everything has been looked at that could be wrong with it."""
    from game import arena
    from game.dealer import new_seed
    from game.lineups import lineups

    _check(options)
    seed = new_seed() if options.seed is None else options.seed
    run = arena.Run(options.scenario, options.size or "", (), seed)
    table = arena.table_of(run)
    kind = options.lineup or ("paired" if options.compare else "fixed")
    found = lineups(table, kind, options.seats, options.compare, options.versus)
    if options.seed is None and options.out:
        click.echo(_("accord: seed {seed}").format(seed=seed), err=True)  # known even if the run is killed
    return table, run._replace(
        seats=found[0],
        lineups=found,
        paired=kind == "paired",
        facts=bool(options.table or options.turns),
        seconds=options.seconds,
        stand_in=options.stand_in,
    )


def _check(options: Options) -> None:
    from game import bots
    from game.analysis import tables
    from game.extras import need

    if options.compare and options.lineup not in {None, "paired"}:
        raise UserError(
            _("--compare pairs its line-ups, it can't be {lineup}").format(lineup=options.lineup),
            right=_("leave --lineup out"),
        )
    for path in (options.table, options.turns):
        if path is not None:
            tables.ready(path)
    if options.resume and (options.seed is None or options.out in {None, "-"}):
        raise UserError(_("--resume needs the --out and the --seed of the run that it goes on with"))
    if options.on == "ray":
        need("ray", "ray")
    if options.stand_in:
        if bots.is_program(options.stand_in):
            raise UserError(
                _("a program can't stand in for a program"), right=_("name a bot, such as --stand-in passive")
            )
        bots.factory(options.stand_in)


def _play(options: Options, run: Run, count: int, tally: Tally) -> bool:
    """Play, count and write; whether it was stopped by hand."""
    from game.cli.progress import progress

    rows = _Rows(options)
    file = _out(options)
    kept = _kept(run, file, count) if file else []
    with ExitStack() as stack:
        write = stack.enter_context(file).write if file else click.echo if options.out else _nowhere
        advance = stack.enter_context(progress(count, len(kept)))
        try:
            for game in kept:
                tally.add(game)
                rows.add(game)
            for game in stack.enter_context(closing(games(options.on, run, count, options.jobs, len(kept)))):
                write(game.line)
                tally.add(game)
                rows.add(game)
                advance()
        except KeyboardInterrupt:
            stopped = True
        else:
            stopped = False
    rows.write()
    return stopped


def _nowhere(_line: str) -> None: ...


def _out(options: Options) -> PartFile | None:
    from game.partial import PartFile

    if not options.out or options.out == "-":
        return None
    return PartFile(Path(options.out), resume=options.resume)


def games(on: str, run: Run, count: int, jobs: int | None, first: int = 0) -> Generator[Finished, None, None]:
    """Games `first` to `count` - 1 in this order, here or on a cluster."""
    from game import arena, cluster

    play: Callable[[Run, int, int, int], Generator[Finished, None, None]]
    play = cluster.games if on == "ray" else arena.games
    return play(run, count, jobs or processors(), first)


def processors() -> int:
    """Those that we may use, which may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _kept(run: Run, file: PartFile, count: int) -> list[Finished]:
    """The games of an earlier run, if they are this run's first games."""
    from game import arena
    from game.facts import player
    from game.record import from_json

    kept = []
    for number, line in enumerate(file.kept()):
        where = f"{file.source}:{number + 1}"
        if number >= count:
            raise UserError(
                _("has more than the {count} games asked for").format(count=count),
                where=where,
                right=_("ask for as many"),
            )
        played, planned = from_json(line, where).header, arena.header_of(run, number)
        bots = tuple((seat, player(who).bot) for seat, who in played.seats)
        if (played.scenario, played.hash, bots, played.seed) != (
            planned.scenario,
            planned.hash,
            planned.seats,
            planned.seed,
        ):
            right = _("give the seats, scenario and seed it was begun with, or leave --resume out")
            raise UserError(_("is not a game of this run"), where=where, right=right)
        kept.append(arena.again(run, line))
    return kept


class _Rows:
    """The rows of the tables that were asked for."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._seats: list[dict[str, str | int | float | None]] = []
        self._turns: list[dict[str, str | int | float | None]] = []

    def add(self, game: Finished) -> None:
        if game.facts is None:
            return
        if self._options.table:
            self._seats += game.facts.rows
        if self._options.turns:
            self._turns += game.facts.turns

    def write(self) -> None:
        from game.analysis import tables

        for rows, path in ((self._seats, self._options.table), (self._turns, self._options.turns)):
            if path is not None:
                tables.write(rows, path)
