"""A recorded game opened anywhere: after any of its lines, or where one of its turns began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cards.language import _, ngettext
from game import record as records
from game.errors import UserError
from game.record import Record
from game.replay import replay
from game.session import Session
from rules import kernel
from rules.events import TURN_BEGAN
from rules.state import OVER


@dataclass(frozen=True)
class Played:
    """A game as it was played, without what was taken back; lines are counted as `accord replay` counts them."""

    whole: Session
    where: str

    @classmethod
    def load(cls, path: str | Path, number: int | None = None, passphrase: str | None = None) -> Played:
        """From a file; `number` picks one game (from 1) of many."""
        return cls.of(records.load(path, number, passphrase))

    @classmethod
    def of(cls, record: Record) -> Played:
        """From a record; UserError if it can't be played."""
        return cls(replay(record), record.where)

    @property
    def record(self) -> Record:
        """The game line by line, with every draw."""
        record = self.whole.record
        record.where = self.where
        return record

    @property
    def lines(self) -> int:
        """How many there are."""
        return len(self.whole.lines)

    @property
    def is_over(self) -> bool:
        """Whether it was played to its end."""
        return kernel.to_move(self.whole.state) == OVER

    def after(self, lines: int) -> Session:
        """The table after so many lines."""
        if not 0 <= lines <= self.lines:
            right = ngettext("it has {n} line", "it has {n} lines", self.lines).format(n=self.lines)
            raise UserError(_("there is no line {line}").format(line=lines), where=self.where, right=right)
        return replay(self.record, lines)

    def turns(self) -> Mapping[int, int]:
        """After how many lines each turn began."""
        began = [(lines, event.a) for lines, event in self.whole.history if event.kind == TURN_BEGAN]
        return {turn: lines + 1 if self.lines else 0 for lines, turn in began}

    def beginning(self, turn: int) -> int:
        """After how many lines a turn began; UserError if the game never came to it."""
        turns = self.turns()
        if turn not in turns:
            last = max(turns, default=0)
            right = _("it has turns 1 to {last}").format(last=last) if last else _("it has not begun")
            raise UserError(_("the game never came to turn {turn}").format(turn=turn), where=self.where, right=right)
        return turns[turn]

    def refuse_running(self, *, referee: bool) -> None:
        """UserError for a game that isn't over, unless a referee asks: what is told of it tells its secrets."""
        if not self.is_over and not referee:
            raise UserError(
                _("this game isn't over, and this would tell its secrets"),
                where=self.where,
                right=_("--referee shows it"),
            )
