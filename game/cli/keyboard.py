"""Lines that are typed: with a time limit, without an echo, and nothing of them kept.

The terminal itself holds the line that is being typed until Enter, so a wait that ends in between loses none of it.
Nothing here loads `readline`: its history would offer one player's secrets to the next with the arrow key.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final, Protocol, TextIO

from game import system
from game.cli.begun import Begun

LONGEST: Final = 10_000  # bytes of a line that are kept; nobody types more
CHUNK: Final = 1 << 16
TICK: Final = 0.1  # seconds in which Windows notices Ctrl-C


class Lines(Protocol):
    """Where lines come from."""

    def next(self, seconds: float | None) -> str | None:
        """The next line with its end; "" if there are no more, None if so many seconds went by or a signal came."""

    def waiting(self) -> bool:
        """Whether a line can be had at once."""

    def begun(self) -> str:
        """What is typed of a line so far, or all of it if it is whole, taken from the terminal to be shown again."""

    def release(self) -> None:
        """Give the keys back to the terminal, if they were taken from it."""


class Polled:
    """Lines of a descriptor that `select` can wait for."""

    def __init__(self, descriptor: int, encoding: str, awake: int | None = None) -> None:
        self._descriptor = descriptor
        self._awake = [] if awake is None else [awake]  # a signal that comes just before `select` makes it readable
        self._encoding = encoding
        self._read = b""
        self._begun: Begun | None = None

    def next(self, seconds: float | None) -> str | None:
        """See Lines."""
        end = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._read:
            left = None if end is None else max(0.0, end - time.monotonic())
            ready = select.select([self._descriptor, *self._awake], [], [], left)[0]
            if not ready:
                return None
            if self._descriptor not in ready:
                os.read(self._awake[0], CHUNK)
                return None
            more = os.read(self._descriptor, CHUNK)
            if more and self._begun is not None:
                more = self._begun.feed(more)
                if not more and not self._begun.ended:
                    continue
                self.release()
            if not more:
                return self._take(len(self._read))
            self._read += more
            if len(self._read) > CHUNK and b"\n" not in self._read:  # an absurd line is still one line
                self._read = self._read[: LONGEST // 2] + self._read[-LONGEST // 2 :]
        return self._take(self._read.index(b"\n") + 1)

    def waiting(self) -> bool:
        """See Lines."""
        return b"\n" in self._read or bool(select.select([self._descriptor], [], [], 0)[0])

    def begun(self) -> str:
        """See Lines."""
        if self._begun is None:
            self._begun = Begun(self._descriptor, self._encoding)
            self._read += self._begun.whole
        text = self._begun.text
        if b"\n" in self._read:  # Enter was quicker than this: what was typed is taken next, and shown once more
            self._read += text.encode(self._encoding, errors="replace")
            self.release()
            return self._read[: self._read.index(b"\n") + 1].decode(self._encoding, errors="replace")
        if not text:
            self.release()
        return text

    def release(self) -> None:
        """See Lines."""
        if self._begun is not None:
            self._begun.close()
            self._begun = None

    def _take(self, length: int) -> str:
        line, self._read = self._read[:length], self._read[length:]
        if len(line) > LONGEST:
            line = line[: LONGEST // 2] + line[-LONGEST // 2 :]
        return line.decode(self._encoding, errors="replace")


class Threaded:
    """Lines of a stream that only a thread can wait for, as on Windows; it reads no more than was asked for."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._wanted: SimpleQueue[None] = SimpleQueue()
        self._asked = False
        Thread(target=self._pump, daemon=True).start()  # now: a signal might break into it later

    def next(self, seconds: float | None) -> str | None:
        """See Lines."""
        if not self._asked:
            self._asked = True
            self._wanted.put(None)
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = TICK if end is None else min(TICK, end - time.monotonic())
            with suppress(Empty):
                line = self._lines.get(timeout=max(0.0, left))
                self._asked = False
                return line
            if end is not None and time.monotonic() >= end:
                return None

    def waiting(self) -> bool:
        """See Lines."""
        return not self._lines.empty()

    def begun(self) -> str:
        """See Lines; there is no way to ask."""
        return ""

    def release(self) -> None:
        """See Lines; nothing was taken."""

    def _pump(self) -> None:
        while True:
            self._wanted.get()
            try:
                self._lines.put(self._stream.readline())
            except (OSError, ValueError):  # it was closed
                self._lines.put("")


def lines_of(stream: TextIO, awake: int | None = None) -> Lines:
    """The lines of standard input, by what the system can wait for."""
    if not system.WINDOWS:
        with suppress(OSError, ValueError):
            return Polled(stream.fileno(), stream.encoding or "utf-8", awake)
    return Threaded(stream)


@contextmanager
def awakened() -> Iterator[int | None]:
    """A descriptor that can be read when a signal has come, so that none is slept through."""
    if system.WINDOWS:  # nothing sleeps long there, see Threaded
        yield None
        return
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)


@contextmanager
def unseen() -> Iterator[None]:
    """What is typed inside is not shown. On Windows it is: there `hidden` has another way."""
    try:
        import termios
    except ImportError:
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    silent = list(before)
    silent[3] &= ~termios.ECHO
    silent[3] |= termios.ECHONL
    termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        with suppress(OSError, termios.error):  # the terminal may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def wait_for_quiet(seconds: float) -> None:
    """Until no Enter has come for so long: one that is pressed twice, or held, opens no page of the next player."""
    if system.WINDOWS:
        return
    descriptor = sys.stdin.fileno()
    with unseen(), suppress(OSError):
        while select.select([descriptor], [], [], seconds)[0] and os.read(descriptor, CHUNK):
            pass


def forget_typed_ahead() -> None:
    """What was typed on one page is not meant for the next."""
    with suppress(ImportError, OSError, ValueError):
        import termios

        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
