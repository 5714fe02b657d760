"""What does not fit together: each error is one line that names what, where, and what would be right."""

from __future__ import annotations

import re

import pytest

from game.layout import lay_out
from game.texts import texts
from tests.cards.small import Small

NESTED = '{ each = "area", do = [{ each = "area", do = [{ random = "area", do = [{ bar = "blue" }] }] }] },'

# effects of a card of red, what is said of them
WRONG_EFFECTS = [
    ('{ compel = "bleu" },', 'unknown seat "bleu"; did you mean "blue"?'),
    ('{ compel = "all" },', '"all" is several seats; only one can be meant here'),
    ('{ compel = "chosen" },', '"chosen" means something only in the body of choose = "seat"'),
    ('{ shift = "support", of = ["self", "red"], by = 1 },', "names a seat twice"),
    ('{ shift = "support", of = "besiegers", by = 1 },', '"besiegers" means something only in the body of each, find'),
    ('{ shift = "store", by = 1 },', 'unknown track "store"; did you mean "stores"?'),
    (
        '{ shift = "toll", by = 1, area = "here" },',
        '"here" means something only in the body of each, find, choose or random',
    ),
    (
        '{ each = "area", do = [{ shift = "toll", by = 1, area = "there" }] },',
        '"there" means something only in an inner one of two of each, find, choose or random',
    ),
    ('{ strength = "greens", by = 1, area = "hill" },', 'unknown side "greens"; did you mean "reds"?'),
    ('{ strength = "reds", by = 1, area = "hil" },', 'unknown area "hil"; did you mean "hill"?'),
    ('{ draft = "lend", by = 1 },', 'unknown issue "lend"; did you mean "land"?'),
    ('{ draft = "chosen", by = 1 },', '"chosen" means something only in the body of choose = "issue"'),
    ('{ draft = "water", toward = 2 },', '"water" has no position 2; its positions are 0 to 1'),
    ('{ end_pledges = "truces" },', 'unknown pledge "truces"; did you mean "truce"?'),
    ('{ look = "hand", of = "self" },', "a player always sees its own"),
    (NESTED, "nested too deep: each, find, choose and random go 2 deep and no further"),
    (
        '{ each = "area", where = { tag = "cor" }, do = [{ compel = "blue" }] },',
        'unknown tag of an area "cor"; did you mean "core"?',
    ),
    (
        '{ each = "area", where = { tag = "core", open = false }, do = [{ compel = "blue" }] },',
        "no area of the map can be meant by this filter",
    ),
    (
        '{ if = { draft = "land", at_least = 3 }, then = [{ compel = "blue" }] },',
        '"land" has no position 3; its positions are 0 to 2',
    ),
    (
        '{ if = { kept = "trucy", by = "red" }, then = [{ compel = "blue" }] },',
        'unknown pledge "trucy"; did you mean "truce"?',
    ),
    (
        '{ if = { agenda = "thrist" }, then = [{ compel = "blue" }] },',
        'unknown agenda "thrist"; did you mean "thirst"?',
    ),
    (
        '{ standing = { when = "breach", do = [{ draw = 1, by = "self" }], until = "game" } },',
        'a standing effect cannot contain "draw"',
    ),
    (
        (
            '{ each = "area", do = [{ standing = { when = "breach", until = "game", do = ['
            '{ strength = "reds", by = 1, area = "here" }] } }] },'
        ),
        '"here" means something only in the body of each',
    ),
    ('{ discard = 2, by = "self" },', "a player discards one of its own cards, not more"),
    (
        '{ discard = 1, by = "self" }, { discard = 1, by = "red" },',
        "only one step of a card can ask for a discard of one's own",
    ),
    (
        '{ repeat = 2, do = [{ discard = 1, by = "self" }] },',
        "one's own card is discarded once; it cannot stand in a loop",
    ),
    (
        '{ shift = "toll", by = 1, area = "hill" }, { shift = "support", of = "all", by = 1 },',
        "harm never pays: this card raises the toll, so it cannot also benefit its player",
    ),
    ('{ shift = "toll", by = 1, area = "hill" }, { draw = 1, by = "self" },', "harm never pays"),
    ('{ shift = "toll", by = 1, area = "hill" }, { strength = "reds", by = 1, area = "hill" },', "harm never pays"),
    ('{ shift = "toll", by = 1, area = "hill" }, { strength = "blues", by = -1, area = "hill" },', "harm never pays"),
]

