"""Pages with a scenario's own texts: before the first turn, a card, and what one player reads alone."""

import re
import shlex
from typing import Final

from cards.decks import Card
from cards.language import _
from cards.manuscript import Manuscript
from cards.wording import agenda_text, card_text
from game import own
from game.paper import heading, wrapped
from game.words import Words, alone, listed, members
from rules.observe import Observation
from rules.scenario import NOBODY

CITED: Final = re.compile(r"\[[A-Z]\d+")  # as in [S34 A4]


def quoted(path: str) -> str:
    """A path as a shell reads it."""
    return shlex.quote(path)


def opening(manuscript: Manuscript) -> list[str]:
    """Before anything else: what somebody may not want to read, then what this is."""
    model = manuscript.scenario
    lines = [heading(_("Before you play")), *wrapped(model.content_note)]
    if CITED.search(model.content_note):
        told = _('What stands in square brackets names a source: "{command}" lists them.')
        lines += wrapped(told.format(command=f"accord scenario show {model.id}"))
    lines.append("")
    lines += [heading(model.title), *wrapped(model.setting), ""]
    return lines + wrapped(" ".join(model.summary.split()))


def briefing(w: Words, seen: Observation, manuscript: Manuscript) -> list[str]:
    """What a player reads before the first word is spoken."""
    seat = manuscript.scenario.seat[seen.seat]
    side = w.side(w.table.side_of[seen.seat])
    lines = [heading(_("You are {seat}").format(seat=w.seat(seen.seat))), *wrapped(seat.about)]
    lines += wrapped(_("You want: {aims}.").format(aims=seat.wants))
    lines += wrapped(_("You fear: {fears}.").format(fears=seat.fears))
    commands = _("You command {side}.") if w.table.commands[seen.seat] else _("You back {side}.")
    lines += wrapped(commands.format(side=side))
    for issue in range(w.table.issues):
        allowed = members(w.table.accepted[seen.seat][issue], w.table.positions[issue])
        if len(allowed) < w.table.positions[issue]:
            told = listed((f"{w.position(issue, at)} ({at})" for at in allowed), "or")
            line = _("Red line on {issue}: your people accept only {positions}.")
            lines += wrapped(line.format(issue=w.issue(issue), positions=told), "    ", "  ")
    return [*lines, ""]


def private_page(w: Words, seen: Observation, manuscript: Manuscript, news: list[str]) -> list[str]:
    """The agenda, the hand and what else one seat alone knows."""
    lines = [heading(_("For {seat} alone").format(seat=w.seat(seen.seat)))]
    for text in news:
        lines += wrapped(text, "  ", "")
    lines += _agenda(w, seen, manuscript)
    reserve = seen.board.reserve[seen.seat]
    if reserve:
        lines.append(_("Your hidden reserve: {n}").format(n=reserve))
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
    rule = agenda_text(manuscript, agenda, w.table.size)
    return [*own.agenda(w, seen), *wrapped(agenda.context, "  "), *wrapped(rule, "  ")]


def card_lines(manuscript: Manuscript, card: Card) -> list[str]:
    """A card as it is read in a hand: name, value, what it does, one sentence of context."""
    told = _("{card} ({id}), value {n}, once") if card.once else _("{card} ({id}), value {n}")
    lines = wrapped(told.format(card=card.title, id=card.id, n=card.value), "  ", "")
    lines += wrapped(card_text(manuscript, card), "  ")
    return lines + wrapped(card.context, "  ")


def card_page(manuscript: Manuscript, card: Card) -> list[str]:
    """A card with its source."""
    seats = {seat.id: seat.name for seat in manuscript.scenario.seat}
    return [
        heading(_("A card of: {seat}").format(seat=alone(seats[card.seat]))),
        *card_lines(manuscript, card),
        *sources(manuscript, card.source),
    ]


def sources(manuscript: Manuscript, named: str) -> list[str]:
    """Where a fact is from."""
    texts = {source.id: source for source in manuscript.sources}
    lines = []
    for name in named.split():
        source = texts.get(name)
        if source is None:
            lines += wrapped(name, "    ", "  ")
            continue
        told = _("source: {name} (weak): {text}") if source.weak else _("source: {name}: {text}")
        lines += wrapped(told.format(name=name, text=source.text), "    ", "  ")
    return lines


def find_card(manuscript: Manuscript, name: str) -> Card | None:
    """The one card that `name` means: an id, a title, or the beginning of one."""
    found = cards_like(manuscript, name)
    return found[0] if len(found) == 1 else None


def cards_like(manuscript: Manuscript, name: str) -> list[Card]:
    """The cards that `name` could mean."""
    wanted = " ".join(name.casefold().strip('"').split())
    if not wanted:
        return []
    exact = [card for card in manuscript.cards if wanted in (card.id, card.title.casefold())]
    near = [card for card in manuscript.cards if card.id.startswith(wanted) or card.title.casefold().startswith(wanted)]
    return exact or near
