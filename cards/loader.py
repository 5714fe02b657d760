"""From a folder of TOML files to models; whatever is wrong with them is one `ScenarioError` of one line."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cards.base import ID_PATTERN
from cards.complaints import place, real_path, sentence
from cards.errors import ScenarioError, did_you_mean, quoted
from cards.language import _, current
from cards.locate import file_of, lines, nearest
from cards.manuscript import Manuscript, error_at
from cards.prose import in_language
from cards.schema import Written

SIZE_LIMIT = 1_000_000  # bytes a file; the largest of the shipped scenarios is far below a tenth of it
OPTIONAL = "history.toml"
FILES = ("scenario.toml", "headlines.toml", "agendas.toml", "sources.toml", OPTIONAL)
DEPTH_LIMIT = 40  # keys and list entries on the way to a value

_SHIPPED = Path(__file__).parent
_AT_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")


def available() -> list[str]:
    """The ids of the scenarios that ship."""
    return sorted(path.parent.name for path in _SHIPPED.glob("*/scenario.toml"))


def load(name_or_path: str | Path) -> Manuscript:
    """The scenario of that id, or in that folder, in the language spoken; ScenarioError says what is wrong with it."""
    folder = find(name_or_path)
    data = _read_all(folder)
    _refuse_depth(folder, data)
    try:
        written = Written.model_validate(data)
    except ValidationError as error:
        raise _first_complaint(folder, data, error) from None
    _refuse_strays(folder, list(written.cards))
    messages = _messages(folder)
    return Manuscript(folder, data, _translated(folder, written, messages), messages)


def _messages(folder: Path) -> NullTranslations:
    """The scenario's own messages in the language spoken; none where it has no file for it."""
    try:
        return current().of(folder)
    except (OSError, ValueError) as error:
        raise unreadable(folder / f"{current().code}.po", error) from None


def unreadable(file: Path, error: Exception) -> ScenarioError:
    """The error of a file of messages that cannot be read."""
    shown = f"{file.parent.name}/{file.name}"
    what = str(error).partition("\n")[0].replace(str(file), shown)
    what = "".join(c if c.isprintable() else " " for c in what)
    return ScenarioError(
        _("{shown}: cannot be read as a file of messages: {what}").format(shown=shown, what=what[:1].lower() + what[1:])
    )


def _translated(folder: Path, written: Written, messages: NullTranslations) -> Written:
    if type(messages) is NullTranslations:
        return written
    try:
        return in_language(written, messages)
    except ScenarioError as error:
        raise ScenarioError(f"{folder.name}/{current().code}.po: {error}") from None


def find(name_or_path: str | Path) -> Path:
    """The folder of a shipped scenario, or the one that a path names."""
    shipped = available()
    if str(name_or_path) in shipped:
        return _SHIPPED / str(name_or_path)
    folder = Path(name_or_path)
    shown = quoted(str(name_or_path), 200)
    try:
        if folder.is_dir():
            return folder.resolve()
        exists = folder.exists()
    except (OSError, ValueError):
        exists = False
    if exists:
        raise ScenarioError(
            _("{shown} is not a folder; a scenario is a folder with a scenario.toml in it").format(shown=shown)
        )
    raise ScenarioError(
        _("there is no scenario {shown}{hint}").format(shown=shown, hint=did_you_mean(str(name_or_path), shipped))
    )


def _read_all(folder: Path) -> dict[str, Any]:
    scenario = _read(folder, "scenario.toml")
    seats = _seat_ids(scenario)
    history = {"history": _read(folder, OPTIONAL)} if (folder / OPTIONAL).exists() else {}
    return {
        "scenario": scenario,
        "cards": {seat: _read(folder, f"cards-{seat}.toml") for seat in seats},
        "headlines": _read(folder, "headlines.toml"),
        "agendas": _read(folder, "agendas.toml"),
        "sources": _read(folder, "sources.toml"),
        **history,
    }


