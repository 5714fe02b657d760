"""Text seats: a game as language models play it, in the manner of TextArena; text in, text out.

    table = TextSeats("two-banks", text=["upstream"], others="greedy")
    table.reset(seed=7)
    done = False
    while not done:
        player, text = table.get_observation()
        done, info = table.step(model(text))      # "I would rather wait. [pass]"
    rewards = table.close()                       # the satisfaction of each player, 0 to 100

An answer holds exactly one pair of square brackets, and between them one of the lines that may be played, letter for
letter. Anything else is refused with the reason, and the question is put once more. If the second answer is no better,
a stand-in plays the seat to the end and the record says so, as with programs (docs/bots.md). Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from cards.language import UnknownLanguageError, _, known, language, speaking
from game import bots, notation
from game.adapters.prompt import LEAST, LIMIT, Prompt, written
from game.dealer import derived_seed
from game.errors import UserError, in_words
from game.facts import Player
from game.record import Record
from game.remedies import remedy
from game.session import Session
from game.views import happenings
from rules import kernel
from rules.scenario import Scenario
from rules.state import OUTCOME_IDS, OVER

NAME: Final = "text"  # of such a seat, in records
OPEN: Final = "["
CLOSE: Final = "]"
LONGEST: Final = 1 << 16  # characters of an answer that anyone could mean


def framed(answer: object) -> str:
    """The line that an answer plays: what stands between its only pair of square brackets; UserError if it has none."""
    if not isinstance(answer, str):
        raise UserError(_("an answer is text"), right=_how())
    if len(answer) > LONGEST:
        right = _("the longest is {most}").format(most=LONGEST)
        raise UserError(_("an answer of {n} characters").format(n=len(answer)), right=right)
    if answer.count(OPEN) != 1 or answer.count(CLOSE) != 1 or answer.index(OPEN) > answer.index(CLOSE):
        raise UserError(_("an answer has one line between square brackets, and no others"), right=_how())
    return answer.partition(OPEN)[2].partition(CLOSE)[0]


def _how() -> str:
    return _("such as {line}").format(line="[pass]")


def understood(session: Session, line: str) -> int:
    """The action of a line that may be played now, letter for letter; UserError with the reason for any other."""
    table = session.table
    if len(line) > notation.LONGEST:
        right = _("the longest is {most}").format(most=notation.LONGEST)
        raise UserError(_("a line of {n} characters").format(n=len(line)), right=right)
    action = notation.parse(table, line)
    refusal = kernel.check(table, session.state, action)
    if refusal is not None:
        told = remedy(refusal)
        right = _("What it would take: {remedy}").format(remedy=told) if told else ""
        raise UserError(in_words(refusal), where=f"[{line}]", right=right)
    return action


class TextSeats:
    """A game some of whose seats are played by whoever reads and writes text; the others are bots."""

    def __init__(  # noqa: PLR0913 (each has its default)
        self,
        scenario: str | Path = "empty-chairs",
        size: str | None = None,
        *,
        text: Iterable[str] | None = None,
        others: str = "greedy",
        stand_in: str = "passive",
        lang: str = "en",
        limit: int = LIMIT,
    ) -> None:
        """`text`: the seats that are asked in text, all of them if not named; `limit`: characters of an observation."""
        if limit < LEAST:
            right = _("the least is {least}").format(least=LEAST)
            raise UserError(_("an observation of {n} characters").format(n=limit), right=right)
        try:
            self._spoken = language(lang)
        except UnknownLanguageError as error:
            right = _("there are {names}").format(names=", ".join(known()))
            raise UserError(_('no language "{name}"').format(name=lang), right=right) from error
        self._scenario, self._size, self._limit = scenario, size, limit
        self._text = None if text is None else tuple(text)
        self._others, self._stand_in = others, stand_in
        for name in (others, stand_in):
            bots.factory(name)
        self._table: _Table | None = None
        self._record: Record | None = None  # of the game that was closed last

    def reset(self, num_players: int | None = None, seed: int | None = None) -> None:
        """Begin a game; `num_players`, if given, is how many seats are asked in text."""
        self.close()
        with speaking(self._spoken):
            session = Session.new(self._scenario, self._size, seed)
            seats = _seats(session.table, self._text)
            if num_players not in {None, len(seats)}:
                right = _("it is {n}").format(n=len(seats))
                raise UserError(_("{n} players").format(n=num_players), right=right)
            self._table = _Table(session, seats, self._others, self._stand_in, self._limit)

    def get_observation(self) -> tuple[int, str]:
        """Who is asked (a number, as in `players`), and the text it is asked with."""
        with speaking(self._spoken):
            return self._playing().question()

    def step(self, action: str) -> tuple[bool, dict[str, Any]]:
        """Take an answer of whoever is asked: whether the game is over, and what became of the answer."""
        with speaking(self._spoken):
            return self._playing().answer(action)

    def close(self) -> dict[int, int]:
        """Let go of the game: each player's satisfaction, 0 to 100, as it stands (§8); nothing if none was begun."""
        if self._table is None:
            return {}
        table, self._table = self._table, None
        self._record = table.session.record
        return table.close()

    @property
    def players(self) -> tuple[str, ...]:
        """The seats that are asked in text, by the number of the player."""
        return tuple(self._playing().session.table.seat_ids[seat] for seat in self._playing().seats)

    @property
    def record(self) -> Record:
        """The record so far, or of the game that was closed last."""
        return self._record or self._playing().session.record

    def _playing(self) -> _Table:
        if self._table is None:
            raise UserError(_("no game has begun"), right=_('begin one with "reset"'))
        return self._table


