"""Takes what is best now: one step of look-ahead, and no thought for what others will make of it later.

It takes everybody at their public weights, learns nothing, holds out for no more than the least and keeps no promise in
mind.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from cards.language import _
from game.bots.planner import Planner
from game.bots.promises import consent, pledge_value
from game.bots.prospects import LEAST_GAIN, gains, likelihoods, may_be_rewarded
from game.bots.texts import Points, Rows
from game.words import decimal
from rules.actions import ASK, GIVE, PLEDGE, TEXT
from rules.agreement import barring_among, lines_crossed
from rules.forecast import likelihood, own_points
from rules.packages import next_clauses
from rules.prospects import Outcome, u_of, u_rows
from rules.scenario import INFLUENCE, NOBODY, Scenario
from rules.state import CATASTROPHE, State

DRAFT_WORTH: Final = 0.04  # of a point of U while nothing is signed: a text is a hope, not a possession
HOPE: Final = 0.8  # of what a text would gain if it were signed, by a rough guess of the chance
PURSE_WORTH: Final = 0.22  # a point of influence
USEFUL_INFLUENCE: Final = 8  # beyond this influence buys little
REFUSING: Final = 20.0  # points of U of a loss that nobody lets pass
BEARING: Final = 0.15  # that somebody lets pass even that
PAYING: Final = 0.2  # that somebody pays because it is asked to
OPENS: Final = (1.0, 0.3, 0.1, 0.03)  # chance that a seat can ratify, by locked lines
LIKELY_CALL: Final = 0.1
ENOUGH: Final = LEAST_GAIN + 1.8  # it sees one step, and not what becomes of a text: a crisis meets nearly half of them
CLEAR: Final = 0.01


class GreedyBot(Planner):
    """Best immediate expected satisfaction."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        """Everybody's public weights, and its own once it knows its agenda."""
        super().__init__(table, seat, seed)
        self._points = [own_points(table, other, NOBODY) for other in range(table.seats)]
        self._rows = [u_rows(points) for points in self._points]
        self._own_agenda = NOBODY
        self._read: list[int] = []  # the draft to which the readings belong
        self._readings: list[tuple[float, list[int]]] = []

    def look_at(self, board: State) -> None:
        """Its own weights, once its agenda is dealt."""
        agenda = board.agenda[self.seat]
        if agenda != self._own_agenda:
            self._own_agenda = agenda
            self._points[self.seat] = own_points(self.table, self.seat, agenda)
            self._rows[self.seat] = u_rows(self._points[self.seat])
            self._read = []

    # Worth

    def value(self, s: State) -> float:
        """Satisfaction as it stands, with something for a draft that could be signed, and for influence."""
        u, lines = self.readings(s)[self.seat]
        purse = PURSE_WORTH * min(s.influence[self.seat], USEFUL_INFLUENCE)
        if s.outcome == CATASTROPHE:
            return self._prospects.satisfaction(s, self.seat, s.agenda[self.seat], u)
        if s.in_force:
            return self._prospects.in_force(s, self.seat, s.agenda[self.seat], u) + purse
        outcome = self.outcome(s, self.seat)
        gain = outcome.gain(u, len(lines))
        value = outcome.no_deal + DRAFT_WORTH * u + purse
        return value + HOPE * gain * self.chance(s) if gain > 0 else value

    def outcome(self, s: State, seat: int) -> Outcome:
        """What no deal and a deal come to for a seat, others at their public weights."""
        agenda = s.agenda[seat] if seat == self.seat else NOBODY
        return self._prospects.outcome(s, seat, agenda)

    def readings(self, s: State) -> list[tuple[float, list[int]]]:
        """(U, lines crossed) of the draft for each seat: read again when it is another draft, which it seldom is."""
        if s.draft != self._read:
            self._read = [*s.draft]
            self._readings = [
                (u_of(rows, s.draft), lines_crossed(self.table, s, seat)) for seat, rows in enumerate(self._rows)
            ]
        return self._readings

    def chance(self, s: State) -> float:
        """How likely all who must sign would, and could."""
        chance = 1.0
        for seat, (u, lines) in enumerate(self.readings(s)):
            if self.table.required >> seat & 1:
                locked = len(barring_among(self.table, s, seat, lines))
                chance *= OPENS[min(locked, len(OPENS) - 1)]
                if seat != self.seat:
                    chance *= likelihood(self.outcome(s, seat).gain(u, len(lines)), 0.0)
        return chance

    # Whether it comes, stays and signs

    def attend(self, board: State) -> int:
        """Come, unless staying away is rewarded with more than a signature promises."""
        acts = self.table.acts
        reward = self.table.staying_away[self.seat]
        here = bool(board.present >> self.seat & 1)
        if reward is not None and not board.in_force and may_be_rewarded(board, self.seat, reward, here=here):
            gain = HOPE * max(self.gain(board) - LEAST_GAIN, 0.0) * self.chance(board)
            if reward.by * (PURSE_WORTH if reward.meter == INFLUENCE else 1.0) > gain:
                self.because(_("Its people like to see it stay away, and it sees no signature coming."))
                return acts.stay_away
        self.because(_("Who is away can stop nothing."))
        return acts.attend

    def sign(self, board: State) -> int:
        """Sign if that leaves it better off by enough."""
        gain = self.gain(board)
        self.because(
            _("Signing would leave it {gain} better off than no agreement; it wants {least} at least.").format(
                gain=decimal(gain, "+.1f"), least=decimal(ENOUGH, ".1f")
            )
        )
        return self.table.acts.sign if gain > ENOUGH else self.table.acts.refuse

    def gain(self, board: State) -> float:
        """What signing the draft adds to its outlook."""
        u, lines = self.readings(board)[self.seat]
        return self.outcome(board, self.seat).gain(u, len(lines))

    # The conference

    def speak(self, board: State, legal: list[int]) -> int:
        """Call if the text is better than none for all who must sign, else propose the best package, else pass."""
        acts = self.table.acts
        if acts.call in legal and self.gain(board) > ENOUGH and self.chance(board) > LIKELY_CALL:
            self.because(_("The text beats no agreement, and those who must sign seem to think so too."))
            return acts.call
        if acts.propose in legal:
            self._clauses = self.best_package(board)
            if self._clauses:
                self.because(
                    _("It asks for what it likes best and may get: {clauses}.").format(clauses=self.tell(self._clauses))
                )
                return acts.propose
        self.because(_("No package is worth what it would cost."))
        return acts.pass_turn

    def best_package(self, board: State) -> tuple[int, ...]:
        """The texts worth most, then whatever else adds to that; empty if nothing gains."""
        best, most = self.best_texts(board)
        fall = PURSE_WORTH * self.table.numbers.fall_price
        s = board.copy()
        s.proposer, s.channel = self.seat, NOBODY
        while len(best) < self.table.numbers.clauses:
            found: tuple[tuple[int, ...], float] | None = None
            for clause in next_clauses(self.table, s, self.seat, NOBODY, best):
                adds, likely = self.terms(board, clause)
                worth = likely * (most + adds) - (1 - likely) * fall
                if worth > most and (found is None or worth > found[1]):
                    found = ((*best, clause), worth)
            if found is None:
                break
            best, most = found
        return best

    def best_texts(self, board: State) -> tuple[tuple[int, ...], float]:
        """(clauses, expected gain) of the best rewriting of the draft; no clauses if none gains."""
        purse = board.influence[self.seat]
        rows, price = self._texts.reach(board.draft, purse)
        if board.in_force or not len(rows):
            return (), CLEAR
        both: Rows = np.vstack([np.array([board.draft], dtype=np.int8), rows])
        u, value = self.values(board, both)
        gain = value[1:] - value[0]
        chance: Points = np.ones(len(rows))
        for other in range(self.table.seats):
            if other != self.seat and board.present >> other & 1:
                loss = np.maximum(u[other][0] - u[other][1:], 0.0)
                chance *= np.maximum(BEARING, 1 - loss / REFUSING)
        fall = PURSE_WORTH * min(self.table.numbers.fall_price, purse)
        expected = chance * (gain - PURSE_WORTH * price) - (1 - chance) * fall
        at = int(np.argmax(expected))
        if expected[at] <= CLEAR:
            return (), CLEAR
        acts = self.table.acts
        moved = [(issue, int(to)) for issue, to in enumerate(rows[at]) if to != board.draft[issue]]
        return tuple(acts.text[issue][to] for issue, to in moved), float(expected[at])

    def values(self, board: State, rows: Rows) -> tuple[Points, Points]:
        """(U by seat, own value) of having each text on the table."""
        u = self._texts.read(self._texts.table_of(self._points), rows)
        lines = self._texts.read(self._texts.red_lines, rows)
        own = np.maximum(gains(self.outcome(board, self.seat), u[self.seat], lines[self.seat]), 0.0)
        value: Points = DRAFT_WORTH * u[self.seat]
        hoped = own > 0  # of the other texts it doesn't matter who would sign them
        value[hoped] += HOPE * own[hoped] * self.chances(board, u[:, hoped], lines[:, hoped])
        return u, value

    def chances(self, board: State, u: Points, lines: Points) -> Points:
        """How likely all who must sign would, and could, of many texts by their U and the lines they cross."""
        chance: Points = np.ones(u.shape[1])
        for seat in range(self.table.seats):
            if not self.table.required >> seat & 1:
                continue
            if board.support[seat] < self.table.numbers.ratify_support:
                chance *= np.array(OPENS)[np.minimum(lines[seat].astype(np.intp), len(OPENS) - 1)]
            if seat != self.seat:
                chance *= likelihoods(gains(self.outcome(board, seat), u[seat], lines[seat]))
        return chance

    def terms(self, board: State, clause: int) -> tuple[float, float]:
        """(what a payment or a pledge adds, how likely the others still let the package pass); a text adds nothing."""
        verb, a, b, _c, _d = self.table.acts.entries[clause]
        if verb == TEXT:
            return 0.0, 0.0
        if verb == GIVE:
            return -b * PURSE_WORTH, 1.0
        if verb == ASK:
            return b * PURSE_WORTH, PAYING / b
        maker = self.table.pledges[a].seat
        worth = pledge_value(self.table, board, self.seat, a, 0)
        return worth, 1.0 if maker == self.seat else consent(pledge_value(self.table, board, maker, a, 0))

    def answer(self, board: State) -> int:
        """Let it stand if that is better than felling it at the price."""
        acts = self.table.acts
        gain = self.gain_of(board)
        if board.bound >> self.seat & 1:
            self.because(_("The package is worth {gain} to it.").format(gain=decimal(gain, "+.1f")))
            return acts.accept if gain >= 0 else acts.decline
        price = PURSE_WORTH * (self.table.numbers.first_break + board.breaks[self.seat])
        self.because(
            _("The package is worth {gain} to it, breaking the silence would cost {price}.").format(
                gain=decimal(gain, "+.1f"), price=decimal(price, ".1f")
            )
        )
        return acts.break_silence if -gain > price else acts.silence

    def gain_of(self, board: State) -> float:
        """What the adoption of the package on the table would add."""
        acts = self.table.acts
        draft = list(board.draft)
        gain = 0.0
        for clause in board.clauses:
            verb, a, b, _c, _d = acts.entries[clause]
            if verb == TEXT:
                draft[a] = b
            elif verb == PLEDGE:
                gain += pledge_value(self.table, board, self.seat, a, 0)
            elif a == self.seat:
                gain += b * PURSE_WORTH if verb == GIVE else -b * PURSE_WORTH
        if draft != board.draft:
            _u, value = self.values(board, np.array([board.draft, draft], dtype=np.int8))
            gain += float(value[1] - value[0])
        return gain
