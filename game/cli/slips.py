"""The teacher's page: sealed choices that were written on paper, typed in seat by seat and sealed together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cards.language import _
from game import slips
from game.defaults import default_answer
from game.errors import UserError
from game.paper import heading, wrapped
from game.words import Name, capital, comma
from rules import kernel

if TYPE_CHECKING:
    from game.cli.hotseat import Hotseat


class Slips:
    """The slips of one turn. Nothing is sealed before all that are wanted have been typed."""

    def __init__(self, at: Hotseat) -> None:
        self._at = at
        if at.pins:  # what a slip may say would tell whoever types it what that seat holds
            raise UserError(
                _("slips would go around the PINs"),
                right=f"{at.how_to_resume()} --no-pins",
            )
        if at.screen.private and at.screen.interactive:  # in a pipe nobody looks on, and no other door is offered
            raise UserError(
                _("slips are typed in by the teacher, on a page of their own"), right=_("seal your choices here")
            )
        if at.session.state.phase not in slips.SEALED:
            raise UserError(_("slips are for the sealed choices"), right=_("the conference comes first"))
        self._typed: dict[int, list[int]] = {}

    def collect(self) -> None:
        """Read slips until the teacher seals them or leaves."""
        at = self._at
        at.screen.show(self._explained)
        while True:
            text = at.ask(_("slip, seal or leave (? for help) > "))
            word = text.casefold()
            if word == "leave":
                at.screen.line("  " + _("Nothing was sealed."))
                return
            if word == "seal" or (not text and not self._open()):
                if at.heeding(self._seal):
                    return
                continue
            at.patience.judge(understood=at.heeding(partial(self._take, text)))
            at.screen.show(self._still)

    def _explained(self) -> list[str]:
        at = self._at
        somebody = [*self._open(), *self._typed, *at.people][0]
        return [
            heading(_("Slips, for the teacher alone")),
            *wrapped(
                _(
                    "Type each seat's slip on a line: its name, a colon, and what it seals. What is left out is: "
                    "no card, no more orders, attend. A slip typed again takes the place of the first."
                )
            ),
            "  " + at.w.texts.shorts[somebody].lower() + ": card NAME event; order hold; attend",
            *self._still(),
        ]

    def _open(self) -> list[int]:
        """The people whose slip is still to come, in turn order."""
        trial = self._at.session.state.copy()
        waiting: list[int] = []
        while trial.phase in slips.SEALED and trial.seat >= 0:
            if trial.seat not in self._at.bots and trial.seat not in {*waiting, *self._typed}:
                waiting.append(trial.seat)
            kernel.step(self._at.table, trial, default_answer(self._at.table, trial))
        return waiting

    def _still(self) -> list[str]:
        waiting = self._open()
        if not waiting:
            return [_('All slips are here: "seal" (or Enter) seals them.')]
        return wrapped(_("Still to come: {seats}.").format(seats=comma(map(self._at.w.short, waiting))))

    def _take(self, text: str) -> None:
        at = self._at
        name, colon, rest = text.partition(":")
        if text in {"?", "help"}:
            at.screen.show(self._explained)
            return
        if not colon:
            raise UserError(
                _("a slip begins with its seat and a colon"),
                right=_("write {example}").format(example=f"{at.table.seat_ids[0]}: attend"),
            )
        seat = slips.seat_of(at.table, name, at.w.texts.shorts)
        if seat in at.bots:
            raise UserError(
                capital(_("{seat} is played by a bot").format(seat=Name(at.table.seat_names[seat]))),
                right=_("it seals its own choices"),
            )
        self._typed[seat] = slips.read(at.table, at.session.state, seat, rest)
        at.screen.line(f"  {at.w.short(seat)}: {slips.in_words(at.table, self._typed[seat])}")

    def _seal(self) -> None:
        """Play every slip in turn order; a bot in between seals its own."""
        at = self._at
        if self._open():
            raise UserError(_("slips are missing"), right=self._still()[0].rstrip("."))
        while at.session.state.phase in slips.SEALED and at.session.to_move >= 0:
            seat = at.session.to_move
            if seat in self._typed:
                at.session.play(self._typed.pop(seat))
            else:
                at.move_bot(seat)
