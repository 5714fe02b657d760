"""Any program, in any language, as a player: JSON lines on its standard input and output (docs/bots.md).

An answer that is late, missing, garbled or illegal is never turned into a move by guess. The question is put once
more; after that a stand-in plays the seat to the end, and the record says so.
"""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from cards.language import _
from game import bots, notation
from game.bots.fallible import FailureError, Fallible, usual_stand_in
from game.bots.program import Program
from game.errors import UserError
from game.facts import player
from game.header import Header
from game.session import Session
from game.vocabulary import vocabulary
from rules import kernel
from rules.events import Event
from rules.observe import Observation
from rules.scenario import Scenario

PROTOCOL: Final = 1
SECONDS: Final = 10.0
UNFIT: Final = ";#,"  # in a command: they separate things in records and in --seats


class Terms(NamedTuple):
    """On what terms a program plays."""

    seconds: float  # for a decision
    stand_in: str  # who plays for it when it fails
    scenario: str = ""  # its name or folder, for the texts of cards; the table's own id if empty

    @classmethod
    def of(cls, seconds: float = 0.0, stand_in: str = "", scenario: str = "") -> Terms:
        """With defaults for what isn't said."""
        return cls(seconds or SECONDS, stand_in or usual_stand_in(), scenario)


def external(name: str) -> bots.Factory:
    """The factory of `cmd:COMMAND`; UserError if there is nothing to run."""
    name = player(name).bot  # a record of a game in which it failed gives it another chance
    command = name.removeprefix(bots.PROGRAM)
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UserError(
            _('the command "{command}" can\'t be read: {problem}').format(command=command, problem=error)
        ) from error
    if not words:
        raise UserError(_('"{name}" names no program').format(name=name), right=_('write "cmd:./mybot"'))
    if any(sign in command for sign in UNFIT) or not command.isprintable():
        right = _("it can't have {signs}; put it into a script").format(signs=" ".join(UNFIT))
        raise UserError(_('the command "{command}" can\'t stand in a record').format(command=command), right=right)
    if shutil.which(words[0]) is None:
        right = _("give its path, such as cmd:./mybot, and make it executable")
        raise UserError(_('there is no program "{word}"').format(word=words[0]), right=right)
    return lambda table, seat, seed: External(table, seat, seed, name, Terms.of())


class External(Fallible):
    """The agent of a program."""

    def __init__(self, table: Scenario, seat: int, seed: int, name: str, terms: Terms) -> None:
        """Nothing is started before the first decision."""
        super().__init__(table, seat, seed, name, terms.stand_in)
        self._terms = terms
        self._mirror = _Mirror(table, seat, terms.scenario or table.id)
        self._program: Program | None = None
        self._told = 0  # of the news, to the program that is running

    def hear(self, events: Sequence[Event]) -> None:
        """Keep the news for the next question."""
        super().hear(events)
        self._mirror.hear(events)

    def ask(self, observation: Observation, legal: list[int], attempt: int, error: str) -> int:
        """What the program answers."""
        try:
            return self._put(observation, legal, attempt, error)
        except FailureError as failure:
            if failure.kind in {"late", "dead"}:
                self.drop()  # what it may still say belongs to no question
            raise

    def drop(self) -> None:
        """End the program."""
        if self._program is not None:
            self._program.close()
            self._program = None

    def dismiss(self) -> None:
        """The game is over."""
        if self._program is not None:
            self._program.close(_line(type="over"))
            self._program = None

    def _put(self, observation: Observation, legal: list[int], attempt: int, error: str) -> int:
        lines = vocabulary(self.table).lines
        if self._program is None:
            self._program = Program(self.name.removeprefix(bots.PROGRAM))
            self._program.tell(self._hello())
            self._told = 0
        news = self._mirror.news(self._told)
        question: dict[str, Any] = {"type": "decide", "number": self.decisions, "attempt": attempt}
        if error:
            question["error"] = error
        question |= {
            "clock": {"seconds": self._terms.seconds},
            "legal": [lines[action] for action in legal],
            "view": self._mirror.view(observation),
            "news": news,
            "text": self._mirror.text(legal, [one["text"] for one in news]),
        }
        self._told += len(news)
        answer = self._program.ask(_line(**question), self._terms.seconds)
        return self._understood(_play_of(answer, self.decisions), legal)

    def _understood(self, line: str, legal: list[int]) -> int:
        """The legal action of a canonical line; nothing else will do."""
        try:
            action = notation.parse(self.table, line)
        except UserError as error:
            raise FailureError("garbled", str(error)) from error
        if action not in legal:
            refusal = kernel.check(self.table, self._mirror.session.state, action)
            raise FailureError("illegal", str(refusal or "that is not legal now"))
        return action

    def _hello(self) -> str:
        table = self.table
        return _line(
            type="hello",
            accord=PROTOCOL,
            scenario=table.id,
            size=table.size,
            seat=table.seat_ids[self.seat],
            seats=table.seat_ids,
            seed=self.seed,
        )


class _Mirror:
    """A session with nothing in it but what the seat may know, so that views and sentences can be made of it."""

    def __init__(self, table: Scenario, seat: int, scenario: str) -> None:
        self.session = Session(table, Header(scenario, table.size))
        self.stream = self.session.streams[seat]
        self.stream.clear()
        self._seat = seat

    def hear(self, events: Sequence[Event]) -> None:
        self.stream += events

    def news(self, since: int) -> list[dict[str, Any]]:
        from game.views import happenings

        return [one.model_dump(mode="json") for one in happenings(self.session, self._seat, since)]

    def view(self, observation: Observation) -> dict[str, Any]:
        """What the seat sees. Any state that its observation allows looks the same to it (laws 4 and 5)."""
        from game.views import view

        self.session.state = kernel.determinize(self.session.table, observation, _first)
        return view(self.session, self._seat).model_dump(mode="json", exclude={"legal"})

    def text(self, legal: Sequence[int], news: Sequence[str]) -> str:
        """The same that was viewed last, as pages of bounded length."""
        from game.adapters.prompt import Prompt, written

        return written(Prompt(self.session, self._seat, legal, news))


def _first(_many: int) -> int:
    return 0


def _play_of(answer: str, number: int) -> str:
    """The line that an answer plays: itself, or the "play" of a JSON object."""
    if not answer.startswith("{"):
        return answer
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise FailureError("garbled", "the answer is no JSON") from error
    if not isinstance(said.get("play"), str):
        raise FailureError("garbled", 'the answer has no "play"')
    if said.get("number", number) != number:
        raise FailureError("garbled", f"the answer is to question {said['number']}, not {number}")
    return str(said["play"]).strip()


def _line(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
