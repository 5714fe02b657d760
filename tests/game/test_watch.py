"""`accord watch`: all of what is public, as it happens, and nothing else."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pexpect
import pytest
from click.testing import CliRunner

from game import vault
from game.cli.watch import MOST_BEHIND, Pace, _parts, command
from game.errors import UserError
from game.face import Game
from game.follow import Follower
from game.record import to_json
from rules.events import Event
from rules.scenario import NOBODY
from tests.game.conftest import SMALL, go_on
from tests.game.sitting import PROGRAM, PYTHON, environment, hang_up, keeps_secrets, piped, within
from tests.marks import repeats

pytest.importorskip("termios")


@pytest.fixture
def game(tmp_path: Path) -> Game:
    """A game of two or three people, kept in a file."""
    game = Game.new(*SMALL, seed=7)
    game.keep_journal(tmp_path / "game.accord")
    return game


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.accord"


class TestFollowing:
    def test_sees_what_the_watcher_sees_after_every_step(self, game: Game, path: Path) -> None:
        follower = Follower(path)
        dice = Random(3)
        while game.to_move != "over":
            game.play(dice.choice(game.legal()))
            assert follower.look()
            assert keys(follower.told()) == keys(game.session.told(NOBODY))
            assert not follower.look()
        game.session.finish()
        assert follower.look()
        assert follower.over

    def test_takes_back_what_was_undone(self, game: Game, path: Path) -> None:
        follower = Follower(path)
        before = keys(follower.told())
        game.play("propose")
        follower.look()
        assert len(follower.told()) > len(before)
        game.undo()
        follower.look()
        assert keys(follower.told()) == before

    def test_is_not_disturbed_by_a_torn_line(self, game: Game, path: Path) -> None:
        go_on(game, 2, 5)
        follower = Follower(path)
        seen = keys(follower.told())
        whole = path.read_bytes()
        for cut in range(1, 12):
            path.write_bytes(whole + b"propose  #1234567"[:cut])
            assert follower.look()
            assert keys(follower.told()) == seen

    def test_does_not_keep_anybody_from_playing(self, game: Game, path: Path) -> None:
        go_on(game, 2, 5)
        game.close()
        follower = Follower(path)
        again = Game.resume(path)
        again.play(again.legal()[0])
        follower.look()
        assert keys(follower.told()) == keys(again.session.told(NOBODY))

    def test_keeps_what_it_saw_when_the_file_is_damaged(self, game: Game, path: Path) -> None:
        follower = Follower(path)
        seen = follower.told()
        path.write_text("no record\n")
        with pytest.raises(UserError, match="is not how a record begins"):
            follower.look()
        assert follower.told() == seen
        path.unlink()
        with pytest.raises(UserError, match="can't be read"):
            follower.look()

    def test_follows_a_locked_game_with_its_passphrase(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("cryptography")
        monkeypatch.setattr(vault, "COST", 1 << 10)
        game = Game.new(*SMALL, seed=7)
        game.session.keep_journal(tmp_path / "locked", "phrase")
        with pytest.raises(UserError, match="is locked"):
            Follower(tmp_path / "locked")
        follower = Follower(tmp_path / "locked", "phrase")
        go_on(game, 2)
        game.session.finish()
        follower.look()
        assert follower.over


def keys(events: Sequence[Event]) -> list[tuple[int, ...]]:
    return [event.key() for event in events]


def watching(home: Path, path: Path, *arguments: str, size: tuple[int, int] = (60, 100)) -> Any:  # noqa: ANN401 (pexpect has no types)
    """The real program at a terminal."""
    return pexpect.spawn(
        sys.executable,
        [*PYTHON[1:], PROGRAM, "watch", str(path), *arguments],
        env=environment(home),
        encoding="utf-8",
        dimensions=size,
        timeout=60,
    )


class TestOnAProjector:
    def test_shows_each_step_until_the_end(self, game: Game, path: Path, tmp_path: Path) -> None:
        child = watching(tmp_path, path, "--pace", "0")
        child.expect("Turn 1 of 4")
        game.play("propose text water 1")
        child.expect("put the package to the others")
        while game.to_move != "over":
            game.play(game.legal()[0])
        game.session.finish()
        child.expect("What it cost people")
        while child.expect([r"more: Enter\] $", pexpect.EOF]) == 0:
            child.sendline("")
        child.close()
        assert child.exitstatus == 0

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_leaves_the_terminal_as_it_was(self, game: Game, path: Path, tmp_path: Path, how: signal.Signals) -> None:
        child = watching(tmp_path, path)
        child.expect("public view")
        child.kill(how)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        assert "\x1b[?25h\x1b[?1049l" in child.before
        assert "Traceback" not in child.before

    def test_draws_anew_when_the_window_changes(self, game: Game, path: Path, tmp_path: Path) -> None:
        pyte = pytest.importorskip("pyte")
        child = watching(tmp_path, path, size=(60, 100))
        child.expect("public view")
        for rows, columns in ((24, 80), (40, 200), (20, 60)):
            child.setwinsize(rows, columns)
            child.expect_exact("\x1b[H")
            child.expect(r"Ctrl-C ends it\.\x1b\[K\x1b\[J")
            screen = pyte.Screen(columns, rows)
            pyte.Stream(screen).feed("\x1b[H" + child.before + child.after)
            assert "Turn 1 of 4" in screen.display[0]
            assert screen.display[-1].startswith("game.accord: public view")
        hang_up(child)

    def test_tells_one_thing_after_the_other(self) -> None:
        pace = Pace(2.0)
        pace.skip(3)
        assert not pace.keep(3, now=10.0)
        told = []
        for now in range(11, 20):
            pace.keep(6, now=float(now))
            told.append(pace.told)
        assert told == [4, 4, 5, 5, 6, 6, 6, 6, 6]
        assert not pace.keep(5, now=20.0)  # one was taken back
        assert pace.told == 5
        assert pace.keep(100, now=20.5)  # it is never far behind
        assert pace.told == 100 - MOST_BEHIND
        at_once = Pace(0)
        assert not at_once.keep(50, now=0.0)

    def test_a_long_page_is_shown_in_parts_that_leave_nothing_out(self) -> None:
        page = ["a", "b", "", "c", "", "d", "e", "f", "g", "h", "i"]
        parts = _parts(page, 4)
        assert all(len(part) <= 4 for part in parts)
        assert [line for part in parts for line in part if line] == [line for line in page if line]
        assert parts[0] == ["a", "b", "", "c"]


class TestInAPipe:
    def test_tells_the_story_to_its_end(self, game: Game, path: Path, tmp_path: Path) -> None:
        go_on(game, 4)
        game.session.finish()
        done = piped(tmp_path, ["watch", str(path)], "")
        assert (done.returncode, done.stderr) == (0, "")
        assert "\x1b" not in done.stdout
        assert "What it cost people" in done.stdout

    def test_says_what_was_taken_back(self, game: Game, path: Path, tmp_path: Path) -> None:
        with subprocess.Popen(
            [*PYTHON, PROGRAM, "watch", str(path)],
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            lines = iter(child.stdout.readline, "")
            assert any("At the table" in line for line in lines)
            game.play("propose")
            assert any("proposed a package" in line for line in lines)
            game.undo()
            assert any("(taken back)" in line for line in lines)
            child.send_signal(signal.SIGINT)
            assert child.wait(60) == 0

    def test_once_is_enough_for_a_look(self, game: Game, path: Path, tmp_path: Path) -> None:
        done = within(tmp_path, ["watch", "--once", str(path)], "")
        assert done.returncode == 0
        assert "Turn 1 of 4: conference" in done.stdout

    def test_without_a_file_it_is_the_game_played_last(self, game: Game, path: Path, tmp_path: Path) -> None:
        done = within(tmp_path, ["watch", "--once"], "")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "no game is going on" in done.stderr
        folder = tmp_path / "data" / "accord" / "games"
        folder.mkdir(parents=True)
        shutil.copy(path, folder / "two-banks-standard-2026-01-01-1.accord")
        assert "Turn 1 of 4" in within(tmp_path, ["watch", "--once"], "").stdout

    def test_of_a_file_of_many_games_it_is_the_one_that_is_named(self, game: Game, tmp_path: Path) -> None:
        other = Game.new(*SMALL, seed=8)
        go_on(other, 4)
        file = tmp_path / "games.jsonl"
        file.write_text("".join(f"{to_json(one.session.record)}\n" for one in (game, other)))
        done = within(tmp_path, ["watch", "--once", str(file)], "")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"accord: {file}: holds many games; say which one: --game 1\n"
        assert "Turn 1 of 4: conference" in within(tmp_path, ["watch", "--once", str(file), "--game", "1"], "").stdout
        assert "What it cost people" in within(tmp_path, ["watch", str(file), "--game", "2"], "").stdout
        assert "has no game 3" in within(tmp_path, ["watch", str(file), "--game", "3"], "").stderr

    @pytest.mark.parametrize(("name", "told"), [("nowhere", "can't be read"), ("broken", "is not how a record begins")])
    def test_a_mistake_is_told_in_a_line(self, tmp_path: Path, name: str, told: str) -> None:
        (tmp_path / "broken").write_text("no record\n")
        done = within(tmp_path, ["watch", str(tmp_path / name)], "")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert told in done.stderr


class TestSecrecy:
    @pytest.mark.parametrize("seed", repeats(*range(4)))
    def test_nothing_hidden_is_shown_at_any_moment(self, tmp_path: Path, seed: int) -> None:
        game = Game.new(*SMALL, seed=seed)
        path = tmp_path / "game.accord"
        game.keep_journal(path)
        dice = Random(seed)
        steps = 0
        while game.to_move != "over":
            game.play(dice.choice(game.legal()))
            steps += 1
            if steps % 3 == seed % 3 and game.to_move != "over":
                shown = CliRunner().invoke(command, ["--once", str(path)]).output
                keeps_secrets(shown, game.table.agenda_names, game.table.card_names)
