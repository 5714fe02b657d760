"""The parts that bots are made of."""

from __future__ import annotations

import numpy as np
import pytest

import cards
from game.bots.bargain import EAGER, EXACTING, Bargain, Others, style_of
from game.bots.base import Bot, Clock, imagine
from game.bots.charts import chart_of
from game.bots.greedy import ENOUGH, GreedyBot
from game.bots.mcts import MctsBot
from game.bots.negotiator import NegotiatorBot
from game.bots.opponents import Opponents
from game.bots.persona import PersonaBot
from game.bots.prospects import LEAST_GAIN
from game.bots.texts import texts_of
from game.notation import parse
from rules import kernel
from rules.events import ADOPTED, ANSWER, CLAUSE, EVERYBODY, PROPOSAL, Event
from rules.observe import observe
from rules.prospects import Prospects
from rules.scenario import ACT_SUPPORT, CREDIBILITY, INFLUENCE, NOBODY, SUPPORT, Scenario
from rules.state import ORDERS, State
from rules.worth import best_points, points_of, satisfaction, worth


@pytest.fixture(scope="module")
def chairs() -> Scenario:
    return cards.table("empty-chairs", "full")


@pytest.fixture
def dealt(chairs: Scenario) -> State:
    s = kernel.start(chairs)
    while kernel.to_move(s) == kernel.CHANCE:
        kernel.step(chairs, s, kernel.chances(chairs, s)[0][0])
    return s


def points(table: Scenario, seat: int) -> list[list[float]]:
    return [[float(value) for value in row] for row in table.points[seat]]


class TestTexts:
    def test_worth_is_that_of_the_rulebook(self, chairs: Scenario) -> None:
        texts = [list(chairs.start_draft), [1, 2, 2, 2, 1, 2, 1, 2], [0] * chairs.issues]
        rows = np.array(texts, dtype=np.int8)
        for seat in range(chairs.seats):
            told = texts_of(chairs).worth(points(chairs, seat), rows)
            best = best_points(chairs, seat, NOBODY)
            assert told == pytest.approx([100 * points_of(chairs, seat, NOBODY, text) / best for text in texts])

    def test_reach_is_what_a_package_can_do_and_no_more(self, chairs: Scenario) -> None:
        rows, price = texts_of(chairs).reach(list(chairs.start_draft), 4)
        moved = np.abs(rows - np.array(chairs.start_draft, dtype=np.int8))
        assert ((moved > 0).sum(axis=1) <= chairs.numbers.clauses).all()
        assert (moved.sum(axis=1) == price).all()
        assert (int(price.min()), int(price.max())) == (1, 4)
        assert len({tuple(row) for row in rows.tolist()}) == len(rows)

    def test_nothing_on_the_frontier_is_beaten_for_all(self, chairs: Scenario) -> None:
        texts = texts_of(chairs)
        shares = texts.table_of([points(chairs, seat) for seat in range(chairs.seats)])
        rows = texts.frontier(shares)
        worths = texts.read(shares, rows)
        for row in worths.T:
            assert not (row + 1e-9 < worths.T).all(axis=1).any()


class TestProspects:
    def test_no_deal_and_satisfaction_are_those_of_the_rules(self, chairs: Scenario, dealt: State) -> None:
        prospects = Prospects(chairs)
        for seat in range(chairs.seats):
            agenda = dealt.agenda[seat]
            assert prospects.no_deal(dealt, seat, agenda) == pytest.approx(worth(chairs, dealt, seat).no_deal / 100)
            told = prospects.satisfaction(dealt, seat, agenda, 50.0)
            assert told == pytest.approx(satisfaction(chairs, dealt, seat), abs=0.51)


