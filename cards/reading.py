"""Conditions and filters, and the seats and areas that words such as `self` and `here` mean (§4.3)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatchmethod

from cards import conditions as say
from cards.base import OPEN_HIGH, Range
from cards.errors import quoted
from cards.language import _
from cards.locate import Path
from cards.manuscript import Manuscript
from cards.names import Names
from rules import instructions as op
from rules import scenario as to
from rules.instructions import NO_SEAT, Condition, Test
from rules.scenario import NOBODY

NESTING_MAX = 2

GROUPS = {
    "all": op.WHO_ALL,
    "others": op.WHO_OTHERS,
    "present": op.WHO_PRESENT,
    "absent": op.WHO_ABSENT,
    "signatories": op.WHO_SIGNATORIES,
    "besiegers": op.WHO_BESIEGERS,
}


@dataclass(frozen=True)
class Scope:
    """Where a step stands: whose text it is, who played it, and what `here`, `there` and `chosen` mean."""

    owner: str  # card, headline, procedure or home front
    player: int = NOBODY
    registers: tuple[str, ...] = ()  # what each holds: area, seat or issue
    standing: bool = False

    def enter(self, kind: str) -> Scope:
        """The scope inside a body that puts a `kind` into the next register."""
        return replace(self, registers=(*self.registers, kind))

    def innermost(self, kind: str, back: int = 0) -> int:
        """The register of the innermost `kind`, or of the one `back` outside it; NOBODY if there is none."""
        held = [index for index, what in enumerate(self.registers) if what == kind]
        return held[-1 - back] if len(held) > back else NOBODY


@dataclass
class Reader:
    """Turns names, filters and conditions into numbers and remembers which orders are counted."""

    names: Names
    watched: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> Manuscript:
        """The scenario as it is written."""
        return self.names.text

    # Seats and areas

    def seat(self, word: str, scope: Scope, path: Path) -> int:
        """A seat, `self` or `chosen`."""
        if word == "self":
            if scope.player == NOBODY:
                raise self.text.error(
                    path, _('"self" has no meaning in a {owner}: nobody plays it').format(owner=scope.owner)
                )
            return op.WHO_SELF
        if word == "chosen":
            return op.WHO_REGISTER - self._register(word, "seat", scope, path)
        if word in GROUPS:
            raise self.text.error(
                path, _("{word} is several seats; only one can be meant here").format(word=quoted(word))
            )
        return self.names.seat(word, path)

    def seats(self, words: tuple[str, ...], scope: Scope, path: Path) -> tuple[int, ...]:
        """Seats, or one word for several."""
        if len(words) == 1 and words[0] in GROUPS:
            return (self._group(words[0], scope, path),)
        found = tuple(self.seat(word, scope, path) for word in words)
        known = [scope.player if seat == op.WHO_SELF else seat for seat in found]
        if len(set(known)) < len(known):
            raise self.text.error(path, _("names a seat twice"))
        return found

    def _group(self, word: str, scope: Scope, path: Path) -> int:
        if word == "others" and scope.player == NOBODY:
            raise self.text.error(
                path, _('"others" has no meaning in a {owner}: nobody plays it').format(owner=scope.owner)
            )
        if word == "besiegers":
            self._register("besiegers", "area", scope, path)
        return GROUPS[word]

    def area(self, word: str, scope: Scope, path: Path) -> int:
        """An area, `here` or `there`."""
        if word in ("here", "there"):
            return -1 - self._register(word, "area", scope, path, back=int(word == "there"))
        return self.names.area(word, path)

    def issue(self, word: str, scope: Scope, path: Path) -> int:
        """An issue, or `chosen`."""
        if word == "chosen":
            return -1 - self._register(word, "issue", scope, path)
        return self.names.issue(word, path)

    def _register(self, word: str, kind: str, scope: Scope, path: Path, back: int = 0) -> int:
        register = scope.innermost(kind, back)
        if register == NOBODY:
            body = {
                "area": "each, find, choose or random",
                "seat": 'choose = "seat"',
                "issue": 'choose = "issue"',
            }[kind]
            told = (
                _("{word} means something only in an inner one of two of {body}")
                if back
                else _("{word} means something only in the body of {body}")
            )
            raise self.text.error(path, told.format(word=quoted(word), body=body))
        return register

    # Filters

    def where(self, where: say.Filter | None, scope: Scope, path: Path) -> tuple[Test, ...]:
        """The tests of a filter; what the map alone decides becomes one mask."""
        where = where or say.Filter()
        tests = [Test(op.WHERE_IS, mask=self._fixed(where, path))]
        side_tests = (
            ("held_by", where.held_by, op.WHERE_HELD_BY),
            ("has", where.has, op.WHERE_HAS),
            ("lacks", where.lacks, op.WHERE_LACKS),
            ("near", where.near, op.WHERE_NEAR),
            ("spared", where.spared, op.WHERE_SPARED),
            ("fought_without", where.fought_without, op.WHERE_FOUGHT_WITHOUT),
        )
        for key, word, kind in side_tests:
            if word is not None:
                tests.append(Test(kind, a=self.names.side(word, (*path, key))))
        if where.strength is not None:
            side = self.names.side(where.strength.side, (*path, "strength", "side"))
            tests.append(Test(op.WHERE_STRENGTH, a=side, low=where.strength.low, high=where.strength.high))
        if where.besieged is not None:
            tests.append(Test(op.WHERE_BESIEGED, a=int(where.besieged)))
        if where.aid is not None:
            tests.append(Test(op.WHERE_AID, a=int(where.aid)))
        if where.next_to is not None:
            tests.append(Test(op.WHERE_NEXT_TO, a=self.area(where.next_to, scope, (*path, "next_to"))))
        return tuple(tests)

    def _fixed(self, where: say.Filter, path: Path) -> int:
        """The areas that pass what never changes: name, tags, open, closed."""
        named = self.names.area_mask(where.is_ or (), (*path, "is"))
        for key, tag in (("tag", where.tag), ("not_tag", where.not_tag)):
            if tag is not None:
                self.names.tag(tag, (*path, key))
        bits = 0
        for index, area in enumerate(self.text.scenario.area):
            fits = bool(named >> index & 1) if where.is_ else not area.closed
            fits = fits and (where.closed is None or not area.closed)
            fits = fits and (where.open is None or area.open == where.open)
            fits = fits and (where.tag is None or where.tag in area.tags)
            fits = fits and (where.not_tag is None or where.not_tag not in area.tags)
            bits |= int(fits) << index
        if not bits:
            raise self.text.error(path, _("no area of the map can be meant by this filter"))
        return bits

    # Conditions

    def condition(self, written: say.Condition | None, scope: Scope, path: Path) -> Condition | None:
        """A condition, or None where none is written."""
        return None if written is None else self._condition(written, scope, path)

    @singledispatchmethod
    def _condition(self, written: say.Word, scope: Scope, path: Path) -> Condition:
        raise NotImplementedError(written)

    @_condition.register
    def _present(self, written: say.Present, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_PRESENT, a=self.seat(written.present, scope, (*path, "present")))

    @_condition.register
    def _absent(self, written: say.Absent, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_ABSENT, a=self.seat(written.absent, scope, (*path, "absent")))

    @_condition.register
    def _agreement(self, written: say.Agreement, _scope: Scope, _path: Path) -> Condition:
        return Condition(op.IF_AGREEMENT, a=int(written.agreement))

    @_condition.register
    def _signatory(self, written: say.Signatory, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_SIGNATORY, a=self.seat(written.signatory, scope, (*path, "signatory")))

    @_condition.register
    def _draft(self, written: say.DraftIs, _scope: Scope, path: Path) -> Condition:
        issue = self.names.issue(written.draft, (*path, "draft"))
        self.check_positions(issue, written, path)
        return Condition(op.IF_DRAFT, a=issue, low=written.low, high=written.high)

    @_condition.register
    def _meter(self, written: say.MeterIs, scope: Scope, path: Path) -> Condition:
        meter = to.METER_IDS.index(written.meter)
        seat = self.seat(written.of, scope, (*path, "of"))
        return Condition(op.IF_METER, a=meter, b=seat, low=written.low, high=written.high)

    @_condition.register
    def _track(self, written: say.TrackIs, _scope: Scope, path: Path) -> Condition:
        track = self.names.track(written.track, (*path, "track"))
        return Condition(op.IF_TRACK, a=track, low=written.low, high=written.high)

    @_condition.register
    def _turn(self, written: say.TurnIs, _scope: Scope, _path: Path) -> Condition:
        parity = {"even": (0,), "odd": (-1,)}
        turns = parity[written.turn] if isinstance(written.turn, str) else written.turn
        return Condition(op.IF_TURN, turns=turns)

    @_condition.register
    def _owes(self, written: say.Owes, scope: Scope, path: Path) -> Condition:
        maker = self.seat(written.owes, scope, (*path, "owes"))
        owed = NO_SEAT if written.to is None else self.seat(written.to, scope, (*path, "to"))
        kind = NOBODY if written.pledge is None else self.names.kind(written.pledge, (*path, "pledge"))
        return Condition(op.IF_OWES, a=maker, b=owed, c=kind)

    @_condition.register
    def _kept(self, written: say.Kept, scope: Scope, path: Path) -> Condition:
        kind = self.names.kind(written.kept, (*path, "kept"))
        return Condition(op.IF_KEPT, a=self.seat(written.by, scope, (*path, "by")), c=kind)

    @_condition.register
    def _ordered(self, written: say.Ordered, scope: Scope, path: Path) -> Condition:
        seat = self.seat(written.by, scope, (*path, "by"))
        if seat == op.WHO_SELF:
            seat = scope.player
        if seat < 0:
            raise self.text.error((*path, "by"), _('"ordered" needs a seat by its name'))
        return Condition(op.IF_ORDERED, a=self.watch(seat, written.ordered), b=written.within)

    @_condition.register
    def _hostile(self, written: say.Hostile, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_HOSTILE, a=self.seat(written.hostile, scope, (*path, "hostile")))

    @_condition.register
    def _holds(self, written: say.Holds, scope: Scope, path: Path) -> Condition:
        side = self.names.side(written.holds, (*path, "holds"))
        return Condition(op.IF_HOLDS, a=side, b=self.area(written.area, scope, (*path, "area")))

    @_condition.register
    def _some(self, written: say.Some, scope: Scope, path: Path) -> Condition:
        tests = self.where(written.some, scope, (*path, "some"))
        return Condition(op.IF_SOME, where=tests, low=1, high=OPEN_HIGH)

    @_condition.register
    def _count(self, written: say.Count, scope: Scope, path: Path) -> Condition:
        tests = self.where(written.count, scope, (*path, "count"))
        return Condition(op.IF_SOME, where=tests, low=written.low, high=written.high)

    @_condition.register
    def _cards(self, written: say.Cards, scope: Scope, path: Path) -> Condition:
        seat = self.seat(written.cards, scope, (*path, "cards"))
        return Condition(op.IF_CARDS, a=seat, low=written.low, high=written.high)

    @_condition.register
    def _agenda(self, written: say.HasAgenda, scope: Scope, path: Path) -> Condition:
        agenda = self.names.agenda(written.agenda, (*path, "agenda"))
        owner = self.text.agendas[agenda].seat
        if scope.player == NOBODY:
            raise self.text.error(
                path, _("a {owner} cannot ask for an agenda: nobody plays it").format(owner=scope.owner)
            )
        if self.names.seats[scope.player] != owner:
            raise self.text.error(
                path,
                _("{agenda} is an agenda of {owner}, not of the player").format(
                    agenda=quoted(written.agenda), owner=quoted(owner)
                ),
            )
        return Condition(op.IF_AGENDA, a=agenda)

    @_condition.register
    def _not(self, written: say.Not, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_NOT, parts=(self._condition(written.not_, scope, (*path, "not")),))

    @_condition.register
    def _all(self, written: say.All, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_ALL, parts=self._parts(written.all, scope, (*path, "all")))

    @_condition.register
    def _any(self, written: say.Any_, scope: Scope, path: Path) -> Condition:
        return Condition(op.IF_ANY, parts=self._parts(written.any, scope, (*path, "any")))

    def _parts(self, parts: tuple[say.Condition, ...], scope: Scope, path: Path) -> tuple[Condition, ...]:
        return tuple(self._condition(part, scope, (*path, index)) for index, part in enumerate(parts))

    def check_positions(self, issue: int, ends: Range, path: Path) -> None:
        """Every end of a range of positions names a position; `below` may be one past the last."""
        for key, at in (("is", ends.is_), ("at_least", ends.at_least), ("at_most", ends.at_most)):
            if at is not None:
                self.names.position(issue, at, (*path, key))
        if ends.below is not None:
            self.names.position(issue, ends.below - 1, (*path, "below"))

    def watch(self, seat: int, order: str) -> int:
        """The index in `watched_orders` of that kind of order by that seat."""
        pair = (seat, self.names.order(order))
        if pair not in self.watched:
            self.watched.append(pair)
        return self.watched.index(pair)
