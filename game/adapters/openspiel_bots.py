"""Accord's bots among OpenSpiel's: as bots that play a seat, and as policies to be held against best responses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.adapters.moment import Entry, Moment
from game.bots import Agent, factory
from game.extras import need
from rules.scenario import NOBODY

need("openspiel", "pyspiel")

import pyspiel  # noqa: E402 (only now is it known to be there)
from open_spiel.python import policy as policies  # noqa: E402 (the same)

from game.adapters.openspiel import AccordGame, AccordState  # noqa: E402 (the same)


class SeatBot(pyspiel.Bot):  # type: ignore[misc] # pyspiel has no types
    """A bot of Accord (`greedy`, `mcts@100`, ...) in a seat; it is given what the seat may see, and hears events."""

    def __init__(self, game: AccordGame, seat: int, name: str, seed: int = 0) -> None:
        """The same seed plays the same."""
        super().__init__()
        self._game, self._seat, self._name, self._seed = game, seat, name, seed
        self.restart()

    def restart(self) -> None:
        """A new game, of which nothing was heard yet."""
        self._agent = factory(self._name)(self._game.play.table, self._seat, self._seed)
        self._heard: Moment | None = None

    def restart_at(self, state: AccordState) -> None:  # noqa: ARG002 (the library's signature)
        """The same; what happened until then is heard at the first step."""
        self.restart()

    def step(self, state: AccordState) -> int:
        """What the bot does there; at a state that does not follow from the last, it begins anew."""
        moment = state.moment
        news = moment.path(after=self._heard)
        if news and self._heard is not None and news[0].before is not self._heard:
            self.restart()
        listen(self._agent, news, self._seat)
        self._heard = moment
        return moment.play.encoding.numbers[self._agent.act(moment.observation(self._seat), moment.legal())]


class BotPolicy(policies.Policy):  # type: ignore[misc] # open_spiel has no types
    """What the bots of a name do at every information set, averaged over seeds.

    A bot that throws dice is a mixture of as many bots as there are seeds, each of which always does the same. At an
    information set the policy gives what those among them would do whose own earlier actions led there: exactly
    what plays like the mixture. Where none of them would ever come (all could be there, then), all are asked; that
    moves no value, since only their own actions lead there. Actions that none would take are left out.
    """

    def __init__(self, game: AccordGame, name: str, seeds: Sequence[int] = (0,)) -> None:
        """`seeds`: one is enough for bots that throw no dice."""
        super().__init__(game, list(range(game.num_players())))
        self._table = game.play.table
        self._factory = factory(name)
        self._seeds = seeds
        self._known: dict[tuple[Entry, ...], dict[int, float]] = {}

    def action_probabilities(self, state: AccordState, player_id: int | None = None) -> dict[int, float]:
        """The actions that some would take there, with their shares."""
        moment = state.moment
        seat = moment.mover if player_id is None else player_id
        key = (*moment.recall(seat), (seat,))
        if key not in self._known:
            self._known[key] = self._averaged(moment, seat)
        return self._known[key]

    def asked(self) -> int:
        """At how many information sets the bots were asked."""
        return len(self._known)

    def _averaged(self, moment: Moment, seat: int) -> dict[int, float]:
        answers = [self._answer(moment, seat, seed) for seed in self._seeds]
        among = [action for action, came_here in answers if came_here] or [action for action, _came in answers]
        numbers = moment.play.encoding.numbers
        return {numbers[action]: among.count(action) / len(among) for action in sorted(set(among))}

    def _answer(self, moment: Moment, seat: int, seed: int) -> tuple[int, bool]:
        """What the bot of a seed does there, and whether its own actions would have led there."""
        agent: Agent = self._factory(self._table, seat, seed)
        came_here = True
        unheard: list[Moment] = []
        action = NOBODY
        for at in moment.path():
            if at.before is not None and at.before.mover == seat:
                came_here = came_here and at.action == action
            unheard.append(at)
            if at.mover == seat:
                listen(agent, unheard, seat)
                unheard = []
                action = agent.act(at.observation(seat), at.legal())
        return action, came_here


def listen(agent: Agent, moments: Sequence[Moment], seat: int) -> None:
    """Have a bot hear what its seat was told on the way through the moments."""
    hear: Any = getattr(agent, "hear", None)
    told = [event for moment in moments for event in moment.news if event.audience >> seat & 1]
    if hear is not None and told:
        hear(told)
