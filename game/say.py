"""What happened, in sentences to be read aloud at the table: sober, with names, harm in plain words."""

from collections.abc import Callable
from typing import Final

from cards.language import N_, _, ngettext
from game.words import Name, Texts, Words, capital, listed
from rules import actions, events, state
from rules.events import Event
from rules.scenario import NOBODY, Scenario

Say = Callable[[Words, Event], str]

OUTCOMES: Final = {
    state.CATASTROPHE: N_("The toll has reached its limit: a catastrophe. Nobody has won anything"),
    state.PEACE: N_("The agreement has been carried out: peace"),
    state.FRAGILE_PEACE: N_("Time is up with an agreement in force: a fragile peace"),
    state.FROZEN_WAR: N_("Time is up without an agreement: a frozen war"),
}
RESULTS: Final = {  # of a battle, by attack - defence held to -3..3 (§6)
    3: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 2"),
    2: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 1"),
    1: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 1"),
    0: N_("the draw was {draw}: attack {attack}, defence {defence}; both sides lost 1"),
    -1: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 1"),
    -2: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 1"),
    -3: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 2"),
}
ANSWERS: Final = {
    actions.ACCEPT: N_("{seat} accepted"),
    actions.DECLINE: N_("{seat} declined"),
    actions.SILENCE: N_("{seat} stayed silent"),
    actions.BREAK: N_("{seat} broke the silence"),
}
ANSWERED: Final = N_("{seat} answered")
HARM: Final = {
    events.TOLL_ASSAULT: N_("people came to harm {where} in the assault (toll {n})"),
    events.TOLL_AIR: N_("people came to harm {where} from the air (toll {n})"),
    events.TOLL_STRIKE: N_("people came to harm {where} in the strike (toll {n})"),
    events.TOLL_SIEGE: N_("people came to harm {where} under the siege (toll {n})"),
}
ANY_HARM: Final = N_("people came to harm {where} (toll {n})")
ANY_HARM_LAID: Final = N_("people came to harm {where} (toll {n}, laid to {seat})")
HARM_LAID: Final = {
    events.TOLL_ASSAULT: N_("people came to harm {where} in the assault (toll {n}, laid to {seat})"),
    events.TOLL_AIR: N_("people came to harm {where} from the air (toll {n}, laid to {seat})"),
    events.TOLL_STRIKE: N_("people came to harm {where} in the strike (toll {n}, laid to {seat})"),
    events.TOLL_SIEGE: N_("people came to harm {where} under the siege (toll {n}, laid to {seat})"),
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


# Set-up, headline, conference (§2, §3)


def _headline(w: Words, e: Event) -> str:
    context = w.texts.contexts[e.a].removesuffix(".")
    if context:
        return _("headline: {headline}. {context}").format(headline=w.headline(e.a), context=context)
    return _("headline: {headline}").format(headline=w.headline(e.a))


def _attendance(w: Words, e: Event) -> str:
    if e.b:
        return _("at the table: {seats}. Away by choice: {others}").format(seats=w.seats(e.a), others=w.seats(e.b))
    return _("at the table: {seats}").format(seats=w.seats(e.a))


def _proposal(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return _("{seat} proposed a package").format(seat=w.seat(e.seat))
    return _("{seat} opened a back channel to {other}").format(seat=w.seat(e.seat), other=w.seat(e.a))


def _answer(w: Words, e: Event) -> str:
    return _(ANSWERS.get(w.table.acts.verb[e.a], ANSWERED)).format(seat=w.seat(e.seat))


def _pledged(w: Words, e: Event) -> str:
    told = (
        _("{seat} pledged to {others}: {pledge}, until the end of turn {turn}")
        if e.b
        else _("{seat} pledged: {pledge}, until the end of turn {turn} (owed to nobody)")
    )
    return told.format(seat=w.seat(e.seat), others=w.seats(e.b), pledge=w.pledge(e.a), turn=e.c)


def _ratified(w: Words, e: Event) -> str:
    if not e.a:
        return _("{seat} ratified without crossing a red line").format(seat=w.seat(e.seat))
    return ngettext(
        "{seat} ratified across a red line, and paid for it at home",
        "{seat} ratified across {n} red lines, and paid for it at home",
        e.a,
    ).format(seat=w.seat(e.seat), n=e.a)


# Cards (§4)


def _revealed(w: Words, e: Event) -> str:
    told = _("{seat} revealed {card} and used it {use}")
    return told.format(seat=w.seat(e.seat), card=w.card(e.a), use=w.use(e.b))


def _leaned(w: Words, e: Event) -> str:
    return _("{seat} leaned on {client}, which may now sign across its line on {issue}").format(
        seat=w.seat(e.seat), client=w.seat(e.a), issue=w.issue(e.b)
    )


def _looked(w: Words, e: Event) -> str:
    told = _("{seat} saw the agenda of {other}") if e.b else _("{seat} saw the hand of {other}")
    return told.format(seat=w.seat(e.seat), other=w.seat(e.a))


# Operations (§6)


def _attacked(w: Words, e: Event) -> str:
    area, defender = divmod(e.a, w.table.sides)
    parts = [_("{n} of its own there").format(n=e.b)] if e.b else []
    parts += [_("{n} lent from next to it").format(n=e.c)] if e.c else []
    parts += [_("{n} from the air").format(n=e.d)] if e.d else []
    told = (
        _("{seat} attacked {side} {where} with {n}: {parts}")
        if e.b
        else _("{seat} attacked {side} {where} from outside with {n}: {parts}")
    )
    return told.format(
        seat=w.seat(e.seat), side=w.side(defender), where=w.where(area), n=e.b + e.c + e.d, parts=listed(parts)
    )


def _defended(w: Words, e: Event) -> str:
    area, side = divmod(e.a, w.table.sides)
    fortified, besieged, terrain = e.c & 1, e.c >> 1, w.table.terrain[area]
    parts = [_("{n} there").format(n=e.b)]
    parts += [_("1 for fortifications")] if fortified else []
    parts += [_("{n} from the air").format(n=e.d)] if e.d else []
    parts += [_("{n} for the ground").format(n=terrain)] if terrain else []
    parts += [_("1 less under siege")] if besieged else []
    return _("{side} defended with {n}: {parts}").format(
        side=w.side(side), n=e.b + fortified + e.d + terrain - besieged, parts=listed(parts)
    )


def _battle(_w: Words, e: Event) -> str:
    result = RESULTS[max(-3, min(3, e.b - e.c + e.d))]
    return _(result).format(draw=f"{e.d:+d}" if e.d else "0", attack=e.b, defence=e.c)


def _strength(w: Words, e: Event) -> str:
    told = _("{side} gained {n} {where}, now {now}") if e.c > 0 else _("{side} lost {n} {where}, now {now}")
    return told.format(side=w.side(e.b), n=abs(e.c), where=w.where(e.a), now=e.d)


def _control(w: Words, e: Event) -> str:
    if e.c == NOBODY:
        return _("{area} came under the control of {side}").format(area=w.area(e.a), side=w.side(e.b))
    return _("{area} passed from {other} to {side}").format(area=w.area(e.a), other=w.side(e.c), side=w.side(e.b))


def _inspected(w: Words, e: Event) -> str:
    if not e.a:
        return _("inspectors found nothing with {seat}").format(seat=w.seat(e.seat))
    told = _("inspectors found a hidden reserve of {n} with {seat}; it is dissolved")
    return told.format(n=e.a, seat=w.seat(e.seat))


# Pledges, violations (§3.4, §5.4)


def _breached(w: Words, e: Event) -> str:
    if e.b:
        told = _("{seat} broke a pledge, at a cost of {n} credibility: {pledge}")
        return told.format(seat=w.seat(e.seat), n=e.b, pledge=w.pledge(e.a))
    return _("{seat} broke a pledge: {pledge}").format(seat=w.seat(e.seat), pledge=w.pledge(e.a))


def _kept(w: Words, e: Event) -> str:
    told = _("{seat} kept a pledge: {pledge}; that earns credibility") if e.b else _("{seat} kept a pledge: {pledge}")
    return told.format(seat=w.seat(e.seat), pledge=w.pledge(e.a))


def _violated(w: Words, e: Event) -> str:
    told = (
        _("{seat} violated the agreement by a hidden reserve") if e.a else _("{seat} violated the agreement by orders")
    )
    return told.format(seat=w.seat(e.seat))


def _incident(w: Words, e: Event) -> str:
    spoiler = w.texts.spoilers[e.a]
    if spoiler:
        told = _("the news strains the agreement: {headline}; behind it: {spoiler}")
        return told.format(headline=w.headline(e.a), spoiler=Name(spoiler))
    return _("the news strains the agreement: {headline}").format(headline=w.headline(e.a))


# Consequences (§7)


def _toll(w: Words, e: Event) -> str:
    told = {"where": w.where(e.a), "n": f"{e.b:+d}"}
    if e.b < 0:
        return _("fewer people came to harm {where} (toll {n})").format(**told)
    if e.seat == NOBODY:
        return _(HARM.get(e.c, ANY_HARM)).format(**told)
    laid = _(HARM_LAID.get(e.c, ANY_HARM_LAID))
    return laid.format(**told, seat=w.seat(e.seat))


def _siege(w: Words, e: Event) -> str:
    if e.c:
        told = (
            _("{area}, besieged by {seats}, was let supplies in")
            if e.d
            else _("{area}, besieged by {seats}, had no supplies let in")
        )
        return told.format(area=w.area(e.a), seats=w.seats(e.c))
    told = _("{area}, besieged, was let supplies in") if e.d else _("{area}, besieged, had no supplies let in")
    return told.format(area=w.area(e.a))


def _settled(w: Words, e: Event) -> str:
    told = (
        _("people harmed this turn: {n}; since the game began: {toll} of {limit}")
        if e.a
        else _("nobody was counted as harmed this turn; since the game began: {toll} of {limit}")
    )
    return told.format(n=e.a, toll=e.b, limit=w.table.toll_max)


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


def _crisis(w: Words, e: Event) -> str:
    if e.a and e.b:
        told = _("a crisis of the agreement, after a violation by {seats} and an incident")
    elif e.a:
        told = _("a crisis of the agreement, after a violation by {seats}")
    else:
        told = _("a crisis of the agreement, after an incident")
    return told.format(seats=w.seats(e.a))


def _appeared(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return _("a hidden reserve of {seat} had nowhere to appear and is lost").format(seat=w.seat(e.seat))
    told = _("a hidden reserve of {seat}, {n} strong, appeared {where}")
    return told.format(seat=w.seat(e.seat), n=e.b, where=w.where(e.a))


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
    events.HEADLINE_DRAWN: _headline,
    events.INCIDENT: _incident,
    events.ATTENDANCE: _attendance,
    events.NO_CONFERENCE: _just(N_("fewer than two came, so there was no conference")),
    events.STAYED_AWAY: _seat(N_("staying away served {seat}")),
    events.PROPOSAL: _proposal,
    events.CLAUSE: lambda w, e: _("clause: {clause}").format(clause=w.clause(e.a, e.seat)),
    events.SENT: _seat(N_("{seat} put the package to the others")),
    events.ABANDONED: _seat(N_("{seat} abandoned the package")),
    events.ANSWER: _answer,
    events.FELL: _just(N_("the package fell")),
    events.ADOPTED: _just(N_("nobody stopped it: the package stands")),
    events.TRANSFER: lambda w, e: _("{n} influence went from {seat} to {other}").format(
        n=e.b, seat=w.seat(e.seat), other=w.seat(e.a)
    ),
    events.PLEDGED: _pledged,
    events.DRAFT_MOVED: lambda w, e: _("the draft on {issue} moved from {before} to {after}").format(
        issue=w.issue(e.a), before=w.position(e.a, e.b), after=w.position(e.a, e.c)
    ),
    events.PASSED: _seat(N_("{seat} passed")),
    events.CALLED: _seat(N_("{seat} called for signatures, and signed")),
    events.SIGNED: _seat(N_("{seat} signed")),
    events.REFUSED: _seat(N_("{seat} refused to sign")),
    events.CALL_FAILED: _seat(N_("without {seat} there is no agreement: the call has failed")),
    events.AGREED: lambda w, e: _("an agreement is in force, signed by {seats}").format(seats=w.seats(e.a)),
    events.RATIFIED: _ratified,
    events.SEALED: _seat(N_("the choices of {seat} are sealed")),
    events.CARD_REVEALED: _revealed,
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
    events.LEANED: _leaned,
    events.LOOKED: _looked,
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
    events.ATTACKED: _attacked,
    events.LENT: lambda w, e: _("{area} lent {n} of its strength to the attack").format(area=w.area(e.a), n=e.c),
    events.DEFENDED: _defended,
    events.BATTLE_FOUGHT: _battle,
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
    events.STRENGTH: _strength,
    events.CONTROL: _control,
    events.BESIEGED: lambda w, e: _("{area} is besieged").format(area=w.area(e.a)),
    events.SIEGE_LIFTED: lambda w, e: _("the siege of {area} is lifted").format(area=w.area(e.a)),
    events.REARMED: lambda _w, e: _("you rearmed in secret: your hidden reserve is now {n}").format(n=e.a),
    events.STOOD_DOWN: _nothing,  # ORDERED says it, the support it gives is told
    events.BREACHED: _breached,
    events.PLEDGE_ENDED: lambda w, e: _("a pledge of {seat} ended without blame: {pledge}").format(
        seat=w.seat(e.seat), pledge=w.pledge(e.a)
    ),
    events.KEPT: _kept,
    events.VIOLATED: _violated,
    events.INSPECTED: _inspected,
    events.OUTSIDER_ARMED: lambda w, e: _("{seat}, outside the agreement, sent arms to {area}: an incident").format(
        seat=w.seat(e.seat), area=w.area(e.a)
    ),
    events.TOLL: _toll,
    events.SIEGE_BIT: _siege,
    events.PROCEDURE: lambda w, e: w.texts.procedures[e.a],
    events.HOME_FRONT: lambda w, e: w.texts.home_fronts[e.a],
    events.TOLL_SETTLED: _settled,
    events.METER: _meter,
    events.TRACK: _track,
    events.WEARY: _just(N_("no home front waits for ever: there is still no agreement, and support falls")),
    events.CRISIS: _crisis,
    events.STAYED: _seat(N_("{seat} stayed with the agreement")),
    events.WITHDREW: _seat(N_("{seat} withdrew from the agreement")),
    events.COLLAPSED: _seat(N_("with {seat} gone the agreement has collapsed")),
    events.RESERVE_APPEARED: _appeared,
    events.PROGRESS: lambda w, e: _("the agreement is being carried out: step {n} of {steps}").format(
        n=e.a, steps=w.table.numbers.progress_steps
    ),
    events.ENDED: _ended,
}
