"""The record of a game: a header and one line an action, as text that people can read and write (§11).

    accord-record 1
    scenario: empty-chairs
    size: class
    seed: 7

    headline big-orem          # a comment
    propose text presidency 2; ask gulf 1
    accept

Only the first two lines are needed. Draws that are written rule; the seed fills in those that are missing. What Accord
writes itself is canonical, complete and sealed: each line ends in `  #` and eight digits, the hash of the file up to
there, and the last line is `close` and the number of lines. A line that was taken because a clock had run out has the
comment `# by the clock`. A seal shows that a file was cut off or altered, by
accident or by hand; it is no signature, since anyone can compute it. Take the digits away and the record is unsealed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import cards
from cards.errors import quoted
from cards.language import _
from game.errors import UserError, why
from game.files import LARGEST, decoded, read_bytes, write_whole
from game.header import KEYS, RULES, Header, header_of
from game.vault import is_locked, unlocked
from rules.scenario import Scenario

FORMAT: Final = 1
MAGIC: Final = "accord-record"
SEAL: Final = re.compile(r"^(.*)  #([0-9a-f]{8})$")
CLOSE: Final = re.compile(r"^close (\d+)$")
RESEED: Final = "reseed"
UNDO: Final = "undo"
BY_CLOCK: Final = "by the clock"
DRAFT: Final = "# being written:"  # a comment of journals; a closed record has none
WARNING: Final = "# This file holds the secrets of every seat: nobody who plays should read it before the game is over."


@dataclass
class Record:
    """A header and the lines below it; `numbers` says where in the file `where` each stands."""

    header: Header
    lines: list[str]
    where: str = "record"
    numbers: list[int] = field(default_factory=list)
    sealed: bool = False
    by_clock: frozenset[int] = frozenset()  # the lines that nobody chose: their time had run out (§11)
    draft: str = ""  # of a journal: the package that somebody was writing when the game was left
    result: Mapping[str, Any] | None = None  # what a run wrote beside the game; `verify` compares it

    def place(self, index: int) -> str:
        """Where a line stands, for errors."""
        return f"{self.where}:{self.numbers[index]}" if index < len(self.numbers) else self.where

    def table(self) -> Scenario:
        """The compiled scenario it was played with; UserError if that isn't there any more."""
        header = self.header
        if header.rules != RULES:
            raise UserError(
                _("played by version {rules} of the rules").format(rules=header.rules),
                where=self.where,
                right=_("this Accord has version {n}; replay it with the one that wrote it").format(n=RULES),
            )
        table = table_of(header, Path(self.where).parent, self.where)
        for seat, _who in header.seats:
            if seat not in table.seat_ids:
                right = _("there are {names}").format(names=", ".join(table.seat_ids))
                raise UserError(_("its seats name {text}").format(text=quoted(seat)), where=self.where, right=right)
        if header.hash and header.hash != table.hash:
            raise UserError(
                _('played with another edition of "{scenario}" ({text})').format(
                    scenario=header.scenario, text=quoted(header.hash, 13)
                ),
                where=self.where,
                right=_("the one here is {text}; put its files back, or take the hash away to try").format(
                    text=quoted(table.hash, 13)
                ),
            )
        return table


def scenario_of(header: Header, folder: Path) -> str:
    """The name or path of a header's scenario; a relative path is looked for in `folder`, beside the record, first."""
    name = header.scenario
    return str(folder / name) if "/" in name and (folder / name).is_dir() else name


def table_of(header: Header, folder: Path, where: str) -> Scenario:
    """The compiled scenario that a header names."""
    name = scenario_of(header, folder)
    try:
        return cards.table(name, header.size or None, headlines=dict(header.headlines))
    except cards.ScenarioError as error:
        raise UserError(str(error), where=where) from error


# Text


class Sealer:
    """Writes lines with the hash of everything before them."""

    def __init__(self, written: str = "") -> None:
        """Go on after `written`."""
        self._hash = blake2b(written.encode(), digest_size=4)

    def line(self, text: str) -> str:
        """The line with its seal."""
        self._hash.update(text.encode())
        line = f"{text}  #{self._hash.hexdigest()}\n"
        self._hash.update(line[len(text) :].encode())
        return line

    def blank(self) -> str:
        """An empty line, part of what the next seal covers."""
        self._hash.update(b"\n")
        return "\n"

    def copy(self) -> Sealer:
        """One that writes the same from here."""
        new = Sealer()
        new._hash = self._hash.copy()
        return new


def opening(header: Header, sealer: Sealer, *, secret: bool = False) -> str:
    """The header as text, sealed; of a game that goes on it begins with a warning."""
    parts = [sealer.line(f"{MAGIC} {FORMAT}")]
    if secret or header.journal:
        parts.append(sealer.line(WARNING))
    parts += [sealer.line(f"{key}: {value}") for key, value in header.items()]
    return "".join(parts) + sealer.blank()


