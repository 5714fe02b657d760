"""Bots: each is given what its seat may see and what it may do, and nothing else.

A bot is known by its name here, by that of an entry point in the group `accord.bots`, by `module:attribute` of any
factory that can be imported, or as one of a family: `cmd:` and the command line of a program (docs/bots.md), `negmas:`
and a negotiator of NegMAS (docs/adapters.md). A setting may follow the name: `mcts@1000` thinks for 1,000 simulations,
`mcts@2sx2` for two seconds on two processes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Final, Protocol

from cards.language import _
from game.bots.loading import loaded, made
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
OURS: Final = "game.bots."  # how the modules of our own bots begin
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


def is_guest(name: str) -> bool:
    """Whether code in Python that isn't ours decides for a bot."""
    return not (is_program(name) or BOTS.get(name.partition("@")[0], name).startswith(OURS))


def fallen(agent: Agent) -> str:
    """What the record says of a seat whose bot failed; nothing as long as it plays."""
    return str(getattr(agent, "fallen", ""))


def dismiss(agents: Mapping[int, Agent]) -> None:
    """Let go of what bots hold: their processes and programs."""
    for agent in agents.values():
        close = getattr(agent, "close", None)
        if close is not None:
            close()


def factory(name: str) -> Factory:
    """The factory of a bot; what others wrote can fail to load now, and to be made later, as a UserError each time."""
    family, colon, _rest = name.partition(":")
    if colon and family in FAMILIES:
        found: Factory = loaded(name, FAMILIES[family])(name)
        return found
    if ", then " in name:  # of the record of a game in which it failed: it has another chance
        from game.facts import player

        return factory(player(name).bot)
    plain, at, setting = name.partition("@")
    if at and plain in BOTS:
        return _with_setting(factory(plain), setting)
    target = BOTS.get(name) or _entry_point(name) or (name if ":" in name else "")
    if not target:
        raise _unknown(name)
    found = loaded(name, target)
    if not callable(found):
        raise UserError(_('"{name}" is no bot').format(name=name), right=_("name a class or function that makes one"))
    own: Factory = found
    return own if target.startswith(OURS) else partial(made, name, own)


def _unknown(name: str) -> UserError:
    near = get_close_matches(name, BOTS, n=1)
    families = (f"{family}:..." for family in FAMILIES)
    right = (
        _('did you mean "{word}"?').format(word=near[0])
        if near
        else _("there are {names}").format(names=", ".join([*BOTS, *families]))
    )
    return UserError(_('there is no bot "{name}"').format(name=name), right=right)


def _with_setting(maker: Factory, setting: str) -> Factory:
    """A factory that is told how to play: `mcts@1000`."""

    def make(table: Scenario, seat: int, seed: int) -> Agent:
        try:
            return maker(table, seat, seed, setting)  # type: ignore[call-arg] # not every bot takes one
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
