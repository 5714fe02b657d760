"""The games that statistics are of: from records, which are played again, or from tables."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cards.language import _
from game.analysis import tables
from game.errors import UserError
from game.facts import Facts, Value, facts_of
from game.orphans import end_with_parent
from game.record import Record, load_all
from game.system import PROCESSES

NEEDED: Final = (
    *("scenario", "size", "seed", "lineup", "seat", "bot", "satisfaction", "outcome", "length", "actions", "toll"),
    *("signed_turn", "decisions", "proposals", "adopted", "pledges_made", "pledges_kept", "pledges_broken"),
)
CHUNK: Final = 10
FEW: Final = 40  # records that one process reads as fast as several


@dataclass
class Played:
    """One game: its rows by seat."""

    seed: Value
    rows: list[dict[str, Value]]

    @property
    def lineup(self) -> tuple[str, ...]:
        """Who played, by seat."""
        return tuple(str(row["bot"]) for row in self.rows)

    def of(self, column: str) -> Value:
        """What is the same for all seats."""
        return self.rows[0][column]


@dataclass
class Sample:
    """Games of one size of one scenario."""

    games: list[Played] = field(default_factory=list)
    # (bot, kind): how often it could be chosen with something else, how often it was; None: a table doesn't say
    choices: dict[tuple[str, str], tuple[int, int]] | None = None

    @property
    def seats(self) -> list[str]:
        """The seats' ids."""
        return [str(row["seat"]) for row in self.games[0].rows]

    @property
    def bots(self) -> list[str]:
        """Every bot that played, as they first appear."""
        return list(dict.fromkeys(bot for game in self.games for bot in game.lineup))


def gather(files: Sequence[Path], jobs: int = 1) -> Sample:
    """Read records or tables, not both at once; UserError if they aren't of the same game."""
    kinds = {path.suffix in tables.ENDINGS for path in files}
    if len(kinds) > 1:
        raise UserError(_("records and tables in one"), right=_("give the ones or the others"))
    sample = _from_tables(files) if kinds.pop() else _from_records(files, jobs)
    refuse_mixed(sample, str(files[0]))
    return sample


def refuse_mixed(sample: Sample, where: str) -> None:
    """UserError if there is no game, or games of several scenarios or sizes."""
    if not sample.games:
        raise UserError(_("there is no game in it"), where=where)
    sizes = {f"{game.of('scenario')}, {game.of('size')}" for game in sample.games}
    if len(sizes) > 1:
        raise UserError(
            _("these are different games: {names}").format(names="; ".join(sorted(sizes))), right=_("give those of one")
        )


def _from_tables(files: Sequence[Path]) -> Sample:
    sample = Sample()
    for path in files:
        for row in tables.read(path, NEEDED):
            if not sample.games or row["seat"] in {one["seat"] for one in sample.games[-1].rows}:
                sample.games.append(Played(row["seed"], []))
            sample.games[-1].rows.append(row)
    return sample


def _from_records(files: Sequence[Path], jobs: int) -> Sample:
    return sample_of(_facts([record for path in files for record in load_all(path)], jobs))


def sample_of(games: Iterable[Facts]) -> Sample:
    """The sample that games make together."""
    sample = Sample()
    offered: Counter[tuple[str, str]] = Counter()
    chosen: Counter[tuple[str, str]] = Counter()
    for facts in games:
        rows = list(facts.rows)
        sample.games.append(Played(rows[0]["seed"], rows))
        for choice in facts.choices:
            key = str(rows[choice.seat]["bot"]), choice.kind
            offered[key] += choice.offered
            chosen[key] += choice.chosen
    sample.choices = {key: (number, chosen[key]) for key, number in offered.items()}
    return sample


def _facts(records: Sequence[Record], jobs: int) -> Iterator[Facts]:
    if jobs <= 1 or len(records) <= FEW:
        yield from map(facts_of, records)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, PROCESSES), mp_context=context, initializer=end_with_parent) as pool:
        yield from pool.map(facts_of, records, chunksize=CHUNK)


def column(games: Iterable[Played], bot: str, seat: str | None, name: str) -> list[tuple[Value, float]]:
    """A column of a bot's rows (in one seat, or in all), each with the seed that its game depends on."""
    return [
        (_cluster(game), float(row[name] or 0))
        for game in games
        for row in game.rows
        if row["bot"] == bot and seat in {None, row["seat"]}
    ]


def whole(games: Iterable[Played], name: str) -> list[tuple[Value, float]]:
    """A column that is the same for every seat, once a game."""
    return [(_cluster(game), float(game.of(name) or 0)) for game in games]


def _cluster(game: Played) -> Value:
    return game.seed if game.seed is not None else f"game {id(game)}"
