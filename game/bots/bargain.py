"""The bargaining as one seat sees it at one moment: what each text would bring it, what others would make of it.

Time-dependent concession: Faratin, Sierra and Jennings, "Negotiation decision functions for autonomous agents" (1998).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from game.bots.opponents import Opponents
from game.bots.prospects import LEAST_GAIN, deadline, gains
from game.bots.texts import Points, Rows, Table, Texts
from rules.forecast import SPREAD, own_points
from rules.prospects import Outcome, Prospects, turns_left
from rules.scenario import USE_LEAN, Scenario
from rules.state import State

SHORTFALL: Final = 0.15  # a point of distance from a text that all could sign
INSISTING: Final = 0.5  # a point that a text falls short of the own aspiration, against one of another's
ANCHOR: Final = 0.03  # a point of own gain in a text that nobody is near to signing
SILENT: Final = 30.0  # log odds of certainty
NEAR: Final = 0.2  # of the best chance there is: texts less likely are no guide to what may be had


@dataclass(frozen=True)
class Others:
    """What others are taken to do with a text, whoever they are: sign it, and let it pass.

    The weights of the silence procedure are those of logistic regressions over answers to packages of texts.
    """

    wanted: float  # beyond the no-deal outlook by the deadline
    holding_out: float  # more than that at the start
    lenient: float  # log odds of letting a text pass that changes nothing
    by_price: float  # more for each point of influence that a break would cost
    by_hope: float  # for each point of chance times gain
    by_u: float  # for each point of U
    by_short: float  # for each point by which the text is further from one that all could sign


# Over 1,165 answers of greedy bots, negotiators and personas in class and full: whoever must sign does so for any gain
EAGER: Final = Others(0.0, 2.0, 0.4, 0.2, 1.6, 0.16, -0.34)
# Over 4,128 answers, with today's data: who must sign wants as much as this bot does, and who has broken a silence, so
# that the next break is dearer, breaks the next one too
EXACTING: Final = Others(LEAST_GAIN, 2.0, 1.7, -0.8, 0.46, 0.1, -0.065)


@dataclass(frozen=True)
class Style:
    """How a seat bargains; from `negotiator.toml`."""

    exponent: float = 0.8
    start: float = 0.9
    influence: float = 0.22
    away: float = 0.6


@cache
def _styles() -> dict[str, Any]:
    return tomllib.loads((files("game.bots") / "negotiator.toml").read_text(encoding="utf-8"))


def style_of(scenario: str, seat: str) -> Style:
    """The style of a seat, or the default where the data has none for it."""
    styles = _styles()
    return Style(**{**styles["default"], **styles.get(scenario, {}).get(seat, {})})


@dataclass(frozen=True)
class Appraisal:
    """Texts, one a column: U and the gain from signing by seat, the chance of all signatures in time, own worth."""

    u: Points  # [seat][text]
    gains: Points  # [seat][text]
    chance: Points
    worth: Points
    hopes: Points  # [seat][text]: the chance that all sign, times the gain

    def of(self, text: int) -> Appraisal:
        """One of the texts alone."""
        only = slice(text, text + 1)
        return Appraisal(self.u[:, only], self.gains[:, only], self.chance[only], self.worth[only], self.hopes[:, only])


class Bargain:
    """One seat's reckoning with a board: outlooks without a deal, gains with one, chances of signatures."""

    def __init__(  # noqa: PLR0913, PLR0917 (all that a seat reckons with)
        self,
        texts: Texts,
        prospects: Prospects,
        opponents: Opponents,
        board: State,
        seat: int,
        style: Style,
        others: Others = EAGER,
    ) -> None:
        """Reckon; `board` is an observation's, so only the own agenda and reserve are in it."""
        self.table: Scenario = texts.table
        self.texts = texts
        self.board = board
        self.seat = seat
        self.style = style
        self.others = others
        seats = range(self.table.seats)
        agendas = [board.agenda[j] if j == seat else opponents.likeliest(j) for j in seats]
        self.outcomes: list[Outcome] = [prospects.outcome(board, j, agendas[j]) for j in seats]
        self.time = min((board.turn - 1) / (deadline(self.table) - 1), 1.0)
        self.conceded = self.time ** (1 / style.exponent)
        self.held_out = others.holding_out * (1 - self.time)
        self.patience = opponents.patience
        self.target: list[int] | None = None
        self.promised = 0.0  # chance times what is gained beyond the least, of the text of which that is most
        self._required = [j for j in seats if self.table.required >> j & 1]
        self.shares: Table = texts.table_of(
            [own_points(self.table, j, board.agenda[j]) if j == seat else opponents.points_now(j) for j in seats]
        )
        self._now: Rows = np.array([board.draft], dtype=np.int8)
        self._aspiration: float | None = None
        self._draft: Appraisal | None = None
        self._closed: Table = np.array([self._closed_lines(j) for j in self._required])
        self._hopes = [self.hope(j) for j in self._required]

    # Worth of texts

    def appraise(self, rows: Rows) -> Appraisal:
        """What texts come to, for everybody and for this seat."""
        u = self.texts.read(self.shares, rows)
        crossed = self.texts.read(self.texts.red_lines, rows)
        added = np.stack([gains(outcome, u[j], crossed[j]) for j, outcome in enumerate(self.outcomes)])
        chance = self.willing(added) * self.able(rows, now=False)
        everybody = chance / (1 + np.exp((self.margin(self.seat) - added[self.seat]) / SPREAD))
        return Appraisal(u, added, chance, self._worth(added, chance), everybody * np.maximum(added, 0.0))

    def willing(self, gains: Points) -> Points:
        """How likely all others who must sign would."""
        chance: Points = np.ones(gains.shape[1])
        for seat in self._required:
            if seat != self.seat:
                chance /= 1 + np.exp((self.margin(seat) - gains[seat]) / SPREAD)
        return chance

    def margin(self, seat: int) -> float:
        """What a seat is thought to hold out for beyond its no-deal outlook."""
        return 0.0 if seat == self.seat else self.others.wanted + self.held_out

    def able(self, rows: Rows, *, now: bool) -> Points:
        """How likely all who must sign can ratify: surely without a locked line, else by support or a lean in time."""
        able: Points = np.ones(len(rows))
        late = now or turns_left(self.table, self.board) <= 1
        for locked, likely in zip(self.texts.read(self._closed, rows), self._hopes, strict=True):
            hope = 0.0 if late else likely
            able *= np.array((1.0, hope, hope * hope / 2))[np.minimum(locked, 2).astype(np.intp)]
        return able

    def _closed_lines(self, seat: int) -> Points:
        """For every position, issue after issue, 1 if the seat could not sign across its line there now."""
        s = self.board
        lines: Points = self.texts.red_lines[seat].copy()
        if s.support[seat] >= self.table.numbers.ratify_support:
            lines[:] = 0
        leant = [lean[2] for lean in s.leans if lean[1] == seat]
        for issue in leant:
            at = sum(self.table.positions[:issue])
            lines[at : at + self.table.positions[issue]] = 0
        return lines

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

    def _worth(self, gains: Points, chance: Points) -> Points:
        """What it is worth to have each text on the table: chance times gain, and how near it is to a deal."""
        gain = gains[self.seat]
        # Who must sign can refuse; who need not can only watch
        if self.seat in self._required:
            felt = np.maximum(gain, 0.0)
            short = INSISTING * np.maximum(self.aspiration() - gain, 0.0)
        else:
            felt, short = np.where(gain > 0, gain, gain / 2), np.zeros(len(gain))
        # To where nobody loses, not to where all get what they want: that won no more, and once less (docs/balance.md)
        for other in self._required:
            if other != self.seat:
                short += np.maximum(self.held_out - gains[other], 0.0)
        worth: Points = chance * felt - SHORTFALL * short + ANCHOR * gain
        return worth

    # Aspiration

    def aspiration(self) -> float:
        """The gain that it holds out for now: from the most that may be had to nothing, along its curve."""
        if self._aspiration is None:
            rows = self.texts.frontier(self.shares)
            self._aspiration = 0.0  # a text's chance and gain do not depend on it
            found = self.appraise(rows)
            gain, chance = found.gains[self.seat], found.chance
            self.promised = max(float((chance * (gain - LEAST_GAIN)).max()), 0.0)
            likely = chance >= NEAR * chance.max()
            most = max(float(gain[likely].max()), 0.0)
            self._aspiration = self.style.start * most * (1 - self.conceded)
            wanted = np.where(gain >= self._aspiration, chance, chance * 0.01) + 1e-6 * gain
            self.target = [int(at) for at in rows[int(np.argmax(wanted))]]
        return self._aspiration

    def enough(self) -> float:
        """The gain for which it signs: what it still aspires to, beyond what any text has to promise."""
        return self.aspiration() + LEAST_GAIN

    def draft(self) -> Appraisal:
        """The draft, appraised."""
        if self._draft is None:
            self._draft = self.appraise(self._now)
        return self._draft

    def of_draft(self) -> tuple[float, float]:
        """Of the draft: own gain from signing it, and the chance that all who must sign do so at this conference."""
        found = self.draft()
        chance = self.willing(found.gains) * self.able(self._now, now=True)
        return float(found.gains[self.seat][0]), float(chance[0])

    # The silence procedure

    def odds(self, found: Appraisal, before: Appraisal, *, proposer: int) -> Points:
        """[seat][text]: log odds that a seat lets each text pass, by what it gains or loses in prospect and in U.

        `before`: of the one text that is replaced. Who can not break has SILENT. For the weights see docs/balance.md.
        """
        odds: Points = np.full(found.u.shape, SILENT)
        by = self.others
        for other in range(self.table.seats):
            price = self.table.numbers.first_break + self.board.breaks[other]
            away = not self.board.present >> other & 1
            if other in (proposer, self.seat) or away or self.board.influence[other] < price:
                continue
            hoped = found.hopes[other] - before.hopes[other]
            liked = found.u[other] - before.u[other] + self.patience[other]
            short = self._short_of(found, other) - self._short_of(before, other)
            odds[other] = by.lenient + by.by_price * price + by.by_hope * hoped + by.by_u * liked + by.by_short * short
        return odds

    def _short_of(self, found: Appraisal, but: int) -> Points:
        """By how much each text falls short of what those who must sign hold out for, one seat left out."""
        short: Points = np.zeros(found.u.shape[1])
        for seat in self._required:
            if seat != but:
                short += np.maximum(self.margin(seat) - found.gains[seat], 0.0)
        return short


def passes(odds: Points) -> Points:
    """How likely nobody breaks the silence, by everybody's log odds of letting it pass."""
    chance: Points = (1 / (1 + np.exp(-odds))).prod(axis=0)
    return chance
