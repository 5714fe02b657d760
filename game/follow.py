"""A running game followed from its journal: only read, never locked, and nothing shown but what is public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game import journal, record
from game.replay import replay
from rules import kernel
from rules.scenario import NOBODY
from rules.state import OVER

if TYPE_CHECKING:
    from game.record import Record
    from game.session import Session
    from game.vault import Vault
    from rules.events import Event
    from rules.observe import Observation

Stamp = tuple[int, int, int]


class Follower:
    """What a watcher may know of a game that others play; `look` reads what is new."""

    def __init__(self, path: Path, passphrase: str | None = None, number: int | None = None) -> None:
        """UserError if there is no game to follow; `number` (from 1) picks one where there are many."""
        self.path = path
        self._passphrase = passphrase
        self._number = number
        self._vault: Vault | None = None
        self._stamp: Stamp | None = None
        self._session = self._read()

    def look(self) -> bool:
        """Read the file again if it changed; whether it did. UserError if it can't be read now: keep what was seen."""
        if self._current() == self._stamp:
            return False
        self._session = self._read()
        return True

    @property
    def session(self) -> Session:
        """The whole game, for its scenario and its texts: what is hidden in it is not for showing."""
        return self._session

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self._session.to_move == OVER

    def told(self) -> list[Event]:
        """What everybody was told, from the beginning."""
        return self._session.told(NOBODY)

    def seen(self) -> Observation:
        """The table as everybody sees it."""
        return kernel.observe(self._session.table, self._session.state, NOBODY)

    def _read(self) -> Session:
        stamp = self._current()  # before reading: what comes in between is read next time
        session = replay(self._record())
        self._stamp = stamp
        return session

    def _record(self) -> Record:
        if self._number is not None or record.is_json(self.path):
            return record.load(self.path, self._number, self._passphrase)
        reading = journal.read(self.path, self._passphrase, self._vault)
        self._vault = reading.vault
        return record.loads(reading.text, str(self.path))

    def _current(self) -> Stamp | None:
        try:
            status = self.path.stat()
        except OSError:  # it is being replaced, or was deleted
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns
