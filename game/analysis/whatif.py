"""What would have followed if: two sets of futures side by side, beside what really happened.

    found = whatif(Played.load("game.accord"), turn=3, plays=["russia attend"], games=100)
    found.changed.outcomes["peace"], found.difference.satisfaction["hnc"], found.frame()

It speaks of these bots from this place on, and of nobody else: that is a question to people, not an answer for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from cards.language import _, ngettext
from game import arena
from game.analysis.futures import Fork, Future, futures, signed
from game.analysis.intervals import Estimate, difference, mean, share
from game.analysis.wishes import wish_of
from game.dealer import new_seed
from game.errors import UserError
from game.extras import need
from game.facts import Row
from game.moments import Played
from game.views import Model
from rules import kernel
from rules.state import OUTCOME_IDS, OVER

if TYPE_CHECKING:
    from polars import DataFrame

BOTS: Final = "greedy"
PATIENCE: Final = 10  # futures in which a wish may prove impossible before all is given up


class Futures(Model):
    """What one set of futures came to; shares and means with their 95 % intervals."""

    games: int
    outcomes: dict[str, Estimate]  # shares
    satisfaction: dict[str, Estimate]
    signed: Estimate  # the share of games that ended with an agreement signed at some time
    signed_turn: Estimate  # the turn of the last signature, of those games
    toll: Estimate


class Difference(Model):
    """The changed futures less the others, pair by pair where that can be."""

    outcomes: dict[str, Estimate]
    satisfaction: dict[str, Estimate]
    signed: Estimate
    toll: Estimate


class Really(Model):
    """How the game itself ended."""

    outcome: str
    satisfaction: dict[str, int]
    signed_turn: int | None
    toll: int


class Granted(Model):
    """A wish, and in how many futures it was played (or made a difference) in which turn."""

    text: str
    turns: dict[int, int]
    never: int  # futures in which it did not come to it


class Comparison(Model):
    """Everything that was asked, and what came of it."""

    where: str
    turn: int
    lines: int
    seats: tuple[str, ...]
    bots: tuple[str, ...]
    plays: tuple[Granted, ...]
    seed: int
    games: int
    as_it_was: Futures
    changed: Futures | None
    difference: Difference | None
    unmoved: int  # pairs of futures that were the same, change or not
    really: Really | None
    rows: tuple[Future, ...]

    def frame(self) -> DataFrame:
        """One row for each future and seat, as a polars frame."""
        need("tables", "polars")
        import polars as pl

        return pl.DataFrame(rows_of(self), infer_schema_length=None)


def whatif(  # noqa: PLR0913 (what is asked for, by name)
    game: Played,
    *,
    turn: int | None = None,
    line: int | None = None,
    plays: Sequence[str] = (),
    games: int = 100,
    bots: str = BOTS,
    seed: int | None = None,
    jobs: int = 1,
    advance: Callable[[], None] | None = None,
) -> Comparison:
    """Play on `games` times from where a turn began (or before a line), as it was and with `plays`.

    UserError for what can't be asked, and if some wish proves impossible in the first futures.
    """
    need("stats", "scipy")
    fork = plan(game, turn=turn, line=line, plays=plays, bots=bots, seed=seed)
    found: list[Future] = []
    with closing(arena.series(partial(futures, fork), games, jobs)) as pairs:
        for pair in pairs:
            found += pair
            _refuse_impossible(fork, found, games)
            if advance is not None:
                advance()
    return compare(game, fork, found)


def plan(
    game: Played,
    *,
    turn: int | None = None,
    line: int | None = None,
    plays: Sequence[str] = (),
    bots: str = BOTS,
    seed: int | None = None,
) -> Fork:
    """Where to fork and what to change, after everything has been looked at that could be wrong with it."""
    if (turn is None) == (line is None):
        raise UserError(_("say from where to play on"), right=_("a turn or a line, one of the two"))
    if line is not None and not 1 <= line <= game.lines:
        right = _("it has lines 1 to {last}").format(last=game.lines)
        raise UserError(_("there is no line {line}").format(line=line), where=game.where, right=right)
    lines = game.beginning(turn) if turn is not None else (line or 1) - 1
    table = game.whole.table
    session = game.after(lines)
    if kernel.to_move(session.state) == OVER:
        raise UserError(_("the game is over there"), where=game.where, right=_("fork it earlier"))
    seats = arena.seats_of(table, bots)
    for text in plays:
        wish_of(table, text)
    return Fork.of(game, lines, seats, plays, new_seed() if seed is None else seed)


def _refuse_impossible(fork: Fork, found: Sequence[Future], games: int) -> None:
    """Stop when the first futures have shown that something that was asked for can't be had."""
    changed = [one for one in found if one.changed]
    if len(changed) != min(PATIENCE, games):
        return
    for at, text in enumerate(fork.plays):
        if all(one.turns[at] is None and one.refusals[at] for one in changed):
            why = changed[-1].refusals[at]
            told = ngettext(
                '"{line}" could not be played in the one game: {why}',
                '"{line}" could not be played in any of {n} games: {why}',
                len(changed),
            )
            raise UserError(told.format(line=text, n=len(changed), why=why))


