"""`accord scenario`: list, show, check, schema."""

import json
import shutil
from pathlib import Path

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
