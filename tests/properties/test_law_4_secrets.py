"""Law 4: nobody learns what is hidden.

Whatever a seat can't tell apart is exchanged (disguises.py); nothing that it is shown, offered or told may change.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import game as face
from game.errors import UserError
from game.header import Header
from game.session import Session
from game.views import view
from rules import events as ev
from rules import kernel
from rules.instructions import IF_AGENDA, Condition
from rules.scenario import NOBODY, Scenario
from rules.state import ATTENDING, CARDS, CHANCE, FIELDS, INSPECTION, PRESSURE, State
from tests.properties.disguises import Disguise, disguises
from tests.properties.walks import SIZES, Game, Walk, every_size, examples, table_of, told, walks

SIEVE = 23


def viewers(table: Scenario) -> range:
    """Every seat and the watcher."""
    return range(NOBODY, table.seats)


def key(table: Scenario, s: State, viewer: int) -> tuple[object, ...]:
    return kernel.observe(table, s, viewer).key()


def error_texts(table: Scenario, s: State, actions: range) -> list[str]:
    return [str(kernel.check(table, s, action)) for action in actions]


def hold_law_4(game: Game, viewer: int, other: Disguise, actions: range) -> None:
    table, s, t = game.table, game.state, other.state
    where = (other.kind, table.seat_ids[viewer] if viewer >= 0 else "the watcher")
    assert key(table, s, viewer) == key(table, t, viewer), (where, difference(table, s, t, viewer))
    assert (s.seat == viewer) == (t.seat == viewer)
    if viewer != NOBODY and s.seat == viewer:
        assert kernel.legal(table, s) == kernel.legal(table, t), where
        assert error_texts(table, s, actions) == error_texts(table, t, actions), where


def difference(table: Scenario, s: State, t: State, viewer: int) -> list[str]:
    one, other = (kernel.observe(table, state, viewer).board for state in (s, t))
    return [name for name in FIELDS if getattr(one, name) != getattr(other, name)]


@every_size
@given(walk=walks())
@examples(15)
def test_law_4_nothing_hidden_is_shown_or_offered(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            for viewer in viewers(game.table):
                if game.look(0.1):
                    actions = range(game.die.randrange(SIEVE), len(game.table.acts), SIEVE)
                    for other in disguises(game.table, game.state, viewer, game.die):
                        hold_law_4(game, viewer, other, actions)


@pytest.mark.slow
@every_size
@given(walk=walks())
@examples(3)
def test_law_4_nothing_hidden_is_told_by_any_error(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for _ in game.moments():
            if game.state.seat >= 0 and game.look(0.3):
                for other in disguises(game.table, game.state, game.state.seat, game.die):
                    hold_law_4(game, game.state.seat, other, range(len(game.table.acts)))


@every_size
@given(seed=st.integers(0, 10**6), style=st.sampled_from(["envoys", "magicians", "cheats"]))
@examples(3)
def test_law_4_nothing_hidden_is_in_a_view(which: str, seed: int, style: str) -> None:
    """The same for what the game shows at a table: views as JSON, and what is said to somebody out of turn."""
    game = Walk(seed, style).begin(which)
    name, size = which.split()
    table, sitting = game.table, Session(game.table, Header(name, size))
    with told(game):
        for _ in game.moments():
            if not game.look(0.1):
                continue
            viewer = game.die.choice(viewers(table))
            sitting.state = game.state
            shown = view(sitting, viewer).model_dump_json()
            for other in disguises(table, game.state, viewer, game.die):
                sitting.state = other.state
                assert view(sitting, viewer).model_dump_json() == shown, other.kind


def test_law_4_out_of_turn_nothing_is_said_of_the_line() -> None:
    table = face.new("two-banks", seed=3)
    late = next(seat for seat in table.seats if seat != table.to_move)
    said = set()
    for line in (*table.legal(), "break", "card timber-rafts event", "headline low-river", "nonsense", ""):
        with pytest.raises(UserError) as refused:
            table.play(line, seat=late)
        said.add(str(refused.value))
    assert len(said) == 1


# What is told afterwards


def reads_agenda(condition: Condition | None) -> bool:
    return condition is not None and (
        condition.kind == IF_AGENDA or any(reads_agenda(part) for part in condition.parts)
    )


def program_reads_agenda(table: Scenario, program: int) -> bool:
    return program != NOBODY and any(reads_agenda(step.condition) for step in table.programs[program])


def gives_away(table: Scenario, s: State, events: list[ev.Event], other: Disguise) -> bool:
    """Whether what happened next reveals, as it should, the secret that was exchanged."""

    def concerns(*kinds: int) -> bool:
        return any(event.kind in kinds and other.changed >> max(event.seat, 0) & 1 for event in events)

    if any(event.kind in (ev.SAW_CARD, ev.SAW_AGENDA) and other.changed >> event.a & 1 for event in events):
        return True
    if other.kind in ("hands", "third parties"):
        return concerns(ev.CARD_REVEALED, ev.DISCARDED)
    if other.kind == "agendas":
        played = [event.b for event in events if event.kind == ev.CARD_REVEALED and other.changed >> event.seat & 1]
        running = s.player != NOBODY and other.changed >> s.player & 1 and program_reads_agenda(table, s.program)
        return bool(running) or bool(played)
    if other.kind in ("reserves", "announcements"):
        return concerns(ev.INSPECTED) or any(event.kind == ev.COLLAPSED for event in events)
    if other.kind == "attendance":
        return any(event.kind == ev.ATTENDANCE for event in events)
    # Sealed choices: the reveal has begun
    return s.phase >= PRESSURE or any(event.kind in (ev.CARD_REVEALED, ev.ORDERED) for event in events)


def hold_told(game: Game, action: int, viewer: int, other: Disguise) -> None:
    """After the same next action the viewer is told the same and sees the same, unless that reveals the secret."""
    table = game.table
    s, t = game.state.copy(), other.state.copy()
    if kernel.check(table, t, action) is not None:
        assert s.seat == CHANCE or s.seat != viewer  # a secret action of somebody else's, or a draw among hidden cards
        return
    before = game.state
    one, two = kernel.apply(table, s, action), kernel.apply(table, t, action)
    if gives_away(table, before, one, other) or gives_away(table, other.state, two, other):
        return
    if other.kind in ("sealed cards", "sealed orders", "visit") and PRESSURE in (s.phase, t.phase):
        return
    if other.kind == "visit" and (private_visit(s), s.seat) != (private_visit(t), t.seat):
        return  # one of them ends with this action, the other goes on: when it ends is no secret
    heard, heard_too = ([event.key() for event in ev.seen_by(told_all, viewer, table.seats)] for told_all in (one, two))
    assert heard == heard_too, other.kind
    assert key(table, s, viewer) == key(table, t, viewer), (other.kind, difference(table, s, t, viewer))


@every_size
@given(walk=walks())
@examples(20)
def test_law_4_nothing_hidden_is_told(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    with told(game):
        for action in game.moments():
            for viewer in viewers(game.table):
                if game.look(0.2):
                    for other in disguises(game.table, game.state, viewer, game.die):
                        hold_told(game, action, viewer, other)


# What is done in secret


def private_visit(s: State) -> bool:
    return CARDS <= s.phase <= ATTENDING


@every_size
@given(walk=walks())
@examples(20)
def test_law_4_a_private_visit_is_one_moment(which: str, walk: Walk) -> None:
    """Of what a seat chooses in private the others see nothing, and at its end that it has ended (§4.1)."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            s = game.state
            if not private_visit(s) or not game.look(0.3):
                continue
            legal = kernel.legal(table, s)
            for action in game.die.sample(legal, min(len(legal), 12)):
                after = s.copy()
                events = kernel.apply(table, after, action)
                for viewer in viewers(table):
                    if viewer == s.seat:
                        continue
                    heard = [event.kind for event in ev.seen_by(events, viewer, table.seats)]
                    if after.seat == s.seat and private_visit(after):
                        assert heard == []
                        assert key(table, after, viewer) == key(table, s, viewer)
                    elif private_visit(after):
                        assert set(heard) == {ev.SEALED}


