"""Masks on both builds: the compiled rules reckon in machine words, and a map may have up to 60 areas."""

import pytest

from game.growth import Shape, generated
from game.resources import is_compiled
from rules import invariants, kernel
from rules.dice import Dice
from rules.integers import COMPILED, above, bit, count, distance, lowest, nth, width
from rules.state import OVER


@pytest.mark.parametrize("place", [0, 1, 30, 31, 32, 33, 59, 60])
def test_a_mask_has_room_for_every_area_and_card(place: int) -> None:
    assert (bit(place), count(bit(place)), lowest(bit(place)), width(bit(place))) == (1 << place, 1, place, place + 1)
    assert count(bit(place) - 1) == place
    assert above(place) & bit(60) * 2 - 1 == bit(60) * 2 - bit(place) * 2
    assert (nth(bit(60) | bit(place) | 1, 0), nth(bit(60) * 2 - 1, place)) == (0, place)


def test_the_rules_know_whether_they_are_compiled() -> None:
    assert is_compiled() == COMPILED


def test_every_place_is_found_from_below() -> None:
    assert [lowest(bit(60) | bit(place)) for place in range(61)] == list(range(61))


def test_distance() -> None:
    assert (distance(3, 5), distance(5, 3), distance(-2, 0)) == (2, 2, 2)


def test_a_large_map_is_played_as_it_should_be() -> None:
    table = generated(Shape(5, 6, 40, 4))
    s, dice = kernel.start(table), Dice(3)
    while s.seat != OVER:
        assert invariants.check(table, s) == []
        kernel.step(table, s, kernel.sample(table, s, dice))
    assert max(mask.bit_length() for mask in s.held) > 32
