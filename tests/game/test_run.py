"""Many games between bots, and the commands around records."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from dataclasses import astuple
from pathlib import Path

import pytest

import cards
from game import arena, bots, cli
from game.errors import UserError
from game.growth import Shape, exponent, generated
from game.record import load_all
from game.replay import replay, verify
from rules import kernel
from rules.dice import Dice
from rules.observe import Observation
from rules.playout import play_uniformly
from rules.scenario import Scenario
from rules.state import OVER
from tests.game.conftest import SMALL, Play
from tests.game.sitting import PROGRAM, PYTHON

RUN = ["run", "--scenario", "two-banks", "--size", "standard", "--seed", "5"]


def accord(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PYTHON, PROGRAM, *arguments], env={**os.environ, **environment}, capture_output=True, check=False
    )


def run_of(*seats: str) -> arena.Run:
    return arena.Run(SMALL[0], SMALL[1], seats or ("random",) * 3, 5)


class Stubborn:
    """Plays what isn't legal."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None: ...

    def act(self, observation: Observation, legal: list[int]) -> int:
        return -1


class TestArena:
    def test_every_game_is_a_legal_record_with_its_result(self) -> None:
        from game.record import loads

        for finished in arena.games(run_of(), 8):
            report = verify(loads(finished.line))
            assert not report.problem
            assert (report.outcome, report.sealed) == (finished.outcome, True)

    def test_a_game_does_not_depend_on_how_many_there_are(self) -> None:
        assert list(arena.games(run_of(), 3)) == list(arena.games(run_of(), 6))[:3]

    def test_a_game_is_what_a_session_replays(self, every_table: Scenario) -> None:
        from game.record import loads

        run = arena.Run(every_table.id, every_table.size, ("random",) * every_table.seats, 9)
        session = replay(loads(arena.game(run, 0).line))
        assert session.state.outcome >= 0

    @pytest.mark.slow
    @pytest.mark.no_cover
    def test_processes_change_nothing(self, tmp_path: Path) -> None:
        outs = []
        for jobs, hashing in (("1", "0"), ("3", "1")):
            out = tmp_path / jobs
            done = accord(*RUN, "--games", "80", "--jobs", jobs, "--out", str(out), PYTHONHASHSEED=hashing)
            assert done.returncode == 0, done.stderr
            outs.append(out.read_bytes())
        assert outs[0] == outs[1]
        assert outs[0].count(b"\n") == 80


class TestSeats:
    def test_one_bot_plays_them_all(self) -> None:
        assert arena.seats_of(cards.table(*SMALL), "random") == ("random",) * 3

    def test_each_may_be_named(self) -> None:
        seats = arena.seats_of(cards.table(*SMALL), f"upstream={__name__}:Stubborn, others=random")
        assert seats == (f"{__name__}:Stubborn", "random", "random")

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("rondom", 'there is no bot "rondom"; did you mean "random"?'),
            ("upsteam=random", 'no seat "upsteam"; there are upstream, '),
            ("upstream=random", 'nobody plays ferry-town; add "others=random", say'),
            ("", "nobody plays upstream"),
            ("nowhere:Bot", "the bot \"nowhere:Bot\" can't be loaded: ModuleNotFoundError: No module named 'nowhere'"),
            ("sys:maxsize", '"sys:maxsize" is no bot'),
        ],
    )
    def test_mistakes_are_one_line(self, text: str, line: str) -> None:
        with pytest.raises(UserError) as error:
            arena.seats_of(cards.table(*SMALL), text)
        assert str(error.value).startswith(line)

    def test_a_bot_can_be_made_known(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bots, "BOTS", dict(bots.BOTS))
        bots.register("stubborn", f"{__name__}:Stubborn")
        assert isinstance(bots.factory("stubborn")(cards.table(*SMALL), 0, 1), Stubborn)


