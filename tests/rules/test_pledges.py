"""Pledges: made, broken, kept (§3.4)."""

import pytest

from rules import kernel
from rules.events import BREACHED
from rules.pledges import expire_pledges, pay_breaches
from rules.state import CARDS, PRESSURE, SPEAKING
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Empty Chairs, everybody present; meters in the middle."""
    desk = Desk("empty-chairs", "full")
    desk.state.influence = desk.state.support = desk.state.credibility = [6] * 5
    desk.state.attention = 3
    return desk


def credibility(desk: Desk) -> dict[str, int]:
    return dict(zip(desk.table.seat_ids, desk.state.credibility, strict=True))


class TestMaking:  # §3.4
    def test_it_is_owed_to_the_proposer(self, desk: Desk) -> None:
        desk.play("propose", "pledge west hold-arms", "send", "accept", "silence", "silence", "silence")
        assert desk.state.ledger[0][1] == 1 << desk.seat("hnc")

    def test_one_of_the_proposers_own_is_owed_to_all_that_the_package_binds(self, desk: Desk) -> None:
        desk.play("propose", "ask gulf 1", "pledge hnc truce idlib", "pledge west hold-arms", "send")
        desk.play("accept", "accept", "silence", "silence")
        own = next(entry for entry in desk.state.ledger if entry[0] == desk.pledge("hnc truce idlib"))
        assert own[1] == 1 << desk.seat("west") | 1 << desk.seat("gulf")

    def test_it_lasts_until_the_end_of_the_next_turn(self, desk: Desk) -> None:
        desk.play("propose", "pledge hnc truce idlib", "send", *["silence"] * 4)
        assert desk.state.ledger[0][3] == desk.state.turn + 1

    def test_one_in_force_cannot_be_made_again(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib")
        desk.play("propose")
        assert desk.refusal("pledge hnc truce idlib").code == "pledge-in-force"

    def test_without_credibility_there_is_none(self, desk: Desk) -> None:
        desk.meters("hnc", credibility=1)
        desk.play("propose")
        assert desk.refusal("pledge hnc truce idlib").code == "no-credibility"
        desk.meters("hnc", credibility=2)
        assert "pledge hnc truce idlib" in desk.legal()

    def test_only_a_besieger_lets_aid_in(self, desk: Desk) -> None:
        desk.play("propose")
        assert "pledge assad let-aid-in ghouta" in desk.legal()
        assert desk.refusal("pledge assad let-aid-in idlib").code == "not-besieging"


class TestBreach:  # §3.4
    def break_all(self, desk: Desk) -> None:
        pay_breaches(desk.table, desk.state, list(desk.state.ledger))

    def test_it_costs_two_and_raises_attention(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib")
        self.break_all(desk)
        assert (desk.state.credibility[0], desk.state.attention, desk.state.ledger) == (4, 4, ())

    @pytest.mark.parametrize(("attention", "price"), [(5, 2), (6, 3), (10, 3)])
    def test_with_the_eyes_of_the_world_on_it_three(self, desk: Desk, attention: int, price: int) -> None:
        desk.state.attention = attention
        desk.owe("hnc truce idlib")
        self.break_all(desk)
        assert desk.state.credibility[0] == 6 - price

    def test_all_of_a_moment_are_paid_at_the_attention_before_the_first(self, desk: Desk) -> None:
        desk.state.attention = 5
        desk.owe("hnc truce idlib", package=1)
        desk.owe("russia no-air idlib", package=2)
        desk.owe("assad truce idlib", package=3)
        self.break_all(desk)
        assert credibility(desk) == {"hnc": 4, "west": 6, "gulf": 6, "russia": 4, "assad": 4}
        assert desk.state.attention == 8

    def test_they_are_paid_in_turn_order(self, desk: Desk) -> None:
        desk.state.turn = 4  # russia, assad, hnc, ...
        for line in ("hnc truce idlib", "assad truce idlib", "russia no-air idlib"):
            desk.owe(line, package=desk.pledge(line))
        desk.state.news = []
        self.break_all(desk)
        assert [event.seat for event in desk.state.news if event.kind == BREACHED] == [3, 4, 0]

    def test_every_broken_pledge_is_a_breach_of_its_own(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib", package=1)
        desk.owe("hnc truce ghouta", package=2)
        self.break_all(desk)
        assert (desk.state.credibility[0], desk.state.attention) == (2, 5)

    def test_what_others_pledged_in_the_same_package_ends_without_blame(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib", package=1)
        desk.owe("hnc truce ghouta", package=1)
        desk.owe("assad truce idlib", package=1)
        desk.owe("russia no-air idlib", package=2)
        pay_breaches(desk.table, desk.state, [desk.state.ledger[0]])
        left = [entry[0] for entry in desk.state.ledger]
        assert left == [desk.pledge("hnc truce ghouta"), desk.pledge("russia no-air idlib")]
        assert credibility(desk)["assad"] == 6

    def test_both_sides_of_a_bargain_broken_at_once_are_two_breaches(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib", package=1)
        desk.owe("assad truce idlib", package=1)
        self.break_all(desk)
        assert (credibility(desk)["hnc"], credibility(desk)["assad"]) == (4, 4)

    def test_orders_are_judged_when_all_are_carried_out(self, desk: Desk) -> None:
        desk.owe("assad truce idlib", package=1)
        desk.owe("hnc truce hama", package=1)
        desk.order("assad", "assault idlib opposition")
        desk.order("hnc", "assault hama government")
        desk.operate()
        desk.play("battle assad idlib opposition 0")
        assert credibility(desk)["assad"] == 6
        desk.play("battle hnc hama government 0")
        assert (credibility(desk)["assad"], credibility(desk)["hnc"], desk.state.ledger) == (4, 4, ())

    def test_an_assault_on_who_has_no_seat_breaks_no_truce(self, desk: Desk) -> None:
        desk.owe("assad truce idlib")
        desk.order("assad", "assault idlib extremists")
        desk.operate()
        desk.play("battle assad idlib extremists 0")
        assert len(desk.state.ledger) == 1

    def test_a_void_order_breaks_nothing(self, desk: Desk) -> None:
        desk.owe("gulf hold-arms")
        desk.meters("gulf", influence=0)
        desk.order("gulf", "arm idlib opposition")
        desk.operate()
        assert len(desk.state.ledger) == 1

    def test_a_sanction_is_paid_when_it_is_made(self, desk: Desk) -> None:
        desk.owe("west no-sanction russia")
        card = next(card for card, one in enumerate(desk.table.cards) if one.seat == desk.seat("west"))
        desk.state.hand[desk.seat("west")] |= 1 << (card - desk.table.first_card[desk.seat("west")])
        desk.go_on(CARDS)
        for seat in desk.table.seat_ids:
            assert desk.to_move == seat
            desk.play(f"card {desk.table.card_ids[card]} press sanction russia" if seat == "west" else "card none")
            desk.play("order hold", "attend")
        assert (credibility(desk)["west"], desk.state.ledger) == (4, ())


class TestKeeping:  # §3.4
    def expire(self, desk: Desk) -> None:
        desk.state.turn += 1
        expire_pledges(desk.table, desk.state)

    def test_it_pays_once_a_turn(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib", pays=True)
        desk.owe("hnc truce ghouta", pays=True)
        desk.owe("assad truce idlib", pays=True)
        self.expire(desk)
        assert (credibility(desk)["hnc"], credibility(desk)["assad"]) == (7, 7)
        assert len(desk.state.kept) == 3

    def test_what_costs_nothing_pays_nothing(self, desk: Desk) -> None:
        desk.owe("hnc truce idlib")
        self.expire(desk)
        assert (credibility(desk)["hnc"], len(desk.state.kept)) == (6, 1)

    @pytest.mark.parametrize(
        ("done", "clauses", "pays"),
        [
            (True, ["ask gulf 1", "pledge hnc truce idlib"], True),  # another seat is bound by the package
            (True, ["pledge hnc truce idlib"], False),  # nobody else has a part in it
            (True, ["give gulf 1", "pledge hnc truce idlib"], False),  # a gift binds nobody else
            (False, ["ask gulf 1", "pledge hnc truce idlib"], False),  # there is nothing to give up
        ],
    )
    def test_it_pays_only_where_it_cost_something(
        self, desk: Desk, clauses: list[str], *, done: bool, pays: bool
    ) -> None:
        desk.state.deeds_before = (desk.pledge("hnc truce idlib"),) if done else ()
        desk.play("propose", *clauses, "send")
        while desk.state.phase != SPEAKING:
            desk.play(desk.legal()[0])
        assert bool(desk.state.ledger[0][4]) is pays

    def test_what_was_done_elsewhere_is_nothing_given_up_here(self, desk: Desk) -> None:
        desk.state.deeds_before = (desk.pledge("hnc truce ghouta"),)
        desk.play("propose", "ask gulf 1", "pledge hnc truce idlib", "send", "silence", "accept", "silence", "silence")
        assert desk.state.ledger[0][4] == 0

    def test_the_deed_is_that_of_the_turn_before(self, desk: Desk) -> None:
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        desk.play("battle assad idlib opposition 0")
        idlib = desk.pledge("assad truce idlib")
        while desk.state.turn == 1:
            assert idlib in desk.state.deeds
            kernel.step(desk.table, desk.state, kernel.legal(desk.table, desk.state)[0])
        assert idlib in desk.state.deeds_before
        assert idlib not in desk.state.deeds

    def test_to_attend_never_pays(self, desk: Desk) -> None:
        desk.state.deeds_before = (desk.pledge("west attend"),)
        desk.play("propose", "pledge west attend", "send", "accept", *["silence"] * 3)
        assert desk.state.ledger[0][4] == 0

    def test_to_besiege_without_letting_aid_in_is_a_deed(self, desk: Desk) -> None:
        desk.go_on(PRESSURE)
        while desk.state.turn == 1:
            kernel.step(desk.table, desk.state, kernel.legal(desk.table, desk.state)[0])
        assert desk.pledge("assad let-aid-in ghouta") in desk.state.deeds_before
        assert desk.pledge("assad let-aid-in idlib") not in desk.state.deeds_before
