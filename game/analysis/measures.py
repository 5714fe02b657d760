"""What a sample of games shows, sheet by sheet.

The sheets are in English, which is what researchers read; titles and notes are marked, because reports translate them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from cards.language import N_
from game.analysis.gather import Played, Sample, column, whole
from game.analysis.intervals import Estimate, mean, share, share_of
from game.facts import Value

SUCCESS: Final = 50  # satisfaction (§9)
ALL: Final = "all seats"
COUNTS: Final = ("decisions", "proposals", "adopted", "pledges_made", "pledges_kept", "pledges_broken")
Cell = str | int | Estimate


@dataclass(frozen=True)
class Sheet:
    """A table of figures; `percent` names the columns that are shares."""

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    percent: tuple[str, ...] = ()

    def cell(self, row: tuple[Cell, ...], name: str) -> Cell:
        """A cell by its column's name."""
        return row[self.columns.index(name)]


def sheets(sample: Sample) -> list[Sheet]:
    """Everything that can be said of these games."""
    from game.analysis.ratings import ratings

    found = [seats(sample), compared(sample), differences(sample), outcomes(sample), games(sample), counts(sample)]
    found += [ratings(sample), actions(sample)]
    return [sheet for sheet in found if sheet.rows]


def seats(sample: Sample) -> Sheet:
    """What each bot made of each seat."""
    rows: list[tuple[Cell, ...]] = []
    for bot in sample.bots:
        for seat in (*sample.seats, None):
            values = column(sample.games, bot, seat, "satisfaction")
            if values:
                success = share_of((cluster, value >= SUCCESS) for cluster, value in values)
                rows.append((bot, seat or ALL, len(values), mean(values), success))
    return Sheet(
        "seats",
        N_("Satisfaction and success by bot and seat"),
        N_(
            "Success is a satisfaction of 50 or more. Means: bootstrap over seeds; shares: Wilson where every game "
            "counts once, else the same bootstrap."
        ),
        ("bot", "seat", "games", "satisfaction", "success"),
        tuple(rows),
        percent=("success",),
    )


# The same seat, seed and company, another bot


@dataclass(frozen=True)
class Pair:
    """One seat, one seed, the same others: what each bot made of it."""

    seed: Value
    seat: str
    others: str
    made: dict[str, float]


def _pairs(sample: Sample) -> list[Pair]:
    found: dict[tuple[Value, str, tuple[str, ...]], dict[str, float]] = {}
    for game in sample.games:
        for at, row in enumerate(game.rows):
            others = (*game.lineup[:at], "", *game.lineup[at + 1 :])
            made = found.setdefault((game.seed, str(row["seat"]), others), {})
            made[str(row["bot"])] = float(row["satisfaction"] or 0)
    return [Pair(seed, seat, _company(others), made) for (seed, seat, others), made in found.items() if len(made) > 1]


def _company(others: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(name for name in others if name))
    return names[0] if len(names) == 1 else " / ".join(others)


def _companies(pairs: list[Pair], sample: Sample) -> Iterator[tuple[str, str, list[Pair]]]:
    for others in dict.fromkeys(pair.others for pair in pairs):
        for seat in (*sample.seats, ALL):
            among = [pair for pair in pairs if pair.others == others and seat in {pair.seat, ALL}]
            if among:
                yield others, seat, among


def compared(sample: Sample) -> Sheet:
    """Every bot in the same seats among the same others with the same seeds."""
    rows: list[tuple[Cell, ...]] = []
    for others, seat, pairs in _companies(_pairs(sample), sample):
        for bot in sample.bots:
            values = [(pair.seed, pair.made[bot]) for pair in pairs if bot in pair.made]
            if values:
                success = share_of((cluster, value >= SUCCESS) for cluster, value in values)
                rows.append((bot, others, seat, len(values), mean(values), success))
    return Sheet(
        "compared",
        N_("Paired: the same seats, seeds and company"),
        N_("Only games that were played with the same seed, by another bot in the same seat among the same others."),
        ("bot", "others", "seat", "games", "satisfaction", "success"),
        tuple(rows),
        percent=("success",),
    )


