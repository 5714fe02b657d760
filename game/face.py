"""A game as Python sees it: text lines in, views out (see `game.new` and `game.load`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cards.language import _
from game.errors import UserError
from game.record import Record
from game.session import Session
from rules import kernel
from rules.scenario import NOBODY, Scenario
from rules.state import OUTCOME_IDS, OVER

if TYPE_CHECKING:
    from game.views import Happening, SeatWorth, View

OVER_ID = "over"
CHANCE_ID = "chance"


class Game:
    """One table in play. Seats are named by their ids; None, where a seat may be named, is a watcher."""

    def __init__(self, session: Session) -> None:
        """Wrap a session; `new` and `load` are the usual doors."""
        self.session = session

    @classmethod
    def new(
        cls,
        scenario: str | Path,
        size: str | None = None,
        seed: int | None = None,
        *,
        seats: Mapping[str, str] | None = None,
        headlines: Mapping[int, str] | None = None,
    ) -> Self:
        """Lay a new table (see `game.new`)."""
        return cls(Session.new(scenario, size, seed, seats=seats, headlines=headlines))

    @classmethod
    def load(cls, path: str | Path, number: int | None = None, passphrase: str | None = None) -> Self:
        """Go on with a recorded game (see `game.load`)."""
        return cls(Session.load(path, number, passphrase))

    @classmethod
    def resume(cls, path: str | Path, passphrase: str | None = None) -> Self:
        """Go on with the journal of a game that was running; `notes` says what was lost."""
        return cls(Session.resume(path, passphrase))

    @property
    def notes(self) -> list[str]:
        """What a person should be told about how this game was read, each one line."""
        return self.session.notes

    @property
    def table(self) -> Scenario:
        """The compiled scenario."""
        return self.session.table

    @property
    def seats(self) -> tuple[str, ...]:
        """The ids of the seats, in seat order."""
        return self.table.seat_ids

    @property
    def to_move(self) -> str:
        """The seat to move, "over", or "chance" in a replay that was stopped at a draw."""
        seat = self.session.to_move
        return self.table.seat_ids[seat] if seat >= 0 else OVER_ID if seat == OVER else CHANCE_ID

    @property
    def outcome(self) -> str | None:
        """How it ended (`peace`, `frozen-war`, ...), or None while it goes on."""
        outcome = self.session.state.outcome
        return None if outcome == NOBODY else OUTCOME_IDS[outcome]

    @property
    def record(self) -> Record:
        """The record so far: secret from every seat until the end (§10)."""
        return self.session.record

    def legal(self) -> list[str]:
        """What the seat to move may do, as canonical lines; nothing when the game is over."""
        return self.session.legal_lines()

    def play(self, line: str, seat: str | None = None) -> list[str]:
        """Play a line: canonical, shortened or in shorthand; give the canonical lines that were played.

        With `seat`, it is refused when it isn't that seat's turn. RulesError for what the rules forbid, UserError for
        what can't be understood; the game is then as it was.
        """
        return self.session.submit(line, None if seat is None else self._seat(seat))

    def view(self, seat: str | None = None) -> View:
        """What a seat (or a watcher) sees: a model whose JSON is the same for the same position."""
        from game.views import view

        return view(self.session, self._viewer(seat))

    def events(self, seat: str | None = None, since: int = 0) -> list[Happening]:
        """What a seat (or a watcher) was told, numbered from 1 in its own stream; `since` skips that many."""
        from game.views import happenings

        return happenings(self.session, self._viewer(seat), max(since, 0))

    def satisfaction(self) -> dict[str, int]:
        """Every seat's satisfaction as things stand, from true agendas: for the referee until the game is over."""
        returns = kernel.returns(self.table, self.session.state)
        return dict(zip(self.seats, returns, strict=True))

    def worth(self, seat: str) -> SeatWorth:
        """What an agreement and none are worth to a seat, term by term, from its true agenda: for the referee."""
        from game.views import seat_worth

        return seat_worth(self.session, self._seat(seat))

    def can_undo(self) -> bool:
        """Whether the last action can be taken back."""
        return self.session.can_undo()

    def undo(self) -> str:
        """Take back the last action and give its line; never across a draw, a reveal or a change of seat."""
        return self.session.undo()

    def fork(self, seed: int | None = None) -> Game:
        """The same position with another future: sealed choices stay, draws come from `seed` from now on."""
        return Game(self.session.fork(seed))

    def keep_journal(self, path: str | Path, passphrase: str | None = None) -> None:
        """From now on have every line on the disk, in a new file, before the next decision is asked.

        With a passphrase the file is locked: nobody reads it without.
        """
        self.session.keep_journal(path, passphrase)

    def close(self) -> None:
        """Let the journal go, if one is kept: until then nobody else can resume it."""
        self.session.close()

    def save(self, path: str | Path) -> None:
        """Write the record, whole or not at all."""
        self.session.save(path)

    def _seat(self, seat: str) -> int:
        if seat not in self.seats:
            raise UserError(
                _('no seat "{seat}"').format(seat=seat),
                right=_("there are {names}").format(names=", ".join(self.seats)),
            )
        return self.seats.index(seat)

    def _viewer(self, seat: str | None) -> int:
        return NOBODY if seat is None else self._seat(seat)
