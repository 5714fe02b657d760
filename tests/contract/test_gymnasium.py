"""A seat of Accord as an environment of Gymnasium, the others played by bots."""

from __future__ import annotations

import copy
import importlib
import pickle
import sys
from collections.abc import Callable
from random import Random
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from game import arena, bots, record
from game.adapters.gymnasium import ID, AccordSeatEnv
from game.dealer import derived_seed
from game.errors import UserError
from game.replay import verify
from rules import kernel
from rules.scenario import Scenario

MAKE = f"game.adapters.gymnasium:{ID}"


def play(env: AccordSeatEnv, seed: int | None, dice: Random) -> tuple[float, dict[str, Any]]:
    """A game at random; what was given in all, and the last info."""
    _seen, info = env.reset(seed=seed)
    given, over = 0.0, False
    while not over:
        number = int(dice.choice(np.flatnonzero(env.action_masks())))
        _seen, reward, over, _cut, info = env.step(number)
        given += float(reward)
    return given, info


class TestTheLibrarysOwnTest:
    @pytest.mark.parametrize(
        "settings",
        [
            {"render_mode": "ansi"},
            {"seat": "downstream", "opponents": "greedy", "size": "micro", "observation": "dict"},
            {"scenario": "empty-chairs", "size": "class", "reward": "change"},
        ],
    )
    def test_check_env(self, settings: dict[str, Any]) -> None:
        env = gymnasium.make(MAKE, **settings)
        check_env(env.unwrapped, skip_render_check="render_mode" not in settings)

    def test_is_made_by_its_name(self) -> None:
        env = gymnasium.make(ID, seat="upstream")
        _seen, info = env.reset(seed=3)
        assert info["seat"] == "upstream"
        assert isinstance(env.unwrapped, AccordSeatEnv)


class TestGames:
    def test_the_others_play_as_in_the_arena(self) -> None:
        """The same seed, the same bots: a learner that plays as the bot in its seat would, plays the arena's game."""
        run = arena.Run("two-banks", "standard", ("random", "greedy", "random"), 5)
        seed = run.seed_of(0)
        env = AccordSeatEnv(seat="upstream", opponents="ferry-town=greedy,others=random")
        env.reset(seed=seed)
        table = env.sitting.table
        agent = bots.factory("random")(table, 0, derived_seed(seed, 1))
        over = False
        while not over:
            seen = kernel.observe(table, env.sitting.state, 0)
            number = env.encoding.numbers[agent.act(seen, kernel.legal(table, env.sitting.state))]
            _seen, _reward, over, _cut, _info = env.step(number)
        assert env.record().lines == record.from_json(arena.game(run, 0).line, "game").lines

    def test_bots_that_listen_are_told_what_their_seat_may_hear(self, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: dict[int, int] = {}

        class Listener:
            def __init__(self, table: Scenario, seat: int, seed: int) -> None:
                self.seat = seat

            def act(self, observation: kernel.Observation, legal: list[int]) -> int:
                return legal[-1]

            def hear(self, events: list[Any]) -> None:
                assert all(event.audience >> self.seat & 1 for event in events)
                heard[self.seat] = heard.get(self.seat, 0) + len(events)

        monkeypatch.setattr("game.bots.factory", lambda name: Listener)
        play(AccordSeatEnv(seat="downstream"), 1, Random(1))
        assert heard.keys() == {0, 1}
        assert min(heard.values()) > 20

    def test_without_a_seat_it_is_another_in_each_game(self) -> None:
        env = AccordSeatEnv(size="micro")
        seats = [env.reset(seed=seed)[1]["seat"] for seed in range(12)]
        assert set(seats) == {"upstream", "ferry-town", "downstream"}
        assert seats == [env.reset(seed=seed)[1]["seat"] for seed in range(12)]

    def test_a_seed_begins_a_series_that_is_always_the_same(self) -> None:
        env = AccordSeatEnv()
        series = [[play(env, seed, Random(4)) for seed in (6, None, None)] for _ in range(2)]
        assert repr(series[0]) == repr(series[1])

    @pytest.mark.parametrize("reward", ["final", "change"])
    def test_rewards_add_up_to_the_seats_satisfaction(self, reward: str) -> None:
        env = AccordSeatEnv(reward=reward, seat="ferry-town", opponents="greedy")
        env._begin(2)
        start = env.sitting.satisfaction()[1] if reward == "change" else 0
        given, info = play(env, 2, Random(2))
        assert given == pytest.approx((info["satisfaction"]["ferry-town"] - start) / 100)
        assert not verify(env.record()).problem

    @pytest.mark.parametrize("copied", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env))])  # noqa: S301 (ours)
    def test_a_copy_goes_on_by_itself(self, copied: Callable[[AccordSeatEnv], AccordSeatEnv]) -> None:
        env = AccordSeatEnv(seat="upstream", opponents="greedy")
        env.reset(seed=9)
        other = copied(env)
        first = int(np.flatnonzero(env.action_masks())[-1])
        one, two = env.step(first), other.step(first)
        assert np.array_equal(one[0], two[0])
        assert env.sitting.state.key() == other.sitting.state.key()
        assert env.sitting.state is not other.sitting.state


class TestWhatIsRefused:
    def test_an_illegal_action_ends_the_game_and_says_why(self) -> None:
        env = AccordSeatEnv(seat="upstream")
        env.reset(seed=1)
        before = env.sitting.state.key()
        _seen, reward, over, cut, info = env.step(env.action_meanings().index("order hold"))
        assert (reward, over, cut) == (-1.0, True, False)
        assert info["illegal"].startswith("§3.2 Upstream council has the floor")
        assert not env.action_masks().any()
        assert env.sitting.state.key() == before
        with pytest.raises(UserError, match="the game is over; reset the environment"):
            env.step(0)

    def test_an_action_that_is_none(self) -> None:
        env = AccordSeatEnv()
        env.reset(seed=1)
        with pytest.raises(UserError, match="there is no action 9999"):
            env.step(9999)

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"seat": "north"}, 'no seat "north"; there are upstream, ferry-town, downstream'),
            ({"opponents": "greedi"}, 'there is no bot "greedi"; did you mean "greedy"'),
            ({"opponents": "upstream=greedy"}, "nobody plays ferry-town"),
        ],
    )
    def test_settings(self, settings: dict[str, str], told: str) -> None:
        with pytest.raises(UserError, match=told):
            AccordSeatEnv(**settings)


@pytest.mark.parametrize("module", ["gymnasium", "pettingzoo", "accord_v0"])
def test_without_the_extra_one_line_names_it(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in ("gymnasium", "pettingzoo", "accord_v0"):
        monkeypatch.delitem(sys.modules, f"game.adapters.{one}", raising=False)
    monkeypatch.setattr("game.extras.find_spec", lambda _package: None)
    with pytest.raises(UserError, match=r'this needs .*gymnasium; install it: pip install "accord\[gym\]"$'):
        importlib.import_module(f"game.adapters.{module}")
