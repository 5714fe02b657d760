"""Pages with a scenario's own texts: before the first turn, a card, and what one player reads alone."""

import shlex
from typing import Final

from cards.manuscript import Manuscript
from cards.schema import Card
from cards.wording import agenda_text, card_text
from game import own
from game.paper import heading, wrapped
from game.words import Words, listed, members
from rules.observe import Observation
from rules.scenario import NOBODY

VALUE: Final = "value {}"


def quoted(path: str) -> str:
    """A path as a shell reads it."""
    return shlex.quote(path)


def opening(manuscript: Manuscript) -> list[str]:
    """Before anything else: what somebody may not want to read, then what this is."""
    model = manuscript.scenario
    lines = [heading("Before you play"), *wrapped(model.content_note), ""]
    lines += [heading(model.title), *wrapped(model.setting), ""]
    return lines + wrapped(" ".join(model.summary.split()))


def briefing(w: Words, seen: Observation, manuscript: Manuscript) -> list[str]:
    """What a player reads before the first word is spoken."""
    seat = manuscript.scenario.seat[seen.seat]
    commands = "You command" if w.table.commands[seen.seat] else "You back"
    lines = [heading(f"You are {w.seat(seen.seat)}"), *wrapped(seat.about)]
    lines += wrapped(f"You want: {seat.wants}.")
    lines += wrapped(f"You fear: {seat.fears}.")
    lines += wrapped(f"{commands} {w.side(w.table.side_of[seen.seat])}.")
    for issue in range(w.table.issues):
        allowed = members(w.table.accepted[seen.seat][issue], w.table.positions[issue])
        if len(allowed) < w.table.positions[issue]:
            told = listed((f"{w.position(issue, at)} ({at})" for at in allowed), "or")
            lines += wrapped(f"Red line on {w.issue(issue)}: your people accept only {told}.", "    ", "  ")
    return [*lines, ""]


def private_page(w: Words, seen: Observation, manuscript: Manuscript, news: list[str]) -> list[str]:
    """The agenda, the hand and what else one seat alone knows."""
    lines = [heading(f"For {w.seat(seen.seat)} alone")]
    for text in news:
        lines += wrapped(text, "  ", "")
    lines += _agenda(w, seen, manuscript)
    reserve = seen.board.reserve[seen.seat]
    if reserve:
        lines.append(f"Your hidden reserve: {reserve}")
    for card in own.hand(w, seen):
        lines += ["", *card_lines(manuscript, manuscript.cards[card])]
    known = own.known(w, seen)
    return [*lines, *([""] if known else []), *known, *own.sealed(w, seen)]


def _agenda(w: Words, seen: Observation, manuscript: Manuscript) -> list[str]:
    dealt = seen.board.agenda[seen.seat]
    if dealt == NOBODY:
        return []
    texts = {agenda.id: agenda for agenda in manuscript.agendas}
    agenda = texts[w.table.agenda_ids[dealt]]
    return [*own.agenda(w, seen), *wrapped(agenda.context, "  "), *wrapped(agenda_text(manuscript, agenda), "  ")]


def card_lines(manuscript: Manuscript, card: Card) -> list[str]:
    """A card as it is read in a hand: name, value, what it does, one sentence of context."""
    once = ", once" if card.once else ""
    lines = wrapped(f"{card.title} ({card.id}), {VALUE.format(card.value)}{once}", "  ", "")
    lines += wrapped(card_text(manuscript, card), "  ")
    return lines + wrapped(card.context, "  ")


def card_page(manuscript: Manuscript, card: Card) -> list[str]:
    """A card with its source."""
    seats = {seat.id: seat.name for seat in manuscript.scenario.seat}
    return [
        heading(f"A card of: {seats[card.seat]}"),
        *card_lines(manuscript, card),
        *sources(manuscript, card.source),
    ]


def sources(manuscript: Manuscript, named: str) -> list[str]:
    """Where a fact is from."""
    texts = {source.id: source for source in manuscript.sources}
    lines = []
    for name in named.split():
        source = texts.get(name)
        weak = " (weak)" if source is not None and source.weak else ""
        text = f"{name}{weak}: {source.text}" if source is not None else name
        lines += wrapped(f"source: {text}" if source is not None else text, "    ", "  ")
    return lines


def find_card(manuscript: Manuscript, name: str) -> Card | None:
    """The one card that `name` means: an id, a title, or the beginning of one."""
    wanted = name.casefold().strip('"')
    if not wanted:
        return None
    exact = [card for card in manuscript.cards if wanted in (card.id, card.title.casefold())]
    near = [card for card in manuscript.cards if card.id.startswith(wanted) or card.title.casefold().startswith(wanted)]
    found = exact or near
    return found[0] if len(found) == 1 else None
