"""A player that may fail: the question is put once more, then somebody else plays the seat to the end (docs/bots.md).

What it answers instead of a legal action is never turned into a move by guess, and the record says who stood in.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from game import bots
from game.facts import Player
from rules.events import Event
from rules.observe import Observation
from rules.scenario import Scenario

STAND_INS: Final = ("passive", "random")  # the first that is known
ATTEMPTS: Final = (1, 2)


class FailureError(Exception):
    """An answer that is none. `kind` is one word, such as late or illegal; the text is for the player's author."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(what)
        self.kind = kind


def usual_stand_in() -> str:
    """Who stands in if nobody was named."""
    return next(name for name in STAND_INS if name in bots.BOTS)


class Fallible(ABC):
    """The agent of a player that is not ours. Subclasses write `ask`, and `drop` and `dismiss` if it holds anything."""

    always: ClassVar[bool] = False  # whether it is asked where there is no choice, too

    def __init__(self, table: Scenario, seat: int, seed: int, name: str, stand_in: str) -> None:
        """`stand_in`: the bot that plays on when this one can't."""
        self.fallen = ""  # what the record says of the seat, once somebody stands in
        self.reasons: list[str] = []  # what went wrong, for people
        self.table = table
        self.seat = seat
        self.seed = seed
        self.name = name
        self.decisions = 0
        self._heard: list[Event] = []
        self._stand_in = stand_in
        self._substitute: bots.Agent | None = None

    def hear(self, events: Sequence[Event]) -> None:
        """Keep the news: for the next question, and for whoever may have to stand in."""
        self._heard += events
        self._pass_on(events)

    def act(self, observation: Observation, legal: list[int]) -> int:
        """What it answers, or whoever stands in for it."""
        self.reasons = []
        if self._substitute is None and (self.always or len(legal) > 1):
            answer = self._answer(observation, legal)
            if answer is not None:
                return answer
        if self._substitute is None:
            return legal[0]
        return self._substitute.act(observation, legal)

    def close(self) -> None:
        """The game is over."""
        self.dismiss()
        close = getattr(self._substitute, "close", None)
        if close is not None:
            close()

    @abstractmethod
    def ask(self, observation: Observation, legal: list[int], attempt: int, error: str) -> int:
        """One of the legal actions; FailureError if it has none. `error` says what was wrong with the last answer."""

    def drop(self) -> None:  # noqa: B027 (most have nothing to let go of)
        """Let go of what can't answer any more."""

    @abstractmethod
    def dismiss(self) -> None:
        """Tell it that the game is over."""

    def _answer(self, observation: Observation, legal: list[int]) -> int | None:
        self.decisions += 1
        error = ""
        for attempt in ATTEMPTS:
            try:
                return self.ask(observation, legal, attempt, error)
            except FailureError as failure:
                error = str(failure)
                self.reasons.append(f"{failure.kind}: {failure}")
                kind = failure.kind
        self._step_down(kind)
        return None

    def _step_down(self, kind: str) -> None:
        self.drop()
        self.fallen = str(Player(self.name, self._stand_in, f"{kind} at its decision {self.decisions}"))
        self._substitute = bots.factory(self._stand_in)(self.table, self.seat, self.seed)
        self._pass_on(self._heard)

    def _pass_on(self, events: Sequence[Event]) -> None:
        hear = getattr(self._substitute, "hear", None)
        if hear is not None:
            hear(list(events))
