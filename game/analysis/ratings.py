"""OpenSkill ratings (Plackett and Luce): who comes before whom in satisfaction."""

from __future__ import annotations

from math import sqrt
from typing import Any

from cards.language import N_
from game.analysis.gather import Sample
from game.analysis.intervals import TWO_SIDED, Estimate
from game.analysis.measures import ALL, Cell, Sheet


def ratings(sample: Sample) -> Sheet:
    """A rating for every bot in every seat, since seats differ, and for a bot the mean of its seats.

    Games count in the order in which they were played.
    """
    from openskill.models import PlackettLuce

    model: Any = PlackettLuce()
    found: dict[tuple[str, str], Any] = {}
    games: dict[tuple[str, str], int] = {}
    for game in sample.games:
        keys = [(str(row["bot"]), str(row["seat"])) for row in game.rows]
        teams = [[found.get(key) or model.rating()] for key in keys]
        scores = [float(row["satisfaction"] or 0) for row in game.rows]
        for key, (rated,) in zip(keys, model.rate(teams, scores=scores), strict=True):
            found[key] = rated
            games[key] = games.get(key, 0) + 1
    rows: list[tuple[Cell, ...]] = []
    for bot in sample.bots:
        own = [(seat, (bot, seat)) for seat in sample.seats if (bot, seat) in found]
        rows += [(bot, seat, games[key], _estimate([found[key]], games[key])) for seat, key in own]
        if len(own) == len(sample.seats):
            total = sum(games[key] for _, key in own)
            rows.append((bot, ALL, total, _estimate([found[key] for _, key in own], total)))
    return Sheet(
        "ratings",
        N_("OpenSkill ratings by satisfaction"),
        N_(
            "Mu with 1.96 of the model's own sigma to each side; everybody begins at 25 with a sigma of 8.3. A rating "
            "tells who comes first; several can succeed, or none."
        ),
        ("bot", "seat", "games", "rating"),
        tuple(rows),
    )


def _estimate(rated: list[Any], games: int) -> Estimate:
    mu = sum(one.mu for one in rated) / len(rated)
    sigma = sqrt(sum(one.sigma**2 for one in rated)) / len(rated)
    return Estimate(mu, mu - TWO_SIDED * sigma, mu + TWO_SIDED * sigma, games)
