"""Page by page what one seat alone may see: its hand, its agenda, what it sealed, the two numbers that matter to it."""

from typing import Final

from cards.language import _
from game import paper
from game.paper import cut, heading, left, wrapped
from game.words import Name, Words, capital, comma, decimal, members
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
            agenda = w.agenda(seen.board.agenda[owner])
            lines.append(_("the agenda of {seat} is {agenda}.").format(seat=w.seat(owner), agenda=agenda))
        else:
            lines.append(_("{card} is in the hand of {seat}.").format(card=w.card(card), seat=w.seat(owner)))
    return [line for text in lines for line in wrapped(capital(text), "  ", "")]


def agenda(w: Words, seen: Observation) -> list[str]:
    """The viewer's own agenda."""
    own = seen.board.agenda[seen.seat] if seen.seat != NOBODY else NOBODY
    return [_("Your agenda: {agenda}").format(agenda=w.agenda(own))] if own != NOBODY else []


def sealed(w: Words, seen: Observation) -> list[str]:
    """What the viewer has sealed so far this turn."""
    s = seen.board
    lines = []
    action = s.sealed[seen.seat]
    if action != NOBODY:
        card, use = w.table.acts.entries[action][1:3]
        lines.append(_("Sealed: {card}, {use}").format(card=w.card(card), use=w.use(use)))
    lines += [_("Sealed: {order}").format(order=w.order(order)) for order in s.orders[seen.seat]]
    return [line for text in lines for line in wrapped(text, "  ", "")]


def worth_page(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """The two numbers that matter, term by term, from the viewer's own observation (§8)."""
    s = seen.board
    lines = [heading(_("What it is worth to you")), *agenda(w, seen)]
    told = (
        _("The agreement: {n} of 100. By position:")
        if s.in_force
        else _("An agreement on this draft: {n} of 100. By position:")
    )
    lines.append(told.format(n=_share(worth.points, worth.best)))
    rows = _positions_read_out if paper.linear() else _positions
    lines += rows(w, seen, worth)
    no_deal = decimal(worth.no_deal / 100)
    lines += ["", _("No agreement: {n} of 100").format(n=no_deal), *_outlook(worth)]
    told = _("If the game ended now, your satisfaction would be {n} of 100.")
    return [*lines, "", *wrapped(told.format(n=worth.satisfaction))]


def _own_points(w: Words, seen: Observation) -> tuple[tuple[int, ...], ...]:
    own = seen.board.agenda[seen.seat]
    return w.table.points[seen.seat] if own == NOBODY else w.table.agendas[own].points


def _positions(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """What each position of each issue is worth, in a row an issue."""
    table, most = w.table, max(w.table.positions)
    room = min(34, paper.width() - 6 - POSITION_WIDE * most)
    numbers = "".join(f"{to:>{POSITION_WIDE - 1}} " for to in range(most))
    head = left(cut(_("position"), room), room + 2)
    lines = [f"  {head}{numbers}".rstrip()]
    for issue, points in enumerate(_own_points(w, seen)):
        at = seen.board.draft[issue]
        line = "" if table.accepted[seen.seat][issue] >> at & 1 else " !"
        gains = [_share(gain, worth.best) for gain in points]
        row = "".join(f"[{gain:>4}]" if to == at else f" {gain:>4} " for to, gain in enumerate(gains))
        lines.append(f"  {left(cut(w.dossier(issue), room), room + 2)}{row}{line}".rstrip())
    return [*lines, _("  [now]   ! crosses a red line of your own people")]


def _positions_read_out(w: Words, seen: Observation, worth: Worth) -> list[str]:
    """The same, one position a line."""
    table, lines = w.table, []
    for issue, points in enumerate(_own_points(w, seen)):
        for at, gain in enumerate(points):
            told = _("{issue}, position {n}: {gain}")
            facts = [told.format(issue=w.dossier(issue), n=at, gain=_share(gain, worth.best))]
            facts += [_("where it stands now")] if at == seen.board.draft[issue] else []
            facts += [] if table.accepted[seen.seat][issue] >> at & 1 else [_("across your people's red line")]
            lines.append(comma(facts))
    return lines


def term_labels(worth: Worth) -> list[str]:
    """What the terms of no agreement are called; an agenda may count once more what its seat counts anyway (§8)."""
    labels = [str(Name(term.label)) for term in worth.terms]
    again = _("{term} (agenda)")
    return [again.format(term=label) if label in labels[:at] else label for at, label in enumerate(labels)]


def _outlook(worth: Worth) -> list[str]:
    """The terms of no agreement, one a line."""
    terms = list(zip(term_labels(worth), worth.terms, strict=True))
    if paper.linear():
        begin = _("To begin with: {n}").format(n=decimal(worth.constant / 100, "+.2f"))
        told = _("{term}, {quantity}: {n}")
        return [
            begin,
            *(
                capital(told.format(term=label, quantity=term.quantity, n=decimal(term.adds / 100, "+.2f")))
                for label, term in terms
            ),
        ]
    room = min(48, paper.width() - 25)
    begin = left(_("to begin with"), room)
    lines = [f"  {begin}{'':14}{decimal(worth.constant / 100, '+.2f'):>9}"]
    for label, term in terms:
        product = f"{term.quantity} x {decimal(term.weight / 100, '.2f')}"
        lines.append(f"  {left(cut(label, room - 2), room)}{product:>14}{decimal(term.adds / 100, '+.2f'):>9}")
    return lines


def _share(points: int, best: int) -> str:
    return decimal(100 * points / best if best else 0.0)
