"""Looking at a position: what a case expects, and what is found there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from game.cases.form import Expect
from game.cases.names import Names
from game.errors import UserError
from rules import kernel
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, SUPPORT, Scenario
from rules.state import CHANCE, OUTCOME_IDS, OVER, PHASE_IDS, State
from rules.worth import band, worth

HUNDREDTHS: Final = 100
BANDS: Final = ("aims largely met", "partly met", "little gained", "not met")


@dataclass(frozen=True)
class Seen:
    """A position as somebody sees it: all of it, or a seat's observation."""

    names: Names
    table: Scenario
    state: State
    hand_sizes: tuple[int, ...]


Value = Any  # numbers, words, lists of words, as they stand in a case
Found = Iterator[tuple[str, Value, Value]]  # what, expected, found
Look = Callable[[Seen, Any], Found]


def waiting(s: State) -> str:
    """The name of what play waits for."""
    if s.seat == OVER:
        return "finished"
    return "choice" if s.program != NOBODY else PHASE_IDS[s.phase]


def mover(names: Names, s: State) -> str:
    """Who is to move: a seat, `chance` or `over`."""
    if s.seat < 0:
        return "chance" if s.seat == CHANCE else "over"
    return names.table.seat_ids[s.seat]


def differences(seen: Seen, expect: Expect) -> list[str]:
    """What isn't as expected, a sentence each."""
    wrong: list[str] = []
    for key in Expect.model_fields:
        value = getattr(expect, key)
        if value is None:
            continue
        wrong += [
            f"{what}: expected {_said(expected)}, found {_said(found)}"
            for what, expected, found in LOOKS[key](seen, value)
            if expected != found
        ]
    return wrong


def _said(value: Value) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _field(field: str) -> Look:
    def look(seen: Seen, value: Value) -> Found:
        yield field.replace("_", " "), value, getattr(seen.state, field)

    return look


def _meter(meter: int, name: str) -> Look:
    def look(seen: Seen, values: dict[str, int]) -> Found:
        for seat, value in seen.names.by_seat(values).items():
            yield f"{name} of {seen.table.seat_ids[seat]}", value, seen.state.meter(meter)[seat]

    return look


def _counts(field: str, name: str) -> Look:
    def look(seen: Seen, values: dict[str, int]) -> Found:
        for seat, value in seen.names.by_seat(values).items():
            yield f"{name} of {seen.table.seat_ids[seat]}", value, getattr(seen.state, field)[seat]

    return look


def _mask(field: str) -> Look:
    def look(seen: Seen, words: tuple[str, ...]) -> Found:
        names = seen.names
        yield field, names.seats_of(names.seats(words)), names.seats_of(getattr(seen.state, field))

    return look


def _hostile(seen: Seen, words: tuple[str, ...]) -> Found:
    names = seen.names
    yield "hostile", names.seats_of(names.seats(words)), names.seats_of(seen.state.hostile_givers)


def _tracks(seen: Seen, values: dict[str, int]) -> Found:
    for word, value in values.items():
        yield word, value, seen.state.tracks[seen.names.track(word)]


def _draft(seen: Seen, values: dict[str, int]) -> Found:
    for word, value in values.items():
        yield f"draft on {word}", value, seen.state.draft[seen.names.issue(word)]


def _strengths(seen: Seen, areas: dict[str, dict[str, int]]) -> Found:
    for word, values in areas.items():
        first = seen.names.area(word) * seen.table.sides
        for side, value in values.items():
            found = seen.state.strength[first + seen.names.side(side)]
            yield f"strength of {side} in {word}", value, found


def _holders(seen: Seen, values: dict[str, str]) -> Found:
    for word, side in values.items():
        expected = seen.names.side_id(seen.names.side(side))
        yield f"holder of {word}", expected, seen.names.side_id(seen.state.holder[seen.names.area(word)])


def _harm(seen: Seen, values: dict[str, int]) -> Found:
    for word, value in values.items():
        yield f"toll gathered in {word}", value, seen.state.harm[seen.names.area(word)]


def _besieged(seen: Seen, words: tuple[str, ...]) -> Found:
    expected = sum(1 << seen.names.area(word) for word in words)
    yield "besieged", seen.names.areas_of(expected), seen.names.areas_of(seen.state.besieged)


