"""`rules.search`: the tree search follows from what a seat knows and from its seed, and finds what is clearly better.

These run on both builds (Makefile, PLAIN), so what is pinned here holds for both.
"""

from __future__ import annotations

import pickle
from random import Random

import pytest

from rules import kernel
from rules.board import turn_order
from rules.dice import Dice
from rules.forecast import Beliefs, Forecast, own_points
from rules.likely import likely_orders
from rules.observe import determinize, observe
from rules.orders import can_order
from rules.playout import light_action
from rules.prospects import Prospects, u_rows
from rules.scenario import NOBODY, Scenario
from rules.search import AT_LEAST, WIDENING, Node, Search
from rules.state import CARDS, CATASTROPHE, CRISES, ORDERS, OVER, PEACE, State
from rules.worth import worth
from tests.properties.walks import every_size, table_of
from tests.rules.desk import Desk

MANY = 300
# Of a search in the first visit of two banks: visits by action, and the sum of the values
PINNED = [(52, 5), (53, 4), (55, 5), (56, 6), (60, 6), (104, 6), (105, 6), (107, 6), (108, 6), (112, 5), (247, 5)]
PINNED_TOTAL = 20.675996664


def reached(table: Scenario, phase: int, seed: int = 1) -> State:
    """A position of a game by the light policy in which a seat is asked something in that phase."""
    for attempt in range(seed, seed + 50):
        s, dice = kernel.start(table), Dice(attempt)
        while s.seat != OVER:
            if s.seat >= 0 and s.phase == phase and s.program == NOBODY:
                return s
            kernel.step(table, s, kernel.sample(table, s, dice) if s.seat < 0 else light_action(table, s, dice))
    pytest.fail(f"phase {phase} is never reached")


def forecast_of(table: Scenario, s: State, seat: int, faith: float = 0.6) -> Forecast:
    """Everybody by their public weights, oneself by one's own."""
    agendas = [s.agenda[seat] if other == seat else NOBODY for other in range(table.seats)]
    rows = [u_rows(own_points(table, other, agenda)) for other, agenda in enumerate(agendas)]
    return Forecast(Prospects(table), seat, Beliefs(agendas, rows, faith))


def search_in(table: Scenario, s: State, seed: int, simulations: int = MANY) -> Search:
    tree = Search(table, observe(table, s, s.seat), forecast_of(table, s, s.seat), (), kernel.legal(table, s)[-1], seed)
    tree.grow(simulations)
    return tree


def counts(node: Node) -> list[tuple[int, int, float]]:
    return [(action, child.visits, round(child.total, 9)) for action, child in sorted(node.children.items())]


class TestTree:
    @every_size
    def test_it_tries_only_what_may_be_done_and_counts_every_visit(self, which: str) -> None:
        table = table_of(which)
        s = reached(table, CARDS if table.cards and any(table.opening_hand) else ORDERS)
        root = search_in(table, s, 7).root
        assert set(root.children) <= set(kernel.legal(table, s))
        assert root.visits == MANY
        assert sum(child.visits for child in root.children.values()) == MANY
        assert len(root.children) <= int(WIDENING * MANY**0.5) + AT_LEAST
        assert all(child.available <= MANY for child in root.children.values())

    def test_the_seed_decides_and_nothing_else(self) -> None:
        table = table_of("empty-chairs class")
        s = reached(table, CARDS)
        first = counts(search_in(table, s, 3).root)
        assert first == counts(search_in(table, s, 3).root)
        assert first != counts(search_in(table, s, 4).root)

    def test_it_grows_alike_in_one_go_and_in_steps(self) -> None:
        table = table_of("two-banks standard")
        s = reached(table, ORDERS)
        tree = search_in(table, s, 5, 40)
        tree.grow(60)
        assert counts(tree.root) == counts(search_in(table, s, 5, 100).root)

    def test_law_4_what_is_hidden_changes_nothing(self) -> None:
        table = table_of("empty-chairs full")
        s = reached(table, ORDERS)
        rng = Random(2)
        other = determinize(table, observe(table, s, s.seat), rng.randrange)
        assert other.key() != s.key()
        assert counts(search_in(table, s, 3).root) == counts(search_in(table, other, 3).root)

    def test_the_same_on_both_builds(self) -> None:
        """Numbers of the plain build: the compiled one must come to them as well."""
        table = table_of("two-banks standard")
        tree = search_in(table, reached(table, CARDS), 11, 60)
        assert [(action, visits) for action, visits, _total in counts(tree.root)] == PINNED
        assert round(tree.root.total, 9) == PINNED_TOTAL

    def test_every_seat_is_credited_with_its_own_worth(self) -> None:
        """Max^n: an action counts by what its end promises to whoever chose it."""
        table = table_of("two-banks standard")
        s = reached(table, CARDS)
        tree = search_in(table, s, 1, 0)
        path = [Node(seat, NOBODY) for seat in range(table.seats)]
        tree.back_up(path, s)
        for seat, node in enumerate(path):
            assert node.mean() == pytest.approx(tree.forecast.worth_to(s, seat) / 100)

    def test_a_spread_takes_two_visits(self) -> None:
        node = Node(0, NOBODY)
        node.add(0.25)
        assert node.error() > 1
        node.add(0.75)
        assert (node.mean(), node.error()) == (0.5, 0.25)


