"""A yardstick: fights every turn, blocks every text it can, signs nothing."""

from __future__ import annotations

from typing import Final

from cards.language import N_, _
from game.bots.base import Bot
from rules.actions import ORDER_ARM, ORDER_ASSAULT, ORDER_STRIKE, ORDER_SUPPORT
from rules.likely import assault_margin
from rules.observe import Observation
from rules.scenario import USE_CAPITAL, USE_RALLY

WARLIKE: Final = (ORDER_ASSAULT, ORDER_SUPPORT, ORDER_ARM, ORDER_STRIKE)


class HawkBot(Bot):
    """Assaults where it is strongest, supports, arms; breaks every silence, declines, refuses, withdraws."""

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The hardest answer."""
        acts = self.table.acts
        for action, reason in (
            (acts.pass_turn, N_("There is nothing to talk about.")),
            (acts.abandon, N_("There is nothing to talk about.")),
            (acts.decline, N_("It concedes nothing.")),
            (acts.break_silence, N_("It concedes nothing.")),
            (acts.refuse, N_("It signs nothing.")),
            (acts.withdraw, N_("It is bound by nothing.")),
            (acts.attend, N_("It comes to say no.")),
        ):
            if action in legal:
                self.because(_(reason))
                return action
        if acts.hold in legal:
            return self.fight(observation, legal)
        uses = {self.table.uses[acts.b[a]].kind: a for a in legal if acts.first_card <= a < acts.card_none}
        for use, reason in (
            (USE_RALLY, N_("Its own people must stand firm.")),
            (USE_CAPITAL, N_("War costs influence.")),
        ):
            if use in uses:
                self.because(_(reason))
                return uses[use]
        self.because(_("The first will do."))
        return legal[0]

    def fight(self, observation: Observation, legal: list[int]) -> int:
        """The assault with the best odds, or whatever else harms the other side."""
        acts = self.table.acts
        assaults = [a for a in legal if acts.verb[a] == ORDER_ASSAULT]
        if assaults:
            self.because(_("It attacks where it is strongest."))
            side = self.table.side_of[self.seat]
            board = observation.board
            return max(assaults, key=lambda a: (assault_margin(self.table, board, acts.a[a], side, acts.b[a]), -a))
        for verb in WARLIKE:
            orders = [a for a in legal if acts.verb[a] == verb]
            if orders:
                self.because(_("Anything but sitting still."))
                return orders[self.pick(len(orders))]
        self.because(_("There is nobody to fight."))
        return acts.hold
