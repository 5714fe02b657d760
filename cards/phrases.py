"""Names, numbers and filters in plain words: what a clause of `clauses` or a sentence of `wording` speaks of.

It stands there as a `Name`, so that a translation can ask the name for what its language needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cards import conditions as say
from cards.base import OPEN_HIGH, OPEN_LOW, Range
from cards.grammar import Name, Row, alone, capital, in_sentence, listed, with_article
from cards.language import N_, _, pgettext
from cards.manuscript import Manuscript

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

_FACTORS: Final = {
    (3, 2): N_("one and a half times"),
    (2, 1): N_("twice"),
    (3, 1): N_("three times"),
    (7, 2): N_("three and a half times"),
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


def factor_text(factor: tuple[int, int]) -> str:
    """How much an agenda's issues count."""
    if factor in _FACTORS:
        return _(_FACTORS[factor])
    return _("{a}/{b} times").format(a=factor[0], b=factor[1])


@dataclass(frozen=True)
class Phrases:
    """Says what is meant and what a filter asks; `player` is whose card it is, `bodies` what surrounds it."""

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
