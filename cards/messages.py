"""A scenario's file of messages for a language, brought up to date: what translators fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polib import POEntry, POFile, pofile

from cards.language import ENGLISH, speaking
from cards.loader import load, unreadable
from cards.prose import Message, messages_of

HEAD: Final = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
WIDTH: Final = 110

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Updated:
    """A file of messages as it should be now."""

    path: Path
    text: str
    texts: int
    missing: int  # without a translation
    doubtful: int  # translated when the English was another
    dropped: int  # no longer in the scenario


def update(name_or_path: str | Path, code: str) -> Updated:
    """The messages of a scenario for that language; what was translated before is kept."""
    with speaking(ENGLISH):
        manuscript = load(name_or_path)
    path = manuscript.folder / f"{code}.po"
    before = _read(path)
    old = {_key(entry): entry for entry in before if not entry.obsolete}
    entries = {_key(entry): entry for entry in _entries(messages_of(manuscript.written))}
    stood = {place: entry for entry in old.values() for place in entry.comment.split("\n")}
    for key, entry in entries.items():
        _keep(entry, old.get(key), stood)
    after = _file(before, manuscript.scenario.title, code, list(entries.values()))
    return Updated(
        path,
        f"{after}\n",
        texts=len(entries),
        missing=sum(not entry.msgstr for entry in entries.values()),
        doubtful=sum(entry.fuzzy for entry in entries.values()),
        dropped=len(old.keys() - entries.keys()),
    )


def _read(path: Path) -> POFile:
    if not path.exists():
        return POFile()
    try:
        return pofile(str(path), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _key(entry: POEntry) -> Key:
    return entry.msgid, entry.msgctxt


def _entries(messages: list[Message]) -> list[POEntry]:
    """One for each text of a context, with all the places where it stands."""
    found: dict[Key, POEntry] = {}
    for one in messages:
        entry = found.setdefault((one.text, one.context), POEntry(msgid=one.text, msgctxt=one.context))
        entry.comment = f"{entry.comment}\n{one.place}".strip()
        if (one.file, "") not in entry.occurrences:
            entry.occurrences.append((one.file, ""))
    return list(found.values())


def _keep(entry: POEntry, same: POEntry | None, stood: dict[str, POEntry]) -> None:
    """Give the entry its translation of before, or that of the text which stood in its place: to be looked at."""
    if same is not None:
        entry.msgstr, entry.flags, entry.tcomment = same.msgstr, same.flags, same.tcomment
        return
    former = next((stood[place] for place in entry.comment.split("\n") if place in stood), None)
    if former is not None and former.msgstr:
        entry.msgstr, entry.tcomment = former.msgstr, former.tcomment
        entry.previous_msgid, entry.flags = former.msgid, ["fuzzy"]


def _file(before: POFile, title: str, code: str, entries: list[POEntry]) -> POFile:
    after = POFile(wrapwidth=WIDTH)
    after.header = before.header or f' {title}, for Accord (docs/scenario-format.md, "In other languages").'
    after.metadata = before.metadata or {"Project-Id-Version": title, "Language": code, **HEAD}
    after.extend(entries)
    return after
