"""From what is written to the tables: numbers, names, programs; and everything that does not fit together."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

import cards
from cards import ScenarioError, compile_scenario
from cards.tables import AGENDA_FACTOR, WAR_SCALE
from rules import instructions as op
from rules import scenario as to
from rules.instructions import NO_SEAT, Condition, Step
from rules.instructions import Test as AreaTest
from rules.opening import opening
from rules.scenario import NOBODY, Numbers, Scenario, Term, Use
from rules.worth import no_deal, quantity
from tests.cards.small import Small

ROOT = Path(__file__).parents[2]
NORTH, HILL, SOUTH, ABROAD = range(4)
RED, BLUE, ALLY = range(3)
REDS, BLUES, WOLVES = range(3)
OPEN_AREAS = 0b0111  # all but the closed one
EVERYWHERE = (AreaTest(op.WHERE_IS, mask=OPEN_AREAS),)


def unlimited(step: Step) -> Step:
    """The step with limits that never bind."""
    return replace(step, low=-(10**6), high=10**6)


def program(small: Small, effects: str, *, requires: str | None = None) -> tuple[Step, ...]:
    """The program of the card red-two with these effects."""
    table = small.effects(effects, requires=requires).table()
    return table.programs[table.cards[1].program]


def condition(small: Small, written: str) -> Condition:
    """The condition that red-two requires."""
    table = small.effects('{ compel = "blue" },', requires=written).table()
    found = table.cards[1].requires
    assert found is not None
    return found


class TestTables:
    @pytest.fixture
    def table(self, small: Small) -> Scenario:
        return small.table()

    def test_sides_and_seats(self, table: Scenario) -> None:
        assert table.seat_ids == ("red", "blue", "ally")
        assert table.turn_orders == ((0, 1, 2), (1, 2, 0), (2, 0, 1))
        assert tuple(table.side_of) == (REDS, BLUES, REDS)
        assert table.commands == (True, True, False)
        assert table.commander == (RED, BLUE, NOBODY)
        assert table.backers == (1 << ALLY, 0, 0)
        assert table.required == 1 << RED | 1 << BLUE
        assert table.attendance == 0b111
        assert table.struck_side == WOLVES
        assert table.hostile == ((False, True, True), (True, False, False), (True, False, False))
        assert table.conquest == (1 << SOUTH, 0, 0)

    def test_orders_hands_and_meters(self, table: Scenario) -> None:
        assert [to.ORDER_IDS[at] for at, may in enumerate(table.orders[RED]) if may] == ["assault", "fortify", "strike"]
        assert table.order_count == (2, 1, 1)
        assert table.opening_hand == (0b1, 0, 0)
        assert table.start_meters == ((4, 3, 6), (6, 5, 5), (5, 5, 5))
        assert table.staying_away[RED] == to.StayingAway(to.SUPPORT, 1, first_only=True, at_most=2)
        assert table.staying_away[BLUE] is None
        assert table.first_card == (0, 2, 3, 4)

    def test_map(self, table: Scenario) -> None:
        assert table.neighbours == ((HILL,), (NORTH, SOUTH), (HILL, ABROAD), (SOUTH,))
        assert table.neighbour_masks == (0b0010, 0b0101, 0b1010, 0b0100)
        assert table.open_areas == 1 << NORTH | 1 << ABROAD
        assert table.closed_areas == 1 << ABROAD
        assert table.start_strength == (5, 0, 0, 2, 2, 0, 0, 4, 1, 0, 0, 0)
        assert table.start_holder == (REDS, BLUES, BLUES, NOBODY)

    def test_issues_and_red_lines(self, table: Scenario) -> None:
        assert table.start_draft == (1, 0, 2)
        assert table.fixed == 0
        assert table.accepted == ((0b011, 0b11, 0b111), (0b110, 0b11, 0b011), (0b111, 0b11, 0b111))
        assert table.points[RED] == ((10, 5, 0), (3, 6), (0, 1, 2))

    def test_tracks(self, table: Scenario) -> None:
        assert (table.toll_max, table.start_toll, table.start_attention) == (20, 1, 5)
        assert (table.track_ids, table.start_tracks, table.track_low, table.track_high) == (
            ("stores",),
            (3,),
            (0,),
            (6,),
        )

    def test_uses_are_those_that_somebody_has(self, table: Scenario) -> None:
        assert table.uses[:2] == (Use(to.USE_EVENT), Use(to.USE_CAPITAL))
        named = [[(use.kind, use.a, use.b) for use in map(table.uses.__getitem__, own[2:])] for own in table.uses_of]
        condemn = to.USE_CONDEMN
        assert named[RED] == [(condemn, BLUE, NOBODY), (condemn, ALLY, NOBODY), (to.USE_RALLY, NOBODY, NOBODY)]
        assert named[BLUE] == [(condemn, RED, NOBODY), (condemn, ALLY, NOBODY)]
        assert named[ALLY] == [
            (to.USE_SANCTION, RED, NOBODY),
            (to.USE_SANCTION, BLUE, NOBODY),
            *((to.USE_RELIEF, area, NOBODY) for area in (NORTH, HILL, SOUTH)),
            (to.USE_LEAN, RED, 0),
        ]

    def test_pledges_are_by_seat_then_kind_then_target(self, table: Scenario) -> None:
        found = [(pledge.seat, table.pledge_kind_ids[pledge.kind], pledge.target) for pledge in table.pledges]
        assert found == [
            *((RED, "truce", area) for area in (NORTH, HILL, SOUTH)),
            (RED, "let-in", SOUTH),
            (RED, "attend", NOBODY),
            *((BLUE, "truce", area) for area in (NORTH, HILL, SOUTH)),
            (BLUE, "attend", NOBODY),
            (ALLY, "no-sanction", RED),
            (ALLY, "no-sanction", BLUE),
            (ALLY, "attend", NOBODY),
        ]
        assert [pledge.lets_aid_in for pledge in table.pledges].count(True) == 1
        assert table.pledges_of == ((0, 1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11))
        # First of no target, then of each area or seat
        assert table.forbidding[RED][to.ACT_HOSTILE_ASSAULT] == ((), (0,), (1,), (2,), ())
        assert table.forbidding[ALLY][to.ACT_SANCTION] == ((), (9,), (10,), (), ())
        assert table.forbidding[BLUE][to.ACT_ABSENCE] == ((8,),) * 5
        assert list(table.makers) == [pledge.seat for pledge in table.pledges]
        assert table.aid_pledges == tuple((3,) if area == SOUTH else () for area in range(table.areas))

    def test_headlines(self, table: Scenario) -> None:
        assert table.schedule == ((0,), (), (1, 2), (), (), ())
        assert table.headline_deck == 0b1000
        snow = table.headlines[2]
        assert (snow.incident, snow.issue, snow.low, snow.high) == (True, 2, 1, 10**6)
        assert not table.headlines[0].incident

    def test_the_teachers_pick_is_one_of_those_offered(self, small: Small) -> None:
        text = small.load()
        picked = compile_scenario(text, "full", {3: "snow"})
        assert picked.schedule[2] == (2,)
        assert picked.headline_deck == 0b1000
        assert picked.hash == compile_scenario(text).hash
        with pytest.raises(ScenarioError, match='no headline "wind" for turn 3: it offers sun, snow'):
            compile_scenario(text, "full", {3: "wind"})
        with pytest.raises(ScenarioError, match="it leaves nothing to pick in that turn"):
            compile_scenario(text, "full", {9: "wind"})


class TestSizes:
    def test_a_size_is_a_scenario_of_its_own(self, small: Small) -> None:
        table = small.table("short")
        assert (table.size, table.numbers.turns, table.numbers.hand) == ("short", 3, 3)
        assert table.toll_max == 12
        assert table.order_count == (1, 1, 1)
        assert table.staying_away == (None, None, None)
        assert table.start_draft == (1, 1, 1)
        assert table.fixed == 0b010
        assert [[to.ORDER_IDS[at] for at, may in enumerate(row) if may] for row in table.orders] == [
            ["assault"],
            ["assault"],
            ["arm"],
        ]
        assert {table.pledge_kind_ids[pledge.kind] for pledge in table.pledges} == {"attend"}
        assert [use.kind for use in table.uses] == [to.USE_EVENT, to.USE_CAPITAL, to.USE_RALLY, to.USE_LEAN]

    def test_the_long_war_is_scaled_to_the_length_half_away_from_zero(self, small: Small) -> None:
        assert small.table().outlooks[RED].terms[-1].weight == -387  # -290 x 8 / 6
        assert small.table("short").outlooks[RED].terms[-1].weight == -773  # -290 x 8 / 3
        small.change("scenario.toml", "weight = -2.9", "weight = 0.03").change(
            "scenario.toml", "turns = 6", "turns = 16"
        )
        assert small.table().outlooks[RED].terms[-1].weight == 2  # 3 x 8 / 16 = 1.5

    def test_an_agenda_of_fixed_issues_and_nothing_else_is_not_dealt(self, small: Small) -> None:
        assert small.table().agendas_of == ((0, 1), (), ())
        assert small.table("short").agendas_of == ((1,), (), ())

    def test_a_size_may_deal_no_agendas_and_no_hands(self, small: Small) -> None:
        small.change("scenario.toml", "turns = 3 }", "turns = 3, hand = 0 }\nagendas = false")
        table = small.table("short")
        assert table.agendas_of == ((), (), ())
        assert table.opening_hand == (0, 0, 0)

    def test_a_size_may_start_a_no_deal_value_elsewhere(self, small: Small) -> None:
        small.change("scenario.toml", "toll_max = 12\n", "toll_max = 12\nno_deal = { blue = 47.5 }\n")
        for size, n in (("full", 4500), ("short", 4750)):
            table = small.table(size)
            start = opening(table)
            assert no_deal(table, start, BLUE, public=True) == n
            assert no_deal(table, start, RED, public=True) == 5000

    def test_a_size_starts_no_value_of_a_seat_that_is_not_there(self, small: Small) -> None:
        small.change("scenario.toml", "toll_max = 12\n", "toll_max = 12\nno_deal = { blew = 47.5 }\n")
        assert small.complaint() == ('small/scenario.toml:231: size "short": unknown seat "blew"; did you mean "blue"?')

    def test_an_unknown_size(self, small: Small) -> None:
        with pytest.raises(
            ScenarioError, match=r'^small/scenario\.toml: it has no size "shorts"; did you mean "short"\?$'
        ):
            small.table("shorts")

    def test_numbers_have_the_defaults_of_the_rules(self, small: Small) -> None:
        table = small.table()
        own = {
            "turns": 6,
            "hand": 3,
            "verification_issue": 2,
            "verification_odds": (0, 20, 40),
            "access_issue": 1,
            "access_low": 1,
        }
        for field in fields(Numbers):
            assert getattr(table.numbers, field.name) == own.get(field.name, getattr(Numbers(), field.name)), field.name

    def test_the_manual_shows_those_defaults(self) -> None:
        manual = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")
        block = re.search(r"\[numbers\][^\n]*\n(.*?)\n\n", manual, re.DOTALL)
        assert block is not None
        shown = tomllib.loads(block[1])
        assert shown.pop("agenda_factor") == list(AGENDA_FACTOR)
        assert shown.pop("war_scale") == WAR_SCALE
        for key in ("verification", "access", "attendance"):
            shown.pop(key)
        for key, value in shown.items():
            default = getattr(Numbers(), key)
            assert (list(default) if isinstance(default, tuple) else default) == value, key
        assert len(shown) == len(fields(Numbers)) - 4


class TestWorth:  # §8
    def test_terms(self, small: Small) -> None:
        table = small.table()
        terms = table.outlooks[RED].terms
        assert [(term.weight, term.kind, term.a, term.b, term.mask) for term in terms] == [
            (150, to.COUNT_AREAS, REDS, 0, 0b1111),
            (25, to.COUNT_AREAS, REDS, 0, 1 << NORTH),
            (-50, to.COUNT_WEAK_AREAS, REDS, 4, 0),
            (-100, to.COUNT_STRENGTH, WOLVES, BLUES, 0),
            (100, to.COUNT_METER, to.SUPPORT, RED, 0),
            (-10, to.COUNT_TRACK, op.TOLL, 0, 0),
            (-15, to.COUNT_ORDERS, table.watched_orders.index((RED, to.STRIKE)), 0, 0),
            (-387, to.COUNT_WAR, 0, 0, 0),
        ]
        assert table.outlooks[ALLY].terms == (Term(50, to.COUNT_METER, to.SUPPORT, RED, label="support of the reds"),)

    @pytest.mark.parametrize("size", ["full", "short"])
    def test_n_begins_at_the_start_value(self, small: Small, size: str) -> None:
        table = small.table(size)
        start = opening(table)
        assert [no_deal(table, start, seat, public=True) for seat in range(3)] == [5000, 4500, 4050]
        start.agenda = (1, NOBODY, NOBODY)
        assert no_deal(table, start, RED) == 5000

    def test_agendas(self, small: Small) -> None:
        table = small.table()
        assert table.agendas[0].points == ((20, 10, 0), (9, 18), (0, 2, 4))
        assert table.agendas[1].points == ((30, 15, 0), (9, 18), (0, 2, 4))
        own = table.agendas[1].outlook
        assert own.constant == -50 * quantity(table, opening(table), own.terms[0])


class TestPrograms:
    def test_shifts(self, small: Small) -> None:
        assert program(
            small,
            """
  { shift = "influence", of = ["ally", "blue"], by = -2, at_least = 1 },
  { shift = "credibility", of = "others", by = -1, at_least = 3 },
  { shift = "attention", by = 1 },
  { shift = "stores", by = -2 },
  { shift = "toll", by = -1, area = "hill" },
  { strength = "wolves", by = -2, area = "south" },
  { draft = "land", by = -1 },
  { draft = "court", toward = 1 },
