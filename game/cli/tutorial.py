"""`accord tutorial`: the first turn of Two Banks, with the real engine and the real prompts, explained step by step."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import click

from cards.language import N_, _
from game import pages
from game.cli.asides import Quit
from game.cli.draftsman import Draftsman
from game.cli.hotseat import Hotseat
from game.cli.invoked import program
from game.cli.prompts import Left, Stopped
from game.cli.screen import Screen
from game.errors import UserError
from game.menu import Menu
from game.notation import format_action
from game.paper import heading, wrapped
from game.session import Session
from game.words import listed
from rules.observe import Observation
from rules.scenario import Scenario
from rules.state import ANSWERING, ATTENDING, BUILDING, CARDS, ORDERS, SPEAKING

SCENARIO: Final = "two-banks"
SIZE: Final = "standard"
SEED: Final = 1
PUPIL: Final = "upstream"
PROPOSER: Final = "ferry-town"


@dataclass(frozen=True)
class Lesson:
    """What is explained where, and the lines that are practised there: one of them, or a line that begins so."""

    title: str
    phase: int
    wanted: tuple[str, ...]
    text: str
    example: str = ""

    @property
    def examples(self) -> str:
        """What may be written."""
        return listed((_('"{text}"').format(text=line) for line in self.wanted_lines), "or")

    @property
    def wanted_lines(self) -> tuple[str, ...]:
        """The example, or all that may be practised."""
        return (self.example,) if self.example else self.wanted


LESSONS: Final = (
    Lesson(
        N_("1. Speaking"),
        SPEAKING,
        ("propose",),
        N_(
            "A turn begins with a conference, in the open. Each seat there speaks once: it proposes a package, or "
            'passes. You are the Upstream council. Choose by number (1, then Enter), or write the line: "propose".'
        ),
    ),
    Lesson(
        N_("2. Proposing: the text"),
        BUILDING,
        ("text water 1",),
        N_(
            "A package is built clause by clause. The people downstream want all the water; half each is more than you "
            "have now. Moving the text by a step costs you 1 influence. U is what an agreement on the text would be "
            'worth to you, of 100; N is what you have without one. Find it by number, or write: "text water 1".'
        ),
    ),
    Lesson(
        N_("3. A pledge"),
        BUILDING,
        ("pledge upstream truce island",),
        N_(
            "A promise makes it easier to let the package pass. A pledge is public and lasts until the end of the next "
            'turn; who breaks it loses credibility. Promise not to attack the island: "pledge upstream truce island".'
        ),
    ),
    Lesson(
        N_("4. Sending it"),
        BUILDING,
        ("send",),
        N_(
            'Now put it to the others: "send". (In one line it would have been: propose text water 1; pledge upstream '
            'truce island.) "undo" takes back the last clause, if you want to see it.'
        ),
    ),
    Lesson(
        N_("5. Silence"),
        ANSWERING,
        ("silence", "break"),
        N_(
            "Nobody stopped you, so your package stands: silence is consent. Now it is the other way round. Somebody "
            'else proposes, and you are not bound by it: "silence" lets it stand; "break" stops it and costs you 1 '
            'influence. Either will do. "draft" shows the text, "worth" what it is worth to you.'
        ),
    ),
    Lesson(
        N_("6. A card"),
        CARDS,
        ("card",),
        N_(
            "After the conference each seat chooses in private; in a class the screen is cleared and the keyboard is "
            "handed over. First a card: as the event that is written on it, for influence (capital), or as pressure on "
            'somebody (press). "hand" shows your cards. Play one, such as: "card timber-rafts event".'
        ),
        "card timber-rafts event",
    ),
    Lesson(
        N_("7. An order"),
        ORDERS,
        ("order",),
        N_(
            "Then the orders for your fighters. You have promised not to attack the island: an attack is possible all "
            'the same, but it is a breach, and people come to harm. "order hold" does nothing.'
        ),
        "order hold",
    ),
    Lesson(
        N_("8. Attending"),
        ATTENDING,
        ("attend", "absent"),
        N_(
            "Last, whether you come to the next conference. Who stays away can't propose, answer or sign there. "
            '"attend" or "absent".'
        ),
    ),
)
WRITING: Final = [lesson for lesson in LESSONS if lesson.phase == BUILDING]
WELCOME: Final = N_(
    "Three minutes, one turn of a small invented game: two banks of a river quarrel about water. The rules, the "
    'prompts and the answers are those of the real game. "quit" leaves at any time; "?" shows what else can be typed.'
)
TABLE: Final = N_(
    "You will often see the table on one screen. The map: [U] is who holds a place, U4 how strongly. The draft, issue "
    "by issue: where the text stands now, and the position that each seat likes best; ! is where it crosses a red line "
    "of that seat's people. And what each seat has: influence to spend, support at home, credibility of its word, "
    "cards."
)
END: Final = (
    N_(
        "That was a turn: a conference, choices in private, and their reveal. The game goes on so until the last "
        "turn, or until those who must sign agree. What counts for you at the end is your satisfaction: what the "
        "agreement gives you, or what you have without one."
    ),
    N_(
        'Play it with others: "{accord} play" asks what it has to know. "{accord} rules" shows the rules, and at every '
        'prompt "why LINE" says why something is not possible.'
    ),
)
PROPOSES: Final = ("text bridge 1", "send", "propose")  # what the ferrymen do before anything else
HABITS: Final = (  # what both the others do, the dearest first
    "silence",
    "accept",
    "pass",
    "card guild-feast event",
    "card none",
    "order fortify fields",
    "order hold",
    "attend",
)


@click.command()
@click.option("--plain", is_flag=True, help="No bold type and no drawn lines.")
def command(*, plain: bool) -> int:
    """Learn the game in three minutes: one turn, explained while you play it."""
    screen = Screen(plain=plain)
    session = Practice.new(SCENARIO, SIZE, SEED)
    at = Classroom(session, screen)
    try:
        with screen.guarded():
            at.run(resumed=False, ranks=False)
    except Stopped as stopped:
        _bid_farewell(screen)
        return stopped.code
    except (Left, Quit):
        _bid_farewell(screen)
    except _Done:
        told = [_(text).format(accord=program()) for text in END]
        screen.lines(["", heading(_("Well done")), *(line for text in told for line in wrapped(text))])
    return 0


def _bid_farewell(screen: Screen) -> None:
    told = _("Left. Come back with: {accord} tutorial; or begin a game: {accord} play")
    with suppress(OSError):  # the terminal may be gone
        screen.line()
        screen.line(told.format(accord=program()))


class _Done(Exception):  # noqa: N818 (it is no error that somebody has learnt it)
    """The turn is over."""


class Practice(Session):
    """A game in which the one who learns plays what is being practised."""

    lesson: Lesson | None = None

    def play(self, actions: Sequence[int], *, by_clock: bool = False) -> None:
        """As ever, but a line that belongs to another lesson is put off."""
        if self.lesson is not None and self.table.seat_ids[self.to_move] == PUPIL:
            self._check(self.lesson, [format_action(self.table, action) for action in actions])
        super().play(actions, by_clock=by_clock)

    def _check(self, lesson: Lesson, lines: list[str]) -> None:
        wanted = lines == [lesson.wanted[0] for lesson in LESSONS[: len(lines)]] if len(lines) > 1 else False
        if wanted or (len(lines) == 1 and _is_wanted(lesson, lines[0])):
            return
        if lines[0] not in self.legal_lines():
            return  # the rules say it better
        if len(lines) > 1:
            raise UserError(_("this goes too fast"), right=_("now practise {lines}").format(lines=lesson.examples))
        raise _put_off(lines[0], lesson)


def _put_off(line: str, lesson: Lesson) -> UserError:
    """Why a line has to wait."""
    return UserError(
        _('"{line}" can be done, but not in this step').format(line=line),
        right=_("now practise {lines}").format(lines=lesson.examples),
    )


def _is_wanted(lesson: Lesson, line: str) -> bool:
    return any(line == wanted or line.startswith(f"{wanted} ") for wanted in lesson.wanted) and line != "card none"


class Partner:
    """One of the others: does what it always does."""

    def __init__(self, table: Scenario, habits: Sequence[str]) -> None:
        self._table = table
        self._habits = habits
        self.reasons: list[str] = []

    def act(self, observation: Observation, legal: list[int]) -> int:  # noqa: ARG002 (what bots are asked)
        """The first of its habits that is possible."""
        lines = {format_action(self._table, action): action for action in legal}
        return next((lines[line] for line in self._habits if line in lines), legal[0])


class Apprentice(Draftsman):
    """Writes the package that is practised, a clause at a time."""

    def __init__(self, at: Classroom, seat: int, channel: int, *, private: bool) -> None:
        super().__init__(at, seat, channel, private=private)
        self._teacher = at

    def write(self) -> None:
        """As ever; who leaves it unwritten is back at the step before."""
        super().write()
        if (lesson := self._teacher.lesson_now()) is LESSONS[0]:
            self._teacher.explain(lesson)

    def _show(self) -> Menu:
        self._teacher.explain(self._next())
        return super()._show()

    def _next(self) -> Lesson:
        """The first clause that is not written yet, then sending."""
        lines = [format_action(self._at.table, clause) for clause in self._proposal.clauses]
        return next((lesson for lesson in WRITING if lesson.wanted[0] not in lines), WRITING[-1])

    def _finish(self, word: str) -> None:
        if word != self._next().wanted[0]:
            raise _put_off(word, self._next())
        super()._finish(word)

    def _take(self, action: int) -> None:
        line = format_action(self._at.table, action)
        if line != self._next().wanted[0] and action in self._proposal.may_add():
            raise _put_off(line, self._next())
        super()._take(action)


class Classroom(Hotseat):
    """The real table, with an explanation before each decision."""

    def __init__(self, session: Practice, screen: Screen) -> None:
        pupil = session.table.seat_ids.index(PUPIL)
        partners = {
            seat: Partner(session.table, (*PROPOSES, *HABITS) if name == PROPOSER else HABITS)
            for seat, name in enumerate(session.table.seat_ids)
            if seat != pupil
        }
        super().__init__(session, screen, partners)
        self._practice = session
        self._explained: list[Lesson] = []

    def _brief(self) -> None:
        (seat,) = self.people
        self.screen.show(lambda: [heading(_("Practice")), *wrapped(_(WELCOME)), ""])
        self.screen.show(lambda: pages.briefing(self.w, self.sheets.observe(seat), self.manuscript))
        self.screen.pause(_("Enter to begin"))

    def _move(self, seat: int) -> None:
        if self.session.state.turn > 1:
            raise _Done
        super()._move(seat)

    def decide(self, seat: int, *, private: bool = False) -> None:
        """Explain, then ask as in every game."""
        if not private:
            self._explain_table()
            self._show_table(seat)  # before what is to be read, which it would push off the screen
        self.explain(self.lesson_now())
        super().decide(seat, private=private)

    def _explain_table(self) -> None:
        if not self._explained and self.shows_board():
            self.screen.show(lambda: ["", heading(_("The table")), *wrapped(_(TABLE))])
            self.screen.pause(_("Enter shows it"))

    def draftsman(self, seat: int, channel: int, *, private: bool) -> Draftsman:
        """Who writes, is told how."""
        return Apprentice(self, seat, channel, private=private)

    def explain(self, lesson: Lesson | None) -> None:
        """Say once what a lesson is about; what is played from then on belongs to it."""
        self._practice.lesson = lesson
        if lesson is not None and lesson not in self._explained:
            self._explained.append(lesson)
            self.screen.show(lambda: ["", heading(_(lesson.title)), *wrapped(_(lesson.text))])

    def lesson_now(self) -> Lesson | None:
        """The first that fits to what can be done now."""
        lines = self.session.legal_lines()
        for lesson in LESSONS:
            if lesson.phase == self.session.state.phase and any(_is_wanted(lesson, line) for line in lines):
                return lesson
        return None

    def how_to_resume(self) -> str:
        """A practice is not kept."""
        return _("begin again: {command}").format(command=f"{program()} tutorial")
