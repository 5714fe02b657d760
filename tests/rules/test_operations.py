"""Operations: battles, air power, steps (§6)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import events as ev
from rules import kernel
from rules.actions import ORDER_ASSAULT
from rules.board import survey_map
from rules.orders import order_actions
from rules.scenario import NOBODY, Scenario
from rules.state import State
from rules.tuples import put
from tests.rules.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Empty Chairs; strengths are laid by the tests."""
    return Desk("empty-chairs", "full")


# The table of §6 step 4, as it is printed
LOSSES = {
    **dict.fromkeys(range(3, 30), (0, 2)),
    2: (0, 1),
    1: (0, 1),
    0: (1, 1),
    -1: (1, 0),
    -2: (1, 0),
    **dict.fromkeys(range(-30, -2), (2, 0)),
}


class Battle:
    """§6 step 4 worked out a second time, from the rulebook and not from the engine."""

    def __init__(self, table: Scenario, s: State, area: int, side: int, target: int) -> None:
        self.table, self.side, self.target, self.area = table, side, target, area
        self.force = {
            (at, one): s.strength[at * table.sides + one] for at in range(table.areas) for one in range(table.sides)
        }
        lenders = [near for near in table.neighbours[area] if s.holder[near] == side and self.force[near, side]]
        self.lender = max(lenders, key=lambda near: (self.force[near, side], -near), default=NOBODY)
        lent = self.force[self.lender, side] // 2 if lenders else 0
        self.attack = self.force[area, side] + lent + 2 * s.air.count(area * table.sides + side)
        held = s.holder[area] == target
        self.defence = (
            self.force[area, target]
            + (area * table.sides + target in s.fortified)
            + 2 * s.air.count(area * table.sides + target)
            + table.terrain[area]
            - bool(held and s.besieged >> area & 1)
        )
        self.outside = self.force[area, side] == 0

    def fight(self, draw: int) -> dict[tuple[int, int], int]:
        margin = self.attack - self.defence + draw
        attackers, defenders = LOSSES[margin]
        force = dict(self.force)
        force[self.area, self.target] = max(force[self.area, self.target] - defenders, 0)
        here = min(attackers, force[self.area, self.side])
        force[self.area, self.side] -= here
        if attackers > here and self.lender != NOBODY:
            force[self.lender, self.side] = max(force[self.lender, self.side] - (attackers - here), 0)
        if margin >= 1 and self.outside:
            force[self.lender, self.side] -= 1
            force[self.area, self.side] += 1
        return force


