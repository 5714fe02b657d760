"""What one seat could try in order to learn another's secrets: at a terminal, with the names of marked cards."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pexpect
import pytest

from game import vault
from game.pins import hashed
from game.session import Session
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line, open_and_private
from tests.game.test_play import game

pytest.importorskip("termios")

PHRASE = "correct horse"
SEATS = ("upstream", "ferry-town", "downstream")


def hand(path: Path) -> set[str]:
    """The ids of the cards that the seat to move could play, in the file of a game that nobody plays any more."""
    return {line.split()[1] for line in Session.load(path).legal_lines() if line.startswith("card ")} - {"none"}


def at_the_first_seal(home: Path, *more: str) -> Sitting:
    """A sitting that waits before the first private visit of its first turn."""
    at = Sitting(home, [*game(home, seed=7), *more], 4, (30, 100))
    while True:
        prompt = at.wait()
        if at.stream.endswith("slips] "):
            return at
        at.child.sendline("pass" if prompt == sitting.CHOICE else "")


def told(at: Sitting, *typed: str) -> str:
    """What is shown after these lines, each typed at its prompt."""
    before = len(at.stream)
    for text in typed:
        at.child.sendline(text)
        at.wait()
    return at.stream[before:]


class TestBeforeAVisit:
    TRIED = ("card ?", "why card xyz", "why card timber-rafts event", "undo", "choose ?", "hand", "advice", "worth")

    def test_nothing_tells_what_the_next_seat_may_play(self, tmp_path: Path) -> None:
        at = at_the_first_seal(tmp_path)
        shown = on_one_line(told(at, *self.TRIED))
        at.hang_up()
        held = hand(tmp_path / "game.accord")
        assert held
        assert [card for card in held if card in re.sub("why card [a-z-]* event", "", shown)] == []
        assert '"why" is for the seat that chooses now' in shown
        assert '"undo" is for the seat that chooses now' in shown

    def test_nor_what_it_sealed_before_the_game_was_left(self, tmp_path: Path) -> None:
        at = at_the_first_seal(tmp_path)
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        told(at, "card none")
        at.child.sendintr()
        assert at.leave() == 130
        again = Sitting(tmp_path, ["play", "--resume", str(tmp_path / "game.accord")], 4, (30, 100))
        while not again.stream.endswith("slips] "):
            again.wait()
        shown = on_one_line(
            told(again, "undo", "why order hold", "order ?", "look downstream", "", "undo", "why order hold")
        )
        assert "Taken back" not in shown
        assert "is possible now" not in shown
        assert "order assault" not in shown
        again.hang_up()

    def test_a_look_takes_back_no_step_of_another(self, tmp_path: Path) -> None:
        done = sitting.within(tmp_path, game(tmp_path), "look ferry\nundo\n\nquit\n")
        assert "a step is taken back by the seat that took it" in on_one_line(done.stdout)


class TestSlips:
    def test_are_no_way_from_a_private_visit_to_other_hands(self, tmp_path: Path) -> None:
        at = at_the_first_seal(tmp_path)
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        assert "slips are typed in by the teacher" in on_one_line(told(at, "slips"))
        at.hang_up()

    def test_are_no_way_around_the_pins(self, tmp_path: Path) -> None:
        pins = ["1111", "2222", "3333"]
        typed = [*pins, *pins, "pass", "pass", "pass", pins[0], "slips", "quit"]
        done = sitting.piped(tmp_path, [*game(tmp_path), "--pins"], "\n".join(typed))
        assert "slips would go around the PINs" in on_one_line(done.stdout)


class TestTheHandOver:
    def test_does_not_cover_what_has_just_been_told(self, tmp_path: Path) -> None:
        """With PINs there are no slips, and so no question about them."""
        session = Session.new("two-banks", "standard", 7, seats=dict.fromkeys(SEATS, "human"))
        for line in ("pass", "pass", "propose text water 1"):
            session.submit(line)
        session.header = replace(session.header, pins=tuple((seat, hashed("4711")) for seat in SEATS))
        session.keep_journal(tmp_path / "game.accord")
        assert session.journal is not None
        session.journal.close()
        at = Sitting(tmp_path, ["play", "--resume", str(tmp_path / "game.accord")], 4, (30, 100))
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        told(at, "silence")
        shown = told(at, "silence")
        assert "Nobody stopped it: the package stands." in shown
        assert shown.endswith("[Sealed choices, one seat after the other: Enter] ")
        assert "slips would go around the PINs" in on_one_line(told(at, "slips"))
        at.child.sendline("")
        assert at.wait() == sitting.HAND_OVER
        at.hang_up()

    def test_is_not_slipped_over_by_an_enter_too_many(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4, (60, 100))
        while at.wait() != sitting.HAND_OVER:
            at.child.sendline("")
        at.child.sendline("")
        while at.wait() != sitting.PAUSE:
            pass
        at.child.send("\r")
        at.child.expect_exact("Hand the keyboard to the Ferry-town guild.")
        at.child.send("\r\r")  # the key was pressed three times
        assert at.wait() == sitting.HAND_OVER
        before = len(at.stream)
        assert not at.child.expect_exact([pexpect.TIMEOUT, "You are"], timeout=0.5)
        at.child.sendline("")
        at.wait()
        assert "You are the Ferry-town guild" in at.stream[before:]
        at.hang_up()

    def test_is_asked_for_again_after_a_pause(self, tmp_path: Path) -> None:
        at = at_the_first_seal(tmp_path)
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        at.child.sendline("pause")
        assert at.wait() == sitting.HAND_OVER
        at.child.sendline("")
        assert at.wait() == sitting.HAND_OVER
        assert "Hand the keyboard to the Upstream council." in at.stream[-200:]
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        assert "For the Upstream council alone" in at.stream[at.stream.rindex("Hand the keyboard") :]
        at.hang_up()

    def test_comes_before_ctrl_backslash_leaves_a_page_standing(self, tmp_path: Path) -> None:
        at = at_the_first_seal(tmp_path)
        at.child.sendline("")
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        at.child.send("\x1c")
        assert at.leave() == 131
        shown, _ = open_and_private(at.stream)
        assert "Saved; go on with" in shown
        assert "alone" not in shown.rpartition("slips] ")[2]


def test_a_copy_of_a_locked_game_is_locked(tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    session = Session.new("two-banks", "standard", 7)
    session.keep_journal(tmp_path / "game.accord", PHRASE)
    copy = tmp_path / "copy.accord"
    session.save(copy)
    assert vault.is_locked(copy.read_bytes())
    assert not re.search(rb"agenda|deal ", copy.read_bytes())
    assert Session.load(copy, passphrase=PHRASE).lines == session.lines
    session.close()
