"""A language that nobody speaks: each letter of each message becomes a wide one, so that what is left is no message."""

import re
from gettext import NullTranslations
from pathlib import Path

from cards.language import Language

_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_GRAMMAR = ("-", "The |")  # messages that say what a language does to names; this one does nothing


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isascii() and letter.isalpha() else letter for letter in text)


def _message(text: str) -> str:
    if text in _GRAMMAR:
        return text
    return "".join(_part(part) for part in _PLACEHOLDER.split(text))


def _part(part: str) -> str:
    """A text, or a placeholder: of it only the words between which a name decides."""
    if not part.startswith("{"):
        return wide(part)
    name, colon, spec = part.partition(":")
    return name + colon + (wide(spec) if "|" in spec else spec)


class Pseudo(NullTranslations):
    def gettext(self, message: str) -> str:
        return _message(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _message(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return _message(message)


class PseudoLanguage(Language):
    def __init__(self) -> None:
        super().__init__("xx", Pseudo())

    def of(self, folder: Path) -> NullTranslations:
        return self.messages


def plain_words(text: str) -> list[str]:
    """What no catalogue was asked for."""
    return re.findall(r"[A-Za-z]+", text)
