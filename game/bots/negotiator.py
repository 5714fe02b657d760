"""Bargains by the book.

An aspiration that concedes in time, beliefs about the others, packages that trade what it values little for what it
values much, signatures by comparing a text with its own no-deal outlook.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cards.language import _
from game.bots.bargain import EAGER, Bargain, Others, style_of
from game.bots.opponents import Opponents
from game.bots.packages import Package, Packer
from game.bots.planner import Planner
from game.bots.prospects import LEAST_GAIN, may_be_rewarded
from game.words import decimal, percent
from rules.actions import CHANNEL
from rules.events import BREACHED, Event
from rules.forecast import Beliefs, Forecast, own_points
from rules.observe import Observation
from rules.prospects import u_rows
from rules.scenario import INFLUENCE, SUPPORT, Scenario
from rules.state import State

LIKELY_CALL: Final = 0.2  # a call below this chance is not worth its price
VOICE: Final = 0.3  # points: to be able to speak, and to stop what it would not like
WITHOUT: Final = 0.75  # how much of the no-deal outlook counts in the end: all, or what an agreement leaves of it


class NegotiatorBot(Planner):
    """See the module."""

    others: Others = EAGER  # what it takes others to do with a text

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Know the table; learn the rest."""
        super().__init__(table, seat, seed)
        self._opponents = Opponents(table, seat)
        self._style = style_of(table.id, table.seat_ids[seat])
        self._breaches = [0] * table.seats
        self._rows: list[list[float]] = []  # what each position adds to its own U
        self._forecast = Forecast(self._prospects, seat, self.beliefs())
        self.forbidden: frozenset[int] = frozenset()  # texts that it will not write

    def hear(self, events: Sequence[Event]) -> None:
        """Learn what others seem to want and whose word is kept."""
        self._opponents.hear(events)
        for event in events:
            if event.kind == BREACHED:
                self._breaches[event.seat] += 1

    def look_at(self, board: State) -> None:
        """Know its own weights, and what it believes by now."""
        self._rows = u_rows(own_points(self.table, self.seat, board.agenda[self.seat]))
        self._forecast = Forecast(self._prospects, self.seat, self.beliefs())

    def bargain(self, board: State) -> Bargain:
        """The bargaining as it stands."""
        return Bargain(self._texts, self._prospects, self._opponents, board, self.seat, self._style, self.others)

    # The conference

    def speak(self, board: State, legal: list[int]) -> int:
        """Call for signatures when the text is good enough and likely enough; else propose; else pass."""
        acts = self.table.acts
        bargain = self.bargain(board)
        packer = Packer(bargain, self._breaches, self.forbidden)
        package = packer.best() if acts.propose in legal else None
        if acts.call in legal and self.wants_call(bargain):
            if package is None or packer.by_calling() >= package.value:
                return acts.call
            self.reasons.clear()
            self.because(_("The text may get better yet: those who speak after it can call as well."))
        if package is not None:
            self._clauses = package.clauses
            self.explain_package(bargain, package)
            return acts.propose
        for action in legal:
            if acts.verb[action] == CHANNEL:
                package = packer.through_channel(acts.a[action])
                if package is not None:
                    self._clauses = package.clauses
                    self.because(
                        _("{seat} is away, so it tries a back channel.").format(seat=self.name(acts.a[action]))
                    )
                    self.explain_package(bargain, package)
                    return action
        self.because(_("No package that may pass is worth its price."))
        return acts.pass_turn

    def wants_call(self, bargain: Bargain) -> bool:
        """Whether to call: the gain meets the aspiration, and those who must sign probably will."""
        gain, chance = bargain.of_draft()
        wanted = bargain.enough()
        if gain <= 0 or gain < wanted or chance < LIKELY_CALL:
            return False
        self.because(
            _(
                "Signing this text would leave it {gain} better off than no agreement; it holds out for {wanted} by "
                "now, and puts the chance that all sign at {chance}."
            ).format(gain=decimal(gain, ".1f"), wanted=decimal(wanted, ".1f"), chance=percent(chance))
        )
        return True

    def explain_package(self, bargain: Bargain, package: Package) -> None:
        """Say what the package is for."""
        self.because(
            _("{clauses}: it expects {value} from sending this, and that it passes with {chance}.").format(
                clauses=self.tell(package.clauses), value=decimal(package.value, "+.1f"), chance=percent(package.chance)
            )
        )
        self.because(
            _("It holds out for {n} more than its no-deal outlook, {time}.").format(
                n=decimal(bargain.aspiration(), ".1f"), time=self.time(bargain)
            )
        )

    def time(self, bargain: Bargain) -> str:
        """How far it has conceded, in words."""
        return _("having conceded {n} of what it aspired to").format(n=percent(bargain.conceded))

    def answer(self, board: State) -> int:
        """Let a package stand if it is worth more than stopping it would cost."""
        acts = self.table.acts
        packer = Packer(self.bargain(board), self._breaches)
        value = packer.weigh(board.clauses, board.proposer)
        if board.bound >> self.seat & 1:
            self.because(
                _("What the package asks and offers is worth {value} to it.").format(value=decimal(value, "+.1f"))
            )
            return acts.accept if value > 0 else acts.decline
        price = (self.table.numbers.first_break + board.breaks[self.seat]) * packer.coin
        self.because(
            _("The package is worth {value} to it; to break the silence would cost {price}.").format(
                value=decimal(value, "+.1f"), price=decimal(price, ".1f")
            )
        )
        return acts.break_silence if -value > price else acts.silence

    def sign(self, board: State) -> int:
        """Sign what beats the no-deal outlook by as much as it still aspires to."""
        acts = self.table.acts
        bargain = self.bargain(board)
        gain, _chance = bargain.of_draft()
        wanted = bargain.enough() if self.table.required >> self.seat & 1 else 0.0
        self.because(
            _(
                "With ratification and the risk of collapse counted the text is worth {gain} against no agreement; "
                "it holds out for {wanted}."
            ).format(gain=decimal(gain, "+.1f"), wanted=decimal(wanted, ".1f"))
        )
        return acts.sign if gain > 0 and gain >= wanted else acts.refuse

    def stand_by(self, observation: Observation, legal: list[int]) -> int:  # noqa: ARG002 (two legal answers)
        """A crisis: stay while the agreement is worth more than what would follow it."""
        acts = self.table.acts
        board = observation.board
        bargain = self.bargain(board)
        gain, _chance = bargain.of_draft()
        crossed = sum(
            1 for i in range(self.table.issues) if not self.table.accepted[self.seat][i] >> board.draft[i] & 1
        )
        gain += crossed * self.table.numbers.ratify_cost  # that has been paid
        numbers = self.table.numbers
        price = float(min(numbers.stay_support, board.support[self.seat]))
        leaving = 0.0 if board.violators else float(numbers.withdraw_credibility)
        self.because(
            _(
                "The agreement is still worth {gain} to it; to stay would cost {price} support, to leave {leaving} "
                "credibility."
            ).format(gain=decimal(gain, "+.1f"), price=decimal(price, ".0f"), leaving=decimal(leaving, ".0f"))
        )
        return acts.stay if gain - price > -leaving else acts.withdraw

    def attend(self, board: State) -> int:
        """Come, unless staying away is rewarded and no signature is near."""
        acts = self.table.acts
        reward = self.table.staying_away[self.seat]
        here = bool(board.present >> self.seat & 1)
        if reward is None or not may_be_rewarded(board, self.seat, reward, here=here):
            self.because(_("Who is away can neither speak nor stop anything."))
            return acts.attend
        unit = self.worth_of_a_point(reward.meter, board.agenda[self.seat])
        stake = self.stake(board)
        if not board.in_force and reward.by * unit > stake and board.turn + 1 < self.table.numbers.turns:
            self.because(
                _("To be there promises it {stake} points, less than the {reward} that staying away earns it.").format(
                    stake=decimal(stake, ".1f"), reward=decimal(reward.by * unit, ".1f")
                )
            )
            return acts.stay_away
        self.because(
            _("To be there promises it {stake} points: a text may be signed there, or have to be stopped.").format(
                stake=decimal(stake, ".1f")
            )
        )
        return acts.attend

    def worth_of_a_point(self, meter: int, agenda: int) -> float:
        """What a point of a meter is worth to it: support is standing (§8), and outlook where no agreement comes."""
        if meter == INFLUENCE:
            return self._style.away
        if meter != SUPPORT:
            return 1.0
        _turn, support = self._prospects.drift(self.seat, agenda)
        return 1 + WITHOUT * support

    def stake(self, board: State) -> float:
        """What it would give away by not being there: the draft's signature, or the best that the talks may lead to."""
        bargain = self.bargain(board)
        gain, chance = bargain.of_draft()
        bargain.aspiration()
        return max((gain - LEAST_GAIN) * chance, bargain.promised) + VOICE

    # Worth of a state, for look-ahead

    def value(self, s: State) -> float:
        """What a state promises, by what it believes of the others now."""
        return self._forecast.value(s)

    def beliefs(self) -> Beliefs:
        """What it has learnt of the others so far."""
        seats = range(self.table.seats)
        heard = self._opponents
        return Beliefs(
            [heard.likeliest(seat) for seat in seats],
            [self._rows if seat == self.seat else heard.rows_now(seat) for seat in seats],
            heard.faith(),
        )
