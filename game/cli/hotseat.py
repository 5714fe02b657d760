"""One screen and one keyboard for all: the conference in the open, sealed choices in private visits."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from cards.grammar import isolated
from cards.language import _
from game import board, bots, completion, menu, notation, pages, paper, pins, table
from game.bots import Agent
from game.cli import sealing, timing
from game.cli.asides import Asides, too_early
from game.cli.draftsman import Draftsman, opening_of
from game.cli.invoked import program
from game.cli.leaves import Sheets
from game.cli.patience import Patience
from game.cli.screen import Screen
from game.cli.slips import Slips
from game.cli.standing import Page
from game.errors import UserError, in_words
from game.facts import player
from game.menu import Act, Menu
from game.paper import wrapped
from game.result import result_page
from game.session import Session
from game.slips import SEALED
from game.vocabulary import CLAUSE_WORDS, CLAUSES
from game.words import Name
from rules import state as at
from rules.errors import RulesError
from rules.scenario import NOBODY
from rules.state import OVER

CHOICES: Final = 14  # lines that choices usually take
GLANCE: Final = 2  # lines that are read in passing
BOARD_ROOM: Final = 24  # lines of a terminal from which on the table is shown by itself


@dataclass(frozen=True)
class Manner:
    """How a table is played: read out rather than looked at, and whether a bot may be asked for advice."""

    linear: bool = False
    advice: bool = True


def paper_of(screen: Screen, manner: Manner) -> paper.Paper:
    """As wide as the window is now; what is piped has the usual width."""
    width = shutil.get_terminal_size().columns if screen.interactive else paper.WIDTH
    return paper.Paper(width, manner.linear)


class Hotseat:
    """A table with its people and its bots, on one screen."""

    def __init__(self, session: Session, screen: Screen, bots: Mapping[int, Agent], manner: Manner = Manner()) -> None:
        self.session = session
        self.screen = screen
        self.path = session.journal.path if session.journal is not None else Path()
        self.bots = bots
        self.manner = manner
        self.table = session.table
        self.people = [seat for seat in range(self.table.seats) if seat not in bots]
        self.alone = self.people[0] if len(self.people) == 1 else NOBODY
        self.visitor = self.alone  # who reads what is private, if anybody does
        self.viewer = self.alone  # whose stream the open screen shows: with one player, that player's
        self.sheets = Sheets(session, self.alone)
        self.manuscript = self.sheets.manuscript
        self.w = self.sheets.w
        self.shown = 0  # of the viewer's stream
        self.late = False  # whether the clock has just chosen for somebody, which has to be seen
        self._untold = 0  # lines of it that nobody has had time to read
        self._tabled = (0, NOBODY)  # turn and seat for which the open table was last shown
        self._sealed = 0  # the turn whose sealed choices have been opened
        self._heard: dict[int, int] = {}  # how much of its seat's stream each bot has been told
        self.pins = dict(session.header.pins)  # of seats by id; without one a page opens to anybody
        self.patience = Patience(screen, self.how_to_resume)
        self.asides = Asides(self)
        screen.paint = self.sheets.paint
        screen.refit = lambda: paper.use(self.paper())
        screen.beside = self.asides.beside

    # The course of a game

    def run(self, *, resumed: bool, ranks: bool) -> None:
        """Play to the end."""
        with paper.on(self.paper()):
            if resumed:
                self.shown = len(self.session.told(self.viewer))
                self.sheets.catch_up()
                if not self.shows_board() or self.session.state.phase != at.SPEAKING:  # else it comes by itself
                    self.screen.show(self.open_table())
            if not any(self.session.acted):  # it is new, or was left in its briefings
                self._brief()
            while self.session.to_move != OVER:
                self.tell()
                self.screen.heed()
                self._move(self.session.to_move)
            self.tell()
            told = self.session.told(NOBODY)
            state = self.session.state
            self.screen.show(lambda: ["", *result_page(self.w, state, told, self.manuscript, ranks=ranks)])

    def paper(self) -> paper.Paper:
        """As wide as the window is now; what is piped has the usual width."""
        return paper_of(self.screen, self.manner)

    def _move(self, seat: int) -> None:
        if seat in self.bots:
            self.move_bot(seat)
        elif self.session.state.phase in SEALED:
            self._seal(seat)
        else:
            timing.decide(self, seat)

    def _brief(self) -> None:
        """Before the first word is spoken everybody reads what they want, alone."""
        for seat in self.people:
            with self.visit(seat):
                self.screen.show(partial(self.sheets.briefing, seat))
                self.screen.pause(_("Enter when you have read it"))

    def _seal(self, seat: int) -> None:
        if self._sealed != self.session.state.turn:
            self._sealed = self.session.state.turn
            if sealing.slips_instead(self):
                return
        sealing.visit(self, seat)

    def look(self, seat: int) -> None:
        """A private look without a choice."""
        with self.visit(seat):
            self.screen.show(self.sheets.private(seat))
            while True:
                text = self.ask(
                    _("{seat}, in private: a command, or Enter to end > ").format(seat=isolated(self.w.short(seat)))
                )
                if not text or text == "done":
                    return
                self._obey(seat, text, private=True)

    def slips(self) -> None:
        """Sealed choices that were written on paper, typed in by the teacher."""
        slips = Slips(self)
        with self.visit(NOBODY):
            slips.collect()

    @contextmanager
    def visit(self, seat: int) -> Iterator[None]:
        """The screen is one seat's alone (or the teacher's); with a single player it always is."""
        if self.alone != NOBODY or self.screen.private:
            yield
            return
        self.visitor = seat
        try:
            with self.screen.visit(*self._door(seat)):
                yield
        finally:
            self.visitor = NOBODY

    def _door(self, seat: int) -> tuple[Name, Callable[[str], bool] | None]:
        """Who is called to a private page, and what opens it."""
        if seat == NOBODY:
            return Name(_("the teacher")), None
        kept = self.pins.get(self.table.seat_ids[seat])
        return self.sitter(seat), None if kept is None else partial(pins.fits, kept=kept)

    def sitter(self, seat: int) -> Name:
        """A seat and, if they have a name, those who sit there: "the Western states (Anna)"."""
        alias = self.session.alias(seat)
        name = self.w.seat(seat)
        return Name(f"{name} ({isolated(alias)})", form=name.form) if alias else name

    def tell(self) -> None:
        """What everybody may know and has not been told yet, one thing after the other."""
        stream = self.session.told(self.viewer)
        beats = list(self.sheets.beats(self.viewer, min(self.shown, len(stream))))
        self.shown = len(stream)
        for number, beat in enumerate(beats, 1):
            self.screen.show(beat)
            if number < len(beats) and len(beats) > 2:  # noqa: PLR2004 (one or two are read at a glance)
                self.screen.pause(_("Enter"))
                paper.use(self.paper())
        self._untold = 0 if self.screen.skipping else self.screen.unread
        if self.late:
            self._untold = max(self.screen.unread, GLANCE + 1)
        self.screen.resume_pauses()

    def open_table(self) -> Page:
        """The table on one screen, or in a pipe everything that lies open, page by page."""
        if self.screen.interactive or self.manner.linear:
            board_of = self.sheets.open_table()
            return lambda: board_of(self._height())
        return partial(table.public_page, self.w, self.sheets.observe(self.viewer))

    def _height(self) -> int:
        """How many lines the table may take: a screen of 24 less the prompt, or a taller one less the choices."""
        return max(board.LINES, shutil.get_terminal_size().lines - CHOICES)

    def shows_board(self) -> bool:
        """Whether the table is shown before a choice without being asked for."""
        return self.screen.interactive and shutil.get_terminal_size().lines >= BOARD_ROOM and not self.manner.linear

    # A decision

    def decide(self, seat: int, *, private: bool = False) -> None:
        """Ask until something has been played or taken back."""
        choices = self.sheets.menu(seat, private=private or self.alone != NOBODY)
        before = len(self.session.lines)
        if not private:
            self._show_table(seat)
        self.late = False
        if not self._go_on_writing(seat, choices, private=private or self.alone != NOBODY):
            self.offer(seat, choices)
        while len(self.session.lines) == before:
            self.screen.resume_pauses()
            text = self.ask(self._prompt(seat, private=private))
            if not text:
                self.screen.show(partial(self.sheets.once_more, seat, choices), asked=True)
                self.patience.spend()
            elif isinstance(choices.pick(text), menu.Group):
                self.screen.show(partial(self.sheets.heading, seat, choices), asked=True)
                self.patience.spend()
            else:
                self.patience.judge(understood=self._obey(seat, text, choices, private=private))

    def _show_table(self, seat: int) -> None:
        """The table before a seat's first choice in a turn's conference."""
        now = (self.session.state.turn, seat)
        if self.shows_board() and self.session.state.phase == at.SPEAKING and self._tabled != now:
            self.lay(self.sheets.open_table(), CHOICES)
        self._tabled = now

    def lay(self, table_page: Callable[[int], list[str]], following: int) -> None:
        """Show the table, and wait if it would scroll away under what follows."""

        def page() -> list[str]:
            lines = table_page(self._height())
            return ["", *lines] if len(lines) < board.LINES else lines

        rows = shutil.get_terminal_size().lines
        if self._untold > GLANCE and self._untold + len(page()) + 1 > rows:
            with nullcontext() if self.late else self.screen.clock_stopped():  # nobody may be there who was late
                self.screen.pause(_("Enter"))  # else what has just been told would scroll away unread
        self._untold = 0
        self.screen.show(page, asked=True)
        if len(page()) + following + 1 >= rows:
            self.screen.pause(_("the table; Enter"), asked=True)

    def ask(self, prompt: str) -> str:
        """What is typed; pages from then on are as wide as the window is by then."""
        text = self.screen.ask(prompt)
        paper.use(self.paper())
        return text

    def _prompt(self, seat: int, *, private: bool) -> str:
        told = _("{seat}, in private (? for help) > ") if private else _("{seat} (? for help) > ")
        return told.format(seat=isolated(self.w.short(seat)))

    def heeding(self, do: Callable[[], None]) -> bool:
        """Do it; what cannot be done is told in one line. Whether it was understood."""
        try:
            do()
        except (UserError, RulesError) as error:
            self.screen.line(f"  {in_words(error)}")
            return False
        return True

    def obey(self, seat: int, text: str) -> None:
        """Do what was typed in the open where there is nothing to choose."""
        self.patience.judge(understood=self._obey(seat, text, private=False))

    def _obey(self, seat: int, text: str, choices: Menu | None = None, *, private: bool) -> bool:
        """Do what was typed; whether it was understood."""
        private = private or self.alone != NOBODY
        return self.heeding(
            lambda: (
                None
                if self.asides.hear(seat, text, private=private)
                else self._act(seat, text, choices, private=private)
            )
        )

    def _act(self, seat: int, text: str, choices: Menu | None, *, private: bool) -> None:
        if choices is None:
            if self.screen.private:
                raise UserError(_("this is only a look"), right=_("Enter ends it"))
            raise too_early(text)
        picked = choices.pick(text)
        if isinstance(picked, Act):
            actions = [picked.action]
        elif text.isdigit():
            raise UserError(
                _("there is no choice {n}").format(n=text[:6]), right=_("the numbers stand before the choices")
            )
        else:
            speaking = self.session.state.phase == at.SPEAKING
            if speaking and text.casefold() in CLAUSE_WORDS:
                raise UserError(_("a clause is part of a package"), right=_('type "propose" first'))
            actions = notation.understand(self.table, text, self.session.legal())
            if speaking and self.table.acts.verb[actions[0]] in CLAUSES:
                raise UserError(
                    _("a clause is part of a package"),
                    right=_('type "propose" first, or send it at once: "{line}"').format(line=f"propose {text}"),
                )
        opening = opening_of(self, actions)
        if opening is not None:
            self._compose(seat, opening, choices, private=private)
        elif self.session.state.phase in SEALED:
            sealing.seal(self, seat, actions, choices)
        else:
            self.session.play(actions)

    def _go_on_writing(self, seat: int, choices: Menu, *, private: bool) -> bool:
        """Whether a package was being written when the game was left; it is gone on with."""
        left, self.session.draft = self.session.draft, []
        if left and self.session.state.phase in SEALED:
            return sealing.again(self, seat, left, choices)
        opening = opening_of(self, left) if left else None
        if opening is None:
            return False
        self.screen.lines(["", *wrapped(_("The package that was being written when the game was left is here again."))])
        return self.heeding(lambda: self._compose(seat, opening, choices, private=private))

    def _compose(self, seat: int, opening: tuple[int, list[int]], choices: Menu, *, private: bool) -> None:
        """Let a seat write a package, from what `opening_of` gives."""
        draftsman = self.draftsman(seat, opening[0], private=private)
        draftsman.begin(opening[1])
        draftsman.write()
        if self.session.to_move == seat and self.session.state.phase == at.SPEAKING:
            self.offer(seat, choices)

    def offer(self, seat: int, choices: Menu) -> None:
        """What a seat may do."""
        self.screen.show(lambda: ["", *self.sheets.heading(seat, choices)], asked=True)

    def draftsman(self, seat: int, channel: int, *, private: bool) -> Draftsman:
        """Who writes a package down."""
        return Draftsman(self, seat, channel, private=private)

    def suggest(self, lines: Sequence[str], begun: str) -> None:
        """What may follow a line that ends in a question mark."""
        found = completion.following(lines, begun.rstrip("? "))
        if not found:
            text = begun.rstrip("? ")[:40]
            raise UserError(
                _('nothing here begins with "{text}"').format(text=text), right=_("Enter shows the choices")
            )
        self.screen.lines([f"  {line}" for line in found])

    # Bots

    def move_bot(self, seat: int) -> None:
        """Let the bot of that seat play an action."""
        self._let_hear(seat)
        with self.screen.thinking(self.w.seat(seat)):
            action = self.bots[seat].act(self.sheets.observe(seat), self.session.legal())
        self._note_fall(seat)
        self.session.play([action])

    def _note_fall(self, seat: int) -> None:
        """Say once, here and in the record, that somebody stands in for a bot that fails."""
        name, fallen = self.table.seat_ids[seat], bots.fallen(self.bots[seat])
        if not fallen or dict(self.session.header.seats)[name] == fallen:
            return
        self.session.header = self.session.header.with_players({name: fallen})
        who = player(fallen)
        told = _("{bot} fails ({why}); {stand_in} plays {seat} from here on.")
        text = told.format(bot=who.bot, why=who.why, stand_in=who.stand_in, seat=self.w.seat(seat))
        self.screen.lines(["", *wrapped(text)])

    def dismiss(self) -> None:
        """Let go of what bots hold: their processes and programs."""
        bots.dismiss(self.bots)

    def _let_hear(self, seat: int) -> None:
        """Tell a bot that listens what its seat has been told since it last acted."""
        told = self.session.told(seat)
        hear = getattr(self.bots[seat], "hear", None)
        if hear is not None:
            hear(told[self._heard.get(seat, 0) :])
        self._heard[seat] = len(told)

    # The end

    def close(self) -> None:
        """The game is over: its journal becomes a closed record."""
        self.session.finish()

    def how_to_resume(self) -> str:
        """The command that goes on with this game."""
        resume = f"{program()} play --resume {pages.quoted(str(self.path))}"
        return _("go on with: {command}").format(command=isolated(resume))