class TestRunCommand:
    def test_writes_one_record_a_line_and_counts(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "games.jsonl"
        assert cli.main([*RUN, "--games", "5", "--jobs", "1", "--out", str(out)]) == 0
        assert capsys.readouterr().out.startswith("5 games of two-banks, standard, seed 5\n")
        assert len(list(load_all(out))) == 5
        assert cli.main(["verify", str(out)]) == 0

    def test_writes_to_standard_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main([*RUN, "--games", "2", "--jobs", "1", "--out", "-"]) == 0
        shown = capsys.readouterr()
        assert [json.loads(line)["scenario"] for line in shown.out.splitlines()] == ["two-banks"] * 2
        assert "2 games" in shown.err

    def test_mistakes_are_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        for wrong in (
            ["--scenario", "nope"],
            ["--seats", "nope"],
            ["--size", "nope"],
            ["--games", "0"],
            ["--out", "."],
        ):
            assert cli.main([*RUN, "--games", "2", "--jobs", "1", *wrong]) == 2
            shown = capsys.readouterr()
            assert shown.out == ""
            assert shown.err.count("\n") == 1

    @pytest.mark.parametrize("seconds", ["nan", "inf", "1e300", "-1", "soon"])
    @pytest.mark.parametrize("command", ["run", "bench"])
    def test_seconds_are_what_a_clock_can_count(
        self, seconds: str, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main([command, "--scenario", SMALL[0], "--seconds", seconds]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "--seconds" in shown.err
        assert shown.err.count("\n") == 1

    @pytest.mark.slow
    @pytest.mark.skipif(os.name == "nt", reason="signals")
    def test_an_interrupt_keeps_what_is_finished(self, tmp_path: Path) -> None:
        out = tmp_path / "games.jsonl"
        # What is started in the background of a shell begins with Ctrl-C ignored
        heed = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
        code = f"{heed}; from game.cli import main; sys.exit(main())"
        command = [*PYTHON, code, *RUN, "--games", "1000000", "--jobs", "2", "--out", str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                beside = [path for path in tmp_path.iterdir() if path.stat().st_size]
                if beside:
                    break
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            try:
                _, shown = process.communicate(timeout=60)
            finally:
                process.kill()
        assert process.returncode == 130
        assert b"stopped after" in shown
        assert b"Traceback" not in shown
        assert all(not verify(one).problem for one in list(load_all(out))[:5])
        assert list(tmp_path.iterdir()) == [out]

    @pytest.mark.slow
    def test_whoever_plays_for_a_run_that_was_killed_ends_too(self, tmp_path: Path) -> None:
        (tmp_path / "endless.py").write_text(
            "import time\n"
            "class Endless:\n"
            "    def __init__(self, table, seat, seed): ...\n"
            "    def act(self, observation, legal):\n"
            "        print('thinking', flush=True)\n"
            "        time.sleep(600)\n",
            encoding="utf-8",
        )
        command = [*PYTHON, PROGRAM, *RUN, "--games", "2", "--jobs", "2", "--seats", "endless:Endless"]
        paths = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(tmp_path)]))
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert [process.stdout.readline().strip() for _process in range(2)] == [b"thinking"] * 2
            process.kill()
            process.communicate(timeout=60)  # it returns when nobody can write to the pipe any more


class TestReplayCommand:
    def test_tells_a_finished_game(self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        game = played()
        path = tmp_path / "a.accord"
        game.save(path)
        assert cli.main(["replay", str(path)]) == 0
        shown = capsys.readouterr().out
        assert all(line in shown for line in game.record.lines)
        assert cli.main(["replay", str(path), "--to", "9"]) == 0
        assert f"    9  {game.record.lines[8]}\n" in capsys.readouterr().out

    def test_asks_for_the_referee_while_it_goes_on(
        self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "a.accord"
        played(actions=5).save(path)
        assert cli.main(["replay", str(path)]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "this game isn't over, and its record tells every secret; --referee shows it" in shown.err
        assert cli.main(["replay", str(path), "--referee"]) == 0


class TestVerifyCommand:
    def test_says_whether_all_are_well(self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        good, bad = tmp_path / "good", tmp_path / "bad"
        played().save(good)
        bad.write_text(good.read_text().replace("seed: 7", "seed: 8"))
        assert cli.main(["verify", str(good)]) == 0
        assert cli.main(["verify", str(good), str(bad)]) == 2
        shown = capsys.readouterr()
        assert f"{bad}:6: the line was altered" in shown.err
        assert shown.err.count("\n") == 1

    def test_keeps_the_secrets_of_an_unfinished_game(
        self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "a.accord"
        played(actions=5).save(path)
        assert cli.main(["verify", "-v", str(path)]) == 0
        assert "satisfaction" not in capsys.readouterr().out
        assert cli.main(["verify", "-v", "--referee", str(path)]) == 0
        assert "satisfaction: upstream" in capsys.readouterr().out


class TestBenchCommand:
    @pytest.mark.slow
    def test_measures_everything_beside_what_is_installed(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["bench", "--scenario", "two-banks", "--seconds", "0.02"]
        assert cli.main([*arguments, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert {row["kind"] for row in found["rates"]} == {"stepwise", "inside", "search", "copy"}
        assert all(row["rate"] > 0 for row in found["rates"])
        assert len(found["ratios"]) == sum(not row["name"].startswith("accord") for row in found["rates"])
        assert found["bytes_a_record"] < 64 << 10
        assert 0 < found["bytes_a_state"] < 64 << 10
        # §2 and §11: neither the size of the map nor the length of the game makes a decision much dearer
        assert {what: growth["exponent"] < 1.2 for what, growth in found["growth"].items()} == dict.fromkeys(
            ("seats", "issues", "areas", "turns"), True
        )

    @pytest.mark.slow
    def test_shows_it_as_tables(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("game.bench.peers", list)  # the others are asked above
        arguments = ["bench", "--scenario", "two-banks", "--size", "micro", "--seconds", "0.01", "--no-growth"]
        assert cli.main(arguments) == 0
        shown = capsys.readouterr().out
        assert "Decisions a second, whole games inside\n  accord " in shown
        assert "Microseconds" not in shown

    def test_a_generated_scenario_has_the_shape_asked_for_and_ends(self) -> None:
        for shape in (Shape(2, 3, 4, 4), Shape(8, 10, 40, 64)):
            table = generated(shape)
            assert (table.seats, table.issues, table.areas, table.numbers.turns) == astuple(shape)
            state = kernel.start(table)
            assert play_uniformly(table, state, Dice(1), shape.turns) > shape.turns
            assert state.seat == OVER

    def test_the_exponent_of_a_power_is_found(self) -> None:
        assert exponent((2, 4, 8), (12, 48, 192)) == pytest.approx(2)
