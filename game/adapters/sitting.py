"""A game that a learner plays: chance is answered from a seed, every seat is seen in numbers, a record is kept."""

from __future__ import annotations

from pathlib import Path

import cards
from game import notation
from game.adapters.encoding import Encoding, Floats
from game.dealer import Dealer
from game.header import Header
from game.record import Record, table_of
from game.texts import texts
from game.words import Words
from rules import kernel
from rules.events import Event
from rules.scenario import Scenario
from rules.state import CHANCE, OUTCOME_IDS, OVER, State


class Sitting:
    """One table on which game after game is played; `begin` lays it anew."""

    def __init__(self, scenario: str | Path | Scenario, size: str | None = None) -> None:
        """Compile the scenario (one that comes compiled has its size), and lay the first game."""
        self.table, self.words = laid(scenario, size)
        self.scenario = scenario.id if isinstance(scenario, Scenario) else str(scenario)
        self.encoding = Encoding(self.table)
        self.news: list[Event] | None = None  # what happened, if somebody wants to hear of it
        self.begin(0)

    def begin(self, seed: int) -> None:
        """A new game: the one that `accord play --seed` deals too."""
        self.dealer = Dealer(seed)
        self.played: list[int] = []
        if self.news is not None:
            self.news = []
        self.state: State = kernel.start(self.table, self.news)
        self._draw()

    @property
    def mover(self) -> int:
        """The seat to move, or OVER."""
        return kernel.to_move(self.state)

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.mover == OVER

    def play(self, action: int) -> str:
        """Play an action of the seat to move, then the draws that follow; its line. RulesError if it isn't possible."""
        error = None if action in self.legal else kernel.check(self.table, self.state, action)
        if error is not None:
            raise error
        self._step(action)
        self._draw()
        return notation.format_action(self.table, action)

    def _step(self, action: int) -> None:
        self.state.news = self.news
        kernel.step(self.table, self.state, action)
        self.state.news = None
        self.played.append(action)

    def _draw(self) -> None:
        while self.mover == CHANCE:
            self._step(self.dealer.deal(kernel.chances(self.table, self.state)))
        self.legal = [] if self.over else kernel.legal(self.table, self.state)

    def seen(self, seat: int) -> Floats:
        """What a seat may know, in numbers."""
        return self.encoding.observe(kernel.observe(self.table, self.state, seat))

    def satisfaction(self) -> list[int]:
        """What every seat would be given if the game ended now, 0 to 100."""
        return list(kernel.returns(self.table, self.state))

    def result(self) -> dict[str, object]:
        """How it ended; empty while it goes on."""
        if not self.over:
            return {}
        given = dict(zip(self.table.seat_ids, self.satisfaction(), strict=True))
        return {"outcome": OUTCOME_IDS[self.state.outcome], "turn": self.state.turn, "satisfaction": given}

    def record(self) -> Record:
        """The game so far, as `accord replay`, `report` and `verify` read it."""
        table = self.table
        header = Header(self.scenario, table.size, table.hash, seed=self.dealer.seed)
        lines = [notation.format_action(table, action) for action in self.played]
        return Record(header, lines, result=self.result() or None)


def laid(scenario: str | Path | Scenario, size: str | None) -> tuple[Scenario, Words]:
    """The compiled table, and how its things are called."""
    if isinstance(scenario, Scenario):
        return scenario, Words(scenario)
    table = table_of(Header(str(scenario), size or ""), Path(), "")
    return table, Words(table, texts(table, cards.load(str(scenario))))
