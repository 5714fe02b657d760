"""Scenarios in other languages: whole, faithful to numbers and sources, no word without a catalogue."""

from __future__ import annotations

import re
import tomllib
import types
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import polib
import pytest
from pydantic import BaseModel, TypeAdapter

import cards
from cards import Manuscript, ScenarioError, wording
from cards.base import Prose, Spoken, Verbatim
from cards.clauses import Clauses
from cards.language import Language, speaking
from cards.messages import update
from cards.prose import messages_of
from cards.schema import Written
from cards.vocabulary import Steps
from tests.cards.small import Small
from tests.cards.test_wording import CONDITIONS, FILTERS, STEPS, full
from tests.game.pseudo import PSEUDO

NUMBER = re.compile(r"\d+")
GROUPED = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d)")
CITED = re.compile(r"\[[AS]\d[^\]]*\]")
FILLED = re.compile(r"\{(\w+)")
BADLY_SET = re.compile(r" [;!?:»%]|« |'|\"|[a-zé][;!?»]|«\w|\d \d{3}")
LOOSE_NAMES = re.compile(r" \{[mf]p?\}$")
TRANSLATIONS = [
    (name, path.stem) for name in cards.available() for path in sorted(cards.load(name).folder.glob("*.po"))
]
STEP_LIST = TypeAdapter(Steps)


def entries(name: str, code: str) -> polib.POFile:
    return polib.pofile(str(cards.load(name).folder / f"{code}.po"))


def told(text: Manuscript) -> Iterator[str]:
    """Every generated text of a scenario."""
    yield from (wording.card_text(text, card) for card in text.cards)
    yield from (wording.headline_text(text, headline) for headline in text.headlines)
    yield from (wording.procedure_text(text, one) for one in (*text.scenario.procedure, *text.scenario.home_front))
    yield from (wording.agenda_text(text, agenda) for agenda in text.agendas)


def vocabulary(text: Manuscript) -> list[str]:
    """Every effect, condition and filter of `test_wording`, as the card of a player tells them."""
    effects = [effects for effects, _ in STEPS]
    effects += [f'{{ if = {condition}, then = [{{ bar = "blue" }}] }},' for condition, _ in CONDITIONS]
    effects += [f'{{ choose = "area", where = {{ {where} }}, do = [{{ bar = "blue" }}] }},' for where, _ in FILTERS]
    teller = wording._Teller(Clauses(text, "red"))
    return [teller.sentences(STEP_LIST.validate_python(tomllib.loads(f"x = [{full(one)}]")["x"])) for one in effects]


def plain_words(text: str) -> list[str]:
    """What no catalogue was asked for, when the pseudo-language is spoken."""
    return re.findall(r"[A-Za-z]+", text)


def numbers(text: str) -> Counter[str]:
    return Counter(NUMBER.findall(GROUPED.sub("", text)))


def test_all_that_ship_are_in_french() -> None:
    assert {name for name, code in TRANSLATIONS if code == "fr"} == set(cards.available())


@pytest.mark.parametrize(("name", "code"), TRANSLATIONS)
class TestFile:
    def test_is_up_to_date(self, name: str, code: str) -> None:
        done = update(name, code)
        assert done.text == done.path.read_text(encoding="utf-8"), f"run: accord scenario messages {name} {code}"

    def test_is_whole(self, name: str, code: str) -> None:
        done = update(name, code)
        assert (done.missing, done.doubtful, done.dropped) == (0, 0, 0)

    def test_keeps_numbers_sources_and_placeholders(self, name: str, code: str) -> None:
        for entry in entries(name, code):
            assert numbers(entry.msgstr) == numbers(entry.msgid), entry.msgid
            assert CITED.findall(entry.msgstr) == CITED.findall(entry.msgid), entry.msgid
            filled = FILLED.findall(LOOSE_NAMES.sub("", entry.msgstr))
            assert filled == FILLED.findall(entry.msgid), entry.msgid

    def test_names_and_titles_are_no_longer_than_those_of_the_original_may_be(self, name: str, code: str) -> None:
        with speaking(code):
            text = cards.load(name)
        model = text.scenario
        titles = [one.title for many in (text.cards, text.headlines, text.agendas) for one in many]
        names = [one.name for many in (model.seat, model.issue, model.area) for one in many]
        assert max(map(len, [*titles, *names])) <= 80


@pytest.mark.parametrize("name", [name for name, code in TRANSLATIONS if code == "fr"])
def test_french_is_set_as_french(name: str) -> None:
    wrong = [entry.msgstr for entry in entries(name, "fr") if BADLY_SET.search(entry.msgstr)]
    assert wrong == []


