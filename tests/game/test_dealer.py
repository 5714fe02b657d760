"""Draws: a function of the seed and of how many there were (§11)."""

from __future__ import annotations

from collections import Counter

import pytest

from game.dealer import LARGEST_SEED, Dealer, derived_seed, draw, new_seed
from game.errors import UserError


class TestDraws:
    def test_are_the_same_everywhere_and_for_ever(self) -> None:
        # From the definition in game/dealer.py; another number here would change every game that has a seed.
        assert [draw(7, k, 6) for k in range(12)] == [1, 4, 2, 5, 0, 4, 5, 3, 5, 3, 5, 5]

    def test_depend_on_nothing_but_seed_and_number(self) -> None:
        dealer = Dealer(3)
        first = [dealer.deal([(10, 1), (11, 1)]) for _ in range(20)]
        other = Dealer(3, drawn=5)
        assert [other.deal([(10, 1), (11, 1)]) for _ in range(15)] == first[5:]

    def test_honour_weights(self) -> None:
        dealer = Dealer(1)
        count = Counter(dealer.deal([(0, 1), (1, 2), (2, 1)]) for _ in range(8000))
        assert abs(count[1] - 4000) < 200
        assert abs(count[0] - 2000) < 200

    def test_told_draws_count(self) -> None:
        told, dealt = Dealer(5), Dealer(5)
        told.told()
        dealt.deal([(0, 1), (1, 1)])
        assert told.deal([(0, 3), (1, 5)]) == dealt.deal([(0, 3), (1, 5)])

    def test_reseeding_counts_from_nought(self) -> None:
        dealer = Dealer(5, drawn=9)
        dealer.reseed(6)
        assert (dealer.seed, dealer.drawn) == (6, 0)

    def test_need_a_seed(self) -> None:
        with pytest.raises(UserError, match="nothing to draw with; give a seed"):
            Dealer(None).deal([(0, 1), (1, 1)])


class TestSeeds:
    @pytest.mark.parametrize("seed", [-1, LARGEST_SEED + 1, True, 1.0, "7"])
    def test_what_is_none_is_refused(self, seed: int) -> None:
        with pytest.raises(UserError, match="is no seed"):
            Dealer(seed)

    def test_of_the_system_fit_json(self) -> None:
        assert all(0 <= new_seed() < 1 << 53 for _ in range(100))

    def test_of_a_series_differ(self) -> None:
        assert len({derived_seed(1, n) for n in range(1000)} | {derived_seed(2, n) for n in range(1000)}) == 2000
