"""What is shipped beside the code: the rulebook and the version."""

from importlib import metadata, util
from pathlib import Path

from game.errors import UserError

_HERE = Path(__file__).parent
_DOCS = (_HERE / "docs", _HERE.parent / "docs")  # in an installed wheel (see setup.py), in a checkout


def rulebook() -> str:
    """Read the whole rulebook, as Markdown."""
    for folder in _DOCS:
        path = folder / "rulebook.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise UserError("the rulebook is not there", where=str(_DOCS[0]), right="install accord again")


def version() -> str:
    """Give the version as pyproject.toml states it."""
    return metadata.version("accord")


def is_compiled() -> bool:
    """Whether the rules run compiled (setup.py), and not as plain Python."""
    spec = util.find_spec("rules.kernel")
    return spec is not None and not str(spec.origin).endswith(".py")


def engine() -> str:
    """What the rules run as, for people."""
    return "compiled rules" if is_compiled() else "rules in plain Python"
