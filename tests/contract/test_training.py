"""The training example: its measuring without any learner, and one short lesson where the extra `train` is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from game.adapters import accord_v0
from game.analysis.intervals import Estimate

Mask = npt.NDArray[Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "training"
MICRO = {"scenario": "two-banks", "size": "micro"}


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(EXAMPLE)
    return importlib.import_module("measure")


@pytest.fixture
def train(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(EXAMPLE)
    return importlib.import_module("train")


def always_first(_seen: object, mask: Mask, _dice: Random) -> int:
    return int(np.flatnonzero(mask)[0])


class TestMeasuring:
    def test_the_same_measurement_is_the_same(self, measure: ModuleType) -> None:
        one, two = (list(measure.results(measure.at_random, 5, 3, **MICRO)) for _ in range(2))
        assert one == two
        assert len({result.seed for result in one}) == 5

    def test_two_players_play_the_same_deals_in_the_same_seats(self, measure: ModuleType) -> None:
        one = list(measure.results(measure.at_random, 12, 3, **MICRO))
        two = list(measure.results(always_first, 12, 3, **MICRO))
        assert [(r.seed, r.agent) for r in one] == [(r.seed, r.agent) for r in two]
        assert {r.agent for r in one} == {"upstream_0", "ferrytown_1", "downstream_2"}
        assert [r.satisfaction for r in one] != [r.satisfaction for r in two]

    def test_the_others_choose_alike_as_long_as_the_games_are_alike(self, measure: ModuleType) -> None:
        """Each agent has dice of its own, so that the player's draw nothing from those of the others."""

        def thirsty(seen: object, mask: Mask, dice: Random) -> int:
            number = measure.at_random(seen, mask, dice)
            dice.random()
            return int(number)

        env = accord_v0.raw_env(**MICRO, observation="flat")
        first: list[list[int]] = []
        for player in (measure.at_random, thirsty):
            measure.play(env, player, 12345)
            first.append(list(env.sitting.played))
        own = Random(12345).choice(env.possible_agents)
        assert own in env.possible_agents
        assert first[0][:3] == first[1][:3]

    def test_what_is_measured_is_the_satisfaction_of_the_seat(self, measure: ModuleType) -> None:
        env = accord_v0.raw_env(**MICRO, observation="flat")
        result = measure.play(env, measure.at_random, 77)
        assert result.satisfaction == pytest.approx(env.sitting.satisfaction()[env.seats[result.agent]])

    def test_gain_is_game_by_game(self, measure: ModuleType) -> None:
        base = [measure.Result(seed, "upstream_0", 10.0 * (seed % 7)) for seed in range(40)]
        better = [one._replace(satisfaction=one.satisfaction + 2 + one.seed % 2) for one in base]
        gain = measure.gain(better, base)
        assert gain.value == pytest.approx(2.5)
        assert gain.low is not None
        assert 2.2 < gain.low < 2.5
        assert measure.gain(base, base).value == 0
        assert measure.average(base).low < 25, "the average is far less certain than the gain"


class TestTheCurve:
    def test_stops_in_time_and_prints_every_point(
        self, train: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With a stand-in for the policy, and a clock that every lesson takes a minute of."""
        policy = StandIn()
        monkeypatch.setattr(train.time, "process_time", lambda: 60.0 * policy.num_timesteps / 100)
        points = train.curve(policy, MICRO, minutes=3.5, games=4, every=100)
        assert [point.decisions for point in points] == [0, 100, 200, 300]
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("random play: ")
        assert len(lines) == 2 + len(points)
        assert lines[-1] == points[-1].line()

    def test_a_point_is_a_line(self, train: ModuleType) -> None:
        point = train.Point(16384, 59.6, Estimate(40.9, 39.8, 42.0, 150), Estimate(3.3, 2.6, 4.0, 150))
        assert point.line() == "   16,384       60   40.9 [39.8, 42.0]    3.3 [2.6, 4.0]"


class StandIn:
    """A policy that learns nothing."""

    num_timesteps = 0

    def learn(self, decisions: int, *, reset_num_timesteps: bool) -> None:
        assert not reset_num_timesteps
        self.num_timesteps += decisions

    def predict(
        self, _seen: object, action_masks: np.ndarray[tuple[int], np.dtype[np.bool_]], *, deterministic: bool
    ) -> tuple[int, None]:
        assert deterministic
        return int(np.flatnonzero(action_masks)[-1]), None


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLE / "train.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(find_spec("sb3_contrib") is not None, reason="only where the extra isn't installed")
def test_without_the_extra_one_line_names_it() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stderr == 'this needs sb3_contrib; install it: pip install "accord[train]"\n'


@pytest.mark.slow
@pytest.mark.skipif(find_spec("sb3_contrib") is None, reason='needs pip install "accord[train]"')
def test_a_short_lesson(tmp_path: Path) -> None:
    done = run(
        "--size", "micro", "--minutes", "0.01", "--games", "3", "--every", "16", "--out", str(tmp_path / "p.zip")
    )
    assert done.stdout.splitlines()[-1].endswith("]")
    assert done.returncode in {0, 1}, done.stderr
    assert (tmp_path / "p.zip").exists()
