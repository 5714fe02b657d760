"""What is typed where the program waits for Enter, and the last choice before a hand-over."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from game import record
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line
from tests.game.test_play import game

pytest.importorskip("termios")

SEALED = '[sealed; Enter clears the screen, "undo" takes it back] '
CHOICES = ("card none", "order hold", "attend")


def told(at: Sitting, text: str) -> str:
    """What is shown after a line, up to the next prompt."""
    before = len(at.stream)
    at.child.sendline(text)
    at.wait()
    return on_one_line(at.stream[before:])


def at_the_last_choice(home: Path) -> Sitting:
    """The first visit of a game, everything chosen and nothing handed over."""
    at = Sitting(home, game(home, seed=7), 4, (60, 100))
    while not at.stream.endswith("slips] "):
        at.child.sendline("pass" if at.wait() == sitting.CHOICE else "")
    for text in ("", ""):
        at.child.sendline(text)
        while at.wait() == sitting.PAUSE:
            at.child.sendline("")
    for text in CHOICES:
        told(at, text)
    assert at.stream.endswith(SEALED)
    return at


class TestAPause:
    def test_answers_what_can_be_looked_up(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (60, 100))
        assert at.wait() == sitting.PAUSE
        assert at.stream.endswith("[Enter to go on] ")
        shown = told(at, "rules 3.3")
        assert "The silence procedure" in shown
        assert shown.endswith("[Enter to go on]")
        assert '"hand" is for a private page' in told(at, "hand")
        at.hang_up()

    def test_says_what_has_to_wait_and_goes_on_waiting(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (60, 100))
        at.wait()
        for text in ("propose", "1", "undo", "xyzzy"):
            shown = told(at, text)
            assert f'"{text}" can\'t be done at this place; press Enter' in shown
            assert shown.endswith("[Enter to go on]")
        assert not [line for line in record.load(tmp_path / "game.accord").lines if line == "propose"]
        assert "quit" not in told(at, "quit").partition("[Enter")[2]
        assert at.leave() == 0

    def test_before_a_question_takes_the_answer(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (24, 80))
        while at.wait() == sitting.HAND_OVER or not at.stream.endswith("[the table; Enter] "):
            at.child.sendline("")
        assert told(at, "clock").endswith("No clock runs. [the table; Enter]")  # looked up, and no answer
        shown = told(at, "propose")
        assert "Up (? for help) > propose" in shown
        assert shown.endswith("Up, writing (? for help) >")
        at.hang_up()

    def test_lets_what_has_happened_be_read_before_the_table_covers_it(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (24, 80))
        while at.wait() == sitting.HAND_OVER or not at.stream.endswith("[Enter] "):
            at.child.sendline("")
        assert "At the table: the Upstream council" in on_one_line(at.stream[-1000:])
        assert told(at, "").endswith("[the table; Enter]")
        told(at, "")
        assert told(at, "pass").endswith("[the table; Enter]")  # a line is read in passing
        at.hang_up()

    def test_in_private_it_is_private(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (60, 100))
        while at.wait() != sitting.HAND_OVER:
            at.child.sendline("")
        at.child.sendline("")
        assert at.wait() == sitting.PAUSE
        assert "For the Upstream council alone" in told(at, "hand")
        at.hang_up()


class TestTheLastChoice:
    def test_can_be_taken_back_before_the_hand_over(self, tmp_path: Path) -> None:
        at = at_the_last_choice(tmp_path)
        path = tmp_path / "game.accord"
        assert "order hold" in record.load(path).lines[-1]
        assert "Upstream council" in told(at, "hand")  # looking something up takes nothing back
        shown = told(at, "undo")
        assert "Taken back: attend" in shown
        assert "in private (? for help) >" in shown
        assert "Taken back: order hold" in told(at, "undo")
        told(at, "order hold")
        assert told(at, "absent").endswith(SEALED.rstrip())
        at.child.sendline("")
        assert at.wait() == sitting.HAND_OVER
        assert record.load(path).lines[-1] == "absent"
        at.hang_up()

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP, "eof", "quit"], ids=str)
    def test_is_sealed_if_its_seat_leaves_there(self, tmp_path: Path, how: signal.Signals | str) -> None:
        at = at_the_last_choice(tmp_path)
        if how == "eof":
            at.child.sendeof()
        elif how == "quit":
            at.child.sendline("quit")
        else:
            at.child.kill(how)
        at.leave()
        assert record.load(tmp_path / "game.accord").lines[-1] == "attend"

    def test_comes_back_after_kill_9(self, tmp_path: Path) -> None:
        at = at_the_last_choice(tmp_path)
        at.child.kill(signal.SIGKILL)
        at.child.wait()
        again = Sitting(tmp_path, ["play", "--resume", str(tmp_path / "game.accord")], 1, (60, 100))
        while not again.stream.endswith(SEALED):
            again.wait()
            again.child.sendline("" if not again.stream.endswith(SEALED) else "undo")
        assert "What had been chosen when the game was left is here again: attend" in on_one_line(again.stream)
        again.wait()
        assert "Taken back: attend" in on_one_line(again.stream)
        again.hang_up()


def test_a_draft_goes_along_into_another_file(tmp_path: Path) -> None:
    at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (60, 100))
    while at.wait() != sitting.CHOICE:
        at.child.sendline("")
    told(at, "propose")
    told(at, "text water 1")
    at.child.kill(signal.SIGKILL)
    at.child.wait()
    other = tmp_path / "other.accord"
    arguments = ["play", "--resume", str(tmp_path / "game.accord"), "--save", str(other)]
    for _time in range(2):  # killed before a word was said there, too
        on = Sitting(tmp_path, arguments, 4, (60, 100))
        while on.wait() != sitting.CHOICE:
            on.child.sendline("")
        assert on.stream.endswith("writing (? for help) > ")
        assert '1. The water: "half each in dry months"' in on_one_line(on.stream)
        on.child.kill(signal.SIGKILL)
        on.child.wait()
        arguments = ["play", "--resume", str(other)]
