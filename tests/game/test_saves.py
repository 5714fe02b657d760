"""`accord saves`: what is kept, where, and how to be rid of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from game import saves, vault
from game.cli.saves import command
from game.errors import UserError
from game.face import Game
from tests.game.conftest import SMALL, go_on

SEATS = {"upstream": "human Anna", "ferry-town": "human", "downstream": "negotiator"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The platform's place, with a game that goes on, one that is over, one that is locked and one that is broken."""
    place = tmp_path / "games"
    monkeypatch.setattr(saves, "folder", lambda: place)
    monkeypatch.setattr(vault, "COST", 1 << 10)
    for number, name in enumerate(("on", "over", "locked", "broken")):
        game = Game.new(*SMALL, seed=5, seats=SEATS)
        path = saves.new_path("two-banks", "standard")
        game.session.keep_journal(path, "phrase" if name == "locked" else None)
        go_on(game, 3, 10**6 if name == "over" else 8)
        if name == "over":
            game.session.finish()
        game.close()
        path = path.rename(place / f"{name}.accord")
        if name == "broken":
            path.write_text("scribble\n")
        os.utime(path, (2e9 - number * 1e5, 2e9 - number * 1e5))
    return place


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(command, list(arguments), typed, catch_exceptions=False)


def test_a_save_is_found_by_its_number_where_there_is_no_such_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert saves.located(Path("1")) == folder / "on.accord"
    assert saves.located(Path("over")) == folder / "over.accord"
    assert [saves.located(path) for path in (Path("9"), Path("x/1"))] == [Path("9"), Path("x/1")]
    Path("1").write_text("a file of that name")
    assert saves.located(Path("1")) == Path("1")


class TestTheList:
    def test_says_what_each_is(self, folder: Path) -> None:
        shown = run().output
        lines = [line for line in shown.splitlines() if "2033-" in line]
        assert [line.split()[0] for line in lines] == ["1", "2", "3", "4"]
        assert "two-banks standard  turn" in lines[0]
        assert "of 4, going on" in lines[0]
        assert "of 4, over" in lines[1]
        assert "two-banks standard  locked" in lines[2]
        assert "damaged" in lines[3]
        assert "is not how a record begins" in " ".join(shown.split())
        assert shown.count("upstream: Anna, ferry-town: people, downstream: negotiator") == 2
        assert "holds the secrets of every seat" in " ".join(shown.split())
        assert str(folder) in shown

    def test_tells_no_secret(self, folder: Path) -> None:
        shown = run().output
        table = Game.new(*SMALL, seed=5).table
        assert [name for name in (*table.agenda_names, *table.card_names) if name in shown] == []

    def test_reads_a_game_whose_last_line_is_torn(self, folder: Path) -> None:
        path = folder / "on.accord"
        path.write_bytes(path.read_bytes()[:-3])
        assert saves.find("on").state == saves.GOING_ON

    def test_is_empty_at_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(saves, "folder", lambda: tmp_path / "none")
        assert run().output.startswith("No game is kept in")

    def test_a_locked_game_that_is_over_is_not_offered(self, folder: Path) -> None:
        game = Game.resume(folder / "locked.accord", "phrase")
        go_on(game, 2)
        game.session.finish()
        kept = saves.find("locked")
        assert (kept.state, kept.unfinished) == (saves.OVER_ID, False)


class TestOne:
    def test_is_found_by_number_or_name(self, folder: Path) -> None:
        for name in ("1", "on", "on.accord", str(folder / "on.accord")):
            assert run("path", name).output.strip() == str(folder / "on.accord")

    @pytest.mark.parametrize("name", ["0", "5", "nobody", "-", "99999999999"])
    def test_another_is_told(self, folder: Path, name: str) -> None:
        with pytest.raises(UserError, match="no save"):
            saves.find(name)

    def test_is_deleted_when_somebody_says_yes(self, folder: Path) -> None:
        assert run("delete", "on", typed="n\n").exit_code == 1 or (folder / "on.accord").exists()
        assert (folder / "on.accord").exists()
        assert "Deleted" in run("delete", "on", typed="y\n").output
        assert not (folder / "on.accord").exists()
        run("delete", "--yes", "broken")
        assert sorted(path.name for path in folder.iterdir()) == ["locked.accord", "over.accord"]

    def test_is_not_deleted_while_it_is_played(self, folder: Path) -> None:
        game = Game.resume(folder / "on.accord")
        with pytest.raises(UserError, match="is being played elsewhere"):
            run("delete", "--yes", "on")
        game.close()
        assert (folder / "on.accord").exists()


class TestNames:
    def test_tell_what_is_played_and_when_and_nothing_else(self, folder: Path) -> None:
        first = saves.new_path("some/where/two-banks", "standard")
        first.touch()
        second = saves.new_path("two-banks", "standard")
        assert [path.name.startswith("two-banks-standard-20") for path in (first, second)] == [True, True]
        assert (first.stem[-2:], second.stem[-2:]) == ("-1", "-2")
