"""What is asked of a game that is played on: that a seat does something, or leaves something undone.

russia attend                           the next time Russia may, it says that it will attend
hnc propose text presidency 2; ask gulf 1
assad not order assault ghouta opposition    it never does
russia keeps no-air idlib               it does nothing that would break that pledge
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cards.language import N_, _
from game import bots, notation
from game.defaults import default_answer
from game.errors import UserError, in_words
from game.remedies import remedy
from game.vocabulary import vocabulary
from game.words import labelled
from rules import actions as act
from rules import kernel
from rules.events import Event
from rules.observe import Observation
from rules.scenario import (
    ACT_ABSENCE,
    ACT_ARM,
    ACT_HOSTILE_ASSAULT,
    ACT_SANCTION,
    ACT_SUPPORT,
    NOBODY,
    USE_SANCTION,
    Scenario,
)
from rules.state import State

NOT: Final = "not"
KEEPS: Final = "keeps"
ELSEWHERE: Final = frozenset({"wrong-moment", "speak", "building"})  # codes that say no more than: not here
EXAMPLE: Final = N_(
    'write a seat and what it does, such as "russia attend", "russia not absent" or "russia keeps attend"'
)


@dataclass(frozen=True)
class Wish:
    """A seat's line to be played once, or (`never`) actions that it leaves undone, or a pledge that it keeps."""

    text: str
    seat: int
    actions: tuple[int, ...]
    never: bool = False
    pledge: int = NOBODY


def wish_of(table: Scenario, text: str) -> Wish:
    """Read one; UserError for what is no line of the game, or not that seat's."""
    name, _gap, line = " ".join(text.split()).partition(" ")
    if name not in table.seat_ids:
        right = _("there are {names}; {example}").format(names=", ".join(table.seat_ids), example=_(EXAMPLE))
        raise UserError(_('"{text}" names no seat first').format(text=text), right=right)
    if not line:
        raise UserError(_('"{text}" names nothing to do').format(text=text), right=_(EXAMPLE))
    seat = table.seat_ids.index(name)
    word, _gap, rest = line.partition(" ")
    if word == KEEPS:
        return _keeping(table, text, seat, rest)
    never = word == NOT
    actions = _actions(table, rest if never else line)
    for action in actions:
        if table.acts.verb[action] >= act.FIRST_CHANCE:
            told = _('"{line}" is a draw, no seat\'s line')
            raise UserError(told.format(line=notation.format_action(table, action)), right=_(EXAMPLE))
    return Wish(text, seat, tuple(actions), never=never)


def _actions(table: Scenario, line: str) -> list[int]:
    words = vocabulary(table)
    found = words.actions.get(line)
    return [found] if found is not None else notation.understand(table, line, [])


def _keeping(table: Scenario, text: str, seat: int, name: str) -> Wish:
    own = {
        notation.format_action(table, table.acts.pledge[one]).split(" ", 2)[2]: one for one in table.pledges_of[seat]
    }
    if name not in own:
        right = _("its pledges are {pledges}").format(pledges=", ".join(own)) if own else _("it can make none")
        told = _('"{text}": {seat} can make no pledge "{pledge}"')
        raise UserError(told.format(text=text, seat=table.seat_ids[seat], pledge=name), right=right)
    return Wish(text, seat, (), pledge=own[name])


def breaks(table: Scenario, pledge: int, action: int) -> bool:
    """Whether an action, if it is carried out, contradicts the pledge (§3.4)."""
    rule = table.pledges[pledge]
    verb, a, b, _, _ = table.acts.entries[action]
    if rule.act == ACT_ABSENCE:
        return verb == act.STAY_AWAY
    if rule.act == ACT_SANCTION:
        use = table.uses[b] if verb == act.CARD else None
        return use is not None and use.kind == USE_SANCTION and rule.target in {use.a, NOBODY}
    if rule.act == ACT_ARM:
        return verb == act.ORDER_ARM
    if rule.target not in {a, NOBODY}:
        return False
    if rule.act == ACT_HOSTILE_ASSAULT:
        return verb == act.ORDER_ASSAULT and table.commander[b] not in {NOBODY, rule.seat}
    return rule.act == ACT_SUPPORT and verb == act.ORDER_SUPPORT


