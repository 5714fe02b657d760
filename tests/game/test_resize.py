"""A window that changes its size at a prompt: the page is laid out anew, and what is being typed stays."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.game import sitting
from tests.game.sitting import on_one_line
from tests.game.test_play import game
from tests.game.test_screens import Watched

termios = pytest.importorskip("termios")
HEADING = "── Turn 1 of 4, conference: HNC has the floor "


def at_the_table(home: Path) -> Watched:
    """The first choice of a lesson."""
    at = Watched(home, game(home, "--size", "class", "--seats", "hnc=human,west=human,others=passive"), 40, 80)
    at.until("HNC (? for help) >")
    return at


def resized(at: Watched, rows: int, columns: int, end: str) -> list[str]:
    """The screen once it has been drawn anew and ends so; nothing is pressed."""
    at.screen.resize(rows, columns)
    at.child.setwinsize(rows, columns)
    at.child.expect_exact(end)
    at.stream += at.child.before + at.child.after
    return at.lines()


class TestAResizedWindow:
    @pytest.mark.parametrize("columns", [60, 250])
    def test_is_drawn_anew_at_once(self, tmp_path: Path, columns: int) -> None:
        at = at_the_table(tmp_path)
        shown = resized(at, 45, columns, "HNC (? for help) > ")
        heading = next(line for line in shown if line.startswith(HEADING))
        assert len(heading) == columns
        assert any(line.startswith("Draft ") or "Draft  " in line for line in shown)
        assert shown[-1] == "HNC (? for help) >"
        assert any(line.startswith("  1  ") for line in shown)
        at.hang_up()

    def test_keeps_what_is_being_typed_and_lets_it_be_corrected(self, tmp_path: Path) -> None:
        at = at_the_table(tmp_path)
        at.child.send("xyzzé")
        at.child.expect_exact("xyzzé")
        assert resized(at, 24, 60, "> xyzzé")[-1] == "HNC (? for help) > xyzzé"
        at.child.send("w\x7f\x7f\x1b[Ay")
        assert resized(at, 30, 100, "> xyzzy")[-1] == "HNC (? for help) > xyzzy"
        at.child.sendline(" two")
        at.wait()
        assert '"xyzzy two" is no line of this game' in on_one_line(at.stream)
        at.child.sendline("issues")  # the terminal holds lines again
        at.wait()
        assert at.stream.count("> issues") == 1
        at.hang_up()

    def test_shows_a_line_that_was_ended_before_it_was_drawn_anew(self, tmp_path: Path) -> None:
        at = at_the_table(tmp_path)
        at.child.kill(signal.SIGSTOP)  # a busy machine, at its busiest
        at.screen.resize(45, 90)
        at.child.setwinsize(45, 90)
        at.child.sendline("xyzzy")
        at.child.kill(signal.SIGCONT)
        at.child.expect_exact("is no line of this game")
        at.stream += at.child.before + at.child.after
        assert at.lines()[-2:] == ["HNC (? for help) > xyzzy", '  "xyzzy" is no line of this game']
        at.hang_up()

    def test_at_a_private_page_shows_it_again_and_never_after(self, tmp_path: Path) -> None:
        at = at_the_table(tmp_path)
        at.child.sendline("look")
        assert at.wait() == sitting.HAND_OVER
        at.child.sendline("")
        assert at.wait() == sitting.LOOK
        private = resized(at, 60, 70, "Enter to end > ")
        assert any(line.startswith("Your agenda: ") for line in private)
        assert not any(HEADING in line for line in private)
        at.child.sendline("worth")
        at.wait()
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            pass
        before = len(at.stream)
        at.screen.reset()
        shown = resized(at, 60, 100, "HNC (? for help) > ")
        assert any(line.startswith(HEADING) for line in shown)
        text = on_one_line(at.stream[before:])
        assert "agenda" not in text
        assert "What it is worth" not in text
        at.hang_up()

    def test_at_a_hand_over_names_the_seat_again(self, tmp_path: Path) -> None:
        at = at_the_table(tmp_path)
        at.child.sendline("look")
        at.wait()
        shown = resized(at, 20, 50, "press Enter. ")
        assert any(line.startswith("Hand the keyboard to the High") for line in shown)
        assert not any(HEADING in line for line in shown)
        at.hang_up()

    def test_is_left_to_a_screen_reader(self, tmp_path: Path) -> None:
        arguments = game(tmp_path, "--size", "class", "--seats", "hnc=human,others=passive", "--linear")
        at = Watched(tmp_path, arguments, 40, 80)
        at.until("HNC (? for help) >")
        at.child.setwinsize(40, 60)
        at.child.sendline("clock")
        at.wait()
        assert at.stream.count("1: Propose a package") == 1
        at.hang_up()

    @pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x15\x04", 0)], ids=["ctrl-c", "ctrl-d"])
    def test_leaves_the_terminal_as_it_was(self, tmp_path: Path, keys: str, code: int) -> None:
        at = at_the_table(tmp_path)
        before = termios.tcgetattr(at.child.child_fd)
        at.child.send("prop")
        at.child.expect_exact("prop")
        resized(at, 30, 100, "> prop")
        assert termios.tcgetattr(at.child.child_fd) != before
        at.child.send(keys)
        at.child.expect_exact("Saved; go on with")
        assert termios.tcgetattr(at.child.child_fd) == before
        assert at.leave() == code
