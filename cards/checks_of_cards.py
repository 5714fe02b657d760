"""Checks of cards and agendas: whose they are, what they may do, and that harm never pays (§8)."""

from __future__ import annotations

from cards import vocabulary as say
from cards.decks import Agenda, Card
from cards.errors import quoted
from cards.language import _
from cards.locate import Path
from cards.names import Names

# Words that may mean the player too
_MAY_BE_SELF = {"self", "all", "present", "absent", "signatories", "besiegers"}


def check_cards(names: Names) -> None:
    """Cards are in their seat's file, discard once at most, never gain by harm; agendas change something."""
    for card, path in zip(names.text.cards, names.text.card_paths, strict=True):
        names.seat(card.seat, (*path, "seat"))
        if card.seat != path[1]:
            raise names.text.error(
                (*path, "seat"),
                _("a card of {seat} belongs into {file}").format(
                    seat=quoted(card.seat), file=f"cards-{card.seat}.toml"
                ),
            )
        _check_discards(names, card, path)
        _check_harm(names, card, path)
    for at, agenda in enumerate(names.text.agendas):
        _check_agenda(names, agenda, ("agendas", "agenda", at))


def _check_discards(names: Names, card: Card, path: Path) -> None:
    """One card goes with the sealed event, so one step, once, can ask for it (§4.2)."""
    own = [
        (where, step)
        for where, step in say.walk(card.effects, (*path, "effects"))
        if isinstance(step, say.Discard) and step.by in ("self", card.seat)
    ]
    for where, step in own:
        if step.discard != 1:
            raise names.text.error((*where, "discard"), _("a player discards one of its own cards, not more"))
        if "do" in where:
            raise names.text.error(where, _("one's own card is discarded once; it cannot stand in a loop"))
    if len(own) > 1:
        raise names.text.error(own[1][0], _("only one step of a card can ask for a discard of one's own"))


def _check_harm(names: Names, card: Card, path: Path) -> None:
    """A card that raises the toll gives its player nothing."""
    steps = list(say.walk(card.effects, (*path, "effects")))
    if not any(isinstance(step, say.ShiftToll) and step.by > 0 for _, step in steps):
        return
    for where, step in steps:
        if _pays(names, card.seat, step):
            raise names.text.error(
                where, _("harm never pays: this card raises the toll, so it cannot also benefit its player")
            )


def _pays(names: Names, seat: str, step: say.Step) -> bool:
    words = _MAY_BE_SELF | {seat}
    if isinstance(step, say.ShiftMeter):
        return step.by > 0 and bool(words & set(step.of))
    if isinstance(step, say.Draw):
        return bool(words & set(step.by))
    if isinstance(step, say.ShiftStrength):
        own = names.text.scenario.seat[names.seats.index(seat)].side
        return (step.by > 0) == (step.strength == own)
    return False


def _check_agenda(names: Names, agenda: Agenda, path: Path) -> None:
    names.seat(agenda.seat, (*path, "seat"))
    for at, issue in enumerate(agenda.issues):
        names.issue(issue, (*path, "issues", at))
    if len(set(agenda.issues)) < len(agenda.issues):
        raise names.text.error((*path, "issues"), _("names an issue twice"))
    if not agenda.issues and not agenda.terms:
        raise names.text.error(path, _("it has neither issues nor terms, so it changes nothing"))