@every_size
@given(walk=walks())
@examples(20)
def test_law_4_hidden_outcomes_look_alike(which: str, walk: Walk) -> None:
    """Which card or agenda another is dealt, and whether an inspection missed or found nothing (§5.3)."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            s = game.state
            if s.seat != CHANCE or not game.look(0.5):
                continue
            outcomes = kernel.legal(table, s)
            owner = owner_of_draw(table, s, outcomes[0])
            if owner is None:
                continue
            for viewer in viewers(table):
                if viewer != owner:
                    assert len({appearance(table, s, outcome, viewer) for outcome in outcomes}) == 1


def owner_of_draw(table: Scenario, s: State, outcome: int) -> int | None:
    """Who alone may see what is drawn: a seat, nobody (an inspection of an empty reserve), or None if it is public."""
    if outcome in table.acts.deal:
        return table.cards[table.acts.a[outcome]].seat
    if outcome in table.acts.deal_agenda:
        return table.agendas[table.acts.a[outcome]].seat
    if s.phase == INSPECTION and not s.reserve[table.acts.a[outcome]]:
        return table.seats
    return None


def appearance(table: Scenario, s: State, outcome: int, viewer: int) -> tuple[object, ...]:
    after = s.copy()
    events = kernel.apply(table, after, outcome)
    return (key(table, after, viewer), tuple(event.key() for event in ev.seen_by(events, viewer, table.seats)))


@every_size
@given(walk=walks())
@examples(15)
def test_law_4_a_card_that_is_not_in_hand_gives_one_error_wherever_it_is(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            s = game.state
            if s.phase != CARDS or s.seat < 0 or not game.look(0.5):
                continue
            for card in range(len(table.cards)):
                at = card - table.first_card[s.seat]
                if table.cards[card].seat == s.seat and s.hand[s.seat] >> at & 1:
                    continue
                for use in range(len(table.uses)):
                    error = kernel.check(table, s, table.acts.card(card, use))
                    assert error is not None
                    assert (error.code, error.text) == ("not-in-hand", f"{table.card_names[card]} is not in your hand.")


@every_size
@given(walk=walks())
@examples(10)
def test_law_4_what_others_think_of_a_seat_does_not_read_its_agenda(which: str, walk: Walk) -> None:
    """A seat's worth by its public weights is the same whatever its agenda and its reserve (§10)."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            if game.look(0.3):
                for other in disguises(table, game.state, NOBODY, game.die):
                    if other.kind in ("agendas", "reserves"):
                        for seat in range(table.seats):
                            now = kernel.worth(table, game.state, seat, public=True)
                            assert now == kernel.worth(table, other.state, seat, public=True), other.kind


def test_law_4_the_disguises_reach_every_secret() -> None:
    """If a kind of disguise is never put on, its test says nothing."""
    worn = set()
    for which in SIZES:
        table = table_of(which)
        for seed, style in enumerate(("cheats", "envoys", "magicians", "absentees") * 3):
            game = Walk(seed, style, "signed").begin(which)
            for _ in game.moments():
                if game.look():
                    viewer = game.die.choice(viewers(table))
                    worn |= {one.kind for one in disguises(table, game.state, viewer, random.Random(seed))}
    assert worn == {
        "hands",
        "agendas",
        "reserves",
        "sealed cards",
        "sealed orders",
        "attendance",
        "visit",
        "announcements",
        "third parties",
    }
