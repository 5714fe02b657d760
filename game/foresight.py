"""What a choice is known to change, before it is made.

Reckoned on a copy of what the seat sees, never on a hidden state. Only what follows from the choice alone is told; what
others seal is left open, and what chance draws is told outcome by outcome or left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cards.language import N_, _, ngettext
from game import paper
from game.words import Words, comma, decimal, labelled, listed
from rules import actions as act
from rules import agreement, battles, effects, kernel, operations, pressure
from rules.observe import Observation
from rules.scenario import CREDIBILITY, INFLUENCE, NOBODY, SUPPORT
from rules.state import CHANCE, NO_ONE, OPERATIONS, PRESSURE, State

MOVED: Final = (N_("influence of {seat} {n}"), N_("support of {seat} {n}"), N_("credibility of {seat} {n}"))
SLIGHT: Final = 0.05  # below it a number reads the same
CLAUSES: Final = (act.TEXT, act.GIVE, act.ASK, act.PLEDGE)


def notes(w: Words, seen: Observation, action: int, *, private: bool) -> tuple[str, ...]:
    """What is known to follow, in short lines; in the open nothing that rests on an agenda (§10)."""
    verb = w.table.acts.verb[action]
    told = bound(w, seen, action) or _crisis(w, seen, verb) or _refusal(w, seen, verb)
    if verb in {act.TEXT, act.ACCEPT, act.SILENCE}:
        return (*told, *_text(w, seen, (action,) if verb == act.TEXT else seen.board.clauses, private=private))
    if not private:
        return _ratifying(w, seen) if verb in {act.SIGN, act.CALL} else told
    if verb == act.CARD:
        return _card(w, seen, action)
    if act.FIRST_ORDER <= verb < act.ORDER_HOLD:
        return _order(w, seen, action)
    if verb in {act.SIGN, act.CALL}:
        return _signature(w, seen)
    return told


def _text(w: Words, seen: Observation, clauses: Sequence[int], *, private: bool) -> tuple[str, ...]:
    """What the texts among these clauses are worth."""
    after = after_text(w, seen, clauses)
    if not private:
        return public_worth(w, seen, after)
    moves = any(w.table.acts.verb[clause] == act.TEXT for clause in clauses)
    return own(w, seen, after) or ((_("U stays as it is"),) if moves else ())


def bound(w: Words, seen: Observation, action: int) -> tuple[str, ...]:
    """Whom a clause binds, who then has to agree (§3.2)."""
    verb, a = w.table.acts.entries[action][:2]
    if verb not in CLAUSES:
        return ()
    who = a if verb == act.ASK else w.table.pledges[a].seat if verb == act.PLEDGE else NOBODY
    return () if who in {NOBODY, seen.seat} else (_("binds {seat}, who must agree").format(seat=w.seat(who)),)


# Worth, before and after


def u_of(w: Words, s: State, seat: int, *, public: bool) -> float:
    """What the draft (or the agreed text) is worth to a seat, of 100."""
    worth = kernel.worth(w.table, s, seat, public=public)
    return 100 * worth.points / worth.best if worth.best else 0.0


def n_of(w: Words, s: State, seat: int) -> float:
    """What no agreement is worth to a seat, with the harm that has been done but not yet been counted."""
    counted = s.copy()
    counted.toll = min(w.table.toll_max, s.toll + harmed(s))
    return kernel.worth(w.table, counted, seat).no_deal / 100


def harmed(s: State) -> int:
    """People harmed this turn and not yet counted (§6)."""
    left = s.harm[:]
    for area, by in s.relief:
        left[area] = max(left[area] - by, 0)
    return sum(left)


def own(w: Words, seen: Observation, after: State) -> tuple[str, ...]:
    """How the seat's own numbers and everybody's meters would move."""
    changed = [*_moved_worth(w, seen, after), *_moved_meters(w, seen.board, after), *_broken(w, seen, after)]
    return (comma(changed),) if changed else ()


def _broken(w: Words, seen: Observation, after: State) -> list[str]:
    """The seat's own pledges that would be broken, and the agreement if it would be violated."""
    gone = [entry[0] for entry in seen.board.ledger if entry not in after.ledger]
    mine = [one for one in gone if w.table.pledges[one].seat == seen.seat]
    told = [_("breaks your pledge: {pledge}").format(pledge=w.pledge(one)) for one in mine]
    violates = (after.violators & ~seen.board.violators) >> seen.seat & 1
    return [*told, *([_("violates the agreement")] if violates else [])]


