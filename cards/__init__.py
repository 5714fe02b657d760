"""The content: scenarios as TOML, and the only door from their text to the tables that `rules` reads.

`table("empty-chairs", "class")` is all that most callers need.
"""

from cards.compile import compile_scenario, table
from cards.errors import ScenarioError
from cards.loader import available, load
from cards.manuscript import Manuscript

__all__ = ["Manuscript", "ScenarioError", "available", "compile_scenario", "load", "table"]
