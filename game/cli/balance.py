"""`accord balance`: hold a scenario against what a good game looks like."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from cards.language import _
from game import DEFAULT_SCENARIO
from game.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.analysis.companies import Company
    from game.analysis.ranges import Judged
    from game.facts import Facts
    from rules.scenario import Scenario

DESIGNED: Final = ("full", "class")  # the sizes that the lines were written for
SEED: Final = 2016
ONE_OR_MORE: Final = click.IntRange(min=1)
FAILS: Final = 1
STOPPED: Final = 130


class Numbers(NamedTuple):
    """How many games a company plays: mixed, pure, and each habit in each seat."""

    games: int
    pure: int
    against: int


WHOLE: Final = Numbers(1000, 300, 40)
QUICK: Final = Numbers(60, 20, 4)


@dataclass(frozen=True)
class Options:
    """What was asked for; see the command."""

    scenario: str
    size: tuple[str, ...]
    games: int | None
    pure: int | None
    against: int | None
    quick: bool
    seed: int
    jobs: int | None
    on: str
    out: Path | None

    @property
    def numbers(self) -> Numbers:
        """Those of the whole or of the quick form, but for what was named."""
        usual = QUICK if self.quick else WHOLE
        return Numbers(self.games or usual.games, self.pure or usual.pure, self.against or usual.against)


@click.command()
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="Its name or folder.")
@click.option("--size", multiple=True, help="May be repeated; full and class if there are such, else all.")
@click.option("--games", type=ONE_OR_MORE, help="Of mixed companies; 1000, with --quick 60.")
@click.option("--pure", type=ONE_OR_MORE, help="Of each pure company; 300, with --quick 20.")
@click.option("--against", type=ONE_OR_MORE, help="Of each habit in each seat; 40, with --quick 4.")
@click.option("--quick", is_flag=True, help="A small form, whose intervals are wide.")
@click.option("--seed", default=SEED, show_default=True, type=click.IntRange(0, (1 << 63) - 1), help="Of all games.")
@click.option("--jobs", type=ONE_OR_MORE, help="Processes; as many as there are processors.")
@click.option("--on", type=click.Choice(["here", "ray"]), default="here", help="Play on a Ray cluster (extra: ray).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Save report, sheets and pictures here.")
def command(**asked: Any) -> int:  # noqa: ANN401 (click passes what the options above say)
    """Hold a scenario against what a good game looks like, line by line.

    Competent bots play in mixed and in pure companies, and against players with a bad habit. Each line is printed with
    its figure, its 95 % interval, what is wanted and whether it holds; a question mark says that the interval reaches
    across the bound. See docs/arena.md.

    The exit code is 1 if a line fails for sure.
    """
    options = Options(**asked)
    tables = _tables(options)
    failing = False
    for table in tables:
        found, stopped = _played(options, table)
        if found.lines:
            _tell(options, table, found)
        if stopped:
            click.echo(stopped, err=True)
            return STOPPED
        failing |= found.fails
    return FAILS if failing else 0


def _tables(options: Options) -> list[Scenario]:
    """What is to be played, after everything has been looked at that could be wrong with it."""
    import cards
    from game.cli.sheets import writing
    from game.extras import need

    need("stats", "scipy")
    if options.on == "ray":
        need("ray", "ray")
    if options.out is not None:
        need("pictures", "matplotlib")
    known = [size.id for size in cards.load(options.scenario).scenario.size]
    sizes = dict.fromkeys(options.size) or [size for size in DESIGNED if size in known] or known
    tables = [cards.table(options.scenario, size) for size in sizes]
    if options.out is not None:
        with writing(options.out):
            pass
    return tables


def _played(options: Options, table: Scenario) -> tuple[Judged, str]:
    """The lines of one size, and if it was stopped by hand what was finished."""
    from game.analysis.companies import Plan, companies, judged
    from game.analysis.ranges import Judged

    numbers = options.numbers
    planned = list(companies(table, Plan(options.scenario, table.size, options.seed, *numbers)))
    facts = _facts(options, table, planned)
    games = {name: len(those) for name, those in facts.items()}
    again = (
        f"accord balance --scenario {options.scenario} --size {table.size} --seed {options.seed} "
        f"--games {numbers.games} --pure {numbers.pure} --against {numbers.against}"
    )
    found = Judged(table.size, again, dict(judged(table, facts)), games)
    return found, _stopped(table, planned, games)


def _stopped(table: Scenario, planned: Sequence[Company], games: dict[str, int]) -> str:
    """What was finished, if not everything was."""
    count, done = sum(one.games for one in planned), sum(games.values())
    if done == count:
        return ""
    under_way = ", ".join(f"{one.name} {games[one.name]} of {one.games}" for one in planned if games[one.name])
    return f"accord: stopped after {done} of {count} games of {table.size}" + (f": {under_way}" if under_way else "")


def _facts(options: Options, table: Scenario, planned: Sequence[Company]) -> dict[str, list[Facts]]:
    """The games of every company; as many as were finished before Ctrl-C."""
    from game.analysis.companies import as_one
    from game.cli.progress import progress
    from game.cli.run import games

    run = as_one(planned)
    count = sum(one.games for one in planned)
    facts: dict[str, list[Facts]] = {one.name: [] for one in planned}
    owners = (facts[one.name] for one in planned for _ in range(one.games))
    click.echo(f"accord: {count} games of {table.id}, {table.size}", err=True)
    try:
        with progress(count) as advance, closing(games(options.on, run, count, options.jobs)) as play:
            for game, owner in zip(play, owners, strict=True):
                if game.facts is None:
                    raise UserError(
                        _("a game came home without its facts"), right=_("install the same version everywhere")
                    )
                owner.append(game.facts)
                advance()
    except KeyboardInterrupt:
        pass  # what is finished is told
    return facts


def _tell(options: Options, table: Scenario, found: Judged) -> None:
    from game.analysis import ranges
    from game.cli.sheets import save, show

    sheets = ranges.sheets(found)
    heading = f"{sum(found.games.values())} games of {table.id}, {table.size}, seed {options.seed}"
    show([*sheets[1:], sheets[0]], f"{heading}; intervals are of 95 %")
    if options.out is not None:
        save(partial(ranges.draw, found), sheets, options.out, f"Balance: {heading}", f"balance-{table.size}")