""",
        ) == (
            Step(op.STEP_METER, a=to.INFLUENCE, who=(ALLY, BLUE), by=-2, low=1, high=10**6),
            Step(op.STEP_METER, a=to.CREDIBILITY, who=(op.WHO_OTHERS,), by=-1, low=3, high=10**6),
            unlimited(Step(op.STEP_TRACK, a=op.ATTENTION, by=1)),
            unlimited(Step(op.STEP_TRACK, a=0, by=-2)),
            Step(op.STEP_TOLL, area=HILL, by=-1),
            unlimited(Step(op.STEP_STRENGTH, a=WOLVES, area=SOUTH, by=-2)),
            Step(op.STEP_DRAFT, a=0, by=-1),
            Step(op.STEP_DRAFT_TOWARD, a=2, b=1),
        )

    def test_seats_cards_and_pledges(self, small: Small) -> None:
        assert program(
            small,
            """
  { bar = "blue" }, { compel = "self" },
  { end_pledges = "all" }, { end_pledges = "truce", by = "blue" },
  { end_pledges = "let-in", between = ["red", "ally"] },
  { draw = 2, by = "all" }, { discard = 1, by = "red" }, { discard = 2, by = "blue" },
  { look = "hand", of = "blue" }, { look = "agenda", of = "ally" },
