"""A game played on from one of its moments: as it was, and with a change."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from cards.language import speaking
from game import arena
from game.analysis import whatif_sheets
from game.analysis.futures import futures, signed
from game.analysis.intervals import mean, share
from game.analysis.whatif import plan, rows_of, whatif
from game.analysis.wishes import Progress, Steered, breaks, wish_of
from game.cli import afterwards, main
from game.errors import UserError
from game.moments import Played
from game.record import from_json
from rules import kernel
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import ATTENDING, OUTCOME_IDS, SPEAKING
from tests.game.conftest import Play

pytest.importorskip("scipy")


@pytest.fixture
def record(played: Play, tmp_path: Path) -> Path:
    path = tmp_path / "game.accord"
    played(seed=4).save(path)
    return path


@pytest.fixture
def game(record: Path) -> Played:
    return Played.load(record)


class Silent:
    """A bot that takes the first of what it may do."""

    def act(self, _seen: Observation, legal: list[int]) -> int:
        return legal[0]


class TestWishes:
    def test_a_wish_names_a_seat_and_its_line(self, table: Scenario) -> None:
        wish = wish_of(table, f"{table.seat_ids[1]}  attend")
        assert (wish.seat, wish.actions) == (1, (table.acts.attend,))
        never = wish_of(table, f"{table.seat_ids[0]} not absent")
        assert never.never
        assert never.actions == (table.acts.stay_away,)

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("nobody attend", "names no seat first"),
            ("{seat}", "names nothing to do"),
            ("{seat} dance", "is no line of this game"),
            ("{seat} keeps silence", "can make no pledge"),
            ("{seat} headline {headline}", "is a draw"),
        ],
    )
    def test_what_is_no_wish_is_refused(self, table: Scenario, text: str, wanted: str) -> None:
        with pytest.raises(UserError, match=wanted):
            wish_of(table, text.format(seat=table.seat_ids[0], headline=table.headline_ids[0]))

    def test_what_breaks_a_pledge_is_what_the_rules_call_a_breach(self, every_table: Scenario) -> None:
        """Every pledge is broken by some action of its maker, and by none of making it."""
        for pledge in range(len(every_table.pledges)):
            broken = [action for action in range(every_table.acts.first_chance) if breaks(every_table, pledge, action)]
            assert broken
            assert every_table.acts.pledge[pledge] not in broken


class TestSteering:
    def steered(self, game: Played, lines: int, text: str) -> tuple[Steered, Progress, list[int], int]:
        session = game.after(lines)
        wish = Progress(wish_of(session.table, text))
        from game import bots

        bot = bots.factory("passive")(session.table, wish.wish.seat, 1)
        steered = Steered(session.table, bot, [wish])
        legal = session.legal()
        return steered, wish, legal, steered.act(kernel.observe(session.table, session.state, wish.wish.seat), legal)

    def place(self, game: Played, phase: int) -> tuple[int, str]:
        """After how many lines a seat is in that phase, and its name."""
        for lines in range(game.lines):
            s = game.after(lines).state
            if s.phase == phase and s.seat >= 0 and s.program == NOBODY:
                return lines, game.whole.table.seat_ids[s.seat]
        raise AssertionError(phase)

    def test_what_is_wished_is_played_once(self, game: Played) -> None:
        lines, seat = self.place(game, ATTENDING)
        table = game.whole.table
        steered, wish, legal, action = self.steered(game, lines, f"{seat} absent")
        assert action == table.acts.stay_away
        assert wish.turn == 1
        again = steered.act(kernel.observe(table, game.after(lines).state, wish.wish.seat), legal)
        assert again == table.acts.attend  # as the passive bot likes

    def test_what_must_not_be_is_not_played(self, game: Played) -> None:
        lines, seat = self.place(game, ATTENDING)
        _, wish, _, action = self.steered(game, lines, f"{seat} not attend")
        assert action == game.whole.table.acts.stay_away
        assert wish.turn == 1

    def test_what_cannot_be_is_told_with_its_section(self, game: Played) -> None:
        lines, seat = self.place(game, SPEAKING)
        _, wish, legal, action = self.steered(game, lines, f"{seat} sign")
        assert action in legal
        assert wish.turn is None
        assert "§3.2" in wish.refusal

    def test_a_package_is_played_whole_or_not_at_all(self, game: Played) -> None:
        lines, seat = self.place(game, SPEAKING)
        draft = game.after(lines).state.draft
        issue = game.whole.table.issue_ids[0]
        same = f"{seat} propose text {issue} {draft[0]}"
        _, wish, _, action = self.steered(game, lines, same)
        assert action != game.whole.table.acts.propose
        assert "§3.2" in wish.refusal

    def test_what_tells_most_is_kept_of_all_refusals(self, game: Played) -> None:
        """That the seat gives orders just now says little of why it could not call before."""
        lines, seat = self.place(game, SPEAKING)
        session = game.after(lines)
        session.state.called = True
        steered = Steered(session.table, Silent(), [Progress(wish_of(session.table, f"{seat} call"))])
        steered.act(kernel.observe(session.table, session.state, session.to_move), session.legal())
        later = game.after(self.place(game, ATTENDING)[0])
        steered.act(kernel.observe(later.table, later.state, later.to_move), later.legal())
        assert steered.wishes[0].refusal.startswith("call: §5.1 Signatures have been called for this turn")


class TestFutures:
    def test_the_same_seed_gives_the_same_futures(self, game: Played) -> None:
        fork = plan(game, turn=2, bots="random", seed=5)
        assert [futures(fork, n) for n in range(3)] == [futures(fork, n) for n in range(3)]

    def test_a_pair_differs_by_the_change_alone(self, game: Played) -> None:
        """A change that comes about by itself changes nothing, and what is played once is what is played without it."""
        seat = game.whole.table.seat_ids[0]
        fork = plan(game, turn=2, plays=[f"{seat} attend"], bots="passive", seed=5)
        for pair in range(3):
            plain, changed = futures(fork, pair)
            assert replace(changed, changed=False, turns=(), refusals=()) == plain
            assert (plain,) == futures(fork._replace(plays=()), pair)

    @pytest.mark.no_cover
    @pytest.mark.parametrize("bot", ["random", "negotiator"])
    def test_what_is_played_without_the_change_does_not_depend_on_it(self, game: Played, bot: str) -> None:
        seat = game.whole.table.seat_ids[2]
        plain = [futures(plan(game, turn=2, bots=bot, seed=5), pair)[0] for pair in range(3)]
        for wish in (f"{seat} attend", f"{seat} not absent", f"{seat} pass"):
            fork = plan(game, turn=2, plays=[wish], bots=bot, seed=5)
            assert [futures(fork, pair)[0] for pair in range(3)] == plain

    def test_the_past_stays_as_it_was(self, game: Played) -> None:
        """Played on from its last decision by whoever, a game can only end in the ways that are left."""
        last = max(n for n, line in enumerate(game.whole.lines, 1) if line in {"attend", "absent", "order hold"})
        before = game.after(last - 1).state
        fork = plan(game, line=last, bots="random", seed=1)
        for number in range(4):
            (one,) = futures(fork, number)
            assert one.toll >= before.toll
            assert one.length >= before.turn

    def test_processes_make_no_difference(self, game: Played) -> None:
        fork = plan(game, turn=3, bots="random", seed=5)
        assert list(arena.series(partial(futures, fork), 4, jobs=2)) == [futures(fork, n) for n in range(4)]


class TestComparison:
    def test_every_figure_is_that_of_its_futures(self, game: Played) -> None:
        seat = game.whole.table.seat_ids[1]
        ticks: list[int] = []
        found = whatif(
            game, turn=2, plays=[f"{seat} absent"], games=8, bots="random", seed=3, advance=lambda: ticks.append(1)
        )
        assert len(ticks) == 8
        plain = [one for one in found.rows if not one.changed]
        changed = [one for one in found.rows if one.changed]
        assert len(plain) == len(changed) == found.games == 8
        assert [one.seed for one in plain] == [one.seed for one in changed]
        assert found.changed is not None
        assert found.difference is not None
        for outcome, value in found.changed.outcomes.items():
            assert value == share(sum(one.outcome == outcome for one in changed), 8)
        assert sum(value.value for value in found.as_it_was.outcomes.values()) == pytest.approx(1)
        for at, name in enumerate(found.seats):
            assert found.as_it_was.satisfaction[name] == mean((one.pair, one.satisfaction[at]) for one in plain)
            gap = sum(one.satisfaction[at] for one in changed) - sum(one.satisfaction[at] for one in plain)
            assert found.difference.satisfaction[name].value == pytest.approx(gap / 8)
        (granted,) = found.plays
        assert sum(granted.turns.values()) + granted.never == 8
        assert set(granted.turns) <= set(range(2, 9))
        assert found.really is not None
        assert list(found.really.satisfaction.values()) == kernel.returns(game.whole.table, game.whole.state)
        assert len(rows_of(found)) == 16 * len(found.seats)

    def test_it_round_trips_as_json_and_is_a_frame(self, game: Played) -> None:
        polars = pytest.importorskip("polars")
        found = whatif(game, turn=3, games=3, bots="passive", seed=3)
        assert type(found).model_validate_json(found.model_dump_json()) == found
        frame = found.frame()
        assert isinstance(frame, polars.DataFrame)
        assert frame.height == 3 * len(found.seats)
        assert found.changed is None

    def test_the_turn_of_the_signature_is_the_one_of_the_statistics(self, played: Play) -> None:
        run = arena.Run("two-banks", "standard", ("negotiator",) * 3, 1, facts=True)
        games = [arena.game(run, number) for number in range(2)]
        turns = [one.facts.rows[0]["signed_turn"] for one in games if one.facts]
        assert [signed(Played.of(from_json(one.line, "")).whole) for one in games] == turns
        assert len(set(turns)) == 2
        assert signed(Played.of(played(seed=4).record).whole) is None

    def test_the_sheets_show_both_and_what_happened(self, game: Played) -> None:
        seat = game.whole.table.seat_ids[1]
        found = whatif(game, turn=2, plays=[f"{seat} absent"], games=4, bots="passive", seed=3)
        outcomes, satisfaction, signature = whatif_sheets.sheets(found)
        for sheet in (outcomes, satisfaction, signature):
            assert sheet.columns[1:] == ("as it was", "changed", "difference", "what happened")
            assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        assert [row[0] for row in satisfaction.rows] == list(found.seats)
        assert whatif_sheets.asked(found)[0] == f"{seat} absent: in turn 2 of 4 games"

    def test_people_read_it_in_their_language_and_programs_in_one(self, game: Played) -> None:
        seat = game.whole.table.seat_ids[1]
        with speaking("fr"):
            found = whatif(game, turn=2, plays=[f"{seat} absent"], games=2, bots="passive", seed=3)
            page = " ".join(afterwards.page(found))
            data = whatif_sheets.data(found)
        assert "À partir du tour 2\u00a0: " in page
        assert "guerre gelée" in page
        assert "Ce sont des suites jouées par des robots" in page
        assert not re.search(r"\b(?:the|was|of|turn|games?|signed|changed)\b", page)
        assert data == whatif_sheets.data(found)
        assert data[0].rows[0][0] in OUTCOME_IDS
        assert data[1].columns == ("seat", "as it was", "changed", "difference", "what happened")

    def test_a_change_that_comes_about_by_itself_is_told_to_change_nothing(self, game: Played) -> None:
        seat = game.whole.table.seat_ids[1]
        found = whatif(game, turn=2, plays=[f"{seat} attend"], games=3, bots="passive", seed=3)
        assert found.unmoved == 3
        assert "In 3 of 3 pairs all came out the same" in whatif_sheets.asked(found)[-1]


class TestCommand:
    def run(self, *arguments: object) -> int:
        return main(["whatif", *map(str, arguments)])

    def test_it_shows_both_and_writes_table_and_picture(
        self, game: Played, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pytest.importorskip("polars")
        pytest.importorskip("matplotlib")
        seat = game.whole.table.seat_ids[1]
        out, table = tmp_path / "out", tmp_path / "rows.csv"
        plain = (record, "--at", 2, "--games", 3, "--bots", "passive", "--seed", 3, "--jobs", 1)
        assert self.run(*plain, "--play", f"{seat} absent", "--out", out, "--table", table) == 0
        shown = capsys.readouterr().out
        assert f"From turn 2: {seat} absent (3 games of each kind" in shown
        assert "difference" in shown
        assert f"{seat} absent: in turn 2 of 3 games." in shown
        assert len(table.read_text().splitlines()) == 1 + 6 * len(game.whole.table.seat_ids)
        names = {path.name for path in out.iterdir()}
        assert names == {
            "whatif.md",
            "outcomes.png",
            "outcomes.svg",
            "outcomes.csv",
            "satisfaction.csv",
            "signature.csv",
        }
        assert "![How it ended](outcomes.png)" in (out / "whatif.md").read_text()
        assert (out / "outcomes.png").read_bytes().startswith(b"\x89PNG")

    def test_what_cannot_be_is_one_line_and_nothing_is_written(
        self, game: Played, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seat = game.whole.table.seat_ids[0]
        torn = tmp_path / "torn.accord"
        torn.write_text("".join(record.read_text().splitlines(keepends=True)[:-3]))
        out, table = tmp_path / "out", tmp_path / "rows.csv"
        quick = ("--games", 2, "--bots", "passive", "--jobs", 1, "--out", out, "--table", table)
        cases = [
            ((record,), "a turn or a line, one of the two"),
            ((record, "--at", 2, "--line", 5), "one of the two"),
            ((record, "--at", 99), "never came to turn 99; it has turns 1 to"),
            ((record, "--line", 9999), "there is no line 9999"),
            ((record, "--at", 2, "--play", "nobody attend"), "names no seat first"),
            ((record, "--at", 2, "--play", f"{seat} stay"), "could not be played in any of 2 games: stay: §3.2"),
            ((record, "--at", 2, "--bots", "nobody"), "nobody"),
            ((torn, "--at", 2), "cut off"),
        ]
        for arguments, wanted in cases:
            assert self.run(*quick, *arguments) == 2
            captured = capsys.readouterr()
            assert wanted in captured.err
            assert captured.err.count("\n") == 1
            assert captured.out == ""
        assert not out.exists()
        assert not table.exists()

    def test_a_game_that_goes_on_is_a_referees(
        self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "running.accord"
        played(seed=4, actions=12).save(path)
        arguments = (path, "--at", 1, "--games", 2, "--bots", "passive", "--jobs", 1)
        assert self.run(*arguments) == 2
        assert "--referee" in capsys.readouterr().err
        assert self.run(*arguments, "--referee") == 0
        assert "what happened" in capsys.readouterr().out
