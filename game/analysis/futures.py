"""What might have been: a recorded game played on by bots from one of its moments, as it was and with a change.

Future `pair` of either kind has the same seed, so that the two differ by the change and by what followed from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from cards.language import current, speaking
from game import arena, bots
from game.analysis.wishes import Progress, Steered, wish_of
from game.dealer import Dealer, derived_seed
from game.moments import Played
from game.record import from_json, to_json
from game.session import Session
from rules import kernel
from rules.events import AGREED, TURN_BEGAN, Event
from rules.state import OUTCOME_IDS, State


class Fork(NamedTuple):
    """Where a game is played on from, by whom, and what is changed; small enough to hand to every process."""

    record: str  # as JSON, complete
    where: str
    lines: int  # that are kept
    bots: tuple[str, ...]  # by seat
    plays: tuple[str, ...]
    seed: int
    language: str  # in which it is said why something could not be played, in other processes too

    @classmethod
    def of(cls, game: Played, lines: int, bots: Sequence[str], plays: Sequence[str], seed: int) -> Fork:
        """A fork of a game after some of its lines."""
        return cls(to_json(game.record), game.where, lines, tuple(bots), tuple(plays), seed, current().code)


@dataclass(frozen=True)
class Future:
    """One way on to the end."""

    pair: int
    changed: bool
    seed: int
    outcome: str
    length: int  # turns
    signed_turn: int | None  # of the last signature
    toll: int
    satisfaction: tuple[int, ...]
    turns: tuple[int | None, ...]  # for each wish the turn in which it was played or made a difference
    refusals: tuple[str, ...]  # for each wish why it could not be played, when it was last looked at
    fallen: tuple[str, ...] = ()  # the bots that failed, and who stood in for them


class _Signatures:
    """Notes in which turn the last agreement was signed."""

    def __init__(self, turn: int | None) -> None:
        self.turn = turn

    def happened(self, s: State, events: Sequence[Event]) -> None:
        if any(event.kind == AGREED for event in events):
            self.turn = s.turn

    def decided(self, seat: int, legal: Sequence[int], action: int) -> None: ...


def futures(fork: Fork, pair: int) -> tuple[Future, ...]:
    """Pair number `pair`: the future as it was and, if something is changed, the one with the change.

    Where all that is asked for comes about by itself the two are one, which is played once.
    """
    with nullcontext() if current().code == fork.language else speaking(fork.language):
        return _pair(fork, pair)


def _pair(fork: Fork, pair: int) -> tuple[Future, ...]:
    if not fork.plays:
        return (_future(fork, pair, [])[0],)
    wishes = [Progress(wish_of(_session(*fork[:3], fork.language).table, text)) for text in fork.plays]
    changed, parted = _future(fork, pair, wishes)
    if parted:
        return _future(fork, pair, [])[0], changed
    return replace(changed, changed=False, turns=(), refusals=()), changed


def _future(fork: Fork, pair: int, wishes: Sequence[Progress]) -> tuple[Future, bool]:
    """One future, and whether a wish has made a difference to it."""
    session = _session(*fork[:3], fork.language)
    table, s = session.table, session.state.copy()
    seed = derived_seed(fork.seed, pair)
    agents = {seat: _agent(fork, session, seat, derived_seed(seed, seat + 1), wishes) for seat in range(table.seats)}
    signatures = _Signatures(signed(session))
    try:
        arena.course(table, s, Dealer(seed), agents, [], signatures)
    finally:
        bots.dismiss(agents)
    found = Future(
        pair=pair,
        changed=bool(wishes),
        seed=seed,
        outcome=OUTCOME_IDS[s.outcome],
        length=s.turn,
        signed_turn=signatures.turn,
        toll=s.toll,
        satisfaction=tuple(kernel.returns(table, s)),
        turns=tuple(progress.turn for progress in wishes),
        refusals=tuple(progress.refusal for progress in wishes),
        fallen=tuple(text for agent in agents.values() if (text := bots.fallen(agent.bot))),
    )
    return found, any(agent.parted for agent in agents.values())


def _agent(fork: Fork, session: Session, seat: int, seed: int, wishes: Sequence[Progress]) -> Steered:
    run = arena.Run(session.header.scenario, session.table.size, fork.bots, fork.seed)
    bot = arena.agent_of(run, session.table, seat, seed, 0)
    steered = Steered(session.table, bot, [progress for progress in wishes if progress.wish.seat == seat])
    steered.hear(session.told(seat))
    return steered


def signed(session: Session) -> int | None:
    """In which turn the last agreement of a game was signed."""
    turn, found = 0, None
    for _, event in session.history:
        turn = event.a if event.kind == TURN_BEGAN else turn
        found = turn if event.kind == AGREED else found
    return found


@lru_cache(maxsize=2)
def _session(record: str, where: str, lines: int, _language: str) -> Session:
    """A game after some of its lines, with the names of the language that is spoken."""
    return Played.of(from_json(record, where)).after(lines)
