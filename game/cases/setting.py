"""Laying the start position of a case: the scenario with its numbers, and a state by the names that players see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

import cards
from cards.complaints import sentence
from cards.errors import ScenarioError, quoted
from cards.ranges import TollMax
from cards.sizes import Numbers as WrittenNumbers
from game.cases.form import Case, Promise, Setup
from game.cases.names import Names, index
from game.errors import UserError
from rules import kernel
from rules import state as at
from rules.actions import CARD, FIRST_ORDER, LAST_ORDER
from rules.board import controller
from rules.invariants import check
from rules.meters import set_meter
from rules.opening import opening
from rules.scenario import CREDIBILITY, INFLUENCE, METER_IDS, METER_MAX, ORDER_IDS, SUPPORT, Scenario
from rules.state import State
from rules.tuples import put

PHASES: Final = {
    "start": at.AGENDAS,
    "headline": at.HEADLINES,
    "conference": at.OPENING,
    "sealed": at.CARDS,
    "reveal": at.PRESSURE,
    "consequences": at.CONSEQUENCES,
}
COMPILED: Final = ("agenda_factor", "war_scale", "attendance")  # worked into the tables already

Change = Callable[[Names, State, Any], None]


@lru_cache(maxsize=32)
def names_of(scenario: str, size: str | None) -> Names:
    """The names of a size of a scenario."""
    try:
        return Names(cards.table(scenario, size))
    except ScenarioError as error:
        raise UserError(str(error)) from None


def table_of(case: Case) -> Scenario:
    """The scenario with the numbers that the case sets."""
    table = names_of(case.scenario, case.size).table
    given = dict(case.numbers)
    changes: dict[str, Any] = {}
    if "toll_max" in given:
        changes["toll_max"] = _checked("toll_max", TollMax, given.pop("toll_max"))
    changes["numbers"] = replace(table.numbers, **_numbers(table, given))
    missing = changes["numbers"].turns - len(table.schedule)
    changes["schedule"] = table.schedule + ((),) * max(missing, 0)
    return replace(table, **changes)


def _checked(key: str, kind: Any, value: Any) -> Any:  # noqa: ANN401 - whatever the file says
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        raise UserError(f"numbers.{key}: {sentence(error.errors()[0], ())}") from None


def _numbers(table: Scenario, given: dict[str, Any]) -> dict[str, Any]:
    for key in COMPILED:
        if key in given:
            raise UserError(f"numbers.{key} is worked into the scenario's tables; a case can't set it")
    try:
        written = WrittenNumbers.model_validate(given)
    except ValidationError as error:
        raise UserError(f"numbers: {sentence(error.errors()[0], ('numbers', *given))}") from None
    found = {key: getattr(written, key) for key in written.model_fields_set - {"verification", "access"}}
    if written.verification is not None:
        found["verification_issue"] = index(table.issue_ids, written.verification.issue, "issue")
        found["verification_odds"] = written.verification.odds
    if written.access is not None:
        found["access_issue"] = index(table.issue_ids, written.access.issue, "issue")
        found["access_low"] = written.access.at_least
    return found


def lay(names: Names, table: Scenario, setup: Setup) -> State:
    """The position, played on to its first decision or draw."""
    s = opening(table)
    if setup.phase != "start":
        _clear(table, s, setup)
    for key in Setup.model_fields:
        value = getattr(setup, key)
        if value is not None and key in CHANGES:
            CHANGES[key](names, s, value)
    for area in range(table.areas):
        s.holder = put(s.holder, area, _holder(names, table, s, setup, area))
    kernel.setup(table, s, PHASES[setup.phase])
    wrong = check(table, s)
    if wrong:
        raise UserError(f"the start position can't be: {wrong[0]}")
    return s


def _clear(table: Scenario, s: State, setup: Setup) -> None:
    """What a position in the middle of a game has if the case doesn't say otherwise."""
    s.turn = setup.turn or 1
    s.operations = s.turn if setup.phase == "consequences" else s.turn - 1
    s.hand = [0] * table.seats
    s.known = ()
    s.barred = 0
    s.present = s.attending = (1 << table.seats) - 1


def _holder(names: Names, table: Scenario, s: State, setup: Setup, area: int) -> int:
    said = (setup.holders or {}).get(table.area_ids[area])
    if said is not None:
        s.holder = put(s.holder, area, names.side(said))
    holder = controller(table, s, area)
    if said is not None and holder != s.holder[area]:
        raise UserError(f"holders: {table.area_ids[area]} can't be held by {said}, who isn't the strongest there")
    return holder


# What each key changes


def _meter(meter: int) -> Change:
    def change(names: Names, s: State, values: dict[str, int]) -> None:
        for seat, value in names.by_seat(values).items():
            if not 0 <= value <= METER_MAX[meter]:
                raise UserError(f"the start position can't be: {names.table.seat_ids[seat]} {METER_IDS[meter]} {value}")
            set_meter(s, meter, seat, value)

    return change


def _number(field: str) -> Change:
    return lambda _names, s, value: setattr(s, field, value)


def _mask(field: str) -> Change:
    return lambda names, s, words: setattr(s, field, names.seats(words))


def _counts(field: str) -> Change:
    def change(names: Names, s: State, values: dict[str, int]) -> None:
        for seat, value in names.by_seat(values).items():
            setattr(s, field, put(getattr(s, field), seat, value))

    return change


