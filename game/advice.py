"""What the negotiator bot would do in a seat's place, and why: from that seat's observation and what it was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from cards.language import _
from game.notation import format_action
from game.paper import heading, wrapped
from game.words import Words
from rules.events import Event
from rules.observe import Observation

ADVISER = "negotiator"


def advice(w: Words, seen: Observation, legal: Sequence[int], told: Sequence[Event]) -> Callable[[], list[str]]:
    """A page, to be laid out when it is shown; the same position gets the same advice."""
    from game.bots.negotiator import NegotiatorBot

    bot = NegotiatorBot(w.table, seen.seat, 0)
    bot.hear(told)
    line = format_action(w.table, bot.act(seen, list(legal)))
    return partial(_page, line, list(bot.reasons))


def _page(line: str, reasons: Sequence[str]) -> list[str]:
    lines = [
        heading(_("Advice")),
        *wrapped(_("The {bot} bot, in your place, would play: {line}").format(bot=ADVISER, line=line)),
    ]
    for reason in reasons:
        lines += wrapped(reason, "    ", "  - ")
    return [*lines, *wrapped(_("It is a bot's view, from what you can see and no more."))]
