"""Claims: sentences of a report, each with the lines of the record it rests on and with what it says as data.

`kind` names how a claim is derived from the record, `values` are what it says. No claim is believed: the tests derive
the values of every claim anew, from the record alone (tests/game/report/test_claims.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from game.words import capital

Value = int | str | bool | tuple[int, ...] | tuple[str, ...]
SHOWN: Final = 3  # lines that a claim cites one by one


class Resting:
    """What rests on lines of the record."""

    lines: tuple[int, ...]

    @property
    def cited(self) -> tuple[int, ...]:
        """The lines that are named beside it: the first ones; never all but one."""
        return self.lines if len(self.lines) <= SHOWN + 1 else self.lines[:SHOWN]

    @property
    def more(self) -> int:
        """How many lines are not named."""
        return len(self.lines) - len(self.cited)


@dataclass(frozen=True)
class Claim(Resting):
    """A sentence about a game."""

    text: str
    lines: tuple[int, ...]
    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)


def claim(kind: str, text: str, lines: int | tuple[int, ...], /, **values: Value) -> Claim:
    """A claim whose sentence begins with a capital; its lines in order, each once."""
    numbers = (lines,) if isinstance(lines, int) else tuple(sorted(set(lines)))
    return Claim(capital(text), numbers, kind, values)
