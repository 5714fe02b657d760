"""The map as a picture: areas where they lie, who holds them, how strong everybody is there, what is besieged.

Places come from the scenario (`at`), or from `game.layout`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cards.grammar import short
from cards.language import N_, _
from game import paper
from game.paper import cells
from game.words import Words, comma, listed, members, semicolons
from rules.scenario import NOBODY
from rules.state import State

NARROWEST: Final = 10  # columns of a cell; a narrower one says nothing
WAY: Final = 3  # columns between names that a way needs: " ─ "
SPARE: Final = 8  # columns of air in a cell, at most
NAMED: Final = 4  # the holder's mark before the name: "[G] "
DOWN: Final = {0: "│", 1: "╲", -1: "╱"}  # the way to a neighbour in the next row, by columns to the right
SIEGES: Final = (N_(" besieged"), N_(" siege"), N_("s"))  # as there is room


def marks(names: Sequence[str]) -> tuple[str, ...]:
    """The shortest beginnings that tell names apart: ("government", "gulf") -> ("GO", "GU").

    >>> marks(("opposition", "sdf", "extremists"))
    ('O', 'S', 'E')
    """
    for length in range(1, 9):
        short = tuple(name[:length].upper() for name in names)
        if len(set(short)) == len(short):
            return short
    return tuple(str(number) for number in range(len(names)))


class Picture:
    """One drawing of the map, `room` columns wide; `roomy` leaves a line for the ways between the rows."""

    def __init__(self, w: Words, s: State, room: int, *, roomy: bool) -> None:
        self._w, self._s, self._room, self._roomy = w, s, room, roomy
        self._marks = marks(w.table.side_ids)
        self._at = w.texts.places
        self._named = NAMED
        self._sieges = [_(text) for text in SIEGES]
        self._wide = self._widths(room)
        if sum(self._wide) > room:
            self._named = NAMED - 1
            self._wide = self._widths(room)
            while sum(self._wide) > room and max(self._wide) > NARROWEST:
                self._wide[self._wide.index(max(self._wide))] -= 1
        self._left = [sum(self._wide[:column]) for column in range(len(self._wide))]
        self._high = 3 if roomy else 2
        rows = 1 + max(y for _, y in self._at)
        self._lines = [[" "] * sum(self._wide) for _ in range(rows * self._high)]
        self._beside: set[tuple[int, int]] = set()  # neighbours whose way is drawn

    def _widths(self, room: int) -> list[int]:
        """What each column needs, and a share of what is left."""
        wide = [NARROWEST] * (1 + max(x for x, _ in self._at))
        for area, (x, _row) in enumerate(self._at):
            here = forces(self._w, self._s, area, self._marks)
            named = self._named + cells(self._w.texts.places_short[area]) + (WAY if self._roomy else 1)
            wide[x] = max(
                wide[x], named, cells(here) + 2 + (cells(_(SIEGES[1])) if self._s.besieged >> area & 1 else 0)
            )
        spare = min((room - sum(wide)) // len(wide), SPARE)
        return [column + max(spare, 0) for column in wide]

    def fits(self) -> bool:
        """Whether there is room for it."""
        return sum(self._wide) <= self._room

    def lines(self) -> list[str]:
        """The drawing, and in words what could not be drawn."""
        siege = self._siege()
        for area in range(self._w.table.areas):
            x, y = self._at[area]
            self._write(self._left[x], y * self._high, self._name(area))
            self._write(self._left[x] + 1, y * self._high + 1, self._forces(area, siege))
        if self._roomy:
            self._draw_ways()
        drawn = ["".join(line).rstrip() for line in self._lines]
        while drawn and not drawn[-1]:
            drawn.pop()
        return [*drawn, *self._other_ways()]

    def _write(self, x: int, y: int, text: str) -> None:
        """A letter a cell: one that is wide takes the next too, a mark that has no width stands with its letter."""
        at = x
        for letter in text:
            wide = cells(letter)
            if not wide and at > x:
                self._lines[y][at - 1] += letter
                continue
            self._lines[y][at] = letter
            for taken in range(at + 1, at + wide):
                self._lines[y][taken] = ""
            at += wide

    def _name(self, area: int) -> str:
        holder = self._s.holder[area]
        mark = self._marks[holder] if holder != NOBODY else "-"
        room = self._wide[self._at[area][0]] - self._named - 1
        return f"[{mark}]{' ' * (self._named - 3)}{paper.cut(self._w.texts.places_short[area], room)}"

    def _forces(self, area: int, siege: str) -> str:
        return forces(self._w, self._s, area, self._marks) + (siege if self._s.besieged >> area & 1 else "")

    def _siege(self) -> str:
        besieged = members(self._s.besieged, self._w.table.areas)
        room = min(
            (self._wide[self._at[area][0]] - cells(forces(self._w, self._s, area, self._marks)) for area in besieged),
            default=0,
        )
        return next((text for text in self._sieges if cells(text) + 2 <= room), self._sieges[-1])

    def legend(self) -> str:
        """What the letters of the map say."""
        sides = letters(self._w)
        if self._s.besieged and self._siege() == self._sieges[-1]:
            return _("{sides}; [ ] holds it; s besieged").format(sides=sides)
        return _("{sides}; [ ] holds it").format(sides=sides)

    def _draw_ways(self) -> None:
        by_place = {place: area for area, place in enumerate(self._at)}
        for area, (x, y) in enumerate(self._at):
            for near in self._w.table.neighbours[area]:
                self._draw_way(area, near, by_place, x, y)

    def _draw_way(self, area: int, near: int, by_place: dict[tuple[int, int], int], x: int, y: int) -> None:
        to_x, to_y = self._at[near]
        if to_y == y and to_x > x and not any((between, y) in by_place for between in range(x + 1, to_x)):
            way = range(self._left[x] + cells(self._name(area)) + 1, self._left[to_x] - 1)
            if not way:
                return
            for at in way:
                self._lines[y * self._high][at] = "─"
        elif to_y == y + 1 and abs(to_x - x) <= 1:
            at = self._left[x] + 2 if to_x == x else self._left[max(x, to_x)] - 1
            self._lines[y * self._high + 2][at] = DOWN[to_x - x]
        else:
            return
        self._beside |= {(area, near), (near, area)}

    def _other_ways(self) -> list[str]:
        if not self._roomy:
            return []
        table = self._w.table
        pairs = [(a, b) for a in range(table.areas) for b in table.neighbours[a] if a < b]
        left = [pair for pair in pairs if pair not in self._beside]
        if not left:
            return []
        told = semicolons(format(listed([self._w.area(a), self._w.area(b)])) for a, b in left)
        return paper.fitted(_("Side by side too: {areas}.").format(areas=told), min(self._room, paper.prose_width()))


def letters(w: Words) -> str:
    """Which side each letter stands for."""
    named = [short(w.side(side)) for side in range(w.table.sides)]
    return comma(f"{mark} {name}" for mark, name in zip(marks(w.table.side_ids), named, strict=True))


def forces(w: Words, s: State, area: int, short: Sequence[str]) -> str:
    """Who is there and how strong: "G4 O1"."""
    here = s.strength[area * w.table.sides : (area + 1) * w.table.sides]
    told = " ".join(f"{mark}{force}" for mark, force in zip(short, here, strict=True) if force)
    return told or _("nobody")