""",
        ) == (
            Step(op.STEP_BAR, who=(BLUE,)),
            Step(op.STEP_COMPEL, who=(op.WHO_SELF,)),
            Step(op.STEP_END_PLEDGES, a=NOBODY),
            Step(op.STEP_END_PLEDGES, a=0, who=(BLUE,)),
            Step(op.STEP_END_PLEDGES, a=1, who=(RED, ALLY)),
            Step(op.STEP_DRAW, by=2, who=(op.WHO_ALL,)),
            Step(op.STEP_DISCARD, by=1, who=(op.WHO_SELF,)),
            Step(op.STEP_DISCARD, by=2, who=(BLUE,)),
            Step(op.STEP_LOOK_HAND, who=(BLUE,)),
            Step(op.STEP_LOOK_AGENDA, who=(ALLY,)),
        )

    def test_if_jumps_over_what_does_not_hold(self, small: Small) -> None:
        steps = program(
            small,
            '{ if = { agreement = true }, then = [{ bar = "blue" }, { bar = "ally" }], else = [{ compel = "blue" }] },'
            '{ if = { agreement = false }, then = [{ compel = "ally" }] },',
        )
        assert [(step.op, step.jump) for step in steps] == [
            (op.STEP_UNLESS, 4),
            (op.STEP_BAR, 0),
            (op.STEP_BAR, 0),
            (op.STEP_JUMP, 5),
            (op.STEP_COMPEL, 0),
            (op.STEP_UNLESS, 7),
            (op.STEP_COMPEL, 0),
        ]
        assert steps[0].condition == Condition(op.IF_AGREEMENT, a=1)

    def test_repeat_is_unrolled(self, small: Small) -> None:
        steps = program(small, '{ repeat = 3, do = [{ shift = "attention", by = 1 }] },')
        assert steps == (unlimited(Step(op.STEP_TRACK, a=op.ATTENTION, by=1)),) * 3

    def test_loops_nest_in_registers(self, small: Small) -> None:
        steps = program(
            small,
            """
  { each = "area", where = { held_by = "blues" }, do = [
    { find = "area", least = "total", where = { next_to = "here" }, do = [
      { strength = "reds", by = 1, area = "here" },
      { strength = "reds", by = -1, area = "there" },
      { shift = "support", of = "besiegers", by = -1 },
    ] },
  ] },