class TestChoices:
    def test_it_stays_with_an_agreement_that_is_worth_more_than_war(self) -> None:
        """A crisis over an incident, with an outlook without a deal that is far worse than the signed text."""
        desk = Desk("two-banks", "standard")
        table, s = desk.table, desk.state
        first = turn_order(table, s)[0]
        s.in_force, s.signatories, s.incident = True, 1 << first, True  # the others can't leave it, once they are out
        s.turn, s.progress = table.numbers.turns, table.numbers.progress_steps - 1
        s.draft[:] = [row.index(max(row)) for row in table.points[first]]
        desk.go_on(CRISES)
        assert s.seat == first
        known = worth(table, s, first)
        assert known.no_deal < 10000 * known.points / known.best
        root = search_in(table, s, 9).root
        stay, withdraw = root.children[table.acts.stay], root.children[table.acts.withdraw]
        assert stay.mean() > withdraw.mean()
        assert stay.visits > 2 * withdraw.visits

    def test_the_own_plan_is_followed_beyond_the_tree(self) -> None:
        table = table_of("empty-chairs class")
        s = reached(table, CARDS)
        seat = s.seat
        plan = tuple(order for order in table.orders_of[seat] if can_order(table, s, seat, order))[:1]
        tree = Search(table, observe(table, s, seat), forecast_of(table, s, seat), plan, table.acts.card_none, 1)
        kernel.step(table, s, table.acts.card_none)
        assert s.phase == ORDERS
        assert tree.light(s) == plan[0]

    def test_others_are_expected_to_order_what_has_good_odds(self) -> None:
        table = table_of("empty-chairs full")
        found = 0
        for seed in range(1, 12):
            s = reached(table, ORDERS, seed)
            for seat in range(table.seats):
                for order in likely_orders(table, s, seat):
                    found += 1
                    assert can_order(table, s, seat, order)
        assert found


class TestForecast:
    def under_an_agreement(self) -> tuple[Forecast, State]:
        """All have signed what the seat that is asked likes best."""
        table = table_of("two-banks standard")
        s = reached(table, ORDERS)
        forecast = forecast_of(table, s, s.seat)
        s.in_force, s.signatories = True, (1 << table.seats) - 1
        s.draft[:] = [row.index(max(row)) for row in forecast.beliefs.rows[s.seat]]
        return forecast, s

    def test_an_agreement_promises_less_the_likelier_it_ends(self) -> None:
        forecast, s = self.under_an_agreement()
        promised = [forecast.value(s)]
        s.incident = True
        promised.append(forecast.value(s))
        for violator in ((s.seat + 1) % forecast.table.seats, s.seat):
            s.violators |= 1 << violator
            promised.append(forecast.value(s))
        assert promised == sorted(set(promised), reverse=True)

    def test_who_did_not_sign_is_promised_less(self) -> None:
        forecast, s = self.under_an_agreement()
        signed = forecast.value(s)
        s.signatories &= ~(1 << s.seat)
        assert forecast.value(s) < signed

    @pytest.mark.parametrize("outcome", [PEACE, CATASTROPHE])
    def test_an_end_promises_every_seat_its_satisfaction(self, outcome: int) -> None:
        forecast, s = self.under_an_agreement()
        s.outcome, s.in_force = outcome, outcome == PEACE
        for seat, satisfaction in enumerate(kernel.returns(forecast.table, s)):
            assert forecast.worth_to(s, seat) == pytest.approx(satisfaction, abs=0.5)


def test_a_forecast_arrives_in_another_process_as_it_was() -> None:
    table = table_of("two-banks standard")
    s = reached(table, ORDERS)
    forecast = forecast_of(table, s, s.seat)
    arrived = pickle.loads(pickle.dumps(forecast))  # noqa: S301 (our own)
    assert arrived.value(s) == forecast.value(s)


def test_beliefs_arrive_in_another_process_as_they_were() -> None:
    table = table_of("two-banks standard")
    beliefs = forecast_of(table, kernel.start(table), 0).beliefs
    arrived = pickle.loads(pickle.dumps(beliefs))  # noqa: S301 (our own)
    assert (arrived.agendas, arrived.rows, arrived.faith) == (beliefs.agendas, beliefs.rows, beliefs.faith)
