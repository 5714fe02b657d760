"""A language that nobody speaks: English in Hebrew letters, read from right to left.

Whatever is still in Latin letters on a screen has not gone through the catalogue, or is notation.
"""

import re
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from cards.language import Language

LETTERS: Final = {
    ord(letter): chr(ord("א") + number)
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for number, letter in enumerate(alphabet)
}
HOLE: Final = re.compile(r"(\{[^{}]*\})")  # what is filled in stays


def _hole(text: str) -> str:
    """`{seat}` stays; of `{seat:has|have}` the words are words."""
    name, colon, form = text.partition(":")
    return name + colon + (form.translate(LETTERS) if "|" in form else form)


class Hebrew(NullTranslations):
    """Every message in Hebrew letters."""

    def gettext(self, message: str) -> str:
        """Patterns stay: a pattern of other letters may be none."""
        if "\\" in message:
            return message
        return "".join(_hole(part) if HOLE.fullmatch(part) else part.translate(LETTERS) for part in HOLE.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As in English."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The context does not matter."""
        return self.gettext(message)


class Pseudo(Language):
    """Speaks so of scenarios too."""

    def of(self, folder: Path) -> NullTranslations:
        """Whatever the scenario."""
        return self.messages


PSEUDO: Final = Pseudo("he", Hebrew())
