"""Programs at the table: those that behave, and those that don't."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import cards
from game import arena, bots
from game.adapters.prompt import LIMIT
from game.bots.external import External, Terms
from game.bots.fallible import FailureError
from game.bots.program import Program
from game.errors import UserError
from game.facts import Player, player
from game.record import from_json
from game.replay import verify
from rules import kernel
from tests.game.arena.programs import BARE, program
from tests.game.conftest import SMALL

EXAMPLES = Path(__file__).parents[3] / "examples" / "bots"


def played(name: str, seconds: float = 5.0, stand_in: str = "") -> arena.Finished:
    run = arena.Run(*SMALL, (name, "random", "random"), 5, seconds=seconds, stand_in=stand_in)
    finished = arena.game(run, 0)
    report = verify(from_json(finished.line, "game"))
    assert not report.problem
    assert report.finished
    return finished


class TestGoodPrograms:
    def test_plays_a_whole_game(self, tmp_path: Path) -> None:
        name = program(tmp_path, "good")
        assert played(name).players[0] == name

    def test_one_that_stumbles_is_asked_once_more(self, tmp_path: Path) -> None:
        name = program(tmp_path, "stumbles")
        assert played(name).players[0] == name

    @pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
    def test_the_shell_script_plays(self) -> None:
        assert ", then" not in played(f"cmd:{EXAMPLES / 'quiet.sh'}").players[0]

    @pytest.mark.slow
    @pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
    def test_the_node_script_plays(self) -> None:
        assert ", then" not in played(f"cmd:{EXAMPLES / 'mediator.mjs'}", 30).players[0]

    @pytest.mark.slow
    def test_a_language_model_plays(self, tmp_path: Path) -> None:
        model = tmp_path / "model.py"
        model.write_text(
            "import sys\n"
            "lines = sys.stdin.read().split('Section: What you may do')[1].splitlines()[1:]\n"
            "line = next(line for line in lines if not line.endswith(':'))\n"
            "print('I weigh this.', '', '`' + line.partition('  (')[0] + '`', sep='\\n')\n",
            encoding="utf-8",
        )
        seat = EXAMPLES / "llm_seat.py"
        name = f"cmd:{BARE} {seat} --command '{BARE} {model}'"
        assert played(name, 30).players[0] == name


class TestBadPrograms:
    """The question is put once more, then somebody stands in; nothing is guessed."""

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ("late", "late"),
            ("dead", "dead"),
            ("garbled", "garbled"),
            ("illegal", "illegal"),
            ("bytes", "garbled"),
            ("endless", "garbled"),
            ("json", "garbled"),
            ("list", "garbled"),
            ("stale", "garbled"),
        ],
    )
    def test_falls_to_the_stand_in_and_the_record_says_so(self, tmp_path: Path, body: str, kind: str) -> None:
        name = program(tmp_path, body)
        seconds = 0.3 if body == "late" else 5.0
        finished = played(name, seconds)
        assert player(finished.players[0]) == Player(name, "passive", f"{kind} at its decision 1")
        as_stand_in = arena.game(arena.Run(*SMALL, ("passive", "random", "random"), 5), 0)
        assert from_json(finished.line, "").lines == from_json(as_stand_in.line, "").lines

    def test_one_that_dies_in_the_middle_is_started_once_more(self, tmp_path: Path) -> None:
        # Each time it gives three answers and dies of the fourth question; the new one answers that
        assert ", then" not in played(program(tmp_path, "dies")).players[0]

    def test_one_that_dies_for_good_in_the_middle_falls(self, tmp_path: Path) -> None:
        mark = tmp_path / "mark"
        path = tmp_path / "mortal.py"
        text = Path(program(tmp_path, "dies").split()[-1]).read_text(encoding="utf-8")
        once = f"import os, sys\nif os.path.exists({str(mark)!r}):\n    sys.exit(1)\nopen({str(mark)!r}, 'w').close()\n"
        path.write_text(once + text, encoding="utf-8")
        finished = played(f"cmd:{BARE} {path}", stand_in="random")
        who = player(finished.players[0])
        assert (who.stand_in, who.why) == ("random", "dead at its decision 4")

    def test_what_was_not_asked_is_no_answer(self, tmp_path: Path) -> None:
        who = player(played(program(tmp_path, "talks")).players[0])
        assert who.why.startswith("garbled at its decision")


class TestProtocol:
    def test_what_a_program_is_told(self, tmp_path: Path) -> None:
        """It is told what its seat sees, may do and was told, and nothing else."""
        log = tmp_path / "log"
        path = tmp_path / "scribe.py"
        text = Path(program(tmp_path, "good").split()[-1]).read_text(encoding="utf-8")
        path.write_text(
            f"log = open({str(log)!r}, 'a')\n" + text.replace("    message", "    log.write(line)\n    message", 1)
        )
        played(f"cmd:{BARE} {path}")
        messages: list[dict[str, Any]] = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        hello, first, last = messages[0], messages[1], messages[-1]
        assert hello | {"seed": 0} == {
            "type": "hello",
            "accord": 1,
            "scenario": SMALL[0],
            "size": SMALL[1],
            "seat": "upstream",
            "seats": list(cards.table(*SMALL).seat_ids),
            "seed": 0,
        }
        assert set(first) == {"type", "number", "attempt", "clock", "legal", "view", "news", "text"}
        assert first["view"]["seat"] == first["view"]["to_move"] == "upstream"
        assert all(len(message["legal"]) > 1 for message in messages[1:-1])
        assert all(len(message["text"]) <= LIMIT for message in messages[1:-1])
        assert all(line in message["text"] for message in messages[1:-1] for line in message["legal"])
        told = [message for message in messages[1:-1] if message["news"]]
        assert all(message["news"][-1]["text"] in message["text"] for message in told)
        assert last == {"type": "over"}
        numbers = [one["number"] for message in messages[1:-1] for one in message["news"]]
        assert numbers == list(range(1, len(numbers) + 1))

    def test_its_view_is_the_seats_view(self) -> None:
        from game.session import Session
        from game.views import happenings, view

        session = Session.new(*SMALL, 7)
        for _ in range(40):
            if session.to_move < 0:
                break
            seat = session.to_move
            agent = External(session.table, seat, 1, "cmd:true", Terms.of())
            agent.hear(session.told(seat))
            seen = agent._mirror.view(kernel.observe(session.table, session.state, seat))
            assert seen == view(session, seat).model_dump(mode="json", exclude={"legal"})
            assert agent._mirror.news(0) == [one.model_dump(mode="json") for one in happenings(session, seat)]
            session.play([session.legal()[-1]])

    def test_a_closed_program_is_gone(self, tmp_path: Path) -> None:
        program_ = Program(program(tmp_path, "late").removeprefix("cmd:"))
        with pytest.raises(FailureError, match=r"no answer in 0\.1 s"):
            program_.ask('{"type":"decide"}', 0.1)
        program_.close()
        assert program_._process.poll() is not None


class TestNames:
    @pytest.mark.parametrize(
        ("name", "line"),
        [
            ("cmd:", '"cmd:" names no program'),
            ("cmd:./no-such-bot", 'there is no program "./no-such-bot"'),
            ("cmd:true; false", 'the command "true; false" can\'t stand in a record'),
            ("cmd:'", "the command \"'\" can't be read"),
        ],
    )
    def test_mistakes_are_one_line(self, name: str, line: str) -> None:
        with pytest.raises(UserError) as error:
            bots.factory(name)
        assert str(error.value).startswith(line)

    def test_one_that_failed_may_try_again(self) -> None:
        assert callable(bots.factory("cmd:true, then passive (late at its decision 3)"))

    def test_another_package_may_bring_bots(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        info = tmp_path / "guests-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: guests\nVersion: 1\n")
        (info / "entry_points.txt").write_text("[accord.bots]\nguest = game.bots.random:RandomBot\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        assert bots.factory("guest") is bots.factory("random")
