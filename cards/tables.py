"""The map, the sides, the pledges and the uses of cards as tables of small integers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cards.errors import quoted
from cards.grammar import listed
from cards.language import _
from cards.names import Names, mask
from cards.schema import Pledge as WrittenPledge
from cards.sizes import Numbers as WrittenNumbers
from cards.sizes import Size
from rules import scenario as to
from rules.actions import FIRST_ORDER, ORDER_HOLD, Catalogue
from rules.scenario import ACT_IDS, NOBODY, Numbers, Pledge, Use

WAR_SCALE = 8
AGENDA_FACTOR = (3, 2)

_OWN = {"agenda_factor", "war_scale", "verification", "access", "attendance"}


@dataclass(frozen=True)
class Sized:
    """A size of a scenario: its numbers, and which orders, press moves and pledges it has."""

    names: Names
    size: Size
    at: int  # the size's place in the file

    @property
    def written_numbers(self) -> WrittenNumbers:
        """[numbers], overridden by those of the size."""
        base = self.names.text.scenario.numbers
        given = {key: getattr(self.size.numbers, key) for key in self.size.numbers.model_fields_set}
        return base.model_copy(update=given)

    @property
    def hand(self) -> int:
        """The hand size."""
        hand = self.written_numbers.hand
        return Numbers().hand if hand is None else hand

    def orders(self, seat: int) -> tuple[bool, ...]:
        """Which kinds of orders a seat may give in this size."""
        own = set(self.names.text.scenario.seat[seat].orders)
        if self.size.orders is not None:
            own &= set(self.size.orders)
        return tuple(order in own for order in to.ORDER_IDS)

    def press(self, seat: int) -> tuple[str, ...]:
        """Which press moves a seat has in this size."""
        own = self.names.text.scenario.seat[seat].press
        return tuple(move for move in own if self.size.press is None or move in self.size.press)


def numbers_of(sized: Sized) -> Numbers:
    """Every italic number; what is written nowhere has its default."""
    written = sized.written_numbers
    given: dict[str, Any] = {
        key: value
        for key in WrittenNumbers.model_fields
        if key not in _OWN and (value := getattr(written, key)) is not None
    }
    if written.verification is not None:
        given["verification_issue"] = sized.names.issue(written.verification.issue, ("scenario", "numbers"))
        given["verification_odds"] = written.verification.odds
    if written.access is not None:
        given["access_issue"] = sized.names.issue(written.access.issue, ("scenario", "numbers"))
        given["access_low"] = written.access.at_least
    return Numbers(**given)


def sides_of(names: Names) -> dict[str, Any]:
    """Who commands, who backs, and who is hostile to whom."""
    scenario = names.text.scenario
    side_of = tuple(
        names.side(seat.side, ("scenario", "seat", at, "commands" if seat.commands else "backs"))
        for at, seat in enumerate(scenario.seat)
    )
    commander = tuple(
        next((at for at, seat in enumerate(scenario.seat) if seat.commands == side.id), NOBODY)
        for side in scenario.side
    )
    count = len(scenario.seat)
    backers = tuple(
        mask(
            other
            for other in range(count)
            if scenario.seat[other].backs is not None and commander[side_of[other]] == seat
        )
        for seat in range(count)
    )
    hostile = [[one != other for other in range(len(commander))] for one in range(len(commander))]
    for at, pair in enumerate(scenario.hostility.peaceful):
        one, other = (names.side(side, ("scenario", "hostility", "peaceful", at)) for side in pair)
        hostile[one][other] = hostile[other][one] = False
    conquest = tuple(
        names.area_mask(scenario.conquest.get(side.id, ()), ("scenario", "conquest", side.id)) for side in scenario.side
    )
    return {
        "side_of": bytes(side_of),
        "commands": tuple(seat.commands is not None for seat in scenario.seat),
        "commander": commander,
        "backers": backers,
        "hostile": tuple(map(tuple, hostile)),
        "struck_side": next((at for at, side in enumerate(scenario.side) if side.struck), NOBODY),
        "conquest": conquest,
    }


def map_of(names: Names) -> dict[str, Any]:
    """The areas: weights, neighbours, who stands where and who holds what."""
    areas = names.text.scenario.area
    neighbours = tuple(
        tuple(sorted(names.area(near, ("scenario", "area", at, "neighbours")) for near in area.neighbours))
        for at, area in enumerate(areas)
    )
    for at, area in enumerate(areas):
        for side in area.start:
            names.side(side, ("scenario", "area", at, "start", side))
    return {
        "areas": len(areas),
        "weights": tuple(area.weight for area in areas),
        "terrain": tuple(area.terrain for area in areas),
        "open_areas": mask(at for at, area in enumerate(areas) if area.open),
        "closed_areas": mask(at for at, area in enumerate(areas) if area.closed),
        "fields": tuple(at for at, area in enumerate(areas) if not area.closed),
        "neighbours": neighbours,
        "neighbour_masks": tuple(map(mask, neighbours)),
        "start_strength": tuple(area.start.get(side, 0) for area in areas for side in names.sides),
        "start_holder": tuple(_holder(names, at) for at in range(len(areas))),
    }


def _holder(names: Names, at: int) -> int:
    area = names.text.scenario.area[at]
    path = ("scenario", "area", at)
    strongest = max(area.start.values(), default=0)
    first = [side for side, strength in area.start.items() if strength == strongest and strength > 0]
    if len(first) == 1:
        if area.holder not in (None, first[0]):
            raise names.text.error(
                (*path, "holder"), _("{side} is strictly strongest, so it holds the area").format(side=quoted(first[0]))
            )
        return names.side(first[0], (*path, "start"))
    if area.holder is not None:
        return names.side(area.holder, (*path, "holder"))
    if first:
        raise names.text.error(
            path,
            _('{sides} are equally strong; say who is the "holder" of the area').format(
                sides=listed(map(quoted, first))
            ),
        )
    return NOBODY


def pledges_of(sized: Sized) -> tuple[Pledge, ...]:
    """The pledges that may be made in this size: by seat, then kind, then target."""
    names, found = sized.names, []
    kinds = names.text.scenario.pledge
    for seat, seat_id in enumerate(names.seats):
        for kind, pledge in enumerate(kinds):
            kept = sized.size.pledges is None or pledge.kind in sized.size.pledges
            if kept and seat_id in pledge.seats:
                act = ACT_IDS.index(pledge.breaks)
                targets = _targets(names, kind, pledge, seat)
                found += [Pledge(seat, kind, target, act, pledge.lets_aid_in) for target in targets]
    return tuple(found)


def _targets(names: Names, kind: int, pledge: WrittenPledge, maker: int) -> list[int]:
    path = ("scenario", "pledge", kind, "targets")
    if pledge.target == "none":
        return [NOBODY]
    if pledge.target == "seat":
        seats = range(len(names.seats))
        named = [names.seat(seat, path) for seat in pledge.targets] if pledge.targets else list(seats)
        return [seat for seat in sorted(named) if seat != maker]
    if pledge.targets:
        return sorted(names.area(area, path) for area in pledge.targets)
    return [at for at, area in enumerate(names.text.scenario.area) if not area.closed]


def forbidding_of(tables: dict[str, Any]) -> tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]:
    """Of each seat, act and target (and first of none) the seat's pledges that forbid it, but those of aid."""
    targets = (NOBODY, *range(max(tables["areas"], tables["seats"])))
    return tuple(
        tuple(
            tuple(tuple(_forbidding(tables["pledges"], seat, act, target)) for target in targets)
            for act in range(len(to.ACT_IDS))
        )
        for seat in range(tables["seats"])
    )


