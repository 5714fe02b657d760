"""`accord replay`: a recorded game, line by line and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from cards.language import _
from game.errors import UserError

if TYPE_CHECKING:
    from game.say import Teller
    from game.session import Session
    from rules.events import Event


@click.command()
@click.argument("file", type=click.Path(allow_dash=False))
@click.option("--to", type=click.IntRange(min=0), metavar="N", help="Stop after N lines and show the table.")
@click.option("--referee", is_flag=True, help="Show a game that isn't over, with everybody's secrets.")
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
def command(file: str, to: int | None, number: int | None, *, referee: bool) -> None:
    """Tell a recorded game from its first draw to its last line, or to line N."""
    from game import record
    from game.cli.passphrase import asked
    from game.replay import replay
    from rules import kernel
    from rules.state import OVER

    written = record.load(file, number, asked(file))
    whole = replay(written)
    if kernel.to_move(whole.state) != OVER and not referee:
        raise UserError(
            _("this game isn't over, and its record tells every secret"),
            where=file,
            right=_("{option} shows it").format(option="--referee"),
        )
    session = whole if to is None else replay(written, to)
    for line in _pages(session):
        click.echo(line)


def _pages(session: Session) -> Iterator[str]:
    """Every line with its number and what happened, then the table as everybody sees it."""
    from game.record import marked
    from game.say import Teller
    from game.table import public_page
    from game.texts import texts
    from game.words import Words
    from rules import kernel
    from rules.scenario import NOBODY

    told = texts(session.table, session.manuscript())
    teller = Teller(session.table, told)
    happened = iter(session.history)
    upcoming = next(happened, None)
    for number, line in enumerate(["", *session.lines]):
        if number:
            yield f"{number:>5}  {marked(line, by_clock=number - 1 in session.by_clock)}"
        while upcoming is not None and upcoming[0] < number:
            yield from _sentence(teller, upcoming[1], session.table.seats)
            upcoming = next(happened, None)
    yield ""
    yield from public_page(Words(session.table, told), kernel.observe(session.table, session.state, NOBODY))


def _sentence(teller: Teller, event: Event, seats: int) -> Iterator[str]:
    """What those who may know are told, and who they are if not all: a referee may know everything."""
    those = [seat for seat in range(seats) if event.audience >> seat & 1]
    from game.words import comma

    text = teller.sentence(event, those[0] if those else -1)
    if text:
        if len(those) < seats:
            names = comma(map(teller.words.short, those))
            text = _("({seats} alone) {text}").format(seats=names, text=text)
        yield f"         {text}"
