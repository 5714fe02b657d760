"""`accord report`: what happened in a game and why, or what many games show, as a page to read and to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cards.grammar import listed
from cards.language import _
from game.errors import UserError

if TYPE_CHECKING:
    from game.record import Record
    from game.report.blocks import Document

SHEETS = (".csv", ".parquet")


@click.command()
@click.argument("file", type=click.Path(allow_dash=False, path_type=Path))
@click.option("--html", "forms", flag_value="html", multiple=True, help="One HTML page (if nothing else is asked for).")
@click.option("--md", "forms", flag_value="md", multiple=True, help="Markdown, with tables in place of pictures.")
@click.option("--pdf", "forms", flag_value="pdf", multiple=True, help="PDF, A4.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write (.html, .md or .pdf), or a folder; else here, named as FILE.",
)
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
def command(file: Path, forms: tuple[str, ...], out: Path | None, number: int | None) -> None:
    """Tell what happened in a finished game, and why: for the debrief.

    FILE is a record. The report is one page that needs no network; every sentence in it names the lines of the record
    that it rests on. Of a file of many games, or a table of accord run --table, it tells what they show together.
    """
    from game.files import write_whole
    from game.report import render

    forms = tuple(dict.fromkeys(forms)) or (_form_of(out),)
    targets = [(form, _target(file, out, form, len(forms))) for form in forms]
    render.needs(forms)
    document = _document(file, number)
    written = [(path, render.render(document, form)) for form, path in targets]
    for path, data in written:
        write_whole(path, data)
        click.echo(_("written: {file}").format(file=path))


def _form_of(out: Path | None) -> str:
    """The form that a file's ending asks for; HTML where none does."""
    from game.report.render import FORMATS

    ending = out.suffix.removeprefix(".").casefold() if out is not None and not out.is_dir() else ""
    return ending if ending in FORMATS else FORMATS[0]


def _target(file: Path, out: Path | None, form: str, forms: int) -> Path:
    """Where to write; UserError if the names clash."""
    if out is None:
        path = Path(f"{file.stem}.{form}")
    elif out.is_dir():
        path = out / f"{file.stem}.{form}"
    elif forms > 1:
        right = _("name a folder that is there, or ask for one form at a time")
        raise UserError(_("is one file, but several were asked for"), where=str(out), right=right)
    else:
        path = out
    if path.exists() and file.exists() and path.samefile(file):
        raise UserError(
            _("the report would overwrite its own record"), where=str(path), right=_("name another with --out")
        )
    if path == out:
        _refuse_ending(path, form)
    return path


def _refuse_ending(path: Path, form: str) -> None:
    """UserError if a file's name would not say what is in it."""
    from game.report.render import FORMATS

    ending = path.suffix.removeprefix(".").casefold()
    if ending == form:
        return
    if ending in FORMATS:
        told = _('ends in ".{ending}", but "{option}" was asked for').format(ending=ending, option=f"--{form}")
        raise UserError(told, where=str(path), right=_('end it in ".{ending}"').format(ending=form))
    endings = listed((f".{one}" for one in FORMATS), "or")
    raise UserError(
        _("no report ends so") if ending else _("is no folder, and has no ending"),
        where=str(path),
        right=_("end it in {endings}, or name a folder that is there").format(endings=endings),
    )


def _document(file: Path, number: int | None) -> Document:
    from game.report.course import course_of
    from game.report.pages import document
    from game.report.tournament import of_records, of_table

    if file.suffix in SHEETS:
        if number is not None:
            raise UserError(
                _("a table has no records to tell one game from"), where=str(file), right=_("give the records")
            )
        return of_table(file)
    records = _records(file, number)
    return document(course_of(records[0])) if len(records) == 1 else of_records(records, file)


def _records(file: Path, number: int | None) -> list[Record]:
    from game import record
    from game.cli.passphrase import asked

    passphrase = asked(file)
    if number is not None:
        return [record.load(file, number, passphrase)]
    found = list(record.load_all(file, passphrase))
    if not found:
        raise UserError(_("there is no game in it"), where=str(file))
    return found
