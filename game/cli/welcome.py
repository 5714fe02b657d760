"""The first minutes: `accord play` without options asks what it has to know; Enter is always a good answer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import cards
from game import DEFAULT_SCENARIO, bots, pages, saves
from game.cli.asides import Quit
from game.cli.plan import HUMAN, Plan
from game.clock import Clock
from game.errors import UserError
from game.paper import heading, wrapped
from game.words import listed

if TYPE_CHECKING:
    from cards.manuscript import Manuscript
    from game.cli.screen import Screen
    from rules.scenario import Scenario

Answer = TypeVar("Answer")
CLOCKS: Final = 2  # a decision's and a phase's
DIGITS: Final = 6  # of a time in seconds
BOT: Final = "negotiator"  # takes the seats that nobody takes
MOST_SAVES: Final = 5  # that are offered; `accord saves` lists all
YES: Final = ("y", "yes")
NO: Final = ("", "n", "no")
COURSE: Final = """
Up to five people or groups sit around this one screen, each for one side. First everybody reads alone what their
side wants. Then, turn by turn: you negotiate in the open, by voice, and type what is proposed; after that each seat
comes to the keyboard alone and chooses in secret; then everything is revealed. The program says who is next and clears
the screen in between.
"""
SHARE: Final = "Two may share a seat: Anna and Ben. Aliases do: the names stand in the saved game."
TIMES: Final = "60: so many seconds for each decision; 60 300: and 5 minutes for each conference and private visit."
HELP: Final = 'Enter takes what stands in brackets; "quit" leaves.'


def welcome(screen: "Screen") -> Plan | Path | None:
    """A new game, the file of one to go on with, or None if somebody leaves."""
    try:
        return _offer(screen) or _new(screen)
    except Quit:
        return None


def _offer(screen: "Screen") -> Path | None:
    """Going on with a game that was left, if there is one."""
    from game.cli.saves import described

    left = [save for save in saves.saves() if save.unfinished][:MOST_SAVES]
    if not left:
        return None
    screen.lines([heading("Games that were left")])
    for number, save in enumerate(left, 1):
        first, *rest = described(save)
        screen.lines([f"{number:>3}  {first}", *(f"     {line}" for line in rest)])

    def chosen(text: str) -> Path | None:
        if text in NO:
            return None
        return left[_number(text, 1, len(left)) - 1].path

    return _asked(screen, "Go on with which one? [a new game] > ", chosen)


def _new(screen: "Screen") -> Plan:
    manuscript = cards.load(DEFAULT_SCENARIO)
    screen.lines([*pages.opening(manuscript), "", heading("What will happen"), *wrapped(" ".join(COURSE.split()))])
    screen.lines(["", heading("Who plays"), *wrapped(HELP)])
    size = _size(screen, manuscript)
    table = cards.table(DEFAULT_SCENARIO, size)
    people = _people(screen, table)
    names = _names(screen, table, people)
    players = {seat: f"{HUMAN} {names.get(seat, '')}".strip() if seat in people else BOT for seat in table.seat_ids}
    if len(people) < table.seats:
        players |= dict.fromkeys([seat for seat in table.seat_ids if seat not in people], _bot(screen))
    pins = len(people) > 1 and _asked(screen, "A PIN for each seat, asked before its secrets are shown? [no] > ", _yes)
    screen.lines(wrapped(TIMES))
    clock = _asked(screen, "A clock? [none] > ", _clock)
    plan = Plan(DEFAULT_SCENARIO, size, players, clock=clock, pins=pins)
    screen.lines(["", *_summary(table, plan)])
    screen.ask("Enter starts the game. ")
    return plan


def _size(screen: "Screen", manuscript: "Manuscript") -> str:
    sizes = sorted(manuscript.scenario.size, key=lambda size: size.minutes)
    for number, size in enumerate(sizes, 1):
        screen.lines(wrapped(f"{size.name}, about {size.minutes} minutes. {size.text}", "     ", f"{number:>3}  "))

    def chosen(text: str) -> str:
        named = [size.id for size in sizes if text and size.id.startswith(text.casefold())]
        return named[0] if named else sizes[_number(text or "1", 1, len(sizes)) - 1].id

    return _asked(screen, f"How long? [1, {sizes[0].name.casefold()}] > ", chosen)


def _people(screen: "Screen", table: "Scenario") -> list[str]:
    """The seats that people take."""
    count = _asked(
        screen,
        f"How many people or groups play, 1 to {table.seats}? [{table.seats}] > ",
        lambda text: _number(text or str(table.seats), 1, table.seats),
    )
    if count == table.seats:
        return list(table.seat_ids)
    for number, name in enumerate(table.seat_names, 1):
        screen.line(f"{number:>3}  {name}")
    suggested = " ".join(str(number) for number in range(1, count + 1))

    def chosen(text: str) -> list[str]:
        picked = {_number(word, 1, table.seats) for word in (text or suggested).replace(",", " ").split()}
        if len(picked) != count:
            raise UserError(f"these are {len(picked)} seats", right=f"name {count}, such as {suggested}")
        return [table.seat_ids[number - 1] for number in sorted(picked)]

    return _asked(screen, f"Which seats do they take? [{suggested}] > ", chosen)


def _names(screen: "Screen", table: "Scenario", people: list[str]) -> dict[str, str]:
    if not _asked(screen, "Names for those who play? [no] > ", _yes):
        return {}
    screen.lines(wrapped(SHARE))
    names = {}
    for seat in people:
        name = table.seat_names[table.seat_ids.index(seat)]
        names[seat] = _asked(screen, f"Who plays the {name}? [no name] > ", _name)
    return names


def _bot(screen: "Screen") -> str:
    def chosen(text: str) -> str:
        bots.factory(text or BOT)
        return text or BOT

    return _asked(screen, f"Which bot plays the other seats? [{BOT}] > ", chosen)


def _summary(table: "Scenario", plan: Plan) -> list[str]:
    lines = [heading("So it will be"), f"Empty Chairs, size {table.size}."]
    by_people = [seat for seat in table.seat_ids if plan.seats[seat].startswith(HUMAN)]
    named = [_called(table, seat, plan.seats[seat]) for seat in by_people]
    lines += wrapped(f"At this screen: {listed(named)}.")
    others = [table.seat_names[table.seat_ids.index(seat)] for seat in table.seat_ids if seat not in by_people]
    if others:
        bot = next(who for who in plan.seats.values() if not who.startswith(HUMAN))
        lines += wrapped(f"Played by the bot {bot}: {listed(others)}.")
    lines.append("Each seat chooses a PIN now, alone at the keyboard." if plan.pins else "No PINs.")
    lines.append(f"Clock: {_times(plan.clock)}.")
    return lines


def _called(table: "Scenario", seat: str, who: str) -> str:
    name = table.seat_names[table.seat_ids.index(seat)]
    alias = who.partition(" ")[2]
    return f"{name} ({alias})" if alias else name


def _times(clock: tuple[int, int]) -> str:
    parts = [
        f"{seconds} seconds for each {what}"
        for seconds, what in zip(clock, ("decision", "phase"), strict=True)
        if seconds
    ]
    return listed(parts) if parts else "none"


# One question


def _asked(screen: "Screen", prompt: str, understand: Callable[[str], Answer]) -> Answer:
    """Ask until the answer is understood."""
    while True:
        text = screen.ask(prompt)
        if text.casefold() in {"quit", "q"}:
            raise Quit
        if text in {"?", "help"}:
            screen.lines(wrapped(HELP))
            continue
        try:
            return understand(text)
        except UserError as error:
            screen.line(f"  {error}")


def _number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and low <= int(text[:6]) <= high):
        raise UserError(f'"{text[:20]}" is none of the choices', right=f"type a number from {low} to {high}")
    return int(text)


def _yes(text: str) -> bool:
    word = text.casefold()
    if word not in YES + NO:
        raise UserError(f'"{text[:20]}" is neither yes nor no', right='type "y", or Enter for no')
    return word in YES


def _name(text: str) -> str:
    if any(sign in text for sign in ";#") or len(text) > 40:  # noqa: PLR2004 (what a line of the screen bears)
        raise UserError("this can't be a name here", right='up to 40 signs, without ";" and "#"')
    return text


def _clock(text: str) -> tuple[int, int]:
    words = text.replace(",", " ").split()
    if text in NO or text == "none":
        return 0, 0
    if len(words) > CLOCKS or not all(word.isascii() and word.isdigit() and len(word) <= DIGITS for word in words):
        raise UserError(f'"{text[:20]}" is no time', right='type seconds: "60", or "60 300"')
    seconds = [int(word) for word in words]
    return Clock(seconds[0], seconds[1] if len(seconds) > 1 else 0).seconds
