"""Packages: which of those in reach to send, what one before us is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bots.bargain import Bargain
from game.bots.promises import pledge_value
from game.bots.texts import Rows
from rules.actions import ASK, GIVE, PLEDGE, TEXT
from rules.packages import next_clauses
from rules.scenario import NOBODY
from rules.state import State

PAYMENTS_TRIED: Final = 4  # the best texts that are tried with a payment or a pledge besides
REFUSING_PRICE: Final = 0.35  # that a seat asked to pay says no although the rest pleases it
FORBIDDING: Final = 40  # looked at where some texts are out of the question
GIFT: Final = 0.03  # of the doubt whether a package passes, what each point given away removes
WORTH_SENDING: Final = 0.15


@dataclass(frozen=True)
class Package:
    """Clauses in canonical order, what sending them is worth, and how likely they pass."""

    clauses: tuple[int, ...]
    value: float
    chance: float
    gain: float = 0.0  # if it passes


class Packer:
    """Finds and weighs packages for one seat at one moment."""

    def __init__(self, bargain: Bargain, breaches: list[int], forbidden: frozenset[int] = frozenset()) -> None:
        """`breaches`: how many pledges each seat is known to have broken; `forbidden`: texts that it will not write."""
        self.forbidden = forbidden
        self.bargain = bargain
        self.table = bargain.table
        self.board = bargain.board
        self.seat = bargain.seat
        self.breaches = breaches
        late = self.board.turn >= self.table.numbers.turns
        # The more there is of it the less the next point buys
        plenty = min(max(1.3 - self.board.influence[self.seat] / 8, 0.15), 1.0)
        self.coin = 0.03 if late else bargain.style.influence * plenty

    # Looking for one

    def best(self) -> Package | None:
        """The open package worth most, if any is worth sending: texts first, then what may be added to them."""
        found = [] if self.board.in_force else self._texts()
        candidates = list(found)
        for package in [*found[:PAYMENTS_TRIED], Package((), 0.0, 1.0)]:
            candidates += self._sweetened(package)
        best = max(candidates, key=lambda package: (package.value, package.clauses), default=None)
        return best if best is not None and best.value > WORTH_SENDING else None

    def through_channel(self, other: int) -> Package | None:
        """A package for one absent seat: something for its promise to come, or a pledge or payment by itself."""
        candidates = self._sweetened(Package((), 0.0, 1.0), other)
        for gift in [package for package in candidates if self.table.acts.verb[package.clauses[0]] == GIVE]:
            candidates += self._sweetened(gift, other)
        best = max(candidates, key=lambda package: (package.value, package.clauses), default=None)
        return best if best is not None and best.value > WORTH_SENDING else None

    def _texts(self) -> list[Package]:
        numbers = self.table.numbers
        purse = self.board.influence[self.seat]
        if not purse:
            return []
        listed: list[Package] = []
        for clauses in range(1, numbers.clauses + 1):
            rows, price = self.bargain.texts.reach(self.board.draft, clauses, purse)
            if not len(rows):
                continue
            now: Rows = np.array([self.board.draft], dtype=np.int8)
            gain = self.bargain.worth(rows) - float(self.bargain.worth(now)[0])
            chance = self.bargain.passing(rows, proposer=self.seat)
            value = chance * (gain - price * self.coin) - (1 - chance) * min(numbers.fall_price, purse) * self.coin
            for at in np.argsort(-value, kind="stable")[: PAYMENTS_TRIED if not self.forbidden else FORBIDDING]:
                row = [int(position) for position in rows[at]]
                written = tuple(
                    self.table.acts.text[issue][position]
                    for issue, position in enumerate(row)
                    if position != self.board.draft[issue]
                )
                if not self.forbidden.isdisjoint(written):
                    continue
                listed.append(Package(written, float(value[at]), float(chance[at]), float(gain[at])))
        listed.sort(key=lambda package: (-package.value, package.clauses))
        return listed

    def _sweetened(self, package: Package, channel: int = NOBODY) -> list[Package]:
        """The same with a payment asked for or a pledge: each is paid for by what the other gains from the rest."""
        if len(package.clauses) >= self.table.numbers.clauses:
            return []
        board = self.board.copy()
        board.seat = board.proposer = self.seat
        board.channel = channel
        acts = self.table.acts
        more: list[Package] = []
        for clause in next_clauses(self.table, board, self.seat, channel, package.clauses):
            verb, a, b, _c, _d = acts.entries[clause]
            if verb == TEXT:
                continue
            if verb == PLEDGE:
                worth, chance = self._pledge_terms(a, package)
            else:
                worth, chance = self._transfer_terms(verb, a, b, package)
            if worth <= 0 and chance <= package.chance and not (channel != NOBODY and verb == GIVE):
                continue
            fall = min(self.table.numbers.fall_price, self.board.influence[self.seat]) * self.coin
            rest = package.gain if package.clauses else package.value
            value = chance * (rest + worth) - (1 - chance) * fall
            more.append(Package((*package.clauses, clause), value, chance, rest + worth))
        return more

    def _pledge_terms(self, pledge: int, package: Package) -> tuple[float, float]:
        maker = self.table.pledges[pledge].seat
        worth = pledge_value(self.table, self.board, self.seat, pledge, self.breaches[maker])
        if maker == self.seat:
            return worth, package.chance
        theirs = pledge_value(self.table, self.board, maker, pledge, 0) + self._liking(maker, package)
        theirs += self.coin * sum(self.table.acts.b[c] for c in package.clauses if self._pays(c, maker))
        return worth, package.chance * min(max(0.4 + 0.5 * theirs, 0.05), 0.9)

    def _transfer_terms(self, verb: int, other: int, amount: int, package: Package) -> tuple[float, float]:
        if verb == GIVE:
            # A gift buys silence only where there is something to be silent about
            lift = GIFT * amount * (1 - package.chance) if package.clauses else 0.0
            return -amount * self.coin, min(package.chance + lift, 1.0)
        pleased = self._liking(other, package) - amount * self.coin
        return amount * self.coin, package.chance * min(max(REFUSING_PRICE + 0.5 * pleased, 0.02), 0.9)

    def _pays(self, clause: int, other: int) -> bool:
        return self.table.acts.verb[clause] == GIVE and self.table.acts.a[clause] == other

    def _liking(self, other: int, package: Package) -> float:
        """What the texts of a package are worth to another seat, roughly, in points."""
        if not any(self.table.acts.verb[clause] == TEXT for clause in package.clauses):
            return 0.0
        rows: Rows = np.array([after_texts(self.bargain, self.board, package.clauses), self.board.draft], dtype=np.int8)
        gains = self.bargain.gains(other, rows)
        return float(gains[0] - gains[1]) * 0.1

    # Weighing one

    def weigh(self, clauses: tuple[int, ...], proposer: int) -> float:
        """What another's package would be worth to this seat if it passed."""
        acts = self.table.acts
        value = 0.0
        if any(acts.verb[clause] == TEXT for clause in clauses):
            rows: Rows = np.array([after_texts(self.bargain, self.board, clauses), self.board.draft], dtype=np.int8)
            worth = self.bargain.worth(rows)
            value += float(worth[0] - worth[1])
        for clause in clauses:
            verb, a, b, _c, _d = acts.entries[clause]
            if verb == PLEDGE:
                value += pledge_value(self.table, self.board, self.seat, a, self.breaches[self.table.pledges[a].seat])
            elif verb in (GIVE, ASK) and a == self.seat:
                value += (b if verb == GIVE else -b) * self.coin
        # What weakens a rival's purse matters too little to be weighed; what its proposer pays is its own affair
        return value if proposer != self.seat else 0.0


def after_texts(bargain: Bargain, board: State, clauses: tuple[int, ...]) -> list[int]:
    """The draft as a package's texts would leave it."""
    draft = list(board.draft)
    for clause in clauses:
        if bargain.table.acts.verb[clause] == TEXT:
            draft[bargain.table.acts.a[clause]] = bargain.table.acts.b[clause]
    return draft
