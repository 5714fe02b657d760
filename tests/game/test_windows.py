"""What can be shown of Windows where there is none: its modules and signals are taken away, its code pages are spoken.

docs/terminals.md says what that leaves open.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from polib import pofile

from cards.language import LOCALE
from game import record
from game.cli import keyboard, terminal
from tests.game import sitting
from tests.game.sitting import Sitting, environment, numbers, on_one_line
from tests.messages import ROOT

BANKS = ("play", "--scenario", "two-banks", "--size", "standard", "--seed", "3", "--save")

# A Python without what only POSIX has, and with the one thing that Windows has instead
WINDOWS = """
import os, signal, sys, types
for name in ("termios", "fcntl", "tty", "pty", "readline", "resource", "pwd", "grp"):
    sys.modules[name] = None
sys.modules["colorama"] = types.SimpleNamespace(just_fix_windows_console=lambda: sys.stderr.write("consoles fixed\\n"))
for name in ("SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGKILL", "set_wakeup_fd", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fork", "kill", "killpg", "fchmod", "set_blocking", "getuid", "geteuid", "openpty", "fpathconf"):
    if hasattr(os, name):
        delattr(os, name)
import select
def of_sockets_alone(*_more):
    raise OSError(10038, "not a socket")
select.select = of_sockets_alone
from game import system
system.WINDOWS = True
real_open = os.open
def no_folders(path, *more, **other):
    if os.path.isdir(path):
        raise PermissionError(13, "a folder", path)
    return real_open(path, *more, **other)
os.open = no_folders
import rich.console
rich.console.detect_legacy_windows = lambda: {legacy}
from game.cli import main
sys.exit(main())
"""


def program(*, legacy: bool = False) -> str:
    """Runs `accord` so."""
    return WINDOWS.replace("{legacy}", str(legacy))


class TestWithoutPosix:
    def test_a_whole_game_is_played_and_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        done = subprocess.run(
            [*sitting.PYTHON, program(), *BANKS, str(path)],
            input=numbers(3).encode(),
            capture_output=True,
            timeout=120,
            check=False,
            env=environment(tmp_path),
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "What it cost people" in done.stdout.decode()
        assert record.load(path).sealed

    @pytest.mark.parametrize("legacy", [False, True])
    def test_turns_are_played_at_a_console_and_left_with_ctrl_c(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, legacy: bool
    ) -> None:
        pytest.importorskip("termios")
        monkeypatch.setattr(sitting, "PROGRAM", program(legacy=legacy))
        path = tmp_path / "game.accord"
        at = Sitting(tmp_path, [*BANKS, str(path)], 3, (40, 100))
        at.play(40)
        assert "consoles fixed" in at.stream
        assert "[sealed; Enter clears the screen" in on_one_line(at.stream)
        if legacy:  # it knows colours and an empty screen, by colorama, and nothing that has a name of its own
            unknown = (sitting.ENTER, sitting.LEAVE, "\x1b[3J", "\x1b]2;", "\x1b7")
            assert [code for code in unknown if code in at.stream] == []
            assert at.stream.count(terminal.EMPTY) >= at.stream.count("Hand the keyboard")
            assert "can't clear its screen" not in at.stream
        else:
            assert sitting.ENTER in at.stream
        at.child.sendintr()
        assert at.leave() == 130
        assert "Saved; go on with" in on_one_line(at.stream)
        assert "Traceback" not in at.stream

    def test_waiting_for_a_line_starts_no_thread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A signal that arrives in the middle of a start would leave a thread that ends in a traceback."""
        lines = keyboard.Threaded(StringIO("one\ntwo\n"))
        monkeypatch.setattr(keyboard, "Thread", None)
        assert [lines.next(None) for _ in range(3)] == ["one\n", "two\n", ""]


@cache
def letters() -> str:
    """All that the program, its scenarios and its rulebook are written with, in every language."""
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("cards/*/*.toml")]
    texts += [path.read_text(encoding="utf-8") for path in ROOT.glob("docs/rulebook*.md")]
    for path in (*LOCALE.glob("*.po"), *ROOT.glob("cards/*/*.po")):
        for entry in pofile(str(path), encoding="utf-8"):
            texts += [entry.msgid, entry.msgstr, *entry.msgstr_plural.values()]
    return "".join(sorted(set("".join(texts))))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp850"])
class TestCodePages:
    def test_have_every_letter_of_the_program_and_its_scenarios_or_one_like_it(
        self, encoding: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        console = terminal.Terminal(plain=True)
        monkeypatch.setattr(sys, "stdout", OfEncoding(encoding))
        assert len(letters()) > 100
        assert [letter for letter in console.straight(letters()) if not known(encoding, letter)] == []

    def test_play_in_french(self, tmp_path: Path, encoding: str) -> None:
        done = subprocess.run(
            [*sitting.PYTHON, sitting.PROGRAM, "--lang", "fr", *BANKS, str(tmp_path / "game.accord")],
            input="look\n\nxyzzy é œ 漢\nquit\n".encode(encoding, errors="replace"),
            capture_output=True,
            timeout=60,
            check=False,
            env={**environment(tmp_path), "PYTHONIOENCODING": encoding},
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "conseil d'amont" in done.stdout.decode(encoding)


class OfEncoding:
    """As much of a stream as is asked."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


def known(encoding: str, letter: str) -> bool:
    return letter.encode(encoding, errors="replace") != b"?" or letter == "?"
