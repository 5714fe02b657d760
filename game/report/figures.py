"""The pictures of a report: real plots, told apart by colour, shape and words, each with the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from cards.grammar import short
from cards.language import _, ngettext
from game.analysis.pictures import COLOURS, MARKERS
from game.atlas import SIEGES, forces, marks
from game.report import cost, moments, story
from game.report.bargain import Bargain
from game.report.blocks import Figure, Table
from game.report.course import HUNDRED, Course
from game.report.svg import GREY
from game.words import Words, capital, comma, labelled, listed, semicolons, thousands
from rules.scenario import NOBODY
from rules.state import State

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Plot

WIDTH: Final = 7.2  # inches; half of it for a map
ROW: Final = 0.56  # inches of a map's row
FAINT: Final = "#d9d9d9"
HATCHES: Final = ("", "//", "..", "\\\\", "xx", "--", "++", "oo")
DASHES: Final = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (7, 2)), (0, (3, 1, 1, 1)))
# Of the sides, by their order on the map; letters say the same. Light enough for black letters on them
SIDES: Final = ("#56B4E9", "#E69F00", "#B3B3B3", "#F0E442", "#CC79A7", "#009E73", "#D55E00", "#FFFFFF")


def plot(width: float, height: float, *, layout: Literal["constrained"] | None = "constrained") -> Plot:
    """An empty picture."""
    from matplotlib.figure import Figure as Plot

    return Plot(figsize=(width, height), layout=layout)


# The course of the game


def timeline(course: Course) -> Figure:
    """What every seat would have been given, line by line, with the turning points."""
    title = _("What each seat stood to gain, had the game ended there")
    return Figure("timeline", title, _timeline_words(course), partial(_timeline, course), _timeline_table(course))


def _timeline(course: Course) -> Plot:
    figure = plot(WIDTH, 3.6)
    axes = figure.add_subplot()
    lines = range(course.turns[0].opening, course.last + 1)
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
    axes.set(ylim=(max(0, min(every) - 6), top), ylabel=_("satisfaction"), xlabel=_("line of the record"))
    figure.legend(loc="outside lower center", ncols=course.table.seats, frameon=False, handlelength=3.5)
    return figure


def _timeline_words(course: Course) -> str:
    told = _(
        "A step line for each of {seats} seats over the {lines} lines of the record. Numbers mark the turning points, "
        "in the order of the list: {points}."
    )
    return told.format(seats=course.table.seats, lines=course.last, points=len(story.swings(course)))


def _timeline_table(course: Course) -> Table:
    columns = (_("When"), *(course.words.short(seat) for seat in range(course.table.seats)))
    path = moments.path(course)
    rows = tuple((when, *map(str, course.satisfaction(line))) for when, line in path)
    lines = tuple(line for _when, line in path)
    return Table("satisfaction", _("Satisfaction, had the game ended there"), columns, rows, lines)


def _turn_marks(axes: Axes, course: Course, top: float) -> None:
    for turn in course.turns:
        axes.axvline(turn.opening, color=FAINT, linewidth=0.8, zorder=0)
        axes.text(turn.opening, top, " " + _("turn {turn}").format(turn=turn.number), fontsize=7, color=GREY, va="top")


# People


def harmed(course: Course) -> Figure | None:
    """Who is behind the harm, turn by turn."""
    _masks, names, _numbers = cost.by_turn_and_author(course)
    if not names:
        return None
    title = _("People harmed, turn by turn, by whom it is laid to")
    words = ngettext(
        "A stacked bar for one turn. The authors: {names}. In all {toll} after relief.",
        "Stacked bars for {n} turns. The authors: {names}. In all {toll} after relief.",
        len(course.turns),
    ).format(n=len(course.turns), names=listed(names), toll=course.end.toll)
    return Figure("harmed", title, words, partial(_harmed, course), cost.turn_table(course))


def _harmed(course: Course) -> Plot:
    from matplotlib.ticker import MaxNLocator

    masks, names, numbers = cost.by_turn_and_author(course)
    turns = [turn.number for turn in course.turns]
    figure = plot(WIDTH, 2.6)
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
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel=_("turn"), ylabel=_("people harmed (toll)"), xlim=(0.4, max(len(turns), 3) + 0.6))
    figure.legend(loc="outside right upper", frameon=False)
    return figure


def _author_colour(mask: int) -> str:
    """A seat's own colour, as in the other pictures; grey where it is not one seat's."""
    return COLOURS[(mask.bit_length() - 1) % len(COLOURS)] if mask.bit_count() == 1 else "#8c8c8c"


# The map


def map_pictures(course: Course) -> list[Figure]:
    """The map at the beginning and at the end of every turn."""
    return [
        _map(course, f"map-{number}", capital(when), line) for number, (when, line) in enumerate(moments.path(course))
    ]


def _map(course: Course, name: str, when: str, line: int) -> Figure:
    w, s = course.words, course.state(line)
    words = []
    for area in range(course.table.areas):
        told = _("{area}: {holder}, besieged") if s.besieged >> area & 1 else _("{area}: {holder}")
        words.append(told.format(area=w.area(area), holder=_holder(course, s.holder[area])))
    described = _("Who holds what: {areas}.").format(areas=semicolons(words))
    headed = _("The map: {when}").format(when=when)
    return Figure(name, when, described, partial(_drawn_map, course, line), _map_table(course, headed, line))


def _drawn_map(course: Course, line: int) -> Plot:
    high = 1 + max(y for _x, y in course.words.texts.places)
    figure = plot(WIDTH / 2, ROW * high + 0.1, layout=None)
    draw_map(figure.add_axes((0, 0, 1, 1)), course.words, course.state(line))
    return figure


def _box(holder: int, *, besieged: bool) -> dict[str, Any]:
    return {
        "boxstyle": "round,pad=0.3",
        "facecolor": SIDES[holder % len(SIDES)] if holder != NOBODY else "#FFFFFF",
        "edgecolor": "black" if besieged else GREY,
        "linewidth": 2.0 if besieged else 0.6,
        "linestyle": "--" if besieged else "-",
    }


def _holder(course: Course, holder: int) -> str:
    return course.words.side(holder) if holder != NOBODY else _("nobody")


def _map_table(course: Course, caption: str, line: int) -> Table:
    w, s = course.words, course.state(line)
    letters = marks(course.table.side_ids)
    rows = tuple(
        (
            w.place(area),
            _holder(course, s.holder[area]),
            forces(w, s, area, letters),
            _("besieged") if s.besieged >> area & 1 else "",
        )
        for area in range(course.table.areas)
    )
    return Table("map", caption, (_("Area"), _("Held by"), _("Strengths"), _("Siege")), rows, (line,))


def draw_map(axes: Axes, w: Words, s: State) -> None:
    """Who holds what and how strongly, as boxes joined to their neighbours; inside `drawing` or `plot`."""
    from matplotlib.collections import LineCollection

    table, places, letters = w.table, w.texts.places, marks(w.table.side_ids)
    wide, high = 1 + max(x for x, _y in places), 1 + max(y for _x, y in places)
    ways = [(places[area], places[near]) for area in range(table.areas) for near in table.neighbours[area]]
    axes.add_collection(LineCollection(ways, colors=FAINT, linewidths=1.2, zorder=0))
    for area, (x, y) in enumerate(places):
        besieged = bool(s.besieged >> area & 1)
        text = f"{w.texts.places_short[area]}\n{forces(w, s, area, letters)}"
        if besieged:
            text = f"{text} {_(SIEGES[-1])}"
        axes.text(x, y, text, ha="center", va="center", fontsize=7.5, bbox=_box(s.holder[area], besieged=besieged))
    axes.set(xlim=(-0.6, wide - 0.4), ylim=(high - 0.5, -0.5))
    axes.axis("off")


def sides_in_words(course: Course) -> str:
    """What the letters and the frame on the maps mean."""
    named = comma(
        f"{mark} {short(name)}"
        for mark, name in zip(marks(course.table.side_ids), course.table.side_names, strict=True)
    )
    told = _(
        "Letters and numbers are strengths: {sides}. The colour is that of whoever holds the area; a thick broken "
        "frame and an s mean a siege."
    )
    return told.format(sides=named)


# The draft


def draft_path(course: Course) -> Figure:
    """The way of every issue through its positions."""
    title = _("The position of every issue, line by line")
    words = _("A line for each of {n} issues; numbers are positions, from 0 at the bottom of its band.")
    path = moments.path(course)
    columns = (_("Issue"), *(capital(when) for when, _line in path))
    rows = tuple(
        (course.words.dossier(issue), *(_position(course, issue, line) for _when, line in path))
        for issue in range(course.table.issues)
    )
    table = Table("draft", title, columns, rows, tuple(line for _when, line in path))
    return Figure("draft", title, words.format(n=course.table.issues), partial(_draft_path, course), table)


def _draft_path(course: Course) -> Plot:
    table = course.table
    issues = range(table.issues)
    figure = plot(WIDTH, 0.38 * table.issues + 0.8)
    axes = figure.add_subplot()
    lines = list(range(course.turns[0].opening, course.last + 1))
    for issue in issues:
        top = table.positions[issue] - 1
        values = [course.state(line).draft[issue] for line in lines]
        row = table.issues - 1 - issue
        axes.axhspan(row, row + 0.8, color="#f2f2f2", zorder=0)
        heights = [row + 0.8 * value / top for value in values]
        axes.step(lines, heights, where="post", color=COLOURS[0], linewidth=1.6)
        for line, value in _changes(lines, values):
            axes.text(line, row + 0.8 * value / top, f" {value}", fontsize=7, va="bottom", color="black")
    axes.set_yticks([row + 0.4 for row in issues], [course.words.dossier(i) for i in reversed(issues)])
    axes.tick_params(axis="y", length=0)
    _turn_marks(axes, course, table.issues + 0.25)
    axes.set(xlabel=_("line of the record"), ylim=(-0.1, table.issues + 0.25))
    return figure


def _changes(lines: Sequence[int], values: Sequence[int]) -> Iterator[tuple[int, int]]:
    before = None
    for line, value in zip(lines, values, strict=True):
        if value != before:
            yield line, value
        before = value


def _position(course: Course, issue: int, line: int) -> str:
    at = course.state(line).draft[issue]
    return labelled(str(at), course.table.position_names[issue][at])


# U, N and the zone


def outlooks(course: Course, bargain: Bargain) -> Figure:
    """U and N of every seat over time, and below them how large the zone was."""
    title = _("What the text and what no agreement was worth to each seat, and how large the zone was")
    words = _(
        "For each of {seats} seats a line of U and a broken line of N, at the beginning (0) and at the end of every "
        "turn. Below them, at each conference, bars for the texts in the zone and for those that could be signed."
    ).format(seats=course.table.seats)
    return Figure("outlooks", title, words, partial(_outlooks, course, bargain), moments.worth_table(course))


def _outlooks(course: Course, bargain: Bargain) -> Plot:
    path = moments.path(course)
    places = range(len(path))
    figure = plot(WIDTH, 4.3)
    upper, lower = figure.subfigures(2, 1, squeeze=False, height_ratios=(3, 2))[:, 0]
    boxes = upper.subplots(1, course.table.seats, sharey=True, squeeze=False)[0]
    for seat, axes in enumerate(boxes):
        text = [course.worth(line, seat) for _when, line in path]
        none = [course.no_deal(line, seat) / HUNDRED for _when, line in path]
        axes.plot(places, text, color=COLOURS[0], marker=MARKERS[0], markersize=3.5, label=_("the text (U)"))
        axes.plot(places, none, "--", color=COLOURS[1], marker=MARKERS[1], markersize=3.5, label=_("no agreement (N)"))
        axes.set(ylim=(0, 100), title=course.words.short(seat), xticks=list(places))
        axes.set_xticklabels([str(at) for at in places], fontsize=7)
        axes.grid(axis="y", color=FAINT, linewidth=0.6)
    handles, labels = boxes[0].get_legend_handles_labels()
    upper.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    boxes[len(boxes) // 2].set_xlabel(_("end of turn; 0 is the beginning"), fontsize=8)
    _zone_bars(lower.subplots(), bargain)
    return figure


def _zone_bars(axes: Axes, bargain: Bargain) -> None:
    turns = [zone.turn for zone in bargain.zones]
    for shift, name, values, colour, hatch in (
        (-0.2, _("in the zone"), [zone.size for zone in bargain.zones], COLOURS[5], ""),
        (0.2, _("could be signed"), [zone.signable for zone in bargain.zones], COLOURS[2], "//"),
    ):
        at = [turn + shift for turn in turns]
        axes.bar(at, values, width=0.38, color=colour, hatch=hatch, edgecolor="white", label=name)
        for x, value in zip(at, values, strict=True):
            axes.text(x, value, thousands(value), ha="center", va="bottom", fontsize=7)
    axes.set_yscale("symlog", linthresh=10)
    axes.yaxis.set_major_formatter(lambda value, _at: thousands(round(value)))
    most = max(10, *(zone.size for zone in bargain.zones))
    axes.set(
        xticks=turns, xlabel=_("turn"), ylabel=_("texts"), ylim=(0, 6 * most), xlim=(0.4, max(len(turns), 3) + 0.6)
    )
    axes.legend(frameon=False, loc="upper left", ncols=2, fontsize=7)
