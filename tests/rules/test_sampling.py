"""`sample`: one random action without a list of all, each as likely as the lists of §11 say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import kernel
from rules.dice import FACES, Dice
from rules.playout import light_action, play_lightly, play_uniformly
from rules.state import CHANCE, OVER
from tests.properties.walks import Walk, every_size, examples, table_of, told, walks

PER_ACTION = 60  # throws for each possible action
Playout = Callable[[kernel.Scenario, kernel.State, Dice, int], int]
FAR = 6.0  # standard deviations of chi-square that never happen by chance in a test of fixed seeds


def expected(table: kernel.Scenario, s: kernel.State) -> dict[int, int]:
    """Every possible action with its weight."""
    if s.seat == CHANCE:
        return dict(kernel.chances(table, s))
    return dict.fromkeys(kernel.legal(table, s), 1)


def chi_square(drawn: Counter[int], weights: dict[int, int], throws: int) -> float:
    """How far the counts are from the weights, in standard deviations of chi-square."""
    whole = sum(weights.values())
    freedom = len(weights) - 1
    square = sum(
        (drawn[action] - throws * weight / whole) ** 2 / (throws * weight / whole) for action, weight in weights.items()
    )
    return float((square - freedom) / (2 * freedom) ** 0.5) if freedom else 0.0


@every_size
@pytest.mark.parametrize("walk", [Walk(1, "dealers", "strong"), Walk(2, "cheats", "signed"), Walk(3, "absentees")])
def test_each_possible_action_is_as_likely_as_its_weight(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    dice = Dice(4711)
    with told(game):
        for _ in game.moments():
            if not game.look(0.4):
                continue
            weights = expected(game.table, game.state)
            throws = PER_ACTION * len(weights)
            drawn = Counter(kernel.sample(game.table, game.state, dice) for _ in range(throws))
            assert drawn.keys() <= weights.keys()
            assert chi_square(drawn, weights, throws) < FAR


@every_size
@given(walk=walks())
@examples(6)
def test_what_is_sampled_is_possible_and_asking_changes_nothing(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            before = game.state.key()
            possible = kernel.legal(game.table, game.state)
            dice = Dice(len(game.actions))
            assert kernel.sample(game.table, game.state, dice) in possible
            if game.state.seat != CHANCE:
                assert len(possible) > 1  # nobody is asked what has only one answer (§1)
                assert light_action(game.table, game.state, dice) in possible
            assert game.state.key() == before


class TestDice:
    @given(seed=st.integers(-(10**12), 10**12))
    def test_throws_follow_from_the_seed(self, seed: int) -> None:
        one, other = Dice(seed), Dice(seed)
        throws = [one.throw() for _ in range(20)]
        assert throws == [other.throw() for _ in range(20)]
        assert all(0 <= throw < FACES for throw in throws)

    def test_near_seeds_and_far_ones_throw_differently(self) -> None:
        seeds = [*range(50), *(seed * FACES for seed in range(1, 50)), *range(-50, 0)]
        throws = {tuple(dice.pick(1000) for _ in range(6)) for dice in map(Dice, seeds)}
        assert len(throws) == len(seeds)

    def test_first_throws_of_successive_seeds_are_spread_evenly(self) -> None:
        drawn = Counter(Dice(seed).pick(10) for seed in range(5000))
        assert chi_square(drawn, dict.fromkeys(range(10), 1), 5000) < FAR

    def test_every_side_is_as_likely(self) -> None:
        dice = Dice(0)
        for many in (2, 3, 6, 37):
            drawn = Counter(dice.pick(many) for _ in range(200 * many))
            assert chi_square(drawn, dict.fromkeys(range(many), 1), 200 * many) < FAR


class TestPlayouts:
    @every_size
    @pytest.mark.parametrize("play", [play_uniformly, play_lightly])
    def test_they_play_to_the_end_and_follow_from_the_seed(self, which: str, play: Playout) -> None:
        table = table_of(which)
        start = kernel.start(table)
        ends = set()
        for seed in (1, 1, 2):
            s = start.copy()
            decisions = play(table, s, Dice(seed), table.numbers.turns)
            assert s.seat == OVER
            ends.add((decisions, s.key()))
        assert len(ends) == 2

    @every_size
    def test_they_stop_when_the_last_turn_asked_for_is_over(self, which: str) -> None:
        table = table_of(which)
        s = kernel.start(table)
        play_uniformly(table, s, Dice(5), 1)
        assert s.seat == OVER or s.turn == 2
