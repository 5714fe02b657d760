"""The page at the end: what it cost people, what was agreed and for whom, then how far each seat's aims were met."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from cards.manuscript import Manuscript
from game.own import term_labels
from game.paper import cut, heading, linear, prose_width, wrapped
from game.say import OUTCOMES
from game.words import Words, capital, listed
from rules import events, kernel
from rules.events import Event
from rules.scenario import NOBODY
from rules.state import CATASTROPHE, CONQUEST, State
from rules.worth import Worth

INVENTED: Final = "invented"
BANDS: Final = ("aims largely met", "aims partly met", "little gained", "aims not met")
CAUSES: Final = {
    events.TOLL_ASSAULT: "in assaults",
    events.TOLL_AIR: "from the air",
    events.TOLL_STRIKE: "in strikes",
    events.TOLL_SIEGE: "under siege",
    events.TOLL_CARD: "in what the headlines and cards told",
}
FATES: Final = {
    events.BREACHED: "broken",
    events.KEPT: "kept",
    events.PLEDGE_ENDED: "ended without blame",
}


def result_page(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript, *, ranks: bool = False) -> list[str]:
    """The whole page of a finished game; `told` is the public stream."""
    return [
        *human_cost(w, s, told, manuscript),
        "",
        *outcome(w, s),
        "",
        *agreed(w, s),
        "",
        *for_people(w, s, manuscript),
        *pledges(w, told),
        "",
        *satisfactions(w, s, ranks=ranks),
        "",
        *history(manuscript),
    ]


def band(w: Words, satisfaction: int) -> str:
    """How far a satisfaction meets a seat's aims (§9)."""
    reached = sum(satisfaction < least for least in w.table.numbers.bands)
    return BANDS[reached]


# What it cost


def human_cost(w: Words, s: State, told: Sequence[Event], manuscript: Manuscript) -> list[str]:
    """People before everything else."""
    lines = [heading("What it cost people")]
    harm = [(turn, event) for turn, event in _by_turn(told) if event.kind == events.TOLL and event.b > 0]
    turns = sorted({turn for turn, _ in harm})
    lines += wrapped(f"People harmed since the game began: {s.toll}, on a scale that ends at {w.table.toll_max}.")
    if turns:
        word = "turn" if len(turns) == 1 else "turns"
        lines += wrapped(f"People came to harm in {word} {listed(str(turn) for turn in turns)}.")
    lines += _told("Where", ((w.area(event.a), event.b) for _, event in harm))
    lines += _told("How", ((CAUSES[event.c], event.b) for _, event in harm))
    lines += _told("Laid to", ((w.seat(event.seat), event.b) for _, event in harm if event.seat != NOBODY))
    lines += _sieges(w, told)
    return [*lines, *_voices(told, manuscript, w), *wrapped("Nobody at this table was a civilian.")]


def _by_turn(told: Sequence[Event]) -> Iterable[tuple[int, Event]]:
    """Every event with the turn that it happened in."""
    turn = 0
    for event in told:
        turn = event.a if event.kind == events.TURN_BEGAN else turn
        yield turn, event


def _told(what: str, pairs: Iterable[tuple[str, int]]) -> list[str]:
    counted = _counted(pairs)
    return wrapped(f"{what}: {counted}.", "  ") if counted else []


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    return listed(f"{name} {number}" for name, number in total.most_common()) if total else ""


def _sieges(w: Words, told: Sequence[Event]) -> list[str]:
    """How long which places were cut off from everything."""
    cut_off = Counter(w.area(event.a) for event in told if event.kind == events.SIEGE_BIT and not event.d)
    if not cut_off:
        return []
    where = listed(f"{name} for {_times(count, 'turn')}" for name, count in cut_off.most_common())
    return wrapped(f"Under siege, with no supplies let in: {where}.", "  ")


