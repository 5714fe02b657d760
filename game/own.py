"""Page by page what one seat alone may see: its hand, its agenda, what it sealed, the two numbers that matter to it."""

from typing import Final

from game import paper
from game.paper import cut, heading, wrapped
from game.words import Words, capital, members
from rules.observe import Observation
from rules.scenario import NOBODY
from rules.worth import Worth

POSITION_WIDE: Final = 6  # columns of a position's worth


def hand(w: Words, seen: Observation) -> list[int]:
    """The cards in the viewer's own hand."""
    if seen.seat == NOBODY:
        return []
    first = w.table.first_card[seen.seat]
    mask = seen.board.hand[seen.seat]
    return [first + at for at in members(mask, w.table.first_card[seen.seat + 1] - first)]


def known(w: Words, seen: Observation) -> list[str]:
    """What the viewer knows of other seats' hands and agendas, because a card let it see them."""
    lines = []
    for viewer, owner, card in seen.board.known:
        if viewer != seen.seat or owner == seen.seat:
            continue
        if card == NOBODY:
            lines.append(f"the agenda of {w.seat(owner)} is {w.agenda(seen.board.agenda[owner])}")
        else:
            lines.append(f"{w.card(card)} is in the hand of {w.seat(owner)}")
    return [line for text in lines for line in wrapped(capital(text) + ".", "  ", "")]


def agenda(w: Words, seen: Observation) -> list[str]:
    """The viewer's own agenda."""
    own = seen.board.agenda[seen.seat] if seen.seat != NOBODY else NOBODY
    return [f"Your agenda: {w.agenda(own)}"] if own != NOBODY else []


def sealed(w: Words, seen: Observation) -> list[str]:
    """What the viewer has sealed so far this turn."""
    s = seen.board
    lines = []
    action = s.sealed[seen.seat]
    if action != NOBODY:
        _, card, use, _, _ = w.table.acts.entries[action]
        lines.append(f"Sealed: {w.card(card)}, {w.use(use)}")
    lines += [f"Sealed: {w.order(order)}" for order in s.orders[seen.seat]]
    return [line for text in lines for line in wrapped(text, "  ", "")]


def worth_page(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """The two numbers that matter, term by term, from the viewer's own observation (§8)."""
    s = seen.board
    what = "the agreement" if s.in_force else "an agreement on this draft"
    lines = [heading("What it is worth to you"), *agenda(w, seen)]
    lines.append(f"{capital(what)}: {_share(worth.points, worth.best)} of 100. By position:")
    rows = _positions_read_out if paper.linear() else _positions
    lines += rows(w, seen, worth)
    lines += ["", f"No agreement: {worth.no_deal / 100:.1f} of 100", *_outlook(worth)]
    return [*lines, "", f"If the game ended now, your satisfaction would be {worth.satisfaction} of 100."]


def _own_points(w: Words, seen: Observation) -> tuple[tuple[int, ...], ...]:
    own = seen.board.agenda[seen.seat]
    return w.table.points[seen.seat] if own == NOBODY else w.table.agendas[own].points


def _positions(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """What each position of each issue is worth, in a row an issue."""
    table, lines = w.table, []
    room = min(34, paper.width() - 6 - POSITION_WIDE * max(table.positions))
    for issue, points in enumerate(_own_points(w, seen)):
        at = seen.board.draft[issue]
        line = "" if table.accepted[seen.seat][issue] >> at & 1 else " !"
        gains = [_share(gain, worth.best) for gain in points]
        row = "".join(f"[{gain:>4}]" if to == at else f" {gain:>4} " for to, gain in enumerate(gains))
        lines.append(f"  {cut(table.issue_names[issue], room):{room + 2}}{row}{line}".rstrip())
    return [*lines, "  [now]   ! crosses a red line of your own people"]


def _positions_read_out(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """The same, one position a line."""
    table, lines = w.table, []
    for issue, points in enumerate(_own_points(w, seen)):
        for at, gain in enumerate(points):
            now = ", where it stands now" if at == seen.board.draft[issue] else ""
            across = "" if table.accepted[seen.seat][issue] >> at & 1 else ", across your people's red line"
            lines.append(f"{table.issue_names[issue]}, position {at}: {_share(gain, worth.best)}{now}{across}")
    return lines


def term_labels(worth: Worth) -> list[str]:
    """What the terms of no agreement are called; an agenda may count once more what its seat counts anyway (§8)."""
    labels = [term.label for term in worth.terms]
    return [f"{label} (agenda)" if label in labels[:at] else label for at, label in enumerate(labels)]


def _outlook(worth: Worth) -> list[str]:
    """The terms of no agreement, one a line."""
    terms = list(zip(term_labels(worth), worth.terms, strict=True))
    if paper.linear():
        begin = f"To begin with: {worth.constant / 100:+.2f}"
        return [begin, *(f"{capital(label)}, {term.quantity}: {term.adds / 100:+.2f}" for label, term in terms)]
    room = min(48, paper.width() - 25)
    lines = [f"  {'to begin with':{room}}{'':14}{worth.constant / 100:>+9.2f}"]
    for label, term in terms:
        product = f"{term.quantity} x {term.weight / 100:.2f}"
        lines.append(f"  {cut(label, room - 2):{room}}{product:>14}{term.adds / 100:>+9.2f}")
    return lines


def _share(points: int, best: int) -> str:
    return f"{100 * points / best:.1f}" if best else "0.0"