class TestAssault:  # §6 step 4
    @given(seed=st.integers(0, 10**6), draw=st.sampled_from((-1, 0, 1)))
    def test_every_battle_goes_as_the_rulebook_says(self, seed: int, draw: int) -> None:
        desk = Desk("empty-chairs", "full")
        table, s, rng = desk.table, desk.state, random.Random(seed)
        s.strength = [rng.choice((0, 0, 1, 2, 3, 5, 8, 9)) for _ in s.strength]
        for area in range(table.areas):
            here = s.strength[area * table.sides : (area + 1) * table.sides]
            strongest = [side for side in range(table.sides) if here[side] == max(here)]
            holder = strongest[0] if len(strongest) == 1 else rng.randrange(table.sides)
            s.holder = put(s.holder, area, holder)
        survey_map(table, s)
        seat = desk.seat(rng.choice(("hnc", "assad")))
        assaults = [a for a in order_actions(table, s, seat) if table.acts.verb[a] == ORDER_ASSAULT]
        if not assaults:
            return
        action = rng.choice(assaults)
        area, target = table.acts.a[action], table.acts.b[action]
        s.orders[seat] = (action,)
        for line, who in (("fortify", "hnc"), ("support", "russia")):
            if rng.random() < 0.5 and (desk.seat(who) != seat):
                kind = {"fortify": table.acts.fortify[area], "support": table.acts.support[area][0]}[line]
                if kind in order_actions(table, s, desk.seat(who)):
                    s.orders[desk.seat(who)] = (kind,)
        desk.operate()
        while not any(line.startswith("battle") for line in desk.legal()):
            desk.play(desk.legal()[0])
        battle = Battle(table, s, area, table.side_of[seat], target)
        first = table.acts.battle[seat][area][target]
        desk.play(desk.legal()[draw + 1])
        assert first + draw + 1 in range(first, first + 3)
        told = desk.told("battle-fought")[0]
        assert (told.b, told.c, told.d) == (battle.attack, battle.defence, draw)
        # What follows in the same breath (sieges, the non-players' turn) moves strengths too: hear the battle alone
        force = dict(battle.force)
        for event in desk.events:
            if event.kind in (ev.SIEGE_BIT, ev.PROCEDURE, ev.INSPECTED):
                break
            if event.kind == ev.STRENGTH:
                force[event.a, event.b] += event.c
        assert force == battle.fight(draw)

    @pytest.mark.parametrize(
        ("attackers", "defenders", "draw", "left"),
        [
            (6, 3, 0, (6, 1)),  # 3: the defender loses 2
            (6, 4, 0, (6, 3)),  # 2: the defender loses 1
            (5, 4, 0, (5, 3)),  # 1
            (4, 4, 0, (3, 3)),  # 0: both lose 1
            (3, 4, 0, (2, 4)),  # -1: the attacker loses 1
            (3, 5, 0, (2, 5)),  # -2
            (3, 6, 0, (1, 6)),  # -3: the attacker loses 2
            (5, 3, 1, (5, 1)),  # the draw tips it
            (4, 6, -1, (2, 6)),
        ],
    )
    def test_losses(self, desk: Desk, attackers: int, defenders: int, draw: int, left: tuple[int, int]) -> None:
        for near in ("aleppo-country", "coast", "hama"):
            desk.force(near)
        desk.force("idlib", government=attackers, opposition=defenders)
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        desk.play(f"battle assad idlib opposition {draw:+d}".replace("+0", "0"))
        assert (desk.strength("idlib", "government"), desk.strength("idlib", "opposition")) == left

    def test_when_both_fall_the_old_holder_keeps_the_place(self) -> None:
        desk = Desk("two-banks", "standard")  # where no recruits come afterwards
        desk.force("weir")
        desk.force("island", uplanders=1, lowlanders=1)
        desk.order("upstream", "assault island lowlanders")
        desk.operate()
        desk.play("battle upstream island lowlanders 0")
        assert (desk.strength("island", "uplanders"), desk.strength("island", "lowlanders")) == (0, 0)
        assert desk.holder("island") == "lowlanders"

    def test_from_outside_a_success_moves_one_in(self, desk: Desk) -> None:
        desk.force("ghouta", opposition=1)
        desk.force("damascus", government=6)
        desk.order("assad", "assault ghouta opposition")
        desk.operate()
        desk.play("battle assad ghouta opposition +1")  # 6 // 2 against 1 - 1 for the siege: 4
        assert desk.holder("ghouta") == "government"
        assert (desk.strength("ghouta", "government"), desk.strength("damascus", "government")) == (1, 5)

    def test_from_outside_losses_fall_on_the_neighbour_that_lends(self, desk: Desk) -> None:
        desk.force("ghouta", opposition=9)
        desk.force("damascus", government=4)
        desk.order("assad", "assault ghouta opposition")
        desk.operate()
        desk.play("battle assad ghouta opposition 0")
        assert desk.strength("damascus", "government") == 2

    def test_of_equal_neighbours_the_first_in_map_order_lends(self, desk: Desk) -> None:
        desk.force("idlib", opposition=9)
        for near in ("coast", "hama"):
            desk.force(near, government=6)
        desk.force("aleppo-country", government=5)
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        desk.play("battle assad idlib opposition 0")
        assert [desk.strength(near, "government") for near in ("aleppo-country", "coast", "hama")] == [5, 4, 6]

    def test_an_area_gathers_its_weight_once_a_turn(self, desk: Desk) -> None:
        desk.force("hama", government=3, opposition=3)
        desk.order("assad", "assault hama opposition")
        desk.order("hnc", "assault hama government")
        desk.operate()
        desk.play(desk.legal()[1])
        assert desk.state.harm[desk.area("hama")] == desk.table.weights[desk.area("hama")]

    def test_two_orders_of_one_seat_share_no_area(self, desk: Desk) -> None:
        desk.state.orders[desk.seat("assad")] = (desk.table.acts.assault[desk.area("idlib")][desk.side("opposition")],)
        listed = order_actions(desk.table, desk.state, desk.seat("assad"))
        assert desk.table.acts.assault[desk.area("idlib")][desk.side("extremists")] not in listed


