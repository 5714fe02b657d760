"""Who plays better: paired games, the same seeds and the same seat, against the same others. Bounds never to flap."""

from __future__ import annotations

import pytest

import cards
from game import bots
from game.dealer import Dealer, derived_seed
from rules import kernel
from rules.scenario import Scenario
from rules.state import CHANCE, OVER

GAMES = 4  # a seat


def satisfaction(table: Scenario, names: list[str], seat: int, seed: int) -> int:
    dealer = Dealer(seed)
    agents = [bots.factory(name)(table, at, derived_seed(seed, at + 1)) for at, name in enumerate(names)]
    s = kernel.start(table)
    s.news = None
    while s.seat != OVER:
        if s.seat == CHANCE:
            action = dealer.deal(kernel.chances(table, s))
        else:
            action = agents[s.seat].act(kernel.observe(table, s, s.seat), kernel.legal(table, s))
        kernel.step(table, s, action)
    return kernel.returns(table, s)[seat]


def mean_against(table: Scenario, name: str, others: str) -> float:
    """Mean satisfaction of the bot in each seat in turn, the rest played by `others`."""
    total = 0
    for seat in range(table.seats):
        names = [name if at == seat else others for at in range(table.seats)]
        total += sum(satisfaction(table, names, seat, derived_seed(1, game)) for game in range(GAMES))
    return total / (GAMES * table.seats)


@pytest.mark.slow
@pytest.mark.no_cover
class TestStrength:
    def test_greedy_and_negotiator_beat_random_in_its_seat(self) -> None:
        table = cards.table("empty-chairs", "full")
        random = mean_against(table, "random", "random")
        assert mean_against(table, "greedy", "random") > random + 3
        assert mean_against(table, "negotiator", "random") > random + 3
