"""The conformance suite: every case of tests/cases, and what bad case files are told."""

import re
from pathlib import Path
from typing import Final

import pytest

from game import cases
from game.cases.form import Case, Expect, Setup
from game.cases.look import LOOKS
from game.cases.setting import CHANGES
from game.cli import main
from game.errors import UserError
from game.rulebook import sections

FOLDER: Final = Path(__file__).parent.parent / "cases"
WITHOUT_STATE: Final = {"3.5"}  # what players say to each other

EVERY: Final = [(path, case) for path in cases.found_in([FOLDER]) for case in cases.read(path)]

GOOD: Final = """\
scenario = "two-banks"
section = "3.3"
title = "A case"
setup.influence = { upstream = 4 }
expect.influence = { upstream = 4 }
"""


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{path.stem}: {case.title}") for path, case in EVERY])
def test_the_engine_plays_by_the_rulebook(case: Case) -> None:
    assert cases.problems(case) == []


def test_every_section_of_the_rulebook_has_a_case() -> None:
    known = sections()
    groups = {number for number in known if any(other.startswith(f"{number}.") for other in known)}
    covered = {case.section for _, case in EVERY}
    assert set(known) - covered - groups == WITHOUT_STATE


def test_files_are_named_after_the_section_of_their_cases() -> None:
    assert [path.name for path, case in EVERY if not path.name.startswith(f"{case.section}-")] == []


def test_titles_are_given_once() -> None:
    titles = [(path.name, case.title) for path, case in EVERY]
    assert len(set(titles)) == len(titles)


def test_every_key_of_the_format_is_known_to_the_runner() -> None:
    assert set(LOOKS) == set(Expect.model_fields)
    assert set(CHANGES) | {"turn", "phase", "holders"} == set(Setup.model_fields)


def test_every_key_of_the_format_is_documented() -> None:
    text = (FOLDER.parent.parent / "docs" / "cases.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([a-z_]+)`", text))
    assert (set(Case.model_fields) | set(Setup.model_fields) | set(Expect.model_fields)) - words == set()


class TestCommand:
    def test_all_cases_pass(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "one.toml").write_text(GOOD, encoding="utf-8")
        assert main(["cases", str(tmp_path)]) == 0
        assert capsys.readouterr().out == "1 passed, 0 failed\n"

    def test_a_failure_is_one_line_of_what_was_expected_and_what_was_found(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "one.toml"
        path.write_text(GOOD.replace("expect.influence = { upstream = 4", "expect.influence = { upstream = 5"), "utf-8")
        assert main(["cases", str(path)]) == 2
        assert capsys.readouterr().out.splitlines() == [
            f"{path}:A case: influence of upstream: expected 5, found 4",
            "0 passed, 1 failed",
        ]

    def test_a_bad_file_is_one_line_and_the_others_are_run(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "bad.toml").write_text("section = ", encoding="utf-8")
        (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
        assert main(["cases", str(tmp_path)]) == 2
        told = capsys.readouterr()
        assert told.out == "1 passed, 0 failed\n"
        assert len(told.err.splitlines()) == 1
        assert "bad.toml" in told.err

    def test_a_folder_that_isnt_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cases", str(tmp_path / "none")]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


class TestFailures:
    """A case that isn't as the rules would have it says so."""

    @pytest.mark.parametrize(
        ("added", "told"),
        [
            ('step = [{ seat = "ferry-town", play = "pass" }]', "upstream is to move (conference, turn 1)"),
            ('step = [{ seat = "upstream", play = "propose text water 2" }]', "§3.2"),
            ('step = [{ seat = "upstream", refused = ["pass"], by = "3.2" }]', "found it possible"),
            ('step = [{ seat = "upstream", at = "conference", refused = ["call"], by = "3.3" }]', "found §5.1"),
            ('step = [{ chance = "headline good-catch" }]', "no draw"),
            ('step = [{ until = "crisis" }]', "crisis is not reached"),
            ('view.watcher.phase = "orders"', "what watcher sees: phase: expected orders, found conference"),
            ('read = [{ line = "call", means = ["sign"] }]', "expected sign, found call"),
            (
                'twin = { blind = ["watcher"], setup = { influence = { upstream = 3 } } }',
                "watcher: expected to see the same",
            ),
        ],
    )
    def test_is_told(self, tmp_path: Path, added: str, told: str) -> None:
        (problem,) = problems(tmp_path, GOOD + added)
        assert told in problem


class TestBadFiles:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('title = "A case"', 'tilte = "A case"', 'unknown key "tilte"; did you mean "title"?'),
            ('title = "A case"', "", '"title" is missing'),
            ("setup.influence", "setup.influense", 'unknown key "influense"; did you mean "influence"?'),
            ("expect.influence", "expect.fluence", 'unknown key "fluence"; did you mean "influence"?'),
            ("{ upstream = 4 }", '{ upstream = "4" }', "should be a whole number"),
            ('"3.3"', '"3.9"', 'the rulebook has no section "3.9"'),
            ('title = "A case"', 'title = "A case"\nstep = [{ play = "pass" }]', 'go with "seat"'),
            (
                'title = "A case"',
                'title = "A case"\nstep = [{ seat = "upstream", chance = "pass" }]',
                'one of "seat", "chance" and "until"',
            ),
            ('title = "A case"', 'title = "A case"\n[[case]]', '"title" stands before the first [[case]]'),
        ],
    )
    def test_are_told_in_one_line(self, tmp_path: Path, old: str, new: str, told: str) -> None:
        with pytest.raises(UserError) as caught:
            problems(tmp_path, GOOD.replace(old, new, 1))
        assert told in str(caught.value)
        assert "\n" not in str(caught.value)
        assert "case.toml" in str(caught.value)

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("two-banks", "two-bonks", 'there is no scenario "two-bonks"; did you mean "two-banks"?'),
            ('"A case"', '"A case"\nsize = "standart"', 'did you mean "standard"?'),
            ("upstream = 4", "upstraem = 4", 'no seat "upstraem"; did you mean "upstream"?'),
            ("setup.influence = {", 'setup.ledger = [{ pledge = "upstream truce iland" }]\nx = {', "island"),
            ("setup.influence = { upstream", "setup.draft = { watter", 'no issue "watter"; did you mean "water"?'),
            ("setup.influence = { upstream", "setup.influence = { upstream = 99, downstream", "can't be"),
            ("setup.influence = { upstream", "numbers = { incom", 'unknown key "incom"; did you mean "income"?'),
            ("setup.influence = { upstream", "numbers = { war_scale", "a case can't set it"),
            ("setup.influence = { upstream = 4", 'setup.holders = { weir = "ferriers"', "isn't the strongest"),
            ("expect.influence = { upstream = 4 }", 'expect.outcome = "war"', 'no outcome "war"'),
            ("expect.influence = { upstream = 4 }", 'expect.u = { upstream = "much" }', '"much" is no number'),
        ],
    )
    def test_unknown_names_are_told_in_one_line(self, tmp_path: Path, old: str, new: str, told: str) -> None:
        text = GOOD.replace(old, new, 1).replace("x = { upstream = 4 }\n", "")
        with pytest.raises(UserError) as caught:
            problems(tmp_path, text)
        assert told in str(caught.value)
        assert "\n" not in str(caught.value)


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    (case,) = cases.read(path)
    return cases.problems(case)
