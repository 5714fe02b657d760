"""The few lines that `accord run` ends with; `accord stats` says how far they can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cards.language import _, ngettext
from game.facts import player

if TYPE_CHECKING:
    from game.arena import Finished
    from rules.scenario import Scenario


class Tally:
    """How many games ended how, and what each bot made of each seat."""

    def __init__(self, table: Scenario) -> None:
        """Nothing yet."""
        self.games = 0
        self._table = table
        self._outcomes: Counter[str] = Counter()
        self._played: Counter[tuple[int, str]] = Counter()
        self._satisfaction: Counter[tuple[int, str]] = Counter()
        self._fallen: Counter[str] = Counter()

    def add(self, game: Finished) -> None:
        """Count one more."""
        self.games += 1
        self._outcomes[game.outcome] += 1
        for seat, (text, value) in enumerate(zip(game.players, game.satisfaction, strict=True)):
            who = player(text)
            self._played[seat, who.name] += 1
            self._satisfaction[seat, who.name] += value
            if who.stand_in:
                name = _("{stand_in} stood in for {bot} of {seat}, {why}").format(
                    stand_in=who.stand_in, bot=who.bot, seat=self._table.seat_ids[seat], why=who.why.split()[0]
                )
                self._fallen[name] += 1

    def lines(self, seed: int) -> Iterator[str]:
        """The summary."""
        told = ngettext(
            "{n} game of {scenario}, {size}, seed {seed}", "{n} games of {scenario}, {size}, seed {seed}", self.games
        )
        yield told.format(n=self.games, scenario=self._table.id, size=self._table.size, seed=seed)
        for outcome, count in sorted(self._outcomes.items(), key=lambda item: (-item[1], item[0])):
            yield f"  {outcome:16}{count:>8}{100 * count / self.games:>8.1f} %"
        if self.games:
            yield "  " + _("satisfaction, on average")
        several = len(self._played) > self._table.seats
        for seat, bot in sorted(self._played):
            mean = self._satisfaction[seat, bot] / self._played[seat, bot]
            yield f"  {self._table.seat_ids[seat]:16}{mean:>8.1f}" + (f"  {bot}" if several else "")
        for name, count in sorted(self._fallen.items()):
            yield "  " + _("{what}: {n} of {games} games").format(what=name, n=count, games=self.games)
