"""Bots of others, in Python: those that can't be had, and those that fail in the middle of a game."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import arena, bots
from game.bots.guest import Guest, seated
from game.cli import main
from game.errors import UserError
from game.facts import Player, player
from game.record import from_json, load_all
from game.replay import verify
from rules.scenario import Scenario
from tests.game.conftest import SMALL, Play

MODULES = {
    "divides": "1 / 0\n",
    "misspelt": "def f(:\n",
    "leaves": "import sys\nsys.exit(4)\n",
    "leans": "import no_such_library\n",
    "patient": """
class Base:
    def __init__(self, table, seat, seed):
        self.asked = 0

    def act(self, observation, legal):
        self.asked += 1
        return self.answer(legal) if self.asked > 3 else legal[0]

class Patient(Base):
    def answer(self, legal):
        return legal[0]

class Raises(Base):
    def answer(self, legal):
        raise KeyError("gone")

class Leaves(Base):
    def answer(self, legal):
        raise SystemExit(3)

class Illegal(Base):
    def answer(self, legal):
        return -5

class Writes(Base):
    def answer(self, legal):
        return "pass"

class Deaf(Patient):
    def hear(self, events):
        raise OSError("what?")

class Stumbles(Base):
    def answer(self, legal):
        if self.asked == 5:
            raise KeyError("once")
        return legal[0]

class Clings(Patient):
    def close(self):
        raise OSError("no")

class Unmade(Base):
    def __init__(self, table, seat, seed):
        raise RuntimeError("no model\\nhere")

class Mute:
    def __init__(self, table, seat, seed): ...

class Lonely:
    def __init__(self): ...

number = 5
""",
}
UNHAD = [
    ("divides:X", "ZeroDivisionError: division by zero (divides.py, line 1); divides has to be importable"),
    ("misspelt:X", "SyntaxError: "),
    ("leaves:X", "SystemExit: 4 (leaves.py, line 2)"),
    ("leans:X", "No module named 'no_such_library' (leans.py, line 1)"),
    ("nowhere:X", "No module named 'nowhere'; a module beside you is found with PYTHONPATH=."),
    ("patient:Patience", "'Patience'; did you mean \"Patient\"?"),
    ("patient:Nobody", "'Nobody'; name a class or function that makes one"),
    ("patient:number", '"patient:number" is no bot; name a class'),
    (":X", 'there is no bot ":X"; write module:attribute'),
    ("patient:Unmade", "can't be made: RuntimeError: no model here (patient.py, line "),
    (
        "patient:Lonely",
        "takes 1 positional argument but 4 were given; it is called with the table, the seat and a seed",
    ),
    ("patient:Mute", 'what "patient:Mute" makes is no bot; a bot has a method act(observation, legal)'),
]


@pytest.fixture(autouse=True)
def guests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules of others beside us."""
    folder = tmp_path / "guests"
    folder.mkdir()
    for name, text in MODULES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))


def played(name: str, stand_in: str = "") -> arena.Finished:
    finished = arena.game(arena.Run(*SMALL, (name, "random", "random"), 5, stand_in=stand_in), 0)
    report = verify(from_json(finished.line, "game"))
    assert not report.problem
    assert report.finished
    return finished


