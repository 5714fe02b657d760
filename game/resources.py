"""What is shipped beside the code: the rulebook and the version."""

from importlib import metadata
from pathlib import Path

from cards.language import _
from game.errors import UserError

_HERE = Path(__file__).parent
_DOCS = (_HERE / "docs", _HERE.parent / "docs")  # in an installed wheel (see setup.py), in a checkout


def rulebook() -> str:
    """Read the whole rulebook, as Markdown."""
    for folder in _DOCS:
        path = folder / "rulebook.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise UserError(_("the rulebook is not there"), where=str(_DOCS[0]), right=_("install accord again"))


def version() -> str:
    """Give the version as pyproject.toml states it."""
    return metadata.version("accord")
