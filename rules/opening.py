"""The table as it is laid before the game (§1)."""

from __future__ import annotations

from rules.meters import packed
from rules.registers import BLANK, NOTHING_AHEAD
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, SUPPORT, Scenario
from rules.state import AGENDAS, NO_ONE, State


def opening(table: Scenario) -> State:
    """The table as it is laid before anything is dealt or drawn."""
    s = State()
    seats = table.seats
    everybody = (1 << seats) - 1
    s.news = None
    s.seat = NO_ONE
    s.phase = AGENDAS
    s.turn = s.at = s.round = s.pc = s.packages = 0
    s.queue = s.clauses = ()
    s.program = s.player = s.proposer = s.channel = s.caller = NOBODY
    s.registers = BLANK
    s.ahead = NOTHING_AHEAD
    s.influences = packed(table.start_meters[INFLUENCE])
    s.supports = packed(table.start_meters[SUPPORT])
    s.credibilities = packed(table.start_meters[CREDIBILITY])
    s.toll = table.start_toll
    s.attention = table.start_attention
    s.tracks = table.start_tracks
    s.draft = list(table.start_draft)
    s.present = s.compelled = s.shut_out = s.bound = s.signed = 0
    s.attending = table.attendance
    s.barred = everybody & ~table.attendance
    s.away = s.breaks = s.reserve = s.stood_down = s.removed = s.discards = (0,) * seats
    s.called = s.in_force = s.incident = False
    s.leans = ()
    s.ledger = ()
    s.deeds = s.deeds_before = s.kept = ()
    s.broken = ()
    s.signatories = s.progress = s.offenders = s.violators = 0
    s.agenda = s.sealed_discard = (NOBODY,) * seats
    s.hand = list(table.opening_hand)
    s.known = tuple(
        (NOBODY, seat, card)
        for seat in range(seats)
        for card in range(table.first_card[seat], table.first_card[seat + 1])
        if table.opening_hand[seat] >> (card - table.first_card[seat]) & 1
    )
    s.sealed = [NOBODY] * seats
    s.orders = [()] * seats
    s.headline_deck = table.headline_deck
    s.headline_discards = 0
    s.standing = ()
    s.strength = list(table.start_strength)
    s.holder = table.start_holder
    s.stands = s.held = (0,) * table.sides
    s.besieged = 0
    s.harm = [0] * table.areas
    s.air = s.fortified = s.relief = ()
    s.assaulted = s.hostile_givers = s.operations = s.war_turns = 0
    s.fights = ()
    s.watched = (0,) * (2 * len(table.watched_orders))
    s.outcome = s.conqueror = NOBODY
    return s
