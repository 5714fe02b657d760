"""Text and actions (§11)."""

from __future__ import annotations

import pytest

import cards
from game.errors import UserError
from game.notation import LONGEST, format_action, node, parse, sequence, understand
from rules.scenario import Scenario


@pytest.fixture
def table() -> Scenario:
    return cards.table("empty-chairs", "full")


def lines(table: Scenario, actions: list[int]) -> list[str]:
    return [format_action(table, action) for action in actions]


def legal(table: Scenario, *known: str) -> list[int]:
    return sorted(parse(table, line) for line in known)


class TestCanonicalLines:
    def test_every_action_and_outcome_round_trips(self, every_table: Scenario) -> None:
        for action in range(len(every_table.acts)):
            assert parse(every_table, format_action(every_table, action)) == action

    def test_they_are_lower_case_words_with_single_spaces(self, every_table: Scenario) -> None:
        for action in range(len(every_table.acts)):
            line = format_action(every_table, action)
            assert line == " ".join(line.split()).lower()
            assert not set(line) & set(";#:")

    @pytest.mark.parametrize(
        "line",
        [
            "propose",
            "channel russia",
            "text presidency 2",
            "give hnc 2",
            "ask gulf 1",
            "pledge russia no-air aleppo-east",
            "pledge gulf hold-arms",
            "pledge west no-sanction russia",
            "send",
            "break",
            "card none",
            "order assault aleppo-east opposition",
            "order support idlib government",
            "order stand-down",
            "order hold",
            "attend",
            "absent",
            "choose aleppo-east",
            "choose gulf",
            "stay",
            "withdraw",
            "battle assad aleppo-east opposition +1",
            "battle assad aleppo-east opposition 0",
            "battle assad aleppo-east opposition -1",
            "air russia idlib clean",
            "air russia idlib documented",
            "strike west raqqa right",
            "strike west raqqa wrong",
            "inspect assad hit",
            "inspect assad miss",
            "pick idlib",
        ],
    )
    def test_those_of_the_rulebook_are_known(self, table: Scenario, line: str) -> None:
        assert format_action(table, parse(table, line)) == line

    @pytest.mark.parametrize("use", ["event", "capital", "press sanction russia", "press condemn assad", "press rally"])
    def test_a_card_has_its_uses(self, table: Scenario, use: str) -> None:
        line = f"card {table.card_ids[0]} {use}"
        assert format_action(table, parse(table, line)) == line

    @pytest.mark.parametrize("line", ["", "propose ", "Propose", "text presidency 9", "accpt", "propose;send"])
    def test_anything_else_is_refused(self, table: Scenario, line: str) -> None:
        with pytest.raises(UserError, match="no line of this game"):
            parse(table, line)

    def test_outcomes_of_one_draw_have_one_node(self, table: Scenario) -> None:
        one, other, third = (parse(table, f"battle assad idlib opposition {draw}") for draw in ("-1", "+1", "0"))
        assert node(table, one) == node(table, other) == node(table, third)
        assert node(table, one) != node(table, parse(table, "battle assad hama opposition 0"))
        assert node(table, parse(table, "air russia idlib clean")) != node(table, parse(table, "air west idlib clean"))


class TestShorthand:
    def test_becomes_the_package_in_canonical_order(self, table: Scenario) -> None:
        line = "propose pledge russia no-air aleppo-east; ask gulf 1; text presidency 2"
        assert lines(table, sequence(table, line)) == [
            "propose",
            "text presidency 2",
            "ask gulf 1",
            "pledge russia no-air aleppo-east",
            "send",
        ]

    def test_says_otherwise(self, table: Scenario) -> None:
        assert lines(table, sequence(table, "propose text presidency 2; abandon"))[-1] == "abandon"
        assert lines(table, sequence(table, "propose text presidency 2; send"))[-1] == "send"
        assert lines(table, sequence(table, "propose text presidency 2; ..."))[-1] == "text presidency 2"

    def test_of_a_back_channel(self, table: Scenario) -> None:
        assert lines(table, sequence(table, "channel russia give russia 1")) == [
            "channel russia",
            "give russia 1",
            "send",
        ]

    def test_of_orders(self, table: Scenario) -> None:
        line = "order hold; order assault aleppo-east opposition"
        assert lines(table, sequence(table, line)) == ["order assault aleppo-east opposition", "order hold"]

    def test_of_a_whole_visit_keeps_its_order(self, table: Scenario) -> None:
        assert lines(table, sequence(table, "card none; order hold; attend")) == ["card none", "order hold", "attend"]

    def test_a_wrong_part_is_named(self, table: Scenario) -> None:
        with pytest.raises(UserError, match='"text presidncy 2" is no line of this game; did you mean "text pres'):
            sequence(table, "propose text presidncy 2; ask gulf 1")


