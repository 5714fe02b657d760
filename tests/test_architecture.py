"""The walls of the house (docs/architecture.md), read from the source itself."""

import ast
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.xdist_group("source")  # one process reads it
ROOT = Path(__file__).parent.parent
ROOMS = ("rules", "cards", "game", "tests")  # each may import itself and those before it

RULES_MAY_IMPORT = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "enum",
    "functools",
    "itertools",
    "math",
}
RULES_MAY_IMPORT |= {"operator", "types", "typing"}
RULES_MAY_NAME = {"mypy_extensions"}  # for types alone: nothing of it is there when the rules run
RULES_MAY_NOT_CALL = {"breakpoint", "eval", "exec", "globals", "input", "open", "print"}
TERMINAL = {"click", "rich"}
PYDANTIC = {"pydantic", "pydantic_core"}  # one package in two
CATALOGUES = {"polib"}  # reads .po files
LIGHT = PYDANTIC | {"platformdirs"}
WORKSHOPS = (
    "game/analysis/",
    "game/adapters/",
    "game/bots/",
    "game/report/",
)  # where heavy packages may stand at the top

LONG_RULES_FILE = 400
TOO_LONG_RULES_FILE = 500


class Import(NamedTuple):
    module: str
    line: int
    at_top: bool  # runs when the module is imported

    @property
    def package(self) -> str:
        return self.module.partition(".")[0]


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> list[Import]:
    room = short(path).partition("/")[0]
    return list(_imports(parse(path), room, at_top=True))


def _imports(node: ast.AST, room: str, *, at_top: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(name.name, child.lineno, at_top) for name in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield Import(room if child.level else child.module or "", child.lineno, at_top)
        else:
            deferred = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _only_for_types(child)
            yield from _imports(child, room, at_top=at_top and not deferred)


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def names(path: Path, found: list[Import]) -> list[str]:
    return [f"{short(path)}:{one.line}: imports {one.module}" for one in found]


def third_party(one: Import) -> bool:
    return one.package not in ROOMS and one.package not in sys.stdlib_module_names


class TestImportsRunOneWay:
    @pytest.mark.parametrize("room", ROOMS)
    def test_a_room_imports_only_itself_and_those_before_it(self, room: str) -> None:
        later = ROOMS[ROOMS.index(room) + 1 :]
        wrong = [
            line for path in sources(room) for line in names(path, [i for i in imports(path) if i.package in later])
        ]
        assert wrong == []

    def test_rules_imports_only_itself_and_what_is_pure_in_the_standard_library(self) -> None:
        allowed = RULES_MAY_IMPORT | {"rules"}
        wrong = [
            line
            for path in sources("rules")
            for line in names(path, [i for i in imports(path) if i.package not in allowed | RULES_MAY_NAME])
        ]
        assert wrong == []

    def test_rules_name_only_for_the_compiler_what_is_not_there_when_they_run(self) -> None:
        wrong = [
            line
            for path in sources("rules")
            for line in names(path, [i for i in imports(path) if i.package in RULES_MAY_NAME and i.at_top])
        ]
        assert wrong == []

    def test_cards_imports_pydantic_and_the_reader_of_catalogues_and_nothing_else_from_outside(self) -> None:
        allowed = PYDANTIC | CATALOGUES
        wrong = [
            line
            for path in sources("cards")
            for line in names(path, [i for i in imports(path) if third_party(i) and i.package not in allowed])
        ]
        assert wrong == []

    def test_click_and_rich_stay_in_the_command_line(self) -> None:
        wrong = [
            line
            for path in sources("game")
            if not short(path).startswith("game/cli/")
            for line in names(path, [i for i in imports(path) if i.package in TERMINAL])
        ]
        assert wrong == []

    def test_heavy_packages_are_imported_where_they_are_used(self) -> None:
        light = TERMINAL | LIGHT
        wrong = [
            line
            for path in sources("game")
            if not short(path).startswith(WORKSHOPS)
            for line in names(
                path, [i for i in imports(path) if i.at_top and third_party(i) and i.package not in light]
            )
        ]
        assert wrong == []


class TestRules:
    def test_no_input_and_no_output(self) -> None:
        wrong = [
            f"{short(path)}:{node.lineno}: calls {node.func.id}"
            for path in sources("rules")
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RULES_MAY_NOT_CALL
        ]
        assert wrong == []

    def test_no_globals_are_written(self) -> None:
        wrong = [
            f"{short(path)}:{node.lineno}: global {', '.join(node.names)}"
            for path in sources("rules")
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Global)
        ]
        assert wrong == []

    @pytest.mark.filterwarnings("default:long file")
    def test_files_are_short_enough_to_be_read(self) -> None:
        lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources("rules")}
        for name, length in lengths.items():
            if length > LONG_RULES_FILE:
                warnings.warn(f"long file: {name} has {length} lines", stacklevel=1)
        assert {name: n for name, n in lengths.items() if n > TOO_LONG_RULES_FILE} == {}


class TestFiles:
    @pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs the checkout")
    def test_no_file_names_a_registry_or_the_place_where_it_was_written(self) -> None:
        # Put together here so that this file does not name them either.
        registries = [
            "py" + "pi.org",
            "python" + "hosted.org",
            "npm" + "js.org",
            "npm" + "js.com",
            "crates" + ".io",
        ]
        homes = ["/" + "home/", "/" + "Users/", "/" + "root/"]
        here = [str(place) for place in (ROOT, Path.home()) if len(place.parts) > len(("/", "a"))]
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        files = [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]
        patterns = [re.escape(host) for host in registries]
        # A path, not the middle of an address on the web.
        patterns += [rf"(?<![\w.-]){re.escape(place)}" for place in homes + here]
        wrong = [
            f"{short(path)}: {found.group()}"
            for path in files
            for found in re.finditer("|".join(patterns), path.read_text(encoding="utf-8", errors="ignore"))
        ]
        assert wrong == []
