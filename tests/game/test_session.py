"""One table in play: the way back, forks, and what everybody is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import record
from game.errors import UserError
from game.face import Game
from game.replay import replay, verify_file
from rules import state as at
from rules.errors import RulesError
from rules.scenario import NOBODY, Scenario
from tests.game.conftest import SMALL, Play, go_on


class TestUndo:
    def test_takes_back_the_last_action_exactly(self) -> None:
        game = Game.new(*SMALL, seed=7)
        before, told = game.session.state.key(), len(game.events())
        game.play("propose")
        assert game.can_undo()
        assert game.undo() == "propose"
        assert (game.session.state.key(), len(game.events())) == (before, told)
        assert not game.can_undo()

    def test_goes_back_clause_by_clause(self) -> None:
        game = Game.new(*SMALL, seed=7)
        keys = []
        for line in ("propose", "text gauge 0", "give ferry-town 1"):
            keys.append(game.session.state.key())
            game.play(line)
        for key in reversed(keys):
            game.undo()
            assert game.session.state.key() == key

    def test_never_crosses_a_draw_a_reveal_or_a_change_of_seat(self, played: Play) -> None:
        for seed in range(12):
            game = Game.new(*SMALL, seed=seed)
            while game.to_move != "over":
                before = game.session.state.copy()
                lines = len(game.record.lines)
                go_on(game, len(game.record.lines) + seed, 1)
                now = game.session.state
                if game.can_undo():
                    assert (now.seat, now.turn) == (before.seat, before.turn)
                    assert len(game.record.lines) == lines + 1

    def test_beyond_that_is_refused(self) -> None:
        game = Game.new(*SMALL, seed=7)
        game.play("pass")
        with pytest.raises(UserError, match="nothing can be taken back"):
            game.undo()

    def test_leaves_no_trace_for_the_others(self) -> None:
        game, other = Game.new(*SMALL, seed=7), Game.new(*SMALL, seed=7)
        game.play("propose")
        game.undo()
        game.play("pass")
        other.play("pass")
        for seat in (*game.seats, None):
            assert game.events(seat) == other.events(seat)


class TestTheClock:  # §11
    def test_takes_the_default_and_says_so_in_the_record(self, tmp_path: Path) -> None:
        game = Game.new(*SMALL, seed=7)
        game.keep_journal(tmp_path / "j")
        game.play("propose")
        assert game.session.time_out() == "abandon"
        assert (tmp_path / "j").read_text().count("abandon  # by the clock  #") == 1
        for text in (record.dumps(game.record), record.to_json(game.record)):
            written = record.loads(text)
            assert written.sealed
            again = replay(written)
            assert again.state.key() == game.session.state.key()
            assert [again.lines[index] for index in again.by_clock] == ["abandon"]

    def test_plays_a_whole_game_that_verifies(self, tmp_path: Path) -> None:
        game = Game.new(*SMALL, seed=7)
        game.keep_journal(tmp_path / "j")
        taken = 0
        while game.to_move != "over":
            game.session.time_out()
            taken += 1
        game.session.finish()
        (report,) = verify_file(tmp_path / "j")
        assert (report.problem, report.sealed, report.finished) == ("", True, True)
        assert len(record.load(tmp_path / "j").by_clock) == taken

    def test_cannot_be_taken_back(self, played: Play) -> None:
        game = played(actions=0)
        game.play("propose")
        game.session.time_out()
        while game.session.state.phase not in (at.CARDS, at.ORDERS):
            game.session.time_out()
        game.session.time_out()
        assert not game.can_undo()

    def test_the_mark_is_part_of_what_the_seal_covers(self, tmp_path: Path) -> None:
        game = Game.new(*SMALL, seed=7)
        game.session.time_out()
        text = record.dumps(game.record)
        with pytest.raises(UserError, match="was altered"):
            record.loads(text.replace("  # by the clock", ""))
        line = record.to_json(game.record)
        with pytest.raises(UserError, match="was altered"):
            record.loads(line.replace('"by the clock":[', '"by the clock":[0,'))


class TestFork:
    def test_keeps_the_position_and_what_is_sealed(self, played: Play) -> None:
        for actions in range(0, 30, 4):
            game = played(actions=actions)
            fork = game.fork(seed=99)
            assert fork.session.state.key() == game.session.state.key()
            assert fork.record.lines == [*game.record.lines, "reseed 99"]

    def test_has_another_future(self, played: Play) -> None:
        game = played(actions=8)
        futures = []
        for seed in range(6):
            fork = game.fork(seed)
            go_on(fork, 1)
            futures.append(tuple(fork.record.lines[len(game.record.lines) + 1 :]))
        assert len(set(futures)) > 1

    def test_leaves_the_game_alone(self, played: Play) -> None:
        game = played(actions=8)
        key, lines, told = game.session.state.key(), list(game.record.lines), game.events()
        go_on(game.fork(1), 1)
        assert (game.session.state.key(), game.record.lines, game.events()) == (key, lines, told)

    def test_of_the_same_seed_has_the_same_future(self, played: Play) -> None:
        game = played(actions=8)
        one, other = game.fork(5), game.fork(5)
        go_on(one, 2)
        go_on(other, 2)
        assert one.record.lines == other.record.lines

    def test_is_replayed(self, played: Play) -> None:
        fork = played(actions=12).fork(5)
        go_on(fork, 2)
        assert replay(fork.record).state.key() == fork.session.state.key()


class TestSubmitting:
    def test_all_of_a_line_or_none(self) -> None:
        game = Game.new(*SMALL, seed=7)
        before = game.session.state.key(), list(game.record.lines), game.events()
        for line in (
            "propose text gauge 0; text gauge 1",
            "propose give ferry-town 3; give downstream 3; ask upstream 1",
        ):
            with pytest.raises((UserError, RulesError)):
                game.play(line)
            assert (game.session.state.key(), game.record.lines, game.events()) == before

    def test_a_line_ends_with_the_sitting(self) -> None:
        game = Game.new(*SMALL, seed=7)
        before = game.session.state.key()
        with pytest.raises(UserError, match='after "pass" the turn passes on; end the line there'):
            game.play("pass; pass")
        assert game.session.state.key() == before

    def test_that_error_is_the_same_whatever_would_come_next(self, played: Play) -> None:
        def told(seed: int) -> str:
            fork = Game.new(*SMALL, seed=7).fork(seed)
            while "attend" not in fork.legal():
                fork.play(fork.legal()[-1])
            with pytest.raises(UserError) as error:
                fork.play("attend; pass")
            return str(error.value)

        assert len({told(seed) for seed in range(8)}) == 1

    def test_gives_the_canonical_lines(self) -> None:
        game = Game.new(*SMALL, seed=7)
        assert game.play("prop give fe 1; text gauge 0") == ["propose", "text gauge 0", "give ferry-town 1", "send"]

    def test_an_illegal_line_is_answered_with_its_section(self) -> None:
        game = Game.new(*SMALL, seed=7)
        with pytest.raises(RulesError, match=r"^§3\.2 "):
            game.play("send")

    def test_out_of_turn_every_line_is_answered_alike(self) -> None:
        game = Game.new(*SMALL, seed=7)
        texts = set()
        for line in ("propose", "xyzzy", "card boatmens-oath event", ""):
            with pytest.raises(UserError) as error:
                game.play(line, seat="ferry-town")
            texts.add(str(error.value))
        assert texts == {"it is not ferry-town's turn; wait until it is"}

    def test_of_a_card_not_in_hand_is_the_same_error_wherever_it_is(self) -> None:
        """In another's hand, in the deck or in the discards (§10)."""
        texts = set()
        for seed in range(10):
            game = Game.new(*SMALL, seed=seed)
            while not any(line.startswith("card ") for line in game.legal()):
                game.play(game.legal()[-1])
            for card in game.table.card_ids:
                if game.to_move == "upstream" and f"card {card} capital" not in game.legal():
                    with pytest.raises(RulesError) as error:
                        game.play(f"card {card} capital")
                    name = game.table.card_names[game.table.card_ids.index(card)]
                    texts.add(str(error.value).replace(name, "it"))
        assert len(texts) == 1

    def test_when_the_game_is_over(self, played: Play) -> None:
        game = played()
        with pytest.raises(UserError, match="the game is over"):
            game.play("pass")


