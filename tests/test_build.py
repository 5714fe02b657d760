"""What `pip install .` does with the rules (setup.py): compiled where it can, left as they are where it can't."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAIN = "accord: the rules will run as plain Python: "
CHAPTERS = {"__init__.py", "py.typed", "errors.py", "integers.py"}  # the others only make mypyc take its time


def build(where: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run setup.py in a copy of what it reads, but for most of the rules."""
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, where)
    for room in ("cards", "game", "docs"):
        shutil.copytree(ROOT / room, where / room, ignore=shutil.ignore_patterns("__pycache__"))
    (where / "rules").mkdir()
    for name in CHAPTERS:
        shutil.copy(ROOT / "rules" / name, where / "rules")
    return subprocess.run(
        [sys.executable, "setup.py", "--quiet", *command],
        cwd=where,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if line.startswith("accord:")]


class TestBuildOfTheRules:
    def test_is_left_out_where_plain_python_is_asked_for(self, tmp_path: Path) -> None:
        done = build(tmp_path, "build_ext", ACCORD_PURE="1")
        assert told(done) == [f"{PLAIN}ACCORD_PURE is set"]
        assert list(tmp_path.rglob("*.so")) == []

    @pytest.mark.slow
    @pytest.mark.skipif(os.name != "posix", reason="CC names the compiler elsewhere too, but not to every one")
    def test_is_given_up_in_one_line_without_a_compiler(self, tmp_path: Path) -> None:
        done = build(tmp_path, "build_ext", ACCORD_PURE="", CC=str(tmp_path / "no-compiler"))
        (line,) = told(done)
        assert line.startswith(f"{PLAIN}they could not be compiled (")
        assert "no-compiler" in line
        assert list(tmp_path.rglob("*.so")) == []

    def test_of_an_editable_install_compiles_nothing_and_says_nothing(self, tmp_path: Path) -> None:
        done = build(tmp_path, "editable_wheel", "--dist-dir", "made", ACCORD_PURE="")
        assert told(done) == []
        assert len(list((tmp_path / "made").glob("*-any.whl"))) == 1  # for any machine: nothing in it is compiled
        assert list(tmp_path.rglob("*.so")) == []
