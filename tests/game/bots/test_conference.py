"""How the negotiator thinks of a conference: who lets a package pass, what the seats still to speak make of a text."""

from __future__ import annotations

import numpy as np
import pytest

import cards
from game.bots.bargain import Bargain, passes, style_of
from game.bots.opponents import Opponents
from game.bots.packages import Packer
from game.bots.rehearsal import Rehearsal
from game.bots.texts import texts_of
from rules import kernel
from rules.observe import observe
from rules.prospects import Prospects
from rules.scenario import NOBODY, Scenario
from rules.state import (
    SPEAKING,
    State,
)
from rules.tuples import put

SEAT = 0


@pytest.fixture(scope="module")
def chairs() -> Scenario:
    return cards.table("empty-chairs", "class")


@pytest.fixture(scope="module")
def met(chairs: Scenario) -> State:
    """The first conference, the HNC to speak."""
    s = kernel.start(chairs)
    while s.phase != SPEAKING:
        kernel.step(chairs, s, kernel.chances(chairs, s)[0][0])
    assert s.seat == SEAT
    return s


@pytest.fixture
def bargain(chairs: Scenario, met: State) -> Bargain:
    return of(chairs, met)


def of(table: Scenario, s: State, seat: int = SEAT) -> Bargain:
    board = observe(table, s, seat).board
    style = style_of(table.id, table.seat_ids[seat])
    return Bargain(texts_of(table), Prospects(table), Opponents(table, seat), board, seat, style)


class TestWhoLetsItPass:
    def test_a_text_is_let_pass_the_likelier_the_more_it_brings(self, chairs: Scenario, bargain: Bargain) -> None:
        rows, _price = bargain.texts.reach(bargain.board.draft, 9)
        found, before = bargain.appraise(rows), bargain.draft()
        odds = bargain.odds(found, before, proposer=SEAT)
        west = chairs.seat_ids.index("west")
        better = (found.hopes[west] - before.hopes[west] > 1) & (found.u[west] > before.u[west])
        worse = (found.hopes[west] <= before.hopes[west]) & (found.u[west] < before.u[west])
        assert better.any()
        assert worse.any()
        assert odds[west][better].mean() > odds[west][worse].mean() + 1

    def test_who_is_away_or_cannot_pay_breaks_nothing(self, chairs: Scenario, met: State) -> None:
        s = met.copy()
        gulf, west = chairs.seat_ids.index("gulf"), chairs.seat_ids.index("west")
        s.influence = put(s.influence, west, 0)
        bargain = of(chairs, s)
        rows, _price = bargain.texts.reach(s.draft, 9)
        odds = bargain.odds(bargain.appraise(rows), bargain.draft(), proposer=gulf)
        certain = [seat for seat in range(chairs.seats) if (odds[seat] == odds.max()).all()]
        assert {SEAT, gulf, west, chairs.seat_ids.index("russia"), chairs.seat_ids.index("assad")} == set(certain)
        assert passes(odds) == pytest.approx(np.ones(len(rows)))

    def test_each_seat_has_its_own_chance_to_break(self) -> None:
        assert passes(np.array([[0.0], [0.0]])) == pytest.approx([0.25])

    def test_a_gift_buys_silence(self, chairs: Scenario, met: State, bargain: Bargain) -> None:
        packer = Packer(bargain, [0] * chairs.seats)
        bare = packer._texts()[0]
        west = chairs.seat_ids.index("west")
        assert packer._chance_with(chairs.acts.give[west][2], bare) > bare.chance


class TestTheRestOfTheConference:
    def test_who_speaks_last_leaves_the_text_as_it_is(self, chairs: Scenario, met: State) -> None:
        s = met.copy()
        s.at = chairs.seats - 1
        bargain = of(chairs, s)
        text = tuple(s.draft)
        assert Rehearsal(bargain).worth(text) == pytest.approx(float(bargain.draft().worth[0]))

    def test_a_text_that_the_next_speaker_will_call_on_is_worth_a_signature(self, chairs: Scenario, met: State) -> None:
        s = met.copy()
        everybody = (1 << chairs.seats) - 1
        s.present = everybody
        s.support = [chairs.numbers.ratify_support] * chairs.seats
        s.war_turns = s.turn = chairs.numbers.turns - 1  # time is short, and waiting has cost them
        s.at = 0
        bargain = of(chairs, s)
        rows = bargain.texts.frontier(bargain.shares)
        found = bargain.appraise(rows)
        text = tuple(int(at) for at in rows[int(np.argmax(found.gains.min(axis=0)))])
        assert Rehearsal(bargain)._calls(chairs.seat_ids.index("west"), text)
        rehearsal = Rehearsal(bargain)
        assert rehearsal.worth(text) == pytest.approx(rehearsal.signed(text))
        s.called = True
        assert Rehearsal(of(chairs, s)).worth(text) != pytest.approx(rehearsal.signed(text))

    def test_what_others_would_send_is_a_package_they_can_pay_for(self, chairs: Scenario, bargain: Bargain) -> None:
        text = tuple(bargain.board.draft)
        west = chairs.seat_ids.index("west")
        offer = Rehearsal(bargain)._offer(west, text)
        assert offer is not None
        moved, chance = offer
        steps = [abs(new - old) for new, old in zip(moved, text, strict=True)]
        assert 0 < sum(steps) <= bargain.board.influence[west]
        assert sum(step > 0 for step in steps) <= chairs.numbers.clauses
        assert 0 < chance <= 1

    def test_nobody_is_asked_twice_in_a_round(self, chairs: Scenario, bargain: Bargain) -> None:
        present = [seat for seat in range(chairs.seats) if bargain.board.present >> seat & 1]
        assert Rehearsal(bargain)._order == [seat for seat in present if seat != SEAT]
        assert NOBODY not in Rehearsal(bargain)._order
