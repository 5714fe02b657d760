"""Reports of odd games: none of them may stop a report. That what they say holds is seen to in test_claims.py."""

from __future__ import annotations

from game.record import loads
from game.report import render
from game.report.course import course_of
from game.report.pages import document
from rules import events as event_of
from rules.state import CATASTROPHE, CONQUEST
from tests.game.report.book import Book
from tests.game.report.conftest import Case
from tests.game.report.derivations import derive
from tests.game.report.shelf import at_random, played


def pages(case: Case) -> str:
    return render.markdown(case.report)


def kinds(case: Case) -> set[str]:
    return {claim.kind for claim in case.report.claims()}


def test_a_game_without_any_conference_after_the_first(cases: dict[str, Case]) -> None:
    assert cases["away"].book.all(event_of.NO_CONFERENCE)
    assert "no conference" in pages(cases["away"])
    assert "Nobody was at the table." in pages(cases["away"])


def test_a_game_that_ended_in_its_first_turn(cases: dict[str, Case]) -> None:
    assert len(course_of(cases["a turn"].record).turns) == 1
    assert "1 of 1 turns" in pages(cases["a turn"])


def test_a_catastrophe(cases: dict[str, Case]) -> None:
    assert cases["a catastrophe"].book.states[-1].outcome == CATASTROPHE
    assert "a catastrophe" in pages(cases["a catastrophe"])
    assert "When was it last in anybody's hands to stop it, and whose?" in pages(cases["a catastrophe"])


def test_a_conquest(cases: dict[str, Case]) -> None:
    conquered = [case for name, case in cases.items() if name.startswith("a conquest")]
    assert any(case.book.states[-1].outcome == CONQUEST for case in conquered)
    assert any("What did it win, and who was left to live with it?" in pages(case) for case in conquered)


def test_a_game_that_was_resumed_three_times_reads_like_any_other(cases: dict[str, Case]) -> None:
    assert {"by-clock", "reseeded", "picked"} & kinds(cases["resumed"]) == set()
    assert len(cases["resumed"].report.claims()) > 40


def test_lines_that_the_clock_took_and_draws_that_were_sown_anew_are_told(cases: dict[str, Case]) -> None:
    assert {"by-clock", "reseeded"} <= kinds(cases["disturbed"])
    assert "One line was taken by the clock" in pages(cases["disturbed once"])


def test_a_headline_that_the_teacher_picked_is_told(cases: dict[str, Case]) -> None:
    case = cases["a headline that was picked"]
    assert "picked" in kinds(case)
    assert "The envoy offers to walk along" in pages(case)


def test_a_scenario_that_argues_nothing_and_says_nothing_of_people(cases: dict[str, Case]) -> None:
    assert "This scenario argues nothing beyond its rules" in pages(cases["silent"])
    assert "This scenario doesn't say what its texts mean" in pages(cases["silent"])


def test_a_source_of_what_a_text_means_to_people_is_listed(cases: dict[str, Case]) -> None:
    _before, _heading, after = pages(cases["of a source"]).partition("## Sources")
    assert "X1: A letter from the island" in after


def test_a_record_written_by_hand_with_draws_left_to_its_seed() -> None:
    whole = played(at_random, 11)
    chance = ("agenda ", "deal ", "headline ", "battle ", "air ", "strike ", "inspect ", "pick ")
    kept = [line for line in whole.lines if not line.startswith(chance)]
    text = "\n".join(["accord-record 1", "scenario: two-banks", "size: standard", "seed: 11", "", *kept])
    record = loads(text, "by hand")
    report = document(course_of(record))
    book = Book(record)
    for claim in report.claims():
        derive(book, claim)
    assert len(report.record) == len(whole.lines)
