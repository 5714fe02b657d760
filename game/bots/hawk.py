"""A yardstick: fights every turn, blocks every text it can, signs nothing."""

from __future__ import annotations

from typing import Final

from game.bots.base import Bot
from game.bots.ground import assault_margin
from rules.actions import ORDER_ARM, ORDER_ASSAULT, ORDER_STRIKE, ORDER_SUPPORT
from rules.observe import Observation
from rules.scenario import USE_CAPITAL, USE_RALLY

WARLIKE: Final = (ORDER_ASSAULT, ORDER_SUPPORT, ORDER_ARM, ORDER_STRIKE)


class HawkBot(Bot):
    """Assaults where it is strongest, supports, arms; breaks every silence, declines, refuses, withdraws."""

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The hardest answer."""
        acts = self.table.acts
        for action, reason in (
            (acts.pass_turn, "There is nothing to talk about."),
            (acts.abandon, "There is nothing to talk about."),
            (acts.decline, "It concedes nothing."),
            (acts.break_silence, "It concedes nothing."),
            (acts.refuse, "It signs nothing."),
            (acts.withdraw, "It is bound by nothing."),
            (acts.attend, "It comes to say no."),
        ):
            if action in legal:
                self.because(reason)
                return action
        if acts.hold in legal:
            return self.fight(observation, legal)
        uses = {self.table.uses[acts.b[a]].kind: a for a in legal if acts.first_card <= a < acts.card_none}
        for use, reason in ((USE_RALLY, "Its own people must stand firm."), (USE_CAPITAL, "War costs influence.")):
            if use in uses:
                self.because(reason)
                return uses[use]
        self.because("The first will do.")
        return legal[0]

    def fight(self, observation: Observation, legal: list[int]) -> int:
        """The assault with the best odds, or whatever else harms the other side."""
        acts = self.table.acts
        assaults = [a for a in legal if acts.verb[a] == ORDER_ASSAULT]
        if assaults:
            self.because("It attacks where it is strongest.")
            side = self.table.side_of[self.seat]
            board = observation.board
            return max(assaults, key=lambda a: (assault_margin(self.table, board, acts.a[a], side, acts.b[a]), -a))
        for verb in WARLIKE:
            orders = [a for a in legal if acts.verb[a] == verb]
            if orders:
                self.because("Anything but sitting still.")
                return orders[self.pick(len(orders))]
        self.because("There is nobody to fight.")
        return acts.hold
