"""What happened outside the game: `history.toml`, which a scenario may do without."""

from __future__ import annotations

import pytest

import cards
from tests.cards.small import Small

MOMENT = """
[[moment]]
id = "one"
turn = 1
when = "2016"
text = "It rained."
source = "S1"
"""


def written(small: Small, rest: str, source: str = "S1") -> str:
    (small.folder / "history.toml").write_text(MOMENT.replace("S1", source) + rest + "\n", encoding="utf-8")
    return small.complaint()


def test_a_scenario_may_do_without(small: Small) -> None:
    assert small.load().history == ()


def test_a_moment_is_read_and_changes_no_hash(small: Small) -> None:
    before = small.table().hash
    assert not written(small, "agreement = false")
    assert [moment.id for moment in small.load().history] == ["one"]
    assert small.table().hash == before


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('held = { area = "nort", side = "reds" }', 'unknown area "nort"; did you mean "north"?'),
        ('held = { area = "north", side = "rods" }', 'unknown side "rods"; did you mean "reds"?'),
        ('headline = "rainy"', 'unknown headline "rainy"; did you mean "rain"?'),
        ('present = "blu"', 'unknown seat "blu"; did you mean "blue"?'),
        ("", 'needs exactly one of "held", "headline", "present" and "agreement"'),
        ('agreement = true\npresent = "red"', 'needs exactly one of "held", "headline", "present" and "agreement"'),
    ],
)
def test_what_it_compares_with_must_be_there(small: Small, rest: str, said: str) -> None:
    line = written(small, rest)
    assert line.startswith("small/history.toml:")
    assert said in line


def test_its_sources_must_be_there(small: Small) -> None:
    assert 'unknown source "S9"' in written(small, "agreement = true", "S9")


def test_history_keeps_the_calendar_of_the_longest_game() -> None:
    text = cards.load("empty-chairs")
    turns = [moment.turn for moment in text.history]
    assert turns == sorted(turns)
    assert max(turns) <= cards.table("empty-chairs", "full").numbers.turns
