"""What is noted of a game, while it is played or afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from game import arena, bots
from game.errors import UserError
from game.facts import facts_of, kinds_of, player
from game.record import Record, from_json, loads
from game.replay import replay
from rules.events import Event
from rules.observe import Observation
from rules.scenario import Scenario
from tests.game.conftest import SMALL, Play

RUN = arena.Run(*SMALL, ("random",) * 3, 5, facts=True)


class TestFacts:
    def test_a_record_tells_the_same_as_watching(self) -> None:
        for number in range(4):
            finished = arena.game(RUN, number)
            assert facts_of(from_json(finished.line, "")) == finished.facts
            assert arena.again(RUN, finished.line) == finished

    def test_a_row_is_what_the_game_came_to(self) -> None:
        finished = arena.game(RUN, 1)
        assert finished.facts is not None
        session = replay(loads(finished.line))
        for seat, row in enumerate(finished.facts.rows):
            assert row["satisfaction"] == finished.satisfaction[seat]
            assert row["outcome"] == finished.outcome
            assert row["rank"] == 1 + sum(other > finished.satisfaction[seat] for other in finished.satisfaction)
            assert row["toll"] == session.state.toll
            assert row["influence"] == session.state.influence[seat]
        sent = Counter(line for line in session.lines if line == "send")
        assert sum(int(row["proposals"] or 0) for row in finished.facts.rows) == sent["send"]

    def test_there_is_a_row_a_turn_and_seat(self) -> None:
        facts = arena.game(RUN, 0).facts
        assert facts is not None
        length = int(facts.rows[0]["length"] or 0)
        assert [row["turn"] for row in facts.turns] == [turn for turn in range(1, length + 1) for _ in range(3)]
        assert [row["satisfaction"] for row in facts.turns[-3:]] == [row["satisfaction"] for row in facts.rows]

    def test_a_choice_is_counted_where_there_was_another(self) -> None:
        facts = arena.game(RUN, 0).facts
        assert facts is not None
        assert all(0 <= one.chosen <= one.offered for one in facts.choices)
        decisions = sum(int(row["decisions"] or 0) for row in facts.rows)
        assert 0 < sum(one.chosen for one in facts.choices) <= decisions

    def test_every_action_is_of_a_kind(self, every_table: Scenario) -> None:
        kinds = set(kinds_of(every_table))
        assert {"propose", "order assault", "card as capital", "sign"} <= kinds
        assert len(kinds) < 250

    def test_records_without_their_draws_serve_too(self, played: Play) -> None:
        record = played().record
        short = Record(record.header, [line for line in record.lines if line.split()[0] not in {"deal", "headline"}])
        assert facts_of(short).turns == facts_of(record).turns

    def test_a_game_that_goes_on_has_none(self, played: Play) -> None:
        with pytest.raises(UserError, match="the game isn't over"):
            facts_of(played(actions=5).record)

    def test_who_played_can_be_read_back(self) -> None:
        for text in ("random", "cmd:./a b", "cmd:./a, then passive (late at its decision 2)"):
            assert str(player(text)) == text


class Listener:
    """Holds what it hears against what it sees."""

    heard: list[tuple[int, Event]]

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        self.seat = seat
        self.stream: list[tuple[int, ...]] = []
        self._bot = bots.factory("random")(table, seat, seed)
        TOLD[seat] = self.stream

    def hear(self, events: Sequence[Event]) -> None:
        assert events
        assert all(event.audience >> self.seat & 1 for event in events)
        self.stream += [event.key() for event in events]

    def act(self, observation: Observation, legal: list[int]) -> int:
        return self._bot.act(observation, legal)


TOLD: dict[int, list[tuple[int, ...]]] = {}


class TestHearing:
    def test_a_bot_hears_what_its_seat_is_told_and_plays_the_same(self) -> None:
        seats = (f"{__name__}:Listener",) * 3
        finished = arena.game(RUN._replace(seats=seats, facts=False), 0)
        plain = arena.game(RUN, 0)
        record = from_json(finished.line, "")
        assert record.lines == from_json(plain.line, "").lines
        session = replay(record)
        for seat, stream in TOLD.items():
            told = [event.key() for event in session.told(seat)]
            assert stream == told[: len(stream)]
            assert len(told) - len(stream) < 100  # what came after its last decision
