"""From the models of a scenario to the tables that the rules read; a size is a table of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cards.checks import check
from cards.errors import ScenarioError, did_you_mean, quoted
from cards.fingerprint import fingerprint
from cards.language import Language, _, current, speaking
from cards.loader import find, load
from cards.manuscript import Manuscript
from cards.names import Names, mask
from cards.program import Press
from cards.reading import Reader, Scope
from cards.sizes import Size
from cards.tables import (
    Sized,
    aid_pledges_of,
    forbidding_of,
    map_of,
    masks_of,
    numbers_of,
    orders_of,
    pledges_of,
    sides_of,
    uses_of,
)
from cards.worths import accepted_of, agendas_of, outlooks_of, points_of, settle_constants
from rules import instructions as op
from rules import scenario as to
from rules.actions import Catalogue
from rules.scenario import Card, Headline, Numbers, Scenario, StayingAway

NO_PICKS: Mapping[int, str] = MappingProxyType({})


def compile_scenario(text: Manuscript, size: str | None = None, headlines: Mapping[int, str] = NO_PICKS) -> Scenario:
    """The tables of a size, by default the first; `headlines` picks by turn what the size leaves open."""
    names = Names(text)
    sized = Sized(names, *_size(text, size))
    check(names)
    numbers = numbers_of(sized)
    reader = Reader(names)
    sides = sides_of(names)
    tables: dict[str, Any] = {
        "id": text.scenario.id,
        "size": sized.size.id,
        "hash": "",
        "numbers": numbers,
        **_names_of(names),
        **_seats_of(sized),
        **sides,
        **map_of(names),
        **_issues_of(sized),
        **_tracks_of(sized),
        **_contents_of(sized, reader, headlines, numbers),
        "pledges": pledges_of(sized),
        "points": points_of(sized),
        "accepted": accepted_of(sized),
    }
    tables["agendas"], tables["agendas_of"] = agendas_of(sized, reader, numbers, tables["fixed"])
    tables["outlooks"] = outlooks_of(sized, reader, numbers)
    tables["watched_orders"] = tuple(reader.watched)
    tables["uses"], tables["uses_of"] = uses_of(sized, sides)
    tables["pledges_of"] = tuple(
        tuple(at for at, pledge in enumerate(tables["pledges"]) if pledge.seat == seat)
        for seat in range(len(names.seats))
    )
    tables["first_in"] = bytes([0, *(turn % len(names.seats) for turn in range(numbers.turns))])
    tables["forbidding"], tables["aid_pledges"] = forbidding_of(tables), aid_pledges_of(tables)
    tables |= masks_of(tables)
    acts = _catalogue(tables)
    compiled = settle_constants(Scenario(**tables, acts=acts, orders_of=orders_of(tables, acts)))
    return replace(compiled, hash=fingerprint(compiled, _schedule(sized, NO_PICKS, numbers.turns)[0]))


@lru_cache(maxsize=64)
def _table(name: str, size: str | None, headlines: tuple[tuple[int, str], ...], spoken: Language) -> Scenario:
    return compile_scenario(_load(name, spoken), size, dict(headlines))


@lru_cache(maxsize=8)
def _load(name: str, spoken: Language) -> Manuscript:
    with speaking(spoken):
        return load(name)


def table(name_or_path: str | Path, size: str | None = None, headlines: Mapping[int, str] = NO_PICKS) -> Scenario:
    """`compile_scenario(load(...))`, remembered for each language: nothing is read or built a second time."""
    return _table(str(find(name_or_path)), size, tuple(sorted(headlines.items())), current())


def _size(text: Manuscript, size: str | None) -> tuple[Size, int]:
    sizes = text.scenario.size
    for at, one in enumerate(sizes):
        if size in (None, one.id):
            return one, at
    ids = [one.id for one in sizes]
    hint = did_you_mean(str(size), ids)
    raise ScenarioError(
        _("{file}: it has no size {size}{hint}").format(
            file=f"{text.folder.name}/scenario.toml", size=quoted(size), hint=hint
        )
    )


def _names_of(names: Names) -> dict[str, tuple[Any, ...]]:
    text, scenario = names.text, names.text.scenario
    return {
        "seat_ids": tuple(names.seats),
        "seat_names": tuple(seat.name for seat in scenario.seat),
        "side_ids": tuple(names.sides),
        "side_names": tuple(side.name for side in scenario.side),
        "issue_ids": tuple(names.issues),
        "issue_names": tuple(issue.name for issue in scenario.issue),
        "position_names": tuple(issue.positions for issue in scenario.issue),
        "area_ids": tuple(names.areas),
        "area_names": tuple(area.name for area in scenario.area),
        "track_ids": tuple(names.tracks),
        "pledge_kind_ids": tuple(names.kinds),
        "card_ids": tuple(names.cards),
        "card_names": tuple(card.title for card in text.cards),
        "headline_ids": tuple(names.headlines),
        "headline_names": tuple(headline.title for headline in text.headlines),
        "agenda_ids": tuple(names.agendas),
        "agenda_names": tuple(agenda.title for agenda in text.agendas),
    }


def _seats_of(sized: Sized) -> dict[str, Any]:
    names, seats = sized.names, sized.names.text.scenario.seat
    count = len(seats)
    attendance = sized.written_numbers.attendance
    present = names.seats if attendance is None else attendance
    return {
        "seats": count,
        "turn_orders": tuple(tuple((first + at) % count for at in range(count)) for first in range(count)),
        "required": mask(at for at, seat in enumerate(seats) if seat.required),
        "attendance": names.seat_mask(present, ("scenario", "numbers", "attendance")),
        "order_count": tuple(sized.size.order_count or seat.order_count for seat in seats),
        "orders": tuple(sized.orders(at) for at in range(count)),
        "start_meters": tuple(tuple(getattr(seat.meters, meter) for seat in seats) for meter in to.METER_IDS),
        "opening_hand": tuple(_opening_hand(sized, at) for at in range(count)),
        "staying_away": tuple(_staying_away(sized, at) for at in range(count)),
    }


def _opening_hand(sized: Sized, at: int) -> int:
    """The fixed cards as a mask of the seat's own deck; a size without hands deals none."""
    seat = sized.names.text.scenario.seat[at]
    deck = [card.id for card in sized.names.text.written.cards[seat.id].card]
    return mask(deck.index(card) for card in seat.opening_hand) if sized.hand else 0


