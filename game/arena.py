"""Many games between bots: the same games for the same seed, however many processes play them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import Counter, deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

import cards
from game import bots
from game.dealer import Dealer, derived_seed
from game.errors import UserError
from game.record import Header, Record, to_json
from game.vocabulary import vocabulary
from rules import kernel
from rules.scenario import Scenario
from rules.state import CHANCE, OUTCOME_IDS, OVER

CHUNK: Final = 25  # games handed to a process at once
AHEAD: Final = 4  # chunks a process may be ahead of the one that is written next


class Run(NamedTuple):
    """What is to be played; small enough to hand to every process."""

    scenario: str
    size: str
    seats: tuple[str, ...]  # a bot for every seat
    seed: int
    headlines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Finished:
    """One game as a line of JSON, and how it ended."""

    line: str
    outcome: str
    satisfaction: tuple[int, ...]


@dataclass
class Tally:
    """How many games ended how."""

    games: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    satisfaction: list[int] = field(default_factory=list)

    def add(self, game: Finished) -> None:
        """Count one more."""
        self.games += 1
        self.outcomes[game.outcome] += 1
        if not self.satisfaction:
            self.satisfaction = [0] * len(game.satisfaction)
        self.satisfaction = [a + b for a, b in zip(self.satisfaction, game.satisfaction, strict=True)]

    def mean(self, seat: int) -> float:
        """A seat's satisfaction on average."""
        return self.satisfaction[seat] / self.games


def table_of(run: Run) -> Scenario:
    """The compiled scenario of a run."""
    return cards.table(run.scenario, run.size or None, headlines=dict(run.headlines))


def seats_of(table: Scenario, text: str) -> tuple[str, ...]:
    """A bot for every seat from `random` or `hnc=random,others=random`; each bot is known to exist afterwards."""
    named = dict(part.strip().partition("=")[::2] for part in text.split(",") if part.strip())
    if len(named) == 1 and not next(iter(named.values())):
        named = {"others": next(iter(named))}
    for seat in named:
        if seat not in {*table.seat_ids, "others"}:
            raise UserError(f'no seat "{seat}"', right=f"there are {', '.join(table.seat_ids)} and others")
    seats = tuple(named.get(seat, named.get("others", "")) for seat in table.seat_ids)
    if "" in seats:
        right = 'add "others=random", say'
        raise UserError(f"nobody plays {table.seat_ids[seats.index('')]}", right=right)
    for name in set(seats):
        bots.factory(name)
    return seats


def play(table: Scenario, header: Header, agents: Mapping[int, bots.Agent]) -> tuple[Record, list[int]]:
    """One game from the header's seed to its end, without history or events; its record and what it was worth."""
    lines = vocabulary(table).lines
    dealer = Dealer(header.seed)
    state = kernel.start(table)
    played: list[int] = []
    while (mover := kernel.to_move(state)) != OVER:
        if mover == CHANCE:
            action = dealer.deal(kernel.chances(table, state))
        else:
            legal = kernel.legal(table, state)
            action = agents[mover].act(kernel.observe(table, state, mover), legal)
            if action not in legal:
                raise RuntimeError(f"the bot of {table.seat_ids[mover]} plays {action}, which isn't legal")
        kernel.step(table, state, action)
        played.append(action)
    record = Record(header, [lines[action] for action in played])
    returns = list(kernel.returns(table, state))
    record.result = {
        "outcome": OUTCOME_IDS[state.outcome],
        "turn": state.turn,
        "satisfaction": dict(zip(table.seat_ids, returns, strict=True)),
    }
    return record, returns


def game(run: Run, number: int) -> Finished:
    """Game `number` (from 0) of a run: a function of the run alone."""
    table = _table(run)
    seed = derived_seed(run.seed, number)
    seats = tuple(zip(table.seat_ids, run.seats, strict=True))
    header = Header(run.scenario, table.size, table.hash, seats=seats, headlines=run.headlines, seed=seed)
    agents = {
        seat: bots.factory(name)(table, seat, derived_seed(seed, seat + 1)) for seat, name in enumerate(run.seats)
    }
    record, returns = play(table, header, agents)
    outcome = str((record.result or {})["outcome"])
    return Finished(to_json(record), outcome, tuple(returns))


def games(run: Run, count: int, jobs: int = 1) -> Generator[Finished, None, None]:
    """Games 0 to count - 1 in this order, played by `jobs` processes."""
    if jobs <= 1 or count <= CHUNK:
        for number in range(count):
            yield game(run, number)
        return
    chunks = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    # Spawned, not forked: the same on every platform, and safe beside the threads of a progress bar.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(chunks)), mp_context=context) as pool:
        waiting: deque[Future[list[Finished]]] = deque()
        try:
            for chunk in chunks:
                with _without_interrupts():
                    waiting.append(pool.submit(_chunk, run, chunk))
                while len(waiting) > jobs * AHEAD or (waiting and waiting[0].done()):
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunk(run: Run, numbers: range) -> list[Finished]:
    return [game(run, number) for number in numbers]


@lru_cache(maxsize=2)
def _table(run: Run) -> Scenario:
    return table_of(run)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start processes that leave Ctrl-C to us: what is ignored here stays ignored in a child."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
