"""Reading a scenario: what is written wrongly is one line that names file, line, thing, and what would be right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cards
from cards import ScenarioError, compile_scenario
from cards.errors import did_you_mean
from cards.jsonschema import schema
from cards.locate import line_of, lines
from tests.cards.small import Small

EFFECT = '{ shift = "support", of = "self", by = 1 },'


class TestNames:
    def test_the_small_scenario_is_right(self, small: Small) -> None:
        assert small.complaint() == ""

    def test_shipped_scenarios_are_found_by_id(self) -> None:
        assert "two-banks" in cards.available()
        assert cards.load("two-banks").scenario.id == "two-banks"

    def test_an_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(ScenarioError, match=r'^there is no scenario "two-bank"; did you mean "two-banks"\?$'):
            cards.load("two-bank")

    def test_a_file_is_not_a_folder(self, small: Small) -> None:
        with pytest.raises(ScenarioError, match=r"is not a folder; a scenario is a folder with a scenario\.toml"):
            cards.load(small.folder / "scenario.toml")

    @pytest.mark.parametrize("name", ["", "\0", "a\nb", "x" * 5000, "../../etc"])
    def test_odd_names_are_one_line(self, name: str) -> None:
        with pytest.raises(ScenarioError) as caught:
            cards.load(f"nowhere-{name}")
        assert "\n" not in str(caught.value)


class TestFiles:
    @pytest.mark.parametrize(
        "name", ["scenario.toml", "cards-blue.toml", "headlines.toml", "agendas.toml", "sources.toml"]
    )
    def test_a_missing_file_is_named(self, small: Small, name: str) -> None:
        (small.folder / name).unlink()
        assert small.complaint() == f"small/{name} is missing"

    def test_a_folder_in_a_files_place(self, small: Small) -> None:
        (small.folder / "sources.toml").unlink()
        (small.folder / "sources.toml").mkdir()
        assert small.complaint() == "small/sources.toml is not a file"

    def test_a_pipe_is_not_waited_for(self, small: Small) -> None:
        (small.folder / "sources.toml").unlink()
        os.mkfifo(small.folder / "sources.toml")
        assert small.complaint() == "small/sources.toml is not a file"

    def test_a_file_of_100_mb_is_not_read(self, small: Small) -> None:
        with (small.folder / "headlines.toml").open("wb") as file:
            file.truncate(100_000_000)
        assert small.complaint() == "small/headlines.toml: larger than 1000 kB, so it is no scenario"

    def test_binary_junk(self, small: Small) -> None:
        (small.folder / "agendas.toml").write_bytes(b"# fine\n\n\x80\x81\xff\x00")
        assert small.complaint() == "small/agendas.toml:3: not UTF-8 text"

    def test_control_characters(self, small: Small) -> None:
        (small.folder / "agendas.toml").write_bytes(b"\x00\x01\x02")
        assert small.complaint().startswith("small/agendas.toml:1: not valid TOML in column 1: ")

    def test_toml_syntax(self, small: Small) -> None:
        small.change("scenario.toml", 'title = "Small"', 'title "Small"')
        line = small.line("scenario.toml", 'title "Small"')
        assert small.complaint().startswith(f"small/scenario.toml:{line}: not valid TOML in column 7: ")

    def test_a_text_that_does_not_end(self, small: Small) -> None:
        (small.folder / "agendas.toml").write_text('[[agenda]]\nid = """x\n', encoding="utf-8")
        assert "not valid TOML at the end of the file" in small.complaint()

    def test_brackets_without_end(self, small: Small) -> None:
        (small.folder / "agendas.toml").write_text("agenda = " + "[" * 100_000, encoding="utf-8")
        assert small.complaint() == "small/agendas.toml:1: something in it is nested too deeply"

    def test_effects_nested_without_end(self, small: Small) -> None:
        nested = "{ if = { agreement = true }, then = [" * 90 + EFFECT.strip(",") + "] }" * 90
        complaint = small.effects(nested).complaint()
        assert complaint == 'small/cards-red.toml:19: card "red-two": is nested too deeply'

    def test_repeated_without_end(self, small: Small) -> None:
        nested = "{ repeat = 9, do = [" * 12 + EFFECT.strip(",") + "] }" * 12
        assert "the effects are too long: more than 256 steps once repeated" in small.effects(nested).complaint()

    def test_a_number_of_ten_thousand_digits(self, small: Small) -> None:
        (small.folder / "agendas.toml").write_text(f"agenda = {'9' * 10_000}", encoding="utf-8")
        assert "a number that is far too long" in small.complaint()

    def test_cards_of_nobody(self, small: Small) -> None:
        (small.folder / "cards-green.toml").write_text("", encoding="utf-8")
        assert small.complaint() == '"small/cards-green.toml": there is no seat "green"; there is ally, blue, red'

    def test_an_empty_scenario(self, small: Small) -> None:
        (small.folder / "scenario.toml").write_text("", encoding="utf-8")
        assert "is missing" in small.complaint()

    def test_seats_that_are_no_tables(self, small: Small) -> None:
        (small.folder / "scenario.toml").write_text('seat = ["red", 7]', encoding="utf-8")
        assert small.complaint().startswith("small/scenario.toml:1: ")

    def test_a_seat_cannot_lead_out_of_the_folder(self, small: Small) -> None:
        small.change("scenario.toml", 'id = "ally"\nname', 'id = "../ally"\nname')
        (small.folder / "cards-ally.toml").unlink()
        assert '"../ally" is not an id: lower case words joined by hyphens' in small.complaint()


