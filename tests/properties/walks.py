"""Random play for the laws: steered towards what is rare, and told as a record when a law is broken."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import note, settings
from hypothesis import strategies as st

import cards
from game.notation import format_action
from rules import actions as act
from rules import kernel
from rules.board import controller
from rules.events import Event
from rules.scenario import AIR_SUPPORT, ARM, NOBODY, REARM, STAND_DOWN, USE_CAPITAL, USE_EVENT, Scenario
from rules.state import CHANCE, OVER, SPEAKING, State

SIZES = [f"{name} {size.id}" for name in cards.available() for size in cards.load(name).scenario.size]


def table_of(which: str) -> Scenario:
    """One size of one scenario: "two-banks micro". Tests take its name, since a failing example shows its arguments."""
    name, size = which.split()
    return cards.table(name, size)


def examples(percent: int) -> settings:
    """So many examples for every hundred of the profile (tests/conftest.py)."""
    return settings(max_examples=max(1, settings().max_examples * percent // 100))


every_size = pytest.mark.parametrize("which", SIZES)

# How players of a style weigh the verbs; 1 where nothing is said. A card has the weight of its use.
Style = dict[int, float]
USES = 1000  # + USE_*: the weight of a card by its use
STYLES: dict[str, Style] = {
    "anyhow": {},
    "dealers": {
        act.PROPOSE: 4, act.TEXT: 4, act.SEND: 4, act.ABANDON: 0.1, act.ACCEPT: 8, act.SILENCE: 8, act.CALL: 40,
        act.SIGN: 20, act.ATTEND: 20, act.STAY: 10, act.ORDER_HOLD: 4, USES + USE_EVENT: 2,
    },
    "cheats": {
        act.CALL: 40, act.SIGN: 20, act.ATTEND: 20, act.STAY: 8, act.ORDER_REARM: 8, act.ORDER_STAND_DOWN: 3,
        act.PLEDGE: 8, act.SEND: 4, act.ACCEPT: 8, act.SILENCE: 8, act.ORDER_HOLD: 0.2,
    },
    "warriors": {
        act.ORDER_ASSAULT: 8, act.ORDER_SUPPORT: 6, act.ORDER_STRIKE: 4, act.ORDER_HOLD: 0.2, act.PASS: 4,
        act.WITHDRAW: 4, act.PLEDGE: 4, act.ACCEPT: 4,
    },
    "absentees": {
        act.STAY_AWAY: 4, act.CHANNEL: 20, act.PLEDGE: 3, act.SEND: 8, act.ACCEPT: 6, act.SILENCE: 6,
        act.ORDER_ARM: 4,
    },
    "envoys": {  # they use cards for press moves, and lean
        USES + USE_EVENT: 0.5, USES + USE_CAPITAL: 0.3, act.CARD_NONE: 0.1, act.ATTEND: 8, act.CALL: 8, act.SIGN: 2,
        act.PLEDGE: 6, act.ACCEPT: 6, act.SEND: 4, act.ORDER_ASSAULT: 3,
    },
    "magicians": {USES + USE_EVENT: 12, act.CARD_NONE: 0.1, USES + USE_CAPITAL: 0.3, act.CALL: 10, act.SIGN: 10},
    "obstinate": {  # they talk for as long as they can, then fell what was said
        act.PROPOSE: 20, act.CHANNEL: 20, act.SEND: 0.2, act.ABANDON: 0.01, act.PASS: 0.01, act.BREAK: 1,
        act.ORDER_HOLD: 0.01, act.CARD_NONE: 0.01, act.REFUSE: 3,
    },
}  # fmt: skip

# Positions laid by hand at the first conference, so that what takes turns to bring about happens often
LAID = ("as dealt", "strong", "signed", "strained")


@dataclass(frozen=True)
class Walk:
    """A way to play: who plays, from what position, with which numbers."""

    seed: int
    style: str = "anyhow"
    laid: str = "as dealt"

    def begin(self, which: str) -> Game:
        """The game before its first action."""
        return Game(table_of(which), self)


def walks(laid: tuple[str, ...] = LAID) -> st.SearchStrategy[Walk]:
    """Walks of every style, from the positions of `laid`."""
    return st.builds(Walk, st.integers(0, 10**6), st.sampled_from(sorted(STYLES)), st.sampled_from(laid))


class Game:
    """A game on its walk: the state, the actions so far, and a die for whoever tests."""

    def __init__(self, table: Scenario, walk: Walk) -> None:
        self.table = table
        self.walk = walk
        self.state = kernel.start(table)
        self.actions: list[int] = []
        self.laid_after: int | None = None
        self.rng = random.Random(f"{walk.seed} moves")
        self.die = random.Random(f"{walk.seed} looks")
        self.looks: Counter[tuple[int, ...]] = Counter()
        self._style = STYLES[walk.style]

    @property
    def over(self) -> bool:
        return self.state.seat == OVER

    def choose(self) -> int:
        """The next action of the walk; does not play it."""
        return self.rng.choice(self._group(kernel.legal(self.table, self.state)))

    def play(self, action: int) -> list[Event]:
        """Play it."""
        events = kernel.apply(self.table, self.state, action)
        self.actions.append(action)
        return events

    def moments(self) -> Iterator[int]:
        """The actions of the walk to its end, each before it is played by whoever asks for the next."""
        while not self.over:
            self._lay_once()
            action = self.choose()
            before = len(self.actions)
            yield action
            if len(self.actions) == before:
                self.play(action)

    def look(self, eagerness: float = 1.0) -> bool:
        """Whether to look closely at this state: often at kinds of moments that were seldom looked at."""
        s = self.state
        kind = (s.phase, s.seat == CHANCE, s.program != NOBODY, s.in_force)
        if self.die.random() < eagerness / (1 + self.looks[kind]) ** 2:
            self.looks[kind] += 1
            return True
        return False

    def record(self) -> str:
        """The game so far as anybody can replay it."""
        table = self.table
        lines = [f"scenario: {table.id}", f"size: {table.size}", ""]
        for number, action in enumerate(self.actions):
            if number == self.laid_after:
                lines.append(f"# here the position was laid by hand: {self.walk}")
            lines.append(format_action(table, action))
        if self.laid_after == len(self.actions):
            lines.append(f"# here the position was laid by hand: {self.walk}")
        return "\n".join(["accord-record 1", *lines])

    def _group(self, legal: list[int]) -> list[int]:
        """The actions of one verb (or use of a card), by the weights of the style; a draw as if all were as likely."""
        groups: dict[int, list[int]] = {}
        for action in legal:
            verb = self.table.acts.verb[action]
            if verb == act.CARD:
                verb = USES + self.table.uses[self.table.acts.b[action]].kind
            groups.setdefault(verb, []).append(action)
        weights = [self._style.get(verb, 1.0) for verb in groups]
        return self.rng.choices(list(groups.values()), weights)[0]

    def _lay_once(self) -> None:
        if self.laid_after is None and self.state.phase == SPEAKING and self.state.seat >= 0:
            self.laid_after = NOBODY
            if self.walk.laid != "as dealt":
                self.laid_after = len(self.actions)
                lay(self.table, self.state, self.walk.laid, self.rng)


def lay(table: Scenario, s: State, how: str, rng: random.Random) -> None:
    """Change the position at the beginning of a conference."""
    seats = table.seats
    s.present |= rng.getrandbits(seats) | rng.getrandbits(seats)
    s.draft[:] = [
        now if table.fixed >> issue & 1 else rng.randrange(table.positions[issue]) for issue, now in enumerate(s.draft)
    ]
    if how == "strained":
        s.toll = rng.randint(table.start_toll, 3 * table.toll_max // 4)
        s.attention = rng.randint(4, 10)
        s.influence = [rng.randint(0, 4) for _ in range(seats)]
        s.support = [rng.randint(0, 4) for _ in range(seats)]
        s.credibility = [rng.randint(0, 4) for _ in range(seats)]
        s.strength = [min(force + rng.randint(0, 2), 9) if force else 0 for force in s.strength]
        s.holder = tuple(controller(table, s, area) for area in range(table.areas))
    else:
        s.influence = [rng.randint(5, 12) for _ in range(seats)]
        s.credibility = [rng.randint(4, 10) for _ in range(seats)]
        s.support = [rng.randint(8, 10) for _ in range(seats)]
        s.present |= table.required
    if how == "signed":
        sign(table, s, rng)
    kernel.setup(table, s, SPEAKING)


def sign(table: Scenario, s: State, rng: random.Random) -> None:
    """Put an agreement in force, with reserves that nobody has found."""
    s.in_force = True
    s.signatories = table.required | rng.getrandbits(table.seats)
    hides = [orders[STAND_DOWN] and orders[REARM] for orders in table.orders]
    s.stood_down = tuple(rng.randint(0, 3) if can else 0 for can in hides)
    s.reserve = tuple(rng.randint(0, most) for most in s.stood_down)


@contextmanager
def told(game: Game) -> Iterator[None]:
    """Tell the game so far if what is done with it fails."""
    try:
        yield
    except BaseException:
        note(game.record())
        raise


def has_air(table: Scenario) -> bool:
    """Whether any seat has air power."""
    return any(orders[AIR_SUPPORT] for orders in table.orders)


def has_arms(table: Scenario) -> bool:
    """Whether any seat sends arms."""
    return any(orders[ARM] for orders in table.orders)
