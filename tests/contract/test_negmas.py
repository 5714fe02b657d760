"""The settlement as NegMAS knows it, there and back; and NegMAS's negotiators at the table (extra `negmas`)."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

import cards
import game as face
from game import bots, cli, extras
from game.adapters.negmas import load, negotiation, text_of
from game.adapters.road import road
from game.analysis.zone import Settlement
from game.errors import UserError
from rules import kernel
from rules.events import seen_by
from rules.observe import determinize, observe
from rules.scenario import Scenario
from rules.state import ANSWERING, BUILDING, OVER, SIGNING, SPEAKING, State
from rules.worth import best_points, no_deal, points_of
from tests.game.bots.test_contract import Game
from tests.game.sitting import PROGRAM, PYTHON
from tests.game.test_zone import states
from tests.marks import repeats

pytestmark = pytest.mark.bench
TABLES = [("two-banks", "standard"), ("empty-chairs", "class")]
LOOKED_AT = 500  # outcomes of a settlement, spread evenly
KINDS = ["AspirationNegotiator", "NaiveTitForTatNegotiator", "RandomNegotiator"]
ALL = "negmas:AspirationNegotiator"
FRAIL = """
from negmas.sao import SAONegotiator

class Frail(SAONegotiator):
    def propose(self, state, dest=None):
        raise KeyError("the third clause")
