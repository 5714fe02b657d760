"""How long after a key its screen stands, at every kind of prompt: whole games, played at a pseudo-terminal.

    python -m tests.game.latency [--games N] [--seed N] [--processor] [--brief] [SIZE ...]

Time from the Enter to the last byte before the program waits again: on the wall, or (`--processor`, Linux only) as much
of it as the program itself was at work, which a busy machine does not change. docs/performance.md has figures.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from tests.game.sitting import GONE, PROMPTS, Sitting

BAR: Final = 100  # milliseconds
LONGEST: Final = 120  # seconds for which a screen is waited
THINKS: Final = "advice (a bot thinks)"
OPEN: Final = (
    *("table", "map", "areas", "draft", "issues", "ledger", "discards", "history", "neighbours", "help", "rules"),
    *("rules 3.3", "card barrel-bombs", "card nothing", "why call", "propose ?", "?", "save", "clock", "undo", "xyzzy"),
)
ALONE: Final = ("hand", "worth", "agenda", "advice", "card ?", "order ?", "why order hold", *OPEN)
KINDS: Final = {
    "writing (": "writing",
    "in private (": "private visit",
    "in private:": "look",
    "(? for help": "conference",
    "press Enter": "hand-over",
    "slips]": "before the visits",
    "the other: Enter]": "before the visits",
    "sealed": "sealed",
    "more:": "a long page",
    "What if": "what if",
}
READY: Final = re.compile("|".join(str(pattern) for pattern in PROMPTS[:GONE]))
CALLED: Final = "Hand the keyboard to"  # then comes the wait that keeps a second Enter from opening the page
QUIET: Final = 0.01  # seconds without another byte: what looks like the end is the end


class Stopwatch:
    """Somebody at the keyboard with a watch; `times` has milliseconds by what was pressed where."""

    def __init__(self, at: Sitting, dice: Random, *, processor: bool) -> None:
        self._at = at  # whose terminal would be closed with it
        self._dice = dice
        self._work = Path(f"/proc/{at.child.pid}/schedstat") if processor else None
        self.times: dict[str, list[float]] = defaultdict(list)

    def play(self) -> None:
        """Play until the program leaves."""
        shown = self._read()[1]
        while shown:
            for key, kind in self._keys(shown):
                began = self._now()
                os.write(self._at.child.child_fd, f"{key}\n".encode())
                stood, shown = self._read()
                self.times[kind].append(1000 * (stood - began))
                if not READY.search(shown) or _place(shown) == "a long page":
                    break  # what was to follow has no prompt to be typed at

    def _now(self) -> float:
        """Seconds on the wall, or at work."""
        return perf_counter() if self._work is None else int(self._work.read_text(encoding="ascii").split()[0]) / 1e9

    def _read(self) -> tuple[float, str]:
        """When the next screen stood, and what was shown until then; nothing when the program is gone."""
        heard, stood, called, done = b"", self._now(), 0.0, False
        terminal = self._at.child.child_fd
        while select.select([terminal], [], [], QUIET if done else LONGEST)[0]:
            try:
                heard += os.read(terminal, 1 << 16)
            except OSError:  # it is gone
                return stood, ""
            stood = self._now()
            called = called or (stood if CALLED.encode() in heard else 0.0)
            done = bool(READY.search(heard.decode(errors="replace")))
        if not done:
            raise TimeoutError(heard[-500:])
        return called or stood, heard.decode(errors="replace")

    def _keys(self, shown: str) -> Iterator[tuple[str, str]]:
        """What to press here, one after the other, and what that is called."""
        place, dice = _place(shown), self._dice
        if place not in {"conference", "private visit", "writing"}:
            yield "", f"{place}: Enter"
            return
        for word in dice.sample(ALONE if place == "private visit" else OPEN, 2):
            yield word, THINKS if word == "advice" else f"{place}: {word}"
        if place == "writing" and dice.random() < 0.2:
            yield "send", f"{place}: send"
        elif place == "conference" and dice.random() < 0.3:
            yield "propose", f"{place}: propose"
        else:
            yield str(dice.randint(1, 7)), f"{place}: a number"


def _place(shown: str) -> str:
    """What kind of prompt it is that the screen ends with."""
    prompt = shown.rpartition("\n")[2]
    return next((kind for sign, kind in KINDS.items() if sign in prompt), "the story")


def measure(size: str, seed: int, *, processor: bool = False) -> Mapping[str, list[float]]:
    """Milliseconds by what was pressed where, of one whole game."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        game = ["play", "--size", size, "--seed", str(seed), "--save", str(home / "game.accord")]
        watch = Stopwatch(Sitting(home, game, size=(24, 80)), Random(seed), processor=processor)
        watch.play()
        return watch.times


def lines(times: Mapping[str, Sequence[float]]) -> list[str]:
    """A table, slowest first."""
    told = [f"{'milliseconds':36}{'keys':>6}{'median':>8}{'95 %':>8}{'worst':>8}"]
    every = [one for kind, some in times.items() if kind != THINKS for one in some]
    ordered = sorted(times.items(), key=lambda kind: -max(kind[1]))
    for kind, some in [*ordered, ("all but a thinking bot", every)]:
        late = quantiles(some, n=20)[-1] if len(some) > 1 else some[0]
        told.append(f"{kind:36}{len(some):>6}{median(some):>8.1f}{min(late, max(some)):>8.1f}{max(some):>8.1f}")
    over = sum(one > BAR for one in every)
    return [*told, f"over {BAR} milliseconds: {over} of {len(every)}"]


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m tests.game.latency", description=__doc__.partition("\n")[0])
    asked.add_argument("sizes", nargs="*", default=["class", "full"])
    asked.add_argument("--games", type=int, default=1, help="of each size")
    asked.add_argument("--seed", type=int, default=1, help="of the first game; the next has the next")
    asked.add_argument("--processor", action="store_true", help="count the time at work only")
    asked.add_argument("--brief", action="store_true", help="a line a kind of prompt, not one for each thing typed")
    wanted = asked.parse_args(arguments)
    for size in wanted.sizes:
        times: dict[str, list[float]] = defaultdict(list)
        for seed in range(wanted.seed, wanted.seed + wanted.games):
            for kind, some in measure(size, seed, processor=wanted.processor).items():
                times[kind.partition(":")[0] if wanted.brief else kind] += some
        sys.stdout.write("\n".join([f"{size}, games: {wanted.games}", *lines(times), "", ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
