"""The ledger of pledges: making, breach, expiry (§3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.board import besiegers, shift_attention, shift_meter, turn_order
from rules.errors import RulesError
from rules.events import BREACHED, KEPT, PLEDGE_ENDED, PLEDGED, tell
from rules.meters import credibility_of
from rules.scenario import ACT_ABSENCE, CREDIBILITY, NOBODY, Scenario
from rules.state import (
    LedgerEntry,
    State,
)
from rules.tuples import grown, joined

if TYPE_CHECKING:
    from rules.integers import Int


def refuse_pledge(table: Scenario, s: State, pledge: Int) -> RulesError | None:
    """Why the seat of `pledge` can't make it now, or None if it can."""
    rule = table.pledges[pledge]
    name = table.seat_names[rule.seat]
    if credibility_of(s, rule.seat) < table.numbers.pledge_credibility:
        return RulesError(
            "3.4",
            "no-credibility",
            "{} has credibility {}; a pledge needs {} or more.",
            name,
            credibility_of(s, rule.seat),
            table.numbers.pledge_credibility,
        )
    if is_running(s, pledge):
        return RulesError("3.4", "pledge-in-force", "{} has made that pledge and it is still in force.", name)
    if rule.lets_aid_in and not besiegers(table, s, rule.target) >> rule.seat & 1:
        return RulesError(
            "3.4",
            "not-besieging",
            "{} does not besiege {}, so it has no aid to let in.",
            name,
            table.area_names[rule.target],
        )
    return None


def is_running(s: State, pledge: Int) -> bool:
    """Whether the pledge is in force."""
    for entry in s.ledger:
        if entry[0] == pledge:
            return True
    return False


def make_pledge(table: Scenario, s: State, pledge: Int, proposer: Int, bound: Int) -> None:
    """Enter a pledge of the package under way: owed to its proposer, or a self-made one to those the package binds.

    Keeping it will pay only if another seat had a part in the package and the maker has something to give up: it
    did what the pledge forbids in the turn before.
    """
    rule = table.pledges[pledge]
    owed = bound & ~(1 << rule.seat) if rule.seat == proposer else 1 << proposer
    shared = rule.seat != proposer or owed != 0
    costs = rule.act != ACT_ABSENCE and is_among(pledge, s.deeds_before)
    expires = s.turn + 1
    s.ledger = joined(s.ledger, (pledge, owed, s.packages, expires, 1 if shared and costs else 0))
    tell(s, PLEDGED, rule.seat, pledge, owed, expires)


def breaches_of(table: Scenario, s: State, seat: Int, act: Int, target: Int) -> list[LedgerEntry]:
    """The seat's pledges in force that an act contradicts."""
    broken: list[LedgerEntry] = []
    for entry in s.ledger:
        pledge = entry[0]
        if table.makers[pledge] == seat:
            rule = table.pledges[pledge]
            if rule.act == act and rule.target in (target, NOBODY):
                broken.append(entry)
    return broken


def note_breaches(table: Scenario, s: State, seat: Int, act: Int, target: Int) -> None:
    """Note those pledges, to be judged when all orders are carried out (§6 step 6)."""
    if s.ledger:
        broken = breaches_of(table, s, seat, act, target)
        if broken:
            s.broken = (*s.broken, *broken)


def remember_deed(table: Scenario, s: State, seat: Int, act: Int, target: Int) -> None:
    """Note that the seat did what these pledges forbid, whether it had made them or not."""
    for pledge in table.forbidding[seat][act][target + 1]:
        if not is_among(pledge, s.deeds):
            s.deeds = grown(s.deeds, pledge)


def is_among(pledge: Int, deeds: tuple[Int, ...]) -> bool:
    """Whether what the pledge forbids is among what was done in a turn."""
    for done in deeds:
        if done == pledge:
            return True
    return False


def pay_breaches(table: Scenario, s: State, broken: list[LedgerEntry]) -> None:
    """Pay all breaches of a moment in turn order, at the attention before the first (§3.4)."""
    if not broken:
        return
    numbers = table.numbers
    watched = s.attention >= numbers.watched
    price = numbers.watched_breach_credibility if watched else numbers.breach_credibility
    packages = [entry[2] for entry in broken]
    makers = {(entry[2], table.pledges[entry[0]].seat) for entry in broken}
    s.ledger = tuple(entry for entry in s.ledger if entry not in broken)
    for seat in turn_order(table, s):
        for entry in broken:
            if table.pledges[entry[0]].seat == seat:
                tell(s, BREACHED, seat, entry[0], price)
                shift_meter(s, CREDIBILITY, seat, -price)
                shift_attention(s, numbers.breach_attention)
    # What others promised in the same package was promised for this
    freed = [
        entry
        for entry in s.ledger
        if entry[2] in packages
        and any(package == entry[2] and maker != table.pledges[entry[0]].seat for package, maker in makers)
    ]
    end_without_blame(table, s, freed)


def end_without_blame(table: Scenario, s: State, entries: list[LedgerEntry]) -> None:
    """Take pledges out of the ledger, neither kept nor broken."""
    for entry in entries:
        tell(s, PLEDGE_ENDED, table.pledges[entry[0]].seat, entry[0])
    if entries:
        s.ledger = tuple(entry for entry in s.ledger if entry not in entries)


def expire_pledges(table: Scenario, s: State) -> None:
    """Pledges that ran out unbroken are kept; keeping pays once a turn, where it cost something (§3.4)."""
    if not s.ledger:
        s.kept = ()
        return
    over = [entry for entry in s.ledger if entry[3] <= s.turn]
    paid = 0
    for seat in turn_order(table, s):
        for entry in over:
            if table.pledges[entry[0]].seat == seat:
                pays = bool(entry[4]) and not paid >> seat & 1
                tell(s, KEPT, seat, entry[0], 1 if pays else 0)
                if pays:
                    paid |= 1 << seat
                    shift_meter(s, CREDIBILITY, seat, table.numbers.kept_credibility)
    s.kept = tuple(entry[0] for entry in over)
    s.ledger = tuple(entry for entry in s.ledger if entry[3] > s.turn)
