"""`accord watch`: a running game for all to see, on a projector or in another terminal."""

import shutil
import time
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cards.grammar import isolated
from cards.language import _
from game import board, paper
from game.errors import UserError

if TYPE_CHECKING:
    from game.cli.screen import Screen
    from game.follow import Follower
    from rules.events import Event

LOOK_EVERY: Final = 0.25  # seconds
NEWS: Final = 15.0  # seconds for which a small screen shows the story before it turns back to the table
TURN_EVERY: Final = 10.0  # seconds
PACE: Final = 2.0  # seconds for each thing that is told: a reveal is read out at the table, and not given away here
MOST_BEHIND: Final = 25  # things that the story may be behind the game
STORY: Final = 8  # lines of the story that are worth a place under the table
COLUMN: Final = 80
GAP: Final = "  "


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Show how things stand, and leave.")
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
@click.option(
    "--pace",
    type=click.FloatRange(0, 60),
    default=PACE,
    show_default=True,
    metavar="SECONDS",
    help="For each thing that is told; 0: all at once.",
)
@click.option("--plain", is_flag=True, help="No bold type and no drawn lines.")
def command(file: Path | None, number: int | None, pace: float, *, once: bool, plain: bool) -> int:
    """Follow a game that is being played in another terminal, and show what is public.

    FILE may be a number in accord saves; without it the game that was played last is shown. Ctrl-C ends it; the game
    does not notice.
    """
    from game import saves
    from game.cli.passphrase import asked
    from game.cli.prompts import Left, Stopped
    from game.cli.screen import Screen
    from game.follow import Follower

    screen = Screen(plain=plain)
    path = saves.located(file) if file else _latest()
    passphrase = asked(path)
    try:
        with screen.guarded():
            watch = Watch(screen, Follower(path, passphrase, number), pace)
            if once:
                watch.once()
            elif screen.interactive and not screen.dumb:
                watch.live()
            else:
                watch.flow()
    except (Stopped, Left):  # the way to leave
        return 0
    return 0


def _latest() -> Path:
    from game import saves

    for save in saves.saves():
        if save.unfinished:
            return save.path
    raise UserError(_("no game is going on"), right=_("name the file of one"))


