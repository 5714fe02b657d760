"""The rule text that players read, made from the same models as the programs: the two cannot disagree.

A sentence is the scope of what it says: a condition or a choice ends at the full stop. Inside one, brackets hold
together what would else be read with its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import Final

from cards import vocabulary as say
from cards.clauses import Clauses
from cards.conditions import Any_, Word
from cards.decks import Agenda, Card, Headline
from cards.grammar import Name, Row, listed
from cards.language import N_, _, ngettext, pgettext
from cards.manuscript import Manuscript
from cards.phrases import factor_text, number, quoted, sentence, times
from cards.schema import Procedure
from cards.seats import Term
from cards.tables import AGENDA_FACTOR

_WHEN: Final = {
    "signature": N_("an agreement comes into force"),
    "breach": N_("a pledge is broken"),
    "conference": N_("attendance at a conference is revealed"),
    "collapse": N_("an agreement collapses"),
}
_UNTIL: Final = {
    "end-of-turn": N_("until the end of this turn"),
    "end-of-next-turn": N_("until the end of the next turn"),
    "game": N_("until the end of the game"),
}
_ONCE: Final = N_("Once: then it is out of the game.")
_AMOUNTS: Final = {
    "influence": N_("{n} influence"),
    "support": N_("{n} support"),
    "credibility": N_("{n} credibility"),
}
_ENDED: Final = {  # by whether a kind is named, and what is said of whose they are
    (False, ""): N_("all pledges end without blame"),
    (False, "by"): N_("all pledges made by {seat} end without blame"),
    (False, "between"): N_("all pledges between {seats} end without blame"),
    (True, ""): N_("all {pledge} pledges end without blame"),
    (True, "by"): N_("all {pledge} pledges made by {seat} end without blame"),
    (True, "between"): N_("all {pledge} pledges between {seats} end without blame"),
}


def card_text(text: Manuscript, card: Card) -> str:
    """What a card does when its event is played."""
    teller = _Teller(Clauses(text, card.seat))
    parts = []
    if card.requires is not None:
        parts.append(sentence(_("only possible if {condition}").format(condition=teller.phrases.holds(card.requires))))
    parts.append(teller.sentences(card.effects))
    if card.once:
        parts.append(_(_ONCE))
    return " ".join(parts)


def headline_text(text: Manuscript, headline: Headline) -> str:
    """What a headline does, and what it endangers."""
    phrases = Clauses(text)
    parts = [_Teller(phrases).sentences(headline.effects)]
    if headline.incident is not None:
        spoiler = Name(headline.incident.spoiler)
        unless = headline.incident.unless
        if unless is None:
            told = _("incident by {spoiler}: it endangers an agreement in force").format(spoiler=spoiler)
        else:
            told = _(
                "incident by {spoiler}: it endangers an agreement in force, "
                "unless the agreed text on {issue} stands {stand}"
            ).format(spoiler=spoiler, issue=phrases.issue(unless.issue), stand=phrases.stand(unless.issue, unless))
        parts.append(sentence(told))
    if headline.once:
        parts.append(_(_ONCE))
    return " ".join(parts)


def procedure_text(text: Manuscript, procedure: Procedure) -> str:
    """What non-players do, or what a home front asks."""
    teller = _Teller(Clauses(text))
    told = teller.sentences(procedure.do)
    if procedure.if_ is None:
        return told
    only = _("only if {condition}").format(condition=teller.phrases.holds(procedure.if_))
    return f"{sentence(only)} {told}"


def agenda_text(text: Manuscript, agenda: Agenda, size: str | None = None) -> str:
    """What an agenda changes of its seat's worth in a size, by default the first."""
    phrases = Clauses(text, agenda.seat)
    parts = []
    if agenda.issues:
        issues = listed(phrases.issue(issue) for issue in agenda.issues)
        sizes = text.scenario.size
        played = next((one for one in sizes if one.id == size), sizes[0])
        factor = factor_text(played.numbers.agenda_factor or text.scenario.numbers.agenda_factor or AGENDA_FACTOR)
        parts.append(sentence(_("{issues} {issues:counts|count} {factor}").format(issues=issues, factor=factor)))
    if agenda.terms:
        terms = listed(_term_text(term) for term in agenda.terms)
        parts.append(sentence(_("without an agreement, as this changes: {terms}").format(terms=terms)))
    return " ".join(parts)


def _term_text(term: Term) -> str:
    weight = f"{term.weight.normalize():+f}".replace(".", pgettext("the decimal sign", "."))
    return _("{weight} for each point of {term}").format(weight=weight, term=quoted(term.label))


