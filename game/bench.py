"""How fast the engine plays, copies, searches, starts and grows, in one run beside other engines (`game.peers`).

Everything is processor time, and contestants take turns in short slices, so that what else the machine does falls on
all of them alike: only ratios of one run say anything.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from random import Random
from time import process_time
from typing import Any, Final

from game.arena import Run, play
from game.bots.mcts import SEARCHED, MctsBot
from game.bots.random import RandomBot
from game.growth import GROWS, exponent, generated, shapes
from game.header import Header
from game.peers import COPY, INSIDE, SEARCH, SIMULATIONS, STEPWISE, Peer, installed, peers
from game.record import dumps
from game.resources import engine, version
from rules import kernel
from rules.dice import Dice
from rules.forecast import Beliefs, Forecast, own_points
from rules.playout import play_lightly, play_uniformly
from rules.prospects import Prospects, u_rows
from rules.scenario import NOBODY, Scenario
from rules.search import Search
from rules.state import CHANCE, OVER, State

SLICE: Final = 0.2  # seconds of one contestant before it is the next one's turn
STARTS: Final = 5
FAITH: Final = 0.6  # in the others, as if some packages had passed and some had not
OURS: Final = "accord"
LIGHT: Final = "accord, light policy"
DECISION: Final = "accord, all of a decision of mcts"
UNITS: Final = {
    STEPWISE: "decisions a second, step by step from Python",
    INSIDE: "decisions a second, whole games inside",
    SEARCH: "simulations of a tree search a second",
    COPY: "copies of a state a second",
}


class Pace:
    """What a contestant did, and the processor time it took."""

    def __init__(self, peer: Peer, seed: int) -> None:
        """Nothing yet."""
        self.peer = peer
        self.seed = seed
        self.games = 0
        self.done = 0
        self.seconds = 0.0

    def play(self, seconds: float) -> None:
        """Go on for at least that long."""
        start = process_time()
        while (now := process_time()) < start + seconds:
            self.done += self.peer.play(self.seed + self.games)
            self.games += 1
        self.seconds += now - start

    def rate(self) -> float:
        """How much a second."""
        return self.done / self.seconds


def measure(table: Scenario, seconds: float, seed: int, *, growth: bool = True) -> dict[str, Any]:
    """Everything that `accord bench` reports."""
    paces = [Pace(peer, seed) for peer in [*ours(table, seed), *peers()]]
    for pace in paces:
        pace.peer.play(seed)  # warm up
    while any(pace.seconds < seconds for pace in paces):
        for pace in paces:
            pace.play(min(SLICE, seconds))
    found: dict[str, Any] = {
        "accord": version(),
        "engine": engine(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}",
        "peers": installed(),
        "scenario": f"{table.id}, {table.size}",
        "rates": [row(pace) for pace in paces],
        "ratios": ratios(paces),
        "start_up": start_up(),
        "bytes_a_state": bytes_a_state(table, seed),
        "bytes_a_record": record_size(table, seed),
    }
    if growth:
        found["growth"] = {what: grows(what, seconds, seed) for what in GROWS}
    return found


def row(pace: Pace) -> dict[str, Any]:
    """A line of the table."""
    told: dict[str, Any] = {"name": pace.peer.name, "kind": pace.peer.kind, "rate": pace.rate()}
    if pace.peer.kind in {STEPWISE, INSIDE}:
        told |= {"games_a_second": pace.games / pace.seconds, "decisions_a_game": pace.done / pace.games}
    return told


def ratios(paces: list[Pace]) -> dict[str, float]:
    """Our rate over that of each peer of the same kind."""
    own = {pace.peer.kind: pace.rate() for pace in paces if pace.peer.name == OURS}
    return {
        f"{pace.peer.kind}: {pace.peer.name}": own[pace.peer.kind] / pace.rate()
        for pace in paces
        if not pace.peer.name.startswith(OURS)
    }


# What we do


def ours(table: Scenario, seed: int) -> list[Peer]:
    """The engine in each kind of contest."""
    start = kernel.start(table)
    half_way = middle(table, Dice(seed))
    return [
        Peer(OURS, STEPWISE, lambda one: stepwise(table, start.copy(), Random(one))),
        Peer(OURS, INSIDE, lambda one: play_uniformly(table, start.copy(), Dice(one), table.numbers.turns)),
        Peer(LIGHT, INSIDE, lambda one: play_lightly(table, start.copy(), Dice(one), table.numbers.turns)),
        Peer(OURS, SEARCH, searching(table, half_way)),
        Peer(DECISION, SEARCH, lambda one: decision(table, half_way, one)),
        Peer(OURS, COPY, lambda _one: copies(half_way)),
    ]


def stepwise(table: Scenario, state: State, dice: Random) -> int:
    """One game at random, with every list of legal actions built; how many decisions it had."""
    legal, chances, step, random = kernel.legal, kernel.chances, kernel.step, dice.random
    decisions = 0
    while (mover := state.seat) != OVER:
        if mover == CHANCE:
            step(table, state, drawn(chances(table, state), random()))
            continue
        actions = legal(table, state)
        if len(actions) > 1:
            decisions += 1
        step(table, state, actions[int(random() * len(actions))])
    return decisions


def drawn(chances: list[tuple[int, int]], at: float) -> int:
    """The outcome at a place from 0 to 1."""
    total = 0
    for _, weight in chances:
        total += weight
    place = int(at * total)
    for action, weight in chances:
        if place < weight:
            return action
        place -= weight
    return chances[-1][0]


def searching(table: Scenario, state: State) -> Callable[[int], int]:
    """The tree search alone, from what the seat to move knows, by public weights."""
    seen = kernel.observe(table, state, state.seat)
    rows = [u_rows(own_points(table, seat, NOBODY)) for seat in range(table.seats)]
    forecast = Forecast(Prospects(table), state.seat, Beliefs([NOBODY] * table.seats, rows, FAITH))
    habit = kernel.legal(table, state)[-1]

    def play(seed: int) -> int:
        Search(table, seen, forecast, (), habit, seed).grow(SIMULATIONS)
        return SIMULATIONS

    return play


def decision(table: Scenario, state: State, seed: int) -> int:
    """One decision of the bot that searches: what it would do without a search, and the search."""
    bot = MctsBot(table, state.seat, seed, str(SIMULATIONS))
    bot.act(kernel.observe(table, state, state.seat), kernel.legal(table, state))
    return SIMULATIONS


def copies(state: State) -> int:
    """Some copies of a state."""
    for _ in range(SIMULATIONS):
        state.copy()
    return SIMULATIONS


def middle(table: Scenario, dice: Dice) -> State:
    """A state half way through in which the tree search would search, or the last such state of a game."""
    state = kernel.start(table)
    found = state.copy()
    while state.seat != OVER and (found.turn <= table.numbers.turns // 2 or found.phase not in SEARCHED):
        kernel.step(table, state, kernel.sample(table, state, dice))
        if state.seat >= 0 and state.phase in SEARCHED:
            found = state.copy()
    return found


# What it takes


def start_up() -> dict[str, float]:
    """Processor seconds of `accord --help`, of click alone, and their ratio: the least of several starts."""
    own = "from game.cli import main; main(['--help'])"
    starts = [(started(own), started("import click")) for _ in range(STARTS)]
    help_seconds, click_seconds = (min(column) for column in zip(*starts, strict=True))
    return {"help_seconds": help_seconds, "click_seconds": click_seconds, "ratio": help_seconds / click_seconds}


def started(code: str) -> float:
    """Processor seconds of a new process that runs the code."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (ourselves)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def bytes_a_state(table: Scenario, seed: int) -> int:
    """Memory for one more copy of a state half way through."""
    state = middle(table, Dice(seed))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [state.copy() for _ in range(SIMULATIONS)]
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) // len(kept)