class Pace:
    """How much of a story has been told: one thing more whenever so many seconds have gone by."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = 0.0
        self.told = 0

    def skip(self, to: int) -> None:
        """All until there is known already."""
        self.told = to

    def keep(self, there: int, now: float) -> bool:
        """Go on if it is time, with so many things there; whether there are more."""
        self.told = min(self.told, there)  # something may have been taken back
        if self.told < there and now - self._last >= self._seconds:
            self.told += 1
            self._last = now
        self.told = max(self.told, there - (MOST_BEHIND if self._seconds else 0))
        return self.told < there


class Watch:
    """Shows a game and follows it."""

    def __init__(self, screen: "Screen", follower: "Follower", pace: float = PACE) -> None:
        from game.say import Teller
        from game.texts import texts
        from game.words import Words

        self._screen = screen
        self._game = follower
        session = follower.session
        self._words = Words(session.table, texts(session.table, session.manuscript()))
        self._teller = Teller(session.table, self._words.texts)
        self._pace = Pace(pace)
        self._seen = follower.seen()
        self._problem = ""
        self._news_until = 0.0
        self._first_shown = time.monotonic()  # the first part of a page that has several
        self._size = (0, 0)

    def once(self) -> None:
        """The table and the story so far."""
        self._screen.lines([*self._table(), "", *self._story(self._game.told())])
        if self._game.over:
            self._screen.lines(self._result())

    def flow(self) -> None:
        """The story as it is told, one thing below the other."""
        shown: list[Event] = []
        while True:
            told = self._game.told()
            if (common := _common(told, shown)) < len(shown):
                self._screen.line(_("(taken back)"))
                shown = told[:common]
            self._screen.lines(self._story(told[len(shown) :]))
            shown = list(told)
            if self._game.over:
                self._screen.lines(["", *self._result()])
                return
            self._wait()

    def live(self) -> None:
        """The table, and what happens, on a screen that is always up to date."""
        from game.cli.terminal import ENTER_ALTERNATE, LEAVE_ALTERNATE

        self._screen.write(ENTER_ALTERNATE + HIDE_CURSOR)
        try:
            drawn = ""
            self._pace.skip(len(self._beats()))
            while self._keep_pace() or not self._game.over:
                picture = self._picture(*shutil.get_terminal_size())
                if picture != drawn:
                    self._screen.write(picture)
                    drawn = picture
                self._wait()
        finally:
            self._screen.write(SHOW_CURSOR + LEAVE_ALTERNATE)
        self._screen.lines(self._result())

    def _wait(self) -> None:
        """Until the next look; what can't be read now is looked at again."""
        self._screen.sleep(LOOK_EVERY)
        try:
            self._game.look()
            self._problem = ""
        except UserError as error:
            self._problem = str(error)

    def _keep_pace(self) -> bool:
        """Tell the next thing when it is time; whether there is more. The table is that of what has been told."""
        before = self._pace.told
        behind = self._pace.keep(len(self._beats()), time.monotonic())
        if self._pace.told > before:
            self._news_until = self._first_shown = time.monotonic() + NEWS
        if not behind:
            self._seen = self._game.seen()
        return behind

    def _picture(self, width: int, height: int) -> str:
        """Everything that is on the screen, as it is written: a line that is too long is cut."""
        rows = height - 1
        if (width, height) != self._size:
            self._size = (width, height)
            self._first_shown = time.monotonic()
        beside = width >= 2 * COLUMN + len(GAP)
        with paper.on(paper.Paper(COLUMN if beside else width)):
            room = rows - STORY - 1
            page = self._turned(self._board(room if room >= board.LINES and not beside else rows), rows)
            story = [line for beat in self._beats()[: self._pace.told] for line in beat()]
        if beside:
            lines = _beside(page, story, width, rows)
        elif len(page) + 1 + STORY <= rows:
            lines = [*page, "", *story[-(rows - len(page) - 1) :]]
        elif time.monotonic() < self._news_until:
            lines = story[-rows:]
        else:
            lines = page
        status = self._problem or _("{file}: public view. Ctrl-C ends it.").format(file=isolated(self._game.path.name))
        lines = [*lines, *[""] * (rows - len(lines)), status]
        return (
            HOME
            + "\r\n".join(self._screen.straight(paper.clipped(line, width)) + END_OF_LINE for line in lines)
            + END_OF_SCREEN
        )

    def _turned(self, page: list[str], rows: int) -> list[str]:
        """What fits of a page; one that is too long is shown part by part, in turn."""
        parts = _parts(page, rows)
        return parts[int(max(0.0, time.monotonic() - self._first_shown) / TURN_EVERY) % len(parts)]

    def _board(self, rows: int) -> list[str]:
        return board.board(self._words, self._seen, [], rows)

    def _table(self) -> list[str]:
        from game.table import public_page

        return public_page(self._words, self._game.seen())

    def _beats(self) -> list[Callable[[], list[str]]]:
        """The story so far, one thing after the other."""
        from game import story
        from rules.scenario import NOBODY

        return list(story.beats(self._teller, self._game.told(), NOBODY))

    def _story(self, told: "Sequence[Event]") -> list[str]:
        from game import story
        from rules.scenario import NOBODY

        return [line for beat in story.beats(self._teller, told, NOBODY) for line in beat()]

    def _result(self) -> list[str]:
        from game.result import result_page

        session = self._game.session
        return result_page(self._words, session.state, self._game.told(), session.manuscript(), ranks=False)


HOME: Final = "\x1b[H"
END_OF_LINE: Final = "\x1b[K"
END_OF_SCREEN: Final = "\x1b[J"
HIDE_CURSOR: Final = "\x1b[?25l"
SHOW_CURSOR: Final = "\x1b[?25h"


def _common(told: "Sequence[Event]", shown: "Sequence[Event]") -> int:
    """How many events at the beginning are the same."""
    for number, (one, other) in enumerate(zip(told, shown, strict=False)):
        if one.key() != other.key():
            return number
    return min(len(told), len(shown))


def _parts(page: list[str], rows: int) -> list[list[str]]:
    """A page in parts that fit, broken between its paragraphs where that can be."""
    if len(page) <= rows:
        return [page]
    breaks = [at for at in range(1, min(rows + 1, len(page))) if not page[at]]
    end = breaks[-1] if breaks else rows
    rest = page[end:]
    while rest and not rest[0]:
        rest = rest[1:]
    return [page[:end], *(_parts(rest, rows) if rest else [])]


def _beside(page: list[str], story: list[str], width: int, rows: int) -> list[str]:
    """The table on the left and the latest of the story on the right."""
    column = width // 2
    lines = zip_longest(page[:rows], story[-rows:], [""] * rows, fillvalue="")
    return [f"{paper.left(paper.clipped(one, column - 1), column)}{other}".rstrip() for one, other, _rest in lines]