# file, what is changed, into what, where the error is seen, what is said
WRONG = [
    (
        "cards-red.toml",
        EFFECT,
        '{ compell = "blue" },',
        'card "red-two": unknown effect "compell"; did you mean "compel"?',
    ),
    (
        "cards-red.toml",
        EFFECT,
        "{},",
        'card "red-two": an effect should be a table whose first key says what it is, not {}',
    ),
    (
        "cards-red.toml",
        EFFECT,
        "7,",
        'card "red-two": an effect should be a table whose first key says what it is, not 7',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", by = 1 },',
        'card "red-two": "of" is missing',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", off = "self", by = 1 },',
        'card "red-two": unknown key "off"; did you mean "of"?',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", of = "self", by = 0 },',
        'card "red-two": a "by" of 0 does nothing',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", of = "self", by = 1, at_least = 2 },',
        'card "red-two": "at_most" limits a rise and "at_least" a fall',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", of = "self", by = 1000000000 },',
        'card "red-two": by: should be at most 9, not 1000000000',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ shift = "support", of = "self", by = 1.5 },',
        'card "red-two": by: should be a whole number, not 1.5',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ if = { presentt = "blue" }, then = [{ compel = "blue" }] },',
        'card "red-two": unknown condition "presentt"; did you mean "present"?',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ if = { meter = "support", of = "blue" }, then = [{ compel = "blue" }] },',
        'card "red-two": if: says no range: add "is", "below", "at_most" or "at_least"',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ if = { track = "toll", at_least = 5, below = 5 }, then = [{ compel = "blue" }] },',
        'card "red-two": if: no number satisfies both ends of this range',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ if = { turn = "odds" }, then = [{ compel = "blue" }] },',
        'card "red-two": if.turn: should be "odd", "even" or a list of turns',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ each = "area", where = { heldby = "reds" }, do = [{ compel = "blue" }] },',
        'card "red-two": unknown key "heldby"; did you mean "held_by"?',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ each = "area", where = { besieged = false, aid = false }, do = [{ compel = "blue" }] },',
        'card "red-two": where: "aid" says nothing of an area that is not besieged',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ find = "area", most = "reds", least = "reds", do = [{ compel = "blue" }] },',
        'card "red-two": needs exactly one of "most", "least" and "least_surplus"',
    ),
    (
        "cards-red.toml",
        EFFECT,
        '{ end_pledges = "all", by = "red", between = ["red", "blue"] },',
        'card "red-two": has both "by" and "between"; take one',
    ),
    ("cards-red.toml", "once = true", 'once = "yes"', 'card "red-two": once: should be true or false, not "yes"'),
    ("cards-red.toml", "value = 1", "value = 4", 'card "red-two": value: should be at most 3, not 4'),
    (
        "cards-red.toml",
        "value = 1",
        f"value = 0x{'f' * 5000}",
        'card "red-two": value: should be at most 3, not a huge number',
    ),
    (
        "cards-red.toml",
        'title = "Two"',
        "title = 2",
        'card "red-two": title: should be a text in quotation marks, not 2',
    ),
    ("cards-red.toml", 'title = "Two"', 'title = "T\\nwo"', 'card "red-two": title: should be one line of plain text'),
    (
        "cards-red.toml",
        'id = "red-two"',
        'id = "Red Two"',
        '"Red Two" is not an id: lower case words joined by hyphens',
    ),
    ("cards-red.toml", 'id = "red-two"', 'id = "here"', '"here" means something else in steps; take another id'),
    ("scenario.toml", "turns = 6", "turns = 1000000000", "numbers.turns: should be at most 64, not 1000000000"),
    ("scenario.toml", "turns = 6", "turn = 6", 'unknown key "turn"; did you mean "turns"?'),
    ("scenario.toml", "weight = 1.5,", "weight = 1.555,", "weight: should have at most two decimals, not 1.555"),
    ("scenario.toml", "weight = 1.5,", "weight = nan,", "weight: should be a number, not NaN"),
    (
        "scenario.toml",
        'of = "weak-areas", side = "reds", strength = 4',
        'of = "weak-areas", side = "reds"',
        'a term of "weak-areas" needs "strength"',
    ),
    ("scenario.toml", 'of = "long-war"', 'of = "long-war", side = "reds"', 'a term of "long-war" has no "side"'),
    (
        "scenario.toml",
        'short = "Blue"',
        'short = "Very blue"',
        'seat "blue": short: "Very blue" does not have the right form',
    ),
    (
        "scenario.toml",
        'orders = ["arm"]',
        'orders = ["arms"]',
        'seat "ally": orders: unknown word "arms"; did you mean "arm"?',
    ),
    (
        "scenario.toml",
        'neighbours = ["hill"]',
        'neighbours = "hill"',
        'area "north": neighbours: should be a list, not "hill"',
    ),
    (
        "scenario.toml",
        "red_lines = { land = [0, 1] }",
        "red_lines = 3",
        'seat "red": red_lines: should be a table, not 3',
    ),
    (
        "scenario.toml",
        "start = { reds = 5 }",
        "start = { reds = 50 }",
        'area "north": start.reds: should be at most 9, not 50',
    ),
    ("scenario.toml", "stores = {", "Stores = {", "is not an id"),
]


