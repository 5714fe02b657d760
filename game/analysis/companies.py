"""The games that balance is judged by: mixed and pure companies of competent bots, and habits against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from game.analysis.balance import Challenge, Field, History, Line, challenges, check, check_together, skill
from game.arena import Run
from game.facts import Facts
from game.lineups import Lineup, mixed
from rules.scenario import Scenario

COMPETENT: Final = ("greedy", "negotiator", "persona")
BY_SKILL: Final = ("random", "greedy", "negotiator")
HABITS: Final = ("random", "habit@absent", "habit@refuse", "habit@fight", "habit@sign", "habit@break")
SOUND: Final = "negotiator"  # what a bot with a habit is but for the habit
MIXED: Final = "mixed"
TOGETHER: Final = "all competent"
SKILL: Final = "by skill"
HABIT: Final = "habits"
LONG: Final = 6  # turns from which an agreement has a life after its signature
GAPS: Final = (12.0, 8.0)  # that a random bot falls short by, in a long game and in a short one
# What happened in 2016 (empty-chairs): East Aleppo fell in December, and nothing was signed
HISTORIES: Final = {"empty-chairs": History("aleppo-east", "government", turn=3, agreement=4)}


class Plan(NamedTuple):
    """How many games of each kind to play of one size."""

    scenario: str
    size: str
    seed: int
    mixed: int = 1000
    pure: int = 300
    against: int = 40  # of each habit in each seat


class Company(NamedTuple):
    """Games that one kind of company plays."""

    name: str
    run: Run
    games: int


def companies(table: Scenario, plan: Plan) -> Iterator[Company]:
    """Everything that has to be played, in order."""
    run = Run(plan.scenario, plan.size, (), plan.seed, facts=True)
    lineups = mixed(table, COMPETENT, plan.mixed, plan.seed)
    yield Company(MIXED, run._replace(lineups=lineups), plan.mixed)
    for name in (*COMPETENT, "random"):
        yield Company(name, run._replace(lineups=((name,) * table.seats,)), plan.pure)
    against = min(plan.against, plan.mixed)
    for habit in (SOUND, *HABITS):
        for seat in range(table.seats):
            replaced = tuple(_with(lineup, seat, habit) for lineup in lineups[:against])
            yield Company(f"{habit} as {table.seat_ids[seat]}", run._replace(lineups=replaced), against)


def _with(lineup: Lineup, seat: int, name: str) -> Lineup:
    return (*lineup[:seat], name, *lineup[seat + 1 :])


def as_one(found: Sequence[Company]) -> Run:
    """One run that plays the games of all these companies, one company after the other."""
    run = found[0].run
    lineups = tuple(one.run.lineup(number) for one in found for number in range(one.games))
    deals = tuple(number for one in found for number in range(one.games))
    return run._replace(lineups=lineups, deals=deals)


def judged(table: Scenario, found: Mapping[str, Sequence[Facts]]) -> Iterator[tuple[str, list[Line]]]:
    """What the games of every company come to, company by company; one that has not played is left out."""
    long = table.numbers.turns >= LONG
    competent = [name for name in (MIXED, *COMPETENT) if found.get(name)]
    for name in competent:
        past = HISTORIES.get(table.id) if name == "persona" and long else None
        yield name, check(Field(name, table, found[name], long, past))
    if competent:
        every = [game for name in competent for game in found[name]]
        yield TOGETHER, check_together(Field(TOGETHER, table, every, long))
    by_skill = [Field(name, table, found[name]) for name in BY_SKILL if found.get(name)]
    if len(by_skill) > 1:
        yield SKILL, skill(by_skill)
    met = list(_challenges(table, found))
    if met:
        yield HABIT, challenges(met, GAPS[0] if long else GAPS[1])


def _challenges(table: Scenario, found: Mapping[str, Sequence[Facts]]) -> Iterator[Challenge]:
    """Random play beside the competent bots in whose places it is; a habit beside the same bot without it.

    Beside a greedy bot what else a negotiator does better would hide what its habit costs.
    """
    for habit in HABITS:
        for at, seat in enumerate(table.seat_ids):
            with_habit = found.get(f"{habit} as {seat}", ())
            without = found.get(MIXED if habit == "random" else f"{SOUND} as {seat}", ())
            pairs = zip(with_habit, without, strict=False)  # as far as the habit was tried
            differences = tuple(_made(one, at) - _made(other, at) for one, other in pairs)
            if differences:
                yield Challenge(habit, seat, differences)


def _made(game: Facts, seat: int) -> float:
    return float(game.rows[seat]["satisfaction"] or 0)
