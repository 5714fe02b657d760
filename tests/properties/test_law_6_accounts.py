"""Laws 6 and 10: influence moves, and is made only where the rulebook says so; forces, cards and pledges add up.

And what is kept beside the facts equals what the facts give.
"""

from hypothesis import given

from rules import events as ev
from rules import invariants, kernel
from rules.decks import deck_size
from rules.scenario import CREDIBILITY, INFLUENCE, METER_MAX, NOBODY, STRENGTH_MAX, SUPPORT, Scenario
from rules.state import State
from tests.properties.walks import Walk, every_size, examples, told, walks

# Events under which a meter may rise or fall until the next of them: effects of cards, headlines, standing effects ...
EFFECTS = {
    ev.CARD_REVEALED,
    ev.AS_CAPITAL,
    ev.CHOSE,
    ev.PICKED,
    ev.CARD_DEALT,
    ev.CARD_DRAWN,
    ev.DISCARDED,
    ev.HEADLINE_DRAWN,
    ev.STANDING_ACTED,
    ev.PROCEDURE,
    ev.HOME_FRONT,
}
# ... and what the rules themselves do: (meter, +1 or -1) by the event that announces it
RULES = {
    ev.STAYED_AWAY: {(INFLUENCE, 1), (SUPPORT, 1)},  # §3.1
    ev.ANSWER: {(INFLUENCE, -1)},  # a break, §3.3
    ev.FELL: {(INFLUENCE, -1)},  # §3.2
    ev.ADOPTED: {(INFLUENCE, -1)},  # texts
    ev.TRANSFER: {(INFLUENCE, -1), (INFLUENCE, 1)},
    ev.CALLED: {(INFLUENCE, -1)},  # §5.1
    ev.REFUSED: {(INFLUENCE, -1)},  # a leaned client, §4.2
    ev.CALL_FAILED: {(INFLUENCE, -1)},
    ev.RATIFIED: {(SUPPORT, -1)},  # §5.2
    ev.SANCTIONED: {(INFLUENCE, -1), (SUPPORT, -1)},  # §4.2
    ev.CONDEMNED: {(CREDIBILITY, -1), (CREDIBILITY, 1)},  # of the target; of who condemns with 2 or more
    ev.RALLIED: {(SUPPORT, 1)},
    ev.RELIEF: {(CREDIBILITY, 1)},
    ev.LEANED: {(SUPPORT, -1)},
    ev.ORDERED: {(INFLUENCE, -1)},  # arms, §6
    ev.STOOD_DOWN: {(SUPPORT, 1), (INFLUENCE, -1)},  # and arms after it
    ev.VOID: {(INFLUENCE, -1)},
    ev.AIR_DOCUMENTED: {(CREDIBILITY, -1)},
    ev.STRUCK_WRONG: {(CREDIBILITY, -1)},
    ev.BREACHED: {(CREDIBILITY, -1)},  # §3.4
    ev.KEPT: {(CREDIBILITY, 1)},
    ev.VIOLATED: {(CREDIBILITY, -1)},  # §5.4
    ev.STAYED: {(SUPPORT, -1)},
    ev.WITHDREW: {(CREDIBILITY, -1)},
    ev.COLLAPSED: {(CREDIBILITY, -1)},
    ev.TOLL_SETTLED: {(SUPPORT, -1), (CREDIBILITY, -1), (INFLUENCE, 1)},  # upkeep and income, §7
    ev.WEARY: {(SUPPORT, -1), (INFLUENCE, 1)},
}
# Home fronts and standing effects act between the toll and the upkeep, so either may announce it
REASONS = RULES | {kind: {(meter, sign) for meter in range(3) for sign in (-1, 1)} for kind in EFFECTS}


def said_by(events: list[ev.Event], kind: int) -> dict[tuple[int, int], int]:
    """What the events say was added."""
    sums: dict[tuple[int, int], int] = {}
    for event in events:
        if event.kind == kind:
            key, by = {
                ev.METER: ((event.seat, event.a), event.b),
                ev.STRENGTH: ((event.a, event.b), event.c),
                ev.TRACK: ((event.a, 0), event.b),
            }[kind]
            sums[key] = sums.get(key, 0) + by
    return sums


