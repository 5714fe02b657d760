"""A small scenario to break: every table once, three seats, four areas, and a card for every word."""

from __future__ import annotations

from pathlib import Path

from cards import Manuscript, ScenarioError, compile_scenario, load
from rules.scenario import Scenario

SCENARIO = """
id = "small"
title = "Small"
version = 1
setting = "Nowhere, one day"
summary = "Two quarrel, one helps."
content_note = "Nothing happens."
argues = ["Nothing (invented)."]

[[side]]
id = "reds"
name = "the reds"

[[side]]
id = "blues"
name = "the blues"

[[side]]
id = "wolves"
name = "the wolves"
struck = true

[hostility]
peaceful = [["wolves", "blues"]]

[[seat]]
id = "red"
name = "Red council"
short = "Red"
about = "Of the north."
wants = "the hill"
fears = "wolves"
source = "invented"
commands = "reds"
required = true
meters = { influence = 4, support = 6, credibility = 5 }
order_count = 2
orders = ["assault", "fortify", "strike"]
press = ["condemn", "rally"]
opening_hand = ["red-one"]
red_lines = { land = [0, 1] }
worth = { land = [10, 5, 0], water = [3, 6], court = [0, 1, 2] }
no_deal = { start = 50, terms = [
  { weight = 1.5, of = "areas", side = "reds", label = "areas held" },
  { weight = 0.25, of = "areas", side = "reds", tag = "core", label = "core held" },
  { weight = -0.5, of = "weak-areas", side = "reds", strength = 4, label = "thin areas" },
  { weight = -1, of = "strength", side = "wolves", held_by = "blues", label = "wolves about" },
  { weight = 1, of = "meter", meter = "support", label = "own support" },
  { weight = -0.1, of = "track", track = "toll", label = "people harmed" },
  { weight = -0.15, of = "orders", order = "strike", seat = "red", label = "strikes" },
  { weight = -2.9, of = "long-war", label = "the long war" },
] }
[seat.staying_away]
meter = "support"
first_only = true
at_most = 2

[[seat]]
id = "blue"
name = "Blue"
short = "Blue"
about = "Of the south."
wants = "water"
fears = "reds"
source = "S1"
commands = "blues"
required = true
meters = { influence = 3, support = 5, credibility = 5 }
order_count = 1
orders = ["assault", "redeploy"]
press = ["condemn"]
red_lines = { land = [1, 2], court = [0, 1] }
worth = { land = [0, 5, 10], water = [6, 3], court = [2, 1, 0] }
no_deal = { start = 45 }

[[seat]]
id = "ally"
name = "Friendly states"
short = "Ally"
about = "Behind the north."
wants = "quiet"
fears = "noise"
source = "invented"
backs = "reds"
meters = { influence = 6, support = 5, credibility = 5 }
order_count = 1
orders = ["arm"]
press = ["sanction", "relief", "lean"]
worth = { land = [2, 2, 0], water = [1, 2], court = [0, 3, 4] }
no_deal = { start = 40.5, terms = [
  { weight = 0.5, of = "meter", meter = "support", seat = "red", label = "support of the reds" },
] }

[[issue]]
id = "land"
name = "The land"
positions = ["northern", "shared", "southern"]
draft = 1
source = "invented"

[[issue]]
id = "water"
name = "Water"
positions = ["by rota", "for all"]
draft = 0
source = "invented"

[[issue]]
id = "court"
name = "The court"
positions = ["none", "mixed", "full"]
draft = 2
source = "invented"

[[area]]
id = "north"
name = "The north"
weight = 2
tags = ["core"]
open = true
neighbours = ["hill"]
start = { reds = 5 }
source = "invented"

[[area]]
id = "hill"
name = "Hilltop"
weight = 1
terrain = 1
neighbours = ["south", "north"]
start = { reds = 2, blues = 2 }
holder = "blues"
source = "invented"

[[area]]
id = "south"
name = "Southdown"
weight = 3
neighbours = ["hill", "abroad"]
start = { blues = 4, wolves = 1 }
source = "S1 invented"

[[area]]
id = "abroad"
name = "Abroad"
weight = 0
closed = true
open = true
neighbours = ["south"]
source = "invented"

[tracks]
toll = { max = 20, start = 1 }
attention = { start = 5 }
stores = { start = 3, max = 6, label = "Stores" }

[[pledge]]
kind = "truce"
text = "no assault on {target}"
target = "area"
seats = ["blue", "red"]
breaks = "hostile-assault"

[[pledge]]
kind = "let-in"
text = "aid is let into {target}"
target = "area"
seats = ["red"]
targets = ["south"]
breaks = "hostile-assault"
lets_aid_in = true

[[pledge]]
kind = "no-sanction"
text = "no sanctions on {target}"
target = "seat"
seats = ["ally"]
breaks = "sanction"

[[pledge]]
kind = "attend"
text = "to be there"
target = "none"
seats = ["red", "blue", "ally"]
breaks = "absence"

[[procedure]]
id = "pack"
name = "The pack"
text = "It grows."
source = "invented"
if = { turn = "even" }
do = [
  { find = "area", most = "wolves", where = { has = "wolves" }, do = [
    { strength = "wolves", by = 1, area = "here", at_most = 6 },
  ] },
]

[[home_front]]
id = "harvest"
name = "Harvest"
text = "On turn 3."
source = "invented"
do = [{ if = { turn = [3] }, then = [{ shift = "support", of = "all", by = -1 }] }]

[numbers]
turns = 6
hand = 3
verification = { issue = "court", odds = [0, 20, 40] }
access = { issue = "water", at_least = 1 }

[conquest]
reds = ["south"]

[[size]]
id = "full"
name = "Full"
minutes = 60
text = "All of it."
headlines = { 1 = ["rain"], 3 = ["sun", "snow"] }

[[size]]
id = "short"
name = "Short"
minutes = 20
text = "Half of it."
numbers = { turns = 3 }
order_count = 1
staying_away = false
toll_max = 12
draft = { court = 1 }
fixed = { water = 1 }
orders = ["assault", "arm"]
pledges = ["attend"]
press = ["rally", "lean"]
"""

