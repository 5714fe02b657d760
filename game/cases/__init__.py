"""Rule cases: a sentence of the rulebook as a start position, some moves and what must come of it (docs/cases.md)."""

from game.cases.files import found_in, read
from game.cases.form import Case
from game.cases.run import problems

__all__ = ["Case", "found_in", "problems", "read"]
