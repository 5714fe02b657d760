"""The canonical line of every action and chance outcome of a scenario (§11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rules import actions as act
from rules.actions import Entry
from rules.scenario import ACT_SANCTION, NOBODY, USE_CAPITAL, USE_EVENT, USE_IDS, USE_LEAN, USE_RELIEF, Scenario

# The verbs whose line is a bare word
WORDS: Final = {
    act.PROPOSE: "propose",
    act.SEND: "send",
    act.ABANDON: "abandon",
    act.ACCEPT: "accept",
    act.DECLINE: "decline",
    act.SILENCE: "silence",
    act.BREAK: "break",
    act.CALL: "call",
    act.SIGN: "sign",
    act.REFUSE: "refuse",
    act.PASS: "pass",
    act.CARD_NONE: "card none",
    act.ORDER_STAND_DOWN: "order stand-down",
    act.ORDER_REARM: "order rearm",
    act.ORDER_HOLD: "order hold",
    act.ATTEND: "attend",
    act.STAY_AWAY: "absent",
    act.STAY: "stay",
    act.WITHDRAW: "withdraw",
}
# How a line is spelled, where its verb has several
SPELLED: Final = {
    act.CHANNEL: "channel FACTION",
    act.TEXT: "text ISSUE POSITION",
    act.GIVE: "give FACTION N",
    act.ASK: "ask FACTION N",
    act.PLEDGE: "pledge FACTION PLEDGE",
    act.CARD: "card CARD USE",
    act.ORDER_ASSAULT: "order assault AREA SIDE",
    act.ORDER_SUPPORT: "order support AREA SIDE",
    act.ORDER_REDEPLOY: "order redeploy AREA AREA",
    act.ORDER_ARM: "order arm AREA SIDE",
    act.ORDER_FORTIFY: "order fortify AREA",
    act.ORDER_STRIKE: "order strike AREA",
    act.CHOOSE_AN_AREA: "choose AREA",
    act.CHOOSE_A_SEAT: "choose FACTION",
    act.CHOOSE_AN_ISSUE: "choose ISSUE",
    act.CHOOSE_A_CARD: "choose CARD",
}
FIRST_WORDS: Final = frozenset(line.partition(" ")[0] for line in (*WORDS.values(), *SPELLED.values()))
CLAUSES: Final = frozenset({act.TEXT, act.GIVE, act.ASK, act.PLEDGE})
CLAUSE_WORDS: Final = frozenset(SPELLED[verb].partition(" ")[0] for verb in CLAUSES)
CHOICES: Final = {
    act.CHOOSE_AN_AREA: "area",
    act.CHOOSE_A_SEAT: "seat",
    act.CHOOSE_AN_ISSUE: "issue",
    act.CHOOSE_A_CARD: "card",
    act.PICK_AREA: "area",
    act.PICK_CARD: "card",
}
KEPT: Final = 32  # vocabularies, the oldest forgotten first


class Vocabulary:
    """`lines[action]` is the canonical line, `actions` its inverse; `split[action]` the line's words."""

    def __init__(self, table: Scenario) -> None:
        """Write every line once; two that would read alike name what they choose (`choose issue ceasefire`)."""
        self.table = table
        lines = [_line(table, entry) for entry in table.acts.entries]
        alike: dict[str, list[int]] = {}
        for action, line in enumerate(lines):
            alike.setdefault(line, []).append(action)
        for actions in alike.values():
            if len(actions) > 1:
                for action in actions:
                    lines[action] = _line_with_kind(table, table.acts.entries[action])
        self.lines = tuple(lines)
        self.actions = {line: action for action, line in enumerate(lines)}
        self.split = tuple(tuple(line.split(" ")) for line in lines)
        self.players = range(table.acts.first_chance)


_known: dict[int, Vocabulary] = {}


def vocabulary(table: Scenario) -> Vocabulary:
    """The vocabulary of a compiled scenario, written at the first question."""
    # By identity: a Scenario's own hash would walk all its tables. The entry keeps its table, so no id is used twice.
    found = _known.get(id(table))
    if found is None:
        while len(_known) >= KEPT:
            del _known[next(iter(_known))]
        found = _known[id(table)] = Vocabulary(table)
    return found


def _line(table: Scenario, entry: Entry) -> str:
    verb = entry[0]
    return WORDS[verb] if verb in WORDS else _FORMS[verb](table, entry)


def _line_with_kind(table: Scenario, entry: Entry) -> str:
    word, name = _line(table, entry).split(" ", 1)
    return f"{word} {CHOICES[entry[0]]} {name}"


def _channel(t: Scenario, e: Entry) -> str:
    return f"channel {t.seat_ids[e[1]]}"