def changes(table: Scenario, s: State, t: State, kind: int) -> dict[tuple[int, int], int]:
    """What was added in truth: by seat and meter, by area and side, by track."""
    sums: dict[tuple[int, int], int] = {}
    if kind == ev.METER:
        for seat in range(table.seats):
            for meter in range(3):
                sums[seat, meter] = t.meter(meter)[seat] - s.meter(meter)[seat]
    elif kind == ev.STRENGTH:
        for at, (before, after) in enumerate(zip(s.strength, t.strength, strict=True)):
            sums[divmod(at, table.sides)] = after - before
    else:
        sums[-1, 0] = t.attention - s.attention
        for track, (before, after) in enumerate(zip(s.tracks, t.tracks, strict=True)):
            sums[track, 0] = after - before
    return sums


@every_size
@given(walk=walks())
@examples(20)
def test_law_6_whatever_moves_is_told(which: str, walk: Walk) -> None:
    """Meters, strengths and tracks change by exactly what the events say, and the map shows who holds what and why."""
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            before = game.state.copy()
            events = game.play(action)
            for kind in (ev.METER, ev.STRENGTH, ev.TRACK):
                said, true = said_by(events, kind), changes(game.table, before, game.state, kind)
                assert {key: by for key, by in said.items() if by} == {key: by for key, by in true.items() if by}


