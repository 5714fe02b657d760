"""A negotiator of NegMAS in a seat: `negmas:AspirationNegotiator`, `negmas:mymodule.Mine+negotiator`.

It speaks and answers at the conference; whatever it has no words for, a bot of Accord does (the one after the plus
sign; `greedy`): sealed choices, packages that are about other things than the text, crises, and all of it once an
agreement is in force.

What it proposes is a whole text. Where one package can't write so much, it goes as near as it can, and of the ways to
do so it takes the one that it likes best itself. It calls for signatures and signs where the negotiator would accept
the draft. A package that it would not accept it stops, if that package leaves it a worse draft than before.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from cards.language import _
from game import bots
from game.adapters.negmas import EXTRA, negotiation
from game.bots.base import Bot
from game.bots.loading import FAILURES, trouble
from game.bots.packages import after_texts
from game.bots.texts import texts_of
from game.errors import UserError
from game.extras import need
from game.notation import format_action
from rules import events as ev
from rules.actions import TEXT
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import ANSWERING, BUILDING, SIGNING, SPEAKING, State
from rules.worth import no_deal, points_of

if TYPE_CHECKING:
    from game.adapters.negmas_room import Room

FAMILY: Final = "negmas:"
OUTSIDE: Final = "greedy"
CONFERENCE: Final = (SPEAKING, BUILDING, ANSWERING, SIGNING)
THEIRS: Final = "negmas.sao.negotiators"
SOME: Final = ("AspirationNegotiator", "BoulwareTBNegotiator", "NaiveTitForTatNegotiator", "MiCRONegotiator")


def negotiator(name: str) -> bots.Factory:
    """The factory of `negmas:CLASS` or `negmas:CLASS+BOT`; UserError if there is no such class, bot or package."""
    wanted, plus, outside = name.removeprefix(FAMILY).partition("+")
    outside = outside if plus else OUTSIDE
    if outside.partition(":")[0] in bots.FAMILIES:
        right = _("name a bot of Accord, such as {name}").format(name=f"{FAMILY}{wanted}+{OUTSIDE}")
        raise UserError(_('"{name}" can\'t play outside the conference').format(name=outside), right=right)
    return partial(NegmasBot, kind=_class_of(name, wanted), outside=bots.factory(outside))


def _class_of(name: str, wanted: str) -> type:
    need(EXTRA, "negmas")
    from game.adapters.negmas_room import is_negotiator

    module, _dot, attribute = wanted.rpartition(".")
    try:
        found = getattr(importlib.import_module(module or THEIRS), attribute)
    except FAILURES as error:  # a module of one's own may fail in any way
        if module:
            problem = trouble(error)
            raise UserError(
                _('the bot "{name}" can\'t be loaded: {problem}').format(name=name, problem=problem)
            ) from error
        raise UserError(_('NegMAS has no negotiator "{name}"').format(name=wanted), right=_nearest(wanted)) from error
    if not is_negotiator(found):
        raise UserError(_('"{name}" is no negotiator of NegMAS').format(name=wanted), right=_nearest(wanted))
    try:
        found(name=EXTRA)
    except FAILURES as error:
        text = _('the negotiator "{name}" can\'t be made from its name alone: {problem}')
        raise UserError(text.format(name=wanted, problem=trouble(error)), right=_nearest(wanted)) from error
    return found  # type: ignore[no-any-return] # what a name leads to can't be known before


def _nearest(wanted: str) -> str:
    known = [name for name in dir(importlib.import_module(THEIRS)) if name.endswith("Negotiator")]
    near = get_close_matches(wanted, known, n=1)
    if near and near[0] != wanted:
        return _('did you mean "{word}"?').format(word=near[0])
    return _("there are {names} and more").format(names=", ".join(SOME))


class NegmasBot(Bot):
    """See the module."""

    def __init__(self, table: Scenario, seat: int, seed: int, kind: type, outside: bots.Factory) -> None:
        """Nothing is set up before the first conference: then it knows its agenda."""
        super().__init__(table, seat, seed)
        self._kind = kind
        self._seed = seed
        self._outside = outside(table, seat, seed)
        self._room: Room | None = None
        self._texts = texts_of(table)
        self._clauses: tuple[int, ...] = ()  # of the package that it is writing
        self._draft = list(table.start_draft)  # as far as it has heard
        self._written: list[int] = []  # the clauses of the package on the table
        self._offers: list[tuple[int, list[int]]] = []  # that the negotiator has not heard of: by whom, the text

    def close(self) -> None:
        """The game is over."""
        if hasattr(self._outside, "close"):
            self._outside.close()

    # What it hears

    def hear(self, events: Sequence[ev.Event]) -> None:
        """Take note of what others offer."""
        if hasattr(self._outside, "hear"):
            self._outside.hear(events)
        for event in events:
            self._take_note(event)

    def _take_note(self, event: ev.Event) -> None:
        if event.kind == ev.DRAFT_MOVED:
            self._draft[event.a] = event.c
        elif event.kind == ev.PROPOSAL:
            self._written = []
        elif event.kind == ev.CLAUSE:
            self._written.append(event.a)
        elif event.kind == ev.SENT and event.seat != self.seat and self._has_text(self._written):
            self._offers.append((event.seat, after_texts(self.table, self._draft, tuple(self._written))))

    def _has_text(self, clauses: Sequence[int]) -> bool:
        return any(self.table.acts.verb[clause] == TEXT for clause in clauses)

    # What it decides

    def decide(self, observation: Observation, legal: list[int]) -> int:
        """The negotiator at the conference, the bot of Accord everywhere else."""
        board = observation.board
        if board.phase not in CONFERENCE or board.in_force or board.program != NOBODY:
            return self._elsewhere(observation, legal)
        room, step = self._room_for(board)
        if board.phase == SPEAKING:
            return self._speak(room, step, board, legal)
        if board.phase == BUILDING:
            return self._write(room, step, board, legal)
        if board.phase == ANSWERING:
            return self._answer(room, step, observation, legal)
        accepted = room.respond(step, board.draft, board.caller)
        self._tell_of_draft(accepted=accepted)
        return self.table.acts.sign if accepted else self.table.acts.refuse

    def _elsewhere(self, observation: Observation, legal: list[int]) -> int:
        action = self._outside.act(observation, legal)
        self.reasons += getattr(self._outside, "reasons", [])
        return action

    def _room_for(self, board: State) -> tuple[Room, int]:
        """The room as the conference finds it, and the step that NegMAS counts: one for each round of a turn."""
        from game.adapters.negmas_room import Room

        numbers = self.table.numbers
        if self._room is None:
            steps = numbers.turns * numbers.rounds
            self._room = Room(negotiation(self.table, board), self.seat, self._kind, steps, self._seed)
        step = (board.turn - 1) * numbers.rounds + board.round
        self._room.reserve(no_deal(self.table, board, self.seat))
        if board.phase == ANSWERING and self._offers and self._offers[-1][0] == board.proposer:
            self._offers.pop()  # it is about to be asked
        for proposer, text in self._offers:
            self._room.respond(step, text, proposer)
        self._offers = []
        self._draft = list(board.draft)
        return self._room, step

    def _speak(self, room: Room, step: int, board: State, legal: list[int]) -> int:
        acts = self.table.acts
        if acts.call in legal:
            # The draft is everybody's; it has to be somebody's to be responded to
            accepted = room.respond(step, board.draft, (self.seat + 1) % self.table.seats)
            if accepted:
                self._tell_of_draft(accepted=True)
                return acts.call
        self._clauses = self._package(room, step, board) if acts.propose in legal else ()
        if not self._clauses:
            self.because(_("The negotiator has nothing to write that it could pay for."))
            return acts.pass_turn
        return acts.propose

    def _package(self, room: Room, step: int, board: State) -> tuple[int, ...]:
        """The texts that lead to what the negotiator offers, or as near as one package gets."""
        offer = room.propose(step)
        if offer is None or offer == list(board.draft):
            return ()
        text = self._nearest(board, offer)
        acts = self.table.acts
        clauses = tuple(acts.text[issue][at] for issue, at in enumerate(text) if at != board.draft[issue])
        told = _("The negotiator offers {offer}; the package says {clauses}.")
        self.because(told.format(offer=" ".join(map(str, offer)), clauses=self._lines(clauses)))
        return clauses

    def _nearest(self, board: State, offer: list[int]) -> list[int]:
        """The text that one package can reach with the fewest steps left to the offer; of these the best for itself."""
        rows, _price = self._texts.reach(board.draft, board.influence[self.seat])
        there = np.vstack([np.array([board.draft], dtype=np.int8), rows])
        left = np.abs(there - np.array(offer, dtype=np.int8)).sum(axis=1)
        texts = [[int(at) for at in row] for row in there[left == left.min()]]
        return max(texts, key=lambda text: self._points(board, text))

    def _write(self, room: Room, step: int, board: State, legal: list[int]) -> int:
        """The package clause by clause."""
        acts = self.table.acts
        done = len(board.clauses)
        if not done and not self._clauses:  # it sat down in the middle
            self._clauses = self._package(room, step, board)
        if board.clauses == self._clauses[:done] and done < len(self._clauses) and self._clauses[done] in legal:
            self.because(_("It writes down what it has in mind: {clauses}.").format(clauses=self._lines(self._clauses)))
            return self._clauses[done]
        self.because(_("The package says what it should.") if done else _("There is nothing to send after all."))
        return acts.send if acts.send in legal else acts.abandon

    def _answer(self, room: Room, step: int, observation: Observation, legal: list[int]) -> int:
        """Stop a text that the negotiator rejects and that is worse than the draft; the rest is for the other bot."""
        board, acts = observation.board, self.table.acts
        if self._has_text(board.clauses):
            text = after_texts(self.table, board.draft, board.clauses)
            accepted = room.respond(step, text, board.proposer)
            if not accepted and self._points(board, text) < self._points(board, board.draft):
                self.because(_("The negotiator rejects the text, which is worth less to it than the draft."))
                return acts.decline if acts.decline in legal else acts.break_silence
            self.because(
                _("The negotiator accepts the text.") if accepted else _("The text is no worse than the draft.")
            )
            if acts.silence in legal and all(acts.verb[clause] == TEXT for clause in board.clauses):
                return acts.silence
        return self._elsewhere(observation, legal)

    def _points(self, board: State, text: list[int]) -> int:
        return points_of(self.table, self.seat, board.agenda[self.seat], text)

    def _tell_of_draft(self, *, accepted: bool) -> None:
        self.because(_("The negotiator accepts the draft.") if accepted else _("The negotiator rejects the draft."))

    def _lines(self, clauses: tuple[int, ...]) -> str:
        return "; ".join(format_action(self.table, clause) for clause in clauses)
