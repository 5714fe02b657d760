"""How a kind of claim gets its derivation, and what these have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.report.claims import Claim
from tests.game.report.book import Book

Says = Mapping[str, Any]  # what a claim says, each kind of claim its own
Derive = Callable[[Book, Claim, Says], None]
KINDS: dict[str, Derive] = {}


def derive(book: Book, claim: Claim) -> None:
    """Fail unless the record says what the claim says, where it says it."""
    assert claim.lines, claim
    assert all(0 <= line <= book.last for line in claim.lines), claim
    KINDS[claim.kind.removeprefix("?")](book, claim, claim.values)


def kind(*names: str) -> Callable[[Derive], Derive]:
    def keep(function: Derive) -> Derive:
        for name in names:
            KINDS[name] = function
        return function

    return keep


def shows(claim: Claim, *parts: object) -> None:
    """Fail unless a sentence says these words; a question need not repeat what it rests on."""
    if not claim.kind.startswith("?"):
        for part in parts:
            assert str(part).lower() in claim.text.lower(), (part, claim.text)


def mask_of(seats: list[int]) -> int:
    return sum(1 << seat for seat in seats)
