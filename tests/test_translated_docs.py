"""Pages of docs/ in other languages: the same sections, numbers and notation, and none behind the English one.

Under each heading of a translation stands the mark of the English section that it translates. When the English was
changed, mend the translation and then its mark; the failure says which one is right.
"""

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

DOCS = Path(__file__).parents[1] / "docs"
HEADING = re.compile(r"^(#+) (\d+(?:\.\d+)*|.*)")
MARK = re.compile(r"^<!-- en ([0-9a-f]{8}) -->\n?", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:\.\d+)*")
TYPED = re.compile(r"`([^`]*)`")
PLACEHOLDER = re.compile(r"\b[A-ZÉ]{3,}\b")  # what stands for a name in a line: ISSUE, DOSSIER
TRANSLATIONS = sorted(path.name for path in DOCS.glob("*.*.md"))  # rulebook.fr.md


class Section(NamedTuple):
    depth: int
    number: str
    text: str


def original(name: str) -> str:
    return f"{name.split('.', maxsplit=1)[0]}.md"


def sections(name: str) -> list[Section]:
    found: list[list[str]] = []
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            found.append([])
        found[-1].append(line)
    return [section("\n".join(lines).strip()) for lines in found]


def section(text: str) -> Section:
    heading = HEADING.match(text)
    assert heading
    return Section(len(heading[1]), heading[2] if heading[2][0].isdigit() else "", text)


def typed(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.sub("X", line) for line in TYPED.findall(text))


PAIRS = [
    pytest.param(english, section(MARK.sub("", other.text)), MARK.findall(other.text), id=f"{name} {at}")
    for name in TRANSLATIONS
    for at, (english, other) in enumerate(zip(sections(original(name)), sections(name), strict=False))
]


def test_the_rulebook_and_the_pages_for_teachers_are_in_french() -> None:
    assert {"rulebook.fr.md", "classroom.fr.md"} <= set(TRANSLATIONS)


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_it_has_the_same_sections_in_the_same_order(name: str) -> None:
    told = [[one[:2] for one in sections(page)] for page in (original(name), name)]
    assert told[0] == told[1]


@pytest.mark.parametrize(("english", "other", "marks"), PAIRS)
class TestEachSection:
    def test_translates_the_english_of_today(self, english: Section, other: Section, marks: list[str]) -> None:
        right = sha256(english.text.encode()).hexdigest()[:8]
        assert marks == [right], f"mend its translation, then write <!-- en {right} --> under its heading"

    def test_has_the_same_numbers(self, english: Section, other: Section, marks: list[str]) -> None:
        assert Counter(NUMBER.findall(other.text)) == Counter(NUMBER.findall(english.text))

    def test_has_the_same_lines_to_type(self, english: Section, other: Section, marks: list[str]) -> None:
        missing = typed(english.text) - typed(other.text)
        assert not missing

    def test_has_the_same_lists_and_tables(self, english: Section, other: Section, marks: list[str]) -> None:
        shapes = [[line.lstrip()[:2] for line in one.text.splitlines() if line] for one in (english, other)]
        assert [mark for mark in shapes[0] if mark in {"- ", "| ", "|-"}] == [
            mark for mark in shapes[1] if mark in {"- ", "| ", "|-"}
        ]
