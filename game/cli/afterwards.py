"""After the last turn, at the table: what would have followed if one thing had been different."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from cards.grammar import Name
from cards.language import N_, _
from game import paper
from game.cli.prompts import Left, Stopped
from game.clock import Clock
from game.errors import UserError
from game.paper import heading, wrapped
from game.words import labelled, semicolons

if TYPE_CHECKING:
    from game.analysis.whatif import Comparison
    from game.cli.hotseat import Hotseat
    from game.moments import Played

GAMES: Final = 20  # of each kind: enough to talk about, and soon there
ASKS: Final = N_('[What if? Write a turn and what to change in it, such as "{turn} {seat} absent"; Enter ends.] ')


def offer(at: Hotseat) -> None:
    """Answer such questions until there are no more; only where somebody sits, and the figures can be worked out."""
    if not at.screen.interactive or find_spec("scipy") is None:
        return
    at.screen.clock = Clock()
    played = _played(at)
    with paper.on(at.paper()):
        try:
            turn = max(1, min(2, len(played.turns()) - 1))  # in the last one nobody says whether it comes (§4.1)
            while text := at.ask(_(ASKS).format(turn=turn, seat=at.table.seat_ids[-1])):
                at.heeding(lambda text=text: _answer(at, played, text))  # type: ignore[misc] # bound at once
        except (Left, Stopped):
            at.screen.line()


def _played(at: Hotseat) -> Played:
    from game.moments import Played

    record = at.session.record
    record.where = str(at.session.folder / at.path.name)
    return Played.of(record)


def _answer(at: Hotseat, played: Played, text: str) -> None:
    from game.analysis.whatif import whatif
    from game.cli.run import processors

    turn, _space, wish = text.partition(" ")
    if not (turn.isascii() and turn.isdigit() and wish.strip()):
        right = _('write the number of the turn first, then a seat and a line: "2 {seat} absent"')
        raise UserError(_("that is no turn and change"), right=right.format(seat=at.table.seat_ids[-1]))
    told = _("Bots play on from turn {turn}, {games} times as it was and {games} times with the change.")
    at.screen.lines(wrapped(told.format(turn=turn, games=GAMES)))
    with at.screen.thinking(Name(_("the bots"))):
        found = whatif(played, turn=int(turn), plays=[wish.strip()], games=GAMES, seed=0, jobs=processors())
    at.screen.show(lambda: page(found))


def page(found: Comparison) -> list[str]:
    """The figures as lines that fit any paper and can be read out."""
    from game.analysis import whatif_sheets
    from game.analysis.report import texts

    told = _("{heading}; in brackets intervals of 95 %.")
    lines = [heading(_("What if")), *wrapped(told.format(heading=whatif_sheets.heading(found)))]
    for sheet in whatif_sheets.sheets(found):
        lines.append(_("{title}:").format(title=sheet.title))
        for row in sheet.rows:
            first, *cells = texts(sheet, row)
            parts = [f"{name} {cell}" for name, cell in zip(sheet.columns[1:], cells, strict=True) if cell != "-"]
            lines += wrapped(f"{labelled(first, semicolons(parts))}.", "      ", "  ")
    for line in whatif_sheets.asked(found):
        lines += wrapped(f"{line}.")
    return [*lines, *wrapped(_(whatif_sheets.CAUTION))]