class TestComplaints:
    @pytest.mark.parametrize(("name", "old", "new", "said"), WRONG)
    def test_what_is_written_wrongly_is_named(self, small: Small, name: str, old: str, new: str, said: str) -> None:
        line = small.change(name, old, new).line(name, new)
        complaint = small.complaint()
        assert complaint.startswith(f"small/{name}:{line}: ")
        assert said in complaint

    def test_a_table_that_lacks_something_is_where_it_begins(self, small: Small) -> None:
        small.change("headlines.toml", 'spoiler = "bandits"\n', "")
        line = small.line("headlines.toml", "[headline.incident]")
        assert small.complaint() == f'small/headlines.toml:{line}: headline "snow": "spoiler" is missing'

    def test_a_seat_has_one_side(self, small: Small) -> None:
        small.change("scenario.toml", 'commands = "blues"', 'commands = "blues"\nbacks = "reds"')
        line = small.line("scenario.toml", 'id = "blue"') - 1
        said = 'needs exactly one of "commands" and "backs"'
        assert small.complaint() == f'small/scenario.toml:{line}: seat "blue": {said}'

    def test_the_first_complaint_of_a_file_comes_first(self, small: Small) -> None:
        small.change("scenario.toml", 'id = "ally"\nname = "Friendly states"', 'id = "ally"\nname = 7')
        small.change("scenario.toml", "minutes = 20", "minutes = 0")
        assert small.complaint().startswith(f"small/scenario.toml:{small.line('scenario.toml', 'name = 7')}: ")

    @pytest.mark.parametrize(
        ("table", "count", "said"),
        [("seat", 9, "seat: should have at most 8 entries"), ("area", 61, "area: should have at most 60 entries")],
    )
    def test_too_many(self, small: Small, table: str, count: int, said: str) -> None:
        more = "".join(f'\n[[{table}]]\nid = "more-{at}"\n' for at in range(count))
        small.change("scenario.toml", "[tracks]", f"{more}\n[tracks]")
        assert said in small.complaint() or "is missing" in small.complaint()

    @pytest.mark.slow
    @pytest.mark.parametrize("first", [0, *(pytest.param(at, marks=pytest.mark.no_cover) for at in range(1, 4))])
    @pytest.mark.parametrize(
        "name", ["scenario.toml", "cards-red.toml", "headlines.toml", "agendas.toml", "sources.toml"]
    )
    def test_whatever_line_is_lost_the_complaint_is_one_line(self, small: Small, name: str, first: int) -> None:
        whole = small.files[name].split("\n")
        for at in range(first, len(whole), 4):
            lost = [*whole[:at], *whole[at + 1 :]]
            (small.folder / name).write_text("\n".join(lost), encoding="utf-8")
            complaint = small.complaint()  # which asserts that it is one line
            assert "Input" not in complaint
            assert "pydantic" not in complaint

    def test_did_you_mean(self) -> None:
        assert did_you_mean("compell", ["compel", "bar"]) == '; did you mean "compel"?'
        assert did_you_mean("qqq", ["compel", "bar"]) == "; there is bar, compel"
        assert did_you_mean("qqq", [f"word-{at}" for at in range(99)]) == ""


