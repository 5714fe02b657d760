"""What a learner sees and the numbers of its actions: a fixed layout, all that a seat knows, and nothing hidden."""

from __future__ import annotations

import random

import numpy as np
import pytest

import cards
from game.adapters.encoding import Encoding
from game.errors import UserError
from game.notation import format_action
from rules import kernel
from rules.scenario import Scenario
from rules.state import FIELDS, OVER
from tests.marks import repeats
from tests.properties.disguises import disguises
from tests.properties.walks import LAID, STYLES, Walk, table_of

FULL = pytest.param("empty-chairs full", marks=pytest.mark.no_cover)
SIZES = ["two-banks micro", "two-banks standard", "empty-chairs class", FULL]
every_size = pytest.mark.parametrize("which", SIZES)

# How far an event under way has got, of which the mask shows the options; and what only the middle of a reveal holds
LEFT_OUT = {
    "pc",
    "registers",
    "player",
    "queue",
    "at",
    "air",
    "fortified",
    "fights",
    "assaulted",
    "broken",
    "offenders",
}


def encoding_of(which: str) -> Encoding:
    return Encoding(table_of(which))


def walks(each: int) -> list[Walk]:
    """Ways to play of every style, from all positions in turn."""
    return [
        Walk(seed, style, LAID[(seed + at) % len(LAID)])
        for at, style in enumerate(sorted(STYLES))
        for seed in range(each)
    ]


class TestActions:
    @every_size
    def test_each_number_has_one_line_and_each_line_one_number(self, which: str) -> None:
        encoding = encoding_of(which)
        meanings = encoding.meanings()
        assert len(set(meanings)) == len(meanings) == len(encoding.actions)
        assert [encoding.numbers[encoding.action(number)] for number in range(len(meanings))] == [*range(len(meanings))]

    @pytest.mark.parametrize(
        ("which", "least"),
        [
            ("two-banks standard", 1000),
            pytest.param("empty-chairs full", 2000, marks=pytest.mark.no_cover),
        ],
    )
    def test_every_legal_action_ever_met_has_its_number(self, which: str, least: int) -> None:
        encoding = encoding_of(which)
        met = 0
        for walk in walks(4 if "banks" in which else 2):
            game = walk.begin(which)
            for action in game.moments():
                if game.state.seat >= 0:
                    legal = kernel.legal(encoding.table, game.state)
                    numbers = np.flatnonzero(encoding.mask(legal))
                    assert [encoding.action(int(number)) for number in numbers] == legal
                    met += 1
                game.play(action)
        assert met > least, met

    @every_size
    def test_what_never_can_be_done_has_no_number(self, which: str) -> None:
        encoding = encoding_of(which)
        assert len(encoding.actions) < encoding.table.acts.first_chance
        assert not [line for line in encoding.meanings() if line.startswith(("battle", "deal", "headline"))]

    def test_there_is_no_other_number(self) -> None:
        with pytest.raises(UserError, match=r"^there is no action 109; they are numbered 0 to 108$"):
            encoding_of("two-banks micro").action(109)


class TestObservations:
    @every_size
    def test_names_and_numbers_go_together_and_keep_to_their_range(self, which: str) -> None:
        encoding = encoding_of(which)
        assert len(set(encoding.names)) == len(encoding.names)
        for walk in walks(1)[::2]:
            game = walk.begin(which)
            for number, action in enumerate(game.moments()):
                if number % 7 == 0:
                    seen = encoding.observe(kernel.observe(encoding.table, game.state, number % encoding.table.seats))
                    assert seen.dtype == np.float32
                    assert seen.shape == (len(encoding.names),)
                    assert seen.min() >= 0
                    assert seen.max() <= 1
                game.play(action)

    def test_says_what_it_names(self) -> None:
        table = cards.table("two-banks", "standard")
        encoding = Encoding(table)
        s = kernel.start(table)
        while kernel.to_move(s) < 0:
            kernel.step(table, s, kernel.legal(table, s)[0])
        now = dict(zip(encoding.names, encoding.observe(kernel.observe(table, s, 0)), strict=True))
        assert now["you upstream"] == now["to-move upstream"] == now["phase conference"] == now["turn"] * 4 == 1
        assert now["influence upstream"] == pytest.approx(2 / 12)
        assert now["support downstream"] == pytest.approx(0.5)
        assert now["draft water 2"] == 1
        assert now["draft water 1"] == now["package text water 1"] == 0
        assert now["strength weir uplanders"] == pytest.approx(4 / 9)
        assert now["holds island lowlanders"] == now["besieged island"] == 1
        assert now["hand upstream timber-rafts"] == 1
        assert now["own-satisfaction"] == pytest.approx(kernel.returns(table, s)[0] / 100)
        kernel.apply(table, s, table.acts.propose)
        kernel.apply(table, s, encoding.actions[encoding.meanings().index("text water 1")])
        now = dict(zip(encoding.names, encoding.observe(kernel.observe(table, s, 1)), strict=True))
        assert now["you ferry-town"] == now["proposer upstream"] == now["package text water 1"] == 1

    @pytest.mark.parametrize("which", repeats("two-banks standard", "empty-chairs class"))
    def test_nothing_hidden_from_the_seat_is_in_it(self, which: str) -> None:
        """Two states that differ in what is hidden alone give the same numbers (§10)."""
        encoding = encoding_of(which)
        kinds: set[str] = set()
        for walk in walks(1):
            game = walk.begin(which)
            for number, action in enumerate(game.moments()):
                if number % 9 == 4:
                    kinds |= same_for_all(encoding, game.table, game.state, random.Random(number))
                game.play(action)
        assert kinds >= {"hands", "agendas", "sealed cards", "sealed orders", "attendance", "visit"}

    @pytest.mark.parametrize("which", repeats("two-banks standard", "empty-chairs class"))
    def test_two_situations_that_a_seat_can_tell_apart_differ(self, which: str) -> None:
        """But for what is left out (docs/adapters.md)."""
        encoding = encoding_of(which)
        met: dict[bytes, list[object]] = {}
        for walk in walks(1):
            game = walk.begin(which)
            for action in game.moments():
                if game.state.seat >= 0:
                    seen = kernel.observe(encoding.table, game.state, game.state.seat)
                    known = [getattr(seen.board, name) for name in FIELDS if name not in LEFT_OUT]
                    code = encoding.observe(seen).tobytes()
                    assert plain(met.setdefault(code, known)) == plain(known)
                game.play(action)
        assert len(met) > 300


def plain(known: list[object]) -> list[object]:
    return [tuple(value) if isinstance(value, list) else value for value in known]


def same_for_all(encoding: Encoding, table: Scenario, state: kernel.State, dice: random.Random) -> set[str]:
    """Every viewer's numbers stay what they are in every disguise; which kinds of secrets were exchanged."""
    if state.seat == OVER:
        return set()
    viewer = dice.randrange(table.seats)
    before = encoding.observe(kernel.observe(table, state, viewer))
    found = disguises(table, state, viewer, dice)
    for one in found:
        assert np.array_equal(encoding.observe(kernel.observe(table, one.state, viewer)), before), one.kind
    return {one.kind for one in found}


def test_lines_are_those_of_the_notation() -> None:
    encoding = encoding_of("two-banks standard")
    assert encoding.meanings()[encoding.numbers[encoding.table.acts.propose]] == "propose"
    assert [format_action(encoding.table, action) for action in encoding.actions] == [*encoding.meanings()]
