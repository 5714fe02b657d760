"""The small Python face."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import game
from game.errors import UserError
from rules.scenario import Scenario
from rules.state import ATTENDING, CARDS
from tests.game.conftest import SMALL, Play, go_on


class TestNew:
    def test_waits_for_the_first_decision(self, every_table: Scenario) -> None:
        new = game.new(every_table.id, every_table.size, seed=7)
        assert new.to_move in new.seats
        assert len(new.legal()) > 1
        assert new.outcome is None

    def test_is_the_same_for_the_same_seed(self) -> None:
        assert game.new(*SMALL, seed=7).record.lines == game.new(*SMALL, seed=7).record.lines

    def test_without_a_seed_takes_one_and_writes_it(self) -> None:
        one, other = game.new(*SMALL), game.new(*SMALL)
        assert one.record.header.seed is not None
        assert one.record.header.seed != other.record.header.seed

    def test_leaves_the_global_dice_alone(self) -> None:
        import random

        before = random.getstate()
        go_on(game.new(*SMALL), 1)
        assert random.getstate() == before

    def test_of_an_unknown_scenario_or_size_is_one_line(self) -> None:
        with pytest.raises(UserError, match="two-bonks"):
            game.new("two-bonks")
        with pytest.raises(UserError, match="huge"):
            game.new("two-banks", "huge")

    def test_picks_headlines(self, tmp_path: Path) -> None:
        table = game.new("empty-chairs", "class", seed=7).table
        turn, picks = next((turn, picks) for turn, picks in enumerate(table.schedule, 1) if len(picks) > 1)
        for headline in picks:
            pick = table.headline_ids[headline]
            picked = game.new("empty-chairs", "class", seed=7, headlines={turn: pick})
            assert picked.table.schedule[turn - 1] == (headline,)
        go_on(picked, 1)
        picked.save(tmp_path / "a")
        again = game.load(tmp_path / "a")
        assert again.session.state.key() == picked.session.state.key()


class TestLoad:
    def test_goes_on_at_every_decision(self, tmp_path: Path) -> None:
        path = tmp_path / "a.accord"
        one = game.new(*SMALL, seed=7)
        while one.to_move != "over":
            one.save(path)
            again = game.load(path)
            assert again.session.state.key() == one.session.state.key()
            assert again.legal() == one.legal()
            go_on(one, len(one.record.lines), 1)

    def test_of_a_record_without_a_seed_takes_one_and_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "a.accord"
        path.write_text("accord-record 1\nscenario: two-banks\n")
        again = game.load(path)
        assert again.record.lines[0].startswith("reseed ")
        again.save(path)
        assert game.load(path).record.lines == again.record.lines


class TestViews:
    def test_are_the_same_bytes_for_the_same_position(self, played: Play) -> None:
        code = (
            "import game; from tests.game.conftest import go_on\n"
            "g = game.new('two-banks', 'standard', 7); go_on(g, 7, 15)\n"
            "print(*(g.view(seat).model_dump_json() for seat in (*g.seats, None)), sep='\\n')"
        )
        shown = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("0", "1")
        }
        here = played(actions=15)
        assert shown == {"".join(here.view(seat).model_dump_json() + "\n" for seat in (*here.seats, None)).encode()}

    def test_can_be_made_at_every_moment(self, every_table: Scenario) -> None:
        one = game.new(every_table.id, every_table.size, 3)
        while one.to_move != "over":
            for seat in (*one.seats, None):
                view = one.view(seat)
                assert bool(view.legal) == (seat == one.to_move)
                assert view.seat == seat
            go_on(one, len(one.record.lines), 7)
        assert one.view().outcome == one.outcome

    def test_have_whole_numbers_only(self, played: Play) -> None:
        def numbers(value: object) -> bool:
            if isinstance(value, dict):
                return all(numbers(one) for one in value.values())
            if isinstance(value, list):
                return all(numbers(one) for one in value)
            return not isinstance(value, float)

        one = played(actions=20)
        assert all(numbers(json.loads(one.view(seat).model_dump_json())) for seat in (*one.seats, None))

    def test_show_a_hand_to_its_seat_alone(self, played: Play) -> None:
        one = played(actions=20)
        for seat in one.seats:
            own = one.view(seat).own
            assert own is not None
            assert len(own.hand) == next(f.hand for f in one.view().factions if f.id == seat)
            assert all(card.text for card in own.hand)
        assert one.view().own is None

    def test_of_another_do_not_change_in_a_private_visit(self, played: Play) -> None:
        for seed in range(2):
            one = game.new(*SMALL, seed=seed)
            while one.to_move != "over":
                mover, sealing = one.to_move, CARDS <= one.session.state.phase <= ATTENDING
                others = [seat for seat in (*one.seats, None) if seat != mover] if sealing else []
                seen = {seat: one.view(seat) for seat in others}
                told = {seat: one.events(seat) for seat in others}
                go_on(one, len(one.record.lines) + seed, 1)
                if sealing and one.to_move == mover and CARDS <= one.session.state.phase <= ATTENDING:
                    assert {seat: one.view(seat) for seat in seen} == seen
                    assert {seat: one.events(seat) for seat in seen} == told

    def test_name_no_seat_that_is_not_there(self) -> None:
        with pytest.raises(UserError, match='no seat "hcn"; there are upstream, '):
            game.new(*SMALL, seed=7).view("hcn")


class TestWorth:
    def test_adds_up(self, played: Play) -> None:
        one = played(actions=20)
        for seat in one.seats:
            worth = one.worth(seat)
            total = worth.constant + sum(term.adds for term in worth.terms)
            assert worth.no_deal == min(max(total, 0), 10000)
            assert one.satisfaction()[seat] == worth.satisfaction

    def test_of_ones_own_view_is_the_true_one(self, played: Play) -> None:
        one = played(actions=20)
        for seat in one.seats:
            own = one.view(seat).own
            assert own is not None
            assert own.worth == one.worth(seat)


class TestImport:
    def test_is_quick(self) -> None:
        code = "import sys, game; print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        assert not {"pydantic", "rules.kernel", "rich", "click", "cards"} & set(loaded)

    def test_knows_game_by_name(self) -> None:
        assert game.Game is type(game.new(*SMALL, seed=1))
        with pytest.raises(AttributeError):
            game.nothing  # noqa: B018 (asking is the test)
