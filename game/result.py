"""The page at the end: what it cost people, then what was agreed, then how far each seat's aims were met."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from cards.manuscript import Manuscript
from game.paper import heading, wrapped
from game.say import OUTCOMES
from game.words import Words, capital, listed
from rules import events, kernel
from rules.events import Event
from rules.scenario import NOBODY
from rules.state import CONQUEST, State

BANDS: Final = ("aims largely met", "aims partly met", "little gained", "aims not met")


def result_page(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript, *, ranks: bool = False) -> list[str]:
    """The whole page of a finished game; `told` is the public stream."""
    return [
        *human_cost(w, s, told, manuscript),
        "",
        *outcome(w, s),
        "",
        *agreed(w, s),
        "",
        *satisfactions(w, s, ranks=ranks),
        "",
        *history(manuscript),
    ]


def band(w: Words, satisfaction: int) -> str:
    """How far a satisfaction meets a seat's aims (§9)."""
    reached = sum(satisfaction < least for least in w.table.numbers.bands)
    return BANDS[reached]


def human_cost(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript) -> list[str]:
    """People before everything else."""
    lines = [heading("What it cost people")]
    lines += wrapped(f"People harmed since the game began: {s.toll}, on a scale that ends at {w.table.toll_max}.")
    harm = [event for event in told if event.kind == events.TOLL and event.b > 0]
    where = _counted((w.area(event.a), event.b) for event in harm)
    if where:
        lines += wrapped(f"Where: {where}.", "  ")
    laid = _counted((w.seat(event.seat), event.b) for event in harm if event.seat != NOBODY)
    if laid:
        lines += wrapped(f"Laid to: {laid}.", "  ")
    return [*lines, *_voices(told, manuscript, w), *wrapped("Nobody at this table was a civilian.")]


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    return listed(f"{name} {number}" for name, number in total.most_common()) if total else ""


def _voices(told: Sequence[Event], manuscript: Manuscript, w: Words) -> list[str]:
    """Those who spoke in the headlines and had no seat."""
    voices = {headline.id: headline for headline in manuscript.headlines if headline.voice}
    drawn = [w.table.headline_ids[event.a] for event in told if event.kind == events.HEADLINE_DRAWN]
    heard = [voices[name] for name in dict.fromkeys(drawn) if name in voices]
    return [line for one in heard for line in wrapped(f"{one.title}: {one.context}", "    ", "  ")]


def outcome(w: Words, s: State) -> list[str]:
    """How it ended."""
    if s.outcome == CONQUEST:
        text = f"{capital(w.side(s.conqueror))} took all it had set out to take: conquest"
    else:
        text = OUTCOMES[s.outcome]
    return [heading("How it ended"), *wrapped(f"{text}.")]


def agreed(w: Words, s: State) -> list[str]:
    """The text that was agreed, or that lay on the table."""
    lines = [heading("What was agreed" if s.in_force else "What lay on the table, unsigned")]
    for issue in range(w.table.issues):
        position = w.table.position_names[issue][s.draft[issue]]
        lines += wrapped(f"{w.table.issue_names[issue]}: {position}", "    ", "  ")
    if s.in_force:
        lines += wrapped(f"Signed by {w.seats(s.signatories)}.")
    return lines


def satisfactions(w: Words, s: State, *, ranks: bool) -> list[str]:
    """What each seat made of it, against its own aims; several can succeed, or none."""
    returns = kernel.returns(w.table, s)
    lines = [heading("What each made of it, by its own aims")]
    for seat, value in enumerate(returns):
        rank = f"{_rank(returns, value):>4}." if ranks else ""
        lines.append(f"{w.table.seat_names[seat][:46]:48}{value:>4} of 100  {band(w, value):18}{rank}")
        own = s.agenda[seat]
        if own != NOBODY:
            lines += wrapped(f"its agenda: {w.agenda(own)}", "    ", "  ")
    return lines


def _rank(returns: Sequence[int], value: int) -> int:
    return 1 + sum(other > value for other in returns)


def history(manuscript: Manuscript) -> list[str]:
    """What happened outside the game, and what the game claims and cannot show."""
    lines: list[str] = []
    if manuscript.scenario.aftermath:
        lines.append(heading("What happened"))
        for sentence in manuscript.scenario.aftermath:
            lines += wrapped(sentence, "  ", "")
        lines.append("")
    if manuscript.scenario.argues:
        lines.append(heading("What this game argues, and cannot show"))
        for sentence in manuscript.scenario.argues:
            lines += wrapped(sentence, "    ", "  - ")
    return lines
