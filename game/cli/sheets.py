"""Sheets of figures: on the screen, and in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

    from game.analysis.measures import Sheet

PAGE: Final = 120  # columns of what is written to a file
FOLDED: Final = ("line", "which")  # columns of sentences; all others are figures and names that must stay whole
STYLES: Final = {"fails": "red", "fails?": "yellow", "holds": "green"}


def show(sheets: Sequence[Sheet], heading: str) -> None:
    """Print them all."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PAGE
    console.print(heading, markup=False, soft_wrap=True)
    for sheet in sheets:
        _show(console, sheet)


def _show(console: Console, sheet: Sheet) -> None:
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    from game.analysis.intervals import Estimate
    from game.analysis.report import left_out, shown, texts

    rows = shown(sheet)
    about = " ".join(filter(None, (sheet.note, left_out(sheet))))
    console.print(f"\n[bold]{escape(sheet.title)}[/bold]\n{escape(about)}", soft_wrap=True)
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, cell in zip(sheet.columns, rows[0], strict=True):
        right = isinstance(cell, int | Estimate)
        table.add_column(name, justify="right" if right else "left", no_wrap=name not in FOLDED)
    for row in rows:
        table.add_row(*(Text(text, style=STYLES.get(text, "")) for text in texts(sheet, row)))
    console.print(table)


def save(
    draw: Callable[[Path], list[str]],
    sheets: Sequence[Sheet],
    out: Path,
    heading: str,
    name: str,
    data: Sequence[Sheet] | None = None,
) -> None:
    """Write sheets (and `data`, them for programs), the pictures that `draw` makes, and NAME.md that shows them all."""
    from game.analysis import report

    with writing(out):
        drawn = draw(out)
    report.save(sheets, out, heading, drawn, name, data)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Make the folder if it isn't there; what goes wrong with it is told in one line."""
    from cards.language import _
    from game.errors import UserError, why

    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(out)) from error
