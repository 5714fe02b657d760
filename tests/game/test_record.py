"""Records: written and read by hand, sealed, kept whole whatever happens (§11)."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from game import files, record
from game.errors import UserError
from game.face import Game
from game.header import Header
from game.journal import Journal
from game.record import Record
from game.replay import replay, verify, verify_file
from rules.scenario import Scenario
from tests.game.conftest import SMALL, Play, go_on

HEAD = "accord-record 1\nscenario: two-banks\nsize: standard\n"


def unsealed(text: str) -> str:
    return "\n".join(line.partition("  #")[0] for line in text.split("\n"))


def told(text: str) -> str:
    """The one line that a wrong record is answered with."""
    with pytest.raises(UserError) as error:
        replay(record.loads(text, "a.accord"))
    line = str(error.value)
    assert line.isprintable()
    return line


class TestText:
    def test_comes_back_as_it_was(self, played: Play) -> None:
        game = played()
        again = record.loads(record.dumps(game.record))
        assert (again.header, again.lines, again.sealed) == (game.record.header, game.record.lines, True)
        assert record.dumps(again) == record.dumps(game.record)

    def test_replays_to_the_same_state(self, played: Play) -> None:
        for seed in range(5):
            game = played(seed)
            assert replay(record.loads(record.dumps(game.record))).state.key() == game.session.state.key()

    def test_of_every_beginning_replays_to_its_state(self, played: Play) -> None:
        for actions in range(0, 40, 3):
            game = played(actions=actions)
            assert replay(record.loads(record.dumps(game.record))).state.key() == game.session.state.key()

    def test_stays_below_64_kb(self, every_table: Scenario) -> None:
        game = Game.new(every_table.id, every_table.size, 1)
        go_on(game, 1)
        assert len(record.dumps(game.record).encode()) < 64 << 10

    def test_keeps_who_plays_and_what_was_picked(self) -> None:
        game = Game.new(*SMALL, seed=7, seats={"upstream": "human  Änne B.", "ferry-town": "random"})
        header = record.loads(record.dumps(game.record)).header
        assert header.seats == (("upstream", "human Änne B."), ("ferry-town", "random"))

    @pytest.mark.parametrize("seats", [{"nobody": "human"}, {"upstream": "a;b"}, {"upstream": " "}])
    def test_refuses_players_that_it_could_not_read_back(self, seats: dict[str, str]) -> None:
        with pytest.raises(UserError):
            Game.new(*SMALL, seed=7, seats=seats)


class TestByHand:
    def test_two_lines_are_enough(self) -> None:
        session = replay(record.loads("accord-record 1\nscenario: two-banks\n"))
        assert session.table.id == "two-banks"

    def test_comments_blank_lines_and_windows_line_ends_do_no_harm(self, played: Play, tmp_path: Path) -> None:
        game = played(actions=10)
        lines = unsealed(record.dumps(game.record)).split("\n")
        text = "\n\n".join(f"  {line}   # a comment" if line and at else line for at, line in enumerate(lines))
        path = tmp_path / "a.accord"
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        assert replay(record.load(path)).state.key() == game.session.state.key()

    def test_a_record_without_its_hashes_is_read_as_unsealed(self, played: Play) -> None:
        game = played()
        read = record.loads(unsealed(record.dumps(game.record)))
        assert not read.sealed
        assert replay(read).state.key() == game.session.state.key()

    def test_the_seed_fills_in_every_draw(self, played: Play) -> None:
        game = played()
        first = game.table.acts.first_chance
        words = {line for line in game.record.lines if _is_draw(game.table, line, first)}
        assert words
        kept = [line for line in game.record.lines if line not in words]
        assert replay(Record(game.record.header, kept)).lines == game.record.lines

    def test_the_seed_fills_in_some_draws(self, played: Play) -> None:
        game = played()
        first = game.table.acts.first_chance
        draws = [at for at, line in enumerate(game.record.lines) if _is_draw(game.table, line, first)]
        for missing in draws:
            kept = [line for at, line in enumerate(game.record.lines) if at != missing]
            assert replay(Record(game.record.header, kept)).lines == game.record.lines

    def test_draws_that_are_written_rule(self, played: Play) -> None:
        game = played(actions=0)
        agenda = game.record.lines[0]
        words = agenda.split()[:2]
        others = [
            f"{words[0]} {words[1]} {game.table.agenda_ids[other]}"
            for other in game.table.agendas_of[game.table.seat_ids.index(words[1])]
        ]
        for line in others:
            assert replay(record.loads(f"{HEAD}seed: 7\n\n{line}\n")).lines[0] == line

    def test_without_a_seed_a_missing_draw_is_named(self) -> None:
        line = told(f"{HEAD}\npropose\n")
        assert line.startswith('a.accord:5: a draw is missing before this line; write it, such as "agenda ')

    def test_shorthand_is_read(self, played: Play) -> None:
        game = played(actions=0)
        assert game.to_move == "upstream"
        game.play("propose text gauge 0; give ferry-town 1")
        text = unsealed(record.dumps(game.record))
        short = text.replace(
            "propose\ntext gauge 0\ngive ferry-town 1\nsend", "propose give ferry-town 1; text gauge 0"
        )
        assert short != text
        assert replay(record.loads(short)).lines == game.record.lines


def _is_draw(table: Scenario, line: str, first: int) -> bool:
    from game.notation import parse

    return parse(table, line) >= first


class TestWrongOnes:
    def test_what_is_no_record(self) -> None:
        assert told("hello\n") == 'a.accord:1: "hello" is not how a record begins; with "accord-record 1"'
        assert told("").startswith("a.accord:1: ")
        assert told("accord-record 2\n") == 'a.accord:1: is in format "2"; this Accord reads format 1'

    def test_a_header_of_what_there_is_not(self) -> None:
        assert told("accord-record 1\nsize: full\n").startswith("a.accord: names no scenario")
        assert told(f"{HEAD}sead: 7\n").startswith('a.accord:4: "sead" is nothing a header has; keys: ')
        assert told(f"{HEAD}size: full\n").startswith('a.accord:4: "size" is there twice')
        assert told(f"{HEAD}seed: x\n").startswith('a.accord:4: "x" is no seed; it is a whole number from 0 to ')
        assert told(f"{HEAD}seed: {'9' * 19}\n").startswith('a.accord:4: "9999999999999999999" is no seed')
        assert told(f"{HEAD}headlines: x summer-rain\n").startswith('a.accord:4: "x" is no turn')
        assert "two-bonks" in told("accord-record 1\nscenario: two-bonks\n")
        assert told("accord-record 1\nscenario: two-banks\nrules: 99\n").startswith("a.accord: played by version 99")

    def test_players_of_seats_that_there_are_not(self) -> None:
        line = told(f"{HEAD}seats: upstream human; upsteam random\n")
        assert line == 'a.accord: its seats name "upsteam"; there are upstream, ferry-town, downstream'

    def test_values_that_would_be_more_than_a_line(self) -> None:
        for value in ("a\nb", "a#b", "\x1b[0m"):
            with pytest.raises(UserError, match="can't stand in a record as its scenario"):
                Header(value)

    def test_another_edition_of_the_scenario(self) -> None:
        line = told(f"{HEAD}hash: 0123456789abcdef\n")
        assert line.startswith('a.accord: played with another edition of "two-banks"')

    def test_a_line_that_nobody_knows(self) -> None:
        line = told(f"{HEAD}seed: 7\n\nprposse\n")
        assert line == 'a.accord:6: "prposse" is no line of this game; did you mean "propose"?'

    def test_a_line_that_the_rules_forbid(self) -> None:
        assert told(f"{HEAD}seed: 7\n\nsend\n").startswith("a.accord:6: §")

    def test_a_draw_that_cannot_be(self, played: Play) -> None:
        line = played(actions=0).record.lines[0]
        lines = f"{HEAD}seed: 7\n\n{line}\n{line}\n"
        assert told(lines).startswith("a.accord:7: ")

    def test_lines_after_the_end(self, played: Play) -> None:
        text = unsealed(record.dumps(played().record)).replace("close", "pass\nclose")
        assert "the game is over" in told(text)

    def test_something_to_undo_that_there_is_not(self) -> None:
        assert told(f"{HEAD}seed: 7\n\nundo\n").startswith("a.accord:6: nothing can be taken back")

    def test_junk_is_one_line(self, tmp_path: Path) -> None:
        path = tmp_path / "junk"
        for junk in (os.urandom(300) + b"\xff", b"\x00" * 50, b"{", b"{}", b'{"accord-record":1}', b"[" * 100000, b""):
            path.write_bytes(junk)
            with pytest.raises(UserError) as error:
                record.load(path)
            assert str(path) in str(error.value)
            assert "\n" not in str(error.value)

    def test_a_huge_file_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.accord"
        with path.open("wb") as file:
            file.truncate(files.LARGEST + 1)
        with pytest.raises(UserError, match="is larger than 16 MB; a record of a game is far smaller"):
            record.load(path)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="can't be read: No such file or directory"):
            record.load(tmp_path / "none")
        with pytest.raises(UserError, match="can't be read: Is a directory"):
            record.load(tmp_path)


class TestSeal:
    def test_every_altered_line_is_found(self, played: Play) -> None:
        text = record.dumps(played(actions=12).record)
        lines = text.split("\n")
        for at, line in enumerate(lines[:-1]):
            if line:
                altered = [*lines[:at], line.replace(line[0], "x", 1), *lines[at + 1 :]]
                with pytest.raises(UserError, match=rf"^a\.accord:{at + 1}: the line was altered"):
                    record.loads("\n".join(altered), "a.accord")

    def test_a_line_taken_out_or_put_in_is_found(self, played: Play) -> None:
        lines = record.dumps(played(actions=12).record).split("\n")
        for at in range(len(lines) - 1):
            for other in (
                [*lines[:at], *lines[at + 1 :]],
                [*lines[:at], "pass", *lines[at:]],
                [*lines[:at], "", *lines[at:]],
            ):
                with pytest.raises(UserError, match=r"^a\.accord"):
                    record.loads("\n".join(other), "a.accord")

    def test_a_file_that_is_cut_off_is_found_wherever(self, played: Play) -> None:
        text = record.dumps(played(actions=6).record)
        # Only the line feed at the very end is nothing to miss.
        for length in range(len(text) - 1):
            with pytest.raises(UserError, match=r"^a\.accord"):
                record.loads(text[:length], "a.accord")

    def test_is_told_by_verify(self, played: Play, tmp_path: Path) -> None:
        game = played()
        path = tmp_path / "a.accord"
        game.save(path)
        (report,) = verify_file(path)
        assert str(report) == f"{path}: legal, sealed, finished: {game.outcome}"
        path.write_text(unsealed(path.read_text()))
        (report,) = verify_file(path)
        assert str(report) == f"{path}: legal, unsealed, finished: {game.outcome}"

    def test_of_an_unfinished_game_gives_nothing_away(self, played: Play) -> None:
        report = verify(played(actions=9).record)
        assert str(report) == "record: legal, sealed, unfinished, turn 1".replace("sealed", "unsealed")


class TestJson:
    def test_says_the_same_as_text(self, played: Play) -> None:
        game = played()
        line = record.to_json(game.record)
        again = record.loads(line)
        assert (again.header, again.lines, again.sealed) == (game.record.header, game.record.lines, True)
        assert record.dumps(again) == record.dumps(game.record)

    def test_an_altered_one_is_found(self, played: Play) -> None:
        values = json.loads(record.to_json(played().record))
        values["lines"].pop()
        with pytest.raises(UserError, match=r"^a: was altered: its seal doesn't fit"):
            record.loads(json.dumps(values), "a")
        del values["seal"]
        assert not record.loads(json.dumps(values)).sealed

    def test_a_file_of_many_is_read_one_by_one(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "many"
        games = [played(seed) for seed in range(3)]
        path.write_text("".join(record.to_json(game.record) + "\n" for game in games))
        assert [one.lines for one in record.load_all(path)] == [game.record.lines for game in games]
        assert record.load(path, 2).lines == games[1].record.lines
        with pytest.raises(UserError, match="holds many games"):
            record.load(path)
        for number in (0, 4):
            with pytest.raises(UserError, match="has no game"):
                record.load(path, number)

    def test_a_result_that_is_not_the_games_is_found(self, played: Play) -> None:
        written = played().record
        written.result = {"outcome": "peace", "turn": 1, "satisfaction": {}}
        assert "isn't the one of this game" in verify(record.loads(record.to_json(written))).problem


class TestReplay:
    def test_stops_where_it_is_told(self, played: Play) -> None:
        game = played()
        for to in range(0, len(game.record.lines), 5):
            assert replay(game.record, to).lines == game.record.lines[:to]

    def test_beyond_the_end_is_refused(self, played: Play) -> None:
        game = played()
        for to in (-1, len(game.record.lines) + 1):
            with pytest.raises(UserError, match="lines"):
                replay(game.record, to)

    def test_counts_the_lines_that_were_not_taken_back(self, tmp_path: Path) -> None:
        path = tmp_path / "j.accord"
        game = Game.new(*SMALL, seed=7)
        game.keep_journal(path)
        first = len(game.record.lines)
        for line in ("propose", "text gauge 0", "undo", "undo", "propose", "text water 0", "send"):
            game.play(line) if line != "undo" else game.undo()
        written = record.load(path)
        assert written.lines.count("undo") == 2
        for to in range(len(game.record.lines) + 1):
            assert replay(written, to).lines == game.record.lines[:to]
        assert replay(written, first + 3).lines[-3:] == ["propose", "text water 0", "send"]
        with pytest.raises(UserError, match=f"has only {len(game.record.lines)} lines"):
            replay(written, len(written.lines))
        game.close()


class TestSaving:
    def test_replaces_a_file_as_a_whole(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "a.accord"
        path.write_text("old")
        path.chmod(0o640)
        played(actions=3).save(path)
        assert path.read_text().startswith("accord-record 1")
        assert path.stat().st_mode & 0o777 == 0o640
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("call", ["write", "fsync", "replace"])
    def test_failure_leaves_the_old_file(
        self, played: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        path = tmp_path / "a.accord"
        path.write_text("old")
        game = played(actions=3)

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, call, full)
        with pytest.raises(UserError) as error:
            game.save(path)
        assert str(error.value) == (f"{path}: can't be written: No space left on device; the old file is untouched")
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_short_write_is_gone_on_with(self, played: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data[:7])))
        game = played(actions=3)
        game.save(tmp_path / "a")
        assert (tmp_path / "a").read_text() == record.dumps(game.record, secret=True)

    def test_a_folder_that_is_not_there_is_told(self, played: Play, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="can't be written: No such file or directory"):
            played(actions=3).save(tmp_path / "none" / "a.accord")

    def test_a_link_stays_a_link(self, played: Play, tmp_path: Path) -> None:
        (tmp_path / "target").write_text("old")
        (tmp_path / "link").symlink_to(tmp_path / "target")
        played(actions=3).save(tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "target").read_text().startswith("accord-record")


class TestJournal:
    def test_has_every_line_before_the_next_decision(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "j.accord"
        game = played(actions=2)
        game.keep_journal(path)
        for _ in range(20):
            game.play(game.legal()[-1])
            assert record.load(path).lines == game.record.lines

    def test_is_gone_on_with(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "j.accord"
        game = played(actions=5)
        game.keep_journal(path)
        go_on(game, 3, 10)
        with pytest.raises(UserError, match="is being played elsewhere; close it there first"):
            Game.resume(path)
        game.close()
        again = Game.resume(path)
        assert again.session.state.key() == game.session.state.key()
        assert again.notes == []
        go_on(again, 4)
        assert replay(record.load(path)).state.key() == again.session.state.key()

    def test_cut_off_anywhere_it_is_gone_on_with_to_the_same_draws(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "j.accord"
        game = played(actions=3)
        game.keep_journal(path)
        go_on(game, 3, 12)
        game.close()
        whole = path.read_bytes()
        head = whole.index(b"\n\n") + 2
        for length in range(head, len(whole), 3):
            path.write_bytes(whole[:length])
            again = Game.resume(path)
            torn = not whole[:length].endswith(b"\n")
            assert bool(again.notes) == torn
            lines = again.record.lines
            assert lines == game.record.lines[: len(lines)]
            assert replay(record.load(path)).state.key() == again.session.state.key()
            again.close()

    def test_undone_actions_are_gone_after_resuming(self, tmp_path: Path) -> None:
        path = tmp_path / "j.accord"
        game = Game.new(*SMALL, seed=7)
        game.keep_journal(path)
        game.play("propose")
        assert game.undo() == "propose"
        game.play("propose")
        game.play("text gauge 0")
        game.undo()
        assert path.read_text().count("undo") == 2
        game.close()
        again = Game.resume(path)
        assert again.record.lines == game.record.lines
        assert "undo" not in record.dumps(again.record)

    def test_a_full_disk_plays_nothing(self, played: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "j.accord"
        game = played(actions=5)
        game.keep_journal(path)
        before, lines = game.session.state.key(), list(game.record.lines)

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(UserError, match="No space left on device; nothing was played"):
                game.play(game.legal()[0])
        assert (game.session.state.key(), game.record.lines) == (before, lines)
        assert record.load(path).lines == lines
        game.play(game.legal()[0])
        assert record.load(path).lines == game.record.lines

    def test_never_takes_the_place_of_a_file(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "a.accord"
        path.write_text("old")
        with pytest.raises(UserError, match="is there already; resume it, or name another file"):
            played(actions=1).keep_journal(path)
        assert path.read_text() == "old"

    def test_a_closed_record_is_none(self, played: Play, tmp_path: Path) -> None:
        path = tmp_path / "a.accord"
        played(actions=1).save(path)
        with pytest.raises(UserError, match="is no journal of a running game; load it as a record"):
            Journal.resume(path)

    def test_says_first_that_it_holds_secrets(self, played: Play, tmp_path: Path) -> None:
        game = played(actions=5)
        game.keep_journal(tmp_path / "j")
        game.save(tmp_path / "copy")
        for name in ("j", "copy"):
            assert (tmp_path / name).read_text().splitlines()[1].startswith("# This file holds the secrets")
        go_on(game, 3)
        game.session.finish()
        game.save(tmp_path / "over")
        for name in ("j", "over"):
            assert "# This file" not in (tmp_path / name).read_text()

    def test_pins_are_gone_when_the_game_is_over(self, tmp_path: Path) -> None:
        header = Header("two-banks", "standard", seed=1, clock=(60, 300), pins=(("upstream", "ab-cd"),))
        with Journal.create(tmp_path / "j", header):
            pass
        running = record.load(tmp_path / "j")
        assert (running.header.pins, running.header.clock) == (header.pins, (60, 300))
        closed = record.loads(record.dumps(running))
        assert (closed.header.pins, closed.header.clock) == ((), (60, 300))

    def test_header_is_sealed_with_it(self, tmp_path: Path) -> None:
        with Journal.create(tmp_path / "j", Header("two-banks", seed=1)) as journal:
            journal.append(["pass"])
        assert record.load(tmp_path / "j").sealed
