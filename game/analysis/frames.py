"""What a game was worth and what could have been agreed in it, as polars frames: for notebooks and for statistics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from game.analysis.frontier import frontier
from game.analysis.landscape import Surveyor
from game.analysis.zone import Settlement
from game.extras import need
from game.moments import Played
from rules import kernel
from rules.scenario import Scenario
from rules.state import State
from rules.worth import BEST, best_points, no_deal

if TYPE_CHECKING:
    from polars import DataFrame


def texts_of(table: Scenario, s: State) -> DataFrame:
    """Every text of a state, a row each: its positions, U and gain of each seat, and where it lies.

    `zone` and `signable` are of the required parties, `zone_all` is of everybody; `efficient`: nothing beats it for
    everybody. Ten million rows need a gigabyte; `landscape.survey` answers without them.
    """
    need("tables", "polars")
    import polars as pl

    settlement = Settlement(table)
    seats = range(table.seats)
    places = np.unravel_index(np.arange(settlement.size), settlement.shape)
    columns: dict[str, object] = {"text": np.arange(settlement.size)}
    for issue, place in enumerate(places):
        columns[table.issue_ids[issue]] = np.array(settlement.choices[issue], dtype=np.int8)[place]
    for seat in seats:
        u = 100 * settlement.points(seat, s.agenda[seat]) / best_points(table, seat, s.agenda[seat])
        columns[f"u_{table.seat_ids[seat]}"] = u
        columns[f"gain_{table.seat_ids[seat]}"] = u - no_deal(table, s, seat) / BEST
    columns["zone"] = settlement.zone(s)
    columns["signable"] = settlement.signable(s)
    columns["zone_all"] = settlement.zone(s, seats)
    efficient = np.zeros(settlement.size, dtype=np.bool_)
    efficient[frontier(settlement, [(seat, s.agenda[seat]) for seat in seats]).texts] = True
    columns["efficient"] = efficient
    return pl.DataFrame(columns)


def course_of(game: Played, lines: Iterable[int] | None = None) -> DataFrame:
    """A row for each seat after each of these lines; where each turn began and how the game ended, if none are given.

    What agreement and no agreement were worth to the seat then, and what could have been agreed.
    """
    need("tables", "polars")
    import polars as pl

    surveyor = Surveyor(game.whole.table)
    wanted = sorted({*game.turns().values(), game.lines}) if lines is None else lines
    rows = [row for number in wanted for row in _rows(surveyor, game, number)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _rows(surveyor: Surveyor, game: Played, lines: int) -> Iterable[dict[str, object]]:
    s = game.after(lines).state
    land = surveyor.survey(s)
    returns = kernel.returns(surveyor.table, s)
    for seat, name in enumerate(surveyor.table.seat_ids):
        yield {
            "line": lines,
            "turn": s.turn,
            "seat": name,
            "u": land.draft.u[name],
            "n": land.no_deal[name],
            "gain": land.draft.gain[name],
            "satisfaction": returns[seat],
            "zone": land.required.zone,
            "signable": land.required.signable,
            "zone_all": land.everyone.zone,
            "draft_in_zone": land.required.draft.in_zone,
            "better": land.required.draft.better,
            "distance": land.required.draft.distance,
        }
