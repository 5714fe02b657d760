"""Bots of others at a table that is recorded: programs, and code in Python that may raise anything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from operator import index
from typing import Any

from game import bots, notation
from game.bots.external import External, Terms
from game.bots.fallible import FailureError, Fallible
from game.bots.loading import FAILURES, trouble
from game.errors import UserError
from rules.events import Event
from rules.observe import Observation
from rules.scenario import Scenario


def seated(name: str, table: Scenario, seat: int, seed: int, terms: Terms | None = None) -> bots.Agent:
    """Who plays a seat: one of our bots as it is, one of others with somebody to stand in for it."""
    terms = terms or Terms.of()
    if bots.is_program(name):
        return External(table, seat, seed, name, terms)
    agent = bots.factory(name)(table, seat, seed)
    return Guest(table, seat, seed, name, agent, terms.stand_in) if bots.is_guest(name) else agent


class Guest(Fallible):
    """The agent of a bot in Python whose code isn't ours."""

    always = True  # its dice may be thrown there

    def __init__(self, table: Scenario, seat: int, seed: int, name: str, agent: bots.Agent, stand_in: str) -> None:
        """`agent`: what its factory made."""
        super().__init__(table, seat, seed, name, stand_in)
        self._agent: Any = agent
        self._unheard: list[Event] = []

    def hear(self, events: Sequence[Event]) -> None:
        """Kept until it is asked: what it makes of them may fail too."""
        super().hear(events)
        self._unheard += events

    def ask(self, observation: Observation, legal: list[int], attempt: int, error: str) -> int:  # noqa: ARG002 (a program is told)
        """What the bot answers."""
        try:
            answer = index(self._listening().act(observation, list(legal)))
        except FAILURES as failure:
            if os.environ.get("ACCORD_TRACEBACK"):
                raise
            cause = failure.__cause__ if isinstance(failure, UserError) and failure.__cause__ else failure
            raise FailureError(type(cause).__name__, trouble(cause)) from failure
        if answer not in legal:
            raise FailureError("illegal", self._refusal(answer))
        self.reasons += getattr(self._agent, "reasons", [])
        return answer

    def dismiss(self) -> None:
        """Let it close what it holds; the game is over, so that nothing hangs on it."""
        close = getattr(self._agent, "close", None)
        if close is None:
            return
        try:
            close()
        except FAILURES:
            if os.environ.get("ACCORD_TRACEBACK"):
                raise

    def _listening(self) -> Any:  # noqa: ANN401 (the bot, which has at least `act`)
        """The bot, told what it hasn't heard."""
        unheard, self._unheard = self._unheard, []
        hear = getattr(self._agent, "hear", None)
        if hear is not None and unheard:
            hear(unheard)
        return self._agent

    def _refusal(self, answer: int) -> str:
        known = 0 <= answer < len(self.table.acts.verb)
        return f"{notation.format_action(self.table, answer) if known else answer} is not legal now"
