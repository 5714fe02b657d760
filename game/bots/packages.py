"""Packages: which of those in reach to send, what one before us is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bots.bargain import Appraisal, Bargain, passes
from game.bots.promises import consent, pledge_value
from game.bots.rehearsal import Rehearsal
from game.bots.texts import Points, Rows
from rules.actions import ASK, GIVE, PLEDGE, TEXT
from rules.packages import next_clauses
from rules.scenario import NOBODY, Scenario

TEXTS_LISTED: Final = 12
PAYMENTS_TRIED: Final = 4  # the best texts that are tried with a payment or a pledge besides
REHEARSAL: Final = 0.5  # how far the rehearsal is believed against the worth of the texts as they are sent
REHEARSED: Final = 4  # the best packages whose way through the rest of the conference is imagined
EXCHANGES: Final = 6  # pledges and payments that are tried with another one
FORBIDDING: Final = 40  # looked at where some texts are out of the question
BY_GIFT: Final = 3.0  # log odds of letting a package pass for each point that its gifts and pledges are worth
WORTH_SENDING: Final = 0.15


@dataclass(frozen=True)
class Package:
    """Clauses in canonical order, what sending them is worth, and how likely they pass."""

    clauses: tuple[int, ...]
    value: float
    chance: float
    gain: float = 0.0  # if it passes
    odds: Points | None = None  # log odds by seat that it lets the texts pass


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
        self._known: dict[tuple[int, ...], Appraisal] = {}
        self.rehearsal = Rehearsal(bargain)
        late = self.board.turn >= self.table.numbers.turns
        # The more there is of it the less the next point buys
        plenty = min(max(1.3 - self.board.influence[self.seat] / 8, 0.15), 1.0)
        self.coin = 0.03 if late else bargain.style.influence * plenty

    # Looking for one

    def best(self) -> Package | None:
        """The open package worth most, if any is worth sending: texts first, then what may be added to them."""
        found = [] if self.board.in_force else self._texts()
        candidates = list(found)
        for package in found[:PAYMENTS_TRIED]:
            candidates += self._sweetened(package)
        bare = self._sweetened(Package((), 0.0, 1.0))
        candidates += bare
        # A promise for a promise: those that are worth most if they are made, with another one or a payment
        for package in sorted(bare, key=lambda one: (-one.gain, one.clauses))[:EXCHANGES]:
            candidates += self._sweetened(package)
        candidates.sort(key=lambda package: (-package.value, package.clauses))
        rehearsed = [self._rehearse(package) for package in candidates[:REHEARSED]]
        best = max(rehearsed, key=lambda package: (package.value, package.clauses), default=None)
        return best if best is not None and best.value > WORTH_SENDING else None

    def by_calling(self) -> float:
        """What calling for signatures on the draft brings, beside leaving it to the rest of the conference."""
        draft = tuple(self.board.draft)
        price = self.table.numbers.call_price * self.coin
        return self.rehearsal.signed(draft) - self.rehearsal.worth(draft) - price

    def _rehearse(self, package: Package) -> Package:
        """The same, its texts weighed also by what the rest of the conference would make of them."""
        if self.board.in_force:
            return package
        worth = self._with_texts(package.clauses).worth
        at_once = float(worth[0] - worth[1])
        gain = package.gain + REHEARSAL * (self._in_the_end(package.clauses) - at_once)
        fall = min(self.table.numbers.fall_price, self.board.influence[self.seat]) * self.coin
        price = self._text_price(package.clauses) * self.coin
        value = package.chance * (gain - price) - (1 - package.chance) * fall
        return Package(package.clauses, value, package.chance, gain)

    def _in_the_end(self, clauses: tuple[int, ...]) -> float:
        """What the texts of a package are worth to this seat more than the draft, when the conference closes."""
        after = tuple(after_texts(self.table, self.board.draft, clauses))
        return self.rehearsal.worth(after) - self.rehearsal.worth(tuple(self.board.draft))

    def _text_price(self, clauses: tuple[int, ...]) -> int:
        after = after_texts(self.table, self.board.draft, clauses)
        steps = sum(abs(new - old) for new, old in zip(after, self.board.draft, strict=True))
        return steps * self.table.numbers.text_price

    def through_channel(self, other: int) -> Package | None:
        """A package for one absent seat: something for its promise to come, or a pledge or payment by itself."""
        candidates = self._sweetened(Package((), 0.0, 1.0), other)
        for gift in [package for package in candidates if self.table.acts.verb[package.clauses[0]] == GIVE]:
            candidates += self._sweetened(gift, other)
        best = max(candidates, key=lambda package: (package.value, package.clauses), default=None)
        return best if best is not None and best.value > WORTH_SENDING else None

    def _texts(self) -> list[Package]:
        """The packages of texts alone that are worth most, best first."""
        purse = self.board.influence[self.seat]
        rows, price = self.bargain.texts.reach(self.board.draft, purse)
        if not len(rows):
            return []
        found = self.bargain.appraise(rows)
        gain = found.worth - float(self.bargain.draft().worth[0])
        odds = self.bargain.odds(found, self.bargain.draft(), proposer=self.seat)
        chance = passes(odds)
        fall = min(self.table.numbers.fall_price, purse) * self.coin
        value = chance * (gain - price * self.coin) - (1 - chance) * fall
        listed: list[Package] = []
        for at in np.argsort(-value, kind="stable")[: FORBIDDING if self.forbidden else TEXTS_LISTED]:
            written = tuple(
                self.table.acts.text[issue][int(position)]
                for issue, position in enumerate(rows[at])
                if position != self.board.draft[issue]
            )
            if self.forbidden.isdisjoint(written):
                listed.append(Package(written, float(value[at]), float(chance[at]), float(gain[at]), odds[:, at]))
        return listed

    def _sweetened(self, package: Package, channel: int = NOBODY) -> list[Package]:
        """The same with a payment asked for or a pledge: each is paid for by what the other gains from the rest."""
        if len(package.clauses) >= self.table.numbers.clauses:
            return []
        board = self.board.copy()
        board.seat = board.proposer = self.seat
        board.channel = channel
        more: list[Package] = []
        fall = min(self.table.numbers.fall_price, self.board.influence[self.seat]) * self.coin
        rest = package.gain if package.clauses else package.value
        for clause in next_clauses(self.table, board, self.seat, channel, package.clauses):
            if self.table.acts.verb[clause] == TEXT:
                continue
            worth = self._worth_of(clause)
            chance = self._chance_with(clause, package)
            value = chance * (rest + worth) - (1 - chance) * fall
            more.append(Package((*package.clauses, clause), value, chance, rest + worth))
        return more

    def _worth_of(self, clause: int) -> float:
        """What a payment or a pledge is worth to this seat."""
        verb, a, b, _c, _d = self.table.acts.entries[clause]
        if verb == PLEDGE:
            return pledge_value(self.table, self.board, self.seat, a, self.breaches[self.table.pledges[a].seat])
        return -b * self.coin if verb == GIVE else b * self.coin

    def _chance_with(self, clause: int, package: Package) -> float:
        """The chance to pass with one more payment or pledge: who is bound has to gain, others may like it."""
        clauses = (*package.clauses, clause)
        verb, a, b, _c, _d = self.table.acts.entries[clause]
        bound = self.table.pledges[a].seat if verb == PLEDGE else a if verb == ASK else self.seat
        if bound != self.seat:
            return package.chance * consent(self._value_to(bound, clauses))
        if package.odds is None:
            return package.chance
        # What is given away buys silence only where there is something to be silent about
        odds = package.odds.copy()
        for other in range(self.table.seats):
            if verb == PLEDGE:
                odds[other] += BY_GIFT * pledge_value(self.table, self.board, other, a, 0)
            elif other == a:
                odds[other] += BY_GIFT * b * self.coin
        return float(passes(odds))

    def _value_to(self, other: int, clauses: tuple[int, ...]) -> float:
        """What a package is worth to another seat, roughly, in points."""
        value = self._liking(other, clauses)
        for clause in clauses:
            verb, a, b, _c, _d = self.table.acts.entries[clause]
            if verb == PLEDGE:
                value += pledge_value(self.table, self.board, other, a, self.breaches[self.table.pledges[a].seat])
            elif verb in (GIVE, ASK) and a == other:
                value += b * self.coin if verb == GIVE else -b * self.coin
        return value

    def _liking(self, other: int, clauses: tuple[int, ...]) -> float:
        """What the texts of a package are worth to another seat."""
        if not any(self.table.acts.verb[clause] == TEXT for clause in clauses):
            return 0.0
        gains = self._with_texts(clauses).gains[other]
        return float(gains[0] - gains[1]) * 0.1

    def _with_texts(self, clauses: tuple[int, ...]) -> Appraisal:
        """The draft with a package's texts, and as it is."""
        texts = tuple(clause for clause in clauses if self.table.acts.verb[clause] == TEXT)
        if texts not in self._known:
            rows: Rows = np.array([after_texts(self.table, self.board.draft, texts), self.board.draft], dtype=np.int8)
            self._known[texts] = self.bargain.appraise(rows)
        return self._known[texts]

    # Weighing one

    def weigh(self, clauses: tuple[int, ...], proposer: int) -> float:
        """What another's package would be worth to this seat if it passed."""
        acts = self.table.acts
        value = 0.0
        if any(acts.verb[clause] == TEXT for clause in clauses):
            worth = self._with_texts(clauses).worth
            value += float(worth[0] - worth[1])
        for clause in clauses:
            verb, a, b, _c, _d = acts.entries[clause]
            if verb == PLEDGE:
                value += pledge_value(self.table, self.board, self.seat, a, self.breaches[self.table.pledges[a].seat])
            elif verb in (GIVE, ASK) and a == self.seat:
                value += (b if verb == GIVE else -b) * self.coin
        # What weakens a rival's purse matters too little to be weighed; what its proposer pays is its own affair
        return value if proposer != self.seat else 0.0


def after_texts(table: Scenario, draft: Sequence[int], clauses: tuple[int, ...]) -> list[int]:
    """The draft as a package's texts would leave it."""
    draft = list(draft)
    for clause in clauses:
        if table.acts.verb[clause] == TEXT:
            draft[table.acts.a[clause]] = table.acts.b[clause]
    return draft
