"""Several small numbers in one: the meters of the seats and the registers of a program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.meters import meter_of, packed, set_meter, unpacked
from rules.registers import BLANK, CARDS_MOVED, read, written
from rules.scenario import METER_IDS, METER_MAX, NOBODY
from rules.state import State

SEATS = 8
LEVELS = st.lists(st.integers(0, max(METER_MAX)), min_size=SEATS, max_size=SEATS)


class TestMeters:  # §1
    @given(LEVELS)
    def test_come_out_as_they_went_in(self, levels: list[int]) -> None:
        assert unpacked(packed(levels), SEATS) == tuple(levels)

    @given(LEVELS, st.sampled_from(range(3)), st.integers(0, SEATS - 1), st.data())
    def test_one_is_set_and_the_others_stay(
        self, levels: list[int], meter: int, seat: int, data: st.DataObject
    ) -> None:
        s = State()
        s.hand = [0] * SEATS
        s.influence = s.support = s.credibility = levels
        value = data.draw(st.integers(0, METER_MAX[meter]))
        set_meter(s, meter, seat, value)
        for other in range(len(METER_IDS)):
            there = [*levels[:seat], value, *levels[seat + 1 :]] if other == meter else levels
            assert s.meter(other) == tuple(there)
            assert [meter_of(s, other, at) for at in range(SEATS)] == there

    @pytest.mark.parametrize("level", [-1, 16])
    def test_refuse_what_does_not_fit(self, level: int) -> None:
        with pytest.raises(ValueError, match=str(level)):
            packed([5, level])


class TestRegisters:  # §4.3
    @given(st.lists(st.tuples(st.integers(0, CARDS_MOVED), st.integers(NOBODY, 254)), max_size=8))
    def test_hold_what_was_written_last(self, writes: list[tuple[int, int]]) -> None:
        registers, expected = BLANK, [NOBODY] * CARDS_MOVED + [0]
        for register, value in writes:
            registers = written(registers, register, value)
            expected[register] = value
        assert [read(registers, at) for at in range(CARDS_MOVED + 1)] == expected
