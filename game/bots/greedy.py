"""Takes what is best now: one step of look-ahead, and no thought for what others will make of it later."""

from __future__ import annotations

from math import exp
from typing import Final

from game.bots.base import Bot
from game.bots.lookahead import Effort, Visit, choose_by_value, plan_visit
from game.bots.prospects import Prospects
from game.notation import format_action
from rules.actions import ASK, GIVE, PLEDGE
from rules.observe import Observation
from rules.packages import next_clauses
from rules.scenario import NOBODY, Scenario
from rules.state import ANSWERING, ATTENDING, BUILDING, CARDS, DISCARDING, ORDERS, SIGNING, SPEAKING, State
from rules.worth import best_points, points_of

DRAFT_WORTH: Final = 0.04  # of a point of U while nothing is signed: a text is a hope, not a possession
HOPE: Final = 0.5  # of what a text would gain at once if those who must sign did, by a rough guess
DOUBT: Final = 5.0  # points of U above N over which a signature goes from unlikely to likely
PURSE_WORTH: Final = 0.25  # a point of influence
USEFUL_INFLUENCE: Final = 8  # beyond this influence buys little
ASK_CHANCE: Final = 0.3  # that somebody pays because it is asked to
EFFORT: Final = Effort(order_worlds=4, card_worlds=2, orders=10, cards=14)
CLEAR: Final = 0.01
LIKELY_CALL: Final = 0.15


