"""Law 1: what is listed is what is possible is what is accepted; and a question has at least two answers."""

import pytest
from hypothesis import given

from rules import kernel
from rules.errors import RulesError
from rules.state import BUILDING, CARDS, CHANCE, ORDERS, OVER, SPEAKING
from tests.properties.walks import SIZES, Game, Walk, every_size, examples, told, walks

SMALL = 1000  # of such a catalogue every action is asked about
SIEVE = 17


def asked_of(game: Game) -> list[int]:
    """What is legal, its neighbours, and a sieve over the rest of a large catalogue."""
    every = len(game.table.acts)
    if every < SMALL:
        return list(range(every))
    legal = kernel.legal(game.table, game.state)
    near = {action + by for action in legal for by in (-1, 0, 1) if 0 <= action + by < every}
    return sorted(near | set(range(game.die.randrange(SIEVE), every, SIEVE)))


def hold_law_1(game: Game, actions: list[int]) -> None:
    table, s = game.table, game.state
    before = s.key()
    legal = kernel.legal(table, s)
    copy = s.copy()
    for action in actions:
        error = kernel.check(table, s, action)
        assert (error is None) == (action in legal), (table.acts.entries[action], error)
        if error is None:
            kernel.apply(table, s.copy(), action)
            continue
        assert str(error).startswith(f"§{error.section} ")
        assert "{" not in error.text
        if action % 7 == 0:  # the two doors share one check; a part of the catalogue is enough
            with pytest.raises(RulesError) as refused:
                kernel.apply(table, copy, action)
            assert str(refused.value) == str(error)
    assert copy.key() == before
    assert s.key() == before
    assert kernel.legal(table, s) == legal


def hold_shape(game: Game) -> None:
    table, s = game.table, game.state
    legal = kernel.legal(table, s)
    assert legal == sorted(set(legal))
    if s.seat == OVER:
        assert legal == []
        assert kernel.chances(table, s) == []
        return
    assert len(legal) > 1, "a question that has only one answer"
    chances = kernel.chances(table, s)
    if s.seat == CHANCE:
        assert [action for action, _ in chances] == legal
        assert all(isinstance(weight, int) and weight > 0 for _, weight in chances)
    else:
        assert chances == []


@every_size
@given(walk=walks())
@examples(12)
def test_law_1_what_is_listed_is_what_is_accepted(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.look(0.15):
                hold_law_1(game, asked_of(game))


@pytest.mark.slow
@every_size
@given(walk=walks())
@examples(4)
def test_law_1_over_the_whole_catalogue(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.look(0.3):
                hold_law_1(game, list(range(len(game.table.acts))))


@every_size
@given(walk=walks())
@examples(25)
def test_law_1_every_question_has_answers_in_order(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            hold_shape(game)
        hold_shape(game)


@every_size
@given(walk=walks())
@examples(15)
def test_law_1_who_could_only_pass_is_not_asked(which: str, walk: Walk) -> None:
    """Beside `pass`, `abandon`, `hold` and `card none` there is something to choose (§1)."""
    game = walk.begin(which)
    table, acts = game.table, game.table.acts
    nothing = {SPEAKING: acts.pass_turn, BUILDING: acts.abandon, ORDERS: acts.hold, CARDS: acts.card_none}
    with told(game):
        for _ in game.moments():
            s = game.state
            if s.seat >= 0 and s.phase in nothing and not s.program >= 0:
                legal = kernel.legal(table, s)
                assert nothing[s.phase] in legal
                assert set(legal) - {nothing[s.phase]}


@every_size
@given(walk=walks())
@examples(5)
def test_law_1_numbers_that_mean_nothing_are_refused(which: str, walk: Walk) -> None:
    """A client may send any number: what is not in the catalogue is an error as any other, and changes nothing."""
    game = walk.begin(which)
    every = len(game.table.acts)
    with told(game):
        for action in game.moments():
            if game.look(0.3):
                before = game.state.key()
                for number in (action - every, -1, every, every + action, 10**9):
                    assert kernel.check(game.table, game.state, number) is not None
                    with pytest.raises(RulesError):
                        kernel.apply(game.table, game.state, number)
                assert game.state.key() == before


def test_law_1_when_the_game_is_over_nothing_is_possible() -> None:
    game = Walk(1).begin(SIZES[-1])
    for _ in game.moments():
        pass
    for action in range(len(game.table.acts)):
        error = kernel.check(game.table, game.state, action)
        assert error is not None
        assert error.section == "9"