class TestOpponents:
    def test_what_a_seat_asks_for_tells_its_agenda(self, chairs: Scenario) -> None:
        opponents = Opponents(chairs, 0)
        west = chairs.seat_ids.index("west")
        text = parse(chairs, "text terror 1")
        for _ in range(4):
            opponents.hear(
                [
                    Event(PROPOSAL, EVERYBODY, west, NOBODY, 0, 0, 0),
                    Event(CLAUSE, EVERYBODY, west, text, 0, 0, 0),
                    Event(ADOPTED, EVERYBODY, west, 0, 0, 0, 0),
                ]
            )
        belief = opponents.belief(west)
        assert sum(belief.values()) == pytest.approx(1)
        assert max(belief, key=lambda agenda: belief[agenda]) == chairs.agenda_ids.index("isis-first")

    def test_a_break_at_a_small_loss_shows_a_short_patience(self, chairs: Scenario) -> None:
        opponents = Opponents(chairs, 0)
        gulf = chairs.seat_ids.index("gulf")
        before = opponents.patience[gulf]
        opponents.hear(
            [
                Event(PROPOSAL, EVERYBODY, 1, NOBODY, 0, 0, 0),
                Event(CLAUSE, EVERYBODY, 1, parse(chairs, "text access 2"), 0, 0, 0),
                Event(ANSWER, EVERYBODY, gulf, chairs.acts.break_silence, 0, 0, 0),
            ]
        )
        assert opponents.patience[gulf] < before


class TestData:
    def test_every_seat_of_the_default_scenario_has_a_style_and_a_chart(self, chairs: Scenario) -> None:
        generic = chart_of(cards.table("two-banks", "standard"), 0)
        for seat, name in enumerate(chairs.seat_ids):
            assert style_of(chairs.id, name).exponent > 0
            assert chart_of(chairs, seat).manner != generic.manner

    def test_every_rule_has_a_source_that_the_scenario_knows(self, chairs: Scenario) -> None:
        known = {source.id for source in cards.load("empty-chairs").sources} | {"invented"}
        for seat in range(chairs.seats):
            for rule in chart_of(chairs, seat).rules:
                assert rule.why
                assert rule.do or rule.never
                assert set(rule.source.split()) <= known, rule.name