@pytest.mark.parametrize(("name", "code"), TRANSLATIONS)
class TestTable:
    def test_the_rules_read_the_same_in_every_size(self, name: str, code: str) -> None:
        for size in cards.load(name).scenario.size:
            english = cards.table(name, size.id)
            with speaking(code):
                other = cards.table(name, size.id)
            assert other.hash == english.hash
            assert other.acts.entries == english.acts.entries
            ids = [field for field in dir(english) if field.endswith("_ids")]
            assert [getattr(other, field) for field in ids] == [getattr(english, field) for field in ids]
            assert other.seat_names != english.seat_names
            assert cards.table(name, size.id) is english

    def test_no_two_effects_are_told_alike(self, name: str, code: str) -> None:
        english = list(told(cards.load(name)))
        with speaking(code):
            other = list(told(cards.load(name)))
        assert len(set(other)) == len(set(english))
        for one, text in zip(other, english, strict=True):
            assert one.count("(") >= text.count("(")
            assert not any(mark in one for mark in ("None", "_", "{", "..", "  "))

    def test_a_text_keeps_the_numbers_of_its_rules(self, name: str, code: str) -> None:
        english = list(told(cards.load(name)))
        with speaking(code):
            other = list(told(cards.load(name)))
        for one, text in zip(other, english, strict=True):
            assert numbers(one) == numbers(text)


class TestVocabulary:
    def test_everything_can_be_said_in_french(self, small: Small) -> None:
        english = vocabulary(small.load())
        with speaking("fr"):
            french = vocabulary(small.load())
        assert len(set(french)) == len(set(english))
        assert not set(french) & set(english)
        for one, text in zip(french, english, strict=True):
            assert numbers(one) == numbers(text)

    def test_names_agree(self, small: Small) -> None:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        names = {"Friendly states": "les États amis", "Red council": "la délégation rouge", "Blue": "l’alliance {f}"}
        file = head + "".join(f'msgid "{name}"\nmsgstr "{other}"\n\n' for name, other in names.items())
        (small.folder / "fr.po").write_text(file, encoding="utf-8")
        with speaking("fr"):
            phrases = Clauses(small.load(), "red")
            teller = wording._Teller(phrases)
            said = teller.sentences(
                STEP_LIST.validate_python(
                    [
                        {"bar": "ally"},
                        {"compel": "blue"},
                        {"shift": "support", "of": ["red", "blue"], "by": 1},
                        {"look": "hand", "of": "ally"},
                    ]
                )
            )
        assert said == (
            "Les États amis sont exclus de la prochaine conférence. "
            "L’alliance est tenue de venir à la prochaine conférence. "
            "La délégation rouge et l’alliance gagnent 1 de soutien chacune. "
            "La délégation rouge voit la main des États amis."
        )


class TestNothingIsLeftUntranslated:
    """In a language whose letters are none of ours, no letter of ours is left."""

    @pytest.mark.parametrize("name", cards.available())
    def test_of_a_shipped_scenario(self, name: str) -> None:
        with speaking(PSEUDO):
            text = cards.load(name)
            shown = [*told(text), *(one.text for one in messages_of(text.written) if one.context != "word")]
            shown = [one.replace("{target}", "") for one in shown]
        assert [word for one in shown for word in plain_words(one)] == []

    def test_of_the_vocabulary(self, small: Small) -> None:
        with speaking(PSEUDO):
            shown = vocabulary(small.load())
        assert [word for one in shown for word in plain_words(one)] == []


class TestEveryFieldIsDeclared:
    def test_a_text_is_an_id_a_citation_or_for_people(self) -> None:
        """A new field of text has to say which it is: `cards.base` has a type for each."""
        assert [where for where, type_ in _texts_of(Written, set()) if not _declared(type_)] == []


def _texts_of(model: type[BaseModel], known: set[type[BaseModel]]) -> Iterator[tuple[str, Any]]:
    if model in known:
        return
    known.add(model)
    for name, field in model.model_fields.items():
        whole = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for leaf in _leaves(whole, ()):
            if isinstance(leaf[0], type) and issubclass(leaf[0], BaseModel):
                yield from _texts_of(leaf[0], known)
            elif leaf[0] is str:
                yield f"{model.__name__}.{name}", leaf


