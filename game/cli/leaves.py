"""The pages of one table, as whoever looks may see them; and how much of its stream each has been shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cards.language import _
from game import advice, atlas, board, menu, own, pages, proposal, story
from game.cli.paint import Painter
from game.menu import Menu
from game.say import Teller
from game.session import Session
from game.texts import texts
from game.words import Words
from rules import kernel
from rules.events import Event
from rules.observe import Observation
from rules.scenario import NOBODY


class Sheets:
    """Everything is made from observations; `alone` is the only player, or NOBODY if there are several or none."""

    def __init__(self, session: Session, alone: int) -> None:
        self.session = session
        self.table = session.table
        self.alone = alone
        self.manuscript = session.manuscript()
        self.w = Words(self.table, texts(self.table, self.manuscript))
        self.teller = Teller(self.table, self.w.texts)
        self.paint = Painter(atlas.marks(self.table.side_ids))
        self._visited = [0] * self.table.seats  # how much of its own stream each seat's visits have shown
        self._looked = [0] * self.table.seats  # and how much of it the table has told in them

    def observe(self, seat: int) -> Observation:
        """What a seat (or NOBODY) may see now."""
        return kernel.observe(self.table, self.session.state, seat)

    def catch_up(self) -> None:
        """Take as told what a seat knew when it last did something."""
        self._visited = list(self.session.acted)
        self._looked = list(self.session.acted)

    def table_for(self, seat: int) -> Callable[[int], list[str]]:
        """The whole table on so many lines, with what happened since this seat last looked in private."""
        told = self.session.told(seat)
        fresh = told[min(self._looked[seat], len(told)) :]
        self._looked[seat] = len(told)
        return self._board(seat, fresh)

    def open_table(self) -> Callable[[int], list[str]]:
        """The table for everybody around it, with what happened this turn."""
        told = self.session.told(self.alone)
        return self._board(self.alone, told[story.turn_began(told) :])

    def _board(self, viewer: int, fresh: Sequence[Event]) -> Callable[[int], list[str]]:
        """The table as it is now, on so many lines."""
        news = [text for _event, text in story.sentences(self.teller, fresh, viewer)]
        return partial(board.board, self.w, self.observe(viewer), news)

    def beats(self, viewer: int, since: int) -> Iterator[story.Beat]:
        """What that viewer has been told from there on, one thing after the other."""
        return story.beats(self.teller, list(self.session.told(viewer)), viewer, since)

    def private(self, seat: int) -> Callable[[], list[str]]:
        """What one seat alone knows, and what it alone was told since its last visit."""
        told = self.session.told(seat)
        fresh = [event for event in told[self._visited[seat] :] if not event.audience >> self.table.seats & 1]
        self._visited[seat] = len(told)
        news = [text for _event, text in story.sentences(self.teller, fresh, seat)] if self.alone == NOBODY else []
        seen = self.observe(seat)
        return lambda: pages.private_page(self.w, seen, self.manuscript, news)

    def hand(self, seat: int) -> list[str]:
        """The same without the news."""
        return pages.private_page(self.w, self.observe(seat), self.manuscript, [])

    def briefing(self, seat: int) -> list[str]:
        """What a player reads before the first word is spoken."""
        self._visited[seat] = len(self.session.told(seat))  # the pages below tell it
        brief = pages.briefing(self.w, self.observe(seat), self.manuscript)
        return [*brief, *self.hand(seat), "", *self.worth(seat)]

    def worth(self, seat: int) -> list[str]:
        """The two numbers that matter to a seat, from what it may know."""
        seen = self.observe(seat)
        return own.worth_page(self.w, seen, kernel.worth(self.table, seen.board, seat))

    def advice(self, seat: int) -> Callable[[], list[str]]:
        """What a bot would do in its place."""
        return advice.advice(self.w, self.observe(seat), self.session.legal(), self.session.told(seat))

    def menu(self, seat: int, *, private: bool) -> Menu:
        """What the seat to move may do, with what is known to follow."""
        return menu.menu(self.w, self.observe(seat), self.session.legal(), private=private)

    def heading(self, seat: int, choices: Menu) -> list[str]:
        """Who is asked, and the choices."""
        return [_("{title}:").format(title=self.w.title(seat)), *choices.lines()]

    def once_more(self, seat: int, choices: Menu) -> list[str]:
        """The same, and what it is about, which may have left the screen."""
        package = proposal.on_the_table(self.w, self.observe(seat))
        return [*([""] if package else []), *package, *self.heading(seat, choices)]
