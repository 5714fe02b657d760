"""What may follow a line that is half written: asked with a question mark at its end, answered at Enter.

Why there is no Tab completion stands in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MOST: Final = 24


def following(lines: Sequence[str], begun: str) -> list[str]:
    """The lines that begin as `begun` does, word by word; or the words that may come next, if those are fewer.

    >>> following(["text water 0", "text water 1", "text bridge 2", "send"], "te")
    ['text bridge', 'text water']
    """
    typed = begun.casefold().split()
    fits = [words for words in map(str.split, lines) if _begins(words, typed)]
    length = len(typed)
    while len({tuple(words[:length]) for words in fits}) == 1 and length < max(map(len, fits)):
        length += 1
    return sorted({" ".join(words[:length]) for words in fits})[:MOST]


def _begins(words: Sequence[str], typed: Sequence[str]) -> bool:
    return len(typed) <= len(words) and all(word.startswith(start) for word, start in zip(words, typed, strict=False))