def record_size(table: Scenario, seed: int) -> int:
    """Bytes of a whole game's record between random bots."""
    run = Run(table.id, table.size, ("random",) * table.seats, seed)
    agents = {seat: RandomBot(table, seat, seed + seat) for seat in range(table.seats)}
    record, _ = play(table, Header(run.scenario, table.size, table.hash, seed=seed), agents)
    return len(dumps(record).encode())


def grows(what: str, seconds: float, seed: int) -> dict[str, Any]:
    """Microseconds a decision as one size of a generated scenario goes up, and the exponent that fits them."""
    costs = [1e6 / paced(uniform_games(generated(shape)), seconds / 4, seed) for shape in shapes(what)]
    return {"sizes": GROWS[what], "microseconds_a_decision": costs, "exponent": exponent(GROWS[what], costs)}


def uniform_games(table: Scenario) -> Callable[[int], int]:
    """Whole games inside, on that table."""
    start = kernel.start(table)
    return lambda one: play_uniformly(table, start.copy(), Dice(one), table.numbers.turns)


def paced(games: Callable[[int], int], seconds: float, seed: int) -> float:
    """The rate of one kind of game by itself."""
    pace = Pace(Peer(OURS, INSIDE, games), seed)
    pace.play(seconds)
    return pace.rate()
