"""Bargains by the book.

An aspiration that concedes in time, beliefs about the others, packages that trade what it values little for what it
values much, signatures by comparing a text with its own no-deal outlook.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

import numpy as np

from game.bots.bargain import COLLAPSE, Bargain, likelihood, own_points, style_of
from game.bots.base import Bot
from game.bots.lookahead import Effort, Visit, choose_by_value, plan_visit
from game.bots.opponents import Opponents
from game.bots.packages import Package, Packer
from game.bots.prospects import Prospects, standing, turns_left
from game.bots.texts import texts_of
from game.notation import format_action
from rules.actions import CHANNEL
from rules.events import BREACHED, Event
from rules.observe import Observation
from rules.scenario import INFLUENCE, NOBODY, Scenario
from rules.state import (
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CATASTROPHE,
    DISCARDING,
    ORDERS,
    SIGNING,
    SPEAKING,
    State,
)

EFFORT: Final = Effort(order_worlds=4, card_worlds=2, orders=9, cards=12)
LIKELY_CALL: Final = 0.2  # a call below this chance is not worth its price
PURSE: Final = 0.3  # a point of influence at the end of a turn
ANCHOR: Final = 0.06  # a point of U of a draft that nobody has signed: where bargaining goes on from
LOCKED: Final = (1.0, 0.35, 0.08, 0.02)  # chance that a seat can ratify by then, by lines that are locked now
NEGLIGIBLE: Final = 0.02
EXPECTED_TO_LIVE: Final = 0.85
USUAL_TOLL: Final = 0.65  # of its maximum, that the toll reaches in a usual game
USEFUL_INFLUENCE: Final = 7  # beyond this influence buys little


class NegotiatorBot(Bot):
    """See the module."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Know the table; learn the rest."""
        super().__init__(table, seat, seed)
        self._prospects = Prospects(table)
        self._opponents = Opponents(table, seat)
        self._texts = texts_of(table)
        self._style = style_of(table.id, table.seat_ids[seat])
        self._breaches = [0] * table.seats
        self._visit = Visit(NOBODY)
        self._package = Package((), 0.0, 1.0)
        self._points: list[list[float]] = []
        self.forbidden: frozenset[int] = frozenset()  # texts that it will not write

    def hear(self, events: Sequence[Event]) -> None:
        """Learn what others seem to want and whose word is kept."""
        self._opponents.hear(events)
        for event in events:
            if event.kind == BREACHED:
                self._breaches[event.seat] += 1

    def decide(self, observation: Observation, legal: list[int]) -> int:  # noqa: PLR0911 (one answer a phase)
        """By phase."""
        board = observation.board
        self._points = own_points(self.table, self.seat, board.agenda[self.seat])
        if board.program != NOBODY:
            self.because("Of the choices its card offers this one serves its outlook best.")
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
        return self.stand_by(board)

    def bargain(self, board: State) -> Bargain:
        """The bargaining as it stands."""
        return Bargain(self._texts, self._prospects, self._opponents, board, self.seat, self._style)

    # The conference

    def speak(self, board: State, legal: list[int]) -> int:
        """Call for signatures when the text is good enough and likely enough; else propose; else pass."""
        acts = self.table.acts
        bargain = self.bargain(board)
        if acts.call in legal and self.wants_call(bargain):
            return acts.call
        if acts.propose in legal:
            package = Packer(bargain, self._breaches, self.forbidden).best()
            if package is not None:
                self._package = package
                self.explain_package(bargain, package)
                return acts.propose
        for action in legal:
            if acts.verb[action] == CHANNEL:
                package = Packer(bargain, self._breaches).through_channel(acts.a[action])
                if package is not None:
                    self._package = package
                    self.because(f"{self.name(acts.a[action])} is away, so it tries a back channel.")
                    self.explain_package(bargain, package)
                    return action
        self.because("No package that may pass is worth its price.")
        return acts.pass_turn

    def wants_call(self, bargain: Bargain) -> bool:
        """Whether to call: the gain meets the aspiration, and those who must sign probably will."""
        gain, chance, _worth = bargain.of_draft()
        wanted = bargain.aspiration()
        if gain <= 0 or gain < wanted or chance < LIKELY_CALL:
            return False
        self.because(
            f"Signing this text would leave it {gain:.1f} better off than no agreement; it holds out for {wanted:.1f} "
            f"by now, and puts the chance that all sign at {chance:.0%}."
        )
        return True

    def explain_package(self, bargain: Bargain, package: Package) -> None:
        """Say what the package is for."""
        line = "; ".join(format_action(self.table, clause) for clause in package.clauses)
        self.because(
            f"{line}: it expects {package.value:+.1f} from sending this, and that it passes with {package.chance:.0%}."
        )
        self.because(
            f"It holds out for {bargain.aspiration():.1f} more than its no-deal outlook, {self.time(bargain)}."
        )

    def time(self, bargain: Bargain) -> str:
        """How far it has conceded, in words."""
        return f"having conceded {bargain.conceded:.0%} of what it aspired to"

    def build(self, board: State, legal: list[int]) -> int:
        """Write the package down clause by clause."""
        acts = self.table.acts
        done = len(board.clauses)
        wanted = self._package.clauses
        if board.clauses == wanted[:done] and done < len(wanted) and wanted[done] in legal:
            self.because("It writes down the package that it has in mind.")
            return wanted[done]
        self.because("The package says what it should." if done else "There is nothing to send after all.")
        return acts.send if acts.send in legal else acts.abandon

    def answer(self, board: State) -> int:
        """Let a package stand if it is worth more than stopping it would cost."""
        acts = self.table.acts
        packer = Packer(self.bargain(board), self._breaches)
        value = packer.weigh(board.clauses, board.proposer)
        if board.bound >> self.seat & 1:
            self.because(f"What the package asks and offers is worth {value:+.1f} to it.")
            return acts.accept if value > 0 else acts.decline
        price = (self.table.numbers.first_break + board.breaks[self.seat]) * packer.coin
        self.because(f"The package is worth {value:+.1f} to it; to break the silence would cost {price:.1f}.")
        return acts.break_silence if -value > price else acts.silence

    def sign(self, board: State) -> int:
        """Sign what beats the no-deal outlook by as much as it still aspires to."""
        acts = self.table.acts
        bargain = self.bargain(board)
        gain, _chance, _worth = bargain.of_draft()
        wanted = bargain.aspiration() if self.table.required >> self.seat & 1 else 0.0
        self.because(
            f"With ratification and the risk of collapse counted the text is worth {gain:+.1f} against no agreement; "
            f"it holds out for {wanted:.1f}."
        )
        return acts.sign if gain > 0 and gain >= wanted * 0.8 else acts.refuse

    def stand_by(self, board: State) -> int:
        """A crisis: stay while the agreement is worth more than what would follow it."""
        acts = self.table.acts
        bargain = self.bargain(board)
        gain, _chance, _worth = bargain.of_draft()
        crossed = sum(
            1 for i in range(self.table.issues) if not self.table.accepted[self.seat][i] >> board.draft[i] & 1
        )
        gain += crossed * self.table.numbers.ratify_cost  # that has been paid
        leaving = 0.0 if board.violators else float(self.table.numbers.withdraw_credibility)
        self.because(f"The agreement is still worth {gain:+.1f} to it; leaving would cost {leaving:.0f} credibility.")
        return acts.stay if gain > -leaving else acts.withdraw

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
            return self.attend(board)
        given = len(board.orders[self.seat])
        if given < len(visit.orders) and visit.orders[given] in legal:
            self.because(f"With these orders its outlook is {visit.orders_gain:+.1f} better than with none.")
            return visit.orders[given]
        self.because("No further order improves its outlook.")
        return acts.hold

    def seal_card(self, visit: Visit) -> int:
        """The planned card."""
        if visit.card == NOBODY:
            self.because("Its cards are worth more in hand.")
            return self.table.acts.card_none
        self.because(
            f"{format_action(self.table, visit.card)} improves its outlook by {visit.card_gain:+.1f}, "
            "more than any other use of its cards."
        )
        return visit.card

    def attend(self, board: State) -> int:
        """Come, unless staying away is rewarded and no signature is near."""
        acts = self.table.acts
        reward = self.table.staying_away[self.seat]
        here = bool(board.present >> self.seat & 1)
        if reward is None or board.away[self.seat] >= reward.at_most or (reward.first_only and not here):
            self.because("Who is away can neither speak nor stop anything.")
            return acts.attend
        gain, _chance, _worth = self.bargain(board).of_draft()
        unit = self._style.influence if reward.meter == INFLUENCE else 1.5
        near = self.nearness(board)
        stake = max(gain, 2.0) * near + 0.5
        if not board.in_force and reward.by * unit > stake and board.turn + 2 < self.table.numbers.turns:
            self.because(f"No signature is near (it says {near:.0%}), and its people like to see it stay away.")
            return acts.stay_away
        self.because(f"A signature may be near (it says {near:.0%}), or a text that it would have to stop.")
        return acts.attend

    def nearness(self, board: State) -> float:
        """How likely the draft or its own target could soon be signed by the others who must."""
        bargain = self.bargain(board)
        bargain.aspiration()
        rows = np.array([board.draft, bargain.target or board.draft], dtype=np.int8)
        return float(bargain.chances(rows, now=False).max())

    # Worth of a state, for look-ahead

    def value(self, s: State) -> float:
        """What a state promises: the outlook without a deal, hopes for one, influence, and others' outlooks."""
        own = self._prospects.outcome(s, self.seat, s.agenda[self.seat])
        if s.in_force:
            return self.value_in_force(s, own.no_deal)
        value = own.no_deal
        if s.outcome == CATASTROPHE:
            return value - self.table.numbers.catastrophe_penalty
        left = turns_left(self.table, s)
        if left > 0:
            value += PURSE * min(s.influence[self.seat], USEFUL_INFLUENCE) + ANCHOR * worth_of(self._points, s.draft)
            value -= self.harm_ahead(s, left)
            value += self.hope_of_deal(s)
        return value

    def harm_ahead(self, s: State, left: int) -> float:
        """What the danger costs that the toll, at this pace, runs to catastrophe before the game is over."""
        # The usual pace, not this game's: one loud turn says little about those to come
        usual = USUAL_TOLL * self.table.toll_max / self.table.numbers.turns
        short = self.table.toll_max - (s.toll + usual * left)
        danger = 1 / (1 + exp(min(1.7 * short / (3 + 1.2 * left), 30.0)))
        return danger * self.table.numbers.catastrophe_penalty

    def hope_of_deal(self, s: State) -> float:
        """Chance times gain of the draft as it stands, at the next conference; leans and strong support open it."""
        own = self.gain_in(s, self.seat)
        if own <= 0:
            return 0.0
        chance = self._opponents.faith()
        for seat in range(self.table.seats):
            if not self.table.required >> seat & 1:
                continue
            chance *= LOCKED[min(self.locks(s, seat)[0], len(LOCKED) - 1)]
            if seat != self.seat and chance * own > NEGLIGIBLE:
                chance *= likelihood(self.gain_in(s, seat), 1.0)
        return chance * own

    def gain_in(self, s: State, seat: int) -> float:
        """What signing the draft would add to a seat's outlook."""
        agenda = s.agenda[seat] if seat == self.seat else self._opponents.likeliest(seat)
        outcome = self._prospects.outcome(s, seat, agenda)
        points = self._points if seat == self.seat else self._opponents.points_now(seat)
        share = outcome.share * COLLAPSE
        cost = self.locks(s, seat)[1] * self.table.numbers.ratify_cost
        kept = share * worth_of(points, s.draft) + (1 - share) * outcome.bare
        return kept + outcome.standing - cost - outcome.no_deal

    def locks(self, s: State, seat: int) -> tuple[int, int]:
        """(lines that the seat could not sign across at the next conference, lines that the draft crosses)."""
        crossed = [i for i in range(self.table.issues) if not self.table.accepted[seat][i] >> s.draft[i] & 1]
        if s.support[seat] >= self.table.numbers.ratify_support:
            return 0, len(crossed)
        leant = [lean[2] for lean in s.leans if lean[1] == seat]
        return sum(1 for issue in crossed if issue not in leant), len(crossed)

    def value_in_force(self, s: State, no_deal: float) -> float:
        """Under an agreement: its worth to the end, with the risk that a violation or an incident ends it."""
        numbers = self.table.numbers
        signatory = bool(s.signatories >> self.seat & 1)
        u = worth_of(self._points, s.draft)
        share = (1 + s.progress) / (1 + numbers.progress_steps)
        if turns_left(self.table, s):
            share += (1 - share) * EXPECTED_TO_LIVE
        if not signatory:
            share /= 2
        held = share * u + (1 - share) * self._prospects.no_deal(s, self.seat, s.agenda[self.seat])
        held += standing(s, self.seat)
        risk = 0.45 if s.violators else 0.15 if s.incident else 0.05
        if s.violators >> self.seat & 1:
            no_deal -= numbers.collapse_credibility
        return (1 - risk) * held + risk * no_deal


def worth_of(points: list[list[float]], draft: list[int]) -> float:
    """U of a draft, 0..100, by these points."""
    return 100 * sum(row[at] for row, at in zip(points, draft, strict=True)) / sum(max(row) for row in points)
