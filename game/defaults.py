"""What is done for a seat that does nothing: the answer of a clock that ran out, and of a bot's quick playout (§11)."""

from __future__ import annotations

from typing import Final

from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import (
    ANSWERING,
    ATTENDING,
    BUILDING,
    CARDS,
    CRISES,
    ORDERS,
    SIGNING,
    SPEAKING,
    State,
)

DEFAULTS: Final = {  # what the catalogue calls the default of each phase (§11)
    SPEAKING: "pass_turn",
    BUILDING: "abandon",
    SIGNING: "refuse",
    CARDS: "card_none",
    ORDERS: "hold",
    ATTENDING: "attend",
    CRISES: "stay",
}


def default_answer(table: Scenario, s: State) -> int:
    """What is answered for a seat that does not answer (§11); of a choice the first."""
    acts = table.acts
    phase = s.phase
    if s.program != NOBODY:
        return kernel.legal(table, s)[0]
    if phase == ANSWERING:
        return acts.decline if s.bound >> s.seat & 1 else acts.silence
    return getattr(acts, DEFAULTS[phase]) if phase in DEFAULTS else kernel.legal(table, s)[0]