def _staying_away(sized: Sized, at: int) -> StayingAway | None:
    written = sized.names.text.scenario.seat[at].staying_away
    if written is None or not sized.size.staying_away:
        return None
    return StayingAway(to.METER_IDS.index(written.meter), written.by, written.first_only, written.at_most)


def _issues_of(sized: Sized) -> dict[str, Any]:
    names, issues = sized.names, sized.names.text.scenario.issue
    starts = {issue.id: issue.draft for issue in issues} | sized.size.draft | sized.size.fixed
    return {
        "issues": len(issues),
        "positions": tuple(len(issue.positions) for issue in issues),
        "start_draft": tuple(starts[issue.id] for issue in issues),
        "fixed": mask(names.issue(issue, ("scenario", "size", sized.at, "fixed")) for issue in sized.size.fixed),
    }


def _tracks_of(sized: Sized) -> dict[str, Any]:
    tracks = sized.names.text.scenario.tracks
    return {
        "sides": len(sized.names.sides),
        "toll_max": sized.size.toll_max or tracks.toll.max,
        "start_toll": tracks.toll.start,
        "start_attention": tracks.attention.start,
        "start_tracks": tuple(track.start for track in tracks.own.values()),
        "track_low": tuple(track.min for track in tracks.own.values()),
        "track_high": tuple(track.max for track in tracks.own.values()),
    }


