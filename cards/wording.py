"""The rule text that players read, made from the same models as the programs: the two cannot disagree.

A sentence is the scope of what it says: a condition or a choice ends at the full stop. Inside one, brackets hold
together what would else be read with its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatchmethod

from cards import vocabulary as say
from cards.conditions import Any_, Word
from cards.manuscript import Manuscript
from cards.phrases import Phrases, factor_text, listed, number, sentence, times
from cards.schema import Agenda, Card, Headline, Procedure, Term
from cards.tables import AGENDA_FACTOR

_WHEN = {
    "signature": "an agreement comes into force",
    "breach": "a pledge is broken",
    "conference": "attendance at a conference is revealed",
    "collapse": "an agreement collapses",
}
_UNTIL = {
    "end-of-turn": "until the end of this turn",
    "end-of-next-turn": "until the end of the next turn",
    "game": "until the end of the game",
}
_ONCE = "Once: then it is out of the game."


def card_text(text: Manuscript, card: Card) -> str:
    """What a card does when its event is played."""
    teller = _Teller(Phrases(text, card.seat))
    parts = []
    if card.requires is not None:
        parts.append(sentence(f"only possible if {teller.phrases.holds(card.requires)}"))
    parts.append(teller.sentences(card.effects))
    if card.once:
        parts.append(_ONCE)
    return " ".join(parts)


def headline_text(text: Manuscript, headline: Headline) -> str:
    """What a headline does, and what it endangers."""
    phrases = Phrases(text)
    parts = [_Teller(phrases).sentences(headline.effects)]
    if headline.incident is not None:
        spoiler = headline.incident.spoiler
        unless = headline.incident.unless
        ruled_out = ""
        if unless is not None:
            stand = phrases.stand(unless.issue, unless)
            ruled_out = f", unless the agreed text on {phrases.issue(unless.issue)} stands {stand}"
        parts.append(sentence(f"incident by {spoiler}: it endangers an agreement in force{ruled_out}"))
    if headline.once:
        parts.append(_ONCE)
    return " ".join(parts)


def procedure_text(text: Manuscript, procedure: Procedure) -> str:
    """What non-players do, or what a home front asks."""
    teller = _Teller(Phrases(text))
    told = teller.sentences(procedure.do)
    if procedure.if_ is None:
        return told
    return f"{sentence(f'only if {teller.phrases.holds(procedure.if_)}')} {told}"


def agenda_text(text: Manuscript, agenda: Agenda) -> str:
    """What an agenda changes of its seat's worth."""
    phrases = Phrases(text, agenda.seat)
    parts = []
    if agenda.issues:
        issues = listed([phrases.issue(issue) for issue in agenda.issues])
        verb = "counts" if len(agenda.issues) == 1 else "count"
        factor = text.scenario.numbers.agenda_factor or AGENDA_FACTOR
        parts.append(sentence(f"{issues} {verb} {factor_text(factor)}"))
    if agenda.terms:
        terms = listed([_term_text(term) for term in agenda.terms])
        parts.append(sentence(f"without an agreement, as this changes: {terms}"))
    return " ".join(parts)


def _term_text(term: Term) -> str:
    return f"{term.weight.normalize():+f} for each point of “{term.label}”"


def _signed(by: int) -> str:
    return f"{by:+d}"


def _limit(step: say.Limited) -> str:
    """What a shift stops at."""
    if step.at_most is not None:
        return f" (to at most {step.at_most})"
    return f" (to no less than {step.at_least})" if step.at_least is not None else ""


def _grouped(steps: tuple[say.Step, ...]) -> list[list[Word]]:
    """Steps one by one, but neighbouring shifts of meters of the same seats together."""
    groups: list[list[Word]] = []
    for step in steps:
        last = groups[-1][-1] if groups else None
        if isinstance(step, say.ShiftMeter) and isinstance(last, say.ShiftMeter) and step.of == last.of:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