""",
        )
        closed = AreaTest(op.WHERE_IS, mask=OPEN_AREAS)
        assert steps == (
            Step(op.STEP_CLEAR, a=0),
            Step(op.STEP_EACH, a=0, jump=7, where=(closed, AreaTest(op.WHERE_HELD_BY, a=BLUES))),
            Step(op.STEP_FIND, a=1, b=op.FIND_LEAST_TOTAL, jump=6, where=(closed, AreaTest(op.WHERE_NEXT_TO, a=-1))),
            unlimited(Step(op.STEP_STRENGTH, a=REDS, area=-2, by=1)),
            unlimited(Step(op.STEP_STRENGTH, a=REDS, area=-1, by=-1)),
            unlimited(Step(op.STEP_METER, a=to.SUPPORT, b=1, who=(op.WHO_BESIEGERS,), by=-1)),
            Step(op.STEP_JUMP, jump=1),
        )

    @pytest.mark.parametrize(
        ("measure", "b", "c"),
        [
            ('most = "wolves"', op.FIND_MOST, WOLVES),
            ('least = "blues"', op.FIND_LEAST, BLUES),
            ('least = "total"', op.FIND_LEAST_TOTAL, 0),
            ('least_surplus = "blues"', op.FIND_LEAST_SURPLUS, BLUES),
        ],
    )
    def test_find(self, small: Small, measure: str, b: int, c: int) -> None:
        head, body = program(
            small, f'{{ find = "area", {measure}, do = [{{ shift = "toll", by = -1, area = "here" }}] }},'
        )
        assert head == Step(op.STEP_FIND, a=0, b=b, c=c, jump=2, where=EVERYWHERE)
        assert body == Step(op.STEP_TOLL, area=-1, by=-1)

    def test_choices(self, small: Small) -> None:
        steps = program(
            small,
            """
  { choose = "area", do = [{ shift = "toll", by = -1, area = "here" }] },
  { choose = "seat", do = [{ shift = "support", of = "chosen", by = 1 }] },
  { choose = "seat", where = ["ally", "red"], do = [{ choose = "area", do = [{ bar = "chosen" }] }] },
  { choose = "issue", where = ["court", "land"], do = [
    { draft = "chosen", by = 1 }, { draft = "chosen", toward = 0 },
  ] },
  { random = "area", where = { is = ["hill", "abroad"] }, do = [{ shift = "toll", by = -1, area = "here" }] },
