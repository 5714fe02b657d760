"""Observations as flat arrays, and actions as numbers from 0, for learners that want both of a fixed size.

The numbering keeps the order of the scenario's catalogue and leaves out what can never be legal in it: outcomes of
chance, texts on a fixed issue, orders and press moves that nobody has.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from cards.language import _
from game import notation
from game.adapters.features import BLOCKS, Layout, given_orders
from game.errors import UserError
from rules.actions import CARD, CHANNEL, ORDER_ASSAULT, ORDER_HOLD, TEXT
from rules.observe import Observation
from rules.scenario import Scenario

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.int8]


class Encoding:
    """The layout of one compiled scenario: `actions[number]` is the engine's action, `numbers` its inverse."""

    def __init__(self, table: Scenario) -> None:
        """Number the actions and name what is observed."""
        self.table = table
        self.actions = tuple(possible(table))
        self.numbers = {action: number for number, action in enumerate(self.actions)}
        self.layout = Layout(table)
        self.names = tuple(name for block in BLOCKS for name in block.names(self.layout))

    def meanings(self) -> tuple[str, ...]:
        """The canonical line of every number (§11)."""
        return tuple(notation.format_action(self.table, action) for action in self.actions)

    def action(self, number: int) -> int:
        """The engine's action; UserError if there is none of that number."""
        if not 0 <= number < len(self.actions):
            raise UserError(
                _("there is no action {n}").format(n=number),
                right=_("they are numbered 0 to {most}").format(most=len(self.actions) - 1),
            )
        return self.actions[number]

    def observe(self, seen: Observation) -> Floats:
        """The observation as numbers from 0 to 1, in the order of `names`."""
        return np.array([value for block in BLOCKS for value in block.values(self.layout, seen)], dtype=np.float32)

    def mask(self, legal: Iterable[int]) -> Mask:
        """Ones at the numbers of these actions."""
        mask = np.zeros(len(self.actions), dtype=np.int8)
        mask[[self.numbers[action] for action in legal]] = 1
        return mask


def possible(table: Scenario) -> list[int]:
    """The actions that some seat could ever take, in catalogue order."""
    orders = set(given_orders(table))
    found = []
    for action in range(table.acts.first_chance):
        verb, a, b = table.acts.entries[action][:3]
        if ORDER_ASSAULT <= verb < ORDER_HOLD:
            there_is = action in orders
        elif verb == CARD:
            there_is = b in table.uses_of[table.cards[a].seat]
        elif verb == TEXT:
            there_is = not table.fixed >> a & 1
        else:
            there_is = verb != CHANNEL or table.numbers.channel
        if there_is:
            found.append(action)
    return found
