"""How long a game can get: what other frameworks want to know before it begins (law 9)."""

from __future__ import annotations

from typing import Final

from rules import instructions as op
from rules.scenario import Scenario

ASKS: Final = (op.STEP_CHOOSE, op.STEP_RANDOM, op.STEP_DRAW, op.STEP_DISCARD)


def most_asked(table: Scenario, program: int) -> int:
    """The most choices and draws that a program can ask for."""
    steps = table.programs[program]
    total = 0
    for at, step in enumerate(steps):
        if step.op in ASKS:
            once = {op.STEP_DRAW: step.by * table.seats, op.STEP_DISCARD: step.by}.get(step.op, 1)
            loops = sum(1 for head in range(at) if steps[head].op == op.STEP_EACH and steps[head].jump > at)
            total += once * table.areas**loops
    return total


def most_actions(table: Scenario) -> int:
    """The most actions and draws that a game can have."""
    n, seats = table.numbers, table.seats
    cards = max((most_asked(table, card.program) for card in table.cards), default=0)
    headlines = max((most_asked(table, headline.program) for headline in table.headlines), default=0)
    package = 1 + n.clauses + 1 + (seats - 1)  # propose, clauses, send, answers
    turn = (
        (1 + headlines)
        + n.rounds * seats * package
        + (1 + seats - 1)  # one call, and signatures
        + seats * (1 + 1 + max(table.order_count) + 1)  # card and discard, orders, attendance
        + seats * cards  # the reveal
        + sum(table.order_count)  # a draw an order
        + seats  # inspections
        + seats * n.hand  # hands
        + seats  # a crisis
    )
    return seats + seats * n.hand + n.turns * turn
