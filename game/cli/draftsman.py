"""Writing a proposal: a page that grows, clauses in and out in any order, then one `send`.

Nothing is played before the package is sent or abandoned, so a change of mind costs nothing and leaves no trace. What
is written so far is in the journal as a comment, and comes back when a game that was killed is gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cards.grammar import isolated
from cards.language import _
from game import labels, notation
from game.errors import UserError
from game.menu import Act, Group, Menu, grouped
from game.notation import format_action
from game.proposal import CLAUSES, Proposal
from game.words import capital
from rules import actions as act
from rules.scenario import NOBODY

if TYPE_CHECKING:
    from game.cli.hotseat import Hotseat

SEND: Final = "send"
ABANDON: Final = "abandon"
LEAVE: Final = ("leave", "undo", "back")
DROP: Final = "drop"
NO_ACTION: Final = -1


class Draftsman:
    """One package being written by one seat."""

    def __init__(self, at: Hotseat, seat: int, channel: int, *, private: bool) -> None:
        self._at = at
        self._seat = seat
        self._private = private
        self._proposal = Proposal(at.sheets.w, at.sheets.observe(seat), channel)
        self._done = False

    def begin(self, clauses: Sequence[int]) -> None:
        """Start from clauses that were typed with the opening; RulesError if no package can be opened now."""
        refusal = self._proposal.refusal(())
        if refusal is not None:
            raise refusal
        for clause in clauses:
            self._proposal.add(clause)

    def write(self) -> None:
        """Go on until the package is sent, abandoned or left unwritten."""
        self._keep(self._proposal.unsent())
        choices = self._show()
        while not self._done:
            text = self._at.ask(
                _("{seat}, writing (? for help) > ").format(seat=isolated(self._at.sheets.w.short(self._seat)))
            )
            picked = choices.pick(text) if text else None
            if isinstance(picked, Group):
                self._at.screen.show(choices.lines, asked=True)
                self._at.patience.spend()
                continue
            before = self._proposal.clauses
            understood = self._obey(picked.line if isinstance(picked, Act) else text)
            if self._proposal.clauses != before and not self._done:
                self._keep(self._proposal.unsent())
            self._at.patience.judge(understood=understood)
            if not self._done and (not text or self._proposal.clauses != before):
                choices = self._show()

    def _keep(self, actions: Sequence[int]) -> None:
        """Have what is written so far outlive the program."""
        self._at.heeding(lambda: self._at.session.keep_draft(actions))

    def _show(self) -> Menu:
        self._at.screen.show(lambda: ["", *self._proposal.page(private=self._private)], asked=True)
        choices = Menu(_("Write on, or send"), self._offers())
        self._at.screen.show(choices.lines, asked=True)
        return choices

    def _offers(self) -> Group:
        """Clauses in groups, those that are there to be dropped, and the ways out; `send` first when it can be."""
        p, w = self._proposal, self._at.sheets.w
        root = Group("")
        if p.clauses:
            root.choices.append(Act(NO_ACTION, _("Send it to the others"), SEND))
        may = p.may_add()
        additions = [clause for clause in may if not p.is_change(clause)]
        root.choices += grouped(w, p.seen, additions, private=self._private).choices
        changes = grouped(w, p.seen, [clause for clause in may if p.is_change(clause)], private=self._private)
        if changes.choices:
            changes.name = _("change what is written")
            root.choices.append(changes)
        for number, clause in enumerate(p.clauses, 1):
            told = _("Drop: {clause}").format(clause=capital(w.clause(clause, self._seat)))
            root.choices.append(Act(NO_ACTION, told, f"{DROP} {number}"))
        root.choices.append(Act(NO_ACTION, _(labels.ABANDON), ABANDON))
        root.choices.append(Act(NO_ACTION, _("Leave it unwritten and choose again"), LEAVE[0]))
        return root

    def _obey(self, text: str) -> bool:
        """Do what was typed; whether it was understood."""
        return self._at.heeding(lambda: self._edit(text))

    def _edit(self, text: str) -> None:
        word, _gap, rest = text.casefold().partition(" ")
        if not text:
            return
        if text.endswith("?") and len(text) > 1:
            self._suggest(text)
        elif word in {SEND, ABANDON} and not rest:
            self._finish(word)
        elif word == LEAVE[1] and self._proposal.clauses:
            self._proposal.drop(self._proposal.clauses[-1])
        elif word in LEAVE and not rest:
            self._done = True
            self._keep([])
            line = format_action(self._at.table, self._proposal.unsent()[0])
            self._at.screen.line("  " + _("Taken back: {line}").format(line=line))
        elif text.isdigit():
            raise UserError(
                _("there is no choice {n}").format(n=text[:6]), right=_("the numbers stand before the choices")
            )
        elif word == DROP:
            self._drop(rest)
        elif not self._at.asides.hear(self._seat, text, private=self._private):
            self._add(text)

    def _finish(self, word: str) -> None:
        acts = self._at.table.acts
        if word == SEND and not self._proposal.clauses:
            raise UserError(_("nothing is written yet"), right=_('add a clause first, or "leave" it'))
        self._at.session.play(self._proposal.actions(acts.send if word == SEND else acts.abandon))
        self._done = True

    def _drop(self, which: str) -> None:
        clauses = self._proposal.clauses
        if which.isdecimal() and 1 <= int(which[:4]) <= len(clauses):
            self._proposal.drop(clauses[int(which[:4]) - 1])
            return
        found = [clause for clause in clauses if which and format_action(self._at.table, clause).startswith(which)]
        if len(found) != 1:
            raise UserError(
                _('"{text}" is no clause here').format(text=which[:40]), right=_('write its number: "drop 1"')
            )
        self._proposal.drop(found[0])

    def _add(self, text: str) -> None:
        """Add what was typed: one clause, or several with semicolons between; all of them or none."""
        before = self._proposal.clauses
        table = self._at.table
        try:
            for part in (part.strip() for part in text.split(";")):
                if part == SEND:
                    self._finish(SEND)
                elif part:
                    self._take(notation.understand(table, part, self._proposal.may_add())[0])
        except BaseException:  # a signal, too
            self._proposal.clauses = before
            raise

    def _take(self, action: int) -> None:
        verb = self._at.table.acts.verb[action]
        if verb not in CLAUSES:
            line = format_action(self._at.table, action)
            raise UserError(
                _('"{line}" is no clause').format(line=line),
                right=_("finish the package first: send, abandon or leave"),
            )
        rival = self._proposal.add(action)
        if rival != NOBODY:
            told = _("In place of: {line}").format(line=format_action(self._at.table, rival))
            self._at.screen.line(f"  {told}")

    def _suggest(self, text: str) -> None:
        lines = [format_action(self._at.table, clause) for clause in self._proposal.may_add()]
        self._at.suggest([*lines, SEND, ABANDON, LEAVE[0]], text)


def opening_of(at: Hotseat, actions: Sequence[int]) -> tuple[int, list[int]] | None:
    """The channel (or NOBODY) and the clauses of a line that opens a package without sending it; else None."""
    acts = at.table.acts
    verb = acts.verb[actions[0]]
    if verb not in {act.PROPOSE, act.CHANNEL} or any(acts.verb[one] not in CLAUSES for one in actions[1:]):
        return None
    return (acts.a[actions[0]] if verb == act.CHANNEL else NOBODY), list(actions[1:])
