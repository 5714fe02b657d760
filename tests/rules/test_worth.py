"""Worth: U, N and satisfaction, worked out a second time with fractions, from the text of the scenario (§8)."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cards
from cards.seats import Term
from rules import kernel, worth
from rules.meters import set_meter
from rules.opening import opening
from rules.scenario import CREDIBILITY, NOBODY, ORDER_IDS, SUPPORT, Scenario
from rules.state import (
    CATASTROPHE,
    State,
)
from tests.properties.walks import SIZES, Walk, every_size, examples, table_of, told, walks
from tests.rules.desk import Desk

manuscript_of = cache(cards.load)


class Reckoner:
    """§8 from the manuscript: weights as written, quantities now and at the start."""

    def __init__(self, which: str) -> None:
        self.table = table_of(which)
        manuscript = manuscript_of(self.table.id)
        self.scenario = manuscript.scenario
        self.agendas = {agenda.id: agenda for agenda in manuscript.agendas}
        self.size = next(size for size in self.scenario.size if size.id == self.table.size)
        self.start = opening(self.table)

    def begins(self, seat: int) -> Fraction:
        """N at the start: the seat's, or the size's own."""
        written = self.scenario.seat[seat]
        return Fraction(self.size.no_deal.get(written.id, written.no_deal.start))

    def quantity(self, s: State, seat: int, term: Term) -> Fraction:  # noqa: PLR0911 - a kind of quantity each
        table = self.table
        side = NOBODY if term.side is None else table.side_ids.index(term.side)
        whose = seat if term.seat is None else table.seat_ids.index(term.seat)
        areas = range(table.areas)
        held = [at for at in areas if s.holder[at] == side]
        strength = {at: s.strength[at * table.sides + side] for at in areas}
        if term.of == "areas":
            tagged = [at for at in held if term.tag is None or term.tag in self.scenario.area[at].tags]
            return Fraction(sum(table.weights[at] for at in tagged))
        if term.of == "weak-areas":
            return Fraction(sum(1 for at in held if strength[at] <= (term.strength or 0)))
        if term.of == "strength":
            where = [at for at in areas if term.held_by in (None, *self.name_of_holder(s, at))]
            return Fraction(sum(strength[at] for at in where))
        if term.of == "meter":
            return Fraction(getattr(s, str(term.meter))[whose])
        if term.of == "track":
            named = {"toll": s.toll, "attention": s.attention, **dict(zip(table.track_ids, s.tracks, strict=True))}
            return Fraction(named[str(term.track)])
        if term.of == "orders":
            at = table.watched_orders.index((whose, ORDER_IDS.index(str(term.order))))
            return Fraction(s.watched[2 * at])
        assert term.of == "long-war"
        return Fraction(s.war_turns)

    def name_of_holder(self, s: State, area: int) -> tuple[str, ...]:
        return () if s.holder[area] == NOBODY else (self.table.side_ids[s.holder[area]],)

    def weight(self, term: Term) -> Fraction:
        weight = Fraction(term.weight)
        if term.of == "long-war":
            scaled = weight * 100 * (self.scenario.numbers.war_scale or 8) / self.table.numbers.turns
            away_from_zero = 1 if scaled >= 0 else -1
            return Fraction(away_from_zero * int(abs(scaled) + Fraction(1, 2)), 100)
        return weight

    def no_deal(self, s: State, seat: int) -> Fraction:
        written = self.scenario.seat[seat].no_deal
        terms = list(written.terms)
        if s.agenda[seat] != NOBODY:
            terms += self.agendas[self.table.agenda_ids[s.agenda[seat]]].terms
        total = self.begins(seat) + self.table.numbers.reserve_worth * s.reserve[seat]
        for term in terms:
            gone = self.quantity(s, seat, term) - self.quantity(self.start, seat, term)
            total += self.weight(term) * gone
        return min(max(total, Fraction(0)), Fraction(100))

    def agreement(self, s: State, seat: int) -> Fraction:
        """U: named issues count one and a half times (or as the size says), in the best as well."""
        factors = self.size.numbers.agenda_factor or (3, 2)
        written = self.scenario.seat[seat].worth
        named = [] if s.agenda[seat] == NOBODY else self.agendas[self.table.agenda_ids[s.agenda[seat]]].issues
        points = best = Fraction(0)
        for issue, word in enumerate(self.table.issue_ids):
            factor = Fraction(*factors) if word in named else Fraction(1)
            points += factor * written[word][s.draft[issue]]
            best += factor * max(written[word])
        return 100 * points / best

    def satisfaction(self, s: State, seat: int) -> int:
        share = Fraction(0)
        if s.in_force:
            share = Fraction(1 + s.progress, 1 + self.table.numbers.progress_steps)
            if not s.signatories >> seat & 1:
                share /= 2
        value = share * self.agreement(s, seat) + (1 - share) * self.no_deal(s, seat)
        value += s.support[seat] - 5 + s.credibility[seat] - 5
        if s.outcome == CATASTROPHE:
            value -= self.table.numbers.catastrophe_penalty
        value = min(max(value, Fraction(0)), Fraction(100))
        return int(value + Fraction(1, 2))


reckoner = cache(Reckoner)


class TestWorth:  # §8
    @pytest.mark.no_cover
    @every_size
    @given(walk=walks())
    @examples(10)
    def test_it_is_what_fractions_give(self, which: str, walk: Walk) -> None:
        brute = reckoner(which)
        game = walk.begin(which)
        with told(game):
            for _ in game.moments():
                if game.look(0.5):
                    self.compare(brute, game.state)
            self.compare(brute, game.state)

    def compare(self, brute: Reckoner, s: State) -> None:
        table = brute.table
        returns = kernel.returns(table, s)
        for seat in range(table.seats):
            found = kernel.worth(table, s, seat)
            assert Fraction(100 * found.points, found.best) == brute.agreement(s, seat)
            assert Fraction(found.no_deal, 100) == brute.no_deal(s, seat)
            assert found.satisfaction == returns[seat] == brute.satisfaction(s, seat)

    @every_size
    def test_before_anything_has_happened_it_is_the_start_value(self, which: str) -> None:
        table = table_of(which)
        s = opening(table)
        for seat in range(table.seats):
            assert kernel.worth(table, s, seat).no_deal == 100 * reckoner(which).begins(seat)

    @given(
        which=st.sampled_from(SIZES),
        seed=st.integers(0, 10**6),
        toll=st.integers(0, 60),
        meters=st.tuples(st.integers(0, 10), st.integers(0, 10)),
        progress=st.none() | st.integers(0, 3),
    )
    def test_rounding_is_half_up_and_comes_last(
        self, which: str, seed: int, toll: int, meters: tuple[int, int], progress: int | None
    ) -> None:
        table, brute = table_of(which), reckoner(which)
        s = opening(table)
        seat = seed % table.seats
        s.toll = min(toll, table.toll_max)
        set_meter(s, SUPPORT, seat, meters[0])
        set_meter(s, CREDIBILITY, seat, meters[1])
        s.draft[:] = [seed // (issue + 1) % table.positions[issue] for issue in range(table.issues)]
        if progress is not None:
            s.in_force, s.progress = True, min(progress, table.numbers.progress_steps)
            s.signatories = seed & ((1 << table.seats) - 1)
        assert worth.satisfaction(table, s, seat) == brute.satisfaction(s, seat)

    def test_a_half_is_rounded_up(self) -> None:
        """Two Banks, ferry-town: N moves by halves with its influence."""
        desk = Desk()
        seat = desk.seat("ferry-town")
        desk.state.agenda = (NOBODY,) * 3
        found = {}
        for influence in range(6):
            desk.meters("ferry-town", influence=influence, support=6, credibility=5)
            found[kernel.worth(desk.table, desk.state, seat).no_deal] = worth.satisfaction(desk.table, desk.state, seat)
        assert any(no_deal % 100 == 50 for no_deal in found)
        for no_deal, satisfaction in found.items():
            assert satisfaction == (no_deal + 50) // 100 + 1

    def test_in_a_catastrophe_the_penalty_comes_before_the_clamp(self) -> None:
        desk = Desk()
        desk.state.outcome = CATASTROPHE
        desk.meters("upstream", support=0, credibility=0)
        plain = desk.state.copy()
        plain.outcome = NOBODY
        with_penalty = worth.satisfaction(desk.table, desk.state, 0)
        assert with_penalty == max(worth.satisfaction(desk.table, plain, 0) - 20, 0)

    def test_a_seat_outside_has_half_of_it(self) -> None:
        desk = Desk()
        desk.sign("ferry-town")
        desk.state.progress = desk.table.numbers.progress_steps
        brute = reckoner("two-banks standard")
        seat = desk.seat("ferry-town")
        half = (brute.agreement(desk.state, seat) + brute.no_deal(desk.state, seat)) / 2
        assert worth.satisfaction(desk.table, desk.state, seat) == int(half + 1 + Fraction(1, 2))


class TestBands:  # §9
    @pytest.mark.parametrize(
        ("value", "band"), [(100, 0), (60, 0), (59, 1), (50, 1), (49, 2), (35, 2), (34, 3), (0, 3)]
    )
    def test_bands(self, value: int, band: int) -> None:
        table: Scenario = table_of("empty-chairs full")
        assert worth.band(table, value) == band
