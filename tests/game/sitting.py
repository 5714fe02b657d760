"""Somebody at the keyboard: plays the real program, by pipe or at a terminal, choosing numbers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

import pexpect
import pytest

from game.cli import main

PYTHON = (sys.executable, "-P", "-c")  # what is installed, and the compiled rules where this process has them
PROGRAM = "import sys; from game.cli import main; sys.exit(main())"
HAND_OVERS = r"press Enter\. $|PIN of [^\n]*: $|Press Enter to go on\. $"
PROMPTS = [r"for help\) > $", r"Enter to end > $", HAND_OVERS, r"\[[^\[\]]*Enter[^\[\]]*\] $", pexpect.EOF]
CHOICE, LOOK, HAND_OVER, PAUSE, GONE = range(len(PROMPTS))
ENTER = "\x1b[?1049h"
LEAVE = "\x1b[?1049l"
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
TITLES = r"\x1b\]2;[^\x07]*\x07|\x1b\[2[23];2t"
NUMBERS = "1234567"
PATIENCE = 60  # seconds; reached only when a test fails


def environment(home: Path) -> dict[str, str]:
    """A home of its own, so that a test leaves nothing in another."""
    changes = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "TERM": "xterm", "ACCORD_TRACEBACK": ""}
    inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    return {**inherited, **changes, "PYTHONIOENCODING": "utf-8"}


def piped(home: Path, arguments: Sequence[str], typed: str | bytes) -> subprocess.CompletedProcess[str]:
    """Run `accord` with lines on its standard input."""
    data = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(
        [*PYTHON, PROGRAM, *arguments],
        input=data,
        capture_output=True,
        timeout=300,
        check=False,
        env=environment(home),
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def within(home: Path, arguments: Sequence[str], typed: str) -> subprocess.CompletedProcess[str]:
    """As `piped`, but in this process, which is quicker: for what is said, not for how a program comes and goes."""
    said = [BytesIO(typed.encode()), BytesIO(), BytesIO()]
    with pytest.MonkeyPatch.context() as patch:
        for name in {"COLUMNS", "LINES", "NO_COLOR"} & set(os.environ):
            patch.delenv(name)
        for name, value in environment(home).items():
            patch.setenv(name, value)
        for name, stream in zip(("stdin", "stdout", "stderr"), said, strict=True):
            patch.setattr(f"sys.{name}", TextIOWrapper(stream, "utf-8", write_through=True))
        code = main(list(arguments))
        out, err = (stream.getvalue().decode() for stream in said[1:])
    return subprocess.CompletedProcess(list(arguments), code, out, err)


def numbers(seed: int, count: int = 4000) -> str:
    """Lines that choose at random."""
    dice = Random(seed)
    return "".join(f"{dice.choice(NUMBERS)}\n" for _ in range(count))


def hang_up(child: Any) -> None:  # noqa: ANN401 (pexpect has no types)
    """Close a program's terminal and let it go in its own time: killed, it would leave half a file of coverage."""
    child.ptyproc.fileobj.close()
    limit = time.monotonic() + PATIENCE
    while child.isalive() and time.monotonic() < limit:
        time.sleep(0.01)
    child.close(force=True)


class Sitting:
    """A terminal with somebody who presses number keys."""

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str],
        seed: int = 1,
        size: tuple[int, int] = (400, 100),
        changes: Mapping[str, str] | None = None,
    ) -> None:
        self.child: Any = pexpect.spawn(
            sys.executable,
            [*PYTHON[1:], PROGRAM, *arguments],
            env={**environment(home), **(changes or {})},
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self.dice = Random(seed)
        self.stream = ""
        self.prompts = 0
        self.pins: dict[str, str] = {}  # by the beginning of a seat's name

    def wait(self) -> int:
        """Which of PROMPTS comes next; what was shown until then is in `stream`."""
        found = int(self.child.expect(PROMPTS))
        self.stream += str(self.child.before) + (str(self.child.after) if found != GONE else "")
        self.prompts += 1
        return found

    def answer(self, prompt: int) -> None:
        """A number at a choice, the PIN where one is asked, Enter at any other prompt."""
        asked = re.search(r"PIN of ([^\n]*): $", self.stream)
        pin = next((pin for name, pin in self.pins.items() if asked and asked[1].startswith(name)), "")
        self.child.sendline(self.dice.choice(NUMBERS) if prompt == CHOICE else pin)

    def play(self, prompts: int = 10**6) -> int:
        """Play until the game ends or so many prompts have come; give the last one, unanswered."""
        while True:
            prompt = self.wait()
            prompts -= 1
            if prompt == GONE or prompts <= 0:
                return prompt
            self.answer(prompt)

    def hang_up(self) -> None:
        """Leave as who closes the window."""
        hang_up(self.child)

    def leave(self) -> int:
        """Wait until the program is gone; give its exit code."""
        self.child.expect(pexpect.EOF)
        self.stream += str(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)


def open_and_private(stream: str) -> tuple[str, list[str]]:
    """What was on the open screen, and each private page."""
    pieces = re.split(f"{re.escape(ENTER)}|{re.escape(LEAVE)}", stream)
    return "\n".join(pieces[::2]), [
        page for page in pieces[1::2] if page != "\x1b[H\x1b[2J"
    ]  # it begins with an empty one


def on_one_line(text: str) -> str:
    """The text without the line breaks that its width made, and without window titles."""
    return " ".join(re.sub(TITLES, "", text).split())


def keeps_secrets(shown: str, agendas: Sequence[str], titles: Sequence[str]) -> None:
    """No agenda, and no card before it was revealed or discarded."""
    text = on_one_line(shown)
    assert [agenda for agenda in agendas if agenda in text] == []
    for title in titles:
        first = text.find(f'"{title}"')
        assert first < 0 or re.search(r"(revealed|discarded) $", text[:first]), text[first - 80 : first + 80]
