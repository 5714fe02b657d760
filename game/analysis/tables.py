"""Rows as files: Parquet or CSV, by the name; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cards.language import _
from game.errors import UserError, why
from game.extras import need
from game.facts import Row, Value

if TYPE_CHECKING:
    from polars import DataFrame

ENDINGS: Final = (".parquet", ".csv")
NAMES: Final = frozenset({"scenario", "size", "outcome", "lineup", "seat", "bot", "band", "kind"})
TEXTS: Final = NAMES | {"signed_draft", "draft", "holders"}
FRACTIONS: Final = frozenset({"u", "n"})


def ready(path: Path) -> None:
    """UserError, before any game is played, if a table could not be written there in the end."""
    if path.suffix not in ENDINGS:
        raise UserError(
            _("{name} is no name of a table").format(name=path.name),
            right=_("end it in {names}").format(names=" or ".join(ENDINGS)),
        )
    if not path.parent.is_dir():
        raise UserError(_("there is no such folder"), where=str(path.parent))
    need("tables", "polars")


def write(rows: Sequence[Row], path: Path) -> None:
    """Write rows that have the same columns; UserError if the file can't be written."""
    import polars as pl

    schema = {column: _type(column) for column in rows[0]} if rows else {}
    frame = pl.DataFrame(list(rows), schema=schema, orient="row")
    try:
        if path.suffix == ".csv":
            frame.write_csv(path)
        else:
            frame.write_parquet(path)
    except OSError as error:
        raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(path)) from error


def read(path: Path, needed: Iterable[str]) -> list[dict[str, Value]]:
    """The rows of a table that `write` wrote; UserError if it isn't one."""
    need("tables", "polars")
    import polars as pl

    try:
        frame: DataFrame = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        first = str(error).strip().partition("\n")[0]
        raise UserError(_("can't be read as a table: {first}").format(first=first), where=str(path)) from error
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise UserError(
            _("has no column {missing}").format(missing=missing[0]),
            where=str(path),
            right=_("give a table of accord run --table"),
        )
    rows: list[dict[str, Value]] = frame.to_dicts()
    return rows


def _type(column: str) -> Any:  # noqa: ANN401 (a type of polars, which is imported late)
    import polars as pl

    if column in TEXTS:
        return pl.String
    return pl.Float64 if column in FRACTIONS else pl.Int64
