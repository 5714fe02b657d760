"""The bargaining as one seat sees it at one moment: what each text would bring it, what others would make of it.

Time-dependent concession: Faratin, Sierra and Jennings, "Negotiation decision functions for autonomous agents" (1998).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.bots.opponents import Opponents
from game.bots.prospects import Outcome, Prospects, turns_left
from game.bots.texts import Points, Rows, Texts
from rules.scenario import USE_LEAN, Scenario
from rules.state import State
from rules.worth import points_table

SPREAD: Final = 4.0  # points of gain over which a signature goes from unlikely to likely
HOLDING_OUT: Final = 3.0  # what others are thought to want beyond their no-deal outlook at the start
COLLAPSE: Final = 0.9  # of an agreement's gain is expected to survive
SHORTFALL: Final = 0.15  # a point of distance from a text that all could sign
ANCHOR: Final = 0.03  # a point of own gain in a text that nobody is near to signing
NEAR: Final = 0.2  # of the best chance there is: texts less likely are no guide to what may be had


@dataclass(frozen=True)
class Style:
    """How a seat bargains; from `negotiator.toml`."""

    exponent: float = 0.8
    start: float = 0.9
    influence: float = 0.45


@cache
def _styles() -> dict[str, Any]:
    return tomllib.loads((files("game.bots") / "negotiator.toml").read_text(encoding="utf-8"))


def style_of(scenario: str, seat: str) -> Style:
    """The style of a seat, or the default where the data has none for it."""
    styles = _styles()
    return Style(**{**styles["default"], **styles.get(scenario, {}).get(seat, {})})


class Bargain:
    """One seat's reckoning with a board: outlooks without a deal, gains with one, chances of signatures."""

    def __init__(
        self, texts: Texts, prospects: Prospects, opponents: Opponents, board: State, seat: int, style: Style
    ) -> None:
        """Reckon; `board` is an observation's, so only the own agenda and reserve are in it."""
        self.table: Scenario = texts.table
        self.texts = texts
        self.board = board
        self.seat = seat
        self.style = style
        numbers = self.table.numbers
        seats = range(self.table.seats)
        self.agendas = [board.agenda[j] if j == seat else opponents.likeliest(j) for j in seats]
        self.outcomes: list[Outcome] = [prospects.outcome(board, j, self.agendas[j]) for j in seats]
        self.points = [
            own_points(self.table, j, board.agenda[j]) if j == seat else opponents.points_now(j) for j in seats
        ]
        # By the turn before the last a signature still brings peace: that is the deadline that counts
        deadline = max(numbers.turns - numbers.progress_steps + 1, 2)
        self.time = min((board.turn - 1) / (deadline - 1), 1.0)
        self.conceded = self.time ** (1 / style.exponent)
        self.patience = opponents.patience
        self._aspiration: float | None = None
        self.target: list[int] | None = None

    # Worth of texts

    def gains(self, seat: int, rows: Rows) -> Points:
        """What signing each text would add to the seat's outlook without a deal."""
        outcome = self.outcomes[seat]
        share = outcome.share * COLLAPSE
        u = self.texts.worth(self.points[seat], rows)
        cost = self.texts.lines(seat, rows) * float(self.table.numbers.ratify_cost)
        gains: Points = share * u + (1 - share) * self._bare(outcome) + outcome.standing - cost - outcome.no_deal
        return gains

    def _bare(self, outcome: Outcome) -> float:
        """N at the end of an agreement's life: near what it is now, since the long war stops counting."""
        return outcome.bare

    def margin(self, seat: int) -> float:
        """What a seat is thought to hold out for beyond its no-deal outlook."""
        return 0.0 if seat == self.seat else HOLDING_OUT * (1 - self.time)

    def chances(self, rows: Rows, *, now: bool) -> Points:
        """How likely all others who must sign would, and could; `now`: at this conference, else in time."""
        chance: Points = np.ones(len(rows))
        for seat in range(self.table.seats):
            if self.table.required >> seat & 1:
                if seat != self.seat:
                    chance /= 1 + np.exp((self.margin(seat) - self.gains(seat, rows)) / SPREAD)
                chance *= self.ratifying(seat, rows, now=now)
        return chance

    def ratifying(self, seat: int, rows: Rows, *, now: bool) -> Points:
        """How likely the seat can ratify each text: surely where it crosses no line, else by support or a lean."""
        s = self.board
        crossed = self.texts.lines(seat, rows)
        strong = s.support[seat] >= self.table.numbers.ratify_support
        leant = [lean[2] for lean in s.leans if lean[1] == seat]
        if strong:
            return np.ones(len(rows))
        locked = crossed.astype(float)
        for issue in set(leant):
            mask = self.table.accepted[seat][issue]
            row = np.array([1 - (mask >> at & 1) for at in range(self.table.positions[issue])], dtype=float)
            locked = locked - row[rows[:, issue]]
        if now or turns_left(self.table, s) <= 1:
            open_now: Points = (locked == 0).astype(np.float64)
            return open_now
        hope = self.hope(seat)
        likely: Points = np.where(locked == 0, 1.0, np.where(locked == 1, hope, hope * hope / 2))
        return likely

    def hope(self, seat: int) -> float:
        """How likely a seat will be able to cross one line in time: by its own strength, or with a backer's lean."""
        missing = self.table.numbers.ratify_support - self.board.support[seat]
        own = 0.5 if missing <= 1 else 0.3 if missing == 2 else 0.15  # noqa: PLR2004 (points of support)
        backed = any(
            self.table.backers[seat] >> backer & 1
            and any(self.table.uses[use].kind == USE_LEAN for use in self.table.uses_of[backer])
            for backer in range(self.table.seats)
        )
        return max(own, 0.45) if backed else own

    def worth(self, rows: Rows) -> Points:
        """What it is worth to have each text on the table: chance times gain, and how near it is to a deal."""
        gain = self.gains(self.seat, rows)
        chance = self.chances(rows, now=False)
        # Who must sign can refuse; who need not can only watch
        felt = np.maximum(gain, 0.0) if self.table.required >> self.seat & 1 else np.where(gain > 0, gain, gain / 2)
        short = np.maximum(self.aspiration() - gain, 0.0) * 1.5
        for other in range(self.table.seats):
            if other != self.seat and self.table.required >> other & 1:
                short += np.maximum(self.margin(other) - self.gains(other, rows), 0.0)
        worth: Points = chance * felt - SHORTFALL * short + ANCHOR * gain
        return worth

    # Aspiration

    def aspiration(self) -> float:
        """The gain that it holds out for now: from the most that may be had to nothing, along its curve."""
        if self._aspiration is None:
            rows = self.texts.frontier(self.points)
            gain = self.gains(self.seat, rows)
            chance = self.chances(rows, now=False)
            likely = chance >= NEAR * chance.max()
            most = max(float(gain[likely].max()), 0.0)
            self._aspiration = self.style.start * most * (1 - self.conceded)
            wanted = np.where(gain >= self._aspiration, chance, chance * 0.01) + 1e-6 * gain
            self.target = [int(at) for at in rows[int(np.argmax(wanted))]]
        return self._aspiration

    def of_draft(self, draft: list[int] | None = None) -> tuple[float, float, float]:
        """(own gain, chance of all signatures now, worth) of the draft or of another text."""
        rows: Rows = np.array([self.board.draft if draft is None else draft], dtype=np.int8)
        return (
            float(self.gains(self.seat, rows)[0]),
            float(self.chances(rows, now=True)[0]),
            float(self.worth(rows)[0]),
        )

    # The silence procedure

    def passing(self, rows: Rows, *, proposer: int) -> npt.NDArray[np.float64]:
        """How likely each text passes in silence: each seat present weighs its loss against the price of a break."""
        now: Rows = np.array([self.board.draft], dtype=np.int8)
        chance: Points = np.ones(len(rows))
        for other in range(self.table.seats):
            if other in (proposer, self.seat) or not self.board.present >> other & 1:
                continue
            price = self.table.numbers.first_break + self.board.breaks[other]
            if self.board.influence[other] < price:
                continue
            u = self.texts.worth(self.points[other], rows)
            loss = float(self.texts.worth(self.points[other], now)[0]) - u
            chance *= 1 / (1 + np.exp((loss - self.patience[other] - 2.0 * (price - 1)) / 2.5))
        return chance


def own_points(table: Scenario, seat: int, agenda: int) -> list[list[float]]:
    """A seat's own points, with its agenda if it has one."""
    return [[float(point) for point in row] for row in points_table(table, seat, agenda)]


def likelihood(gain: float, margin: float) -> float:
    """How likely a seat signs what gains it so much and wants so much more than nothing."""
    return 1 / (1 + exp(max(min((margin - gain) / SPREAD, 30.0), -30.0)))