def marked(line: str, *, by_clock: bool) -> str:
    """A line as it is written, with the comment that says who took it if nobody did."""
    return f"{line}  # {BY_CLOCK}" if by_clock else line


def dumps(record: Record, *, secret: bool = False) -> str:
    """The record as Accord writes it: sealed and closed; `secret` puts the warning before it."""
    sealer = Sealer()
    parts = [opening(record.header.closed(), sealer, secret=secret)]
    parts += [sealer.line(marked(line, by_clock=index in record.by_clock)) for index, line in enumerate(record.lines)]
    parts.append(sealer.line(f"close {len(record.lines)}"))
    return "".join(parts)


def loads(text: str, where: str = "record") -> Record:
    """Read one record, as text or as a line of JSON; UserError names the line of the first thing that is wrong."""
    if text.lstrip().startswith("{"):
        return from_json(text, where)
    lines = text.removesuffix("\n").split("\n")
    _refuse_torn_journal(lines, where)
    sealed = _check_seals(lines, where)
    bare = [(number, _bare(line, sealed=sealed)) for number, line in enumerate(lines, 1)]
    _check_magic(lines[0], bare[0][1], where)
    bare = [(number, line) for number, line in bare[1:] if line]
    length = next((i for i, (_number, line) in enumerate(bare) if not _is_header_line(line)), len(bare))
    header = _header(bare[:length], where)
    played = bare[length:]
    if played and (close := CLOSE.match(played[-1][1])):
        played = played[:-1]
        if sealed and int(close[1]) != len(played):
            raise UserError(
                _("closes {close} lines, but there are {n}").format(close=close[1], n=len(played)), where=where
            )
    elif sealed and not header.journal:
        raise UserError(
            _("the closing line is missing: the file is cut off"),
            where=f"{where}:{len(lines)}",
            right=_("take it from a copy, or take the hashes away to read what is left as unsealed"),
        )
    numbers = [number for number, _line in played]
    by_clock = frozenset(index for index, number in enumerate(numbers) if _says_clock(lines[number - 1]))
    draft = _draft(lines[numbers[-1] if numbers else length :]) if header.journal else ""
    return Record(header, [line for _number, line in played], where, numbers, sealed, by_clock, draft)


def _draft(unplayed: list[str]) -> str:
    """What the last comment below the lines that were played says of a package, "" if it was given up."""
    said = [SEAL.sub(r"\1", line) for line in unplayed]
    return next((line.removeprefix(DRAFT).strip() for line in reversed(said) if line.startswith(DRAFT)), "")


def _refuse_torn_journal(lines: list[str], where: str) -> None:
    """A running game that was killed in mid-line can be gone on with, which is better than to be read as it is."""
    running = any(line.startswith("journal: yes  #") for line in lines[: len(KEYS) + 2])
    if running and len(lines) > 1 and lines[-1] and SEAL.match(lines[-2]) and not SEAL.match(lines[-1]):
        raise UserError(
            _("the last line of this running game was only half written"),
            where=f"{where}:{len(lines)}",
            right=_("go on with it by accord play --resume, which mends it"),
        )


def _is_header_line(line: str) -> bool:
    return ":" in line


def _bare(line: str, *, sealed: bool) -> str:
    if sealed and (match := SEAL.match(line)):
        line = match[1]
    return line.partition("#")[0].strip()


def _says_clock(line: str) -> bool:
    return (SEAL.sub(r"\1", line)).partition("#")[2].strip() == BY_CLOCK


def _check_magic(raw: str, line: str, where: str) -> None:
    words = line.split()
    if len(words) != 2 or words[0] != MAGIC:  # noqa: PLR2004 (the word and the number)
        raise UserError(
            _("{text} is not how a record begins").format(text=quoted(raw)),
            where=f"{where}:1",
            right=_('with "{word} {n}"').format(word=MAGIC, n=FORMAT),
        )
    if words[1] != str(FORMAT):
        raise UserError(
            _("is in format {text}").format(text=quoted(words[1])),
            where=f"{where}:1",
            right=_("this Accord reads format {n}").format(n=FORMAT),
        )


def _check_seals(lines: list[str], where: str) -> bool:
    """Whether the text is sealed; UserError if a seal is missing or wrong."""
    found = [SEAL.match(line) for line in lines]
    if not any(found):
        return False
    sealer = Sealer()
    for number, (line, match) in enumerate(zip(lines, found, strict=True), 1):
        if not line:
            sealer.blank()
        elif match is None or sealer.line(match[1]) != line + "\n":
            what = _("the line has no seal") if match is None else _("the line was altered, or what is before it")
            raise UserError(
                what,
                where=f"{where}:{number}",
                right=_("take the file from a copy, or take all hashes away to read it as unsealed"),
            )
    return True


