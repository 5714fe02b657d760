"""The door of the command line: quick help, one line for whatever fails."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from game import cli, resources
from game.errors import UserError

SLOW = {"asyncio", "importlib.metadata", "numpy", "pydantic", "rich", "rules.kernel"}


def failing(error: BaseException) -> click.Command:
    def callback() -> None:
        raise error

    return click.Command("play", callback=callback)


@pytest.fixture
def play_fails(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("ACCORD_TRACEBACK", raising=False)
    return monkeypatch


def put(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: failing(error))


class TestHelp:
    def test_names_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["--help"]) == 0
        shown = capsys.readouterr().out
        assert all(f"  {name}" in shown and entry.help in shown for name, entry in cli.COMMANDS.items())

    def test_is_what_the_bare_command_shows(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main([]) == 0
        bare = capsys.readouterr().out
        assert cli.main(["--help"]) == 0
        assert bare == capsys.readouterr().out

    def test_is_quick_because_it_loads_nothing_slow(self) -> None:
        code = "import sys; from game.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
        assert SLOW & set(loaded.split()) == set()


class TestVersion:
    def test_is_the_one_of_the_distribution(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["--version"]) == 0
        assert capsys.readouterr().out == f"accord {resources.version()}, {resources.engine()}\n"


class TestErrors:
    def told(self, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[int, str]:
        code = cli.main(arguments)
        return code, capsys.readouterr().err

    def test_a_mistyped_command_is_guessed(self, capsys: pytest.CaptureFixture[str]) -> None:
        line = 'accord: there is no command "paly"; did you mean "play"? (see accord --help)\n'
        assert self.told(capsys, ["paly"]) == (cli.REFUSED, line)

    def test_an_unknown_command_is_answered_with_those_there_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, line = self.told(capsys, ["xyzzy"])
        assert code == cli.REFUSED
        assert "there are play, tutorial, watch, saves, run, replay" in line

    def test_an_unknown_option_is_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, line = self.told(capsys, ["--colour"])
        assert code == cli.REFUSED
        assert line.startswith("accord: No such option")
        assert line.count("\n") == 1

    @pytest.mark.parametrize(
        ("error", "code", "line"),
        [
            (
                UserError('no seat "hcn"', where="a.accord:3", right='did you mean "hnc"?'),
                cli.REFUSED,
                'accord: a.accord:3: no seat "hcn"; did you mean "hnc"?\n',
            ),
            (UserError("two\nlines"), cli.REFUSED, "accord: two lines\n"),
            (click.ClickException("no"), cli.REFUSED, "accord: no\n"),
            (
                FileNotFoundError(2, "No such file or directory", "a.accord"),
                cli.REFUSED,
                "accord: a.accord: No such file or directory\n",
            ),
            (
                KeyError("seat"),
                cli.FAULT,
                ("accord: a fault of ours: KeyError: 'seat' (ACCORD_TRACEBACK=1 shows where; please report it)\n"),
            ),
        ],
    )
    def test_each_is_one_line(
        self,
        capsys: pytest.CaptureFixture[str],
        play_fails: pytest.MonkeyPatch,
        error: Exception,
        code: int,
        line: str,
    ) -> None:
        put(play_fails, error)
        assert self.told(capsys, ["play"]) == (code, line)

    def test_an_interrupt_is_one_line_too(
        self, capsys: pytest.CaptureFixture[str], play_fails: pytest.MonkeyPatch
    ) -> None:
        put(play_fails, KeyboardInterrupt())
        code, line = self.told(capsys, ["play"])
        assert (code, line.strip()) == (cli.STOPPED, "accord: stopped")

    def test_a_traceback_can_be_asked_for(self, play_fails: pytest.MonkeyPatch) -> None:
        play_fails.setenv("ACCORD_TRACEBACK", "1")
        put(play_fails, KeyError("seat"))
        with pytest.raises(KeyError):
            cli.main(["play"])

    def test_a_closed_pipe_is_no_error_to_speak_of(self) -> None:
        read, write = os.pipe()
        os.close(read)
        command = [sys.executable, "-c", "import sys; from game.cli import main; sys.exit(main(['--help']))"]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
        os.close(write)
        assert (done.returncode, done.stderr) == (cli.PIPE_CLOSED, b"")


class TestRulebook:
    def test_is_found(self) -> None:
        assert resources.rulebook().startswith("# ")

    def test_is_the_only_one(self) -> None:
        assert not (Path(resources.__file__).parent / "docs").exists()

    def test_its_absence_is_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(resources, "_DOCS", (tmp_path,))
        with pytest.raises(UserError, match="the rulebook is not there; install accord again"):
            resources.rulebook()
