"""Why a line was possible: what the rules ask of it, and how that stood, with the section."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, NamedTuple

from cards.language import _, ngettext
from game.words import Words, capital, listed, members
from rules import actions as act
from rules import agreement, conference, kernel
from rules.scenario import USE_CAPITAL, USE_EVENT
from rules.state import CHANCE, State


class Ground(NamedTuple):
    """A section of the rulebook, and what it comes to here."""

    section: str
    text: str


Reason = Callable[[Words, State, int], str]


def ground(w: Words, s: State, action: int) -> Ground:
    """Why this action, which is legal in `s`, is so."""
    if s.seat == CHANCE:
        return Ground(*_drawn(s, w, action))
    verb = w.table.acts.verb[action]
    section, reason = REASONS[verb]
    return Ground(section, reason(w, s, action))


def _drawn(s: State, w: Words, action: int) -> tuple[str, str]:
    chances = kernel.chances(w.table, s)
    whole = sum(weight for _action, weight in chances)
    chance = Fraction(dict(chances)[action], whole)
    told = ngettext(
        "A draw was due: {n} outcome was possible, and it had a chance of {part} in {whole}.",
        "A draw was due: {n} outcomes were possible, and this one had a chance of {part} in {whole}.",
        len(chances),
    )
    text = told.format(n=len(chances), part=chance.numerator, whole=chance.denominator)
    return DRAWS[w.table.acts.verb[action]], text


def _speak(w: Words, s: State, action: int) -> str:
    channel = w.table.acts.verb[action] == act.CHANNEL
    told = (
        _("It was the turn of {seat} to speak, with {influence} influence; {other}, absent, was not barred.")
        if channel
        else _("It was the turn of {seat} to speak, with {influence} influence, and some clause was possible.")
    )
    other = w.seat(w.table.acts.a[action]) if channel else ""
    return told.format(seat=w.seat(s.seat), influence=s.influence[s.seat], other=other)


def _clause(w: Words, s: State, action: int) -> str:
    verb, a, b, *_rest = w.table.acts.entries[action]
    if verb == act.TEXT:
        steps = abs(b - s.draft[a])
        told = _(
            "The draft stood at {now}; to move it costs {price} of the {influence} influence of {seat}, if it passes."
        )
        price = steps * w.table.numbers.text_price
        return told.format(
            now=w.position(a, s.draft[a]), price=price, seat=w.seat(s.seat), influence=s.influence[s.seat]
        )
    if verb == act.PLEDGE:
        maker = w.table.pledges[a].seat
        told = _(
            "That pledge is open to {seat}, who has not made it already; credibility {has} is enough ({least} is)."
        )
        least = w.table.numbers.pledge_credibility
        return told.format(seat=w.seat(maker), has=s.credibility[maker], least=least)
    giver, taker = (s.seat, a) if verb == act.GIVE else (a, s.seat)
    told = _(
        "It can be paid from the {has} influence of {giver}, and {taker}, with {holds}, would not hold more than 12."
    )
    names = {"giver": w.seat(giver), "taker": w.seat(taker)}
    return told.format(**names, has=s.influence[giver], holds=s.influence[taker])


def _send(w: Words, s: State, _action: int) -> str:
    told = _("The package of {seat} had {number} of at most {most} clauses.")
    return told.format(seat=w.seat(s.seat), number=len(s.clauses), most=w.table.numbers.clauses)


def _bound(w: Words, s: State, _action: int) -> str:
    told = _("A clause of the package binds {seat}: it is accepted or declined, free of charge.")
    return told.format(seat=w.seat(s.seat))


def _unbound(w: Words, s: State, _action: int) -> str:
    told = _(
        "No clause binds {seat}: the package may pass in silence, or be broken for {price} influence out of {has}."
    )
    price = conference.break_price(w.table, s, s.seat)
    return told.format(seat=w.seat(s.seat), price=price, has=s.influence[s.seat])


def _call(w: Words, s: State, _action: int) -> str:
    told = _(
        "No agreement was in force, nobody had called this turn, {seat} could pay {price} influence, all required "
        "parties were present ({parties}), and each of them and the caller could ratify the draft (§5.2)."
    )
    parties = listed(w.seat(seat) for seat in members(w.table.required, w.table.seats))
    return told.format(seat=w.seat(s.seat), price=w.table.numbers.call_price, parties=parties)


def _sign(w: Words, s: State, _action: int) -> str:
    crossed = len(agreement.lines_crossed(w.table, s, s.seat))
    told = _("{caller} had called, and {seat} could ratify the text, which crosses {number} of its red lines.")
    return capital(told.format(caller=w.seat(s.caller), seat=w.seat(s.seat), number=crossed))


def _pass(w: Words, s: State, _action: int) -> str:
    told = _("It was the turn of {seat} to speak, and nobody has to.")
    return told.format(seat=w.seat(s.seat))


def _card(w: Words, s: State, action: int) -> str:
    _verb, card, use, *_rest = w.table.acts.entries[action]
    kind = w.table.uses[use].kind
    if kind == USE_EVENT:
        told = _("{card} was in the hand of {seat}, and what its event requires held.")
        if w.table.cards[card].requires is None:
            told = _("{card} was in the hand of {seat}, and its event requires nothing.")
    elif kind == USE_CAPITAL:
        told = _("{card} was in the hand of {seat}; any card can be used as capital.")
    else:
        told = _("{card} was in the hand of {seat}, and that press move is one of its own and was open.")
    return told.format(card=w.card(card), seat=w.seat(s.seat))


def _no_card(w: Words, s: State, _action: int) -> str:
    told = _("A card was there to be played, and {seat} need not play one.")
    return told.format(seat=w.seat(s.seat))


def _order(w: Words, s: State, action: int) -> str:
    told = _("{order} is on the list of {seat}, and was possible as the map stood (order {number} of {most}).")
    number, most = len(s.orders[s.seat]) + 1, w.table.order_count[s.seat]
    return capital(told.format(order=w.order(action), seat=w.seat(s.seat), number=number, most=most))


def _hold(w: Words, s: State, _action: int) -> str:
    told = _("{seat} need not give every order there is room for.")
    return capital(told.format(seat=w.seat(s.seat)))


def _attend(w: Words, s: State, _action: int) -> str:
    told = _("{seat} could come to the next conference or not, neither barred from it nor compelled to it.")
    return capital(told.format(seat=w.seat(s.seat)))


def _choice(w: Words, s: State, action: int) -> str:
    number = len(kernel.legal(w.table, s))
    told = ngettext(
        "The card of {seat} left that open: {n} choice was possible, {this}.",
        "The card of {seat} left that open: {n} choices were possible, and {this} was one.",
        number,
    )
    return told.format(seat=w.seat(s.seat), n=number, this=w.picked(action))


def _crisis(w: Words, s: State, _action: int) -> str:
    if s.violators:
        told = _(
            "There was a crisis, and {seat} is a signatory; staying costs support, and after a violation ({who}) "
            "withdrawing is free."
        )
        return told.format(seat=w.seat(s.seat), who=w.seats(s.violators))
    told = _(
        "There was a crisis over an incident, and {seat} is a signatory; staying costs support, withdrawing over it "
        "credibility."
    )
    return told.format(seat=w.seat(s.seat))


REASONS: Final[dict[int, tuple[str, Reason]]] = {
    act.PROPOSE: ("3.2", _speak),
    act.CHANNEL: ("3.2", _speak),
    act.TEXT: ("3.2", _clause),
    act.GIVE: ("3.2", _clause),
    act.ASK: ("3.2", _clause),
    act.PLEDGE: ("3.4", _clause),
    act.SEND: ("3.2", _send),
    act.ABANDON: ("3.2", _send),
    act.ACCEPT: ("3.3", _bound),
    act.DECLINE: ("3.3", _bound),
    act.SILENCE: ("3.3", _unbound),
    act.BREAK: ("3.3", _unbound),
    act.CALL: ("5.1", _call),
    act.SIGN: ("5.1", _sign),
    act.REFUSE: ("5.1", _sign),
    act.PASS: ("3.2", _pass),
    act.CARD: ("4.2", _card),
    act.CARD_NONE: ("4.1", _no_card),
    **dict.fromkeys(range(act.FIRST_ORDER, act.ORDER_HOLD), ("6", _order)),
    act.ORDER_HOLD: ("6", _hold),
    act.ATTEND: ("3.1", _attend),
    act.STAY_AWAY: ("3.1", _attend),
    act.CHOOSE_AN_AREA: ("4.3", _choice),
    act.CHOOSE_A_SEAT: ("4.3", _choice),
    act.CHOOSE_AN_ISSUE: ("4.3", _choice),
    act.CHOOSE_A_CARD: ("4.2", _choice),
    act.STAY: ("5.4", _crisis),
    act.WITHDRAW: ("5.4", _crisis),
}
DRAWS: Final = {
    act.DEAL_AGENDA: "8",
    act.DEAL: "1",
    act.HEADLINE: "2",
    act.BATTLE: "6",
    act.AIR: "6",
    act.STRIKE_DRAW: "6",
    act.INSPECT: "5.3",
    act.PICK_AREA: "4.3",
    act.PICK_CARD: "4.3",
}
