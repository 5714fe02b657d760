"""What a good game looks like, line by line: a figure, its interval, what is wanted, and whether it holds.

The lines are of games between competent bots: of one kind of company (`check`), or of all of them together where a
thing only has to be possible (`check_together`). Those about one player's habits compare pairs of games.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from game.analysis.intervals import Estimate, difference, mean, share, share_of
from game.analysis.measures import SUCCESS
from game.facts import Facts
from rules.scenario import Scenario

LARGELY: Final = 60  # satisfaction (§9)
SELDOM: Final = 30  # decisions below which "never" and "always" mean nothing
ALWAYS: Final = 0.95
PEACEFUL: Final = ("peace", "fragile-peace")
ENDINGS: Final = ("peace", "fragile-peace", "frozen-war", "catastrophe")  # conquest need not occur
FEW: Final = 4  # drafts that must not be half of all that is signed
LATE: Final = 2  # last turns of a game
PER_CENT: Final = 100
HOLDS, HOLDS_PERHAPS, FAILS_PERHAPS, FAILS, TOO_FEW = VERDICTS = ("holds", "holds?", "fails?", "fails", "too few")
# Kinds of action that a bot has no reason to choose, and why
EXEMPT: Final = {"abandon": "the way back for people who change their mind in mid-sentence"}


class History(NamedTuple):
    """What did happen, so must stay possible: who holds an area at the end of which turn; what came too soon."""

    area: str
    side: str
    turn: int
    agreement: int  # in history there was none by this turn


@dataclass(frozen=True)
class Field:
    """Games of one kind of company, and what is wanted of them beside what is wanted of all."""

    name: str
    table: Scenario
    games: Sequence[Facts]
    long: bool = True  # whether an agreement lives long enough for crises, and staying away can pay
    history: History | None = None

    def each(self, column: str) -> list[str]:
        """What is the same for all seats, once a game."""
        return [str(game.rows[0][column]) for game in self.games]

    def signed(self) -> list[Facts]:
        """The games with a signature."""
        return [game for game in self.games if game.rows[0]["signed_turn"] is not None]


@dataclass(frozen=True)
class Line:
    """One thing that is wanted; shares are in per cent. `names`: what a count counts."""

    topic: str
    what: str
    figure: Estimate | int
    least: float | None = None
    most: float | None = None
    unit: str = ""
    names: str = ""
    beyond: bool = False  # whether `least` itself is too little

    @property
    def verdict(self) -> str:
        """`holds` or `fails`; with a question mark where the interval reaches across the bound."""
        if isinstance(self.figure, int):
            return HOLDS if self._within(self.figure) else FAILS
        if self.figure.low is None or self.figure.high is None:
            return TOO_FEW
        low, high = self.figure.low, self.figure.high
        if self._within(self.figure.value):
            return HOLDS if self._within(low) and self._within(high) else HOLDS_PERHAPS
        return FAILS if self._below(high) or self._above(low) else FAILS_PERHAPS

    def _within(self, value: float) -> bool:
        return not self._below(value) and not self._above(value)

    def _below(self, value: float) -> bool:
        return self.least is not None and (value < self.least or (self.beyond and value == self.least))

    def _above(self, value: float) -> bool:
        return self.most is not None and value > self.most

    @property
    def wanted(self) -> str:
        """`15 to 60 %`, `at least 5`, `at most 10 %`, `more than 0 points`."""
        if self.least is None:
            text = f"at most {self.most:.3g}"
        elif self.most is None:
            text = f"{'more than' if self.beyond else 'at least'} {self.least:.3g}"
        else:
            text = f"{self.least:.3g} to {self.most:.3g}"
        return f"{text} {self.unit}".strip()


def _share(topic: str, what: str, hits: Iterable[bool], least: float | None, most: float | None) -> Line:
    found = list(hits)
    return _part(topic, what, sum(found), len(found), least, most)


def _part(topic: str, what: str, part: int, whole: int, least: float | None, most: float | None) -> Line:
    return Line(topic, what, share(part, whole).times(PER_CENT), least, most, unit="%")


def check(games: Field) -> list[Line]:
    """Every line that games of one kind of company can be held against."""
    parts: tuple[Callable[[Field], list[Line]], ...] = (
        outcomes,
        seats,
        agreements,
        bargaining,
        afterlife,
        attendance,
        history,
    )
    return [line for part in parts for line in part(games)]


def check_together(games: Field) -> list[Line]:
    """Every line that is asked of a size: the games of all competent companies in one."""
    return [*endings(games), *kinds(games)]


# Outcomes and seats


def outcomes(games: Field) -> list[Line]:
    """How games end."""
    ended = games.each("outcome")
    return [
        _share("outcomes", "peace or fragile peace", (one in PEACEFUL for one in ended), 15, 60),
        _share("outcomes", "frozen war", (one == "frozen-war" for one in ended), 25, 75),
        _share("outcomes", "conquest", (one == "conquest" for one in ended), None, 10),
        _share("outcomes", "catastrophe", (one == "catastrophe" for one in ended), None, 10),
    ]


def endings(games: Field) -> list[Line]:
    """Endings that nobody ever sees."""
    ended = games.each("outcome")
    missing = [name for name in ENDINGS if name not in ended]
    return [Line("outcomes", "endings that never occur", len(missing), None, 0, names=", ".join(missing))]


def seats(games: Field) -> list[Line]:
    """What each seat makes of it."""
    lines = []
    for at, seat in enumerate(games.table.seat_ids):
        made = [float(game.rows[at]["satisfaction"] or 0) for game in games.games]
        first = [game.rows[at]["rank"] == 1 for game in games.games]
        lines += [
            Line("seats", f"{seat}: satisfaction", mean(enumerate(made)), 35, 65),
            _share("seats", f"{seat}: aims partly met", (one >= SUCCESS for one in made), 20, 80),
            _share("seats", f"{seat}: aims largely met", (one >= LARGELY for one in made), 5, None),
            _share("seats", f"{seat}: first or tied first", first, 10, 35),
        ]
    return lines


# Agreements


def agreements(games: Field) -> list[Line]:
    """What is signed, and when."""
    lines = [_share("agreements", "the signable zone grows", map(zone_grows, games.games), 80, None)]
    signed = games.signed()
    if not signed:
        return [*lines, Line("agreements", "games with a signature", 0, 1, None)]
    last = games.table.numbers.turns - LATE
    late = [int(game.rows[0]["signed_turn"] or 0) > last for game in signed]
    lines.append(_share("agreements", "signatures in the last two turns", late, None, 2 * PER_CENT / 3))
    drafts = [str(game.rows[0]["signed_draft"]) for game in signed]
    return [*lines, _variety(drafts), _settled(games, drafts)]


def zone_grows(game: Facts) -> bool:
    """Whether at a later conference more texts could be signed than at the first one."""
    sizes = [int(row["signable"] or 0) for row in game.turns if row["seat"] == game.rows[0]["seat"]]
    return max(sizes[1:], default=0) > sizes[0]


def _variety(drafts: Sequence[str]) -> Line:
    """At least five drafts make up the commoner half if, and only if, the four commonest do not.

    Asked as a share, since a count of different things has no honest interval: drawn again, they are fewer.
    """
    four = sum(number for _draft, number in Counter(drafts).most_common(FEW))
    names = f"drafts in the commoner half: {commoner_half(drafts)}"
    figure = share(four, len(drafts)).times(PER_CENT)
    return Line("agreements", "the four commonest drafts together", figure, None, 50, unit="%", names=names)


def commoner_half(drafts: Sequence[str]) -> int:
    """How many different drafts make up the most common half of the agreements."""
    left, number = len(drafts) / 2, 0
    for _draft, count in Counter(drafts).most_common():
        if left <= 0:
            break
        left -= count
        number += 1
    return number


def _settled(games: Field, drafts: Sequence[str]) -> Line:
    """The issue that most often ends at one and the same position; those that a size fixes are not asked."""
    fixed = {issue for at, issue in enumerate(games.table.issue_ids) if games.table.fixed >> at & 1}
    ends = Counter(part for text in drafts for part in text.split(", ") if part.split()[0] not in fixed)
    position, number = ends.most_common(1)[0]
    return _part("agreements", f"the commonest end, {position}", number, len(drafts), None, 85)


# Bargaining


def bargaining(games: Field) -> list[Line]:
    """Packages and pledges."""

    def counts(column: str) -> list[int]:
        return [sum(int(row[column] or 0) for row in game.rows) for game in games.games]

    kept, broken = counts("pledges_kept"), counts("pledges_broken")
    ended = [one + other for one, other in zip(kept, broken, strict=True)]
    return [
        _part_by_game("packages that pass", counts("adopted"), counts("proposals"), PER_CENT / 3, 2 * PER_CENT / 3),
        _share("bargaining", "games with a pledge", map(bool, counts("pledges_made")), 50, None),
        _part_by_game("pledges kept, of those kept or broken", kept, ended, 50, None),
        Line("bargaining", "pledges broken", sum(broken), 1, None),
    ]


def _part_by_game(what: str, part: list[int], whole: list[int], least: float | None, most: float | None) -> Line:
    """A share of things that hang together if they are of one game."""
    things = (
        (game, at < part[game])  # the order within a game says nothing
        for game, number in enumerate(whole)
        for at in range(number)
    )
    return Line("bargaining", what, share_of(things).times(PER_CENT), least, most, unit="%")


def afterlife(games: Field) -> list[Line]:
    """What becomes of agreements (full)."""
    signed = games.signed()
    if not games.long or not signed:
        return []
    crises = [bool(game.rows[0]["crises"]) for game in signed]
    collapses = sum(int(game.rows[0]["collapses"] or 0) for game in signed)
    return [
        _share("afterlife", "crises after a signature", crises, 25, None),
        Line("afterlife", "agreements that collapse", collapses, 1, None),
    ]


# Choices


def attendance(games: Field) -> list[Line]:
    """How many seats now and then stay away (full)."""
    if not games.long:
        return []
    offered, chosen = _choices(games, by_seat=True)
    names, at_times = games.table.seat_ids, []
    for seat, name in enumerate(names):
        asked = offered[seat, "absent"]
        away = chosen[seat, "absent"] / asked if asked else 0.0
        at_times += [f"{name} {away:.0%}"] if 0.03 <= away <= 0.5 else []  # noqa: PLR2004 (what is wanted)
    return [Line("attendance", "seats away in 3 to 50 % of turns", len(at_times), 3, None, names=", ".join(at_times))]


def kinds(games: Field) -> list[Line]:
    """Kinds of action that nobody ever chooses, and those that are as good as forced."""
    offered, chosen = _choices(games, by_seat=False)
    known = sorted(kind for (_seat, kind), number in offered.items() if number >= SELDOM and kind not in EXEMPT)
    never = [kind for kind in known if not chosen[0, kind]]
    always = [kind for kind in known if chosen[0, kind] > ALWAYS * offered[0, kind]]
    asked = f"of {len(known)}; {', '.join(EXEMPT)} is exempt"
    return [
        Line("choices", f"kinds never chosen, {asked}", len(never), None, 0, names=", ".join(never)),
        Line("choices", f"kinds chosen in over 95 %, {asked}", len(always), None, 0, names=", ".join(always)),
    ]


def _choices(games: Field, *, by_seat: bool) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    offered: Counter[tuple[int, str]] = Counter()
    chosen: Counter[tuple[int, str]] = Counter()
    for game in games.games:
        for choice in game.choices:
            key = (choice.seat if by_seat else 0, choice.kind)
            offered[key] += choice.offered
            chosen[key] += choice.chosen
    return offered, chosen


# History


def history(games: Field) -> list[Line]:
    """What did happen must be possible, and not certain."""
    asked = games.history
    if asked is None:
        return []
    held = f"{asked.area} {asked.side}"
    fell = [_holds(game, held, asked.turn) for game in games.games]
    early = [int(game.rows[0]["first_signed"] or games.table.numbers.turns) <= asked.agreement for game in games.games]
    return [
        _share("history", f"{held} by the end of turn {asked.turn}", fell, 25, 75),
        _share("history", f"an agreement by turn {asked.agreement}", early, None, 25),
    ]


def _holds(game: Facts, held: str, turn: int) -> bool:
    return any(held in str(row["holders"]).split(", ") for row in game.turns if int(row["turn"] or 0) <= turn)


# Between companies


def skill(fields: Sequence[Field]) -> list[Line]:
    """The share signed grows with the bots' skill: from each company to the next."""
    lines = []
    for less, more in pairwise(fields):
        signing = [[bool(game.rows[0]["signed_turn"]) for game in one.games] for one in (more, less)]
        what = f"more games signed by {more.name} than by {less.name}"
        lines.append(Line("skill", what, difference(*signing).times(PER_CENT), 0, None, unit="points", beyond=True))
    return lines


class Challenge(NamedTuple):
    """A habit in one seat beside a competent bot there: satisfaction with the habit less without, game by game."""

    habit: str
    seat: str
    differences: tuple[float, ...]


def challenges(found: Iterable[Challenge], gap: float) -> list[Line]:
    """No habit beats a competent bot in its seat; `random` falls short of it by at least so much."""
    return [
        Line(
            "habits",
            f"{one.habit} as {one.seat}",
            mean(enumerate(one.differences)),
            None,
            -gap if one.habit == "random" else 0,
        )
        for one in found
    ]
