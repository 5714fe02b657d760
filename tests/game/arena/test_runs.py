"""Long runs: tables beside the records, runs that go on, clusters, bars."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from game import cli, extras
from game.cli.progress import pace
from game.record import load_all
from tests.game.arena.programs import program
from tests.game.sitting import PROGRAM, PYTHON

RUN = ["run", "--scenario", "two-banks", "--size", "standard", "--seed", "5", "--jobs", "1"]

polars = pytest.importorskip("polars")


def run(*arguments: object) -> None:
    assert cli.main([*RUN, *map(str, arguments)]) == 0


class TestTables:
    def test_a_row_a_game_and_seat_and_one_a_turn(self, tmp_path: Path) -> None:
        run("--games", 3, "--table", tmp_path / "t.parquet", "--turns", tmp_path / "u.csv")
        rows = polars.read_parquet(tmp_path / "t.parquet")
        assert len(rows) == 9
        assert {"seed", "lineup", "bot", "satisfaction", "band", "rank", "u", "n", "toll"} <= set(rows.columns)
        turns = polars.read_csv(tmp_path / "u.csv")
        assert len(turns) == sum(length * 3 for length in rows["length"][::3])
        assert {"holders", "zone", "signable", "present"} <= set(turns.columns)

    def test_both_kinds_of_file_say_the_same(self, tmp_path: Path) -> None:
        run("--games", 2, "--table", tmp_path / "t.parquet")
        run("--games", 2, "--table", tmp_path / "t.csv")
        rows = polars.read_parquet(tmp_path / "t.parquet").to_dicts()
        assert polars.read_csv(tmp_path / "t.csv", schema_overrides={"signed_draft": polars.String}).to_dicts() == rows

    @pytest.mark.parametrize(
        ("wrong", "line"),
        [
            (["--table", "t.txt"], "t.txt is no name of a table; end it in .parquet or .csv"),
            (["--table", "nowhere/t.csv"], "nowhere: there is no such folder"),
            (["--resume"], "--resume needs the --out and the --seed"),
            (["--stand-in", "nobody"], 'there is no bot "nobody"'),
            (["--stand-in", "cmd:true"], "a program can't stand in for a program"),
            (["--compare", "random", "--lineup", "fixed"], "--compare pairs its line-ups, it can't be fixed"),
        ],
    )
    def test_mistakes_are_one_line(
        self,
        wrong: list[str],
        line: str,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert cli.main([*RUN, "--games", "2", *wrong]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith(f"accord: {line}")
        assert shown.err.count("\n") == 1

    def test_a_missing_package_is_named_with_its_extra(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(extras, "find_spec", lambda name: None)
        for wrong, extra in ((["--table", str(tmp_path / "t.csv")], "tables"), (["--on", "ray"], "ray")):
            assert cli.main([*RUN, *wrong]) == 2
            assert f'pip install "accord[{extra}]"' in capsys.readouterr().err


class TestGoingOn:
    @pytest.mark.parametrize("kind", ["stopped", "killed", "torn"])
    def test_it_ends_as_if_it_had_never_stopped(self, tmp_path: Path, kind: str) -> None:
        whole, part = tmp_path / "whole", tmp_path / "part"
        arguments = ["--compare", "passive", "--games", 3]
        run(*arguments, "--out", whole, "--table", tmp_path / "whole.parquet")
        lines = whole.read_bytes().splitlines(keepends=True)
        if kind == "stopped":
            part.write_bytes(b"".join(lines[:4]))
        else:
            torn = lines[4][:100] if kind == "torn" else b""
            Path(f"{part}.part").write_bytes(b"".join(lines[:4]) + torn)
        run(*arguments, "--out", part, "--resume", "--table", tmp_path / "part.parquet")
        assert part.read_bytes() == whole.read_bytes()
        assert (tmp_path / "part.parquet").read_bytes() == (tmp_path / "whole.parquet").read_bytes()
        assert not Path(f"{part}.part").exists()

    def test_nothing_to_go_on_with_is_a_beginning(self, tmp_path: Path) -> None:
        run("--games", 2, "--out", tmp_path / "a", "--resume")
        assert len(list(load_all(tmp_path / "a"))) == 2

    def test_another_runs_games_are_left_alone(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "a"
        run("--games", 3, "--out", out)
        before = out.read_bytes()
        for other in (["--seed", "6", "--games", "4"], ["--seats", "passive", "--games", "4"], ["--games", "2"]):
            assert cli.main([*RUN, "--out", str(out), "--resume", *other]) == 2
            assert f"{out}:" in capsys.readouterr().err
            assert out.read_bytes() == before

    def test_a_game_with_a_stand_in_is_the_same_runs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = tmp_path / "a"
        seats = f"upstream={program(tmp_path, 'dead')},others=random"
        run("--games", 1, "--out", out, "--seats", seats)
        run("--games", 2, "--out", out, "--seats", seats, "--resume")
        assert "passive stood in for cmd:" in capsys.readouterr().out
        assert cli.main(["verify", str(out)]) == 0


class TestPace:
    def test_says_nothing_before_it_knows(self) -> None:
        assert pace(None, 10) == "..."

    def test_says_how_fast_and_how_long(self) -> None:
        assert pace(10, 300) == "10.0 games a second, 30 s left"
        assert pace(0.25, 60) == "4.0 seconds a game, 4 min left"
        assert pace(1, 7200) == "1.0 games a second, 2.0 h left"


class TestCluster:
    @pytest.mark.slow
    @pytest.mark.skipif(find_spec("ray") is None, reason="needs the extra ray")
    def test_two_workers_of_ray_give_the_same_bytes(self, tmp_path: Path) -> None:
        run("--games", 12, "--out", tmp_path / "here")
        more = ["--games", "12", "--on", "ray", "--out", str(tmp_path / "ray")]
        environment = {**os.environ, "HOME": str(tmp_path)}  # Ray keeps a token there
        command = [*PYTHON, PROGRAM, *RUN[:-1], "2", *more]
        done = subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "ray").read_bytes() == (tmp_path / "here").read_bytes()
