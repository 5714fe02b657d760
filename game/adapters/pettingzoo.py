"""Accord for PettingZoo: `accord_v0` as an AEC environment, and as a parallel one (docs/adapters.md)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from game.extras import need

need("gym", "pettingzoo", "gymnasium")

import numpy as np
from pettingzoo import aec_registry, register
from pettingzoo.utils.env import AECEnv, ParallelEnv
from pettingzoo.utils.wrappers import AssertOutOfBoundsWrapper, OrderEnforcingWrapper, TerminateIllegalWrapper

from cards.language import _
from game import notation
from game.adapters.agents import ILLEGAL, Agents, Seen, chosen
from game.adapters.drawing import MODES
from game.adapters.encoding import Floats, Mask
from game.adapters.visits import Visits, is_private
from game.defaults import default_answer
from game.errors import UserError
from rules import kernel
from rules.scenario import Scenario

NAME: Final = "accord_v0"
WAIT: Final = "wait"  # in the parallel environment, of a seat that is not asked


class AccordEnv(Agents, AECEnv):  # type: ignore[misc] # PettingZoo has no types
    """One agent at a time, as the rules ask them: sealed choices too, each hidden from the others."""

    metadata = {"name": NAME, "render_modes": MODES, "is_parallelizable": False, "render_fps": 1}  # noqa: RUF012 (PettingZoo's own)

    def reset(self, seed: int | None = None, options: Mapping[str, Any] | None = None) -> None:  # noqa: ARG002 (PettingZoo's signature)
        """A new game; `options` are not used."""
        self._begin(seed)
        self.agents = self.possible_agents[:]
        self.rewards = dict.fromkeys(self.agents, 0.0)
        self._cumulative_rewards = dict.fromkeys(self.agents, 0.0)
        self.terminations = dict.fromkeys(self.agents, False)
        self.truncations = dict.fromkeys(self.agents, False)
        self._lines = dict.fromkeys(self.agents, "")
        self.agent_selection = self.possible_agents[max(self.sitting.mover, 0)]
        self._inform()
        self._show()

    def observe(self, agent: str) -> Seen:
        """What the agent knows now, and what it may do, which is nothing when it isn't asked."""
        return self._seen(self.sitting.seen(self.seats[agent]), self._mask(agent))

    def step(self, action: int | None) -> None:
        """Play the action of the agent selected, and go on until somebody is asked again."""
        agent = self.agent_selection
        if self.terminations[agent] or self.truncations[agent]:
            self._was_dead_step(action)
            return
        if action is None:
            raise UserError(_("no action for {name}").format(name=agent), right=_("choose one that its mask allows"))
        self._lines[agent] = self.sitting.play(self.encoding.action(int(action)))
        self._cumulative_rewards[agent] = 0.0
        self.rewards = self._rewards()
        if self.sitting.over:
            self.terminations = dict.fromkeys(self.agents, True)
        else:
            self.agent_selection = self.possible_agents[self.sitting.mover]
        self._inform()
        self._accumulate_rewards()
        self._show()

    def _mask(self, agent: str) -> Mask:
        asked = self.sitting.mover == self.seats[agent] and not self.terminations[agent]
        return self.encoding.mask(self.sitting.legal if asked else ())

    def _inform(self) -> None:
        self.infos = {agent: self._info(self._lines[agent], self._mask(agent)) for agent in self.agents}

    def _show(self) -> None:
        if self.render_mode == "human":
            self.render()