class TestEvents:
    def test_each_stream_is_numbered_on_its_own(self, played: Play) -> None:
        game = played()
        for seat in (*game.seats, None):
            assert [event.number for event in game.events(seat)] == list(range(1, len(game.events(seat)) + 1))
        assert game.events("upstream", since=5) == game.events("upstream")[5:]

    def test_a_seat_is_told_only_what_it_may_know(self, played: Play) -> None:
        game = played()
        for seat in (*range(game.table.seats), NOBODY):
            bit = game.table.seats if seat == NOBODY else seat
            assert all(event.audience >> bit & 1 for event in game.session.told(seat))

    def test_of_set_up_are_told_too(self, every_table: Scenario) -> None:
        game = Game.new(every_table.id, every_table.size, seed=7)
        for seat, agenda in zip(game.seats, game.session.state.agenda, strict=True):
            assert ("agenda-dealt" in [event.kind for event in game.events(seat)]) == (agenda != NOBODY)
        kinds = [event.kind for event in game.events()]
        assert kinds.count("turn-began") == kinds.count("headline-drawn") == 1

    def test_after_a_replay_are_the_same(self, played: Play) -> None:
        game = played()
        again = Game(replay(game.record))
        for seat in (*game.seats, None):
            assert again.events(seat) == game.events(seat)
