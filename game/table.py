"""The table page by page, from an observation only: what all may see, and what one seat may (one screen: `board`)."""

from collections.abc import Callable
from typing import Final

from cards.language import N_, _, ngettext, pgettext
from game import atlas, paper
from game.paper import cells, cut, heading, left, right, wrapped
from game.words import Words, alone, capital, comma, labelled, listed, semicolons
from rules import state
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import State

Page = Callable[[Words, Observation], list[str]]
PHASES: Final = {
    state.HEADLINES: N_("headline"),
    state.OPENING: N_("the conference opens"),
    state.SPEAKING: N_("conference"),
    state.BUILDING: N_("conference, a package is being built"),
    state.ANSWERING: N_("conference, answers to a package"),
    state.SIGNING: N_("conference, a call for signatures"),
    state.CARDS: N_("sealed choices"),
    state.DISCARDING: N_("sealed choices"),
    state.ORDERS: N_("sealed choices"),
    state.ATTENDING: N_("sealed choices"),
    state.PRESSURE: N_("reveal, pressure"),
    state.OPERATIONS: N_("reveal, operations"),
    state.CRISES: N_("a crisis of the agreement"),
    state.FINISHED: N_("the end"),
}
METER_NAMES: Final = (N_("influence"), N_("support"), N_("credibility"), N_("cards in hand"))
METERS_WIDE: Final = (10, 9, 13, 7)  # columns of the meters beside a faction's name
CONFERENCE: Final = (state.SPEAKING, state.BUILDING, state.ANSWERING, state.SIGNING)


def public_page(w: Words, seen: Observation) -> list[str]:
    """Everything that lies open on the table."""
    return [
        *status(w, seen),
        "",
        *factions(w, seen),
        "",
        *draft(w, seen),
        "",
        *ledger(w, seen),
        "",
        *map_of(w, seen),
        *([] if paper.linear() else ["", *areas(w, seen)]),
    ]


def status(w: Words, seen: Observation) -> list[str]:
    """Where play stands, the tracks and who is here."""
    s = seen.board
    table = w.table
    told = _("Turn {turn} of {turns}: {phase}")
    lines = [heading(told.format(turn=s.turn, turns=table.numbers.turns, phase=phase(s)))]
    tracks = [
        _("People harmed: {toll} of {limit}").format(toll=s.toll, limit=table.toll_max),
        _("The world's attention: {n} of 10").format(n=s.attention),
    ]
    lines += tracks if paper.linear() else ["    ".join(tracks)]
    lines += [labelled(alone(name), now) for name, now in zip(w.texts.tracks, s.tracks, strict=True)]
    if s.in_force:
        told = _("An agreement is in force (step {n} of {steps}), signed by {seats}.")
        seats = w.seats(s.signatories)
        lines += wrapped(told.format(n=s.progress, steps=table.numbers.progress_steps, seats=seats))
    else:
        lines.append(_("No agreement is in force."))
    if s.phase in CONFERENCE:
        lines += wrapped(_("At the conference: {seats}.").format(seats=w.seats(s.present)))
    return lines


def phase(s: State) -> str:
    """Where in the turn play stands."""
    otherwise = _("consequences") if s.turn else _("set-up")
    return _(PHASES[s.phase]) if s.phase in PHASES else otherwise


def factions(w: Words, seen: Observation) -> list[str]:
    """The meters and the sizes of the hands."""
    s = seen.board
    lines = [heading(_("Factions"))]
    heads = (_("influence"), _("support"), _("credibility"), pgettext("a column", "cards"))
    wide = [max(least, cells(head) + 1) for least, head in zip(METERS_WIDE, heads, strict=True)]
    room = min(paper.width() - sum(wide), 34)
    if not paper.linear():
        lines.append(" " * room + "".join(map(right, heads, wide)))
    for seat in range(w.table.seats):
        numbers = (s.influence[seat], s.support[seat], s.credibility[seat], seen.hands[seat])
        if paper.linear():
            told = _("{seat}, {meter}: {n}")
            lines += [
                capital(told.format(seat=w.seat(seat), meter=_(name), n=n))
                for name, n in zip(METER_NAMES, numbers, strict=True)
            ]
            continue
        name = cut(f"{w.short(seat)}, {w.name(seat)}", room)
        lines.append(left(name, room) + "".join(right(str(n), room) for n, room in zip(numbers, wide, strict=True)))
    lines += [
        capital(_stood_down(s.stood_down[seat]).format(seat=w.seat(seat), n=s.stood_down[seat]))
        for seat in range(w.table.seats)
        if s.in_force and s.stood_down[seat]
    ]
    return lines


def _stood_down(times: int) -> str:
    return ngettext("{seat}: stood down once", "{seat}: stood down {n} times", times)


def draft(w: Words, seen: Observation) -> list[str]:
    """The one text, or what was agreed, and whose red lines each position crosses."""
    s = seen.board
    table = w.table
    lines = [heading(_("Agreed") if s.in_force else _("The draft"))]
    for issue in range(table.issues):
        at = s.draft[issue]
        told = _("{issue} ({id}, fixed)") if table.fixed >> issue & 1 else "{issue} ({id})"
        lines += wrapped(told.format(issue=w.dossier(issue), id=table.issue_ids[issue]))
        text = table.position_names[issue][at]
        lines += wrapped(text, " " * 7, f"  {at}/{table.positions[issue] - 1}  ")
        lines += wrapped(_("liked best: {wishes}").format(wishes=_wishes(w, issue)), " " * 7)
        across = crossing(table, issue, at)
        if across:
            lines += wrapped(_("crosses a red line of {seats}").format(seats=w.seats(across)), " " * 7)
    return lines


