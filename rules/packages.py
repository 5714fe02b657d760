"""Packages (§3.2): which clauses may be written, and why others may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.actions import ASK, GIVE, PLEDGE, TEXT
from rules.board import besiegers
from rules.errors import RulesError
from rules.integers import distance
from rules.meters import credibility_of, influence_of
from rules.pledges import is_running, refuse_pledge
from rules.scenario import ACT_SANCTION, INFLUENCE, METER_MAX, NOBODY, Scenario
from rules.state import State

if TYPE_CHECKING:
    from rules.integers import Int

MOST_INFLUENCE: Final[Int] = METER_MAX[INFLUENCE]
ANY_DISTANCE: Final = 99  # where texts are free


def named_with(table: Scenario, s: State, proposer: Int, channel: Int) -> list[int]:
    """The factions that clauses may name beside the proposer."""
    if channel != NOBODY:
        return [channel]
    return [seat for seat in range(table.seats) if s.present >> seat & 1 and seat != proposer]


def has_clause(table: Scenario, s: State, seat: Int, channel: Int) -> bool:
    """Whether a package of that seat would have a legal first clause."""
    purse = influence_of(s, seat)
    if channel == NOBODY and not s.in_force and purse >= table.numbers.text_price and free_issues(table):
        return True  # a text
    named: Int = 1 << seat
    for other in range(table.seats):
        if other == channel or (channel == NOBODY and s.present >> other & 1 and other != seat):
            if could_transfer(s, seat, other):
                return True
            named |= 1 << other
    for pledge in range(len(table.makers)):
        if can_pledge(table, s, pledge, named):
            return True
    return False


def free_issues(table: Scenario) -> Int:
    """Mask of the issues that the size does not fix (§8)."""
    return (1 << table.issues) - 1 & ~table.fixed


def could_transfer(s: State, seat: Int, other: Int) -> bool:
    """Whether the first clause could be a gift to the other, or an ask."""
    ours, theirs = influence_of(s, seat), influence_of(s, other)
    return (ours > 0 and theirs < MOST_INFLUENCE) or (theirs > 0 and ours < MOST_INFLUENCE)


def spent_in(table: Scenario, s: State, clauses: tuple[Int, ...]) -> tuple[Int, Int]:
    """What the clauses cost their proposer in texts and gifts, and what they ask for it."""
    spends = asks = 0
    for clause in clauses:
        verb, a, b = table.acts.verb[clause], table.acts.a[clause], table.acts.b[clause]
        if verb == TEXT:
            spends += distance(b, s.draft[a]) * table.numbers.text_price
        elif verb == GIVE:
            spends += b
        elif verb == ASK:
            asks += b
    return spends, asks


def next_clauses(table: Scenario, s: State, proposer: Int, channel: Int, clauses: tuple[Int, ...]) -> list[int]:
    """The clauses that may follow, ascending; a package is written in canonical order, each thing once (§11)."""
    if len(clauses) >= table.numbers.clauses:
        return []
    last: Int = clauses[-1] if clauses else -1
    spends, asks = spent_in(table, s, clauses)
    purse = influence_of(s, proposer) - spends
    others = named_with(table, s, proposer, channel)
    listed: list[int] = []
    if channel == NOBODY and not s.in_force and last < table.acts.give[0][1]:
        list_texts(table, s, purse, last, listed)
    if last < table.acts.pledge_from:
        list_transfers(table, s, purse, MOST_INFLUENCE - purse - asks, clauses, others, listed)
    list_pledges(table, s, last, [*others, proposer], listed)
    return listed


def list_texts(table: Scenario, s: State, purse: Int, last: Int, listed: list[int]) -> None:
    """Texts on later issues that the purse covers."""
    first = table.acts.a[last] + 1 if last >= 0 else 0
    price = table.numbers.text_price
    steps = purse // price if price else ANY_DISTANCE
    for issue in range(first, table.issues):
        if table.fixed >> issue & 1:
            continue
        now = s.draft[issue]
        row = table.acts.text[issue]
        listed += row[max(now - steps, 0) : now]
        listed += row[now + 1 : now + 1 + steps]


def list_transfers(
    table: Scenario,
    s: State,
    purse: Int,
    room: Int,
    clauses: tuple[Int, ...],
    others: list[int],
    listed: list[int],
) -> None:
    """Gifts that the purse covers, asks that the other covers; nobody ends above the most there is."""
    last = clauses[-1] if clauses else -1
    dealt_with = 0
    for clause in clauses:
        if table.acts.verb[clause] in (GIVE, ASK):
            dealt_with |= 1 << table.acts.a[clause]
    for seat in others:
        give = table.acts.give[seat]
        if give[1] > last and not dealt_with >> seat & 1:
            most = min(purse, MOST_INFLUENCE - influence_of(s, seat))
            if most > 0:
                listed += give[1 : most + 1]
    for seat in others:
        ask = table.acts.ask[seat]
        if ask[1] > last and not dealt_with >> seat & 1:
            most = min(room, influence_of(s, seat))
            if most > 0:
                listed += ask[1 : most + 1]


def list_pledges(table: Scenario, s: State, last: Int, makers: list[int], listed: list[int]) -> None:
    """Later pledges that their makers can make, by seat."""
    first = table.acts.pledge_from
    named: Int = 0
    for seat in makers:
        named |= 1 << seat
    for pledge in range(len(table.makers)):
        if first + pledge > last and can_pledge(table, s, pledge, named):
            listed.append(first + pledge)


def is_fitting(table: Scenario, s: State, pledge: Int, named: Int) -> bool:
    """Whether the pledge's target is one: a seat that may be named, an area that its maker besieges."""
    rule = table.pledges[pledge]
    if rule.lets_aid_in:
        return bool(s.besieged >> rule.target & 1) and bool(besiegers(table, s, rule.target) >> rule.seat & 1)
    return rule.act != ACT_SANCTION or bool(named >> rule.target & 1)


