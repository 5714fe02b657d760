"""Playing a case and saying what is wrong."""

from __future__ import annotations

from typing import Final

from game import notation
from game.cases.files import with_changes
from game.cases.form import Case, Expect, Read, Setup, Step, Twin
from game.cases.look import Seen, differences, mover, waiting
from game.cases.names import Names
from game.cases.setting import lay, names_of, table_of
from game.errors import UserError
from rules import actions as act
from rules import kernel
from rules.events import Event, seen_by
from rules.invariants import check as check_invariants
from rules.scenario import NOBODY, Scenario
from rules.state import CHANCE, OVER, State

PATIENCE: Final = 1000  # default answers on the way to a step

_SPEAK: Final = (act.PROPOSE, act.CHANNEL, act.CALL, act.PASS)
_WRITE: Final = (act.TEXT, act.GIVE, act.ASK, act.PLEDGE, act.SEND, act.ABANDON)
_ANSWER: Final = (act.ACCEPT, act.DECLINE, act.SILENCE, act.BREAK)
MOMENTS: Final[dict[int, tuple[str, ...]]] = {
    **dict.fromkeys(_SPEAK, ("conference",)),
    **dict.fromkeys(_WRITE, ("package",)),
    **dict.fromkeys(_ANSWER, ("answers",)),
    **dict.fromkeys((act.SIGN, act.REFUSE), ("signatures",)),
    **dict.fromkeys((act.CARD, act.CARD_NONE), ("card",)),
    **dict.fromkeys(range(act.FIRST_ORDER, act.LAST_ORDER + 1), ("orders",)),
    **dict.fromkeys((act.ATTEND, act.STAY_AWAY), ("attendance",)),
    **dict.fromkeys((act.CHOOSE_AN_AREA, act.CHOOSE_A_SEAT, act.CHOOSE_AN_ISSUE), ("choice",)),
    act.CHOOSE_A_CARD: ("choice", "discard"),
    **dict.fromkeys((act.STAY, act.WITHDRAW), ("crisis",)),
}


class StuckError(Exception):
    """The case can't be played on; its text is what the person reads."""


def problems(case: Case) -> list[str]:
    """What is wrong, one sentence each: none if the case passes; UserError if it makes no sense."""
    names, table = names_of(case.scenario, case.size), table_of(case)
    play = Play(names, table, case, case.setup)
    found = play.go(case.step)
    if not found:
        found = play.look(case.expect, case.view)
    for reading in case.read:
        found += misread(names, reading)
    if case.twin is not None and not found:
        found += noticed(play, case.twin)
    return found


class Play:
    """A case under way."""

    def __init__(self, names: Names, table: Scenario, case: Case, setup: Setup) -> None:
        self.names = names
        self.table = table
        self.case = case
        self.state: State = lay(names, table, setup)
        self.told: list[Event] = []

    def go(self, steps: tuple[Step, ...]) -> list[str]:
        """Play the steps; stop at the first that isn't as it should be."""
        for number, step in enumerate(steps, start=1):
            try:
                self.take(step)
                found = self.look(step.expect, step.view)
            except StuckError as stuck:
                found = [str(stuck)]
            if found:
                return [f"step {number}: {sentence}" for sentence in found]
        return []

    def take(self, step: Step) -> None:
        """One step."""
        if step.until is not None:
            self.go_to(step.until)
        for line in step.chance or ():
            self.draw(line)
        if step.seat is None:
            return
        seat = self.names.seat(step.seat)
        if step.at is not None:
            self.arrive(seat, (step.at,), step.seat)
        for line in step.refused or ():
            self.refuse(seat, line, step)
        for line in step.play or ():
            actions = self.names.lines(line)
            self.arrive(seat, MOMENTS.get(self.table.acts.verb[actions[0]], ()), line)
            for action in actions:
                self.do(action)

    def look(self, expect: Expect, views: dict[str, Expect]) -> list[str]:
        """What isn't as expected, in the open and in what seats see."""
        sizes = tuple(hand.bit_count() for hand in self.state.hand)
        found = differences(Seen(self.names, self.table, self.state, sizes), expect)
        for word, view in views.items():
            seen = kernel.observe(self.table, self.state, self.names.viewer(word))
            wrong = differences(Seen(self.names, self.table, seen.board, seen.hands), view)
            found += [f"what {word} sees: {sentence}" for sentence in wrong]
        return found

    # On the way

    def arrive(self, seat: int, moments: tuple[str, ...], line: str) -> None:
        """Default answers, if the case wants them, until the seat is to move at such a moment."""
        for _ in range(PATIENCE):
            s = self.state
            if s.seat == seat and (waiting(s) in moments or not self.case.defaults):
                return
            if not self.may_go_on():
                break
            self.do(default(self.table, s))
        raise StuckError(f'"{line}" has no place: {self.where()}')

    def go_to(self, moment: str) -> None:
        """Default answers until play waits there."""
        for _ in range(PATIENCE):
            if waiting(self.state) == moment:
                return
            if not self.may_go_on():
                break
            self.do(default(self.table, self.state))
        raise StuckError(f"{moment} is not reached: {self.where()}")

    def may_go_on(self) -> bool:
        """Whether the case lets the answer or draw that is due be taken by default."""
        if self.state.seat == CHANCE:
            return self.case.chance == "first"
        return self.case.defaults and self.state.seat != OVER

    def draw(self, line: str) -> None:
        """A chance outcome that the case names."""
        action = self.names.line(line)
        for _ in range(PATIENCE):
            s = self.state
            if s.seat == CHANCE and action in kernel.legal(self.table, s):
                self.do(action)
                return
            if not self.may_go_on():
                break
            self.do(default(self.table, s))
        raise StuckError(f'no draw "{line}" is due: {self.where()}')

    def where(self) -> str:
        """Who is to move, and for what."""
        return f"{mover(self.names, self.state)} is to move ({waiting(self.state)}, turn {self.state.turn})"

    def do(self, action: int) -> None:
        """An action that must be possible, by the list and by the check; the position after it must be sound."""
        error = kernel.check(self.table, self.state, action)
        listed = action in kernel.legal(self.table, self.state)
        line = self.names.text(action)
        if error is not None:
            raise StuckError(f'expected that "{line}" is possible, found {error}')
        if not listed:
            raise StuckError(f'"{line}" passes the check and is not listed as possible')
        self.told += kernel.apply(self.table, self.state, action)
        wrong = check_invariants(self.table, self.state)
        if wrong:
            raise StuckError(f'after "{line}" the position is unsound: {wrong[0]}')

    def refuse(self, seat: int, line: str, step: Step) -> None:
        """A line of which one part must be forbidden, by the section that the step names."""
        actions = self.names.lines(line)
        if step.at is None:
            self.arrive(seat, MOMENTS.get(self.table.acts.verb[actions[0]], ()), line)
        s = self.state.copy()
        for action in actions:
            error = kernel.check(self.table, s, action)
            if error is None:
                kernel.apply(self.table, s, action)
                continue
            if action in kernel.legal(self.table, s):
                raise StuckError(f'"{line}" is listed as possible and refused: {error}')
            if error.section != step.by:
                raise StuckError(f'expected that §{step.by} forbids "{line}", found {error}')
            return
        raise StuckError(f'expected that §{step.by} forbids "{line}", found it possible')


