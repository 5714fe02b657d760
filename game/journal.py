"""The record of a game that is running: every line on the disk before the next decision is asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from cards.language import _
from game import system
from game.errors import UserError, why
from game.files import decoded, read_bytes, sync_folder, write_all, write_whole
from game.header import Header
from game.record import Record, Sealer, loads, opening
from game.vault import Vault, is_locked

NEWLINE: Final = b"\n"


def lock(descriptor: int, path: Path, size: int) -> None:
    """Keep a journal of that size for this process until it closes it; UserError if another is playing the game."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing there keeps two programs from one file without keeping readers out too
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UserError(_("is being played elsewhere"), where=str(path), right=_("close it there first")) from None
    if os.fstat(descriptor).st_size != size:
        raise UserError(_("has just been written to"), where=str(path), right=_("resume it again"))


class Reading(NamedTuple):
    """What the file of a running game holds: its text, as far as lines are whole."""

    text: str
    kept: bytes  # the file without a torn last line
    size: int  # of the file
    vault: Vault | None
    pieces: int  # of a locked file

    @property
    def torn(self) -> bool:
        """Whether the last line is only half written."""
        return len(self.kept) < self.size


def read(path: Path, passphrase: str | None = None, known: Vault | None = None) -> Reading:
    """Read a journal that may be growing, or may have been torn when its game was killed.

    `known` is the lock of an earlier reading, which spares working out its key again.
    """
    data = read_bytes(path)
    kept = data[: data.rfind(b"\n") + 1]
    if not is_locked(data):
        return Reading(decoded(kept, str(path)), kept, len(data), None, 0)
    fits = known is not None and kept.startswith(known.head)
    vault = known if known is not None and fits else Vault.of(kept, passphrase, str(path))
    pieces = vault.open(kept, str(path))
    return Reading("".join(pieces), kept, len(data), vault, len(pieces))


class Journal:
    """An append-only record. A line is written whole or taken back; a last line that is torn is dropped on resuming."""

    def __init__(self, path: Path, descriptor: int, sealer: Sealer, reading: Reading) -> None:
        """Use `create` or `resume`."""
        self.path = path
        self._descriptor = descriptor
        self._sealer = sealer
        self._size = len(reading.kept)
        self._vault = reading.vault
        self._pieces = reading.pieces

    @classmethod
    def create(cls, path: str | Path, header: Header, lines: Sequence[str] = (), passphrase: str | None = None) -> Self:
        """Begin a journal where no file is yet; with a passphrase it is locked."""
        path = Path(path)
        vault = Vault.new(passphrase, f"{Path(header.scenario).name} {header.size}") if passphrase else None
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            raise UserError(
                _("is there already"), where=str(path), right=_("resume it, or name another file")
            ) from None
        except OSError as error:
            raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(path)) from error
        journal = cls(path, descriptor, Sealer(), Reading("", b"", 0, vault, 0))
        try:
            lock(descriptor, path, 0)
            if vault is not None:
                journal._write_bytes(vault.head)
            journal._write(opening(replace(header, journal=True), journal._sealer))
            sync_folder(path.parent)
            journal.append(lines)
        except BaseException:
            journal.close()
            with suppress(OSError):
                path.unlink()
            raise
        return journal

    @classmethod
    def resume(cls, path: str | Path, passphrase: str | None = None) -> tuple[Self, Record, str]:
        """Go on with a journal: itself, what it holds, and a note if a torn last line was dropped."""
        path = Path(path)
        reading = read(path, passphrase)
        if not reading.text:
            raise UserError(_("holds nothing that could be resumed"), where=str(path))
        record = loads(reading.text, str(path))
        if not (record.sealed and record.header.journal):
            raise UserError(_("is no journal of a running game"), where=str(path), right=_("load it as a record"))
        note = ""
        if reading.torn:
            place = f"{path}:{reading.kept.count(NEWLINE) + 1}"
            note = _("{where}: the last line was only half written and is dropped").format(where=place)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(path)) from error
        try:
            lock(descriptor, path, reading.size)
            os.ftruncate(descriptor, len(reading.kept))
        except OSError as error:
            os.close(descriptor)
            raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(path)) from error
        except UserError:
            os.close(descriptor)
            raise
        return cls(path, descriptor, Sealer(reading.text), reading), record, note

    @property
    def locked(self) -> bool:
        """Whether a passphrase is needed to read it."""
        return self._vault is not None

    def append(self, lines: Sequence[str]) -> None:
        """Write lines and wait until they are on the disk; if that fails the journal is as before."""
        if lines:
            sealer = self._sealer.copy()
            self._write("".join([sealer.line(line) for line in lines]))
            self._sealer = sealer

    def finish(self, text: str) -> None:
        """Put the closed record in the journal's place, locked as it was, and let it go."""
        if system.WINDOWS:  # what is open can't be replaced there
            self.close()
        write_whole(self.path, _whole(text, self._vault and self._vault.over()))
        self.close()

    def copy(self, path: Path, text: str) -> None:
        """Write the game's record elsewhere, locked as the journal is."""
        write_whole(path, _whole(text, self._vault))

    def close(self) -> None:
        """Let the file go; appending is over."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        """For `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _write(self, text: str) -> None:
        if self._vault is None:
            self._write_bytes(text.encode())
        else:
            self._write_bytes(self._vault.seal(text, self._pieces))
            self._pieces += 1

    def _write_bytes(self, data: bytes) -> None:
        try:
            write_all(self._descriptor, data)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
                os.lseek(self._descriptor, self._size, os.SEEK_SET)
            raise UserError(
                _("can't be written: {problem}").format(problem=why(error)),
                where=str(self.path),
                right=_("nothing was played; make room and try again"),
            ) from error
        self._size += len(data)


def _whole(text: str, vault: Vault | None) -> bytes:
    return text.encode() if vault is None else vault.head + vault.seal(text, 0)
