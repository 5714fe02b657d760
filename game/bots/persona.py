"""Plays a seat in its historical manner: a printed chart decides what it names, the negotiator does the rest."""

from __future__ import annotations

from typing import Final

from cards.language import _
from game.bots.charts import Chart, Rule, Situation, applies, chart_of, fits
from game.bots.negotiator import NegotiatorBot
from game.notation import format_action
from rules.actions import ORDER_ASSAULT, ORDER_SUPPORT
from rules.observe import Observation
from rules.pledges import breaches_of
from rules.scenario import ACT_HOSTILE_ASSAULT, ACT_SUPPORT, Scenario
from rules.state import State

FORBIDDEN: Final = {ORDER_ASSAULT: ACT_HOSTILE_ASSAULT, ORDER_SUPPORT: ACT_SUPPORT}  # by pledges (§3.4)


class PersonaBot(NegotiatorBot):
    """A chart first; where it is silent, bargaining by the book."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Take the seat's chart; a scenario without charts has a generic one."""
        super().__init__(table, seat, seed)
        self.chart: Chart = chart_of(table, seat)
        self._texts_written = [action for row in table.acts.text for action in row]

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The first rule that applies and can be followed decides; rules that forbid leave less to decide."""
        board = observation.board
        outlook = self._prospects.no_deal(board, self.seat, board.agenda[self.seat])
        at = Situation(self.table, board, self.seat, outlook)
        rules = [rule for rule in self.chart.rules if applies(rule, at)]
        for rule in rules:
            for pattern in rule.do:
                for action in legal:
                    word = rule.whatever_was_pledged or not self.breaks_word(board, action)
                    if word and fits(self.table, action, (pattern,)):
                        return self.follow(rule, action)
        allowed, forbidding = self.sift(legal, rules)
        self.forbidden = frozenset(
            text for text in self._texts_written if any(fits(self.table, text, rule.never) for rule in rules)
        )
        if len(allowed) == 1 and forbidding is not None:
            return self.follow(forbidding, allowed[0])
        action = super().decide(observation, allowed)
        if action not in allowed and forbidding is not None:
            quiet = [a for a in (self.table.acts.hold, self.table.acts.card_none) if a in allowed]
            return self.follow(forbidding, quiet[0] if quiet else allowed[-1])
        return action

    def breaks_word(self, board: State, action: int) -> bool:
        """Whether an order is what the seat has pledged not to give."""
        verb, area, _b, _c, _d = self.table.acts.entries[action]
        act = FORBIDDEN.get(verb)
        return act is not None and bool(breaches_of(self.table, board, self.seat, act, area))

    def sift(self, legal: list[int], rules: list[Rule]) -> tuple[list[int], Rule | None]:
        """What the rules leave of the legal actions, never nothing; and the last rule that took something away."""
        allowed, forbidding = legal, None
        for rule in rules:
            if rule.never:
                left = [action for action in allowed if not fits(self.table, action, rule.never)]
                if left and len(left) < len(allowed):
                    allowed, forbidding = left, rule
        return allowed, forbidding

    def follow(self, rule: Rule, action: int) -> int:
        """Do what a rule says and say so."""
        self.reasons.clear()
        self.because(_("{name}: {why} [{source}]").format(name=rule.name, why=rule.why, source=rule.source))
        self.because(_("So {line}.").format(line=format_action(self.table, action)))
        return action
