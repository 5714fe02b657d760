"""What people may ask at the table once a game is over."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("termios")
pytest.importorskip("scipy")

from game import record
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line, within

ASKED = "[What if?"


def game(tmp_path: Path) -> list[str]:
    path = str(tmp_path / "game.accord")
    return [
        "play",
        "--scenario",
        "two-banks",
        "--size",
        "standard",
        "--seats",
        "passive",
        "--seed",
        "1",
        "--save",
        path,
    ]


def test_a_question_is_answered_from_bots_with_the_same_seeds(tmp_path: Path) -> None:
    at = Sitting(tmp_path, game(tmp_path))
    at.child.timeout = 120
    while ASKED not in at.stream:
        assert at.wait() != sitting.GONE
        if ASKED not in at.stream:
            at.answer(sitting.PAUSE)
    seat = record.load(tmp_path / "game.accord").table().seat_ids[-1]
    before = (tmp_path / "game.accord").read_bytes()
    at.child.sendline("soon")
    at.wait()
    assert "that is no turn and change; write the number of the turn first" in on_one_line(at.stream)
    at.child.sendline(f"9 {seat} absent")
    at.wait()
    assert "the game never came to turn 9" in on_one_line(at.stream)
    at.child.sendline(f"1 {seat} absent")
    at.wait()
    while not at.stream.rstrip().endswith("Enter ends.]"):
        at.child.sendline("")
        at.wait()
    shown = on_one_line(at.stream)
    assert f"From turn 1: {seat} absent (20 games of each kind" in shown
    assert f"{seat} absent: in turn 1 of 20 games." in shown
    assert "as it was 100.0 [83.9, 100.0] %; changed 100.0" in shown
    at.child.sendline("")
    assert at.leave() == 0
    assert (tmp_path / "game.accord").read_bytes() == before


def test_a_pipe_is_asked_nothing(tmp_path: Path) -> None:
    done = within(tmp_path, game(tmp_path), "")
    assert done.returncode == 0
    assert ASKED not in done.stdout
    assert "The record of this game is in" in done.stdout
