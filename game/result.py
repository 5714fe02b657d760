"""The page at the end: what it cost people, what was agreed and for whom, then how far each seat's aims were met."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from cards.language import N_, _, ngettext
from cards.manuscript import Manuscript
from game.own import term_labels
from game.paper import cells, cut, heading, left, linear, prose_width, wrapped
from game.say import OUTCOMES
from game.words import Words, capital, comma, decimal, labelled, listed, semicolons
from rules import events, kernel
from rules.events import Event
from rules.scenario import NOBODY
from rules.state import CATASTROPHE, CONQUEST, State
from rules.worth import TermWorth, Worth

BAND_WIDE: Final = 18
INVENTED: Final = "invented"
BANDS: Final = (N_("aims largely met"), N_("aims partly met"), N_("little gained"), N_("aims not met"))
CAUSES: Final = {
    events.TOLL_ASSAULT: N_("in assaults"),
    events.TOLL_AIR: N_("from the air"),
    events.TOLL_STRIKE: N_("in strikes"),
    events.TOLL_SIEGE: N_("under siege"),
    events.TOLL_CARD: N_("in what the headlines and cards told"),
}
FATES: Final = {
    events.BREACHED: N_("broken"),
    events.KEPT: N_("kept"),
    events.PLEDGE_ENDED: N_("ended without blame"),
}


def result_page(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript, *, ranks: bool = False) -> list[str]:
    """The whole page of a finished game; `told` is the public stream."""
    return [
        *human_cost(w, s, told, manuscript),
        "",
        *outcome(w, s),
        "",
        *agreed(w, s),
        "",
        *for_people(w, s, manuscript),
        *pledges(w, told),
        "",
        *satisfactions(w, s, ranks=ranks),
        "",
        *history(manuscript),
    ]


def band(w: Words, satisfaction: int) -> str:
    """How far a satisfaction meets a seat's aims (§9)."""
    reached = sum(satisfaction < least for least in w.table.numbers.bands)
    return _(BANDS[reached])


# What it cost


def human_cost(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript) -> list[str]:
    """People before everything else."""
    lines = [heading(_("What it cost people"))]
    harm = [(turn, event) for turn, event in _by_turn(told) if event.kind == events.TOLL and event.b > 0]
    turns = sorted({turn for turn, _ in harm})
    scale = _("People harmed since the game began: {toll}, on a scale that ends at {limit}.")
    lines += wrapped(scale.format(toll=s.toll, limit=w.table.toll_max))
    if turns:
        when = ngettext("People came to harm in turn {turns}.", "People came to harm in turns {turns}.", len(turns))
        lines += wrapped(when.format(turns=listed(str(turn) for turn in turns)))
    lines += _told(_("Where: {counted}."), ((w.area(event.a), event.b) for _turn, event in harm))
    lines += _told(_("How: {counted}."), ((_(CAUSES[event.c]), event.b) for _turn, event in harm))
    guilty = ((w.seat(event.seat), event.b) for _turn, event in harm if event.seat != NOBODY)
    lines += _told(_("Laid to: {counted}."), guilty)
    lines += _sieges(w, told)
    return [*lines, *_voices(told, manuscript, w), *wrapped(_("Nobody at this table was a civilian."))]


def _by_turn(told: Sequence[Event]) -> Iterable[tuple[int, Event]]:
    """Every event with the turn that it happened in."""
    turn = 0
    for event in told:
        turn = event.a if event.kind == events.TURN_BEGAN else turn
        yield turn, event


def _told(what: str, pairs: Iterable[tuple[str, int]]) -> list[str]:
    counted = _counted(pairs)
    return wrapped(what.format(counted=counted), "  ") if counted else []


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    return listed(f"{name} {number}" for name, number in total.most_common()) if total else ""


