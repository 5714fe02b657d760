"""One step of look-ahead for the private visit (§4.1).

Each option is played in the same few imagined worlds to the end of the turn's Consequences, and a bot's own value says
which end is best. That value may rest on all that the bot's seat can see and on reserves, not on the hands and agendas
that are imagined: so worlds that differ in nothing else are played as one until their dice part them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from game.bots.base import Bot, imagine
from game.bots.ground import shortlist
from game.defaults import default_answer
from rules import kernel
from rules.board import aid_let_in
from rules.decks import headlines_of
from rules.effects import standing_asks_for_agenda
from rules.integers import count
from rules.likely import likely_orders
from rules.observe import Observation
from rules.orders import clashes
from rules.scenario import (
    NOBODY,
    USE_CAPITAL,
    USE_CONDEMN,
    USE_EVENT,
    USE_LEAN,
    USE_RALLY,
    USE_RELIEF,
    USE_SANCTION,
    Scenario,
)
from rules.state import (
    CARDS,
    CHANCE,
    FIELDS,
    HEADLINES,
    PRESSURE,
    REFILL,
    State,
)
from rules.tuples import put

Value = Callable[[State], float]
PAIRED: Final = 3  # of the best single orders, how many are tried in pairs
TRIED_CHOICES: Final = 6  # of a choice that an own card asks for at the reveal
# Other uses of a card in the order in which they are tried while the effort lasts
PROMISING: Final = (USE_RALLY, USE_CAPITAL, USE_LEAN, USE_RELIEF, USE_CONDEMN, USE_SANCTION)
POSITION: Final = attrgetter(*FIELDS)
SLIGHT: Final = 0.05  # differences below this are no reason to act


@dataclass(frozen=True)
class Effort:
    """How much a visit may cost: worlds imagined for orders and for cards, and how many of each are tried."""

    order_worlds: int = 4
    card_worlds: int = 2
    orders: int = 10
    cards: int = 14


@dataclass
class Visit:
    """What a seat means to seal, and by how much it expects each part to be better than nothing."""

    turn: int
    orders: tuple[int, ...] = ()
    orders_gain: float = 0.0
    card: int = NOBODY
    discard: int = NOBODY
    card_gain: float = 0.0


class Lookahead:
    """The worlds of one decision, or of one private visit."""

    def __init__(self, bot: Bot, observation: Observation, value: Value, worlds: int) -> None:
        """Imagine them."""
        self.table: Scenario = bot.table
        self.seat = bot.seat
        self.value = value
        self.effort = Effort()
        self.worlds = imagine(bot.table, observation, bot, worlds)
        self._alike = [[number] for number in range(worlds)]
        self._tried: dict[tuple[int, ...], list[float]] = {}  # what orders without a card come to in the worlds

    def _make_ready(self) -> None:
        """The others have sealed no cards, and the orders that are likely."""
        alike: dict[tuple[object, ...], list[int]] = {}
        likely = self._likely(self.worlds[0].state)
        for number, world in enumerate(self.worlds):
            self._seal(world.state, likely)
            alike.setdefault(self._hidden(world.state), []).append(number)
        self._alike = list(alike.values())

    def _hidden(self, s: State) -> tuple[object, ...]:
        """What of an imagined world, when no other seat plays a card, can still matter before the turn is over.

        A standing effect may ask for its player's agenda; attendance is revealed if no draw ends the turn before that.
        """
        agendas = s.agenda if standing_asks_for_agenda(self.table, s) else ()
        last = s.turn == self.table.numbers.turns
        attending = s.attending if last or count(headlines_of(self.table, s, s.turn + 1)) <= 1 else NOBODY
        return (s.reserve, agendas, attending)

    def _likely(self, s: State) -> dict[int, tuple[int, ...]]:
        """The orders of the others by a look at the map, which is the same in every world."""
        return {other: likely_orders(self.table, s, other) for other in range(self.table.seats) if other != self.seat}

    @staticmethod
    def _seal(s: State, orders: dict[int, tuple[int, ...]]) -> None:
        for other, theirs in orders.items():
            s.sealed[other] = NOBODY
            s.orders[other] = theirs

    def plan(self, board: State, legal: list[int], effort: Effort) -> Visit:
        """Orders first, with no card; then the card, with these orders. Others: no cards, their likely orders.

        A card that is sealed already is left out as well: its choices at the reveal would be tried with every order.
        """
        self.effort = effort
        self._make_ready()
        visit = Visit(board.turn)
        if board.phase == CARDS:
            self._plan_orders(visit, board)
            self._plan_card(visit, board, legal)
        else:
            visit.card = board.sealed[self.seat]
            self._plan_orders(visit, board)
        return visit

    # Orders

    def _plan_orders(self, visit: Visit, board: State) -> None:
        given = board.orders[self.seat]
        room = self.table.order_count[self.seat] - len(given)
        listed = shortlist(self.table, board, self.seat, self.effort.orders) if room > 0 else []
        visit.orders = given
        if not listed:
            return
        worlds = self.effort.order_worlds
        nothing = self._worth_of(given, worlds)
        singles = [(self._worth_of((*given, order), worlds), -order) for order in listed]
        singles.sort(reverse=True)
        best, chosen = nothing + SLIGHT, given
        if singles[0][0] > best:
            best, chosen = singles[0][0], (*given, -singles[0][1])
        if room > 1:
            for pair in self._pairs([-minus for _worth, minus in singles[:PAIRED]]):
                worth = self._worth_of((*given, *pair), worlds)
                if worth > best + SLIGHT:
                    best, chosen = worth, (*given, *pair)
        visit.orders = chosen
        visit.orders_gain = best - nothing if chosen != given else 0.0

    def _pairs(self, orders: list[int]) -> list[tuple[int, int]]:
        pairs = [(min(a, b), max(a, b)) for at, a in enumerate(orders) for b in orders[at + 1 :]]
        return [(a, b) for a, b in pairs if not clashes(self.table, (a,), b)]

    # Cards

    def _plan_card(self, visit: Visit, board: State, legal: list[int]) -> None:
        acts = self.table.acts
        worlds = self.effort.card_worlds
        visit.card = NOBODY
        nothing = self._worth_of(visit.orders, worlds)
        best = nothing + SLIGHT
        for action in self.sift_cards(board, legal):
            discards = acts.b[action] == USE_EVENT and self.table.cards[acts.a[action]].discards
            thrown = self.least_card(board, acts.a[action]) if discards else NOBODY
            worth = mean(self._worths(action, visit.orders, worlds, thrown))
            if worth > best + SLIGHT:
                best, visit.card, visit.discard = worth, action, thrown
        visit.card_gain = best - nothing if visit.card != NOBODY else 0.0

    def sift_cards(self, board: State, legal: list[int]) -> list[int]:
        """The card actions worth trying: every event; other uses with the lowest and the highest value in hand."""
        table, acts = self.table, self.table.acts
        played = [action for action in legal if acts.first_card <= action < acts.card_none]
        events = [action for action in played if acts.b[action] == USE_EVENT]
        values = {acts.a[action]: table.cards[acts.a[action]].value for action in played}
        ends = {min(values, key=lambda card: (values[card], card)), max(values, key=lambda card: (values[card], -card))}
        rest = [
            action
            for action in played
            if acts.b[action] != USE_EVENT and acts.a[action] in ends and self._sensible(board, acts.b[action])
        ]
        rest.sort(key=lambda action: (PROMISING.index(table.uses[acts.b[action]].kind), action))
        return events + rest[: max(self.effort.cards - len(events), 0)]

    def _sensible(self, board: State, use: int) -> bool:
        """Whether a press move is aimed at somebody or something where it can matter to this seat."""
        table = self.table
        rule = table.uses[use]
        if rule.kind in (USE_SANCTION, USE_CONDEMN):
            return table.hostile[table.side_of[self.seat]][table.side_of[rule.a]]
        if rule.kind == USE_RELIEF:
            besieged = board.besieged >> rule.a & 1 and aid_let_in(table, board, rule.a)
            return bool(besieged) or bool(board.assaulted >> rule.a & 1)
        if rule.kind == USE_LEAN:
            accepted = table.accepted[rule.a][rule.b]
            return not accepted >> board.draft[rule.b] & 1
        return True

    def least_card(self, board: State, but: int) -> int:
        """The other card in hand that is missed least: the one of the lowest value."""
        first = self.table.first_card[self.seat]
        hand = board.hand[self.seat]
        others = [first + at for at in range(hand.bit_length()) if hand >> at & 1 and first + at != but]
        return min(others, key=lambda card: (self.table.cards[card].value, card), default=NOBODY)

    # Worth of an option

    def _worth_of(self, orders: tuple[int, ...], worlds: int) -> float:
        """What orders without a card come to; they are played once."""
        known = self._tried.get(orders, [])
        if len(known) < worlds:
            known = self._tried[orders] = self._worths(NOBODY, orders, worlds)
        return mean(known[:worlds])

    def _worths(self, card: int, orders: tuple[int, ...], worlds: int, discard: int = NOBODY) -> list[float]:
        """What an option comes to in each of the first worlds."""
        worths = [0.0] * worlds
        for group in self._alike:
            numbers = [number for number in group if number < worlds]
            if numbers:
                s = self.worlds[numbers[0]].state.copy()
                s.sealed[self.seat] = card
                s.sealed_discard = put(s.sealed_discard, self.seat, discard)
                s.orders[self.seat] = orders
                # What others have sealed is settled, so the visits that remain can be passed over
                kernel.resume(self.table, s, PRESSURE)
                for end, those in self.ends(s, numbers):
                    worth = self.value(end)
                    for number in those:
                        worths[number] = worth
        return worths

    def ends(self, s: State, worlds: list[int]) -> Iterator[tuple[State, list[int]]]:
        """Where the turn ends from one state in worlds that are alike; they part where a draw falls differently."""
        turn = s.turn
        branches = [(s, worlds)]
        while branches:
            s, worlds = branches.pop()
            s = self._to_draw(s, turn)
            if s.seat != CHANCE or s.turn != turn or s.phase in (REFILL, HEADLINES):
                if s.phase == REFILL:
                    close_turn(self.table, s)
                yield s, worlds
                continue
            for branch, those in self._drawn(s, worlds):
                kernel.flow(self.table, branch)
                branches.append((branch, those))

    def _drawn(self, s: State, worlds: list[int]) -> list[tuple[State, list[int]]]:
        """What the draw that is due makes of the state in each of these worlds; many a draw comes to the same."""
        outcomes = kernel.chances(self.table, s)
        falls: dict[int, list[int]] = {}
        for number in worlds:
            falls.setdefault(self.worlds[number].roll(outcomes), []).append(number)
        if len(falls) == 1:
            kernel.take(self.table, s, next(iter(falls)))
            return [(s, worlds)]
        drawn: list[tuple[State, list[int]]] = []
        for outcome, those in falls.items():
            branch = s.copy()
            kernel.take(self.table, branch, outcome)
            same = [others for other, others in drawn if is_same(other, branch)]
            if same:
                same[0].extend(those)
            else:
                drawn.append((branch, those))
        return drawn

    def _to_draw(self, s: State, turn: int) -> State:
        """Until chance is asked or the turn is over: own choices at the reveal by value, others' by default."""
        while s.seat >= 0 and s.turn == turn:
            if s.seat == self.seat and s.program != NOBODY:
                s = self._choose(s)
            else:
                kernel.step(self.table, s, default_answer(self.table, s))
        return s

    def _choose(self, s: State) -> State:
        best, most = s, float("-inf")
        for option in kernel.legal(self.table, s)[:TRIED_CHOICES]:
            tried = s.copy()
            kernel.step(self.table, tried, option)
            worth = self.value(tried)
            if worth > most:
                best, most = tried, worth
        return best


