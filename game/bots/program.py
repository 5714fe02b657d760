"""A program outside Python, as a process: lines in, lines out, and never a wait without an end."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
import weakref
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Thread
from typing import IO, Final

from game.bots.fallible import FailureError

LONGEST: Final = 1 << 16  # bytes of an answer that anyone could mean
UNREAD: Final = 8  # lines that nobody asked for before a program is no longer listened to
GRACE: Final = 0.5  # seconds to leave by itself

_running: weakref.WeakSet[Program] = weakref.WeakSet()


class Program:
    """A process that is asked with a line and answers with one."""

    def __init__(self, command: str) -> None:
        """Start it, without a shell; what it writes to standard error goes where ours goes."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 (running what the user names is the purpose)
                shlex.split(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=os.name == "posix",  # so that what it starts ends with it, and Ctrl-C is ours
            )
        except OSError as error:
            raise FailureError("dead", f"it can't be started: {error.strerror}") from error
        self._questions: Queue[bytes | None] = Queue()
        self._answers: Queue[bytes | None] = Queue(UNREAD)
        # Threads, because pipes can't be waited for in the same way everywhere; they end with the process.
        self._threads = [
            Thread(target=_write, args=(self._process.stdin, self._questions), daemon=True),
            Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._end = weakref.finalize(self, _kill, self._process)
        _running.add(self)

    def tell(self, line: str) -> None:
        """Send a line that needs no answer."""
        self._questions.put(line.encode() + b"\n")

    def ask(self, line: str, seconds: float) -> str:
        """Send a line and wait for the answer; FailureError if none comes, or none that is text."""
        end = time.monotonic() + seconds
        self._forget_what_was_not_asked()
        self.tell(line)
        try:
            answer = self._answers.get(timeout=max(0.0, end - time.monotonic()))
        except Empty:
            raise FailureError("late", f"no answer in {seconds:g} s") from None
        if answer is None:
            raise FailureError("dead", "it has ended without an answer")
        if len(answer) > LONGEST:
            raise FailureError("garbled", f"an answer of more than {LONGEST} bytes")
        try:
            return answer.decode().strip()
        except UnicodeDecodeError:
            raise FailureError("garbled", "the answer is not UTF-8 text") from None

    def close(self, last: str = "") -> None:
        """Tell it that it is over, if there is anything to tell, and see that it ends."""
        if last:
            self.tell(last)
            self._questions.put(None)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
        self._questions.put(None)
        self._end()
        for thread in self._threads:
            thread.join(GRACE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()

    def kill(self) -> None:
        """End it now."""
        self._end()

    def _forget_what_was_not_asked(self) -> None:
        """A line that came before the question can't be its answer."""
        with suppress(Empty):
            while (line := self._answers.get_nowait()) is not None:
                pass
            self._answers.put_nowait(line)


def end_all() -> None:
    """End every program that is running."""
    for program in list(_running):
        program.kill()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it has started."""
    if process.poll() is None:
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
    process.wait()


def _write(pipe: IO[bytes], questions: Queue[bytes | None]) -> None:
    with suppress(OSError, ValueError):  # it is gone: whoever waits for its answer learns that
        while (line := questions.get()) is not None:
            pipe.write(line)
            pipe.flush()
        pipe.close()


def _read(pipe: IO[bytes], answers: Queue[bytes | None]) -> None:
    with suppress(OSError, ValueError, Full):
        while line := pipe.readline(LONGEST + 1):
            answers.put_nowait(line)  # full: it talks unasked, and its pipe may fill up
        answers.put_nowait(None)
