"""Secrets at one screen: whole games with marked ones at a terminal, and not a byte where it does not belong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pexpect
import pytest

import cards
from game import record
from game.replay import replay
from rules.events import SAW_AGENDA, SAW_CARD
from rules.scenario import Scenario
from tests.game import sitting
from tests.game.sitting import ENTER, LEAVE, Sitting, on_one_line
from tests.game.test_watch import watching
from tests.marks import repeats

pytest.importorskip("termios")

BANKS = Path(cards.__file__).parent / "two-banks"
MARK = "zq"
PINS = {"the Upstream": "1111", "the Ferry-town": "2222", "the Downstream": "3333"}
CODES = re.compile(r"\x1b(?:\][^\x07]*\x07|\[[?0-9;]*[A-Za-z]|[78DM])")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two Banks with every card and agenda renamed, so that none of its names can stand anywhere by accident."""
    folder = tmp_path_factory.mktemp("scenarios") / "marked"
    shutil.copytree(BANKS, folder)
    files = [*folder.glob("cards-*.toml"), folder / "agendas.toml"]
    ids = [name for file in files for name in re.findall(r'^id = "([^"]*)"', file.read_text(), re.MULTILINE)]
    for file in folder.glob("*.toml"):
        text = re.sub(f'"({"|".join(ids)})"', f'"{MARK}-\\1"', file.read_text())
        if file in files:
            text = re.sub(r'^title = "', f'title = "{MARK.upper()} ', text, flags=re.MULTILINE)
        file.write_text(text)
    return folder


class Segment(NamedTuple):
    """What was shown to one seat, or to all ("")."""

    owner: str
    text: str


def segments(stream: str) -> Iterator[Segment]:
    """The stream cut at every byte sequence by which a visit begins or ends."""
    owner = ""
    for piece in re.split(f"({re.escape(ENTER)}|{re.escape(LEAVE)})", stream):
        if piece == ENTER:
            owner = "?"
        elif piece == LEAVE:
            owner = ""
        else:
            found = re.search(r"Hand the keyboard to the ([^.(]*?)(?: \(|\.)", piece)
            if owner and found:
                before, _, after = piece.partition(found[0])
                yield Segment("", before)  # the neutral page is for all
                owner = found[1]
                yield Segment(owner, CODES.sub("", after))
            else:
                yield Segment(owner, CODES.sub("", piece))


def leaks(table: Scenario, stream: str, allowed: dict[str, set[str]]) -> list[str]:
    """Every secret that was shown to somebody else before it was revealed."""
    found = []
    shown_to_all = ""
    for owner, shown in segments(stream):
        text = on_one_line(shown)
        if not owner:
            shown_to_all += f" {text}"
        for number, agenda in enumerate(table.agenda_names):
            seat = table.seat_names[table.agendas[number].seat]
            if owner != seat and (agenda in text or table.agenda_ids[number] in text):
                found += [] if agenda in allowed.get(owner, ()) else [f"{agenda} to {owner or 'all'}"]
        for number, card in enumerate(table.cards):
            title, seat = table.card_names[number], table.seat_names[card.seat]
            before = shown_to_all.find(title)
            public = before >= 0 and re.search(r'(revealed|discarded) "$', shown_to_all[:before])
            if owner != seat and not public and (title in text or table.card_ids[number] in text):
                found += [] if title in allowed.get(owner, ()) else [f"{title} to {owner or 'all'}"]
    return found


def learnt(table: Scenario, path: Path) -> dict[str, set[str]]:
    """What a card let a seat see of another."""
    session = replay(record.load(path))
    allowed: dict[str, set[str]] = {}
    for seat, name in enumerate(table.seat_names):
        told = session.told(seat)
        names = {table.card_names[event.b] for event in told if event.kind == SAW_CARD}
        names |= {table.agenda_names[event.b] for event in told if event.kind == SAW_AGENDA}
        allowed[name] = names
    return allowed


def chosen_pins(at: Sitting, names: list[str]) -> None:
    """Every seat types its PIN, once wrongly."""
    at.pins = dict(PINS)
    for number, (name, pin) in enumerate(zip(names, PINS.values(), strict=True)):
        at.child.expect_exact(f"PIN for {name}")
        at.child.expect(": $")
        if number == 0:
            at.child.sendline("12")
            at.child.expect("this is no PIN")
            at.child.expect(": $")
        at.child.sendline(pin)
        at.child.expect("once more: $")
        at.child.sendline(pin)


