"""The rule text: every word of the vocabulary is said, in names and not in ids, and no two effects are told alike."""

from __future__ import annotations

import pytest

import cards
from cards import Manuscript, wording
from cards.conditions import Condition
from cards.vocabulary import Step
from tests.cards.small import Small

# Steps that many of the effects below have in their bodies
SHORT = {
    "ATTENTION": '{ shift = "attention", by = 1 }',
    "TOLL": '{ shift = "toll", by = 1, area = "here" }',
    "LESS": '{ shift = "toll", by = -1, area = "here" }',
}


def full(effects: str) -> str:
    for word, step in SHORT.items():
        effects = effects.replace(word, step)
    return effects


def told(small: Small, effects: str) -> str:
    """What the card red-two says with these effects, without the rest."""
    small.change("cards-red.toml", 'once = true\nrequires = { present = "blue" }\n', "")
    text = small.effects(full(effects)).load()
    return wording.card_text(text, text.cards[1])


STEPS = [
    ('{ shift = "support", of = "blue", by = 2, at_most = 6 },', "Blue gains 2 support (to at most 6)."),
    (
        '{ shift = "support", of = "ally", by = -1, at_least = 3 },',
        "The Friendly states lose 1 support (to no less than 3).",
    ),
    ('{ shift = "influence", of = "self", by = 1 },', "The Red council gains 1 influence."),
    ('{ shift = "influence", of = ["red", "blue"], by = 1 },', "The Red council and Blue each gain 1 influence."),
    ('{ shift = "credibility", of = "all", by = 1 },', "Every seat gains 1 credibility."),
    ('{ shift = "credibility", of = "others", by = 1 },', "Every other seat gains 1 credibility."),
    ('{ shift = "credibility", of = "present", by = 1 },', "Every seat at the conference gains 1 credibility."),
    ('{ shift = "credibility", of = "absent", by = 1 },', "Every seat away from the conference gains 1 credibility."),
    ('{ shift = "credibility", of = "signatories", by = 1 },', "Every signatory gains 1 credibility."),
    (
        '{ shift = "support", of = "self", by = 1 }, { shift = "influence", of = "self", by = -2 },',
        "The Red council gains 1 support and loses 2 influence.",
    ),
    ('{ shift = "attention", by = -1 },', "Attention -1."),
    ('{ shift = "stores", by = 2, at_most = 5 },', "“Stores” +2 (to at most 5)."),
    ('{ shift = "toll", by = 1, area = "hill" },', "Toll in Hilltop +1."),
    ('{ strength = "wolves", by = -1, area = "north" },', "Strength of the wolves in the north -1."),
    ('{ draft = "court", by = 1 },', "The draft on “The court” moves up one step (towards “full”)."),
    ('{ draft = "court", by = -2 },', "The draft on “The court” moves down two steps (towards “none”)."),
    ('{ draft = "court", toward = 1 },', "The draft on “The court” moves one step towards “mixed”."),
    ('{ bar = "ally" },', "The Friendly states are barred from the next conference."),
    ('{ compel = "blue" },', "Blue is compelled to attend the next conference."),
    ('{ end_pledges = "all" },', "All pledges end without blame."),
    ('{ end_pledges = "let-in", by = "blue" },', "All “let in” pledges made by Blue end without blame."),
    (
        '{ end_pledges = "truce", between = ["red", "blue"] },',
        "All “truce” pledges between the Red council and Blue end without blame.",
    ),
    ('{ draw = 1, by = "self" },', "The Red council draws a card."),
    ('{ draw = 2, by = ["red", "blue"] },', "The Red council and Blue each draw two cards."),
    ('{ discard = 1, by = "self" },', "The Red council discards another card, sealed with this one."),
    ('{ discard = 2, by = "ally" },', "The Friendly states discard two cards at random."),
    ('{ look = "agenda", of = "ally" },', "The Red council sees the agenda of the Friendly states."),
    (
        '{ if = { agreement = true }, then = [{ bar = "blue" }, ATTENTION], else = [{ compel = "blue" }] },',
        (
            "If an agreement is in force: Blue is barred from the next conference and attention +1; "
            "otherwise: Blue is compelled to attend the next conference."
        ),
    ),
    (
        (
            '{ if = { agreement = true }, then = [{ if = { turn = "odd" }, then = [{ bar = "blue" }] }], '
            'else = [{ bar = "ally" }] },'
        ),
        (
            "If an agreement is in force: (if the turn is odd: Blue is barred from the next conference); "
            "otherwise: the Friendly states are barred from the next conference."
        ),
    ),
    ("{ repeat = 2, do = [ATTENTION] },", "Twice: attention +1."),
    (
        '{ each = "area", where = { aid = false }, do = [{ shift = "support", of = "besiegers", by = -1 }] },',
        "For each area that is besieged without aid: every seat that besieges it loses 1 support.",
    ),
    (
        '{ each = "area", do = [{ strength = "wolves", by = 1, area = "here" }, TOLL] },',
        "For each area: strength of the wolves there +1 and toll there +1.",
    ),
    (
        (
            '{ find = "area", most = "wolves", do = ['
            '{ find = "area", least = "total", where = { next_to = "here" }, do = ['
            '{ strength = "wolves", by = 1, area = "here" }, { strength = "wolves", by = -1, area = "there" }] }] },'
        ),
        (
            "In the area where the wolves are strongest: in a second area, the one with the least strength of "
            "all sides together among the areas that are next to the first area: "
            "strength of the wolves in the second area +1 and strength of the wolves in the first area -1."
        ),
    ),
    (
        '{ find = "area", least = "reds", where = { held_by = "reds" }, do = [TOLL] },',
        "In the area where the reds are weakest among the areas that are held by the reds: toll there +1.",
    ),
    (
        '{ find = "area", least_surplus = "blues", do = [TOLL] },',
        "In the area where the blues have the smallest margin over the strongest enemy there: toll there +1.",
    ),
    (
        '{ choose = "area", where = { has = "wolves", open = true }, do = [LESS] },',
        "The Red council chooses an area that has the wolves in it and is open: toll there -1.",
    ),
    (
        '{ choose = "seat", where = ["blue", "ally"], do = [{ bar = "chosen" }] },',
        "The Red council chooses Blue or the Friendly states: the chosen seat is barred from the next conference.",
    ),
    (
        '{ choose = "seat", do = [{ look = "hand", of = "chosen" }] },',
        "The Red council chooses another seat: the Red council sees the hand of the chosen seat.",
    ),
    (
        '{ choose = "issue", where = ["land", "court"], do = [{ draft = "chosen", by = 1 }] },',
        "The Red council chooses “The land” or “The court”: the draft on the chosen issue moves up one step.",
    ),
    (
        '{ choose = "issue", do = [{ draft = "chosen", toward = 1 }] },',
        "The Red council chooses an issue: the draft on the chosen issue moves one step towards position 1.",
    ),
    ('{ random = "area", do = [TOLL] },', "Chance picks an area: toll there +1."),
    (
        (
            '{ standing = { when = "signature", if = { signatory = "self" }, do = [ATTENTION], '
            'until = "game", once = true } },'
        ),
        (
            "Until the end of the game, the first time that an agreement comes into force and "
            "the Red council is among the signatories: attention +1."
        ),
    ),
    (
        '{ standing = { when = "breach", do = [ATTENTION], until = "end-of-next-turn" } },',
        "Until the end of the next turn, whenever a pledge is broken: attention +1.",
    ),
    (
        (
            '{ standing = { when = "collapse", if = { any = [{ turn = "odd" }, { agreement = true }] }, '
            'do = [ATTENTION], until = "game" } },'
        ),
        (
            "Until the end of the game, whenever an agreement collapses and "
            "(the turn is odd or an agreement is in force): attention +1."
        ),
    ),
    (
        '{ standing = { when = "conference", do = [ATTENTION], until = "end-of-turn" } },',
        "Until the end of this turn, whenever attendance at a conference is revealed: attention +1.",
    ),
    (
        '{ standing = { when = "consequences", do = [ATTENTION], until = "end-of-turn", once = true } },',
        "In this turn's Consequences: attention +1.",
    ),
    (
        (
            '{ standing = { when = "consequences", if = { turn = "odd" }, do = [ATTENTION], '
            'until = "game", once = true } },'
        ),
        "Until the end of the game, in Consequences, once, if the turn is odd: attention +1.",
    ),
]

