"""Scenarios of any shape, made for measuring: how the cost of a decision grows with seats, issues, areas and turns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cards import compile_scenario, load
from rules.scenario import Scenario

CARDS: Final = 8  # in each deck
HEADLINES: Final = 6
MOST_AREAS_A_ROW: Final = 5


@dataclass(frozen=True)
class Shape:
    """How large a generated scenario is; the defaults are about those of Empty Chairs."""

    seats: int = 5
    issues: int = 6
    areas: int = 16
    turns: int = 8


GROWS: Final = {
    "seats": (2, 3, 4, 6, 8),
    "issues": (3, 4, 6, 8, 10),
    "areas": (4, 8, 16, 28, 40),
    "turns": (4, 8, 16, 32, 64),
}


def shapes(what: str) -> list[Shape]:
    """The default shape with one of its sizes going up."""
    return [replace(Shape(), **{what: size}) for size in GROWS[what]]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The k of cost = c * size ** k, by least squares over the logarithms."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def generated(shape: Shape) -> Scenario:
    """The tables of a scenario of that shape, written out and read as any other."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "made"
        place.mkdir()
        for name, text in written(shape).items():
            (place / name).write_text(text, encoding="utf-8")
        return compile_scenario(load(place))


def written(shape: Shape) -> dict[str, str]:
    """The files of the scenario: every second seat commands a side of its own, the one after it backs that side."""
    seats = range(shape.seats)
    files = {f"cards-seat{seat}.toml": "".join(_card(shape, seat, at) for at in range(CARDS)) for seat in seats}
    files["agendas.toml"] = files["sources.toml"] = ""
    files["headlines.toml"] = "".join(_headline(shape, at) for at in range(HEADLINES))
    files["scenario.toml"] = "".join(
        (
            _head(),
            *(_side(side) for side in range(_sides(shape))),
            *(_seat(shape, seat) for seat in seats),
            *(_issue(issue) for issue in range(shape.issues)),
            *(_area(shape, area) for area in range(shape.areas)),
            _rest(shape),
        )
    )
    return files


def _sides(shape: Shape) -> int:
    return (shape.seats + 1) // 2 + 1


def _head() -> str:
    return (
        'id = "made"\ntitle = "Made"\nversion = 1\nsetting = "Nowhere"\nsummary = "Made to be measured."\n'
        'content_note = "Nothing happens."\nargues = ["Nothing (invented)."]\n'
    )


def _side(side: int) -> str:
    struck = "struck = true\n" if side == 0 else ""
    return f'[[side]]\nid = "side{side}"\nname = "side {side}"\n{struck}'


def _seat(shape: Shape, seat: int) -> str:
    side = seat // 2 + 1
    points = ", ".join(
        f"issue{issue} = [{seat % 3}, {issue % 4}, {(seat + issue) % 5 + 1}]" for issue in range(shape.issues)
    )
    role = (
        f'commands = "side{side}"\nrequired = true\norder_count = 2\norders = ["assault", "redeploy", "fortify"]\n'
        'press = ["condemn", "rally"]\n'
        if seat % 2 == 0
        else f'backs = "side{side}"\norder_count = 1\norders = ["support", "arm", "strike"]\n'
        'press = ["sanction", "condemn", "relief"]\n'
    )
    return (
        f'[[seat]]\nid = "seat{seat}"\nname = "Seat {seat}"\nshort = "S{seat}"\nabout = "It."\nwants = "this"\n'
        f'fears = "that"\nsource = "invented"\n{role}meters = {{ influence = 5, support = 6, credibility = 5 }}\n'
        f"worth = {{ {points} }}\nno_deal = {{ start = 45, terms = [\n"
        f'  {{ weight = 1, of = "areas", side = "side{side}", label = "areas held" }},\n] }}\n'
    )


def _issue(issue: int) -> str:
    return (
        f'[[issue]]\nid = "issue{issue}"\nname = "Issue {issue}"\npositions = ["one", "two", "three"]\n'
        f'draft = {issue % 3}\nsource = "invented"\n'
    )


def _area(shape: Shape, area: int) -> str:
    wide = min(MOST_AREAS_A_ROW, shape.areas)
    near = [other for other in (area - wide, area + wide) if 0 <= other < shape.areas]
    near += [other for other in (area - 1, area + 1) if 0 <= other < shape.areas and other // wide == area // wide]
    names = ", ".join(f'"area{other}"' for other in near)
    sides = _sides(shape)
    own, other = area % sides, (area + 1) % sides
    return (
        f'[[area]]\nid = "area{area}"\nname = "Area {area}"\nweight = {area % 3 + 1}\nneighbours = [{names}]\n'
        f'start = {{ side{own} = 4, side{other} = 1 }}\nsource = "invented"\n'
    )


def _rest(shape: Shape) -> str:
    commanders = ", ".join(f'"seat{seat}"' for seat in range(0, shape.seats, 2))
    return (
        "[tracks]\ntoll = { max = 999, start = 0 }\nattention = { start = 4 }\n"
        f'[[pledge]]\nkind = "truce"\ntext = "no assault on {{target}}"\ntarget = "area"\nseats = [{commanders}]\n'
        'breaks = "hostile-assault"\n'
        f"[numbers]\nturns = {shape.turns}\nhand = 3\n"
        '[[size]]\nid = "made"\nname = "Made"\nminutes = 60\ntext = "All of it."\n'
    )


def _card(shape: Shape, seat: int, at: int) -> str:
    effects = (
        '{ shift = "attention", by = 1 }',
        '{ shift = "support", of = "self", by = 1 }',
        f'{{ strength = "side{seat // 2 + 1}", by = 1, area = "area{at % shape.areas}" }}',
        '{ shift = "influence", of = "others", by = -1 }',
    )
    return (
        f'[[card]]\nid = "card{seat}-{at}"\nseat = "seat{seat}"\ntitle = "Card {at}"\nvalue = {at % 3 + 1}\n'
        f'effects = [{effects[at % len(effects)]}]\ncontext = "It is a card."\nsource = "invented"\n'
    )


def _headline(shape: Shape, at: int) -> str:
    return (
        f'[[headline]]\nid = "headline{at}"\ntitle = "Headline {at}"\n'
        f'effects = [{{ shift = "toll", by = 1, area = "area{at % shape.areas}" }}]\ncontext = "It happens."\n'
        'source = "invented"\n'
    )
