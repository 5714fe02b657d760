"""Steps become programs: flat lists of instructions with jumps (§4.3).

A body that ranges over areas, seats or issues keeps what it is about in a register; the registers are
numbered by depth. `each` is STEP_CLEAR, then the head STEP_EACH, the body, and a jump back to the head, which
jumps past the loop when no area is left. The heads of `find`, `choose` and `random` jump past their body when
there is nothing to find. A step that means the besiegers has the register of the area in `b`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from typing import Final

from cards import conditions as cond
from cards import vocabulary as say
from cards.base import OPEN_HIGH, OPEN_LOW
from cards.language import _
from cards.locate import Path
from cards.reading import NESTING_MAX, Reader, Scope
from rules import instructions as op
from rules import scenario as to
from rules.instructions import Standing, Step
from rules.scenario import NOBODY

PROGRAM_MAX = 256

WHEN: Final = {
    "consequences": op.WHEN_CONSEQUENCES,
    "signature": op.WHEN_SIGNATURE,
    "breach": op.WHEN_BREACH,
    "conference": op.WHEN_CONFERENCE,
    "collapse": op.WHEN_COLLAPSE,
}
UNTIL: Final = {"end-of-turn": op.LASTS_TURN, "end-of-next-turn": op.LASTS_NEXT_TURN, "game": op.LASTS_GAME}

# Steps that need a player or a moment of play which these have not
_FORBIDDEN: Final = {
    "card": (),
    "headline": (say.ChooseArea, say.ChooseSeat, say.ChooseIssue, say.Look),
    "procedure": (
        *(say.ChooseArea, say.ChooseSeat, say.ChooseIssue, say.Look),
        *(say.Random, say.Draw, say.Discard, say.Standing),
    ),
    "standing effect": (
        *(say.ChooseArea, say.ChooseSeat, say.ChooseIssue),
        *(say.Random, say.Draw, say.Discard, say.Standing),
    ),
}


@dataclass
class Press:
    """Sets steps into programs; collects all programs and standing effects of a scenario."""

    reader: Reader
    fixed: int  # mask of the issues that cannot move
    programs: list[tuple[Step, ...]] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)

    def program(
        self, steps: tuple[say.Step, ...], scope: Scope, path: Path, only_if: cond.Condition | None = None
    ) -> int:
        """The number of the program of these steps; `only_if` stands before all of them."""
        setting = _Setting(self, scope)
        condition = self.reader.condition(only_if, scope, (*path[:-1], "if"))
        if condition is not None:
            setting.emit(Step(op.STEP_UNLESS, condition=condition), path)
        setting.steps_of(steps, scope, path)
        if condition is not None:
            setting.land(0)
        self.programs.append(tuple(setting.steps))
        return len(self.programs) - 1


class _Setting:
    """One program while it is written."""

    def __init__(self, press: Press, scope: Scope) -> None:
        self.press = press
        self.read = press.reader
        self.steps: list[Step] = []
        self.forbidden: tuple[type[cond.Word], ...] = _FORBIDDEN[
            "standing effect" if scope.standing else scope.owner.replace("home front", "procedure")
        ]

    def emit(self, step: Step, path: Path) -> int:
        if len(self.steps) >= PROGRAM_MAX:
            raise self.read.text.error(
                path, _("the effects are too long: more than {limit} steps once repeated").format(limit=PROGRAM_MAX)
            )
        self.steps.append(step)
        return len(self.steps) - 1

    def land(self, at: int) -> None:
        """The jump at `at` leads here."""
        self.steps[at] = replace(self.steps[at], jump=len(self.steps))

    def steps_of(self, steps: tuple[say.Step, ...], scope: Scope, path: Path) -> None:
        for index, step in enumerate(steps):
            here = (*path, index)
            if isinstance(step, self.forbidden):
                owner = "standing effect" if scope.standing else scope.owner
                raise self.read.text.error(
                    here, _('a {owner} cannot contain "{step}"').format(owner=owner, step=step.TAG.split()[0])
                )
            self._set(step, scope, here)

    @singledispatchmethod
    def _set(self, step: cond.Word, scope: Scope, path: Path) -> None:
        raise NotImplementedError(step)

    # Shifts

    @_set.register
    def _meter(self, step: say.ShiftMeter, scope: Scope, path: Path) -> None:
        who = self.read.seats(step.of, scope, (*path, "of"))
        low, high = _limits(step)
        meter = to.METER_IDS.index(step.shift)
        beside = max(scope.innermost("area"), 0)
        self.emit(Step(op.STEP_METER, a=meter, b=beside, who=who, by=step.by, low=low, high=high), path)

    @_set.register
    def _track(self, step: say.ShiftTrack, _scope: Scope, path: Path) -> None:
        track = self.read.names.track(step.shift, (*path, "shift"))
        low, high = _limits(step)
        self.emit(Step(op.STEP_TRACK, a=track, by=step.by, low=low, high=high), path)

    @_set.register
    def _toll(self, step: say.ShiftToll, scope: Scope, path: Path) -> None:
        area = self.read.area(step.area, scope, (*path, "area"))
        self.emit(Step(op.STEP_TOLL, area=area, by=step.by), path)

    @_set.register
    def _strength(self, step: say.ShiftStrength, scope: Scope, path: Path) -> None:
        side = self.read.names.side(step.strength, (*path, "strength"))
        area = self.read.area(step.area, scope, (*path, "area"))
        low, high = _limits(step)
        self.emit(Step(op.STEP_STRENGTH, a=side, area=area, by=step.by, low=low, high=high), path)

    @_set.register
    def _draft(self, step: say.MoveDraft, scope: Scope, path: Path) -> None:
        issue = self.read.issue(step.draft, scope, (*path, "draft"))
        self.emit(Step(op.STEP_DRAFT, a=issue, by=step.by), path)

    @_set.register
    def _toward(self, step: say.MoveDraftToward, scope: Scope, path: Path) -> None:
        issue = self.read.issue(step.draft, scope, (*path, "draft"))
        if issue >= 0:
            self.read.names.position(issue, step.toward, (*path, "toward"))
        self.emit(Step(op.STEP_DRAFT_TOWARD, a=issue, b=step.toward), path)

    # Seats and their cards and pledges

    @_set.register
    def _bar(self, step: say.Bar, scope: Scope, path: Path) -> None:
        self.emit(Step(op.STEP_BAR, who=(self.read.seat(step.bar, scope, (*path, "bar")),)), path)

    @_set.register
    def _compel(self, step: say.Compel, scope: Scope, path: Path) -> None:
        self.emit(Step(op.STEP_COMPEL, who=(self.read.seat(step.compel, scope, (*path, "compel")),)), path)

    @_set.register
    def _end_pledges(self, step: say.EndPledges, scope: Scope, path: Path) -> None:
        everything = step.end_pledges == "all"
        kind = NOBODY if everything else self.read.names.kind(step.end_pledges, (*path, "end_pledges"))
        who: tuple[int, ...] = ()
        if step.by is not None:
            who = (self.read.seat(step.by, scope, (*path, "by")),)
        elif step.between is not None:
            who = self.read.seats(step.between, scope, (*path, "between"))
        self.emit(Step(op.STEP_END_PLEDGES, a=kind, who=who), path)

    @_set.register
    def _draw(self, step: say.Draw, scope: Scope, path: Path) -> None:
        who = self.read.seats(step.by, scope, (*path, "by"))
        self.emit(Step(op.STEP_DRAW, b=max(scope.innermost("area"), 0), who=who, by=step.draw), path)

    @_set.register
    def _discard(self, step: say.Discard, scope: Scope, path: Path) -> None:
        seat = self.read.seat(step.by, scope, (*path, "by"))
        if seat == scope.player:
            seat = op.WHO_SELF
        self.emit(Step(op.STEP_DISCARD, who=(seat,), by=step.discard), path)

    @_set.register
    def _look(self, step: say.Look, scope: Scope, path: Path) -> None:
        seat = self.read.seat(step.of, scope, (*path, "of"))
        if seat in (op.WHO_SELF, scope.player):
            raise self.read.text.error((*path, "of"), _("a player always sees its own"))
        look = op.STEP_LOOK_HAND if step.look == "hand" else op.STEP_LOOK_AGENDA
        self.emit(Step(look, who=(seat,)), path)

    @_set.register
    def _standing(self, step: say.Standing, scope: Scope, path: Path) -> None:
        later = step.standing
        inner = Scope(scope.owner, scope.player, standing=True)
        inside = (*path, "standing")
        standing = Standing(
            when=WHEN[later.when],
            program=self.press.program(later.do, inner, (*inside, "do")),
            lasts=UNTIL[later.until],
            condition=self.read.condition(later.if_, inner, (*inside, "if")),
            once=later.once,
        )
        self.press.standings.append(standing)
        self.emit(Step(op.STEP_STANDING, a=len(self.press.standings) - 1), path)

    # Choices and loops

    @_set.register
    def _if(self, step: say.If, scope: Scope, path: Path) -> None:
        condition = self.read.condition(step.if_, scope, (*path, "if"))
        unless = self.emit(Step(op.STEP_UNLESS, condition=condition), path)
        self.steps_of(step.then, scope, (*path, "then"))
        if step.else_ is None:
            self.land(unless)
            return
        past = self.emit(Step(op.STEP_JUMP), path)
        self.land(unless)
        self.steps_of(step.else_, scope, (*path, "else"))
        self.land(past)

    @_set.register
    def _repeat(self, step: say.Repeat, scope: Scope, path: Path) -> None:
        for _time in range(step.repeat):
            self.steps_of(step.do, scope, (*path, "do"))

    @_set.register
    def _each(self, step: say.Each, scope: Scope, path: Path) -> None:
        register = self._deeper(scope, path)
        where = self.read.where(step.where, scope, (*path, "where"))
        self.emit(Step(op.STEP_CLEAR, a=register), path)
        head = self.emit(Step(op.STEP_EACH, a=register, where=where), path)
        self.steps_of(step.do, scope.enter("area"), (*path, "do"))
        self.emit(Step(op.STEP_JUMP, jump=head), path)
        self.land(head)

    @_set.register
    def _find(self, step: say.Find, scope: Scope, path: Path) -> None:
        measure, side = self._measure(step, path)
        where = self.read.where(step.where, scope, (*path, "where"))
        self._body(Step(op.STEP_FIND, b=measure, c=side, where=where), "area", step.do, scope, path)

    def _measure(self, step: say.Find, path: Path) -> tuple[int, int]:
        if step.most is not None:
            return op.FIND_MOST, self.read.names.side(step.most, (*path, "most"))
        if step.least_surplus is not None:
            return op.FIND_LEAST_SURPLUS, self.read.names.side(step.least_surplus, (*path, "least_surplus"))
        if step.least == "total":
            return op.FIND_LEAST_TOTAL, 0
        return op.FIND_LEAST, self.read.names.side(step.least or "", (*path, "least"))

    @_set.register
    def _choose_area(self, step: say.ChooseArea, scope: Scope, path: Path) -> None:
        where = self.read.where(step.where, scope, (*path, "where"))
        self._body(Step(op.STEP_CHOOSE, b=op.CHOOSE_AREA, where=where), "area", step.do, scope, path)

    @_set.register
    def _choose_seat(self, step: say.ChooseSeat, scope: Scope, path: Path) -> None:
        names = self.read.names
        others = tuple(seat for index, seat in enumerate(names.seats) if index != scope.player)
        options = {names.seat(seat, (*path, "where")) for seat in step.where or others}
        choice = Step(op.STEP_CHOOSE, b=op.CHOOSE_SEAT, options=tuple(sorted(options)))
        self._body(choice, "seat", step.do, scope, path)

    @_set.register
    def _choose_issue(self, step: say.ChooseIssue, scope: Scope, path: Path) -> None:
        names = self.read.names
        options = {names.issue(issue, (*path, "where")) for issue in step.where or names.issues}
        free = tuple(issue for issue in sorted(options) if not self.press.fixed >> issue & 1)
        self._body(Step(op.STEP_CHOOSE, b=op.CHOOSE_ISSUE, options=free), "issue", step.do, scope, path)

    @_set.register
    def _random(self, step: say.Random, scope: Scope, path: Path) -> None:
        where = self.read.where(step.where, scope, (*path, "where"))
        self._body(Step(op.STEP_RANDOM, where=where), "area", step.do, scope, path)

    def _body(self, head: Step, kind: str, do: tuple[say.Step, ...], scope: Scope, path: Path) -> None:
        at = self.emit(replace(head, a=self._deeper(scope, path)), path)
        self.steps_of(do, scope.enter(kind), (*path, "do"))
        self.land(at)

    def _deeper(self, scope: Scope, path: Path) -> int:
        depth = len(scope.registers)
        if depth >= NESTING_MAX:
            raise self.read.text.error(
                path,
                _("nested too deep: each, find, choose and random go {limit} deep and no further").format(
                    limit=NESTING_MAX
                ),
            )
        return depth


def _limits(step: say.Limited) -> tuple[int, int]:
    low = OPEN_LOW if step.at_least is None else step.at_least
    high = OPEN_HIGH if step.at_most is None else step.at_most
    return low, high
