"""What signing adds, of many texts at once; and a few questions of time that only bots ask.

The reckoning of one position is `rules.prospects` and `rules.forecast`: searches need it too.
"""

from __future__ import annotations

from math import exp
from typing import Final

import numpy as np

from game.bots.texts import Points
from rules.forecast import SPREAD
from rules.prospects import COLLAPSE, Outcome
from rules.scenario import Scenario, StayingAway
from rules.state import State

MARGIN: Final = 1.1  # of the time until a text should be signed: by then it has conceded nearly everything
LEAST_GAIN: Final = 3.5  # what signing has to promise whoever must sign: no reckoning is surer than that


def gains(outcome: Outcome, u: Points, lines: Points) -> Points:
    """What signing each of many texts adds to the outlook: `Outcome.gain`, column by column."""
    share = outcome.share * COLLAPSE
    after = np.array([outcome.after(crossed) for crossed in range(int(lines.max(initial=0)) + 1)])
    added: Points = share * u + ((1 - share) * outcome.bare - outcome.no_deal) + after[lines.astype(np.intp)]
    return added


def likelihoods(gained: Points) -> Points:
    """How likely a seat signs each of many texts that gain it so much: `likelihood` without a margin, column by column.

    By the `exp` of `math`: numpy's differs in the last bit from one processor to another, and records with it.
    """
    against = np.clip(-gained / SPREAD, -30.0, 30.0)
    likely: Points = 1 / (1 + np.array([exp(x) for x in against.tolist()]))
    return likely


def deadline(table: Scenario) -> float:
    """The turn by which a text should be signed: it can then be carried out even if a turn may be lost to a crisis."""
    return 1 + max((table.numbers.turns - table.numbers.progress_steps - 1) * MARGIN, 1)


def may_be_rewarded(s: State, seat: int, reward: StayingAway, *, here: bool) -> bool:
    """Whether staying away from the next conference would still be rewarded (§3.1)."""
    return s.away[seat] < reward.at_most and (here or not reward.first_only)
