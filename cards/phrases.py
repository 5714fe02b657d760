"""Conditions, filters and names in plain English: the lesser half of `wording`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod

from cards import conditions as say
from cards.base import OPEN_HIGH, OPEN_LOW, Range
from cards.manuscript import Manuscript
from rules.scenario import Numbers

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_GROUPS = {
    "all": "every seat",
    "others": "every other seat",
    "present": "every seat at the conference",
    "absent": "every seat away from the conference",
    "signatories": "every signatory",
    "besiegers": "every seat that besieges it",
}


def number(count: int) -> str:
    """A small number as a word."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def times(count: int) -> str:
    """How often."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def listed(words: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def inside(name: str) -> str:
    """A name in the middle of a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def span(ends: Range) -> str:
    """A range of numbers: `2 or less`, `from 2 to 4`, `exactly 3`."""
    if ends.low == ends.high:
        return f"exactly {ends.low}"
    if ends.low == OPEN_LOW:
        return f"{ends.high} or less"
    return f"{ends.low} or more" if ends.high == OPEN_HIGH else f"from {ends.low} to {ends.high}"


def _plural(test: str) -> str:
    """What a filter asks, of several areas."""
    verb, _, rest = test.partition(" ")
    verb = {"is": "are", "has": "have"}.get(verb, verb)
    return f"{verb} {rest}".replace(" in it", " in them").replace(" to it", " to them").replace("or is ", "or are ")