# file, what is changed, into what, what is said
WRONG = [
    (
        "scenario.toml",
        'neighbours = ["hill"]',
        'neighbours = ["hull"]',
        'area "north": unknown area "hull"; did you mean "hill"?',
    ),
    (
        "scenario.toml",
        'neighbours = ["hill"]',
        'neighbours = ["hill", "south"]',
        'area "north": "south" is a neighbour, but does not name "north"; add it there',
    ),
    (
        "scenario.toml",
        'neighbours = ["hill"]',
        'neighbours = ["hill", "north"]',
        'area "north": it cannot be its own neighbour',
    ),
    ("scenario.toml", 'neighbours = ["hill"]', 'neighbours = ["hill", "hill"]', 'area "north": names "hill" twice'),
    ("scenario.toml", 'id = "hill"', 'id = "land"', 'area "land": the id "land" is taken by an issue'),
    (
        "cards-blue.toml",
        'id = "blue-one"',
        'id = "red-one"',
        'card "red-one": the id "red-one" is taken by another card',
    ),
    ("cards-blue.toml", 'id = "blue-one"', 'id = "reds"', 'card "reds": the id "reds" is taken by a side'),
    ("headlines.toml", 'id = "wind"', 'id = "rain"', 'headline "rain": the id "rain" is taken by another headline'),
    (
        "scenario.toml",
        'holder = "blues"',
        "",
        '"reds" and "blues" are equally strong; say who is the "holder" of the area',
    ),
    ("scenario.toml", "start = { reds = 5 }", 'start = { reds = 5 }\nholder = "blues"', '"reds" is strictly strongest'),
    (
        "scenario.toml",
        "start = { reds = 5 }",
        "start = { red = 5 }",
        'area "north": unknown side "red"; did you mean "reds"?',
    ),
    (
        "scenario.toml",
        "worth = { land = [10, 5, 0],",
        "worth = { land = [10, 5],",
        '2 numbers for the 3 positions of "land"',
    ),
    (
        "scenario.toml",
        "worth = { land = [10, 5, 0], ",
        "worth = { ",
        'it says nothing of "land"; every issue needs its points',
    ),
    ("scenario.toml", "red_lines = { land = [0, 1] }", "red_lines = { land = [0, 3] }", '"land" has no position 3'),
    ("scenario.toml", "draft = 1\n", "draft = 3\n", 'issue "land": "land" has no position 3; its positions are 0 to 2'),
    (
        "scenario.toml",
        'opening_hand = ["red-one"]',
        'opening_hand = ["red-on"]',
        'card "red-on" is not in cards-red.toml; did you mean "red-one"?',
    ),
    ("scenario.toml", 'opening_hand = ["red-one"]', 'opening_hand = ["blue-one"]', 'card "blue-one" belongs to "blue"'),
    (
        "scenario.toml",
        "numbers = { turns = 3 }",
        "numbers = { turns = 3, hand = 1 }",
        '2 cards, but a hand holds 1 in size "short"',
    ),
    ("scenario.toml", 'commands = "blues"', 'commands = "reds"', 'seat "blue": "reds" is commanded by "red" already'),
    ("scenario.toml", 'backs = "reds"', 'backs = "wolves"', 'seat "ally": no seat commands "wolves"'),
    (
        "scenario.toml",
        'press = ["condemn", "rally"]',
        'press = ["lean"]',
        "only a seat that backs a side can lean on its commander",
    ),
    ("scenario.toml", "struck = true", "", "strike needs a side to hit; none has struck = true"),
    ("scenario.toml", 'name = "the blues"', 'name = "the blues"\nstruck = true', "only one side can be struck"),
    (
        "scenario.toml",
        'peaceful = [["wolves", "blues"]]',
        'peaceful = [["blues", "blues"]]',
        "a side is never hostile to itself",
    ),
    ("scenario.toml", "odds = [0, 20, 40]", "odds = [0, 20]", "2 odds for the 3 positions of that issue"),
    (
        "scenario.toml",
        'access = { issue = "water", at_least = 1 }',
        'access = { issue = "water", at_least = 2 }',
        '"water" has no position 2',
    ),
    ("scenario.toml", 'reds = ["south"]', 'reds = ["sooth"]', 'unknown area "sooth"; did you mean "south"?'),
    (
        "scenario.toml",
        "stores = { start = 3, max = 6,",
        "stores = { start = 7, max = 6,",
        "should start between its min (0) and its max (6)",
    ),
    ("scenario.toml", "stores = {", "support = {", '"support" is a meter; give the track another name'),
    ("scenario.toml", 'text = "to be there"', 'text = "to be {target}"', "should not name a target"),
    ("scenario.toml", 'text = "no assault on {target}"', 'text = "no assault"', "should say where {target} goes"),
    ("scenario.toml", 'breaks = "sanction"', 'breaks = "arm"', 'should be "none", for that is what "arm" is aimed at'),
    ("scenario.toml", 'seats = ["red"]\n', 'seats = ["ally"]\n', '"ally" commands no side, so it besieges nobody'),
    ("scenario.toml", "fixed = { water = 1 }", "fixed = { water = 2 }", 'size "short": "water" has no position 2'),
    (
        "scenario.toml",
        "fixed = { water = 1 }",
        "fixed = { court = 1 }",
        '"court" is fixed in this size; leave it out here',
    ),
    (
        "scenario.toml",
        'pledges = ["attend"]',
        'pledges = ["attends"]',
        'unknown pledge "attends"; did you mean "attend"?',
    ),
    ("scenario.toml", '1 = ["rain"]', '1 = ["rian"]', 'size "full": unknown headline "rian"; did you mean "rain"?'),
    ("scenario.toml", '1 = ["rain"]', '7 = ["rain"]', "there is no turn 7; this size has 6"),
    ("scenario.toml", "toll_max = 12", "toll_max = 1", "should be above the toll at the start"),
    (
        "scenario.toml",
        "weight = -0.1, ",
        "weight = 0.1, ",
        "harm never pays: the weight of the toll cannot be positive",
    ),
    ("scenario.toml", 'source = "S1"\n', 'source = "S2"\n', 'seat "blue": unknown source "S2"; there is S1'),
    ("cards-red.toml", 'source = "S1"\n', 'source = "made up"\n', 'card "red-one": unknown source "made"'),
    ("cards-blue.toml", 'seat = "blue"', 'seat = "red"', 'a card of "red" belongs into cards-red.toml'),
    ("cards-blue.toml", 'seat = "blue"', 'seat = "bleu"', 'unknown seat "bleu"; did you mean "blue"?'),
    (
        "headlines.toml",
        'by = 1, area = "hill"',
        'by = 1, area = "hills"',
        'headline "snow": unknown area "hills"; did you mean "hill"?',
    ),
    (
        "headlines.toml",
        '{ shift = "stores", by = 1 }',
        '{ shift = "support", of = "self", by = 1 }',
        '"self" has no meaning in a headline: nobody plays it',
    ),
    (
        "headlines.toml",
        '{ shift = "stores", by = 1 }',
        '{ draw = 1, by = "others" }',
        '"others" has no meaning in a headline: nobody plays it',
    ),
    (
        "headlines.toml",
        '{ shift = "stores", by = 1 }',
        '{ discard = 1, by = "self" }',
        '"self" has no meaning in a headline',
    ),
    (
        "headlines.toml",
        '{ shift = "stores", by = 1 }',
        '{ choose = "seat", do = [{ bar = "chosen" }] }',
        'a headline cannot contain "choose"',
    ),
    (
        "headlines.toml",
        '{ shift = "stores", by = 1 }',
        '{ if = { agenda = "thirst" }, then = [{ bar = "red" }] }',
        "a headline cannot ask for an agenda: nobody plays it",
    ),
    ("headlines.toml", 'issue = "court", at_least = 1', 'issue = "court", at_least = 3', '"court" has no position 3'),
    (
        "scenario.toml",
        'find = "area", most = "wolves"',
        'random = "area"',
        'procedure "pack": a procedure cannot contain "random"',
    ),
    (
        "scenario.toml",
        '{ shift = "support", of = "all", by = -1 }',
        '{ draw = 1, by = "all" }',
        'home front "harvest": a home front cannot contain "draw"',
    ),
    ("agendas.toml", 'issues = ["water"]', 'issues = ["wine"]', 'agenda "thirst": unknown issue "wine"'),
    (
        "agendas.toml",
        'issues = ["water"]',
        "",
        'agenda "thirst": it has neither issues nor terms, so it changes nothing',
    ),
    (
        "cards-blue.toml",
        '{ draw = 1, by = "self" }',
        '{ if = { agenda = "thirst" }, then = [{ bar = "red" }] }',
        '"thirst" is an agenda of "red", not of the player',
    ),
]


