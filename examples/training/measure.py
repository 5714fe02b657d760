"""How well somebody plays against random play: the same games for all, in PettingZoo's environment, with intervals.

Game n of a measurement has a seed of its own, from which the deal, every draw, the seat and the choices of the others
follow. So two who are measured play the same games, and what differs between them game by game is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from game.adapters import accord_v0
from game.analysis.intervals import Estimate, mean
from game.dealer import derived_seed

Array = npt.NDArray[Any]
Player = Callable[[Any, Array, Random], int]  # what it sees, what it may do, dice: one of the ones in the mask


class Result(NamedTuple):
    """A game: its seed, the seat, and the satisfaction that the seat was given, 0 to 100."""

    seed: int
    agent: str
    satisfaction: float


def at_random(_seen: object, mask: Array, dice: Random) -> int:
    """Anything that is allowed, each as likely."""
    allowed = np.flatnonzero(mask)
    return int(allowed[int(dice.random() * len(allowed))])


def play(env: Any, player: Player, seed: int) -> Result:  # noqa: ANN401 (PettingZoo has no types)
    """One game: the player in the seat that the seed names, the others at random."""
    env.reset(seed=seed)
    dice = {agent: Random(f"{seed} {agent}") for agent in env.possible_agents}
    own = Random(seed).choice(env.possible_agents)
    given = 0.0
    for agent in env.agent_iter():
        seen, reward, terminated, _truncated, info = env.last(observe=agent == own)
        if agent == own:
            given += reward
        if terminated:
            env.step(None)
            continue
        who = player if agent == own else at_random
        env.step(who(seen, info["action_mask"], dice[agent]))
    return Result(seed, own, 100 * given)


def results(player: Player, games: int, seed: int, **settings: Any) -> Iterator[Result]:  # noqa: ANN401 (of the environment)
    """So many games of a measurement."""
    env = accord_v0.raw_env(**settings, observation="flat")
    for number in range(games):
        yield play(env, player, derived_seed(seed, number))


def average(found: list[Result]) -> Estimate:
    """The mean satisfaction."""
    return mean((result.seed, result.satisfaction) for result in found)


def gain(found: list[Result], base: list[Result]) -> Estimate:
    """How much more the first were given than the second, game by game."""
    pairs = zip(found, base, strict=True)
    return mean((one.seed, one.satisfaction - other.satisfaction) for one, other in pairs)
