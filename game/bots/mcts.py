"""Information-set Monte Carlo tree search (Cowling, Powley and Whitehouse 2012), for any number of seats.

One tree over what this seat can tell apart. Each simulation plays a state that the observation allows (a
determinization), walks the tree by UCB1 over the actions that are legal in that state, adds a node, plays on by a light
policy and ends at the close of the turn (cut off by worth) or of the game. Every seat maximises its own entry of the
vector that comes back (max^n). Draws are sampled, not branched on; what others seal is sampled too, since this seat
can't tell it apart.
"""

from __future__ import annotations

import math
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from cards.language import _
from game.bots.bargain import own_points
from game.bots.base import LONG_STEP, Clock
from game.bots.ground import likely_orders
from game.bots.negotiator import NegotiatorBot
from game.bots.prospects import locks, standing, u_of, u_rows
from game.errors import UserError
from game.words import decimal
from rules import kernel
from rules.actions import GIVE
from rules.observe import Observation, determinize
from rules.scenario import NOBODY, Scenario
from rules.state import (
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CHANCE,
    CRISES,
    HEADLINES,
    ORDERS,
    OVER,
    SIGNING,
    SPEAKING,
    State,
)

EXPLORE: Final = 0.35  # UCB1's constant, for values that lie within a few tenths of each other
WIDENING: Final = 1.6  # a node of v visits has tried at most WIDENING * sqrt(v) + 2 actions
TURNS_AHEAD: Final = 0  # further closes of turns that a simulation plays through before it is cut off
SPEAKS: Final = 0.25  # how often the light policy proposes something
EVENTS: Final = 0.4  # how often it plays a card for its event
HOPE: Final = 0.25  # how much of what the draft would give counts while nothing is signed
SURE: Final = 1.6  # standard errors by which another action must beat the negotiator's own in the search
SEEN: Final = 0.08  # and in which share of the simulations it must have been tried
SEARCHED: Final = (CARDS, ORDERS, CRISES)
MINDS: Final = -2  # points of its own that a seat lets a package cost it, in the light policy
DEFAULT: Final = 100  # simulations


class Node:
    """An action in the tree: visits, how often it could have been chosen, and the sum of values of who chose it."""

    __slots__ = ("available", "children", "mover", "squares", "total", "visits")

    def __init__(self, mover: int) -> None:
        """Not visited yet."""
        self.mover = mover
        self.visits = 0
        self.available = 0
        self.total = 0.0
        self.squares = 0.0
        self.children: dict[int, Node] = {}

    def mean(self) -> float:
        """Average value to whoever chose it; needs a visit."""
        return self.total / self.visits

    def error(self) -> float:
        """Standard error of the mean; infinite before a second visit."""
        if self.visits < 2:  # noqa: PLR2004 (a spread takes two)
            return math.inf
        variance = max(self.squares / self.visits - self.mean() ** 2, 0.0)
        return math.sqrt(variance / (self.visits - 1))


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