CONDITIONS = [
    ('{ present = "blue" }', "Blue is at this turn's conference"),
    ('{ absent = "ally" }', "the Friendly states are absent from this turn's conference"),
    ("{ agreement = false }", "no agreement is in force"),
    ('{ signatory = "ally" }', "the Friendly states are among the signatories"),
    ('{ draft = "court", at_least = 1 }', "the text on “The court” stands at “mixed” or above"),
    ('{ draft = "court", below = 2 }', "the text on “The court” stands at “mixed” or below"),
    ('{ draft = "court", is = 0 }', "the text on “The court” stands at “none”"),
    ('{ draft = "court", at_least = 2 }', "the text on “The court” stands at “full”"),
    ('{ meter = "support", of = "self", at_most = 5 }', "the support of the Red council is 5 or less"),
    ('{ track = "attention", at_least = 6 }', "attention is 6 or more"),
    ('{ track = "toll", at_least = 6, at_most = 8 }', "the toll is from 6 to 8"),
    ('{ track = "stores", is = 2 }', "“Stores” is exactly 2"),
    ('{ turn = "even" }', "the turn is even"),
    ("{ turn = [3, 6] }", "it is turn 3 or 6"),
    ('{ owes = "ally", to = "blue" }', "the Friendly states have a pledge to Blue in force"),
    ('{ owes = "blue", pledge = "let-in" }', "Blue has a “let in” pledge in force"),
    ('{ kept = "truce", by = "blue" }', "Blue kept a “truce” pledge last turn"),
    ('{ ordered = "assault", by = "blue" }', "Blue carried out an “assault” order in the last operations"),
    (
        '{ ordered = "strike", by = "self", within = 3 }',
        "the Red council carried out a “strike” order in the last three operations",
    ),
    ('{ hostile = "blue" }', "Blue gave a hostile order in the last operations"),
    ('{ holds = "reds", area = "north" }', "the north is held by the reds"),
    ('{ some = { lacks = "wolves" } }', "there is an area that has nothing of the wolves in it"),
    (
        '{ count = { near = "wolves", besieged = true }, at_least = 2 }',
        "the number of areas that have the wolves in them or next to them and are besieged is 2 or more",
    ),
    ('{ cards = "blue", at_most = 2 }', "the number of cards in the hand of Blue is 2 or less"),
    ('{ agenda = "thirst" }', "the agenda of the Red council is “Thirst”"),
    ("{ not = { agreement = true } }", "no agreement is in force"),
    ('{ not = { some = { tag = "core" } } }', "there is no area that is marked “core”"),
    ('{ not = { hostile = "blue" } }', "Blue gave no hostile order in the last operations"),
    (
        '{ all = [{ agreement = true }, { any = [{ turn = "odd" }, { present = "blue" }] }] }',
        "an agreement is in force and (the turn is odd or Blue is at this turn's conference)",
    ),
]

