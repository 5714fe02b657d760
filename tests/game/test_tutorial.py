"""`accord tutorial`: somebody who has read nothing learns a turn by playing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from game.cli.tutorial import LESSONS, command
from tests.game import sitting
from tests.game.sitting import on_one_line

TYPED = [
    "propose",
    "text water 1",
    "pledge upstream truce island",
    "send",
    "silence",
    "card timber event",
    "order hold",
    "attend",
]


def practised(typed: list[str]) -> str:
    """What a practice shows, on one line."""
    done = CliRunner().invoke(command, ["--plain"], "".join(f"{line}\n" for line in typed))
    assert done.exit_code == 0, done.exception
    return on_one_line(done.output)


class TestThePractice:
    def test_teaches_everything_a_turn_has_in_its_order(self) -> None:
        shown = practised(TYPED)
        at = [shown.index(lesson.title) for lesson in LESSONS]
        assert at == sorted(at)
        assert len(LESSONS) == len(TYPED)
        for told in ("the package stands", "Timber rafts", "sealed", "Turn 2 of 4"):
            assert told in shown
        assert shown.rstrip().endswith("is not possible.")

    def test_can_be_played_by_numbers_alone(self) -> None:
        numbers = ["1", "1", "1", "2", "5", *"11111111"]
        assert "Well done" in practised(numbers)

    def test_takes_a_package_in_one_line(self) -> None:
        shown = practised(["propose text water 1; pledge upstream truce island", *TYPED[4:]])
        assert "Well done" in shown

    @pytest.mark.parametrize(
        ("before", "typed", "told"),
        [
            (0, "xyzzy", "no line of this game"),
            (0, "pass", '"pass" can be done, but not in this step; now practise "propose"'),
            (0, "propose text water 1", "this goes too fast"),
            (0, "text water 1", 'type "propose" first, or send it at once: "propose text'),
            (0, "99", "there is no choice 99"),
            (1, "text water 2", "section 3.2"),
            (2, "send", 'now practise "pledge upstream truce island"'),
            (0, "pledge", 'a clause is part of a package; type "propose" first'),
            (1, "pledge", "could be pledge upstream"),
            (4, "order hold", "section 11"),
            (5, "card none", 'now practise "card timber-rafts event"'),
            (6, "why order assault", "is possible now"),
            (7, "save", "This game is not saved"),
            (7, "?", "Choose by number"),
        ],
    )
    def test_meets_what_is_wrong_with_help(self, before: int, typed: str, told: str) -> None:
        shown = practised([*TYPED[:before], typed, *TYPED[before:]])
        assert told in shown
        assert "Well done" in shown

    def test_goes_on_after_undo(self) -> None:
        assert "Well done" in practised([*TYPED[:3], "undo", "undo", *TYPED[1:]])

    def test_back_in_a_group_of_choices_leaves_the_group_alone(self) -> None:
        shown = practised(["propose", "1", "1", "back", "back", *TYPED[1:]])
        assert shown.count("0 back") == 3
        assert "Taken back" not in shown
        assert "Well done" in shown

    def test_after_a_proposal_is_left_the_first_step_comes_again(self) -> None:
        shown = practised(["propose", "undo", "pass", *TYPED])
        assert '"pass" can be done, but not in this step; now practise "propose"' in shown
        assert "Well done" in shown

    def test_says_what_its_numbers_mean(self) -> None:
        shown = practised(TYPED)
        assert shown.index("U is what an agreement on the text would be worth") < shown.index("U 4.3")
        assert shown.index("N is what you have without one") < shown.index(" N 50.0")

    def test_helps_with_lines_of_its_own_scenario(self) -> None:
        assert '"propose text water 1; ask ferry-town 1"' in practised(["?", "quit"])

    def test_breaking_the_silence_and_the_pledge_are_lessons_too(self) -> None:
        shown = practised([*TYPED[:4], "break", TYPED[5], "order assault", "absent"])
        assert "The package fell." in shown
        assert "broke a pledge" in shown
        assert "Well done" in shown

    @pytest.mark.parametrize("steps", range(len(TYPED)))
    @pytest.mark.parametrize("how", ["quit", None])
    def test_can_be_left_at_any_step(self, steps: int, how: str | None) -> None:
        shown = practised([*TYPED[:steps], *([how] if how else [])])
        assert "Come back with: accord tutorial" in shown

    def test_says_how_to_come_back_after_ctrl_c(self, tmp_path: Path) -> None:
        pytest.importorskip("termios")
        at = sitting.Sitting(tmp_path, ["tutorial"], 1, (24, 80))
        at.wait()
        at.child.sendintr()
        assert at.leave() == 130
        assert on_one_line(at.stream).endswith("Come back with: accord tutorial; or begin a game: accord play")

    def test_is_read_before_it_is_asked_for(self, tmp_path: Path) -> None:
        """On the smallest screen, too, nothing pushes an explanation away before its prompt."""
        pytest.importorskip("termios")
        pytest.importorskip("pyte")
        from tests.game.test_screens import Watched

        at = Watched(tmp_path, ["tutorial"], 24, 80)
        for lesson, line in zip(LESSONS, TYPED, strict=True):
            while at.wait() != sitting.CHOICE:
                at.child.sendline("")
            assert any(lesson.title in shown for shown in at.lines())
            at.child.sendline(line)
        while at.wait() != sitting.GONE:
            at.child.sendline("")
        assert "Well done" in on_one_line(at.stream)