def _moved_worth(w: Words, seen: Observation, after: State) -> list[str]:
    seat, board = seen.seat, seen.board
    pairs = (
        ("U", u_of(w, board, seat, public=False), u_of(w, after, seat, public=False)),
        ("N", n_of(w, board, seat), n_of(w, after, seat)),
    )
    told = _("{name} {before} to {now}") if paper.linear() else "{name} {before} → {now}"
    return [
        told.format(name=name, before=decimal(before), now=decimal(now))
        for name, before, now in pairs
        if abs(before - now) > SLIGHT
    ]


def _moved_meters(w: Words, before: State, after: State) -> list[str]:
    told = []
    for meter, text in enumerate(MOVED):
        for seat in range(w.table.seats):
            by = after.meter(meter)[seat] - before.meter(meter)[seat]
            if by:
                told.append(_(text).format(seat=w.short(seat), n=f"{by:+d}"))
    toll = harmed(after) - harmed(before)
    told += [_("toll {n}").format(n=f"{toll:+d}")] if toll else []
    attention = after.attention - before.attention
    told += [_("attention {n}").format(n=f"{attention:+d}")] if attention else []
    return told


def public_worth(w: Words, seen: Observation, after: State) -> tuple[str, ...]:
    """How the draft's worth would move for every seat, by the weights that everybody knows."""
    told = []
    for seat in range(w.table.seats):
        by = u_of(w, after, seat, public=True) - u_of(w, seen.board, seat, public=True)
        if abs(by) > SLIGHT:
            told.append(f"{w.short(seat)} {by:+.0f}")
    return (_("by public weights: {changes}").format(changes=comma(told)),) if told else ()


def after_text(w: Words, seen: Observation, clauses: Sequence[int]) -> State:
    """The board with the draft moved as these clauses would."""
    after = seen.board.copy()
    for clause in clauses:
        verb, issue, at = w.table.acts.entries[clause][:3]
        if verb == act.TEXT:
            after.draft[issue] = at
    return after


def _ratifying(w: Words, seen: Observation) -> tuple[str, ...]:
    """What signing costs at home, which everybody knows: red lines and support are public (§5.2)."""
    crossed = agreement.lines_crossed(w.table, seen.board, seen.seat)
    if not crossed:
        return (_("crosses no red line"),)
    issues = listed(w.issue(issue) for issue in crossed)
    price = comma(_price(w, seen, SUPPORT, len(crossed) * w.table.numbers.ratify_cost)) or _("no change")
    told = ngettext(
        "crosses the red line on {issues}: {price} once it is in force",
        "crosses the red lines on {issues}: {price} once it is in force",
        len(crossed),
    )
    return (told.format(issues=issues, price=price),)


def _refusal(w: Words, seen: Observation, verb: int) -> tuple[str, ...]:
    """What refusing to sign leads to, and its price (§5.1, §4.2)."""
    if verb != act.REFUSE:
        return ()
    s, seat = seen.board, seen.seat
    must = w.table.required >> seat & 1
    price = sum(value for backer, client, _issue, value in s.leans if client == seat and s.signed >> backer & 1)
    if must and s.signed & w.table.required & ~(1 << s.caller):
        price += 1
    told = _("ends the call for signatures: its own is required") if must else _("stays outside the agreement")
    return (told, *_price(w, seen, INFLUENCE, price))


def _signature(w: Words, seen: Observation) -> tuple[str, ...]:
    s, seat, numbers = seen.board, seen.seat, w.table.numbers
    crossed = len(agreement.lines_crossed(w.table, s, seat))
    told = (
        _("this text: U {u}; no agreement: N {n}; ratifying costs {cost} support")
        if crossed
        else _("this text: U {u}; no agreement: N {n}")
    )
    u, n = decimal(u_of(w, s, seat, public=False)), decimal(n_of(w, s, seat))
    return (told.format(u=u, n=n, cost=crossed * numbers.ratify_cost),)


# Cards and orders


