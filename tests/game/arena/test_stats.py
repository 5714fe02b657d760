"""Statistics of games: figures with their intervals, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game import cli, extras
from game.analysis import pictures
from game.analysis.gather import Played, Sample, gather
from game.analysis.intervals import Estimate, difference, mean, share, share_of
from game.analysis.measures import ALL, Sheet, actions, compared, differences, outcomes, seats, sheets
from game.facts import Value

pytest.importorskip("scipy")
pytest.importorskip("openskill")
pytest.importorskip("polars")

RUN = ["run", "--scenario", "two-banks", "--size", "standard", "--seed", "5", "--jobs", "1"]


def made(seed: int, *players: tuple[str, int], outcome: str = "peace") -> Played:
    rows: list[dict[str, Value]] = [
        {"seat": f"seat-{at}", "bot": bot, "satisfaction": value, "outcome": outcome, "toll": 1, "seed": seed}
        for at, (bot, value) in enumerate(players)
    ]
    return Played(seed, rows)


def figure(sheet: Sheet, name: str, **where: str) -> Estimate:
    (row,) = [row for row in sheet.rows if all(sheet.cell(row, key) == value for key, value in where.items())]
    cell = sheet.cell(row, name)
    assert isinstance(cell, Estimate)
    return cell


class TestIntervals:
    def test_a_mean_lies_in_its_own(self) -> None:
        found = mean((seed, float(seed % 10)) for seed in range(200))
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.value == 4.5 < found.high
        assert found.high - found.low == pytest.approx(2 * 1.96 * 2.87 / 200**0.5, rel=0.15)

    def test_games_of_one_seed_count_as_one(self) -> None:
        once = mean((seed, float(seed % 10)) for seed in range(50))
        thrice = mean((seed, float(seed % 10)) for seed in range(50) for _ in range(3))
        assert thrice[:3] == once[:3]

    def test_of_one_game_nothing_is_claimed(self) -> None:
        assert mean([(1, 40.0)]).text() == "too few games"
        assert share(0, 0).text() == "too few games"

    def test_never_seen_is_not_impossible(self) -> None:
        found = share(0, 100)
        assert found.high == pytest.approx(0.037, abs=0.001)
        assert share_of((seed, False) for seed in range(100) for _ in range(5)).high == found.high

    def test_a_difference_of_shares_has_newcombes_interval(self) -> None:
        """56 of 70 and 48 of 80: the worked example of his table II, (a)."""
        found = difference([True] * 56 + [False] * 14, [True] * 48 + [False] * 32)
        assert found.low is not None
        assert found.high is not None
        assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)

    def test_a_difference_between_two_nevers_is_not_certain(self) -> None:
        found = difference([False] * 20, [False] * 20)
        assert found.low is not None
        assert found.high is not None
        assert found.value == 0
        assert -found.low == found.high > 0.1
        assert not difference([], [True]).known

    def test_in_another_unit(self) -> None:
        assert Estimate(0.5, 0.25, 0.75, 8).times(100) == Estimate(50, 25, 75, 8)
        assert not share(0, 0).times(100).known


class TestMeasures:
    def test_seats_and_bots(self) -> None:
        sample = Sample([made(seed, ("a", 60), ("b", 40)) for seed in range(20)])
        sheet = seats(sample)
        assert figure(sheet, "satisfaction", bot="a", seat="seat-0").value == 60
        assert figure(sheet, "success", bot="b", seat=ALL).value == 0

    def test_pairs_are_of_the_same_seed_seat_and_company(self) -> None:
        games = [
            made(seed, (bot, value + seed), ("x", 0)) for seed in range(9) for bot, value in (("a", 50), ("b", 40))
        ]
        sample = Sample([*games, made(99, ("a", 0), ("x", 0))])
        found = figure(differences(sample), "difference", seat="seat-0")
        assert found[:3] == (10, 10, 10)
        assert figure(compared(sample), "satisfaction", seat="seat-0", bot="a").value == 54
        assert differences(sample).rows[0][-1] == "apart"

    def test_without_pairs_nothing_is_compared(self) -> None:
        sample = Sample([made(seed, ("a", 60), ("b", 40)) for seed in range(3)])
        assert differences(sample).rows == compared(sample).rows == ()

    def test_outcomes_have_wilsons_intervals(self) -> None:
        sample = Sample([made(seed, ("a", 1), ("a", 1), outcome="peace" if seed < 5 else "war") for seed in range(10)])
        found = figure(outcomes(sample), "share", outcome="peace")
        assert found.value == 0.5
        assert found.low == pytest.approx(0.237, abs=0.001)

    def test_never_and_always(self) -> None:
        sample = Sample([made(1, ("a", 1))], {("a", "sign"): (9, 9), ("a", "refuse"): (9, 0), ("a", "pass"): (9, 1)})
        assert [(row[1], row[-1]) for row in actions(sample).rows] == [
            ("pass", ""),
            ("refuse", "never"),
            ("sign", "always"),
        ]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few games, as records and as a table."""
    folder = tmp_path_factory.mktemp("games")
    out, table = folder / "g.jsonl", folder / "g.csv"
    assert (
        cli.main([*RUN, "--games", "4", "--compare", "passive,random", "--out", str(out), "--table", str(table)]) == 0
    )
    return out


