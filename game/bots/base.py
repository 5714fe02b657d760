"""What bots share: a seat with its own dice and reasons, the events it hears, worlds it can imagine, a clock.

A bot may have a method `hear(events)`: the events of `rules.events` that its seat may see, handed over before the next
`act`. Whoever runs a game need not call it; every bot here plays without. It may keep `reasons`: why it decided as it
last did, in sentences for people.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from random import Random
from typing import Final

from cards.grammar import Name, in_sentence
from cards.language import _
from rules.events import Event
from rules.observe import Observation, determinize
from rules.scenario import Scenario
from rules.state import State

DICE: Final = 61  # a prime, so that draws of different kinds seldom fall on the same die
LONG_STEP: Final = 500  # more steps than any turn has


class Bot(ABC):
    """A seat of one game. Subclasses write `decide`; what has one answer is not decided."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Sit down; the same seed plays the same."""
        self.table = table
        self.seat = seat
        self.reasons: list[str] = []
        # Random.random is the one method whose numbers Python promises never to change for a seed.
        self._dice = Random(seed).random

    def act(self, observation: Observation, legal: list[int]) -> int:
        """One of the legal actions; `reasons` says why."""
        self.reasons = []
        if len(legal) == 1:
            self.because(_("It is the only thing to do."))
            return legal[0]
        action = self.decide(observation, legal)
        if not self.reasons:
            self.because(_("Nothing better offered itself."))
        return action

    @abstractmethod
    def decide(self, observation: Observation, legal: list[int]) -> int:
        """One of two or more legal actions."""

    def hear(self, events: Sequence[Event]) -> None:  # noqa: B027 (a bot may do without)
        """Take note of what happened; by default nothing is made of it."""

    def because(self, sentence: str) -> None:
        """Give a reason for the decision under way."""
        self.reasons.append(sentence)

    def pick(self, number: int) -> int:
        """A number 0..number - 1 by the bot's own dice."""
        return int(self._dice() * number)

    def name(self, seat: int) -> Name:
        """A seat by its name."""
        return Name(in_sentence(self.table.seat_names[seat]))


class Clock:
    """How much of a time allowance is left, for bots that think as long as they may."""

    def __init__(self, seconds: float) -> None:
        """Start it."""
        self._end = time.perf_counter() + seconds

    def left(self) -> float:
        """Seconds left; negative when the time is over."""
        return self._end - time.perf_counter()

    def out(self) -> bool:
        """Whether the time is over."""
        return self.left() <= 0


class World:
    """A state that the observation allows, and the dice that every option tried in it is given (common numbers)."""

    def __init__(self, state: State, dice: list[float]) -> None:
        """See `imagine`."""
        self.state = state
        self.dice = dice

    def roll(self, outcomes: list[tuple[int, int]]) -> int:
        """How a draw falls, by its outcomes and their weights; the same one falls the same way whatever led to it."""
        total = 0
        for _outcome, weight in outcomes:
            total += weight
        left = self.dice[outcomes[0][0] % DICE] * total
        for outcome, weight in outcomes:
            left -= weight
            if left < 0:
                return outcome
        return outcomes[-1][0]


def imagine(table: Scenario, observation: Observation, bot: Bot, count: int) -> list[World]:
    """Some worlds that the observation allows. Their dice are spread evenly: four of them see a battle's every draw."""
    base = [bot._dice() for _ in range(DICE)]  # noqa: SLF001 (the bot's own dice, which it lends)
    return [
        World(
            determinize(table, observation, bot.pick),
            [(die + at / count) % 1 for die in base],
        )
        for at in range(count)
    ]
