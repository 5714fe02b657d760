"""What the scenarios that ship must have beyond being right: sources, voices, one id a thing."""

from __future__ import annotations

import re

import pytest

import cards
from cards import Manuscript

CONTEXT_MAX = 400
VOICES = 3  # one headline in so many


@pytest.fixture(params=cards.available())
def text(request: pytest.FixtureRequest) -> Manuscript:
    return cards.load(str(request.param))


def test_the_folder_bears_the_id(text: Manuscript) -> None:
    assert text.folder.name == text.scenario.id


def test_every_source_that_the_prose_names_exists(text: Manuscript) -> None:
    known = {source.id for source in text.sources}
    scenario = text.scenario
    prose = " ".join((*scenario.argues, *scenario.aftermath, scenario.content_note))
    named = " ".join(re.findall(r"\[((?:[A-Z]\d+ ?)+)\]", prose))
    assert set(named.split()) <= known


def test_every_card_says_where_it_is_from(text: Manuscript) -> None:
    known = {source.id for source in text.sources} | {"invented"}
    sources = [card.source for card in text.cards] + [headline.source for headline in text.headlines]
    assert {word for source in sources for word in source.split()} <= known


def test_no_source_is_listed_twice(text: Manuscript) -> None:
    ids = [source.id for source in text.sources]
    assert len(ids) == len(set(ids))


def test_a_context_is_a_sentence_or_two(text: Manuscript) -> None:
    contexts = [card.context for card in text.cards] + [headline.context for headline in text.headlines]
    for context in (*contexts, *(agenda.context for agenda in text.agendas)):
        assert len(context) <= CONTEXT_MAX, context
        assert context[-1] in '.!?”"', context


def test_one_headline_in_three_is_a_voice(text: Manuscript) -> None:
    voices = sum(headline.voice for headline in text.headlines)
    assert voices * VOICES >= len(text.headlines)


def test_no_two_cards_have_one_id(text: Manuscript) -> None:
    ids = [card.id for card in text.cards]
    assert len(ids) == len(set(ids))


def test_every_argument_says_where_it_is_from(text: Manuscript) -> None:
    for one in (*text.scenario.argues, *text.scenario.aftermath):
        assert re.search(r"\[[A-Z]\d+", one) or "invented" in one, one
