"""Positions that know how they came about: what each seat did and was told so far (perfect recall).

A moment never changes, so copies share it, and walking a tree costs one copy of a state a step. `recall(seat)` is all
that tells the moments of a seat apart: its own actions and the events that it was told, in order. Two moments at
which a seat recalls the same are one information set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final, Self

import cards
from game.adapters.encoding import Encoding
from game.notation import format_action
from rules import kernel
from rules.events import ANSWER, CHOSE, CLAUSE, EVENT_IDS, ORDERED, PICKED, VOID, Event
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import FIELDS, OVER, PHASE_IDS, State

# What a seat recalls of one thing: (OWN, an action of its own) or (an event's kind, seat, a, b, c, d)
Entry = tuple[int, ...]
OWN: Final = -1
OF_ACTIONS: Final = (ANSWER, CHOSE, CLAUSE, ORDERED, PICKED, VOID)  # events whose `a` is an action


class Play:
    """A scenario that is played: its table under the names that it was asked for, and the first moment."""

    def __init__(self, scenario: str, size: str) -> None:
        """`size` may be empty: the scenario's first."""
        self.scenario = scenario
        self.table: Scenario = cards.table(scenario, size or None)
        self.size = self.table.size
        told: list[Event] = []
        self.opening = Moment(self, kernel.start(self.table, told), None, NOBODY, told)
        self._texts: dict[Entry, str] = {}

    @cached_property
    def encoding(self) -> Encoding:
        """The numbers of its actions, and of what is seen."""
        return Encoding(self.table)

    def __reduce__(self) -> tuple[Callable[[str, str], Play], tuple[str, str]]:
        """To another process it goes by its names."""
        return play_of, (self.scenario, self.size)

    def text_of(self, entry: Entry) -> str:
        """What is recalled, as a line that says all of it."""
        text = self._texts.get(entry)
        if text is None:
            text = self._texts[entry] = self._written(entry)
        return text

    def _written(self, entry: Entry) -> str:
        if entry[0] == OWN:
            return f"> {format_action(self.table, entry[1])}"
        kind, seat, *values = entry
        words = [EVENT_IDS[kind], "-" if seat == NOBODY else self.table.seat_ids[seat]]
        if kind in OF_ACTIONS:
            return " ".join([*words, format_action(self.table, values[0])])
        while values and not values[-1]:
            values.pop()
        return " ".join([*words, *map(str, values)])


@lru_cache(maxsize=32)
def play_of(scenario: str, size: str) -> Play:
    """The same for the same names."""
    return Play(scenario, size)


class Moment:
    """A position and the way there; `before` is None at the beginning, and where a position was imagined."""

    __slots__ = ("_legal", "_outcomes", "action", "before", "news", "play", "recalls", "state", "supposed")

    def __init__(self, play: Play, state: State, before: Moment | None, action: int, news: Sequence[Event]) -> None:
        """`then` and `imagined` make all but the first."""
        self.play = play
        self.supposed: tuple[int, Moment] | None = before.supposed if before else None  # who imagined it, and where
        self.state = state
        self.before = before
        self.action = action  # that led here from `before`
        self.news = news
        self._legal: list[int] | None = None
        self._outcomes: list[tuple[int, float]] | None = None
        self.recalls: dict[int, tuple[Entry, ...]] = {}  # as far as anybody asked: see `recall`

    def __copy__(self) -> Self:
        """Nothing changes, so nothing is copied."""
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """The same."""
        return self

    def __reduce__(self) -> tuple[Callable[..., Moment], tuple[Any, ...]]:
        """To another process it goes as its first moment and the actions since."""
        path = self.path()
        first = path[0]
        actions = [moment.action for moment in path[1:]]
        if first is self.play.opening:
            return replayed, (self.play, actions)
        values = {name: getattr(first.state, name) for name in FIELDS}
        whose = NOBODY if first.supposed is None else first.supposed[0]
        return replayed, (self.play, actions, values, whose, first.recall(whose))

    # What may be done

    @property
    def mover(self) -> int:
        """A seat, or CHANCE or OVER (`rules.state`)."""
        return self.state.seat

    def legal(self) -> list[int]:
        """The actions of the seat to move, or the outcomes of the draw that is due."""
        if self._legal is None:
            self._legal = [] if self.state.seat == OVER else kernel.legal(self.play.table, self.state)
        return self._legal

    def outcomes(self) -> list[tuple[int, float]]:
        """What the draw may bring, and how probable that is."""
        if self._outcomes is None:
            weights = kernel.chances(self.play.table, self.state)
            total = sum(weight for _outcome, weight in weights)
            self._outcomes = [(outcome, weight / total) for outcome, weight in weights]
        return self._outcomes

    def then(self, action: int) -> Moment:
        """The next moment; RulesError, as the rules tell it, if the action is not possible."""
        table = self.play.table
        error = None if action in self.legal() else kernel.check(table, self.state, action)
        if error is not None:
            raise error
        told: list[Event] = []
        state = self.state.copy()
        state.news = told
        kernel.step(table, state, action)
        state.news = None
        return Moment(self.play, state, self, action, told)

    # What a seat knows

    def path(self, after: Moment | None = None) -> list[Moment]:
        """The moments from the first one to this; those behind `after`, if the way led through it."""
        moments: list[Moment] = []
        at: Moment | None = self
        while at is not None and at is not after:
            moments.append(at)
            at = at.before
        return moments[::-1]

    def recall(self, seat: int) -> tuple[Entry, ...]:
        """What the seat (NOBODY: a watcher) did and was told until now."""
        missing: list[Moment] = []
        at: Moment | None = self
        while at is not None and seat not in at.recalls:
            missing.append(at)
            at = at.before
        known = () if at is None else at.recalls[seat]
        for moment in reversed(missing):
            known = moment.recalls[seat] = known + moment.entries(seat)
        return known

    def entries(self, seat: int) -> tuple[Entry, ...]:
        """What the last action added to that."""
        bit = 1 << (self.play.table.seats if seat == NOBODY else seat)
        told = tuple(event.key() for event in self.news if event.audience & bit)
        if self.before is not None and self.before.state.seat == seat >= 0:
            return ((OWN, self.action), *told)
        return told

    def secrets(self, seat: int) -> tuple[Entry, ...]:
        """What of its recall a watcher doesn't know: its own actions, and what was whispered."""
        watcher = 1 << self.play.table.seats
        found: list[Entry] = []
        for moment in self.path():
            if moment.before is not None and moment.before.state.seat == seat:
                found.append((OWN, moment.action))
            found += [e.key() for e in moment.news if e.audience >> seat & 1 and not e.audience & watcher]
        return tuple(found)

    def observation(self, seat: int) -> Observation:
        """What it sees now."""
        return kernel.observe(self.play.table, self.state, seat)

    def imagined(self, seat: int, pick: Callable[[int], int]) -> Moment:
        """A moment that the seat can't tell from this one, made of what it sees and of nothing else.

        It has no past: the seat recalls what it recalled, and the others what they would see there.
        """
        table = self.play.table
        state = kernel.determinize(table, self.observation(seat), pick)
        return from_position(self.play, state, seat, self.recall(seat))


