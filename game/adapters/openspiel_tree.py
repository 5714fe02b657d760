"""A small scenario as a whole tree, which OpenSpiel plays in C++: for CFR, exact best responses and NashConv.

The tree is written in Gambit's format for extensive games (`.efg`), so Gambit and others read it as well. A game
whose every history is wanted must be small: `two-banks micro` has 0.7 million nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from game.adapters.moment import Entry, Moment, recalled
from game.extras import need
from game.notation import format_action
from rules import kernel
from rules.state import CHANCE, OVER

need("openspiel", "pyspiel")

import pyspiel  # noqa: E402 (only now is it known to be there)

from game.adapters.openspiel import AccordGame  # noqa: E402 (the same)

MOST_NODES = 5_000_000


class Tree(NamedTuple):
    """The text of the tree, how many nodes of each kind it has, and each seat's information sets in order."""

    efg: str
    decisions: int
    draws: int
    ends: int
    sets: tuple[tuple[str, ...], ...]  # information state strings of `accord`; Gambit counts them from 1

    def load(self) -> Any:  # noqa: ANN401 (pyspiel has no types)
        """The game in C++."""
        return pyspiel.load_efg_game(self.efg)


class Writer:
    """Walks a game once and writes it down."""

    def __init__(self, game: AccordGame) -> None:
        """Everything still to be written."""
        self.play = game.play
        self.lines: list[str] = []
        self.sets: list[dict[tuple[Entry, ...], int]] = [{} for _ in range(self.play.table.seats)]
        self.names: list[list[str]] = [[] for _ in range(self.play.table.seats)]
        self.nodes = {CHANCE: 0, OVER: 0, 0: 0}

    def tree(self) -> Tree:
        """The whole tree."""
        players = " ".join(f'"{seat}"' for seat in self.play.table.seat_ids)
        self.lines.append(f'EFG 2 R "{self.play.scenario} {self.play.size}" {{ {players} }}')
        for moment in self.walk():
            self.lines.append(self.line(moment))
        sets = tuple(map(tuple, self.names))
        return Tree("\n".join(self.lines) + "\n", self.nodes[0], self.nodes[CHANCE], self.nodes[OVER], sets)

    def walk(self) -> Iterator[Moment]:
        """Every node before those that follow it."""
        waiting = [self.play.opening]
        while waiting:
            moment = waiting.pop()
            yield moment
            waiting += [moment.then(action) for action in reversed(moment.legal())]

    def line(self, moment: Moment) -> str:
        """A node, as Gambit writes it."""
        kind = min(moment.mover, 0)
        self.nodes[kind] += 1
        if sum(self.nodes.values()) > MOST_NODES:
            name = f"{self.play.scenario} {self.play.size}"
            raise pyspiel.SpielError(f"{name} has more than {MOST_NODES:,} nodes; take a smaller size")
        table, number = self.play.table, self.nodes[kind]
        if kind == OVER:
            results = " ".join(map(str, kernel.returns(table, moment.state)))
            return f't "" {number} "" {{ {results} }}'
        if kind == CHANCE:
            drawn = " ".join(f'"{format_action(table, outcome)}" {odds:.16f}' for outcome, odds in moment.outcomes())
            return f'c "" {number} "" {{ {drawn} }} 0'
        actions = " ".join(f'"{format_action(table, action)}"' for action in moment.legal())
        return f'p "" {moment.mover + 1} {self.set_of(moment)} "" {{ {actions} }} 0'

    def set_of(self, moment: Moment) -> int:
        """The number of the information set of the seat to move."""
        known = self.sets[moment.mover]
        recall = moment.recall(moment.mover)
        if recall not in known:
            known[recall] = len(known) + 1
            self.names[moment.mover].append(recalled(moment, moment.mover))
        return known[recall]


def tree_of(game: AccordGame) -> Tree:
    """Every history of a game; SpielError if there are too many."""
    return Writer(game).tree()
