"""One screen and one keyboard for all: the conference in the open, sealed choices in private visits."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from game import menu, pages, pins, story, table
from game.bots import Agent
from game.cli import timing
from game.cli.asides import Asides
from game.cli.screen import Screen
from game.errors import UserError
from game.menu import Act, Menu
from game.result import result_page
from game.say import Teller
from game.session import Session
from game.texts import texts
from game.words import Words
from rules import kernel
from rules import state as at
from rules.errors import RulesError
from rules.observe import Observation
from rules.scenario import NOBODY
from rules.state import OVER

SEALED: Final = (at.CARDS, at.DISCARDING, at.ORDERS, at.ATTENDING)
PATIENCE: Final = 100  # misunderstood lines in a row from a pipe, which cannot read what it is told


class Hotseat:
    """A table with its people and its bots, on one screen."""

    def __init__(self, session: Session, screen: Screen, bots: Mapping[int, Agent]) -> None:
        self.session = session
        self.screen = screen
        self.path = session.journal.path if session.journal is not None else Path()
        self.bots = bots
        self.table = session.table
        self.manuscript = session.manuscript()
        self.w = Words(self.table, texts(self.table, self.manuscript))
        self.teller = Teller(self.table, self.w.texts)
        self.people = [seat for seat in range(self.table.seats) if seat not in bots]
        self.alone = self.people[0] if len(self.people) == 1 else NOBODY
        self.viewer = self.alone  # whose stream the open screen shows: with one player, that player's
        self.shown = 0  # of the viewer's stream
        self.news = [0] * self.table.seats  # how much of each seat's own stream its visits have shown
        self._heard: dict[int, int] = {}  # how much of its seat's stream each bot has been told
        self.pins = dict(session.header.pins)  # of seats by id; without one a page opens to anybody
        self.asides = Asides(self)

    # The course of a game

    def run(self, *, resumed: bool, ranks: bool) -> None:
        """Play to the end."""
        if resumed:
            self.shown = len(self.session.told(self.viewer))
            self.news = list(self.session.acted)
            self.screen.lines(table.public_page(self.w, self.observe(NOBODY)))
        if not any(self.session.acted):  # it is new, or was left in its briefings
            self._brief()
        while self.session.to_move != OVER:
            self.tell()
            self.screen.heed()
            self._move(self.session.to_move)
        self.tell()
        told = self.session.told(NOBODY)
        page = result_page(self.w, self.session.state, told, self.manuscript, ranks=ranks)
        self.screen.lines(["", *page])

    def _move(self, seat: int) -> None:
        if seat in self.bots:
            self._let_hear(seat)
            with self.screen.thinking(self.w.seat(seat)):
                action = self.bots[seat].act(self.observe(seat), self.session.legal())
            self.session.play([action])
        elif self.session.state.phase in SEALED:
            self._seal(seat)
        else:
            timing.decide(self, seat)

    def _brief(self) -> None:
        """Before the first word is spoken everybody reads what they want, alone."""
        for seat in self.people:
            with self.visit(seat):
                self.news[seat] = len(self.session.told(seat))  # the page below tells it
                brief = pages.briefing(self.w, self.observe(seat), self.manuscript)
                self.screen.lines([*brief, *self._private_page(seat), "", *self.worth_page(seat)])
                self.screen.pause("Enter when you have read it")

    def _seal(self, seat: int) -> None:
        with self.visit(seat):
            self.screen.lines(self._private_page(seat))
            while self.session.to_move == seat and self.session.state.phase in SEALED:
                timing.decide(self, seat, private=True)
            if self.alone == NOBODY:
                self.screen.pause("sealed; Enter clears the screen")

    def look(self, seat: int) -> None:
        """A private look without a choice."""
        with self.visit(seat):
            self.screen.lines(self._private_page(seat))
            while True:
                text = self.screen.ask(f"{self.w.short(seat)}, in private: a command, or Enter to end > ")
                if not text or text == "done":
                    return
                self._obey(seat, text, private=True)

    @contextmanager
    def visit(self, seat: int) -> Iterator[None]:
        """The screen is one seat's alone; with a single player it always is."""
        if self.alone != NOBODY:
            yield
            return
        kept = self.pins.get(self.table.seat_ids[seat])
        fits = None if kept is None else partial(pins.fits, kept=kept)
        with self.screen.visit(self.sitter(seat), fits):
            yield

    def sitter(self, seat: int) -> str:
        """A seat and, if they have a name, those who sit there: "the Western states (Anna)"."""
        alias = self.session.alias(seat)
        return f"{self.w.seat(seat)} ({alias})" if alias else self.w.seat(seat)

    def _private_page(self, seat: int) -> list[str]:
        news = self.session.told(seat)
        fresh = [event for event in news[self.news[seat] :] if not event.audience >> self.table.seats & 1]
        self.news[seat] = len(news)
        seen = self.observe(seat)
        told = [text for _, text in story.sentences(self.teller, fresh, seat)] if self.alone == NOBODY else []
        return pages.private_page(self.w, seen, self.manuscript, told)

    def worth_page(self, seat: int) -> list[str]:
        """The two numbers that matter to a seat, from what it may know."""
        seen = self.observe(seat)
        return table.worth_page(self.w, seen, kernel.worth(self.table, seen.board, seat))

    def tell(self) -> None:
        """What everybody may know and has not been told yet, one thing after the other."""
        stream = self.session.told(self.viewer)
        fresh = stream[min(self.shown, len(stream)) :]
        self.shown = len(stream)
        beats = story.beats(self.teller, fresh, self.viewer)
        for number, beat in enumerate(beats, 1):
            self.screen.lines(beat)
            if number < len(beats) and len(beats) > 2:  # noqa: PLR2004 (one or two are read at a glance)
                self.screen.pause("Enter")
        self.screen.resume_pauses()

    def observe(self, seat: int) -> Observation:
        """What a seat (or NOBODY) may see now."""
        return kernel.observe(self.table, self.session.state, seat)

    # A decision

    def decide(self, seat: int, *, private: bool = False) -> None:
        """Ask until something has been played or taken back."""
        choices = menu.menu(self.w, self.observe(seat), self.session.legal())
        before = len(self.session.lines)
        lost = 0
        self.screen.lines(["", *self._headed(seat, choices)])
        while len(self.session.lines) == before:
            self.screen.resume_pauses()
            text = self.screen.ask(self._prompt(seat, private=private))
            if not text or isinstance(choices.pick(text), menu.Group):
                self.screen.lines(self._headed(seat, choices))
                lost += 1
            else:
                lost = 0 if self._obey(seat, text, choices, private=private) else lost + 1
            if lost >= PATIENCE and not self.screen.interactive:
                raise UserError(f"{lost} lines in a row that nobody understood", right=self.how_to_resume())

    def _headed(self, seat: int, choices: Menu) -> list[str]:
        return [f"{self.table.seat_names[seat]}:", *choices.lines()]

    def _prompt(self, seat: int, *, private: bool) -> str:
        return f"{self.w.short(seat)}{', in private' if private else ''} (? for help) > "

    def _obey(self, seat: int, text: str, choices: Menu | None = None, *, private: bool) -> bool:
        """Do what was typed; what cannot be done is told in one line. Whether it was understood."""
        try:
            if not self.asides.hear(seat, text, private=private or self.alone != NOBODY):
                self._act(seat, text, choices)
        except (UserError, RulesError) as error:
            self.screen.line(f"  {error}")
            return False
        return True

    def _act(self, seat: int, text: str, choices: Menu | None) -> None:
        if choices is None:
            raise UserError("this is only a look", right="Enter ends it")
        picked = choices.pick(text)
        if isinstance(picked, Act):
            self.session.play([picked.action])
        elif text.isdigit():
            raise UserError(f"there is no choice {text[:6]}", right="the numbers stand before the choices")
        else:
            self.session.submit(text, seat)

    def dismiss(self) -> None:
        """Let go of what bots hold: their processes and programs."""
        for bot in self.bots.values():
            close = getattr(bot, "close", None)
            if close is not None:
                close()

    def _let_hear(self, seat: int) -> None:
        """Tell a bot that listens what its seat has been told since it last acted."""
        told = self.session.told(seat)
        hear = getattr(self.bots[seat], "hear", None)
        if hear is not None:
            hear(told[self._heard.get(seat, 0) :])
        self._heard[seat] = len(told)

    def close(self) -> None:
        """The game is over: its journal becomes a closed record."""
        self.session.finish()

    def how_to_resume(self) -> str:
        """The command that goes on with this game."""
        command = "accord"
        if Path(sys.argv[0]).name == command and not shutil.which(command):
            command = pages.quoted(sys.argv[0])
        return f"go on with: {command} play --resume {pages.quoted(str(self.path))}"
