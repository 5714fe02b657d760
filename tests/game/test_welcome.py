"""`accord play` without options: a class game by Enter alone, and every other answer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pexpect
import pytest

from game import record
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line

pytest.importorskip("termios")

QUESTIONS = r"(\] > |once more\. > |\(Enter: none\): |once more: |Enter\] |press Enter\. )$"


class Guest(Sitting):
    """Somebody who answers questions."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, ["play"], 1)
        self.child.expect(QUESTIONS)
        self.take()

    def take(self) -> None:
        self.stream += str(self.child.before) + str(self.child.after)

    def say(self, *answers: str) -> str:
        """Answer; give what is shown then."""
        for answer in answers:
            self.child.sendline(answer)
            self.child.expect(QUESTIONS)
            before = len(self.stream)
            self.take()
        return on_one_line(self.stream[before:])


def kept(home: Path) -> Any:  # noqa: ANN401 (a header's own types are read below)
    """The header of the one game in its place."""
    (path,) = (home / "data").rglob("*.accord")
    return record.load(path).header


class TestANewGame:
    def test_enter_enter_enter_is_a_class_game(self, tmp_path: Path) -> None:
        at = Guest(tmp_path)
        shown = on_one_line(at.stream)
        assert shown.index("This game is about a real war") < shown.index("What will happen") < shown.index("How long?")
        while "Hand the keyboard" not in at.stream:
            at.say("")
        assert "Hand the keyboard to the High Negotiations Committee." in on_one_line(at.stream)
        header = kept(tmp_path)
        assert (header.scenario, header.size, header.clock, header.pins) == ("empty-chairs", "class", (0, 0), ())
        assert {who for _, who in header.seats} == {"human"}
        assert "Played by people: the High Negotiations Committee" in on_one_line(at.stream)
        at.hang_up()

    def test_takes_what_is_answered(self, tmp_path: Path) -> None:
        at = Guest(tmp_path)
        at.say("2", "2", "hnc Rus", "y", "Anna", "Ben and Cem", "passive")
        summary = at.say("y", "60 300")
        for told in ("size double", "(Anna)", "Russia (Ben and Cem)", "bot passive", "60 seconds for each decision"):
            assert told in summary
        at.say("", "4711", "4711", "")
        header = kept(tmp_path)
        assert dict(header.seats) == {
            "hnc": "human Anna",
            "west": "passive",
            "gulf": "passive",
            "russia": "human Ben and Cem",
            "assad": "passive",
        }
        assert (header.size, header.clock) == ("double", (60, 300))
        assert [seat for seat, _ in header.pins] == ["hnc"]
        assert "4711" not in at.stream
        at.hang_up()

    def test_asks_again_with_help(self, tmp_path: Path) -> None:
        at = Guest(tmp_path)
        for answer, told in (
            ("9", "type a number from 1 to 3"),
            ("?", '"quit" leaves'),
            ("", "How many"),
            ("6", "type a number from 1 to 5"),
            ("2", "Which seats"),
            ("1 1", "name 2, such as 1 2"),
            ("1 nobody", "type a number from 1 to 5"),
            ("", "Names for those who play?"),
            ("perhaps", "neither yes nor no"),
            ("y", "Who plays the High Negotiations Committee?"),
            ("a;b", "this can't be a name here"),
            ("Anna", "Who plays the Western states?"),
            ("", "Which bot"),
            ("randon", 'did you mean "random"?'),
            ("?", "A bot is a program that plays a seat."),
            ("", "A PIN for each seat"),
            ("y", "A clock?"),
            ("soon", "is no time"),
            ("99999999", "is no time"),
            ("", "So it will be"),
            ("wait", 'press Enter, or type "again" or "quit"'),
            ("", "PIN for High Negotiations Committee (Anna)"),
            ("12", "this is no PIN"),
        ):
            assert told in at.say(answer)
        at.hang_up()

    def test_can_be_asked_for_once_more_before_it_starts(self, tmp_path: Path) -> None:
        at = Guest(tmp_path)
        assert "How long?" in at.say("", "1", "", "", "", "", "again")
        assert "At this screen: High Negotiations Committee and Western states." in at.say("", "2", "", "", "", "", "")
        at.child.sendline("quit")
        assert at.leave() == 0
        assert not list(tmp_path.rglob("*.accord"))

    def test_is_left_at_its_first_page(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, ["play"], 1, (24, 80))
        assert at.wait() == sitting.PAUSE
        at.child.sendline("class")
        assert at.wait() == sitting.PAUSE
        assert '"class" can\'t be answered yet; Enter goes on' in at.stream
        at.child.sendline("quit")
        assert at.leave() == 0

    @pytest.mark.parametrize("how", ["quit", "eof", "intr"])
    def test_is_left_without_a_trace(self, tmp_path: Path, how: str) -> None:
        at = Guest(tmp_path)
        at.say("", "")
        {"quit": lambda: at.child.sendline("quit"), "eof": at.child.sendeof, "intr": at.child.sendintr}[how]()
        assert at.leave() == (130 if how == "intr" else 0)
        assert "Traceback" not in at.stream
        assert not list(tmp_path.rglob("*.accord"))


