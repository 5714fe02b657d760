"""What is known before a choice: foresight, proposals in the making, slips, remedies, advice, completions."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

import cards
from game import advice, completion, foresight, menu, slips
from game.errors import UserError
from game.proposal import CLAUSES, Proposal
from game.remedies import REMEDIES
from game.session import Session
from game.texts import texts
from game.words import Words
from rules import kernel
from rules import state as at
from rules.errors import RulesError
from rules.observe import Observation
from rules.scenario import NOBODY
from rules.state import (
    CRISES,
    OVER,
)
from rules.tuples import put
from tests.game.conftest import TABLES
from tests.rules.desk import Desk

RULES = Path(__file__).parents[2] / "rules"


def words(session: Session) -> Words:
    return Words(session.table, texts(session.table, session.manuscript()))


def seen_by_mover(session: Session) -> Observation:
    return kernel.observe(session.table, session.state, session.to_move)


def notes_of(session: Session, line: str, *, private: bool) -> str:
    """What is told beside the choice that is written so."""
    choices = menu.menu(words(session), seen_by_mover(session), session.legal(), private=private)
    found = [act for act in every_act(choices.here) if act.line == line]
    assert len(found) == 1
    return "; ".join(found[0].notes())


def every_act(choices: list[menu.Choice]) -> list[menu.Act]:
    return [
        act for choice in choices for act in (every_act(choice.choices) if isinstance(choice, menu.Group) else [choice])
    ]


def to_sealed(session: Session) -> Session:
    """Everybody passes until the sealed choices begin."""
    while session.state.phase not in slips.SEALED:
        session.submit("pass")
    return session


class TestForesight:
    def test_is_worked_out_for_what_is_shown_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A hand can be used in ninety ways, and its menu has to be there at once."""
        session = Session.new("empty-chairs", "full", 1)
        while len(session.legal()) <= 2 * menu.PAGE or session.state.phase != at.CARDS:
            session.play([session.legal()[-1]])
        asked: list[int] = []
        real = foresight.notes

        def notes(w: Words, seen: Observation, action: int, *, private: bool) -> tuple[str, ...]:
            asked.append(action)
            return real(w, seen, action, private=private)

        monkeypatch.setattr(foresight, "notes", notes)
        choices = menu.menu(words(session), seen_by_mover(session), session.legal(), private=True)
        choices.lines()
        assert len(asked) < menu.PAGE
        assert isinstance(choices.pick("1"), menu.Group)
        choices.lines()
        assert 0 < len(asked) < 2 * menu.PAGE < len(session.legal())

    @pytest.mark.parametrize(("name", "size"), TABLES)
    def test_has_a_word_for_every_choice_and_changes_nothing(self, name: str, size: str) -> None:
        session = Session.new(name, size, 8)
        dice = Random(8)
        w = words(session)
        count = 0
        while session.to_move != OVER:
            if count % 3 == 0:
                seen = seen_by_mover(session)
                before = seen.key()
                for action in session.legal():
                    for private in (False, True):
                        told = foresight.notes(w, seen, action, private=private)
                        assert not any("{" in text or "  " in text for text in told)
                assert seen.key() == before
            session.play([dice.choice(session.legal())])
            count += 1

    @pytest.mark.parametrize("seed", range(3))
    def test_rests_on_nothing_hidden(self, seed: int) -> None:
        """§10: other hidden cards, agendas and seals, the same notes."""
        session = to_sealed(Session.new("empty-chairs", "class", seed))
        w, seen = words(session), seen_by_mover(session)
        imagined = kernel.determinize(session.table, seen, Random(seed).randrange)
        other = kernel.observe(session.table, imagined, session.to_move)
        for action in session.legal():
            assert foresight.notes(w, seen, action, private=True) == foresight.notes(w, other, action, private=True)

    def test_of_a_text_is_own_worth_in_private_and_public_weights_in_the_open(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        session.submit("propose")
        assert notes_of(session, "text water 1", private=False) == "by public weights: Up +30, Ferry +10, Down -15"
        told = notes_of(session, "text water 1", private=True)
        worth = kernel.worth(session.table, seen_by_mover(session).board, session.to_move)
        assert told.startswith(f"U {100 * worth.points / worth.best:.1f} → ")
        assert "public" not in told

    def test_of_an_assault_has_its_odds_and_every_draw_and_the_pledge_it_breaks(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        session.submit("propose pledge upstream truce island; text water 1")
        for line in ("silence", "silence", "pass", "pass", "card none"):
            session.submit(line)
        told = notes_of(session, "order assault island lowlanders", private=True)
        assert "attack 2, defence 1" in told
        assert "draw -1: " in told
        assert "draw 0 or draw +1: " in told
        assert "toll +2" in told
        assert told.count("breaks your pledge: no assault on the island") == 2

    def test_says_that_a_text_is_worth_the_same(self) -> None:
        """To the HNC the step on one issue weighs as much as that on the other, and one is a step back."""
        session = Session.new("empty-chairs", "class", 7)
        for line in ("pass", "pass", "propose text ceasefire 3; text justice 0"):
            session.submit(line)
        assert notes_of(session, "silence", private=True) == "U stays as it is"
        assert notes_of(session, "break", private=True) == ""

    def test_names_whom_a_clause_binds(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        session.submit("propose")
        assert "binds the Ferry-town guild, who must agree" in notes_of(session, "ask ferry-town 1", private=False)
        assert "binds" not in notes_of(session, "give ferry-town 1", private=False)
        assert "binds" not in notes_of(session, "pledge upstream attend", private=False)

    def test_of_a_signature_is_the_text_against_no_agreement(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        session.submit("propose text water 1")
        for line in ("silence", "silence"):
            session.submit(line)
        told = notes_of(session, "call", private=True)
        assert re.search(r"this text: U \d+\.\d; no agreement: N \d+\.\d", told)

    def test_of_a_signature_is_what_it_costs_at_home_for_all_to_see(self) -> None:
        """§5.1, §5.2: red lines, support, leans and who must sign are public."""
        desk = Desk("two-banks", "standard")
        w, s, table = Words(desk.table, texts(desk.table, cards.load("two-banks"))), desk.state, desk.table
        acts, (up, ferry) = table.acts, (table.seat_ids.index("upstream"), table.seat_ids.index("ferry-town"))

        def told(seat: int, action: int) -> tuple[str, ...]:
            s.seat = seat
            return foresight.notes(w, kernel.observe(table, s, seat), action, private=False)

        price = table.numbers.ratify_cost
        s.draft[0] = 2
        assert told(up, acts.sign) == (
            f"crosses the red line on the water: support of Up -{price} once it is in force",
        )
        assert told(ferry, acts.call) == ("crosses no red line",)
        s.caller, s.signed = ferry, 1 << ferry
        s.influence = put(s.influence, up, 3)
        required = table.required >> up & 1
        assert required
        assert told(up, acts.refuse) == ("ends the call for signatures: its own is required",)
        s.leans = ((ferry, up, 0, 2),)
        assert told(up, acts.refuse)[1:] == ("influence of Up -2",)

    @pytest.mark.parametrize("private", [False, True])
    def test_of_a_crisis_is_what_staying_and_leaving_cost(self, private: bool) -> None:  # noqa: FBT001 (pytest's)
        """§5.4: for all to see, but for what a meter does not hold; after a violation leaving is free."""
        desk = Desk("two-banks", "standard")
        w, s = Words(desk.table, texts(desk.table, cards.load("two-banks"))), desk.state
        s.in_force, s.signatories, s.incident = True, desk.everybody, True
        desk.go_on(CRISES)
        seat, acts = s.seat, desk.table.acts

        def told(action: int) -> tuple[str, ...]:
            return foresight.notes(w, kernel.observe(desk.table, s, seat), action, private=private)

        s.support = put(s.support, seat, 5)
        assert told(acts.stay) == (f"support of {w.short(seat)} -2",)
        assert told(acts.withdraw) == ("the agreement collapses", f"credibility of {w.short(seat)} -1")
        s.support = put(s.support, seat, 1)
        assert told(acts.stay) == (f"support of {w.short(seat)} -1",)
        s.violators = 1 << seat
        assert told(acts.withdraw) == ("the agreement collapses",)


class TestAProposal:
    def proposal(self, seed: int = 7, size: str = "class") -> Proposal:
        session = Session.new("empty-chairs", size, seed)
        return Proposal(words(session), seen_by_mover(session))

    def action(self, proposal: Proposal, line: str) -> int:
        from game.notation import parse

        return parse(proposal.w.table, line)

    def test_takes_clauses_in_any_order_and_plays_them_in_the_canonical_one(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        proposal = Proposal(words(session), seen_by_mover(session))
        for line in ("pledge upstream truce island", "text water 1"):
            proposal.add(self.action(proposal, line))
        session.play(proposal.actions(session.table.acts.send))
        assert session.lines[-4:] == ["propose", "text water 1", "pledge upstream truce island", "send"]

    def test_puts_a_clause_in_the_place_of_its_rival(self) -> None:
        proposal = self.proposal()
        proposal.add(self.action(proposal, "ask gulf 2"))
        assert proposal.add(self.action(proposal, "give gulf 1")) == self.action(proposal, "ask gulf 2")
        assert proposal.clauses == (self.action(proposal, "give gulf 1"),)

    @pytest.mark.parametrize(
        ("line", "section"),
        [("text presidency 0", "3.2"), ("text terror 0", "8"), ("ask russia 1", "3.2"), ("pledge west attend", "3.2")],
    )
    def test_refuses_with_the_section_what_the_rules_refuse(self, line: str, section: str) -> None:
        proposal = self.proposal()
        proposal.add(self.action(proposal, "give west 1"))
        proposal.add(self.action(proposal, "give gulf 1"))
        before = proposal.clauses
        with pytest.raises(RulesError) as caught:
            proposal.add(self.action(proposal, line))
        assert caught.value.section == section
        assert proposal.clauses == before

    @pytest.mark.parametrize("seed", range(4))
    def test_offers_exactly_what_could_be_sent(self, seed: int) -> None:
        """Whatever is written by its offers can be played, and from nothing it offers what the kernel offers."""
        session = Session.new("empty-chairs", "full", seed)
        proposal = Proposal(words(session), seen_by_mover(session))
        opened = session.state.copy()
        kernel.step(session.table, opened, session.table.acts.propose)
        acts = session.table.acts
        assert proposal.may_add() == [one for one in kernel.legal(session.table, opened) if acts.verb[one] in CLAUSES]
        dice = Random(seed)
        for _ in range(6):
            offers = proposal.may_add()
            if offers:
                proposal.add(dice.choice(offers))
        session.play(proposal.actions(acts.send))
        assert session.state.phase != at.BUILDING

    def test_says_price_and_who_must_agree_and_who_may_stop_it(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        proposal = Proposal(words(session), seen_by_mover(session))
        for line in ("text water 1", "ask ferry-town 2"):
            proposal.add(self.action(proposal, line))
        page = " ".join(" ".join(proposal.page(private=False)).split())
        assert "Its texts cost 1 influence if it passes; if it falls it costs 2." in page
        assert "Must agree: the Ferry-town guild." in page
        assert "May break the silence: the Downstream council (for 1)." in page
        assert "The draft's worth would move, by public weights: Up +30, Ferry +10, Down -15." in page
        assert " N " not in page

    def test_shows_own_worth_only_to_its_writer_alone(self) -> None:
        proposal = self.proposal()
        proposal.add(self.action(proposal, "text presidency 1"))
        assert "If it passes: U " not in "\n".join(proposal.page(private=False))
        page = "\n".join(proposal.page(private=True))
        assert re.search(r"If it passes: U \d+\.\d → \d+\.\d, influence of HNC -1", page)

    def test_through_a_channel_names_its_two_ends(self) -> None:
        session = to_sealed(Session.new("two-banks", "standard", 7))
        for seat, text in ((0, "absent"), (1, ""), (2, "")):
            session.play(slips.read(session.table, session.state, seat, text))
        proposal = Proposal(words(session), seen_by_mover(session), 0)
        assert proposal.refusal(()) is None
        proposal.add(self.action(proposal, "give upstream 1"))
        with pytest.raises(RulesError, match="only its two ends"):
            proposal.add(self.action(proposal, "ask downstream 1"))
        page = " ".join(" ".join(proposal.page(private=False)).split())
        assert "A back channel from the Ferry-town guild to the Upstream council" in page
        assert "May break the silence: the Upstream council" in page
        assert "Downstream" not in page


class TestSlips:
    def test_of_all_seats_give_the_game_that_is_typed_by_hand(self) -> None:
        by_hand, by_slip = (to_sealed(Session.new("two-banks", "standard", 7)) for _ in range(2))
        for line in ("card open-sluice event", "order hold", "absent", "card none", "order hold", "attend"):
            by_hand.submit(line)
        for seat, text in ((0, "absent; card open event"), (1, "card none; attend")):
            by_slip.play(slips.read(by_slip.table, by_slip.state, seat, text))
        assert by_slip.lines == by_hand.lines
        assert by_slip.state.key() == by_hand.state.key()

    def test_are_read_in_any_order_of_seats(self) -> None:
        session = to_sealed(Session.new("two-banks", "standard", 7))
        down = session.table.seat_ids.index("downstream")
        sealed = slips.read(session.table, session.state, down, "order fortify fields; absent")
        told = slips.in_words(session.table, sealed)
        assert told == "card none; order fortify fields; absent"

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("card guild-feast event", "not in your hand"),
            ("order assault fields lowlanders", "§6"),
            ("sign", "can't be sealed by Upstream council now"),
            ("attend; absent", "can't be sealed"),
            ("card timber-rafts", "could be"),
        ],
    )
    def test_that_cannot_be_are_told_in_a_line(self, text: str, told: str) -> None:
        session = to_sealed(Session.new("two-banks", "standard", 7))
        with pytest.raises((UserError, RulesError), match=re.escape(told)):
            slips.read(session.table, session.state, 0, text)

    def test_of_a_seat_that_has_sealed_come_too_late(self) -> None:
        session = to_sealed(Session.new("two-banks", "standard", 7))
        session.play(slips.read(session.table, session.state, 0, ""))
        with pytest.raises(UserError, match="has sealed its choices already"):
            slips.read(session.table, session.state, 0, "")

    def test_know_a_seat_by_the_beginning_of_its_name(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        shorts = words(session).texts.shorts
        assert [slips.seat_of(session.table, name, shorts) for name in ("up", "FERRY", " downst ")] == [0, 1, 2]
        for name in ("", "x", "nobody"):
            with pytest.raises(UserError, match="there are upstream"):
                slips.seat_of(session.table, name, shorts)


class TestWhatItWouldTake:
    def test_is_known_for_every_refusal_that_a_player_can_meet(self) -> None:
        text = "".join(path.read_text(encoding="utf-8") for path in RULES.glob("*.py"))
        codes = set(re.findall(r'RulesError\(\s*"[0-9.]+",\s*"([a-z-]+)"', text))
        internal = {"no-action", "chance-to-move", "wrong-outcome", "not-checked"}  # of programs, not of people
        assert codes - internal == set(REMEDIES)

    @pytest.mark.parametrize("code", REMEDIES)
    def test_is_a_sentence(self, code: str) -> None:
        assert REMEDIES[code][0].isupper() or REMEDIES[code][0] == '"'
        assert REMEDIES[code].endswith(".")


class TestAdvice:
    def test_is_something_that_can_be_done_with_reasons(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        told = session.told(session.to_move)
        page = advice.advice(words(session), seen_by_mover(session), session.legal(), told)()
        line = page[1].rsplit(": ", 1)[1]
        assert line in session.legal_lines()
        assert any(text.startswith("  - ") for text in page)

    def test_rests_on_what_the_seat_may_know(self) -> None:
        session = to_sealed(Session.new("two-banks", "standard", 7))
        seen = seen_by_mover(session)
        imagined = kernel.determinize(session.table, seen, Random(3).randrange)
        other = kernel.observe(session.table, imagined, session.to_move)
        pages = [advice.advice(words(session), one, session.legal(), [])() for one in (seen, other)]
        assert pages[0] == pages[1]


class TestCompletion:
    def test_goes_as_far_as_there_is_no_choice(self) -> None:
        lines = ["text water 0", "text water 1", "text bridge 2", "send", "pledge upstream truce island"]
        assert completion.following(lines, "") == ["pledge", "send", "text"]
        assert completion.following(lines, "te wa") == ["text water 0", "text water 1"]
        assert completion.following(lines, "pl") == ["pledge upstream truce island"]
        assert completion.following(lines, "xyz") == []


class TestTheRivalOfAPledge:
    def test_is_only_itself(self) -> None:
        session = Session.new("two-banks", "standard", 7)
        proposal = Proposal(words(session), seen_by_mover(session))
        first, second = [one for one in proposal.may_add() if session.table.acts.verb[one] == 5][:2]
        assert proposal.add(first) == NOBODY
        assert proposal.add(second) == NOBODY
        with pytest.raises(RulesError, match="already"):
            proposal.add(first)
