"""Law 9: every game ends within a bound known from the scenario."""

import pytest
from hypothesis import given

from rules import instructions as op
from rules.scenario import Scenario
from tests.properties.walks import Walk, every_size, examples, table_of, told, walks

ASKS = (op.STEP_CHOOSE, op.STEP_RANDOM, op.STEP_DRAW, op.STEP_DISCARD)


def most_asked(table: Scenario, program: int) -> int:
    """The most choices and draws that a program can ask for."""
    steps = table.programs[program]
    total = 0
    for at, step in enumerate(steps):
        if step.op in ASKS:
            once = {op.STEP_DRAW: step.by * table.seats, op.STEP_DISCARD: step.by}.get(step.op, 1)
            loops = sum(1 for head in range(at) if steps[head].op == op.STEP_EACH and steps[head].jump > at)
            total += once * table.areas**loops
    return total


def bound(table: Scenario) -> int:
    """The most actions and draws that a game can have."""
    n, seats = table.numbers, table.seats
    cards = max((most_asked(table, card.program) for card in table.cards), default=0)
    headlines = max((most_asked(table, headline.program) for headline in table.headlines), default=0)
    package = 1 + n.clauses + 1 + (seats - 1)  # propose, clauses, send, answers
    turn = (
        (1 + headlines)
        + n.rounds * seats * package
        + (1 + seats - 1)  # one call, and signatures
        + seats * (1 + 1 + max(table.order_count) + 1)  # card and discard, orders, attendance
        + seats * cards  # the reveal
        + sum(table.order_count)  # a draw an order
        + seats  # inspections
        + seats * n.hand  # hands
        + seats  # a crisis
    )
    return seats + seats * n.hand + n.turns * turn


@every_size
@given(walk=walks())
@examples(40)
def test_law_9_every_game_ends_within_its_bound(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    most = bound(game.table)
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
    a_turn = bound(game.table) // game.table.numbers.turns
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
    assert bound(table_of(which)) < 60
