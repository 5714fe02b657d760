"""What a player may do, in players' words: for menus. Prices are read off the table that the player sees."""

from collections.abc import Callable
from typing import Final

from cards.language import N_, _
from game.words import Words, capital
from rules import actions as act
from rules.observe import Observation
from rules.scenario import USE_CAPITAL, USE_EVENT

Label = Callable[[Words, Observation, int, int], str]  # words, observation, a, b of the action

ABANDON: Final = N_("Abandon it, and speak no more this round")
PLAIN: Final = {
    act.PROPOSE: N_("propose a package: write it, then send it"),
    act.SEND: N_("send the package to the others"),
    act.ABANDON: N_("abandon the package, and speak no more this round"),
    act.ACCEPT: N_("accept"),
    act.DECLINE: N_("decline: the package falls"),
    act.SILENCE: N_("stay silent: let it stand"),
    act.SIGN: N_("sign"),
    act.REFUSE: N_("refuse to sign"),
    act.PASS: N_("pass"),
    act.CARD_NONE: N_("play no card"),
    act.ORDER_STAND_DOWN: N_("stand down"),
    act.ORDER_REARM: N_("rearm in secret, announced as standing down"),
    act.ATTEND: N_("attend the next conference"),
    act.STAY_AWAY: N_("stay away from the next conference"),
    act.STAY: N_("stay with the agreement"),
    act.WITHDRAW: N_("withdraw from the agreement"),
}
GROUPS: Final = {
    act.CHANNEL: N_("open a back channel"),
    act.TEXT: N_("move the draft"),
    act.GIVE: N_("give influence"),
    act.ASK: N_("ask for influence"),
    act.PLEDGE: N_("a pledge"),
    act.ORDER_ASSAULT: N_("assault"),
    act.ORDER_SUPPORT: N_("support from the air"),
    act.ORDER_REDEPLOY: N_("redeploy"),
    act.ORDER_ARM: N_("arm"),
    act.ORDER_FORTIFY: N_("fortify"),
    act.ORDER_STRIKE: N_("strike"),
    act.CHOOSE_AN_AREA: N_("choose a place"),
    act.CHOOSE_A_CARD: N_("choose a card"),
}


def label(w: Words, seen: Observation, action: int) -> str:
    """The action as a line of a menu."""
    verb, a, b = w.table.acts.entries[action][:3]
    return capital(_(PLAIN[verb]) if verb in PLAIN else _LABELS[verb](w, seen, a, b))


def path(w: Words, seen: Observation, action: int) -> tuple[str, ...]:
    """The groups that the action stands in, outermost first."""
    verb, a = w.table.acts.entries[action][:2]
    if verb == act.CARD:
        return (w.card(a),)
    if verb not in GROUPS:
        return ()
    group = _(GROUPS[verb])
    if verb == act.TEXT:
        now = w.position(a, seen.board.draft[a])
        return (group, _("{issue}, now {position}").format(issue=w.issue(a), position=now))
    if verb in {act.GIVE, act.ASK}:
        return (group, w.seat(a))
    if verb == act.PLEDGE:
        maker = w.table.pledges[a].seat
        return (group, _("of your own") if maker == seen.seat else _("of {seat}").format(seat=w.seat(maker)))
    return (group,)


def question(w: Words, seen: Observation, actions: list[int]) -> str:
    """What the player is being asked."""
    verbs = {w.table.acts.verb[action] for action in actions}
    for asked, text in QUESTIONS:
        if asked in verbs:
            return _(text)
    if verbs & set(range(act.FIRST_ORDER, act.LAST_ORDER + 1)):
        given, most = len(seen.board.orders[seen.seat]), w.table.order_count[seen.seat]
        if most == 1:
            return _("Your order")
        return _("Your orders ({n} of up to {most})").format(n=given + 1, most=most)
    return _("Your choice")


QUESTIONS: Final = (
    (act.PASS, N_("Your turn to speak")),
    (act.SEND, N_("Your package: another clause, or send it")),
    (act.ABANDON, N_("Your package: its first clause")),
    (act.DECLINE, N_("Your answer: the package binds you")),
    (act.SILENCE, N_("Your answer to the package")),
    (act.REFUSE, N_("Will you sign?")),
    (act.CARD_NONE, N_("Your card this turn")),
    (act.ATTEND, N_("Will you come to the next conference?")),
    (act.CHOOSE_A_CARD, N_("Which card will you discard with it?")),
    (act.STAY, N_("A crisis: do you stay with the agreement?")),
)


