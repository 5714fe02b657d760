"""Where in a TOML file a key stands.

tomllib reads values but forgets their lines. `lines` goes through a text that tomllib has accepted and
remembers the line of every table, key and list entry, so that an error can name it. It runs only once
something is wrong.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\r\n#]+")
_STRINGS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (r'"""(?:\\.|[^\\])*?"""+', r"'''.*?'''+", r'"(?:\\.|[^"\\])*"', r"'[^']*'")
)


def file_of(path: Path) -> tuple[str, Path]:
    """The file that a path leads into, and the rest of the path inside it."""
    if path[:1] == ("cards",):
        return f"cards-{path[1]}.toml", path[2:]
    return f"{path[0]}.toml", path[1:]


def lines(text: str) -> dict[Path, int]:
    """The line of every table, key and list entry of a valid TOML text, by its path."""
    return _Scan(text).run()


def line_of(text: str, path: Path) -> int:
    """The line where `path`, or as much of it as there is, begins."""
    return nearest(lines(text), path)


def nearest(known: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the closest table around it that has one."""
    while path and path not in known:
        path = path[:-1]
    return known.get(path, 1)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counted = 0  # the newlines before this position are in `line`
        self.found: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}  # of arrays of tables

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self._take("[["):
                table = self._header(array=True)
                self._take("]]")
            elif self._take("["):
                table = self._header(array=False)
                self._take("]")
            elif not self._pair(table):
                break
            self._skip()
        return self.found

    def _here(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _take(self, token: str) -> bool:
        self._skip()
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def _keys(self) -> Path:
        keys: list[str] = []
        while True:
            self._skip()
            bare = _BARE.match(self.text, self.at)
            if bare:
                self.at = bare.end()
                keys.append(bare.group())
            else:
                start = self.at
                self._string()
                keys.append(self.text[start + 1 : self.at - 1])
            if not self._take("."):
                return tuple(keys)

    def _header(self, *, array: bool) -> Path:
        line = self._here()
        keys = self._keys()
        path: Path = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            if array and depth == len(keys) - 1:
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        self.found.setdefault(path, line)
        return path

    def _pair(self, table: Path) -> bool:
        line = self._here()
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            self.found.setdefault(path, line)
        if not self._take("="):
            return False
        self._value(path)
        return self.at > start

    def _value(self, path: Path) -> None:
        if self._take("["):
            self._entries(path)
        elif self._take("{"):
            while not self._take("}") and self._pair(path):
                self._take(",")
        elif not self._string():
            scalar = _SCALAR.match(self.text, self.at)
            self.at = scalar.end() if scalar else len(self.text)

    def _entries(self, path: Path) -> None:
        index = 0
        while not self._take("]") and self.at < len(self.text):
            self.found[*path, index] = self._here()
            self._value((*path, index))
            self._take(",")
            index += 1

    def _string(self) -> bool:
        self._skip()
        for pattern in _STRINGS:
            match = pattern.match(self.text, self.at)
            if match:
                self.at = match.end()
                return True
        return False