@dataclass
class Progress:
    """How far a wish has come in one game."""

    wish: Wish
    done: int = 0  # actions
    turn: int | None = None  # in which it was played, or first made a difference
    refusal: str = ""  # why it could not be played, the last that tells something


@dataclass
class Steered:
    """A bot that does what is wished, and as it likes otherwise."""

    table: Scenario
    bot: bots.Agent
    wishes: list[Progress]
    parted: bool = False  # whether a wish has made it do anything that it would not have done

    def act(self, observation: Observation, legal: list[int]) -> int:
        """One of the legal actions. Until it has parted from its own way the bot is asked first, as if nothing were."""
        wished = self._wished(observation.board, legal)
        if wished is not None and self.parted:
            return wished
        chosen = self.bot.act(observation, legal)
        if wished is not None:
            self.parted = chosen != wished
            return wished
        if not self._forbids(observation.board, chosen):
            return chosen
        self.parted = True
        return self._instead(observation, legal)

    def _wished(self, board: State, legal: Sequence[int]) -> int | None:
        """What a wish has it do now."""
        return next((due for progress in self.wishes if (due := self._due(progress, board, legal)) is not None), None)

    def _instead(self, observation: Observation, legal: list[int]) -> int:
        """Something that no wish leaves undone, if there is anything."""
        board = observation.board
        allowed = [action for action in legal if not self._forbids(board, action)] or legal
        chosen = self.bot.act(observation, allowed)
        if chosen in allowed:
            return chosen
        default = default_answer(self.table, board)
        return default if default in allowed else allowed[0]

    def hear(self, events: Sequence[Event]) -> None:
        """Pass on what the seat was told."""
        if hasattr(self.bot, "hear"):
            self.bot.hear(events)

    def close(self) -> None:
        """Let go of what the bot holds."""
        if hasattr(self.bot, "close"):
            self.bot.close()

    def _due(self, progress: Progress, board: State, legal: Sequence[int]) -> int | None:
        """The next action of a wish that can be played now."""
        actions = progress.wish.actions
        if progress.wish.never or progress.done >= len(actions):
            return None
        if progress.done == 0:
            refusal = refused(self.table, board, actions)
            if refusal is not None:
                if refusal.telling or not progress.refusal:
                    progress.refusal = refusal.text
                return None
        action = actions[progress.done]
        if action not in legal:
            progress.done = 0  # somebody else came between
            return None
        progress.done += 1
        if progress.done == len(actions):
            progress.turn = board.turn
        return action

    def _forbids(self, board: State, action: int) -> bool:
        """Whether some wish leaves that undone."""
        against = [progress for progress in self.wishes if self._is_against(progress.wish, board, action)]
        for progress in against:
            progress.turn = progress.turn or board.turn
        return bool(against)

    def _is_against(self, wish: Wish, board: State, action: int) -> bool:
        if wish.never:
            return action in wish.actions
        running = wish.pledge != NOBODY and any(entry[0] == wish.pledge for entry in board.ledger)
        return running and breaks(self.table, wish.pledge, action)


class Refusal(NamedTuple):
    """Why something could not be played; telling, if it is more than that another kind of answer was due."""

    text: str
    telling: bool


def refused(table: Scenario, board: State, actions: Sequence[int]) -> Refusal | None:
    """Why these actions can't be played one after the other; None if they can."""
    trial = board.copy()
    mover = trial.seat
    for action in actions:
        if trial.seat != mover:
            return Refusal(_("the turn would have passed on before its end"), telling=True)
        refusal = kernel.check(table, trial, action)
        if refusal is not None:
            line = notation.format_action(table, action)
            text = " ".join(part for part in (labelled(line, in_words(refusal)), remedy(refusal)) if part)
            return Refusal(text, telling=refusal.code not in ELSEWHERE)
        if len(actions) > 1:
            kernel.step(table, trial, action)
    return None
