"""The pictures of a report: real plots, told apart by colour, shape and words, each with the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from game.analysis.pictures import COLOURS, MARKERS, styled
from game.atlas import forces, marks
from game.report import bargain as bargaining
from game.report import cost, story
from game.report.bargain import Bargain
from game.report.blocks import Figure, Table
from game.report.course import HUNDRED, Course
from game.report.svg import inline
from game.words import Words, capital, listed
from rules.scenario import NOBODY
from rules.state import State

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Plot

WIDTH: Final = 7.2  # inches; half of it for a map
ROW: Final = 0.56  # inches of a map's row
GREY: Final = "#595959"
FAINT: Final = "#d9d9d9"
HATCHES: Final = ("", "//", "..", "\\\\", "xx", "--", "++", "oo")
DASHES: Final = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (7, 2)), (0, (3, 1, 1, 1)))
# Of the sides, by their order on the map; letters say the same. Light enough for black letters on them
SIDES: Final = ("#56B4E9", "#E69F00", "#B3B3B3", "#F0E442", "#CC79A7", "#009E73", "#D55E00", "#FFFFFF")


@contextmanager
def plot(width: float, height: float, *, layout: Literal["constrained"] | None = "constrained") -> Iterator[Plot]:
    """An empty picture in the style of all of them."""
    from matplotlib.figure import Figure as Plot

    with drawing():
        yield Plot(figsize=(width, height), layout=layout)


@contextmanager
def drawing() -> Iterator[None]:
    """The style of all pictures of a page: their letters are kept as letters."""
    import matplotlib as mpl

    font: dict[Any, Any] = {
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans", "sans-serif"],
    }
    lines: dict[Any, Any] = {
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "xtick.color": GREY,
    }
    with styled(), mpl.rc_context({**font, **lines, "ytick.color": GREY}):
        yield


# The course of the game


def timeline(course: Course) -> Figure:
    """What every seat would have been given, line by line, with the turning points."""
    title = "What each seat stood to gain, had the game ended there"
    with plot(WIDTH, 3.6) as figure:
        axes = figure.add_subplot()
        first = course.turns[0].opening
        lines = range(first, course.last + 1)
        for seat in range(course.table.seats):
            values = [course.satisfaction(line)[seat] for line in lines]
            name, colour = course.words.short(seat), COLOURS[seat % len(COLOURS)]
            axes.step(lines, values, where="post", label=name, color=colour, linestyle=DASHES[seat % len(DASHES)])
        for number, swing in enumerate(story.swings(course), 1):
            axes.plot([swing.line], [swing.after], "o", color="black", markersize=4)
            axes.annotate(str(number), (swing.line, swing.after), (0, 5), textcoords="offset points", ha="center")
        every = [value for line in lines for value in course.satisfaction(line)]
        top = max(every) + 12
        _turn_marks(axes, course, top)
        axes.set(ylim=(max(0, min(every) - 6), top), ylabel="satisfaction", xlabel="line of the record")
        figure.legend(loc="outside lower center", ncols=course.table.seats, frameon=False, handlelength=3.5)
        svg = inline(figure, "timeline", title, _timeline_words(course))
    return Figure("timeline", title, _timeline_words(course), svg, _timeline_table(course))


def _timeline_words(course: Course) -> str:
    points = story.swings(course)
    return (
        f"A step line for each of {course.table.seats} seats over the {course.last} lines of the record. "
        f"Numbers mark {len(points)} turning points, in the order of the list."
    )


def _timeline_table(course: Course) -> Table:
    columns = ("When", *(course.words.short(seat) for seat in range(course.table.seats)))
    rows = tuple((when, *map(str, course.satisfaction(line))) for when, line in bargaining.path(course))
    return Table("Satisfaction, had the game ended there", columns, rows)


def _turn_marks(axes: Axes, course: Course, top: float) -> None:
    for turn in course.turns:
        axes.axvline(turn.opening, color=FAINT, linewidth=0.8, zorder=0)
        axes.text(turn.opening, top, f" turn {turn.number}", fontsize=7, color=GREY, va="top")


# People


def harmed(course: Course) -> Figure | None:
    """Who is behind the harm, turn by turn."""
    masks, names, numbers = cost.by_turn_and_author(course)
    if not names:
        return None
    title = "People harmed, turn by turn, by whom it is laid to"
    turns = [turn.number for turn in course.turns]
    with plot(WIDTH, 2.6) as figure:
        axes = figure.add_subplot()
        below = [0] * len(turns)
        for at, (mask, name, row) in enumerate(zip(masks, names, numbers, strict=True)):
            style: dict[str, Any] = {
                "color": _author_colour(mask),
                "hatch": HATCHES[at % len(HATCHES)],
                "edgecolor": "white",
            }
            axes.bar(turns, row, bottom=below, label=name, width=0.6, **style)
            below = [low + more for low, more in zip(below, row, strict=True)]
        axes.set_xticks(turns)
        axes.set(xlabel="turn", ylabel="people harmed (toll)", xlim=(0.4, max(len(turns), 3) + 0.6))
        figure.legend(loc="outside right upper", frameon=False)
        words = (
            f"Stacked bars for {len(turns)} turns. The authors: {listed(names)}. In all {course.end.toll} after relief."
        )
        svg = inline(figure, "harmed", title, words)
    return Figure("harmed", title, words, svg, cost.turn_table(course))


def _author_colour(mask: int) -> str:
    """A seat's own colour, as in the other pictures; grey where it is not one seat's."""
    return COLOURS[(mask.bit_length() - 1) % len(COLOURS)] if mask.bit_count() == 1 else "#8c8c8c"


# The map


def map_pictures(course: Course) -> list[Figure]:
    """The map at the beginning and at the end of every turn."""
    return [
        _map(course, f"map-{number}", capital(when), line)
        for number, (when, line) in enumerate(bargaining.path(course))
    ]


def _map(course: Course, name: str, title: str, line: int) -> Figure:
    w, s, table = course.words, course.state(line), course.table
    short, high = marks(table.side_ids), 1 + max(y for _, y in w.texts.places)
    rows, words = [], []
    for area in range(table.areas):
        holder, besieged = s.holder[area], bool(s.besieged >> area & 1)
        held = w.side(holder) if holder != NOBODY else "nobody"
        rows.append((capital(w.area(area)), held, forces(w, s, area, short), "besieged" if besieged else ""))
        words.append(f"{w.area(area)}: {held}{', besieged' if besieged else ''}")
    with plot(WIDTH / 2, ROW * high + 0.1, layout=None) as figure:
        draw_map(figure.add_axes((0, 0, 1, 1)), w, s)
        described = f"Who holds what: {'; '.join(words)}."
        svg = inline(figure, name, f"The map: {title}", described)
    columns = ("Area", "Held by", "Strengths", "Siege")
    return Figure(name, title, described, svg, Table(f"The map: {title}", columns, tuple(rows)))


def draw_map(axes: Axes, w: Words, s: State) -> None:
    """Who holds what and how strongly, as boxes joined to their neighbours; inside `drawing` or `plot`."""
    from matplotlib.collections import LineCollection

    table, places, short = w.table, w.texts.places, marks(w.table.side_ids)
    wide, high = 1 + max(x for x, _ in places), 1 + max(y for _, y in places)
    ways = [(places[area], places[near]) for area in range(table.areas) for near in table.neighbours[area]]
    axes.add_collection(LineCollection(ways, colors=FAINT, linewidths=1.2, zorder=0))
    for area, (x, y) in enumerate(places):
        holder, besieged = s.holder[area], bool(s.besieged >> area & 1)
        box = {
            "boxstyle": "round,pad=0.3",
            "facecolor": SIDES[holder % len(SIDES)] if holder != NOBODY else "#FFFFFF",
            "edgecolor": "black" if besieged else GREY,
            "linewidth": 2.0 if besieged else 0.6,
            "linestyle": "--" if besieged else "-",
        }
        text = f"{w.texts.places_short[area]}\n{forces(w, s, area, short)}{' s' if besieged else ''}"
        axes.text(x, y, text, ha="center", va="center", fontsize=7.5, bbox=box)
    axes.set(xlim=(-0.6, wide - 0.4), ylim=(high - 0.5, -0.5))
    axes.axis("off")


def sides_in_words(course: Course) -> str:
    """What the letters and the frame on the maps mean."""
    named = [
        f"{mark} {course.words.side(side).removeprefix('the ')}"
        for side, mark in enumerate(marks(course.table.side_ids))
    ]
    return (
        f"Letters and numbers are strengths: {', '.join(named)}. The colour is that of whoever holds the area; "
        "a thick broken frame and an s mean a siege."
    )


# The draft


def draft_path(course: Course) -> Figure:
    """The way of every issue through its positions."""
    table = course.table
    title = "The draft's way through the issues"
    path = bargaining.path(course)
    issues = range(table.issues)
    with plot(WIDTH, 0.5 * table.issues + 0.9) as figure:
        axes = figure.add_subplot()
        first = course.turns[0].opening
        lines = list(range(first, course.last + 1))
        for issue in issues:
            top = table.positions[issue] - 1
            values = [course.state(line).draft[issue] for line in lines]
            row = table.issues - 1 - issue
            axes.axhspan(row, row + 0.8, color="#f2f2f2", zorder=0)
            axes.step(
                lines, [row + 0.8 * value / top for value in values], where="post", color=COLOURS[0], linewidth=1.6
            )
            for line, value in _changes(lines, values):
                axes.text(line, row + 0.8 * value / top, f" {value}", fontsize=7, va="bottom", color="black")
        axes.set_yticks([row + 0.4 for row in issues], [capital(course.words.issue(i)) for i in reversed(issues)])
        axes.tick_params(axis="y", length=0)
        _turn_marks(axes, course, table.issues + 0.25)
        axes.set(xlabel="line of the record", ylim=(-0.1, table.issues + 0.25))
        words = f"A line for each of {table.issues} issues; numbers are positions, from 0 at the bottom of its band."
        svg = inline(figure, "draft", title, words)
    columns = ("Issue", *(capital(when) for when, _ in path))
    rows = tuple(
        (capital(course.words.issue(issue)), *(_position(course, issue, line) for _, line in path)) for issue in issues
    )
    return Figure("draft", title, words, svg, Table(title, columns, rows))


def _changes(lines: Sequence[int], values: Sequence[int]) -> Iterator[tuple[int, int]]:
    before = None
    for line, value in zip(lines, values, strict=True):
        if value != before:
            yield line, value
        before = value


def _position(course: Course, issue: int, line: int) -> str:
    at = course.state(line).draft[issue]
    return f"{at}: {course.table.position_names[issue][at]}"


# U, N and the zone


def outlooks(course: Course, bargain: Bargain) -> Figure:
    """U and N of every seat over time, and below them how large the zone was."""
    title = "What the text and what no agreement was worth to each seat, and how large the zone was"
    path = bargaining.path(course)
    places = range(len(path))
    with plot(WIDTH, 4.6) as figure:
        upper, lower = figure.subfigures(2, 1, squeeze=False, height_ratios=(3, 2))[:, 0]
        boxes = upper.subplots(1, course.table.seats, sharey=True, squeeze=False)[0]
        for seat, axes in enumerate(boxes):
            text = [course.worth(line, seat) for _, line in path]
            none = [course.no_deal(line, seat) / HUNDRED for _, line in path]
            axes.plot(places, text, color=COLOURS[0], marker=MARKERS[0], markersize=3.5, label="the text (U)")
            axes.plot(places, none, "--", color=COLOURS[1], marker=MARKERS[1], markersize=3.5, label="no agreement (N)")
            axes.set(ylim=(0, 100), title=course.words.short(seat), xticks=list(places))
            axes.set_xticklabels([str(at) for at in places], fontsize=7)
            axes.grid(axis="y", color=FAINT, linewidth=0.6)
        handles, labels = boxes[0].get_legend_handles_labels()
        upper.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
        _zone_bars(lower.subplots(), bargain)
        words = (
            f"For each of {course.table.seats} seats a line of U and a broken line of N, at the beginning (0) and at "
            "the end of every turn. Below them, at each conference, bars for the texts in the zone and for those that "
            "could be signed."
        )
        svg = inline(figure, "outlooks", title, words)
    return Figure("outlooks", title, words, svg, bargaining.worth_table(course))


def _zone_bars(axes: Axes, bargain: Bargain) -> None:
    turns = [zone.turn for zone in bargain.zones]
    for shift, name, values, colour, hatch in (
        (-0.2, "in the zone", [zone.size for zone in bargain.zones], COLOURS[5], ""),
        (0.2, "could be signed", [zone.signable for zone in bargain.zones], COLOURS[2], "//"),
    ):
        at = [turn + shift for turn in turns]
        axes.bar(at, values, width=0.38, color=colour, hatch=hatch, edgecolor="white", label=name)
        for x, value in zip(at, values, strict=True):
            axes.text(x, value, str(value), ha="center", va="bottom", fontsize=7)
    axes.set_yscale("symlog", linthresh=10)
    most = max(10, *(zone.size for zone in bargain.zones))
    axes.set(xticks=turns, xlabel="turn", ylabel="texts", ylim=(0, 6 * most), xlim=(0.4, max(len(turns), 3) + 0.6))
    axes.legend(frameon=False, loc="upper left", ncols=2, fontsize=7)
