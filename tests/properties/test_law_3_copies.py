"""Law 3: a copy is a position of its own, and play can stop and go on at every decision."""

from hypothesis import given

from rules import kernel
from rules.state import FIELDS, OVER, State
from tests.properties.walks import Game, Walk, every_size, examples, told, walks


def contents(s: State) -> dict[str, object]:
    return {name: list(value) if isinstance(value := getattr(s, name), list) else value for name in FIELDS}


def hold_copied(s: State) -> None:
    copy = s.copy()
    for name in FIELDS:
        mine, its = getattr(s, name), getattr(copy, name)
        assert mine == its, name
        assert type(mine) is type(its), name
        if isinstance(mine, list):
            assert mine is not its, f"{name} is shared"
            assert not any(isinstance(entry, list) for entry in mine), f"{name} holds lists, which copies share"
        else:
            hash(mine)  # nothing else that could change is shared
    assert copy.news is None
    assert copy.key() == s.key()


def play_on(game: Game, s: State, actions: int) -> None:
    for _ in range(actions):
        if s.seat == OVER:
            return
        kernel.step(game.table, s, game.die.choice(kernel.legal(game.table, s)))


@every_size
@given(walk=walks())
@examples(15)
def test_law_3_a_copy_has_every_field_and_shares_none(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            hold_copied(game.state)
        hold_copied(game.state)


@every_size
@given(walk=walks())
@examples(10)
def test_law_3_playing_a_copy_leaves_the_original_as_it_was(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.look(0.5):
                before = contents(game.state)
                play_on(game, game.state.copy(), 30)
                assert contents(game.state) == before


@every_size
@given(walk=walks())
@examples(15)
def test_law_3_the_checked_door_and_the_fast_one_lead_to_the_same_state(which: str, walk: Walk) -> None:
    """`apply`, which tells what happens, and `step`, which tells nobody; on the original and on a copy of a copy."""
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            fast = game.state.copy().copy()
            kernel.step(game.table, fast, action)
            game.play(action)
            assert fast.key() == game.state.key()


@every_size
@given(walk=walks())
@examples(10)
def test_law_3_play_goes_on_from_a_state_built_field_by_field(which: str, walk: Walk) -> None:
    """Everything a continuation needs is data in the state: nothing lives beside it (§ the frame in the state)."""
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            if game.look(0.5):
                rebuilt = State()
                for name, value in contents(game.state).items():
                    setattr(rebuilt, name, value)
                rebuilt.news = None
                kernel.step(game.table, rebuilt, action)
                played = game.state.copy()
                kernel.step(game.table, played, action)
                assert rebuilt.key() == played.key()