def _text(t: Scenario, e: Entry) -> str:
    return f"text {t.issue_ids[e[1]]} {e[2]}"


def _give(t: Scenario, e: Entry) -> str:
    return f"give {t.seat_ids[e[1]]} {e[2]}"


def _ask(t: Scenario, e: Entry) -> str:
    return f"ask {t.seat_ids[e[1]]} {e[2]}"


def _pledge(t: Scenario, e: Entry) -> str:
    pledge = t.pledges[e[1]]
    line = f"pledge {t.seat_ids[pledge.seat]} {t.pledge_kind_ids[pledge.kind]}"
    if pledge.target == NOBODY:
        return line
    names = t.seat_ids if pledge.act == ACT_SANCTION else t.area_ids
    return f"{line} {names[pledge.target]}"


def _card(t: Scenario, e: Entry) -> str:
    use = t.uses[e[2]]
    line = f"card {t.card_ids[e[1]]}"
    if use.kind in {USE_EVENT, USE_CAPITAL}:
        return f"{line} {USE_IDS[use.kind]}"
    line += f" press {USE_IDS[use.kind]}"
    if use.a == NOBODY:
        return line
    if use.kind == USE_RELIEF:
        return f"{line} {t.area_ids[use.a]}"
    line += f" {t.seat_ids[use.a]}"
    return f"{line} {t.issue_ids[use.b]}" if use.kind == USE_LEAN else line


def _order(word: str) -> Callable[[Scenario, Entry], str]:
    return lambda t, e: f"order {word} {t.area_ids[e[1]]}"


def _order_side(word: str) -> Callable[[Scenario, Entry], str]:
    return lambda t, e: f"order {word} {t.area_ids[e[1]]} {t.side_ids[e[2]]}"


def _redeploy(t: Scenario, e: Entry) -> str:
    return f"order redeploy {t.area_ids[e[1]]} {t.area_ids[e[2]]}"


def _agenda(t: Scenario, e: Entry) -> str:
    return f"agenda {t.seat_ids[t.agendas[e[1]].seat]} {t.agenda_ids[e[1]]}"


def _deal(t: Scenario, e: Entry) -> str:
    return f"deal {t.seat_ids[t.cards[e[1]].seat]} {t.card_ids[e[1]]}"


def _battle(t: Scenario, e: Entry) -> str:
    draw = f"+{e[4]}" if e[4] > 0 else str(e[4])
    return f"battle {t.seat_ids[e[1]]} {t.area_ids[e[2]]} {t.side_ids[e[3]]} {draw}"


def _pair(word: str, no: str, yes: str) -> Callable[[Scenario, Entry], str]:
    return lambda t, e: f"{word} {t.seat_ids[e[1]]} {t.area_ids[e[2]]} {yes if e[3] else no}"


def _inspect(t: Scenario, e: Entry) -> str:
    return f"inspect {t.seat_ids[e[1]]} {'hit' if e[2] else 'miss'}"


_FORMS: Final[dict[int, Callable[[Scenario, Entry], str]]] = {
    act.CHANNEL: _channel,
    act.TEXT: _text,
    act.GIVE: _give,
    act.ASK: _ask,
    act.PLEDGE: _pledge,
    act.CARD: _card,
    act.ORDER_ASSAULT: _order_side("assault"),
    act.ORDER_SUPPORT: _order_side("support"),
    act.ORDER_REDEPLOY: _redeploy,
    act.ORDER_ARM: _order_side("arm"),
    act.ORDER_FORTIFY: _order("fortify"),
    act.ORDER_STRIKE: _order("strike"),
    act.CHOOSE_AN_AREA: lambda t, e: f"choose {t.area_ids[e[1]]}",
    act.CHOOSE_A_SEAT: lambda t, e: f"choose {t.seat_ids[e[1]]}",
    act.CHOOSE_AN_ISSUE: lambda t, e: f"choose {t.issue_ids[e[1]]}",
    act.CHOOSE_A_CARD: lambda t, e: f"choose {t.card_ids[e[1]]}",
    act.DEAL_AGENDA: _agenda,
    act.DEAL: _deal,
    act.HEADLINE: lambda t, e: f"headline {t.headline_ids[e[1]]}",
    act.BATTLE: _battle,
    act.AIR: _pair("air", "clean", "documented"),
    act.STRIKE_DRAW: _pair("strike", "right", "wrong"),
    act.INSPECT: _inspect,
    act.PICK_AREA: lambda t, e: f"pick {t.area_ids[e[1]]}",
    act.PICK_CARD: lambda t, e: f"pick {t.card_ids[e[1]]}",
}
