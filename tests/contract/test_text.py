"""Text seats: observations of bounded length in every language, answers taken letter for letter or not at all."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

import cards
from cards.language import known, speaking
from game.adapters.prompt import LEAST, LIMIT, Prompt, possible, written
from game.adapters.text import TextSeats, framed, register
from game.errors import UserError
from game.header import Header
from game.notation import format_action
from game.paper import Paper, on
from game.record import load
from game.replay import replay
from game.session import Session
from game.texts import texts
from game.words import Words
from rules import kernel
from rules.observe import determinize, observe
from rules.scenario import NOBODY
from tests.game.arena.programs import BARE
from tests.marks import repeats

TABLES = [("two-banks", "standard"), ("empty-chairs", "class"), ("empty-chairs", "full")]
ALWAYS = "between square brackets"


def begun(scenario: str = "two-banks", size: str = "standard", seed: int = 7, **settings: object) -> TextSeats:
    table = TextSeats(scenario, size, **settings)  # type: ignore[arg-type] # some of them are wrong on purpose
    table.reset(seed=seed)
    return table


def session_of(table: TextSeats) -> Session:
    assert table._table is not None
    return table._table.session


def legal(table: TextSeats) -> list[str]:
    return session_of(table).legal_lines()


def listed(text: str) -> list[str]:
    """The lines that a text offers, unfolded."""
    found = []
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("Section: What you may do"))
    for line in lines[first + 1 : -1]:
        whole = line.partition("  (")[0]
        begins, *others = whole.split(" | ")
        found += [begins, *(f"{begins.rpartition(' ')[0]} {other}" for other in others)]
    return found


class TestObservations:
    @pytest.mark.parametrize("which", repeats(*TABLES), ids="-".join)
    @pytest.mark.parametrize("limit", [LEAST, LIMIT])
    def test_never_longer_than_the_limit_and_everything_that_may_be_done_is_there(
        self, which: tuple[str, str], limit: int
    ) -> None:
        table, dice, done, cut = begun(*which, limit=limit), Random(3), False, 0
        for _ in range(45):
            _player, text = table.get_observation()
            assert len(text) <= limit
            assert text.splitlines()[-1].startswith("Answer with exactly one of these lines between square brackets")
            left = len(set(legal(table)) - set(listed(text)))
            assert not left or (limit == LEAST and f"and {left} line" in text)
            cut += "Left out, to keep to" in text
            done, info = table.step(f"[{dice.choice(legal(table))}]")
            assert "error" not in info
            if done:
                break
        assert (limit == LEAST) <= bool(cut)

    @pytest.mark.parametrize("lang", known())
    def test_in_every_language(self, lang: str) -> None:
        table, dice = begun("empty-chairs", "full", lang=lang, limit=LEAST), Random(9)
        for _ in range(25):
            assert len(table.get_observation()[1]) <= LEAST
            table.step(f"[{dice.choice(legal(table))}]")
        with speaking(lang):
            name = Words(session_of(table).table).title(session_of(table).to_move)
        assert any(word in table.get_observation()[1] for word in name.split())

    def test_what_is_cut_is_said_with_how_much_of_it(self) -> None:
        table = begun("empty-chairs", "class", limit=LEAST)
        whole = begun("empty-chairs", "class", limit=40_000).get_observation()[1]
        short = table.get_observation()[1]
        assert "Left out" not in whole
        note = next(line for line in short.splitlines() if line.startswith("Left out, to keep to 4000 characters: "))
        missing = sum(int(part.rpartition(", ")[2].split(" ")[0]) for part in note.rstrip(".").split("; "))
        kept = [line for line in short.splitlines() if line in whole.splitlines()]
        titles = sum(line.startswith("Section:") for line in whole.splitlines())
        assert missing >= len(whole.splitlines()) - len(kept) - titles

    def test_of_what_happened_the_newest_stays(self) -> None:
        session = Session.new("empty-chairs", "class", 3)
        news = [f"It happened {number}." for number in range(5000)]
        text = written(Prompt(session, session.to_move, session.legal(), news))
        assert len(text) <= LIMIT
        assert "It happened 4999." in text
        assert "It happened 0." not in text
        assert "What has just happened, " in text

    def test_more_lines_than_fit_are_folded_then_counted_and_their_spelling_told(self) -> None:
        session = Session.new("empty-chairs", "full", 3)
        table = session.table
        seen, w = observe(table, session.state, 0), Words(table, texts(table, session.manuscript()))
        every = [action for action in range(table.acts.send) if action != table.acts.propose]
        with on(Paper(linear=True)):
            for limit in (100_000, 12_000, 5000, LEAST // 2):
                lines = possible(w, seen, every, limit)
                assert sum(len(line) + 1 for line in lines) <= limit / 2
                shown = set(listed("\n".join([*lines, "the end"])))
                left = [action for action in every if format_action(table, action) not in shown]
                if left:
                    assert f"and {len(left)} lines more, spelled " in lines[-1]
                    assert ("pledge FACTION PLEDGE" in lines[-1]) == (table.acts.pledge[-1] in left)
            assert left

    def test_law_4_nothing_hidden_is_in_it(self) -> None:
        dice = Random(4)
        session = Session.new("empty-chairs", "class", 4)
        other = Session(session.table, Header("empty-chairs", "class"))
        for _ in range(40):
            seat = session.to_move
            seen = observe(session.table, session.state, seat)
            other.state = determinize(session.table, seen, lambda n: int(dice.random() * n))
            asked = session.legal()
            assert written(Prompt(session, seat, asked)) == written(Prompt(other, seat, asked))
            session.play([dice.choice(asked)])

    def test_hostile_texts_of_an_error_are_cut(self) -> None:
        session = Session.new("two-banks", "standard", 3)
        for error in ("x" * 50_000, "e\u0301\u0301\u0301" * 9000, "[" * 5000):
            text = written(Prompt(session, session.to_move, session.legal(), error=error, ending=ALWAYS), LEAST)
            assert len(text) <= LEAST
            assert text.endswith(ALWAYS)


class TestAnswers:
    @pytest.mark.parametrize("answer", ["[pass]", "I wait.\n\n[pass]\nThat is all.", "पास [pass] ✓"])
    def test_one_line_between_brackets_is_played(self, answer: str) -> None:
        table = begun()
        assert "pass" in legal(table)
        player, _text = table.get_observation()
        done, info = table.step(answer)
        assert (done, info["line"], info["player"]) == (False, "pass", player)
        assert table.record.lines.count("pass") == 1

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            ("pass", "one line between square brackets, and no others"),
            ("", "one line between square brackets"),
            ("[pass] or [propose]", "and no others"),
            ("[pass", "one line between square brackets"),
            ("]pass[", "one line between square brackets"),
            ("[[pass]]", "and no others"),
            ("[]", '"" is no line of this game'),
            ("[Pass]", "is no line of this game"),
            ("[ pass ]", "is no line of this game"),
            ("[pass\n]", "is no line of this game"),
            ("[pas]", 'did you mean "pass"?'),
            ("[propose; text water 0]", "is no line of this game"),
            ("[sign]", "§3.2"),
            ("[headline low-river]", "§11"),
            (f"[{'x' * 2000}]", "a line of 2000 characters; the longest is 1000"),
            ("x" * 70_000 + "[pass]", "an answer of 70006 characters"),
            (None, "an answer is text"),
            ("[\x00\u202e]", "is no line of this game"),
        ],
    )
    def test_anything_else_is_refused_with_the_reason_and_asked_once_more(self, answer: object, reason: str) -> None:
        table = begun()
        before, player = list(table.record.lines), table.get_observation()[0]
        done, info = table.step(answer)  # type: ignore[arg-type] # some are no text
        assert not done
        assert reason in info["error"]
        assert info["asked_again"]
        assert table.record.lines == before
        again, text = table.get_observation()
        assert again == player
        assert "Your last answer was not taken: " in text
        assert table.step("[pass]")[1]["line"] == "pass"
        assert "Your last answer was not taken" not in table.get_observation()[1]

    def test_why_not_is_told_with_what_it_would_take(self) -> None:
        table = begun("empty-chairs", "class")
        _done, info = table.step("[call]")
        assert info["error"].startswith("[call]: §5.1 ")
        assert "What it would take: " in info["error"]

    def test_after_a_second_one_a_stand_in_plays_on_and_the_record_says_so(self) -> None:
        table = begun(stand_in="passive")
        seat = session_of(table).table.seat_ids[session_of(table).to_move]
        table.step("[nonsense]")
        _done, info = table.step("no brackets")
        assert info["stand_in"] == "passive"
        assert info["line"] == "pass"
        assert dict(table.record.header.seats)[seat] == "text, then passive (illegal at its decision 1)"
        asked = set()
        done, dice = False, Random(1)
        while not done:
            asked.add(table.get_observation()[0])
            done, _info = table.step(f"[{dice.choice(legal(table))}]")
        assert table.players.index(seat) not in asked
        assert replay(table.record).state.outcome != NOBODY

    def test_the_reason_is_in_the_language_of_the_table(self) -> None:
        table = begun("empty-chairs", "class", lang="fr")
        error = table.step("[call]")[1]["error"]
        assert "§5.1" in error
        assert "must sign" not in error
        assert framed("[pass]") == "pass"


class TestTheTable:
    def test_a_whole_game_pays_every_player_its_satisfaction(self) -> None:
        table, dice, done = begun(seed=5), Random(2), False
        while not done:
            done, info = table.step(f"[{dice.choice(legal(table))}]")
        session = session_of(table)
        assert info["outcome"]
        with pytest.raises(UserError, match="the game is over"):
            table.step("[pass]")
        with pytest.raises(UserError, match="the game is over"):
            table.get_observation()
        assert table.close() == dict(enumerate(kernel.returns(session.table, session.state)))
        assert table.close() == {}
        assert replay(table.record).lines == session.lines

    def test_the_same_seed_and_answers_are_the_same_game(self) -> None:
        records = []
        for _ in range(2):
            table, dice, done = begun(text=["upstream"], others="greedy", seed=6), Random(2), False
            while not done:
                assert table.get_observation()[0] == 0
                done, _info = table.step(f"[{dice.choice(legal(table))}]")
            assert set(table.close()) == {0}
            records.append(table.record)
        assert records[0] == records[1]
        assert dict(records[0].header.seats) == {"upstream": "text", "ferry-town": "greedy", "downstream": "greedy"}

    def test_a_seat_that_has_one_answer_is_not_asked(self) -> None:
        table, dice, done = begun(seed=8), Random(2), False
        while not done:
            assert len(legal(table)) > 1
            done, _info = table.step(f"[{dice.choice(legal(table))}]")

    def test_what_cannot_be_is_one_line(self) -> None:
        for settings, told in (
            ({"limit": 100}, "an observation of 100 characters; the least is 4000"),
            ({"lang": "tlh"}, 'no language "tlh"; there are en, fr'),
            ({"others": "nobody"}, 'there is no bot "nobody"'),
            ({"stand_in": "nobody"}, 'there is no bot "nobody"'),
        ):
            with pytest.raises(UserError, match=told):
                TextSeats("two-banks", **settings)
        with pytest.raises(UserError, match='no seat "west"; there are upstream'):
            TextSeats("two-banks", text=["west"]).reset()
        with pytest.raises(UserError, match='no seat ""'):
            TextSeats("two-banks", text=[]).reset()
        with pytest.raises(UserError, match="2 players; it is 3"):
            TextSeats("two-banks").reset(num_players=2)
        fresh = TextSeats("two-banks")
        for use in (fresh.get_observation, lambda: fresh.step("[pass]"), lambda: fresh.players, lambda: fresh.record):
            with pytest.raises(UserError, match='no game has begun; begin one with "reset"'):
                use()
        assert fresh.close() == {}

    def test_a_scenario_with_long_names_keeps_to_the_limit(self) -> None:
        session = Session.new("empty-chairs", "class", 3)
        long = replace(
            session.table, issue_names=tuple(f"{name} {'and so on ' * 300}" for name in session.table.issue_names)
        )
        session.table = long
        assert cards.table("empty-chairs", "class") != long
        assert len(written(Prompt(session, session.to_move, session.legal(), ending=ALWAYS), LEAST)) <= LEAST


class TestItsExample:
    """examples/bots/text_seats.py: a command reads the text and writes an answer."""

    def run(self, tmp_path: Path, answer: str, *more: str) -> subprocess.CompletedProcess[str]:
        model = tmp_path / "model.py"
        model.write_text(f"import re, sys\ntext = sys.stdin.read()\n{answer}\n", encoding="utf-8")
        script = Path(__file__).parents[2] / "examples" / "bots" / "text_seats.py"
        command = [sys.executable, str(script), "--command", f"{BARE} {model}", "--text", "upstream"]
        return subprocess.run([*command, "--seed", "3", *more], capture_output=True, text=True, check=False)

    def test_it_plays_a_game_and_keeps_the_record(self, tmp_path: Path) -> None:
        example = "print('I take what was named:', re.findall(r'\\[[^\\]]*\\]', text)[-1])"
        out = tmp_path / "game.accord"
        done = self.run(tmp_path, example, "--out", str(out))
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1].endswith(" of 100")
        assert load(out).header.seats[0] == ("upstream", "text")

    def test_a_command_that_fails_is_one_line_and_what_was_played_is_kept(self, tmp_path: Path) -> None:
        out = tmp_path / "game.accord"
        done = self.run(tmp_path, "sys.exit(3)", "--out", str(out))
        assert load(out).lines
        assert done.returncode == 2
        assert done.stderr.startswith("text_seats: Command ")
        assert done.stderr.count("\n") == 1


class TestTextArena:
    def test_without_it_one_line_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("game.adapters.text.find_spec", lambda _name: None)
        with pytest.raises(UserError, match="this needs textarena; install it: pip install textarena"):
            register()

    def test_what_it_is_told_leads_to_a_table_that_it_can_use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known_there: dict[str, Any] = {}
        theirs = ModuleType("textarena")
        theirs.register = lambda **spec: known_there.update(spec)  # type: ignore[attr-defined] # a module made here
        monkeypatch.setitem(sys.modules, "textarena", theirs)
        monkeypatch.setattr("game.adapters.text.find_spec", lambda _name: object())
        register(scenario="two-banks")
        module, _colon, name = known_there["entry_point"].partition(":")
        table = getattr(import_module(module), name)(scenario=known_there["scenario"])
        table.reset(num_players=3, seed=4)
        rewards, info = table.close()
        assert set(rewards) == {0, 1, 2}
        assert info[0] == {"role": "upstream"}