RED = """
[[card]]
id = "red-one"
seat = "red"
title = "One"
value = 2
effects = [{ shift = "attention", by = 1 }]
context = "It is the first."
source = "S1"

[[card]]
id = "red-two"
seat = "red"
title = "Two"
value = 1
once = true
requires = { present = "blue" }
effects = [
  { shift = "support", of = "self", by = 1 },
]
context = "It is the second."
source = "invented"
"""

BLUE = """
[[card]]
id = "blue-one"
seat = "blue"
title = "First"
value = 3
effects = [{ discard = 1, by = "self" }, { draw = 1, by = "self" }]
context = "Blue changes its mind."
source = "invented"
"""

ALLY = """
[[card]]
id = "ally-one"
seat = "ally"
title = "Friend"
value = 1
effects = [{ compel = "red" }]
context = "A friend asks."
source = "invented"
"""

HEADLINES = """
[[headline]]
id = "rain"
title = "Rain"
effects = [{ shift = "stores", by = 1 }]
context = "It rains."
source = "invented"

[[headline]]
id = "sun"
title = "Sun"
once = true
effects = [{ shift = "stores", by = -1 }]
context = "It shines."
source = "invented"

[[headline]]
id = "snow"
title = "Snow"
effects = [{ shift = "toll", by = 1, area = "hill" }]
context = "It snows."
source = "invented"
[headline.incident]
spoiler = "bandits"
unless = { issue = "court", at_least = 1 }

[[headline]]
id = "wind"
title = "Wind"
voice = true
effects = [{ shift = "attention", by = -1 }]
context = "It blows."
source = "invented"
"""

AGENDAS = """
[[agenda]]
id = "thirst"
seat = "red"
title = "Thirst"
issues = ["water"]
context = "Red is thirsty."
source = "invented"

[[agenda]]
id = "pride"
seat = "red"
title = "Pride"
issues = ["land", "water"]
terms = [{ weight = 0.5, of = "meter", meter = "credibility", label = "own credibility" }]
context = "Red is proud."
source = "invented"
"""

SOURCES = """
[[source]]
id = "S1"
text = "A book, a publisher, 2016."
"""


class Small:
    """The folder of the small scenario, to be changed and read again."""

    def __init__(self, parent: Path) -> None:
        self.folder = parent / "small"
        self.folder.mkdir()
        self.files = {
            "scenario.toml": SCENARIO,
            "cards-red.toml": RED,
            "cards-blue.toml": BLUE,
            "cards-ally.toml": ALLY,
            "headlines.toml": HEADLINES,
            "agendas.toml": AGENDAS,
            "sources.toml": SOURCES,
        }
        for name, text in self.files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> Small:
        """Replace the one place where `old` stands in a file."""
        assert self.files[name].count(old) == 1, f"{old!r} stands {self.files[name].count(old)} times in {name}"
        self.files[name] = self.files[name].replace(old, new)
        (self.folder / name).write_text(self.files[name], encoding="utf-8")
        return self

    def effects(self, effects: str, *, requires: str | None = None) -> Small:
        """Give the card red-two other effects."""
        self.change("cards-red.toml", '{ shift = "support", of = "self", by = 1 },', effects)
        if requires is not None:
            self.change("cards-red.toml", '{ present = "blue" }', requires)
        return self

    def load(self) -> Manuscript:
        return load(self.folder)

    def table(self, size: str | None = None) -> Scenario:
        return compile_scenario(self.load(), size)

    def complaint(self) -> str:
        """What is wrong with it, in all sizes: one line that does not tell where the folder is."""
        try:
            text = self.load()
            for size in text.scenario.size:
                compile_scenario(text, size.id)
        except ScenarioError as error:
            message = str(error)
            assert "\n" not in message
            assert str(self.folder.parent) not in message
            assert len(message) < 300
            return message
        return ""

    def line(self, name: str, text: str) -> int:
        """The number of the first line of a file that holds `text`."""
        return next(at for at, line in enumerate(self.files[name].split("\n"), 1) if text in line)
