"""A scenario as pages for reading: what it is about, who sits where, what everything is worth, every card."""

from cards.manuscript import Manuscript
from cards.schema import Seat, Size
from cards.wording import agenda_text, card_text, headline_text, procedure_text
from game import table
from game.pages import sources
from game.paper import heading, wrapped
from game.table import map_of, neighbours
from game.texts import texts
from game.words import Words, in_sentence
from rules import kernel
from rules.scenario import NOBODY, Scenario


def whole(manuscript: Manuscript, compiled: Scenario) -> list[str]:
    """Everything about a scenario in one of its sizes."""
    w = Words(compiled, texts(compiled, manuscript))
    seen = kernel.observe(compiled, kernel.start(compiled), NOBODY)
    size = next(size for size in manuscript.scenario.size if size.id == compiled.size)
    return [
        *about(manuscript, size),
        *[line for seat in manuscript.scenario.seat for line in ("", *of_seat(manuscript, seat))],
        "",
        *table.issues(w, seen),
        "",
        *worths(manuscript),
        "",
        *map_of(w, seen),
        *places(manuscript),
        "",
        *neighbours(w),
        "",
        *pledges(manuscript),
        "",
        *procedures(manuscript),
        *cards_of(manuscript),
        "",
        *headlines(manuscript),
        "",
        *agendas(manuscript),
        "",
        *all_sources(manuscript),
    ]


def about(manuscript: Manuscript, size: Size) -> list[str]:
    """What it is about, and in which sizes it is played."""
    model = manuscript.scenario
    lines = [heading(model.title), *wrapped(model.setting), "", *wrapped(model.summary), ""]
    lines += [*wrapped(model.content_note), ""]
    for one in model.size:
        shown = " (shown here)" if one.id == size.id else ""
        lines += wrapped(f"{one.id}{shown}, {one.minutes} minutes: {one.text}", "    ", "  ")
    lines += ["", heading("What it argues, and cannot show")] if model.argues else []
    return lines + [line for text in model.argues for line in wrapped(text, "    ", "  - ")]


def of_seat(manuscript: Manuscript, seat: Seat) -> list[str]:
    """A seat, what it wants and what it can do."""
    lines = [heading(f"{seat.name} ({seat.id})"), *wrapped(seat.about)]
    lines += wrapped(f"wants: {seat.wants}", "    ", "  ")
    lines += wrapped(f"fears: {seat.fears}", "    ", "  ")
    sides = {side.id: side.name for side in manuscript.scenario.side}
    does = "commands" if seat.commands else "backs"
    must = "must sign" if seat.required else "may stay outside"
    lines += wrapped(f"{does} {in_sentence(sides[seat.side])}; {must}", "    ", "  ")
    meters = seat.meters
    told = f"influence {meters.influence}, support {meters.support}, credibility {meters.credibility}"
    lines += wrapped(f"{told}; orders a turn: {seat.order_count}", "    ", "  ")
    lines += wrapped(f"orders: {', '.join(seat.orders) or 'none'}", "    ", "  ")
    lines += wrapped(f"press moves: {', '.join(seat.press) or 'none'}", "    ", "  ")
    for issue, accepted in seat.red_lines.items():
        lines += wrapped(f"red line: {issue} only at {', '.join(map(str, accepted))}", "    ", "  ")
    return lines + sources(manuscript, seat.source)


def worths(manuscript: Manuscript) -> list[str]:
    """What every position is worth to every seat, and what no agreement is."""
    model = manuscript.scenario
    lines = [heading("What an agreement is worth (points, by position)")]
    lines.append(f"{'':22}" + "".join(f"{seat.short:>14}" for seat in model.seat[:4]))
    lines += _rows(manuscript, 0, 4)
    if len(model.seat) > 4:  # noqa: PLR2004 (four columns fit the width)
        lines.append(f"{'':22}" + "".join(f"{seat.short:>14}" for seat in model.seat[4:]))
        lines += _rows(manuscript, 4, len(model.seat))
    lines += ["", heading("What no agreement is worth")]
    for seat in model.seat:
        terms = [f"{term.weight:+} x {term.label}" for term in seat.no_deal.terms]
        lines += wrapped(f"{seat.name}: {seat.no_deal.start} at the start; {'; '.join(terms)}", "    ", "")
    return lines


