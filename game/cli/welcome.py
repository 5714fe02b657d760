"""The first minutes: `accord play` without options asks what it has to know; Enter is always a good answer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import cards
from cards.grammar import alone, isolated
from cards.language import N_, _, ngettext
from game import DEFAULT_SCENARIO, bots, pages, saves
from game.cli.asides import Quit
from game.cli.plan import HUMAN, Plan
from game.clock import Clock
from game.errors import UserError
from game.paper import heading, wrapped
from game.words import Name, listed, with_article

if TYPE_CHECKING:
    from cards.manuscript import Manuscript
    from game.cli.screen import Screen
    from rules.scenario import Scenario

Answer = TypeVar("Answer")
CLOCKS: Final = 2  # a decision's and a phase's
DIGITS: Final = 6  # of a time in seconds
BOT: Final = "negotiator"  # takes the seats that nobody takes
MOST_SAVES: Final = 5  # that are offered; `accord saves` lists all
YES: Final = N_("y yes")  # answers, which are understood beside the English ones
NO: Final = N_("n no")
COURSE: Final = N_(
    "Up to five people or groups sit around this one screen, each for one side. First everybody reads alone "
    "what their side wants. Then, turn by turn: you negotiate in the open, by voice, and type what is "
    "proposed; after that each seat comes to the keyboard alone and chooses in secret; then everything is "
    "revealed. The program says who is next and clears the screen in between."
)
SHARE: Final = N_("Two may share a seat: Anna and Ben. Aliases do: the names stand in the saved game.")
TIMES: Final = N_("60: so many seconds for each decision; 60 300: and 5 minutes for each conference and private visit.")
BOTS: Final = N_(
    "A bot is a program that plays a seat. The negotiator bargains for what its seat wants, and signs what is worth "
    "it; passive lets everything pass, and random does anything. Enter takes the negotiator."
)
LEAVING: Final = ("quit", "q")
HELP: Final = N_('Enter takes what stands in brackets; "quit" leaves.')


def welcome(screen: "Screen") -> Plan | Path | None:
    """A new game, the file of one to go on with, or None if somebody leaves."""
    before, screen.beside = screen.beside, partial(_beside, screen)
    try:
        return _offer(screen) or _new(screen)
    except Quit:
        return None
    finally:
        screen.beside = before


def _beside(screen: "Screen", text: str, _asked: bool) -> bool:  # noqa: FBT001 (see Prompts.pause)
    """What is typed where only Enter is waited for."""
    if text.casefold() in LEAVING:
        raise Quit
    screen.line("  " + _('"{text}" can\'t be answered yet; Enter goes on').format(text=text[:40]))
    return False


def _offer(screen: "Screen") -> Path | None:
    """Going on with a game that was left, if there is one."""
    from game.cli.saves import described

    left = [save for save in saves.saves() if save.unfinished][:MOST_SAVES]
    if not left:
        return None
    screen.lines([heading(_("Games that were left"))])
    for number, save in enumerate(left, 1):
        first, *rest = described(save)
        screen.lines([f"{number:>3}  {first}", *(f"     {line}" for line in rest)])

    def chosen(text: str) -> Path | None:
        if _is_no(text):
            return None
        return left[_number(text, 1, len(left)) - 1].path

    return _asked(screen, _("Go on with which one? [a new game] > "), chosen)


def _new(screen: "Screen") -> Plan:
    manuscript = cards.load(DEFAULT_SCENARIO)
    screen.show(lambda: [*pages.opening(manuscript), "", heading(_("What will happen")), *wrapped(_(COURSE))])
    while True:
        plan = _questions(screen, manuscript)
        table = cards.table(DEFAULT_SCENARIO, plan.size)
        screen.show(partial(_to_be, table, plan))
        if _asked(screen, _('Enter starts the game; "again" asks once more. > '), _starts):
            return plan


def _to_be(table: "Scenario", plan: Plan) -> list[str]:
    return ["", *_summary(table, plan)]


def _starts(text: str) -> bool:
    """Whether the game starts; else all is asked again."""
    if text.casefold() not in {"", "again", _("again"), *f"{YES} {_(YES)} {NO} {_(NO)}".split()}:
        raise UserError(
            _('"{text}" is no answer to this').format(text=text[:20]), right=_('press Enter, or type "again" or "quit"')
        )
    return not text or text.casefold() in f"{YES} {_(YES)}".split()


def _questions(screen: "Screen", manuscript: "Manuscript") -> Plan:
    screen.show(lambda: ["", heading(_("Who plays")), *wrapped(_(HELP))])
    size = _size(screen, manuscript)
    table = cards.table(DEFAULT_SCENARIO, size)
    people = _people(screen, table)
    names = _names(screen, table, people)
    players = {seat: f"{HUMAN} {names.get(seat, '')}".strip() if seat in people else BOT for seat in table.seat_ids}
    if len(people) < table.seats:
        players |= dict.fromkeys([seat for seat in table.seat_ids if seat not in people], _bot(screen))
    pins = len(people) > 1 and _asked(
        screen, _("A PIN for each seat, asked before its secrets are shown? [no] > "), _yes
    )
    screen.show(lambda: wrapped(_(TIMES)))
    clock = _asked(screen, _("A clock? [none] > "), _clock)
    return Plan(DEFAULT_SCENARIO, size, players, clock=clock, pins=pins)


def _size(screen: "Screen", manuscript: "Manuscript") -> str:
    sizes = sorted(manuscript.scenario.size, key=lambda size: size.minutes)
    for number, size in enumerate(sizes, 1):
        told = _("{size}, about {n} minutes. {text}").format(size=size.name, n=size.minutes, text=size.text)
        screen.lines(wrapped(told, "     ", f"{number:>3}  "))

    def chosen(text: str) -> str:
        named = [size.id for size in sizes if text and size.id.startswith(text.casefold())]
        return named[0] if named else sizes[_number(text or "1", 1, len(sizes)) - 1].id

    return _asked(screen, _("How long? [1, {size}] > ").format(size=sizes[0].name.casefold()), chosen)


def _people(screen: "Screen", table: "Scenario") -> list[str]:
    """The seats that people take."""
    count = _asked(
        screen,
        _("How many people or groups play, 1 to {n}? [{n}] > ").format(n=table.seats),
        lambda text: _number(text or str(table.seats), 1, table.seats),
    )
    if count == table.seats:
        return list(table.seat_ids)
    for number, name in enumerate(table.seat_names, 1):
        screen.line(f"{number:>3}  {alone(name)}")
    suggested = " ".join(str(number) for number in range(1, count + 1))

    def chosen(text: str) -> list[str]:
        picked = {_seat(table, word) for word in (text or suggested).replace(",", " ").split()}
        if len(picked) != count:
            raise UserError(
                ngettext("that is {n} seat", "these are {n} seats", len(picked)).format(n=len(picked)),
                right=_("name {n}, such as {example}").format(n=count, example=suggested),
            )
        return [table.seat_ids[number - 1] for number in sorted(picked)]

    return _asked(screen, _("Which seats do they take? [{seats}] > ").format(seats=suggested), chosen)


def _seat(table: "Scenario", word: str) -> int:
    """The number of a seat that is named by it, or by the beginning of its name."""
    named = [
        number
        for number, names in enumerate(zip(table.seat_ids, table.seat_names, strict=True), 1)
        if any(str(name).casefold().startswith(word.casefold()) for name in names)
    ]
    return named[0] if len(named) == 1 else _number(word, 1, table.seats)


def _names(screen: "Screen", table: "Scenario", people: list[str]) -> dict[str, str]:
    if not _asked(screen, _("Names for those who play? [no] > "), _yes):
        return {}
    screen.show(lambda: wrapped(_(SHARE)))
    names = {}
    for seat in people:
        name = with_article(table.seat_names[table.seat_ids.index(seat)])
        names[seat] = _asked(screen, _("Who plays {seat}? [no name] > ").format(seat=name), _name)
    return names


def _bot(screen: "Screen") -> str:
    def chosen(text: str) -> str:
        bots.factory(text or BOT)
        return text or BOT

    return _asked(screen, _("Which bot plays the other seats? [{bot}] > ").format(bot=BOT), chosen, BOTS)


def _summary(table: "Scenario", plan: Plan) -> list[str]:
    model = cards.load(DEFAULT_SCENARIO).scenario
    size = next(size.name for size in model.size if size.id == table.size)
    lines = [
        heading(_("So it will be")),
        _("{scenario}, size {size}.").format(scenario=model.title, size=size.casefold()),
    ]
    by_people = [seat for seat in table.seat_ids if plan.seats[seat].startswith(HUMAN)]
    named = [_called(table, seat, plan.seats[seat]) for seat in by_people]
    lines += wrapped(_("At this screen: {seats}.").format(seats=listed(named)))
    others = [Name(table.seat_names[table.seat_ids.index(seat)]) for seat in table.seat_ids if seat not in by_people]
    if others:
        bot = next(who for who in plan.seats.values() if not who.startswith(HUMAN))
        lines += wrapped(_("Played by the bot {bot}: {seats}.").format(bot=bot, seats=listed(others)))
    lines.append(_("Each seat chooses a PIN now, alone at the keyboard.") if plan.pins else _("No PINs."))
    lines.append(_("Clock: {times}.").format(times=_times(plan.clock)))
    return lines


def _called(table: "Scenario", seat: str, who: str) -> str:
    name = Name(table.seat_names[table.seat_ids.index(seat)])
    alias = who.partition(" ")[2]
    return f"{name} ({isolated(alias)})" if alias else name


def _times(clock: tuple[int, int]) -> str:
    parts = [
        _(text).format(n=seconds)
        for seconds, text in zip(
            clock, (N_("{n} seconds for each decision"), N_("{n} seconds for each phase")), strict=True
        )
        if seconds
    ]
    return listed(parts) if parts else _("none")


# One question


def _asked(screen: "Screen", prompt: str, understand: Callable[[str], Answer], explained: str = HELP) -> Answer:
    """Ask until the answer is understood; a question mark gets it `explained`."""
    while True:
        text = screen.ask(prompt)
        if text.casefold() in LEAVING:
            raise Quit
        if text in {"?", "help"}:
            screen.show(lambda: wrapped(_(explained)))
            continue
        try:
            return understand(text)
        except UserError as error:
            screen.line(f"  {error}")


def _number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and low <= int(text[:6]) <= high):
        raise UserError(
            _('"{text}" is none of the choices').format(text=text[:20]),
            right=_("type a number from {low} to {high}").format(low=low, high=high),
        )
    return int(text)


def _yes(text: str) -> bool:
    agreed = text.casefold() in f"{YES} {_(YES)}".split()
    if not agreed and not _is_no(text):
        raise UserError(
            _('"{text}" is neither yes nor no').format(text=text[:20]), right=_('type "y", or Enter for no')
        )
    return agreed


def _is_no(text: str) -> bool:
    return not text or text.casefold() in f"{NO} {_(NO)}".split()


def _name(text: str) -> str:
    if any(sign in text for sign in ";#") or len(text) > 40:  # noqa: PLR2004 (what a line of the screen bears)
        raise UserError(_("this can't be a name here"), right=_('up to 40 signs, without ";" and "#"'))
    return text


def _clock(text: str) -> tuple[int, int]:
    words = text.replace(",", " ").split()
    if _is_no(text) or text in {"none", _("none")}:
        return 0, 0
    if len(words) > CLOCKS or not all(word.isascii() and word.isdigit() and len(word) <= DIGITS for word in words):
        raise UserError(_('"{text}" is no time').format(text=text[:20]), right=_('type seconds: "60", or "60 300"'))
    seconds = [int(word) for word in words]
    return Clock(seconds[0], seconds[1] if len(seconds) > 1 else 0).seconds
