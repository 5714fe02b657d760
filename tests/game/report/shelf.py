"""Games of every kind, played by dice that lean towards something: so that whatever a report can say is said of one.

No game here is known beforehand: each is played anew, and the tests say what has to be met among all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import cards
from game.face import Game
from game.record import Record, loads
from game.session import Session

Choose = Callable[[Random, list[str]], str]
FEW, MANY = range(1, 2), range(1, 5)  # more if a scenario was changed and something is not met any more


def leaning(*towards: str) -> Choose:
    """Choose a line that begins so, the first of these that there is; else any."""

    def choose(dice: Random, legal: list[str]) -> str:
        for beginning in towards:
            found = [line for line in legal if line.startswith(beginning)]
            if found:
                return dice.choice(found)
        return dice.choice(legal)

    return choose


at_random = leaning()
away = leaning("absent")
fighting = leaning("order assault", "order strike", "order support")
agreeing = leaning("attend", "accept", "sign", "silence", "call")
keeping = leaning("attend", "accept", "sign", "silence", "call", "stay", "order rearm")
refusing = leaning("attend", "accept", "silence", "call", "refuse")
declining = leaning("attend", "break", "decline", "send", "text", "propose")
pledging = leaning("attend", "accept", "silence", "send", "pledge", "propose", "order hold")
WAYS = {  # with the seeds that are played of Empty Chairs
    "random": (at_random, MANY),
    "fighting": (fighting, FEW),
    "agreeing": (agreeing, MANY),
    "keeping": (keeping, MANY),
    "refusing": (refusing, MANY),
    "declining": (declining, FEW),
    "pledging": (pledging, FEW),
}


def played(
    choose: Choose, seed: int = 5, scenario: str = "two-banks", size: str = "standard", **told: object
) -> Record:
    game, dice = Game.new(scenario, size, seed, **told), Random(seed)  # type: ignore[arg-type] # headlines alone
    while game.to_move != "over":
        game.play(choose(dice, game.legal()))
    return game.record


def edited(folder: Path, *changes: tuple[str, str], sources: str = "") -> str:
    """Two Banks with something changed in its scenario.toml: patterns, and what stands there instead."""
    source, target = Path(cards.__file__).parent / "two-banks", folder / "two-banks"
    target.mkdir(parents=True)
    for path in source.glob("*.*"):
        (target / path.name).write_bytes(path.read_bytes())
    text = (source / "scenario.toml").read_text(encoding="utf-8")
    for pattern, instead in changes:
        text, times = re.subn(pattern, instead, text)
        assert times, pattern
    (target / "scenario.toml").write_text(text, encoding="utf-8")
    with (target / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(sources)
    return str(target)


ONE_TURN = (r"turns = \d+", "turns = 1")
LITTLE_TOLL = (r"(toll = \{ max =|toll_max =) *\d+", r"\1 2")
SILENT = ((r"argues = \[[^]]*\]", "argues = []"), (r"\[issue\.people\]\n(?:.+\n)+", ""))
PEOPLE_OF_A_SOURCE = (r'(?<=\n)source = "invented"(?=\n\n\[\[issue\]\]\nid = "bridge")', 'source = "X1"')
SOURCE = '[[source]]\nid = "X1"\ntext = "A letter from the island, without a date."\n'
NO_ZONE = (r"start = 50, terms", "start = 100, terms")
EASY_CONQUEST = (r"uplanders = \[[^]]*\]", 'uplanders = ["island"]')


def disturbed(seed: int = 8) -> Record:
    """Lines that the clock took, and draws that were sown anew."""
    session, dice = Session.new("two-banks", "standard", seed), Random(seed)
    while session.to_move >= 0:
        if dice.random() < 0.3:
            session.time_out()
        else:
            session.play([dice.choice(session.legal())])
        if len(session.lines) == 30:
            session = session.fork(4)
    return session.record


def resumed(folder: Path) -> Record:
    """Left and resumed three times."""
    path, dice = folder / "game.journal", Random(3)
    session = Session.new("two-banks", "standard", 3)
    session.keep_journal(path)
    for _sitting in range(3):
        for _ in range(9):
            if session.to_move >= 0:
                session.play([dice.choice(session.legal())])
        session.close()
        session = Session.resume(path)
    while session.to_move >= 0:
        session.play([dice.choice(session.legal())])
    session.finish()
    return loads(path.read_text(encoding="utf-8"), str(path))


def shelf(folder: Path) -> dict[str, Record]:
    """All of them, by what they are."""
    found = {
        f"{name}, {seed}": played(choose, seed, "empty-chairs", "class")
        for name, (choose, seeds) in WAYS.items()
        for seed in seeds
    }
    found |= {f"{name} on two banks": played(choose) for name, (choose, _seeds) in WAYS.items()}
    found["eight turns"] = played(keeping, 1, "empty-chairs", "full")
    found["eight turns that are not played to the end"] = played(fighting, 1, "empty-chairs", "full")
    found["away"] = played(away)
    found["a turn"] = played(at_random, scenario=edited(folder / "turn", ONE_TURN))
    found["a catastrophe"] = played(fighting, scenario=edited(folder / "toll", LITTLE_TOLL))
    found["no zone"] = played(at_random, scenario=edited(folder / "zone", NO_ZONE))
    easy = edited(folder / "conquest", EASY_CONQUEST)
    found |= {f"a conquest, {seed}": played(fighting, seed, easy) for seed in MANY}
    found["silent"] = played(at_random, scenario=edited(folder / "silent", *SILENT))
    found["of a source"] = played(at_random, scenario=edited(folder / "source", PEOPLE_OF_A_SOURCE, sources=SOURCE))
    found["a headline that was picked"] = played(at_random, 2, "empty-chairs", "class", headlines={3: "envoy-offer"})
    found["disturbed"] = disturbed()
    found["disturbed once"] = once_disturbed()
    found["resumed"] = resumed(folder)
    return found


def once_disturbed() -> Record:
    """One line that the clock took."""
    session, dice = Session.new("two-banks", "standard", 2), Random(2)
    session.time_out()
    while session.to_move >= 0:
        session.play([dice.choice(session.legal())])
    return session.record
