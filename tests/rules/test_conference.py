"""The conference: §3.1 to §3.3."""

import pytest

from rules.state import ANSWERING, OPENING, SPEAKING
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Two Banks, first conference, everybody present and with 6 influence: upstream, ferry-town, downstream."""
    desk = Desk()
    desk.state.influence = [6, 6, 6]
    return desk


class TestAttendance:  # §3.1
    def open_conference(
        self, desk: Desk, *, attending: int, barred: int = 0, compelled: int = 0, before: int = 7
    ) -> None:
        s = desk.state
        s.turn, s.present = 2, before
        s.attending, s.barred, s.compelled = attending, barred, compelled
        s.support = [5, 5, 5]
        desk.go_on(OPENING)

    def test_what_was_chosen_is_revealed(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b101)
        assert desk.state.present == 0b101

    def test_a_bar_and_a_compulsion_override_the_choice(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b011, barred=0b001, compelled=0b100)
        assert desk.state.present == 0b110

    def test_a_bar_beats_a_compulsion(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b111, barred=0b001, compelled=0b001)
        assert desk.state.present == 0b110

    def test_bars_and_compulsions_are_spent(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b111, barred=0b001, compelled=0b100)
        assert (desk.state.barred, desk.state.compelled, desk.state.shut_out) == (0, 0, 0b001)

    def test_staying_away_by_choice_is_rewarded(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b011)
        assert desk.state.support[desk.seat("downstream")] == 6

    def test_only_in_the_first_turn_away_after_one_attended(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b011, before=0b011)
        assert desk.state.support[desk.seat("downstream")] == 5

    def test_only_so_many_times_a_game(self, desk: Desk) -> None:
        desk.state.away = (0, 0, 1)
        self.open_conference(desk, attending=0b011)
        assert desk.state.support[desk.seat("downstream")] == 5

    def test_who_is_barred_gets_no_reward(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b011, barred=0b100)
        assert desk.state.support[desk.seat("downstream")] == 5

    def test_who_promised_to_attend_and_stays_away_breaks_its_word(self, desk: Desk) -> None:
        desk.owe("downstream attend", to="upstream")
        desk.state.credibility = [5, 5, 5]
        self.open_conference(desk, attending=0b011)
        assert desk.state.credibility == (5, 5, 3)
        assert desk.state.ledger == ()

    def test_who_is_barred_or_compelled_breaks_nothing(self, desk: Desk) -> None:
        desk.owe("downstream attend", to="upstream")
        desk.owe("upstream attend", to="downstream")
        desk.state.credibility = [5, 5, 5]
        self.open_conference(desk, attending=0b010, barred=0b100, compelled=0b001)
        assert desk.state.credibility == (5, 5, 5)
        assert len(desk.state.ledger) == 2

    def test_alone_there_is_no_conference(self, desk: Desk) -> None:
        self.open_conference(desk, attending=0b001)
        assert desk.to_move != "chance"
        assert desk.legal()[-1] == "card none"


class TestPackages:  # §3.2
    def test_a_text_costs_one_a_step_when_it_passes(self, desk: Desk) -> None:
        desk.play("propose", "text water 0", "send")
        assert desk.state.influence == (6, 6, 6)
        desk.play("silence", "silence")
        assert desk.state.draft[desk.issue("water")] == 0
        assert desk.state.influence == (4, 6, 6)

    def test_texts_and_gifts_together_are_covered_by_what_the_proposer_has(self, desk: Desk) -> None:
        desk.meters("upstream", influence=3)
        desk.play("propose", "text water 0")
        assert "give ferry-town 1" in desk.legal()
        assert desk.refusal("give ferry-town 2").code == "short-of-influence"

    def test_what_it_will_receive_does_not_count(self, desk: Desk) -> None:
        desk.meters("upstream", influence=1)
        desk.play("propose")
        assert desk.refusal("text water 0").code == "short-of-influence"
        desk.play("give ferry-town 1")
        assert "ask downstream 3" in desk.legal()

    def test_nobody_ends_above_twelve(self, desk: Desk) -> None:
        desk.meters("upstream", influence=11)
        desk.meters("downstream", influence=12)
        desk.play("propose")
        assert desk.refusal("ask ferry-town 2").code == "too-much"
        assert desk.refusal("give downstream 1").code == "too-much"
        desk.play("give ferry-town 3")
        assert "ask downstream 3" in desk.legal()

    def test_with_each_faction_at_most_one_transfer(self, desk: Desk) -> None:
        desk.play("propose", "give ferry-town 1")
        assert desk.refusal("ask ferry-town 1").code == "transfer-twice"

    def test_clauses_are_written_in_order(self, desk: Desk) -> None:
        desk.play("propose", "give downstream 1")
        assert desk.refusal("text water 1").code == "clause-order"

    def test_there_are_only_so_many(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "give downstream 1")
        assert desk.refusal("pledge upstream truce island").code == "package-full"

    def test_abandoning_is_free_and_uses_the_turn(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "abandon")
        assert desk.state.influence == (6, 6, 6)
        assert desk.to_move == "ferry-town"

    def test_a_channel_reaches_who_stays_away_but_not_who_is_barred(self, desk: Desk) -> None:
        desk.state.present = 0b011
        desk.go_on(SPEAKING)
        assert "channel downstream" in desk.legal()
        desk.state.shut_out = 0b100
        assert desk.refusal("channel downstream").code == "barred"

    def test_in_a_channel_only_the_ends_are_named_and_only_the_absent_one_answers(self, desk: Desk) -> None:
        desk.state.present = 0b011
        desk.go_on(SPEAKING)
        desk.play("channel downstream")
        assert desk.refusal("text water 1").code == "channel-text"
        assert desk.refusal("give ferry-town 1").code == "not-named"
        assert desk.refusal("pledge ferry-town no-hire").code == "not-named"
        desk.play("ask downstream 2", "send")
        assert desk.to_move == "downstream"
        desk.play("accept")
        assert desk.state.influence == (8, 6, 4)

    def test_a_frozen_text_is_not_proposed(self, desk: Desk) -> None:
        desk.sign()
        desk.go_on(SPEAKING)
        desk.play("propose")
        assert desk.refusal("text water 1").code == "frozen"


class TestSilence:  # §3.3
    def test_breaking_costs_one_influence_and_fells_the_package(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "send", "break")
        assert desk.state.influence == (4, 5, 6)
        assert desk.state.draft[desk.issue("water")] == 2

    def test_once_it_has_fallen_nobody_else_answers(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "send", "break")
        assert desk.to_move == "ferry-town"
        assert desk.state.phase == SPEAKING

    def test_the_second_break_of_a_conference_costs_two(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "send", "silence", "break", "propose", "text water 1", "send")
        desk.play("silence", "break")
        assert desk.state.influence == (4, 4, 3)

    def test_the_next_conference_begins_with_one_again(self, desk: Desk) -> None:
        desk.state.breaks = (0, 3, 0)
        desk.state.turn, desk.state.attending = 3, 7
        desk.go_on(OPENING)
        assert desk.state.breaks == (0, 0, 0)

    def test_a_package_that_falls_costs_what_the_proposer_has_if_that_is_less(self, desk: Desk) -> None:
        desk.meters("upstream", influence=1)
        desk.play("propose", "text water 1", "send", "break")
        assert desk.state.influence[0] == 0

    def test_a_bound_seat_accepts_or_declines_free_of_charge_and_cannot_break(self, desk: Desk) -> None:
        desk.play("propose", "ask ferry-town 2", "send")
        assert desk.legal() == ["accept", "decline"]
        assert desk.refusal("break").code == "bound"
        assert desk.refusal("silence").code == "bound"
        desk.play("decline")
        assert desk.state.influence == (4, 6, 6)

    def test_a_seat_that_is_not_bound_neither_accepts_nor_declines(self, desk: Desk) -> None:
        desk.play("propose", "ask downstream 2", "send")
        assert desk.legal() == ["silence", "break"]
        assert desk.refusal("decline").code == "not-bound"

    def test_who_cannot_pay_cannot_break_and_is_not_asked(self, desk: Desk) -> None:
        desk.meters("ferry-town", influence=0)
        desk.play("propose", "text water 1", "send")
        assert desk.to_move == "downstream"

    def test_if_nobody_could_break_the_package_stands_at_once(self, desk: Desk) -> None:
        desk.meters("ferry-town", influence=0)
        desk.meters("downstream", influence=0)
        assert "adopted" in desk.play("propose", "text water 1", "send")

    def test_it_takes_effect_at_once_and_whole(self, desk: Desk) -> None:
        desk.play("propose", "text water 1", "pledge ferry-town no-hire", "send", "accept")
        assert desk.state.phase == ANSWERING
        assert desk.state.draft[desk.issue("water")] == 2
        assert desk.play("silence")[:1] == ["answer"]
        assert desk.state.draft[desk.issue("water")] == 1
        assert [entry[0] for entry in desk.state.ledger] == [desk.pledge("ferry-town no-hire")]

    def test_the_answers_come_in_turn_order(self, desk: Desk) -> None:
        desk.state.turn = 2
        desk.go_on(SPEAKING)
        asked = []
        desk.play("propose", "text water 1", "send")
        while desk.state.phase == ANSWERING:
            asked.append(desk.to_move)
            desk.play("silence")
        assert asked == ["downstream", "upstream"]