def _cards(field: str, name: str) -> Look:
    def look(seen: Seen, hands: dict[str, tuple[str, ...]]) -> Found:
        for word, ids in hands.items():
            seat = seen.names.seat(word)
            expected = seen.names.cards_of(seat, seen.names.cards(seat, ids))
            yield f"{name} of {word}", expected, seen.names.cards_of(seat, getattr(seen.state, field)[seat])

    return look


def _hand_sizes(seen: Seen, values: dict[str, int]) -> Found:
    for seat, value in seen.names.by_seat(values).items():
        yield f"hand size of {seen.table.seat_ids[seat]}", value, seen.hand_sizes[seat]


def _known(seen: Seen, hands: dict[str, tuple[str, ...]]) -> Found:
    """The cards of a hand that somebody knows; in a view, that the seat does."""
    for word, ids in hands.items():
        seat = seen.names.seat(word)
        found = 0
        for _viewer, owner, card in seen.state.known:
            if owner == seat and card != NOBODY:
                found |= 1 << (card - seen.table.first_card[seat])
        expected = seen.names.cards_of(seat, seen.names.cards(seat, ids))
        yield f"cards known of {word}", expected, seen.names.cards_of(seat, found)


def _agendas(seen: Seen, words: dict[str, str]) -> Found:
    for word, agenda in words.items():
        seat = seen.names.seat(word)
        expected = seen.names.agenda_id(seen.names.agenda(seat, agenda))
        yield f"agenda of {word}", expected, seen.names.agenda_id(seen.state.agenda[seat])


def _headlines(field: str, name: str) -> Look:
    def look(seen: Seen, words: tuple[str, ...]) -> Found:
        names = seen.names
        yield name, names.headlines_of(names.headlines(words)), names.headlines_of(getattr(seen.state, field))

    return look


def _sealed(seen: Seen, lines: dict[str, str]) -> Found:
    for word, line in lines.items():
        action = seen.state.sealed[seen.names.seat(word)]
        expected = line if line == "none" else seen.names.text(seen.names.line(line))
        yield f"card sealed by {word}", expected, "none" if action == NOBODY else seen.names.text(action)


def _orders(seen: Seen, sets: dict[str, tuple[str, ...]]) -> Found:
    for word, lines in sets.items():
        found = [seen.names.text(action) for action in seen.state.orders[seen.names.seat(word)]]
        yield f"orders of {word}", [seen.names.text(seen.names.line(line)) for line in lines], found


def _ledger(seen: Seen, lines: tuple[str, ...]) -> Found:
    names = seen.names
    found = sorted(names.pledge_id(entry[0]) for entry in seen.state.ledger)
    yield "ledger", sorted(names.pledge_id(names.pledge(line)) for line in lines), found


def _kept(seen: Seen, lines: tuple[str, ...]) -> Found:
    names = seen.names
    found = sorted(names.pledge_id(pledge) for pledge in seen.state.kept)
    yield "kept", sorted(names.pledge_id(names.pledge(line)) for line in lines), found


def _owed_to(seen: Seen, values: dict[str, tuple[str, ...]]) -> Found:
    names = seen.names
    for line, words in values.items():
        owed = [entry[1] for entry in seen.state.ledger if entry[0] == names.pledge(line)]
        found = names.seats_of(owed[0]) if owed else "no such pledge in force"
        yield f"{line} owed to", names.seats_of(names.seats(words)), found


def _expires(seen: Seen, values: dict[str, int]) -> Found:
    for line, turn in values.items():
        ends = [entry[3] for entry in seen.state.ledger if entry[0] == seen.names.pledge(line)]
        yield f"{line} expires", turn, ends[0] if ends else "no such pledge in force"


def _phase(seen: Seen, word: str) -> Found:
    yield "phase", word, waiting(seen.state)


def _to_move(seen: Seen, word: str) -> Found:
    expected = word if word in {"chance", "over"} else seen.table.seat_ids[seen.names.seat(word)]
    yield "to move", expected, mover(seen.names, seen.state)


def _outcome(seen: Seen, word: str) -> Found:
    if word not in {*OUTCOME_IDS, "none"}:
        raise UserError(f'no outcome "{word}"', right=f"there is {', '.join(OUTCOME_IDS)}, none")
    found = seen.state.outcome
    yield "outcome", word, "none" if found == NOBODY else OUTCOME_IDS[found]


