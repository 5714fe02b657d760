"""A game as a learner's framework shows it: the public table as text, or as a picture with the report's map."""

from __future__ import annotations

import sys
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from cards.language import _
from game import atlas, board, paper
from game.adapters.sitting import Sitting
from game.errors import UserError
from game.extras import need
from game.report.figures import ROW, WIDTH, draw_map, plot
from game.say import Teller
from rules import kernel
from rules.scenario import NOBODY

MODES: Final = ["human", "ansi", "rgb_array"]
DPI: Final = 100
LINE: Final = 0.165  # inches of a line of text
COLUMNS: Final = 100  # of text below and above the map: enough for draft and meters side by side, whatever they say
LINES: Final = 22  # of a terminal of 24

Pixels = npt.NDArray[np.uint8]


def check_mode(mode: str | None) -> None:
    """UserError if there is no such way to show a game, or what it needs isn't installed."""
    if mode is not None and mode not in MODES:
        raise UserError(
            _('no way to show a game is called "{name}"').format(name=mode),
            right=_("there are {names}").format(names=", ".join(MODES)),
        )
    if mode == "rgb_array":
        need("gym", "matplotlib")


def shown(sitting: Sitting, mode: str) -> str | Pixels | None:
    """The table as everybody sees it; for people it is written to the terminal."""
    if mode == "rgb_array":
        return picture(sitting)
    if mode == "ansi":
        return text(sitting)
    sys.stdout.write(text(sitting))
    return None


def text(sitting: Sitting) -> str:
    """The board, and the latest of what happened."""
    seen = kernel.observe(sitting.table, sitting.state, NOBODY)
    teller = Teller(sitting.table, sitting.words.texts)
    told = [teller.sentence(event, NOBODY) for event in sitting.news or []]
    return "\n".join(board.board(sitting.words, seen, [sentence for sentence in told if sentence], LINES)) + "\n"


def picture(sitting: Sitting) -> Pixels:
    """The map of the report, above it whose turn it is, below it draft and meters."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    w = sitting.words
    seen = kernel.observe(sitting.table, sitting.state, NOBODY)
    with paper.on(paper.Paper(COLUMNS)):
        top, below = board.caption(w, seen), board.standings(w, seen)
    rows = 1 + max(y for _x, y in w.texts.places)
    below.append(atlas.letters(w))
    parts = LINE * (len(top) + 1), 1.2 * ROW * rows, LINE * (len(below) + 1)
    high = sum(parts)
    font: dict[str, Any] = {"family": "DejaVu Sans Mono", "fontsize": 8, "va": "top"}
    with plot(WIDTH, high, layout=None) as figure:
        canvas: Any = FigureCanvasAgg(figure)  # matplotlib leaves its methods without types
        figure.text(0.02, 1 - LINE / 2 / high, "\n".join(top), **font)
        draw_map(figure.add_axes((0, parts[2] / high, 1, parts[1] / high)), w, seen.board)
        figure.text(0.02, parts[2] / high, "\n".join(below), **font)
        figure.set_dpi(DPI)
        canvas.draw()
        return np.array(canvas.buffer_rgba(), dtype=np.uint8)[:, :, :3].copy()