# What came of it


def compare(game: Played, fork: Fork, found: Sequence[Future]) -> Comparison:
    """Put two sets of futures beside each other and beside what really happened."""
    session = game.after(fork.lines)
    seats = session.table.seat_ids
    plain = [one for one in found if not one.changed]
    changed = [one for one in found if one.changed]
    really = _really(game)
    ended = {one.outcome for one in found} | ({really.outcome} if really else set())
    outcomes = [outcome for outcome in OUTCOME_IDS if outcome in ended]
    return Comparison(
        where=game.where,
        turn=session.state.turn,
        lines=fork.lines,
        seats=seats,
        bots=fork.bots,
        plays=tuple(_granted(text, at, changed) for at, text in enumerate(fork.plays)),
        seed=fork.seed,
        games=len(plain),
        as_it_was=_futures(plain, outcomes, seats),
        changed=_futures(changed, outcomes, seats) if changed else None,
        difference=_difference(plain, changed, outcomes, seats) if changed else None,
        unmoved=sum(_same(one, other) for one, other in zip(plain, changed, strict=False)),
        really=really,
        rows=tuple(found),
    )


def _same(plain: Future, changed: Future) -> bool:
    return replace(plain, changed=True, turns=(), refusals=()) == replace(changed, turns=(), refusals=())


def _granted(text: str, at: int, changed: Sequence[Future]) -> Granted:
    turns = Counter(turn for one in changed if (turn := one.turns[at]) is not None)
    return Granted(text=text, turns=dict(sorted(turns.items())), never=len(changed) - turns.total())


def _futures(games: Sequence[Future], outcomes: Iterable[str], seats: Sequence[str]) -> Futures:
    number = len(games)
    dates = [(one.pair, one.signed_turn) for one in games]
    return Futures(
        games=number,
        outcomes={outcome: share(sum(one.outcome == outcome for one in games), number) for outcome in outcomes},
        satisfaction={
            name: mean((one.pair, one.satisfaction[seat]) for one in games) for seat, name in enumerate(seats)
        },
        signed=share(sum(one.signed_turn is not None for one in games), number),
        signed_turn=mean((pair, turn) for pair, turn in dates if turn is not None),
        toll=mean((one.pair, one.toll) for one in games),
    )


def _difference(
    plain: Sequence[Future], changed: Sequence[Future], outcomes: Iterable[str], seats: Sequence[str]
) -> Difference:
    pairs = list(zip(changed, plain, strict=False))
    return Difference(
        outcomes={
            outcome: difference([one.outcome == outcome for one in changed], [one.outcome == outcome for one in plain])
            for outcome in outcomes
        },
        satisfaction={
            name: mean((one.pair, one.satisfaction[seat] - other.satisfaction[seat]) for one, other in pairs)
            for seat, name in enumerate(seats)
        },
        signed=difference(
            [one.signed_turn is not None for one in changed], [one.signed_turn is not None for one in plain]
        ),
        toll=mean((one.pair, one.toll - other.toll) for one, other in pairs),
    )


def _really(game: Played) -> Really | None:
    """How it ended, if it did."""
    if not game.is_over:
        return None
    s, table = game.whole.state, game.whole.table
    return Really(
        outcome=OUTCOME_IDS[s.outcome],
        satisfaction=dict(zip(table.seat_ids, kernel.returns(table, s), strict=True)),
        signed_turn=signed(game.whole),
        toll=s.toll,
    )


def rows_of(comparison: Comparison) -> list[Row]:
    """One row for each future and seat; what really happened is not among them."""
    rows: list[Row] = []
    for one in comparison.rows:
        played = [turn for turn in one.turns if turn is not None]
        for seat, name in enumerate(comparison.seats):
            rows.append(
                {
                    "kind": "changed" if one.changed else "as it was",
                    "pair": one.pair,
                    "seed": one.seed,
                    "from_turn": comparison.turn,
                    "played_turn": min(played) if played else None,
                    "outcome": one.outcome,
                    "length": one.length,
                    "signed_turn": one.signed_turn,
                    "toll": one.toll,
                    "seat": name,
                    "bot": comparison.bots[seat],
                    "satisfaction": one.satisfaction[seat],
                }
            )
    return rows
