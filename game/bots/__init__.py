"""Bots: each is given what its seat may see and what it may do, and nothing else.

A bot is known by its name here, by that of an entry point in the group `accord.bots`, by `module:attribute` of any
factory that can be imported, or as one of a family: `cmd:` and the command line of a program (docs/bots.md), `negmas:`
and a negotiator of NegMAS (docs/adapters.md). A setting may follow the name: `mcts@1000` thinks for 1,000 simulations,
`mcts@2sx2` for two seconds on two processes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final, Protocol

from cards.language import _
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
    "mcts": "game.bots.mcts:MctsBot",
    "persona": "game.bots.persona:PersonaBot",
    "habit": "game.bots.habit:HabitBot",
}
PROGRAM: Final = "cmd:"
# Of a name with a colon the part before it; what stands here makes a factory of the whole name
FAMILIES: Final[dict[str, str]] = {
    "cmd": "game.bots.external:external",
    "negmas": "game.adapters.negmas_seat:negotiator",
}


def register(name: str, target: str) -> None:
    """Make a bot known by a name; `target` is the `module:attribute` of its factory."""
    BOTS[name] = target


def is_program(name: str) -> bool:
    """Whether a bot is a program outside Python."""
    return name.startswith(PROGRAM)


def factory(name: str) -> Factory:
    """The factory of a bot."""
    family, colon, _rest = name.partition(":")
    if colon and family in FAMILIES:
        made: Factory = _loaded(FAMILIES[family])(name)
        return made
    plain, at, setting = name.partition("@")
    if at and plain in BOTS:
        return _with_setting(factory(plain), setting)
    target = BOTS.get(name) or _entry_point(name) or name
    if ":" not in target:
        near = get_close_matches(name, BOTS, n=1)
        right = (
            _('did you mean "{word}"?').format(word=near[0])
            if near
            else _("there are {names}").format(names=", ".join([*BOTS, *(f"{family}:..." for family in FAMILIES)]))
        )
        raise UserError(_('there is no bot "{name}"').format(name=name), right=right)
    try:
        found = _loaded(target)
    except (ImportError, AttributeError, ValueError) as error:
        raise UserError(_('the bot "{name}" can\'t be loaded: {problem}').format(name=name, problem=error)) from error
    if not callable(found):
        raise UserError(_('"{name}" is no bot').format(name=name), right=_("name a class or function that makes one"))
    return found  # type: ignore[no-any-return] # what a name leads to can't be known before


def _loaded(target: str) -> Any:  # noqa: ANN401 (as above)
    """What `module:attribute` names."""
    module, _colon, attribute = target.partition(":")
    return getattr(importlib.import_module(module), attribute)


def _with_setting(made: Factory, setting: str) -> Factory:
    """A factory that is told how to play: `mcts@1000`."""

    def make(table: Scenario, seat: int, seed: int) -> Agent:
        try:
            return made(table, seat, seed, setting)  # type: ignore[call-arg] # not every bot takes one
        except TypeError:
            raise UserError(
                _('that bot takes no setting "@{setting}"').format(setting=setting), right=_("leave it out")
            ) from None

    return make


def _entry_point(name: str) -> str:
    """The target of a bot that another package brings, or nothing."""
    if ":" in name:
        return ""
    from importlib.metadata import entry_points

    return next((point.value for point in entry_points(group="accord.bots", name=name)), "")
