"""`accord report`: what it writes, and what it says when it can't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main
from game.record import Record, dumps, save, to_json
from game.session import Session
from tests.game.report.conftest import GAMES, played

REFUSED = 2


@pytest.fixture
def file(tmp_path: Path, small: Record, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of a finished game, in the folder where the command is given."""
    monkeypatch.chdir(tmp_path)
    save(small, tmp_path / "game.accord")
    return tmp_path / "game.accord"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that the command refuses with; it writes nothing, half or whole."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert main(["report", *arguments]) == REFUSED
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("accord")
    assert captured.err.count("\n") == 1
    return captured.err


class TestWritten:
    def test_a_page_named_as_the_record_where_the_command_is_given(
        self, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["report", str(file)]) == 0
        assert capsys.readouterr().out == "written: game.html\n"
        text = Path("game.html").read_text(encoding="utf-8")
        assert "<h1>Two Banks: what happened, and why</h1>" in text

    def test_several_forms_go_into_a_folder_and_are_the_same_bytes_each_time(self, file: Path) -> None:
        assert main(["report", str(file), "--out", "one.md"]) == 0
        assert Path("one.md").read_text().startswith("# ")
        for folder in ("pages", "again"):
            Path(folder).mkdir()
            assert main(["report", str(file), "--html", "--md", "--out", folder]) == 0
        assert sorted(path.name for path in Path("pages").iterdir()) == ["game.html", "game.md"]
        for path in Path("pages").iterdir():
            assert path.read_bytes() == Path("again", path.name).read_bytes()

    def test_one_game_of_many(self, file: Path) -> None:
        many = file.with_suffix(".jsonl")
        many.write_text("\n".join(to_json(played(*game)) for game in GAMES[:3]), encoding="utf-8")
        assert main(["report", str(many), "--game", "2", "--md"]) == 0
        assert "Size: Micro" in Path("game.md").read_text(encoding="utf-8")

    def test_many_games_are_a_tournament(self, file: Path) -> None:
        pytest.importorskip("scipy")
        many = file.with_suffix(".jsonl")
        games = [played("two-banks", "standard", "random", seed) for seed in (7, 8, 9)]
        many.write_text("\n".join(map(to_json, games)), encoding="utf-8")
        assert main(["report", str(many), "--md", "--html"]) == 0
        text = Path("game.md").read_text(encoding="utf-8")
        assert "# 3 games of Two Banks: what they show" in text
        tolls = [_toll(game) for game in games]
        assert f"In the worst of them {max(tolls)} came to harm, in the mildest {min(tolls)}." in text
        assert text.index("What these games cost people") < text.index("How they ended")
        assert "<svg" in Path("game.html").read_text(encoding="utf-8")


def _toll(record: Record) -> int:
    from game.replay import replay

    return replay(record).state.toll


class TestRefused:
    def test_a_file_that_is_no_record(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file.with_name("letter.txt").write_text("Dear Anna", encoding="utf-8")
        assert "letter.txt" in refused(capsys, "letter.txt")

    def test_a_file_that_is_not_there(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "none.accord: can't be read" in refused(capsys, "none.accord")

    def test_a_record_that_is_cut_off(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        Path("cut.accord").write_text("".join(lines[:30]), encoding="utf-8")
        assert "cut off" in refused(capsys, "cut.accord")

    def test_a_record_of_another_edition(self, file: Path, capsys: pytest.CaptureFixture[str], small: Record) -> None:
        values = json.loads(to_json(small))
        values["hash"] = "0" * 16
        del values["seal"]
        Path("old.jsonl").write_text(json.dumps(values), encoding="utf-8")
        assert "another edition" in refused(capsys, "old.jsonl")

    def test_a_game_that_is_not_over(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        session = Session.new("two-banks", "standard", 3)
        Path("running.accord").write_text(dumps(session.record), encoding="utf-8")
        line = refused(capsys, "running.accord")
        assert "isn't over" in line
        assert "turn 1" in line

    def test_an_illegal_line_is_named(self, file: Path, capsys: pytest.CaptureFixture[str], small: Record) -> None:
        lines = list(small.lines)
        lines[len(lines) // 2] = "call" if lines[len(lines) // 2] != "call" else "pass"
        head = ["accord-record 1", "scenario: two-banks", "size: standard", ""]
        Path("odd.accord").write_text("\n".join([*head, *lines]), encoding="utf-8")
        assert "odd.accord:" in refused(capsys, "odd.accord")

    def test_the_wrong_passphrase_of_a_locked_game(
        self, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import io

        pytest.importorskip("cryptography")
        monkeypatch.setattr("game.vault.COST", 1 << 10)
        session = Session.new("two-banks", "micro", 3)
        session.keep_journal("locked.accord", "right")
        while session.to_move >= 0:
            session.play([session.legal()[0]])
        session.finish()
        monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
        assert "passphrase" in refused(capsys, "locked.accord")
        monkeypatch.setattr("sys.stdin", io.StringIO("right\n"))
        assert main(["report", "locked.accord", "--md"]) == 0

    def test_two_forms_into_one_file(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "several were asked for" in refused(capsys, str(file), "--html", "--md", "--out", "one.html")

    def test_its_own_record_as_the_file_to_write(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "overwrite its own record" in refused(capsys, str(file), "--out", str(file))

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["--out", "r.xyz"], "r.xyz: no report ends so; end it in .html, .md or .pdf"),
            (["--out", "pages"], "pages: is no folder, and has no ending; end it in .html, .md or .pdf"),
            (["--out", "r.html", "--md"], 'r.html: ends in ".html", but "--md" was asked for; end it in ".md"'),
        ],
    )
    def test_an_ending_that_does_not_say_what_is_in_it(
        self, file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
    ) -> None:
        assert told in refused(capsys, str(file), *arguments)

    def test_a_folder_that_is_not_there(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "nowhere" in refused(capsys, str(file), "--md", "--out", "nowhere/page.md")

    def test_a_package_that_is_missing(
        self, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("game.extras.find_spec", lambda name: None if name == "weasyprint" else object())
        line = refused(capsys, str(file), "--pdf")
        assert "this needs weasyprint" in line
        assert "accord[report]" in line