FILTERS = [
    ('is = ["hill", "north"]', "is Hilltop or the north"),
    ('held_by = "reds"', "is held by the reds"),
    ('strength = { side = "reds", at_most = 2 }', "has the reds at strength 2 or less"),
    ("besieged = false", "is not besieged"),
    ("besieged = true, aid = true", "is besieged and has aid let in"),
    ("besieged = true, aid = false", "is besieged without aid"),
    ("aid = true", "has aid let in or is not besieged"),
    ("open = false", "is not open"),
    ('not_tag = "core"', "is not marked “core”"),
    ('next_to = "north"', "is next to the north"),
    ('spared = "reds"', "saw the reds neither assaulted nor struck this turn"),
    ('fought_without = "reds"', "saw an assault this turn in which the reds had no part"),
]


class TestVocabulary:
    @pytest.mark.parametrize(("effects", "expected"), STEPS)
    def test_steps(self, small: Small, effects: str, expected: str) -> None:
        assert told(small, effects) == expected

    @pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
    def test_conditions(self, small: Small, condition: str, expected: str) -> None:
        text = told(small, f'{{ if = {condition}, then = [{{ bar = "blue" }}] }},')
        assert text == f"If {expected}: Blue is barred from the next conference."

    @pytest.mark.parametrize(("where", "expected"), FILTERS)
    def test_filters(self, small: Small, where: str, expected: str) -> None:
        text = told(small, f'{{ choose = "area", where = {{ {where} }}, do = [{{ bar = "blue" }}] }},')
        assert text == f"The Red council chooses an area that {expected}: Blue is barred from the next conference."

    def test_every_word_is_tried_here(self) -> None:
        tags = {str(member.__metadata__[0].tag) for member in Step.__args__[0].__args__}
        tried = {_tag(effects) for effects, _ in STEPS}
        assert tags <= tried | {"shift meter"}
        kinds = {str(member.__metadata__[0].tag) for member in Condition.__args__[0].__args__}
        assert kinds <= {condition.split()[1] for condition, _ in CONDITIONS} | {"any"}


