"""The catalogue of messages: which language is spoken, where its words come from, and names in its sentences."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cards import grammar, language
from cards.grammar import Name, capital, in_sentence, listed, with_article
from cards.language import Language, _, speaking


@pytest.fixture
def french() -> Iterator[None]:
    with speaking("fr"):
        yield


class TestWhichIsSpoken:
    def test_english_is_what_stands_in_the_source(self) -> None:
        assert _("nobody") == "nobody"

    def test_another_is_spoken_for_a_while(self) -> None:
        with speaking("fr"):
            assert _("nobody") == "personne"
        assert _("nobody") == "nobody"

    def test_what_has_no_translation_stays_as_written(self, french: None) -> None:
        assert _("a sentence that nobody wrote") == "a sentence that nobody wrote"

    def test_the_empty_message_is_empty(self, french: None) -> None:
        assert _("") == ""

    def test_a_language_without_a_file_is_refused(self) -> None:
        with pytest.raises(language.UnknownLanguageError):
            language.use("xx")

    @pytest.mark.parametrize(
        ("environment", "code"),
        [
            ({}, "en"),
            ({"LANG": "fr_CA.UTF-8"}, "fr"),
            ({"LANG": "de_DE.UTF-8"}, "en"),
            ({"LANG": "de_DE.UTF-8", "LANGUAGE": "xx:fr:en"}, "fr"),
            ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:fr"}, "en"),
            ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR"}, "fr"),
            ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ],
    )
    def test_the_machine_says_which(self, environment: dict[str, str], code: str) -> None:
        assert language.of_locale(environment) == code

    def test_english_reads_no_catalogue(self) -> None:
        script = (
            "import sys; from cards.language import _; _('nobody'); import cards.grammar;"
            "sys.exit(bool({'polib', 'pydantic'} & set(sys.modules)))"
        )
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

    def test_a_scenario_brings_its_own(self, tmp_path: Path) -> None:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (tmp_path / "fr.po").write_text(head + 'msgid "Bridge"\nmsgstr "Pont"\n', encoding="utf-8")
        assert language.language("fr").of(tmp_path).gettext("Bridge") == "Pont"
        assert language.language("fr").of(tmp_path / "elsewhere").gettext("Bridge") == "Bridge"
        assert language.ENGLISH.of(tmp_path).gettext("Bridge") == "Bridge"


class TestNames:
    def test_english(self) -> None:
        assert with_article("Russia") == "Russia"
        assert with_article("Western states") == "the Western states"
        assert in_sentence("The coast") == "the coast"
        assert listed(["A", "B", "C"]) == "A, B and C"
        assert listed(["A", "B"], "or") == "A or B"
        assert listed([]) == "nobody"

    def test_french(self, french: None) -> None:
        assert with_article("Les États occidentaux") == "les États occidentaux"
        assert in_sentence("L’opposition") == "l’opposition"
        assert listed([with_article("La Russie"), Name("Idlib")]) == "la Russie et Idlib"

    def test_a_little_word_melts_into_the_name(self, french: None) -> None:
        names = ["La Russie", "Le gouvernement Assad", "Les États du Golfe", "L’opposition", "Idlib", "Homs"]
        told = [f"{name:de}, {name:à}" for name in map(with_article, names)]
        assert told == [
            "de la Russie, à la Russie",
            "du gouvernement Assad, au gouvernement Assad",
            "des États du Golfe, aux États du Golfe",
            "de l’opposition, à l’opposition",
            "d’Idlib, à Idlib",
            "de Homs, à Homs",
        ]
        both = listed(map(with_article, names[1:3]))
        assert f"{both:de}" == "du gouvernement Assad et des États du Golfe"

    def test_a_width_is_still_a_width(self) -> None:
        assert f"{Name('Homs'):>6}|" == "  Homs|"

    def test_words_agree_with_a_name(self, french: None) -> None:
        names = ["la Russie", "le gouvernement Assad", "les États du Golfe", "l’opposition {f}", "les forces {fp}"]
        told = [f"{name} {name:est|sont} {name:absent|absente|absents|absentes}" for name in map(with_article, names)]
        assert told == [
            "la Russie est absente",
            "le gouvernement Assad est absent",
            "les États du Golfe sont absents",
            "l’opposition est absente",
            "les forces sont absentes",
        ]

    def test_words_agree_with_several_names(self, french: None) -> None:
        assert f"{listed(map(Name, ['la Syrie', 'la Russie'])):absent|absente|absents|absentes}" == "absentes"
        assert f"{listed(map(Name, ['la Syrie', 'le camp'])):absent|absente|absents|absentes}" == "absents"
        assert f"{listed([Name('la Syrie')]):absent|absente|absents|absentes}" == "absente"

    def test_a_name_by_itself(self, french: None) -> None:
        assert grammar.alone("l’opposition {f}") == "L’opposition"
        assert grammar.short("les forces {fp}") == "forces"


class TestRightToLeft:
    def test_english_and_french_need_no_marks(self, french: None) -> None:
        assert f"{Name('Les États')}" == "Les États"

    def test_what_is_read_from_the_other_side_is_isolated(self) -> None:
        assert f"{Name('דמשק')}" == "\u2068דמשק\u2069"
        with speaking(Language("he")):
            assert f"{Name('Homs')}" == "\u2068Homs\u2069"
            assert f"{Name('דמשק')}" == "דמשק"
            assert grammar.isolated(grammar.isolated("Homs")) == "\u2068Homs\u2069"

    def test_a_capital_stands_behind_the_mark(self) -> None:
        assert capital("\u2068homs\u2069 fell") == "\u2068Homs\u2069 fell"
        assert capital("homs fell") == "Homs fell"
