"""The pages: whole in themselves, valid, readable without pictures, and the same in every form."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from game.report import render
from game.report.blocks import Figure
from tests.game.report.conftest import GAMES, reported

Game = tuple[str, str, str, int]
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = (GAMES[1], GAMES[4])  # a small one and a large one; pictures take their time
HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))


@lru_cache(maxsize=16)
def written(game: Game) -> str:
    return render.html(reported(game))


@lru_cache(maxsize=2)
def page(game: Game) -> Element:
    """Its elements, to be looked at alone: reading them takes longer than all that is asked of them."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    root: Element = parser.parse(written(game))
    assert not parser.errors
    return root


@pytest.mark.parametrize("game", DRAWN, ids=("small", "large"))
class TestHtml:
    def test_it_is_valid_and_every_id_is_its_own(self, game: Game) -> None:
        ids = [element.get("id") for element in page(game).iter() if element.get("id")]
        assert len(ids) == len(set(ids))

    def test_every_link_leads_somewhere_in_it(self, game: Game) -> None:
        root = page(game)
        ids = {element.get("id") for element in root.iter()}
        links = [element.get("href", "") for element in root.iter(f"{XHTML}a")]
        assert len(links) > 20
        assert {link.removeprefix("#") for link in links} <= ids

    def test_it_asks_for_nothing_from_elsewhere(self, game: Game) -> None:
        root = page(game)
        for element in root.iter():
            for key in ("src", "srcset", "data", "action"):
                assert key not in element.attrib
            link = element.get("href", "#")
            assert link.startswith("#") or link == "data:,"
        assert "@import" not in written(game)
        assert not re.findall(r"url\((?!#)", written(game))
        assert "<script" not in written(game)

    def test_headings_stand_in_order_under_landmarks(self, game: Game) -> None:
        root = page(game)
        levels = [int(str(element.tag)[-1]) for element in root.iter() if element.tag in HEADINGS]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for landmark in ("header", "nav", "main", "footer"):
            assert len(list(root.iter(f"{XHTML}{landmark}"))) == 1
        assert root.get("lang") == "en"

    def test_every_picture_has_a_title_a_description_and_its_table(self, game: Game) -> None:
        root = page(game)
        figures = list(root.iter(f"{XHTML}figure"))
        assert len(figures) == sum(
            isinstance(block, Figure) for section in reported(game).sections for block in section.blocks
        )
        for figure in figures:
            (picture,) = [element for element in figure.iter(f"{SVG}svg") if element.get("role") == "img"]
            named = picture.get("aria-labelledby", "").split()
            texts = {element.get("id"): element.text for element in picture.iter() if element.get("id") in named}
            assert len(texts) == 2
            assert all(texts.values())
            assert list(figure.iter(f"{XHTML}table"))

    def test_people_come_first_and_last(self, game: Game) -> None:
        names = [section.name for section in reported(game).sections]
        assert names[0] == "people"
        assert names[-2:] == ["people-again", "sources"]

    def test_every_seat_has_a_sheet_on_a_page_of_its_own(self, game: Game) -> None:
        sheets = [section for section in reported(game).sections if section.name.startswith("sheet-")]
        assert all(section.apart for section in sheets)
        assert len(sheets) == (5 if game[0] == "empty-chairs" else 3)


class TestSources:
    def test_every_source_that_is_cited_is_listed_at_the_end(self) -> None:
        pages = render.markdown(reported(GAMES[-1]))
        before, _, after = pages.partition("## Sources")
        cited = {name for found in re.findall(r"\\\[((?:[AS]\d+ ?)+)\\\]", before) for name in found.split()}
        assert len(cited) > 20
        assert all(f"- {name}:" in after or f"- {name} (weak):" in after for name in cited)


class TestOtherForms:
    def test_markdown_says_every_sentence(self, game: Game) -> None:
        pages = render.markdown(reported(game))
        for claim in reported(game).claims():
            assert render.escaped(claim.text) in pages or render.escaped(claim.text).replace("|", "\\|") in pages

    def test_markdown_tables_have_as_many_cells_in_every_row(self, game: Game) -> None:
        rows = [line for line in render.markdown(reported(game)).splitlines() if line.startswith("|")]
        blocks = render.markdown(reported(game)).split("\n\n")
        tables = [block.splitlines() for block in blocks if block.startswith("|")]
        assert len(rows) == sum(map(len, tables))
        for table in tables:
            counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
            assert len(counts) == 1
            assert set(table[1]) <= set("|- ")

    @pytest.mark.slow
    def test_pdf_is_whole_and_asks_for_nothing(self) -> None:
        pdf = render.pdf(reported(GAMES[1]))
        assert pdf.startswith(b"%PDF-")
        assert pdf.rstrip().endswith(b"%%EOF")
        assert len(pdf) > 20_000
