"""Signature and the life of an agreement: §5."""

import pytest

from rules import kernel
from rules.agreement import can_ratify, collapse
from rules.events import RESERVE_APPEARED
from rules.state import CONSEQUENCES, INSPECTION, SPEAKING, State
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Empty Chairs, everybody present, strong and able to sign anything."""
    desk = Desk("empty-chairs", "full")
    s = desk.state
    s.influence, s.support, s.credibility = [6] * 5, [9] * 5, [6] * 5
    return desk


def at_crisis(desk: Desk) -> State:
    """To the question whether to stay."""
    desk.go_on(CONSEQUENCES)
    while "stay" not in desk.legal():
        assert desk.to_move == "chance"
        desk.play(desk.legal()[0])
    return desk.state


class TestCalling:  # §5.1
    def test_it_costs_one_and_the_caller_signs_by_calling(self, desk: Desk) -> None:
        desk.play("call")
        assert desk.state.influence[0] == 5
        assert desk.state.signed == 1 << desk.seat("hnc")

    def test_not_without_a_required_party(self, desk: Desk) -> None:
        desk.state.present &= ~(1 << desk.seat("russia"))
        assert desk.refusal("call").code == "party-absent"

    def test_who_is_not_required_may_be_absent(self, desk: Desk) -> None:
        desk.state.present &= ~(1 << desk.seat("gulf"))
        desk.play("call", "sign", "sign", "sign")
        assert desk.state.in_force
        assert not desk.state.signatories >> desk.seat("gulf") & 1

    def test_not_if_a_required_party_cannot_ratify(self, desk: Desk) -> None:
        desk.state.draft[desk.issue("presidency")] = 3
        desk.meters("assad", support=7)
        error = desk.refusal("call")
        assert (error.code, "Presiden" in str(error) or "presiden" in str(error)) == ("cannot-ratify", True)

    def test_once_a_turn_whoever_calls(self, desk: Desk) -> None:
        desk.play("call", "refuse")
        assert desk.to_move == "west"
        assert desk.refusal("call").code == "called"

    def test_the_first_required_party_to_refuse_ends_the_call(self, desk: Desk) -> None:
        desk.play("call", "refuse")
        assert not desk.state.in_force
        assert desk.state.influence[desk.seat("west")] == 6  # nobody but the caller had signed

    def test_and_pays_if_another_required_party_besides_the_caller_had_signed(self, desk: Desk) -> None:
        desk.play("call", "sign", "sign", "refuse")
        assert desk.state.influence[desk.seat("russia")] == 5

    def test_the_signature_of_who_is_not_required_does_not_count_for_that(self, desk: Desk) -> None:
        desk.state.turn = 3  # gulf, russia, assad, hnc, west
        desk.go_on(SPEAKING)
        desk.play("pass", "call", "refuse")
        assert desk.state.influence[desk.seat("assad")] == 6

    def test_who_is_not_required_stays_outside_and_ends_nothing(self, desk: Desk) -> None:
        desk.play("call", "sign", "refuse", "sign", "sign")
        assert desk.state.in_force
        assert not desk.state.signatories >> desk.seat("gulf") & 1

    def test_a_leaned_client_is_asked_last_and_pays_if_it_refuses(self, desk: Desk) -> None:
        desk.state.leans = ((desk.seat("west"), desk.seat("hnc"), 0, 2), (desk.seat("gulf"), desk.seat("hnc"), 0, 3))
        desk.state.turn = 5  # assad, hnc, west, gulf, russia
        desk.go_on(SPEAKING)
        desk.play("call")
        asked: list[str] = []
        while len(asked) < 3:
            asked.append(desk.to_move)
            desk.play("refuse" if desk.to_move == "gulf" else "sign")
        assert asked == ["west", "gulf", "russia"]
        assert desk.to_move == "hnc"
        desk.play("refuse")
        # west signed and gulf didn't: 2 for the one lean, and 1 because required parties had signed
        assert desk.state.influence[desk.seat("hnc")] == 6 - 2 - 1

    def test_the_conference_ends_with_the_agreement(self, desk: Desk) -> None:
        desk.play("call", "sign", "sign", "sign", "sign")
        assert desk.state.in_force
        assert "attend" not in desk.legal()
        assert desk.state.phase > SPEAKING


class TestRatification:  # §5.2
    def test_each_line_crossed_costs_four_support(self, desk: Desk) -> None:
        desk.state.draft[desk.issue("presidency")] = 3
        desk.state.draft[desk.issue("justice")] = 3
        desk.play("call", "sign", "sign", "sign", "sign")
        assert desk.state.support[desk.seat("assad")] == 1
        assert desk.state.support[desk.seat("hnc")] == 9

    def test_a_lean_opens_one_lock_and_pays_no_bill(self, desk: Desk) -> None:
        assad = desk.seat("assad")
        desk.state.draft[desk.issue("presidency")], desk.state.draft[desk.issue("justice")] = 3, 2
        desk.meters("assad", support=5)
        assert not can_ratify(desk.table, desk.state, assad)
        desk.state.leans = ((desk.seat("russia"), assad, desk.issue("presidency"), 1),)
        assert can_ratify(desk.table, desk.state, assad)
        desk.play("call", "sign", "sign", "sign", "sign")
        assert desk.state.support[assad] == 1

    def test_a_lean_on_another_issue_opens_nothing(self, desk: Desk) -> None:
        assad = desk.seat("assad")
        desk.state.draft[desk.issue("presidency")], desk.state.draft[desk.issue("justice")] = 3, 2
        desk.meters("assad", support=5)
        desk.state.leans = ((desk.seat("russia"), assad, desk.issue("justice"), 1),)
        assert not can_ratify(desk.table, desk.state, assad)


class TestReserve:  # §5.3
    def test_a_hit_on_an_empty_reserve_looks_like_a_miss(self, desk: Desk) -> None:
        desk.sign()
        desk.state.draft[desk.issue("ceasefire")] = 3
        desk.go_on(INSPECTION)
        copy = desk.state.copy()
        desk.play("inspect hnc hit")
        hit, told = desk.state.key(), [event.key() for event in desk.events]
        desk.state = copy
        desk.play("inspect hnc miss")
        assert (desk.state.key(), [event.key() for event in desk.events]) == (hit, told)

    def test_a_hit_on_a_full_one_makes_it_public_and_removes_it(self, desk: Desk) -> None:
        desk.sign()
        desk.state.draft[desk.issue("ceasefire")] = 3
        desk.state.stood_down, desk.state.reserve = (4, 0, 0, 0, 0), (3, 0, 0, 0, 0)
        desk.go_on(INSPECTION)
        desk.play("inspect hnc hit")
        assert desk.told("inspected")[0].a == 3
        assert (desk.state.reserve[0], desk.state.stood_down[0]) == (0, 0)
        assert desk.state.credibility[0] == 4
        assert desk.state.violators == 1

    def test_everybody_is_inspected_in_turn_order_but_who_is_outside(self, desk: Desk) -> None:
        desk.sign("gulf")
        desk.state.draft[desk.issue("ceasefire")] = 1
        desk.state.turn = 2
        desk.go_on(INSPECTION)
        seen = []
        while desk.legal()[0].startswith("inspect"):
            seen.append(desk.legal()[0].split()[1])
            desk.play(desk.legal()[0])
        assert seen == ["west", "russia", "assad", "hnc"]

    def test_at_a_chance_of_nothing_there_is_no_draw(self, desk: Desk) -> None:
        desk.sign()
        desk.state.draft[desk.issue("ceasefire")] = 0
        desk.go_on(INSPECTION)
        assert not desk.legal()[0].startswith("inspect")

    def test_a_rearm_gives_what_a_stand_down_gives_and_is_announced_as_one(self, desk: Desk) -> None:
        desk.sign()
        desk.state.support = [3] * 5
        desk.order("hnc", "rearm")
        desk.order("assad", "stand-down")
        desk.operate()
        assert (desk.state.reserve[0], desk.state.reserve[4]) == (1, 0)
        assert (desk.state.stood_down[0], desk.state.stood_down[4]) == (1, 1)
        assert desk.state.support[0] == desk.state.support[4]


class TestCrisis:  # §5.4
    def test_without_a_cause_progress_goes_on(self, desk: Desk) -> None:
        desk.sign()
        desk.go_on(CONSEQUENCES)
        while desk.state.turn == 1:
            desk.play(desk.legal()[0])
        assert desk.state.progress == 1

    def test_over_an_incident_withdrawing_costs_one(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident = True
        at_crisis(desk)
        before = desk.state.credibility[0]
        desk.play("withdraw")
        assert desk.state.credibility[0] == before - 1
        assert not desk.state.in_force

    def test_over_a_violation_it_is_free(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident, desk.state.violators = True, 1 << desk.seat("assad")
        at_crisis(desk)
        before = desk.state.credibility[0]
        desk.play("withdraw")
        assert desk.state.credibility[0] == before

    def test_after_a_violation_there_is_no_progress(self, desk: Desk) -> None:
        desk.sign()
        desk.state.violators = 1 << desk.seat("assad")
        at_crisis(desk)
        desk.play("stay", "stay", "stay", "stay", "stay")
        assert (desk.state.in_force, desk.state.progress) == (True, 0)

    def test_after_a_mere_incident_there_is(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident = True
        at_crisis(desk)
        desk.play("stay", "stay", "stay", "stay", "stay")
        assert desk.state.progress == 1

    def test_who_is_not_required_withdraws_alone(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident = True
        at_crisis(desk)
        desk.play("stay", "stay", "withdraw")
        assert desk.state.in_force
        assert not desk.state.signatories >> desk.seat("gulf") & 1
        assert desk.to_move == "russia"

    def test_a_hostile_order_between_signatories_is_one_violation_a_turn(self, desk: Desk) -> None:
        desk.sign()
        desk.state.draft[desk.issue("ceasefire")] = 0
        desk.order("assad", "assault idlib opposition", "assault hama opposition")
        desk.operate()
        desk.play("battle assad idlib opposition 0", "battle assad hama opposition 0")
        assert desk.state.violators == 1 << desk.seat("assad")
        assert len(desk.told("violated")) == 1

    def test_against_who_is_outside_it_is_none(self, desk: Desk) -> None:
        desk.sign("hnc")
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        desk.play("battle assad idlib opposition 0")
        assert desk.state.violators == 0

    @pytest.mark.parametrize(("outside", "violators", "incident"), [((), 1 << 2, False), (("gulf",), 0, True)])
    def test_arms_are_a_violation_inside_and_an_incident_outside(
        self, desk: Desk, outside: tuple[str, ...], violators: int, *, incident: bool
    ) -> None:
        desk.sign(*outside)
        desk.order("gulf", "arm idlib opposition")
        desk.operate()
        assert (desk.state.violators, desk.state.incident) == (violators, incident)


class TestCollapse:  # §5.4
    def fall(self, desk: Desk) -> None:
        collapse(desk.table, desk.state, 0)

    def test_the_violators_of_this_turn_lose_three_more(self, desk: Desk) -> None:
        desk.sign()
        desk.state.violators = 1 << desk.seat("assad")
        self.fall(desk)
        assert desk.state.credibility == (6, 6, 6, 6, 3)
        assert (desk.state.in_force, desk.state.progress, desk.state.signatories) == (False, 0, 0)

    def test_a_reserve_comes_into_the_strongest_area_held(self, desk: Desk) -> None:
        desk.sign()
        desk.state.reserve = (3, 0, 0, 0, 0)
        desk.force("idlib", opposition=6)
        self.fall(desk)
        assert desk.strength("idlib", "opposition") == 9
        assert desk.state.reserve == (0, 0, 0, 0, 0)

    def test_what_is_above_nine_goes_into_the_next(self, desk: Desk) -> None:
        desk.sign()
        desk.state.reserve = (5, 0, 0, 0, 0)
        for area in desk.table.area_ids:
            desk.force(area, government=4)
        desk.force("idlib", opposition=8)
        desk.force("border", opposition=6)
        desk.force("ghouta", opposition=6)
        desk.go_on(SPEAKING)
        self.fall(desk)
        assert [desk.strength(area, "opposition") for area in ("idlib", "border", "ghouta")] == [9, 9, 7]

    def test_ties_go_in_map_order(self, desk: Desk) -> None:
        desk.sign()
        desk.state.reserve = (1, 0, 0, 0, 0)
        for area in desk.table.area_ids:
            desk.force(area, government=4)
        desk.force("ghouta", opposition=6)
        desk.force("idlib", opposition=6)
        desk.go_on(SPEAKING)
        self.fall(desk)
        assert desk.strength("idlib", "opposition") == 7

    def test_a_backers_goes_to_its_client_and_who_is_outside_counts_too(self, desk: Desk) -> None:
        desk.sign("gulf")
        desk.state.reserve = (0, 0, 2, 0, 0)
        desk.force("idlib", opposition=6)
        self.fall(desk)
        assert desk.strength("idlib", "opposition") == 8

    def test_where_nothing_is_held_it_is_lost(self, desk: Desk) -> None:
        desk.sign()
        desk.state.reserve = (2, 0, 0, 0, 0)
        for area in desk.table.area_ids:
            desk.force(area, government=4)
        desk.go_on(SPEAKING)
        self.fall(desk)
        assert sum(desk.strength(area, "opposition") for area in desk.table.area_ids) == 0

    def test_reserves_come_in_turn_order(self, desk: Desk) -> None:
        desk.sign()
        desk.state.turn = 3  # gulf before hnc
        desk.state.reserve = (1, 0, 1, 0, 0)
        for area in desk.table.area_ids:
            desk.force(area, government=4)
        desk.force("idlib", opposition=8)
        desk.force("ghouta", opposition=3)
        desk.go_on(SPEAKING)
        desk.state.news = []
        self.fall(desk)
        assert [(event.seat, event.a) for event in desk.state.news if event.kind == RESERVE_APPEARED] == [
            (desk.seat("gulf"), desk.area("idlib")),
            (desk.seat("hnc"), desk.area("ghouta")),
        ]

    def test_the_text_becomes_the_draft_again(self, desk: Desk) -> None:
        desk.sign()
        desk.state.incident = True
        at_crisis(desk)
        text = desk.state.draft[:]
        desk.play("withdraw")
        while desk.state.phase != SPEAKING or desk.state.seat < 0:
            kernel.step(desk.table, desk.state, kernel.legal(desk.table, desk.state)[0])
        assert desk.state.draft == text or desk.state.turn == 2
