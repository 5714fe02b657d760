"""The sheets of figures of many games, in the words of the reader: as tables, and as pictures of their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cards.language import N_, _, ngettext, pgettext
from game.analysis import pictures
from game.analysis.intervals import Estimate
from game.analysis.measures import Sheet
from game.analysis.report import NARROW, shown
from game.report.blocks import Block, Figure, Note, Table
from game.words import capital, decimal

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Plot

    from game.analysis.measures import Cell

ENDINGS: Final = {
    "catastrophe": N_("catastrophe"),
    "conquest": N_("conquest"),
    "peace": N_("peace"),
    "fragile-peace": N_("fragile peace"),
    "frozen-war": N_("frozen war"),
}
WORDS: Final = {  # what the sheets write as names of data
    name: name
    for name in (
        N_("bot"),
        N_("bots"),
        N_("seat"),
        N_("others"),
        N_("line-up"),
        N_("games"),
        N_("pairs"),
        N_("satisfaction"),
        N_("success"),
        N_("difference"),
        N_("verdict"),
        N_("outcome"),
        N_("share"),
        N_("what"),
        N_("mean"),
        N_("rating"),
        N_("action"),
        N_("offered"),
        N_("chosen"),
        N_("mark"),
        N_("all"),
        N_("all seats"),
        N_("apart"),
        N_("not apart"),
        N_("too few games"),
        N_("never"),
        N_("always"),
        N_("turns"),
        N_("toll"),
        N_("actions and draws"),
        N_("turn signed, of games with a signature"),
        N_("decisions"),
        N_("proposals"),
        N_("adopted"),
        N_("pledges made"),
        N_("pledges kept"),
        N_("pledges broken"),
    )
}
LABELS: Final = (
    N_("{what}, with 95 % intervals"),
    N_("{bot}, others {others}"),
    N_("share of the decisions at which it was legal"),
)  # of game.analysis.pictures


class Speaker:
    """Says what sheets write; `seats` are the names of seats by their ids, as far as they are known."""

    def __init__(self, seats: Mapping[str, str]) -> None:
        self.seats = seats

    def __call__(self, text: str) -> str:
        """The word for a name of data; what isn't known (bots, kinds of action) is the same in every language."""
        if text in self.seats:
            return self.seats[text]
        return _(ENDINGS.get(text) or WORDS.get(text) or text)

    def cell(self, cell: Cell, *, percent: bool) -> str:
        """A cell for people."""
        if not isinstance(cell, Estimate):
            return self(str(cell))
        return share(cell) if percent else estimate(cell)

    def table(self, sheet: Sheet) -> Table:
        """The rows that matter."""
        rows = tuple(
            tuple(self.cell(cell, percent=name in sheet.percent) for name, cell in zip(sheet.columns, row, strict=True))
            for row in shown(sheet)
        )
        columns = tuple(capital(self(name)) for name in sheet.columns)
        return Table(f"sheet-{sheet.name}", _(sheet.title), columns, rows)

    def blocks(self, sheets: Sequence[Sheet], *names: str) -> tuple[Block, ...]:
        """The sheets of those names: how to read each, its pictures, its table."""
        found: list[Block] = []
        for sheet in sheets:
            if sheet.name in names:
                found += [Note(_(sheet.note)), *_left_out(sheet)]
                found += self._pictures(sheet)
                table = self.table(sheet)
                if table.rows:
                    found.append(table)
        return tuple(found)

    def _pictures(self, sheet: Sheet) -> Iterator[Figure]:
        if sheet.name == "actions":  # too many rows for a page; those that matter stand in the table
            return
        for name, picture in pictures.figures(sheet, self):
            part, title = name.partition(".")[2].replace("-", " "), _(sheet.title)
            if part:
                title = _("{title}: {part}").format(title=title, part=_part(part))
            words = _("Dots with their 95 % intervals. {note} The table beside it gives every figure.")
            key = name.replace(".", "-").replace(" ", "-")
            yield Figure(key, title, words.format(note=_(sheet.note)), partial(_spoken, picture), self.table(sheet))


def estimate(one: Estimate, digits: int = 1, scale: float = 1.0) -> str:
    """A figure with its interval: 45.2 [43.1, 47.3]."""
    if one.low is None or one.high is None:
        return _("too few games")
    value, low, high = (decimal(scale * number, f"z.{digits}f") for number in (one.value, one.low, one.high))
    return _("{value} [{low}, {high}]").format(value=value, low=low, high=high)


def share(one: Estimate) -> str:
    """The same in hundredths."""
    told = estimate(one, 1, 100)
    return _("{share} %").format(share=told) if one.known else told


PARTS: Final = {  # of sheets that are drawn in several pictures, as game.analysis.pictures names them
    "course": N_("its course"),
    "deeds": N_("what it does"),
}


def _part(name: str) -> str:
    bare = name.rstrip("0123456789")
    return _(PARTS.get(bare) or WORDS.get(bare) or ("actions and draws" if bare == "actions" else bare))


def _left_out(sheet: Sheet) -> tuple[Note, ...]:
    """What the table doesn't show."""
    number = len(sheet.rows) - len(shown(sheet))
    if not number:
        return ()
    told = ngettext(
        "Here only what was never or always chosen, by intervals within {points} points; {n} more row is left out.",
        "Here only what was never or always chosen, by intervals within {points} points; {n} more rows are left out.",
        number,
    )
    return (Note(told.format(points=f"{100 * NARROW:.0f}", n=number)),)


def _spoken(picture: Callable[[], Plot]) -> Plot:
    """A picture with the numbers below its axis as the reader writes them."""
    from matplotlib.ticker import Formatter

    class Spoken(Formatter):
        """What another formatter writes, with the signs of the language."""

        def __init__(self, inner: Formatter) -> None:
            self.inner = inner

        def __call__(self, x: float, pos: int | None = None) -> str:
            return _number(self.inner(x, pos))

        def format_ticks(self, values: Sequence[float]) -> list[str]:
            return [_number(text) for text in self.inner.format_ticks(list(values))]

    figure = picture()
    for axes in figure.axes:
        axes.xaxis.set_major_formatter(Spoken(axes.xaxis.get_major_formatter()))
        axes.set_title("", loc="left")  # the page has it above the picture
    return figure


def _number(text: str) -> str:
    text = text.replace(".", pgettext("the decimal sign", "."))
    return _("{n}%").format(n=text.removesuffix("%")) if text.endswith("%") else text