class TestUnderstanding:
    def test_unique_beginnings_are_enough(self, table: Scenario) -> None:
        possible = legal(table, "order assault aleppo-east opposition", "order assault idlib opposition", "order hold")
        assert lines(table, understand(table, "o as al op", possible)) == ["order assault aleppo-east opposition"]
        assert lines(table, understand(table, "o h", possible)) == ["order hold"]
        assert lines(table, understand(table, "ORDER  Hold", possible)) == ["order hold"]

    def test_pieces_of_a_name_may_be_shortened(self, table: Scenario) -> None:
        possible = legal(table, "order fortify aleppo-east", "order fortify aleppo-west")
        assert lines(table, understand(table, "o f a-e", possible)) == ["order fortify aleppo-east"]

    def test_an_ambiguous_one_is_answered_with_what_it_could_be(self, table: Scenario) -> None:
        possible = legal(table, "propose", "pass", "call")
        with pytest.raises(UserError) as error:
            understand(table, "p", possible)
        assert str(error.value) == '"p" could be propose, pass; write more of it'

    def test_a_typing_slip_is_guessed(self, table: Scenario) -> None:
        with pytest.raises(UserError) as error:
            understand(table, "accpt", legal(table, "accept", "decline"))
        assert str(error.value) == '"accpt" is no line of this game; did you mean "accept"?'

    def test_a_wrong_word_is_named_with_what_may_stand_there(self, table: Scenario) -> None:
        with pytest.raises(UserError) as error:
            understand(table, "text xyzzy", legal(table, "send"))
        assert str(error.value).startswith('"xyzzy" can\'t follow "text"; after it: ')

    def test_nonsense_is_answered_with_what_is_possible(self, table: Scenario) -> None:
        with pytest.raises(UserError) as error:
            understand(table, "xyzzy", legal(table, "accept", "decline"))
        assert str(error.value) == '"xyzzy" is no line of this game; possible: accept, decline'

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("hold", 'did you mean "order hold"?'),
            ("fortify a-e", 'did you mean "order fortify aleppo-east"?'),
            ("presidency 2", 'did you mean "text presidency 2"?'),  # of another part of the turn
            ("fortify", "possible: order fortify aleppo-west, order fortify aleppo-east"),
        ],
    )
    def test_a_line_without_its_first_word_is_guessed(self, table: Scenario, typed: str, told: str) -> None:
        possible = legal(table, "order fortify aleppo-east", "order fortify aleppo-west", "order hold")
        with pytest.raises(UserError) as error:
            understand(table, typed, possible)
        assert str(error.value) == f'"{typed}" is no line of this game; {told}'

    def test_a_known_line_comes_back_even_where_it_is_not_legal(self, table: Scenario) -> None:
        assert lines(table, understand(table, "call", legal(table, "accept", "decline"))) == ["call"]
        assert lines(table, understand(table, "cal", legal(table, "accept", "decline"))) == ["call"]

    def test_the_movers_lines_come_before_all_others(self, table: Scenario) -> None:
        possible = legal(table, "order hold", "order stand-down")
        assert lines(table, understand(table, "order st", possible)) == ["order stand-down"]

    def test_shorthand_may_be_shortened(self, table: Scenario) -> None:
        possible = legal(table, "propose", "pass", "call")
        assert lines(table, understand(table, "prop text pres 2; ask gu 1", possible)) == [
            "propose",
            "text presidency 2",
            "ask gulf 1",
            "send",
        ]

    @pytest.mark.parametrize("line", ["", "   ", ";", "; ;", "\n", "\x00", "é" * 50, "a" * (LONGEST + 1), "text " * 90])
    def test_whatever_is_typed_gets_one_line(self, table: Scenario, line: str) -> None:
        with pytest.raises(UserError) as error:
            understand(table, line, legal(table, "accept", "decline"))
        text = str(error.value)
        assert len(text) < 400
        assert text.isprintable()
