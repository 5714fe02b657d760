"""Case files: TOML read whole, and one clear line about what is wrong with one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cards.complaints import place, real_path, sentence
from cards.errors import did_you_mean, quoted
from cards.locate import line_of
from game.cases.form import Case, Setup
from game.errors import UserError
from game.files import read_text
from game.rulebook import sections

SHARED: Final = ("numbers", "setup")  # tables of which a case may change single keys
NOT_SHARED: Final = ("title", "step", "expect", "view", "read", "twin")


def found_in(paths: Iterable[Path]) -> list[Path]:
    """The case files among these files and folders, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.toml"))
            if not inside:
                raise UserError("no case files in this folder", where=str(path), right="they end in .toml")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UserError("there is no such file or folder", where=str(path))
    return found


def read(path: Path) -> list[Case]:
    """The cases of a file; UserError says what is wrong with it."""
    text = read_text(path)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        raise UserError(f"not valid TOML: {_one_line(error)}", where=str(path)) from None
    cases = [_case(path, text, case, at) for case, at in _tables(path, data)]
    titles: set[str] = set()
    for case in cases:
        if case.title in titles:
            raise UserError(f"two cases have the title {quoted(case.title, 80)}", where=str(path))
        titles.add(case.title)
    return cases


def with_changes(setup: Setup, changes: dict[str, Any]) -> Setup:
    """The start position with some of its keys changed (a twin's)."""
    return Setup.model_validate({**setup.model_dump(exclude_unset=True), **changes})


def _tables(path: Path, data: dict[str, Any]) -> list[tuple[dict[str, Any], tuple[str | int, ...]]]:
    """The tables of the cases, each with what the file says for all of them, and where they stand."""
    if "case" not in data:
        return [(data, ())]
    tables = data["case"]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UserError('"case" should be a list of tables', where=str(path), right="write [[case]]")
    shared = {key: value for key, value in data.items() if key != "case"}
    for key in NOT_SHARED:
        if key in shared:
            raise UserError(f'"{key}" stands before the first [[case]]', where=str(path))
    return [(_merged(shared, table), ("case", at)) for at, table in enumerate(tables)]


def _merged(shared: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    merged = {**shared, **case}
    for key in SHARED:
        both = [table[key] for table in (shared, case) if isinstance(table.get(key), dict)]
        if len(both) > 1:
            merged[key] = both[0] | both[1]
    return merged


def _case(path: Path, text: str, data: dict[str, Any], at: tuple[str | int, ...]) -> Case:
    """One case, checked."""
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        inside = real_path(data, detail["loc"])
        line = line_of(text, (*at, *place(detail, inside)))
        raise UserError(sentence(detail, ("case", *inside)), where=f"{path}:{line}") from None
    known = sections()
    if case.section not in known:
        raise UserError(
            f"the rulebook has no section {quoted(case.section)}{did_you_mean(case.section, known)}",
            where=f"{path}:{line_of(text, (*at, 'section'))}",
        )
    return case


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or "it is nested too deeply"