# One clause


def can_write(table: Scenario, s: State, action: Int) -> bool:
    """Whether the clause may follow those of the package that is being written."""
    last = s.clauses[-1] if s.clauses else -1
    return action > last and len(s.clauses) < table.numbers.clauses and can_write_later(table, s, last, action)


def can_write_later(table: Scenario, s: State, last: Int, action: Int) -> bool:
    """The same of one that comes after the last (-1: there is none) and would not be one too many."""
    acts = table.acts
    if action >= acts.pledge_from:
        return can_pledge(table, s, action - acts.pledge_from, nameable(s) | 1 << s.proposer)
    verb, what, amount = acts.verb[action], acts.a[action], acts.b[action]
    if verb == TEXT:
        return can_write_text(table, s, last, what, amount)
    if not nameable(s) >> what & 1:
        return False
    for clause in s.clauses:
        if acts.verb[clause] in (GIVE, ASK) and acts.a[clause] == what:
            return False
    spends, asks = spent_in(table, s, s.clauses)
    purse = influence_of(s, s.proposer) - spends
    if verb == GIVE:
        return amount <= purse and amount <= MOST_INFLUENCE - influence_of(s, what)
    return amount <= MOST_INFLUENCE - purse - asks and amount <= influence_of(s, what)


def nameable(s: State) -> Int:
    """Mask of the factions that clauses may name beside the proposer."""
    return s.present & ~(1 << s.proposer) if s.channel == NOBODY else 1 << s.channel


def can_pledge(table: Scenario, s: State, pledge: Int, named: Int) -> bool:
    """Whether the pledge can be made where these may be named; the proposer is one of them."""
    maker = table.makers[pledge]
    return (
        bool(named >> maker & 1)
        and credibility_of(s, maker) >= table.numbers.pledge_credibility
        and is_fitting(table, s, pledge, named)
        and not is_running(s, pledge)
    )


def can_write_text(table: Scenario, s: State, last: Int, issue: Int, position: Int) -> bool:
    """The same for a text."""
    if s.channel != NOBODY or s.in_force or table.fixed >> issue & 1:
        return False
    if last >= 0 and table.acts.a[last] >= issue:
        return False
    steps = distance(position, s.draft[issue])
    if not steps:
        return False
    spends, _asks = spent_in(table, s, s.clauses)
    return steps * table.numbers.text_price <= influence_of(s, s.proposer) - spends


