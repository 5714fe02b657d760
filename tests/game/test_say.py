"""Events as sentences (game/say.py) and as a story (game/story.py)."""

from __future__ import annotations

import pytest

import cards
from game import story
from game.say import SENTENCES, Teller, sentence
from game.session import Session
from game.texts import texts
from game.words import Words, listed, with_article
from rules import events, instructions, scenario, state
from rules.events import EVERYBODY, Event
from rules.scenario import NOBODY, Scenario
from tests.game.conftest import Play

SAID_BY_ANOTHER = {"card-drawn", "sanctioned", "condemned", "rallied", "stood-down"}


def example(table: Scenario, kind: int) -> Event:
    """An event of that kind that could happen."""
    acts = table.acts
    arguments = {
        events.ATTENDANCE: (3, 4),
        events.PROPOSAL: (NOBODY,),
        events.CLAUSE: (acts.text[0][1],),
        events.ANSWER: (acts.silence,),
        events.PLEDGED: (0, 1, 2),
        events.AGREED: (7,),
        events.CHOSE: (acts.choose_area[0],),
        events.PICKED: (acts.pick_area[0],),
        events.ORDERED: (acts.fortify[0],),
        events.VOID: (acts.assault[0][1],),
        events.BATTLE_FOUGHT: (1, 5, 3, -1),
        events.ATTACKED: (1, 3, 2, 0),
        events.LENT: (0, 1, 2),
        events.DEFENDED: (1, 2, 1, 0),
        events.STRENGTH: (0, 0, -1, 2),
        events.CONTROL: (0, 1, 0),
        events.SIEGE_BIT: (1, 2, 1, 0),
        events.TOLL: (1, 2, events.TOLL_SIEGE),
        events.METER: (scenario.SUPPORT, -1, 4),
        events.TRACK: (instructions.ATTENTION, 2, 7),
        events.CRISIS: (1, 1),
        events.ENDED: (state.PEACE,),
    }
    a, b, c, d = (*arguments.get(kind, ()), 0, 0, 0, 0)[:4]
    return Event(kind, EVERYBODY, 0, a, b, c, d)


class TestASentence:
    def test_there_is_one_for_every_kind(self) -> None:
        assert set(SENTENCES) == set(range(len(events.EVENT_IDS)))

    @pytest.mark.parametrize("kind", events.EVENT_IDS)
    def test_reads_like_one(self, every_table: Scenario, kind: str) -> None:
        if kind in {"pledged", "breached", "kept", "pledge-ended"} and not every_table.pledges:
            pytest.skip("no pledges here")
        if kind in {"agenda-dealt", "saw-agenda"} and not every_table.agendas:
            pytest.skip("no agendas here")
        text = sentence(every_table, example(every_table, events.EVENT_IDS.index(kind)), 0)
        if kind in SAID_BY_ANOTHER:
            assert text == ""
            return
        assert text.endswith(".")
        assert text[0] == text[0].upper()
        assert not {"{", "}", "_"} & set(text)
        assert "  " not in text

    def test_is_empty_for_those_who_may_not_hear_it(self, table: Scenario) -> None:
        for kind in (events.CARD_DEALT, events.AGENDA_DEALT, events.REARMED):
            event = Event(kind, 0b010, 1, 0, 0, 0, 0)
            assert sentence(table, event, 1)
            assert [sentence(table, event, other) for other in (0, 2, NOBODY)] == ["", "", ""]

    def test_every_event_of_a_game_can_be_told_with_the_scenarios_texts(self, played: Play) -> None:
        for name, size in (("two-banks", "standard"), ("empty-chairs", "full")):
            for seed in range(4):
                session = played(seed=seed, scenario=name, size=size).session
                teller = Teller(session.table, texts(session.table, session.manuscript()))
                for viewer in (NOBODY, *range(session.table.seats)):
                    told = [teller.sentence(event, viewer) for event in session.told(viewer)]
                    assert all(text == "" or text.endswith((".", ".”", '."')) for text in told)


