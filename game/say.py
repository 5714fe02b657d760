"""What happened, in sentences to be read aloud at the table: sober, with names, harm in plain words."""

from collections.abc import Callable
from typing import Final

from cards.language import N_, _
from game import sentences_of_talks as talks
from game import sentences_of_war as war
from game.words import Name, Texts, Words, capital
from rules import events, state
from rules.events import Event
from rules.scenario import NOBODY, Scenario

Say = Callable[[Words, Event], str]

OUTCOMES: Final = {
    state.CATASTROPHE: N_("The toll has reached its limit: a catastrophe. Nobody has won anything"),
    state.PEACE: N_("The agreement has been carried out: peace"),
    state.FRAGILE_PEACE: N_("Time is up with an agreement in force: a fragile peace"),
    state.FROZEN_WAR: N_("Time is up without an agreement: a frozen war"),
}


def sentence(table: Scenario, event: Event, viewer: int, texts: Texts | None = None) -> str:
    """What `viewer` (a seat, or NOBODY: the watcher) is told; empty if it's not theirs or not worth a word."""
    return Teller(table, texts).sentence(event, viewer)


class Teller:
    """Tells the events of one table."""

    def __init__(self, table: Scenario, texts: Texts | None = None) -> None:
        self.words = Words(table, texts)
        self.seats = table.seats

    def sentence(self, event: Event, viewer: int) -> str:
        """See `sentence`."""
        if not event.audience >> (self.seats if viewer == NOBODY else viewer) & 1:
            return ""
        text = SENTENCES[event.kind](self.words, event)
        return capital(text) + "." if text else ""


def _meter(w: Words, e: Event) -> str:
    return meter_moved(e, w.seat(e.seat), e.c)


def meter_moved(e: Event, seats: Name, to: int | None = None) -> str:
    """A meter rose or fell, of one seat to `to`, or of several whose `seats` tell where it is now."""
    rose, fell = MOVES[e.a]
    told = {"seat": seats, "n": str(abs(e.b))}
    if to is None:
        rose, fell = MOVES_TOGETHER[e.a]
        return _(rose if e.b > 0 else fell).format(**told)
    return _(rose if e.b > 0 else fell).format(**told, now=to)


MOVES: Final = (  # by meter; a noun of its own has a gender in other languages, so each has a sentence of its own
    (N_("the influence of {seat} rose by {n}, to {now}"), N_("the influence of {seat} fell by {n}, to {now}")),
    (N_("the support of {seat} rose by {n}, to {now}"), N_("the support of {seat} fell by {n}, to {now}")),
    (N_("the credibility of {seat} rose by {n}, to {now}"), N_("the credibility of {seat} fell by {n}, to {now}")),
)
MOVES_TOGETHER: Final = (
    (N_("the influence of {seat} rose by {n}"), N_("the influence of {seat} fell by {n}")),
    (N_("the support of {seat} rose by {n}"), N_("the support of {seat} fell by {n}")),
    (N_("the credibility of {seat} rose by {n}"), N_("the credibility of {seat} fell by {n}")),
)


def _track(w: Words, e: Event) -> str:
    told = _("{track} rose by {n}, to {now}") if e.b > 0 else _("{track} fell by {n}, to {now}")
    return told.format(track=w.track(e.a), n=abs(e.b), now=e.c)


def _ended(w: Words, e: Event) -> str:
    if e.a == state.CONQUEST:
        return _("{side} took all it set out to take: conquest").format(side=w.side(e.b))
    return _(OUTCOMES[e.a])


def _seat(text: str) -> Say:
    return lambda w, e: _(text).format(seat=w.seat(e.seat))


def _just(text: str) -> Say:
    return lambda _w, _e: _(text)


def _nothing(_w: Words, _e: Event) -> str:
    """Told by the sentence before it, or not worth one."""
    return ""


