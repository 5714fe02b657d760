"""Law 9: every game ends within a bound known from the scenario."""

import pytest
from hypothesis import given

from game.adapters.bounds import most_actions
from tests.properties.walks import Walk, every_size, examples, table_of, told, walks


@every_size
@given(walk=walks())
@examples(40)
def test_law_9_every_game_ends_within_its_most_actions(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    most = most_actions(game.table)
    with told(game):
        for _ in game.moments():
            assert len(game.actions) <= most, "it goes on and on"
            assert game.state.turn <= game.table.numbers.turns
        assert game.over


@every_size
@given(seed_walk=walks(laid=("as dealt", "strong")))
@examples(15)
def test_law_9_time_goes_on(which: str, seed_walk: Walk) -> None:
    """Between two turns there is a bounded number of actions too, and the turn never goes back."""
    game = seed_walk.begin(which)
    a_turn = most_actions(game.table) // game.table.numbers.turns
    with told(game):
        began, turn = 0, game.state.turn
        for _ in game.moments():
            assert game.state.turn in (turn, turn + 1)
            if game.state.turn != turn:
                began, turn = len(game.actions), game.state.turn
            assert len(game.actions) - began <= a_turn


@pytest.mark.parametrize("which", ["two-banks micro"])
def test_law_9_the_bound_says_something(which: str) -> None:
    """It is within sight of what is played, not a billion."""
    assert most_actions(table_of(which)) < 60
