"""What every environment of Accord shares: names and spaces, seeds, what is observed, what is given, what is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import numpy as np
from gymnasium import spaces
from gymnasium.utils import seeding

from cards.language import _
from game.adapters.drawing import MODES, check_mode, shown
from game.adapters.encoding import Encoding, Floats, Mask
from game.adapters.sitting import Sitting
from game.dealer import SEED_BITS, checked_seed
from game.errors import UserError
from game.record import Record
from rules.scenario import Scenario

ILLEGAL: Final = -1.0  # what somebody is given who does what its mask forbids
HUNDRED: Final = 100

Seen = Any  # a dict of `observation` and `action_mask`, or the array alone: as `observation` says


def chosen(what: str, value: str, among: tuple[str, ...]) -> str:
    """The value, if it is one of those there are."""
    if value not in among:
        raise UserError(
            _('{what} can\'t be "{value}"').format(what=what, value=value),
            right=_("there are {names}").format(names=", ".join(among)),
        )
    return value


class Desk:
    """A sitting and how it is seen: what is observed, what is given, the seeds of its games, what is shown."""

    def __init__(
        self,
        scenario: str | Path | Scenario = "two-banks",
        size: str | None = None,
        render_mode: str | None = None,
        *,
        observation: str = "dict",
        reward: str = "final",
    ) -> None:
        """Lay the table.

        `observation`: "dict" has `observation` and `action_mask`; "flat" is the array alone, with the mask in `infos`.
        `reward`: "final" is satisfaction / 100 at the end; "change" is how much it has changed since the last step.
        """
        check_mode(render_mode)
        self.render_mode = render_mode
        self.observation = chosen("observation", observation, ("dict", "flat"))
        self.reward = chosen("reward", reward, ("final", "change"))
        self.sitting = Sitting(scenario, size)
        self.sitting.news = None if render_mode is None else []
        self.encoding: Encoding = self.sitting.encoding
        self._random, _seed = seeding.np_random(None)
        self._standing: list[int] = []

    def observation_names(self) -> tuple[str, ...]:
        """What each number of an observation is."""
        return self.encoding.names

    def action_meanings(self) -> tuple[str, ...]:
        """The line of each action (§11)."""
        return self.encoding.meanings()

    def record(self) -> Record:
        """The game so far, for `game.record.save`: every secret is in it."""
        return self.sitting.record()

    def render(self) -> Any:  # noqa: ANN401 (text, an array or nothing, as the mode says)
        """The public table, as `render_mode` says."""
        if self.render_mode is None:
            raise UserError(
                _("nothing says how to show the game"),
                right=_("make it with render_mode={modes}").format(modes=" / ".join(MODES)),
            )
        return shown(self.sitting, self.render_mode)

    def close(self) -> None:
        """Nothing is held open."""

    def _spaces(self) -> tuple[spaces.Space[Any], spaces.Discrete]:
        """Of observations and of actions, new each time."""
        actions = len(self.action_meanings())
        seen = spaces.Box(0.0, 1.0, (len(self.encoding.names),), np.float32)
        if self.observation == "flat":
            return seen, spaces.Discrete(actions)
        mask = spaces.Box(0, 1, (actions,), np.int8)
        return spaces.Dict({"observation": seen, "action_mask": mask}), spaces.Discrete(actions)

    def _begin(self, seed: int | None) -> int:
        """The game of that seed; without one, the next of the series that the last seed began. The game's seed."""
        if seed is not None:
            self._random, _seed = seeding.np_random(checked_seed(seed))
        own = seed if seed is not None else int(self._random.integers(1 << SEED_BITS))
        self.sitting.begin(own)
        self._standing = self.sitting.satisfaction()
        return own

    def _given(self) -> list[float]:
        """What every seat is given for what happened since this was last asked."""
        before, self._standing = self._standing, self.sitting.satisfaction()
        if self.reward == "change":
            return [(now - then) / HUNDRED for now, then in zip(self._standing, before, strict=True)]
        return [now / HUNDRED if self.sitting.over else 0.0 for now in self._standing]

    def _seen(self, seen: Floats, mask: Mask) -> Seen:
        return seen if self.observation == "flat" else {"observation": seen, "action_mask": mask}

    def _info(self, line: str, mask: Mask) -> dict[str, Any]:
        """`line` is what the agent itself last did."""
        info: dict[str, Any] = {"line": line, **self.sitting.result()}
        return info | {"action_mask": mask} if self.observation == "flat" else info


class Agents(Desk):
    """A desk whose seats are PettingZoo's agents."""

    def __init__(self, *settings: Any, **named: Any) -> None:  # noqa: ANN401 (what `Desk` takes)
        """Name the agents, and give each its spaces."""
        super().__init__(*settings, **named)
        table = self.sitting.table
        self.possible_agents = [f"{re.sub('[^a-z]', '', seat) or 'seat'}_{n}" for n, seat in enumerate(table.seat_ids)]
        self.agents: list[str] = []
        self.seats = {agent: seat for seat, agent in enumerate(self.possible_agents)}
        made = {agent: self._spaces() for agent in self.possible_agents}
        self.observation_spaces = {agent: observed for agent, (observed, _acted) in made.items()}
        self.action_spaces = {agent: acted for agent, (_observed, acted) in made.items()}
        self.state_space = spaces.Box(0.0, 1.0, (len(self.encoding.names) * table.seats,), np.float32)

    def observation_space(self, agent: str) -> spaces.Space[Any]:
        """The same for every agent."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> spaces.Discrete:
        """The same for every agent."""
        return self.action_spaces[agent]

    def state(self) -> Floats:
        """What all seats know, seat after seat: for a critic that sees everything, never for a player."""
        return np.concatenate([self.sitting.seen(seat) for seat in range(self.sitting.table.seats)])

    def _rewards(self) -> dict[str, float]:
        """What everybody is given for what has just happened."""
        given = self._given()
        return {agent: given[self.seats[agent]] for agent in self.agents}
