"""Many games between bots: the same games for the same seed, however many processes play them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, NamedTuple, Protocol, TypeVar

import cards
from cards.language import _
from game import bots
from game.dealer import Dealer, derived_seed
from game.errors import UserError
from game.facts import Facts, Watch, facts_of
from game.header import Header
from game.orphans import end_with_parent, leave
from game.record import Record, from_json, to_json
from game.system import PROCESSES
from game.vocabulary import vocabulary
from rules import kernel
from rules.events import Event
from rules.scenario import Scenario
from rules.state import CHANCE, OUTCOME_IDS, OVER, State

LARGEST_CHUNK: Final = 25  # games handed to a process at once
CHUNK_SECONDS: Final = 0.5  # what a chunk should take, so that bar and Ctrl-C are never far behind
LEAVE_SECONDS: Final = 1.0  # that a process has to leave by itself when all is stopped
Result = TypeVar("Result")
AHEAD: Final = 4  # chunks a process may be ahead of the one that is written next


class Run(NamedTuple):
    """What is to be played; small enough to hand to every process."""

    scenario: str
    size: str
    seats: tuple[str, ...]  # a bot for every seat
    seed: int
    headlines: tuple[tuple[int, str], ...] = ()
    lineups: tuple[tuple[str, ...], ...] = ()  # if several line-ups take turns
    paired: bool = False  # whether they are given the same seeds
    deals: tuple[int, ...] = ()  # for each line-up the number that its seed is made of, if not the game's own
    facts: bool = False  # whether rows for tables are wanted
    seconds: float = 0.0  # for a program's decision; 0: its own default
    stand_in: str = ""  # for a bot of others that fails; empty: the default

    def lineup(self, number: int) -> tuple[str, ...]:
        """Who plays game `number`: line-ups take turns, so that a run that is stopped is even."""
        return self.lineups[number % len(self.lineups)] if self.lineups else self.seats

    def seed_of(self, number: int) -> int:
        """The seed of game `number`: with pairs the same for every line-up."""
        if self.deals:
            return derived_seed(self.seed, self.deals[number])
        return derived_seed(self.seed, number // len(self.lineups) if self.paired and self.lineups else number)


@dataclass(frozen=True)
class Finished:
    """One game as a line of JSON, who played it, and how it ended."""

    line: str
    outcome: str
    satisfaction: tuple[int, ...]
    players: tuple[str, ...] = ()
    facts: Facts | None = None


def table_of(run: Run) -> Scenario:
    """The compiled scenario of a run."""
    return cards.table(run.scenario, run.size or None, headlines=dict(run.headlines))


def seats_of(table: Scenario, text: str) -> tuple[str, ...]:
    """A bot for every seat from `random` or `hnc=random,others=random`; each bot is known to exist afterwards."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    named = dict((("", part) if bots.is_program(part) else part.partition("=")[::2]) for part in parts)
    if len(parts) == 1 and ("" in named or not next(iter(named.values()))):
        named = {"others": parts[0]}
    for seat in named:
        if seat not in {*table.seat_ids, "others"}:
            raise UserError(
                _('no seat "{seat}"').format(seat=seat),
                right=_("there are {names} and others").format(names=", ".join(table.seat_ids)),
            )
    seats = tuple(named.get(seat, named.get("others", "")) for seat in table.seat_ids)
    if "" in seats:
        right = _('add "others=random", say')
        raise UserError(_("nobody plays {seat}").format(seat=table.seat_ids[seats.index("")]), right=right)
    for name in set(seats):
        bots.factory(name)
    return seats


# One game


class Onlooker(Protocol):
    """Somebody who looks on while a game is played."""

    def happened(self, s: State, events: Sequence[Event]) -> None:
        """Something happened, and this is how things stand now."""

    def decided(self, seat: int, legal: Sequence[int], action: int) -> None:
        """A seat chose."""


def play(
    table: Scenario, header: Header, agents: Mapping[int, bots.Agent], watch: Watch | None = None
) -> tuple[Record, list[int]]:
    """One game from the header's seed to its end, without history; its record and what it was worth."""
    lines = vocabulary(table).lines
    news: list[Event] = []
    state = kernel.start(table, news)
    played = course(table, state, Dealer(header.seed), agents, news, watch)
    record = Record(_as_played(table, header, agents), [lines[action] for action in played])
    returns = list(kernel.returns(table, state))
    record.result = {
        "outcome": OUTCOME_IDS[state.outcome],
        "turn": state.turn,
        "satisfaction": dict(zip(table.seat_ids, returns, strict=True)),
    }
    if watch:
        watch.finish(record, state)
    return record, returns


def course(
    table: Scenario,
    state: State,
    dealer: Dealer,
    agents: Mapping[int, bots.Agent],
    news: list[Event],
    watch: Onlooker | None = None,
) -> list[int]:
    """Play on from a state to the end; the actions that were played. `news` has what nobody has been told yet."""
    ears = Ears(agents)
    if ears.seats or watch:
        state.news = news
    played: list[int] = []
    while (mover := kernel.to_move(state)) != OVER:
        if news:
            ears.tell(news)
            if watch:
                watch.happened(state, news)
            news.clear()
        if mover == CHANCE:
            action = dealer.deal(kernel.chances(table, state))
        else:
            legal = kernel.legal(table, state)
            ears.catch_up(mover)
            action = agents[mover].act(kernel.observe(table, state, mover), legal)
            if action not in legal:
                raise RuntimeError(f"the bot of {table.seat_ids[mover]} plays {action}, which isn't legal")
            if watch:
                watch.decided(mover, legal, action)
        kernel.step(table, state, action)
        played.append(action)
    if watch:
        watch.happened(state, news)
    return played


