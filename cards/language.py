"""All text that people read goes through here: English in the source, other languages in files beside it.

    _("Nothing yet.")                                         a sentence
    _("{card} is in the hand of {seat}.").format(...)         whole sentences, named placeholders, never glued pieces
    ngettext("{n} red line", "{n} red lines", n).format(n=n)  a number decides the form
    pgettext("of a card", "free")                             a word that others translate in two ways
    TITLE = N_("The map")                                     a constant, marked; `_(TITLE)` where it is shown

A language is one file for the program, `cards/locale/fr.po`, and one for each scenario, in its folder (`of`).
They are read when the language is spoken first; English reads nothing. The language spoken is a matter of the
context (`contextvars`), so one process can serve readers of several. Docs: docs/translating.md.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

SOURCE: Final = "en"  # the language of the source
LOCALE: Final = Path(__file__).parent / "locale"
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
PLAIN_LOCALES: Final = frozenset({"C", "POSIX"})


class UnknownLanguageError(LookupError):
    """There is no file for that language."""


class Language:
    """A language: its messages, and the side from which it is read."""

    def __init__(self, code: str, messages: NullTranslations | None = None) -> None:
        """Without messages it is the language of the source."""
        self.code = code
        self.messages = messages or NullTranslations()
        self.right_to_left = code.partition("_")[0] in RIGHT_TO_LEFT

    def of(self, folder: Path) -> NullTranslations:
        """The messages of the scenario in that folder; without a file for it everything stays as written."""
        file = folder / f"{self.code}.po"
        return catalogue(file) if self.code != SOURCE and file.is_file() else NullTranslations()


ENGLISH: Final = Language(SOURCE)
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


@lru_cache(maxsize=32)
def catalogue(file: Path) -> NullTranslations:
    """Read a .po file; what is not translated in it, or only fuzzily, stays as written."""
    import polib  # noqa: PLC0415 (English does without)

    return GNUTranslations(io.BytesIO(polib.pofile(str(file), encoding="utf-8").to_binary()))


def known() -> list[str]:
    """The codes of the languages that the program speaks."""
    return sorted({SOURCE, *(file.stem for file in LOCALE.glob("*.po"))})


@lru_cache(maxsize=32)
def language(code: str) -> Language:
    """The language of that code."""
    if code == SOURCE:
        return ENGLISH
    if code not in known():
        raise UnknownLanguageError(code)
    return Language(code, catalogue(LOCALE / f"{code}.po"))


def current() -> Language:
    """The language spoken here."""
    return _spoken.get()


def use(wanted: str | Language) -> None:
    """Speak that language from now on."""
    _spoken.set(language(wanted) if isinstance(wanted, str) else wanted)


@contextmanager
def speaking(wanted: str | Language) -> Iterator[None]:
    """Speak that language for a while."""
    before = _spoken.set(language(wanted) if isinstance(wanted, str) else wanted)
    try:
        yield
    finally:
        _spoken.reset(before)


def nearest(name: str) -> str | None:
    """The code of the language that a name such as `fr`, `fr-CA` or `fr_CA.UTF-8` asks for, if there is one."""
    whole = name.partition(".")[0].partition("@")[0].replace("-", "_")
    speaks = {code.lower(): code for code in known()}
    return speaks.get(whole.lower()) or speaks.get(whole.partition("_")[0].lower())


def of_locale(environment: Mapping[str, str]) -> str:
    """The language that the machine is set to, as gettext reads its variables; English if it isn't spoken here."""
    settings = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((setting for setting in settings if setting), "")
    if locale.partition(".")[0] in PLAIN_LOCALES:
        return SOURCE
    wishes = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((code for code in map(nearest, filter(None, wishes)) if code), SOURCE)


def _(message: str) -> str:
    """The message in the language spoken."""
    spoken = _spoken.get()
    return message if spoken is ENGLISH or not message else spoken.messages.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of the message that goes with the number."""
    return _spoken.get().messages.ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """The message in its context."""
    spoken = _spoken.get()
    return message if spoken is ENGLISH else spoken.messages.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 (gettext's name for it)
    """Mark a message that is translated where it is used."""
    return message