@every_size
@given(walk=walks())
@examples(20)
def test_law_6_meters_move_only_for_reasons_that_the_rulebook_names(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            reason = ev.CHOSE if game.state.program != NOBODY else NOBODY
            for event in game.play(action):
                if event.kind in REASONS:
                    reason = event.kind
                elif event.kind == ev.METER:
                    assert reason != NOBODY, f"nothing announces {event}"
                    sign = 1 if event.b > 0 else -1
                    assert (event.a, sign) in REASONS[reason], (ev.EVENT_IDS[reason], event)


@every_size
@given(walk=walks())
@examples(15)
def test_law_6_influence_is_handed_over_whole(which: str, walk: Walk) -> None:
    """What a transfer takes from one it gives to the other; nobody pays what it hasn't got (§3.2)."""
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            events = game.play(action)
            for at, event in enumerate(events):
                if event.kind == ev.TRANSFER:
                    paid, got = events[at + 1 : at + 3]
                    assert paid.key()[:4] == (ev.METER, event.seat, INFLUENCE, -event.b)
                    assert got.key()[:4] == (ev.METER, event.a, INFLUENCE, event.b)
                elif event.kind == ev.ADOPTED and event.a:
                    assert events[at + 1].key()[:4] == (ev.METER, event.seat, INFLUENCE, -event.a)


@every_size
@given(walk=walks())
@examples(15)
def test_law_6_the_toll_is_what_was_gathered_less_relief(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    table = game.table
    gathered, relief = [0] * table.areas, [0] * table.areas
    with told(game):
        for action in game.moments():
            toll = game.state.toll
            for event in game.play(action):
                if event.kind == ev.TOLL:
                    assert event.b > 0
                    gathered[event.a] += event.b
                elif event.kind == ev.RELIEF:
                    relief[event.a] += event.b
                elif event.kind == ev.TOLL_SETTLED:
                    total = sum(max(harm - less, 0) for harm, less in zip(gathered, relief, strict=True))
                    assert event.a == total
                    assert game.state.toll == min(toll + total, table.toll_max) == event.b
                    gathered, relief = [0] * table.areas, [0] * table.areas
            assert game.state.toll >= toll


@every_size
@given(walk=walks())
@examples(15)
def test_law_6_cards_are_in_one_place(which: str, walk: Walk) -> None:
    """Each card is in the deck, a hand, the discards or out of the game; those out never return; hands fill up."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for action in game.moments():
            s = game.state
            removed, headlines = s.removed, gone_headlines(table, s)
            game.play(action)
            for seat in range(table.seats):
                places = (s.hand[seat], s.discards[seat], s.removed[seat])
                assert sum(mask.bit_count() for mask in places) == (places[0] | places[1] | places[2]).bit_count()
                assert (places[0] | places[1] | places[2]).bit_length() <= deck_size(table, seat)
                assert removed[seat] & ~s.removed[seat] == 0
            assert headlines & ~gone_headlines(table, s) == 0


def gone_headlines(table: Scenario, s: State) -> int:
    """The headlines marked `once` that are neither in the deck nor yet to come by schedule."""
    coming = {headline for turn in table.schedule[max(s.turn, 1) - 1 :] for headline in turn}
    out = 0
    for at, headline in enumerate(table.headlines):
        if headline.once and at not in coming and not (s.headline_deck | s.headline_discards) >> at & 1:
            out |= 1 << at
    return out


@every_size
@given(walk=walks())
@examples(20)
def test_law_10_what_is_kept_equals_what_is_worked_out(which: str, walk: Walk) -> None:
    """After every action the state is sound: ranges, holders, sieges, cards, ledger, agreement."""
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            assert invariants.check(game.table, game.state) == []
        assert invariants.check(game.table, game.state) == []


@every_size
@given(walk=walks())
@examples(15)
def test_law_10_holders_and_sieges_follow_from_the_events(which: str, walk: Walk) -> None:
    """A second map that hears only of strengths shows the same holders and sieges as the one of the rules (§1)."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for action in game.moments():
            strength, holder = list(game.state.strength), list(game.state.holder)
            for event in game.play(action):
                if event.kind == ev.STRENGTH:
                    strength[event.a * table.sides + event.b] = event.d
                    assert 0 <= event.d <= STRENGTH_MAX
                elif event.kind == ev.CONTROL:
                    assert holder[event.a] == event.c
                    assert strongest(table, strength, event.a) == event.b
                    holder[event.a] = event.b
            assert (strength, holder) == (list(game.state.strength), list(game.state.holder))
            for area in range(table.areas):
                assert strongest(table, strength, area) in (holder[area], NOBODY)
                assert bool(game.state.besieged >> area & 1) == besieged(table, holder, area)


def strongest(table: Scenario, strength: list[int], area: int) -> int:
    """The side that is strictly strongest there, or NOBODY."""
    here = {side: strength[area * table.sides + side] for side in range(table.sides)}
    first = max(here, key=lambda side: here[side])
    return first if list(here.values()).count(here[first]) == 1 else NOBODY


def besieged(table: Scenario, holder: list[int], area: int) -> bool:
    """Whether every neighbour is held by a side hostile to the holder, and the area is not open."""
    own = holder[area]
    if own == NOBODY or table.open_areas >> area & 1:
        return False
    around = [holder[near] for near in table.neighbours[area]]
    return all(side not in (NOBODY, own) and table.hostile[own][side] for side in around) and bool(around)


@every_size
@given(walk=walks())
@examples(15)
def test_law_6_pledges_end_in_one_of_four_ways(which: str, walk: Walk) -> None:
    """Made, then broken, ended without blame, kept, or still running: the ledger changes by nothing else (§3.4)."""
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            running = [entry[0] for entry in game.state.ledger]
            for event in game.play(action):
                if event.kind == ev.PLEDGED:
                    assert event.a not in running
                    running.append(event.a)
                elif event.kind in (ev.BREACHED, ev.PLEDGE_ENDED, ev.KEPT):
                    running.remove(event.a)
            assert sorted(running) == sorted(entry[0] for entry in game.state.ledger)


@every_size
@given(walk=walks())
@examples(10)
def test_law_6_satisfaction_is_a_share_of_a_hundred(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            assert all(0 <= value <= 100 for value in kernel.returns(game.table, game.state))
            assert all(0 <= value <= most for meter, most in enumerate(METER_MAX) for value in game.state.meter(meter))
