"""The output of a long run: it grows beside its name and takes it when the run is over, finished or stopped.

A run that was killed leaves `NAME.part`. Going on begins with the complete lines of that file, or of NAME itself.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from cards.language import _
from game.errors import UserError, why


class PartFile:
    """Lines that are kept whatever happens; pipes and devices are written directly."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        """Nothing is opened or changed before the `with`."""
        self.path = path
        self._direct = path.exists() and not stat.S_ISREG(path.stat().st_mode)
        self._part = path if self._direct else path.with_name(f"{path.name}.part")
        self._resume = resume
        self._size = 0  # of the lines that are kept
        self._descriptor = -1
        if resume and self._direct:
            raise UserError(_("nothing can be resumed from it"), where=str(path), right=_("name a file"))
        if not resume and not self._direct and path.exists():
            raise UserError(_("is there already"), where=str(path), right=_("name another file, or --resume its run"))

    @property
    def source(self) -> Path:
        """Where the finished games of an earlier run are."""
        return self._part if self._part.exists() else self.path

    def kept(self) -> Iterator[str]:
        """The complete lines of an earlier run; those that have been taken from here are kept."""
        if not (self._resume and self.source.exists()):
            return
        with self._told(), self.source.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self._size += len(line)
                yield line.decode(errors="replace").rstrip("\n")

    def __enter__(self) -> Self:
        """Begin after the lines that are kept."""
        with self._told():
            if self._resume and self.source == self.path and self.path.exists():
                self.path.replace(self._part)
            flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self._part, flags, 0o666)
            if not self._direct:
                os.ftruncate(self._descriptor, self._size)
                os.lseek(self._descriptor, 0, os.SEEK_END)
        return self

    def write(self, line: str) -> None:
        """Add a line."""
        with self._told():
            rest = memoryview(line.encode() + b"\n")
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it its name; after an error it keeps the one that says it is a part."""
        with self._told():
            try:
                if not self._direct:
                    os.fsync(self._descriptor)
            finally:
                os.close(self._descriptor)
            if kind is None and not self._direct:
                self._part.replace(self.path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UserError(
                _("can't be written: {problem}").format(problem=why(error)), where=str(self.path)
            ) from error
