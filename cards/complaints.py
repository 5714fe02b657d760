"""pydantic's errors in the words of whoever writes a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from typing import Any, Final

from pydantic_core import ErrorDetails

from cards.base import ID_PATTERN
from cards.errors import did_you_mean, quoted
from cards.language import N_, _
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
    told = _PLAIN.get(error["type"])
    if told is not None:
        value, ctx = error["input"], error.get("ctx", {})
        limit = next((ctx[key] for key in _LIMITS if key in ctx), 0)
        n = len(value) if isinstance(value, Sized) else 0
        return _(told).format(value=quoted(value), limit=limit, n=n)
    text = error["msg"].replace("Input should", "should").replace("Value error, ", "")
    return " ".join(text.split())


def _unknown_word(error: ErrorDetails) -> str:
    ctx = error.get("ctx", {})
    known = [tag.split()[0] for tag in re.findall(r"'([^']*)'", str(ctx.get("expected_tags")))]
    word = str(ctx.get("tag"))
    hint = did_you_mean(word, known)
    if "condition" in str(ctx.get("discriminator")):
        return _("unknown condition {word}{hint}").format(
            word=quoted(word), hint=hint or _("; see the list of conditions")
        )
    return _("unknown effect {word}{hint}").format(word=quoted(word), hint=hint or _("; see the list of effects"))


def _no_word(error: ErrorDetails) -> str:
    condition = "condition" in str(error.get("ctx", {}).get("discriminator"))
    told = (
        _("a condition should be a table whose first key says what it is, not {value}")
        if condition
        else _("an effect should be a table whose first key says what it is, not {value}")
    )
    return told.format(value=quoted(error["input"]))


def _choice(error: ErrorDetails, ctx: dict[str, Any]) -> str:
    known = re.findall(r"'([^']*)'", str(ctx["expected"]))
    value = quoted(error["input"])
    if not known:
        return _("should be {right}, not {value}").format(right=str(ctx["expected"]).lower(), value=value)
    right = _("; should be {right}").format(right=", ".join(known))
    return _("unknown word {word}{hint}").format(word=value, hint=did_you_mean(str(error["input"]), known) or right)


def _pattern(error: ErrorDetails, ctx: dict[str, Any]) -> str:
    if ctx["pattern"] == ID_PATTERN:
        told = _("{value} is not an id: lower case words joined by hyphens")
    else:
        told = _("{value} does not have the right form")
    return told.format(value=quoted(error["input"]))


_WHOLE: Final[dict[str, Callable[[ErrorDetails], str]]] = {
    "missing": lambda error: _('"{key}" is missing').format(key=error["loc"][-1]),
    "unknown_key": lambda error: error["msg"],
    "union_tag_invalid": _unknown_word,
    "union_tag_not_found": _no_word,
    "recursion_loop": lambda _error: _("is nested too deeply"),
}

_SAY: Final[dict[str, Callable[[ErrorDetails, dict[str, Any]], str]]] = {
    "string_pattern_mismatch": _pattern,
    "literal_error": _choice,
}

# With the value that is there, how many entries or letters it has, and the limit that it breaks
_PLAIN: Final = {
    "int_type": N_("should be a whole number, not {value}"),
    "int_parsing": N_("should be a whole number, not {value}"),
    "decimal_type": N_("should be a number, not {value}"),
    "decimal_parsing": N_("should be a number, not {value}"),
    "finite_number": N_("should be a number, not {value}"),
    "decimal_max_places": N_("should have at most two decimals, not {value}"),
    "bool_type": N_("should be true or false, not {value}"),
    "string_type": N_("should be a text in quotation marks, not {value}"),
    "tuple_type": N_("should be a list, not {value}"),
    "dict_type": N_("should be a table, not {value}"),
    "less_than_equal": N_("should be at most {limit}, not {value}"),
    "greater_than_equal": N_("should be at least {limit}, not {value}"),
    "string_too_long": N_("should have at most {limit} characters, not {n}"),
    "string_too_short": N_("should have at least {limit} characters"),
    "too_long": N_("should have at most {limit} entries, not {n}"),
    "too_short": N_("should have at least {limit} entries"),
}
_LIMITS: Final = ("le", "ge", "max_length", "min_length")