"""


@pytest.fixture(params=TABLES, ids="-".join)
def table(request: pytest.FixtureRequest) -> Scenario:
    return cards.table(*request.param)


def some_states(table: Scenario) -> list[State]:
    found = list(islice(states(table, seed=2, every=17), 4))
    assert len({tuple(no_deal(table, s, seat) for seat in range(table.seats)) for s in found}) > 1
    return found


class TestTheExport:
    def test_every_utility_is_the_kernels_points(self, table: Scenario) -> None:
        settlement = Settlement(table)
        for s in some_states(table):
            talks = negotiation(table, s)
            ufuns = talks.ufuns()
            assert [ufun.name for ufun in ufuns] == list(table.seat_ids)
            for number in range(0, settlement.size, max(1, settlement.size // LOOKED_AT)):
                text = settlement.text(number)
                outcome = talks.outcome(text)
                assert text_of(table, outcome) == text
                for seat, ufun in enumerate(ufuns):
                    assert ufun(outcome) == points_of(table, seat, s.agenda[seat], text)

    def test_there_are_as_many_outcomes_as_texts_and_a_fixed_issue_has_one_value(self, table: Scenario) -> None:
        s = some_states(table)[0]
        space = negotiation(table, s).space()
        assert space.cardinality == Settlement(table).size
        assert [issue.name for issue in space.issues] == list(table.issue_ids)
        for at, issue in enumerate(space.issues):
            values = issue.values
            assert len(values) == (1 if table.fixed >> at & 1 else table.positions[at])
            assert all(table.position_names[at][int(value.split(" ")[0])] in value for value in values)

    def test_a_text_beats_the_reserved_value_exactly_where_it_beats_no_deal(self, table: Scenario) -> None:
        settlement = Settlement(table)
        for s in some_states(table):
            talks = negotiation(table, s)
            for seat, ufun in enumerate(talks.ufuns()):
                n, best = no_deal(table, s, seat), best_points(table, seat, s.agenda[seat])
                gaining = settlement.gaining(s, seat)
                assert ufun.reserved_value == pytest.approx(n * best / 10_000, abs=1e-9)
                for number in range(0, settlement.size, max(1, settlement.size // 100)):
                    outcome = talks.outcome(settlement.text(number))
                    assert (ufun(outcome) > ufun.reserved_value) == bool(gaining[number])

    def test_of_an_observation_it_makes_what_the_seat_may_know(self, table: Scenario) -> None:
        for s in some_states(table):
            seen = observe(table, s, 0)
            other = determinize(table, seen, lambda n: n - 1)
            assert negotiation(table, seen.board) == negotiation(table, observe(table, other, 0).board)
            own, true = negotiation(table, seen.board).parties[0], negotiation(table, s).parties[0]
            assert own == true

    def test_some_seats_alone(self) -> None:
        table = cards.table("empty-chairs", "class")
        s = some_states(table)[0]
        required = Settlement(table).required
        talks = negotiation(table, s, required)
        assert [party.seat for party in talks.parties] == [table.seat_ids[seat] for seat in required]
        assert all(party.required for party in talks.parties)
        assert {party.required for party in negotiation(table, s).parties} == {True, False}


class TestThereAndBack:
    @pytest.mark.parametrize("kind", ["yml", "xml"])
    def test_negmas_files_give_the_same_again(self, table: Scenario, tmp_path: Path, kind: str) -> None:
        for number, s in enumerate(some_states(table)):
            talks = negotiation(table, s)
            talks.save(tmp_path / str(number), kind)
            assert load(tmp_path / str(number)) == talks

    @pytest.mark.parametrize("kind", ["yml", "xml"])
    def test_whatever_positions_are_called(self, tmp_path: Path, kind: str) -> None:
        from dataclasses import replace

        table = cards.table("two-banks", "standard")
        odd = ('"a" & <b>', "ça: và; [x] #1 'y'", "ألف ✓ 3")
        s = some_states(table)[0]
        talks = negotiation(replace(table, position_names=(odd, *table.position_names[1:])), s)
        talks.save(tmp_path / "odd", kind)
        read = load(tmp_path / "odd")
        assert read == talks
        assert [name for _at, name in read.issues[0].positions] == list(odd)

    def test_it_writes_over_nothing(self, tmp_path: Path) -> None:
        table = cards.table("two-banks", "standard")
        talks = negotiation(table, some_states(table)[0])
        talks.save(tmp_path / "talks")
        with pytest.raises(UserError, match="is there already; name a new folder"):
            talks.save(tmp_path / "talks")
        with pytest.raises(UserError, match='no files of the kind "txt"; there are yml, xml'):
            talks.save(tmp_path / "other", "txt")

    def test_what_is_no_export_is_one_line(self, tmp_path: Path) -> None:
        table = cards.table("two-banks", "standard")
        talks = negotiation(table, some_states(table)[0])
        with pytest.raises(UserError, match="there is no NegMAS scenario"):
            load(tmp_path / "nowhere")
        talks.scenario().dumpas(tmp_path / "theirs", "yml", save_info=False)
        with pytest.raises(UserError, match="doesn't say which game it is of"):
            load(tmp_path / "theirs")
        talks.save(tmp_path / "torn", "xml")
        domain = tmp_path / "torn" / "two-banks-standard.xml"
        domain.write_text(domain.read_text(encoding="utf-8")[:200], encoding="utf-8")
        with pytest.raises(UserError, match="torn: "):
            load(tmp_path / "torn")
        talks.save(tmp_path / "changed")
        ours = tmp_path / "changed" / "upstream.yml"
        ours.write_text(
            ours.read_text(encoding="utf-8").replace("reserved_value: ", "reserved_value: 1"), encoding="utf-8"
        )
        with pytest.raises(UserError, match="is not as Accord wrote it"):
            load(tmp_path / "changed")

    def test_negmas_negotiates_it_and_the_agreement_comes_to_the_table(self) -> None:
        from negmas.sao import ConcederTBNegotiator

        table = cards.table("two-banks", "standard")
        s = floor(table)
        talks = negotiation(table, s)
        session = talks.mechanism(n_steps=60)
        for ufun in talks.ufuns():
            assert session.add(ConcederTBNegotiator(name=ufun.name), ufun=ufun)
        session.run()
        text = text_of(table, session.agreement)
        assert played(table, s, road(table, s, text).lines).draft == text


def floor(table: Scenario, seed: int = 3) -> State:
    """The first moment at which somebody has the floor, everybody there and with influence to spend."""
    session = face.new(table.id, size=table.size, seed=seed).session
    while session.state.phase != SPEAKING:
        session.play([session.legal()[0]])
    s = session.state.copy()
    s.present = (1 << table.seats) - 1
    s.influence = [9] * table.seats
    return s


def played(table: Scenario, s: State, lines: tuple[str, ...]) -> State:
    from game.notation import parse

    t = s.copy()
    for line in lines:
        kernel.apply(table, t, parse(table, line))  # refuses what is not legal
    return t


class TestTheRoad:
    def test_every_text_is_reached_or_what_is_missing_is_said(self) -> None:
        table = cards.table("two-banks", "standard")
        s = floor(table)
        settlement = Settlement(table)
        ways = [(settlement.text(number), road(table, s, settlement.text(number))) for number in range(settlement.size)]
        for text, way in ways:
            t = played(table, s, way.lines)
            assert way.reached == (t.draft == text) == (not way.missing)
            assert way.signed == (t.in_force and t.draft == text)
            assert all(line.startswith("text ") for line in way.missing)
        assert all(way.reached for _text, way in ways)
        assert any(way.signed for _text, way in ways)

    def test_what_cannot_be_paid_is_missing(self) -> None:
        table = cards.table("empty-chairs", "class")
        s = floor(table)
        s.influence = [1] * table.seats
        text = [at[-1] if s.draft[issue] == 0 else at[0] for issue, at in enumerate(Settlement(table).choices)]
        way = road(table, s, text)
        assert way.missing
        assert not way.signed
        assert played(table, s, way.lines).draft != text

    def test_it_begins_where_somebody_has_the_floor(self) -> None:
        table = cards.table("two-banks", "standard")
        s = floor(table)
        kernel.apply(table, s, table.acts.propose)
        with pytest.raises(UserError, match="no text can be proposed there"):
            road(table, s, s.draft)

    def test_an_outcome_of_another_game_is_one_line(self) -> None:
        table = cards.table("empty-chairs", "class")
        text = [at[0] for at in Settlement(table).choices]
        outcome = list(negotiation(table, some_states(table)[0]).outcome(text))
        with pytest.raises(UserError, match="an outcome of 2 issues; this size has 8"):
            text_of(table, outcome[:2])
        fixed = next(issue for issue in range(table.issues) if table.fixed >> issue & 1)
        for wrong in ("9 nowhere", "", "x", "²"):
            with pytest.raises(UserError, match=f"{table.issue_ids[fixed]} can't end at"):
                text_of(table, [*outcome[:fixed], wrong, *outcome[fixed + 1 :]])
        assert text_of(table, dict(zip(table.issue_ids, outcome, strict=True))) == text


class TestANegotiatorInASeat:
    @pytest.mark.parametrize("kind", KINDS)
    def test_it_plays_what_is_legal_says_why_and_repeats_itself(self, kind: str) -> None:
        table = cards.table("two-banks", "standard")
        first, second = Game(table, f"negmas:{kind}", seed=3), Game(table, f"negmas:{kind}", seed=3)
        spoken = 0
        for s, action in first.decisions():
            assert action in kernel.legal(table, s)
            assert first.agents[s.seat].reasons
            spoken += s.phase == BUILDING
        assert spoken
        Random(5).random()  # what others draw in between
        for _ in second.decisions():
            pass
        assert first.lines == second.lines

    @pytest.mark.parametrize("which", repeats(*TABLES), ids="-".join)
    @pytest.mark.parametrize("kind", KINDS)
    def test_law_4_nothing_hidden_is_read(self, which: tuple[str, str], kind: str) -> None:
        """Two states that differ only in what is hidden from the seat: the same choice and the same reasons."""
        table = cards.table(*which)
        dice = Random(1)
        asked = set()
        game = Game(table, f"negmas:{kind}", seed=8)
        for s, _action in game.decisions():
            if s.phase not in {SPEAKING, BUILDING, ANSWERING, SIGNING} or dice.random() > 0.4:
                continue
            asked.add(s.phase)
            told = observe(table, s, s.seat)
            other = determinize(table, told, lambda n: int(dice.random() * n))
            answers = []
            for world in (s, other):
                agent: Any = bots.factory(f"negmas:{kind}")(table, s.seat, 77)
                agent.hear(seen_by(game.unheard, s.seat, table.seats))
                chosen = agent.act(observe(table, world, s.seat), kernel.legal(table, world))
                answers.append((chosen, agent.reasons))
            assert answers[0] == answers[1]
        assert {SPEAKING, BUILDING, ANSWERING} <= asked

    def test_it_leaves_the_dice_of_others_alone(self) -> None:
        import random

        import numpy as np

        table = cards.table("two-banks", "standard")
        random.seed(4)
        before = random.getstate(), repr(np.random.get_state())  # noqa: NPY002 (what NegMAS draws from)
        for _ in Game(table, "negmas:RandomNegotiator", seed=4).decisions():
            pass
        assert before == (random.getstate(), repr(np.random.get_state()))  # noqa: NPY002 (as above)

    def test_outside_the_conference_the_named_bot_plays(self) -> None:
        table = cards.table("two-banks", "standard")
        seen = 0
        game = Game(table, ALL, seed=6)
        for s, action in game.decisions():
            if s.phase not in {SPEAKING, BUILDING, ANSWERING, SIGNING}:
                agent: Any = bots.factory(f"{ALL}+passive")(table, s.seat, 5)
                passive: Any = bots.factory("passive")(table, s.seat, 5)
                sight, legal = observe(table, s, s.seat), kernel.legal(table, s)
                assert agent.act(sight, legal) == passive.act(sight, legal)
                seen += agent.act(sight, legal) != action  # greedy is no passive bot
        assert seen

    def test_it_proposes_what_its_negotiator_offers_or_as_near_as_a_package_gets(self) -> None:
        table = cards.table("empty-chairs", "class")
        s = floor(table)
        agent: Any = bots.factory(ALL)(table, s.seat, 1)
        assert agent.act(observe(table, s, s.seat), kernel.legal(table, s)) == table.acts.propose
        offer = agent._room.propose(0)
        assert points_of(table, s.seat, s.agenda[s.seat], offer) > points_of(table, s.seat, s.agenda[s.seat], s.draft)
        after = list(s.draft)
        for clause in agent._clauses:
            after[table.acts.a[clause]] = table.acts.b[clause]
        gaps = sorted((abs(now - then) for now, then in zip(s.draft, offer, strict=True)), reverse=True)
        assert sum(abs(now - then) for now, then in zip(after, offer, strict=True)) == sum(
            gaps[table.numbers.clauses :]
        )

    def test_it_hears_offers_that_it_is_not_asked_about(self) -> None:
        """A package that fell before its turn is an offer to the negotiator all the same."""
        table = cards.table("two-banks", "standard")
        game = Game(table, ALL, seed=3)
        heard = 0
        for _s, _action in game.decisions():
            pass
        for agent in game.agents:
            heard += len(agent._room._mechanism.history)
        deaf = Game(table, ALL, seed=3, hearing=False)
        for _ in deaf.decisions():
            pass
        assert heard > sum(len(agent._room._mechanism.history) for agent in deaf.agents)


class TestOnTheCommandLine:
    @pytest.mark.no_cover
    def test_a_run_is_the_same_whatever_the_order_of_sets_and_the_number_of_jobs(self, tmp_path: Path) -> None:
        seats = "upstream=negmas:RandomNegotiator,ferry-town=negmas:MiCRONegotiator+passive,downstream=greedy"
        written = []
        for number in (1, 2):
            out = tmp_path / f"{number}.jsonl"
            command = [*PYTHON, PROGRAM, "run", "--games", "2", "--scenario", "two-banks", "--seed", "5"]
            done = subprocess.run(
                [*command, "--jobs", str(number), "--seats", seats, "--out", str(out)],
                env={**os.environ, "PYTHONHASHSEED": str(number)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            written.append(out.read_text(encoding="utf-8"))
        assert written[0] == written[1]
        header = json.loads(written[0].splitlines()[0])
        assert "ferry-town negmas:MiCRONegotiator+passive" in header["seats"]

    @pytest.mark.parametrize(
        ("name", "line"),
        [
            (
                "negmas:AspirationNegotiato",
                'has no negotiator "AspirationNegotiato"; did you mean "AspirationNegotiator"?',
            ),
            ("negmas:", 'has no negotiator ""; there are AspirationNegotiator, '),
            ("negmas:негмас", 'has no negotiator "негмас"; there are '),
            ("negmas:nowhere.Mine", "can't be loaded: ModuleNotFoundError: No module named 'nowhere'"),
            ("negmas:..Mine", 'the bot "negmas:..Mine" can\'t be loaded: '),
            ("negmas:os.path", '"os.path" is no negotiator of NegMAS'),
            ("negmas:SAOMetaNegotiator", "can't be made from its name alone: "),
            (f"{ALL}+nobody", 'there is no bot "nobody"; there are random, '),
            (f"{ALL}+cmd:true", '"cmd:true" can\'t play outside the conference'),
            (f"{ALL}+{ALL}", "can't play outside the conference"),
            ("negmas", "habit, cmd:..., negmas:..."),
        ],
    )
    def test_what_cannot_sit_down_is_one_line_and_code_2(
        self, capsys: pytest.CaptureFixture[str], name: str, line: str
    ) -> None:
        assert cli.main(["run", "--games", "1", "--scenario", "two-banks", "--seats", name]) == 2
        told = capsys.readouterr().err
        assert line in told
        assert told.count("\n") == 1

    def test_without_negmas_it_names_the_extra(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(extras, "find_spec", lambda _name: None)
        assert cli.main(["run", "--games", "1", "--seats", ALL]) == 2
        told = capsys.readouterr().err
        assert told == 'accord: this needs negmas; install it: pip install "accord[negmas]"\n'

    def test_a_negotiator_that_fails_in_a_worker_is_stood_in_for(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "frail_one.py").write_text(FRAIL, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.syspath_prepend(str(tmp_path))
        command = ["run", "--games", "2", "--jobs", "2", "--scenario", "two-banks", "--seats", "negmas:frail_one.Frail"]
        assert cli.main(command) == 0
        told = capfd.readouterr()
        assert "passive stood in for negmas:frail_one.Frail of upstream, KeyError: 2 of 2 games" in told.out
        assert "Traceback" not in told.out + told.err


def test_a_game_with_a_negotiator_is_a_record_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "games.jsonl"
    command = ["run", "--games", "1", "--seed", "1", "--scenario", "two-banks", "--seats", ALL, "--out", str(out)]
    assert cli.main(command) == 0
    assert cli.main(["verify", str(out)]) == 0
    assert face.load(out).session.to_move == OVER
    capsys.readouterr()
