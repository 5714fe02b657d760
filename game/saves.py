"""Games that are kept in the platform's own place: their names, what each one is, and how to find one again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.language import N_, _
from game import journal, record
from game.errors import UserError, why
from game.replay import replay
from game.vault import is_locked, is_over, what_is_locked
from rules.state import OVER

if TYPE_CHECKING:
    from game.session import Session

TRIES: Final = 1000
HEAD: Final = 10_000  # bytes that hold every header
GOING_ON, OVER_ID, LOCKED, DAMAGED = N_("going on"), N_("over"), N_("locked"), N_("damaged")


@dataclass(frozen=True)
class Save:
    """One kept game, as far as it can be read without its passphrase."""

    path: Path
    written: datetime
    state: str
    game: str = ""  # scenario and size
    turn: int = 0
    turns: int = 0
    seats: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether somebody may want to go on with it."""
        return self.state in {GOING_ON, LOCKED}


def folder() -> Path:
    """Where games are kept that nobody named a file for."""
    from platformdirs import user_data_path

    return user_data_path("accord", appauthor=False) / "games"


def new_path(scenario: str, size: str) -> Path:
    """A name for a new game: what is played and when; it tells nobody's name and no secret."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    name = f"{Path(scenario).name}-{size}-{datetime.now(tz=UTC).astimezone():%Y-%m-%d}"
    for number in range(1, TRIES):
        path = place / f"{name}-{number}.accord"
        if not path.exists():
            return path
    raise UserError(_("no name is free for another game today"), where=str(place), right=_("name one with --save"))


def is_journal(path: Path, passphrase: str | None = None) -> bool:
    """Whether a file is the journal of a running game; its last line may be torn, so it may not read as a record."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False  # whoever reads it next says why
    if is_locked(head):
        return "\njournal: yes" in journal.read(path, passphrase).text[:HEAD]
    return b"\njournal: yes" in head


def saves() -> list[Save]:
    """Every kept game, the newest first."""
    return sorted(_all(), key=lambda save: (save.written, save.path.name), reverse=True)


def find(name: str) -> Save:
    """The save of a number in the list, or of a file's name."""
    kept = saves()
    if name.isascii() and name.isdigit() and 1 <= int(name[:6]) <= len(kept):
        return kept[int(name) - 1]
    for save in kept:
        if name in (save.path.name, save.path.stem, str(save.path)):
            return save
    raise UserError(
        _('no save "{name}"').format(name=name),
        right=_("accord saves lists them, with their numbers") if kept else _("none is kept"),
    )


def located(path: Path) -> Path:
    """The file itself, or that of the save with this number or name where there is no such file."""
    if path.exists() or path.name != str(path):
        return path
    try:
        return find(path.name).path
    except UserError:
        return path  # whoever reads it says that it isn't there


def delete(save: Save) -> None:
    """Delete a save, unless its game is being played."""
    import os

    try:
        descriptor = os.open(save.path, os.O_RDWR)
        try:
            journal.lock(descriptor, save.path, save.path.stat().st_size)
        finally:
            os.close(descriptor)
        save.path.unlink()
    except OSError as error:
        raise UserError(_("can't be deleted: {problem}").format(problem=why(error)), where=str(save.path)) from error


def _all() -> Iterator[Save]:
    for path in folder().glob("*.accord"):
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone()
        except OSError:  # deleted just now
            continue
        try:
            yield _read(path, written)
        except Exception as error:  # noqa: BLE001 (one file that can't be read must not hide the others)
            yield Save(path, written, DAMAGED, problem=str(error))


def _read(path: Path, written: datetime) -> Save:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if is_locked(head):
        state = OVER_ID if is_over(head, str(path)) else LOCKED
        return Save(path, written, state, what_is_locked(head, str(path)))
    session = replay(record.loads(journal.read(path).text, str(path)))
    return Save(
        path,
        written,
        OVER_ID if session.to_move == OVER else GOING_ON,
        _game(session),
        session.state.turn,
        session.table.numbers.turns,
        session.header.seats,
    )


def _game(session: Session) -> str:
    return f"{Path(session.header.scenario).name} {session.table.size}"
