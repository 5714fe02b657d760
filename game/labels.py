"""What a player may do, in players' words: for menus. Prices are read off the table that the player sees."""

from collections.abc import Callable
from typing import Final

from game.words import Words, capital
from rules import actions as act
from rules.observe import Observation
from rules.scenario import USE_CAPITAL, USE_EVENT

Label = Callable[[Words, Observation, int, int], str]  # words, observation, a, b of the action

ABANDON: Final = "Abandon it, and speak no more this round"
PLAIN: Final = {
    act.PROPOSE: "propose a package: write it, then send it",
    act.SEND: "send the package to the others",
    act.ABANDON: "abandon the package, and speak no more this round",
    act.ACCEPT: "accept",
    act.DECLINE: "decline: the package falls",
    act.SILENCE: "stay silent: let it stand",
    act.SIGN: "sign",
    act.REFUSE: "refuse to sign",
    act.PASS: "pass",
    act.CARD_NONE: "play no card",
    act.ORDER_STAND_DOWN: "stand down",
    act.ORDER_REARM: "rearm in secret, announced as standing down",
    act.ORDER_HOLD: "no more orders",
    act.ATTEND: "attend the next conference",
    act.STAY_AWAY: "stay away from the next conference",
    act.STAY: "stay with the agreement",
    act.WITHDRAW: "withdraw from the agreement",
}
GROUPS: Final = {
    act.CHANNEL: "open a back channel",
    act.TEXT: "move the draft",
    act.GIVE: "give influence",
    act.ASK: "ask for influence",
    act.PLEDGE: "a pledge",
    act.ORDER_ASSAULT: "assault",
    act.ORDER_SUPPORT: "support from the air",
    act.ORDER_REDEPLOY: "redeploy",
    act.ORDER_ARM: "arm",
    act.ORDER_FORTIFY: "fortify",
    act.ORDER_STRIKE: "strike",
    act.CHOOSE_AN_AREA: "choose a place",
    act.CHOOSE_A_CARD: "choose a card",
}


def label(w: Words, seen: Observation, action: int) -> str:
    """The action as a line of a menu."""
    verb, a, b, _, _ = w.table.acts.entries[action]
    return capital(PLAIN[verb] if verb in PLAIN else _LABELS[verb](w, seen, a, b))


def path(w: Words, seen: Observation, action: int) -> tuple[str, ...]:
    """The groups that the action stands in, outermost first."""
    verb, a, _, _, _ = w.table.acts.entries[action]
    if verb == act.CARD:
        return (w.card(a),)
    if verb not in GROUPS:
        return ()
    group = GROUPS[verb]
    if verb == act.TEXT:
        return (group, f"{w.issue(a)}, now {w.position(a, seen.board.draft[a])}")
    if verb in {act.GIVE, act.ASK}:
        return (group, w.seat(a))
    if verb == act.PLEDGE:
        maker = w.table.pledges[a].seat
        return (group, "of your own" if maker == seen.seat else f"of {w.seat(maker)}")
    return (group,)


def question(w: Words, seen: Observation, actions: list[int]) -> str:
    """What the player is being asked."""
    verbs = {w.table.acts.verb[action] for action in actions}
    for asked, text in QUESTIONS:
        if asked in verbs:
            return text
    if verbs & set(range(act.FIRST_ORDER, act.LAST_ORDER + 1)):
        given = len(seen.board.orders[seen.seat])
        return f"Your orders ({given + 1} of up to {w.table.order_count[seen.seat]})"
    return "Your choice"


QUESTIONS: Final = (
    (act.PASS, "Your turn to speak"),
    (act.SEND, "Your package: another clause, or send it"),
    (act.ABANDON, "Your package: its first clause"),
    (act.DECLINE, "Your answer: the package binds you"),
    (act.SILENCE, "Your answer to the package"),
    (act.REFUSE, "Will you sign?"),
    (act.CARD_NONE, "Your card this turn"),
    (act.ATTEND, "Will you come to the next conference?"),
    (act.CHOOSE_A_CARD, "Which card will you discard with it?"),
    (act.STAY, "A crisis: do you stay with the agreement?"),
)


def _text(w: Words, seen: Observation, issue: int, at: int) -> str:
    steps = abs(at - seen.board.draft[issue])
    return f"{w.issue(issue)}: {w.position(issue, at)} ({_cost(steps * w.table.numbers.text_price)})"


def _cost(price: int) -> str:
    return f"costs {price} influence" if price else "free"


def _pledge(w: Words, seen: Observation, pledge: int, _b: int) -> str:
    maker = w.table.pledges[pledge].seat
    if maker == seen.seat:
        return f"pledge: {w.pledge(pledge)}"
    return f"{w.seat(maker)} to pledge: {w.pledge(pledge)}"


def _break(w: Words, seen: Observation, _a: int, _b: int) -> str:
    price = w.table.numbers.first_break + seen.board.breaks[seen.seat]
    return f"break the silence ({_cost(price)}): the package falls"


def _card(w: Words, _seen: Observation, card: int, use: int) -> str:
    kind = w.table.uses[use].kind
    if kind == USE_EVENT:
        return f"{w.card(card)} as its event"
    if kind == USE_CAPITAL:
        return f"{w.card(card)} as capital (+{w.table.cards[card].value} influence)"
    return f"{w.card(card)} {w.use(use)} (value {w.table.cards[card].value})"


_LABELS: Final[dict[int, Label]] = {
    act.CHANNEL: lambda w, _s, a, _b: f"open a back channel to {w.seat(a)}",
    act.TEXT: _text,
    act.GIVE: lambda w, _s, a, b: f"give {w.seat(a)} {b} influence",
    act.ASK: lambda w, _s, a, b: f"ask {w.seat(a)} for {b} influence",
    act.PLEDGE: _pledge,
    act.BREAK: _break,
    act.CALL: lambda w, _s, _a, _b: f"call for signatures, and sign ({_cost(w.table.numbers.call_price)})",
    act.CARD: _card,
    act.ORDER_ASSAULT: lambda w, _s, a, b: f"assault {w.area(a)}, against {w.side(b)}",
    act.ORDER_SUPPORT: lambda w, _s, a, b: f"support {w.side(b)} {w.where(a)} from the air (people come to harm)",
    act.ORDER_REDEPLOY: lambda w, _s, a, b: f"move 1 strength from {w.area(a)} to {w.area(b)}",
    act.ORDER_ARM: lambda w, _s, a, b: f"arm {w.side(b)} {w.where(a)} (costs 1 influence)",
    act.ORDER_FORTIFY: lambda w, _s, a, _b: f"fortify {w.area(a)} for this turn",
    act.ORDER_STRIKE: lambda w, _s, a, _b: f"strike {w.side(w.table.struck_side)} {w.where(a)} (people come to harm)",
    act.CHOOSE_AN_AREA: lambda w, _s, a, _b: w.area(a),
    act.CHOOSE_A_SEAT: lambda w, _s, a, _b: w.seat(a),
    act.CHOOSE_AN_ISSUE: lambda w, _s, a, _b: w.issue(a),
    act.CHOOSE_A_CARD: lambda w, _s, a, _b: w.card(a),
}
