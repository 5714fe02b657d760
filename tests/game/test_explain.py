"""Any moment of a game explained: by the section that rules it, with numbers that add up."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

import cards
from cards.language import speaking
from game import errors, explained, grounds, rulebook
from game.analysis.zone import Settlement
from game.cli import main
from game.errors import UserError
from game.explain import Moment, explain, judge
from game.face import Game
from game.moments import Played
from game.texts import texts
from game.words import Words
from rules import actions as act
from rules import kernel
from rules.agreement import lines_crossed
from rules.scenario import NOBODY, Scenario
from rules.state import CRISES, OVER, SIGNING
from tests.game.conftest import Play


@pytest.fixture
def record(played: Play, tmp_path: Path) -> Path:
    path = tmp_path / "game.accord"
    played(seed=4).save(path)
    return path


@pytest.fixture
def game(record: Path) -> Played:
    return Played.load(record)


def page(game: Played, moment: Moment) -> str:
    session = game.whole
    lines = explained.page(Words(session.table, texts(session.table, session.manuscript())), moment)
    return " ".join(" ".join(lines).split())


class TestVerdicts:
    def test_every_line_that_was_played_was_possible_by_a_section_that_exists(self, game: Played) -> None:
        sections = rulebook.sections()
        told = set()
        for at in range(1, game.lines + 1, 3):
            (verdict,) = explain(game, at).verdicts
            assert verdict.legal, verdict
            assert verdict.section in sections
            assert verdict.text.endswith(".")
            assert "{" not in verdict.text
            told.add(verdict.section)
        assert len(told) > 5

    def test_what_could_not_be_played_is_refused_as_the_rules_refuse_it(self, game: Played) -> None:
        at = next(n for n, line in enumerate(game.whole.lines, 1) if line == "pass")
        before = game.after(at - 1)
        refused = 0
        for action in range(before.table.acts.first_chance):
            refusal = kernel.check(before.table, before.state, action)
            verdict = judge(before, action)
            assert verdict.legal == (refusal is None)
            if refusal is not None:
                refused += 1
                assert (verdict.section, verdict.text) == (refusal.section, errors.refusal(refusal))
        assert refused
        assert '"sign" was not possible: §3.2' in page(game, explain(game, at, "sign"))

    def test_a_package_is_judged_clause_by_clause(self, game: Played) -> None:
        at = next(n for n, line in enumerate(game.whole.lines, 1) if line == "propose")
        clause = game.whole.lines[at]
        verdicts = explain(game, at, f"propose {clause}").verdicts
        assert [verdict.line for verdict in verdicts] == ["propose", clause, "send"]
        assert all(verdict.legal for verdict in verdicts)

    def test_it_is_told_in_the_language_spoken(self, game: Played) -> None:
        at = next(n for n, line in enumerate(game.whole.lines, 1) if line == "pass")
        with speaking("fr"):
            text = page(game, explain(game, at, "sign"))
        assert "« sign » n’était pas possible" in text.replace("\u00a0", " ")
        english = ("was not", "worth", "gives", "agreement", "texts", "without", "It is", "turn")
        assert [word for word in english if f" {word} " in text] == []

    def test_nothing_is_judged_after_the_first_that_is_refused(self, game: Played) -> None:
        at = next(n for n, line in enumerate(game.whole.lines, 1) if line == "propose")
        verdicts = explain(game, at, "send").verdicts
        assert [verdict.legal for verdict in verdicts] == [False]

    def test_a_draw_is_told_with_its_chance(self, game: Played) -> None:
        (verdict,) = explain(game, 1).verdicts
        assert verdict.seat is None
        assert "had a chance of 1 in" in verdict.text


class TestGrounds:
    def test_every_act_and_every_draw_has_its_section(self) -> None:
        sections = rulebook.sections()
        assert set(grounds.REASONS) == set(range(act.FIRST_CHANCE))
        assert set(grounds.DRAWS) == set(range(act.FIRST_CHANCE, act.VERBS))
        assert {section for section, _ in grounds.REASONS.values()} | set(grounds.DRAWS.values()) <= set(sections)

    def test_they_are_sentences_wherever_a_game_comes_to(self, every_table: Scenario) -> None:
        w = Words(every_table, texts(every_table, cards.load(every_table.id)))
        dice = Random(3)
        s = kernel.start(every_table)
        while kernel.to_move(s) != OVER:
            legal = kernel.legal(every_table, s)
            for action in dice.sample(legal, min(2, len(legal))):
                found = grounds.ground(w, s, action)
                assert found.text.endswith(".")
                assert "{" not in found.text
            kernel.step(every_table, s, dice.choice(legal))

    @pytest.mark.parametrize(
        ("violators", "wanted"), [(0, "withdrawing over it credibility"), (1, "withdrawing is free")]
    )
    def test_a_crisis_says_what_withdrawing_costs(self, table: Scenario, violators: int, wanted: str) -> None:
        s = kernel.start(table)
        s.seat, s.phase, s.violators, s.in_force = 1, CRISES, violators, True
        assert wanted in grounds.ground(Words(table), s, table.acts.withdraw).text

    def test_signing_says_whose_call_it_is_and_which_lines_it_crosses(self, table: Scenario) -> None:
        s = kernel.start(table)
        s.seat, s.phase, s.caller = 1, SIGNING, 0
        crossed = len(lines_crossed(table, s, 1))
        text = grounds.ground(Words(table), s, table.acts.sign).text
        assert text.startswith(f"The {table.seat_names[0]} had called")
        assert f"crosses {crossed} of its red lines" in text


class TestWorth:
    def test_u_and_n_add_up_term_by_term(self, game: Played) -> None:
        for at in range(1, game.lines + 2, 7):
            moment = explain(game, at)
            for seat, worth in moment.worth.items():
                u = sum(part.u for part in moment.by_issue[seat])
                assert u == pytest.approx(100 * worth.points / worth.best)
                assert moment.land.draft.u[seat] == pytest.approx(u, abs=1e-4)
                n = worth.constant + sum(term.adds for term in worth.terms)
                assert worth.no_deal == min(max(n, 0), 10_000)
                assert moment.land.no_deal[seat] == worth.no_deal / 100

    def test_the_page_tells_every_term_of_every_seat(self, game: Played) -> None:
        at = game.lines // 2
        moment = explain(game, at)
        text = page(game, moment)
        for worth in moment.worth.values():
            assert (
                f"U = {100 * worth.points / worth.best:.1f} of 100 to it, no agreement N = {worth.no_deal / 100:.1f}"
                in text
            )
            assert all(f"{term.label} {term.quantity} x" in text for term in worth.terms)
        for name in game.whole.table.issue_names:
            assert name.casefold() in text.casefold()

    def test_the_zone_is_the_one_of_that_moment(self, game: Played) -> None:
        at = game.lines // 2
        s = game.after(at - 1).state
        moment = explain(game, at)
        settlement = Settlement(game.whole.table)
        assert moment.land.required.zone == int(settlement.zone(s).sum())
        text = page(game, moment)
        assert f"of {settlement.size:,} texts {moment.land.required.zone:,} would have been worth more" in text
        assert "(§8)" in text

    def test_the_last_moment_is_how_it_ended(self, game: Played) -> None:
        moment = explain(game, game.lines + 1)
        returns = kernel.returns(game.whole.table, game.whole.state)
        assert [worth.satisfaction for worth in moment.worth.values()] == returns
        assert moment.played == ""
        assert moment.verdicts == ()


class TestMoments:
    def test_turns_begin_where_the_state_says_so(self, game: Played) -> None:
        turns = game.turns()
        assert list(turns) == list(range(1, game.whole.state.turn + 1))
        for turn, lines in turns.items():
            assert game.after(lines).state.turn == turn
            assert game.after(lines - 1).state.turn == turn - 1

    def test_what_was_taken_back_is_not_counted(self, tmp_path: Path) -> None:
        path = tmp_path / "undone.accord"
        table = Game.new("two-banks", "standard", 4)
        line = next(line for line in table.legal() if line == "propose")
        table.keep_journal(path)
        table.play(line)
        table.undo()
        table.play("pass")
        table.close()
        game = Played.load(path)
        assert "undo" not in game.whole.lines
        assert game.whole.lines.count("propose") == 0
        assert explain(game, game.lines).verdicts

    def test_a_turn_that_was_never_reached_is_refused(self, game: Played) -> None:
        with pytest.raises(UserError, match=r"never came to turn 99; it has turns 1 to"):
            game.beginning(99)


class TestCommand:
    def run(self, *arguments: object) -> int:
        return main(["explain", *map(str, arguments)])

    def test_it_explains_a_line(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(record, "--at", 20) == 0
        out = capsys.readouterr().out
        assert out.startswith("── Line 20 of ")
        assert max(map(len, out.splitlines())) <= 80

    def test_and_so_for_programs(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(record, "--at", 20, "--json") == 0
        assert Moment.model_validate(json.loads(capsys.readouterr().out)).number == 20

    def test_what_cannot_be_is_one_line(self, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        torn = tmp_path / "torn.accord"
        torn.write_text("".join(record.read_text().splitlines(keepends=True)[:-3]))
        foreign = tmp_path / "foreign.txt"
        foreign.write_text("1. e4 e5\n")
        cases = [
            ((record, "--at", 9999), "there is no line 9999; it has lines 1 to"),
            ((record, "--at", 20, "--play", "dance"), "is no line of this game"),
            ((torn, "--at", 3), "cut off"),
            ((foreign, "--at", 3), "is not how a record begins"),
            ((tmp_path / "none", "--at", 3), "can't be read"),
        ]
        for arguments, wanted in cases:
            assert self.run(*arguments) == 2
            captured = capsys.readouterr()
            assert wanted in captured.err
            assert captured.err.count("\n") == 1
            assert captured.out == ""

    def test_a_game_that_goes_on_keeps_its_secrets(
        self, played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "running.accord"
        running = played(seed=4, actions=12)
        assert running.session.state.seat != OVER
        assert running.session.state.agenda != (NOBODY,) * running.table.seats
        running.save(path)
        assert self.run(path, "--at", 5) == 2
        assert "--referee" in capsys.readouterr().err
        assert self.run(path, "--at", 5, "--referee") == 0
