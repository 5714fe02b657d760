"""What a good game looks like, line by line, and the command that asks."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

import cards
from game import arena, cli, extras
from game.analysis import ranges
from game.analysis.balance import (
    Challenge,
    Field,
    History,
    Line,
    challenges,
    check,
    check_together,
    commoner_half,
    skill,
    zone_grows,
)
from game.analysis.companies import COMPETENT, HABITS, MIXED, SOUND, TOGETHER, Plan, as_one, companies, judged
from game.analysis.intervals import Estimate
from game.facts import Choice, Facts, Row
from rules.scenario import Scenario

pytest.importorskip("scipy")

TABLE = cards.table("two-banks", "standard")
PLAN = Plan("two-banks", "standard", 7, mixed=6, pure=3, against=2)
PLAYED = ["balance", "--scenario", "two-banks", "--size", "micro", "--games", "6", "--pure", "3", "--against", "2"]

HEADINGS = ("Mixed", "Greedy", "Persona", "All competent", "By skill", "Habits", "Lines of micro by verdict")


def facts(*satisfaction: float, choices: Sequence[Choice] = (), turns: Sequence[Row] = (), **same: object) -> Facts:
    """A game of three seats, as far as it is asked about."""
    made = satisfaction or (50, 40, 30)
    row: Row = {"outcome": "peace", "signed_turn": None, "first_signed": None, "signed_draft": None}
    row |= dict.fromkeys(("crises", "collapses", "adopted", "proposals"), 0)
    row |= dict.fromkeys(("pledges_made", "pledges_kept", "pledges_broken"), 0)
    row |= {name: value for name, value in same.items() if value is None or isinstance(value, str | int | float)}
    rows: list[Row] = [
        {**row, "seat": seat, "satisfaction": value, "rank": 1 + sum(other > value for other in made)}
        for seat, value in zip(TABLE.seat_ids, made, strict=True)
    ]
    return Facts(tuple(rows), tuple(turns or [turn(1)]), tuple(choices))


def turn(number: int, signable: int | None = 0, holders: str = "") -> Row:
    return {"seat": TABLE.seat_ids[0], "turn": number, "signable": signable, "holders": holders}


def line(lines: Sequence[Line], what: str) -> Line:
    (found,) = [one for one in lines if one.what.startswith(what)]
    return found


def value(one: Line) -> float:
    return one.figure.value if isinstance(one.figure, Estimate) else one.figure


def of(games: Sequence[Facts], *, long: bool = True, past: History | None = None) -> Field:
    return Field("some", TABLE, games, long, past)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("low", "figure", "high", "verdict"),
        [
            (15, 20, 60, "holds"),
            (14, 15, 20, "holds?"),
            (40, 60, 61, "holds?"),
            (10, 14.9, 15, "fails?"),
            (60, 61, 62, "fails?"),
            (10, 12, 14.9, "fails"),
            (60.1, 61, 62, "fails"),
            (0, 80, 100, "fails?"),
        ],
    )
    def test_at_and_across_the_bounds(self, low: float, figure: float, high: float, verdict: str) -> None:
        assert Line("t", "w", Estimate(figure, low, high, 9), 15, 60).verdict == verdict

    def test_with_one_bound_the_other_side_is_open(self) -> None:
        assert Line("t", "w", Estimate(99, 98, 1000, 9), 15, None).verdict == "holds"
        assert Line("t", "w", Estimate(-9, -99, 0, 9), None, 0).verdict == "holds"
        assert Line("t", "w", Estimate(5, 4, 6, 9), None, 3).verdict == "fails"

    def test_more_than_a_bound_is_not_the_bound(self) -> None:
        assert Line("t", "w", Estimate(0, -1, 1, 9), 0, None, beyond=True).verdict == "fails?"
        assert Line("t", "w", Estimate(1, 0, 2, 9), 0, None, beyond=True).verdict == "holds?"
        assert Line("t", "w", Estimate(-1, -2, 0, 9), 0, None, beyond=True).verdict == "fails"

    def test_a_count_has_no_interval(self) -> None:
        assert [Line("t", "w", count, 1, 3).verdict for count in (0, 1, 3, 4)] == ["fails", "holds", "holds", "fails"]

    def test_without_an_interval_there_is_none(self) -> None:
        assert Line("t", "w", Estimate(20, None, None, 1), 15, 60).verdict == "too few"

    def test_what_is_wanted_is_said(self) -> None:
        figure = Estimate(1, 0, 2, 9)
        assert Line("t", "w", figure, 15, 60, unit="%").wanted == "15 to 60 %"
        assert Line("t", "w", figure, 5).wanted == "at least 5"
        assert Line("t", "w", figure, None, 10, unit="%").wanted == "at most 10 %"
        assert Line("t", "w", figure, 0, unit="points", beyond=True).wanted == "more than 0 points"


class TestLines:
    def test_outcomes(self) -> None:
        ends = ["peace", "fragile-peace", "frozen-war", "frozen-war", "catastrophe", "conquest", "peace", "peace"]
        lines = check(of([facts(outcome=end) for end in ends]))
        assert value(line(lines, "peace or fragile peace")) == 50
        assert value(line(lines, "frozen war")) == 25
        assert value(line(lines, "conquest")) == value(line(lines, "catastrophe")) == 12.5

    def test_seats(self) -> None:
        lines = check(of([facts(61, 50, 49), facts(60, 60, 10), facts(59, 10, 10), facts(20, 30, 40)]))
        assert value(line(lines, "upstream: satisfaction")) == 50
        assert value(line(lines, "upstream: aims partly met")) == 75
        assert value(line(lines, "upstream: aims largely met")) == 50
        assert value(line(lines, "upstream: first or tied first")) == 75
        assert value(line(lines, "ferry-town: first or tied first")) == 25
        assert value(line(lines, "downstream: first or tied first")) == 25

    def test_the_zone_grows_if_a_later_conference_has_a_larger_one(self) -> None:
        assert zone_grows(facts(turns=[turn(1, 3), turn(2, 2), turn(3, 4)]))
        assert not zone_grows(facts(turns=[turn(1, 3), turn(2, 3), turn(3, None)]))
        assert not zone_grows(facts(turns=[turn(1, 3)]))

    def test_agreements(self) -> None:
        last = TABLE.numbers.turns
        signed = [(last, "a"), (last - 1, "a"), (last - 2, "b"), (1, "c")]
        games = [facts(signed_turn=at, signed_draft=f"water {end}") for at, end in signed]
        lines = check(of([*games, facts()]))
        assert value(line(lines, "signatures in the last two turns")) == 50
        assert value(line(lines, "the four commonest drafts together")) == 100
        assert line(lines, "the four commonest").names == "drafts in the commoner half: 1"
        assert value(line(lines, "the commonest end, water a")) == 50

    def test_without_a_signature_that_is_the_line(self) -> None:
        assert line(check(of([facts(), facts()])), "games with a signature").verdict == "fails"

    def test_the_commoner_half(self) -> None:
        assert commoner_half(["a"] * 5 + list("bcdef")) == 1
        assert commoner_half(["a"] * 4 + list("bcdefg")) == 2
        assert commoner_half(list("abcdefgh")) == 4

    @pytest.mark.parametrize(("drafts", "verdict"), [("abcdefghij" * 20, "holds"), ("aaaaabcdefghij" * 20, "fails")])
    def test_the_four_commonest_must_not_be_half(self, drafts: str, verdict: str) -> None:
        lines = check(of([facts(signed_turn=1, signed_draft=f"water {end}") for end in drafts]))
        assert line(lines, "the four commonest").verdict == verdict

    def test_bargaining(self) -> None:
        games = [facts(proposals=2, adopted=1, pledges_made=1, pledges_kept=3, pledges_broken=1), facts(proposals=1)]
        lines = check(of(games))
        assert value(line(lines, "packages that pass")) == pytest.approx(100 / 3)
        assert value(line(lines, "games with a pledge")) == 50
        assert value(line(lines, "pledges kept")) == 75
        assert line(lines, "pledges broken").figure == 3  # one by each of three seats

    def test_packages_of_one_game_hang_together(self) -> None:
        """Ten games that pass all their packages or none: no more certain for having ten packages each."""

        def width(packages: int) -> float:
            games = [facts(proposals=packages, adopted=packages * (at % 2)) for at in range(10)]
            figure = line(check(of(games)), "packages that pass").figure
            assert isinstance(figure, Estimate)
            return (figure.high or 0) - (figure.low or 0)

        assert width(10) == pytest.approx(width(1), rel=0.2)

    def test_afterlife_is_asked_of_long_games_with_a_signature(self) -> None:
        calm = facts(signed_turn=1, signed_draft="water 1")
        troubled = facts(signed_turn=1, signed_draft="water 1", crises=2, collapses=1)
        games = [troubled, calm, facts(crises=1)]
        lines = check(of(games))
        assert value(line(lines, "crises after a signature")) == 50
        assert line(lines, "agreements that collapse").figure == 1
        assert not [one for one in check(of(games, long=False)) if one.topic in {"afterlife", "attendance"}]

    def test_attendance(self) -> None:
        choices = [Choice(0, "absent", 100, 3), Choice(1, "absent", 100, 51), Choice(2, "absent", 100, 50)]
        found = line(check(of([facts(choices=choices)] * 2)), "seats away")
        assert (found.figure, found.verdict) == (2, "fails")
        assert found.names == "upstream 3%, downstream 50%"

    def test_history_must_stay_possible_and_not_certain(self) -> None:
        past = History("city", "government", turn=2, agreement=1)
        fell = facts(turns=[turn(1, holders="town opposition"), turn(2, holders="city government, town opposition")])
        late = facts(turns=[turn(3, holders="city government")], first_signed=1)
        lines = check(of([fell, late], past=past))
        assert value(line(lines, "city government by the end of turn 2")) == 50
        assert value(line(lines, "an agreement by turn 1")) == 50
        assert not [one for one in check(of([fell, late])) if one.topic == "history"]


class TestTogether:
    def test_endings_that_never_occur(self) -> None:
        found = line(check_together(of([facts(outcome="peace"), facts(outcome="frozen-war")])), "endings")
        assert (found.figure, found.names, found.verdict) == (2, "fragile-peace, catastrophe", "fails")

    def test_kinds_never_and_always_chosen(self) -> None:
        counted = [("send", 100, 96), ("pass", 100, 95), ("give", 60, 0), ("ask", 29, 0), ("abandon", 90, 0)]
        choices = [Choice(seat, kind, offered, chosen) for seat in (0,) for kind, offered, chosen in counted]
        lines = check_together(of([facts(choices=choices)]))
        never, always = line(lines, "kinds never chosen"), line(lines, "kinds chosen in over 95 %")
        assert (never.figure, never.names) == (1, "give")
        assert (always.figure, always.names) == (1, "send")
        assert "abandon is exempt" in never.what

    def test_one_company_is_enough_for_what_only_has_to_be_possible(self) -> None:
        found: dict[str, Sequence[Facts]] = {
            MIXED: [facts(outcome="peace"), facts(outcome="frozen-war")],
            "greedy": [facts(outcome="catastrophe")],
            "persona": [facts(outcome="fragile-peace")],
        }
        by_company = dict(judged(TABLE, found))
        assert list(by_company) == [MIXED, "greedy", "persona", TOGETHER]  # what hasn't played is left out
        assert line(by_company[TOGETHER], "endings").verdict == "holds"
        asked_once = {one.what for one in by_company[TOGETHER]}
        assert not asked_once & {one.what for name in (MIXED, "greedy") for one in by_company[name]}


class TestBetweenCompanies:
    def test_skill_is_how_much_more_is_signed(self) -> None:
        signed, unsigned = facts(signed_turn=2), facts()
        fields = [
            Field(name, TABLE, [signed] * number + [unsigned] * (40 - number))
            for name, number in (("random", 0), ("greedy", 20), ("negotiator", 20))
        ]
        first, second = skill(fields)
        assert (value(first), first.verdict) == (50, "holds")
        assert (value(second), second.verdict) == (0, "fails?")

    def test_a_habit_must_not_gain_and_random_must_fall_short(self) -> None:
        found = [
            Challenge("habit@sign", "upstream", (1, 2, 3, 2)),
            Challenge("habit@refuse", "upstream", (-1, -2, -3, -2)),
            Challenge("random", "upstream", (-7, -8, -9, -8)),
            Challenge("random", "downstream", (-13, -14, -13, -14)),
        ]
        assert [one.verdict for one in challenges(found, gap=12)] == ["fails", "holds", "fails", "holds"]


class TestCompanies:
    def test_a_habit_and_the_bot_without_it_are_tried_in_the_mixed_games_of_the_same_deals(self) -> None:
        planned = list(companies(TABLE, PLAN))
        run = as_one(planned)
        at = 0
        mixed = planned[0].run
        for company in planned:
            for number in range(company.games):
                assert run.seed_of(at) == mixed.seed_of(number)
                assert run.lineup(at) == company.run.lineup(number)
                if " as " in company.name:
                    habit, _, seat = company.name.partition(" as ")
                    changed = zip(TABLE.seat_ids, run.lineup(at), mixed.lineup(number), strict=True)
                    assert all(now == (habit if name == seat else before) for name, now, before in changed)
                at += 1
        assert at == len(run.lineups) == 6 + 4 * 3 + len((SOUND, *HABITS)) * TABLE.seats * 2
        assert {name for lineup in mixed.lineups for name in lineup} <= set(COMPETENT)

    def test_a_difference_is_of_one_seat_and_deal(self) -> None:
        found: dict[str, Sequence[Facts]] = {
            MIXED: [facts(50, 40, 30), facts(60, 40, 30), facts(0, 0, 0)],
            "negotiator as upstream": [facts(51, 40, 30), facts(63, 40, 30), facts(0, 0, 0)],
            "habit@sign as upstream": [facts(45, 99, 99), facts(53, 99, 99)],
            "random as upstream": [facts(40, 99, 99), facts(46, 99, 99)],
        }
        random, sign = dict(judged(TABLE, found))["habits"]
        assert (random.what, value(random)) == ("random as upstream", -12)
        assert (sign.what, value(sign)) == ("habit@sign as upstream", -8)


DRAW = ranges.draw


def draw_two(found: ranges.Judged, folder: Path) -> list[str]:
    """Two of the pictures, which take their time; the others are made in the same way."""
    return DRAW(found._replace(lines={name: found.lines[name] for name in ("mixed", "habits")}), folder)


class TestCommand:
    @pytest.mark.slow
    def test_prints_every_line_and_saves_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pytest.importorskip("matplotlib")
        monkeypatch.setattr(ranges, "draw", draw_two)
        # Micro is a game to learn by: nothing is signed in it
        assert cli.main([*PLAYED, "--jobs", "1", "--out", str(tmp_path / "report")]) == 1
        shown = capsys.readouterr().out
        assert shown.startswith("60 games of two-banks, micro, seed 2016; intervals are of 95 %\n")
        for heading in HEADINGS:
            assert f"\n{heading}\n" in shown
        files = {path.name for path in (tmp_path / "report").iterdir()}
        assert {"balance-micro.md", "balance-micro-mixed.csv", "balance-micro-mixed.png"} <= files
        assert {"balance-micro-habits.svg", "balance-micro-summary.csv"} <= files
        report = (tmp_path / "report" / "balance-micro.md").read_text()
        assert "accord balance --scenario two-banks --size micro --seed 2016 --games 6 --pure 3 --against 2" in report
        assert all(f"]({name})" in report for name in files if name.endswith(".png"))
        with (tmp_path / "report" / "balance-micro-mixed.csv").open() as file:
            rows = list(csv.DictReader(file))
        frozen = next(row for row in rows if row["line"] == "frozen war")
        assert 0 <= float(frozen["figure_low"]) <= float(frozen["figure"]) <= float(frozen["figure_high"]) <= 100
        assert next(row for row in rows if row["line"] == "pledges broken")["figure_low"] == ""
        assert {row["verdict"] for row in rows} <= {"holds", "holds?", "fails?", "fails", "too few"}

    def test_ctrl_c_judges_what_is_finished(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        game = arena.game
        played: list[int] = []

        def interrupted(run: arena.Run, number: int) -> arena.Finished:
            if len(played) == 8:
                raise KeyboardInterrupt
            played.append(number)
            return game(run, number)

        monkeypatch.setattr(arena, "game", interrupted)
        assert cli.main([*PLAYED, "--jobs", "1"]) == 130
        shown = capsys.readouterr()
        assert "\nMixed\n6 games." in shown.out
        assert "\nGreedy\n2 games." in shown.out
        assert "Persona" not in shown.out
        assert shown.err.splitlines()[-1] == (
            "accord: stopped after 8 of 60 games of micro: mixed 6 of 6, greedy 2 of 3"
        )

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--size", "tiny"], "tiny"),
            (["--scenario", "nowhere"], "nowhere"),
            (["--games", "0"], "--games"),
            (["--out", __file__], "--out"),
        ],
    )
    def test_mistakes_are_one_line(self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["balance", "--scenario", "two-banks", *arguments]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        assert said in shown.err

    def test_without_its_packages_it_says_which(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(extras, "find_spec", lambda name: None)
        assert cli.main(["balance"]) == 2
        assert 'install it: pip install "accord[stats]"' in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.no_cover
def test_a_class_gets_a_game() -> None:
    """The small form of the balance check; its bounds are far outside what is wanted, so it fails only for a reason."""
    table: Scenario = cards.table("empty-chairs", "class")
    mixed, *_ = companies(table, Plan("empty-chairs", "class", 2016, mixed=12))
    games = [_facts(mixed.run, number) for number in range(mixed.games)]
    for seat in range(table.seats):
        assert 25 < sum(_made(game, seat) for game in games) / len(games) < 75
    assert any(game.rows[0]["signed_turn"] for game in games)
    short = []
    for seat in range(table.seats):
        for number in range(4):  # one catastrophe among two would outweigh all
            lineup = mixed.run.lineup(number)
            run = mixed.run._replace(lineups=((*lineup[:seat], "random", *lineup[seat + 1 :]),), deals=(number,))
            short.append(_made(games[number], seat) - _made(_facts(run, 0), seat))
    assert sum(short) / len(short) > 0


def _facts(run: arena.Run, number: int) -> Facts:
    found = arena.game(run, number).facts
    assert found is not None
    return found


def _made(game: Facts, seat: int) -> float:
    return float(game.rows[seat]["satisfaction"] or 0)
