"""`accord scenario`: list, show, check, schema."""

import json
import shutil
import tomllib
from pathlib import Path

import polib
import pytest

import cards
from game import cli


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["scenario", *arguments]) == 0
    return capsys.readouterr().out


class TestScenario:
    def test_list_names_every_one_with_its_sizes(self, capsys: pytest.CaptureFixture[str]) -> None:
        shown = said(capsys, "list")
        for name in cards.available():
            assert f"{name}: " in shown
            assert all(f"  {size.id} " in shown for size in cards.load(name).scenario.size)

    @pytest.mark.parametrize("name", cards.available())
    def test_show_leaves_nothing_out(self, capsys: pytest.CaptureFixture[str], name: str) -> None:
        shown = " ".join(said(capsys, "show", name).split())
        manuscript = cards.load(name)
        model = manuscript.scenario
        named = [one.id for part in (model.seat, model.issue, model.area) for one in part]
        named += [card.id for card in manuscript.cards] + [one.id for one in manuscript.headlines]
        assert [one for one in named if f"({one})" not in shown] == []
        assert [one.id for one in manuscript.sources if f"{one.id}" not in shown] == []

    def test_show_fits_the_width(self, capsys: pytest.CaptureFixture[str]) -> None:
        lines = said(capsys, "show", "empty-chairs", "--size", "class").splitlines()
        assert [line for line in lines if len(line) > 80 and " " in line.strip()] == []

    @pytest.mark.parametrize("size", ["full", "class"])
    def test_show_says_where_no_agreement_starts_in_that_size(
        self, capsys: pytest.CaptureFixture[str], size: str
    ) -> None:
        written = tomllib.loads((Path(cards.__file__).parent / "empty-chairs/scenario.toml").read_text("utf-8"))
        start = next(seat["no_deal"]["start"] for seat in written["seat"] if seat["id"] == "assad")
        if size == "class":
            start = next(size["no_deal"]["assad"] for size in written["size"] if size["id"] == "class")
        shown = said(capsys, "show", "empty-chairs", "--size", size)
        assert f"Assad government: {start:.2f} at the start;" in " ".join(shown.split())

    @pytest.mark.parametrize("name", cards.available())
    def test_check_is_content_with_what_ships(self, capsys: pytest.CaptureFixture[str], name: str) -> None:
        assert said(capsys, "check", name).startswith(f"ok: {name}, sizes ")

    def test_check_tells_the_first_mistake_in_a_line(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        folder = tmp_path / "banks"
        shutil.copytree(cards.load("two-banks").folder, folder)
        path = folder / "headlines.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("effects", "efects", 1), encoding="utf-8")
        assert cli.main(["scenario", "check", str(folder)]) == cli.REFUSED
        line = capsys.readouterr().err
        assert line.count("\n") == 1
        assert "headlines.toml:" in line

    def test_schema_is_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "scenario.toml" in json.loads(said(capsys, "schema"))["properties"]

    def test_an_unknown_size_is_a_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["scenario", "show", "two-banks", "--size", "huge"]) == cli.REFUSED
        assert capsys.readouterr().err.count("\n") == 1


class TestMessages:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "banks"
        shutil.copytree(cards.load("two-banks").folder, folder)
        return folder

    def test_writes_a_file_for_a_new_language(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        shown = said(capsys, "messages", str(folder), "pt_BR")
        texts = len(polib.pofile(str(folder / "pt_BR.po")))
        assert f"pt_BR.po: {texts} texts; {texts} to translate, 0 to look at again (fuzzy), 0 dropped" in shown
        assert f"pt_BR: {texts} texts, {texts} not translated, 0 to look at again" in said(capsys, "check", str(folder))

    def test_keeps_what_is_translated(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        path = folder / "scenario.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("a free bridge", "a bridge", 1), encoding="utf-8")
        shown = said(capsys, "messages", str(folder), "fr")
        assert "0 to translate, 1 to look at again (fuzzy), 0 dropped" in shown
        assert "fr: 137 texts, 0 not translated, 1 to look at again" in said(capsys, "check", str(folder))

    def test_a_shown_scenario_is_in_the_language_spoken(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        shown = " ".join(said(capsys, "show", str(folder), "--lang", "fr").split())
        assert "Les bateliers entre les rives." in shown
        assert "The ferrymen between the banks." not in shown

    @pytest.mark.parametrize("code", ["en", "../fr", "French", ""])
    def test_what_is_no_other_language_is_refused(
        self, capsys: pytest.CaptureFixture[str], folder: Path, code: str
    ) -> None:
        assert cli.main(["scenario", "messages", str(folder), code]) == cli.REFUSED
        assert capsys.readouterr().err.count("\n") == 1

    def test_a_file_that_cannot_be_read_is_not_replaced(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        (folder / "fr.po").write_text("nonsense", encoding="utf-8")
        for arguments in (["messages", str(folder), "fr"], ["check", str(folder)]):
            assert cli.main(["scenario", *arguments]) == cli.REFUSED
            assert "banks/fr.po: cannot be read as a file of messages" in capsys.readouterr().err
        assert (folder / "fr.po").read_text(encoding="utf-8") == "nonsense"
