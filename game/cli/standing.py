"""What stands on the screen, and can be drawn anew when the window has changed its size."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from math import ceil
from typing import Final

from game.paper import cells

MOST: Final = 200  # parts that are remembered: more than any window shows

Page = Callable[[], Iterable[str]]  # makes its lines for the window as it is by then


class Standing:
    """The parts of a page, newest last; a page that covers another gives it back when it goes."""

    def __init__(self) -> None:
        self._pages: list[deque[Page]] = [deque(maxlen=MOST)]

    def add(self, page: Page) -> None:
        """This is shown, too."""
        self._pages[-1].append(page)

    def replace(self, parts: int, page: Page) -> None:
        """The newest so many parts were this."""
        here = self._pages[-1]
        for _part in range(min(parts, len(here))):
            here.pop()
        here.append(page)

    def cover(self) -> None:
        """Another page lies over what stands."""
        self._pages.append(deque(maxlen=MOST))

    def uncover(self) -> None:
        """It is gone, and all it held."""
        if len(self._pages) > 1:
            self._pages.pop()

    @property
    def covered(self) -> bool:
        """Whether another page lies under this one."""
        return len(self._pages) > 1

    def clear(self) -> None:
        """Nothing is left of this page."""
        self._pages[-1].clear()

    def last(self, rows: int, fitted: Callable[[str], list[str]]) -> list[str]:
        """The newest lines that go into so many rows."""
        lines: list[str] = []
        for page in reversed(self._pages[-1]):
            lines = [part for text in page() for part in fitted(text)] + lines
            if len(lines) >= rows:
                break
        return lines[-rows:] if rows > 0 else []


def rows_of(text: str, columns: int) -> int:
    """How many rows of a window it takes, and the cursor behind it."""
    return sum(max(1, ceil((cells(line) + 1) / columns)) for line in text.split("\n"))
