"""Accord for Gymnasium: one seat for the learner, bots in the others (docs/adapters.md).

Importing this module makes `Accord-v0` known; `gymnasium.make("game.adapters.gymnasium:Accord-v0")` imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from game.extras import need

need("gym", "gymnasium")

import gymnasium
import numpy as np
import numpy.typing as npt

from cards.language import _
from game import bots
from game.adapters.agents import ILLEGAL, Desk, Seen
from game.adapters.drawing import MODES
from game.adapters.encoding import Mask
from game.arena import Ears, seats_of
from game.dealer import derived_seed
from game.errors import UserError, in_words
from rules import kernel
from rules.scenario import Scenario

ID: Final = "Accord-v0"


class AccordSeatEnv(Desk, gymnasium.Env[Seen, np.int64]):
    """A seat at a table of bots; what its mask forbids ends the game for it."""

    metadata = {"render_modes": MODES, "render_fps": 1}  # noqa: RUF012 (Gymnasium's own)

    def __init__(  # noqa: PLR0913 (keywords that a caller of gymnasium.make chooses among)
        self,
        scenario: str | Path | Scenario = "two-banks",
        size: str | None = None,
        render_mode: str | None = None,
        *,
        seat: str | None = None,
        opponents: str = "random",
        observation: str = "flat",
        reward: str = "final",
    ) -> None:
        """Lay the table.

        `seat`: the learner's, by its id; None is another in each game. `opponents`: one bot for all the others, or
        `upstream=greedy,others=random`. `observation` and `reward` as in `Desk`.
        """
        super().__init__(scenario, size, render_mode, observation=observation, reward=reward)
        table = self.sitting.table
        self.fixed = None if seat is None else self._seat(seat)
        self.seat = self.fixed or 0
        self.lineup = seats_of(table, opponents)
        self.observation_space, self.action_space = self._spaces()
        self.players: dict[int, bots.Agent] = {}
        self.done = True
        self.line = ""

    def _seat(self, seat: str) -> int:
        ids = self.sitting.table.seat_ids
        if seat not in ids:
            raise UserError(
                _('no seat "{seat}"').format(seat=seat), right=_("there are {names}").format(names=", ".join(ids))
            )
        return ids.index(seat)

    def reset(
        self,
        *,
        seed: int | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> tuple[Seen, dict[str, Any]]:
        """A new game, played on to the learner's first decision; `options` are not used."""
        super().reset(seed=seed, options=dict(options or {}))
        self._lay(seed)
        while self.sitting.over:  # the learner was never asked
            self._lay(None)
        self.done = False
        self.line = ""
        self._show()
        mask = self._mask()
        return self._seen(self.sitting.seen(self.seat), mask), self._told(mask)

    def step(self, action: int | np.int64) -> tuple[Seen, float, bool, bool, dict[str, Any]]:
        """Play the learner's action, and go on until it is asked again or the game is over."""
        if self.done:
            raise UserError(_("the game is over"), right=_("reset the environment"))
        played = self.encoding.action(int(action))
        if played not in self.sitting.legal:
            return self._refused(played)
        self.line = self.sitting.play(played)
        self._play_on()
        self.done = self.sitting.over
        reward = self._given()[self.seat]
        self._show()
        mask = self._mask()
        return self._seen(self.sitting.seen(self.seat), mask), reward, self.done, False, self._told(mask)

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """What may be done now, as MaskablePPO asks for it."""
        return self._mask().astype(np.bool_)

    def close(self) -> None:
        """Let go of the bots' processes."""
        bots.dismiss(self.players)
        self.players = {}

    def _lay(self, seed: int | None) -> None:
        """A game to its first decision of the learner's, with bots that follow from its seed as in the arena."""
        self.close()
        self.sitting.news = []
        own = self._begin(seed)
        seats = self.sitting.table.seats
        self.seat = int(self._random.integers(seats)) if self.fixed is None else self.fixed
        others = [seat for seat in range(seats) if seat != self.seat]
        self.players = {seat: self._bot(seat, derived_seed(own, seat + 1)) for seat in others}
        self._ears = Ears(self.players)
        self._heard = 0
        self._play_on()

    def _bot(self, seat: int, seed: int) -> bots.Agent:
        return bots.factory(self.lineup[seat])(self.sitting.table, seat, seed)

    def _play_on(self) -> None:
        sitting, table = self.sitting, self.sitting.table
        while not sitting.over and sitting.mover != self.seat:
            seat, news = sitting.mover, sitting.news or []
            self._ears.tell(news[self._heard :])
            self._heard = len(news)
            self._ears.catch_up(seat)
            seen = kernel.observe(table, sitting.state, seat)
            sitting.play(self.players[seat].act(seen, list(sitting.legal)))

    def _refused(self, action: int) -> tuple[Seen, float, bool, bool, dict[str, Any]]:
        """The game ends here, and worse than any can; the state is as it was."""
        self.done = True
        error = kernel.check(self.sitting.table, self.sitting.state, action)
        mask = self._mask()
        told = {**self._told(mask), "illegal": in_words(error) if error else ""}
        return self._seen(self.sitting.seen(self.seat), mask), ILLEGAL, True, False, told

    def _mask(self) -> Mask:
        return self.encoding.mask(() if self.done else self.sitting.legal)

    def _told(self, mask: Mask) -> dict[str, Any]:
        return {**self._info(self.line, mask), "seat": self.sitting.table.seat_ids[self.seat]}

    def _show(self) -> None:
        if self.render_mode == "human":
            self.render()


if ID not in gymnasium.registry:
    gymnasium.register(id=ID, entry_point="game.adapters.gymnasium:AccordSeatEnv")