def _leaves(type_: object, metadata: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    if get_origin(type_) is Annotated:
        yield from _leaves(get_args(type_)[0], (*metadata, *get_args(type_)[1:]))
    elif get_origin(type_) in (Union, types.UnionType, tuple, dict):
        outer = metadata if get_origin(type_) in (Union, types.UnionType) else ()
        for one in get_args(type_)[get_origin(type_) is dict :]:
            yield from _leaves(one, outer)
    else:
        yield type_, metadata


def _declared(leaf: tuple[Any, tuple[Any, ...]]) -> bool:
    """For people, or bound to a form that no prose has, or quoted in the language it was written in."""
    marks = leaf[1]
    if any(isinstance(mark, (Prose, Spoken, Verbatim)) for mark in marks):
        return True
    return any(getattr(one, "pattern", None) for mark in marks for one in (mark, *getattr(mark, "metadata", ())))


class TestComplaints:
    @pytest.mark.parametrize(
        ("file", "old", "new", "complaint"),
        [
            (
                "cards-red.toml",
                'shift = "attention"',
                'shfit = "attention"',
                'effet inconnu "shfit"\u202f; vouliez-vous dire "shift"\u202f?',
            ),
            (
                "scenario.toml",
                'title = "Small"',
                "title = 3",
                "title: doit être un texte entre guillemets droits, et non 3",
            ),
            ("scenario.toml", 'commands = "reds"', 'commands = "grays"', 'nom inconnu "grays" (side)'),
        ],
    )
    def test_what_is_wrong_is_told_in_french(self, small: Small, file: str, old: str, new: str, complaint: str) -> None:
        small.change(file, old, new)
        with speaking("fr"):
            line = small.complaint()
        assert complaint in line
        assert line.split(": ")[0] == small.complaint().split(": ")[0]


class TestOwnScenario:
    def test_a_new_file_has_every_text_once(self, small: Small) -> None:
        small.load()
        done = update(small.folder, "fr")
        written = polib.pofile(done.text)
        assert done.missing == done.texts == len(written)
        assert {"Red council", "Nobody's"} & {entry.msgid for entry in written} == {"Red council"}
        assert [entry.comment for entry in written if entry.msgid == "Red council"] == ["seat red, name"]

    def test_what_was_translated_is_kept_and_what_changed_is_marked(self, small: Small) -> None:
        small.load()
        written = polib.pofile(update(small.folder, "fr").text)
        for entry in written:
            entry.msgstr = f"<{entry.msgid}>"
        written.save(str(small.folder / "fr.po"))
        small.change("scenario.toml", 'wants = "the hill"', 'wants = "the whole hill"')
        small.change("cards-red.toml", 'title = "One"', 'title = "Alone"')
        small.load()
        done = update(small.folder, "fr")
        assert (done.missing, done.doubtful, done.dropped) == (0, 2, 2)
        entry = next(entry for entry in polib.pofile(done.text) if entry.msgid == "the whole hill")
        assert (entry.msgstr, entry.previous_msgid, entry.fuzzy) == ("<the hill>", "the hill", True)
        (small.folder / "fr.po").write_text(done.text, encoding="utf-8")
        with speaking("fr"):
            text = small.load()
        assert text.scenario.seat[0].wants == "the whole hill", "a doubtful translation is not shown"
        assert text.scenario.seat[0].name == "<Red council>"

    @pytest.mark.parametrize(
        ("file", "complaint"),
        [
            ("nonsense\n", "small/fr.po: cannot be read as a file of messages: syntax error"),
            ('HEADmsgctxt "seat red, short"\nmsgid "Red"\nmsgstr "beaucoup"\n', ""),
            ('HEADmsgctxt "seat red, short"\nmsgid "Red"\nmsgstr "bien trop long"\n', "at most 8 characters"),
            ('HEADmsgid "Nothing happens."\nmsgstr "Rien\\n."\n', "should be one line of plain text"),
        ],
    )
    def test_a_file_that_will_not_do_is_told_in_one_line(self, small: Small, file: str, complaint: str) -> None:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        small.load()
        (small.folder / "fr.po").write_text(file.replace("HEAD", head), encoding="utf-8")
        with speaking(Language("fr")):  # whose scenarios are in French, but not the program
            if not complaint:
                assert small.load().scenario.seat[0].short == "beaucoup"
                return
            with pytest.raises(ScenarioError, match=complaint) as caught:
                small.load()
        assert str(caught.value).startswith("small/fr.po: ")
        assert "\n" not in str(caught.value)

    def test_without_a_file_it_stays_as_it_is_written(self, small: Small) -> None:
        english = small.load()
        with speaking(Language("xx")):
            assert small.load().written == english.written
