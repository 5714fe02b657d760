"""From a state to a text that has been agreed on elsewhere: lines that every seat would play if all meant it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.language import _
from game.errors import UserError
from game.notation import format_action
from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import ANSWERING, SIGNING, SPEAKING, State


@dataclass(frozen=True)
class Road:
    """Lines, each legal after those before it, and how far they lead by the end of this conference."""

    lines: tuple[str, ...]
    reached: bool  # the draft is the text
    signed: bool  # and it is in force
    missing: tuple[str, ...]  # the texts that are left for a later conference


def road(table: Scenario, s: State, text: Sequence[int]) -> Road:
    """How the seats still to speak bring the draft to `text`: packages that they can pay for, then a call.

    Each speaker in turn writes the cheapest of the texts that are missing, as many as a package holds and it can pay;
    nobody stops it; whoever speaks after the last of them calls for signatures, if that is possible (§5.1).
    """
    if s.phase != SPEAKING or s.seat < 0 or s.in_force:
        right = _("it begins where a seat has the floor and no agreement is in force")
        raise UserError(_("no text can be proposed there"), right=right)
    t = s.copy()
    turn = t.turn
    lines: list[str] = []
    while t.seat >= 0 and t.program == NOBODY and t.turn == turn and t.phase in {SPEAKING, ANSWERING, SIGNING}:
        for action in _next(table, t, text):
            lines.append(format_action(table, action))
            kernel.apply(table, t, action)
    missing = [table.acts.text[issue][at] for issue, at in enumerate(text) if t.draft[issue] != at]
    left = tuple(format_action(table, action) for action in missing)
    return Road(tuple(lines), not missing, t.in_force and not missing, left)


def _next(table: Scenario, t: State, text: Sequence[int]) -> list[int]:
    """What the seat to move plays."""
    acts = table.acts
    if t.phase == SIGNING:
        return [acts.sign]
    if t.phase == ANSWERING:
        return [acts.silence]
    if t.draft == list(text):
        return [acts.call if acts.call in kernel.legal(table, t) else acts.pass_turn]
    clauses = clauses_towards(table, t, text)
    return [acts.propose, *clauses, acts.send] if clauses else [acts.pass_turn]


def clauses_towards(table: Scenario, t: State, text: Sequence[int]) -> list[int]:
    """The cheapest texts that are missing, as many as the speaker's package holds and it can pay for, in order."""
    steps = sorted((abs(at - t.draft[issue]), issue) for issue, at in enumerate(text) if at != t.draft[issue])
    purse = t.influence[t.seat]
    chosen: list[int] = []
    for step, issue in steps[: table.numbers.clauses]:
        purse -= step * table.numbers.text_price
        if purse < 0:
            break
        chosen.append(table.acts.text[issue][text[issue]])
    return sorted(chosen)