def _rows(manuscript: Manuscript, first: int, last: int) -> list[str]:
    seats = manuscript.scenario.seat[first:last]
    return [
        f"{issue.id[:20]:22}" + "".join(f"{' '.join(map(str, seat.worth[issue.id])):>14}" for seat in seats)
        for issue in manuscript.scenario.issue
    ]


def places(manuscript: Manuscript) -> list[str]:
    """What is to be known of the areas."""
    lines = []
    for area in manuscript.scenario.area:
        facts = [f"weight {area.weight}"]
        facts += [f"terrain {area.terrain}"] if area.terrain else []
        facts += [word for word, holds in (("open", area.open), ("closed to orders", area.closed)) if holds]
        facts += list(area.tags)
        text = f"{area.name} ({', '.join(facts)}): {area.note or 'nothing to note'}"
        lines += wrapped(f"{text} [{area.source}]", "    ", "  ")
    return lines


def pledges(manuscript: Manuscript) -> list[str]:
    """The pledges that can be made, by whom, and what breaks them."""
    lines = [heading("Pledges")]
    for pledge in manuscript.scenario.pledge:
        text = pledge.text.replace("{target}", f"{'an' if pledge.target == 'area' else 'a'} {pledge.target}")
        makers = ", ".join(pledge.seats)
        lines += wrapped(f"{pledge.kind}: {text} ({makers}); broken by: {pledge.breaks}", "    ", "  ")
    return lines


def procedures(manuscript: Manuscript) -> list[str]:
    """What happens without anybody's choice."""
    lines = []
    model = manuscript.scenario
    for title, found in (("Sides that nobody plays", model.procedure), ("Home fronts", model.home_front)):
        lines += [heading(title)]
        for one in found:
            lines += wrapped(f"{one.name}: {one.text}", "    ", "  ")
            lines += wrapped(f"{procedure_text(manuscript, one)} [{one.source}]", "    ")
    return lines


def cards_of(manuscript: Manuscript) -> list[str]:
    """Every card of every seat."""
    lines = []
    for seat in manuscript.scenario.seat:
        lines += ["", heading(f"Cards: {seat.name}")]
        for card in manuscript.written.cards[seat.id].card:
            hand = ", in the opening hand" if card.id in seat.opening_hand else ""
            lines += wrapped(f"{card.title} ({card.id}), value {card.value}{hand}", "  ", "")
            lines += wrapped(card_text(manuscript, card), "    ")
            lines += wrapped(f"{card.context} [{card.source}]", "    ")
    return lines


def headlines(manuscript: Manuscript) -> list[str]:
    """Every headline."""
    lines = [heading("Headlines")]
    for headline in manuscript.headlines:
        lines += wrapped(f"{headline.title} ({headline.id})", "  ", "")
        lines += wrapped(headline_text(manuscript, headline), "    ")
        lines += wrapped(f"{headline.context} [{headline.source}]", "    ")
    return lines


def agendas(manuscript: Manuscript) -> list[str]:
    """Every secret agenda."""
    lines = [heading("Agendas")]
    for agenda in manuscript.agendas:
        lines += wrapped(f"{agenda.seat}: {agenda.title} ({agenda.id})", "  ", "")
        lines += wrapped(agenda_text(manuscript, agenda), "    ")
        lines += wrapped(f"{agenda.context} [{agenda.source}]", "    ")
    return lines


def all_sources(manuscript: Manuscript) -> list[str]:
    """Where the facts are from."""
    lines = [heading("Sources")]
    for source in manuscript.sources:
        weak = " (weak)" if source.weak else ""
        lines += wrapped(f"{source.id}{weak}: {source.text}", "    ", "  ")
    return lines
