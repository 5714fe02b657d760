"""Reports of odd games: none of them may stop a report, and every sentence of theirs holds too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from game.face import Game
from game.record import Record, loads
from game.report import render
from game.report.blocks import Document
from game.report.course import course_of
from game.report.pages import document
from game.session import Session
from rules import events as event_of
from tests.game.report.book import Book
from tests.game.report.derivations import derive

Choose = Callable[[Random, list[str]], str]


def at_random(dice: Random, legal: list[str]) -> str:
    return dice.choice(legal)


def away(dice: Random, legal: list[str]) -> str:
    return "absent" if "absent" in legal else dice.choice(legal)


def fighting(dice: Random, legal: list[str]) -> str:
    hostile = [line for line in legal if line.startswith(("order assault", "order strike", "order support"))]
    return dice.choice(hostile or legal)


def played(choose: Choose, seed: int = 5, scenario: str = "two-banks", size: str | None = "standard") -> Record:
    game, dice = Game.new(scenario, size, seed), Random(seed)
    while game.to_move != "over":
        game.play(choose(dice, game.legal()))
    return game.record


def checked(record: Record) -> Document:
    book, report = Book(record), document(course_of(record))
    for claim in report.claims():
        derive(book, claim)
    assert render.html(report)
    return report


def kinds(report: Document) -> set[str]:
    return {claim.kind for claim in report.claims()}


def test_a_game_without_any_conference_after_the_first() -> None:
    record = played(away)
    report = checked(record)
    assert event_of.NO_CONFERENCE in {one.event.kind for one in Book(record).told}
    assert "no conference" in render.markdown(report)


def test_a_game_that_ended_in_its_first_turn(tmp_path: Path) -> None:
    record = played(at_random, scenario=str(one_turn(tmp_path)), size="standard")
    assert len(course_of(record).turns) == 1
    checked(record)


def one_turn(folder: Path) -> Path:
    """Two Banks, over after a turn."""
    import cards

    source = Path(cards.__file__).parent / "two-banks"
    target = folder / "two-banks"
    target.mkdir()
    for path in source.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        (target / path.name).write_text(re_turned(text) if path.name == "scenario.toml" else text, encoding="utf-8")
    return target


def re_turned(text: str) -> str:
    import re

    return re.sub(r"turns = \d+", "turns = 1", text)


def test_a_catastrophe(tmp_path: Path) -> None:
    """Harm enough in a game whose toll can be small."""
    import re

    folder = one_turn(tmp_path)
    path = folder / "scenario.toml"
    text = re.sub(r"turns = 1", "turns = 4", path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r"(toll = \{ max =|toll_max =) *\d+", r"\1 2", text), encoding="utf-8")
    report = checked(played(fighting, scenario=str(folder), size="standard"))
    assert "a catastrophe" in render.markdown(report)


def test_a_game_that_was_resumed_three_times(tmp_path: Path) -> None:
    path, dice = tmp_path / "game.journal", Random(3)
    session = Session.new("two-banks", "standard", 3)
    session.keep_journal(path)
    for _sitting in range(3):
        for _ in range(9):
            if session.to_move >= 0:
                session.play([dice.choice(session.legal())])
        session.close()
        session = Session.resume(path)
    while session.to_move >= 0:
        session.play([dice.choice(session.legal())])
    session.finish()
    record = loads(path.read_text(encoding="utf-8"), str(path))
    checked(record)


def test_lines_that_the_clock_took_and_draws_that_were_sown_anew_are_told() -> None:
    session, dice = Session.new("two-banks", "standard", 8), Random(8)
    while session.to_move >= 0:
        if dice.random() < 0.3:
            session.time_out()
        else:
            session.play([dice.choice(session.legal())])
        if len(session.lines) == 30:
            session = session.fork(4)
    report = checked(session.record)
    assert {"by-clock", "reseeded"} <= kinds(report)


@pytest.mark.slow
def test_a_headline_that_the_teacher_picked_is_told() -> None:
    game, dice = Game.new("empty-chairs", "class", 2, headlines={3: "envoy-offer"}), Random(2)
    while game.to_move != "over":
        game.play(dice.choice(game.legal()))
    report = checked(game.record)
    assert "picked" in kinds(report)
    assert "The envoy offers to walk along" in render.markdown(report)


def test_a_record_written_by_hand_with_draws_left_to_its_seed() -> None:
    whole = played(at_random, 11)
    chance = ("agenda ", "deal ", "headline ", "battle ", "air ", "strike ", "inspect ", "pick ")
    kept = [line for line in whole.lines if not line.startswith(chance)]
    text = "\n".join(["accord-record 1", "scenario: two-banks", "size: standard", "seed: 11", "", *kept])
    report = checked(loads(text, "by hand"))
    assert len(report.record) == len(whole.lines)