class TestLeastGain:
    """No bot binds itself by a text for less, and one that sees a single step wants more."""

    @pytest.mark.parametrize("more", [-0.1, 0.1])
    def test_greedy_signs_for_more_than_that(
        self, chairs: Scenario, dealt: State, more: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bot = GreedyBot(chairs, 0, 1)
        monkeypatch.setattr(bot, "gain", lambda _board: ENOUGH + more)
        assert ENOUGH > LEAST_GAIN
        assert bot.sign(dealt) == (chairs.acts.sign if more > 0 else chairs.acts.refuse)

    def test_the_negotiator_never_signs_for_less(self, chairs: Scenario, dealt: State) -> None:
        bot = NegotiatorBot(chairs, 0, 1)
        for turn in range(1, chairs.numbers.turns + 1):
            dealt.turn = turn
            bot.look_at(dealt)
            assert bot.bargain(dealt).enough() >= LEAST_GAIN


class TestOthers:
    """What others are taken to do: the negotiator hopes they sign for any gain, mcts that they want as much as it."""

    @staticmethod
    def bargain(chairs: Scenario, dealt: State, others: Others) -> Bargain:
        bot = NegotiatorBot(chairs, 0, 1)
        bot.others = others
        dealt.present = (1 << chairs.seats) - 1
        bot.look_at(dealt)
        return bot.bargain(dealt)

    def test_who_wants_more_signs_less(self, chairs: Scenario, dealt: State) -> None:
        eager, exacting = (self.bargain(chairs, dealt, others) for others in (EAGER, EXACTING))
        rows = eager.texts.frontier(eager.shares)
        hoped, expected = eager.appraise(rows), exacting.appraise(rows)
        assert (expected.gains == hoped.gains).all()
        assert (expected.chance <= hoped.chance).all()
        assert (expected.chance < hoped.chance).any()

    def test_by_the_deadline_they_are_taken_to_want_what_this_bot_does(self, chairs: Scenario, dealt: State) -> None:
        dealt.turn = chairs.numbers.turns
        bargain = self.bargain(chairs, dealt, MctsBot(chairs, 0, 1).others)
        assert [bargain.margin(seat) for seat in range(3)] == [0, LEAST_GAIN, LEAST_GAIN]

    def test_who_has_broken_a_silence_is_taken_to_break_the_next(self, chairs: Scenario, dealt: State) -> None:
        dealt.influence = (9,) * chairs.seats
        odds = []
        for breaks in (0, 2):
            dealt.breaks = (0, breaks, *(0,) * (chairs.seats - 2))
            bargain = self.bargain(chairs, dealt, EXACTING)
            odds.append(bargain.odds(bargain.draft(), bargain.draft(), proposer=0)[:, 0])
        assert odds[1][1] == pytest.approx(odds[0][1] + 2 * EXACTING.by_price)
        assert list(odds[1][2:]) == list(odds[0][2:])


class TestAttendance:
    """§3.1: who may be rewarded for staying away weighs that against what a seat at the table promises."""

    @pytest.mark.parametrize(("seat", "worth"), [("hnc", 1 + 0.75 * 1.5), ("assad", 1 + 0.75 * 1.2)])
    def test_a_point_of_support_counts_in_the_standing_and_mostly_in_the_outlook(
        self, chairs: Scenario, seat: str, worth: float
    ) -> None:
        bot = NegotiatorBot(chairs, chairs.seat_ids.index(seat), 1)
        assert bot.worth_of_a_point(SUPPORT, NOBODY) == pytest.approx(worth)
        assert bot.worth_of_a_point(CREDIBILITY, NOBODY) == 1
        assert bot.worth_of_a_point(INFLUENCE, NOBODY) < 1

    @pytest.mark.parametrize(("more", "choice"), [(-0.1, "stay_away"), (0.1, "attend")])
    def test_the_negotiator_comes_for_more_than_the_reward(
        self, chairs: Scenario, dealt: State, more: float, choice: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bot = NegotiatorBot(chairs, 0, 1)
        dealt.present = (1 << chairs.seats) - 1
        bot.look_at(dealt)
        reward = bot.worth_of_a_point(SUPPORT, dealt.agenda[0])  # of the HNC: a point of support
        monkeypatch.setattr(bot, "stake", lambda _board: reward + more)
        assert bot.attend(dealt) == getattr(chairs.acts, choice)


class TestPersona:
    """Russia's chart squeezes Aleppo from turn 2 on: whatever it pledged only while fewer eyes than all are on it."""

    @pytest.mark.parametrize(("pledged", "attention", "flies"), [(False, 10, True), (True, 9, True), (True, 10, False)])
    def test_a_chart_breaks_a_pledge_only_where_it_says_so(
        self, chairs: Scenario, dealt: State, attention: int, *, pledged: bool, flies: bool
    ) -> None:
        russia, area = chairs.seat_ids.index("russia"), chairs.area_ids.index("aleppo-east")
        rules = enumerate(chairs.pledges)
        pledge = next(i for i, rule in rules if (rule.seat, rule.act, rule.target) == (russia, ACT_SUPPORT, area))
        dealt.turn, dealt.phase, dealt.seat, dealt.attention = 3, ORDERS, russia, attention
        dealt.ledger = ((pledge, 1, 1, 4, 0),) if pledged else ()
        order = parse(chairs, "order support aleppo-east government")
        bot = PersonaBot(chairs, russia, 1)
        assert order in kernel.legal(chairs, dealt)
        bot.decide(observe(chairs, dealt, russia), [order, chairs.acts.hold])
        named = any("aleppo-east" in reason for reason in bot.reasons)
        assert named is flies


class TestWorlds:
    def test_worlds_are_what_the_observation_allows_and_their_dice_are_spread(
        self, chairs: Scenario, dealt: State
    ) -> None:
        bot: Bot = GreedyBot(chairs, dealt.seat, 4)
        seen = observe(chairs, dealt, dealt.seat)
        worlds = imagine(chairs, seen, bot, 4)
        assert all(observe(chairs, world.state, dealt.seat).key() == seen.key() for world in worlds)
        assert sorted(int(4 * world.dice[0]) for world in worlds) == [0, 1, 2, 3]

    def test_a_clock_runs_out(self) -> None:
        assert Clock(-1).out()
        assert not Clock(60).out()
