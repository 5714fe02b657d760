"""A yardstick: comes, agrees to everything, does nothing."""

from __future__ import annotations

from game.bots.base import Bot
from rules.observe import Observation
from rules.scenario import USE_CAPITAL


class PassiveBot(Bot):
    """Attends, accepts, stays silent, signs, stays; never proposes, never breaks; its cards are capital, it holds."""

    def decide(self, observation: Observation, legal: list[int]) -> int:  # noqa: ARG002 (an agent's signature)
        """The quietest answer."""
        acts = self.table.acts
        for action, reason in (
            (acts.pass_turn, "It has nothing to propose."),
            (acts.abandon, "It has nothing to propose."),
            (acts.accept, "It agrees to what others want."),
            (acts.silence, "It stands in nobody's way."),
            (acts.sign, "It signs what is put before it."),
            (acts.hold, "It starts nothing."),
            (acts.attend, "It always comes."),
            (acts.stay, "It never walks out."),
        ):
            if action in legal:
                self.because(reason)
                return action
        capital = [a for a in legal if acts.first_card <= a < acts.card_none and acts.b[a] == USE_CAPITAL]
        if capital:
            self.because("Influence is all it takes from a card.")
            return capital[0]
        self.because("The first will do.")
        return legal[0]
