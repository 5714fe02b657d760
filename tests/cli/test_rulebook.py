"""`accord rules`: the rulebook, or one section."""

import pytest

from cards.language import Language, speaking
from game import cli, markdown, paper, resources, rulebook


class TestRules:
    def test_prints_the_whole_rulebook(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["rules"]) == 0
        assert capsys.readouterr().out == resources.rulebook()

    @pytest.mark.parametrize("asked", ["3.3", "§3.3", " 3.3. "])
    def test_prints_a_section(self, capsys: pytest.CaptureFixture[str], asked: str) -> None:
        assert cli.main(["rules", asked]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("### 3.3 ")
        assert "### 3.4" not in shown

    def test_prints_a_chapter_with_its_sections(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["rules", "3"]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("## 3. ")
        assert all(f"### 3.{number} " in shown for number in range(1, 6))
        assert "## 4" not in shown

    def test_an_unknown_section_is_answered_with_those_there_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["rules", "12.7"]) == cli.REFUSED
        line = capsys.readouterr().err
        assert line.count("\n") == 1
        assert '"12.7"; it has 1, 2, 3, 3.1' in line

    def test_every_section_that_is_listed_can_be_read(self) -> None:
        assert all(rulebook.section(number).strip() for number in rulebook.sections())


class TestAsAPage:
    def test_has_no_marks_left(self) -> None:
        lines = list(markdown.page(resources.rulebook()))
        assert [line for line in lines if "**" in line or "`" in line or "|" in line or line.startswith("#")] == []
        assert max(map(len, lines)) <= paper.WIDTH

    def test_tells_the_rows_of_a_table(self) -> None:
        lines = list(markdown.page(rulebook.section("6")))
        assert "  3 or more: defender 2" in lines
        assert any(line.startswith("── 6. Operations ─") for line in lines)
        assert '- "fortify AREA": for this turn the own side is fortified in an area where it' in lines

    def test_is_shown_at_a_terminal(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert cli.main(["rules", "3.3"]) == 0
        assert capsys.readouterr().out.startswith("── 3.3 The silence procedure ─")


class TestInFrench:
    def test_prints_the_translation_and_not_its_marks(self) -> None:
        with speaking("fr"):
            shown = rulebook.section("3.3")
        assert shown.startswith("### 3.3 La procédure du silence")
        assert "<!--" not in shown

    def test_has_the_same_sections(self) -> None:
        with speaking("fr"):
            french = list(rulebook.sections())
        assert french == list(rulebook.sections())

    def test_a_language_without_a_rulebook_reads_the_english_one(self) -> None:
        with speaking(Language("xx")):
            read = resources.rulebook()
        assert read == resources.rulebook()
