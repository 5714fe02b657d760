"""Accord as an environment of PettingZoo: the library's own tests, and what they don't ask."""

from __future__ import annotations

import copy
import pickle
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np
import pettingzoo
import pytest
from pettingzoo.utils import AECEnv, parallel_to_aec
from pettingzoo.utils.env_logger import EnvLogger

from game import record
from game.adapters import accord_v0
from game.errors import UserError
from game.face import Game
from game.replay import verify
from rules import kernel
from rules.errors import RulesError
from rules.state import ATTENDING, CARDS

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of PettingZoo about its own games, which its tests import
    from pettingzoo.test import (
        api_test,
        max_cycles_test,
        parallel_api_test,
        parallel_seed_test,
        render_test,
        seed_test,
    )
    from pettingzoo.test.state_test import state_test

TABLES = [("two-banks", "standard"), pytest.param("empty-chairs", "class", marks=pytest.mark.no_cover)]
every_table = pytest.mark.parametrize(("scenario", "size"), TABLES)
both_ways = pytest.mark.parametrize("observation", ["dict", "flat"])
# Of environments that are not its own, PettingZoo's test expects bare arrays
pytestmark = [
    pytest.mark.filterwarnings("ignore:Observation is not a NumPy array"),
    pytest.mark.filterwarnings("ignore:Observation space for each agent probably should be"),
    pytest.mark.filterwarnings("ignore:Action mask numpy array is all zeros"),  # at the end nothing can be done
]

Choose = Callable[[np.ndarray[Any, Any], str], int]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """PettingZoo keeps its warnings in a queue of its own."""
    yield
    EnvLogger.flush()


def made(scenario: str, size: str, observation: str = "dict", **settings: str) -> Callable[..., Any]:
    return partial(accord_v0.env, scenario=scenario, size=size, observation=observation, **settings)


def at_random(seed: int) -> Choose:
    dice = Random(seed)
    return lambda mask, _agent: int(dice.choice(np.flatnonzero(mask)))


def play(env: AECEnv, choose: Choose, steps: int = 10**6) -> dict[str, float]:
    """Go on with a game; what every agent was given in all."""
    given = dict.fromkeys(env.possible_agents, 0.0)
    for agent in env.agent_iter(steps):
        seen, reward, terminated, _truncated, _info = env.last()
        given[agent] += reward
        env.step(None if terminated else choose(seen["action_mask"], agent))
    return given


class TestTheLibrarysOwnTests:
    @every_table
    @both_ways
    def test_api_test(self, scenario: str, size: str, observation: str) -> None:
        api_test(made(scenario, size, observation)(), num_cycles=15)

    def test_api_test_without_wrappers(self) -> None:
        api_test(accord_v0.raw_env(), num_cycles=15)

    @every_table
    def test_seed_test(self, scenario: str, size: str) -> None:
        seed_test(made(scenario, size), num_cycles=15)

    @every_table
    @both_ways
    def test_parallel_api_test(self, scenario: str, size: str, observation: str) -> None:
        parallel_api_test(accord_v0.parallel_env(scenario, size, observation=observation, illegal="default"), 25)

    @pytest.mark.parametrize("illegal", ["end", "default"])
    def test_parallel_seed_test(self, illegal: str) -> None:
        parallel_seed_test(partial(accord_v0.parallel_env, illegal=illegal), num_cycles=10)

    def test_max_cycles_test(self) -> None:
        """It acts without masks and counts rounds of all agents: the parallel environment, in both of its forms."""
        parallel = partial(accord_v0.parallel_env, illegal="default")
        max_cycles_test(SimpleNamespace(parallel_env=parallel, env=lambda **how: parallel_to_aec(parallel(**how))))

    def test_state_test(self) -> None:
        state_test(accord_v0.env(), accord_v0.parallel_env(illegal="default"))

    def test_render_test(self, capsys: pytest.CaptureFixture[str]) -> None:
        render_test(made("two-banks", "micro"))
        assert "Harmed 0 of" in capsys.readouterr().out

    @pytest.mark.parametrize("kind", ["aec", "parallel"])
    def test_registered(self, kind: Literal["aec", "parallel"]) -> None:
        env = pettingzoo.make(kind, "accord_v0", size="micro")
        env.reset(seed=1)
        assert env.metadata["name"] == "accord_v0"
        assert env.agents == ["upstream_0", "ferrytown_1", "downstream_2"]


