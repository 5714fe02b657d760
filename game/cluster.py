"""The same games on a Ray cluster: what it plays is byte for byte what one process plays."""

from __future__ import annotations

import importlib
import os
from collections import deque
from collections.abc import Generator
from contextlib import suppress
from typing import Any, Final

from game import arena
from game.arena import Finished, Run
from game.extras import need

CHUNK: Final = 5  # games of a task
AHEAD: Final = 4  # tasks a processor may be ahead of the one that is written next


def games(run: Run, count: int, jobs: int, first: int = 0) -> Generator[Finished, None, None]:
    """Games `first` to `count` - 1 in this order.

    On the cluster that the environment variable RAY_ADDRESS names; without one, on a local cluster of `jobs` workers.
    """
    need("ray", "ray")
    # Ray looks for a usage report and for devices when it starts; a game needs neither.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    ray: Any = importlib.import_module("ray")
    if os.environ.get("RAY_ADDRESS"):
        ray.init(log_to_driver=False, logging_level="error")
    else:
        ray.init(address="local", num_cpus=jobs, include_dashboard=False, log_to_driver=False, logging_level="error")
    try:
        yield from _spread(ray, run, range(first, count), int(ray.cluster_resources().get("CPU", jobs)))
    finally:
        ray.shutdown()


def _spread(ray: Any, run: Run, numbers: range, workers: int) -> Generator[Finished, None, None]:  # noqa: ANN401 (untyped)
    play = ray.remote(num_cpus=1)(_chunk)
    waiting: deque[Any] = deque()
    at = numbers.start
    try:
        while at < numbers.stop or waiting:
            while at < numbers.stop and len(waiting) < workers * AHEAD:
                waiting.append(play.remote(run, at, min(at + CHUNK, numbers.stop)))
                at += CHUNK
            yield from ray.get(waiting.popleft())
    finally:
        for task in waiting:
            with suppress(Exception):  # it may be over, or its worker gone
                ray.cancel(task, force=True)


def _chunk(run: Run, first: int, last: int) -> list[Finished]:
    return [arena.game(run, number) for number in range(first, last)]
