"""Thinks ahead where plans meet hidden plans: the tree search of `rules.search` with the negotiator's worth and habits.

The search itself is among the rules, so that it is compiled with them. Here stand how long it may think, on how many
processes, and what comes of it.
"""

from __future__ import annotations

import math
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from cards.language import _
from game.bots.bargain import EXACTING, Others
from game.bots.base import Clock
from game.bots.negotiator import NegotiatorBot
from game.errors import UserError
from game.orphans import end_with_parent
from game.system import PROCESSES
from game.words import decimal
from rules.forecast import Beliefs, Forecast
from rules.observe import Observation
from rules.prospects import Prospects
from rules.scenario import NOBODY, Scenario
from rules.search import Node, Search
from rules.state import CARDS, CRISES, ORDERS

SURE: Final = 1.6  # standard errors by which another action must beat the negotiator's own in the search
SEEN: Final = 0.08  # and in which share of the simulations it must have been tried
SEARCHED: Final = (CARDS, ORDERS, CRISES)
DEFAULT: Final = 100  # simulations
GLANCE: Final = 16  # simulations between two looks at the clock
SEEDS: Final = 1 << 30
LONGEST: Final = 86400  # seconds: a day


class Budget:
    """How long to think: a number of simulations, or seconds; on how many processes."""

    def __init__(self, text: str = "") -> None:
        """`1000` simulations, `2s` or `0.5s` of time, `2sx2` or `1000x2` on two processes; nothing: 100."""
        amount, _sign, workers = text.partition("x")
        try:
            self.seconds = float(amount[:-1]) if amount.endswith("s") else 0.0
            self.simulations = 0 if self.seconds else int(amount or DEFAULT)
            self.workers = int(workers or 1)
        except ValueError:
            raise UserError(
                _('"{text}" is no budget').format(text=text), right=_('write "mcts@1000", "mcts@2s" or "mcts@2sx2"')
            ) from None
        if self.workers < 1 or (self.seconds <= 0 and self.simulations < 1):
            raise UserError(
                _('"{text}" is no budget').format(text=text),
                right=_("thinking takes at least one simulation on one process"),
            )
        if not self.seconds <= LONGEST or self.workers > PROCESSES:  # "nan" is more than nothing and less than all
            right = _("thinking takes at most {seconds} seconds on {processes} processes")
            raise UserError(
                _('"{text}" is no budget').format(text=text), right=right.format(seconds=LONGEST, processes=PROCESSES)
            )


class MctsBot(NegotiatorBot):
    """Bargains as the negotiator does; searches where plans meet hidden plans: cards, orders, choices, crises.

    A search begins with what the negotiator would do and leaves that only for what it finds clearly better. In talks it
    takes others to want as much as it does.
    """

    others: Others = EXACTING

    def __init__(self, table: Scenario, seat: int, seed: int, budget: str = "") -> None:
        """`budget` as `Budget` reads it."""
        super().__init__(table, seat, seed)
        self.budget = Budget(budget)
        self._pool: ProcessPoolExecutor | None = None

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The negotiator's action, or another that the search finds clearly better."""
        clock = Clock(self.budget.seconds)
        habit = super().decide(observation, legal)
        if observation.board.program == NOBODY and observation.board.phase not in SEARCHED:
            return habit
        self.reasons = []
        root = self.search(observation, habit, clock)
        known = root.children[habit]
        if not known.visits:
            return habit
        best, most = habit, 0.0
        for action, node in root.children.items():
            if action == habit or node.visits < SEEN * root.visits:
                continue
            better = node.mean() - known.mean() - SURE * math.hypot(node.error(), known.error())
            if better > most and action in legal:
                best, most = action, better
        chosen = root.children[best]
        self.because(
            _(
                "Of {all} imagined courses, {n} went on with this one of the {tried} tried; "
                "it promised its seat {worth} on average."
            ).format(
                all=root.visits, n=chosen.visits, tried=len(root.children), worth=decimal(100 * chosen.mean(), ".0f")
            )
        )
        return best

    def search(self, observation: Observation, habit: int, clock: Clock) -> Node:
        """The tree after the budget is spent; several processes each grow their own and their roots are added up."""
        plan = self._visit.orders if self._visit.turn == observation.board.turn else ()
        if self.budget.workers == 1:
            seed = self.pick(SEEDS)
            tree = Search(self.table, observation, self._forecast, plan, habit, seed)
            return grown(tree, self.budget.simulations, clock.left())
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.budget.workers, initializer=end_with_parent)
        share = -(-self.budget.simulations // self.budget.workers)
        jobs = [
            self._pool.submit(
                grow_apart, self.table, observation, self.beliefs(), plan, habit, self.pick(SEEDS), share, clock.left()
            )
            for _worker in range(self.budget.workers)
        ]
        root = Node(self.seat, NOBODY)
        for job in jobs:
            for action, visits, total, squares in job.result():
                root.children.setdefault(action, Node(self.seat, action)).join(visits, total, squares)
                root.join(visits, total, squares)
        return root

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def grown(tree: Search, simulations: int, seconds: float) -> Node:
    """The root after so many simulations, or, without a number, when the time is over."""
    if simulations:
        tree.grow(simulations)
        return tree.root
    clock = Clock(seconds)
    while not clock.out():
        tree.grow(GLANCE)
    return tree.root


def grow_apart(  # noqa: PLR0913, PLR0917 (what crosses to another process)
    table: Scenario,
    observation: Observation,
    beliefs: Beliefs,
    plan: tuple[int, ...],
    habit: int,
    seed: int,
    simulations: int,
    seconds: float,
) -> list[tuple[int, int, float, float]]:
    """One process's share of a search: (action, visits, sum and sum of squares of values) for the root's actions."""
    forecast = Forecast(Prospects(table), observation.seat, beliefs)
    root = grown(Search(table, observation, forecast, plan, habit, seed), simulations, seconds)
    return [(action, node.visits, node.total, node.squares) for action, node in root.children.items()]