def without_pictures(report: Path) -> list[str]:
    return [line for line in report.read_text(encoding="utf-8").splitlines() if line and not line.startswith("![")]


class TestCommand:
    def test_a_table_tells_what_records_tell_but_for_actions(self, records: Path) -> None:
        of_records, of_table = sheets(gather([records])), sheets(gather([records.with_suffix(".csv")]))
        assert of_table == [sheet for sheet in of_records if sheet.name != "actions"]
        assert {sheet.name for sheet in of_records} == {
            *("seats", "compared", "differences", "outcomes", "games", "counts", "ratings", "actions"),
        }

    def test_prints_no_figure_without_its_interval(self, records: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["stats", str(records)]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("16 games of two-banks, standard; intervals are of 95 %\n")
        figures = [line for line in shown.splitlines() if line.startswith(("random ", "passive "))]
        assert len(figures) > 20
        assert all("[" in line and "]" in line for line in figures)

    @pytest.mark.slow
    @pytest.mark.no_cover
    def test_saves_the_same_files_each_time(
        self, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("matplotlib")
        one, two = tmp_path / "one", tmp_path / "two"
        assert cli.main(["stats", str(records), "--out", str(one)]) == 0
        some = {"stats.md", "seats.csv", "seats.satisfaction.png", "seats.satisfaction.svg", "outcomes.png"}
        assert some <= {path.name for path in one.iterdir()}
        # Pictures take their time: only two of them once more, in another order
        draw = pictures.draw
        monkeypatch.setattr(
            pictures,
            "draw",
            lambda told, folder: draw(
                [sheet for sheet in reversed(told) if sheet.name in {"seats", "outcomes"}], folder
            ),
        )
        assert cli.main(["stats", str(records), "--out", str(two)]) == 0
        assert some <= {path.name for path in two.iterdir()}
        for path in two.iterdir():
            if path.name != "stats.md":
                assert path.read_bytes() == (one / path.name).read_bytes()
        assert without_pictures(two / "stats.md") == without_pictures(one / "stats.md")

    def test_mistakes_are_one_line(
        self, records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        empty, foreign, table = tmp_path / "e.jsonl", tmp_path / "f.jsonl", tmp_path / "t.csv"
        empty.write_text("\n")
        foreign.write_text(json.dumps({"accord-record": 2}))
        table.write_text("a,b\n1,2\n")
        for wrong in ([empty], [foreign], [table], [records, table], [tmp_path / "none"]):
            assert cli.main(["stats", *map(str, wrong)]) == 2
            shown = capsys.readouterr()
            assert shown.out == ""
            assert shown.err.count("\n") == 1
        monkeypatch.setattr(extras, "find_spec", lambda name: None)
        assert cli.main(["stats", str(records)]) == 2
        assert 'install it: pip install "accord[stats]"' in capsys.readouterr().err
