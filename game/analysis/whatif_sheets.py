"""Futures side by side as sheets of figures and as one picture, in the language of those who ask.

`data` gives the same sheets for programs, in English whoever asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.grammar import isolated
from cards.language import N_, SOURCE, _, ngettext, speaking
from game.analysis.intervals import Estimate, share
from game.analysis.measures import SUCCESS, Cell, Sheet
from game.analysis.pictures import COLOURS, MARKERS, styled, write
from game.analysis.whatif import Comparison, Futures
from game.facts import player
from game.words import labelled, semicolons
from rules.state import CATASTROPHE, CONQUEST, FRAGILE_PEACE, FROZEN_WAR, OUTCOME_IDS, PEACE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS: Final = (N_("as it was"), N_("changed"))
UNKNOWN: Final = "-"
REAL: Final = N_("what happened")
CAUTION: Final = N_(
    "These are futures of bots, not of people: they say what the position held, not what anyone would do."
)
OUTCOMES: Final = {
    OUTCOME_IDS[CATASTROPHE]: N_("catastrophe"),
    OUTCOME_IDS[CONQUEST]: N_("conquest"),
    OUTCOME_IDS[PEACE]: N_("peace"),
    OUTCOME_IDS[FRAGILE_PEACE]: N_("fragile peace"),
    OUTCOME_IDS[FROZEN_WAR]: N_("frozen war"),
}
SHIFT: Final = 0.17  # of a row, between the two kinds
DRAWN: Final = ("outcomes.png", "outcomes.svg")  # as the first sheet is called, so that the report shows it there


def sheets(found: Comparison) -> list[Sheet]:
    """Outcomes, satisfaction, signature and toll."""
    return [_outcomes(found), _satisfaction(found), _course(found)]


def data(found: Comparison) -> list[Sheet]:
    """The same for programs: outcomes by their ids, columns by names that are the same in every language."""
    with speaking(SOURCE):
        outcomes, *others = sheets(found)
        ids = {_(word): name for name, word in OUTCOMES.items()}
        rows = tuple((ids[str(row[0])], *row[1:]) for row in outcomes.rows)
        return [replace(outcomes, rows=rows), *others]


def heading(found: Comparison) -> str:
    """What was asked, in a line."""
    told = ngettext(
        "{title} ({n} game of each kind after line {line}, seed {seed})",
        "{title} ({n} games of each kind after line {line}, seed {seed})",
        found.games,
    )
    return told.format(title=_title(found), n=found.games, line=found.lines, seed=found.seed)


def asked(found: Comparison) -> list[str]:
    """What became of each wish, and which bots failed, in sentences."""
    told = []
    for wish in found.plays:
        parts = []
        for turn, number in wish.turns.items():
            times = ngettext("in turn {turn} of {n} game", "in turn {turn} of {n} games", number)
            parts.append(times.format(turn=turn, n=number))
        if wish.never:
            never = ngettext(
                "it made no difference or did not come to it in {n}",
                "it made no difference or did not come to it in {n}",
                wish.never,
            )
            parts.append(never.format(n=wish.never))
        told.append(labelled(isolated(wish.text), semicolons(parts)))
    if found.unmoved:
        same = _("In {n} of {all} pairs all came out the same, with the change and without it")
        told.append(same.format(n=found.unmoved, all=found.games))
    return [*told, *_fallen(found)]


def _fallen(found: Comparison) -> list[str]:
    """For which bots somebody had to stand in, and in how many games."""
    players = [player(text) for one in found.rows for text in one.fallen]
    counted = Counter((who.bot, who.stand_in, who.why.split()[0]) for who in players)
    told = _("{stand_in} stood in for {bot} in {n} of {all} games ({why})")
    return [
        told.format(bot=isolated(bot), stand_in=stand_in, why=why, n=number, all=len(found.rows))
        for (bot, stand_in, why), number in sorted(counted.items())
    ]


def _columns(found: Comparison, first: str) -> tuple[str, ...]:
    kinds = KINDS if found.changed else KINDS[:1]
    return (first, *map(_, kinds), *((_("difference"),) if found.changed else ()), _(REAL))


def _outcomes(found: Comparison) -> Sheet:
    really = found.really.outcome if found.really else ""
    rows: list[tuple[Cell, ...]] = []
    for outcome, value in found.as_it_was.outcomes.items():
        more = _more(found, lambda part, name=outcome: part.outcomes[name])
        rows.append((_(OUTCOMES[outcome]), value, *more, _("yes") if outcome == really else UNKNOWN))
    note = _("Shares of games, by Wilson; the difference is the changed less the others, by Newcombe.")
    columns = _columns(found, _("outcome"))
    return Sheet("outcomes", _("How it ended"), note, columns, tuple(rows), columns[1:-1])


def _satisfaction(found: Comparison) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for seat, value in found.as_it_was.satisfaction.items():
        more = _more(found, lambda part, name=seat: part.satisfaction[name])
        rows.append((seat, value, *more, str(found.really.satisfaction[seat]) if found.really else UNKNOWN))
    note = _("Means of 0 to 100; the difference is paired: the same seed with and without the change. Bootstrap.")
    return Sheet("satisfaction", _("What each seat made of it"), note, _columns(found, _("seat")), tuple(rows))


def _course(found: Comparison) -> Sheet:
    really = found.really
    turn = really.signed_turn if really else None
    dates = [found.as_it_was.signed_turn, *([found.changed.signed_turn] if found.changed else [])]
    no_date: list[Cell] = [UNKNOWN] if found.changed else []  # not of the same games: it can't be paired
    rows: list[tuple[Cell, ...]] = [
        (
            _("signed, of 100 games"),
            found.as_it_was.signed.times(100),
            *(value.times(100) for value in _more(found, lambda part: part.signed)),
            (_("signed") if turn else _("not signed")) if really else UNKNOWN,
        ),
        (_("turn of the signature"), *dates, *no_date, str(turn) if turn else UNKNOWN),
        (
            _("people harmed"),
            found.as_it_was.toll,
            *_more(found, lambda part: part.toll),
            str(really.toll) if really else UNKNOWN,
        ),
    ]
    note = _("The turn is the mean of the games with a signature.")
    title = _("When it was signed, and what it cost")
    return Sheet("signature", title, note, _columns(found, _("what")), tuple(rows))


def _more(found: Comparison, of: Callable[..., Estimate]) -> list[Estimate]:
    """The same of the changed futures and of the difference, if there are any."""
    return [of(part) for part in (found.changed, found.difference) if part is not None]


# The picture


def draw(found: Comparison, folder: Path) -> list[str]:
    """One picture, as PNG and SVG; the names of the files."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with styled():
        outcomes, seats = list(found.as_it_was.outcomes), list(found.seats)
        heights = [len(outcomes) + 0.6, len(seats) + 0.6, 3.6]
        figure = Figure(figsize=(7.5, 2.4 + 0.36 * sum(heights)), layout="constrained")
        FigureCanvasAgg(figure)
        top, middle, bottom = figure.subplots(3, 1, gridspec_kw={"height_ratios": heights})
        _shares(top, found, outcomes)
        _means(middle, found, seats)
        _dates(bottom, found)
        handles, labels = middle.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
        figure.suptitle(_title(found), x=0.01, ha="left", fontweight="bold", fontsize=10)
        write(figure, [folder / name for name in DRAWN])
    return [DRAWN[0]]


