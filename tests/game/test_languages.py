"""Games in other languages: nothing stays English on a screen, columns hold, and sides of reading are kept apart."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cards.grammar import ISOLATE, RELEASE, Name, isolated
from cards.language import Language, speaking
from game import cli, menu, own, pages, paper, story, table
from game.bots.random import RandomBot
from game.cli.asides import WORDS
from game.cli.leaves import Sheets
from game.paper import Paper, cells, cut, fitted, side_by_side, wrapped
from game.result import result_page
from game.session import Session
from game.vocabulary import vocabulary
from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import OVER
from tests.game.pseudo import PSEUDO

LATIN = re.compile(r"[A-Za-z][a-z]{2,}")
PAPERS = [Paper(80), Paper(60), Paper(190), Paper(80, linear=True)]
TYPED = {
    "human",
    "accord",
    "play",
    "resume",
    "negotiator",
    "random",
    "seal",
    "leave",
    "slips",
    "drop",
    "standard",
    "class",
}


def notation_of(scenario: Scenario) -> set[str]:
    """Every word of the game's lines, which are the same in all languages."""
    lines = (word for words in vocabulary(scenario).split for word in words)
    ids = (*scenario.seat_ids, *scenario.issue_ids, *scenario.area_ids, *scenario.card_ids, *scenario.pledge_kind_ids)
    named = (*lines, *ids, *scenario.headline_ids, *scenario.agenda_ids, scenario.id, *WORDS, *TYPED)
    return {part for word in named for part in re.split(r"[^A-Za-z]+", word)}


def english(lines: list[str], known: set[str]) -> list[str]:
    """The lines with a word in Latin letters that is no notation."""
    return [line for line in lines if set(LATIN.findall(re.sub(r"\S*/\S*|\S+@\S+", "", line))) - known]


def everything(session: Session, sheets: Sheets) -> Iterator[list[str]]:
    """Every page that the table has at this moment."""
    w, seen = sheets.w, sheets.observe(NOBODY)
    yield sheets.open_table()(22)
    yield table.public_page(w, seen)
    yield table.issues(w, seen)
    yield table.discards(w, seen)
    yield table.neighbours(w)
    if session.to_move == OVER:
        yield result_page(w, session.state, session.told(NOBODY), sheets.manuscript, ranks=True)
        return
    seat = session.to_move
    yield sheets.briefing(seat)
    yield own.worth_page(w, sheets.observe(seat), kernel.worth(session.table, session.state, seat))
    yield menu.menu(w, sheets.observe(seat), session.legal(), private=True).lines()


def played(scenario: str, size: str, seed: int, every: int) -> Iterator[tuple[Session, Sheets]]:
    """A game of dice, looked at every so many actions and at its end."""
    session = Session.new(scenario, size, seed)
    sheets = Sheets(session, NOBODY)
    dice = [RandomBot(session.table, seat, seed + seat) for seat in range(session.table.seats)]
    count = 0
    while session.to_move != OVER:
        if count % every == 0:
            yield session, sheets
        seat = session.to_move
        session.play([dice[seat].act(sheets.observe(seat), session.legal())])
        count += 1
    yield session, sheets


