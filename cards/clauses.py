"""Conditions in plain words, each a whole clause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Final

from cards import conditions as say
from cards.grammar import Name, listed
from cards.language import N_, _, pgettext
from cards.phrases import Phrases, number, quoted, span
from rules.scenario import Numbers

_METERS: Final = {
    "influence": N_("the influence"),
    "support": N_("the support"),
    "credibility": N_("the credibility"),
}

_ORDERS: Final = {
    "assault": N_("an “assault” order"),
    "support": N_("a “support” order"),
    "redeploy": N_("a “redeploy” order"),
    "arm": N_("an “arm” order"),
    "fortify": N_("a “fortify” order"),
    "strike": N_("a “strike” order"),
    "stand-down": N_("a “stand-down” order"),
    "rearm": N_("a “rearm” order"),
}

# By whether its kind and to whom it is owed are named
_PLEDGES: Final = {
    (False, False): N_("{seat} {seat:has|have} a pledge in force"),
    (False, True): N_("{seat} {seat:has|have} a pledge to {other} in force"),
    (True, False): N_("{seat} {seat:has|have} a {pledge} pledge in force"),
    (True, True): N_("{seat} {seat:has|have} a {pledge} pledge to {other} in force"),
}
_NO_PLEDGES: Final = {
    (False, False): N_("{seat} {seat:has|have} no pledge in force"),
    (False, True): N_("{seat} {seat:has|have} no pledge to {other} in force"),
    (True, False): N_("{seat} {seat:has|have} no {pledge} pledge in force"),
    (True, True): N_("{seat} {seat:has|have} no {pledge} pledge to {other} in force"),
}


@dataclass(frozen=True)
class Clauses(Phrases):
    """Says what a condition asks."""

    def holds(self, condition: say.Condition) -> str:
        """The condition as a clause that may follow `if`."""
        return self._clause(condition)

    @singledispatchmethod
    def _clause(self, condition: say.Word) -> str:
        raise NotImplementedError(condition)

    @_clause.register
    def _present(self, condition: say.Present) -> str:
        return _("{seat} {seat:is|are} at this turn's conference").format(seat=self.seat(condition.present))

    @_clause.register
    def _absent(self, condition: say.Absent) -> str:
        return _("{seat} {seat:is|are} absent from this turn's conference").format(seat=self.seat(condition.absent))

    @_clause.register
    def _agreement(self, condition: say.Agreement) -> str:
        return _("an agreement is in force") if condition.agreement else _("no agreement is in force")

    @_clause.register
    def _signatory(self, condition: say.Signatory) -> str:
        return _("{seat} {seat:is|are} among the signatories").format(seat=self.seat(condition.signatory))

    @_clause.register
    def _draft(self, condition: say.DraftIs) -> str:
        stand = self.stand(condition.draft, condition)
        return _("the text on {issue} stands {stand}").format(issue=self.issue(condition.draft), stand=stand)

    @_clause.register
    def _meter(self, condition: say.MeterIs) -> str:
        meter, seat = Name(_(_METERS[condition.meter])), self.seat(condition.of)
        return _("{meter} of {seat} is {numbers}").format(meter=meter, seat=seat, numbers=span(condition))

    @_clause.register
    def _track(self, condition: say.TrackIs) -> str:
        return _("{track} is {numbers}").format(track=self.track(condition.track), numbers=span(condition))

    @_clause.register
    def _turn(self, condition: say.TurnIs) -> str:
        if isinstance(condition.turn, str):
            return _("the turn is odd") if condition.turn == "odd" else _("the turn is even")
        turns = sorted(condition.turn)
        if turns[-1] >= self.last_turn() and turns == list(range(turns[0], turns[-1] + 1)):
            return _("it is turn {n} or later").format(n=turns[0])
        return _("it is turn {turns}").format(turns=listed([str(turn) for turn in turns], "or"))

    def last_turn(self) -> int:
        """The last turn of the longest size."""
        scenario = self.text.scenario
        return max(scenario.numbers.turns or Numbers.turns, *(size.numbers.turns or 0 for size in scenario.size))

    @_clause.register
    def _owes(self, condition: say.Owes) -> str:
        return self._owed(condition, owes=True)

    def _owed(self, condition: say.Owes, *, owes: bool) -> str:
        kind = self.pledge(condition.pledge) if condition.pledge else ""
        to = self.seat(condition.to) if condition.to else ""
        told = _PLEDGES[bool(kind), bool(to)] if owes else _NO_PLEDGES[bool(kind), bool(to)]
        return _(told).format(seat=self.seat(condition.owes), pledge=kind, other=to)

    @_clause.register
    def _kept(self, condition: say.Kept) -> str:
        told = _("{seat} kept a {pledge} pledge last turn")
        return told.format(seat=self.seat(condition.by), pledge=self.pledge(condition.kept))

    @_clause.register
    def _ordered(self, condition: say.Ordered) -> str:
        order, seat = _(_ORDERS[condition.ordered]), self.seat(condition.by)
        if condition.within == 1:
            return _("{seat} carried out {order} in the last operations").format(seat=seat, order=order)
        told = _("{seat} carried out {order} in the last {number} operations")
        return told.format(seat=seat, order=order, number=number(condition.within))

    @_clause.register
    def _hostile(self, condition: say.Hostile) -> str:
        return _("{seat} gave a hostile order in the last operations").format(seat=self.seat(condition.hostile))

    @_clause.register
    def _holds(self, condition: say.Holds) -> str:
        side = self.side(condition.holds)
        return _("{area} is held by {side}").format(area=self.area(condition.area), side=side)

    @_clause.register
    def _some(self, condition: say.Some) -> str:
        return _("there is {area}").format(area=self.such(condition.some, Name(_("an area"))))

    @_clause.register
    def _count(self, condition: say.Count) -> str:
        areas = self.such(condition.count, Name(_("areas")))
        return _("the number of {areas} is {numbers}").format(areas=areas, numbers=span(condition))

    @_clause.register
    def _cards(self, condition: say.Cards) -> str:
        told = _("the number of cards in the hand of {seat} is {numbers}")
        return told.format(seat=self.seat(condition.cards), numbers=span(condition))

    @_clause.register
    def _agenda(self, condition: say.HasAgenda) -> str:
        title = next(agenda.title for agenda in self.text.agendas if agenda.id == condition.agenda)
        return _("the agenda of {seat} is {agenda}").format(seat=self.seat("self"), agenda=quoted(title))

    @_clause.register
    def _not(self, condition: say.Not) -> str:
        inner = condition.not_
        if isinstance(inner, say.Agreement):
            return self._clause(say.Agreement(agreement=not inner.agreement))
        if isinstance(inner, say.Hostile):
            return _("{seat} gave no hostile order in the last operations").format(seat=self.seat(inner.hostile))
        if isinstance(inner, say.Owes):
            return self._owed(inner, owes=False)
        if isinstance(inner, say.Signatory):
            return _("{seat} {seat:is|are} not among the signatories").format(seat=self.seat(inner.signatory))
        if isinstance(inner, say.Some):
            return _("there is no {area}").format(area=self.such(inner.some, Name(pgettext("there is no ...", "area"))))
        return _("it is not so that {condition}").format(condition=self.part(inner))

    @_clause.register
    def _all(self, condition: say.All) -> str:
        return listed([self.part(part) for part in condition.all])

    @_clause.register
    def _any(self, condition: say.Any_) -> str:
        return listed([self.part(part) for part in condition.any], "or")

    def part(self, condition: say.Condition) -> str:
        """A part of a larger condition, in brackets if it has parts of its own."""
        clause = self._clause(condition)
        parts = isinstance(condition, (say.All, say.Any_)) and " " in clause
        return f"({clause})" if parts else clause