class TestWhatIsSaid:
    @pytest.fixture
    def chairs(self) -> Scenario:
        return cards.table("empty-chairs", "full")

    def say(self, table: Scenario, kind: int, seat: str, *rest: int) -> str:
        a, b, c, d = (*rest, 0, 0, 0, 0)[:4]
        return sentence(table, Event(kind, EVERYBODY, table.seat_ids.index(seat), a, b, c, d), NOBODY)

    def test_a_card_and_its_use(self, chairs: Scenario) -> None:
        card = chairs.card_ids.index("call-for-peace")
        west = chairs.seat_ids.index("west")
        use = next(at for at, use in enumerate(chairs.uses) if (use.kind, use.a) == (scenario.USE_SANCTION, west))
        said = self.say(chairs, events.CARD_REVEALED, "russia", card, use)
        title = chairs.card_names[card]
        assert said == f'Russia revealed "{title}" and used it to sanction the Western states.'

    def test_a_battle_with_strengths_draw_and_result(self, chairs: Scenario) -> None:
        area, side = chairs.area_ids.index("aleppo-east"), chairs.side_ids.index("opposition")
        where = area * chairs.sides + side
        place = chairs.area_names[area]
        said = self.say(chairs, events.ATTACKED, "assad", where, 1, 3, 2)
        parts = "1 of its own there, 3 lent from next to it and 2 from the air"
        assert said == f"The Assad government attacked the opposition in {place} with 6: {parts}."
        lender = chairs.area_ids.index("aleppo-west")
        assert (
            self.say(chairs, events.LENT, "assad", lender, area, 3)
            == "West Aleppo lent 3 of its strength to the attack."
        )
        said = self.say(chairs, events.DEFENDED, "assad", where, 4, 0b11, 2)
        parts = "4 there, 1 for fortifications, 2 from the air and 1 less under siege"
        assert said == f"The opposition defended with 6: {parts}."
        said = self.say(chairs, events.BATTLE_FOUGHT, "assad", where, 6, 4, 1)
        assert said == "The draw was +1: attack 6, defence 4; the defender lost 2."

    def test_harm_in_plain_words(self, chairs: Scenario) -> None:
        area = chairs.area_ids.index("idlib")
        said = self.say(chairs, events.TOLL, "russia", area, 1, events.TOLL_AIR)
        assert said == "People came to harm in Idlib from the air (toll +1, laid to Russia)."

    def test_equal_shifts_are_told_together(self, table: Scenario) -> None:
        shifts = [Event(events.METER, EVERYBODY, seat, 0, 1, seat + 3, 0) for seat in range(3)]
        told = [text for _, text in story.sentences(Teller(table), shifts, NOBODY)]
        assert len(told) == 1
        assert told[0].startswith("The influence of the Upstream council (3)")

    def test_a_procedure_that_does_nothing_is_not_told(self, table: Scenario) -> None:
        idle = [Event(events.PROCEDURE, EVERYBODY, NOBODY, 0, 0, 0, 0)]
        idle.append(Event(events.TOLL_SETTLED, EVERYBODY, NOBODY, 0, 0, 0, 0))
        assert len(list(story.sentences(Teller(table), idle, NOBODY))) == 1

    def test_names_take_an_article_if_they_are_more_than_a_word(self) -> None:
        assert [with_article(name) for name in ("Russia", "Gulf states", "The guild")] == [
            "Russia",
            "the Gulf states",
            "the guild",
        ]
        assert (listed([]), listed(["a"]), listed("abc")) == ("nobody", "a", "a, b and c")

    def test_pledges_are_said_in_the_scenarios_words(self, chairs: Scenario) -> None:
        w = Words(chairs, texts(chairs, cards.load("empty-chairs")))
        said = [w.pledge(pledge) for pledge in range(len(chairs.pledges))]
        assert not any("{" in text for text in said)
        assert any("Western states" in text for text in said)


class TestAStory:
    def test_is_told_no_faster_than_it_is_read(self, played: Play, monkeypatch: pytest.MonkeyPatch) -> None:
        """So that a page of a long one comes as soon as one of a short one."""
        session: Session = played().session
        teller = Teller(session.table)
        told: list[Event] = []
        real = teller.sentence

        def sentence(event: Event, viewer: int) -> str:
            told.append(event)
            return real(event, viewer)

        monkeypatch.setattr(teller, "sentence", sentence)
        beats = story.beats(teller, session.told(NOBODY), NOBODY)
        next(beats)
        first = len(told)
        assert len(list(beats)) > 10
        assert first < len(told) / 10

    def test_begins_a_beat_with_each_revealed_card(self, played: Play) -> None:
        session: Session = played().session
        beats = [beat() for beat in story.beats(Teller(session.table), session.told(NOBODY), NOBODY)]
        cards_revealed = sum(event.kind == events.CARD_REVEALED for event in session.told(NOBODY))
        assert sum(any(" revealed " in line for line in beat) for beat in beats) == cards_revealed
        assert all(len(line) <= 80 for beat in beats for line in beat)
