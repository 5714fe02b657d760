"""Who plays whom."""

from __future__ import annotations

from collections import Counter

import pytest

import cards
from game.arena import Run, seats_of
from game.errors import UserError
from game.lineups import lineups, mixed, permuted, round_robin
from rules.scenario import Scenario
from tests.game.conftest import SMALL


@pytest.fixture(scope="module")
def table() -> Scenario:
    """Three seats."""
    return cards.table(*SMALL)


class TestLineups:
    def test_a_fixed_one_is_one(self, table: Scenario) -> None:
        assert lineups(table, "fixed", "random") == (("random",) * 3,)

    def test_in_a_round_robin_each_bot_has_each_seat_as_often(self) -> None:
        for names in (("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")):
            found = round_robin(3, names)
            assert len(found) == len(names)
            for seat in range(3):
                assert Counter(lineup[seat] for lineup in found) == dict.fromkeys(names, 1)

    def test_every_permutation_of_as_many_as_there_are_seats(self) -> None:
        assert len(permuted(3, ("a", "b", "c"))) == 6
        assert sorted(permuted(3, ("a", "b", "b"))) == [("a", "b", "b"), ("b", "a", "b"), ("b", "b", "a")]

    def test_of_fewer_every_line_up_with_all_of_them(self) -> None:
        found = permuted(3, ("a", "b"))
        assert len(found) == 2**3 - 2
        assert all(set(lineup) == {"a", "b"} for lineup in found)

    def test_of_more_every_choice_of_them(self) -> None:
        assert len(permuted(2, ("a", "b", "c"))) == 6

    def test_too_many_are_refused(self) -> None:
        with pytest.raises(UserError, match="name fewer"):
            permuted(8, tuple("abcdefgh"))

    def test_pairs_put_each_bot_in_each_seat_among_the_same_others(self, table: Scenario) -> None:
        found = lineups(table, "paired", "", "passive,random", "random")
        assert set(found) == {
            ("passive", "random", "random"),
            ("random", "passive", "random"),
            ("random", "random", "passive"),
            ("random", "random", "random"),
        }

    @pytest.mark.parametrize(
        ("asked", "line"),
        [
            (("round-robin", "random"), "round-robin of one bot is a fixed line-up"),
            (("round-robin", "upstream=random,passive"), '"upstream=random" gives a bot its seat'),
            (("permutations", "random,rondom"), 'there is no bot "rondom"'),
            (("paired", "random"), "nothing is compared"),
            (("paired", "random", "passive", "random,passive"), "the others have to be one bot"),
        ],
    )
    def test_mistakes_are_one_line(self, table: Scenario, asked: tuple[str, ...], line: str) -> None:
        with pytest.raises(UserError) as error:
            lineups(table, *asked)
        assert str(error.value).startswith(line)

    def test_a_programs_arguments_may_have_an_equals_sign(self, table: Scenario) -> None:
        assert seats_of(table, "cmd:true --a=b") == ("cmd:true --a=b",) * 3
        assert seats_of(table, "upstream=cmd:true --a=b,others=random")[0] == "cmd:true --a=b"


class TestMixed:
    def test_every_seat_is_drawn_anew_for_every_game(self, table: Scenario) -> None:
        found = mixed(table, ("a", "b", "c"), 600, seed=1)
        assert len(found) == 600
        assert len(set(found)) == 3**3
        for seat in range(3):
            counts = Counter(lineup[seat] for lineup in found)
            assert set(counts) == {"a", "b", "c"}
            assert max(counts.values()) < 260  # 200 and five standard deviations

    def test_the_same_seed_draws_the_same_and_fewer_games_are_the_first_ones(self, table: Scenario) -> None:
        names = ("a", "b")
        assert mixed(table, names, 50, 1)[:20] == mixed(table, names, 20, 1)
        assert mixed(table, names, 50, 1) != mixed(table, names, 50, 2)


class TestSeeds:
    def test_line_ups_take_turns_each_with_seeds_of_its_own(self) -> None:
        run = Run("x", "", (), 1, lineups=(("a",), ("b",)))
        assert [run.lineup(number) for number in range(4)] == [("a",), ("b",)] * 2
        assert len({run.seed_of(number) for number in range(4)}) == 4

    def test_pairs_share_theirs(self) -> None:
        run = Run("x", "", (), 1, lineups=(("a",), ("b",)), paired=True)
        assert [run.seed_of(0), run.seed_of(2)] == [run.seed_of(1), run.seed_of(3)]
        assert run.seed_of(0) != run.seed_of(2)

    def test_a_game_can_be_given_the_deal_of_another(self) -> None:
        plain = Run("x", "", (), 1, lineups=(("a",), ("b",), ("c",)))
        run = plain._replace(deals=(0, 1, 0))
        assert [run.seed_of(number) for number in range(3)] == [plain.seed_of(number) for number in (0, 1, 0)]
