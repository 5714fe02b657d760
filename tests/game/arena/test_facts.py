"""What is noted of a game, while it is played or afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

import cards
from game import arena, bots
from game.analysis.zone import Settlement
from game.errors import UserError
from game.facts import Value, facts_of, kinds_of, player
from game.record import Record, from_json, loads
from game.replay import replay
from game.vocabulary import vocabulary
from rules import events as event_of
from rules import kernel
from rules.events import Event
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
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


@pytest.fixture(scope="module")
def games() -> list[arena.Finished]:
    """Some with a signature."""
    run = RUN._replace(seats=("negotiator", "negotiator", "random"))
    return [arena.game(run, number) for number in range(8)]


class TestAgreementsAndZones:
    """The columns of what is signed and of what could be."""

    def test_a_record_tells_the_same_as_watching(self, games: list[arena.Finished]) -> None:
        for finished in games:
            assert facts_of(from_json(finished.line, "")) == finished.facts

    def test_signatures_crises_and_collapses_are_those_of_the_record(self, games: list[arena.Finished]) -> None:
        total: Counter[str] = Counter()
        for finished in games:
            assert finished.facts is not None
            counts, turns = _seen(from_json(finished.line, ""))
            row = finished.facts.rows[0]
            total += counts
            assert (row["signatures"], row["crises"], row["collapses"]) == (
                counts["signatures"],
                counts["crises"],
                counts["collapses"],
            )
            assert row["first_signed"] == (turns[0] if turns else None)
            assert row["signed_turn"] == (turns[-1] if turns else None)
        assert total["signatures"] > 0

    def test_holders_are_those_of_the_board(self, games: list[arena.Finished]) -> None:
        facts = games[0].facts
        assert facts is not None
        session = replay(from_json(games[0].line, ""))
        board, table = session.state, session.table
        held = dict(part.split() for part in str(facts.turns[-1]["holders"]).split(", "))
        for area, name in enumerate(table.area_ids):
            holder = board.holder[area]
            assert held.get(name) == (None if holder == NOBODY else table.side_ids[holder])

    def test_a_conference_has_its_zone_and_who_was_there(self, games: list[arena.Finished]) -> None:
        settlement = Settlement(cards.table(*SMALL))
        present: set[Value] = set()
        for finished in games:
            assert finished.facts is not None
            for row in finished.facts.turns:
                if row["zone"] is not None:
                    assert 0 <= int(row["signable"] or 0) <= int(row["zone"] or 0) <= settlement.size
                    present.add(row["present"])
            same = [{row["zone"] for row in finished.facts.turns if row["turn"] == turn} for turn in (1, 2)]
            assert all(len(zones) <= 1 for zones in same)
        assert 1 in present


def _seen(record: Record) -> tuple[Counter[str], list[int]]:
    """What the events of a record say, counted by the kernel's own words, and in which turns was signed."""
    table = record.table()
    known = vocabulary(table).actions
    s = kernel.start(table)
    counts: Counter[str] = Counter()
    turns: list[int] = []
    names = {event_of.AGREED: "signatures", event_of.CRISIS: "crises", event_of.COLLAPSED: "collapses"}
    for line in record.lines:
        for event in kernel.apply(table, s, known[line]):
            if event.kind in names:
                counts[names[event.kind]] += 1
            if event.kind == event_of.AGREED:
                turns.append(s.turn)
    return counts, turns


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