class MctsBot(NegotiatorBot):
    """Bargains as the negotiator does; searches where plans meet hidden plans: cards, orders, choices, crises.

    A search begins with what the negotiator would do and leaves that only for what it finds clearly better.
    """

    def __init__(self, table: Scenario, seat: int, seed: int, budget: str = "") -> None:
        """`budget` as `Budget` reads it."""
        super().__init__(table, seat, seed)
        self.budget = Budget(budget)
        self._pool: ProcessPoolExecutor | None = None
        self._scaled: dict[tuple[int, int], list[list[float]]] = {}

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The action that the search visited most."""
        clock = Clock(self.budget.seconds)
        habit = super().decide(observation, legal)
        if observation.board.program == NOBODY and observation.board.phase not in SEARCHED:
            return habit
        self.reasons = []
        root = self.search(observation, habit, clock)
        known = root.children.get(habit)
        if known is None or not known.visits:
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
        if self.budget.workers == 1:
            return self._grow(observation, habit, self.budget.simulations, clock.left())
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.budget.workers)
        share = -(-self.budget.simulations // self.budget.workers)
        jobs = [
            self._pool.submit(
                grow_apart, self.table, self.seat, self.pick(1 << 30), observation, habit, share, clock.left()
            )
            for _worker in range(self.budget.workers)
        ]
        root = Node(self.seat)
        for job in jobs:
            for action, visits, total, squares in job.result():
                node = root.children.setdefault(action, Node(self.seat))
                node.visits += visits
                node.total += total
                node.squares += squares
                root.visits += visits
        return root

    def _grow(self, observation: Observation, habit: int, simulations: int, seconds: float) -> Node:
        root = Node(self.seat)
        root.children[habit] = Node(self.seat)
        clock = Clock(seconds)
        while root.visits < simulations or not clock.out():
            self._simulate(root, determinize(self.table, observation, self.pick))
        return root

    # One simulation

    def _simulate(self, root: Node, s: State) -> None:
        last_turn = s.turn + TURNS_AHEAD
        node = root
        path = [root]
        grown = False
        for _step in range(LONG_STEP):
            if s.seat == OVER or s.turn > last_turn or (s.turn == last_turn and s.phase == HEADLINES):
                break
            if s.seat == CHANCE:
                kernel.step(self.table, s, self._sample(s))
            elif grown or self._is_hidden(s):
                kernel.step(self.table, s, self.light(s))
            else:
                action, grown = self._select(node, s)
                node = node.children[action]
                path.append(node)
                kernel.step(self.table, s, action)
        values = [self.worth_to(s, seat) / 100 for seat in range(self.table.seats)]
        for visited in path:
            visited.visits += 1
            visited.total += values[visited.mover]
            visited.squares += values[visited.mover] ** 2

    def _is_hidden(self, s: State) -> bool:
        return CARDS <= s.phase <= ATTENDING and s.seat != self.seat

    def _select(self, node: Node, s: State) -> tuple[int, bool]:
        """An action, and whether it is new to the tree; progressive widening keeps long lists searchable."""
        legal = kernel.legal(self.table, s)
        known = [action for action in legal if action in node.children]
        if len(known) < min(len(legal), int(WIDENING * math.sqrt(node.visits)) + 2):
            action = self._untried(node, s, legal)
            node.children[action] = Node(s.seat)
            return action, True
        for action in known:
            node.children[action].available += 1
        return max(known, key=lambda action: self._promise(node.children[action])), False

    def _untried(self, node: Node, s: State, legal: list[int]) -> int:
        """The light policy's own choice first, then any other."""
        habit = self.light(s)
        if habit not in node.children:
            return habit
        fresh = [action for action in legal if action not in node.children]
        return fresh[self.pick(len(fresh))]

    @staticmethod
    def _promise(node: Node) -> float:
        if not node.visits:
            return math.inf
        return node.total / node.visits + EXPLORE * math.sqrt(math.log(node.available) / node.visits)

    def _sample(self, s: State) -> int:
        outcomes = kernel.chances(self.table, s)
        left = self.pick(sum(weight for _outcome, weight in outcomes))
        for outcome, weight in outcomes:
            left -= weight
            if left < 0:
                return outcome
        raise AssertionError("weights that sum to less than their sum")

    # Worth, and the light policy

    def worth_to(self, s: State, seat: int) -> float:
        """What the position promises a seat, in points of satisfaction: the search's cut-off."""
        if seat == self.seat and s.outcome == NOBODY:
            return self.value(s)
        agenda = s.agenda[seat]
        u = self.u(s, seat)
        if s.outcome != NOBODY:
            return self._prospects.satisfaction(s, seat, agenda, u)
        outcome = self._prospects.outcome(s, seat, agenda)
        if not s.in_force:
            return outcome.no_deal + HOPE * outcome.gain(u, 0)
        share = outcome.share if s.signatories >> seat & 1 else outcome.share / 2
        return share * u + (1 - share) * outcome.bare + standing(s, seat)

    def u(self, s: State, seat: int) -> float:
        """U of the draft by the agenda that the seat has in this imagined state."""
        agenda = s.agenda[seat]
        rows = self._scaled.get((seat, agenda))
        if rows is None:
            rows = self._scaled[seat, agenda] = u_rows(own_points(self.table, seat, agenda))
        return u_of(rows, s.draft)

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def light(self, s: State) -> int:  # noqa: PLR0911 (one a phase)
        """A quick, plausible action for whoever is to move."""
        table, acts = self.table, self.table.acts
        phase = s.phase
        legal = kernel.legal(table, s)
        if s.program != NOBODY:
            return legal[self.pick(len(legal))]
        if s.seat == self.seat:
            planned = self._planned(s)
            if planned in legal:
                return planned
        if phase in (SPEAKING, BUILDING):
            return self._light_speech(s, legal)
        if phase == ANSWERING:
            keeps = self.would_accept(s)
            return legal[0] if keeps else legal[1]
        if phase == SIGNING:
            return acts.sign if self.would_sign(s) else acts.refuse
        if phase == CARDS:
            events = [action for action in legal[:-1] if acts.b[action] == 0]
            if events and self._dice() < EVENTS:
                return events[self.pick(len(events))]
            return legal[self.pick(len(legal))]
        if phase == ORDERS:
            return self._light_order(s, legal)
        if phase == ATTENDING:
            return acts.attend
        return acts.stay if phase == CRISES else legal[self.pick(len(legal))]

    def _planned(self, s: State) -> int:
        """What the negotiator had in mind to do next, if it had anything: NOBODY if not."""
        if s.phase == BUILDING:
            wanted, done = self._clauses, len(s.clauses)
            if s.clauses != wanted[:done]:
                return NOBODY
            return wanted[done] if done < len(wanted) else self.table.acts.send
        if s.phase == ORDERS and self._visit.turn == s.turn:
            wanted, done = self._visit.orders, len(s.orders[s.seat])
            return wanted[done] if done < len(wanted) else self.table.acts.hold
        return NOBODY

    def _light_speech(self, s: State, legal: list[int]) -> int:
        acts = self.table.acts
        if acts.call in legal and self.would_sign(s):
            return acts.call
        if s.phase == BUILDING:
            return acts.send if acts.send in legal and self.pick(2) else legal[self.pick(len(legal) - 1)]
        return legal[0] if legal[0] == acts.propose and self._dice() < SPEAKS else acts.pass_turn

    def _light_order(self, s: State, legal: list[int]) -> int:
        if not s.orders[s.seat]:
            for order in likely_orders(self.table, s, s.seat):
                if order in legal:
                    return order
        if self.pick(2):
            return legal[self.pick(len(legal))]
        return legal[-1]  # hold

    def would_accept(self, s: State) -> bool:
        """Whether the mover lets the package on the table stand: unless its texts cost it more than they bring."""
        points = self.table.points[s.seat]
        gain = 0
        for clause in s.clauses:
            verb, a, b, _c, _d = self.table.acts.entries[clause]
            if clause < self.table.acts.give[0][1]:
                gain += points[a][b] - points[a][s.draft[a]]
            elif clause < self.table.acts.pledge_from:
                gain += b * self._transfer_sign(s, verb, a)
        return gain >= MINDS

    @staticmethod
    def _transfer_sign(s: State, verb: int, other: int) -> int:
        if other != s.seat:
            return 0
        return 1 if verb == GIVE else -1

    def would_sign(self, s: State) -> bool:
        """Whether an agreement on the draft promises the mover more than none."""
        lines = locks(self.table, s, s.seat)[1]
        return self._prospects.outcome(s, s.seat, s.agenda[s.seat]).gain(self.u(s, s.seat), lines) > 0


def grow_apart(  # noqa: PLR0913, PLR0917 (what crosses to another process)
    table: Scenario, seat: int, seed: int, observation: Observation, habit: int, simulations: int, seconds: float
) -> list[tuple[int, int, float, float]]:
    """One process's share of a search: (action, visits, sum and sum of squares of values) for the root's actions."""
    bot = MctsBot(table, seat, seed)
    bot.look_at(observation.board)
    root = bot._grow(observation, habit, simulations, seconds)  # noqa: SLF001 (its own)
    return [(action, node.visits, node.total, node.squares) for action, node in root.children.items()]