def _wishes(w: Words, issue: int) -> str:
    """Which position each seat likes best by its public weights, in order of the positions."""
    wanted = [wants(w.table, seat, issue) for seat in range(w.table.seats)]
    told = [(at, w.seats(sum(1 << seat for seat, best in enumerate(wanted) if best == at))) for at in sorted({*wanted})]
    return semicolons(_("{position} by {seats}").format(position=at, seats=who) for at, who in told)


def wants(table: Scenario, seat: int, issue: int) -> int:
    """The position that a seat likes best by its public weights (§8)."""
    row = table.points[seat][issue]
    return row.index(max(row))


def crossing(table: Scenario, issue: int, at: int) -> int:
    """Mask of the seats whose own people do not accept this position (§5.2)."""
    return sum(1 << seat for seat in range(table.seats) if not table.accepted[seat][issue] >> at & 1)


def issues(w: Words, seen: Observation) -> list[str]:
    """Every issue with all its positions; the draft's is marked."""
    table = w.table
    lines = [heading(_("The issues"))]
    for issue in range(table.issues):
        lines.append(f"{w.dossier(issue)} ({table.issue_ids[issue]})")
        for at, name in enumerate(table.position_names[issue]):
            mark = ">" if seen.board.draft[issue] == at else " "
            fans = [w.short(seat) for seat in range(table.seats) if wants(table, seat, issue) == at]
            notes = [_("(liked best by {seats})").format(seats=listed(fans))] if fans else []
            across = [w.short(seat) for seat in range(table.seats) if crossing(table, issue, at) >> seat & 1]
            notes += [_("(red line of {seats})").format(seats=listed(across))] if across else []
            lines += wrapped(" ".join([name, *notes]), " " * 6, f" {mark} {at}  ")
    legend = _("> where the draft stands. Likings are those of the public weights; red lines are public.")
    return [*lines, *wrapped(legend)]


def ledger(w: Words, seen: Observation) -> list[str]:
    """The pledges in force (§3.4)."""
    lines = [heading(_("Pledges in force"))]
    for pledge, owed, _made, expires, _package in seen.board.ledger:
        told = (
            _("{seat} to {others}: {pledge}, until the end of turn {turn}")
            if owed
            else _("{seat} to nobody: {pledge}, until the end of turn {turn}")
        )
        text = told.format(
            seat=w.seat(w.table.pledges[pledge].seat), others=w.seats(owed), pledge=w.pledge(pledge), turn=expires
        )
        lines += wrapped(capital(text), "  ", "")
    return lines if len(lines) > 1 else [*lines, pgettext("pledges", "None.")]


def map_of(w: Words, seen: Observation) -> list[str]:
    """The map, drawn; where there is no room for that, or it is read out, area by area."""
    if not paper.linear():
        picture = atlas.Picture(w, seen.board, paper.width(), roomy=True)
        if picture.fits():
            return [heading(_("The map")), *picture.lines(), *wrapped(f"{picture.legend()}.")]
    return [heading(_("The map")), *(line for area in range(w.table.areas) for line in _area(w, seen.board, area))]


def areas(w: Words, seen: Observation) -> list[str]:
    """Every area in a line or more: who holds it, the strengths of all sides, whether it is besieged, its weight."""
    return [heading(_("The areas")), *(line for area in range(w.table.areas) for line in _area(w, seen.board, area))]


def _area(w: Words, s: State, area: int) -> list[str]:
    table = w.table
    name, holder = w.place(area), s.holder[area]
    facts = [_("held by {side}").format(side=w.side(holder)) if holder != NOBODY else _("held by nobody")]
    facts += [
        _("{side} {n} strong").format(side=w.side(side), n=s.strength[area * table.sides + side])
        for side in range(table.sides)
        if s.strength[area * table.sides + side]
    ]
    facts += [_("besieged")] if s.besieged >> area & 1 else []
    facts += [_("closed to orders")] if table.closed_areas >> area & 1 else []
    facts += [_("weight {n}").format(n=table.weights[area])]
    facts += [_("terrain {n}").format(n=table.terrain[area])] if table.terrain[area] else []
    if paper.linear():
        return [labelled(name, fact) for fact in facts]
    return wrapped(labelled(name, comma(facts)), "    ", "")


def neighbours(w: Words) -> list[str]:
    """What lies beside what."""
    table = w.table
    lines = [heading(_("Neighbours"))]
    for area in range(table.areas):
        beside = listed(w.place(near) for near in table.neighbours[area])
        lines += wrapped(labelled(f"{w.place(area)} ({table.area_ids[area]})", beside), "  ", "")
    return lines


def discards(w: Words, seen: Observation) -> list[str]:
    """The cards that were played, and those that everybody knows to be in a hand."""
    lines = [heading(_("Discards"))]
    for seat in range(w.table.seats):
        deck = range(w.table.first_card[seat], w.table.first_card[seat + 1])
        first = w.table.first_card[seat]
        played = [w.card(card) for card in deck if seen.board.discards[seat] >> (card - first) & 1]
        gone = [w.card(card) for card in deck if seen.board.removed[seat] >> (card - first) & 1]
        if played or gone:
            told = [format(listed(played))] if played else []
            told += [_("out of the game: {cards}").format(cards=listed(gone))] if gone else []
            lines += wrapped(labelled(capital(w.seat(seat)), semicolons(told)), "  ", "")
    return lines if len(lines) > 1 else [*lines, pgettext("discards", "None.")]