class TestWhoCanNotBeHad:
    """One line that says what, where and what would be right, wherever players are named; exit code 2."""

    @pytest.mark.parametrize(("name", "line"), UNHAD)
    @pytest.mark.parametrize("command", ["run", "play"])
    def test_is_one_line(
        self, name: str, line: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        kept = tmp_path / "kept.accord"
        more = ["--games", "1", "--jobs", "1"] if command == "run" else ["--save", str(kept)]
        assert main([command, "--scenario", SMALL[0], "--size", SMALL[1], "--seed", "1", "--seats", name, *more]) == 2
        (told,) = [text for text in capsys.readouterr().err.splitlines() if text != "accord: seed 1"]
        assert told.startswith("accord: ")
        assert line in told
        assert not kept.exists()

    @pytest.mark.parametrize(("name", "line"), [UNHAD[0], UNHAD[9]])
    def test_nor_for_a_future(
        self, name: str, line: str, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pytest.importorskip("scipy")
        played(seed=4).save(tmp_path / "game.accord")
        asked = ["whatif", str(tmp_path / "game.accord"), "--at", "1", "--games", "1", "--jobs", "1"]
        assert main([*asked, "--bots", name]) == 2
        assert line in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["divides:X", "patient:number"])
    def test_nor_to_stand_in_or_to_take_turns(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        for asked in (["--stand-in", name], ["--lineup", "round-robin", "--seats", f"random,{name}"]):
            assert main(["run", "--scenario", SMALL[0], "--games", "1", *asked]) == 2
            assert capsys.readouterr().err.count("\n") == 1

    @pytest.mark.parametrize(("target", "line"), [("divides:X", "division by zero"), ("divides", "write module:attr")])
    def test_nor_by_the_name_that_a_package_gave_it(
        self, target: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        info = tmp_path / "guests" / "guests-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: guests\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[accord.bots]\nguest = {target}\n")
        with pytest.raises(UserError, match=line) as error:
            bots.factory("guest")
        assert '"guest"' in str(error.value)


class TestBudgets:
    """How long a bot of ours may think, and on how many processes."""

    @pytest.mark.parametrize("budget", ["nan", "nans", "infs", "1e999s", "99999999s", "-1", "0", "2sx0", "2sx999999"])
    def test_one_that_never_ends_is_refused(self, budget: str, table: Scenario) -> None:
        with pytest.raises(UserError, match=f'"{budget}" is no budget; '):
            seated(f"mcts@{budget}", table, 0, 1)


class TestWhoFails:
    """It is asked once more, then somebody stands in, and the record says so: nothing that was played is lost."""

    @pytest.mark.parametrize(
        ("bot", "why"),
        [
            ("Raises", "KeyError at its decision 4"),
            ("Leaves", "SystemExit at its decision 4"),
            ("Illegal", "illegal at its decision 4"),
            ("Writes", "TypeError at its decision 4"),
        ],
    )
    def test_falls_to_the_stand_in_and_the_record_says_so(self, bot: str, why: str) -> None:
        finished = played(f"patient:{bot}")
        assert player(finished.players[0]) == Player(f"patient:{bot}", "passive", why)

    def test_one_that_fails_at_what_it_hears_is_asked_once_more(self) -> None:
        assert ", then" not in played("patient:Deaf").players[0]

    def test_who_stands_in_can_be_chosen(self) -> None:
        assert player(played("patient:Raises", "greedy").players[0]).stand_in == "greedy"

    @pytest.mark.parametrize("bot", ["Patient", "Stumbles", "Clings"])
    def test_whoever_answers_in_the_end_plays_on(self, bot: str) -> None:
        assert played(f"patient:{bot}").players[0] == f"patient:{bot}"

    def test_one_that_failed_may_try_again(self, table: Scenario) -> None:
        assert isinstance(seated("patient:Illegal, then passive (illegal at its decision 4)", table, 0, 1), Guest)
        assert not isinstance(seated("random", table, 0, 1), Guest)

    def test_its_author_may_see_where(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ACCORD_TRACEBACK", "1")
        with pytest.raises(KeyError, match="gone"):
            played("patient:Raises")

    def test_a_run_says_it_at_its_end(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "games.jsonl"
        seats = "upstream=patient:Raises,others=random"
        asked = ["run", "--scenario", SMALL[0], "--games", "2", "--jobs", "1", "--out", str(out), "--seats", seats]
        assert main(asked) == 0
        assert "passive stood in for patient:Raises of upstream, KeyError: 2 of 2 games" in capsys.readouterr().out
        assert len(list(load_all(out))) == 2

    def test_a_table_says_it_and_plays_on(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "game.accord"
        seats = "upstream=patient:Raises,others=random"
        assert main(["play", "--scenario", SMALL[0], "--seed", "1", "--seats", seats, "--save", str(path)]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert said.count("patient:Raises fails (KeyError at its decision 4); passive plays the Upstream council") == 1
        (record,) = load_all(path)
        assert player(dict(record.header.seats)["upstream"]).stand_in == "passive"

    def test_futures_say_it(self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        pytest.importorskip("scipy")
        played(seed=4).save(tmp_path / "game.accord")
        asked = ["whatif", str(tmp_path / "game.accord"), "--at", "1", "--games", "2", "--jobs", "1"]
        assert main([*asked, "--bots", "upstream=patient:Raises,others=random"]) == 0
        assert "passive stood in for patient:Raises in 2 of 2 games (KeyError)" in capsys.readouterr().out
