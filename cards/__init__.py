"""The content: scenarios as TOML, and the only door from their text to the tables that `rules` reads.

`table("empty-chairs", "class")` is all that most callers need. What is named here is imported when it is used, so
that the messages (`cards.language`) cost nothing of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cards.compile import compile_scenario as compile_scenario
    from cards.compile import table as table
    from cards.errors import ScenarioError as ScenarioError
    from cards.loader import available as available
    from cards.loader import load as load
    from cards.manuscript import Manuscript as Manuscript

_HOMES = {
    "compile_scenario": "compile",
    "table": "compile",
    "ScenarioError": "errors",
    "available": "loader",
    "load": "loader",
    "Manuscript": "manuscript",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cards.{_HOMES[name]}"), name)
