"""Errors that are help: what is wrong, where, and what would be right, in one line.

A refusal of the rules is written in English there, with its values apart; it is put into the reader's language here.
"""

from functools import partial
from typing import Any, Final

from cards.grammar import Name, capital, in_sentence
from cards.language import N_, _
from rules.errors import RulesError


class UserError(Exception):
    """What a person asked for cannot be done; the command line prints it and leaves with code 2.

    >>> str(UserError('no seat "hcn"', where="game.accord:12", right='did you mean "hnc"?'))
    'game.accord:12: no seat "hcn"; did you mean "hnc"?'
    """

    def __init__(self, what: str, *, where: str = "", right: str = "") -> None:
        super().__init__(what, where, right)
        self.what = what
        self.where = where
        self.right = right

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it can come home from another process."""
        return partial(type(self), where=self.where, right=self.right), (self.what,)

    def __str__(self) -> str:
        text = _("{what}; {right}").format(what=self.what, right=self.right) if self.right else self.what
        return _("{where}: {what}").format(where=self.where, what=text) if self.where else text


SYSTEM: Final = (  # what the system says most often when a file can't be used
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("File name too long"),
    N_("Read-only file system"),
    N_("Input/output error"),
)


def why(error: OSError) -> str:
    """What the system says, in the language spoken if it is said often."""
    return _(error.strerror) if error.strerror else str(error)


def in_words(error: Exception) -> str:
    """The line that a person reads."""
    if isinstance(error, RulesError):
        return f"§{error.section} {refusal(error)}"
    return str(error)


def refusal(error: RulesError) -> str:
    """The sentence of a refusal, without its section. A value of several words may be a phrase of the rules' own."""
    names = [Name(in_sentence(value)) if isinstance(value, str) else value for value in error.values]
    values = [
        Name(_(value).format(*names)) if isinstance(value, str) and " " in value and _(value) != value else name
        for value, name in zip(error.values, names, strict=True)
    ]
    return capital(_(error.template).format(*values))