class TestGames:
    def test_a_seed_deals_the_game_that_people_are_dealt(self) -> None:
        env = accord_v0.raw_env("empty-chairs", "class")
        env.reset(seed=7)
        game = Game.new("empty-chairs", "class", 7)
        assert env.record().lines == game.record.lines
        mask = env.observe(env.agent_selection)["action_mask"]
        assert [env.action_meanings()[number] for number in np.flatnonzero(mask)] == game.legal()

    def test_a_seed_begins_a_series_that_is_always_the_same(self) -> None:
        env = accord_v0.raw_env()
        series = []
        for _ in range(2):
            env.reset(seed=11)
            seeds = []
            for _game in range(3):
                seeds.append(env.record().header.seed)
                env.reset()
            series.append(seeds)
        assert series[0] == series[1]
        assert len(set(series[0])) == 3

    def test_its_record_is_a_legal_game(self, tmp_path: Path) -> None:
        env = accord_v0.env(size="standard")
        env.reset(seed=3)
        play(env, at_random(3))
        record.save(env.unwrapped.record(), tmp_path / "game.accord")
        report = verify(record.load(tmp_path / "game.accord"))
        assert report.finished
        assert not report.problem

    @pytest.mark.parametrize("reward", ["final", "change"])
    def test_rewards_add_up_to_satisfaction(self, reward: str) -> None:
        env = accord_v0.env(reward=reward)
        env.reset(seed=5)
        raw = env.unwrapped
        start = raw.sitting.satisfaction() if reward == "change" else [0, 0, 0]
        given = play(env, at_random(5))
        end = raw.sitting.satisfaction()
        assert [*given.values()] == pytest.approx([(now - then) / 100 for now, then in zip(end, start, strict=True)])

    def test_infos_tell_each_agent_its_own_line_and_in_the_end_how_it_ended(self) -> None:
        env = accord_v0.raw_env(size="micro")
        env.reset(seed=5)
        agent = env.agent_selection
        env.step(env.action_meanings().index("pass"))
        assert env.infos[agent]["line"] == "pass"
        assert all(info["line"] == "" for other, info in env.infos.items() if other != agent)
        while not env.sitting.over:
            env.step(int(np.flatnonzero(env.observe(env.agent_selection)["action_mask"])[0]))
        assert env.infos[agent]["outcome"] in {"frozen-war", "fragile-peace", "peace", "conquest", "catastrophe"}
        assert env.infos[agent]["satisfaction"] == dict(
            zip(("upstream", "ferry-town", "downstream"), env.sitting.satisfaction(), strict=True)
        )

    def test_who_is_not_asked_can_do_nothing(self) -> None:
        env = accord_v0.raw_env()
        env.reset(seed=1)
        masks = {agent: env.observe(agent)["action_mask"].sum() for agent in env.agents}
        assert masks.pop(env.agent_selection) > 0
        assert set(masks.values()) == {0}

    def test_the_state_is_what_all_seats_know(self) -> None:
        env = accord_v0.raw_env()
        env.reset(seed=1)
        assert env.state_space.contains(env.state())
        assert np.array_equal(env.state(), np.concatenate([env.observe(agent)["observation"] for agent in env.agents]))

    @pytest.mark.parametrize("copied", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env))])  # noqa: S301 (ours)
    def test_a_copy_goes_on_by_itself(self, copied: Callable[[Any], Any]) -> None:
        env = accord_v0.env("empty-chairs", "class")
        env.reset(seed=2)
        play(env, at_random(1), steps=40)
        other = copied(env)
        before = env.unwrapped.sitting.state.key()
        one = play(other, at_random(2))
        assert env.unwrapped.sitting.state.key() == before
        assert play(env, at_random(2)) == one


