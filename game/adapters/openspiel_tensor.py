"""A table as numbers between 0 and 1: what everybody sees (`open_pieces`), what a seat sees alone (`hidden_pieces`).

Each piece has a name and a shape that the scenario fixes (`shapes`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from rules.observe import Observation
from rules.scenario import ATTENTION_MAX, METER_MAX, NOBODY, RESERVE_MAX, STRENGTH_MAX, Scenario
from rules.state import OPERATIONS, OUTCOME_IDS, PHASE_IDS

Array = npt.NDArray[np.float32]
MASKS: Final = ("present", "barred", "compelled", "bound", "signed", "signatories", "hostile_givers")  # of seats
FLAGS: Final = ("called", "in_force", "incident")


def shapes(table: Scenario) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The shapes of the open and of the hidden pieces."""
    from rules.kernel import observe, start

    laid = start(table)
    visible = open_pieces(table, observe(table, laid, NOBODY))
    hidden = hidden_pieces(table, observe(table, laid, 0))
    return {name: piece.shape for name, piece in visible.items()}, {n: piece.shape for n, piece in hidden.items()}


def open_pieces(table: Scenario, observation: Observation) -> dict[str, Array]:
    """What anybody reads off the table."""
    s = observation.board
    seats, sides, areas, acts = table.seats, table.sides, table.areas, table.acts
    numbers = table.numbers
    queued = (entry % len(acts) for entry in s.queue) if s.phase == OPERATIONS else ()  # elsewhere it holds seats
    return {
        "phase": one_of(len(PHASE_IDS), s.phase),
        "mover": one_of(seats, s.seat),
        "clock": floats((s.turn / numbers.turns, s.round / max(numbers.rounds, 1), s.at / seats)),
        "draft": np.concatenate([one_of(table.positions[issue], at) for issue, at in enumerate(s.draft)]),
        "package": some_of(acts.first_chance, s.clauses),
        "proposer": one_of(seats, s.proposer),
        "channel": one_of(seats, s.channel),
        "seats": np.stack([bits(seats, getattr(s, name)) for name in MASKS]),
        "flags": floats(getattr(s, name) for name in FLAGS),
        "progress": floats((s.progress / numbers.progress_steps,)),
        "influence": floats(s.influence) / METER_MAX[0],
        "support": floats(s.support) / METER_MAX[1],
        "credibility": floats(s.credibility) / METER_MAX[2],
        "toll": floats((s.toll / table.toll_max, s.attention / ATTENTION_MAX)),
        "tracks": floats(s.tracks),
        "strength": floats(s.strength).reshape(areas, sides) / STRENGTH_MAX,
        "holder": np.stack([one_of(sides, side) for side in s.holder]),
        "besieged": bits(areas, s.besieged),
        "pledges": some_of(len(table.pledges), (entry[0] for entry in s.ledger)),
        "hands": floats(observation.hands),
        "discards": cards_of(table, s.discards),
        "headlines gone": bits(len(table.headline_ids), s.headline_discards),
        "stood down": floats(s.stood_down),
        "orders under way": some_of(acts.first_chance, queued),
        "outcome": one_of(len(OUTCOME_IDS), s.outcome),
    }


def hidden_pieces(table: Scenario, observation: Observation) -> dict[str, Array]:
    """What the seat has, knows and has sealed that nobody else sees."""
    s, seat = observation.board, observation.seat
    learnt = [fact[2] for fact in s.known if fact[2] != NOBODY]
    return {
        "agendas": some_of(len(table.agenda_ids), (agenda for agenda in s.agenda if agenda != NOBODY)),
        "hand": cards_of(table, s.hand),
        "known cards": some_of(len(table.card_ids), learnt),
        "reserve": floats((s.reserve[seat] / RESERVE_MAX,)),
        "card": one_of(table.acts.first_chance, s.sealed[seat]),
        "discard": one_of(len(table.card_ids), s.sealed_discard[seat]),
        "orders": some_of(table.acts.first_chance, s.orders[seat]),
        "attends": floats((s.attending >> seat & 1,)),
        "phase": one_of(len(PHASE_IDS), s.phase),
    }


def floats(values: Iterable[float]) -> Array:
    """The numbers themselves."""
    return np.fromiter(values, np.float32)


def one_of(size: int, at: int) -> Array:
    """1 at a place, or nowhere if that is NOBODY or another sign."""
    return some_of(size, (at,) if at >= 0 else ())


def some_of(size: int, places: Iterable[int]) -> Array:
    """1 at every one of the places."""
    piece = np.zeros(size, np.float32)
    for at in places:
        piece[at] = 1
    return piece


def bits(size: int, mask: int) -> Array:
    """A mask, bit by bit."""
    return some_of(size, (at for at in range(size) if mask >> at & 1))


def cards_of(table: Scenario, masks: Iterable[int]) -> Array:
    """The cards of masks of every seat's own deck."""
    firsts = table.first_card
    return np.concatenate([bits(firsts[seat + 1] - firsts[seat], mask) for seat, mask in enumerate(masks)])
