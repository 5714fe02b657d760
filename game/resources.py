"""What is shipped beside the code: the rulebook and the version."""

import re
from importlib import metadata, util
from pathlib import Path
from typing import Final

from cards.language import N_, _, current
from game.errors import UserError

_HERE = Path(__file__).parent
_MARK: Final = re.compile(r"^<!--.*-->\n", re.MULTILINE)  # tests/test_translated_docs.py says what for
_DOCS = (_HERE / "docs", _HERE.parent / "docs")  # in an installed wheel (see setup.py), in a checkout


def rulebook() -> str:
    """Read the whole rulebook, as Markdown: in the language spoken where there is a translation, else in English."""
    for folder in _DOCS:
        for path in (folder / f"rulebook.{current().code}.md", folder / "rulebook.md"):
            if path.is_file():
                return _MARK.sub("", path.read_text(encoding="utf-8"))
    raise UserError(_("the rulebook is not there"), where=str(_DOCS[0]), right=_("install accord again"))


def version() -> str:
    """Give the version as pyproject.toml states it."""
    return metadata.version("accord")


def is_compiled() -> bool:
    """Whether the rules run compiled (setup.py), and not as plain Python."""
    spec = util.find_spec("rules.kernel")
    return spec is not None and not str(spec.origin).endswith(".py")


def engine() -> str:
    """What the rules run as, for people: a message, to be translated where it is shown."""
    return N_("compiled rules") if is_compiled() else N_("rules in plain Python")
