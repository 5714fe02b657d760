"""Sheets as pictures, PNG and SVG: dots with their intervals, told apart by colour and by shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from game.analysis.intervals import Estimate
from game.analysis.measures import ALL, SUCCESS, Cell, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito 2008: told apart with any kind of colour vision, and in grey by their markers
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">", "p")  # more of them, so that no pair comes twice
LINE: Final = 0.3  # inches of a row
WIDTH: Final = 7.5
SPREAD: Final = 0.6  # of a row, shared by the bots in it
# Rows that get a picture of their own, by how they begin: the picture's name, the beginning, the other one's name
APART: Final = {
    "actions": ("events", "event ", "kinds"),
    "counts": ("decisions", "decisions", "deeds"),
    "games": ("actions", "actions", "course"),
}
MOST: Final = 60  # rows of one picture that can still be read


class Dot(NamedTuple):
    """One estimate: the row it stands in, whose it is, and among which others."""

    row: str
    series: str
    others: str
    estimate: Estimate


def draw(sheets: Sequence[Sheet], folder: Path, formats: Sequence[str] = ("png", "svg")) -> list[str]:
    """Draw every sheet; the names of the PNG files, or of whatever comes first."""
    drawn = []
    with styled():
        for sheet in sheets:
            for name, picture in figures(sheet):
                write(picture(), [folder / f"{name}.{ending}" for ending in formats])
                drawn.append(f"{name}.{formats[0]}")
    return drawn


def figures(sheet: Sheet, told: Callable[[str], str] = str) -> Iterator[tuple[str, Callable[[], Figure]]]:
    """The pictures of a sheet, each with its name; to be drawn and saved inside `styled`.

    Sheets are English; `told` says their words to a reader of something else.
    """
    for part, dots in _parts(sheet):
        spoken = [Dot(told(dot.row), _series(dot, told), dot.others, dot.estimate) for dot in dots]
        yield f"{sheet.name}.{part}" if part else sheet.name, partial(_picture, sheet, part, spoken, told)


def _series(dot: Dot, told: Callable[[str], str]) -> str:
    if not dot.others:
        return told(dot.series)
    return told("{bot}, others {others}").format(bot=dot.series, others=dot.others)


@contextmanager
def styled() -> Iterator[None]:
    """As all our pictures look; with fixed ids, so that the same games give the same file."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "accord", "font.size": 9, "axes.axisbelow": True}):
        yield


def write(figure: Figure, paths: Sequence[Path]) -> None:
    """Save a picture in every form asked for, without a date."""
    for path in paths:
        metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(path, dpi=150, metadata=metadata)


def _parts(sheet: Sheet) -> list[tuple[str, list[Dot]]]:
    """One picture for every column of estimates, or for as many rows as can be read."""
    if sheet.name in APART:
        name, apart, rest = APART[sheet.name]
        dots = _dots(sheet, _estimates(sheet)[0])
        return [
            *_pages(name, [dot for dot in dots if dot.row.startswith(apart)]),
            *_pages(rest, [dot for dot in dots if not dot.row.startswith(apart)]),
        ]
    columns = _estimates(sheet)
    if len(columns) == 1:
        return _pages("", _dots(sheet, columns[0]))
    return [page for name in columns for page in _pages(name.replace(" ", "-"), _dots(sheet, name))]


def _estimates(sheet: Sheet) -> list[str]:
    return [name for at, name in enumerate(sheet.columns) if isinstance(sheet.rows[0][at], Estimate)]


def _pages(name: str, dots: list[Dot]) -> list[tuple[str, list[Dot]]]:
    rows = list(dict.fromkeys(dot.row for dot in dots))
    pages = [rows[first : first + MOST] for first in range(0, len(rows), MOST)]
    many = len(pages) > 1
    return [
        (f"{name}{number}" if many else name, [dot for dot in dots if dot.row in page])
        for number, page in enumerate(pages, 1)
    ]


def _dots(sheet: Sheet, column: str) -> list[Dot]:
    dots = []
    for row in sheet.rows:
        estimate = sheet.cell(row, column)
        if isinstance(estimate, Estimate) and estimate.known:
            dots.append(Dot(*_place(sheet, row), estimate))
    return dots


def _place(sheet: Sheet, row: tuple[Cell, ...]) -> tuple[str, str, str]:
    """The row, the series and the company of a sheet's row."""
    rest = {name: str(cell) for name, cell in zip(sheet.columns, row, strict=True) if not isinstance(cell, Estimate)}
    series = rest.pop("bot", None) or rest.pop("bots", None) or rest.pop("line-up", "")
    where = rest.get("seat") or rest.get("action") or rest.get("outcome") or rest.get("what") or "all seats"
    return where, series, rest.get("others", "")


def _picture(sheet: Sheet, part: str, dots: list[Dot], told: Callable[[str], str]) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = list(dict.fromkeys(dot.row for dot in dots))
    series = list(dict.fromkeys(dot.series for dot in dots))
    step = LINE * max(1.0, 0.45 * len(series))
    figure = Figure(figsize=(WIDTH, 1.5 + step * len(rows) + 0.2 * len(series)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _plot(axes, dots, rows, series, told(ALL))
    percent = part in sheet.percent or (len(sheet.percent) == 1 and part not in sheet.columns)
    _label(axes, sheet, part, told, percent=percent)
    if len(series) > 1:
        figure.legend(loc="outside lower center", ncols=1 if max(map(len, series)) > 30 else 3, frameon=False)  # noqa: PLR2004 (letters that fit a third of the width)
    return figure


def _plot(axes: Axes, dots: list[Dot], rows: list[str], series: list[str], sum_of_all: str) -> None:
    for number, name in enumerate(series):
        own = [dot for dot in dots if dot.series == name]
        shift = SPREAD * ((number + 0.5) / len(series) - 0.5)
        values = [dot.estimate.value for dot in own]
        low = [max(0.0, dot.estimate.value - (dot.estimate.low or 0)) for dot in own]
        high = [max(0.0, (dot.estimate.high or 0) - dot.estimate.value) for dot in own]
        axes.errorbar(
            values,
            [rows.index(dot.row) + shift for dot in own],
            xerr=[low, high],
            fmt=MARKERS[number % len(MARKERS)],
            color=COLOURS[number % len(COLOURS)],
            markersize=4.5,
            capsize=2,
            linewidth=1.2,
            label=name or None,
        )
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    for row, name in enumerate(rows):
        if name == sum_of_all:
            axes.axhline(row - 0.5, color="#888888", linewidth=0.8)


def _label(axes: Axes, sheet: Sheet, part: str, told: Callable[[str], str], *, percent: bool) -> None:
    from matplotlib.ticker import PercentFormatter

    axes.set_title(told(sheet.title), loc="left", fontweight="bold")
    label = part.replace("-", " ") if part in {name.replace(" ", "-") for name in sheet.columns} else sheet.columns[-1]
    if sheet.name in {"actions", "differences"}:
        label = "share of the decisions at which it was legal" if percent else "difference"
    axes.set_xlabel(told("{what}, with 95 % intervals").format(what=told(label)))
    if percent:
        axes.xaxis.set_major_formatter(PercentFormatter(1.0))
        axes.set_xlim(-0.02, 1.02)
    if label == "satisfaction":
        axes.axvline(SUCCESS, color="#444444", linewidth=0.9, linestyle=":")
    if label == "difference":
        axes.axvline(0, color="#444444", linewidth=0.9, linestyle=":")