def _sieges(w: Words, told: Sequence[Event]) -> list[str]:
    """How long which places were cut off from everything."""
    cut_off = Counter(w.area(event.a) for event in told if event.kind == events.SIEGE_BIT and not event.d)
    if not cut_off:
        return []
    where = listed(
        ngettext("{area} for {n} turn", "{area} for {n} turns", count).format(area=name, n=count)
        for name, count in cut_off.most_common()
    )
    return wrapped(_("Under siege, with no supplies let in: {areas}.").format(areas=where), "  ")


def _voices(told: Sequence[Event], manuscript: Manuscript, w: Words) -> list[str]:
    """Those who spoke in the headlines and had no seat."""
    voices = {headline.id: headline for headline in manuscript.headlines if headline.voice}
    drawn = [w.table.headline_ids[event.a] for event in told if event.kind == events.HEADLINE_DRAWN]
    heard = [voices[name] for name in dict.fromkeys(drawn) if name in voices]
    return [line for one in heard for line in wrapped(labelled(one.title, one.context), "    ", "  ")]


# How it ended, and for whom


def outcome(w: Words, s: State) -> list[str]:
    """How it ended."""
    if s.outcome == CONQUEST:
        text = capital(_("{side} took all it had set out to take: conquest").format(side=w.side(s.conqueror)))
    else:
        text = _(OUTCOMES[s.outcome])
    return [heading(_("How it ended")), *wrapped(f"{text}.")]


def agreed(w: Words, s: State) -> list[str]:
    """The text that was agreed, or that lay on the table."""
    lines = [heading(_("What was agreed") if s.in_force else _("What lay on the table, unsigned"))]
    for issue in range(w.table.issues):
        position = w.table.position_names[issue][s.draft[issue]]
        lines += wrapped(labelled(w.dossier(issue), position), "    ", "  ")
    if s.in_force:
        lines += wrapped(_("Signed by {seats}.").format(seats=w.seats(s.signatories)))
    return lines


def for_people(w: Words, s: State, manuscript: Manuscript) -> list[str]:
    """What the text gives those who have no seat, if the scenario says so."""
    told = [texts[s.draft[issue]] for issue, texts in enumerate(w.texts.people) if texts]
    if not told:
        return []
    lines = [heading(_("For those who had no seat"))]
    if s.in_force:
        lines += wrapped(_("So this is what they were promised:"))
    else:
        lines += wrapped(
            _("Nothing was signed, so they were promised nothing. The text that lay there would have said:")
        )
    for text in told:
        lines += wrapped(text, "    ", "  ")
    named = {issue.people.source for issue in manuscript.scenario.issue if issue.people}
    if named == {INVENTED}:
        lines += wrapped(_("(How a position reads for them is this game's own judgement: invented.)"))
    else:
        lines += wrapped(_("(How a position reads for them: {sources}.)").format(sources=comma(sorted(named))))
    return [*lines, ""]


def pledges(w: Words, told: Sequence[Event]) -> list[str]:
    """Every pledge that was made, and what became of it."""
    made: list[list[str]] = []
    running: dict[tuple[int, int], int] = {}
    for turn, event in _by_turn(told):
        if event.kind == events.PLEDGED:
            running[event.seat, event.a] = len(made)
            made.append([_made(w, turn, event), N_("running to the end")])
        elif event.kind in FATES and (event.seat, event.a) in running:
            made[running.pop((event.seat, event.a))][1] = FATES[event.kind]
    lines = [heading(_("Pledges, kept and broken"))]
    for what, fate in made:
        lines += wrapped(f"{labelled(what, _(fate))}.", "    ", "  ")
    return lines if made else [*lines, "  " + _("No pledge was made.")]


def _made(w: Words, turn: int, event: Event) -> str:
    told = _("Turn {turn}, {seat} to {others}: {pledge}") if event.b else _("Turn {turn}, {seat}: {pledge}")
    return told.format(turn=turn, seat=w.seat(event.seat), others=w.seats(event.b), pledge=w.pledge(event.a))


# Each by its own aims