def _crisis(w: Words, seen: Observation, verb: int) -> tuple[str, ...]:
    """What staying with the agreement, or leaving it, costs whoever does (§5.4)."""
    board, numbers = seen.board, w.table.numbers
    if verb == act.STAY:
        return _price(w, seen, SUPPORT, numbers.stay_support)
    if verb != act.WITHDRAW:
        return ()
    must = w.table.required >> seen.seat & 1
    told = _("the agreement collapses") if must else _("stays outside the agreement")
    return (told, *_price(w, seen, CREDIBILITY, 0 if board.violators else numbers.withdraw_credibility))


def _price(w: Words, seen: Observation, meter: int, price: int) -> tuple[str, ...]:
    """What is paid of a meter, as far as it reaches."""
    by = min(price, seen.board.meter(meter)[seen.seat])
    return (_(MOVED[meter]).format(seat=w.short(seen.seat), n=f"{-by:+d}"),) if by else ()


def _card(w: Words, seen: Observation, action: int) -> tuple[str, ...]:
    """What the card does by itself, up to the first choice or draw that it leaves open."""
    card, use = w.table.acts.entries[action][1:3]
    s = seen.board.copy()
    s.phase, s.seat = PRESSURE, NO_ONE
    pressure.play_card(w.table, s, seen.seat, card, use)
    if s.program != NOBODY:
        effects.run(w.table, s)
    told = own(w, seen, s) or (() if s.program != NOBODY else (_("changes no number by itself"),))
    left_open = () if s.program == NOBODY else (_("more of it rests on a choice or a draw at the reveal"),)
    return (*told, *left_open)


def _order(w: Words, seen: Observation, action: int) -> tuple[str, ...]:
    """What the order does if nobody else orders anything: for each outcome of its draw."""
    s = seen.board.copy()
    s.queue = (seen.seat * len(w.table.acts.entries) + action,)
    s.orders = [()] * w.table.seats
    s.at, s.phase, s.seat = 0, OPERATIONS, NO_ONE
    s.air = s.fortified = s.fights = s.broken = ()
    s.offenders = 0
    operations.next_order(w.table, s)
    ends = [(NOBODY, s)]
    if s.seat == CHANCE:
        ends = [(outcome, _drawn(w, s, outcome)) for outcome, _weight in kernel.chances(w.table, s)]
    verb, area, side = w.table.acts.entries[action][:3]
    told = [_odds(w, seen, area, side)] if verb == act.ORDER_ASSAULT else []
    if len(ends) == 1:
        return (*told, *own(w, seen, ends[0][1]))
    by_text: dict[str, list[str]] = {}
    for outcome, end in ends:
        by_text.setdefault(comma(own(w, seen, end)) or _("no change"), []).append(_outcome(w, outcome))
    return (*told, *(labelled(listed(outcomes, "or"), text) for text, outcomes in by_text.items()))


def _drawn(w: Words, s: State, outcome: int) -> State:
    end = s.copy()
    end.seat = NO_ONE
    operations.finish_order(w.table, end, outcome)
    operations.next_order(w.table, end)
    return end


def _odds(w: Words, seen: Observation, area: int, side: int) -> str:
    attack = battles.attack_strength(w.table, seen.board, area, w.table.side_of[seen.seat])
    defence = battles.defence_strength(w.table, seen.board, area, side)
    return _("by itself: attack {attack}, defence {defence}").format(attack=attack, defence=defence)


def _outcome(w: Words, outcome: int) -> str:
    verb, drawn, draw = (w.table.acts.entries[outcome][at] for at in (0, 3, 4))
    if verb == act.BATTLE:
        return _("draw {n}").format(n=f"{draw:+d}" if draw else "0")
    bad = _("documented") if verb == act.AIR else _("the wrong target")
    good = _("not documented") if verb == act.AIR else _("the right target")
    return bad if drawn else good


def breakers(w: Words, seen: Observation, bound_seats: int, others: int) -> list[str]:
    """Who of `others` may break the silence over a package that binds `bound_seats`, and at what price (§3.3)."""
    told = []
    for seat in range(w.table.seats):
        if not others >> seat & 1 or bound_seats >> seat & 1:
            continue
        price = w.table.numbers.first_break + seen.board.breaks[seat]
        able = seen.board.influence[seat] >= price
        text = _("{seat} (for {n})") if able else _("{seat} (cannot pay {n})")
        told.append(text.format(seat=w.seat(seat), n=price))
    return told