def is_same(one: State, other: State) -> bool:
    """Whether two states are the same position; what draws change most often is looked at first."""
    if one.strength != other.strength or one.attention != other.attention:
        return False
    return bool(POSITION(one) == POSITION(other))


def mean(worths: list[float]) -> float:
    """Of what an option comes to in several worlds; added up in their order, so that it is the same everywhere."""
    total = 0.0
    for worth in worths:
        total += worth
    return total / len(worths)


def close_turn(table: Scenario, s: State) -> None:
    """What is left of a turn when hands are about to refill, without the draws: all such ends are alike then."""
    if not s.in_force or s.violators:
        s.war_turns += 1
    else:
        s.progress = min(s.progress + 1, table.numbers.progress_steps)
    s.turn += 1


def plan_visit(bot: Bot, observation: Observation, legal: list[int], value: Value, effort: Effort) -> Visit:
    """What to seal this turn, by look-ahead in a few worlds."""
    worlds = max(effort.order_worlds, effort.card_worlds)
    return Lookahead(bot, observation, value, worlds).plan(observation.board, legal, effort)


def choose_by_value(bot: Bot, observation: Observation, legal: list[int], value: Value, worlds: int = 2) -> int:
    """One of a few answers (a choice at the reveal, a crisis), each played on to the end of the turn."""
    look = Lookahead(bot, observation, value, worlds)
    best, most = legal[0], float("-inf")
    for option in legal:
        total = 0.0
        for number, world in enumerate(look.worlds):
            s = world.state.copy()
            kernel.step(bot.table, s, option)
            for end, _worlds in look.ends(s, [number]):
                total += value(end)
        if total > most + SLIGHT:
            best, most = option, total
    return best
