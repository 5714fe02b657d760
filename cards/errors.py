"""The one error of this package: a sentence for whoever writes a scenario."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from cards.language import _

LARGE = 10**18


class ScenarioError(Exception):
    """What is wrong with a scenario, in one line: file, line, what, and what would be right."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean "compel"?` if a known word is near, else the known words if they are few."""
    words = sorted(set(known))
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return _('; did you mean "{word}"?').format(word=near[0])
    if words and sum(map(len, words)) <= 120:  # noqa: PLR2004 - what still fits on a line beside the rest
        return _("; there is {names}").format(names=", ".join(words))
    return ""


def quoted(value: object, limit: int = 40) -> str:
    """A value as an error shows it: short, on one line, strings in quotation marks."""
    if isinstance(value, int) and abs(value) >= LARGE:  # str() refuses thousands of digits
        return _("a huge number")
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
