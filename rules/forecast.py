"""What a position promises a seat: where a search that looks no further cuts off, and what a negotiator compares."""

from __future__ import annotations

from math import exp
from typing import Final

from rules.integers import real
from rules.meters import influence_of
from rules.prospects import Prospects, locks, standing, turns_left, u_of, u_rows
from rules.scenario import NOBODY, Scenario
from rules.state import CATASTROPHE, State
from rules.worth import points_table

PURSE: Final = 0.3  # a point of influence at the end of a turn
USEFUL_INFLUENCE: Final = 7  # beyond this influence buys little
ANCHOR: Final = 0.06  # a point of U of a draft that nobody has signed: where bargaining goes on from
NEGLIGIBLE: Final = 0.02
EXPECTED_TO_LIVE: Final = 0.85
USUAL_TOLL: Final = 0.65  # of its maximum, that the toll reaches in a usual game
SPREAD: Final = 3.0  # points of gain over which a signature goes from unlikely to likely
WANTED: Final = 1.0  # what others are thought to want beyond their no-deal outlook
LOCKED: Final = (1.0, 0.35, 0.08, 0.02)  # chance that a seat can ratify in time, by lines that are locked now
VIOLATED: Final = 0.45  # how likely an agreement ends, if it was violated this turn,
STRAINED: Final = 0.15  # if there was an incident,
QUIET: Final = 0.05  # or neither
HOPE: Final = 0.25  # how much of what the draft would give others counts while nothing is signed


class Beliefs:
    """What one seat believes of the others: which agenda each holds, what its U is, how far it can be reckoned with."""

    def __init__(self, agendas: list[int], rows: list[list[list[float]]], faith: float) -> None:
        """Agendas by seat, NOBODY for none; `rows[seat][issue][position]` add up to a text's U, the own ones too."""
        self.agendas = agendas
        self.rows = rows
        self.faith = faith

    def __reduce__(self) -> tuple[type[Beliefs], tuple[object, ...]]:
        """To another process it goes as what it is made of."""
        return Beliefs, (self.agendas, self.rows, self.faith)


class Forecast:
    """One seat's reckoning of what positions promise, by its beliefs."""

    def __init__(self, prospects: Prospects, seat: int, beliefs: Beliefs) -> None:
        """Of the seat that is asked for it knows what the position holds."""
        self.table: Scenario = prospects.table
        self.prospects = prospects
        self.seat = seat
        self.beliefs = beliefs
        self._scaled: dict[tuple[int, int], list[list[float]]] = {}

    def __reduce__(self) -> tuple[type[Forecast], tuple[object, ...]]:
        """A copy, and what goes to another process, is made of the same."""
        return Forecast, (self.prospects, self.seat, self.beliefs)

    def value(self, s: State) -> float:
        """What a position promises: the outlook without a deal, hopes for one, influence."""
        table = self.table
        value = self.prospects.outcome(s, self.seat, s.agenda[self.seat]).no_deal
        if s.in_force:
            return self.value_in_force(s, value)
        if s.outcome == CATASTROPHE:
            return value - real(table.numbers.catastrophe_penalty)
        left = turns_left(table, s)
        if left > 0:
            purse = PURSE * real(min(influence_of(s, self.seat), USEFUL_INFLUENCE))
            value += purse + ANCHOR * u_of(self.beliefs.rows[self.seat], s.draft)
            value -= self.harm_ahead(s, left)
            value += self.hope_of_deal(s)
        return value

    def harm_ahead(self, s: State, left: int) -> float:
        """What the danger costs that the toll, at this pace, runs to catastrophe before the game is over."""
        # The usual pace, not this game's: one loud turn says little about those to come
        most = real(self.table.toll_max)
        usual = USUAL_TOLL * most / real(self.table.numbers.turns)
        short = most - (real(s.toll) + usual * left)
        danger = 1 / (1 + exp(min(1.7 * short / (3 + 1.2 * left), 30.0)))
        return danger * real(self.table.numbers.catastrophe_penalty)

    def hope_of_deal(self, s: State) -> float:
        """Chance times gain of the draft as it stands, at the next conference; leans and strong support open it."""
        own = self.gain_in(s, self.seat)
        if own <= 0:
            return 0.0
        chance = self.beliefs.faith
        for seat in range(self.table.seats):
            if not self.table.required >> seat & 1:
                continue
            locked, _lines = locks(self.table, s, seat)
            chance *= LOCKED[min(locked, len(LOCKED) - 1)]
            if seat != self.seat and chance * own > NEGLIGIBLE:
                chance *= likelihood(self.gain_in(s, seat), WANTED)
        return chance * own

    def gain_in(self, s: State, seat: int) -> float:
        """What signing the draft would add to a seat's outlook."""
        agenda = s.agenda[seat] if seat == self.seat else self.beliefs.agendas[seat]
        _locked, lines = locks(self.table, s, seat)
        return self.prospects.outcome(s, seat, agenda).gain(u_of(self.beliefs.rows[seat], s.draft), lines)

    def value_in_force(self, s: State, no_deal: float) -> float:
        """Under an agreement: its worth to the end, with the risk that a violation or an incident ends it."""
        u = u_of(self.beliefs.rows[self.seat], s.draft)
        share = (1 + real(s.progress)) / (1 + real(self.table.numbers.progress_steps))
        if turns_left(self.table, s):
            share += (1 - share) * EXPECTED_TO_LIVE
        if not s.signatories >> self.seat & 1:
            share /= 2
        held = share * u + (1 - share) * self.prospects.no_deal(s, self.seat, s.agenda[self.seat])
        held += standing(s, self.seat)
        risk = VIOLATED if s.violators else STRAINED if s.incident else QUIET
        if s.violators >> self.seat & 1:
            no_deal -= real(self.table.numbers.collapse_credibility)
        return (1 - risk) * held + risk * no_deal

    # In an imagined position every seat has an agenda

    def worth_to(self, s: State, seat: int) -> float:
        """What an imagined position promises a seat; the others are reckoned with more simply."""
        if seat == self.seat and s.outcome == NOBODY:
            return self.value(s)
        agenda = s.agenda[seat]
        u = self.u(s, seat)
        if s.outcome != NOBODY:
            return self.prospects.satisfaction(s, seat, agenda, u)
        outcome = self.prospects.outcome(s, seat, agenda)
        if not s.in_force:
            return outcome.no_deal + HOPE * outcome.gain(u, 0)
        share = outcome.share if s.signatories >> seat & 1 else outcome.share / 2
        return share * u + (1 - share) * outcome.bare + standing(s, seat)

    def u(self, s: State, seat: int) -> float:
        """U of the draft by the agenda that the seat has in this position."""
        agenda = s.agenda[seat]
        rows = self._scaled.get((seat, agenda))
        if rows is None:
            rows = self._scaled[seat, agenda] = u_rows(own_points(self.table, seat, agenda))
        return u_of(rows, s.draft)


def own_points(table: Scenario, seat: int, agenda: int) -> list[list[float]]:
    """A seat's own points, with its agenda if it has one."""
    return [[float(point) for point in row] for row in points_table(table, seat, agenda)]


def likelihood(gain: float, margin: float) -> float:
    """How likely a seat signs what gains it so much and wants so much more than nothing."""
    return 1 / (1 + exp(max(min((margin - gain) / SPREAD, 30.0), -30.0)))