def default(table: Scenario, s: State) -> int:
    """The answer when a clock runs out (§11); of chance the first outcome."""
    acts = table.acts
    usual = {
        "conference": acts.pass_turn,
        "package": acts.abandon,
        "answers": acts.decline if s.seat >= 0 and s.bound >> s.seat & 1 else acts.silence,
        "signatures": acts.refuse,
        "card": acts.card_none,
        "orders": acts.hold,
        "attendance": acts.attend,
        "crisis": acts.stay,
    }
    if s.seat >= 0 and waiting(s) in usual:
        return usual[waiting(s)]
    return kernel.legal(table, s)[0]


def misread(names: Names, reading: Read) -> list[str]:
    """What is wrong with how a line is read; canonical lines must also be written as they were read (§11)."""
    try:
        found = [names.text(action) for action in names.lines(reading.line)]
    except UserError as error:
        if reading.error is not None and reading.error in str(error):
            return []
        return [f'"{reading.line}": expected {reading.error or "a line that is read"}, found {error}']
    expected = [reading.line] if reading.means is None else list(reading.means)
    if reading.error is not None or found != expected:
        return [f'"{reading.line}": expected {reading.error or "; ".join(expected)}, found {"; ".join(found)}']
    again = [notation.format_action(names.table, names.line(line)) for line in found]
    return [] if again == found else [f'"{reading.line}" is written as {"; ".join(again)}']


# Twins (§10)


def noticed(play: Play, twin: Twin) -> list[str]:
    """What those who should be blind to it notice of the difference between the case and its twin."""
    case = play.case
    other = Play(play.names, play.table, case, with_changes(case.setup, twin.setup))
    found = other.go(case.step if twin.step is None else twin.step)
    if found:
        return [f"twin, {sentence}" for sentence in found]
    for word in twin.blind:
        viewer = play.names.viewer(word)
        if _shown(play, viewer) != _shown(other, viewer):
            found.append(f"{word}: expected to see the same in the twin, found a difference")
        if _stream(play, viewer) != _stream(other, viewer):
            found.append(f"{word}: expected to be told the same in the twin, found a difference")
    found += [
        f'"{line}": expected the same error in the twin, found another'
        for line in twin.asks
        if _answer(play, line) != _answer(other, line)
    ]
    return found


def _shown(play: Play, viewer: int) -> object:
    """What a viewer is shown and offered."""
    offered = kernel.legal(play.table, play.state) if play.state.seat == viewer != NOBODY else []
    return kernel.observe(play.table, play.state, viewer).key(), offered


def _stream(play: Play, viewer: int) -> list[tuple[int, ...]]:
    return [event.key() for event in seen_by(play.told, viewer, play.table.seats)]


def _answer(play: Play, line: str) -> str:
    return str(kernel.check(play.table, play.state, play.names.line(line)))