def _times(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _voices(told: Sequence[Event], manuscript: Manuscript, w: Words) -> list[str]:
    """Those who spoke in the headlines and had no seat."""
    voices = {headline.id: headline for headline in manuscript.headlines if headline.voice}
    drawn = [w.table.headline_ids[event.a] for event in told if event.kind == events.HEADLINE_DRAWN]
    heard = [voices[name] for name in dict.fromkeys(drawn) if name in voices]
    return [line for one in heard for line in wrapped(f"{one.title}: {one.context}", "    ", "  ")]


# How it ended, and for whom


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


def for_people(w: Words, s: State, manuscript: Manuscript) -> list[str]:
    """What the text gives those who have no seat, if the scenario says so."""
    told = [texts[s.draft[issue]] for issue, texts in enumerate(w.texts.people) if texts]
    if not told:
        return []
    lines = [heading("For those who had no seat")]
    if s.in_force:
        lines += wrapped("So this is what they were promised:")
    else:
        lines += wrapped("Nothing was signed, so they were promised nothing. The text that lay there would have said:")
    for text in told:
        lines += wrapped(text, "    ", "  ")
    named = {issue.people.source for issue in manuscript.scenario.issue if issue.people}
    if named == {INVENTED}:
        lines += wrapped("(How a position reads for them is this game's own judgement: invented.)")
    else:
        lines += wrapped(f"(How a position reads for them: {', '.join(sorted(named))}.)")
    return [*lines, ""]


def pledges(w: Words, told: Sequence[Event]) -> list[str]:
    """Every pledge that was made, and what became of it."""
    made: list[list[str]] = []
    running: dict[tuple[int, int], int] = {}
    for turn, event in _by_turn(told):
        if event.kind == events.PLEDGED:
            running[event.seat, event.a] = len(made)
            to = f" to {w.seats(event.b)}" if event.b else ""
            made.append([f"Turn {turn}, {w.seat(event.seat)}{to}: {w.pledge(event.a)}", "running to the end"])
        elif event.kind in FATES and (event.seat, event.a) in running:
            made[running.pop((event.seat, event.a))][1] = FATES[event.kind]
    lines = [heading("Pledges, kept and broken")]
    for what, fate in made:
        lines += wrapped(f"{what}: {fate}.", "    ", "  ")
    return lines if made else [*lines, "  No pledge was made."]


# Each by its own aims


def satisfactions(w: Words, s: State, *, ranks: bool) -> list[str]:
    """What each seat made of it, against its own aims; several can succeed, or none."""
    returns = kernel.returns(w.table, s)
    lines = [heading("What each made of it, by its own aims")]
    for seat, value in enumerate(returns):
        rank = f"{_rank(returns, value):>4}." if ranks else ""
        told = f"{value:>4} of 100  {band(w, value):18}{rank}"
        room = min(max(prose_width() - 36, 12), 48)
        name = w.table.seat_names[seat]
        lines.append(f"{name}: {told.strip()}" if linear() else f"{cut(name, room - 2):{room}}{told}".rstrip())
        own = s.agenda[seat]
        if own != NOBODY:
            lines += wrapped(f"its agenda: {w.agenda(own)}", "    ", "  ")
        lines += _terms(w, s, kernel.worth(w.table, s, seat))
    return [*lines, *wrapped("Several can succeed, or none; these numbers are not measured against each other.")]


def _terms(w: Words, s: State, worth: Worth) -> list[str]:
    """What its number is made of: the text, no agreement, its standing (§8)."""
    u = 100 * worth.points / worth.best if worth.best else 0.0
    share = _share(w, s, worth.seat)
    text = f"the text is worth {u:.1f} to it, no agreement {worth.no_deal / 100:.1f}"
    if share:
        text += f"; the agreement counts for {'all' if share == 1 else share} of it"
    lines = wrapped(text, "    ", "  ")
    parts = [
        f"{label} {term.quantity} x {term.weight / 100:g} = {term.adds / 100:+.1f}"
        for label, term in zip(term_labels(worth), worth.terms, strict=True)
    ]
    lines += wrapped(f"no agreement: {worth.constant / 100:.1f} to begin with; {'; '.join(parts)}", "    ", "  ")
    standing = s.support[worth.seat] + s.credibility[worth.seat] - 10
    told = f"standing: support {s.support[worth.seat]}, credibility {s.credibility[worth.seat]}: {standing:+d}"
    if s.outcome == CATASTROPHE:
        told += f"; the catastrophe: {-w.table.numbers.catastrophe_penalty:+d}"
    return lines + wrapped(told, "    ", "  ")


def _share(w: Words, s: State, seat: int) -> Fraction:
    """How much of a seat's result the agreement makes (§8)."""
    if not s.in_force:
        return Fraction(0)
    share = Fraction(1 + s.progress, 1 + w.table.numbers.progress_steps)
    return share if s.signatories >> seat & 1 else share / 2


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