def refuse_clause(table: Scenario, s: State, action: Int) -> RulesError | None:
    """Why the clause can't be added to the package now, or None if it can."""
    if can_write(table, s, action):
        return None
    return explain_clause(table, s, action)


def explain_clause(table: Scenario, s: State, action: Int) -> RulesError:
    """The first reason why a clause is not among the possible ones."""
    verb, a, b, _c, _d = table.acts.entries[action]
    if len(s.clauses) >= table.numbers.clauses:
        return RulesError("3.2", "package-full", "A package has at most {} clauses; send it.", table.numbers.clauses)
    if s.clauses and action <= s.clauses[-1]:
        return RulesError(
            "11",
            "clause-order",
            "Clauses are written in order: texts, gifts, asks, pledges, each in the scenario's order.",
        )
    if verb == TEXT:
        return explain_text(table, s, a, b)
    seat = table.pledges[a].seat if verb == PLEDGE else a
    if seat not in named_with(table, s, s.proposer, s.channel) and (verb != PLEDGE or seat != s.proposer):
        return explain_naming(table, s, seat)
    if verb == PLEDGE:
        rule = table.pledges[a]
        makers = [*named_with(table, s, s.proposer, s.channel), s.proposer]
        if rule.act == ACT_SANCTION and rule.target not in makers:
            return explain_naming(table, s, rule.target)
        return refuse_pledge(table, s, a) or RulesError("3.2", "pledge", "That pledge can't be made here.")
    return explain_transfer(table, s, verb, a, b)


def explain_naming(table: Scenario, s: State, seat: Int) -> RulesError:
    """Why a faction can't be named in this package."""
    name = table.seat_names[seat]
    if s.channel != NOBODY:
        return RulesError("3.2", "not-named", "In a back channel only its two ends may be named; {} is neither.", name)
    if seat == s.proposer:
        return RulesError("3.2", "not-named", "{} can't give to itself nor ask of itself.", name)
    return RulesError(
        "3.2", "not-named", "{} is absent; a package names those at the table, a back channel one who is not.", name
    )


def explain_text(table: Scenario, s: State, issue: Int, position: Int) -> RulesError:
    """Why a text can't be proposed."""
    name = table.issue_names[issue]
    if s.in_force:
        return RulesError("5.3", "frozen", "The text is frozen while the agreement is in force.")
    if s.channel != NOBODY:
        return RulesError("3.2", "channel-text", "A back channel can't change the text; propose openly.")
    if table.fixed >> issue & 1:
        return RulesError("8", "fixed", "{} is fixed in this size.", name)
    if s.draft[issue] == position:
        return RulesError("3.2", "same-position", "The draft on {} already stands at {}.", name, position)
    if any(table.acts.verb[clause] == TEXT and table.acts.a[clause] == issue for clause in s.clauses):
        return RulesError("3.2", "issue-twice", "{} is in this package already.", name)
    spends, _asks = spent_in(table, s, s.clauses)
    return RulesError(
        "3.2",
        "short-of-influence",
        "That text costs {} influence; {} has {} left for this package.",
        distance(position, s.draft[issue]) * table.numbers.text_price,
        table.seat_names[s.proposer],
        influence_of(s, s.proposer) - spends,
    )


def explain_transfer(table: Scenario, s: State, verb: Int, seat: Int, amount: Int) -> RulesError:
    """Why a gift or an ask can't be made."""
    name = table.seat_names[seat]
    if any(table.acts.verb[clause] in (GIVE, ASK) and table.acts.a[clause] == seat for clause in s.clauses):
        return RulesError("3.2", "transfer-twice", "A transfer with {} is in this package already.", name)
    spends, asks = spent_in(table, s, s.clauses)
    left = influence_of(s, s.proposer) - spends
    giver, has = (table.seat_names[s.proposer], left) if verb == GIVE else (name, influence_of(s, seat))
    if amount > has:
        return RulesError("3.2", "short-of-influence", "{} would have to pay {} and has {}.", giver, amount, has)
    taker, has = (name, influence_of(s, seat)) if verb == GIVE else (table.seat_names[s.proposer], left + asks)
    return RulesError("3.2", "too-much", "{} would end above {} (it has {}).", taker, MOST_INFLUENCE, has)
