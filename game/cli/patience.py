"""How long a pipe is borne with whose lines make no sense."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from cards.language import _
from game.errors import UserError

if TYPE_CHECKING:
    from game.cli.screen import Screen

PATIENCE: Final = 100  # misunderstood lines in a row from a pipe, which cannot read what it is told


class Patience:
    """Gives up on a pipe that makes no sense."""

    def __init__(self, screen: Screen, how_to_resume: Callable[[], str]) -> None:
        self._screen = screen
        self._how_to_resume = how_to_resume
        self._lost = 0

    def judge(self, *, understood: bool) -> None:
        """Count a line that was not understood; forget those before one that was."""
        if understood:
            self._lost = 0
        else:
            self.spend()

    def spend(self) -> None:
        """A line that led nowhere."""
        self._lost += 1
        if self._lost >= PATIENCE and not self._screen.interactive:
            raise UserError(
                _("{lost} lines in a row that nobody understood").format(lost=self._lost), right=self._how_to_resume()
            )
