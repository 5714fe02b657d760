"""Plays anything that is legal, each action as likely."""

from __future__ import annotations

from random import Random

from rules.observe import Observation
from rules.scenario import Scenario


class RandomBot:
    """The bot that tests like: it has no opinion."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:  # noqa: ARG002 (a factory's signature)
        """Have dice of its own."""
        # Random.random is the one method whose numbers Python promises never to change for a seed.
        self._next = Random(seed).random

    def act(self, observation: Observation, legal: list[int]) -> int:  # noqa: ARG002 (an agent's signature)
        """Any of them."""
        return legal[int(self._next() * len(legal))]