class Ears:
    """The events that seats may see, kept until each is asked again."""

    def __init__(self, agents: Mapping[int, bots.Agent]) -> None:
        self._agents = agents
        self.seats = [seat for seat, agent in agents.items() if hasattr(agent, "hear")]
        self._heard: dict[int, list[Event]] = {seat: [] for seat in self.seats}

    def tell(self, events: Iterable[Event]) -> None:
        for event in events:
            for seat in self.seats:
                if event.audience >> seat & 1:
                    self._heard[seat].append(event)

    def catch_up(self, seat: int) -> None:
        if self._heard.get(seat):
            self._agents[seat].hear(self._heard[seat])  # type: ignore[attr-defined] # it has: see `seats`
            self._heard[seat] = []


def _as_played(table: Scenario, header: Header, agents: Mapping[int, bots.Agent]) -> Header:
    """The header, saying for which bots of others somebody had to stand in."""
    return header.with_players(
        {table.seat_ids[seat]: who for seat, agent in agents.items() if (who := bots.fallen(agent))}
    )


def header_of(run: Run, number: int) -> Header:
    """The header of game `number`, as long as no program fails."""
    table = _table(run.scenario, run.size, run.headlines)
    seats = tuple(zip(table.seat_ids, run.lineup(number), strict=True))
    seed = run.seed_of(number)
    return Header(run.scenario, table.size, table.hash, seats=seats, headlines=run.headlines, seed=seed)


def game(run: Run, number: int) -> Finished:
    """Game `number` (from 0) of a run: a function of the run alone."""
    table = _table(run.scenario, run.size, run.headlines)
    header = header_of(run, number)
    seed = run.seed_of(number)
    agents = {seat: agent_of(run, table, seat, derived_seed(seed, seat + 1), number) for seat in range(table.seats)}
    watch = Watch(table) if run.facts else None
    try:
        record, _ = play(table, header, agents, watch)
    finally:
        bots.dismiss(agents)
    return _finished(record, watch.noted if watch else None)


def agent_of(run: Run, table: Scenario, seat: int, seed: int, number: int) -> bots.Agent:
    """Who plays a seat in game `number`."""
    from game.bots.external import Terms
    from game.bots.guest import seated

    terms = Terms.of(run.seconds, run.stand_in, run.scenario)
    return seated(run.lineup(number)[seat], table, seat, seed, terms)


def again(run: Run, line: str) -> Finished:
    """A game that was played before, from its line; its rows are worked out anew if they are wanted."""
    record = from_json(line, "the record")
    return _finished(record, facts_of(record) if run.facts else None)


def _finished(record: Record, facts: Facts | None) -> Finished:
    result = record.result or {}
    satisfaction = tuple(result["satisfaction"].values())
    players = tuple(who for _, who in record.header.seats)
    return Finished(to_json(record), str(result["outcome"]), satisfaction, players, facts)


@lru_cache(maxsize=2)
def _table(scenario: str, size: str, headlines: tuple[tuple[int, str], ...]) -> Scenario:
    return cards.table(scenario, size or None, headlines=dict(headlines))


# Many


def games(run: Run, count: int, jobs: int = 1, first: int = 0) -> Generator[Finished, None, None]:
    """Games `first` to `count` - 1 in this order, played by `jobs` processes."""
    return series(partial(game, run), count, jobs, first)


def series(
    play_one: Callable[[int], Result], count: int, jobs: int = 1, first: int = 0
) -> Generator[Result, None, None]:
    """What `play_one`, which is handed to every process, makes of `first` to `count` - 1, in this order."""
    if jobs <= 1 or count - first <= 1:
        for number in range(first, count):
            yield play_one(number)
        return
    # Spawned, not forked: the same on every platform, and safe beside the threads of a progress bar.
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(jobs, count - first, PROCESSES), mp_context=context, initializer=_be_stoppable)
    try:
        yield from _pooled(pool, play_one, range(first, count), jobs)
    except BaseException:
        _stop(set(multiprocessing.active_children()) - others)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pooled(
    pool: ProcessPoolExecutor, play_one: Callable[[int], Result], numbers: range, jobs: int
) -> Iterator[Result]:
    """Hand out chunks, each as long as the games so far suggest, and give their games in order."""
    waiting: deque[Future[list[Result]]] = deque()
    started = time.monotonic()
    at, done = numbers.start, 0
    while at < numbers.stop or waiting:
        while at < numbers.stop and len(waiting) < jobs * AHEAD:
            size = min(_chunk_size(done, time.monotonic() - started, jobs), numbers.stop - at)
            with _without_interrupts():
                waiting.append(pool.submit(_chunk, play_one, range(at, at + size)))
            at += size
        finished = waiting.popleft().result()
        done += len(finished)
        yield from finished


def _chunk_size(done: int, seconds: float, jobs: int) -> int:
    if not done:
        return 1
    return max(1, min(LARGEST_CHUNK, int(CHUNK_SECONDS * done / seconds / jobs)))


def _chunk(play_one: Callable[[int], Result], numbers: range) -> list[Result]:
    return [play_one(number) for number in numbers]


def _be_stoppable() -> None:
    """A process that is stopped in the middle of a game takes its programs with it; so does one that is left alone."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: leave())
    end_with_parent()


def _stop(processes: Collection[multiprocessing.process.BaseProcess]) -> None:
    """Ask them to leave; whoever has not left in time, stuck in a full pipe perhaps, is not asked again."""
    for process in processes:
        with suppress(OSError):
            process.terminate()
    latest = time.monotonic() + LEAVE_SECONDS
    for process in processes:
        process.join(max(latest - time.monotonic(), 0))
        if process.is_alive():
            with suppress(OSError):
                process.kill()


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
