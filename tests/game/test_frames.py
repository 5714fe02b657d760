"""Frames for notebooks: the same figures as the rules', a row each."""

from __future__ import annotations

import pytest

import cards
from game.analysis.frames import course_of, texts_of
from game.analysis.landscape import survey
from game.moments import Played
from tests.game.conftest import Play
from tests.game.test_zone import gains, states, with_text

polars = pytest.importorskip("polars")


def test_every_text_is_a_row_with_what_the_rules_say_of_it() -> None:
    table = cards.table("two-banks", "standard")
    s = states(table, seed=3, every=30)[-1]
    frame = texts_of(table, s)
    land = survey(table, s)
    assert frame.height == land.texts
    assert int(frame["zone"].sum()) == land.required.zone
    assert int(frame["signable"].sum()) == land.required.signable
    assert int(frame["zone_all"].sum()) == land.everyone.zone
    assert int(frame["efficient"].sum()) == land.everyone.frontier
    for row in frame.iter_rows(named=True):
        other = with_text(s, [row[issue] for issue in table.issue_ids])
        for seat, name in enumerate(table.seat_ids):
            assert (row[f"gain_{name}"] > 1e-9) == gains(table, other, seat)


def test_the_course_of_a_game_has_a_row_for_each_turn_and_seat(played: Play) -> None:
    game = Played.of(played(seed=4).record)
    frame = course_of(game)
    table = game.whole.table
    assert frame.height == (len(game.turns()) + 1) * table.seats
    last = frame.filter(polars.col("line") == game.lines)
    assert last["satisfaction"].to_list() == [*_satisfaction(game)]
    assert all(abs(row["gain"] - (row["u"] - row["n"])) < 1e-3 for row in frame.iter_rows(named=True))
    some = course_of(game, [game.beginning(2)])
    assert some.height == table.seats
    assert set(some["turn"]) == {2}


def _satisfaction(game: Played) -> list[int]:
    from rules import kernel

    return kernel.returns(game.whole.table, game.whole.state)
