"""The table page by page, from an observation only: what all may see, and what one seat may (one screen: `board`)."""

from collections.abc import Callable
from typing import Final

from game import atlas, paper
from game.paper import cut, heading, wrapped
from game.words import Words, capital, listed
from rules import state
from rules.observe import Observation
from rules.scenario import NOBODY, Scenario
from rules.state import State

Page = Callable[[Words, Observation], list[str]]
PHASES: Final = {
    state.HEADLINES: "headline",
    state.OPENING: "the conference opens",
    state.SPEAKING: "conference",
    state.BUILDING: "conference, a package is being built",
    state.ANSWERING: "conference, answers to a package",
    state.SIGNING: "conference, a call for signatures",
    state.CARDS: "sealed choices",
    state.DISCARDING: "sealed choices",
    state.ORDERS: "sealed choices",
    state.ATTENDING: "sealed choices",
    state.PRESSURE: "reveal, pressure",
    state.OPERATIONS: "reveal, operations",
    state.CRISES: "a crisis of the agreement",
    state.FINISHED: "the end",
}
METER_NAMES: Final = ("influence", "support", "credibility", "cards in hand")
METERS_WIDE: Final = 39  # columns of the meters beside a faction's name
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
    where = PHASES.get(s.phase, "set-up" if s.turn == 0 else "consequences")
    lines = [heading(f"Turn {s.turn} of {table.numbers.turns}: {where}")]
    tracks = [f"People harmed: {s.toll} of {table.toll_max}", f"The world's attention: {s.attention} of 10"]
    lines += tracks if paper.linear() else ["    ".join(tracks)]
    lines += [f"{capital(name)}: {now}" for name, now in zip(w.texts.tracks, s.tracks, strict=True)]
    if s.in_force:
        steps = f"step {s.progress} of {table.numbers.progress_steps}"
        lines += wrapped(f"An agreement is in force ({steps}), signed by {w.seats(s.signatories)}.")
    else:
        lines.append("No agreement is in force.")
    if s.phase in CONFERENCE:
        lines += wrapped(f"At the conference: {w.seats(s.present)}.")
    return lines


def factions(w: Words, seen: Observation) -> list[str]:
    """The meters and the sizes of the hands."""
    s = seen.board
    lines = [heading("Factions")]
    room = min(paper.width() - METERS_WIDE, 34)
    if not paper.linear():
        lines.append(f"{'':{room}}{'influence':>10}{'support':>9}{'credibility':>13}{'cards':>7}")
    for seat in range(w.table.seats):
        numbers = (s.influence[seat], s.support[seat], s.credibility[seat], seen.hands[seat])
        if paper.linear():
            lines += [f"{capital(w.seat(seat))}, {name}: {n}" for name, n in zip(METER_NAMES, numbers, strict=True)]
            continue
        name = cut(f"{w.short(seat)}, {w.table.seat_names[seat]}", room)
        lines.append(f"{name:{room}}{numbers[0]:>10}{numbers[1]:>9}{numbers[2]:>13}{numbers[3]:>7}")
    lines += [
        f"{capital(w.seat(seat))}: stood down {_times(s.stood_down[seat])}"
        for seat in range(w.table.seats)
        if s.in_force and s.stood_down[seat]
    ]
    return lines


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def draft(w: Words, seen: Observation) -> list[str]:
    """The one text, or what was agreed, and whose red lines each position crosses."""
    s = seen.board
    table = w.table
    lines = [heading("Agreed" if s.in_force else "The draft")]
    for issue in range(table.issues):
        at = s.draft[issue]
        fixed = ", fixed" if table.fixed >> issue & 1 else ""
        lines += wrapped(f"{table.issue_names[issue]} ({table.issue_ids[issue]}{fixed})")
        text = table.position_names[issue][at]
        lines += wrapped(text, " " * 7, f"  {at}/{table.positions[issue] - 1}  ")
        lines += wrapped(f"liked best: {_wishes(w, issue)}", " " * 7)
        across = crossing(table, issue, at)
        if across:
            lines += wrapped(f"crosses a red line of {w.seats(across)}", " " * 7)
    return lines