class TestShowing:
    def test_text_is_the_public_table(self) -> None:
        env = accord_v0.env("empty-chairs", "class", "ansi")
        env.reset(seed=7)
        text = env.render()
        assert "Turn 1 of 4, conference: HNC has the floor" in text
        assert "agenda" not in text

    @every_table
    def test_a_picture_changes_with_the_table_and_keeps_its_size(self, scenario: str, size: str) -> None:
        env = accord_v0.env(scenario, size, "rgb_array")
        env.reset(seed=7)
        before = env.render()
        play(env, at_random(1))
        after = env.render()
        assert before.dtype == np.uint8
        assert before.std() > 10
        assert before.shape == after.shape
        assert (before != after).any()

    def test_wants_to_know_how(self) -> None:
        env = accord_v0.env()
        env.reset()
        with pytest.raises(
            UserError, match=r"nothing says how to show the game; make it with render_mode=human / ansi"
        ):
            env.render()


class TestWhatIsRefused:
    def test_an_illegal_action_ends_the_game_and_costs_who_did_it(self) -> None:
        env = accord_v0.env()
        env.reset(seed=1)
        agent, before = env.agent_selection, env.unwrapped.sitting.state.key()
        env.step(env.unwrapped.action_meanings().index("order hold"))
        assert all(env.terminations.values())
        assert env.unwrapped.sitting.state.key() == before
        given = play(env, at_random(1))
        assert given == {other: -1.0 if other == agent else 0.0 for other in env.possible_agents}

    def test_without_wrappers_it_is_refused_in_the_rulebooks_words(self) -> None:
        env = accord_v0.raw_env()
        env.reset(seed=1)
        before = env.sitting.state.key()
        with pytest.raises(RulesError, match=r"§3\.2 Upstream council has the floor: propose, channel, call or pass"):
            env.step(env.action_meanings().index("order hold"))
        with pytest.raises(UserError, match="there is no action 9999; they are numbered 0 to"):
            env.step(9999)
        with pytest.raises(UserError, match="no action for upstream_0"):
            env.step(None)
        assert env.sitting.state.key() == before
        assert env.agent_selection == "upstream_0"

    def test_an_action_that_is_none_is_told_by_the_wrapper(self) -> None:
        env = accord_v0.env()
        env.reset(seed=1)
        with pytest.raises(AssertionError, match="action is not in action space"):
            env.step(10**6)

    def test_a_game_has_to_be_laid_first(self) -> None:
        with pytest.raises(AttributeError, match="cannot be accessed before reset"):
            accord_v0.env().agent_selection  # noqa: B018 (asking is the test)

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"scenario": "two-bank"}, r'two-bank.*did you mean "two-banks"'),
            ({"size": "huge"}, r"no size"),
            ({"observation": "image"}, 'observation can\'t be "image"; there are dict, flat'),
            ({"reward": "money"}, 'reward can\'t be "money"; there are final, change'),
            ({"render_mode": "film"}, 'no way to show a game is called "film"; there are human, ansi, rgb_array'),
        ],
    )
    def test_settings(self, settings: dict[str, Any], told: str) -> None:
        with pytest.raises(UserError, match=told):
            accord_v0.env(**settings)


