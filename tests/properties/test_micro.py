"""`two-banks micro` is small enough to be seen whole: every position, every history."""

from functools import cache

from game.adapters.bounds import most_actions
from rules import invariants, kernel
from rules.scenario import Scenario
from rules.state import OVER, State
from tests.properties.walks import table_of

MOST_HISTORIES = 1_000_000


class Tree:
    """All positions of a game, each once, with how many ways lead on to an end and how long the longest is."""

    def __init__(self, table: Scenario) -> None:
        self.table = table
        self.ways: dict[tuple[object, ...], tuple[int, int]] = {}
        self.ends: set[int] = set()
        self.wrong: list[str] = []
        self.histories, self.longest = self.grow(kernel.start(table))

    def grow(self, s: State) -> tuple[int, int]:
        key = s.key()
        found = self.ways.get(key)
        if found is not None:
            return found
        self.wrong += invariants.check(self.table, s)
        if s.seat == OVER:
            self.ends.add(s.outcome)
            self.ways[key] = (1, 0)
            return 1, 0
        histories = longest = 0
        legal = kernel.legal(self.table, s)
        if len(legal) < 2:
            self.wrong.append(f"a question with {len(legal)} answers")
        for action in legal:
            then = s.copy()
            kernel.step(self.table, then, action)
            more, length = self.grow(then)
            histories += more
            longest = max(longest, length + 1)
        self.ways[key] = (histories, longest)
        return histories, longest


@cache
def tree() -> Tree:
    """The whole of it; no fixture, since what those cover is counted."""
    return Tree(table_of("two-banks micro"))


def test_micro_has_fewer_than_a_million_histories() -> None:
    assert tree().histories < MOST_HISTORIES
    assert len(tree().ways) < tree().histories


def test_micro_is_sound_in_every_position() -> None:
    assert tree().wrong == []


def test_micro_ends_within_the_bound_in_every_history() -> None:
    assert 0 < tree().longest <= most_actions(tree().table)


def test_micro_can_end_in_an_agreement_and_without() -> None:
    assert len(tree().ends) > 1
