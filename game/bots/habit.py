"""A negotiator with one bad habit: what a design must not reward.

`habit@absent` stays away whenever it can, `habit@refuse` signs nothing, `habit@fight` orders what harms the other side
most, `habit@sign` lets every package pass and signs anything, `habit@break` stops every package that it can.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cards.language import _
from game.bots.hawk import HawkBot
from game.bots.negotiator import NegotiatorBot
from game.errors import UserError
from rules.observe import Observation
from rules.scenario import Scenario

ALWAYS: Final = {
    "absent": ("stay_away",),
    "refuse": ("refuse",),
    "fight": (),
    "sign": ("call", "sign", "accept", "silence", "stay"),
    "break": ("decline", "break_silence"),
}


class HabitBot(NegotiatorBot):
    """Bargains by the book, but for its habit."""

    def __init__(self, table: Scenario, seat: int, seed: int, habit: str = "") -> None:
        """`habit`: one of `ALWAYS`."""
        if habit not in ALWAYS:
            known = ", ".join(f"habit@{name}" for name in ALWAYS)
            raise UserError(
                _('"{habit}" is no habit').format(habit=habit), right=_("there are {known}").format(known=known)
            )
        super().__init__(table, seat, seed)
        self.habit = habit
        self._always: list[int] = [getattr(table.acts, name) for name in ALWAYS[habit]]
        self._fight: Callable[[Observation, list[int]], int] = HawkBot(table, seat, seed).fight

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The habit where it has a say."""
        for action in self._always:
            if action in legal:
                self.because(_("It is in the habit: {habit}.").format(habit=self.habit))
                return action
        if self.habit == "fight" and self.table.acts.hold in legal:
            self.because(_("It always fights."))
            return self._fight(observation, legal)
        if self.habit == "refuse" and self.table.acts.call in legal:
            legal = [action for action in legal if action != self.table.acts.call]
        return super().decide(observation, legal)
