"""Other engines that play at random and search, beside which `accord bench` measures ours: those that are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from random import Random
from typing import Any, Final, NamedTuple

STEPWISE: Final = "stepwise"  # every decision is made in Python
INSIDE: Final = "inside"  # whole games without Python
SEARCH: Final = "search"  # simulations of a tree search
COPY: Final = "copy"  # of a position in the middle of a game
PACKAGES: Final = ("open_spiel", "catanatron", "pettingzoo")
CHESS: Final = ("chess", "pygame")  # what PettingZoo's chess needs besides

SAMPLE: Final = 40  # games over which the decisions of a game are counted, where the engine itself doesn't say
SIMULATIONS: Final = 200
EXPLORE: Final = 1.4


class Peer(NamedTuple):
    """A way to play and what it is measured as; `play(seed)` does some of it and says how much that was."""

    name: str
    kind: str
    play: Callable[[int], int]


def installed() -> dict[str, str]:
    """The version of each package that is there."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def peers() -> list[Peer]:
    """Everything to measure beside us."""
    there = installed()
    found: list[Peer] = []
    if "open_spiel" in there:
        found += open_spiel_peers()
    if "catanatron" in there:
        found.append(Peer("catanatron", STEPWISE, play_catanatron))
    if "pettingzoo" in there:
        found += pettingzoo_peers()
    return found


# OpenSpiel


def open_spiel_peers() -> Iterator[Peer]:
    """Its Python and C++ games step by step, a C++ game of five players inside, its search on a game about as long."""
    import pyspiel
    from open_spiel.python.games import block_dominoes  # noqa: F401 (importing it makes it known)

    for name in ("python_block_dominoes", "negotiation"):
        yield Peer(f"open_spiel {name}", STEPWISE, stepwise(pyspiel.load_game(name)))
    yield Peer(
        "open_spiel crazy_eights, 5 players", INSIDE, inside(pyspiel, pyspiel.load_game("crazy_eights(players=5)"))
    )
    yield Peer("open_spiel amazons", SEARCH, searching(pyspiel, pyspiel.load_game("amazons")))
    yield Peer("open_spiel negotiation", COPY, copying(pyspiel.load_game("negotiation")))


def stepwise(game: Any) -> Callable[[int], int]:  # noqa: ANN401 (pyspiel has no types)
    """Random games of OpenSpiel, each step from Python."""

    def play(seed: int) -> int:
        dice = Random(seed)
        decisions = 0
        state = game.new_initial_state()
        while not state.is_terminal():
            if state.is_chance_node():
                outcomes, odds = zip(*state.chance_outcomes(), strict=True)
                state.apply_action(dice.choices(outcomes, odds)[0])
                continue
            actions = state.legal_actions()
            decisions += len(actions) > 1
            state.apply_action(actions[int(dice.random() * len(actions))])
        return decisions

    return play


def inside(pyspiel: Any, game: Any) -> Callable[[int], int]:  # noqa: ANN401 (the same)
    """Random games of OpenSpiel between its own random bots: Python is asked once a game."""
    bots = [pyspiel.make_uniform_random_bot(player, player + 1) for player in range(game.num_players())]
    counted = stepwise(game)
    decisions = round(sum(counted(seed) for seed in range(SAMPLE)) / SAMPLE)

    def play(seed: int) -> int:
        pyspiel.evaluate_bots(game.new_initial_state(), bots, seed)
        return decisions

    return play


def searching(pyspiel: Any, game: Any) -> Callable[[int], int]:  # noqa: ANN401 (the same)
    """Simulations of OpenSpiel's MCTS with random rollouts, from the start."""
    state = game.new_initial_state()

    def play(seed: int) -> int:
        rollouts = pyspiel.RandomRolloutEvaluator(1, seed)
        solve, verbose = False, False
        bot = pyspiel.MCTSBot(game, rollouts, EXPLORE, SIMULATIONS, 100, solve, seed, verbose)
        bot.step(state)
        return SIMULATIONS

    return play


def copying(game: Any) -> Callable[[int], int]:  # noqa: ANN401 (the same)
    """Copies of a state of OpenSpiel after some moves."""
    dice = Random(1)
    state = game.new_initial_state()
    for _move in range(6):
        if state.is_chance_node():
            state.apply_action(state.chance_outcomes()[0][0])
        elif not state.is_terminal():
            state.apply_action(dice.choice(state.legal_actions()))

    def play(_seed: int) -> int:
        for _copy in range(SIMULATIONS):
            state.clone()
        return SIMULATIONS

    return play


# Catanatron


def play_catanatron(seed: int) -> int:
    """A game of four random players."""
    from catanatron import Color, Game, RandomPlayer

    made = [0]

    class Counting(RandomPlayer):  # type: ignore[misc] # catanatron has no types
        def decide(self, game: Any, playable_actions: list[Any]) -> Any:  # noqa: ANN401 (the same)
            made[0] += len(playable_actions) > 1
            return super().decide(game, playable_actions)

    Game([Counting(color) for color in (Color.RED, Color.BLUE, Color.WHITE, Color.ORANGE)], seed=seed).play()
    return made[0]


# PettingZoo


def pettingzoo_peers() -> Iterator[Peer]:
    """Its chess, if what that needs is there, and our game through it: every observation is made and looked at."""
    import pettingzoo

    from game.adapters import accord_v0

    yield Peer("accord through PettingZoo", STEPWISE, stepping(accord_v0.env()))
    if all(map(find_spec, CHESS)):
        yield Peer("pettingzoo chess", STEPWISE, stepping(pettingzoo.make("aec", "classic/chess_v6")))


def stepping(env: Any) -> Callable[[int], int]:  # noqa: ANN401 (PettingZoo has no types)
    """Random games of a PettingZoo environment with action masks."""
    import numpy as np

    def play(seed: int) -> int:
        dice = Random(seed)
        decisions = 0
        env.reset(seed=seed)
        for _agent in env.agent_iter():
            seen, _reward, terminated, truncated, _info = env.last()
            if terminated or truncated:
                env.step(None)
                continue
            actions = np.flatnonzero(seen["action_mask"])
            decisions += len(actions) > 1
            env.step(actions[int(dice.random() * len(actions))])
        return decisions

    return play
