"""A package in the making: clauses added, changed and dropped in any order, each edit tried by the rules (§3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cards.language import N_, _, ngettext
from game import foresight
from game.notation import format_action
from game.paper import heading, wrapped
from game.words import Words, capital, comma
from rules import actions as act
from rules import kernel
from rules.errors import RulesError
from rules.observe import Observation
from rules.scenario import NOBODY
from rules.state import ANSWERING, State

CLAUSES: Final = frozenset({act.TEXT, act.GIVE, act.ASK, act.PLEDGE})


class Proposal:
    """What a seat writes; nothing is played before it is sent. It knows what the seat sees and no more."""

    def __init__(self, w: Words, seen: Observation, channel: int = NOBODY) -> None:
        self.w = w
        self.seen = seen
        self.channel = channel
        self.clauses: tuple[int, ...] = ()
        acts = w.table.acts
        self._opening = acts.propose if channel == NOBODY else acts.channel[channel]

    # Edits

    def add(self, clause: int) -> int:
        """Add a clause; one on the same issue, or with the same faction, gives way to it: that one, or NOBODY."""
        rival = next((old for old in self.clauses if self._place(old) == self._place(clause)), NOBODY)
        if rival == clause:
            raise RulesError("3.2", "clause-twice", N_("That clause is in this package already."))
        self._change([*(old for old in self.clauses if old != rival), clause])
        return rival

    def drop(self, clause: int) -> None:
        """Take a clause out again."""
        self._change([old for old in self.clauses if old != clause])

    def may_add(self) -> list[int]:
        """The clauses that could be added, or could take another's place, as things stand."""
        acts = self.w.table.acts
        every = range(acts.text[0][0], acts.send)
        return [clause for clause in every if clause not in self.clauses and self._may(clause)]

    def is_change(self, clause: int) -> bool:
        """Whether it would take the place of a clause that is there."""
        return any(self._place(old) == self._place(clause) for old in self.clauses)

    def _may(self, clause: int) -> bool:
        kept = [old for old in self.clauses if self._place(old) != self._place(clause)]
        return self.refusal(tuple(sorted([*kept, clause]))) is None

    def _place(self, clause: int) -> tuple[str, int]:
        """What a package can hold once: an issue, a transfer with a faction, a pledge."""
        verb, a = self.w.table.acts.entries[clause][:2]
        return ("transfer" if verb in {act.GIVE, act.ASK} else str(verb), a)

    def _change(self, clauses: list[int]) -> None:
        changed = tuple(sorted(clauses))
        refusal = self.refusal(changed)
        if refusal is not None:
            raise refusal
        self.clauses = changed

    def refusal(self, clauses: tuple[int, ...]) -> RulesError | None:
        """Why these clauses can't make a package, or None if they can."""
        tried = self._tried(clauses)
        return tried if isinstance(tried, RulesError) else None

    def _tried(self, clauses: tuple[int, ...]) -> State | RulesError:
        table, trial = self.w.table, self.seen.board.copy()
        for action in (self._opening, *clauses):
            refusal = kernel.check(table, trial, action)
            if refusal is not None:
                return refusal
            kernel.step(table, trial, action)
        return trial

    # What it comes to

    def actions(self, last: int) -> list[int]:
        """What to play: the opening, the clauses in their order, and `send` or `abandon`."""
        return [*self.unsent(), last]

    def unsent(self) -> list[int]:
        """What it is so far: the opening and the clauses in their order."""
        return [self._opening, *self.clauses]

    def price(self) -> int:
        """What its texts cost when it passes."""
        entries = [self.w.table.acts.entries[clause] for clause in self.clauses]
        steps = sum(abs(entry[2] - self.seen.board.draft[entry[1]]) for entry in entries if entry[0] == act.TEXT)
        return steps * self.w.table.numbers.text_price

    def bound(self) -> int:
        """Mask of the seats that a clause binds."""
        mask = 0
        for clause in self.clauses:
            verb, a = self.w.table.acts.entries[clause][:2]
            if verb in {act.ASK, act.PLEDGE}:
                mask |= 1 << (a if verb == act.ASK else self.w.table.pledges[a].seat)
        return mask & ~(1 << self.seen.seat)

    def others(self) -> int:
        """Mask of the seats that will be asked for an answer."""
        if self.channel != NOBODY:
            return 1 << self.channel
        return self.seen.board.present & ~(1 << self.seen.seat)

    def passed(self) -> State | None:
        """The board if everybody let it stand; None while it can't be sent."""
        trial = self._tried(self.clauses)
        if isinstance(trial, RulesError) or not self.clauses:
            return None
        acts = self.w.table.acts
        kernel.step(self.w.table, trial, acts.send)
        packages = trial.packages
        while trial.phase == ANSWERING and trial.seat >= 0 and trial.packages == packages:
            kernel.step(self.w.table, trial, acts.accept if trial.bound >> trial.seat & 1 else acts.silence)
        return trial

    # As a page

    def page(self, *, private: bool) -> list[str]:
        """The package as it stands, and what it would come to."""
        w, seat = self.w, self.seen.seat
        title = _("A package of {seat}").format(seat=w.seat(seat))
        if self.channel != NOBODY:
            title = _("A back channel from {seat} to {other}").format(seat=w.seat(seat), other=w.seat(self.channel))
        lines = [heading(title)]
        lines += _clauses(w, self.seen, self.clauses, seat)
        if not self.clauses:
            most = w.table.numbers.clauses
            told = ngettext(
                "Nothing is written yet; up to {n} clause.", "Nothing is written yet; up to {n} clauses.", most
            )
            lines += wrapped(told.format(n=most))
        lines += self._terms()
        after = self.passed()
        return lines + (self._worth(after, private=private) if after is not None else [])

    def _terms(self) -> list[str]:
        """Price, who must agree, who may stop it."""
        w, numbers = self.w, self.w.table.numbers
        has = self.seen.board.influence[self.seen.seat]
        falls = min(numbers.fall_price, has)
        told = _("Its texts cost {price} influence if it passes; if it falls it costs {falls}. In hand: {has}.")
        lines = wrapped(told.format(price=self.price(), falls=falls, has=has))
        if self.clauses:
            lines += wrapped(_("Must agree: {seats}.").format(seats=w.seats(self.bound())))
        may = foresight.breakers(w, self.seen, self.bound(), self.others())
        if may:
            lines += wrapped(_("May break the silence: {seats}.").format(seats=comma(may)))
        return lines

    def _worth(self, after: State, *, private: bool) -> list[str]:
        told = foresight.own(self.w, self.seen, after) if private else ()
        lines = wrapped(_("If it passes: {changes}.").format(changes=told[0])) if told else []
        for text in foresight.public_worth(self.w, self.seen, after):
            lines += wrapped(_("The draft's worth would move, {changes}.").format(changes=text))
        return lines

    def written(self) -> str:
        """The package in one line, as a record could have it (§11)."""
        return "; ".join(format_action(self.w.table, action) for action in (self._opening, *self.clauses))


def on_the_table(w: Words, seen: Observation) -> list[str]:
    """The package that is being answered; nothing if none is."""
    board = seen.board
    if board.phase != ANSWERING:
        return []
    title = _("The package of {seat}:").format(seat=w.seat(board.proposer))
    return [*wrapped(title), *_clauses(w, seen, board.clauses, board.proposer)]


def _clauses(w: Words, seen: Observation, clauses: Sequence[int], proposer: int) -> list[str]:
    lines = []
    for number, clause in enumerate(clauses, 1):
        told = f"{capital(w.clause(clause, proposer))}{_steps(w, seen, clause)}"
        lines += wrapped(told, "     ", f"  {number}. ")
    return lines


def _steps(w: Words, seen: Observation, clause: int) -> str:
    verb, issue, at = w.table.acts.entries[clause][:3]
    if verb != act.TEXT:
        return ""
    before = seen.board.draft[issue]
    steps = abs(at - before)
    told = ngettext("(now {position}, {n} step)", "(now {position}, {n} steps)", steps)
    return " " + told.format(position=w.position(issue, before), n=steps)