def _forbidding(pledges: tuple[Pledge, ...], seat: int, act: int, target: int) -> Iterator[int]:
    for at, pledge in enumerate(pledges):
        if (pledge.seat, pledge.act) == (seat, act) and pledge.target in {target, NOBODY} and not pledge.lets_aid_in:
            yield at


def masks_of(tables: dict[str, Any]) -> dict[str, bytes]:
    """What the rules ask most often, once more where it is read quickest."""
    watched = tables["watched_orders"]
    return {
        "foes": bytes(mask(other for other, foe in enumerate(row) if foe) for row in tables["hostile"]),
        "order_kinds": bytes(mask(kind for kind, given in enumerate(row) if given) for row in tables["orders"]),
        "makers": bytes(pledge.seat for pledge in tables["pledges"]),
        "watched_kinds": bytes(mask({kind for who, kind in watched if who == seat}) for seat in range(tables["seats"])),
    }


def aid_pledges_of(tables: dict[str, Any]) -> tuple[tuple[int, ...], ...]:
    """Of each area the pledges to let aid in there."""
    return tuple(
        tuple(at for at, pledge in enumerate(tables["pledges"]) if pledge.lets_aid_in and pledge.target == area)
        for area in range(tables["areas"])
    )


def uses_of(sized: Sized, sides: dict[str, Any]) -> tuple[tuple[Use, ...], tuple[tuple[int, ...], ...]]:
    """Every use that some seat has for a card, and which of them each seat has."""
    own = [_own_uses(sized, seat, sides) for seat in range(len(sized.names.seats))]
    every = sorted({use for uses in own for use in uses}, key=lambda use: (use.kind, use.a, use.b))
    return tuple(every), tuple(tuple(sorted(every.index(use) for use in uses)) for uses in own)


def _own_uses(sized: Sized, seat: int, sides: dict[str, Any]) -> list[Use]:
    scenario = sized.names.text.scenario
    uses = [Use(to.USE_EVENT), Use(to.USE_CAPITAL)]
    others = [other for other in range(len(scenario.seat)) if other != seat]
    for move in sized.press(seat):
        kind = to.USE_IDS.index(move)
        if move == "rally":
            uses.append(Use(kind))
        elif move == "relief":
            uses += [Use(kind, at) for at, area in enumerate(scenario.area) if not area.closed]
        elif move == "lean":
            client = sides["commander"][sides["side_of"][seat]]
            lines = scenario.seat[client].red_lines
            uses += [Use(kind, client, issue) for issue, word in enumerate(sized.names.issues) if word in lines]
        else:
            uses += [Use(kind, other) for other in others]
    return uses


def orders_of(tables: dict[str, Any], acts: Catalogue) -> tuple[tuple[int, ...], ...]:
    """Of each seat the actions of its kinds of orders, ascending: in no closed area, against hostile sides only."""
    return tuple(
        tuple(
            action
            for action, (verb, a, b, _c, _d) in enumerate(acts.entries)
            if FIRST_ORDER <= verb < ORDER_HOLD and _is_conceivable(tables, seat, verb - FIRST_ORDER, a, b)
        )
        for seat in range(tables["seats"])
    )


def _is_conceivable(tables: dict[str, Any], seat: int, kind: int, area: int, other: int) -> bool:
    side, closed = tables["side_of"][seat], tables["closed_areas"]
    if not tables["orders"][seat][kind]:
        return False
    if kind in {to.STAND_DOWN, to.REARM}:
        return True
    if closed >> area & 1 or (kind == to.REDEPLOY and closed >> other & 1):
        return False
    if kind == to.ASSAULT:
        return bool(tables["hostile"][side][other])
    return kind not in {to.AIR_SUPPORT, to.ARM} or bool(other == side)
