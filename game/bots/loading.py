"""Bots of others, in Python, until they sit: whatever their code raises is theirs, and is one line of a UserError."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, Final

from cards.language import _
from game.errors import UserError

if TYPE_CHECKING:
    from game.bots import Agent, Factory
    from rules.scenario import Scenario

FAILURES: Final = (Exception, SystemExit)  # of somebody's code; a KeyboardInterrupt is for us


def trouble(error: BaseException) -> str:
    """What an exception says, and where in the code of others it was raised."""
    text = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.startswith("<")]
    if isinstance(error, SyntaxError) or not frames or frames[-1].filename in {__file__, importlib.__file__}:
        return text
    return f"{text} ({Path(frames[-1].filename).name}, line {frames[-1].lineno})"


def loaded(name: str, target: str) -> Any:  # noqa: ANN401 (what a name leads to can't be known before)
    """What `module:attribute` names; UserError if that can't be had, for whatever reason."""
    module, _colon, attribute = target.partition(":")
    if not module or not attribute:
        raise UserError(_('there is no bot "{name}"').format(name=name), right=_("write module:attribute"))
    try:
        found = importlib.import_module(module)
    except FAILURES as error:
        right = _("{module} has to be importable by itself").format(module=module)
        if isinstance(error, ModuleNotFoundError) and error.name == module:
            right = _("a module beside you is found with {setting}").format(setting="PYTHONPATH=.")
        raise _unloaded(name, trouble(error), right) from error
    try:
        return reduce(getattr, attribute.split("."), found)
    except FAILURES as error:
        raise _unloaded(name, trouble(error), _meant(found, attribute)) from error


def _unloaded(name: str, problem: str, right: str) -> UserError:
    return UserError(_('the bot "{name}" can\'t be loaded: {problem}').format(name=name, problem=problem), right=right)


def _meant(module: object, attribute: str) -> str:
    """What in a module may have been meant."""
    there = [name for name, what in vars(module).items() if callable(what) and not name.startswith("_")]
    near = get_close_matches(attribute, there, n=1)
    return _('did you mean "{word}"?').format(word=near[0]) if near else _("name a class or function that makes one")


def made(name: str, maker: Factory, table: Scenario, seat: int, seed: int) -> Agent:
    """The agent that somebody's factory makes; UserError if it makes none."""
    try:
        agent = maker(table, seat, seed)
    except UserError:  # it says itself what would be right
        raise
    except FAILURES as error:
        raise UserError(
            _('the bot "{name}" can\'t be made: {problem}').format(name=name, problem=trouble(error)),
            right=_("it is called with the table, the seat and a seed"),
        ) from error
    if not callable(getattr(agent, "act", None)):
        raise UserError(
            _('what "{name}" makes is no bot').format(name=name),
            right=_("a bot has a method {method}").format(method="act(observation, legal)"),
        )
    return agent
