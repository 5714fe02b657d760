"""What is seen at a real terminal: the board and the editor as screens, every kind of terminal, slips, the reveal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import cards
from game.session import Session
from tests.game import sitting
from tests.game.sitting import Sitting, on_one_line, open_and_private, within
from tests.game.test_board import same_as_golden
from tests.game.test_play import BANKS, game

pyte = pytest.importorskip("pyte")
pytest.importorskip("termios")

LOOKED_AT = ("table", "map", "areas", "draft", "issues", "ledger", "worth", "hand", "propose", "text justice 2")
TO_SLIPS = ("pass", "pass", "pass", "slips")
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7][0-9;]*m")
DRAWN = set("─│╲╱…→")


class Watched(Sitting):
    """A sitting at a terminal of a certain size, whose screen can be looked at."""

    def __init__(self, home: Path, arguments: Sequence[str], rows: int, columns: int, **changes: str) -> None:
        super().__init__(home, arguments, 1, (rows, columns), changes)
        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self._terminal = pyte.Stream(self.screen)
        self._fed = 0

    def lines(self) -> list[str]:
        """The screen as it stands, without the empty lines at its end."""
        self._terminal.feed(self.stream[self._fed :])
        self._fed = len(self.stream)
        shown = [str(line).rstrip() for line in self.screen.display]
        while shown and not shown[-1]:
            shown.pop()
        return shown

    def until(self, part: str) -> list[str]:
        """Press Enter at every prompt until that is on the screen."""
        for _ in range(60):
            self.wait()
            shown = self.lines()
            if any(part in line for line in shown):
                return shown
            self.child.sendline("")
        raise AssertionError("\n".join(shown))

    def type(self, *texts: str) -> list[str]:
        """Type lines, each at its prompt, and Enter where a page is longer; the screen after the last."""
        for text in texts:
            self.child.sendline(text)
            while self.wait() == sitting.PAUSE:
                self.child.sendline("")
        return self.lines()


def upstream(home: Path) -> list[str]:
    return [*game(home, seed=7), "--seats", "upstream=human,others=passive"]


def alone(home: Path, *more: str) -> list[str]:
    return [*game(home, "--size", "class", seed=7), "--seats", "hnc=human,others=passive", *more]


class TestAScreenOf80By24:
    def test_holds_the_whole_table(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, upstream(tmp_path), 24, 80)
        shown = at.until("Up has the floor")
        assert shown[-1] == "[the table; Enter]"
        top = next(number for number, line in enumerate(shown) if "Up has the floor" in line)
        same_as_golden("screen-table-80x24", shown[top:])
        assert len(shown[top:]) <= 24
        at.hang_up()

    def test_is_broken_between_cards_and_not_within(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, alone(tmp_path), 24, 80)
        shown = at.until("You are the High Negotiations Committee")
        assert shown[-1] == "[more: Enter]"
        assert not any("Evidence is kept" in line for line in shown)
        at.child.sendline("")
        at.wait()
        assert "[more: Enter]" not in at.lines()[:-1]  # what has been answered is gone
        at.hang_up()

    def test_holds_the_help(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, upstream(tmp_path), 24, 80)
        at.until("(? for help)")
        shown = at.type("?")
        top = next(number for number, line in enumerate(shown) if line.startswith("Choose by number"))
        same_as_golden("screen-help-80x24", shown[top:])
        at.hang_up()

    def test_grows_a_proposal(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, upstream(tmp_path), 24, 80)
        at.until("(? for help)")
        shown = at.type("propose", "text water 1", "ask ferry-town 2")
        top = max(number for number, line in enumerate(shown) if line.startswith("── A package"))
        same_as_golden("screen-proposal-80x24", shown[top:])
        at.hang_up()

    def test_shows_what_a_choice_is_known_to_change(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, upstream(tmp_path), 24, 80)
        at.until("(? for help)")
        shown = at.type("pass", "1")
        top = max(number for number, line in enumerate(shown) if line.startswith("Your card this turn / "))
        same_as_golden("screen-card-80x24", shown[top:])
        at.hang_up()


class TestEveryTerminal:
    def played(self, home: Path, *more: str, columns: int = 80, **changes: str) -> str:
        """The stream of a sitting that looks at nearly everything."""
        at = Watched(home, alone(home, *more), 30, columns, **changes)
        at.until("(? for help)")
        at.type(*LOOKED_AT)
        at.child.sendline("quit")
        at.leave()
        return at.stream

    def test_has_colour_over_words_that_say_it_all(self, tmp_path: Path) -> None:
        stream = self.played(tmp_path)
        assert COLOUR.search(stream)
        assert "besieged" in stream

    def test_without_colour(self, tmp_path: Path) -> None:
        assert not COLOUR.search(self.played(tmp_path, NO_COLOR="1"))

    def test_plain(self, tmp_path: Path) -> None:
        assert not re.search(r"\x1b\[[0-9;]*m", self.played(tmp_path, "--plain"))

    def test_that_is_dumb(self, tmp_path: Path) -> None:
        assert "\x1b" not in self.played(tmp_path, TERM="dumb")

    def test_that_knows_ascii_alone(self, tmp_path: Path) -> None:
        stream = self.played(tmp_path, PYTHONIOENCODING="ascii")
        assert stream.isascii()
        assert "[G] Hama" in CODES.sub("", stream)
        board = CODES.sub("", stream).partition("HNC has the floor")[2].partition("(? for help)")[0]
        assert "?" not in board  # no letter was lost

    @pytest.mark.parametrize("columns", [60, 250])
    def test_of_any_width(self, tmp_path: Path, columns: int) -> None:
        stream = CODES.sub("", self.played(tmp_path, columns=columns))
        shown = stream.partition("(? for help)")[2].partition("Saved; go on with")[0].splitlines()
        assert [line for line in shown if len(line) > columns] == []

    def test_that_is_read_out(self, tmp_path: Path) -> None:
        stream = self.played(tmp_path, "--linear")
        assert not DRAWN & set(stream)
        assert "Section: The map" in stream
        assert "1: Propose a package" in stream
        assert "The ceasefire and who verifies it, position 3: " in stream

    def test_that_is_resized_while_it_waits(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, alone(tmp_path), 40, 120)
        at.until("(? for help)")
        at.child.setwinsize(30, 60)
        before = len(at.stream)
        at.wait()  # it is laid out anew
        at.type("", "table", "propose")
        shown = CODES.sub("", at.stream[before:])
        assert "A package of the High Negotiations Committee" in shown
        assert [line for line in shown.splitlines() if len(line) > 60] == []
        at.hang_up()


class TestAQuickHand:
    def test_lines_typed_before_their_prompts_spoil_no_page(self, tmp_path: Path) -> None:
        at = Watched(tmp_path, game(tmp_path, seed=7), 24, 80)
        at.until("Your turn to speak")
        at.child.send("bananas\rapples\rcherries\rpass\r")
        while '"cherries" is no line of this game' not in at.stream:
            if at.wait() == sitting.PAUSE:
                at.child.sendline("")
        shown = at.lines()
        assert not [line for line in shown if line.endswith("er]") and not line.startswith("[")]
        assert not [line for line in shown if "> " in line and line.endswith(":")]
        assert "> cherries" in CODES.sub("", at.stream)


class TestTheEditor:
    def test_sends_what_was_written_in_any_order(self, tmp_path: Path) -> None:
        typed = ["propose", "pledge upstream truce island", "text water 0", "text water 1", "send", "quit"]
        done = within(tmp_path, game(tmp_path), "\n".join(typed))
        assert (done.returncode, done.stderr) == (0, "")
        assert "In place of: text water 0" in done.stdout
        lines = Session.load(tmp_path / "game.accord").lines
        assert lines[-4:] == ["propose", "text water 1", "pledge upstream truce island", "send"]

    def test_drops_a_clause_by_its_number_or_its_words(self, tmp_path: Path) -> None:
        typed = [
            "propose text water 1; pledge upstream attend; ...",
            "drop 1",
            "drop pledge",
            "drop 7",
            "send",
            "leave",
        ]
        done = within(tmp_path, game(tmp_path), "\n".join([*typed, "quit"]))
        assert '"7" is no clause here' in done.stdout
        assert "nothing is written yet" in done.stdout
        assert "Taken back: propose" in done.stdout
        assert "propose" not in Session.load(tmp_path / "game.accord").lines

    def test_says_what_a_package_would_come_to_and_to_whom(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "propose\ntext water 1\nask ferry 1\nquit\n")
        page = on_one_line(done.stdout.rpartition("A package of the Upstream council")[2])
        assert "Must agree: the Ferry-town guild." in page
        assert "May break the silence: the Downstream council (for 1)." in page
        assert "by public weights: Up +30, Ferry +10, Down -15" in page
        assert "If it passes: U" not in page  # others look on

    def test_refuses_with_the_section_and_keeps_what_was_written(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "propose\ntext water 1\ntext water 2\ncall\ntext wat ?\nsend\nquit\n")
        assert "§3.2 The draft on the water already stands at 2." in on_one_line(done.stdout)
        assert '"call" is no clause' in done.stdout
        assert "  text water 0\n" in done.stdout
        assert Session.load(tmp_path / "game.accord").lines[-2:] == ["text water 1", "send"]


class TestAskedAtAPrompt:
    def test_why_not_has_a_remedy(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "why call\nwhy propose text water 2\nwhy propose text water 1\nquit\n")
        shown = on_one_line(done.stdout)
        assert "call: §5.1 Upstream council can't ratify this text" in shown
        assert "What it would take: Move the draft within its red line" in shown
        assert "text water 2: §3.2 The draft on the water already stands at 2." in shown
        assert '"propose text water 1" is possible now.' in shown

    def test_how_a_line_may_go_on(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "propose text ?\nxyz ?\nquit\n")
        assert "  propose text bridge\n" in done.stdout
        assert 'nothing here begins with "xyz"' in done.stdout

    def test_advice_is_for_private_pages(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "advice\nlook\nadvice\n\nlook ferry\nadvice\n\nquit\n")
        shown = on_one_line(done.stdout)
        assert '"advice" is for a private page' in shown
        assert "The negotiator bot, in your place, would play: " in shown
        assert "there is nothing to decide for this seat now" in shown
        for page in re.findall(r"in your place, would play.*", re.sub(r"─── private.*?─── end", "", shown)):
            raise AssertionError(page)

    def test_advice_can_be_switched_off(self, tmp_path: Path) -> None:
        seats = ["--seats", "upstream=human,others=passive"]
        done = within(tmp_path, [*game(tmp_path), *seats, "--no-advice"], "advice\nquit\n")
        assert "advice is switched off" in done.stdout
        other = tmp_path / "with"
        other.mkdir()
        done = within(other, [*game(other), *seats], "advice\nquit\n")
        assert "would play: " in done.stdout


class TestSlipsOnPaper:
    SLIPS = ("down: card market event; order fortify fields", "up: absent", "ferry: card soundings capital", "seal")

    def test_are_typed_in_on_a_page_that_nobody_else_sees(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=7), 4)
        while True:
            prompt = at.wait()
            if at.stream.endswith("slips] "):
                break
            at.child.sendline("pass" if prompt == sitting.CHOICE else "")
        before = len(at.stream)
        for text in ("slips", "", *self.SLIPS):
            at.child.sendline(text)
            prompt = at.wait()
        while prompt == sitting.PAUSE:
            at.child.sendline("")
            prompt = at.wait()
        shown, private = open_and_private(at.stream[before:])
        assert "the teacher" in private[0]
        assert "Ferry: card soundings capital; order hold; attend" in private[0]
        told = shown.partition("reveal")[0]
        assert [word for word in ("soundings", "market", "fortify", "absent") if word in told] == []
        assert 'The Ferry-town guild revealed "Soundings" and used it as capital.' in shown
        at.hang_up()
        lines = Session.resume(tmp_path / "game.accord").lines
        first = lines.index("card none")
        assert lines[first : first + 3] == ["card none", "order hold", "absent"]

    def test_can_be_typed_again_and_left(self, tmp_path: Path) -> None:
        typed = [
            "pass",
            "pass",
            "pass",
            "slips",
            "nobody: attend",
            "up: sign",
            "up: absent",
            "up: attend",
            "seal",
            "leave",
        ]
        done = within(tmp_path, game(tmp_path), "\n".join([*typed, "quit"]))
        assert (done.returncode, done.stderr) == (0, "")
        assert '"nobody" is no seat' in done.stdout
        assert "slips are missing" in done.stdout
        assert "Nothing was sealed." in done.stdout
        assert Session.load(tmp_path / "game.accord").lines[-1] == "pass"

    def test_are_explained_when_all_are_there_too(self, tmp_path: Path) -> None:
        typed = [*TO_SLIPS, "up: attend", "ferry:", "down:", "?", "seal"]
        done = within(tmp_path, game(tmp_path), "\n".join([*typed, "quit"]))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("Slips, for the teacher alone") == 2
        assert "The choices of the Downstream council are sealed." in done.stdout

    def test_are_for_the_sealed_choices(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "slips\nquit\n")
        assert "slips are for the sealed choices" in done.stdout


class TestTheReveal:
    def test_goes_from_cards_to_orders_to_consequences_with_each_fight_told(self, tmp_path: Path) -> None:
        typed = [
            "pass",
            "pass",
            "pass",
            "slips",
            "up: card timber event; order assault island",
            "ferry:",
            "down:",
            "seal",
        ]
        done = within(tmp_path, game(tmp_path, seed=7), "\n".join([*typed, "quit"]))
        shown = on_one_line(done.stdout.rpartition("end of private")[2])
        order = [
            "The reveal: cards",
            'revealed "Timber rafts" and used it as its event',
            "The reveal: orders",
            "attacked the field wardens on the island from outside with 2: 2 lent from next to it.",
            "The weir lent 2 of its strength to the attack.",
            "The field wardens defended with 1: 1 there, 1 for the ground and 1 less under siege.",
            "The draw was -1: attack 2, defence 1; both sides lost 1.",
            "Consequences",
            "People harmed this turn:",
        ]
        assert [shown.find(part) for part in order] == sorted(shown.find(part) for part in order)
        assert shown.find(order[0]) >= 0


class TestThePageAtTheEnd:
    SLIPS = ("slips", "up:", "ferry:", "down:", "seal")
    TYPED = (
        *(*TO_SLIPS, "up: order assault island", *SLIPS[2:]),
        *("pass", "pass", "propose text water 1; pledge upstream truce island", "silence", "silence", *SLIPS),
        *("call", "sign", "sign", *SLIPS),
        *(*TO_SLIPS, *SLIPS[1:], "stay", "stay", "stay"),
    )

    def test_has_people_first_and_everybody_against_their_own_aims(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path, *BANKS, seed=7), "\n".join(self.TYPED))
        page = done.stdout[done.stdout.index("What it cost people") :]
        parts = ["Where: the island", "How: ", "How it ended", "What was agreed", "For those who had no seat"]
        parts += ["So this is what they were promised", "In a dry month each bank", "Pledges, kept and broken"]
        parts += ["What each made of it, by its own aims", "no agreement: ", "standing: ", "Several can succeed"]
        assert [page.find(part) for part in parts] == sorted(page.find(part) for part in parts)
        assert page.find(parts[0]) >= 0
        assert not re.search(r"of 100 .* \d\.$", page, re.MULTILINE)
        table = cards.table("two-banks", "standard")
        assert all(label in on_one_line(page) for one in table.outlooks for label in (term.label for term in one.terms))