class GreedyBot(Bot):
    """Best immediate expected satisfaction."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Nothing planned yet."""
        super().__init__(table, seat, seed)
        self._prospects = Prospects(table)
        self._visit = Visit(NOBODY)
        self._package: tuple[int, ...] = ()

    def decide(self, observation: Observation, legal: list[int]) -> int:  # noqa: PLR0911 (one answer a phase)
        """By phase."""
        board = observation.board
        if board.program != NOBODY:
            self.because("Of the choices its card offers this one leaves it best off at the end of the turn.")
            return choose_by_value(self, observation, legal, self.value)
        phase = board.phase
        if phase in (CARDS, DISCARDING, ORDERS, ATTENDING):
            return self.seal(observation, legal)
        if phase == SPEAKING:
            return self.speak(board, legal)
        if phase == BUILDING:
            return self.build(board, legal)
        if phase == ANSWERING:
            return self.answer(board, legal)
        if phase == SIGNING:
            return self.sign(board, legal)
        self.because("It compares what it has if all go on with what it has if it leaves, today.")
        return choose_by_value(self, observation, legal, self.value)

    # Worth

    def value(self, s: State) -> float:
        """Satisfaction as it stands, with a little for the draft and for influence."""
        u = self.worth_of_text(s)
        value = self._prospects.satisfaction(s, self.seat, s.agenda[self.seat], u)
        if not s.in_force:
            value += DRAFT_WORTH * u + HOPE * max(self.gain_of_signing(s), 0.0) * self.chance_of_signing(s)
        return value + PURSE_WORTH * min(s.influence[self.seat], USEFUL_INFLUENCE)

    def worth_of_text(self, s: State) -> float:
        """U of the draft, 0..100, with the own agenda."""
        agenda = s.agenda[self.seat]
        return 100 * points_of(self.table, self.seat, agenda, s.draft) / best_points(self.table, self.seat, agenda)

    # The private visit

    def seal(self, observation: Observation, legal: list[int]) -> int:
        """Plan the visit once, then follow the plan."""
        acts = self.table.acts
        board = observation.board
        if board.phase == CARDS or self._visit.turn != board.turn:
            self._visit = plan_visit(self, observation, legal, self.value, EFFORT)
        visit = self._visit
        if board.phase == CARDS:
            return self.seal_card(visit)
        if board.phase == DISCARDING:
            self.because("It is the card that is missed least.")
            wanted = acts.choose_card[visit.discard] if visit.discard != NOBODY else legal[0]
            return wanted if wanted in legal else legal[0]
        if board.phase == ATTENDING:
            return self.attend(board, legal)
        given = len(board.orders[self.seat])
        if given < len(visit.orders) and visit.orders[given] in legal:
            gain = f"{visit.orders_gain:+.1f}"
            self.because(f"Its orders together leave it {gain} better off than holding, by the end of the turn.")
            return visit.orders[given]
        self.because("No order leaves it better off than holding.")
        return acts.hold

    def seal_card(self, visit: Visit) -> int:
        """The planned card."""
        if visit.card == NOBODY:
            self.because("No card leaves it better off than keeping all of them.")
            return self.table.acts.card_none
        self.because(f"Of its cards and their uses this is worth most by the end of the turn: {visit.card_gain:+.1f}.")
        return visit.card

    def attend(self, board: State, legal: list[int]) -> int:
        """Come, unless staying away is rewarded with what counts."""
        acts = self.table.acts
        reward = self.table.staying_away[self.seat]
        here = board.present >> self.seat & 1
        if (
            reward is not None
            and acts.stay_away in legal
            and board.away[self.seat] < reward.at_most
            and (here or not reward.first_only)
            and reward.meter
        ):
            self.because("Its people like to see it stay away, and it sees no signature coming.")
            return acts.stay_away
        self.because("Who is away can stop nothing.")
        return acts.attend

    # The conference

    def speak(self, board: State, legal: list[int]) -> int:
        """Call if the text beats no agreement today for all who must sign, else propose the best package, else pass."""
        acts = self.table.acts
        if acts.call in legal and self.gain_of_signing(board) > 1 and self.chance_of_signing(board) > LIKELY_CALL:
            self.because("The text beats no agreement today, and those who must sign seem to think so too.")
            return acts.call
        if acts.propose in legal:
            self._package = self.best_package(board)
            if self._package:
                return acts.propose
        self.because("No package is worth what it would cost.")
        return acts.pass_turn

    def gain_of_signing(self, s: State) -> float:
        """What signing adds at once: satisfaction after this turn's first step, less satisfaction without."""
        share = 2 / (1 + self.table.numbers.progress_steps)
        u = self.worth_of_text(s)
        n = self._prospects.no_deal(s, self.seat, s.agenda[self.seat])
        crossed = sum(
            1 for issue in range(self.table.issues) if not self.table.accepted[self.seat][issue] >> s.draft[issue] & 1
        )
        return min(share, 1.0) * (u - n) - crossed * self.table.numbers.ratify_cost

    def chance_of_signing(self, s: State) -> float:
        """How likely the others who must sign would: each compares U with N, by public weights, and may be unsure."""
        chance = 1.0
        for other in range(self.table.seats):
            if other != self.seat and self.table.required >> other & 1:
                gain = self.public_worth(s, other) - self._prospects.no_deal(s, other, NOBODY)
                chance /= 1 + exp(min(max(-gain / DOUBT, -30.0), 30.0))
        return chance

    def public_worth(self, s: State, other: int) -> float:
        """U of the draft for another seat by what everybody knows of it."""
        return 100 * points_of(self.table, other, NOBODY, s.draft) / best_points(self.table, other, NOBODY)

    def best_package(self, board: State) -> tuple[int, ...]:
        """Clause by clause, whichever adds most to the expected gain; empty if nothing gains."""
        best: tuple[int, ...] = ()
        most = CLEAR
        s = board.copy()
        s.proposer, s.channel = self.seat, NOBODY
        while len(best) < self.table.numbers.clauses:
            found: tuple[int, ...] = ()
            for clause in clauses_after(self.table, s, best):
                worth = self.expected_gain(board, (*best, clause))
                if worth > most:
                    most, found = worth, (*best, clause)
            if not found:
                break
            best = found
        if best:
            self.because(f"It asks for what it likes best and may get: {self.tell(best)}.")
        return best

    def expected_gain(self, board: State, clauses: tuple[int, ...]) -> float:
        """What adoption would add, times a rough chance of it, less the price of falling."""
        after = adopted(self.table, board, self.seat, clauses)
        chance = 1.0
        for other in range(self.table.seats):
            if other != self.seat and board.present >> other & 1:
                loss = self.public_worth(board, other) - self.public_worth(after, other)
                chance *= max(0.15, 1 - max(loss, 0) / 20)
        chance *= ASK_CHANCE ** sum(1 for clause in clauses if self.table.acts.verb[clause] == ASK)
        gain = self.value(after) - self.value(board)
        return chance * gain - (1 - chance) * PURSE_WORTH * self.table.numbers.fall_price

    def tell(self, clauses: tuple[int, ...]) -> str:
        """The package as a line."""
        return "; ".join(format_action(self.table, clause) for clause in clauses)

    def build(self, board: State, legal: list[int]) -> int:
        """Write the package down."""
        acts = self.table.acts
        done = len(board.clauses)
        if board.clauses == self._package[:done] and done < len(self._package) and self._package[done] in legal:
            self.because(f"It asks for what it likes best and may get: {self.tell(self._package)}.")
            return self._package[done]
        self.because("The package says what it should." if done else "There is nothing to send.")
        return acts.send if acts.send in legal else acts.abandon

    def answer(self, board: State, legal: list[int]) -> int:
        """Let it stand if that is better than felling it at the price."""
        acts = self.table.acts
        after = adopted(self.table, board, board.proposer, board.clauses)
        gain = self.value(after) - self.value(board)
        if acts.accept in legal:
            self.because(f"The package is worth {gain:+.1f} to it.")
            return acts.accept if gain >= 0 else acts.decline
        price = PURSE_WORTH * (self.table.numbers.first_break + board.breaks[self.seat])
        self.because(f"The package is worth {gain:+.1f} to it, breaking the silence would cost {price:.1f}.")
        return acts.break_silence if -gain > price else acts.silence

    def sign(self, board: State, legal: list[int]) -> int:  # noqa: ARG002 (all phases have one signature)
        """Sign if that leaves it better off at once."""
        gain = self.gain_of_signing(board)
        self.because(f"Signing would add {gain:+.1f} at once.")
        return self.table.acts.sign if gain > 0 else self.table.acts.refuse


def clauses_after(table: Scenario, s: State, clauses: tuple[int, ...]) -> list[int]:
    """The clauses that may follow, as the rules list them for the seat that is writing."""
    return next_clauses(table, s, s.proposer, s.channel, clauses)


def adopted(table: Scenario, board: State, proposer: int, clauses: tuple[int, ...]) -> State:
    """The board after a package of the proposer has passed."""
    s = board.copy()
    s.seat = proposer
    s.proposer = proposer
    s.clauses = clauses
    s.bound = 0
    entries = table.acts.entries
    for clause in clauses:
        verb, a, b, _c, _d = entries[clause]
        settle_clause(table, s, proposer, verb, (a, b))
    return s


def settle_clause(table: Scenario, s: State, proposer: int, verb: int, what: tuple[int, int]) -> None:
    """What one clause does, as far as a bot's value can see it."""
    a, b = what
    if verb < GIVE:
        s.influence[proposer] -= abs(b - s.draft[a]) * table.numbers.text_price
        s.draft[a] = b
    elif verb < PLEDGE:
        sign = 1 if verb == GIVE else -1
        s.influence[proposer] -= sign * b
        s.influence[a] += sign * b