class TestNothingIsLeftInEnglish:
    @pytest.mark.parametrize(("scenario", "size"), [("two-banks", "standard"), ("empty-chairs", "class")])
    def test_on_any_page_of_a_game(self, scenario: str, size: str) -> None:
        with speaking(PSEUDO):
            for number, (session, sheets) in enumerate(played(scenario, size, 5, 25)):
                known = notation_of(session.table)
                with paper.on(PAPERS[number % len(PAPERS)]):
                    for page in everything(session, sheets):
                        assert english(page, known) == []
            for viewer in (NOBODY, 0):
                told = session.told(viewer)
                beats = story.beats(sheets.teller, told, viewer)
                assert english([line for beat in beats for line in beat()], known) == []

    def test_what_is_said_of_every_card(self) -> None:
        with speaking(PSEUDO):
            session = Session.new("empty-chairs", "class", 1)
            known = notation_of(session.table)
            for card in session.manuscript().cards:
                page = pages.card_page(session.manuscript(), card)
                titles = pages.sources(session.manuscript(), card.source)  # of works, in the language they are in
                assert english([line for line in page if line not in titles], known) == []

    def test_at_the_prompts(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        typed = """
            \n?\ntable\nmap\nareas\ndraft\nissues\nledger\ndiscards\nhistory\nneighbours\nclock\nsave\nundo\nwhy call
            why propose\nlook\nhand\nworth\nadvice\n\nnonsense\ntext water 9\n99\npropose ?\ncard\nlook nobody\npropose
            ?\ndrop 4\nsend\ntext water 1\nundo\ntext water 1\nsend\n\n1\n1\n1\n1\n1\n1\n1\n1\n1\nslips\nquit
        """
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(line.strip() for line in typed.splitlines()) + "\n"))
        with speaking(PSEUDO):
            save = str(tmp_path / "g.accord")
            assert cli.obey(["play", "--scenario", "two-banks", "--seed", "1", "--save", save, "--clock", "600"]) == 0
            known = notation_of(Session.new("two-banks", "standard", 1).table)
        shown = capsys.readouterr().out.splitlines()
        known |= {"nonsense", "nobody", "neighbours"}  # typed above
        echoed = {line.strip() for line in typed.splitlines()}
        assert english([line for line in shown if line.strip() not in echoed], known) == []

    def test_in_the_help_of_the_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        for command in ("play", "saves", "tutorial", "watch", "replay", "verify", "rules"):
            with speaking(PSEUDO):
                cli.obey([command, "--help"])
            names = {*cli.COMMANDS, *TYPED, "version", "empty", "chairs", "delete", "path"}
            shown = capsys.readouterr().out
            options = set(LATIN.findall(" ".join(re.findall(r"--?[a-z-]+", shown))))
            assert english(shown.splitlines(), names | options) == []


class TestColumns:
    @pytest.mark.parametrize("sheet", PAPERS[:3], ids=lambda sheet: str(sheet.width))
    def test_no_page_is_wider_than_its_paper(self, sheet: Paper) -> None:
        for spoken in (PSEUDO, "fr"):
            with speaking(spoken), paper.on(sheet):
                for session, sheets in played("empty-chairs", "class", 3, 60):
                    for page in everything(session, sheets):
                        assert [line for line in page if cells(line) > sheet.width] == []

    def test_cells_are_counted_and_not_letters(self) -> None:
        with speaking(PSEUDO):
            assert cells(isolated("Homs")) == 4
            assert cells("חֹמְס") == 3  # with points
            assert cells("大馬士革") == 8
        assert cut("大馬士革", 5) == "大馬…"
        assert [cells(line) for line in fitted("大馬士革 " * 9, 20)] == [17, 17, 17, 17, 8][
            : len(fitted("大馬士革 " * 9, 20))
        ]
        assert side_by_side([["大馬", "a"], ["x", "y"]], [6, 1]) == ["大馬    x", "a       y"]

    def test_nothing_is_cut_inside_a_letter(self) -> None:
        assert cut("e\u0301e\u0301e\u0301e\u0301", 3) == "e\u0301e\u0301…"

    def test_the_picture_of_the_map_has_a_cell_a_column(self) -> None:
        with speaking(PSEUDO):
            for session, sheets in played("empty-chairs", "class", 3, 500):
                lines = sheets.open_table()(22)
                assert all(cells(line) <= 80 for line in lines)
                assert session.table.id == "empty-chairs"


