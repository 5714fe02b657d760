"""Pressure: what sealed cards do when they are revealed (§4.2)."""

import pytest

from rules.state import OPENING, PRESSURE, SPEAKING
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Empty Chairs; meters in the middle, so that nothing is clamped."""
    desk = Desk("empty-chairs", "full")
    desk.state.influence = desk.state.support = desk.state.credibility = [5] * 5
    desk.state.attention = 5
    return desk


@pytest.fixture
def river() -> Desk:
    """Two Banks, where little happens beside what is tested; the same meters."""
    desk = Desk("two-banks", "standard")
    desk.state.influence = desk.state.support = desk.state.credibility = [5] * 3
    desk.state.attention = 5
    return desk


def card_of(desk: Desk, seat: str, value: int) -> str:
    """A card of the seat with that value, taken into its hand."""
    at = desk.seat(seat)
    card = next(card for card, one in enumerate(desk.table.cards) if (one.seat, one.value) == (at, value))
    desk.state.hand[at] |= 1 << (card - desk.table.first_card[at])
    return desk.table.card_ids[card]


def reveal(desk: Desk, **sealed: str) -> None:
    """Reveal cards that were sealed with these uses (seat = "VALUE use"); nobody gives orders."""
    for seat, words in sealed.items():
        value, _, use = words.partition(" ")
        desk.seal(seat, f"card {card_of(desk, seat, int(value))} {use}")
    desk.go_on(PRESSURE)


class TestUses:  # §4.2
    @pytest.mark.parametrize("value", [1, 2, 3])
    def test_capital_is_the_value_in_influence(self, desk: Desk, value: int) -> None:
        reveal(desk, hnc=f"{value} capital")
        assert desk.state.influence[0] == 5 + value + 1  # and the income of the turn

    @pytest.mark.parametrize(("value", "support"), [(1, 5), (2, 4), (3, 4)])
    def test_a_sanction_takes_influence_and_from_two_on_support(self, desk: Desk, value: int, support: int) -> None:
        reveal(desk, west=f"{value} press sanction assad")
        assad = desk.seat("assad")
        assert (desk.state.influence[assad], desk.state.support[assad]) == (5 - value + 1, support)

    @pytest.mark.parametrize(("value", "own"), [(1, 5), (2, 6), (3, 6)])
    def test_who_condemns_with_two_or_more_is_believed_more(self, river: Desk, value: int, own: int) -> None:
        river.state.hostile_givers = 1 << river.seat("upstream")
        reveal(river, downstream=f"{value} press condemn upstream")
        assert river.state.credibility[river.seat("downstream")] == own

    def test_to_condemn_takes_credibility_and_draws_eyes(self, river: Desk) -> None:
        river.state.hostile_givers = 1 << river.seat("upstream")
        river.state.harm[river.area("fields")] = 1  # and 1 of the siege: neither loud nor quiet
        reveal(river, downstream="1 press condemn upstream")
        assert (river.state.credibility[river.seat("upstream")], river.state.attention) == (4, 6)

    @pytest.mark.parametrize(("before", "value", "after"), [(2, 3, 5), (4, 3, 6), (6, 1, 6), (7, 2, 7)])
    def test_a_rally_raises_support_to_six_at_most_and_never_lowers_it(
        self, desk: Desk, before: int, value: int, after: int
    ) -> None:
        desk.meters("assad", support=before)
        reveal(desk, assad=f"{value} press rally")
        assert desk.state.support[desk.seat("assad")] == after

    @pytest.mark.parametrize(("value", "credibility", "toll"), [(1, 5, 4), (2, 6, 3), (3, 6, 2)])
    def test_relief_is_less_toll_there_and_from_two_on_credibility(
        self, river: Desk, value: int, credibility: int, toll: int
    ) -> None:
        river.state.harm[river.area("fields")] = 5
        reveal(river, **{"ferry-town": f"{value} press relief fields"})
        assert river.state.credibility[river.seat("ferry-town")] == credibility
        assert river.state.toll == toll + 1  # of the siege

    def test_relief_that_no_aid_lets_through_any_more_counts_as_capital(self, desk: Desk) -> None:
        reveal(desk, gulf="2 press relief ghouta")
        assert desk.state.influence[desk.seat("gulf")] == 5 + 2 + 1
        assert desk.state.credibility[desk.seat("gulf")] == 5

    def test_a_condemnation_without_a_deed_counts_as_capital(self, desk: Desk) -> None:
        reveal(desk, hnc="3 press condemn russia")
        assert desk.state.influence[0] == 5 + 3 + 1


class TestLean:  # §4.2
    def lean(self, desk: Desk) -> None:
        reveal(desk, russia="2 press lean assad presidency")

    def test_it_costs_the_backer_support_and_compels_the_client(self, desk: Desk) -> None:
        self.lean(desk)
        assert desk.state.leans == ((desk.seat("russia"), desk.seat("assad"), desk.issue("presidency"), 2),)
        assert desk.state.support[desk.seat("russia")] == 4
        assert desk.state.compelled >> desk.seat("assad") & 1

    def test_it_lasts_until_the_close_of_the_next_conference(self, desk: Desk) -> None:
        self.lean(desk)
        desk.state.turn = 2
        desk.state.attending = 0b01111
        desk.go_on(OPENING)
        assert desk.state.present >> desk.seat("assad") & 1
        while desk.state.phase == SPEAKING:
            assert desk.state.leans
            desk.play("pass")
        assert desk.state.leans == ()

    def test_a_bar_still_wins(self, desk: Desk) -> None:
        self.lean(desk)
        desk.state.turn = 2
        desk.state.attending, desk.state.barred = 0b01111, 1 << desk.seat("assad")
        desk.go_on(OPENING)
        assert not desk.state.present >> desk.seat("assad") & 1

    def test_not_in_the_last_turn(self, desk: Desk) -> None:
        desk.state.turn = desk.table.numbers.turns
        card = card_of(desk, "russia", 2)
        desk.seal("russia", f"card {card} press lean assad presidency")
        desk.go_on(PRESSURE)
        assert desk.state.leans == ()
