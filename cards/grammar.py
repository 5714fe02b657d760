"""Names inside sentences: articles, capitals, lists, gender and number, and the side from which they are read.

A sentence says `{seat}` and is given a `Name`. A translation may ask for what its language does to it:

    {seat:de}                                   the name behind a little word: "du gouvernement Assad", "d’Idlib"
    {seat:gagne|gagnent}                        no name, but the one of two words that goes with it: singular, plural
    {seat:absent|absente|absents|absentes}      of four: masculine, feminine; masculine and feminine plural

What is particular to a language are messages of its catalogue, so that a new language needs no code. A name whose
article does not tell its gender and number says so at its end, in the scenario's catalogue: "l’opposition {f}".
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
_MARK: Final = re.compile(r" \{([mf]p?)\}$")


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

    __slots__ = ("form",)
    form: str  # a key of FORMS

    def __new__(cls, text: str, *, form: str = "") -> Self:
        """Unless it is said, the mark at the end of the name or its article tells the form."""
        mark = _MARK.search(text)
        name = super().__new__(cls, text[: mark.start()] if mark else text)
        name.form = form or (mark[1] if mark else _form(text))
        return name

    def behind(self, word: str) -> str:
        """The name behind a little word."""
        whole = f"{word} {self!s}"
        for apart, together in _contractions():
            if whole.startswith(apart):
                return together + whole[len(apart) :]
        return whole

    def __format__(self, spec: str) -> str:
        """`{seat}`, `{seat:de}`, `{seat:gagne|gagnent}`, or a width as for any text."""
        if "|" in spec:
            return self._agreeing(spec.split("|"))
        if spec.isalpha():
            return isolated(self.behind(spec))
        return format(str(self), spec) if spec else isolated(str(self))

    def _agreeing(self, words: list[str]) -> str:
        number, gender = self.form.endswith("p"), self.form.startswith("f")
        return words[number] if len(words) == len(("one", "many")) else words[2 * number + gender]


class Row(Name):
    """Several names in a row; a little word stands before each."""

    __slots__ = ("_joint", "_names")
    _joint: str
    _names: list[Name]

    def __new__(cls, text: str, *, form: str = "", names: Iterable[Name] = (), joint: str = "and") -> Self:
        """See `listed`."""
        row = super().__new__(cls, text, form=form)
        row._names, row._joint = list(names), joint
        return row

    def behind(self, word: str) -> str:
        """See `Name.behind`."""
        return _joined([format(name, word) for name in self._names], self._joint)

    def __format__(self, spec: str) -> str:
        """Its names are isolated one by one."""
        if spec.isalpha():
            return self.behind(spec)
        return super().__format__(spec) if "|" in spec else format(str(self), spec)


def listed(names: Iterable[str], joint: str = "and") -> Row:
    """Names in a row.

    >>> str(listed(["Russia", "the Gulf states", "the Western states"]))
    'Russia, the Gulf states and the Western states'
    """
    several = [name if isinstance(name, Name) else Name(name) for name in names] or [Name(_("nobody"), form="m")]
    text = _joined([format(name) for name in several], joint)
    women = all(name.form.startswith("f") for name in several)
    form = several[0].form if len(several) == 1 else "fp" if women else "mp"
    return Row(text, form=form, names=several, joint=joint)


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


def alone(name: str) -> str:
    """A name that stands by itself, as in a table or a heading."""
    return capital(Name(name))


def short(name: str) -> str:
    """A name without its article, where there is little room."""
    name = Name(name)
    for article in _articles():
        for begins in (article, article.lower()):
            if name.startswith(begins):
                return name[len(begins) :]
    return str(name)


def with_article(name: str) -> Name:
    """A faction's name in a sentence: "Russia", "the Western states"."""
    inner = in_sentence(name)
    if inner != name or " " not in name or name.startswith(tuple(article.lower() for article in _articles())):
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


def _form(name: str) -> str:
    told = pgettext("gender and number of a name by its article: m, f, mp or fp, such as: la =f|le =m|les =mp|", "-")
    if told == "-":  # no genders, and a plural is told by its end
        return "mp" if re.search("[^s]s$", name) else "m"
    small = name.lower()
    return next((form for article, form in _pairs(told) if small.startswith(article)), "m")


def _contractions() -> tuple[tuple[str, str], ...]:
    told = pgettext("words that melt into the name behind them, such as: de le =du |à le =au |", "-")
    return _pairs(told)


@lru_cache(maxsize=32)
def _pairs(told: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in _split(told))
    return tuple((apart, together) for apart, sign, together in pairs if sign)
