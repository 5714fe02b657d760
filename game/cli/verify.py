"""`accord verify`: whether a record is a legal game, and unaltered."""

from __future__ import annotations

import click

from cards.language import _
from game.cli.passphrase import asked
from game.replay import Report, verify_file

REFUSED = 2


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=False), metavar="FILE...")
@click.option("-v", "--verbose", is_flag=True, help="Tell how each game ended.")
@click.option("--referee", is_flag=True, help="With -v, tell the same of games that are still going on.")
def command(files: tuple[str, ...], *, verbose: bool, referee: bool) -> int:
    """Check that records are legal games, and unaltered.

    The exit code is 0 if all are, 2 if one isn't.
    """
    code = 0
    for path in files:
        for report in verify_file(path, asked(path)):
            click.echo(str(report), err=bool(report.problem))
            if report.problem:
                code = REFUSED
            elif verbose:
                _tell(report, referee=referee)
    return code


def _tell(report: Report, *, referee: bool) -> None:
    if not (report.finished or referee):
        click.echo("  " + _("a game that isn't over keeps its secrets; --referee tells them"))
        return
    if report.session is None:
        return
    from game.face import Game

    game = Game(report.session)
    results = ", ".join(f"{seat} {result}" for seat, result in game.satisfaction().items())
    told = _("{n} lines, turn {turn}; satisfaction: {results}")
    click.echo("  " + told.format(n=len(report.session.lines), turn=report.turn, results=results))