def _tag(effects: str) -> str:
    import tomllib

    from cards.vocabulary import effect

    return str(effect(tomllib.loads(f"x = [{full(effects)}]")["x"][0]))


class TestTexts:
    def test_what_a_card_requires_and_that_it_goes(self, small: Small) -> None:
        text = small.load()
        assert wording.card_text(text, text.cards[1]) == (
            "Only possible if Blue is at this turn's conference. The Red council gains 1 support. "
            "Once: then it is out of the game."
        )

    def test_headlines(self, small: Small) -> None:
        text = small.load()
        assert wording.headline_text(text, text.headlines[2]) == (
            "Toll in Hilltop +1. Incident by bandits: it endangers an agreement in force, "
            "unless the agreed text on “The court” stands at “mixed” or above."
        )
        assert wording.headline_text(text, text.headlines[1]) == "“Stores” -1. Once: then it is out of the game."

    def test_procedures(self, small: Small) -> None:
        text = small.load()
        assert wording.procedure_text(text, text.scenario.procedure[0]) == (
            "Only if the turn is even. In the area where the wolves are strongest among the areas that have the wolves "
            "in them: strength of the wolves there +1 (to at most 6)."
        )

    def test_agendas(self, small: Small) -> None:
        text = small.load()
        assert wording.agenda_text(text, text.agendas[1]) == (
            "“The land” and “Water” count one and a half times. "
            "Without an agreement, as this changes: +0.5 for each point of “own credibility”."
        )

    @pytest.mark.parametrize(
        ("size", "factor"), [("full", "count one and a half times"), ("class", "count three and a half times")]
    )
    def test_an_agenda_counts_as_in_the_size_that_is_played(self, size: str, factor: str) -> None:
        text = cards.load("empty-chairs")
        agenda = next(agenda for agenda in text.agendas if agenda.id == "immunity")
        assert factor in wording.agenda_text(text, agenda, size)


def _events(text: Manuscript) -> list[tuple[str, object]]:
    """Everything that has a rule text: the text, and what it stands for with `self` named."""
    found: list[tuple[str, object]] = []
    for card in text.cards:
        said = wording.card_text(text, card)
        model = card.model_dump_json(include={"effects", "requires", "once"}).replace('"self"', f'"{card.seat}"')
        found.append((said, model))
    for headline in text.headlines:
        model = headline.model_dump_json(include={"effects", "incident", "once"})
        found.append((wording.headline_text(text, headline), model))
    return found


@pytest.mark.parametrize("name", cards.available())
class TestShipped:
    def test_no_two_effects_are_told_alike(self, name: str) -> None:
        meaning: dict[str, object] = {}
        for said, model in _events(cards.load(name)):
            assert meaning.setdefault(said, model) == model, said

    def test_texts_are_plain_sentences(self, name: str) -> None:
        text = cards.load(name)
        scenario = text.scenario
        said = [told for told, _ in _events(text)]
        said += [wording.procedure_text(text, one) for one in (*scenario.procedure, *scenario.home_front)]
        said += [wording.agenda_text(text, agenda) for agenda in text.agendas]
        for one in said:
            assert one[0].isupper() or one[0] == "“"
            assert one.endswith(".")
            assert one.count("(") == one.count(")")
            assert "  " not in one
            assert not any(mark in one for mark in ("None", "_", "{", "..", "='"))