def _refuse_depth(folder: Path, data: dict[str, Any]) -> None:
    """No scenario needs more than a few tables inside one another, and every reader of them recurses."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > DEPTH_LIMIT:
            raise error_at(folder, data, path, _("is nested too deeply"))
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, at), inner) for at, inner in enumerate(value)]


def _refuse_strays(folder: Path, seats: list[str]) -> None:
    """A file that nothing reads is a mistake in its name."""
    for path in sorted(folder.glob("*.toml")):
        if path.name in FILES:
            continue
        seat = path.stem.removeprefix("cards-")
        if not path.name.startswith("cards-"):
            shown = quoted(f"{folder.name}/{path.name}", 100)
            raise ScenarioError(
                _("{shown}: is no file of a scenario; there are cards-SEAT.toml, {files}").format(
                    shown=shown, files=", ".join(FILES)
                )
            )
        if seat not in seats:
            shown = quoted(f"{folder.name}/{path.name}", 100)
            raise ScenarioError(
                _("{shown}: there is no seat {seat}{hint}").format(
                    shown=shown, seat=quoted(seat), hint=did_you_mean(seat, seats)
                )
            )


def _seat_ids(scenario: dict[str, Any]) -> list[str]:
    """The seats whose cards are to be read; what is no id is left to the models to complain of."""
    seats = scenario.get("seat")
    tables = [seat for seat in seats if isinstance(seat, dict)] if isinstance(seats, list) else []
    ids = [str(seat.get("id")) for seat in tables]
    return [seat for seat in dict.fromkeys(ids) if re.fullmatch(ID_PATTERN, seat)]


def _read(folder: Path, name: str) -> dict[str, Any]:
    text = _read_text(folder / name, f"{folder.name}/{name}")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(f"{folder.name}/{name}", text, str(error)) from None
    except RecursionError:
        raise ScenarioError(
            _("{place}: something in it is nested too deeply").format(place=f"{folder.name}/{name}:1")
        ) from None
    except (ValueError, ArithmeticError):  # a number of thousands of digits
        raise ScenarioError(
            _("{place}: it holds a number that is far too long").format(place=f"{folder.name}/{name}:1")
        ) from None


def _read_text(path: Path, shown: str) -> str:
    try:
        if not path.exists():
            raise ScenarioError(_("{shown} is missing").format(shown=shown))
        if not path.is_file():
            raise ScenarioError(_("{shown} is not a file").format(shown=shown))
        if path.stat().st_size > SIZE_LIMIT:
            raise ScenarioError(
                _("{shown}: larger than {size} kB, so it is no scenario").format(shown=shown, size=SIZE_LIMIT // 1000)
            )
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioError(
            _("{shown} cannot be read: {reason}").format(shown=shown, reason=error.strerror or _("unknown reason"))
        ) from None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ScenarioError(_("{place}: not UTF-8 text").format(place=f"{shown}:{line}")) from None


def _syntax_error(shown: str, text: str, message: str) -> ScenarioError:
    at = _AT_LINE.search(message)
    line = int(at[1]) if at else text.count("\n") + 1
    told = (
        _("{place}: not valid TOML in column {column}: {what}")
        if at
        else _("{place}: not valid TOML at the end of the file: {what}")
    )
    what = _AT_LINE.sub("", message).replace(" (at end of document)", "")
    what = "".join(c if c.isprintable() else " " for c in what)
    return ScenarioError(told.format(place=f"{shown}:{line}", column=at and at[2], what=what[:1].lower() + what[1:]))


def _first_complaint(folder: Path, data: dict[str, Any], error: ValidationError) -> ScenarioError:
    """The complaint that stands first in the first file with any."""
    details = error.errors(include_url=False)
    paths = [real_path(data, detail["loc"]) for detail in details]
    # A list of which an entry is wrong may also be said to be too short
    inner = {path[:length] for path in paths for length in range(len(path))}
    found = [(detail, path) for detail, path in zip(details, paths, strict=True) if path not in inner]
    name, _ = file_of(found[0][1])
    known = lines((folder / name).read_text(encoding="utf-8"))
    detail, path = min(
        (entry for entry in found if file_of(entry[1])[0] == name),
        key=lambda entry: nearest(known, file_of(place(*entry))[1]),
    )
    return error_at(folder, data, place(detail, path), sentence(detail, path))
