"""The passphrase of a locked file, where no table is laid: typed unseen, or the first line of a pipe."""

import sys
from pathlib import Path

from cards.language import _


def locked(path: str | Path) -> bool:
    """Whether a file is locked."""
    from game.vault import MAGIC, is_locked

    try:
        with Path(path).open("rb") as file:
            return is_locked(file.read(len(MAGIC)))
    except OSError:
        return False  # whoever reads it next says why


def asked(path: str | Path) -> str | None:
    """The passphrase for a file; None if it is not locked."""
    if not locked(path):
        return None
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    from getpass import getpass

    return getpass(_("Passphrase of {file}: ").format(file=path)).strip()