def differences(sample: Sample) -> Sheet:
    """How much more one made of it than another, seed by seed."""
    rows: list[tuple[Cell, ...]] = []
    for others, seat, pairs in _companies(_pairs(sample), sample):
        for one, other in combinations(sample.bots, 2):
            values = [(p.seed, p.made[one] - p.made[other]) for p in pairs if one in p.made and other in p.made]
            if values:
                difference = mean(values)
                rows.append((f"{one} - {other}", others, seat, len(values), difference, _verdict(difference)))
    return Sheet(
        "differences",
        N_("Paired differences of satisfaction"),
        N_("The first less the second, seed by seed; apart: the interval leaves out 0."),
        ("bots", "others", "seat", "pairs", "difference", "verdict"),
        tuple(rows),
    )


def _verdict(difference: Estimate) -> str:
    if difference.low is None or difference.high is None:
        return "too few games"
    return "apart" if difference.low > 0 or difference.high < 0 else "not apart"


# Games


def outcomes(sample: Sample) -> Sheet:
    """How games end, in all and by line-up where there are few."""
    groups = {"all": sample.games}
    lineups: dict[tuple[str, ...], list[Played]] = {}
    for game in sample.games:
        lineups.setdefault(game.lineup, []).append(game)
    if 1 < len(lineups) <= 8:  # noqa: PLR2004 (as many as a page shows)
        groups |= {" / ".join(lineup): games for lineup, games in lineups.items()}
    ended = sorted({str(game.of("outcome")) for game in sample.games})
    rows: list[tuple[Cell, ...]] = []
    for name, games_ in groups.items():
        found = Counter(str(game.of("outcome")) for game in games_)
        rows += [(name, outcome, found[outcome], _outcome_share(games_, outcome)) for outcome in ended]
    return Sheet(
        "outcomes",
        N_("Outcomes"),
        N_("Shares of games: Wilson, or a bootstrap over seeds where several games share one."),
        ("line-up", "outcome", "games", "share"),
        tuple(rows),
        percent=("share",),
    )


def _outcome_share(games_: list[Played], outcome: str) -> Estimate:
    ended = [
        (cluster, outcome == game.of("outcome"))
        for (cluster, _), game in zip(whole(games_, "toll"), games_, strict=True)
    ]
    return share_of(ended)


def games(sample: Sample) -> Sheet:
    """What a game is like."""
    rows: list[tuple[Cell, ...]] = [
        (label, len(sample.games), mean(whole(sample.games, name)))
        for label, name in (("turns", "length"), ("toll", "toll"), ("actions and draws", "actions"))
    ]
    signed = [(float(game.of("signed_turn") or 0), game) for game in sample.games if game.of("signed_turn") is not None]
    if signed:
        turns = whole([game for _, game in signed], "signed_turn")
        rows.append(("turn signed, of games with a signature", len(signed), mean(turns)))
    return Sheet("games", N_("A game on average"), N_("Bootstrap over seeds."), ("what", "games", "mean"), tuple(rows))


def counts(sample: Sample) -> Sheet:
    """What a seat does in a game."""
    rows: list[tuple[Cell, ...]] = []
    for bot in sample.bots:
        for name in COUNTS:
            values = column(sample.games, bot, None, name)
            rows.append((bot, name.replace("_", " "), len(values), mean(values)))
    note = N_("For one seat of one game; bootstrap over seeds.")
    return Sheet("counts", N_("What a seat does in a game"), note, ("bot", "what", "games", "mean"), tuple(rows))


def actions(sample: Sample) -> Sheet:
    """Which kinds of action are chosen where they could be, with something else to choose."""
    rows: list[tuple[Cell, ...]] = []
    order = {bot: at for at, bot in enumerate(sample.bots)}
    found = (sample.choices or {}).items()
    for (bot, kind), (offered, chosen) in sorted(found, key=lambda item: (order[item[0][0]], item[0][1])):
        mark = "never" if not chosen else "always" if chosen == offered else ""
        rows.append((bot, kind, offered, chosen, share(chosen, offered), mark))
    return Sheet(
        "actions",
        N_("Chosen when it could be"),
        N_("Of the decisions at which it was legal beside another kind; Wilson, as if each decision stood for itself."),
        ("bot", "action", "offered", "chosen", "share", "mark"),
        tuple(rows),
        percent=("share",),
    )
