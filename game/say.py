"""What happened, in sentences to be read aloud at the table: sober, with names, harm in plain words."""

from collections.abc import Callable
from typing import Final

from game.words import Texts, Words, capital, listed
from rules import actions, events, scenario, state
from rules.events import Event
from rules.scenario import NOBODY, Scenario

Say = Callable[[Words, Event], str]

OUTCOMES: Final = {
    state.CATASTROPHE: "The toll has reached its limit: a catastrophe. Nobody has won anything",
    state.PEACE: "The agreement has been carried out: peace",
    state.FRAGILE_PEACE: "Time is up with an agreement in force: a fragile peace",
    state.FROZEN_WAR: "Time is up without an agreement: a frozen war",
}
RESULTS: Final = {  # of a battle, by attack - defence held to -3..3 (§6)
    3: "the defender lost 2",
    2: "the defender lost 1",
    1: "the defender lost 1",
    0: "both sides lost 1",
    -1: "the attacker lost 1",
    -2: "the attacker lost 1",
    -3: "the attacker lost 2",
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
    return f"headline: {w.headline(e.a)}" + (f". {context}" if context else "")


def _attendance(w: Words, e: Event) -> str:
    told = f"at the table: {w.seats(e.a)}"
    return f"{told}. Away by choice: {w.seats(e.b)}" if e.b else told


def _proposal(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return f"{w.seat(e.seat)} proposed a package"
    return f"{w.seat(e.seat)} opened a back channel to {w.seat(e.a)}"


def _answer(w: Words, e: Event) -> str:
    return w.seat(e.seat) + {
        actions.ACCEPT: " accepted",
        actions.DECLINE: " declined",
        actions.SILENCE: " stayed silent",
        actions.BREAK: " broke the silence",
    }.get(w.table.acts.verb[e.a], " answered")


def _pledged(w: Words, e: Event) -> str:
    return f"{w.seat(e.seat)} pledged to {w.seats(e.b)}: {w.pledge(e.a)}, until the end of turn {e.c}"


def _ratified(w: Words, e: Event) -> str:
    if not e.a:
        return f"{w.seat(e.seat)} ratified without crossing a red line"
    lines = "a red line" if e.a == 1 else f"{e.a} red lines"
    return f"{w.seat(e.seat)} ratified across {lines}, and paid for it at home"


# Cards (§4)


def _revealed(w: Words, e: Event) -> str:
    return f"{w.seat(e.seat)} revealed {w.card(e.a)} and used it {w.use(e.b)}"


def _leaned(w: Words, e: Event) -> str:
    client = w.seat(e.a)
    issue = w.issue(e.b)
    return f"{w.seat(e.seat)} leaned on {client}, which may now sign across its line on {issue}"


def _saw_agenda(w: Words, e: Event) -> str:
    return f"you saw that the agenda of {w.seat(e.a)} is {w.agenda(e.b)}"


# Operations (§6)


def _ordered(w: Words, e: Event) -> str:
    return f"{w.seat(e.seat)} ordered {w.order(e.a)}"


def _void(w: Words, e: Event) -> str:
    return f"what {w.seat(e.seat)} had ordered was no longer possible and did not happen: {w.order(e.a)}"


def _attacked(w: Words, e: Event) -> str:
    area, defender = divmod(e.a, w.table.sides)
    parts = [f"{e.b} of its own there"] if e.b else []
    parts += [f"{e.c} lent from next to it"] if e.c else []
    parts += [f"{e.d} from the air"] if e.d else []
    who = f"{w.seat(e.seat)} attacked {w.side(defender)} {w.where(area)}"
    return f"{who}{'' if e.b else ' from outside'} with {e.b + e.c + e.d}: {listed(parts)}"


def _defended(w: Words, e: Event) -> str:
    area, side = divmod(e.a, w.table.sides)
    fortified, besieged, terrain = e.c & 1, e.c >> 1, w.table.terrain[area]
    parts = [f"{e.b} there"]
    parts += ["1 for fortifications"] if fortified else []
    parts += [f"{e.d} from the air"] if e.d else []
    parts += [f"{terrain} for the ground"] if terrain else []
    parts += ["1 less under siege"] if besieged else []
    return f"{w.side(side)} defended with {e.b + fortified + e.d + terrain - besieged}: {listed(parts)}"


def _battle(_w: Words, e: Event) -> str:
    draw = f"the draw was {e.d:+d}" if e.d else "the draw was 0"
    result = RESULTS[max(-3, min(3, e.b - e.c + e.d))]
    return f"{draw}: attack {e.b}, defence {e.c}; {result}"


def _struck(w: Words, e: Event) -> str:
    aim = f"struck {w.side(w.table.struck_side)} {w.where(e.a)}"
    return f"{w.seat(e.seat)} {aim}"


def _strength(w: Words, e: Event) -> str:
    verb = "gained" if e.c > 0 else "lost"
    return f"{w.side(e.b)} {verb} {abs(e.c)} {w.where(e.a)}, now {e.d}"


def _control(w: Words, e: Event) -> str:
    if e.c == NOBODY:
        return f"{w.area(e.a)} came under the control of {w.side(e.b)}"
    return f"{w.area(e.a)} passed from {w.side(e.c)} to {w.side(e.b)}"


def _inspected(w: Words, e: Event) -> str:
    if not e.a:
        return f"inspectors found nothing with {w.seat(e.seat)}"
    return f"inspectors found a hidden reserve of {e.a} with {w.seat(e.seat)}; it is dissolved"


# Pledges, violations (§3.4, §5.4)


def _breached(w: Words, e: Event) -> str:
    price = f", at a cost of {e.b} credibility" if e.b else ""
    return f"{w.seat(e.seat)} broke a pledge{price}: {w.pledge(e.a)}"


def _kept(w: Words, e: Event) -> str:
    return f"{w.seat(e.seat)} kept a pledge: {w.pledge(e.a)}" + ("; that earns credibility" if e.b else "")


def _violated(w: Words, e: Event) -> str:
    how = "by a hidden reserve" if e.a else "by orders"
    return f"{w.seat(e.seat)} violated the agreement {how}"


def _incident(w: Words, e: Event) -> str:
    spoiler = w.texts.spoilers[e.a]
    behind = f"; behind it: {spoiler}" if spoiler else ""
    return f"the news strains the agreement: {w.headline(e.a)}{behind}"


# Consequences (§7)


def _toll(w: Words, e: Event) -> str:
    if e.b < 0:
        return f"fewer people came to harm {w.where(e.a)} (toll {e.b:+d})"
    cause = {
        events.TOLL_ASSAULT: " in the assault",
        events.TOLL_AIR: " from the air",
        events.TOLL_STRIKE: " in the strike",
        events.TOLL_SIEGE: " under the siege",
    }.get(e.c, "")
    laid = f", laid to {w.seat(e.seat)}" if e.seat != NOBODY else ""
    return f"people came to harm {w.where(e.a)}{cause} (toll {e.b:+d}{laid})"


def _siege(w: Words, e: Event) -> str:
    by = f", besieged by {w.seats(e.c)}," if e.c else ", besieged,"
    aid = "was let supplies in" if e.d else "had no supplies let in"
    return f"{w.area(e.a)}{by} {aid}"


def _settled(w: Words, e: Event) -> str:
    this_turn = f"people harmed this turn: {e.a}" if e.a else "nobody was counted as harmed this turn"
    return f"{this_turn}; since the game began: {e.b} of {w.table.toll_max}"


def _meter(w: Words, e: Event) -> str:
    verb = "rose" if e.b > 0 else "fell"
    return f"the {scenario.METER_IDS[e.a]} of {w.seat(e.seat)} {verb} by {abs(e.b)}, to {e.c}"


def _track(w: Words, e: Event) -> str:
    verb = "rose" if e.b > 0 else "fell"
    return f"{w.track(e.a)} {verb} by {abs(e.b)}, to {e.c}"


def _crisis(w: Words, e: Event) -> str:
    causes = [f"a violation by {w.seats(e.a)}"] if e.a else []
    causes += ["an incident"] if e.b else []
    return f"a crisis of the agreement, after {listed(causes)}"


def _appeared(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return f"a hidden reserve of {w.seat(e.seat)} had nowhere to appear and is lost"
    return f"a hidden reserve of {w.seat(e.seat)}, {e.b} strong, appeared {w.where(e.a)}"


def _ended(w: Words, e: Event) -> str:
    if e.a == state.CONQUEST:
        return f"{w.side(e.b)} took all it set out to take: conquest"
    return OUTCOMES[e.a]


def _seat(text: str) -> Say:
    return lambda w, e: text.format(w.seat(e.seat))


def _nothing(_w: Words, _e: Event) -> str:
    """Told by the sentence before it, or not worth one."""
    return ""


SENTENCES: Final[dict[int, Say]] = {
    events.TURN_BEGAN: lambda w, e: f"turn {e.a} of {w.table.numbers.turns}",
    events.AGENDA_DEALT: lambda w, e: f"your agenda is {w.agenda(e.a)}",
    events.CARD_DEALT: lambda w, e: f"you drew {w.card(e.a)}",
    events.CARD_DRAWN: _nothing,  # hand sizes stand on the table
    events.HEADLINE_DRAWN: _headline,
    events.INCIDENT: _incident,
    events.ATTENDANCE: _attendance,
    events.NO_CONFERENCE: lambda _w, _e: "fewer than two came, so there was no conference",
    events.STAYED_AWAY: _seat("staying away served {}"),
    events.PROPOSAL: _proposal,
    events.CLAUSE: lambda w, e: f"clause: {w.clause(e.a, e.seat)}",
    events.SENT: _seat("{} put the package to the others"),
    events.ABANDONED: _seat("{} abandoned the package"),
    events.ANSWER: _answer,
    events.FELL: lambda _w, _e: "the package fell",
    events.ADOPTED: lambda _w, _e: "nobody stopped it: the package stands",
    events.TRANSFER: lambda w, e: f"{e.b} influence went from {w.seat(e.seat)} to {w.seat(e.a)}",
    events.PLEDGED: _pledged,
    events.DRAFT_MOVED: lambda w, e: (
        f"the draft on {w.issue(e.a)} moved from {w.position(e.a, e.b)} to {w.position(e.a, e.c)}"
    ),
    events.PASSED: _seat("{} passed"),
    events.CALLED: _seat("{} called for signatures, and signed"),
    events.SIGNED: _seat("{} signed"),
    events.REFUSED: _seat("{} refused to sign"),
    events.CALL_FAILED: _seat("without {} there is no agreement: the call has failed"),
    events.AGREED: lambda w, e: f"an agreement is in force, signed by {w.seats(e.a)}",
    events.RATIFIED: _ratified,
    events.SEALED: _seat("the choices of {} are sealed"),
    events.CARD_REVEALED: _revealed,
    events.AS_CAPITAL: lambda w, e: f"that was no longer possible: {w.card(e.a)} counted as capital",
    events.CHOSE: lambda w, e: f"{w.seat(e.seat)} chose {w.picked(e.a)}",
    events.PICKED: lambda w, e: f"chance fell on {w.picked(e.a)}",
    events.DISCARDED: lambda w, e: f"{w.seat(e.seat)} discarded {w.card(e.a)}",
    events.SANCTIONED: _nothing,  # CARD_REVEALED says it, the meters say what it did
    events.CONDEMNED: _nothing,
    events.RALLIED: _nothing,
    events.RELIEF: lambda w, e: f"relief from {w.seat(e.seat)} is on its way to {w.area(e.a)}",
    events.LEANED: _leaned,
    events.LOOKED: lambda w, e: f"{w.seat(e.seat)} saw the {('hand', 'agenda')[e.b]} of {w.seat(e.a)}",
    events.SAW_CARD: lambda w, e: f"you saw {w.card(e.b)} in the hand of {w.seat(e.a)}",
    events.SAW_AGENDA: _saw_agenda,
    events.BARRED: _seat("{} may not come to the next conference"),
    events.COMPELLED: _seat("{} must come to the next conference"),
    events.STANDING_BEGAN: _seat("what {} set going will have effect later"),
    events.STANDING_ACTED: _seat("what {} had set going earlier took effect"),
    events.ORDERED: _ordered,
    events.VOID: _void,
    events.ATTACKED: _attacked,
    events.LENT: lambda w, e: f"{w.area(e.a)} lent {e.c} of its strength to the attack",
    events.DEFENDED: _defended,
    events.BATTLE_FOUGHT: _battle,
    events.AIR_SUPPORTED: lambda w, e: f"aircraft of {w.seat(e.seat)} supported {w.side(e.b)} {w.where(e.a)}",
    events.AIR_DOCUMENTED: lambda w, e: f"the air strike {w.where(e.a)} was documented and laid to {w.seat(e.seat)}",
    events.STRUCK: _struck,
    events.STRUCK_WRONG: lambda w, e: f"the strike {w.where(e.a)} hit the wrong target",
    events.STRENGTH: _strength,
    events.CONTROL: _control,
    events.BESIEGED: lambda w, e: f"{w.area(e.a)} is besieged",
    events.SIEGE_LIFTED: lambda w, e: f"the siege of {w.area(e.a)} is lifted",
    events.REARMED: lambda _w, e: f"you rearmed in secret: your hidden reserve is now {e.a}",
    events.STOOD_DOWN: _nothing,  # ORDERED says it, the support it gives is told
    events.BREACHED: _breached,
    events.PLEDGE_ENDED: lambda w, e: f"a pledge of {w.seat(e.seat)} ended without blame: {w.pledge(e.a)}",
    events.KEPT: _kept,
    events.VIOLATED: _violated,
    events.INSPECTED: _inspected,
    events.OUTSIDER_ARMED: lambda w, e: (
        f"{w.seat(e.seat)}, outside the agreement, sent arms to {w.area(e.a)}: an incident"
    ),
    events.TOLL: _toll,
    events.SIEGE_BIT: _siege,
    events.PROCEDURE: lambda w, e: w.texts.procedures[e.a],
    events.HOME_FRONT: lambda w, e: w.texts.home_fronts[e.a],
    events.TOLL_SETTLED: _settled,
    events.METER: _meter,
    events.TRACK: _track,
    events.WEARY: lambda _w, _e: "no home front waits for ever: there is still no agreement, and support falls",
    events.CRISIS: _crisis,
    events.STAYED: _seat("{} stayed with the agreement"),
    events.WITHDREW: _seat("{} withdrew from the agreement"),
    events.COLLAPSED: _seat("with {} gone the agreement has collapsed"),
    events.RESERVE_APPEARED: _appeared,
    events.PROGRESS: lambda w, e: f"the agreement is being carried out: step {e.a} of {w.table.numbers.progress_steps}",
    events.ENDED: _ended,
}
