"""Conditions, filters and names in plain words: the lesser half of `wording`.

Each message is a whole clause; what it speaks of stands in it as a `Name`, so that a translation can ask the name for
what its language needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Final

from cards import conditions as say
from cards.base import OPEN_HIGH, OPEN_LOW, Range
from cards.grammar import Name, Row, alone, capital, in_sentence, listed, with_article
from cards.language import N_, _, pgettext
from cards.manuscript import Manuscript
from rules.scenario import Numbers

_NUMBERS: Final = {
    2: N_("two"),
    3: N_("three"),
    4: N_("four"),
    5: N_("five"),
    6: N_("six"),
    7: N_("seven"),
    8: N_("eight"),
    9: N_("nine"),
}

_GROUPS: Final = {
    "all": N_("every seat"),
    "others": N_("every other seat"),
    "present": N_("every seat at the conference"),
    "absent": N_("every seat away from the conference"),
    "signatories": N_("every signatory"),
    "besiegers": N_("every seat that besieges it"),
    "chosen": N_("the chosen seat"),
}

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

_FACTORS: Final = {
    (3, 2): N_("one and a half times"),
    (2, 1): N_("twice"),
    (3, 1): N_("three times"),
    (5, 2): N_("two and a half times"),
}


def number(count: int) -> str:
    """A small number as a word."""
    return _(_NUMBERS[count]) if count in _NUMBERS else str(count)


def times(count: int) -> str:
    """How often, if more than once."""
    return _("twice") if count == 2 else _("{number} times").format(number=number(count))  # noqa: PLR2004 - a word of its own


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return pgettext("quotation marks", "“{text}”").format(text=text)


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    return pgettext("a sentence", "{text}.").format(text=capital(text))


def span(ends: Range) -> str:
    """A range of numbers: `2 or less`, `from 2 to 4`, `exactly 3`."""
    if ends.low == ends.high:
        return _("exactly {n}").format(n=ends.low)
    if ends.low == OPEN_LOW:
        return _("{n} or less").format(n=ends.high)
    if ends.high == OPEN_HIGH:
        return _("{n} or more").format(n=ends.low)
    return _("from {low} to {high}").format(low=ends.low, high=ends.high)


@dataclass(frozen=True)
class Phrases:
    """Says what a condition or a filter asks; `player` is whose card it is, `bodies` what surrounds it."""

    text: Manuscript
    player: str | None = None
    bodies: tuple[str, ...] = ()

    # Names

    def seat(self, word: str) -> Name:
        """A seat, with an article where its name has more than one word."""
        if word in _GROUPS:
            return Name(_(_GROUPS[word]))
        wanted = self.player if word == "self" else word
        return with_article(next((seat.name for seat in self.text.scenario.seat if seat.id == wanted), str(wanted)))

    def seats(self, words: Sequence[str]) -> Row:
        """One seat or several."""
        return listed(self.seat(word) for word in words)

    def side(self, word: str) -> Name:
        """A side."""
        return Name(in_sentence(next(side.name for side in self.text.scenario.side if side.id == word)))

    def area(self, word: str) -> Name:
        """`East Aleppo`, `that area`."""
        if word not in ("here", "there"):
            return Name(in_sentence(next(area.name for area in self.text.scenario.area if area.id == word)))
        if not self._two_areas():
            return Name(_("that area"))
        return Name(_("the first area")) if word == "there" else Name(_("the second area"))

    def within(self, word: str) -> str:
        """`in East Aleppo`, `there`."""
        if word not in ("here", "there"):
            area = next(area for area in self.text.scenario.area if area.id == word)
            return self.area(word).behind(area.preposition)
        if not self._two_areas():
            return pgettext("in an area that was named", "there")
        return _("in the first area") if word == "there" else _("in the second area")

    def _two_areas(self) -> bool:
        return self.bodies.count("area") > 1

    def issue(self, word: str) -> Name:
        """An issue."""
        if word == "chosen":
            return Name(_("the chosen issue"))
        return Name(quoted(alone(next(issue.name for issue in self.text.scenario.issue if issue.id == word))))

    def end(self, issue: str, *, last: bool) -> str:
        """The first or the last position of an issue."""
        positions = next(one.positions for one in self.text.scenario.issue if one.id == issue)
        return self.position(issue, len(positions) - 1 if last else 0)

    def position(self, issue: str, at: int) -> str:
        """A position of an issue, by its name."""
        if issue == "chosen":
            return _("position {n}").format(n=at)
        positions = next(one.positions for one in self.text.scenario.issue if one.id == issue)
        return quoted(positions[at])

    def track(self, word: str) -> Name:
        """Toll, attention or a track of the scenario's own."""
        if word == "attention":
            return Name(_("attention"))
        if word == "toll":
            return Name(_("the toll"))
        return Name(quoted(alone(self.text.scenario.tracks.own[word].label)))

    def pledge(self, kind: str) -> str:
        """A kind of pledge."""
        return quoted(self.text.spoken(kind))

    # Filters

    def such(self, where: say.Filter | None, area: Name) -> Name:
        """`an area that is besieged and has the opposition in it`; `area` is `an area` or the like."""
        tests = self.tests(where, area)
        return Name(_("{area} that {tests}").format(area=area, tests=listed(tests))) if tests else area

    def among(self, where: say.Filter | None) -> str:
        """`the areas that are besieged and have the opposition in them`; empty if nothing is asked."""
        areas = Name(_("the areas"))
        told = self.such(where, areas)
        return "" if told is areas else told

    def tests(self, where: say.Filter | None, area: Name) -> list[str]:
        """What a filter asks of an area, or of several, each as a verb with its objects."""
        if where is None:
            return []
        found: list[str] = []
        if where.is_:
            names = listed([self.area(word) for word in where.is_], "or")
            found.append(_("{area:is|are} {names}").format(area=area, names=names))
        for side, told in (
            (where.held_by, _("{area:is|are} held by {side}")),
            (where.has, _("{area:has|have} {side} in {area:it|them}")),
            (where.lacks, _("{area:has|have} nothing of {side} in {area:it|them}")),
        ):
            if side is not None:
                found.append(told.format(area=area, side=self.side(side)))
        if where.strength is not None:
            told = _("{area:has|have} {side} at strength {numbers}")
            found.append(told.format(area=area, side=self.side(where.strength.side), numbers=span(where.strength)))
        if where.near is not None:
            told = _("{area:has|have} {side} in {area:it|them} or next to {area:it|them}")
            found.append(told.format(area=area, side=self.side(where.near)))
        if where.next_to is not None:
            found.append(_("{area:is|are} next to {other}").format(area=area, other=self._beside(where.next_to)))
        return [*found, *self._marks(where, area), *self._fighting(where, area)]

    def _beside(self, word: str) -> Name:
        """The area that a filter compares with: in a filter `here` still is the area outside."""
        if word in ("here", "there"):
            return Name(_("the first area")) if "area" in self.bodies else Name(_("that area"))
        return self.area(word)

    def _marks(self, where: say.Filter, area: Name) -> list[str]:
        found: list[str] = []
        if where.besieged is not None and where.aid is not False:
            found.append(_("{area:is|are} besieged") if where.besieged else _("{area:is|are} not besieged"))
        if where.aid is False:
            found.append(_("{area:is|are} besieged without aid"))
        elif where.aid:
            besieged = where.besieged
            found.append(
                _("{area:has|have} aid let in")
                if besieged
                else _("{area:has|have} aid let in or {area:is|are} not besieged")
            )
        if where.open is not None:
            found.append(_("{area:is|are} open") if where.open else _("{area:is|are} not open"))
        if where.tag is not None:
            found.append(_("{area:is|are} marked {mark}"))
        told = [one.format(area=area, mark=quoted(self.text.spoken(where.tag or ""))) for one in found]
        if where.not_tag is not None:
            mark = quoted(self.text.spoken(where.not_tag))
            told.append(_("{area:is|are} not marked {mark}").format(area=area, mark=mark))
        return told

    def _fighting(self, where: say.Filter, area: Name) -> list[str]:
        found: list[str] = []
        if where.spared is not None:
            told = _("saw {side} neither assaulted nor struck this turn")
            found.append(told.format(area=area, side=self.side(where.spared)))
        if where.fought_without is not None:
            told = _("saw an assault this turn in which {side} had no part")
            found.append(told.format(area=area, side=self.side(where.fought_without)))
        return found

    # Conditions

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

    def stand(self, issue: str, ends: Range) -> str:
        """A range of positions by their names."""
        last = len(next(one.positions for one in self.text.scenario.issue if one.id == issue)) - 1
        low, high = max(ends.low, 0), min(ends.high, last)
        if low == high:
            return _("at {position}").format(position=self.position(issue, low))
        if high == last:
            return _("at {position} or above").format(position=self.position(issue, low))
        if low == 0:
            return _("at {position} or below").format(position=self.position(issue, high))
        return _("between {low} and {high}").format(low=self.position(issue, low), high=self.position(issue, high))

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


def factor_text(factor: tuple[int, int]) -> str:
    """How much an agenda's issues count."""
    if factor in _FACTORS:
        return _(_FACTORS[factor])
    return _("{a}/{b} times").format(a=factor[0], b=factor[1])