def _conqueror(seen: Seen, word: str) -> Found:
    yield "conqueror", seen.names.side_id(seen.names.side(word)), seen.names.side_id(seen.state.conqueror)


def _u(seen: Seen, values: dict[str, Any]) -> Found:
    for word, value in values.items():
        seen_worth = worth(seen.table, seen.state, seen.names.seat(word))
        yield f"U of {word}", fraction(value), Fraction(100 * seen_worth.points, seen_worth.best)


def _n(seen: Seen, values: dict[str, Any]) -> Found:
    for word, value in values.items():
        found = worth(seen.table, seen.state, seen.names.seat(word)).no_deal
        yield f"N of {word}", fraction(value), Fraction(found, HUNDREDTHS)


def fraction(value: object) -> Fraction:
    """A number as it is written: 59.5, or "1000/13"."""
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise UserError(f'"{value}" is no number', right='write 59.5 or "1000/13"') from None


def _satisfaction(seen: Seen, values: dict[str, int]) -> Found:
    found = kernel.returns(seen.table, seen.state)
    for seat, value in seen.names.by_seat(values).items():
        yield f"satisfaction of {seen.table.seat_ids[seat]}", value, found[seat]


def _bands(seen: Seen, values: dict[str, str]) -> Found:
    found = kernel.returns(seen.table, seen.state)
    for word, value in values.items():
        yield f"band of {word}", value, BANDS[band(seen.table, found[seen.names.seat(word)])]


def _possible(seen: Seen, lines: tuple[str, ...]) -> Found:
    listed = kernel.legal(seen.table, seen.state)
    for line in lines:
        yield f'"{line}" possible', True, seen.names.line(line) in listed


def _not_possible(seen: Seen, lines: tuple[str, ...]) -> Found:
    listed = kernel.legal(seen.table, seen.state)
    for line in lines:
        yield f'"{line}" possible', False, seen.names.line(line) in listed


def _only(seen: Seen, lines: tuple[str, ...]) -> Found:
    listed = [seen.names.text(action) for action in kernel.legal(seen.table, seen.state)]
    yield "possible lines", sorted(seen.names.text(seen.names.line(line)) for line in lines), sorted(listed)


def _odds(seen: Seen, values: dict[str, str]) -> Found:
    drawn = dict(kernel.chances(seen.table, seen.state))
    for line, odds in values.items():
        found = Fraction(drawn.get(seen.names.line(line), 0), sum(drawn.values()) or 1)
        yield f'odds of "{line}"', fraction(odds), found


LOOKS: Final[dict[str, Look]] = {
    "turn": _field("turn"),
    "influence": _meter(INFLUENCE, "influence"),
    "support": _meter(SUPPORT, "support"),
    "credibility": _meter(CREDIBILITY, "credibility"),
    "toll": _field("toll"),
    "attention": _field("attention"),
    "tracks": _tracks,
    "draft": _draft,
    "strengths": _strengths,
    "holders": _holders,
    "harm": _harm,
    "present": _mask("present"),
    "barred": _mask("barred"),
    "compelled": _mask("compelled"),
    "attending": _mask("attending"),
    "rewarded": _counts("away", "rewards"),
    "signatories": _mask("signatories"),
    "progress": _field("progress"),
    "reserves": _counts("reserve", "reserve"),
    "stood_down": _counts("stood_down", "times stood down"),
    "violators": _mask("violators"),
    "incident": _field("incident"),
    "hostile": _hostile,
    "war_turns": _field("war_turns"),
    "hands": _cards("hand", "hand"),
    "discards": _cards("discards", "discards"),
    "removed": _cards("removed", "cards out of the game"),
    "agendas": _agendas,
    "headlines": _headlines("headline_deck", "headlines"),
    "headline_discards": _headlines("headline_discards", "headline discards"),
    "sealed": _sealed,
    "orders": _orders,
    "phase": _phase,
    "to_move": _to_move,
    "ledger": _ledger,
    "owed_to": _owed_to,
    "expires": _expires,
    "kept": _kept,
    "besieged": _besieged,
    "in_force": _field("in_force"),
    "hand_sizes": _hand_sizes,
    "known": _known,
    "outcome": _outcome,
    "conqueror": _conqueror,
    "u": _u,
    "n": _n,
    "satisfaction": _satisfaction,
    "bands": _bands,
    "possible": _possible,
    "not_possible": _not_possible,
    "only": _only,
    "odds": _odds,
}