def _title(found: Comparison) -> str:
    what = semicolons(isolated(wish.text) for wish in found.plays)
    told = _("From turn {turn}: {changes}") if what else _("From turn {turn}")
    return told.format(turn=found.turn, changes=what)


def _kinds(found: Comparison) -> list[tuple[str, Futures]]:
    parts = (found.as_it_was, found.changed)
    return [(_(name), part) for name, part in zip(KINDS, parts, strict=True) if part is not None]


def _dots(axes: Axes, number: int, name: str, values: Sequence[Estimate], scale: float = 1.0) -> None:
    known = [(row, value.times(scale)) for row, value in enumerate(values) if value.known]
    axes.errorbar(
        [value.value for _, value in known],
        [row + SHIFT * (2 * number - 1) for row, _ in known],
        xerr=[
            [max(0.0, value.value - (value.low or 0)) for _, value in known],
            [max(0.0, (value.high or 0) - value.value) for _, value in known],
        ],
        fmt=MARKERS[number],
        color=COLOURS[number],
        markersize=5,
        capsize=2.5,
        linewidth=1.3,
        label=name,
    )


def _rows(axes: Axes, names: Sequence[str], title: str) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_title(title, loc="left", fontsize=9)


def _shares(axes: Axes, found: Comparison, outcomes: Sequence[str]) -> None:
    for number, (name, part) in enumerate(_kinds(found)):
        _dots(axes, number, name, [part.outcomes[outcome] for outcome in outcomes], 100)
    if found.really is not None:
        axes.plot([101], [outcomes.index(found.really.outcome)], "k*", markersize=9, clip_on=False)
    _rows(axes, [_(OUTCOMES[name]) for name in outcomes], _("How games end, % of them, with 95 % intervals"))
    axes.set_xlim(-2, 104)


def _means(axes: Axes, found: Comparison, seats: Sequence[str]) -> None:
    for number, (name, part) in enumerate(_kinds(found)):
        _dots(axes, number, name, [part.satisfaction[seat] for seat in seats])
    if found.really is not None:
        values = [found.really.satisfaction[seat] for seat in seats]
        axes.plot(values, range(len(seats)), "k*", markersize=9, linestyle="none", label=_(REAL))
    axes.axvline(SUCCESS, color="#444444", linewidth=0.9, linestyle=":")
    title = _("Satisfaction of each seat, mean with 95 % intervals ({n}: success)")
    _rows(axes, seats, title.format(n=SUCCESS))


def _dates(axes: Axes, found: Comparison) -> None:
    """How many have been signed by each turn."""
    last = max([one.length for one in found.rows], default=found.turn)
    turns = range(found.turn, last + 1)
    for number in range(len(_kinds(found))):
        games = [one for one in found.rows if one.changed == bool(number)]
        signed = [sum((one.signed_turn or last + 1) <= turn for one in games) for turn in turns]
        shares = [share(count, len(games)).times(100) for count in signed]
        values = [value.value for value in shares]
        band = [value.low or 0 for value in shares], [value.high or 0 for value in shares]
        axes.fill_between(turns, *band, step="post", color=COLOURS[number], alpha=0.15, linewidth=0)
        axes.step(turns, values, where="post", color=COLOURS[number], linestyle="--" if number else "-")
        axes.plot(turns, values, MARKERS[number], color=COLOURS[number], markersize=4)
    if found.really is not None and found.really.signed_turn is not None:
        axes.plot([found.really.signed_turn], [101], "k*", markersize=9, clip_on=False)
    axes.set_ylim(-3, 103)
    axes.set_xticks(list(turns))
    axes.set_xlabel(_("turn"))
    axes.grid(color="#dddddd", linewidth=0.6)
    title = _("Signed by that turn (and not signed anew later), % of games, with 95 % intervals")
    axes.set_title(title, loc="left", fontsize=9)
