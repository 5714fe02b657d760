"""A game locked with a passphrase: nobody reads it without, and it is as safe as one in clear."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cryptography")

import sys

from game import record, vault
from game.errors import UserError
from game.journal import read
from game.session import Session
from rules.state import OVER
from tests.game.conftest import SMALL, Play, go_on
from tests.game.sitting import numbers, piped, within

PHRASE = "a weir, a ferry, two fields"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "COST", 1 << 10)


@pytest.fixture
def path(played: Play, tmp_path: Path) -> Path:
    """A locked game that was left."""
    game = played(actions=5)
    game.session.keep_journal(tmp_path / "locked.accord", PHRASE)
    go_on(game, 3, 6)
    game.close()
    return tmp_path / "locked.accord"


class TestALockedGame:
    def test_shows_nothing_but_what_it_is(self, path: Path) -> None:
        text = path.read_text()
        assert text.splitlines()[1].startswith("# A game of Accord, locked with a passphrase")
        assert vault.what_is_locked(path.read_bytes(), "") == "two-banks standard"
        lines = Session.resume(path, PHRASE).lines
        assert len(lines) > 12
        assert [line for line in [*lines, PHRASE, "upstream"] if len(line) > 6 and line in text] == []

    def test_is_gone_on_with_by_its_passphrase(self, path: Path, played: Play) -> None:
        expected = played(actions=5)
        go_on(expected, 3, 6)
        again = Session.resume(path, PHRASE)
        assert again.lines == expected.record.lines
        again.play([again.legal()[0]])
        again.close()
        assert record.load(path, None, PHRASE).lines == again.lines

    @pytest.mark.parametrize(("phrase", "told"), [(None, "is locked"), ("", "is locked"), ("x", "doesn't open it")])
    def test_opens_to_nothing_else(self, path: Path, phrase: str | None, told: str) -> None:
        for door in (lambda: Session.resume(path, phrase), lambda: record.load(path, None, phrase)):
            with pytest.raises(UserError, match=told):
                door()

    def test_cut_off_in_a_line_loses_that_line_alone(self, path: Path) -> None:
        whole = path.read_bytes()
        lines = record.load(path, None, PHRASE).lines
        ends = [at for at, byte in enumerate(whole) if byte == ord("\n")]
        for end in ends[-3:]:
            path.write_bytes(whole[: end - 4])
            again = Session.resume(path, PHRASE)
            assert "only half written and is dropped" in again.notes[0]
            assert again.lines == lines[: len(again.lines)]
            again.close()

    def test_altered_or_moved_anywhere_it_is_refused(self, path: Path) -> None:
        lines = path.read_bytes().splitlines(keepends=True)
        first = lines.index(b"\n") + 1
        swapped = [*lines[: first + 1], lines[first + 2], lines[first + 1], *lines[first + 3 :]]
        missing = [*lines[: first + 1], *lines[first + 2 :]]
        other = [lines[0], lines[1], b"game: chess\n", *lines[3:]]
        garbled = [*lines[: first + 2], b"&&&\n", *lines[first + 3 :]]
        for changed in (swapped, missing, other, garbled):
            path.write_bytes(b"".join(changed))
            with pytest.raises(UserError, match=r"was altered|doesn't open it"):
                read(path, PHRASE)

    def test_stays_locked_when_the_game_is_over(self, path: Path) -> None:
        session = Session.resume(path, PHRASE)
        while session.to_move != OVER:
            session.play([session.legal()[0]])
        session.finish()
        assert vault.is_locked(path.read_bytes())
        closed = record.load(path, None, PHRASE)
        assert (closed.lines, closed.sealed, closed.header.journal) == (session.lines, True, False)

    def test_a_lock_that_would_take_all_memory_is_refused(self, path: Path) -> None:
        path.write_bytes(path.read_bytes().replace(b"scrypt 1024 ", b"scrypt 9999999 "))
        with pytest.raises(UserError, match="can't be understood"):
            read(path, PHRASE)

    def test_without_the_package_it_says_what_to_install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("game.extras.find_spec", lambda _name: None)
        session = Session.new(*SMALL, seed=1)
        with pytest.raises(UserError, match=r'pip install "accord\[lock\]"'):
            session.keep_journal(tmp_path / "a", PHRASE)
        assert not (tmp_path / "a").exists()


def test_nothing_of_it_is_imported_before_it_is_needed() -> None:
    import subprocess

    code = "import sys, game.cli.play, game.journal; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class TestTheCommands:
    def test_ask_for_the_passphrase_or_say_that_it_is_locked(self, path: Path, tmp_path: Path) -> None:
        commands = [["verify", str(path)], ["replay", "--referee", str(path)], ["watch", "--once", str(path)]]
        for command in commands:
            opened = within(tmp_path, command, f"{PHRASE}\n")
            assert (opened.returncode, opened.stderr) == (0, ""), opened
            for typed, told in (("", "is locked; its passphrase opens it"), ("wrong\n", "doesn't open it")):
                refused = within(tmp_path, command, typed)
                assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
                assert told in refused.stderr

    def test_play_locks_and_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        begin = ["play", "--scenario", "two-banks", "--seed", "5", "--save", str(path), "--lock"]
        done = piped(tmp_path, begin, f"{PHRASE}\npass\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert PHRASE not in done.stdout
        assert vault.is_locked(path.read_bytes())
        refused = within(tmp_path, ["play", "--resume", str(path)], "wrong\npass\n")
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        done = piped(tmp_path, ["play", "--resume", str(path)], f"{PHRASE}\n{numbers(4)}")
        assert (done.returncode, done.stderr) == (0, "")
        assert "What it cost people" in done.stdout
        assert "pass" in record.load(path, None, PHRASE).lines
        assert within(tmp_path, ["verify", str(path)], f"{PHRASE}\n").stdout.count("legal, sealed, finished") == 1

    def test_a_lock_needs_a_passphrase(self, tmp_path: Path) -> None:
        done = within(tmp_path, ["play", "--scenario", "two-banks", "--lock"], "\n")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert not list(tmp_path.rglob("*.accord"))
