"""The content hash of a compiled size: of what the rules read, not of prose: a mended text keeps old records."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Final

from rules.scenario import Scenario

DIGITS: Final = 16
# Itself, what follows from the rest, a table's options, words
LEFT_OUT: Final = (
    "hash",
    "acts",
    "orders_of",
    "first_in",
    "decks",
    "forbidding",
    "aid_pledges",
    "foes",
    "order_kinds",
    "makers",
    "watched_kinds",
    "schedule",
    "label",
)


def fingerprint(table: Scenario, schedule: tuple[tuple[int, ...], ...]) -> str:
    """16 hexadecimal digits of all in the tables but names and labels; `schedule` is the size's, before picks."""
    text = json.dumps([_bare(table), schedule], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _bare(value: object) -> object:
    if is_dataclass(value):
        kept = [one.name for one in fields(value) if one.name not in LEFT_OUT and not one.name.endswith("_names")]
        return [[name, _bare(getattr(value, name))] for name in kept]
    if isinstance(value, (tuple, bytes)):
        return [_bare(part) for part in value]
    return value