def _tracks(names: Names, s: State, values: dict[str, int]) -> None:
    for word, value in values.items():
        s.tracks = put(s.tracks, names.track(word), value)


def _draft(names: Names, s: State, values: dict[str, int]) -> None:
    for word, value in values.items():
        s.draft[names.issue(word)] = value


def _strengths(names: Names, s: State, areas: dict[str, dict[str, int]]) -> None:
    """An area that is named has these strengths and no others."""
    sides = names.table.sides
    for word, values in areas.items():
        first = names.area(word) * sides
        for side in range(sides):
            s.strength[first + side] = 0
        for name, value in values.items():
            s.strength[first + index(names.table.side_ids, name, "side")] = value


def _harm(names: Names, s: State, values: dict[str, int]) -> None:
    for word, value in values.items():
        s.harm[names.area(word)] = value


def _present(names: Names, s: State, words: Iterable[str]) -> None:
    s.present = s.attending = names.seats(words)


def _came(names: Names, s: State, words: Iterable[str]) -> None:
    """Before a conference `present` is who was at the last one."""
    s.present = names.seats(words)


def _signatories(names: Names, s: State, words: Iterable[str]) -> None:
    s.signatories = names.seats(words)
    s.in_force = s.signatories != 0


def _cards(field: str) -> Change:
    def change(names: Names, s: State, hands: dict[str, tuple[str, ...]]) -> None:
        for word, ids in hands.items():
            seat = names.seat(word)
            masks = list(getattr(s, field))
            masks[seat] = names.cards(seat, ids)
            setattr(s, field, type(getattr(s, field))(masks))

    return change


def _agendas(names: Names, s: State, words: dict[str, str]) -> None:
    for word, agenda in words.items():
        seat = names.seat(word)
        s.agenda = put(s.agenda, seat, names.agenda(seat, agenda))


def _headlines(field: str) -> Change:
    return lambda names, s, words: setattr(s, field, names.headlines(words))


def _sealed(names: Names, s: State, lines: dict[str, str]) -> None:
    for word, line in lines.items():
        action = names.line(line)
        if names.table.acts.verb[action] != CARD:
            raise UserError(f"sealed: {quoted(line)} plays no card")
        s.sealed[names.seat(word)] = action


def _orders(names: Names, s: State, sets: dict[str, tuple[str, ...]]) -> None:
    for word, lines in sets.items():
        actions = [names.line(line) for line in lines]
        for action, line in zip(actions, lines, strict=True):
            if not FIRST_ORDER <= names.table.acts.verb[action] <= LAST_ORDER:
                raise UserError(f"orders: {quoted(line)} is no order")
        s.orders[names.seat(word)] = tuple(actions)


def _ledger(names: Names, s: State, promises: tuple[Promise, ...]) -> None:
    for one in promises:
        expires = s.turn + 1 if one.expires is None else one.expires
        pledge, owed = names.pledge(one.pledge), names.seats(one.owed_to)
        s.ledger = (*s.ledger, (pledge, owed, one.package, expires, int(one.pays)))
        s.packages = max(s.packages, one.package)


def _did(names: Names, s: State, lines: Iterable[str]) -> None:
    s.deeds_before = tuple(names.pledge(line) for line in lines)


def _leans(names: Names, s: State, leans: Iterable[Any]) -> None:
    s.leans = tuple(
        (names.seat(one.backer), names.seat(one.client), names.issue(one.issue), one.value) for one in leans
    )


def _ordered(names: Names, s: State, orders: Iterable[Any]) -> None:
    watched = list(s.watched)
    for one in orders:
        what = (names.seat(one.seat), index(ORDER_IDS, one.order, "order"))
        if what not in names.table.watched_orders:
            raise UserError(f"ordered: nothing in this scenario counts {one.order} by {one.seat}")
        place = names.table.watched_orders.index(what)
        watched[2 * place : 2 * place + 2] = [one.times, s.operations + 1 - one.ago]
    s.watched = tuple(watched)


CHANGES: Final[dict[str, Change]] = {
    "influence": _meter(INFLUENCE),
    "support": _meter(SUPPORT),
    "credibility": _meter(CREDIBILITY),
    "toll": _number("toll"),
    "attention": _number("attention"),
    "tracks": _tracks,
    "draft": _draft,
    "strengths": _strengths,
    "harm": _harm,
    "present": _present,
    "came": _came,
    "attending": _mask("attending"),
    "barred": _mask("barred"),
    "compelled": _mask("compelled"),
    "rewarded": _counts("away"),
    "signatories": _signatories,
    "progress": _number("progress"),
    "reserves": _counts("reserve"),
    "stood_down": _counts("stood_down"),
    "violators": _mask("violators"),
    "incident": _number("incident"),
    "hostile": _mask("hostile_givers"),
    "war_turns": _number("war_turns"),
    "hands": _cards("hand"),
    "discards": _cards("discards"),
    "removed": _cards("removed"),
    "agendas": _agendas,
    "headlines": _headlines("headline_deck"),
    "headline_discards": _headlines("headline_discards"),
    "sealed": _sealed,
    "orders": _orders,
    "ledger": _ledger,
    "did": _did,
    "leans": _leans,
    "ordered": _ordered,
}
