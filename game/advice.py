"""What the negotiator bot would do in a seat's place, and why: from that seat's observation and what it was told."""

from __future__ import annotations

from collections.abc import Sequence

from game.notation import format_action
from game.paper import heading, wrapped
from game.words import Words
from rules.events import Event
from rules.observe import Observation

ADVISER = "negotiator"


def advice(w: Words, seen: Observation, legal: Sequence[int], told: Sequence[Event]) -> list[str]:
    """A page; the same position gets the same advice."""
    from game.bots.negotiator import NegotiatorBot

    bot = NegotiatorBot(w.table, seen.seat, 0)
    bot.hear(told)
    line = format_action(w.table, bot.act(seen, list(legal)))
    lines = [heading("Advice"), *wrapped(f"The {ADVISER} bot, in your place, would play: {line}")]
    for reason in bot.reasons:
        lines += wrapped(reason, "    ", "  - ")
    return [*lines, *wrapped("It is a bot's view, from what you can see and no more.")]
