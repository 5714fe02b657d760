"""Sealed choices that were written on paper: `assad: card thin-lines event; order hold; attend`.

A slip says what a seat plays, in any order; what it leaves out is the default of §11 (no card, no more orders, attend).
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.grammar import Name, capital
from cards.language import _
from game import notation
from game.defaults import default_answer
from game.errors import UserError
from rules import kernel
from rules.scenario import Scenario
from rules.state import ATTENDING, CARDS, DISCARDING, ORDERS, State

SEALED = (CARDS, DISCARDING, ORDERS, ATTENDING)
IDLE = ("card none", "order hold", "attend")  # what may be written though nobody asks
OPENINGS = {CARDS: ("card",), DISCARDING: ("choose", "discard"), ORDERS: ("order",), ATTENDING: ("attend", "absent")}


def seat_of(table: Scenario, name: str, shorts: Sequence[str]) -> int:
    """The seat that a slip is of: its id, its short name, or the beginning of one."""
    wanted = name.strip().casefold()
    found = [
        seat
        for seat in range(table.seats)
        if wanted and (table.seat_ids[seat].startswith(wanted) or shorts[seat].casefold().startswith(wanted))
    ]
    if len(found) != 1:
        raise UserError(
            _('"{name}" is no seat').format(name=name.strip()[:20]),
            right=_("there are {names}").format(names=", ".join(table.seat_ids)),
        )
    return found[0]


def turn_of(table: Scenario, state: State, seat: int) -> State:
    """The state at that seat's private visit; those before it seal their defaults, since no choice depends on them."""
    s = state.copy()
    while s.phase in SEALED and s.seat >= 0 and s.seat != seat:
        kernel.step(table, s, default_answer(table, s))
    if s.phase not in SEALED or s.seat != seat:
        raise UserError(
            capital(_("{seat} has sealed its choices already").format(seat=Name(table.seat_names[seat]))),
            right=_("type another seat's slip"),
        )
    return s


def read(table: Scenario, state: State, seat: int, text: str) -> list[int]:
    """The actions of a slip, tried one by one; RulesError or UserError for the first that can't be."""
    s = turn_of(table, state, seat)
    left = [" ".join(part.casefold().split()) for part in text.split(";") if part.strip()]
    actions: list[int] = []
    while s.phase in SEALED and s.seat == seat:
        for action in _answers(table, s, left):
            if action == table.acts.hold and s.phase != ORDERS:
                continue  # the set is full
            refusal = kernel.check(table, s, action)
            if refusal is not None:
                raise refusal
            kernel.step(table, s, action)
            actions.append(action)
    left = [part for part in left if part not in IDLE]
    if left:
        raise UserError(
            _('"{text}" can\'t be sealed by {seat} now').format(text=left[0][:40], seat=Name(table.seat_names[seat])),
            right=_('write "card NAME USE", "order ...", "attend" or "absent", with semicolons between'),
        )
    return actions


def _answers(table: Scenario, s: State, left: list[str]) -> list[int]:
    """What the slip answers to what is asked; taken out of `left`. All orders at once, in their canonical order."""
    legal = kernel.legal(table, s)
    mine = [part for part in left if _opens(part, OPENINGS[s.phase])]
    if not mine:
        return [default_answer(table, s)]
    if s.phase != ORDERS:
        mine = mine[:1]
    for part in mine:
        left.remove(part)
    answers = sorted(notation.understand(table, _plain(part), legal)[0] for part in mine)
    hold = table.acts.hold
    return [answer for answer in answers if answer != hold] + ([hold] if hold in answers else [])


def _opens(part: str, words: Sequence[str]) -> bool:
    first = part.split(maxsplit=1)[0]
    return any(word.startswith(first) for word in words)


def _plain(part: str) -> str:
    first, _, rest = part.partition(" ")
    return f"choose {rest}" if len(first) > 1 and "discard".startswith(first) else part


def in_words(table: Scenario, actions: Sequence[int]) -> str:
    """The slip as it will be sealed, in canonical lines."""
    return "; ".join(notation.format_action(table, action) for action in actions)