class TestComplaints:
    @pytest.mark.parametrize(("effects", "said"), WRONG_EFFECTS)
    def test_effects(self, small: Small, effects: str, said: str) -> None:
        complaint = small.effects(effects).complaint()
        line = small.line("cards-red.toml", effects)
        assert complaint.startswith(f'small/cards-red.toml:{line}: card "red-two": ')
        assert said in complaint

    @pytest.mark.parametrize(("name", "old", "new", "said"), WRONG)
    def test_files(self, small: Small, name: str, old: str, new: str, said: str) -> None:
        if said.startswith("2 cards"):
            small.change("scenario.toml", '["red-one"]', '["red-one", "red-two"]')
        complaint = small.change(name, old, new).complaint()
        assert re.match(rf"small/{name}:\d+: ", complaint)
        assert said in complaint

    def test_the_line_is_that_of_the_key(self, small: Small) -> None:
        small.change("scenario.toml", "court = [0, 1, 2] }", "court = [0, 1] }")
        line = small.line("scenario.toml", "court = [0, 1] }")
        said = '2 numbers for the 3 positions of "court"'
        assert small.complaint() == f'small/scenario.toml:{line}: seat "red": {said}'

    def test_nobody_is_required(self, small: Small) -> None:
        text = small.files["scenario.toml"].replace("required = true", "")
        (small.folder / "scenario.toml").write_text(text, encoding="utf-8")
        assert "no seat is required to sign; at least one should have required = true" in small.complaint()