@dataclass(frozen=True)
class Phrases:
    """Says what a condition or a filter asks; `player` is whose card it is, `bodies` what surrounds it."""

    text: Manuscript
    player: str | None = None
    bodies: tuple[str, ...] = ()

    # Names

    def seat(self, word: str) -> str:
        """A seat, with an article where its name has more than one word."""
        if word == "chosen":
            return "the chosen seat"
        if word in _GROUPS:
            return _GROUPS[word]
        wanted = self.player if word == "self" else word
        name = next((seat.name for seat in self.text.scenario.seat if seat.id == wanted), str(wanted))
        return inside(name) if name.startswith("The ") or " " not in name else f"the {name}"

    def seats(self, words: Sequence[str]) -> str:
        """One seat or several."""
        return listed([self.seat(word) for word in words])

    def verb(self, words: Sequence[str], singular: str, plural: str) -> str:
        """The form of a verb that goes with those seats."""
        many = len(words) > 1 or (words[0] not in _GROUPS and self.many(self.seat(words[0])))
        return plural if many else singular

    @staticmethod
    def many(name: str) -> bool:
        """Whether a name is a plural."""
        return name.endswith("s") and not name.endswith("ss")

    def side(self, word: str) -> str:
        """A side."""
        return next(side.name for side in self.text.scenario.side if side.id == word)

    def area(self, word: str, *, within: bool = True) -> str:
        """`in East Aleppo`, `there`; without `within` the bare name."""
        if word in ("here", "there"):
            if self.bodies.count("area") < 2:  # noqa: PLR2004 - one of two
                return "there" if within else "that area"
            name = "the first area" if word == "there" else "the second area"
        else:
            area = next(area for area in self.text.scenario.area if area.id == word)
            return f"{area.preposition} {inside(area.name)}" if within else inside(area.name)
        return f"in {name}" if within else name

    def issue(self, word: str) -> str:
        """An issue."""
        if word == "chosen":
            return "the chosen issue"
        return f"“{next(issue.name for issue in self.text.scenario.issue if issue.id == word)}”"

    def end(self, issue: str, *, last: bool) -> str:
        """The first or the last position of an issue."""
        positions = next(one.positions for one in self.text.scenario.issue if one.id == issue)
        return self.position(issue, len(positions) - 1 if last else 0)

    def position(self, issue: str, at: int) -> str:
        """A position of an issue, by its name."""
        if issue == "chosen":
            return f"position {at}"
        positions = next(one.positions for one in self.text.scenario.issue if one.id == issue)
        return f"“{positions[at]}”"

    def track(self, word: str) -> str:
        """Toll, attention or a track of the scenario's own."""
        if word == "attention":
            return word
        return "the toll" if word == "toll" else f"“{self.text.scenario.tracks.own[word].label}”"

    def pledge(self, kind: str) -> str:
        """A kind of pledge."""
        return f"“{kind.replace('-', ' ')}”"

    # Filters

    def such(self, where: say.Filter | None, lead: str) -> str:
        """`an area that is besieged and has the opposition in it`; `lead` is `an area` or the like."""
        tests = self.tests(where)
        return f"{lead} that {listed(tests)}" if tests else lead

    def among(self, where: say.Filter | None) -> str:
        """`the areas that are besieged and have the opposition in them`; empty if nothing is asked."""
        tests = [_plural(test) for test in self.tests(where)]
        return f"the areas that {listed(tests)}" if tests else ""

    def tests(self, where: say.Filter | None) -> list[str]:
        """What a filter asks, each as a verb with its objects."""
        if where is None:
            return []
        found: list[str] = []
        if where.is_:
            found.append(f"is {listed([self.area(word, within=False) for word in where.is_], 'or')}")
        if where.held_by is not None:
            found.append(f"is held by {self.side(where.held_by)}")
        if where.has is not None:
            found.append(f"has {self.side(where.has)} in it")
        if where.lacks is not None:
            found.append(f"has nothing of {self.side(where.lacks)} in it")
        if where.strength is not None:
            found.append(f"has {self.side(where.strength.side)} at strength {span(where.strength)}")
        if where.near is not None:
            found.append(f"has {self.side(where.near)} in it or next to it")
        if where.next_to is not None:
            found.append(f"is next to {self._beside(where.next_to)}")
        return [*found, *self._marks(where), *self._fighting(where)]

    def _beside(self, word: str) -> str:
        """The area that a filter compares with: in a filter `here` still is the area outside."""
        if word in ("here", "there"):
            return "the first area" if "area" in self.bodies else "that area"
        return self.area(word, within=False)

    def _marks(self, where: say.Filter) -> list[str]:
        found: list[str] = []
        if where.besieged is not None and where.aid is not False:
            found.append("is besieged" if where.besieged else "is not besieged")
        if where.aid is not None:
            aided = "has aid let in" if where.besieged else "has aid let in or is not besieged"
            found.append(aided if where.aid else "is besieged without aid")
        if where.open is not None:
            found.append("is open" if where.open else "is not open")
        if where.tag is not None:
            found.append(f"is marked “{where.tag}”")
        if where.not_tag is not None:
            found.append(f"is not marked “{where.not_tag}”")
        return found

    def _fighting(self, where: say.Filter) -> list[str]:
        found: list[str] = []
        if where.spared is not None:
            found.append(f"saw {self.side(where.spared)} neither assaulted nor struck this turn")
        if where.fought_without is not None:
            found.append(f"saw an assault this turn in which {self.side(where.fought_without)} had no part")
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
        seat = condition.present
        return f"{self.seat(seat)} {self.verb([seat], 'is', 'are')} at this turn's conference"

    @_clause.register
    def _absent(self, condition: say.Absent) -> str:
        seat = condition.absent
        return f"{self.seat(seat)} {self.verb([seat], 'is', 'are')} absent from this turn's conference"

    @_clause.register
    def _agreement(self, condition: say.Agreement) -> str:
        return "an agreement is in force" if condition.agreement else "no agreement is in force"

    @_clause.register
    def _signatory(self, condition: say.Signatory) -> str:
        seat = condition.signatory
        return f"{self.seat(seat)} {self.verb([seat], 'is', 'are')} among the signatories"

    @_clause.register
    def _draft(self, condition: say.DraftIs) -> str:
        return f"the text on {self.issue(condition.draft)} stands {self.stand(condition.draft, condition)}"

    def stand(self, issue: str, ends: Range) -> str:
        """A range of positions by their names."""
        last = len(next(one.positions for one in self.text.scenario.issue if one.id == issue)) - 1
        low, high = max(ends.low, 0), min(ends.high, last)
        if low == high:
            return f"at {self.position(issue, low)}"
        if high == last:
            return f"at {self.position(issue, low)} or above"
        if low == 0:
            return f"at {self.position(issue, high)} or below"
        return f"between {self.position(issue, low)} and {self.position(issue, high)}"

    @_clause.register
    def _meter(self, condition: say.MeterIs) -> str:
        return f"the {condition.meter} of {self.seat(condition.of)} is {span(condition)}"

    @_clause.register
    def _track(self, condition: say.TrackIs) -> str:
        return f"{self.track(condition.track)} is {span(condition)}"

    @_clause.register
    def _turn(self, condition: say.TurnIs) -> str:
        if isinstance(condition.turn, str):
            return f"the turn is {condition.turn}"
        turns = sorted(condition.turn)
        if turns[-1] >= self.last_turn() and turns == list(range(turns[0], turns[-1] + 1)):
            return f"it is turn {turns[0]} or later"
        return f"it is turn {listed([str(turn) for turn in turns], 'or')}"

    def last_turn(self) -> int:
        """The last turn of the longest size."""
        scenario = self.text.scenario
        return max(scenario.numbers.turns or Numbers.turns, *(size.numbers.turns or 0 for size in scenario.size))

    @_clause.register
    def _owes(self, condition: say.Owes) -> str:
        kind = f"a {self.pledge(condition.pledge)} pledge" if condition.pledge else "a pledge"
        owed = f"to {self.seat(condition.to)} " if condition.to else ""
        maker = condition.owes
        return f"{self.seat(maker)} {self.verb([maker], 'has', 'have')} {kind} {owed}in force"

    @_clause.register
    def _kept(self, condition: say.Kept) -> str:
        return f"{self.seat(condition.by)} kept a {self.pledge(condition.kept)} pledge last turn"

    @_clause.register
    def _ordered(self, condition: say.Ordered) -> str:
        when = (
            "in the last operations" if condition.within == 1 else f"in the last {number(condition.within)} operations"
        )
        article = "an" if condition.ordered[0] in "aeiou" else "a"
        return f"{self.seat(condition.by)} carried out {article} “{condition.ordered}” order {when}"

    @_clause.register
    def _hostile(self, condition: say.Hostile) -> str:
        return f"{self.seat(condition.hostile)} gave a hostile order in the last operations"

    @_clause.register
    def _holds(self, condition: say.Holds) -> str:
        return f"{self.area(condition.area, within=False)} is held by {self.side(condition.holds)}"

    @_clause.register
    def _some(self, condition: say.Some) -> str:
        return f"there is {self.such(condition.some, 'an area')}"

    @_clause.register
    def _count(self, condition: say.Count) -> str:
        return f"the number of {(self.among(condition.count) or 'the areas')[4:]} is {span(condition)}"

    @_clause.register
    def _cards(self, condition: say.Cards) -> str:
        return f"the number of cards in the hand of {self.seat(condition.cards)} is {span(condition)}"

    @_clause.register
    def _agenda(self, condition: say.HasAgenda) -> str:
        title = next(agenda.title for agenda in self.text.agendas if agenda.id == condition.agenda)
        return f"the agenda of {self.seat('self')} is “{title}”"

    @_clause.register
    def _not(self, condition: say.Not) -> str:
        inner = condition.not_
        if isinstance(inner, say.Agreement):
            return self._clause(say.Agreement(agreement=not inner.agreement))
        if isinstance(inner, say.Hostile):
            return f"{self.seat(inner.hostile)} gave no hostile order in the last operations"
        if isinstance(inner, say.Owes):
            return self._clause(inner).replace(" a ", " no ", 1)
        if isinstance(inner, say.Signatory):
            return self._clause(inner).replace(" among", " not among", 1)
        if isinstance(inner, say.Some):
            return f"there is no {self.such(inner.some, 'area')}"
        return f"it is not so that {self.part(inner)}"

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


def factor_text(factor: tuple[int, int]) -> str:
    """How much an agenda's issues count."""
    known = {
        (3, 2): "one and a half times",
        (2, 1): "twice",
        (3, 1): "three times",
        (5, 2): "two and a half times",
    }
    return known.get(factor, f"{factor[0]}/{factor[1]} times")