@dataclass(frozen=True)
class _Teller:
    """Tells steps as clauses and sentences."""

    phrases: Phrases

    def sentences(self, steps: tuple[say.Step, ...]) -> str:
        """Each step a sentence of its own."""
        return " ".join(sentence(self._tell_group(group)) for group in _grouped(steps))

    def clauses(self, steps: tuple[say.Step, ...]) -> str:
        """All steps in one sentence; those with a body of their own stand in brackets."""
        if len(steps) == 1 and self._bodied(steps[0]) and not isinstance(steps[0], say.If):
            return self._tell(steps[0])  # nothing after it could be read into its body
        told = []
        for group in _grouped(steps):
            clause = self._tell_group(group)
            told.append(f"({clause})" if self._bodied(group[0]) else clause)
        return listed(told)

    @staticmethod
    def _bodied(step: Word) -> bool:
        return bool(say.bodies(step))

    def _tell_group(self, group: list[Word]) -> str:
        """One step, or several shifts of meters of the same seats."""
        if len(group) == 1:
            return self._tell(group[0])
        return self._gains([step for step in group if isinstance(step, say.ShiftMeter)])

    def enter(self, kind: str) -> _Teller:
        """The teller of a body that is about one more thing."""
        return replace(self, phrases=replace(self.phrases, bodies=(*self.phrases.bodies, kind)))

    @singledispatchmethod
    def _tell(self, step: Word) -> str:
        raise NotImplementedError(step)

    # Shifts

    @_tell.register
    def _meter(self, step: say.ShiftMeter) -> str:
        return self._gains([step])

    def _gains(self, shifts: list[say.ShiftMeter]) -> str:
        """`Russia gains 2 influence and loses 1 support`."""
        words = shifts[0].of
        runs: list[tuple[bool, list[str]]] = []
        for shift in shifts:
            rises = shift.by > 0
            if not runs or runs[-1][0] != rises:
                runs.append((rises, []))
            runs[-1][1].append(f"{abs(shift.by)} {shift.shift}{_limit(shift)}")
        verbs = {True: self.phrases.verb(words, "gains", "gain"), False: self.phrases.verb(words, "loses", "lose")}
        each = "each " if len(words) > 1 else ""
        told = listed([f"{verbs[rises]} {listed(amounts)}" for rises, amounts in runs])
        return f"{self.phrases.seats(words)} {each}{told}"

    @_tell.register
    def _track(self, step: say.ShiftTrack) -> str:
        return f"{self.phrases.track(step.shift)} {_signed(step.by)}{_limit(step)}"

    @_tell.register
    def _toll(self, step: say.ShiftToll) -> str:
        return f"toll {self.phrases.area(step.area)} {_signed(step.by)}"

    @_tell.register
    def _strength(self, step: say.ShiftStrength) -> str:
        side, area = self.phrases.side(step.strength), self.phrases.area(step.area)
        return f"strength of {side} {area} {_signed(step.by)}{_limit(step)}"

    @_tell.register
    def _draft(self, step: say.MoveDraft) -> str:
        steps = f"{number(abs(step.by))} step{'s' if abs(step.by) > 1 else ''}"
        way = "up" if step.by > 0 else "down"
        goal = f" (towards {self.phrases.end(step.draft, last=step.by > 0)})" if step.draft != "chosen" else ""
        return f"the draft on {self.phrases.issue(step.draft)} moves {way} {steps}{goal}"

    @_tell.register
    def _toward(self, step: say.MoveDraftToward) -> str:
        position = self.phrases.position(step.draft, step.toward)
        return f"the draft on {self.phrases.issue(step.draft)} moves one step towards {position}"

    # Seats, their cards and pledges

    @_tell.register
    def _bar(self, step: say.Bar) -> str:
        seat = [step.bar]
        return f"{self.phrases.seats(seat)} {self.phrases.verb(seat, 'is', 'are')} barred from the next conference"

    @_tell.register
    def _compel(self, step: say.Compel) -> str:
        seat = [step.compel]
        verb = self.phrases.verb(seat, "is", "are")
        return f"{self.phrases.seats(seat)} {verb} compelled to attend the next conference"

    @_tell.register
    def _end_pledges(self, step: say.EndPledges) -> str:
        what = "all pledges" if step.end_pledges == "all" else f"all {self.phrases.pledge(step.end_pledges)} pledges"
        whose = ""
        if step.by is not None:
            whose = f" made by {self.phrases.seat(step.by)}"
        elif step.between is not None:
            whose = f" between {self.phrases.seats(step.between)}"
        return f"{what}{whose} end without blame"

    @_tell.register
    def _draw(self, step: say.Draw) -> str:
        cards = "a card" if step.draw == 1 else f"{number(step.draw)} cards"
        each = "each " if len(step.by) > 1 else ""
        return f"{self.phrases.seats(step.by)} {each}{self.phrases.verb(step.by, 'draws', 'draw')} {cards}"

    @_tell.register
    def _discard(self, step: say.Discard) -> str:
        seat = [step.by]
        verb = self.phrases.verb(seat, "discards", "discard")
        if step.by in ("self", self.phrases.player):
            return f"{self.phrases.seats(seat)} {verb} another card, sealed with this one"
        cards = "a card" if step.discard == 1 else f"{number(step.discard)} cards"
        return f"{self.phrases.seats(seat)} {verb} {cards} at random"

    @_tell.register
    def _look(self, step: say.Look) -> str:
        verb = self.phrases.verb(["self"], "sees", "see")
        return f"{self.phrases.seat('self')} {verb} the {step.look} of {self.phrases.seat(step.of)}"

    @_tell.register
    def _standing(self, step: say.Standing) -> str:
        later = step.standing
        inner = _Teller(Phrases(self.phrases.text, self.phrases.player))
        only = inner.phrases.part(later.if_) if isinstance(later.if_, Any_) else ""
        if later.if_ is not None and not only:
            only = inner.phrases.holds(later.if_)
        return f"{_trigger(later, only)}: {inner.clauses(later.do)}"

    # Conditions, repetition, choices

    @_tell.register
    def _if(self, step: say.If) -> str:
        told = f"if {self.phrases.holds(step.if_)}: {self.clauses(step.then)}"
        return told if step.else_ is None else f"{told}; otherwise: {self.clauses(step.else_)}"

    @_tell.register
    def _repeat(self, step: say.Repeat) -> str:
        return f"{times(step.repeat)}: {self.clauses(step.do)}"

    @_tell.register
    def _each(self, step: say.Each) -> str:
        area = self.phrases.such(step.where, self._lead("area", "each"))
        return f"for {area}: {self.enter('area').clauses(step.do)}"

    @_tell.register
    def _find(self, step: say.Find) -> str:
        among = self.phrases.among(step.where)
        which = f"{self._measure(step)}{f' among {among}' if among else ''}"
        lead = f"in a second area, the one {which}" if "area" in self.phrases.bodies else f"in the area {which}"
        return f"{lead}: {self.enter('area').clauses(step.do)}"

    def _measure(self, step: say.Find) -> str:
        if step.least == "total":
            return "with the least strength of all sides together"
        word = step.most or step.least or step.least_surplus or ""
        side = self.phrases.side(word)
        are, have = ("are", "have") if self.phrases.many(side) else ("is", "has")
        if step.least_surplus is not None:
            return f"where {side} {have} the smallest margin over the strongest enemy there"
        return f"where {side} {are} {'strongest' if step.most is not None else 'weakest'}"

    @_tell.register
    def _choose_area(self, step: say.ChooseArea) -> str:
        area = self.phrases.such(step.where, self._lead("area", "an"))
        return f"{self._chooser()} {area}: {self.enter('area').clauses(step.do)}"

    @_tell.register
    def _choose_seat(self, step: say.ChooseSeat) -> str:
        options = listed([self.phrases.seat(seat) for seat in step.where], "or") if step.where else "another seat"
        return f"{self._chooser()} {options}: {self.enter('seat').clauses(step.do)}"

    @_tell.register
    def _choose_issue(self, step: say.ChooseIssue) -> str:
        options = listed([self.phrases.issue(issue) for issue in step.where], "or") if step.where else "an issue"
        return f"{self._chooser()} {options}: {self.enter('issue').clauses(step.do)}"

    @_tell.register
    def _random(self, step: say.Random) -> str:
        area = self.phrases.such(step.where, self._lead("area", "an"))
        return f"chance picks {area}: {self.enter('area').clauses(step.do)}"

    def _chooser(self) -> str:
        return f"{self.phrases.seat('self')} {self.phrases.verb(['self'], 'chooses', 'choose')}"

    def _lead(self, noun: str, article: str) -> str:
        """`an area`; inside another body `a second area`."""
        if "area" not in self.phrases.bodies:
            return f"{article} {noun}"
        return f"{'a' if article == 'an' else article} second {noun}"


def _trigger(later: say.Later, only: str) -> str:
    """When a standing effect acts, and for how long."""
    until = _UNTIL[later.until]
    if later.when == "consequences":
        when = "in this turn's Consequences" if later.until == "end-of-turn" else f"{until}, in Consequences"
        often = ", once" if later.once and later.until != "end-of-turn" else ""
        return f"{when}{often}{f', if {only}' if only else ''}"
    often = "the first time that" if later.once else "whenever"
    return f"{until}, {often} {_WHEN[later.when]}{f' and {only}' if only else ''}"
