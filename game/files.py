"""Files read with a limit and written whole or not at all; whatever fails is told in one line."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from cards.language import _
from game import system
from game.errors import UserError, why

LARGEST: Final = 16 << 20  # bytes of a record that anyone could have played


def read_text(path: Path) -> str:
    """The text of a file; line ends are single line feeds, a byte order mark is dropped."""
    return decoded(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that isn't larger than LARGEST."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(_("can't be read: {problem}").format(problem=why(error)), where=str(path)) from error
    if len(data) > LARGEST:
        raise UserError(
            _("is larger than {n} MB").format(n=LARGEST >> 20),
            where=str(path),
            right=_("a record of a game is far smaller"),
        )
    return data


def decoded(data: bytes, where: str) -> str:
    """UTF-8 text; an error names the line that is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(_("is not text"), where=f"{where}:{line}", right=_("a record is UTF-8 text")) from error
    return text.replace("\r\n", "\n")


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by `data`; if anything fails the old file is untouched."""
    with WholeFile(path) as file:
        file.write(data)


class WholeFile:
    """A file that takes its name only when it is complete and on the disk; until then the old one is untouched.

    Leaving the `with` by an error drops what was written, unless it is an interrupt that the body has handled.
    """

    def __init__(self, path: str | Path) -> None:
        """Nothing is written before the `with`."""
        self.path = Path(path)
        self._target = Path(os.path.realpath(path))
        self._beside = self._target.with_name(f".{self._target.name}.{secrets.token_hex(4)}.new")
        self._descriptor = -1
        self._mode: int | None = None

    def __enter__(self) -> Self:
        """Open a file beside the one that is meant."""
        with self._told():
            self._mode = _mode(self._target)
            if self._replaces():
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(self._beside, flags, 0o666)
            else:
                self._descriptor = os.open(self._target, os.O_WRONLY)
        return self

    def write(self, data: bytes) -> None:
        """Add to it."""
        with self._told():
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it its name, or drop it."""
        try:
            with self._told():
                try:
                    if kind is None and self._replaces():
                        os.fsync(self._descriptor)
                finally:
                    os.close(self._descriptor)
                if kind is None and self._replaces():
                    if self._mode is not None:
                        self._beside.chmod(stat.S_IMODE(self._mode))
                    self._beside.replace(self._target)
                    sync_folder(self._target.parent)
        finally:
            self._beside.unlink(missing_ok=True)

    def _replaces(self) -> bool:
        """Not so a pipe or a device, such as /dev/stdout: those are written directly."""
        return self._mode is None or stat.S_ISREG(self._mode)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            right = _("the old file is untouched") if self.path.is_file() else ""
            what = _("can't be written: {problem}").format(problem=why(error))
            raise UserError(what, where=str(self.path), right=right) from error


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte and wait until they are on the disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a name that was made or changed in `folder` is on the disk."""
    if system.WINDOWS:  # folders can't be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
