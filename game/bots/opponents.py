"""What the others seem to want: which agenda each may hold, learnt from what it proposes, blocks and accepts.

The prior is public: every agenda that a seat may have been dealt is as likely as another. Each act that moves the text
is evidence (Bayes); how often a seat touches an issue tilts its weights besides (frequency).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

from rules.actions import BREAK, DECLINE, SILENCE, TEXT
from rules.events import ADOPTED, ANSWER, CALL_FAILED, CLAUSE, DRAFT_MOVED, FELL, PROPOSAL, SAW_AGENDA, Event
from rules.prospects import u_rows
from rules.scenario import NOBODY, Scenario
from rules.worth import points_table

RATIONAL: Final = 0.12  # how much likelier an act is for each point of U that it gains
TILT: Final = 0.03  # of an issue's weight for each time that the seat asked for it
MOST_TILT: Final = 0.3
USUAL: Final = 6.0  # points of U whose loss is usually let pass rather than pay for a break


class Opponents:
    """Beliefs about every other seat of one table."""

    def __init__(self, table: Scenario, seat: int) -> None:
        """Nothing is known but what is public."""
        self.table = table
        self.seat = seat
        self.version = 0
        self._belief: list[dict[int, float]] = []
        for other in range(table.seats):
            dealt = table.agendas_of[other] or (NOBODY,)
            self._belief.append({agenda: 1 / len(dealt) for agenda in dealt})
        self._remembered: tuple[int, dict[int, list[list[float]]]] = (0, {})
        self._rows: tuple[int, dict[int, list[list[float]]]] = (0, {})
        self.patience = [0.0] * table.seats  # the loss of U more than others in its place that a seat has let pass
        self._sent = [0, 0]  # own packages that fell (or calls that failed), and that passed
        self._asked = [[0] * table.issues for _ in range(table.seats)]
        self._draft = list(table.start_draft)
        self._texts: list[tuple[int, int]] = []

    def belief(self, other: int) -> dict[int, float]:
        """How likely each agenda is; NOBODY stands for none."""
        return dict(self._belief[other])

    def likeliest(self, other: int) -> int:
        """The agenda that the seat most probably holds, NOBODY if none stands out."""
        agenda, share = max(self._belief[other].items(), key=lambda entry: (entry[1], -entry[0]))
        return agenda if share > 0.5 else NOBODY  # noqa: PLR2004 (more likely than not)

    def points(self, other: int) -> list[list[float]]:
        """The points that the seat is expected to give to every position."""
        rows = [[0.0] * self.table.positions[issue] for issue in range(self.table.issues)]
        for agenda, share in self._belief[other].items():
            for row, points in zip(rows, points_table(self.table, other, agenda), strict=True):
                for at, value in enumerate(points):
                    row[at] += share * value
        for issue, times in enumerate(self._asked[other]):
            if times:
                more = 1 + min(TILT * times, MOST_TILT)
                rows[issue] = [more * value for value in rows[issue]]
        return rows

    def points_now(self, other: int) -> list[list[float]]:
        """The same, remembered until something new is learnt."""
        if self._remembered[0] != self.version:
            self._remembered = (self.version, {})
        known = self._remembered[1]
        if other not in known:
            known[other] = self.points(other)
        return known[other]

    def rows_now(self, other: int) -> list[list[float]]:
        """The same, scaled so that a text's sum is its U."""
        if self._rows[0] != self.version:
            self._rows = (self.version, {})
        known = self._rows[1]
        if other not in known:
            known[other] = u_rows(self.points_now(other))
        return known[other]

    def faith(self) -> float:
        """How far the others can be reckoned with at all: of what it has sent, how much has passed."""
        fell, passed = self._sent
        return (2 + passed) / (3 + passed + fell)

    # Learning

    def hear(self, events: Sequence[Event]) -> None:
        """Learn from events, in order."""
        draft = self._draft
        for event in events:
            if event.kind == PROPOSAL:
                self._texts = []
            elif event.kind == CLAUSE and self.table.acts.verb[event.a] == TEXT:
                issue, position = self.table.acts.a[event.a], self.table.acts.b[event.a]
                self._texts.append((issue, position))
                self._asked[event.seat][issue] += 1
                self.version += 1
                self._weigh(event.seat, [(issue, draft[issue], position)], 1.0)
            elif event.kind == ANSWER and self._texts:
                moved = [(issue, draft[issue], position) for issue, position in self._texts]
                verb = self.table.acts.verb[event.a]
                self._weigh(event.seat, moved, -1.0 if verb in (BREAK, DECLINE) else 0.3)
                self._test_patience(event.seat, moved, broke=verb == BREAK, silent=verb == SILENCE)
            elif event.kind in (FELL, ADOPTED):
                if event.seat == self.seat:
                    self._sent[event.kind == ADOPTED] += 1
                self._texts = []
            elif event.kind == CALL_FAILED:
                self._sent[0] += 1
            elif event.kind == DRAFT_MOVED:
                draft[event.a] = event.c
            elif event.kind == SAW_AGENDA and event.seat == self.seat:
                self._belief[event.a] = {event.b: 1.0}
                self.version += 1

    def _test_patience(self, other: int, moved: list[tuple[int, int, int]], *, broke: bool, silent: bool) -> None:
        """A break at a small loss shows a short patience, silence at a great one a long one."""
        points = self.points_now(other)
        loss = sum(points[issue][now] - points[issue][to] for issue, now, to in moved)
        loss *= 100 / sum(max(row) for row in points)
        spare = loss - USUAL  # beyond what is usually let pass
        if broke and spare < self.patience[other] + 2:
            self.patience[other] = max(0.6 * self.patience[other] + 0.4 * (spare - 2), -8.0)
        elif silent and spare > self.patience[other]:
            self.patience[other] = min(0.8 * self.patience[other] + 0.2 * spare, 14.0)

    def _weigh(self, other: int, moved: list[tuple[int, int, int]], sign: float) -> None:
        """Bayes: an act is likelier the more U it gains its author (or, blocked, the more it would have lost)."""
        belief = self._belief[other]
        if other == self.seat or len(belief) == 1:
            return
        weighed = {}
        for agenda, share in belief.items():
            table = points_table(self.table, other, agenda)
            best = sum(max(row) for row in table)
            gain = sum(table[issue][to] - table[issue][now] for issue, now, to in moved) * 100 / best
            weighed[agenda] = share * exp(RATIONAL * sign * max(min(gain, 20.0), -20.0))
        total = sum(weighed.values())
        self._belief[other] = {agenda: share / total for agenda, share in weighed.items()}
        self.version += 1
