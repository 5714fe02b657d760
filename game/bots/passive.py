"""A yardstick: comes, agrees to everything, does nothing."""

from __future__ import annotations

from cards.language import N_, _
from game.bots.base import Bot
from rules.observe import Observation
from rules.scenario import USE_CAPITAL


class PassiveBot(Bot):
    """Attends, accepts, stays silent, signs, stays; never proposes, never breaks; its cards are capital, it holds."""

    def decide(self, observation: Observation, legal: list[int]) -> int:  # noqa: ARG002 (an agent's signature)
        """The quietest answer."""
        acts = self.table.acts
        for action, reason in (
            (acts.pass_turn, N_("It has nothing to propose.")),
            (acts.abandon, N_("It has nothing to propose.")),
            (acts.accept, N_("It agrees to what others want.")),
            (acts.silence, N_("It stands in nobody's way.")),
            (acts.sign, N_("It signs what is put before it.")),
            (acts.hold, N_("It starts nothing.")),
            (acts.attend, N_("It always comes.")),
            (acts.stay, N_("It never walks out.")),
        ):
            if action in legal:
                self.because(_(reason))
                return action
        capital = [a for a in legal if acts.first_card <= a < acts.card_none and acts.b[a] == USE_CAPITAL]
        if capital:
            self.because(_("Influence is all it takes from a card."))
            return capital[0]
        self.because(_("The first will do."))
        return legal[0]
