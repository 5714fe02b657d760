"""No game is lost: killed, cut off, left at any prompt, it goes on with nothing missing but what was being typed."""

from __future__ import annotations

import re
import signal
import time
from pathlib import Path
from random import Random

import pytest

from game import journal, record
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line
from tests.marks import repeats

pytest.importorskip("termios")

PHRASE = "a weir, a ferry, two fields"
BANKS = ("--scenario", "two-banks", "--size", "standard")
PLACES: list[int | str] = [sitting.CHOICE, sitting.LOOK, sitting.HAND_OVER, sitting.PAUSE, "pin", "pause"]
STOPS = [("eof", 0), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
STOPS_AT_PLACES = [  # one signal goes the way of the other, so the later two are counted at one prompt only
    pytest.param(
        place,
        how,
        id=f"{place}-{how[0]}",
        marks=pytest.mark.no_cover if place != sitting.CHOICE and how in STOPS[2:] else [],
    )
    for place in PLACES
    for how in STOPS
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", repeats(*range(10)))
def test_kill_9_costs_at_most_the_action_being_typed(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "game.accord"
    dice = Random(seed)
    at = Sitting(tmp_path, ["play", *BANKS, "--seed", str(seed), "--save", str(path)], seed)
    prompt = at.play(dice.randint(1, 60))
    assert prompt != sitting.GONE
    before = record.load(path).lines
    at.answer(prompt)
    time.sleep(dice.random() * 0.02)  # somewhere in the middle of what follows
    at.child.kill(signal.SIGKILL)
    at.child.wait()
    after = record.loads(journal.read(path).text).lines
    assert after[: len(before)] == before

    on = Sitting(tmp_path, ["play", "--resume", str(path)], seed)
    assert on.wait() != sitting.GONE
    assert record.load(path).lines[: len(after)] == after
    on.answer(sitting.PAUSE)
    on.play()
    assert on.leave() == 0
    kept = record.load(path)
    assert kept.sealed
    assert not kept.header.journal
    assert kept.lines[: len(before)] == before or "undo" in before


def at_prompt(at: Sitting, wanted: int) -> None:
    """Play until a prompt of that kind comes."""
    while (prompt := at.wait()) != wanted:
        assert prompt != sitting.GONE
        at.answer(prompt)


@pytest.mark.parametrize(("prompt", "how"), STOPS_AT_PLACES)
def test_every_way_to_stop_at_every_prompt(
    tmp_path: Path, prompt: int | str, how: tuple[signal.Signals | str, int]
) -> None:
    path = tmp_path / "game.accord"
    arguments = ["play", *BANKS, "--seed", "3", "--seats", "upstream=human,ferry-town=human,downstream=passive"]
    at = Sitting(tmp_path, [*arguments, *(["--pins"] if prompt == "pin" else []), "--save", str(path)], 3)
    if prompt == "pin":
        for _ in range(4):
            at.child.expect(r"(none\)|once more): $")
            at.child.sendline("4711")
        at_prompt(at, sitting.HAND_OVER)
        at.child.sendline("")
        assert at.wait() == sitting.HAND_OVER
        assert "PIN of" in at.stream[-60:]
    elif prompt == "pause":
        at_prompt(at, sitting.CHOICE)
        at.child.sendline("pause")
        assert at.wait() == sitting.HAND_OVER
        assert at.stream.endswith("Press Enter to go on. ")
    elif prompt == sitting.LOOK:
        at_prompt(at, sitting.CHOICE)
        at.child.sendline("look")
        at_prompt(at, sitting.LOOK)
    else:
        at_prompt(at, int(prompt))
    before = record.load(path).lines
    stop, code = how
    if stop == "eof":
        at.child.sendeof()
    else:
        at.child.kill(stop)
    assert at.leave() == code
    assert on_one_line(at.stream).rstrip().endswith(f"go on with: accord play --resume {path}")
    assert at.stream.rfind(sitting.LEAVE) >= at.stream.rfind(sitting.ENTER)
    assert "Traceback" not in at.stream
    assert record.load(path).lines == before


class TestBriefings:
    def test_a_game_left_in_its_briefings_has_them_again(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        at = Sitting(tmp_path, ["play", *BANKS, "--seed", "1", "--save", str(path)], 1)
        at_prompt(at, sitting.HAND_OVER)
        at.child.sendline("")
        at.wait()
        at.child.kill(signal.SIGKILL)
        at.child.wait()
        on = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        at_prompt(on, sitting.CHOICE)
        assert len(re.findall("You are the", on.stream)) == 3
        on.child.sendline("pass")
        on.wait()
        on.hang_up()
        later = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        at_prompt(later, sitting.CHOICE)
        assert "You are the" not in later.stream
        later.hang_up()


class TestAPackageThatIsBeingWritten:
    WRITTEN = ("propose", "text water 1", "pledge upstream truce island")

    def left(self, home: Path, *typed: str, lock: bool = False) -> Path:
        """A game killed while the first to speak was typing."""
        path = home / "game.accord"
        at = Sitting(home, ["play", *BANKS, "--seed", "1", "--save", str(path), *(["--lock"] if lock else [])], 1)
        if lock:
            for _ in range(2):
                at.child.expect(r": $")
                at.child.sendline(PHRASE)
        at_prompt(at, sitting.CHOICE)
        for line in typed:
            at.child.sendline(line)
            at.wait()
        at.child.send("ask ferry")
        at.child.kill(signal.SIGKILL)
        at.child.wait()
        return path

    def test_is_gone_on_with_but_for_the_clause_being_typed(self, tmp_path: Path) -> None:
        path = self.left(tmp_path, *self.WRITTEN)
        before = record.load(path).lines
        on = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        at_prompt(on, sitting.CHOICE)
        shown = on_one_line(on.stream)
        assert "The package that was being written when the game was left is here again." in shown
        assert '1. The water: "half each in dry months"' in shown
        assert "2. The Upstream council to pledge: no assault on the island" in shown
        assert on.stream.endswith("writing (? for help) > ")
        assert record.load(path).lines == before
        on.child.sendline("send")
        on.wait()
        on.hang_up()
        played = ["propose", "text water 1", "pledge upstream truce island", "send"]
        assert record.load(path).lines == [*before, *played]
        assert not record.load(path).draft

    def test_given_up_it_stays_away(self, tmp_path: Path) -> None:
        path = self.left(tmp_path, *self.WRITTEN, "drop 2", "leave")
        on = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        at_prompt(on, sitting.CHOICE)
        assert "being written" not in on.stream
        on.hang_up()

    def test_is_in_no_record_that_is_closed_and_nothing_the_watcher_sees(self, tmp_path: Path) -> None:
        path = self.left(tmp_path, *self.WRITTEN)
        assert "text water 1" in path.read_text()
        seen = sitting.within(tmp_path, ["watch", "--once", str(path)], "")
        assert (seen.returncode, "pledge" in seen.stdout.partition("No pledges")[0]) == (0, False)
        assert sitting.within(tmp_path, ["play", "--resume", str(path)], sitting.numbers(4)).returncode == 0
        assert "being written" not in path.read_text()
        assert record.load(path).sealed

    def test_is_locked_where_the_game_is(self, tmp_path: Path) -> None:
        pytest.importorskip("cryptography")
        path = self.left(tmp_path, *self.WRITTEN, lock=True)
        assert "water" not in path.read_text()
        on = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        on.child.expect(r": $")
        on.child.sendline(PHRASE)
        at_prompt(on, sitting.CHOICE)
        assert '1. The water: "half each in dry months"' in on_one_line(on.stream)
        on.hang_up()


class TestATerminalThatCannotHide:
    def test_says_so_before_anything_secret(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = sitting.environment
        monkeypatch.setattr(sitting, "environment", lambda home: {**real(home), "TERM": "dumb"})
        at = Sitting(tmp_path, ["play", *BANKS, "--seed", "1"], 1)
        at_prompt(at, sitting.HAND_OVER)
        said = on_one_line(at.stream)
        assert "This terminal can't clear its screen" in said
        assert "agenda" not in said
        assert "\x1b" not in at.stream
        at.hang_up()

    def test_others_are_not_warned(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, ["play", *BANKS, "--seed", "1"], 1)
        at_prompt(at, sitting.HAND_OVER)
        assert "can't clear" not in on_one_line(at.stream)
        at.hang_up()


class TestAThinkingBot:
    def test_says_that_it_thinks_and_can_be_stopped(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        seats = "upstream=cmd:sleep 600,others=human"
        at = Sitting(tmp_path, ["play", *BANKS, "--seed", "1", "--seats", seats, "--save", str(path)], 1)
        while (found := at.child.expect([r"The Upstream council: thinking\. Ctrl-C leaves", *sitting.PROMPTS])) > 1:
            at.child.sendline("")
        assert found == 0
        before = record.load(path).lines
        at.child.sendintr()
        assert at.leave() == 130
        assert "Saved; go on with" in on_one_line(at.stream)
        assert "Traceback" not in at.stream
        assert record.load(path).lines == before
