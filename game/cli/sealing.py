"""Sealed choices (§4.1): one private visit a seat and turn. What ends a visit can be taken back until the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cards.grammar import isolated
from cards.language import _
from game.cli import timing
from game.cli.asides import Quit
from game.cli.prompts import Left, Stopped
from game.menu import Menu
from game.notation import format_action
from game.paper import wrapped
from game.slips import SEALED
from rules import kernel
from rules.scenario import NOBODY

if TYPE_CHECKING:
    from game.cli.hotseat import Hotseat


def visit(at: Hotseat, seat: int) -> None:
    """A seat's private page, until it has chosen everything."""
    with at.visit(seat):
        page = at.sheets.private(seat)
        if at.shows_board():
            at.lay(at.sheets.table_for(seat), len(page()))
        at.screen.show(page, asked=True)
        while at.session.to_move == seat and at.session.state.phase in SEALED:
            timing.decide(at, seat, private=True)


def slips_instead(at: Hotseat) -> bool:
    """Before the first visit of a turn, which covers what was told: slips, if the teacher wants to.

    Whether something was sealed.
    """
    if at.alone != NOBODY or not at.screen.interactive:
        return False
    before = len(at.session.lines)
    told = _("[Sealed choices, one seat after the other: Enter; slips on paper: slips] ")
    if at.pins:
        told = _("[Sealed choices, one seat after the other: Enter] ")
    while len(at.session.lines) == before:
        text = at.ask(told)
        if not text:
            return False
        at.obey(at.session.to_move, text)
    return True


def seal(at: Hotseat, seat: int, actions: Sequence[int], choices: Menu) -> None:
    """Play a choice; the one that ends the visit when its seat presses Enter, if it is not taken back before."""
    if at.alone == NOBODY and at.screen.interactive and _ends_visit(at, seat, actions):
        at.session.keep_draft(actions)
        try:
            if not _is_meant(at):
                at.session.keep_draft([])
                at.screen.line("  " + _("Taken back: {line}").format(line=_line(at, actions)))
                at.offer(seat, choices)
                return
        except (Left, Quit, Stopped):
            at.session.play(actions)  # who leaves has chosen
            raise
    at.session.play(actions)


def _is_meant(at: Hotseat) -> bool:
    """Whether the seat lets it be; its time stands still."""
    with at.screen.clock_stopped():
        while text := at.ask("[" + _('sealed; Enter clears the screen, "undo" takes it back') + "] "):
            if text.casefold() == "undo":
                return False
            at.asides.beside(text)
    return True


def _ends_visit(at: Hotseat, seat: int, actions: Sequence[int]) -> bool:
    """Whether these actions are possible and the keyboard goes on after the last of them."""
    trial = at.session.state.copy()
    for action in actions:
        if trial.seat != seat or kernel.check(at.table, trial, action) is not None:
            return False  # and the table will say why
        kernel.step(at.table, trial, action)
    return trial.seat != seat or trial.phase not in SEALED


def again(at: Hotseat, seat: int, actions: Sequence[int], choices: Menu) -> bool:
    """What had been chosen, and not yet handed over, when the game was left; whether it could be."""
    told = _("What had been chosen when the game was left is here again: {line}")
    at.screen.show(lambda: ["", *wrapped(told.format(line=isolated(_line(at, actions))))])
    return at.heeding(lambda: seal(at, seat, actions, choices))


def _line(at: Hotseat, actions: Sequence[int]) -> str:
    return "; ".join(format_action(at.table, action) for action in actions)
