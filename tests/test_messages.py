"""What people read goes through the catalogue, and every translation of it is whole (docs/translating.md)."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest
from jinja2 import Environment
from polib import POEntry, POFile, pofile

from cards import language
from tests import messages
from tests.messages import ROOT

pytestmark = pytest.mark.xdist_group("messages")  # one process looks for them
LANGUAGES = sorted(path.stem for path in language.LOCALE.glob("*.po"))
MARKS = {"_", "N_", "ngettext", "pgettext"}
WORDS = re.compile(r"[A-Za-z]{2,}.* |\S* .*[A-Za-z]{2,}")

# Rooms whose sentences are not for those who play: English only, for the reasons given.
ENGLISH_ONLY = {
    "rules/": "names no catalogue: what it refuses is found by tests.messages and translated in game/errors.py",
    "game/analysis/": "sheets of figures for researchers, whose columns are names of data",
    "game/cases/": "worked cases of the rulebook, for developers",
    "game/cli/balance.py": "prints the sheets of game/analysis",
    "game/bench.py": "prints names of figures, for developers",
    "game/cli/bench.py": "prints what game/bench.py measures",
    "game/peers.py": "names of other engines and their games, for developers",
    "game/vocabulary.py": "the notation, which is the same in every language (§11)",
}
# ... and what in them is read at the table after all
SPOKEN = ("game/analysis/whatif.py", "game/analysis/whatif_sheets.py", "game/analysis/wishes.py")
# Strings with a space that nobody reads as a sentence, or that are typed or parsed as they stand
NO_SENTENCES = {
    "cards/__init__.py": {"module {} has no attribute {}"},  # of Python
    "cards/base.py": None,  # a pattern
    "cards/complaints.py": {"Value error, ", "Input should"},  # what pydantic says, taken off or replaced
    "cards/grammar.py": {r" \{([mf]p?)\}$"},
    "cards/jsonschema.py": {"A scenario of Accord, file by file"},  # the schema, for editors
    "cards/loader.py": {r"\s*\(at line (\d+), column (\d+)\)", " (at end of document)", "{}/{}.po: {}"},  # tomllib's
    "cards/messages.py": None,  # heads of files of messages
    "cards/names.py": {"tag of an area"},  # a key of a table
    "cards/program.py": {"standing effect", "home front"},  # the same
    "cards/reading.py": None,  # keys of TOML
    "cards/vocabulary.py": None,  # names of effects as TOML writes them
    "game/orphans.py": {"end with parent"},  # the name of a thread
    "game/__init__.py": {"module {} has no attribute {}"},  # of Python
    "game/adapters/drawing.py": {"DejaVu Sans Mono"},  # the letters of matplotlib
    "game/adapters/features.py": None,  # names of numbers, as notation is
    "game/adapters/openspiel.py": {  # faults of a program that uses it, for its author
        "an observer of accord takes no parameters, not {}",
        "there is no {} {}; they are numbered 0 to {}",
    },
    "game/adapters/openspiel_observer.py": None,  # names of pieces and rows of a tensor
    "game/adapters/openspiel_tree.py": {  # Gambit's format; for the author of a program
        'EFG 2 R "{} {}" { {} }',
        "{} has more than {} nodes; take a smaller size",
    },
    "game/adapters/text.py": {"illegal at its decision {}", "pip install textarena"},  # of a header; a command
    "game/analysis/whatif.py": {"as it was"},  # as data
    "game/analysis/whatif_sheets.py": {"outside lower center"},  # of matplotlib
    "game/arena.py": {"the bot of {} plays {}, which isn't legal", "the record"},  # a fault of a bot, for its author
    "game/bots/__init__.py": {", then "},  # of the header of a record
    "game/bots/external.py": None,  # the protocol of bots that are programs, for their authors
    "game/bots/fallible.py": {"{} at its decision {}"},  # the header of a record
    "game/bots/guest.py": {"{} is not legal now"},  # for the author of a bot
    "game/bots/loading.py": {"{} ({}, line {})", "act(observation, legal)"},  # as Python says it
    "game/bots/program.py": None,  # the same
    "game/dealer.py": {"weights that sum to less than their sum", "accord game {} {}", "accord draw {} {} {}"},
    "game/growth.py": None,  # TOML of scenarios that are made to be measured
    "game/facts.py": None,  # kinds of action as data, and the header of a record
    "game/cli/__init__.py": {
        "{} is not a click command",
        "accord {}, {}",
        "accord: {}",
        "accord: {}: {}",
    },
    "game/cli/scenario.py": {"fr, or pt_BR"},
    "game/cli/asides.py": {
        "map, areas",
        "draft, issues",
        "ledger, discards",
        "hand, worth",
        "rules 3.3",
        "clock, pause",
        "propose {}",
        "card {}",
    },  # words that are typed
    "game/cli/hotseat.py": {"{} play --resume {}", "propose {}"},
    "game/cli/paint.py": {"bold red", "bold cyan"},
    "game/cli/play.py": {"accord replay {}", "{} report {}", "{} --game {}", "--resume FILE"},
    "game/cli/slips.py": {": card NAME event; order hold; attend", "{} --no-pins", "{}: attend"},
    "game/cli/terminal.py": {"section "},  # for §, where there is none
    "game/cli/tutorial.py": None,  # lines to type; lessons are marked, each of them
    "game/extras.py": {'pip install "accord[{}]"', " and "},
    "game/foresight.py": {"{name} {before} → {now}"},
    "game/lineups.py": {"--lineup {} --seats greedy,random"},
    "game/menu.py": {"Choice | None"},
    "game/pages.py": {"accord scenario show {}"},
    "game/paper.py": None,  # a pattern
    "game/record.py": {
        "by the clock",
        "--game 1",
        "# being written:",
        "# This file holds the secrets of every seat: nobody who plays should read it before the game is over.",
        r"^close (\d+)$",
        "close {}",
        "journal: yes  #",
    },  # a record is the same in every language
    "game/replay.py": None,
    "game/report/figures.py": {
        "upper left",
        "outside lower center",
        "outside right upper",
        "offset points",
    },  # of matplotlib
    "game/report/pages.py": {r"\[((?:[A-Za-z]+\d+(?: |(?=\])))+)\]"},
    "game/report/questions.py": {"{} of {} is no number"},  # never reached
    "game/report/render.py": {'<a href="#line-{}">{}</a>', "a report is whole in itself, and asked for {}"},
    "game/report/svg.py": {"{}-title {}-desc", "DejaVu Sans"},
    "game/saves.py": {"\njournal: yes"},
    "game/slips.py": {"card none", "order hold", "choose {}"},
    "game/table.py": {"{issue} ({id})"},
    "game/vault.py": None,
    "game/views.py": {"hand {} {}", "agenda {} {}"},  # facts as lines of the notation
}


@cache
def _read(path: Path) -> tuple[ast.Module, dict[ast.AST, ast.AST]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tree, {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _is_call(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of several words that are neither docstrings nor marked nor help of a command."""
    tree, parents = _read(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if WORDS.search(text) and not _is_excused(node, parents):
            yield node.lineno, text


def _is_excused(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    if isinstance(parents[node], ast.Expr | ast.JoinedStr):  # a docstring; a part of what is asked about as a whole
        return True
    while node in parents and not isinstance(node, ast.stmt):
        parent = parents[node]
        if _is_call(parent, MARKS) or (isinstance(parent, ast.keyword) and parent.arg in {"help", "metavar"}):
            return True
        node = parent
    return False


def _in_comprehension(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a variable lives there alone."""
    while node in parents and not isinstance(node, ast.stmt):
        node = parents[node]
        if isinstance(node, ast.comprehension):
            return True
    return False


class TestTheSource:
    def test_what_people_read_is_marked(self) -> None:
        wrong = []
        for path in messages.sources():
            name = path.relative_to(ROOT).as_posix()
            known = NO_SENTENCES.get(name, set())
            if known is None or (name not in SPOKEN and any(name.startswith(room) for room in ENGLISH_ONLY)):
                continue
            wrong += [f"{name}:{line}: {text}" for line, text in _sentences(path) if text not in known]
        assert wrong == []

    def test_what_people_read_in_templates_is_marked(self) -> None:
        wrong = []
        for path in messages.templates():
            tokens = Environment(autoescape=True).lex(path.read_text(encoding="utf-8"))
            bare = "".join(text for _line, part, text in tokens if part == "data")
            read = re.sub(r"<[^<>]*>", "", bare) + "".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', bare))
            wrong += [f"{path.name}: {words}" for words in re.findall(r"[A-Za-z]{2,}[^\n]*", read)]
        assert wrong == []

    def test_every_exception_is_still_needed(self) -> None:
        gone = []
        for name, texts in NO_SENTENCES.items():
            found = {text for _line, text in _sentences(ROOT / name)}
            gone += [f"{name}: {text}" for text in (texts if texts is not None else set()) if text not in found]
        assert gone == []

    def test_what_is_marked_is_found(self) -> None:
        """A mark within a call of another, or within an f-string, is overlooked."""
        known = {message.text for message in messages.found()}
        wrong = []
        for path in messages.sources():
            for node in ast.walk(_read(path)[0]):
                if _is_call(node, MARKS) and isinstance(node, ast.Call):
                    first = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                    if first and not known & set(first):
                        wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
        assert wrong == []

    def test_a_message_stands_whole_in_its_call(self) -> None:
        """Not in the middle of an f-string, where it is not found, and not put together of pieces."""
        wrong = []
        for path in messages.sources():
            tree, parents = _read(path)
            for node in ast.walk(tree):
                if not (_is_call(node, MARKS) and isinstance(node, ast.Call)):
                    continue
                inside = node
                if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:2]):
                    wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
                walk: ast.AST = inside
                while walk in parents and not isinstance(walk, ast.stmt):
                    walk = parents[walk]
                    if isinstance(walk, ast.JoinedStr) and any(isinstance(a, ast.Constant) for a in node.args):
                        wrong.append(f"{path.name}:{node.lineno}: {ast.unparse(node)} in an f-string")
        assert wrong == []

    def test_no_function_has_a_variable_named_like_the_mark(self) -> None:
        wrong = []
        for path in messages.sources():
            tree, parents = _read(path)
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef):
                    names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == "_"]
                    bound = any(
                        isinstance(node.ctx, ast.Store) and not _in_comprehension(node, parents) for node in names
                    )
                    called = any(_is_call(node, {"_"}) for node in ast.walk(function))
                    wrong += [f"{path.name}:{function.lineno}: {function.name}"] if bound and called else []
        assert wrong == []


def fields(text: str) -> set[str]:
    """What a message leaves to be filled in, `{}` by its number; the mark at the end of a name is none of it."""
    text = re.sub(r" \{[mf]p?\}$", "", text)
    found = [name for _text, name, _form, _sign in string.Formatter().parse(text) if name is not None]
    return {name or str(number) for number, name in enumerate(found)}


@lru_cache
def _catalogue(code: str) -> POFile:
    return pofile(str(language.LOCALE / f"{code}.po"), encoding="utf-8")


def _filled(entry: POEntry) -> Iterator[tuple[str, str]]:
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    for number, text in entry.msgstr_plural.items():
        # A form for one thing alone need not say how many there are
        yield entry.msgid_plural if number or "{n}" in text else entry.msgid, text


@pytest.mark.parametrize("code", LANGUAGES)
class TestATranslation:
    def test_has_every_message_and_no_other(self, code: str) -> None:
        wanted = {message.key for message in messages.found()}
        there = {(entry.msgctxt, entry.msgid) for entry in _catalogue(code) if not entry.obsolete}
        assert (wanted - there, there - wanted) == (set(), set()), "run: make messages"

    def test_is_complete_and_nothing_in_it_is_doubtful(self, code: str) -> None:
        assert [entry.msgid for entry in _catalogue(code) if not entry.translated()] == []

    def test_fills_in_the_same_things(self, code: str) -> None:
        phrases = {"signs or refuses", "has the floor"}  # of rules/: they may ask the seat for its form
        wrong = []
        for entry in _catalogue(code):
            of_rules = entry.occurrences == [("rules/kernel.py", "")] and not fields(entry.msgid)
            for source, text in _filled(entry):
                extra = {"0"} if of_rules or source in phrases else set()
                names = fields(text) - extra
                if names != fields(source) - extra and not _says_the_number_otherwise(source, text):
                    wrong.append((source, text))
        assert wrong == []

    def test_keeps_the_spaces_at_the_ends(self, code: str) -> None:
        def ends(text: str) -> tuple[str, str]:
            return text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]

        wrong = [
            entry.msgid
            for entry in _catalogue(code)
            for source, text in _filled(entry)
            if ends(source) != ends(text) and entry.msgctxt is None
        ]
        assert wrong == []

    def test_its_patterns_are_patterns(self, code: str) -> None:
        from game.cli.paint import ALARM

        with language.speaking(code):
            re.compile(language._(ALARM))


def _says_the_number_otherwise(source: str, text: str) -> bool:
    """`{numbers}` and `{number}` stand for words of a language; where its grammar holds the number they may go."""
    return fields(source) - fields(text) <= {"number", "numbers", "area"} and fields(text) <= fields(source)


class TestFrench:
    """Its typography, as the glossary says."""

    @pytest.mark.parametrize(
        ("pattern", "rule"),
        [
            (r"(?<=\w) [;!?](?=\s|$)", "a narrow no-break space before ; ! ?"),
            (r"(?<=\w) :(?=\s|$)", "a no-break space before a colon"),
            (r"« (?! )", "a no-break space inside guillemets"),
            (r"[a-zéàA-Z]'[a-zéàêA-Z]", "the apostrophe is ’"),
            (r"\.\.\.(?! ?\()(?=[a-z])", "an ellipsis is followed by a space"),
        ],
    )
    def test_is_typeset_as_the_glossary_says(self, pattern: str, rule: str) -> None:
        texts = [text for entry in _catalogue("fr") for _source, text in _filled(entry)]
        assert [text for text in texts if re.search(pattern, text)] == [], rule