def _contents_of(sized: Sized, reader: Reader, picks: Mapping[int, str], numbers: Numbers) -> dict[str, Any]:
    """Cards, headlines, procedures and home fronts with their programs."""
    text, scenario = sized.names.text, sized.names.text.scenario
    fixed = mask(sized.names.issue(issue, ("scenario", "size", sized.at)) for issue in sized.size.fixed)
    press = Press(reader, fixed)
    cards = tuple(_card(press, at) for at in range(len(text.cards)))
    headlines = tuple(_headline(press, at) for at in range(len(text.headlines)))
    runs = {
        key: tuple(
            press.program(one.do, Scope(key.replace("_", " ")), ("scenario", key, at, "do"), one.if_)
            for at, one in enumerate(getattr(scenario, key))
        )
        for key in ("procedure", "home_front")
    }
    sizes = [len(text.written.cards[seat.id].card) for seat in scenario.seat]
    schedule, scheduled = _schedule(sized, picks, numbers.turns)
    return {
        "cards": cards,
        "first_card": tuple(sum(sizes[:at]) for at in range(len(sizes) + 1)),
        "decks": tuple((1 << cards) - 1 for cards in sizes),
        "headlines": headlines,
        "headline_deck": mask(at for at in range(len(headlines)) if at not in scheduled),
        "schedule": schedule,
        "procedures": runs["procedure"],
        "home_fronts": runs["home_front"],
        "programs": tuple(press.programs),
        "standings": tuple(press.standings),
    }


def _card(press: Press, at: int) -> Card:
    names = press.reader.names
    card, path = names.text.cards[at], names.text.card_paths[at]
    scope = Scope("card", player=names.seat(card.seat, (*path, "seat")))
    program = press.program(card.effects, scope, (*path, "effects"))
    return Card(
        seat=scope.player,
        value=card.value,
        once=card.once,
        program=program,
        requires=press.reader.condition(card.requires, scope, (*path, "requires")),
        discards=any(step.op == op.STEP_DISCARD and step.who == (op.WHO_SELF,) for step in press.programs[program]),
    )


def _headline(press: Press, at: int) -> Headline:
    names = press.reader.names
    headline = names.text.headlines[at]
    path = ("headlines", "headline", at)
    program = press.program(headline.effects, Scope("headline"), (*path, "effects"))
    if headline.incident is None:
        return Headline(program, headline.once)
    unless = headline.incident.unless
    if unless is None:
        return Headline(program, headline.once, incident=True)
    issue = names.issue(unless.issue, (*path, "incident", "unless", "issue"))
    press.reader.check_positions(issue, unless, (*path, "incident", "unless"))
    return Headline(program, headline.once, incident=True, issue=issue, low=unless.low, high=unless.high)


def _schedule(sized: Sized, picks: Mapping[int, str], turns: int) -> tuple[tuple[tuple[int, ...], ...], set[int]]:
    """By turn the headlines to choose among, narrowed by the picks; and all that are scheduled at all."""
    names = sized.names
    rows: list[tuple[int, ...]] = [()] * turns
    for turn, ids in sized.size.headlines.items():
        path = ("scenario", "size", sized.at, "headlines", str(turn))
        if turn > turns:
            raise names.text.error(
                path, _("there is no turn {turn}; this size has {turns}").format(turn=turn, turns=turns)
            )
        rows[turn - 1] = tuple(sorted(names.headline(one, path) for one in ids))
    scheduled = {one for row in rows for one in row}
    for turn, pick in picks.items():
        options = rows[turn - 1] if 1 <= turn <= turns else ()
        ids_of_turn = [names.headlines[one] for one in options]
        if pick not in ids_of_turn:
            told = (
                _("size {size}: no headline {pick} for turn {turn}: it offers {offers}")
                if options
                else _("size {size}: no headline {pick} for turn {turn}: it leaves nothing to pick in that turn")
            )
            size = quoted(sized.size.id)
            raise ScenarioError(told.format(size=size, pick=quoted(pick), turn=turn, offers=", ".join(ids_of_turn)))
        rows[turn - 1] = (names.headlines.index(pick),)
    return tuple(rows), scheduled


def _catalogue(tables: dict[str, Any]) -> Catalogue:
    return Catalogue(
        seats=tables["seats"],
        sides=tables["sides"],
        positions=tables["positions"],
        neighbours=tables["neighbours"],
        pledges=len(tables["pledges"]),
        cards=len(tables["cards"]),
        headlines=len(tables["headlines"]),
        agendas=len(tables["agendas"]),
        uses=len(tables["uses"]),
    )