class AccordParallelEnv(Agents, ParallelEnv):  # type: ignore[misc] # PettingZoo has no types
    """All agents at each step. Whoever is not asked waits; the sealed choices of a turn are made at the same time."""

    metadata = {"name": NAME, "render_modes": MODES, "render_fps": 1}  # noqa: RUF012 (PettingZoo's own)

    def __init__(
        self,
        scenario: str | Path | Scenario = "two-banks",
        size: str | None = None,
        render_mode: str | None = None,
        *,
        illegal: str = "end",
        max_cycles: int | None = None,
        **settings: str,
    ) -> None:
        """Lay the table.

        `illegal`: "end" ends the game when somebody does what its mask forbids; "default" takes the default of §11 for
        it instead. After `max_cycles` steps, if given, a game is cut off.
        """
        super().__init__(scenario, size, render_mode, **settings)
        self.illegal = chosen("illegal", illegal, ("end", "default"))
        self.max_cycles = max_cycles
        self.steps = 0
        self.visits: Visits | None = None

    def action_meanings(self) -> tuple[str, ...]:
        """The line of each action (§11), and at the end `wait`."""
        return (*self.encoding.meanings(), WAIT)

    def reset(
        self,
        seed: int | None = None,
        options: Mapping[str, Any] | None = None,  # noqa: ARG002 (PettingZoo's signature)
    ) -> tuple[dict[str, Seen], dict[str, dict[str, Any]]]:
        """A new game; `options` are not used."""
        self._begin(seed)
        self.agents = self.possible_agents[:]
        self.steps = 0
        self._lines = dict.fromkeys(self.agents, "")
        self.visits = None
        self._go_on()
        self._show()
        return self._observations()

    def step(self, actions: Mapping[str, int]) -> tuple[Any, ...]:
        """Everybody's action: observations, rewards, terminations, truncations, infos."""
        legal = self._legal()
        offenders = [agent for agent in self.agents if not self._allowed(agent, actions, legal)]
        self.steps += 1
        if offenders and self.illegal == "end":
            rewards = {agent: ILLEGAL * (agent in offenders) for agent in self.agents}
            return self._ended(rewards, over=True, cut=False)
        for seat in legal:
            agent = self.possible_agents[seat]
            self._act(seat, None if agent in offenders else self.encoding.actions[int(actions[agent])])
        if self.visits is not None:
            self.visits.left -= 1
        self._go_on()
        over = self.sitting.over
        self._show()
        return self._ended(self._rewards(), over=over, cut=not over and self.steps == self.max_cycles)

    # Who is asked, and what was answered

    def _legal(self) -> dict[int, list[int]]:
        """The seats that are asked, and what each may do."""
        if self.visits is not None:
            return {seat: self.visits.legal(seat) for seat in self.visits.rooms}
        return {} if self.sitting.over else {self.sitting.mover: self.sitting.legal}

    def _allowed(self, agent: str, actions: Mapping[str, int], legal: Mapping[int, list[int]]) -> bool:
        """Whether the agent does what its mask allows; UserError if its action is none at all."""
        number = actions.get(agent)
        if number is None or not self.action_space(agent).contains(number):
            raise UserError(_("no action for {name}").format(name=agent), right=_("every agent acts, if only to wait"))
        seat = self.seats[agent]
        if seat not in legal:
            return int(number) == len(self.encoding.actions)
        return int(number) < len(self.encoding.actions) and self.encoding.actions[int(number)] in legal[seat]

    def _act(self, seat: int, action: int | None) -> None:
        """Play a seat's action, or its default, in its room if it has one."""
        table, agent = self.sitting.table, self.possible_agents[seat]
        state = self.sitting.state if self.visits is None else self.visits.rooms[seat]
        done = default_answer(table, state) if action is None else action
        self._lines[agent] = notation.format_action(table, done)
        if self.visits is None:
            self.sitting.play(done)
        else:
            self.visits.choose(seat, done)

    def _go_on(self) -> None:
        """Seal what was chosen when the time for it is over; open rooms when sealed choices are due."""
        if self.visits is not None and self.visits.over:
            chosen_by, self.visits = self.visits.chosen, None
            while any(chosen_by.values()):
                self.sitting.play(chosen_by[self.sitting.mover].pop(0))
        if self.visits is None and not self.sitting.over and is_private(self.sitting.state):
            self.visits = Visits(self.sitting.table, self.sitting.state)

    # What is handed back

    def _observations(self) -> tuple[dict[str, Seen], dict[str, dict[str, Any]]]:
        legal = self._legal() if self.agents else {}
        masks = {agent: self._mask(legal.get(self.seats[agent])) for agent in self.agents}
        observations = {agent: self._seen(self._seen_by(self.seats[agent]), masks[agent]) for agent in self.agents}
        return observations, {agent: self._info(self._lines[agent], masks[agent]) for agent in self.agents}

    def _mask(self, legal: list[int] | None) -> Mask:
        """One's own actions, or to wait."""
        return np.append(self.encoding.mask(legal or ()), np.int8(legal is None))

    def _seen_by(self, seat: int) -> Floats:
        rooms = {} if self.visits is None else self.visits.rooms
        state = rooms.get(seat, self.sitting.state)
        return self.encoding.observe(kernel.observe(self.sitting.table, state, seat))

    def _ended(self, rewards: dict[str, float], *, over: bool, cut: bool) -> tuple[Any, ...]:
        """What a step gives; whoever is done leaves."""
        observations, infos = self._observations()
        terminations, truncations = dict.fromkeys(self.agents, over), dict.fromkeys(self.agents, cut)
        if over or cut:
            self.agents = []
        return observations, rewards, terminations, truncations, infos

    def _show(self) -> None:
        if self.render_mode == "human":
            self.render()


def env(*settings: Any, **named: Any) -> AECEnv:  # noqa: ANN401 (what `AccordEnv` takes)
    """The environment as it is usually played: an illegal action ends the game, other misuse is told at once."""
    ended = TerminateIllegalWrapper(raw_env(*settings, **named), illegal_reward=ILLEGAL)
    return OrderEnforcingWrapper(AssertOutOfBoundsWrapper(ended))


raw_env = AccordEnv  # without wrappers: an illegal action raises RulesError or UserError, and nothing has changed
parallel_env = AccordParallelEnv

if "accord-v0" not in aec_registry:
    register("aec", NAME, entry_point="game.adapters.pettingzoo:env")
    register("parallel", NAME, entry_point="game.adapters.pettingzoo:parallel_env")
