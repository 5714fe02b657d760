"""The clock of decisions and phases, with a time that the test moves."""

from __future__ import annotations

import pytest

from game.clock import Clock, duration
from game.errors import UserError


class Hands:
    """A time that only the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


def test_reminds_at_half_and_shortly_before_the_end(hands: Hands) -> None:
    clock = Clock(60, 0, hands)
    clock.begin("conference")
    assert (clock.wait(), clock.call()) == (30, "")
    hands.now += 30
    assert clock.call() == "30 seconds left for this decision"
    assert (clock.call(), clock.wait()) == ("", 20)
    hands.now += 20
    assert clock.call() == "10 seconds left for this decision"
    hands.now += 9
    assert (clock.wait(), clock.out()) == (1, False)
    hands.now += 1
    assert (clock.wait(), clock.out(), clock.call()) == (0, True, "")


def test_a_short_time_is_not_filled_with_reminders(hands: Hands) -> None:
    clock = Clock(10, 0, hands)
    clock.begin("conference")
    assert clock.wait() == 10


def test_each_decision_has_its_own_time_and_a_phase_has_one(hands: Hands) -> None:
    clock = Clock(60, 100, hands)
    clock.begin("conference")
    hands.now += 40
    clock.stop()
    hands.now += 1000  # nobody is asked: a bot, a hand-over, the story
    clock.begin("conference")
    assert str(clock) == "1 minute left for this decision; 1 minute left for this phase"
    hands.now += 60
    assert clock.out()
    clock.begin("conference")
    assert clock.out()
    clock.begin("visit of russia")
    assert not clock.out()
    assert "1 minute 40 seconds left for this phase" in str(clock)


def test_a_pause_stops_it(hands: Hands) -> None:
    clock = Clock(60, 100, hands)
    clock.begin("conference")
    hands.now += 5
    clock.stop()
    assert (clock.running, clock.wait()) == (False, None)
    hands.now += 500
    clock.go_on()
    assert clock.wait() == 25


def test_what_is_late_is_said_once(hands: Hands) -> None:
    clock = Clock(60, 0, hands)
    clock.begin("conference")
    hands.now += 55  # somebody read a long page
    assert clock.call() == "5 seconds left for this decision"
    assert clock.call() == ""


def test_without_limits_it_never_ends(hands: Hands) -> None:
    clock = Clock(0, 0, hands)
    clock.begin("conference")
    hands.now += 10**6
    assert (clock.wait(), clock.out(), str(clock)) == (None, False, "No clock runs")


@pytest.mark.parametrize("seconds", [-1, 10**6])
def test_no_absurd_time_is_taken(seconds: int) -> None:
    with pytest.raises(UserError, match="can't be kept"):
        Clock(seconds)


def test_time_as_it_is_said() -> None:
    assert [duration(seconds) for seconds in (0, 0.2, 1, 60, 61, 89.5, 120)] == [
        "0 seconds",
        "1 second",
        "1 second",
        "1 minute",
        "1 minute 1 second",
        "1 minute 30 seconds",
        "2 minutes",
    ]
