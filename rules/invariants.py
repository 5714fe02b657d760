"""What must hold in every state between actions: ranges, accounts, and derived values that equal their derivation."""

from __future__ import annotations

from rules.board import controller, survey_map
from rules.decks import deck_size
from rules.integers import bit
from rules.scenario import ATTENTION_MAX, METER_IDS, METER_MAX, NOBODY, RESERVE_MAX, STRENGTH_MAX, Scenario
from rules.state import FINISHED, OVER, State


def check(table: Scenario, s: State) -> list[str]:
    """Everything that is wrong with the state, in words; empty if it is sound."""
    return [
        *check_ranges(table, s),
        *check_map(table, s),
        *check_cards(table, s),
        *check_ledger(table, s),
        *check_agreement(table, s),
    ]


def check_ranges(table: Scenario, s: State) -> list[str]:
    """Meters, tracks, draft, turn (§1)."""
    wrong: list[str] = []
    for meter, name in enumerate(METER_IDS):
        for seat, value in enumerate(s.meter(meter)):
            if not 0 <= value <= METER_MAX[meter]:
                wrong.append(f"{table.seat_ids[seat]} {name} {value}")
    if not 0 <= s.attention <= ATTENTION_MAX:
        wrong.append(f"attention {s.attention}")
    if not table.start_toll <= s.toll <= table.toll_max:
        wrong.append(f"toll {s.toll}")
    for track, value in enumerate(s.tracks):
        if not table.track_low[track] <= value <= table.track_high[track]:
            wrong.append(f"{table.track_ids[track]} {value}")
    for issue, position in enumerate(s.draft):
        if not 0 <= position < table.positions[issue]:
            wrong.append(f"draft {table.issue_ids[issue]} {position}")
        if table.fixed >> issue & 1 and position != table.start_draft[issue]:
            wrong.append(f"fixed issue {table.issue_ids[issue]} moved to {position}")
    if not 0 <= s.turn <= table.numbers.turns:
        wrong.append(f"turn {s.turn}")
    if (s.seat == OVER) != (s.phase == FINISHED) or (s.outcome != NOBODY) != (s.phase == FINISHED):
        wrong.append(f"outcome {s.outcome} in phase {s.phase} with seat {s.seat}")
    if any(harm < 0 for harm in s.harm):
        wrong.append(f"harm {s.harm}")
    return wrong


def check_map(table: Scenario, s: State) -> list[str]:
    """Strengths, control and sieges (§1): what is kept equals what would be worked out anew."""
    wrong = [f"strength {value}" for value in s.strength if not 0 <= value <= STRENGTH_MAX]
    for area in range(table.areas):
        if controller(table, s, area) != s.holder[area]:
            wrong.append(f"{table.area_ids[area]} held by {s.holder[area]}")
    afresh = s.copy()
    survey_map(table, afresh)
    if (afresh.stands, afresh.held, afresh.besieged) != (s.stands, s.held, s.besieged):
        wrong.append(f"kept of the map: {s.stands} {s.held} {s.besieged:b}")
    return wrong


def check_cards(table: Scenario, s: State) -> list[str]:
    """Every card is in one place; what others know of a hand is in it (§4.2, §10)."""
    wrong: list[str] = []
    for seat in range(table.seats):
        whole = bit(deck_size(table, seat)) - 1
        hand, discards, removed = s.hand[seat], s.discards[seat], s.removed[seat]
        if hand & discards or hand & removed or discards & removed or (hand | discards | removed) & ~whole:
            wrong.append(f"cards of {table.seat_ids[seat]}: {hand:b} {discards:b} {removed:b}")
        sealed = s.sealed[seat]
        if sealed != NOBODY and not hand >> (table.acts.a[sealed] - table.first_card[seat]) & 1:
            wrong.append(f"{table.seat_ids[seat]} sealed a card that is not in its hand")
    for _viewer, owner, card in s.known:
        if card != NOBODY and not s.hand[owner] >> (card - table.first_card[owner]) & 1:
            wrong.append(f"{table.card_ids[card]} is known to be in a hand and is not")
    if s.headline_deck & s.headline_discards:
        wrong.append("a headline is in the deck and discarded")
    return wrong


def check_ledger(table: Scenario, s: State) -> list[str]:
    """Pledges in force (§3.4): each once, not expired, by a seat that owes it to others."""
    wrong: list[str] = []
    pledges = [entry[0] for entry in s.ledger]
    if len(set(pledges)) != len(pledges):
        wrong.append(f"pledges twice in {pledges}")
    for pledge, owed, _package, expires, _pays in s.ledger:
        if expires < s.turn or owed >> table.pledges[pledge].seat & 1:
            wrong.append(f"pledge {pledge} owed to {owed:b} until {expires} in turn {s.turn}")
    return wrong


def check_agreement(table: Scenario, s: State) -> list[str]:
    """An agreement binds all required parties and progresses 0..P (§5)."""
    wrong: list[str] = []
    if s.in_force and table.required & ~s.signatories:
        wrong.append(f"in force without {table.required & ~s.signatories:b}")
    if not s.in_force and (s.signatories or s.progress or any(s.reserve)):
        wrong.append("signatories, progress or reserves without an agreement")
    if not 0 <= s.progress <= table.numbers.progress_steps:
        wrong.append(f"progress {s.progress}")
    for seat in range(table.seats):
        if not 0 <= s.reserve[seat] <= min(s.stood_down[seat], RESERVE_MAX):
            wrong.append(f"reserve of {table.seat_ids[seat]}: {s.reserve[seat]} after {s.stood_down[seat]}")
    return wrong
