"""Sheets as files: CSV for programs, Markdown for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from cards.language import _
from game.analysis.intervals import Estimate
from game.analysis.measures import Cell, Sheet
from game.files import write_whole

NARROW: Final = 0.15  # of a share's interval, so that "never" means something


def texts(sheet: Sheet, row: tuple[Cell, ...]) -> list[str]:
    """A row for people."""
    return [_text(cell, percent=name in sheet.percent) for name, cell in zip(sheet.columns, row, strict=True)]


def _text(cell: Cell, *, percent: bool) -> str:
    if not isinstance(cell, Estimate):
        return str(cell)
    return f"{cell.text(1, 100)} %" if percent and cell.known else cell.text()


def shown(sheet: Sheet) -> tuple[tuple[Cell, ...], ...]:
    """The rows that are shown to people: of actions, only those that are never or always chosen, almost for sure."""
    if "mark" not in sheet.columns:
        return sheet.rows
    return tuple(row for row in sheet.rows if sheet.cell(row, "mark") and _is_narrow(sheet.cell(row, "share")))


def left_out(sheet: Sheet) -> str:
    """What `shown` doesn't show, as a sentence; nothing if it shows all."""
    number = len(sheet.rows) - len(shown(sheet))
    what = f"never or always chosen, by intervals within {100 * NARROW:.0f} points"
    return f"Here only what was {what}; {number} more rows in {sheet.name}.csv." if number else ""


def _is_narrow(cell: Cell) -> bool:
    if not isinstance(cell, Estimate) or cell.low is None or cell.high is None:
        return False
    return cell.high - cell.low <= NARROW


def save(
    sheets: Iterable[Sheet],
    folder: Path,
    heading: str,
    pictures: Sequence[str] = (),
    name: str = "stats",
    data: Iterable[Sheet] | None = None,
) -> None:
    """Write every sheet (or `data`, the same for programs) as CSV, and all into NAME.md, with its pictures."""
    parts = [f"# {heading}", _("Intervals are of 95 %.")]
    sheets = list(sheets)
    for sheet in data or sheets:
        write_whole(folder / f"{sheet.name}.csv", _csv(sheet).encode())
    for sheet in sheets:
        parts.append(f"## {sheet.title}")
        parts.append(sheet.note)
        parts.append(_markdown(sheet))
        parts += [f"![{sheet.title}]({file})" for file in pictures if file.startswith(f"{sheet.name}.")]
    write_whole(folder / f"{name}.md", ("\n\n".join(parts) + "\n").encode())


def _markdown(sheet: Sheet) -> str:
    rows = [texts(sheet, row) for row in shown(sheet)]
    lines = [list(sheet.columns), ["---"] * len(sheet.columns), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(part for part in (table if rows else "", left_out(sheet)) if part)


def _csv(sheet: Sheet) -> str:
    """A column with an estimate is three: NAME, NAME_low, NAME_high; a bare count in it has no interval."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    wide = [any(isinstance(cell, Estimate) for cell in column) for column in zip(*sheet.rows, strict=True)]
    heads = zip(sheet.columns, wide, strict=True)
    writer.writerow([one for name, is_wide in heads for one in _heads(name, is_wide=is_wide)])
    for row in sheet.rows:
        cells = zip(row, wide, strict=True)
        writer.writerow([value for cell, is_wide in cells for value in _values(cell, is_wide=is_wide)])
    return file.getvalue()


def _heads(name: str, *, is_wide: bool) -> list[str]:
    return [name, f"{name}_low", f"{name}_high"] if is_wide else [name]


def _values(cell: Cell, *, is_wide: bool) -> list[str | int]:
    if not isinstance(cell, Estimate):
        return [cell, "", ""] if is_wide else [cell]
    if cell.low is None or cell.high is None:
        return ["", "", ""]
    return [f"{one:.4f}" for one in (cell.value, cell.low, cell.high)]