class TestSteps:  # §6
    def test_an_order_that_has_become_illegal_is_void_and_free(self, desk: Desk) -> None:
        desk.meters("west", influence=0)
        desk.order("west", "arm idlib opposition")
        before = desk.strength("idlib", "opposition")
        desk.state.news = []
        desk.operate()
        assert desk.strength("idlib", "opposition") in (before, before + 1)  # recruits may have come
        assert desk.state.hostile_givers == 0

    def test_support_is_hostile_to_every_seat_that_stands_there(self, desk: Desk) -> None:
        desk.order("russia", "support aleppo-country government")
        desk.operate()
        assert desk.state.hostile_givers == 1 << desk.seat("russia")

    def test_support_against_who_has_no_seat_is_not_hostile(self, desk: Desk) -> None:
        desk.order("russia", "support desert government")
        desk.operate()
        assert desk.state.hostile_givers == 0

    def test_support_adds_up(self, desk: Desk) -> None:
        desk.force("idlib", government=2, opposition=4)
        for near in ("aleppo-country", "coast", "hama"):
            desk.force(near)
        desk.order("russia", "support idlib government")
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        desk.play("air russia idlib clean", "battle assad idlib opposition +1")
        assert desk.strength("idlib", "opposition") == 3

    def test_strikes_come_after_assaults_and_assaults_after_support(self, desk: Desk) -> None:
        desk.force("idlib", government=2, opposition=4, extremists=2)
        desk.order("west", "strike idlib")
        desk.order("russia", "support idlib government")
        desk.order("assad", "assault idlib opposition", "fortify idlib")
        desk.operate()
        seen = []
        for _ in range(3):
            seen.append(desk.legal()[0].split()[0])
            desk.play(desk.legal()[0])
        assert seen == ["air", "battle", "strike"]


class TestDraws:  # §6 steps 3 and 5
    def test_a_strike_that_is_documented_is_laid_to_its_author(self, desk: Desk) -> None:
        desk.state.attention = 3
        desk.meters("russia", credibility=6)
        desk.order("russia", "support idlib government")
        desk.order("assad", "assault idlib opposition")
        desk.operate()
        copy = desk.state.copy()
        desk.play("air russia idlib documented")
        assert (desk.state.attention, desk.state.credibility[desk.seat("russia")]) == (5, 5)
        desk.state = copy
        desk.play("air russia idlib clean")
        assert (desk.state.attention, desk.state.credibility[desk.seat("russia")]) == (3, 6)

    @pytest.mark.parametrize(("area", "weights"), [("idlib", [5, 1]), ("aleppo-east", [4, 2])])
    def test_it_is_documented_oftener_where_more_people_live(self, desk: Desk, area: str, weights: list[int]) -> None:
        desk.force(area, government=1, opposition=3)
        desk.order("russia", f"support {area} government")
        desk.operate()
        assert [weight for _, weight in kernel.chances(desk.table, desk.state)] == weights

    @pytest.mark.parametrize(("drawn", "toll", "credibility"), [("right", 1, 6), ("wrong", 2, 5)])
    def test_a_strike_may_hit_the_wrong_target(self, desk: Desk, drawn: str, toll: int, credibility: int) -> None:
        desk.meters("west", credibility=6)
        desk.force("raqqa", extremists=5)
        desk.order("west", "strike raqqa")
        desk.operate()
        assert [weight for _, weight in kernel.chances(desk.table, desk.state)] == [5, 1]
        desk.play(f"strike west raqqa {drawn}")
        more = sum(event.b for event in desk.told("toll") if event.a == desk.area("raqqa"))
        assert 1 + more == toll  # the strike itself was told before the draw
        assert desk.state.credibility[desk.seat("west")] == credibility
        assert desk.strength("raqqa", "extremists") in {3, 4}  # less 2; where they are left alone they grow