class TestAllAtOnce:
    """The parallel environment."""

    def test_one_is_asked_in_the_open_and_all_in_private(self) -> None:
        env = accord_v0.parallel_env("empty-chairs", "class")
        asked = [asked_of(env, seen) for seen in steps(env, 4, at_random(4))]
        assert {len(who) for phase, who in asked if phase < CARDS} == {1}
        assert max(len(who) for phase, who in asked if CARDS <= phase <= ATTENDING) == 5

    @pytest.mark.parametrize("seed", range(4))
    def test_plays_the_same_games_as_one_after_the_other(self, seed: int) -> None:
        """What is chosen at the same time is sealed in turn order: its record is a game like any other."""
        env = accord_v0.parallel_env("two-banks", "standard")
        for _ in steps(env, seed, at_random(seed)):
            pass
        report = verify(record.loads(record.dumps(env.record())))
        assert report.finished
        assert not report.problem

    def test_in_its_room_a_seat_sees_what_it_sees_when_it_is_asked_alone(self) -> None:
        env = accord_v0.parallel_env("empty-chairs", "class")
        env.reset(seed=8)
        waiting = env.action_meanings().index("wait")
        passing = env.action_meanings().index("pass")
        while env.visits is None:
            mover = env.sitting.mover
            env.step({agent: passing if env.seats[agent] == mover else waiting for agent in env.agents})
        state = env.sitting.state.copy()
        observations, _infos = env._observations()
        while state.phase in range(CARDS, ATTENDING + 1):
            agent = env.possible_agents[state.seat]
            legal = kernel.legal(env.sitting.table, state)
            seen = env.encoding.observe(kernel.observe(env.sitting.table, state, state.seat))
            if state.phase == CARDS:
                assert np.array_equal(observations[agent]["observation"], seen)
                assert np.array_equal(observations[agent]["action_mask"][:-1], env.encoding.mask(legal))
            kernel.step(env.sitting.table, state, legal[0])

    def test_law_4_waiting_tells_nothing_of_what_others_choose(self) -> None:
        """Whether the others give few orders or many: whoever waits is shown the same, for as long."""
        told = [waited(accord_v0.parallel_env("empty-chairs", "full"), often) for often in (False, True)]
        assert len(told[0]) == len(told[1]) > 3
        for few, many in zip(*told, strict=True):
            assert np.array_equal(few["observation"], many["observation"])
            assert np.array_equal(few["action_mask"], many["action_mask"])

    def test_what_a_mask_forbids_ends_the_game_for_all(self) -> None:
        env = accord_v0.parallel_env()
        env.reset(seed=1)
        before = env.sitting.state.key()
        _seen, rewards, terminations, _truncations, _infos = env.step(dict.fromkeys(env.agents, 0))
        assert rewards == {"upstream_0": 0.0, "ferrytown_1": -1.0, "downstream_2": -1.0}
        assert all(terminations.values())
        assert env.agents == []
        assert env.sitting.state.key() == before

    def test_or_is_replaced_by_what_the_rulebook_has_for_a_silent_seat(self) -> None:
        env = accord_v0.parallel_env(illegal="default")
        env.reset(seed=1)
        *_rest, infos = env.step(dict.fromkeys(env.agents, env.action_meanings().index("wait")))
        assert infos["upstream_0"]["line"] == "pass"

    def test_every_agent_has_to_act(self) -> None:
        env = accord_v0.parallel_env()
        env.reset(seed=1)
        before = env.sitting.state.key()
        with pytest.raises(UserError, match=r"no action for ferrytown_1; every agent acts, if only to wait"):
            env.step({"upstream_0": 0})
        assert env.sitting.state.key() == before


def steps(env: accord_v0.parallel_env, seed: int, choose: Choose) -> Iterator[dict[str, Any]]:
    """Play a game; the observations before each step."""
    seen, _infos = env.reset(seed=seed)
    while env.agents:
        yield seen
        actions = {agent: choose(seen[agent]["action_mask"], agent) for agent in env.agents}
        seen, *_rest = env.step(actions)


def waited(env: accord_v0.parallel_env, often: bool) -> list[Any]:  # noqa: FBT001 (one of two cases)
    """What the first agent is shown until the first reveal, while the others make few choices or many."""
    seen, _infos = env.reset(seed=8)
    hold = env.action_meanings().index("order hold")
    first, *others = env.agents
    shown: list[Any] = []
    while env.sitting.state.turn == 1 and (env.visits is not None or not shown):
        masks = {agent: seen[agent]["action_mask"] for agent in env.agents}
        actions = {agent: int(np.flatnonzero(mask)[-1]) for agent, mask in masks.items()}  # the last: nothing, or wait
        if env.visits is not None:
            shown.append(seen[first])
            for agent in others:
                if masks[agent][hold]:
                    actions[agent] = int(np.flatnonzero(masks[agent])[0]) if often else hold
        seen, *_rest = env.step(actions)
    return shown


def asked_of(env: accord_v0.parallel_env, seen: dict[str, Any]) -> tuple[int, list[str]]:
    """The phase, and who may do anything but wait."""
    return env.sitting.state.phase, [agent for agent, one in seen.items() if not one["action_mask"][-1]]