def _header(lines: list[tuple[int, str]], where: str) -> Header:
    values: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, line in lines:
        key, _colon, value = line.partition(":")
        key = key.strip()
        place = f"{where}:{number}"
        if key not in KEYS or key in values:
            what = _("{key} is there twice") if key in values else _("{key} is nothing a header has")
            raise UserError(
                what.format(key=quoted(key)),
                where=place,
                right=_("keys: {names}").format(names=", ".join(KEYS)),
            )
        values[key] = value.strip()
        places[key] = place
    return header_of(values, where, places)


# JSON, one game a line


def to_json(record: Record) -> str:
    """The record as one line of JSON, with the seal that its text would have."""
    values: dict[str, object] = {MAGIC: FORMAT}
    values.update(record.header.closed().items())
    values["rules"] = record.header.rules
    if record.header.seed is not None:
        values["seed"] = record.header.seed
    values["lines"] = record.lines
    if record.by_clock:
        values[BY_CLOCK] = sorted(record.by_clock)
    values["seal"] = _closing_seal(record)
    if record.result is not None:
        values["result"] = record.result
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, where: str) -> Record:
    """Read one line of JSON."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(
            _("is neither a record nor JSON"),
            where=where,
            right=_('begin with "{word} {n}"').format(word=MAGIC, n=FORMAT),
        ) from error
    if not isinstance(values, dict) or values.get(MAGIC) != FORMAT:
        raise UserError(
            _("is no record of a game"), where=where, right=_('one has "{word}": {n}').format(word=MAGIC, n=FORMAT)
        )
    lines = values.get("lines")
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise UserError(_('has no "lines"'), where=where, right=_("a list of texts"))
    header = header_of({key: str(values[key]) for key in KEYS if key in values}, where, {})
    result = values.get("result")
    by_clock = values.get(BY_CLOCK, [])
    if not (isinstance(by_clock, list) and all(isinstance(index, int) for index in by_clock)):
        raise UserError(
            _('its "{key}" is no list of lines').format(key=BY_CLOCK), where=where, right=_("count lines from 0")
        )
    record = Record(header, lines, where, by_clock=frozenset(by_clock))
    record.result = result if isinstance(result, dict) else None
    if "seal" in values:
        record.sealed = True
        if values["seal"] != _closing_seal(record):
            raise UserError(
                _("was altered: its seal doesn't fit"),
                where=where,
                right=_('take it from a copy, or take "seal" away to read it as unsealed'),
            )
    return record


def _closing_seal(record: Record) -> str:
    return dumps(record)[-9:-1]


# Files


def load(path: str | Path, number: int | None = None, passphrase: str | None = None) -> Record:
    """Read a record from a file; `number` (from 1) picks one where there are many."""
    path = Path(path)
    data = read_bytes(path) if number is None else b""
    if number is None and not data.lstrip().startswith(b"{"):
        return loads(text_of(data, str(path), passphrase), str(path))
    found = None
    for at, record in enumerate(load_all(path, passphrase), 1):
        if number is None and at > 1:
            raise UserError(
                _("holds many games"), where=str(path), right=_("say which one: {option}").format(option="--game 1")
            )
        found = record
        if at == number:
            return record
    if found is None or number is not None:
        raise UserError(_("has no game {n}").format(n=number or 1), where=str(path))
    return found


def is_json(path: Path) -> bool:
    """Whether a file holds records as JSON, one a line; False if it can't be read, and whoever reads it says why."""
    try:
        with path.open("rb") as file:
            return file.read(1) == b"{"
    except OSError:
        return False


def text_of(data: bytes, where: str, passphrase: str | None = None) -> str:
    """The text that a record's file holds, in clear or locked."""
    return unlocked(data, passphrase, where) if is_locked(data) else decoded(data, where)


def load_all(path: str | Path, passphrase: str | None = None) -> Iterator[Record]:
    """Every record of a file: one of text, or one a line of JSON."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            start = file.read(1)
            if start != b"{":
                yield loads(text_of(read_bytes(path), str(path), passphrase), str(path))
                return
            file.seek(0)
            yield from _json_lines(iter(lambda: file.readline(LARGEST + 1), b""), path)
    except OSError as error:
        raise UserError(_("can't be read: {problem}").format(problem=why(error)), where=str(path)) from error


def _json_lines(lines: Iterator[bytes], path: Path) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if len(line) > LARGEST:
            raise UserError(_("is larger than {n} MB").format(n=LARGEST >> 20), where=where)
        if line.strip():
            yield from_json(decoded(line, where), where)


def save(record: Record, path: str | Path, *, secret: bool = False) -> None:
    """Write the record, sealed: whole, or the old file stays as it was."""
    write_whole(Path(path), dumps(record, secret=secret).encode())
