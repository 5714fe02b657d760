"""Teach MaskablePPO (sb3-contrib) a scenario against random play, and say how it gets on. Needs `accord[train]`.

python examples/training/train.py

Every so many decisions the policy plays games that it has never seen, and so does random play: the same games, in all
seats. What is printed is the learning curve, with 95 % intervals; the last line says whether the learner is better.
Minutes are of processor time, measuring included, so that it doesn't matter what else the machine does.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import measure

from game.errors import UserError
from game.extras import need

EVALUATION = 99  # the seed of all measurements; training never sees its games


@dataclass
class Point:
    """A point of the learning curve."""

    decisions: int
    seconds: float
    learner: measure.Estimate
    gain: measure.Estimate

    def line(self) -> str:
        """As it is printed."""
        return f"{self.decisions:>9,} {self.seconds:>8.0f}   {self.learner.text():<20} {self.gain.text()}"


def learner(settings: dict[str, Any], seed: int) -> Any:  # noqa: ANN401 (torch is not always there)
    """A new policy, with two tables to learn at."""
    import torch
    from sb3_contrib import MaskablePPO
    from stable_baselines3.common.env_util import make_vec_env

    torch.set_num_threads(1)
    tables = make_vec_env("game.adapters.gymnasium:Accord-v0", 8, seed=seed, env_kwargs=settings | {"reward": "change"})
    network = {"net_arch": [128, 128]}
    return MaskablePPO(
        "MlpPolicy", tables, n_steps=256, batch_size=256, n_epochs=6, learning_rate=5e-4, gamma=1.0, gae_lambda=0.95,
        ent_coef=0.01, policy_kwargs=network, seed=seed, device="cpu",
    )  # fmt: skip


def player_of(model: Any) -> measure.Player:  # noqa: ANN401 (the same)
    """The policy at its best: the likeliest action, no dice."""

    def choose(seen: measure.Array, mask: measure.Array, _dice: Random) -> int:
        action, _state = model.predict(seen, action_masks=mask.astype(bool), deterministic=True)
        return int(action)

    return choose


def curve(model: Any, settings: dict[str, Any], minutes: float, games: int, every: int) -> list[Point]:  # noqa: ANN401 (the same)
    """Learn for so many minutes, measuring included; print and give the points."""
    start = time.process_time()
    base = list(measure.results(measure.at_random, games, EVALUATION, **settings))
    say(f"random play: {measure.average(base).text()} of 100, {games} games")
    say(f"{'decisions':>9} {'seconds':>8}   {'learner':<20} more than random, same games")
    points: list[Point] = []
    while True:
        found = list(measure.results(player_of(model), games, EVALUATION, **settings))
        now = time.process_time() - start
        points.append(Point(model.num_timesteps, now, measure.average(found), measure.gain(found, base)))
        say(points[-1].line())
        if now + (points[-1].seconds - points[-2].seconds if len(points) > 1 else 0) > 60 * minutes:
            return points
        model.learn(every, reset_num_timesteps=False)


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="two-banks")
    parser.add_argument("--size", default="standard")
    parser.add_argument("--minutes", type=float, default=4.7, help="of processor time, measuring included")
    parser.add_argument("--games", type=int, default=300, help="of a measurement")
    parser.add_argument("--every", type=int, default=24576, help="decisions between two measurements")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="save the policy here")
    return parser.parse_args()


def main() -> None:
    """Learn, tell, and leave with 1 if the learner is not better than random play."""
    asked = options()
    try:
        need("train", "sb3_contrib")
        settings = {"scenario": asked.scenario, "size": asked.size}
        model = learner(settings, asked.seed)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
    points = curve(model, settings, asked.minutes, asked.games, asked.every)
    if asked.out:
        model.save(asked.out)
    better = points[-1].gain.low is not None and points[-1].gain.low > 0
    say(f"{'better than' if better else 'no better than'} random play by {points[-1].gain.text()}")
    raise SystemExit(0 if better else 1)


if __name__ == "__main__":
    main()
