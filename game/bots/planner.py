"""A bot that plans its private visit by look-ahead (§4.1) and keeps to the plan; what it is worth it says itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from cards.language import _
from game.bots.base import Bot
from game.bots.lookahead import Effort, Visit, choose_by_value, plan_visit
from game.bots.texts import texts_of
from game.notation import format_action
from game.words import decimal
from rules.observe import Observation
from rules.prospects import Prospects
from rules.scenario import NOBODY, Scenario
from rules.state import ANSWERING, ATTENDING, BUILDING, CARDS, DISCARDING, ORDERS, SIGNING, SPEAKING, State

EFFORT: Final = Effort(order_worlds=4, card_worlds=2, orders=9, cards=12)


class Planner(Bot):
    """By phase; subclasses write what it says at the conference, how it weighs a state, and whether it comes."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Nothing planned yet."""
        super().__init__(table, seat, seed)
        self._prospects = Prospects(table)
        self._texts = texts_of(table)
        self._visit = Visit(NOBODY)
        self._clauses: tuple[int, ...] = ()  # of the package that it is writing

    def decide(self, observation: Observation, legal: list[int]) -> int:  # noqa: PLR0911 (one answer a phase)
        """By phase."""
        board = observation.board
        self.look_at(board)
        if board.program != NOBODY:
            self.because(_("Of the choices its card offers this one leaves it best off at the end of the turn."))
            return choose_by_value(self, observation, legal, self.value)
        phase = board.phase
        if phase in (CARDS, DISCARDING, ORDERS, ATTENDING):
            return self.seal(observation, legal)
        if phase == SPEAKING:
            return self.speak(board, legal)
        if phase == BUILDING:
            return self.build(board, legal)
        if phase == ANSWERING:
            return self.answer(board)
        if phase == SIGNING:
            return self.sign(board)
        return self.stand_by(observation, legal)

    def look_at(self, board: State) -> None:
        """Take in a new board before anything is decided on it."""

    @abstractmethod
    def value(self, s: State) -> float:
        """What a state is worth to it, in points of satisfaction."""

    @abstractmethod
    def speak(self, board: State, legal: list[int]) -> int:
        """Call, propose (after keeping the clauses in `_clauses`), or pass."""

    @abstractmethod
    def answer(self, board: State) -> int:
        """Let the package on the table stand, or not."""

    @abstractmethod
    def sign(self, board: State) -> int:
        """Sign or refuse."""

    def stand_by(self, observation: Observation, legal: list[int]) -> int:
        """Stay with the agreement in a crisis, or withdraw: whichever leaves it better off today."""
        self.because(_("It compares what it has if all go on with what it has if it leaves, today."))
        return choose_by_value(self, observation, legal, self.value)

    @abstractmethod
    def attend(self, board: State) -> int:
        """Come to the next conference, or stay away."""

    def build(self, board: State, legal: list[int]) -> int:
        """Write the package down clause by clause."""
        acts = self.table.acts
        done = len(board.clauses)
        wanted = self._clauses
        if board.clauses == wanted[:done] and done < len(wanted) and wanted[done] in legal:
            self.because(_("It writes down what it has in mind: {clauses}.").format(clauses=self.tell(wanted)))
            return wanted[done]
        self.because(_("The package says what it should.") if done else _("There is nothing to send after all."))
        return acts.send if acts.send in legal else acts.abandon

    def tell(self, clauses: tuple[int, ...]) -> str:
        """A package as a line."""
        return "; ".join(format_action(self.table, clause) for clause in clauses)

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
            self.because(_("It is the card that is missed least."))
            wanted = acts.choose_card[visit.discard] if visit.discard != NOBODY else legal[0]
            return wanted if wanted in legal else legal[0]
        if board.phase == ATTENDING:
            return self.attend(board)
        given = len(board.orders[self.seat])
        if given < len(visit.orders) and visit.orders[given] in legal:
            self.because(
                _("With these orders its outlook is {n} better than with none.").format(
                    n=decimal(visit.orders_gain, "+.1f")
                )
            )
            return visit.orders[given]
        self.because(_("No further order improves its outlook."))
        return acts.hold

    def seal_card(self, visit: Visit) -> int:
        """The planned card."""
        if visit.card == NOBODY:
            self.because(_("Its cards are worth more in hand."))
            return self.table.acts.card_none
        self.because(
            _("{line} improves its outlook by {n}, more than any other use of its cards.").format(
                line=format_action(self.table, visit.card), n=decimal(visit.card_gain, "+.1f")
            )
        )
        return visit.card
