"""Languages that nobody speaks: every letter of every message becomes another, so that what is left is no message."""

import re
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path
from string import ascii_letters, ascii_lowercase, ascii_uppercase
from typing import Final

from cards.language import Language

Letters = Mapping[int, str]
WIDE: Final[Letters] = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in ascii_letters}
HEBREW: Final[Letters] = {
    ord(letter): chr(ord("א") + number)
    for alphabet in (ascii_lowercase, ascii_uppercase)
    for number, letter in enumerate(alphabet)
}
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_GRAMMAR = ("-", "The |")  # messages that say what a language does to names; these do nothing


def wide(text: str) -> str:
    return text.translate(WIDE)


class Pseudo(NullTranslations):
    def __init__(self, letters: Letters) -> None:
        super().__init__()
        self._letters = letters

    def gettext(self, message: str) -> str:
        if message in _GRAMMAR or "\\" in message:  # a pattern of other letters may be none
            return message
        return "".join(self._part(part) for part in _PLACEHOLDER.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def _part(self, part: str) -> str:
        """A text, or a placeholder: of it only the words between which a name decides."""
        if not part.startswith("{"):
            return part.translate(self._letters)
        name, colon, spec = part.partition(":")
        return name + colon + (spec.translate(self._letters) if "|" in spec else spec)


class PseudoLanguage(Language):
    """In wide letters, or as `he` in Hebrew ones, read from right to left; it speaks so of every scenario, too."""

    def __init__(self, code: str = "xx", letters: Letters = WIDE) -> None:
        super().__init__(code, Pseudo(letters))

    def of(self, folder: Path) -> NullTranslations:
        return self.messages


def plain_words(text: str) -> list[str]:
    """What no catalogue was asked for."""
    return re.findall(r"[A-Za-z]+", text)
