"""Settlements that nobody wrote: any points, red lines and no-deal values over any issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import cards
from game.analysis.zone import Settlement
from rules import kernel
from rules.scenario import NOBODY, Outlook, Scenario
from rules.state import State
from rules.tuples import put


def random_table(dice: Random, shape: Sequence[int], seats: int, most: int = 9) -> Scenario:
    """Empty Chairs with its seats, as many of them as are wanted, over issues that are made up."""
    base = cards.table("empty-chairs", "full")
    issues = range(len(shape))
    points = tuple(tuple(_row(dice, positions, most) for positions in shape) for _ in range(seats))
    accepted = tuple(tuple(_accepted(dice, positions) for positions in shape) for _ in range(seats))
    return replace(
        base,
        seats=seats,
        seat_ids=base.seat_ids[:seats],
        issues=len(shape),
        issue_ids=tuple(f"issue-{issue}" for issue in issues),
        positions=tuple(shape),
        fixed=sum(1 << issue for issue in issues if dice.random() < 0.1),
        start_draft=tuple(dice.randrange(positions) for positions in shape),
        points=points,
        accepted=accepted,
        required=dice.randrange(1, 1 << seats),
        outlooks=tuple(Outlook(dice.randrange(2000, 9000), ()) for _ in range(seats)),
    )


def random_state(dice: Random, table: Scenario) -> State:
    """A state with a text, support and leans of its own."""
    s = kernel.start(cards.table("empty-chairs", "full")).copy()
    settlement = Settlement(table)
    s.draft[:] = settlement.text(dice.randrange(settlement.size))
    s.agenda = (NOBODY,) * table.seats
    s.reserve = (0,) * table.seats
    for seat in range(table.seats):
        s.support = put(s.support, seat, dice.randrange(11))
    if table.seats > 1 and dice.random() < 0.5:
        s.leans = ((0, 1, dice.randrange(table.issues), 2),)
    return s


def _row(dice: Random, positions: int, most: int) -> tuple[int, ...]:
    row = [dice.randrange(most) for _ in range(positions)]
    row[dice.randrange(positions)] = most
    return tuple(row)


def _accepted(dice: Random, positions: int) -> int:
    return dice.randrange(1, 1 << positions) if dice.random() < 0.3 else (1 << positions) - 1