def from_position(play: Play, state: State, seat: int, recall: tuple[Entry, ...]) -> Moment:
    """A moment without a past, at which the seat recalls that much."""
    moment = Moment(play, state, None, NOBODY, ())
    moment.recalls[seat] = recall
    moment.supposed = (seat, moment)
    return moment


def replayed(
    play: Play,
    actions: Sequence[int],
    values: dict[str, Any] | None = None,
    seat: int = NOBODY,
    recall: tuple[Entry, ...] = (),
) -> Moment:
    """The moment after those actions: from the opening, or from an imagined position."""
    moment = play.opening
    if values is not None:
        state = kernel.start(play.table)
        for name, value in values.items():
            setattr(state, name, value)
        moment = from_position(play, state, seat, recall)
    for action in actions:
        moment = moment.then(action)
    return moment


# As text: equal texts are equal knowledge


def recalled(moment: Moment, seat: int) -> str:
    """Who it is and all that it did and was told, a line each; in an imagined past, first what it would have seen."""
    play = moment.play
    lines = ["watcher" if seat == NOBODY else play.table.seat_ids[seat]]
    if moment.supposed is not None and moment.supposed[0] != seat:
        lines.append(seen(moment.supposed[1], seat))
    return "\n".join([*lines, *map(play.text_of, moment.recall(seat))])


def recalled_alone(moment: Moment, seat: int) -> str:
    """What of this a watcher doesn't know."""
    play = moment.play
    return "\n".join([play.table.seat_ids[seat], *map(play.text_of, moment.secrets(seat))])


def seen(moment: Moment, seat: int) -> str:
    """What the seat sees now: what everybody sees, and what it alone sees."""
    if seat == NOBODY:
        return seen_by_all(moment)
    return f"{seen_by_all(moment)}\n{seen_alone(moment, seat)}"


def seen_by_all(moment: Moment) -> str:
    """What a watcher sees, as far as it is not as it was when the table was laid; turn, phase and draft always."""
    table = moment.play.table
    board, hands = _fields(moment.observation(NOBODY))
    laid, _hands = _fields(moment.play.opening.observation(NOBODY))
    words = [f"turn={board.pop('turn')}", f"phase={PHASE_IDS[int(board.pop('phase'))]}", f"draft={board.pop('draft')}"]
    words += [f"{name}={value}" for name, value in board.items() if value != laid[name]]
    return " ".join([f"{table.id}/{table.size}", *words, f"hands={hands}"])


def seen_alone(moment: Moment, seat: int) -> str:
    """What the seat sees and a watcher doesn't."""
    public, _hands = _fields(moment.observation(NOBODY))
    own, _hands = _fields(moment.observation(seat))
    words = [f"{name}={value}" for name, value in own.items() if value != public[name]]
    return " ".join([f"{moment.play.table.seat_ids[seat]}:", *words])


def _fields(observation: Observation) -> tuple[dict[str, str], str]:
    """Every field of the board, and the sizes of hands, as words without spaces."""
    fields = {name: _word(getattr(observation.board, name)) for name in FIELDS}
    return fields, _word(observation.hands)


def _word(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"({','.join(_word(one) for one in value)})"
    return str(int(value)) if isinstance(value, int) else str(value)
