"""Consequences: sieges, toll, attention, upkeep, income (§7)."""

import pytest

from rules.state import CONSEQUENCES, FINISHED, HEADLINES, OVER
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Two Banks: a siege of the island from the first day, no procedure on odd turns."""
    desk = Desk()
    desk.state.influence = desk.state.support = desk.state.credibility = [5, 5, 5]
    return desk


def settle(desk: Desk) -> None:
    """To the next headline; hands are full, so nothing is drawn before it."""
    desk.go_on(CONSEQUENCES)
    assert desk.state.phase in {HEADLINES, FINISHED}


class TestSieges:  # §7 step 1
    def test_the_holder_loses_one_and_people_are_harmed(self, desk: Desk) -> None:
        desk.force("island", lowlanders=3)
        settle(desk)
        assert (desk.strength("island", "lowlanders"), desk.state.toll) == (2, 1)

    def test_never_its_last(self, desk: Desk) -> None:
        desk.force("island", lowlanders=1)
        settle(desk)
        assert (desk.strength("island", "lowlanders"), desk.state.toll) == (1, 1)

    def test_when_all_besiegers_let_aid_in_nobody_is_harmed_but_the_siege_bites(self, desk: Desk) -> None:
        desk.force("island", lowlanders=3)
        desk.owe("upstream open-landing island")
        desk.owe("ferry-town open-landing island")
        settle(desk)
        assert (desk.strength("island", "lowlanders"), desk.state.toll) == (2, 0)

    def test_one_of_two_is_not_enough(self, desk: Desk) -> None:
        desk.owe("upstream open-landing island")
        settle(desk)
        assert desk.state.toll == 1

    def test_an_agreement_on_access_lifts_it(self, desk: Desk) -> None:
        desk.force("island", lowlanders=3)
        desk.sign()
        desk.state.draft[desk.issue("bridge")] = 1
        settle(desk)
        assert (desk.strength("island", "lowlanders"), desk.state.toll) == (3, 0)

    def test_a_draft_lifts_nothing(self, desk: Desk) -> None:
        desk.state.draft[desk.issue("bridge")] = 2
        settle(desk)
        assert desk.state.toll == 1

    def test_an_open_area_is_never_besieged(self, desk: Desk) -> None:
        desk.force("fields", uplanders=9)
        desk.force("island", uplanders=9)
        settle(desk)
        assert desk.strength("ferry", "ferriers") == 3


class TestTollAndAttention:  # §7 step 3; in Two Banks loud is 4 and more, quiet 1 and less
    @pytest.mark.parametrize(("harm", "change"), [(0, -1), (1, 0), (2, 0), (3, 1), (9, 1)])
    def test_the_eyes_of_the_world(self, desk: Desk, harm: int, change: int) -> None:
        desk.state.harm[desk.area("fields")] = harm  # and 1 of the siege
        before = desk.state.attention
        settle(desk)
        assert desk.state.toll == harm + 1
        assert desk.state.attention - before == change

    def test_relief_counts_in_its_area_alone_and_never_below_nothing(self, desk: Desk) -> None:
        desk.state.harm[desk.area("fields")] = 2
        desk.state.relief = ((0, 9), (3, 1))
        settle(desk)
        assert desk.state.toll == 1 + 1

    def test_it_never_exceeds_its_maximum(self, desk: Desk) -> None:
        desk.state.harm[desk.area("fields")] = 99
        settle(desk)
        assert desk.state.toll == desk.table.toll_max
        assert desk.state.seat == OVER


class TestUpkeep:  # §7 step 5
    def test_what_is_above_seven_falls_by_one(self, desk: Desk) -> None:
        desk.state.support = [7, 8, 10]
        desk.state.credibility = [8, 7, 9]
        settle(desk)
        assert (desk.state.support, desk.state.credibility) == ((7, 7, 9), (7, 7, 8))

    def test_without_an_agreement_everybody_tires_on_even_turns(self, desk: Desk) -> None:
        desk.state.turn = 2
        desk.state.support = [5, 8, 0]
        settle(desk)
        assert desk.state.support == (4, 6, 0)

    def test_with_one_nobody_does(self, desk: Desk) -> None:
        desk.state.turn = 2
        desk.sign("ferry-town")
        settle(desk)
        assert desk.state.support == (5, 5, 5)

    def test_then_comes_the_income(self, desk: Desk) -> None:
        desk.state.influence = [0, 5, 11]
        settle(desk)
        assert desk.state.influence == (2, 7, 12)


class TestWar:  # §7 step 8, §8
    @pytest.mark.parametrize(("signed", "turns"), [(False, 1), (True, 0)])
    def test_a_turn_that_closes_without_an_agreement_is_one_of_war(
        self, desk: Desk, turns: int, *, signed: bool
    ) -> None:
        if signed:
            desk.sign()
        desk.go_on(CONSEQUENCES)
        while desk.state.turn == 1:
            desk.play(desk.legal()[0])
        assert desk.state.war_turns == turns

    def test_so_is_one_in_which_it_collapsed(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident = True
        desk.go_on(CONSEQUENCES)
        while desk.state.turn == 1:
            desk.play("withdraw" if "withdraw" in desk.legal() else desk.legal()[0])
        assert desk.state.war_turns == 1