class TestLocate:
    TEXT = """a = 1 # [not] = "this"
b.c = [1,
  { d = "x # } ]", e = 2 },
  '''
]''',
  3]

[[t]]
x = \"\"\"
[[t]]
\"\"\"
[t.u]
"y z" = 1979-05-27 07:32:00
[[t]]
"""

    def test_every_key_has_its_line(self) -> None:
        found = lines(self.TEXT)
        assert found["a",] == 1
        assert found["b", "c"] == 2
        assert found["b", "c", 1, "e"] == 3
        assert found["b", "c", 3] == 6
        assert found["t", 0] == 8
        assert found["t", 0, "u", "y z"] == 13
        assert found["t", 1] == 14

    def test_a_missing_key_is_where_its_table_is(self) -> None:
        assert line_of(self.TEXT, ("t", 0, "u", "missing")) == 12
        assert line_of(self.TEXT, ("nothing",)) == 1

    @pytest.mark.parametrize("name", cards.available())
    def test_it_reads_the_shipped_files_to_the_end(self, name: str) -> None:
        import tomllib

        for path in sorted((Path(cards.__file__).parent / name).glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            tables = [(key, table) for key, table in tomllib.loads(text).items() if isinstance(table, list)]
            found = lines(text)
            for key, table in tables:
                for at in range(len(table)):
                    assert text.split("\n")[found[key, at] - 1].strip()
                    assert isinstance(table[at], str) or all((key, at, inner) in found for inner in table[at])


def test_the_json_schema_names_every_file_and_word() -> None:
    written = schema()
    names = ("scenario", "headlines", "agendas", "sources", "history")
    assert set(written["properties"]) == {f"{name}.toml" for name in names}
    assert {"ScenarioFile", "CardsFile", "ShiftMeter", "Standing", "Filter", "Owes"} <= set(written["$defs"])
    references = str(written).count("'$ref': '#/$defs/")
    assert references
    assert all(ref in written["$defs"] for ref in _references(written))


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [str(node["$ref"]).removeprefix("#/$defs/")] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _references(value)]
    return [ref for value in node for ref in _references(value)] if isinstance(node, list) else []


def test_the_hash_is_of_what_the_rules_read_not_of_prose(small: Small) -> None:
    before = compile_scenario(small.load()).hash
    assert len(before) == 16
    assert set(before) <= set("0123456789abcdef")
    small.change("scenario.toml", "turns = 6\nhand = 3", "# a remark\nhand = 3\nturns = 6")
    small.change("scenario.toml", "weight = 1.5,", "weight = 1.50,")
    assert compile_scenario(small.load()).hash == before
    small.change("scenario.toml", 'summary = "', 'summary = "Mended. ')
    assert compile_scenario(small.load()).hash == before
    small.change("scenario.toml", "weight = 1.50,", "weight = 1.51,")
    assert compile_scenario(small.load()).hash != before


def test_the_hash_does_not_depend_on_the_seed_of_python(small: Small) -> None:
    import subprocess
    import sys

    code = f"import cards; print(cards.table({str(small.folder)!r}).hash)"
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert hashes == {f"{compile_scenario(small.load()).hash}\n"}