class TestAGameThatWasLeft:
    def test_is_offered_and_goes_on(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, ["play", "--scenario", "two-banks", "--seed", "5"], 1)
        at.play(14)
        at.child.sendintr()
        assert at.leave() == 130
        (path,) = (tmp_path / "data").rglob("*.accord")
        before = record.load(path).lines
        guest = Guest(tmp_path)
        shown = on_one_line(guest.stream)
        assert "Games that were left" in shown
        assert "two-banks standard turn 1 of 4, going on" in shown
        guest.child.sendline("1")
        guest.child.expect(sitting.PROMPTS)
        guest.take()
        assert "Turn 1 of 4" in guest.stream
        assert record.load(path).lines == before
        guest.hang_up()

    def test_enter_leaves_it_for_a_new_one(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, ["play", "--scenario", "two-banks", "--seed", "5"], 1)
        at.play(2)
        at.hang_up()
        guest = Guest(tmp_path)
        assert "How long?" in guest.say("")
        guest.hang_up()

    def test_over_it_is_not_offered(self, tmp_path: Path) -> None:
        done = sitting.within(tmp_path, ["play", "--scenario", "two-banks", "--seats", "random"], "")
        assert done.returncode == 0
        guest = Guest(tmp_path)
        assert "Games that were left" not in guest.stream
        guest.hang_up()


class TestTheClock:
    ARGUMENTS = ("play", "--scenario", "two-banks", "--seed", "5", "--seats", "upstream=human,others=passive")

    def playing(self, home: Path, *more: str) -> Any:  # noqa: ANN401 (pexpect has no types)
        at = Sitting(home, [*self.ARGUMENTS, "--save", str(home / "game.accord"), *more], 1)
        while at.wait() != sitting.CHOICE:
            at.answer(sitting.PAUSE)
        return at

    def test_takes_the_default_and_marks_it(self, tmp_path: Path) -> None:
        at = self.playing(tmp_path, "--clock", "1")
        assert "1 second left for this decision" in at.stream
        at.child.expect('The time is over: "pass" is taken')
        at.child.expect('The time is over: "card none" is taken')
        at.child.sendintr()
        assert at.leave() == 130
        text = (tmp_path / "game.accord").read_text()
        assert "pass  # by the clock  #" in text
        assert sitting.within(tmp_path, ["verify", str(tmp_path / "game.accord")], "").returncode == 0
        again = Sitting(tmp_path, ["play", "--resume", str(tmp_path / "game.accord"), "--clock", "0"], 1)
        again.wait()
        assert "left for this decision" not in again.stream
        again.hang_up()

    def test_is_seen_to_have_run_out_and_waits_for_nobody(self, tmp_path: Path) -> None:
        arguments = ["play", "--scenario", "two-banks", "--seed", "5", "--seats", "downstream=passive,others=human"]
        at = Sitting(tmp_path, [*arguments, "--clock", "1"], 1, (24, 80))
        while at.wait() != sitting.CHOICE:
            at.child.sendline("")
        assert at.wait() == sitting.PAUSE
        assert on_one_line(at.stream[-300:]).partition("The time is over")[2].endswith("decision.) [Enter]")
        at.wait()  # nobody presses Enter, and the next seat's time is over as well
        assert "The Ferry-town guild passed." in at.stream
        assert at.stream.endswith("slips] ")
        at.hang_up()

    def test_runs_out_while_a_proposal_is_being_written(self, tmp_path: Path) -> None:
        at = self.playing(tmp_path, "--clock", "2")
        at.child.sendline("propose")
        at.child.expect("writing")
        at.child.send("pledge ups")
        at.child.expect('The time is over: "pass" is taken')
        at.child.expect("in private")
        at.child.sendintr()
        assert at.leave() == 130
        lines = record.load(tmp_path / "game.accord").lines
        assert "pass" in lines
        assert "propose" not in lines

    def test_a_reminder_keeps_what_is_being_typed(self, tmp_path: Path) -> None:
        pyte = pytest.importorskip("pyte")
        at = self.playing(tmp_path, "--clock", "14")  # the last call comes when 10 are left
        at.child.send("propo")
        at.child.expect(r"10 seconds left for this decision\)\x1b8\x1b\[B", timeout=40)
        screen = pyte.Screen(100, 400)
        pyte.Stream(screen).feed(at.stream + at.child.before + at.child.after)
        shown = [line.rstrip() for line in screen.display if line.strip()]
        assert shown[-1].endswith("> propo")
        assert shown[-2] == "  (10 seconds left for this decision)"
        assert (screen.cursor.x, shown[-1]) == (len(shown[-1]), screen.display[screen.cursor.y].rstrip())
        at.child.sendline("se")
        at.child.expect("proposed a package|A package of")
        at.hang_up()

    def test_stands_still_in_a_pause_that_hides_the_board(self, tmp_path: Path) -> None:
        at = self.playing(tmp_path, "--clock", "2")
        at.child.sendline("pause")
        assert at.wait() == sitting.HAND_OVER
        hidden = at.stream[at.stream.rfind(sitting.ENTER) :]
        assert "The game is paused" in hidden
        with pytest.raises(pexpect.TIMEOUT):
            at.child.expect("The time is over", timeout=3)
        at.child.sendline("")
        at.child.expect('The time is over: "pass" is taken')
        at.hang_up()

    def test_an_absurd_time_is_told(self, tmp_path: Path) -> None:
        done = sitting.within(tmp_path, [*self.ARGUMENTS, "--clock", "-1"], "")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_any_option_asks_nothing(tmp_path: Path) -> None:
    at = Sitting(tmp_path, ["play", "--size", "class"], 1)
    assert at.wait() == sitting.PAUSE
    assert "How long?" not in at.stream
    at.hang_up()
    shutil.rmtree(tmp_path / "data")
    assert sitting.piped(tmp_path, ["play"], "").returncode == 0
