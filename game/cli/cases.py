"""`accord cases`: the worked cases of the rulebook."""

from __future__ import annotations

from pathlib import Path

import click

from cards.language import _

REFUSED = 2


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=False, path_type=Path), metavar="PATH...")
def command(paths: tuple[Path, ...]) -> int:
    """Run rule cases: files of them, or folders (docs/cases.md).

    Each failure is one line: file, title, what was expected and what was found.

    The exit code is 0 if all pass, 2 if not.
    """
    from game import cases
    from game.errors import UserError

    passed = failed = 0
    broken = False
    for path in cases.found_in(paths):
        try:
            read = cases.read(path)
        except UserError as error:
            click.echo(str(error), err=True)
            broken = True
            continue
        for case in read:
            try:
                found = cases.problems(case)
            except UserError as error:
                found = [str(error)]
            for sentence in found:
                click.echo(f"{path}:{case.title}: {sentence}")
            failed += bool(found)
            passed += not found
    click.echo(_("{passed} passed, {failed} failed").format(passed=passed, failed=failed))
    return REFUSED if failed or broken else 0