""",
        )
        assert steps == (
            Step(op.STEP_CHOOSE, b=op.CHOOSE_AREA, jump=2, where=EVERYWHERE),
            Step(op.STEP_TOLL, area=-1, by=-1),
            Step(op.STEP_CHOOSE, b=op.CHOOSE_SEAT, jump=4, options=(BLUE, ALLY)),
            unlimited(Step(op.STEP_METER, a=to.SUPPORT, who=(op.WHO_REGISTER,), by=1)),
            Step(op.STEP_CHOOSE, b=op.CHOOSE_SEAT, jump=7, options=(RED, ALLY)),
            Step(op.STEP_CHOOSE, a=1, b=op.CHOOSE_AREA, jump=7, where=EVERYWHERE),
            Step(op.STEP_BAR, who=(op.WHO_REGISTER,)),
            Step(op.STEP_CHOOSE, b=op.CHOOSE_ISSUE, jump=10, options=(0, 2)),
            Step(op.STEP_DRAFT, a=-1, by=1),
            Step(op.STEP_DRAFT_TOWARD, a=-1, b=0),
            Step(op.STEP_RANDOM, jump=12, where=(AreaTest(op.WHERE_IS, mask=1 << HILL | 1 << ABROAD),)),
            Step(op.STEP_TOLL, area=-1, by=-1),
        )

    def test_an_issue_that_the_size_fixes_is_no_choice(self, small: Small) -> None:
        small.effects('{ choose = "issue", do = [{ draft = "chosen", by = 1 }] },')
        full, short = small.table(), small.table("short")
        assert full.programs[full.cards[1].program][0].options == (0, 1, 2)
        assert short.programs[short.cards[1].program][0].options == (0, 2)

    def test_standing(self, small: Small) -> None:
        table = small.effects(
            '{ standing = { when = "signature", if = { signatory = "self" }, '
            'do = [{ shift = "credibility", of = "self", by = -2 }], until = "end-of-next-turn", once = true } },'
        ).table()
        assert table.programs[table.cards[1].program] == (Step(op.STEP_STANDING, a=0),)
        (standing,) = table.standings
        assert (standing.when, standing.lasts, standing.once) == (op.WHEN_SIGNATURE, op.LASTS_NEXT_TURN, True)
        assert standing.condition == Condition(op.IF_SIGNATORY, a=op.WHO_SELF)
        assert table.programs[standing.program][0].by == -2

    def test_procedures_begin_with_their_condition(self, small: Small) -> None:
        table = small.table()
        (pack,) = table.procedures
        steps = table.programs[pack]
        assert [(step.op, step.jump) for step in steps] == [
            (op.STEP_UNLESS, 3),
            (op.STEP_FIND, 3),
            (op.STEP_STRENGTH, 0),
        ]
        assert steps[2].high == 6
        assert len(table.home_fronts) == 1

    def test_cards(self, small: Small) -> None:
        table = small.table()
        assert [(card.seat, card.value, card.once, card.discards) for card in table.cards] == [
            (RED, 2, False, False),
            (RED, 1, True, False),
            (BLUE, 3, False, True),
            (ALLY, 1, False, False),
        ]
        assert table.cards[1].requires == Condition(op.IF_PRESENT, a=BLUE)


class TestConditions:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ('{ absent = "self" }', Condition(op.IF_ABSENT, a=op.WHO_SELF)),
            ("{ agreement = false }", Condition(op.IF_AGREEMENT, a=0)),
            ('{ signatory = "ally" }', Condition(op.IF_SIGNATORY, a=ALLY)),
            ('{ draft = "land", below = 2 }', Condition(op.IF_DRAFT, a=0, low=-(10**6), high=1)),
            ('{ draft = "court", is = 1 }', Condition(op.IF_DRAFT, a=2, low=1, high=1)),
            (
                '{ meter = "support", of = "blue", at_most = 5 }',
                Condition(op.IF_METER, a=to.SUPPORT, b=BLUE, low=-(10**6), high=5),
            ),
            (
                '{ track = "attention", at_least = 6 }',
                Condition(op.IF_TRACK, a=op.ATTENTION, low=6, high=10**6),
            ),
            ('{ track = "toll", at_least = 6, below = 9 }', Condition(op.IF_TRACK, a=op.TOLL, low=6, high=8)),
            ('{ track = "stores", is = 2 }', Condition(op.IF_TRACK, a=0, low=2, high=2)),
            ('{ turn = "odd" }', Condition(op.IF_TURN, turns=(-1,))),
            ('{ turn = "even" }', Condition(op.IF_TURN, turns=(0,))),
            ("{ turn = [6, 3] }", Condition(op.IF_TURN, turns=(3, 6))),
            ('{ owes = "blue" }', Condition(op.IF_OWES, a=BLUE, b=NO_SEAT, c=NOBODY)),
            ('{ owes = "blue", to = "self", pledge = "truce" }', Condition(op.IF_OWES, a=BLUE, b=op.WHO_SELF, c=0)),
            ('{ kept = "let-in", by = "red" }', Condition(op.IF_KEPT, a=RED, c=1)),
            ('{ hostile = "blue" }', Condition(op.IF_HOSTILE, a=BLUE)),
            ('{ holds = "reds", area = "hill" }', Condition(op.IF_HOLDS, a=REDS, b=HILL)),
            ('{ cards = "blue", at_least = 1 }', Condition(op.IF_CARDS, a=BLUE, low=1, high=10**6)),
            ('{ agenda = "thirst" }', Condition(op.IF_AGENDA, a=0)),
            ("{ not = { agreement = true } }", Condition(op.IF_NOT, parts=(Condition(op.IF_AGREEMENT, a=1),))),
            (
                '{ any = [{ agreement = true }, { present = "blue" }] }',
                Condition(op.IF_ANY, parts=(Condition(op.IF_AGREEMENT, a=1), Condition(op.IF_PRESENT, a=BLUE))),
            ),
            ("{ all = [{ agreement = true }] }", Condition(op.IF_ALL, parts=(Condition(op.IF_AGREEMENT, a=1),))),
            (
                '{ count = { tag = "core" }, at_least = 1 }',
                Condition(op.IF_SOME, low=1, high=10**6, where=(AreaTest(op.WHERE_IS, mask=1 << NORTH),)),
            ),
        ],
    )
    def test_conditions(self, small: Small, written: str, expected: Condition) -> None:
        assert condition(small, written) == expected

    def test_orders_that_are_asked_for_are_watched(self, small: Small) -> None:
        found = condition(small, '{ ordered = "arm", by = "ally", within = 3 }')
        table = small.table()
        assert table.watched_orders[found.a] == (ALLY, to.ARM)
        assert found.b == 3

    def test_every_test_of_a_filter(self, small: Small) -> None:
        found = condition(
            small,
            '{ some = { held_by = "blues", has = "wolves", lacks = "reds", near = "reds", spared = "wolves", '
            'fought_without = "wolves", strength = { side = "blues", at_most = 2 }, besieged = true, aid = false, '
            'open = false, not_tag = "core", next_to = "hill" } }',
        )
        assert found.where == (
            AreaTest(op.WHERE_IS, mask=1 << HILL | 1 << SOUTH),
            AreaTest(op.WHERE_HELD_BY, a=BLUES),
            AreaTest(op.WHERE_HAS, a=WOLVES),
            AreaTest(op.WHERE_LACKS, a=REDS),
            AreaTest(op.WHERE_NEAR, a=REDS),
            AreaTest(op.WHERE_SPARED, a=WOLVES),
            AreaTest(op.WHERE_FOUGHT_WITHOUT, a=WOLVES),
            AreaTest(op.WHERE_STRENGTH, a=BLUES, low=-(10**6), high=2),
            AreaTest(op.WHERE_BESIEGED, a=1),
            AreaTest(op.WHERE_AID, a=0),
            AreaTest(op.WHERE_NEXT_TO, a=HILL),
        )


@pytest.mark.parametrize("name", cards.available())
class TestShipped:
    def test_every_size_compiles(self, name: str) -> None:
        for size in cards.load(name).scenario.size:
            table = cards.table(name, size.id)
            assert table.id == name
            assert len(table.schedule) == table.numbers.turns
            start = opening(table)
            for seat, written in enumerate(cards.load(name).scenario.seat):
                begins = size.no_deal.get(written.id, written.no_deal.start)
                assert no_deal(table, start, seat, public=True) == begins * 100

    def test_jumps_stay_inside_their_program(self, name: str) -> None:
        for steps in cards.table(name).programs:
            for at, step in enumerate(steps):
                assert 0 <= step.jump <= len(steps)
                if step.op == op.STEP_JUMP:
                    assert step.jump != at

    def test_a_second_call_is_the_same_table(self, name: str) -> None:
        assert cards.table(name) is cards.table(name)
