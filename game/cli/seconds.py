"""A number of seconds, as an option takes it: one that a clock can count to."""

from __future__ import annotations

import math
from typing import Any, Final

import click

from cards.language import _
from game.header import SECONDS

LEAST: Final = 0.01
MOST: Final = 86400  # a day


class Seconds(click.FloatRange):
    """From a hundredth to a day; "nan" is a number to Python, and neither too little nor too much."""

    def __init__(self) -> None:
        super().__init__(LEAST, MOST)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 (click's signature)
        """The number."""
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(_("{text} is no {what}").format(text=value, what=_(SECONDS)), param, ctx)
        return found