class TestSides:
    def test_a_name_that_is_read_from_the_other_side_is_kept_apart(self) -> None:
        session = Session.new("two-banks", "standard", 1, seats={"upstream": "human אנה", "downstream": "human Ben"})
        assert isolated(session.alias(0)) == f"{ISOLATE}אנה{RELEASE}"
        assert isolated(session.alias(session.table.seat_ids.index("downstream"))) == "Ben"
        with speaking(PSEUDO):
            assert isolated("Ben") == f"{ISOLATE}Ben{RELEASE}"

    @pytest.mark.parametrize("room", [12, 20, 33])
    def test_what_is_kept_apart_stays_so_on_every_line(self, room: int) -> None:
        with speaking(PSEUDO):
            text = f"אבג {isolated('Deir ez-Zor and the long road home')} דהו"
            for lines in (fitted(text, room), [cut(text, room)]):
                assert [line for line in lines if line.count(ISOLATE) != line.count(RELEASE)] == []
                assert all(cells(line) <= room for line in lines)

    def test_every_page_opens_and_closes_in_order(self) -> None:
        with speaking(PSEUDO), paper.on(Paper(80)):
            for session, sheets in played("two-banks", "standard", 2, 20):
                for page in everything(session, sheets):
                    assert [line for line in page if line.count(ISOLATE) != line.count(RELEASE)] == []

    @pytest.mark.parametrize("spoken", ["en", "fr"])
    def test_pages_from_left_to_right_hold_no_marks(self, spoken: str) -> None:
        with speaking(spoken):
            for session, sheets in played("two-banks", "standard", 2, 40):
                for page in everything(session, sheets):
                    assert not any(ISOLATE in line or RELEASE in line for line in page)

    def test_a_sentence_keeps_a_foreign_name_apart(self) -> None:
        assert "{seat} signed".format(seat=Name("רוסיה")) == f"{ISOLATE}רוסיה{RELEASE} signed"
        assert wrapped("a b") == ["a b"]


class TestChoosing:
    def told(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
        code = cli.main(list(arguments))
        out = capsys.readouterr()
        return code, out.out, out.err

    @pytest.mark.parametrize("arguments", [("--lang", "fr", "--help"), ("--help", "--lang=fr"), ("--lang=fr_CA", "-h")])
    def test_by_an_option_wherever_it_stands(
        self, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
    ) -> None:
        code, out, _err = self.told(capsys, *arguments)
        assert (code, "Jouer dans ce terminal" in out) == (0, True)

    def test_behind_a_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _err = self.told(capsys, "rules", "--lang", "fr", "--help")
        assert (code, "Afficher le livret de règles" in out, "Montrer ce message" in out) == (0, True, True)

    def test_by_a_variable_which_the_option_outdoes(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ACCORD_LANG", "fr")
        assert "Jouer dans ce terminal" in self.told(capsys, "--help")[1]
        assert "Play in this terminal" in self.told(capsys, "--help", "--lang", "en")[1]

    def test_by_the_locale_of_the_machine(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("ACCORD_LANG")
        for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", "fr_FR.UTF-8")
        assert "Jouer dans ce terminal" in self.told(capsys, "--help")[1]
        monkeypatch.setenv("LANG", "tlh_QO.UTF-8")
        assert "Play in this terminal" in self.told(capsys, "--help")[1]

    @pytest.mark.parametrize("arguments", [("--lang", "xx", "saves"), ("saves", "--lang"), ("saves", "--lang=")])
    def test_one_that_nobody_speaks_is_refused_with_those_there_are(
        self, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
    ) -> None:
        code, out, err = self.told(capsys, *arguments)
        assert (code, out, err.count("\n")) == (cli.REFUSED, "", 1)
        assert "there are en, fr" in err

    def test_one_that_nobody_speaks_in_the_variable_too(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ACCORD_LANG", "xx")
        assert self.told(capsys, "--help")[0] == cli.REFUSED

    def test_errors_are_told_in_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _out, err = self.told(capsys, "play", "--resume", "nowhere.accord", "--lang", "fr")
        assert (code, err.startswith("accord: nowhere.accord: ")) == (cli.REFUSED, True)
        assert "illisible" in err or "impossible" in err or "exist" in err


class TestARecord:
    def test_is_the_same_in_every_language(self) -> None:
        from game.record import dumps

        texts = []
        for spoken in ("en", "fr", PSEUDO):
            with speaking(spoken):
                *_all, (session, _sheets) = played("empty-chairs", "class", 4, 1000)
                texts.append(dumps(session.record))
        assert texts[0] == texts[1] == texts[2]

    def test_a_refusal_is_told_in_the_language_of_the_reader(self) -> None:
        from game.errors import in_words
        from rules.errors import RulesError

        refused = RulesError(
            "5.1", "party-absent", "{} must sign and is absent; it has to be at the table.", "La Russie"
        )
        with speaking("fr"):
            assert in_words(refused).startswith("§5.1 La Russie doit signer et est absente")
        assert isinstance(PSEUDO, Language)
