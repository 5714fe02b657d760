"""A line that was begun before the window changed its size.

The terminal holds what is typed until Enter and shows it once. To be shown again it has to be taken from there, and
what is taken the terminal can no longer correct: so for the rest of this line the keys come here, and are echoed here.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import sys
from contextlib import suppress
from typing import Final

from game.paper import cells

CHUNK: Final = 1 << 16
ERASE: Final = ("\x7f", "\b")
KILL: Final = "\x15"
WORD: Final = "\x17"
END: Final = "\x04"
ARROWS: Final = re.compile(r"\x1b[\[O][0-9;]*[A-Za-z~]|\x1b.?")


class Begun:
    """The terminal's line, from the moment it is taken over until Enter."""

    def __init__(self, descriptor: int, encoding: str) -> None:
        import termios

        self.ended = False  # nothing more will come
        self.text = ""
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._descriptor = descriptor
        self._before = termios.tcgetattr(descriptor)
        mode = [*self._before[:6], list(self._before[6])]
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        mode[6][termios.VSUSP] = os.fpathconf(descriptor, "PC_VDISABLE")  # stopped, it would leave the keys to nobody
        termios.tcsetattr(descriptor, termios.TCSANOW, mode)
        self.whole = b""  # lines that were complete already
        if select.select([descriptor], [], [], 0)[0]:
            taken = os.read(descriptor, CHUNK)
            self.whole = taken[: taken.rfind(b"\n") + 1]
            self.text = ARROWS.sub("", self._decoder.decode(taken[len(self.whole) :]))

    def feed(self, data: bytes) -> bytes:
        """Keys; nothing before Enter, then the line and whatever came after it."""
        keys = ARROWS.sub("", self._decoder.decode(data))
        for at, key in enumerate(keys):
            if key == "\n":
                self._echo("\n")
                return f"{self.text}\n{keys[at + 1 :]}".encode(self._encoding, errors="replace")
            if key == END and not self.text:
                self.ended = True
                return b""
            self._press(key)
        return b""

    def _press(self, key: str) -> None:
        if key in ERASE:
            self._keep(self.text[:-1])
        elif key == KILL:
            self._keep("")
        elif key == WORD:
            self._keep(re.sub(r"\S*\s*$", "", self.text))
        elif key.isprintable():
            self.text += key
            self._echo(key)

    def _keep(self, text: str) -> None:
        gone = cells(self.text) - cells(text)
        self.text = text
        self._echo("\b \b" * gone)

    @staticmethod
    def _echo(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def close(self) -> None:
        """The terminal holds lines again."""
        import termios

        with suppress(OSError, termios.error):  # it may be gone
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