def _limited(told: str, step: say.Limited) -> str:
    """What a shift stops at, after what it does."""
    if step.at_most is not None:
        return _("{change} (to at most {limit})").format(change=told, limit=step.at_most)
    if step.at_least is not None:
        return _("{change} (to no less than {limit})").format(change=told, limit=step.at_least)
    return told


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

    phrases: Clauses

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
        seats = self.phrases.seats(words)
        runs: list[tuple[bool, list[str]]] = []
        for shift in shifts:
            rises = shift.by > 0
            if not runs or runs[-1][0] != rises:
                runs.append((rises, []))
            runs[-1][1].append(_limited(_(_AMOUNTS[shift.shift]).format(n=abs(shift.by)), shift))
        changes = listed(
            (_("{seats:gains|gain} {amounts}") if rises else _("{seats:loses|lose} {amounts}")).format(
                seats=seats, amounts=listed(amounts)
            )
            for rises, amounts in runs
        )
        if len(words) > 1:
            return _("{seats} each {changes}").format(seats=seats, changes=changes)
        return _("{seats} {changes}").format(seats=seats, changes=changes)

    @_tell.register
    def _track(self, step: say.ShiftTrack) -> str:
        told = _("{track} {change:+d}").format(track=self.phrases.track(step.shift), change=step.by)
        return _limited(told, step)

    @_tell.register
    def _toll(self, step: say.ShiftToll) -> str:
        return _("toll {where} {change:+d}").format(where=self.phrases.within(step.area), change=step.by)

    @_tell.register
    def _strength(self, step: say.ShiftStrength) -> str:
        side, where = self.phrases.side(step.strength), self.phrases.within(step.area)
        told = _("strength of {side} {where} {change:+d}").format(side=side, where=where, change=step.by)
        return _limited(told, step)

    @_tell.register
    def _draft(self, step: say.MoveDraft) -> str:
        count = abs(step.by)
        steps = ngettext("one step", "{number} steps", count).format(number=number(count))
        told = (
            _("the draft on {issue} moves up {steps}") if step.by > 0 else _("the draft on {issue} moves down {steps}")
        )
        moved = told.format(issue=self.phrases.issue(step.draft), steps=steps)
        if step.draft == "chosen":
            return moved
        goal = self.phrases.end(step.draft, last=step.by > 0)
        return _("{move} (towards {position})").format(move=moved, position=goal)

    @_tell.register
    def _toward(self, step: say.MoveDraftToward) -> str:
        position = self.phrases.position(step.draft, step.toward)
        told = _("the draft on {issue} moves one step towards {position}")
        return told.format(issue=self.phrases.issue(step.draft), position=position)

    # Seats, their cards and pledges

    @_tell.register
    def _bar(self, step: say.Bar) -> str:
        return _("{seat} {seat:is|are} barred from the next conference").format(seat=self.phrases.seat(step.bar))

    @_tell.register
    def _compel(self, step: say.Compel) -> str:
        told = _("{seat} {seat:is|are} compelled to attend the next conference")
        return told.format(seat=self.phrases.seat(step.compel))

    @_tell.register
    def _end_pledges(self, step: say.EndPledges) -> str:
        named = step.end_pledges != "all"
        pledge = self.phrases.pledge(step.end_pledges) if named else ""
        if step.by is not None:
            return _(_ENDED[named, "by"]).format(pledge=pledge, seat=self.phrases.seat(step.by))
        if step.between is not None:
            return _(_ENDED[named, "between"]).format(pledge=pledge, seats=self.phrases.seats(step.between))
        return _(_ENDED[named, ""]).format(pledge=pledge)

    @_tell.register
    def _draw(self, step: say.Draw) -> str:
        if len(step.by) > 1:
            told = ngettext("{seats} each draw a card", "{seats} each draw {number} cards", step.draw)
        else:
            told = ngettext("{seats} {seats:draws|draw} a card", "{seats} {seats:draws|draw} {number} cards", step.draw)
        return told.format(seats=self.phrases.seats(step.by), number=number(step.draw))

    @_tell.register
    def _discard(self, step: say.Discard) -> str:
        seat = self.phrases.seat(step.by)
        if step.by in ("self", self.phrases.player):
            return _("{seat} {seat:discards|discard} another card, sealed with this one").format(seat=seat)
        told = ngettext(
            "{seat} {seat:discards|discard} a card at random",
            "{seat} {seat:discards|discard} {number} cards at random",
            step.discard,
        )
        return told.format(seat=seat, number=number(step.discard))

    @_tell.register
    def _look(self, step: say.Look) -> str:
        told = (
            _("{seat} {seat:sees|see} the hand of {other}")
            if step.look == "hand"
            else _("{seat} {seat:sees|see} the agenda of {other}")
        )
        return told.format(seat=self.phrases.seat("self"), other=self.phrases.seat(step.of))

    @_tell.register
    def _standing(self, step: say.Standing) -> str:
        later = step.standing
        inner = _Teller(Clauses(self.phrases.text, self.phrases.player))
        only = inner.phrases.part(later.if_) if isinstance(later.if_, Any_) else ""
        if later.if_ is not None and not only:
            only = inner.phrases.holds(later.if_)
        return _led(_trigger(later, only), inner.clauses(later.do))

    # Conditions, repetition, choices

    @_tell.register
    def _if(self, step: say.If) -> str:
        condition, then = self.phrases.holds(step.if_), self.clauses(step.then)
        if step.else_ is None:
            return _("if {condition}: {steps}").format(condition=condition, steps=then)
        told = _("if {condition}: {steps}; otherwise: {others}")
        return told.format(condition=condition, steps=then, others=self.clauses(step.else_))

    @_tell.register
    def _repeat(self, step: say.Repeat) -> str:
        return _led(times(step.repeat), self.clauses(step.do))

    @_tell.register
    def _each(self, step: say.Each) -> str:
        lead = Name(_("each second area") if self._inside_an_area() else _("each area"))
        area = self.phrases.such(step.where, lead)
        return _led(_("for {area}").format(area=area), self.enter("area").clauses(step.do))

    @_tell.register
    def _find(self, step: say.Find) -> str:
        which, among = self._measure(step), self.phrases.among(step.where)
        if among:
            which = _("{which} among {areas}").format(which=which, areas=among)
        told = _("in a second area, the one {which}") if self._inside_an_area() else _("in the area {which}")
        return _led(told.format(which=which), self.enter("area").clauses(step.do))

    def _measure(self, step: say.Find) -> str:
        if step.least == "total":
            return _("with the least strength of all sides together")
        side = self.phrases.side(step.most or step.least or step.least_surplus or "")
        if step.least_surplus is not None:
            told = _("where {side} {side:has|have} the smallest margin over the strongest enemy there")
        elif step.most is not None:
            told = _("where {side} {side:is|are} strongest")
        else:
            told = _("where {side} {side:is|are} weakest")
        return told.format(side=side)

    @_tell.register
    def _choose_area(self, step: say.ChooseArea) -> str:
        return self._chosen(self.phrases.such(step.where, self._an_area()), "area", step.do)

    @_tell.register
    def _choose_seat(self, step: say.ChooseSeat) -> str:
        seats = [self.phrases.seat(seat) for seat in step.where or ()]
        return self._chosen(listed(seats, "or") if seats else Name(_("another seat")), "seat", step.do)

    @_tell.register
    def _choose_issue(self, step: say.ChooseIssue) -> str:
        issues = [self.phrases.issue(issue) for issue in step.where or ()]
        return self._chosen(listed(issues, "or") if issues else Name(_("an issue")), "issue", step.do)

    def _chosen(self, options: Name | Row, kind: str, steps: tuple[say.Step, ...]) -> str:
        told = _("{seat} {seat:chooses|choose} {options}")
        lead = told.format(seat=self.phrases.seat("self"), options=options)
        return _led(lead, self.enter(kind).clauses(steps))

    @_tell.register
    def _random(self, step: say.Random) -> str:
        area = self.phrases.such(step.where, self._an_area())
        return _led(_("chance picks {area}").format(area=area), self.enter("area").clauses(step.do))

    def _an_area(self) -> Name:
        return Name(_("a second area") if self._inside_an_area() else _("an area"))

    def _inside_an_area(self) -> bool:
        return "area" in self.phrases.bodies


def _led(lead: str, steps: str) -> str:
    """What introduces some steps, and the steps."""
    return pgettext("what introduces some effects, and the effects", "{lead}: {steps}").format(lead=lead, steps=steps)


def _trigger(later: say.Later, only: str) -> str:
    """When a standing effect acts, and for how long."""
    until = _(_UNTIL[later.until])
    if later.when == "consequences":
        if later.until == "end-of-turn":
            told = _("in this turn's Consequences")
        elif later.once:
            told = _("{until}, in Consequences, once").format(until=until)
        else:
            told = _("{until}, in Consequences").format(until=until)
        return _("{trigger}, if {condition}").format(trigger=told, condition=only) if only else told
    told = _("{until}, the first time that {event}") if later.once else _("{until}, whenever {event}")
    told = told.format(until=until, event=_(_WHEN[later.when]))
    return _("{trigger} and {condition}").format(trigger=told, condition=only) if only else told
