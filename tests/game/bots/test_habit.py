"""Negotiators with a bad habit do what it says, and nothing else is wrong with them."""

from __future__ import annotations

import pytest

import cards
from game import bots, cli
from game.bots.habit import ALWAYS
from game.bots.hawk import WARLIKE
from game.dealer import Dealer
from game.errors import UserError
from rules import kernel
from rules.observe import observe
from rules.scenario import Scenario
from rules.state import CHANCE, OVER

GAMES = 2
# What a habit always does where it may, and never does where it may do something else
DONE = {
    "absent": {"stay_away"},
    "refuse": {"refuse"},
    "sign": {"call", "sign", "accept", "silence", "stay"},
    "break": {"decline", "break_silence"},
}
LEFT = {
    "absent": {"attend"},
    "refuse": {"sign", "call"},
    "sign": {"refuse", "decline", "break_silence", "withdraw"},
    "break": {"accept"},
}


@pytest.fixture(scope="module")
def table() -> Scenario:
    return cards.table("empty-chairs", "class")


def played(table: Scenario, habit: str) -> list[tuple[list[int], int]]:
    """What a seat with the habit could have done, and did, in games against negotiators; each time in another seat."""
    found = []
    for seed in range(GAMES):
        owner = 2 * seed
        names = ["negotiator" if seat != owner else f"habit@{habit}" for seat in range(table.seats)]
        agents = [bots.factory(name)(table, seat, seed) for seat, name in enumerate(names)]
        dealer = Dealer(seed)
        s = kernel.start(table)
        while s.seat != OVER:
            if s.seat == CHANCE:
                action = dealer.deal(kernel.chances(table, s))
            else:
                legal = kernel.legal(table, s)
                action = agents[s.seat].act(observe(table, s, s.seat), legal)
                if s.seat == owner:
                    found.append((legal, action))
            kernel.step(table, s, action)
    return found


@pytest.mark.parametrize("habit", sorted(DONE))
def test_it_is_done_wherever_it_can_be(table: Scenario, habit: str) -> None:
    always = {getattr(table.acts, name) for name in DONE[habit]}
    never = {getattr(table.acts, name) for name in LEFT[habit]}
    met = 0
    for legal, action in played(table, habit):
        if always & set(legal):
            assert action in always
            met += 1
        if set(legal) - never:
            assert action not in never
    assert met


def test_a_fighter_holds_only_when_there_is_nobody_to_fight(table: Scenario) -> None:
    acts = table.acts
    orders = [(legal, action) for legal, action in played(table, "fight") if acts.hold in legal]
    assert orders
    for legal, action in orders:
        warlike = {one for one in legal if acts.verb[one] in WARLIKE}
        assert action in warlike if warlike else action == acts.hold
    assert any(action != acts.hold for _, action in orders)


def test_every_habit_has_its_test() -> None:
    assert {*DONE, "fight"} == {*LEFT, "fight"} == set(ALWAYS)


@pytest.mark.parametrize("setting", ["habit", "habit@", "habit@smoking"])
def test_an_unknown_habit_is_one_line(table: Scenario, setting: str) -> None:
    with pytest.raises(UserError, match="is no habit; there are habit@absent, habit@refuse"):
        bots.factory(setting)(table, 0, 1)


@pytest.mark.slow
def test_it_is_one_line_too_when_another_process_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["run", "--scenario", "two-banks", "--seats", "habit@smoking", "--games", "4", "--jobs", "2"]
    assert cli.main(asked) == 2
    assert capsys.readouterr().err == (
        'accord: "smoking" is no habit; there are habit@absent, habit@refuse, habit@fight, habit@sign, habit@break\n'
    )
