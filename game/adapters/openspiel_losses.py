"""What seats leave on the table: best responses to what everybody else does, and NashConv, their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from game.extras import need

need("openspiel", "pyspiel")

import pyspiel  # noqa: E402 (only now is it known to be there)
from open_spiel.python.algorithms.best_response import BestResponsePolicy  # noqa: E402 (the same)
from open_spiel.python.algorithms.expected_game_score import policy_value  # noqa: E402 (the same)

from game.adapters.openspiel import AccordGame  # noqa: E402 (the same)
from game.adapters.openspiel_bots import BotPolicy  # noqa: E402 (the same)
from game.adapters.openspiel_tree import tree_of  # noqa: E402 (the same)


class Losses(NamedTuple):
    """What each seat gets when all keep to a policy, and what it would get by its best response to the others."""

    values: tuple[float, ...]
    best: tuple[float, ...]

    @property
    def gains(self) -> tuple[float, ...]:
        """What each seat would gain."""
        return tuple(best - value for best, value in zip(self.best, self.values, strict=True))

    @property
    def nash_conv(self) -> float:
        """All of it: 0 in an equilibrium."""
        return sum(self.gains)


def losses(tree: Any, policy: Any) -> Losses:  # noqa: ANN401 (pyspiel has no types)
    """Exactly, in C++: of a game that `Tree.load` gave, and a policy of `pyspiel` for all seats."""
    root = tree.new_initial_state()
    values = pyspiel.expected_returns(root, policy, depth_limit=-1, use_infostate_get_policy=False)
    answers = [pyspiel.TabularBestResponse(tree, seat, policy) for seat in range(tree.num_players())]
    return Losses(tuple(values), tuple(answer.value_from_state(root) for answer in answers))


def bot_losses(game: AccordGame, name: str, seeds: Sequence[int]) -> tuple[Losses, int]:
    """The same for a bot in every seat (`BotPolicy`), and at how many information sets it was asked.

    Only what the bots would do is walked through, so this is quick where they seldom throw dice. The random bot,
    which might do anything, is taken as what it is: each action as likely, in the whole tree.
    """
    if name == "random":
        tree = tree_of(game)
        cpp = tree.load()
        return losses(cpp, pyspiel.UniformRandomPolicy(cpp)), sum(map(len, tree.sets))
    policy = BotPolicy(game, name, seeds)
    root = game.new_initial_state()
    seats = range(game.num_players())
    values = policy_value(root, [policy for _seat in seats])
    best = [BestResponsePolicy(game, seat, policy, root).value(root) for seat in seats]
    return Losses(tuple(map(float, values)), tuple(map(float, best))), policy.asked()
