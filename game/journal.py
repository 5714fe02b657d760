"""The record of a game that is running: every line on the disk before the next decision is asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from game.errors import UserError
from game.files import decoded, read_bytes, sync_folder, write_all
from game.record import Header, Record, Sealer, loads, opening


def lock(descriptor: int, path: Path, size: int) -> None:
    """Keep a journal of that size for this process until it closes it; UserError if another is playing the game."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing there keeps two programs from one file without keeping readers out too
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UserError("is being played elsewhere", where=str(path), right="close it there first") from None
    if os.fstat(descriptor).st_size != size:
        raise UserError("has just been written to", where=str(path), right="resume it again")


class Journal:
    """An append-only record. A line is written whole or taken back; a last line that is torn is dropped on resuming."""

    def __init__(self, path: Path, descriptor: int, sealer: Sealer, size: int) -> None:
        """Use `create` or `resume`."""
        self.path = path
        self._descriptor = descriptor
        self._sealer = sealer
        self._size = size

    @classmethod
    def create(cls, path: str | Path, header: Header, lines: Sequence[str] = ()) -> Self:
        """Begin a journal where no file is yet."""
        path = Path(path)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            raise UserError("is there already", where=str(path), right="resume it, or name another file") from None
        except OSError as error:
            raise UserError(f"can't be written: {error.strerror}", where=str(path)) from error
        journal = cls(path, descriptor, Sealer(), 0)
        try:
            lock(descriptor, path, 0)
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
    def resume(cls, path: str | Path) -> tuple[Self, Record, str]:
        """Go on with a journal: itself, what it holds, and a note if a torn last line was dropped."""
        path = Path(path)
        data = read_bytes(path)
        whole = data[: data.rfind(b"\n") + 1]
        if not whole:
            raise UserError("holds nothing that could be resumed", where=str(path))
        text = decoded(whole, str(path))
        record = loads(text, str(path))
        if not (record.sealed and record.header.journal):
            raise UserError("is no journal of a running game", where=str(path), right="load it as a record")
        note = ""
        if len(whole) < len(data):
            note = f"{path}:{text.count(chr(10)) + 1}: the last line was only half written and is dropped"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise UserError(f"can't be written: {error.strerror}", where=str(path)) from error
        try:
            lock(descriptor, path, len(data))
            os.ftruncate(descriptor, len(whole))
        except OSError as error:
            os.close(descriptor)
            raise UserError(f"can't be written: {error.strerror}", where=str(path)) from error
        except UserError:
            os.close(descriptor)
            raise
        return cls(path, descriptor, Sealer(text), len(whole)), record, note

    def append(self, lines: Sequence[str]) -> None:
        """Write lines and wait until they are on the disk; if that fails the journal is as before."""
        if lines:
            sealer = self._sealer.copy()
            self._write("".join([sealer.line(line) for line in lines]))
            self._sealer = sealer

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
        data = text.encode()
        try:
            write_all(self._descriptor, data)
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
                os.lseek(self._descriptor, self._size, os.SEEK_SET)
            raise UserError(
                f"can't be written: {error.strerror}",
                where=str(self.path),
                right="nothing was played; make room and try again",
            ) from error
        self._size += len(data)
