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

pytest.importorskip("termios")

BANKS = ("--scenario", "two-banks", "--size", "standard")
STOPS = [("eof", 0), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
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


@pytest.mark.parametrize("how", STOPS, ids=str)
@pytest.mark.parametrize("prompt", [sitting.CHOICE, sitting.LOOK, sitting.HAND_OVER, sitting.PAUSE, "pin", "pause"])
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
        on.child.close(force=True)
        later = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        at_prompt(later, sitting.CHOICE)
        assert "You are the" not in later.stream
        later.child.close(force=True)


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
        at.child.close(force=True)

    def test_others_are_not_warned(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, ["play", *BANKS, "--seed", "1"], 1)
        at_prompt(at, sitting.HAND_OVER)
        assert "can't clear" not in on_one_line(at.stream)
        at.child.close(force=True)


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