def satisfactions(w: Words, s: State, *, ranks: bool) -> list[str]:
    """What each seat made of it, against its own aims; several can succeed, or none."""
    returns = kernel.returns(w.table, s)
    bands = max(BAND_WIDE, *(cells(_(name)) + 2 for name in BANDS))
    lines = [heading(_("What each made of it, by its own aims"))]
    for seat, value in enumerate(returns):
        rank = f"{_rank(returns, value):>4}." if ranks else ""
        of_100 = _("{n} of 100").format(n=f"{value:>4}")
        told = f"{of_100}  {left(band(w, value), bands)}{rank}"
        room = min(max(prose_width() - bands - cells(of_100) - 7, 10), 48)
        name = w.title(seat)
        lines.append(labelled(name, told.strip()) if linear() else f"{left(cut(name, room - 2), room)}{told}".rstrip())
        own = s.agenda[seat]
        if own != NOBODY:
            lines += wrapped(_("its agenda: {agenda}").format(agenda=w.agenda(own)), "    ", "  ")
        lines += _terms(w, s, kernel.worth(w.table, s, seat))
    fair = _("Several can succeed, or none; these numbers are not measured against each other.")
    return [*lines, *wrapped(fair)]


def _terms(w: Words, s: State, worth: Worth) -> list[str]:
    """What its number is made of: the text, no agreement, its standing (§8)."""
    u = 100 * worth.points / worth.best if worth.best else 0.0
    share = _share(w, s, worth.seat)
    text = _("the text is worth {u} to it, no agreement {n}")
    if share == 1:
        text = _("the text is worth {u} to it, no agreement {n}; the agreement counts for all of it")
    elif share:
        text = _("the text is worth {u} to it, no agreement {n}; the agreement counts for {share} of it")
    lines = wrapped(text.format(u=decimal(u), n=decimal(worth.no_deal / 100), share=share), "    ", "  ")
    parts = semicolons(map(_term, term_labels(worth), worth.terms))
    text = _("no agreement: {n} to begin with; {terms}")
    lines += wrapped(text.format(n=decimal(worth.constant / 100), terms=parts), "    ", "  ")
    support, credibility = s.support[worth.seat], s.credibility[worth.seat]
    told = _("standing: support {support}, credibility {credibility}: {n}")
    if s.outcome == CATASTROPHE:
        told = _("standing: support {support}, credibility {credibility}: {n}; the catastrophe: {penalty}")
    penalty = f"{-w.table.numbers.catastrophe_penalty:+d}"
    standing = f"{support + credibility - 10:+d}"
    told = told.format(support=support, credibility=credibility, n=standing, penalty=penalty)
    return lines + wrapped(told, "    ", "  ")


def _term(label: str, term: TermWorth) -> str:
    weight, adds = decimal(term.weight / 100, "g"), decimal(term.adds / 100, "+.1f")
    return f"{label} {term.quantity} x {weight} = {adds}"


def _share(w: Words, s: State, seat: int) -> Fraction:
    """How much of a seat's result the agreement makes (§8)."""
    if not s.in_force:
        return Fraction(0)
    share = Fraction(1 + s.progress, 1 + w.table.numbers.progress_steps)
    return share if s.signatories >> seat & 1 else share / 2


def _rank(returns: Sequence[int], value: int) -> int:
    return 1 + sum(other > value for other in returns)


def history(manuscript: Manuscript) -> list[str]:
    """What happened outside the game, and what the game claims and cannot show."""
    lines: list[str] = []
    if manuscript.scenario.aftermath:
        lines.append(heading(_("What happened")))
        for sentence in manuscript.scenario.aftermath:
            lines += wrapped(sentence, "  ", "")
        lines.append("")
    if manuscript.scenario.argues:
        lines.append(heading(_("What this game argues, and cannot show")))
        for sentence in manuscript.scenario.argues:
            lines += wrapped(sentence, "    ", "  - ")
    return lines
