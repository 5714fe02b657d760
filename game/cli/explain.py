"""`accord explain`: one moment of a recorded game, term by term."""

from __future__ import annotations

import shutil
import sys
from typing import Any

import click


@click.command()
@click.argument("file", type=click.Path(allow_dash=False))
@click.option("--at", type=click.IntRange(min=1), metavar="LINE", required=True, help="As accord replay numbers them.")
@click.option("--play", default="", metavar="LINE", help="Ask about another line there: why it could be played or not.")
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
@click.option("--referee", is_flag=True, help="Explain a game that isn't over, with everybody's secrets.")
@click.option("--linear", is_flag=True, help="For screen readers: no drawn lines, one fact a line.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, for programs.")
def command(**wish: Any) -> None:  # noqa: ANN401 (click passes what the options above say)
    """Explain line LINE of a recorded game: the rule behind it, every seat's U and N there, and what could be agreed.

    U is what an agreement on the draft is worth to a seat, N what no agreement is (accord rules 8).
    """
    from game import explained, paper
    from game.cli.passphrase import asked
    from game.explain import explain
    from game.moments import Played
    from game.texts import texts
    from game.words import Words

    played = Played.load(wish["file"], wish["number"], asked(wish["file"]))
    played.refuse_running(referee=wish["referee"])
    moment = explain(played, wish["at"], wish["play"])
    if wish["as_json"]:
        click.echo(moment.model_dump_json(indent=2))
        return
    session = played.whole
    words = Words(session.table, texts(session.table, session.manuscript()))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else paper.WIDTH
    with paper.on(paper.Paper(width, wish["linear"])):
        for line in explained.page(words, moment):
            click.echo(line)
