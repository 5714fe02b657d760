"""Bots: each is given what its seat may see and what it may do, and nothing else.

A bot is known by its name here, or by `module:attribute` of any factory that can be imported.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from difflib import get_close_matches
from typing import Protocol

from game.errors import UserError
from rules.observe import Observation
from rules.scenario import Scenario


class Agent(Protocol):
    """Somebody who plays a seat."""

    def act(self, observation: Observation, legal: list[int]) -> int:
        """One of `legal`, which has at least one action; ascending."""
        ...


# A factory makes an agent for one seat of one game; the same seed makes one that plays the same.
Factory = Callable[[Scenario, int, int], Agent]  # table, seat, seed

BOTS: dict[str, str] = {
    "random": "game.bots.random:RandomBot",
    "passive": "game.bots.passive:PassiveBot",
    "hawk": "game.bots.hawk:HawkBot",
    "greedy": "game.bots.greedy:GreedyBot",
    "negotiator": "game.bots.negotiator:NegotiatorBot",
    "persona": "game.bots.persona:PersonaBot",
}


def register(name: str, target: str) -> None:
    """Make a bot known by a name; `target` is the `module:attribute` of its factory."""
    BOTS[name] = target


def factory(name: str) -> Factory:
    """The factory of a bot."""
    target = BOTS.get(name, name)
    module, colon, attribute = target.partition(":")
    if not colon:
        near = get_close_matches(name, BOTS, n=1)
        right = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(BOTS)}"
        raise UserError(f'there is no bot "{name}"', right=right)
    try:
        made = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise UserError(f'the bot "{name}" can\'t be loaded: {error}') from error
    if not callable(made):
        raise UserError(f'"{name}" is no bot', right="name a class or function that makes one")
    return made  # type: ignore[no-any-return] # what a name leads to can't be known before
