"""Who plays whom: line-ups of bots for a run."""

from __future__ import annotations

from itertools import permutations, product
from typing import Final

from cards.language import _
from game import arena, bots
from game.dealer import derived_seed
from game.errors import UserError
from rules.scenario import Scenario

KINDS: Final = ("fixed", "round-robin", "permutations", "paired")
MOST: Final = 5000  # line-ups that anyone will wait for

Lineup = tuple[str, ...]


def lineups(table: Scenario, kind: str, seats: str, compare: str = "", versus: str = "") -> tuple[Lineup, ...]:
    """The line-ups of a run, in the order in which they take turns.

    fixed: what `seats` says. round-robin: the bots of `seats` around the table, moved on by a seat from line-up to
    line-up, so that each plays every seat as often. permutations: every line-up in which all of them sit (or, if they
    are too many, as many as there are seats). paired: each bot of `compare` in each seat in turn, all others `versus`.
    """
    if kind == "fixed":
        return (arena.seats_of(table, seats),)
    if kind == "paired":
        return paired(table, pool(compare), versus)
    names = pool(seats)
    if len(names) < 2:  # noqa: PLR2004 (one bot has nobody to change places with)
        right = _("name several: {options}").format(options=f"--lineup {kind} --seats greedy,random")
        raise UserError(_("{kind} of one bot is a fixed line-up").format(kind=kind), right=right)
    return round_robin(table.seats, names) if kind == "round-robin" else permuted(table.seats, names)


def pool(text: str) -> Lineup:
    """The bots that a comma-separated list names; each is known to exist afterwards."""
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    for name in names:
        seat, equals, _who = name.partition("=")
        if equals and not bots.is_program(name):
            raise UserError(
                _('"{name}" gives a bot its seat "{seat}"').format(name=name, seat=seat),
                right=_("here bots take turns: name only bots"),
            )
        bots.factory(name)
    return names


def round_robin(seats: int, names: Lineup) -> tuple[Lineup, ...]:
    """As many line-ups as there are bots: each has every seat in exactly one."""
    return tuple(tuple(names[(seat + turn) % len(names)] for seat in range(seats)) for turn in range(len(names)))


def permuted(seats: int, names: Lineup) -> tuple[Lineup, ...]:
    """Every different line-up with all of them in it, or as many as there are seats."""
    different = tuple(dict.fromkeys(names))
    bound = len(different) ** seats
    if len(names) < seats:
        ways = [way for way in product(different, repeat=seats) if len(set(way)) == len(different)]
    else:
        ways = list(permutations(names, seats))
    if bound > 200 * MOST:  # before they are counted one by one
        raise UserError(
            _("{n} bots have too many line-ups").format(n=len(different)), right=_("name fewer, or use round-robin")
        )
    found = tuple(dict.fromkeys(ways))
    if len(found) > MOST:
        raise UserError(
            _("that makes {n} line-ups").format(n=len(found)), right=_("name fewer bots, or use round-robin")
        )
    return found


def mixed(table: Scenario, names: Lineup, games: int, seed: int) -> tuple[Lineup, ...]:
    """A line-up for each game, every seat's bot drawn anew: each is as likely in each company."""
    return tuple(
        tuple(names[derived_seed(seed, game * table.seats + seat) % len(names)] for seat in range(table.seats))
        for game in range(games)
    )


def paired(table: Scenario, names: Lineup, versus: str) -> tuple[Lineup, ...]:
    """Each bot alone in each seat among others who are all alike; a line-up that serves twice is played once."""
    if not names:
        raise UserError(_("nothing is compared"), right=_("name bots: --compare greedy,random --versus random"))
    (rest,) = pool(versus) if versus and "," not in versus else ("",)
    if not rest:
        raise UserError(_("the others have to be one bot"), right=_("such as --versus random"))
    cells = [
        tuple(name if at == seat else rest for at in range(table.seats))
        for seat in range(table.seats)
        for name in names
    ]
    return tuple(dict.fromkeys(cells))
