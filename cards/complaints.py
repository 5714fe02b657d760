"""pydantic's errors in the words of whoever writes a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic_core import ErrorDetails

from cards.base import ID_PATTERN
from cards.errors import did_you_mean, quoted
from cards.locate import Path, file_of

# After these keys comes a union, and pydantic adds the word that chose among its members
_UNIONS = frozenset({"effects", "do", "then", "else", "if", "requires", "all", "any", "not"})


def real_path(data: Any, loc: tuple[int | str, ...]) -> Path:  # noqa: ANN401 - whatever the files say
    """The path of an error through the data: without the marks that pydantic adds for its unions."""
    path: list[int | str] = []
    where = data
    marked = False
    for key in loc:
        if marked:
            marked = False
            continue
        if isinstance(where, dict):
            inside = key in where
        else:
            inside = isinstance(where, list) and isinstance(key, int) and key < len(where)
        if inside:
            path.append(key)
            where = where[key]
            leading = next((part for part in reversed(path) if isinstance(part, str)), "")
            marked = isinstance(where, dict) and leading in _UNIONS
    return tuple(path)


def sentence(error: ErrorDetails, path: Path) -> str:
    """What is wrong and what would be right, beginning with the key if the sentence doesn't name it."""
    kind = error["type"]
    if kind in _WHOLE:
        return _WHOLE[kind](error)
    say = _SAY.get(kind)
    text = say(error, error.get("ctx", {})) if say else _plain(error)
    key = _key(path)
    return f"{key}: {text}" if key else text


def place(error: ErrorDetails, path: Path) -> Path:
    """The path whose line is shown: of an unknown key that key's own."""
    ctx = error.get("ctx", {})
    return (*path, ctx["at"]) if error["type"] == "unknown_key" else path


def _key(path: Path) -> str:
    """The key at the end of a path, with the keys that lead to it inside the same entry of a list."""
    _, inside = file_of(path)
    if len(inside) > 1 and inside[0] not in ("argues", "aftermath") and isinstance(inside[1], int):
        inside = inside[2:]  # the table itself, which the error names before
    if len(inside) > 1 and isinstance(inside[-1], int) and inside[-2] in _UNIONS:
        return ""  # a step or a condition is seen in its line
    keys: list[str] = []
    for part in reversed(inside):
        if isinstance(part, int):
            if keys:
                break
        else:
            keys.append(part)
    return ".".join(reversed(keys))


def _plain(error: ErrorDetails) -> str:
    text = error["msg"].replace("Input should", "should").replace("Value error, ", "")
    return " ".join(text.split())


def _unknown_word(error: ErrorDetails) -> str:
    ctx = error.get("ctx", {})
    kind = "condition" if "condition" in str(ctx.get("discriminator")) else "effect"
    known = [tag.split()[0] for tag in re.findall(r"'([^']*)'", str(ctx.get("expected_tags")))]
    word = str(ctx.get("tag"))
    return f"unknown {kind} {quoted(word)}{did_you_mean(word, known) or f'; see the list of {kind}s'}"


def _no_word(error: ErrorDetails) -> str:
    kind = "a condition" if "condition" in str(error.get("ctx", {}).get("discriminator")) else "an effect"
    return f"{kind} should be a table whose first key says what it is, not {quoted(error['input'])}"


def _choice(error: ErrorDetails, ctx: dict[str, Any]) -> str:
    known = re.findall(r"'([^']*)'", str(ctx["expected"]))
    if not known:
        return f"should be {str(ctx['expected']).lower()}, not {quoted(error['input'])}"
    hint = did_you_mean(str(error["input"]), known) or f"; should be {', '.join(known)}"
    return f"unknown word {quoted(error['input'])}{hint}"


def _pattern(error: ErrorDetails, ctx: dict[str, Any]) -> str:
    if ctx["pattern"] == ID_PATTERN:
        return f"{quoted(error['input'])} is not an id: lower case words joined by hyphens"
    return f"{quoted(error['input'])} does not have the right form"


_WHOLE: dict[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda e: f'"{e["loc"][-1]}" is missing',
    "unknown_key": lambda e: e["msg"],
    "union_tag_invalid": _unknown_word,
    "union_tag_not_found": _no_word,
    "recursion_loop": lambda _: "is nested too deeply",
}

_SAY: dict[str, Callable[[ErrorDetails, dict[str, Any]], str]] = {
    "int_type": lambda e, _: f"should be a whole number, not {quoted(e['input'])}",
    "int_parsing": lambda e, _: f"should be a whole number, not {quoted(e['input'])}",
    "decimal_type": lambda e, _: f"should be a number, not {quoted(e['input'])}",
    "decimal_parsing": lambda e, _: f"should be a number, not {quoted(e['input'])}",
    "finite_number": lambda e, _: f"should be a number, not {quoted(e['input'])}",
    "decimal_max_places": lambda e, _: f"should have at most two decimals, not {quoted(e['input'])}",
    "bool_type": lambda e, _: f"should be true or false, not {quoted(e['input'])}",
    "string_type": lambda e, _: f"should be a text in quotation marks, not {quoted(e['input'])}",
    "tuple_type": lambda e, _: f"should be a list, not {quoted(e['input'])}",
    "dict_type": lambda e, _: f"should be a table, not {quoted(e['input'])}",
    "less_than_equal": lambda e, c: f"should be at most {c['le']}, not {quoted(e['input'])}",
    "greater_than_equal": lambda e, c: f"should be at least {c['ge']}, not {quoted(e['input'])}",
    "string_too_long": lambda e, c: f"should have at most {c['max_length']} characters, not {len(e['input'])}",
    "string_too_short": lambda _, c: f"should have at least {c['min_length']} characters",
    "too_long": lambda e, c: f"should have at most {c['max_length']} entries, not {len(e['input'])}",
    "too_short": lambda _, c: f"should have at least {c['min_length']} entries",
    "string_pattern_mismatch": _pattern,
    "literal_error": _choice,
}
