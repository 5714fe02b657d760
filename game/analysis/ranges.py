"""What a good game looks like, on paper: lines as sheets, and as pictures of each figure beside what is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from game.analysis.balance import EXEMPT, FAILS, FAILS_PERHAPS, HOLDS, HOLDS_PERHAPS, VERDICTS, Line
from game.analysis.companies import HABIT, SKILL, TOGETHER
from game.analysis.intervals import Estimate
from game.analysis.measures import Cell, Sheet
from game.analysis.pictures import LINE, WIDTH, styled, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS: Final = ("topic", "line", "figure", "wanted", "verdict", "which")
# Blue to vermilion (Okabe and Ito 2008), and a shape for each, so that grey will do
LOOKS: Final = {
    HOLDS: ("#0072B2", "o"),
    HOLDS_PERHAPS: ("#56B4E9", "s"),
    FAILS_PERHAPS: ("#E69F00", "^"),
    FAILS: ("#D55E00", "X"),
}
WANTED: Final = "#d9ead3"
NOTES: Final = {
    TOGETHER: "The games of all companies above in one.",
    SKILL: "Shares of games with a signature, company against company.",
    HABIT: "Satisfaction in the same games: random less the bots in its place, a habit less a negotiator.",
}
EDGE: Final = 5  # of whatever the figures are in, beside the outermost of them
MARGIN: Final = 2  # so that a dot at 0 or 100 can be seen whole


class Judged(NamedTuple):
    """The lines of one size, company by company, how many games each has played, and what would play them again."""

    size: str
    command: str
    lines: Mapping[str, Sequence[Line]]
    games: Mapping[str, int]

    @property
    def fails(self) -> bool:
        """Whether a line fails for sure."""
        return any(line.verdict == FAILS for lines in self.lines.values() for line in lines)


def sheets(found: Judged) -> list[Sheet]:
    """One for each company, and one that counts verdicts."""
    return [_summary(found), *(_sheet(found, company, lines) for company, lines in found.lines.items())]


def _summary(found: Judged) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    total: Counter[str] = Counter()
    for company, lines in found.lines.items():
        verdicts = Counter(line.verdict for line in lines)
        total += verdicts
        rows.append((company, *(verdicts[name] for name in VERDICTS)))
    return Sheet(
        f"balance-{found.size}-summary",
        f"Lines of {found.size} by verdict",
        f"A question mark: the interval reaches across the bound. Remade by `{found.command}`.",
        ("company", *VERDICTS),
        (*rows, ("all", *(total[name] for name in VERDICTS))),
    )


def _sheet(found: Judged, company: str, lines: Sequence[Line]) -> Sheet:
    note = NOTES.get(company) or f"{found.games[company]} games."
    exempt = [f"{kind} is exempt: {why}." for kind, why in EXEMPT.items() if any(kind in line.what for line in lines)]
    return Sheet(
        f"balance-{found.size}-{company.replace(' ', '-')}",
        company[0].upper() + company[1:],
        " ".join([note, *exempt]),
        COLUMNS,
        tuple((one.topic, one.what, one.figure, one.wanted, one.verdict, one.names) for one in lines),
    )


def draw(found: Judged, folder: Path, formats: Sequence[str] = ("png", "svg")) -> list[str]:
    """A picture of every company's figures; the names of the first format's files. Bare counts stay out of it."""
    drawn = []
    with styled():
        for sheet, (company, lines) in zip(sheets(found)[1:], found.lines.items(), strict=True):
            known = [line for line in lines if isinstance(line.figure, Estimate) and line.figure.known]
            if known:
                _picture(f"{found.size}, {company}", known, [folder / f"{sheet.name}.{ending}" for ending in formats])
                drawn.append(f"{sheet.name}.{formats[0]}")
    return drawn


def _picture(title: str, lines: Sequence[Line], paths: Sequence[Path]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, 1.7 + LINE * len(lines)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    least, most = _limits(lines)
    for row, line in enumerate(lines):
        left = least if line.least is None else line.least
        right = most if line.most is None else line.most
        axes.barh(row, right - left, left=left, height=0.8, color=WANTED, label="wanted" if row == 0 else None)
    for verdict, look in LOOKS.items():
        _dots(axes, verdict, look, [(row, line) for row, line in enumerate(lines) if line.verdict == verdict])
    axes.set_yticks(range(len(lines)), [line.what for line in lines])
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.set_xlim(least, most)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_title(title, loc="left", fontweight="bold")
    axes.set_xlabel(f"{_units(lines)}, with 95 % intervals")
    figure.legend(loc="outside lower center", ncols=1 + len(LOOKS), frameon=False)
    write(figure, paths)


def _dots(axes: Axes, verdict: str, look: tuple[str, str], lines: Sequence[tuple[int, Line]]) -> None:
    colour, marker = look
    figures = [(row, line.figure) for row, line in lines if isinstance(line.figure, Estimate)]
    if not figures:
        return
    low = [max(0.0, one.value - (one.low or 0)) for _, one in figures]
    high = [max(0.0, (one.high or 0) - one.value) for _, one in figures]
    axes.errorbar(
        [one.value for _, one in figures],
        [row for row, _ in figures],
        xerr=[low, high],
        fmt=marker,
        color=colour,
        markersize=4.5,
        capsize=2,
        linewidth=1.2,
        label=verdict,
    )


def _limits(lines: Sequence[Line]) -> tuple[float, float]:
    """A little more than 0 to 100, or whatever lies outside; differences have only their own."""
    figures = [line.figure for line in lines if isinstance(line.figure, Estimate)]
    ends = [end for one in figures for end in (one.low or 0, one.high or 0)]
    if any(end < 0 for end in ends):
        bounds = [bound for line in lines for bound in (line.least, line.most) if bound is not None]
        return min(*ends, *bounds) - EDGE, max(*ends, *bounds) + EDGE
    return -MARGIN, max(100, *ends) + MARGIN


def _units(lines: Sequence[Line]) -> str:
    """What the axis counts."""
    if all(line.unit == "points" for line in lines):
        return "difference in per cent of games"
    if all(line.topic == "habits" for line in lines):
        return "difference in satisfaction"
    return "per cent; satisfaction"
