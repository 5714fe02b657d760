"""Names inside sentences: articles, capitals, lists, number, and the side from which they are read.

A sentence says `{seat}` and is given a `Name`. A translation may ask for the name behind a little word, as in
`{seat:de}`, where its language melts the two: "de la Russie", "du gouvernement Assad", "d’Idlib". What is
particular to a language are messages of its catalogue, so that a new language needs no code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Self

from cards.language import _, current, pgettext

ISOLATE: Final = "\u2068"  # what follows is read from its own side ...
RELEASE: Final = "\u2069"  # ... up to here
STRONG_LEFT: Final = frozenset({"L"})
STRONG_RIGHT: Final = frozenset({"R", "AL"})


def isolated(text: str) -> str:
    """Text with a side of its own, wherever what surrounds it is read from the other side."""
    backwards = current().right_to_left
    if not backwards and text.isascii():
        return text
    against = STRONG_LEFT if backwards else STRONG_RIGHT
    if not any(unicodedata.bidirectional(letter) in against for letter in text):
        return text
    return text if text.startswith(ISOLATE) and text.endswith(RELEASE) else f"{ISOLATE}{text}{RELEASE}"


class Name(str):
    """A name in the middle of a sentence."""

    __slots__ = ("many",)
    many: bool  # whether a verb goes with it in the plural

    def __new__(cls, text: str, *, many: bool | None = None) -> Self:
        """Unless it is said, the language tells from the name whether it is a plural."""
        name = super().__new__(cls, text)
        name.many = _is_plural(text) if many is None else many
        return name

    def behind(self, word: str) -> str:
        """The name behind a little word."""
        whole = f"{word} {self}"
        for apart, together in _contractions():
            if whole.startswith(apart):
                return together + whole[len(apart) :]
        return whole

    def __format__(self, spec: str) -> str:
        """`{seat}`, `{seat:de}`, or a width as for any text."""
        if spec.isalpha():
            return isolated(self.behind(spec))
        return format(str(self), spec) if spec else isolated(str(self))


class Row(Name):
    """Several names in a row; a little word stands before each."""

    __slots__ = ("_joint", "_names")
    _joint: str
    _names: list[Name]

    def __new__(cls, text: str, *, many: bool | None = None, names: Iterable[Name] = (), joint: str = "and") -> Self:
        """See `listed`."""
        row = super().__new__(cls, text, many=many)
        row._names, row._joint = list(names), joint
        return row

    def behind(self, word: str) -> str:
        """See `Name.behind`."""
        return _joined([format(name, word) for name in self._names], self._joint)

    def __format__(self, spec: str) -> str:
        """Its names are isolated one by one."""
        if spec.isalpha():
            return self.behind(spec)
        return format(str(self), spec)


def listed(names: Iterable[str], joint: str = "and") -> Row:
    """Names in a row.

    >>> str(listed(["Russia", "the Gulf states", "the Western states"]))
    'Russia, the Gulf states and the Western states'
    """
    several = [name if isinstance(name, Name) else Name(name) for name in names] or [Name(_("nobody"), many=False)]
    text = _joined([format(name) for name in several], joint)
    return Row(text, many=len(several) > 1 or several[0].many, names=several, joint=joint)


def _joined(names: list[str], joint: str) -> str:
    *first, last = names
    if not first:
        return last
    names_so_far = pgettext("between two names of a list", ", ").join(first)
    if joint == "or":
        return pgettext("a list", "{names} or {last}").format(names=names_so_far, last=last)
    return pgettext("a list", "{names} and {last}").format(names=names_so_far, last=last)


def in_sentence(name: str) -> str:
    """A name in the middle of a sentence: its own article is written small."""
    for article in _articles():
        if name.startswith(article):
            return article[:1].lower() + name[1:]
    return name


def bare(name: str) -> str:
    """A name without its article, where there is little room."""
    for article in _articles():
        if name.startswith(article):
            return capital(name[len(article) :])
    return name


def with_article(name: str) -> Name:
    """A faction's name in a sentence: "Russia", "the Western states"."""
    inner = in_sentence(name)
    if inner != name or " " not in name or inner.startswith(tuple(article.lower() for article in _articles())):
        return Name(inner)
    return Name(pgettext("a faction's name of several words, in a sentence", "the {name}").format(name=inner))


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    at = 1 if text.startswith(ISOLATE) else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _articles() -> tuple[str, ...]:
    told = pgettext("articles that begin a name and are written small in a sentence, each with a | behind it", "The |")
    return _split(told)


@lru_cache(maxsize=32)
def _split(told: str) -> tuple[str, ...]:
    return tuple(part for part in told.split("|") if part.strip())


def _is_plural(name: str) -> bool:
    pattern = pgettext("a regular expression that finds the names whose verb is in the plural", "[^s]s$")
    return re.search(pattern, name, re.IGNORECASE) is not None


def _contractions() -> tuple[tuple[str, str], ...]:
    told = pgettext("words that melt into the name behind them, such as: de le =du |à le =au |", "-")
    return _pairs(told)


@lru_cache(maxsize=32)
def _pairs(told: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in _split(told))
    return tuple((apart, together) for apart, sign, together in pairs if sign)