def _wishes(w: Words, issue: int) -> str:
    """Which position each seat likes best by its public weights, in order of the positions."""
    wanted = [wants(w.table, seat, issue) for seat in range(w.table.seats)]
    told = [(at, w.seats(sum(1 << seat for seat, best in enumerate(wanted) if best == at))) for at in sorted({*wanted})]
    return "; ".join(f"{at} by {who}" for at, who in told)


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
    lines = [heading("The issues")]
    for issue in range(table.issues):
        lines.append(f"{table.issue_names[issue]} ({table.issue_ids[issue]})")
        for at, name in enumerate(table.position_names[issue]):
            mark = ">" if seen.board.draft[issue] == at else " "
            fans = [w.short(seat) for seat in range(table.seats) if wants(table, seat, issue) == at]
            likes = f" (liked best by {listed(fans)})" if fans else ""
            across = [w.short(seat) for seat in range(table.seats) if crossing(table, issue, at) >> seat & 1]
            lines += wrapped(
                name + likes + (f" (red line of {listed(across)})" if across else ""), " " * 6, f" {mark} {at}  "
            )
    return [
        *lines,
        *wrapped("> where the draft stands. Likings are those of the public weights; red lines are public."),
    ]


def ledger(w: Words, seen: Observation) -> list[str]:
    """The pledges in force (§3.4)."""
    lines = [heading("Pledges in force")]
    for pledge, owed, _, expires, _ in seen.board.ledger:
        maker = w.seat(w.table.pledges[pledge].seat)
        text = f"{maker} to {w.seats(owed)}: {w.pledge(pledge)}, until the end of turn {expires}"
        lines += wrapped(capital(text), "  ", "")
    return lines if len(lines) > 1 else [*lines, "None."]


def map_of(w: Words, seen: Observation) -> list[str]:
    """The map, drawn; where there is no room for that, or it is read out, area by area."""
    if not paper.linear():
        picture = atlas.Picture(w, seen.board, paper.width(), roomy=True)
        if picture.fits():
            return [heading("The map"), *picture.lines(), *wrapped(f"{picture.legend()}.")]
    return [heading("The map"), *(line for area in range(w.table.areas) for line in _area(w, seen.board, area))]


def areas(w: Words, seen: Observation) -> list[str]:
    """Every area in a line or more: who holds it, the strengths of all sides, whether it is besieged, its weight."""
    return [heading("The areas"), *(line for area in range(w.table.areas) for line in _area(w, seen.board, area))]


def _area(w: Words, s: State, area: int) -> list[str]:
    table = w.table
    name = table.area_names[area]
    facts = [f"held by {w.side(s.holder[area])}" if s.holder[area] != NOBODY else "held by nobody"]
    facts += [
        f"{w.side(side)} {s.strength[area * table.sides + side]} strong"
        for side in range(table.sides)
        if s.strength[area * table.sides + side]
    ]
    facts += ["besieged"] if s.besieged >> area & 1 else []
    facts += ["closed to orders"] if table.closed_areas >> area & 1 else []
    facts += [f"weight {table.weights[area]}"]
    facts += [f"terrain {table.terrain[area]}"] if table.terrain[area] else []
    if paper.linear():
        return [f"{name}: {fact}" for fact in facts]
    return wrapped(f"{name}: {', '.join(facts)}", "    ", "")


def neighbours(w: Words) -> list[str]:
    """What lies beside what."""
    table = w.table
    lines = [heading("Neighbours")]
    for area in range(table.areas):
        beside = listed(table.area_names[near] for near in table.neighbours[area])
        lines += wrapped(f"{table.area_names[area]} ({table.area_ids[area]}): {beside}", "  ", "")
    return lines


def discards(w: Words, seen: Observation) -> list[str]:
    """The cards that were played, and those that everybody knows to be in a hand."""
    lines = [heading("Discards")]
    for seat in range(w.table.seats):
        deck = range(w.table.first_card[seat], w.table.first_card[seat + 1])
        first = w.table.first_card[seat]
        played = [w.card(card) for card in deck if seen.board.discards[seat] >> (card - first) & 1]
        gone = [w.card(card) for card in deck if seen.board.removed[seat] >> (card - first) & 1]
        if played or gone:
            told = [listed(played)] if played else []
            told += [f"out of the game: {listed(gone)}"] if gone else []
            lines += wrapped(f"{capital(w.seat(seat))}: {'; '.join(told)}", "  ", "")
    return lines if len(lines) > 1 else [*lines, "None."]
