"""Law 2: the record of any prefix, through text and back, gives an equal state, on any machine."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import record
from game.header import Header
from game.notation import format_action, parse
from game.replay import replay
from rules import kernel
from rules.scenario import Scenario
from tests.properties.walks import Game, Walk, every_size, examples, table_of, told, walks

ROOT = Path(__file__).parents[2]
COMPILED = ROOT / "build" / "compiled"  # see the Makefile

# Plays games and prints what a state holds at its end; nothing in it may depend on the order of a set
PLAY = """
import hashlib
from game import resources
from tests.properties.walks import SIZES, Walk
print(resources.engine())
for which in SIZES:
    for seed, style in enumerate(("cheats", "warriors", "magicians", "absentees")):
        game = Walk(seed, style, "strong").begin(which)
        told = [event.key() for action in game.moments() for event in game.play(action)]
        print(hashlib.sha256(repr((game.record(), game.state.key(), told)).encode()).hexdigest())
"""


def replayed(table: Scenario, lines: list[str]) -> tuple[object, ...]:
    s = kernel.start(table)
    for line in lines:
        kernel.apply(table, s, parse(table, line))
    return s.key()


@every_size
@given(walk=walks(laid=("as dealt",)), stop=st.integers(0, 400))
@examples(10)
def test_law_2_lines_play_to_an_equal_state(which: str, walk: Walk, stop: int) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if len(game.actions) == stop:
                break
        lines = [format_action(game.table, action) for action in game.actions]
        assert replayed(game.table, lines) == game.state.key()


@every_size
@given(walk=walks(laid=("as dealt",)), stop=st.integers(0, 400))
@examples(6)
def test_law_2_a_record_as_text_and_as_json_plays_to_an_equal_state(which: str, walk: Walk, stop: int) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if len(game.actions) == stop:
                break
        written = record_of(game)
        for text in (record.dumps(written), record.to_json(written), unsealed(record.dumps(written))):
            assert replay(record.loads(text)).state.key() == game.state.key()


def record_of(game: Game) -> record.Record:
    header = Header(game.table.id, game.table.size, hash=game.table.hash)
    return record.Record(header, [format_action(game.table, action) for action in game.actions])


def unsealed(text: str) -> str:
    return "\n".join(line.partition("  #")[0] for line in text.splitlines())


@every_size
def test_law_2_every_action_has_one_line_and_every_line_one_action(which: str) -> None:
    table = table_of(which)
    lines = [format_action(table, action) for action in range(len(table.acts))]
    assert len(set(lines)) == len(lines)
    assert [parse(table, line) for line in lines] == list(range(len(table.acts)))


@cache
def played(hash_seed: str, *builds: Path) -> str:
    """What another process prints that looks for the rules in `builds` first."""
    paths = os.pathsep.join(str(path) for path in (*builds, ROOT))
    uncounted = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    return subprocess.run(
        [sys.executable, "-P", "-c", PLAY],
        cwd=ROOT,
        env=uncounted | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def is_built() -> bool:
    """Whether `make compiled` was run since the rules were last changed."""
    built = [stamp.stat().st_mtime for stamp in COMPILED.glob(".built-*")]
    return bool(built) and all(path.stat().st_mtime <= max(built) for path in ROOT.glob("rules/*.py"))


@pytest.mark.xdist_group("processes")
def test_law_2_the_order_of_hashes_changes_nothing() -> None:
    plain, other = played("0"), played("4711")
    assert plain == other
    assert plain.startswith("rules in plain Python\n")


@pytest.mark.xdist_group("processes")
@pytest.mark.skipif(not is_built(), reason="needs `make compiled`")
def test_law_2_compiled_rules_play_the_same_games() -> None:
    compiled = played("0", COMPILED)
    assert compiled.startswith("compiled rules\n")
    assert compiled.partition("\n")[2] == played("0").partition("\n")[2]
