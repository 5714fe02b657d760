"""What is wrong with `history.toml`: what it compares a game with must be there."""

from __future__ import annotations

from collections.abc import Collection

from cards.base import ID_LENGTH
from cards.errors import did_you_mean, quoted
from cards.language import _
from cards.locate import Path
from cards.manuscript import Manuscript


def check_history(text: Manuscript) -> None:
    """Raise the first thing that is wrong."""
    scenario = text.scenario
    known = {
        "area": {area.id for area in scenario.area},
        "side": {side.id for side in scenario.side},
        "headline": {headline.id for headline in text.headlines},
        "seat": {seat.id for seat in scenario.seat},
    }
    for at, moment in enumerate(text.history):
        path: Path = ("history", "moment", at)
        if moment.held is not None:
            _known(text, "area", moment.held.area, known["area"], (*path, "held"))
            _known(text, "side", moment.held.side, known["side"], (*path, "held"))
        if moment.headline is not None:
            _known(text, "headline", moment.headline, known["headline"], (*path, "headline"))
        if moment.present is not None:
            _known(text, "seat", moment.present, known["seat"], (*path, "present"))


def _known(text: Manuscript, kind: str, name: str, names: Collection[str], path: Path) -> None:
    if name not in names:
        hint = did_you_mean(name, list(names))
        told = _("unknown {kind} {word}{hint}")
        raise text.error(path, told.format(kind=kind, word=quoted(name, ID_LENGTH), hint=hint))