SENTENCES: Final[dict[int, Say]] = {
    events.TURN_BEGAN: lambda w, e: _("turn {turn} of {turns}").format(turn=e.a, turns=w.table.numbers.turns),
    events.AGENDA_DEALT: lambda w, e: _("your agenda is {agenda}").format(agenda=w.agenda(e.a)),
    events.CARD_DEALT: lambda w, e: _("you drew {card}").format(card=w.card(e.a)),
    events.CARD_DRAWN: _nothing,  # hand sizes stand on the table
    events.HEADLINE_DRAWN: talks.headline,
    events.INCIDENT: talks.incident,
    events.ATTENDANCE: talks.attendance,
    events.NO_CONFERENCE: _just(N_("fewer than two came, so there was no conference")),
    events.STAYED_AWAY: _seat(N_("staying away served {seat}")),
    events.PROPOSAL: talks.proposal,
    events.CLAUSE: lambda w, e: _("clause: {clause}").format(clause=w.clause(e.a, e.seat)),
    events.SENT: _seat(N_("{seat} put the package to the others")),
    events.ABANDONED: _seat(N_("{seat} abandoned the package")),
    events.ANSWER: talks.answer,
    events.FELL: _just(N_("the package fell")),
    events.ADOPTED: _just(N_("nobody stopped it: the package stands")),
    events.TRANSFER: lambda w, e: _("{n} influence went from {seat} to {other}").format(
        n=e.b, seat=w.seat(e.seat), other=w.seat(e.a)
    ),
    events.PLEDGED: talks.pledged,
    events.DRAFT_MOVED: lambda w, e: _("the draft on {issue} moved from {before} to {after}").format(
        issue=w.issue(e.a), before=w.position(e.a, e.b), after=w.position(e.a, e.c)
    ),
    events.PASSED: _seat(N_("{seat} passed")),
    events.CALLED: _seat(N_("{seat} called for signatures, and signed")),
    events.SIGNED: _seat(N_("{seat} signed")),
    events.REFUSED: _seat(N_("{seat} refused to sign")),
    events.CALL_FAILED: _seat(N_("without {seat} there is no agreement: the call has failed")),
    events.AGREED: lambda w, e: _("an agreement is in force, signed by {seats}").format(seats=w.seats(e.a)),
    events.RATIFIED: talks.ratified,
    events.SEALED: _seat(N_("the choices of {seat} are sealed")),
    events.CARD_REVEALED: talks.revealed,
    events.AS_CAPITAL: lambda w, e: _("that was no longer possible: {card} counted as capital").format(
        card=w.card(e.a)
    ),
    events.CHOSE: lambda w, e: _("{seat} chose {picked}").format(seat=w.seat(e.seat), picked=w.picked(e.a)),
    events.PICKED: lambda w, e: _("chance fell on {picked}").format(picked=w.picked(e.a)),
    events.DISCARDED: lambda w, e: _("{seat} discarded {card}").format(seat=w.seat(e.seat), card=w.card(e.a)),
    events.SANCTIONED: _nothing,  # CARD_REVEALED says it, the meters say what it did
    events.CONDEMNED: _nothing,
    events.RALLIED: _nothing,
    events.RELIEF: lambda w, e: _("relief from {seat} is on its way to {area}").format(
        seat=w.seat(e.seat), area=w.area(e.a)
    ),
    events.LEANED: talks.leaned,
    events.LOOKED: talks.looked,
    events.SAW_CARD: lambda w, e: _("you saw {card} in the hand of {seat}").format(card=w.card(e.b), seat=w.seat(e.a)),
    events.SAW_AGENDA: lambda w, e: _("you saw that the agenda of {seat} is {agenda}").format(
        seat=w.seat(e.a), agenda=w.agenda(e.b)
    ),
    events.BARRED: _seat(N_("{seat} may not come to the next conference")),
    events.COMPELLED: _seat(N_("{seat} must come to the next conference")),
    events.STANDING_BEGAN: _seat(N_("what {seat} set going will have effect later")),
    events.STANDING_ACTED: _seat(N_("what {seat} had set going earlier took effect")),
    events.ORDERED: lambda w, e: _("{seat} ordered {order}").format(seat=w.seat(e.seat), order=w.order(e.a)),
    events.VOID: lambda w, e: _("what {seat} had ordered was no longer possible and did not happen: {order}").format(
        seat=w.seat(e.seat), order=w.order(e.a)
    ),
    events.ATTACKED: war.attacked,
    events.LENT: lambda w, e: _("{area} lent {n} of its strength to the attack").format(area=w.area(e.a), n=e.c),
    events.DEFENDED: war.defended,
    events.BATTLE_FOUGHT: war.battle,
    events.AIR_SUPPORTED: lambda w, e: _("aircraft of {seat} supported {side} {where}").format(
        seat=w.seat(e.seat), side=w.side(e.b), where=w.where(e.a)
    ),
    events.AIR_DOCUMENTED: lambda w, e: _("the air strike {where} was documented and laid to {seat}").format(
        where=w.where(e.a), seat=w.seat(e.seat)
    ),
    events.STRUCK: lambda w, e: _("{seat} struck {side} {where}").format(
        seat=w.seat(e.seat), side=w.side(w.table.struck_side), where=w.where(e.a)
    ),
    events.STRUCK_WRONG: lambda w, e: _("the strike {where} hit the wrong target").format(where=w.where(e.a)),
    events.STRENGTH: war.strength,
    events.CONTROL: war.control,
    events.BESIEGED: lambda w, e: _("{area} is besieged").format(area=w.area(e.a)),
    events.SIEGE_LIFTED: lambda w, e: _("the siege of {area} is lifted").format(area=w.area(e.a)),
    events.REARMED: lambda _w, e: _("you rearmed in secret: your hidden reserve is now {n}").format(n=e.a),
    events.STOOD_DOWN: _nothing,  # ORDERED says it, the support it gives is told
    events.BREACHED: talks.breached,
    events.PLEDGE_ENDED: lambda w, e: _("a pledge of {seat} ended without blame: {pledge}").format(
        seat=w.seat(e.seat), pledge=w.pledge(e.a)
    ),
    events.KEPT: talks.kept,
    events.VIOLATED: talks.violated,
    events.INSPECTED: talks.inspected,
    events.OUTSIDER_ARMED: lambda w, e: _("{seat}, outside the agreement, sent arms to {area}: an incident").format(
        seat=w.seat(e.seat), area=w.area(e.a)
    ),
    events.TOLL: war.toll,
    events.SIEGE_BIT: war.siege,
    events.PROCEDURE: lambda w, e: w.texts.procedures[e.a],
    events.HOME_FRONT: lambda w, e: w.texts.home_fronts[e.a],
    events.TOLL_SETTLED: war.settled,
    events.METER: _meter,
    events.TRACK: _track,
    events.WEARY: _just(N_("no home front waits for ever: there is still no agreement, and support falls")),
    events.CRISIS: talks.crisis,
    events.STAYED: _seat(N_("{seat} stayed with the agreement")),
    events.WITHDREW: _seat(N_("{seat} withdrew from the agreement")),
    events.COLLAPSED: _seat(N_("with {seat} gone the agreement has collapsed")),
    events.RESERVE_APPEARED: war.appeared,
    events.PROGRESS: lambda w, e: _("the agreement is being carried out: step {n} of {steps}").format(
        n=e.a, steps=w.table.numbers.progress_steps
    ),
    events.ENDED: _ended,
}