@pytest.mark.slow
@pytest.mark.parametrize("seed", repeats(1, 2))
def test_a_whole_game_shows_each_secret_to_its_seat_alone(tmp_path: Path, marked: Path, seed: int) -> None:
    table = cards.table(str(marked), "standard")
    seats = "upstream=human Anna,ferry-town=human,downstream=human Ben and Cem"
    arguments = ["play", "--scenario", str(marked), "--seed", str(seed), "--seats", seats, "--pins"]
    at = Sitting(tmp_path, arguments, seed)
    chosen_pins(at, ["Upstream council (Anna)", "Ferry-town guild", "Downstream council (Ben and Cem)"])
    at.wait()
    (path,) = (tmp_path / "data").rglob("*.accord")
    watch = watching(tmp_path, path, "--plain")
    at.answer(sitting.PAUSE)
    at.play()
    assert at.leave() == 0
    projected = ""
    while watch.expect([r"more: Enter\] $", pexpect.EOF]) == 0:
        projected += str(watch.before)
        watch.sendline("")
    projected += str(watch.before)
    watch.close()
    assert watch.exitstatus == 0

    before = at.stream.partition("What it cost people")[0]
    allowed = learnt(table, path)
    assert leaks(table, before, allowed) == []
    assert set(re.findall(r"\x1b\][0-9]*;([^\x07]*)\x07", at.stream + projected)) == {"Accord"}
    projected = projected.replace(ENTER, "").replace(LEAVE, "").partition("What it cost people")[0]
    assert leaks(table, projected, {}) == []
    assert "public view" in projected
    owners = {owner for owner, text in segments(before) if MARK in text}
    assert owners >= set(table.seat_names), "each seat was shown something that was marked"
    assert [pin for pin in PINS.values() if pin in at.stream] == []
    kept = [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*")]
    assert [name for name in kept if MARK in name.casefold() or "Anna" in name] == []


def test_the_check_finds_a_leak(marked: Path) -> None:
    table = cards.table(str(marked), "standard")
    title, other = table.card_names[0], table.card_names[-1]
    visit = f"{ENTER}\x1b[2JHand the keyboard to the {table.seat_names[0]} (Anna). Then press Enter. {{}}{LEAVE}"
    assert leaks(table, visit.format(title), {}) == []
    assert leaks(table, visit.format(other), {}) == [f"{other} to {table.seat_names[0]}"]
    assert leaks(table, visit.format("") + title, {}) == [f"{title} to all"]
    assert leaks(table, f'The council revealed "{title}". {title}', {}) == []
    assert leaks(table, f"\x1b]2;{table.agenda_names[0]}", {}) == [f"{table.agenda_names[0]} to all"]


def test_after_a_hand_over_the_terminal_holds_nothing(tmp_path: Path, marked: Path) -> None:
    pyte = pytest.importorskip("pyte")
    screen = pyte.HistoryScreen(80, 24, history=10_000)  # knows no alternate screen: clearing has to do
    terminal = pyte.Stream(screen)
    arguments = ["play", "--scenario", str(marked), "--seed", "3", "--save", str(tmp_path / "game.accord")]
    at = Sitting(tmp_path, arguments, 3, (24, 80))
    handed_over = fed = 0
    while handed_over < 8:
        prompt = at.wait()
        assert prompt != sitting.GONE
        terminal.feed(at.stream[fed:])
        fed = len(at.stream)
        if prompt == sitting.HAND_OVER or at.stream.rfind(LEAVE) > at.stream.rfind(ENTER):
            above = ["".join(cell.data for _, cell in sorted(line.items())) for line in screen.history.top]
            held = on_one_line(" ".join([*above, *screen.display]))
            shown = re.findall(f'{MARK.upper()} [A-Z][^"(]*', held)
            assert shown == [] or re.search(r'(revealed|discarded) "$', held[: held.index(shown[0])])
        handed_over += prompt == sitting.HAND_OVER
        at.answer(prompt)
    at.hang_up()
    assert MARK.upper() in at.stream


class TestPins:
    def test_a_wrong_one_is_told_and_opens_nothing(self, tmp_path: Path, marked: Path) -> None:
        path = tmp_path / "game.accord"
        at = Sitting(tmp_path, ["play", "--scenario", str(marked), "--seed", "1", "--pins", "--save", str(path)], 1)
        chosen_pins(at, ["Upstream council", "Ferry-town guild", "Downstream council"])
        while at.wait() != sitting.HAND_OVER:
            at.answer(sitting.PAUSE)
        at.child.sendline("")
        assert at.wait() == sitting.HAND_OVER
        assert at.stream.endswith("PIN of the Upstream council: ")
        at.child.sendline("2222")
        at.child.expect("That is not this seat's PIN")
        at.child.send("1111")  # too early: it is neither shown nor taken
        assert MARK.upper() not in at.stream + at.child.before
        assert at.wait() == sitting.HAND_OVER
        at.child.sendline("1111")
        at.wait()
        assert MARK.upper() in at.stream
        assert not re.search("1111|2222", at.stream + path.read_text())
        at.child.sendintr()
        assert at.leave() == 130

        again = Sitting(tmp_path, ["play", "--resume", str(path)], 1)
        again.pins = dict(PINS)
        again.wait()
        again.child.sendline("")
        assert again.wait() == sitting.HAND_OVER
        assert again.stream.endswith("PIN of the Upstream council: "), "a resumed game asks for the same PINs"
        again.child.sendintr()
        assert again.leave() == 130

        forgotten = Sitting(tmp_path, ["play", "--resume", str(path), "--no-pins"], 1)
        forgotten.play(4)
        assert "PIN of" not in forgotten.stream
        assert MARK.upper() in forgotten.stream
        forgotten.hang_up()
