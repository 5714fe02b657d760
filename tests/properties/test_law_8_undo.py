"""Law 8: undo never crosses a draw, a reveal or a change of seat; and whatever is done with a game, it stays a game.

A machine plays through the public face (`game.Game`): plays, takes back, forks, saves, loads and looks, in any order.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import game as face
from game import Game
from game.errors import UserError
from rules import invariants
from rules.errors import RulesError
from rules.scenario import NOBODY
from rules.state import ATTENDING, BUILDING, CARDS, SPEAKING
from tests.properties.walks import SIZES, examples

NONSENSE = ("", "sign", "break", "withdraw", "text nowhere 1", "order assault", "headline", "propose; accept", "§", "7")


class Before(NamedTuple):
    """How a game stood before an action."""

    key: tuple[object, ...]
    lines: tuple[str, ...]
    told: tuple[int, ...]
    seat: str


def standing(game: Game) -> Before:
    told = tuple(len(game.session.told(viewer)) for viewer in range(NOBODY, game.table.seats))
    return Before(game.session.state.key(), tuple(game.record.lines), told, game.to_move)


class Table(RuleBasedStateMachine):
    """One game, and how it stood before each action that may be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "game.accord"
        self.past: list[Before] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize(which=st.sampled_from(SIZES), seed=st.integers(0, 10**6))
    def begin(self, which: str, seed: int) -> None:
        name, size = which.split()
        self.game = face.new(name, size=size, seed=seed)

    @property
    def over(self) -> bool:
        return self.game.to_move == "over"

    @rule(pick=st.integers(0, 10**6), hurry=st.booleans())
    def play(self, pick: int, hurry: bool) -> None:  # noqa: FBT001 - hypothesis passes by name
        """Play a legal line; in a hurry one of the last, which end something more often than they begin it."""
        if self.over:
            return
        legal = self.game.legal()
        line = legal[-1 - pick % min(3, len(legal))] if hurry else legal[pick % len(legal)]
        before = standing(self.game)
        note(line)
        assert self.game.play(line, seat=self.game.to_move) == [line]
        new = self.game.record.lines[len(before.lines) :]
        assert new[0] == line
        if self.must_forget(before, new):
            self.past.clear()
            assert not self.game.can_undo()
        elif self.game.can_undo():
            self.past.append(before)
        else:
            self.past.clear()

    def must_forget(self, before: Before, new: list[str]) -> bool:
        """Whether there was a draw, or another seat's turn has come: then nothing can be taken back."""
        return len(new) > 1 or self.game.to_move != before.seat

    @rule(times=st.integers(2, 12))
    def play_on(self, times: int) -> None:
        for number in range(times):
            self.play(pick=number * 7919, hurry=number % 2 == 0)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        before = self.past.pop()
        line = self.game.undo()
        note(f"undo {line}")
        assert standing(self.game) == before
        assert self.game.can_undo() == bool(self.past)

    @precondition(lambda self: not self.past)
    @rule()
    def undo_in_vain(self) -> None:
        before = standing(self.game)
        assert not self.game.can_undo()
        try:
            self.game.undo()
        except UserError:
            assert standing(self.game) == before
        else:
            raise AssertionError("took back what is past")

    @precondition(lambda self: self.past)
    @rule()
    def undo_and_play_again(self) -> None:
        """What is taken back and done again comes to the same."""
        now = standing(self.game)
        line = self.game.undo()
        assert self.game.play(line) == [line]
        assert standing(self.game) == now

    @rule(line=st.sampled_from(NONSENSE) | st.text(max_size=30), late=st.booleans())
    def play_nonsense(self, line: str, late: bool) -> None:  # noqa: FBT001 - hypothesis passes by name
        """What can't be understood or isn't possible changes nothing, and in another's turn nothing is told of it."""
        before = standing(self.game)
        others = [seat for seat in self.game.seats if seat != self.game.to_move]
        try:
            self.game.play(line, seat=others[0] if late else None)
        except (UserError, RulesError) as error:
            said = str(error)
        else:
            assert not late
            self.lose_the_way_back()
            return
        assert standing(self.game) == before
        assert "\n" not in said
        if late and not self.over:
            assert not any(line in said for line in self.game.legal())

    @rule(seed=st.integers(0, 10**6))
    def fork(self, seed: int) -> None:
        """Another future of the same position; the game it came from is as it was."""
        before = standing(self.game)
        branch = self.game.fork(seed)
        assert branch.session.state.key() == before.key
        assert branch.record.lines[:-1] == list(before.lines)
        assert not branch.can_undo()
        while branch.to_move != "over" and len(branch.record.lines) < len(before.lines) + 10:
            branch.play(branch.legal()[0])
        assert standing(self.game) == before

    @rule(go_on=st.booleans())
    def save_and_load(self, go_on: bool) -> None:  # noqa: FBT001 - hypothesis passes by name
        """In the middle of anything; sometimes the loaded game is the one that is played on."""
        before = standing(self.game)
        self.game.save(self.path)
        loaded = face.load(self.path)
        assert standing(loaded) == before
        assert standing(self.game) == before
        for seat in (*self.game.seats, None):
            assert loaded.view(seat) == self.game.view(seat)
            assert loaded.events(seat) == self.game.events(seat)
        if go_on:
            self.game = loaded
            self.lose_the_way_back()

    def lose_the_way_back(self) -> None:
        """Go back to where nothing can be taken back."""
        self.past.clear()
        while self.game.can_undo():
            self.game.undo()

    @rule(viewer=st.integers(-1, 7), since=st.integers(0, 20))
    def look(self, viewer: int, since: int) -> None:
        """Looking changes nothing; only who is to move is offered anything."""
        before = standing(self.game)
        seats = self.game.seats
        seat = None if viewer < 0 else seats[viewer % len(seats)]
        view = self.game.view(seat)
        assert view.model_dump_json() == self.game.view(seat).model_dump_json()
        assert list(view.legal) == (self.game.legal() if seat == self.game.to_move else [])
        numbers = [one.number for one in self.game.events(seat, since)]
        assert numbers == list(range(since + 1, len(self.game.events(seat)) + 1))
        assert standing(self.game) == before

    @invariant()
    def it_is_a_game(self) -> None:
        if not hasattr(self, "game"):
            return
        state = self.game.session.state
        assert invariants.check(self.game.table, state) == []
        assert self.over == (self.game.legal() == [])
        if self.game.can_undo():
            assert self.in_one_sitting()

    def in_one_sitting(self) -> bool:
        """Whoever may undo is speaking or choosing in private: no answer, signature or reveal is taken back."""
        phase = self.game.session.state.phase
        return phase in (SPEAKING, BUILDING) or CARDS <= phase <= ATTENDING


TestLaw8Undo = Table.TestCase
TestLaw8Undo.settings = settings(examples(12), stateful_step_count=25)
