"""Errors that are help: what is wrong, where, and what would be right, in one line."""

from functools import partial
from typing import Any


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
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.right}" if self.right else ""
        return f"{place}{self.what}{advice}"