def _seats(table: Scenario, named: Sequence[str] | None) -> tuple[int, ...]:
    """The seats that are asked in text, in scenario order."""
    wrong = [name for name in named or () if name not in table.seat_ids]
    if wrong or named == ():
        right = _("there are {names}").format(names=", ".join(table.seat_ids))
        raise UserError(_('no seat "{seat}"').format(seat=wrong[0] if wrong else ""), right=right)
    return tuple(seat for seat in range(table.seats) if named is None or table.seat_ids[seat] in named)


class _Table:
    """One game: who is asked what, how often, and who plays where nobody is asked."""

    def __init__(self, session: Session, seats: tuple[int, ...], others: str, stand_in: str, limit: int) -> None:
        self.session = session
        self.seats = seats
        self._stand_in = stand_in
        self._limit = limit
        self._asked = [0] * session.table.seats  # decisions of each seat
        self._error = ""  # why the last answer would not do; empty before the first
        self._agents: dict[int, Any] = {}
        self._heard: dict[int, int] = {}  # events that a bot has been told
        for seat in range(session.table.seats):
            if seat not in seats:
                self._sit(seat, others)
        names = [NAME if seat in seats else others for seat in range(session.table.seats)]
        session.header = replace(session.header, seats=tuple(zip(session.table.seat_ids, names, strict=True)))
        self._go_on()

    def question(self) -> tuple[int, str]:
        """The player that is asked, and the text."""
        session = self.session
        seat = self._mover()
        news = [one.text for one in happenings(session, seat, session.acted[seat])]
        legal = session.legal()
        ending = _(
            "Answer with exactly one of these lines between square brackets, letter for letter, such as [{line}]. "
            "You may write what you think before it or after it, but no other square brackets."
        ).format(line=notation.format_action(session.table, legal[0]))
        return self.seats.index(seat), written(Prompt(session, seat, legal, news, self._error, ending), self._limit)

    def answer(self, answer: object) -> tuple[bool, dict[str, Any]]:
        """Play it; or ask once more; or let somebody stand in."""
        session, seat = self.session, self._mover()
        told: dict[str, Any] = {"player": self.seats.index(seat), "seat": session.table.seat_ids[seat]}
        try:
            action = understood(session, framed(answer))
        except UserError as error:
            told["error"] = str(error)
            if not self._error:
                self._error = str(error)
                return False, {**told, "asked_again": True}
            self._step_down(seat)
            told["stand_in"] = self._stand_in
            action = self._act(seat)
        told["line"] = notation.format_action(session.table, action)
        self._play(seat, action)
        self._go_on()
        if session.to_move == OVER:
            told["outcome"] = OUTCOME_IDS[session.state.outcome]
        return session.to_move == OVER, told

    def close(self) -> dict[int, int]:
        """Each player's satisfaction."""
        for agent in self._agents.values():
            if hasattr(agent, "close"):
                agent.close()
        returns = kernel.returns(self.session.table, self.session.state)
        return {player: returns[seat] for player, seat in enumerate(self.seats)}

    def _mover(self) -> int:
        if self.session.to_move == OVER:
            raise UserError(_("the game is over"))
        return self.session.to_move

    def _go_on(self) -> None:
        """Until somebody has to be asked in text: bots play, and what has one answer is not asked."""
        session = self.session
        while (seat := session.to_move) != OVER:
            legal = session.legal()
            if seat not in self._agents and len(legal) > 1:
                return
            self._play(seat, self._act(seat) if seat in self._agents else legal[0])

    def _play(self, seat: int, action: int) -> None:
        if len(self.session.legal()) > 1:
            self._asked[seat] += 1
        self.session.play([action])
        self._error = ""

    def _act(self, seat: int) -> int:
        """What the bot in that seat plays, once it has heard what happened."""
        session, agent = self.session, self._agents[seat]
        stream = session.told(seat)
        if hasattr(agent, "hear") and len(stream) > self._heard[seat]:
            agent.hear(stream[self._heard[seat] :])
        self._heard[seat] = len(stream)
        return int(agent.act(kernel.observe(session.table, session.state, seat), session.legal()))

    def _sit(self, seat: int, name: str) -> None:
        self._agents[seat] = bots.factory(name)(
            self.session.table, seat, derived_seed(self.session.header.seed or 0, seat + 1)
        )
        self._heard[seat] = 0

    def _step_down(self, seat: int) -> None:
        """From now on a stand-in plays the seat, and the record says so."""
        table = self.session.table
        who = str(Player(NAME, self._stand_in, f"illegal at its decision {self._asked[seat] + 1}"))
        self.session.header = self.session.header.with_players({table.seat_ids[seat]: who})
        self._sit(seat, self._stand_in)


class TextArenaSeats(TextSeats):
    """The same as TextArena wants it: `close` gives the rewards and, for each player, what else is known of it."""

    def close(self) -> tuple[dict[int, int], dict[int, dict[str, Any]]]:  # type: ignore[override] # its own convention
        """Rewards, and each player's seat."""
        seats = self.players if self._table is not None else ()
        return super().close(), {player: {"role": seat} for player, seat in enumerate(seats)}


def register(name: str = "Accord-v0", **settings: Any) -> None:  # noqa: ANN401 (what TextSeats takes)
    """Make TextArena know the game: afterwards `textarena.make("Accord-v0", scenario="two-banks")`."""
    if find_spec("textarena") is None:
        told = _("this needs {names}").format(names="textarena")
        raise UserError(told, right=_("install it: {command}").format(command="pip install textarena"))
    import textarena

    textarena.register(id=name, entry_point="game.adapters.text:TextArenaSeats", **settings)