def _text(w: Words, seen: Observation, issue: int, at: int) -> str:
    steps = abs(at - seen.board.draft[issue])
    told = _("{issue}: {position} ({cost})")
    cost = _cost(steps * w.table.numbers.text_price)
    return told.format(issue=w.issue(issue), position=w.position(issue, at), cost=cost)


def _cost(price: int) -> str:
    return _("costs {n} influence").format(n=price) if price else _("free")


def _pledge(w: Words, seen: Observation, pledge: int, _b: int) -> str:
    maker = w.table.pledges[pledge].seat
    if maker == seen.seat:
        return _("pledge: {pledge}").format(pledge=w.pledge(pledge))
    return _("{seat} to pledge: {pledge}").format(seat=w.seat(maker), pledge=w.pledge(pledge))


def _break(w: Words, seen: Observation, _a: int, _b: int) -> str:
    price = w.table.numbers.first_break + seen.board.breaks[seen.seat]
    return _("break the silence ({cost}): the package falls").format(cost=_cost(price))


def _call(w: Words, _seen: Observation, _a: int, _b: int) -> str:
    return _("call for signatures, and sign ({cost})").format(cost=_cost(w.table.numbers.call_price))


def _card(w: Words, _seen: Observation, card: int, use: int) -> str:
    kind = w.table.uses[use].kind
    if kind == USE_EVENT:
        return _("{card} as its event").format(card=w.card(card))
    value = w.table.cards[card].value
    if kind == USE_CAPITAL:
        return _("{card} as capital (+{n} influence)").format(card=w.card(card), n=value)
    return _("{card} {use} (value {n})").format(card=w.card(card), use=w.use(use), n=value)


def _hold(_w: Words, seen: Observation, _a: int, _b: int) -> str:
    return _("no more orders") if seen.board.orders[seen.seat] else _("hold: no order")


def _of_a_seat(text: str) -> Label:
    return lambda w, _seen, seat, n: _(text).format(seat=w.seat(seat), n=n)


def _in_a_place(text: str) -> Label:
    return lambda w, _seen, area, side: _(text).format(area=w.area(area), where=w.where(area), side=w.side(side))


def _move(w: Words, _seen: Observation, area: int, other: int) -> str:
    return _("move 1 strength from {area} to {other}").format(area=w.area(area), other=w.area(other))


_LABELS: Final[dict[int, Label]] = {
    act.CHANNEL: _of_a_seat(N_("open a back channel to {seat}")),
    act.TEXT: _text,
    act.GIVE: _of_a_seat(N_("give {seat} {n} influence")),
    act.ASK: _of_a_seat(N_("ask {seat} for {n} influence")),
    act.PLEDGE: _pledge,
    act.BREAK: _break,
    act.CALL: _call,
    act.CARD: _card,
    act.ORDER_HOLD: _hold,
    act.ORDER_ASSAULT: _in_a_place(N_("assault {area}, against {side}")),
    act.ORDER_SUPPORT: _in_a_place(N_("support {side} {where} from the air (people come to harm)")),
    act.ORDER_REDEPLOY: _move,
    act.ORDER_ARM: _in_a_place(N_("arm {side} {where} (costs 1 influence)")),
    act.ORDER_FORTIFY: lambda w, _s, a, _b: _("fortify {area} for this turn").format(area=w.area(a)),
    act.ORDER_STRIKE: lambda w, _s, a, _b: _("strike {side} {where} (people come to harm)").format(
        side=w.side(w.table.struck_side), where=w.where(a)
    ),
    act.CHOOSE_AN_AREA: lambda w, _s, a, _b: w.area(a),
    act.CHOOSE_A_SEAT: lambda w, _s, a, _b: w.seat(a),
    act.CHOOSE_AN_ISSUE: lambda w, _s, a, _b: w.issue(a),
    act.CHOOSE_A_CARD: lambda w, _s, a, _b: w.card(a),
}
