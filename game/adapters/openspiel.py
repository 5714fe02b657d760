"""Accord as a game of OpenSpiel: import this, then `pyspiel.load_game("accord(scenario=two-banks,size=micro)")`.

A player is a seat. Actions have the numbers that every learner is given (`encoding`), outcomes of chance are counted
from the first one in the catalogue. What seats choose in secret they choose one after the other, as in the kernel:
nobody sees what was chosen before it is revealed. The return of a player is its satisfaction, 0 to 100, and 0 as long
as the game goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cards.errors import ScenarioError
from game import DEFAULT_SCENARIO
from game.adapters.bounds import most_actions
from game.adapters.moment import Moment, play_of
from game.adapters.openspiel_observer import Observer
from game.errors import in_words
from game.extras import need
from game.notation import format_action
from rules import kernel
from rules.errors import RulesError
from rules.state import CHANCE, OVER

need("openspiel", "pyspiel")

import pyspiel  # noqa: E402 (only now is it known to be there)

FEWEST, MOST = 2, 8  # seats of a scenario
BEST = 100.0  # satisfaction

GAME_TYPE = pyspiel.GameType(
    short_name="accord",
    long_name="Accord",
    dynamics=pyspiel.GameType.Dynamics.SEQUENTIAL,
    chance_mode=pyspiel.GameType.ChanceMode.EXPLICIT_STOCHASTIC,
    information=pyspiel.GameType.Information.IMPERFECT_INFORMATION,
    utility=pyspiel.GameType.Utility.GENERAL_SUM,
    reward_model=pyspiel.GameType.RewardModel.TERMINAL,
    max_num_players=MOST,
    min_num_players=FEWEST,
    provides_information_state_string=True,
    provides_information_state_tensor=True,
    provides_observation_string=True,
    provides_observation_tensor=True,
    provides_factored_observation_string=True,
    parameter_specification={"scenario": DEFAULT_SCENARIO, "size": ""},
)


class AccordGame(pyspiel.Game):  # type: ignore[misc] # pyspiel has no types
    """One size of one scenario."""

    def __init__(self, params: dict[str, Any] | None = None) -> None:
        """`scenario`: its name or folder; `size`: one of its sizes, the first if none is named."""
        params = params or {}
        try:
            self.play = play_of(str(params.get("scenario") or DEFAULT_SCENARIO), str(params.get("size") or ""))
        except ScenarioError as error:
            raise pyspiel.SpielError(str(error)) from None
        table = self.play.table
        info = pyspiel.GameInfo(
            num_distinct_actions=len(self.play.encoding.actions),
            max_chance_outcomes=len(table.acts) - table.acts.first_chance,
            num_players=table.seats,
            min_utility=0.0,
            max_utility=BEST,
            max_game_length=most_actions(table),
        )
        super().__init__(GAME_TYPE, info, {"scenario": self.play.scenario, "size": self.play.size})

    def new_initial_state(self) -> AccordState:
        """The table before the first draw."""
        return AccordState(self)

    def make_py_observer(self, iig_obs_type: Any = None, params: dict[str, Any] | None = None) -> Observer:  # noqa: ANN401 (pyspiel has no types)
        """What somebody sees or recalls; there are no parameters."""
        if isinstance(iig_obs_type, dict):  # as the library calls it for its default
            iig_obs_type, params = None, iig_obs_type
        if params:
            raise ValueError(f"an observer of accord takes no parameters, not {params}")
        return Observer(self.play, iig_obs_type or pyspiel.IIGObservationType(perfect_recall=False))


class AccordState(pyspiel.State):  # type: ignore[misc] # pyspiel has no types
    """A position, its past, and what every seat knows of both."""

    def __init__(self, game: AccordGame) -> None:
        """Made by `new_initial_state`."""
        super().__init__(game)
        self.moment: Moment = game.play.opening  # all that there is to copy, and it never changes

    def current_player(self) -> int:
        """A seat, or the library's signs for chance and the end."""
        mover = self.moment.mover
        if mover >= 0:
            return mover
        return int(pyspiel.PlayerId.TERMINAL if mover == OVER else pyspiel.PlayerId.CHANCE)

    def is_terminal(self) -> bool:
        """Whether the game is over."""
        return self.moment.mover == OVER

    def _legal_actions(self, player: int) -> list[int]:  # noqa: ARG002 (always who is to move)
        numbers = self.moment.play.encoding.numbers
        return [numbers[action] for action in self.moment.legal()]

    def chance_outcomes(self) -> list[tuple[int, float]]:
        """What the draw may bring, with its probabilities."""
        first = self.moment.play.table.acts.first_chance
        return [(outcome - first, odds) for outcome, odds in self.moment.outcomes()]

    def _apply_action(self, action: int) -> None:
        try:
            self.moment = self.moment.then(self._in_the_rules(action, chance=self.moment.mover == CHANCE))
        except RulesError as error:
            raise pyspiel.SpielError(in_words(error)) from None

    def _in_the_rules(self, action: int, *, chance: bool) -> int:
        """What the rules call an action or an outcome; SpielError if there is none of that number."""
        play = self.moment.play
        acts = play.table.acts
        numbers = range(len(acts) - acts.first_chance) if chance else range(len(play.encoding.actions))
        if action not in numbers:
            what = "outcome" if chance else "action"
            raise pyspiel.SpielError(f"there is no {what} {action}; they are numbered 0 to {numbers[-1]}")
        return acts.first_chance + action if chance else play.encoding.actions[action]

    def _action_to_string(self, player: int, action: int) -> str:
        """The canonical line (§11)."""
        known = self._in_the_rules(action, chance=player == pyspiel.PlayerId.CHANCE)
        return format_action(self.moment.play.table, known)

    def returns(self) -> list[float]:
        """Satisfaction, 0 to 100, when the game is over; until then 0."""
        moment = self.moment
        if moment.mover != OVER:
            return [0.0] * moment.play.table.seats
        return [float(value) for value in kernel.returns(moment.play.table, moment.state)]

    def resample_from_infostate(self, player: int, sampler: Callable[[], float]) -> AccordState:
        """A position that the player can't tell from this one; it has no history, since that would tell of others."""
        state: AccordState = self.get_game().new_initial_state()
        state.moment = self.moment.imagined(player, lambda n: min(int(sampler() * n), n - 1))
        return state

    def __str__(self) -> str:
        """The canonical lines until now: a record without its head."""
        table = self.moment.play.table
        return "\n".join(format_action(table, moment.action) for moment in self.moment.path() if moment.before)


def resampler(seed: int) -> Callable[[AccordState, int], AccordState]:
    """What `ISMCTSBot.set_resampler` takes: worlds imagined by dice of a seed."""
    dice = Random(seed).random

    def imagine(state: AccordState, player: int) -> AccordState:
        return state.resample_from_infostate(player, dice)

    return imagine


pyspiel.register_game(GAME_TYPE, AccordGame)
