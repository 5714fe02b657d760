"""What OpenSpiel calls an observer: strings and tensors of what somebody sees, or recalls.

Strings tell exactly what can be told apart. A tensor of what is seen holds the numbers that every learner is given
(`encoding`); a tensor of what is recalled has these too, and behind them the course of the game, a row for each thing
done or told (`COLUMNS`).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.adapters.bounds import most_actions
from game.adapters.moment import OWN, Entry, Moment, Play, recalled, recalled_alone, seen, seen_alone, seen_by_all
from rules.scenario import NOBODY

Array = npt.NDArray[np.float32]

COLUMNS: Final = (
    "is there",
    "kind + 1, 0 for an own action",
    "seat + 1",
    "a (or the action, as the catalogue numbers it)",
    "b",
    "c",
    "d",
)
ROWS_AN_ACTION: Final = 2  # of the longest game there can be; in most games fewer things happen than half of that


class Observer:
    """`set_from` fills `tensor`, of which the arrays in `dict` are parts; `string_from` tells the same exactly."""

    def __init__(self, play: Play, kind: Any) -> None:  # noqa: ANN401 (pyspiel has no types)
        """`kind`: an `IIGObservationType`."""
        import pyspiel

        seats = range(play.table.seats)
        self._play = play
        self._public: bool = kind.public_info
        self._recall: bool = kind.perfect_recall
        self._all = kind.private_info == pyspiel.PrivateInfoType.ALL_PLAYERS
        self._own = kind.private_info == pyspiel.PrivateInfoType.SINGLE_PLAYER
        self._secrets_of = ["own"] if self._own else [play.table.seat_ids[seat] for seat in seats] if self._all else []
        sizes = {"player": (play.table.seats,)} | self._sizes()
        total = sum(int(np.prod(shape)) for shape in sizes.values())
        self.tensor: Array = np.zeros(total, np.float32)
        self.dict: dict[str, Array] = {}
        at = 0
        for name, shape in sizes.items():
            size = int(np.prod(shape))
            self.dict[name] = self.tensor[at : at + size].reshape(shape)
            at += size

    def _sizes(self) -> dict[str, tuple[int, ...]]:
        numbers = (len(self._play.encoding.names),)
        rows = (ROWS_AN_ACTION * most_actions(self._play.table), len(COLUMNS))
        sizes: dict[str, tuple[int, ...]] = {"seen": numbers} if self._public else {}
        if self._all or not self._public:
            sizes |= {f"{whose} secrets": numbers for whose in self._secrets_of}
        if self._recall:
            courses = self._secrets_of if self._all else ["own"]
            sizes |= {f"{whose} course": rows for whose in courses}
        return sizes

    def _whose(self, player: int) -> dict[str, int]:
        """The seats whose secrets are told, by the names of their pieces."""
        if self._all:
            return {name: seat for seat, name in enumerate(self._secrets_of)}
        return {"own": player} if self._own else {}

    def set_from(self, state: Any, player: int) -> None:  # noqa: ANN401 (an AccordState)
        """Fill the tensor with what the player sees or recalls at that state."""
        moment: Moment = state.moment
        self.tensor.fill(0)
        self.dict["player"][player] = 1
        encoded = self._play.encoding.observe
        public = encoded(moment.observation(NOBODY))
        if self._public:
            self.dict["seen"][:] = encoded(moment.observation(player)) if self._own else public
        for whose, seat in self._whose(player).items():
            if f"{whose} secrets" in self.dict:
                self.dict[f"{whose} secrets"][:] = encoded(moment.observation(seat)) - public
        if self._recall:
            for whose, seat in (self._whose(player) or {"own": NOBODY}).items():
                course = moment.recall(seat) if self._public else moment.secrets(seat) if seat != NOBODY else ()
                write_course(self.dict[f"{whose} course"], course)

    def string_from(self, state: Any, player: int) -> str:  # noqa: ANN401 (an AccordState)
        """The same as text: equal where the player can't tell two states apart by it, and only there."""
        moment: Moment = state.moment
        whose = list(self._whose(player).values())
        if self._recall:
            whole, alone, public = recalled, recalled_alone, recalled(moment, NOBODY)
        else:
            whole, alone, public = seen, seen_alone, seen_by_all(moment)
        if not self._public:
            return "\n".join(alone(moment, seat) for seat in whose)
        return "\n".join(whole(moment, seat) for seat in whose) or public


def write_course(rows: Array, course: tuple[Entry, ...]) -> None:
    """What was recalled, a row each, the oldest first; if there is too much of it, the newest."""
    for row, entry in zip(rows, course[-len(rows) :], strict=False):
        if entry[0] == OWN:
            row[:4] = 1, 0, 0, entry[1]
        else:
            kind, seat, *values = entry
            row[:3] = 1, kind + 1, seat + 1
            row[3 : 3 + len(values)] = values
