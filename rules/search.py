"""Information-set Monte Carlo tree search (Cowling, Powley and Whitehouse 2012), for any number of seats.

One tree over what the searching seat can tell apart. Each simulation

- imagines a state that the observation allows (a determinization),
- walks down the tree by UCB1 among the actions that are legal in that state (selection), counting for each of them that
  it could have been chosen,
- adds one action to the tree (expansion),
- plays on by a light policy to the close of the turn, or of the game (simulation), and
- adds what the position there promises to every action on its way (backpropagation): each seat maximises its own
  entry of the vector of worths (max^n).

Draws are sampled, not branched on; what others seal is sampled too, since this seat can't tell it apart. A search
follows from the observation, the beliefs, the plan and the seed, and from nothing else.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING, Final

from rules.decks import cards_in
from rules.dice import Dice
from rules.forecast import Forecast
from rules.kernel import legal, step
from rules.likely import likely_orders
from rules.observe import Observation, determinize
from rules.orders import can_add
from rules.playout import let_chance, light_action
from rules.sampling import sample_action
from rules.scenario import NOBODY, USE_EVENT, Scenario
from rules.sealed import can_play
from rules.state import ATTENDING, CARDS, CHANCE, HEADLINES, ORDERS, OVER, State

if TYPE_CHECKING:
    from rules.integers import Int

EXPLORE: Final = 0.35  # UCB1's constant, for values that lie within a few tenths of each other
WIDENING: Final = 1.6  # a node of v visits has tried at most WIDENING * sqrt(v) + 2 actions
AT_LEAST: Final = 2
EVENTS: Final = 0.4  # how often the light policy plays a card for its event, where it can
HUNDRED: Final = 100.0
TWICE: Final = 2  # visits that it takes to see a spread


class Node:
    """An action in the tree: visits, how often it could have been chosen, and the sum of values to who chose it."""

    __slots__ = ("action", "available", "children", "mover", "squares", "total", "visits")

    def __init__(self, mover: Int, action: int) -> None:
        """Not visited yet."""
        self.mover: Int = mover
        self.action = action
        self.visits: Int = 0
        self.available: Int = 0
        self.total = 0.0
        self.squares = 0.0
        self.children: dict[int, Node] = {}

    def add(self, value: float) -> None:
        """One more visit."""
        self.visits += 1
        self.total += value
        self.squares += value * value

    def join(self, visits: Int, total: float, squares: float) -> None:
        """Visits from another tree."""
        self.visits += visits
        self.total += total
        self.squares += squares

    def mean(self) -> float:
        """Average value to whoever chose it; needs a visit."""
        visits: int = self.visits
        return self.total / visits

    def error(self) -> float:
        """Standard error of the mean; beyond all measure before a second visit."""
        visits: int = self.visits
        if visits < TWICE:
            return HUNDRED
        variance = max(self.squares / visits - self.mean() ** 2, 0.0)
        return sqrt(variance / (visits - 1))

    def promise(self) -> float:
        """UCB1, with the times that it could have been chosen in the place of its parent's visits."""
        if not self.visits:
            return HUNDRED
        visits: int = self.visits
        available: int = self.available
        return self.total / visits + EXPLORE * sqrt(log(available) / visits)


class Search:
    """A tree that grows from one decision of one seat."""

    def __init__(
        self,
        table: Scenario,
        observation: Observation,
        forecast: Forecast,
        plan: tuple[int, ...],
        habit: int,
        seed: int,
    ) -> None:
        """`plan`: the orders that the seat means to give; `habit`: what it would do without a search, tried first."""
        self.table = table
        self.observation = observation
        self.seat = observation.seat
        self.forecast = forecast
        self.plan = plan
        self.dice = Dice(seed)
        self.root = Node(observation.seat, NOBODY)
        self.root.children[habit] = Node(observation.seat, habit)

    def grow(self, simulations: int) -> None:
        """So many simulations more."""
        for _simulation in range(simulations):
            self.simulate(determinize(self.table, self.observation, self.dice.pick))

    def simulate(self, s: State) -> None:
        """One walk through the tree and beyond, in an imagined state."""
        last = s.turn
        node = self.root
        path = [node]
        grown = False
        while s.seat != OVER and s.turn == last and s.phase != HEADLINES:
            if s.seat == CHANCE:
                let_chance(self.table, s, self.dice)
            elif grown or self.is_hidden(s):
                step(self.table, s, self.light(s))
            else:
                node = self.select(node, s)
                grown = node.visits == 0
                path.append(node)
                step(self.table, s, node.action)
        self.back_up(path, s)

    def back_up(self, path: list[Node], s: State) -> None:
        """Add to each action on the way what the end of it promises to whoever chose it."""
        worth: dict[int, float] = {}
        for node in path:
            if node.mover not in worth:
                worth[node.mover] = self.forecast.worth_to(s, node.mover) / HUNDRED
            node.add(worth[node.mover])

    def is_hidden(self, s: State) -> bool:
        """Whether the mover is another seat in its private visit (§4.1)."""
        return CARDS <= s.phase <= ATTENDING and s.seat != self.seat

    def select(self, node: Node, s: State) -> Node:
        """A new action while few have been tried (progressive widening), else the most promising one."""
        actions = legal(self.table, s)
        known: list[Node] = []
        for action in actions:
            child = node.children.get(action)
            if child is not None:
                known.append(child)
        visits: int = node.visits
        if len(known) < min(len(actions), int(WIDENING * sqrt(visits)) + AT_LEAST):
            return self.expand(node, s, actions)
        best, most = known[0], -HUNDRED
        for child in known:
            child.available += 1
            promise = child.promise()
            if promise > most:
                best, most = child, promise
        return best

    def expand(self, node: Node, s: State, actions: list[int]) -> Node:
        """A new action: the light policy's own choice, or, where that has been tried, any other."""
        action = self.light(s)
        if action in node.children:
            fresh = [action for action in actions if action not in node.children]
            action = fresh[self.dice.pick(len(fresh))]
        child = node.children[action] = Node(s.seat, action)
        return child

    # The light policy, where a visit needs more than that of `rules.playout`

    def light(self, s: State) -> int:
        """A quick and plausible action of whoever is to move."""
        if s.program == NOBODY:
            if s.phase == CARDS:
                return self.light_card(s)
            if s.phase == ORDERS:
                return self.light_order(s)
        return light_action(self.table, s, self.dice)

    def light_card(self, s: State) -> int:
        """Any card and use, events rather often."""
        if self.dice.chance(EVENTS):
            hand = cards_in(self.table, s.seat, s.hand[s.seat])
            events = [card for card in hand if can_play(self.table, s, s.seat, card)]
            if events:
                return self.table.acts.card(events[self.dice.pick(len(events))], USE_EVENT)
        return sample_action(self.table, s, self.dice)

    def light_order(self, s: State) -> int:
        """What the seat has in mind, if it is the searching one; of others first what is likely."""
        given = len(s.orders[s.seat])
        meant = self.plan
        if s.seat != self.seat:
            meant = () if given else likely_orders(self.table, s, s.seat)
        elif given >= len(meant):
            return self.table.acts.hold
        if given < len(meant) and can_add(self.table, s, s.seat, meant[given]):
            return meant[given]
        return light_action(self.table, s, self.dice)
