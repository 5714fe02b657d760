"""Two Banks in sizes that are solved while a test waits."""

import shutil
from pathlib import Path

import cards

SIZE = """
[[size]]
id = "{id}"
name = "Small"
minutes = 1
text = "Two of the three speak, of one question or two."
ranking = true
order_count = 1
staying_away = false
fixed = {{ {fixed} }}
orders = [{orders}]
pledges = [{pledges}]
press = []
agendas = false
headlines = {{ 1 = ["low-river"] }}
[size.numbers]
turns = 1
rounds = 1
clauses = 1
channel = false
hand = 0
progress_steps = 1
attendance = ["upstream", "downstream"]
"""


def small_rivers(folder: Path) -> Path:
    """A copy with the sizes `pair` (7,271 nodes, as of now) and `brook` (1,160)."""
    shutil.copytree(Path(cards.__file__).parent / "two-banks", folder)
    with (folder / "scenario.toml").open("a", encoding="utf-8") as file:
        file.write(SIZE.format(id="pair", fixed="gauge = 0", orders='"assault", "fortify"', pledges='"truce"'))
        file.write(SIZE.format(id="brook", fixed="gauge = 0, bridge = 1", orders='"assault"', pledges=""))
    return folder
