"""The program's own messages, found in its source, and the files of their translations kept up to date.

    make messages             bring cards/locale/*.po up to date; what is translated is kept
    make messages NEW=pt_BR   begin a new language

Besides what is marked with `_`, `ngettext`, `pgettext` and `N_` there is text that cannot be marked where it stands:
the refusals of `rules/`, which knows no catalogue, and the help of commands and their options, which click reads.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.extract import extract
from polib import POEntry, POFile, pofile

from cards.language import LOCALE

ROOT: Final = Path(__file__).parent.parent
ROOMS: Final = ("rules", "cards", "game")
KEYWORDS: Final = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
WIDTH: Final = 110
METADATA: Final = {
    "Project-Id-Version": "Accord",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Message(NamedTuple):
    """What is translated as one."""

    context: str | None
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What tells it from others."""
        return self.context, self.text


@lru_cache
def found() -> dict[Message, list[str]]:
    """Every message in the order of the source, with the files that it stands in."""
    messages: dict[Message, list[str]] = {}
    for path in (*sources(), *templates()):
        name = path.relative_to(ROOT).as_posix()
        unmarked = _unmarked(path, name) if path.suffix == ".py" else ()
        for message in (*marked(path), *unmarked):
            files = messages.setdefault(message, [])
            if name not in files:
                files.append(name)
    return messages


def sources() -> list[Path]:
    """The files that may hold messages."""
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def templates() -> list[Path]:
    """The templates of pages, which may hold messages too."""
    return sorted((ROOT / "game").rglob("*.j2"))


def marked(path: Path) -> Iterator[Message]:
    """The messages that are marked in a file."""
    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    with path.open("rb") as file:
        for _line, told, _comments, context in extract(method, file, keywords=KEYWORDS):
            text, plural = told if isinstance(told, tuple) else (told, "")
            yield Message(context, text, plural)


def _unmarked(path: Path, name: str) -> Iterator[Message]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if name.startswith("rules/"):
        yield from _refusals(tree)
        if name == "rules/kernel.py":
            yield from _phrases(tree)
    if name.startswith("game/cli/"):
        yield from _help(tree)


def _refusals(tree: ast.Module) -> Iterator[Message]:
    """The sentences of `RulesError(section, code, sentence, ...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RulesError":
            yield from (Message(None, text) for text in _texts(node.args[2:3]) if text)


def _phrases(tree: ast.Module) -> Iterator[Message]:
    """What a seat is asked, which refusals tell: the values of ASKED, and what it is when a card offers a choice."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "ASKED" and isinstance(node.value, ast.Dict):
            yield from (Message(None, text) for text in _texts(node.value.values))
        if isinstance(node, ast.IfExp) and "ASKED" in ast.unparse(node.orelse):
            yield from (Message(None, text) for text in _texts([node.body]))


def _help(tree: ast.Module) -> Iterator[Message]:
    """Help of options, and the docstrings of commands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            decorators = [ast.unparse(one) for one in node.decorator_list]
            text = ast.get_docstring(node)
            if text and any("command(" in one or "group(" in one for one in decorators):
                yield Message(None, inspect.cleandoc(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("click."):
            helps = [keyword.value for keyword in node.keywords if keyword.arg == "help"]
            yield from (Message(None, text) for text in _texts(helps))


def _texts(nodes: Sequence[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# The files of translations


def updated(before: POFile, code: str) -> POFile:
    """The file as it should be: every message, those translated before with their translations."""
    old: dict[tuple[str | None, str], POEntry] = {
        (entry.msgctxt, entry.msgid): entry for entry in before if not entry.obsolete
    }
    after = POFile(wrapwidth=WIDTH)
    after.header = before.header or f" Accord, the program's own texts (docs/translating.md): {code}"
    after.metadata = before.metadata or {**METADATA, "Language": code}
    messages = found()
    known = {message.key for message in messages}
    gone = {entry.msgid: entry for key, entry in old.items() if key not in known and entry.translated()}
    for message, files in messages.items():
        entry = POEntry(msgid=message.text, msgctxt=message.context, occurrences=[(file, "") for file in files])
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {0: "", 1: ""}
        _keep(entry, old.get(message.key), gone)
        after.append(entry)
    return after


def _keep(entry: POEntry, same: POEntry | None, gone: dict[str, POEntry]) -> None:
    """Its translation of before; or that of a message that was like it and is no more, to be looked at."""
    near = get_close_matches(entry.msgid, gone, n=1, cutoff=0.75) if same is None else []
    former = same or (gone[near[0]] if near else None)
    if former is None:
        return
    entry.tcomment = former.tcomment
    if entry.msgid_plural and former.msgstr_plural:
        entry.msgstr_plural = former.msgstr_plural
    elif entry.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, former.msgstr)
    else:
        entry.msgstr = former.msgstr or former.msgstr_plural.get(0, "")
    entry.flags = [flag for flag in former.flags if same is not None or flag != "fuzzy"]
    if same is None or bool(same.msgid_plural) != bool(entry.msgid_plural):
        entry.flags.append("fuzzy")


def main(new: Sequence[str]) -> None:
    """Bring every language up to date, and begin new ones."""
    codes = sorted({*(path.stem for path in LOCALE.glob("*.po")), *new})
    for code in codes:
        path = LOCALE / f"{code}.po"
        after = updated(pofile(str(path), encoding="utf-8") if path.exists() else POFile(), code)
        path.write_text(f"{after}\n", encoding="utf-8")
        left = [entry for entry in after if not entry.translated()]
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(after)} messages, {len(left)} to translate or to look at\n")


if __name__ == "__main__":
    main(sys.argv[1:])
