"""The table as text (game/table.py), the pages of one seat, menus and the page at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

import cards
from game import labels, menu, own, pages, result, table
from game.menu import Act, Group, Menu
from game.session import Session
from game.texts import texts
from game.words import Words
from rules import kernel
from rules.scenario import NOBODY
from rules.state import OVER, SPEAKING
from tests.game.conftest import TABLES

WIDTH = 80


def words(session: Session) -> Words:
    return Words(session.table, texts(session.table, session.manuscript()))


def positions(name: str, size: str, seed: int) -> Iterator[Session]:
    """Positions of a game that is played at random."""
    session = Session.new(name, size, seed)
    dice = Random(seed)
    while session.to_move != OVER:
        yield session
        session.play([dice.choice(session.legal())])
    yield session


class TestPages:
    @pytest.mark.parametrize(("name", "size"), TABLES)
    def test_fit_the_width_at_every_moment(self, name: str, size: str) -> None:
        w = words(Session.new(name, size, 3))
        for number, session in enumerate(positions(name, size, 3)):
            if number % 7:
                continue
            seen = kernel.observe(session.table, session.state, NOBODY)
            shown = [*table.public_page(w, seen), *table.issues(w, seen), *table.discards(w, seen)]
            for seat in range(session.table.seats):
                private = kernel.observe(session.table, session.state, seat)
                worth = kernel.worth(session.table, private.board, seat)
                shown += pages.private_page(w, private, session.manuscript(), [])
                shown += own.worth_page(w, private, worth)
            assert [line for line in shown if len(line) > WIDTH] == []

    def test_of_the_open_table_name_everything_that_lies_there(self) -> None:
        session = Session.new("empty-chairs", "class", 1)
        seen = kernel.observe(session.table, session.state, NOBODY)
        page = "\n".join(table.public_page(words(session), seen))
        for name in (*session.table.area_names, *session.table.issue_names):
            assert name in page
        assert "besieged" in page
        assert "crosses a red line of" in page
        assert session.state.phase == SPEAKING
        assert "At the conference: " in page

    def test_of_one_seat_show_its_hand_and_no_other(self) -> None:
        session = Session.new("two-banks", "standard", 1)
        w = words(session)
        everything = session.manuscript().cards
        for seat in range(session.table.seats):
            seen = kernel.observe(session.table, session.state, seat)
            page = "\n".join(pages.private_page(w, seen, session.manuscript(), []))
            hand = own.hand(w, seen)
            assert len(hand) == seen.hands[seat]
            for number, card in enumerate(everything):
                assert (f"({card.id})" in page) == (number in hand)
        watcher = kernel.observe(session.table, session.state, NOBODY)
        assert (own.hand(w, watcher), own.agenda(w, watcher)) == ([], [])

    def test_of_worth_add_up(self) -> None:
        session = Session.new("two-banks", "standard", 1)
        for seat in range(session.table.seats):
            seen = kernel.observe(session.table, session.state, seat)
            worth = kernel.worth(session.table, seen.board, seat)
            page = own.worth_page(words(session), seen, worth)
            start = next(index for index, line in enumerate(page) if line.startswith("No agreement"))
            sums = [float(line.split()[-1]) for line in page[start + 1 : start + 2 + len(worth.terms)]]
            assert round(sum(sums) * 100) == worth.no_deal
            assert f"would be {worth.satisfaction} of 100" in page[-1]

    def test_of_worth_tell_an_agenda_from_what_the_seat_counts_anyway(self) -> None:
        worth = kernel.worth(cards.table("two-banks", "standard"), Session.new("two-banks", "standard", 1).state, 0)
        again = replace(worth.terms[0], weight=50)
        labels = own.term_labels(replace(worth, terms=(*worth.terms, again)))
        assert labels == [*(term.label for term in worth.terms), f"{again.label} (agenda)"]

    def test_name_a_pledge_in_the_ledger(self) -> None:
        session = Session.new("two-banks", "standard", 1)
        session.submit("propose pledge upstream truce island")
        while session.state.phase != SPEAKING:
            session.submit("silence")
        seen = kernel.observe(session.table, session.state, NOBODY)
        page = " ".join(" ".join(table.ledger(words(session), seen)).split())
        assert "no assault on the island, until the end of turn 2" in page


class TestAMenu:
    @pytest.mark.parametrize(("name", "size"), TABLES)
    def test_reaches_every_legal_action_and_no_other(self, name: str, size: str) -> None:
        for session in positions(name, size, 5):
            if session.to_move == OVER:
                break
            w = Words(session.table)
            seen = kernel.observe(session.table, session.state, session.to_move)
            legal = session.legal()
            choices = menu.menu(w, seen, legal)
            assert sorted(reachable(choices)) == legal
            assert [line for line in choices.lines() if len(line) > WIDTH] == []
            assert labels.question(w, seen, legal)

    def test_knows_what_is_no_choice(self) -> None:
        session = Session.new("two-banks", "standard", 1)
        seen = kernel.observe(session.table, session.state, session.to_move)
        choices = menu.menu(words(session), seen, session.legal())
        for text in ("", "0", "n", "p", "99", "-1", "1.5", "²", "one", "9" * 5000):
            assert choices.pick(text) is None


def reachable(choices: Menu) -> list[int]:
    """All actions behind a menu's numbers."""
    found = []
    for number in range(1, len(choices.here) + 1):
        picked = choices.pick(str(number))
        if isinstance(picked, Act):
            found.append(picked.action)
        elif isinstance(picked, Group):
            assert picked.size() > 1
            found += reachable(choices)
            choices.pick("0")
    return found


class TestLongMenus:
    def test_are_turned_page_by_page(self) -> None:
        root = Group("", [Act(number, f"choice {number}", f"line {number}") for number in range(40)])
        choices = Menu("Which?", root)
        assert "  1  choice 0" in choices.lines()[1]
        assert choices.pick("p") is None
        assert choices.pick("n") is root
        assert " 16  choice 15" in choices.lines()[1]
        assert choices.pick("n") is root
        assert choices.pick("n") is None
        assert choices.pick("40") == root.choices[39]


class TestTheEnd:
    def test_tells_the_human_cost_before_anything_else(self) -> None:
        *_, session = positions("empty-chairs", "class", 2)
        w = words(session)
        page = result.result_page(w, session.state, session.told(NOBODY), session.manuscript())
        assert page[0].startswith("── What it cost people")
        assert f"People harmed since the game began: {session.state.toll}," in page[1]
        assert not any("1." in line.split("of 100")[-1] for line in page if "of 100" in line)
        text = "\n".join(page)
        assert all(name in text for name in session.table.seat_names)

    @pytest.mark.parametrize(
        ("satisfaction", "told"),
        [(60, "aims largely met"), (59, "aims partly met"), (49, "little gained"), (34, "aims not met")],
    )
    def test_puts_a_satisfaction_into_its_band(self, satisfaction: int, told: str) -> None:
        w = Words(cards.table("empty-chairs", "full"))
        assert result.band(w, satisfaction) == told

    def test_shares_a_rank_that_is_tied(self) -> None:
        assert [result._rank([50, 60, 50, 40], value) for value in (60, 50, 40)] == [1, 2, 4]
