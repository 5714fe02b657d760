"""Reports in another language: wholly in French, and nothing of one is left out of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from polib import pofile

import cards
from cards.language import LOCALE, speaking
from game.cli import main
from game.record import save
from game.report import render
from game.report.blocks import Document
from game.report.course import course_of
from game.report.pages import document
from game.report.tournament import of_records
from tests.game.pseudo import PSEUDO
from tests.game.report.conftest import Case, Tournament
from tests.game.report.reading import strings
from tests.game.test_languages import LATIN, notation_of

KINDS = (  # of games that are told
    "agreeing, 1",
    "keeping, 1",
    "refusing, 1",
    "fighting, 1",
    "declining, 1",
    "a headline that was picked",
    "a turn",
    "away",
    "a catastrophe",
    "a conquest, 1",
    "disturbed",
    "silent",
    "two-banks-standard-upstream=greedy,others=random-1",
)
HOLE = re.compile(r"\{[^{}]*\}")
LONG = 12  # letters of a piece of a sentence that stands in no other language by chance


def pieces(text: str) -> list[str]:
    """What a sentence says between what is filled in."""
    return [part.strip(" .,:;?") for part in HOLE.split(text) if len(part.strip(" .,:;?")) >= LONG]


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Pieces of English sentences of the program and its scenarios, of those that are other words in French."""
    found: set[str] = set()
    for file in (LOCALE / "fr.po", *Path(cards.__file__).parent.glob("*/fr.po")):
        entries = [entry for entry in pofile(str(file), encoding="utf-8") if entry.translated()]
        french = "\n".join("\n".join((entry.msgstr, *entry.msgstr_plural.values())) for entry in entries)
        for entry in entries:
            texts = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
            found |= {piece for text in texts for piece in pieces(text) if piece not in french}
    return found


@pytest.fixture(scope="module")
def french(cases: dict[str, Case]) -> dict[str, Document]:
    """Reports in French."""
    with speaking("fr"):
        return {name: document(course_of(cases[name].record)) for name in KINDS}


@pytest.fixture(scope="module")
def said(french: dict[str, Document]) -> dict[str, str]:
    """What they say."""
    return {name: without_sources(report) for name, report in french.items()}


def found(pieces: set[str], texts: Iterable[str]) -> list[str]:
    """The pieces that stand in some of the texts."""
    read = "\n".join(sorted({line for text in texts for line in text.splitlines()}))
    return sorted(piece for piece in pieces if piece in read)


def without_sources(report: Document) -> str:
    """All that is read, but for the titles of works, which are in the language they are in."""
    sources = {text for section in report.sections if section.name == "sources" for text in _notes(section.blocks)}
    return "\n".join(text for text in strings(report) if text not in sources)


def _notes(blocks: tuple[object, ...]) -> Iterator[str]:
    for block in blocks:
        for note in getattr(block, "notes", ()):
            yield note.text


class TestFrench:
    def test_it_contains_none_of_the_english_sentences(
        self, cases: dict[str, Case], said: dict[str, str], english: set[str]
    ) -> None:
        assert found(english, [without_sources(cases[KINDS[0]].report)])
        assert found(english, said.values()) == []

    def test_it_says_as_much_as_the_english(self, cases: dict[str, Case], french: dict[str, Document]) -> None:
        for name, report in french.items():
            told = [(claim.kind, claim.lines, claim.values) for claim in cases[name].report.claims()]
            assert [(claim.kind, claim.lines, claim.values) for claim in report.claims()] == told

    def test_numbers_are_written_as_the_french_do(self, said: dict[str, str]) -> None:
        for name, read in said.items():
            assert re.search(r"\d,\d", read)
            assert re.findall(r"(?<![\d.])\d+\.\d(?!\d*\.)", read) == [], name
            assert re.findall(r" [:;?!]|\d %", read) == [], name

    @pytest.mark.no_cover
    def test_many_games_too(self, tournaments: dict[str, Tournament], english: set[str]) -> None:
        with speaking("fr"):
            reports = [of_records(games.records, Path("parties.jsonl")) for games in tournaments.values()]
        texts = list(map(without_sources, reports))
        assert found(english, texts) == []
        for read in texts:
            assert re.search(r"\d,\d \[\d+,\d\u202f; \d+,\d\]", read)
            assert re.findall(r"\d\.\d", read.replace("0.1.0", "")) == []

    def test_the_command_writes_it(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        cases: dict[str, Case],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        save(cases["away"].record, tmp_path / "partie.accord")
        assert main(["--lang", "fr", "report", "partie.accord", "--html", "--md"]) == 0
        assert capsys.readouterr().out == "écrit\u00a0: partie.html\nécrit\u00a0: partie.md\n"
        page = Path("partie.html").read_text(encoding="utf-8")
        assert '<html lang="fr">' in page
        assert "<h1>Deux rives\u00a0: ce qui s’est passé, et pourquoi</h1>" in page
        assert "satisfaction" in page
        assert ">ligne de l’enregistrement<" in page


@pytest.mark.no_cover
class TestNothingIsLeftOut:
    """Every word goes through the catalogue: in Hebrew letters no Latin one is left, but for names and the notation."""

    def test_on_the_page_of_a_game(self, cases: dict[str, Case]) -> None:
        case = cases["refusing, 1"]
        with speaking(PSEUDO):
            report = document(course_of(case.record))
            page, pages = render.html(report), render.markdown(report)
        sources = {source.text for source in case.book.manuscript.sources}
        known = notation_of(case.book.table) | {word for text in sources for word in LATIN.findall(text)}
        assert '<html lang="he" dir="rtl">' in page
        assert [text for text in read(page) if set(LATIN.findall(text)) - known] == []
        assert [line for line in pages.splitlines() if set(LATIN.findall(line)) - known] == []

    def test_on_the_page_of_many_games(self, tournaments: dict[str, Tournament]) -> None:
        games = tournaments["mixed"]
        with speaking(PSEUDO):
            page = render.html(of_records(games.records, Path("games.jsonl")))
        known = notation_of(games.books[0].table) | {
            "jsonl",
            "games",
            "greedy",
            "random",
            "event",
            "press",
            "OpenSkill",
        }
        assert [text for text in read(page) if set(LATIN.findall(text)) - known] == []


def read(page: str) -> list[str]:
    """Every text of a page but its record and its style."""
    root: Element = html5lib.parse(page, treebuilder="etree")
    return list(_texts(root))


def _texts(element: Element) -> Iterator[str]:
    if str(element.tag).endswith("style") or "record" in (element.get("class") or ""):
        return
    yield from filter(None, (element.text, *map(element.get, ("aria-label", "alt", "title"))))
    for child in element:
        yield from _texts(child)
        yield from filter(None, (child.tail,))
