"""Printed charts: named rules that a person could follow at the table, kept as data beside this file.

A rule says when it applies (`if`), what is then done if it is possible (`do`, the first that fits) or not done
(`never`), why, and where that comes from. Actions are written as in records (§11); `*` stands for anything.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from importlib.resources import files
from typing import Any, Final

from game.vocabulary import vocabulary
from rules.actions import TEXT
from rules.scenario import METER_IDS, Scenario
from rules.state import State

GENERIC: Final = "generic"
NUMBERS: Final = ("turn", "part", "toll", "attention", "outlook")


@dataclass(frozen=True)
class Rule:
    """One line of a chart."""

    name: str
    why: str
    source: str
    do: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    whatever_was_pledged: bool = False  # whether it may break the seat's word
    conditions: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A seat's manner, and its rules in the order in which they are asked."""

    manner: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Situation:
    """What conditions may ask about: the board, whose chart it is, and its own no-deal outlook."""

    table: Scenario
    board: State
    seat: int
    outlook: float


@cache
def _read(name: str) -> dict[str, Any]:
    folder = files("game.bots") / "personas"
    path = folder / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def chart_of(table: Scenario, seat: int) -> Chart:
    """The chart of a seat of this scenario, or the generic one."""
    found = _read(f"{table.id}-{table.seat_ids[seat]}") or _read(GENERIC)
    rules = tuple(
        Rule(
            rule["name"],
            rule["why"],
            rule["source"],
            tuple(rule.get("do", ())),
            tuple(rule.get("never", ())),
            bool(rule.get("whatever_was_pledged", False)),
            rule.get("if", {}),
        )
        for rule in found["rule"]
    )
    return Chart(found["manner"], rules)


def within(value: float, bounds: dict[str, float]) -> bool:
    """Whether a number keeps to `at_least`, `at_most`."""
    return bounds.get("at_least", value) <= value <= bounds.get("at_most", value)


def applies(rule: Rule, at: Situation) -> bool:
    """Whether all of a rule's conditions hold."""
    return all(_holds(kind, asked, at) for kind, asked in rule.conditions.items())


def _holds(kind: str, asked: Any, at: Situation) -> bool:  # noqa: ANN401, PLR0911 (a TOML file's value; a ladder)
    board, table = at.board, at.table
    if kind in NUMBERS:
        return within(_number(kind, at), asked)
    if kind == "agreement":
        return board.in_force is asked
    if kind == "present":
        return bool(board.present >> table.seat_ids.index(asked) & 1)
    if kind == "draft":
        return all(within(board.draft[table.issue_ids.index(issue)], bounds) for issue, bounds in asked.items())
    if kind == "package":
        return any(_package_says(issue, bounds, at) for issue, bounds in asked.items())
    if kind == "holds":
        return all(
            board.holder[table.area_ids.index(area)] == table.side_ids.index(side) for area, side in asked.items()
        )
    if kind in METER_IDS:
        values = board.meter(METER_IDS.index(kind))
        return all(within(values[table.seat_ids.index(who)], bounds) for who, bounds in asked.items())
    raise ValueError(kind)


def _number(kind: str, at: Situation) -> float:
    """`part` is how much of the war is over at the end of this turn: sizes differ in turns, not in the months."""
    if kind == "outlook":
        return at.outlook
    if kind == "part":
        return at.board.turn / at.table.numbers.turns
    return float(getattr(at.board, kind))


def _package_says(issue: str, bounds: dict[str, float], at: Situation) -> bool:
    """Whether the package before the table would put that issue within the bounds."""
    acts = at.table.acts
    number = at.table.issue_ids.index(issue)
    return any(
        acts.verb[clause] == TEXT and acts.a[clause] == number and within(acts.b[clause], bounds)
        for clause in at.board.clauses
    )


_matching: dict[tuple[str, str, str, str], frozenset[int]] = {}


def matching(table: Scenario, pattern: str) -> frozenset[int]:
    """The actions whose lines match a pattern; worked out once a process."""
    key = (table.id, table.size, table.hash, pattern)
    found = _matching.get(key)
    if found is None:
        matches = re.compile(translate(pattern)).match
        lines = vocabulary(table).lines[: table.acts.first_chance]
        found = _matching[key] = frozenset(action for action, line in enumerate(lines) if matches(line))
    return found


def fits(table: Scenario, action: int, patterns: tuple[str, ...]) -> bool:
    """Whether an action's line matches one of the patterns."""
    return any(action in matching(table, pattern) for pattern in patterns)
