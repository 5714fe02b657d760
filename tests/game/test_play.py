"""`accord play`: the real program, by pipe and at a terminal."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

import cards
from cards.grammar import Name
from game import cli, record
from game.cli.screen import Screen
from game.session import Session
from rules.state import OVER
from tests.game import sitting
from tests.game.sitting import Sitting, numbers, on_one_line, open_and_private, piped, within
from tests.marks import repeats

pytest.importorskip("termios")

BANKS = ("--scenario", "two-banks", "--size", "standard")
PRIVATE_PIPE = re.compile(r"─── private: .*?─── end of private: [^\n]*\n", re.DOTALL)

ANSWERS = [  # to what is typed, one after the other; the last ones are only not to end the game
    ("xyzzy", "no line of this game"),
    ("99", "there is no choice 99"),
    ("call", "§5.1"),
    ("hand", '"look" gives you one'),
    ("undo", "nothing can be taken back"),
    ("rules 99", 'no section "99"'),
    ("why", '"why" asks about a line'),
    ("card", "which card?"),
    ("card nothing", 'no card is called "nothing"'),
    ("card timbr rafts", 'did you mean "card timber-rafts"?'),
    ("why call", "§5.1"),
    ("hlep", 'did you mean "help"?'),
    ("propose text water 9", ""),
    ("\x00\x1b[A\x07", ""),
    ("ä" * 5000, ""),
    ("propose " + "; ".join(["text water 1"] * 50), ""),
]


def game(home: Path, *arguments: str, seed: int = 5) -> list[str]:
    """The command for a game that is kept in `home`."""
    return ["play", *(arguments or BANKS), "--seed", str(seed), "--save", str(home / "game.accord")]


def result(stream: str) -> str:
    """The page at the end."""
    _, found, page = stream.partition("What it cost people")
    assert found, stream[-2000:]
    return page


class TestAPipe:
    @pytest.mark.parametrize("seed", repeats(*range(2)))
    def test_plays_a_whole_game_by_numbers(self, tmp_path: Path, seed: int) -> None:
        done = piped(tmp_path, game(tmp_path, seed=seed), numbers(seed))
        assert (done.returncode, done.stderr) == (0, "")
        page = result(done.stdout)
        order = ["People harmed", "How it ended", "on the table", "by its own aims", "The record of this game"]
        if "What was agreed" in page:
            order[2] = "What was agreed"
        assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)
        assert Session.load(tmp_path / "game.accord").to_move == OVER
        assert record.load(tmp_path / "game.accord").sealed

    def test_plays_a_record_that_is_typed_in(self, tmp_path: Path) -> None:
        played = Session.new("two-banks", "standard", 11)
        dice = Random(4)
        typed = []
        while played.to_move != OVER:
            action = dice.choice(played.legal())
            played.play([action])
            typed.append(action)
        lines = [line for line in played.lines if not re.match(r"(agenda|deal|headline|battle|inspect|pick) ", line)]
        assert len(lines) == len(typed)
        done = within(tmp_path, game(tmp_path, seed=11), "\n".join(lines))
        assert (done.returncode, done.stderr) == (0, "")
        assert record.load(tmp_path / "game.accord").lines == played.lines

    def test_writes_no_control_codes(self, tmp_path: Path) -> None:
        done = piped(tmp_path, game(tmp_path), numbers(2, 60))
        assert "\x1b" not in done.stdout

    def test_is_saved_when_it_ends_and_goes_on(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        done = piped(tmp_path, game(tmp_path), "pass\npass\n")
        assert done.returncode == 0
        assert done.stdout.rstrip().endswith(f"Saved; go on with: accord play --resume {path}")
        done = within(tmp_path, ["play", "--resume", str(path)], numbers(1))
        assert (done.returncode, done.stderr) == (0, "")
        result(done.stdout)

    def test_goes_on_after_a_torn_line(self, tmp_path: Path) -> None:
        path = tmp_path / "game.accord"
        piped(tmp_path, game(tmp_path), "pass\npass\n")
        path.write_bytes(path.read_bytes()[:-5])
        done = within(tmp_path, ["play", "--resume", str(path)], "pass\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert "only half written and is dropped" in done.stdout

    def test_does_not_go_on_when_the_game_is_over(self, tmp_path: Path) -> None:
        within(tmp_path, [*game(tmp_path), "--seats", "random"], "")
        done = within(tmp_path, ["play", "--resume", str(tmp_path / "game.accord")], "")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "this game is over" in done.stderr
        assert not list(tmp_path.rglob("data/*"))

    def test_shows_private_pages_between_marks(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path, seed=8), numbers(8))
        table = cards.table("two-banks", "standard")
        before = done.stdout.partition("What it cost people")[0]
        keeps_secrets(PRIVATE_PIPE.sub("", before), table.agenda_names, table.card_names)

    def test_answers_whatever_is_typed_in_a_line(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "".join(f"{typed}\n" for typed, _told in ANSWERS) + "pass\n")
        assert (done.returncode, done.stderr) == (0, "")
        rest = on_one_line(done.stdout)
        for typed, told in ANSWERS:
            at = rest.find(told)
            assert at >= 0, typed
            rest = rest[at + len(told) :]
        assert "The Upstream council passed." in rest

    def test_survives_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        done = piped(tmp_path, game(tmp_path), Random(1).randbytes(4000).replace(b"\n", b"") + b"\npass\n")
        assert (done.returncode, done.stderr) == (0, "")
        assert "The Upstream council passed." in on_one_line(done.stdout)

    def test_gives_up_on_a_pipe_that_makes_no_sense(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "y\n" * 1000)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "nobody understood; go on with: accord play --resume" in done.stderr


class TestWhatCanBeLookedUp:
    def test_every_page_there_is(self, tmp_path: Path) -> None:
        asked = ["?", "table", "map", "neighbours", "draft", "issues", "ledger", "discards", "history"]
        asked += ["rules", "rules 3.3", "card timber", "save", "look nobody", "look downstream", "done"]
        asked += ["look", "hand", "worth", "agenda", "done", "quit"]
        done = within(tmp_path, game(tmp_path), "\n".join(asked))
        assert (done.returncode, done.stderr) == (0, "")
        shown = done.stdout
        assert shown.count("─── private: ") == shown.count("─── end of private: ") == 5
        for part in ("The silence procedure", "Timber rafts", "What it is worth to you", "The map", "why LINE"):
            assert part in done.stdout
        assert re.search(r"^  position +0 +1 +2\n  The water +\[?", shown, re.MULTILINE)

    def test_a_copy_of_the_record(self, tmp_path: Path) -> None:
        copy = tmp_path / "copy.accord"
        done = within(tmp_path, game(tmp_path), f"pass\nsave {copy}\nsave {copy}\nquit\n")
        assert f"{copy}: is there already" in done.stdout
        assert Session.load(copy).lines[-1] == "pass"

    def test_a_step_is_taken_back(self, tmp_path: Path) -> None:
        done = within(tmp_path, game(tmp_path), "propose\nundo\npass\nquit\n")
        assert "Taken back: propose" in done.stdout
        assert "propose" not in Session.load(tmp_path / "game.accord").lines


class TestWhoPlays:
    def test_bots_play_by_themselves(self, tmp_path: Path) -> None:
        done = within(tmp_path, [*game(tmp_path), "--seats", "random"], "")
        assert (done.returncode, done.stderr) == (0, "")
        result(done.stdout)

    def test_a_single_player_is_not_asked_to_hand_over(self, tmp_path: Path) -> None:
        done = within(tmp_path, [*game(tmp_path), "--seats", "downstream=human,others=random"], numbers(3))
        assert (done.returncode, done.stderr) == (0, "")
        assert "private:" not in done.stdout
        before = on_one_line(done.stdout.partition("What it cost people")[0])
        others = [agenda for agenda in ("The mill wheels", "A road for timber", "Steady trade") if agenda in before]
        assert others == []

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["--seats", "nobody=random"], 'no seat "nobody"'),
            (["--seats", "upstream=randon"], 'did you mean "random"?'),
            (["--seats", "upstream=random,upstream=human"], "named twice"),
            (["--headline", "1"], "no pick of a headline"),
            (["--headline", "1=no-such"], "no-such"),
            (["--size", "big"], "big"),
            (["--scenario", "nowhere"], "nowhere"),
            (["--resume", "no-such-file"], "no-such-file"),
            (["--seed", "-1"], "-1"),
            (["--game", "2"], "name the file: --resume FILE"),
        ],
    )
    def test_a_mistake_is_told_in_a_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], told: str
    ) -> None:
        assert cli.main([*game(tmp_path), *arguments]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        assert told in shown.err
        assert not (tmp_path / "game.accord").exists()

    def test_of_a_file_of_many_games_it_goes_on_with_the_one_that_is_named(self, tmp_path: Path) -> None:
        games = [Session.new("two-banks", seed=seed) for seed in (1, 2)]
        games[1].play([games[1].table.acts.pass_turn])
        file = tmp_path / "games.jsonl"
        file.write_text("".join(f"{record.to_json(one.record)}\n" for one in games))
        done = within(tmp_path, ["play", "--resume", str(file)], "")
        assert done.stderr == f"accord: {file}: holds many games; say which one: --game 1\n"
        within(tmp_path, ["play", "--resume", str(file), "--game", "2", "--save", str(tmp_path / "on")], "pass\n")
        assert Session.load(tmp_path / "on").lines[-2:] == ["pass", "pass"]
        done = within(tmp_path, ["play", "--resume", str(file), "--game", "2", "--size", "micro"], "")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "--size is settled when a game begins" in done.stderr

    def test_a_game_without_a_file_is_kept_and_the_place_is_told(self, tmp_path: Path) -> None:
        done = within(tmp_path, ["play", *BANKS], "pass\n")
        kept = list((tmp_path / "data").rglob("*.accord"))
        assert len(kept) == 1
        assert str(kept[0]) in done.stdout

    def test_nothing_is_written_over(self, tmp_path: Path) -> None:
        (tmp_path / "game.accord").write_text("mine", encoding="utf-8")
        done = within(tmp_path, game(tmp_path), "pass\n")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert (tmp_path / "game.accord").read_text(encoding="utf-8") == "mine"

    def test_ranks_are_shown_only_where_a_size_allows_it(self, tmp_path: Path) -> None:
        done = within(tmp_path, [*game(tmp_path), "--seats", "random", "--ranks"], "")
        assert re.search(r"of 100  \D+ 1\.", done.stdout)
        refused = within(tmp_path, ["play", "--size", "class", "--ranks"], "")
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def keeps_secrets(shown: str, agendas: Sequence[str], titles: Sequence[str]) -> None:
    """As `sitting` has it; and a card is named only where it was played."""
    sitting.keeps_secrets(shown, agendas, titles)
    text = on_one_line(shown)
    assert all(text.count(title) == text.count(f'"{title}"') for title in titles)


class TestATerminal:
    @pytest.mark.parametrize("seed", repeats(1, 2))
    def test_plays_a_whole_game_and_keeps_every_secret(self, tmp_path: Path, seed: int) -> None:
        at = Sitting(tmp_path, game(tmp_path, seed=seed), seed)
        at.play()
        assert at.leave() == 0
        result(at.stream)
        table = cards.table("two-banks", "standard")
        shown, private = open_and_private(at.stream.partition("What it cost people")[0])
        keeps_secrets(shown, table.agenda_names, table.card_names)
        assert len(private) > table.seats
        for page in private:
            keeps_to_one_seat(page)

    def test_nothing_private_can_be_scrolled_back_to(self, tmp_path: Path) -> None:
        pyte = pytest.importorskip("pyte")
        screen = pyte.HistoryScreen(100, 400, history=10_000)  # knows no alternate screen: clearing has to do
        terminal = pyte.Stream(screen)
        at = Sitting(tmp_path, game(tmp_path, seed=3), 3)
        agendas = cards.table("two-banks", "standard").agenda_names
        seen = fed = 0
        while (prompt := at.wait()) != sitting.GONE:
            terminal.feed(at.stream[fed:])
            fed = len(at.stream)
            if at.stream.rfind(sitting.LEAVE) >= at.stream.rfind(sitting.ENTER):
                above = ["".join(cell.data for _, cell in sorted(line.items())) for line in screen.history.top]
                text = on_one_line(" ".join([*above, *screen.display]))
                assert [agenda for agenda in agendas if agenda in text] == []
                seen += 1
            if seen > 12:
                break
            at.answer(prompt)
        at.hang_up()
        assert seen > 5

    def test_a_look_is_private_too(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path), 4)
        while (prompt := at.wait()) != sitting.CHOICE:
            at.answer(prompt)
        at.child.sendline("look")
        assert at.wait() == sitting.HAND_OVER
        at.child.sendline("")
        assert at.wait() == sitting.LOOK
        assert "Your agenda" in at.stream[at.stream.rfind(sitting.ENTER) :]
        at.child.sendline("")
        assert at.wait() == sitting.CHOICE
        assert "Your agenda" not in open_and_private(at.stream)[0]
        at.hang_up()

    def test_the_title_is_neutral_at_every_hand_over_and_comes_back(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path), 6)
        at.play(30)
        at.child.sendintr()
        assert at.leave() == 130
        assert set(re.findall(r"\x1b\][0-9]*;([^\x07]*)\x07", at.stream)) == {"Accord"}
        assert at.stream.count("\x1b]2;Accord\x07") == at.stream.count("Hand the keyboard") + 1
        assert at.stream.startswith("\x1b[22;2t")
        assert at.stream.endswith("\x1b[23;2t")

    @pytest.mark.slow
    def test_plays_a_lesson_of_empty_chairs(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path, "--size", "class", "--headline", "3=big-orem"), 9)
        at.play()
        assert at.leave() == 0
        page = result(at.stream)
        assert "civilian" in page
        table = cards.table("empty-chairs", "class")
        shown, private = open_and_private(at.stream.partition("What it cost people")[0])
        keeps_secrets(shown, table.agenda_names, table.card_names)
        assert len(private) > table.seats


def keeps_to_one_seat(page: str) -> None:
    """A private page shows one seat's hand and agenda; what a card let it see is said to be another's."""
    table = cards.table("two-banks", "standard")
    owners = [seat for seat in range(table.seats) if f"For the {table.seat_names[seat]} alone" in page]
    assert len(owners) == 1
    text = on_one_line(page)
    foreign = {table.agenda_names[number] for number, one in enumerate(table.agendas) if one.seat != owners[0]}
    assert [agenda for agenda in foreign if agenda in text] == []
    for number, card in enumerate(table.cards):
        title = table.card_names[number]
        if card.seat != owners[0] and f"{title} ({table.card_ids[number]})" in text:
            raise AssertionError(f"{title} is on the page of another seat")


class TestLeaving:
    @pytest.mark.parametrize("seed", repeats(*range(3)))
    def test_nothing_is_lost_however_somebody_leaves(self, tmp_path: Path, seed: int) -> None:
        path = tmp_path / "game.accord"
        dice = Random(seed)
        at = Sitting(tmp_path, game(tmp_path, seed=seed), seed)
        prompt = at.play(dice.randint(1, 45))
        assert prompt != sitting.GONE
        before = record.load(path).lines
        how, code = dice.choice(
            [("eof", 0), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), ("ctrl-c", 130)]
        )
        if how == "eof":
            at.child.sendeof()
        elif how == "ctrl-c":
            at.child.sendintr()
        else:
            at.child.kill(how)
        assert at.leave() == code
        assert on_one_line(at.stream).endswith(f"go on with: accord play --resume {path}")
        assert at.stream.rfind(sitting.LEAVE) >= at.stream.rfind(sitting.ENTER)
        assert "Traceback" not in at.stream
        assert record.load(path).lines == before
        on = Sitting(tmp_path, ["play", "--resume", str(path)], seed)
        on.play()
        assert on.leave() == 0
        result(on.stream)
        assert record.load(path).lines[: len(before)] == before

    def test_a_private_page_is_cleared_before_the_shell_comes_back(self, tmp_path: Path) -> None:
        at = Sitting(tmp_path, game(tmp_path), 1)
        while at.wait() != sitting.HAND_OVER:
            at.answer(sitting.PAUSE)
        at.child.sendline("")
        at.wait()
        at.child.sendintr()
        assert at.leave() == 130
        assert sitting.CLEAR + sitting.LEAVE in at.stream
        assert "agenda" not in at.stream[at.stream.rfind(sitting.LEAVE) :]


class TestTheScreen:
    def test_is_quiet_in_a_pipe(self, capsys: pytest.CaptureFixture[str]) -> None:
        screen = Screen(plain=True)
        with screen.visit(Name("Russia")):
            screen.line("─── a secret ───")
        screen.clear()
        screen.pause("Enter")
        assert capsys.readouterr().out == (
            "--- private: Russia ---\n--- a secret ---\n--- end of private: Russia ---\n"
        )
