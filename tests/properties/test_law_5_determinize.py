"""Law 5: a state made from an observation gives the same observation, is sound, can be played, and reads no secret."""

import random

import pytest
from hypothesis import given

from rules import invariants, kernel
from rules.scenario import NOBODY, Scenario
from rules.state import ATTENDING, CARDS, CHANCE, HEADLINES, OVER, State
from tests.properties.disguises import disguises
from tests.properties.walks import SIZES, Game, Walk, every_size, examples, told, walks

VISITS = range(CARDS, ATTENDING + 1)
PATIENCE = 3000  # actions; law 9 has the real bound


def made(game: Game, s: State, viewer: int, seed: int) -> State:
    seen = kernel.observe(game.table, s, viewer)
    return kernel.determinize(game.table, seen, random.Random(seed).randrange)


def play_to_the_end(table: Scenario, s: State, rng: random.Random) -> None:
    for _ in range(PATIENCE):
        if s.seat == OVER:
            return
        legal = kernel.legal(table, s)
        assert len(legal) > 1
        kernel.apply(table, s, rng.choice(legal))
        assert invariants.check(table, s) == []
    pytest.fail("the game does not end")


@every_size
@given(walk=walks())
@examples(20)
def test_law_5_the_observation_stays_what_it_was(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            for viewer in range(NOBODY, table.seats):
                if game.look(0.3):
                    seen = kernel.observe(table, game.state, viewer)
                    before = seen.key()
                    state = kernel.determinize(table, seen, game.die.randrange)
                    assert seen.key() == before
                    assert kernel.observe(table, state, viewer).key() == before
                    assert invariants.check(table, state) == []
                    assert state.seat == game.state.seat


@every_size
@given(walk=walks())
@examples(10)
def test_law_5_whoever_is_to_move_has_the_same_choice(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            s = game.state
            if game.look(0.5):
                if s.seat >= 0:
                    state = made(game, s, s.seat, game.walk.seed)
                    assert kernel.legal(table, state) == kernel.legal(table, s)
                else:
                    state = made(game, s, game.die.randrange(table.seats), game.walk.seed)
                    assert (state.seat == CHANCE) == (s.seat == CHANCE)
                    assert len(kernel.chances(table, state)) > 1


@every_size
@given(walk=walks())
@examples(8)
def test_law_5_it_can_be_played_to_the_end(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.look(0.05):
                viewer = game.die.randrange(NOBODY, game.table.seats)
                play_to_the_end(game.table, made(game, game.state, viewer, 1), game.die)


@every_size
@given(walk=walks())
@examples(15)
def test_law_5_the_true_hidden_part_is_never_read(which: str, walk: Walk) -> None:
    """Of two states that the viewer can't tell apart the same picks make the same state."""
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.look(0.3):
                viewer = game.die.randrange(NOBODY, game.table.seats)
                one = made(game, game.state, viewer, 7)
                for other in disguises(game.table, game.state, viewer, game.die):
                    assert made(game, other.state, viewer, 7).key() == one.key(), other.kind


SECRETS = ("agenda", "attending", "hand", "orders", "reserve", "sealed")


def test_law_5_every_secret_is_guessed() -> None:
    """Whatever is hidden from a watcher comes out now so, now so: no secret is always taken for nothing."""
    varied = set()
    for seed, which in enumerate(SIZES):
        for style in ("cheats", "magicians"):
            game = Walk(seed, style, "signed").begin(which)
            for _ in game.moments():
                if game.look(0.5):
                    one, other = (made(game, game.state, NOBODY, number) for number in (seed, seed + 1))
                    for name in SECRETS:
                        if getattr(one, name) != getattr(other, name):
                            varied.add((name, game.state.phase in VISITS, game.state.phase == HEADLINES))
    assert {name for name, _, _ in varied} == set(SECRETS)
    for moment in ((True, False), (False, False), (False, True)):
        assert ("attending", *moment) in varied