PLACES = {"north": (1, 0), "hill": (1, 1), "south": (1, 2), "abroad": (2, 2)}


class TestTheDrawnMap:
    def placed(self, small: Small, **moved: tuple[int, int]) -> Small:
        """Every area with a place."""
        for area, (x, y) in (PLACES | moved).items():
            small.change("scenario.toml", f'[[area]]\nid = "{area}"\n', f'[[area]]\nid = "{area}"\nat = [{x}, {y}]\n')
        return small

    def test_takes_its_places_from_the_scenario(self, small: Small) -> None:
        told = texts(self.placed(small).table(), small.load())
        assert told.places == ((0, 0), (0, 1), (0, 2), (1, 2))  # from the left and the top

    def test_is_laid_out_where_none_is_given(self, small: Small) -> None:
        assert texts(small.table(), small.load()).places == lay_out(small.table().neighbours)

    def test_has_one_area_at_a_place(self, small: Small) -> None:
        complaint = self.placed(small, abroad=(1, 0)).complaint()
        assert 'area "abroad": "north" is there already; give it a place of its own' in complaint

    def test_needs_a_place_for_all_or_for_none(self, small: Small) -> None:
        small.change("scenario.toml", 'name = "Hilltop"\n', 'name = "Hilltop"\nat = [1, 1]\n')
        assert 'area "north": needs a place on the map ("at") too' in small.complaint()

    @pytest.mark.parametrize("at", ["[1, 12]", "[-1, 0]", "[1]", "1", '["a", 0]'])
    def test_has_room_for_twelve_by_twelve(self, small: Small, at: str) -> None:
        small.change("scenario.toml", 'name = "Hilltop"\n', f'name = "Hilltop"\nat = {at}\n')
        assert 'area "hill"' in small.complaint()


class TestForPeople:
    def issue(self, small: Small, *sentences: str, source: str = "invented") -> Small:
        """The issue of the water with sentences for those without a seat."""
        listed = ", ".join(f'"{text}"' for text in sentences)
        added = f'draft = 0\nsource = "invented"\n[issue.people]\npositions = [{listed}]\nsource = "{source}"\n'
        return small.change("scenario.toml", 'draft = 0\nsource = "invented"\n', added)

    def test_every_position_has_a_sentence(self, small: Small) -> None:
        told = texts(self.issue(small, "Some wait.", "All drink.").table(), small.load())
        assert told.people == ((), ("Some wait.", "All drink."), ())

    def test_no_position_goes_without(self, small: Small) -> None:
        assert (
            'needs as many sentences under "people" as it has positions'
            in self.issue(small, "One.", "Two.", "Three.").complaint()
        )

    def test_a_source_is_known(self, small: Small) -> None:
        assert 'unknown source "X9"' in self.issue(small, "Some wait.", "All drink.", source="X9").complaint()
