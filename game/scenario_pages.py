"""A scenario as pages for reading: what it is about, who sits where, what everything is worth, every card."""

from cards.language import _, pgettext
from cards.manuscript import Manuscript
from cards.seats import Seat
from cards.sizes import Size
from cards.wording import agenda_text, card_text, headline_text, procedure_text
from game import table
from game.pages import sources
from game.paper import heading, wrapped
from game.table import map_of, neighbours
from game.texts import filled, texts
from game.words import Name, Words, alone, comma, decimal, in_sentence, labelled, semicolons
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
        *worths(manuscript, size),
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
        *agendas(manuscript, size),
        "",
        *all_sources(manuscript),
    ]


def about(manuscript: Manuscript, size: Size) -> list[str]:
    """What it is about, and in which sizes it is played."""
    model = manuscript.scenario
    lines = [heading(model.title), *wrapped(model.setting), "", *wrapped(model.summary), ""]
    lines += [*wrapped(model.content_note), ""]
    for one in model.size:
        told = _("{size} (shown here), {n} minutes: {text}") if one.id == size.id else _("{size}, {n} minutes: {text}")
        lines += wrapped(told.format(size=one.id, n=one.minutes, text=one.text), "    ", "  ")
    lines += ["", heading(_("What it argues, and cannot show"))] if model.argues else []
    return lines + [line for text in model.argues for line in wrapped(text, "    ", "  - ")]


def of_seat(manuscript: Manuscript, seat: Seat) -> list[str]:
    """A seat, what it wants and what it can do."""
    lines = [heading(f"{alone(seat.name)} ({seat.id})"), *wrapped(seat.about)]
    lines += wrapped(_("wants: {aims}").format(aims=seat.wants), "    ", "  ")
    lines += wrapped(_("fears: {fears}").format(fears=seat.fears), "    ", "  ")
    sides = {side.id: side.name for side in manuscript.scenario.side}
    does = _("commands {side}") if seat.commands else _("backs {side}")
    must = _("must sign") if seat.required else _("may stay outside")
    lines += wrapped(semicolons([does.format(side=Name(in_sentence(sides[seat.side]))), must]), "    ", "  ")
    meters = seat.meters
    told = _("influence {influence}, support {support}, credibility {credibility}; orders a turn: {orders}").format(
        influence=meters.influence,
        support=meters.support,
        credibility=meters.credibility,
        orders=seat.order_count,
    )
    lines += wrapped(told, "    ", "  ")
    none = pgettext("orders or moves", "none")
    lines += wrapped(_("orders: {orders}").format(orders=", ".join(seat.orders) or none), "    ", "  ")
    lines += wrapped(_("press moves: {moves}").format(moves=", ".join(seat.press) or none), "    ", "  ")
    for issue, accepted in seat.red_lines.items():
        told = _("red line: {issue} only at {positions}")
        lines += wrapped(told.format(issue=issue, positions=", ".join(map(str, accepted))), "    ", "  ")
    return lines + sources(manuscript, seat.source)


def worths(manuscript: Manuscript, size: Size) -> list[str]:
    """What every position is worth to every seat, and what no agreement is in that size."""
    model = manuscript.scenario
    lines = [heading(_("What an agreement is worth (points, by position)"))]
    lines.append(f"{'':22}" + "".join(f"{seat.short:>14}" for seat in model.seat[:4]))
    lines += _rows(manuscript, 0, 4)
    if len(model.seat) > 4:  # noqa: PLR2004 (four columns fit the width)
        lines.append(f"{'':22}" + "".join(f"{seat.short:>14}" for seat in model.seat[4:]))
        lines += _rows(manuscript, 4, len(model.seat))
    lines += ["", heading(_("What no agreement is worth"))]
    for seat in model.seat:
        terms = semicolons(f"{decimal(float(term.weight), '+.2f')} x {Name(term.label)}" for term in seat.no_deal.terms)
        told = _("{seat}: {n} at the start; {terms}")
        start = decimal(float(size.no_deal.get(seat.id, seat.no_deal.start)), ".2f")
        lines += wrapped(told.format(seat=alone(seat.name), n=start, terms=terms), "    ", "")
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
        facts = [_("weight {n}").format(n=area.weight)]
        facts += [_("terrain {n}").format(n=area.terrain)] if area.terrain else []
        facts += [word for word, holds in ((_("open"), area.open), (_("closed to orders"), area.closed)) if holds]
        facts += [manuscript.spoken(tag) for tag in area.tags]
        text = labelled(f"{alone(area.name)} ({comma(facts)})", area.note or _("nothing to note"))
        lines += wrapped(f"{text} [{area.source}]", "    ", "  ")
    return lines


def pledges(manuscript: Manuscript) -> list[str]:
    """The pledges that can be made, by whom, and what breaks them."""
    lines = [heading(_("Pledges"))]
    for pledge in manuscript.scenario.pledge:
        text = filled(pledge.text, Name(_("an area") if pledge.target == "area" else _("a seat")))
        told = _("{kind}: {pledge} ({seats}); broken by: {breach}")
        told = told.format(kind=pledge.kind, pledge=text, seats=", ".join(pledge.seats), breach=pledge.breaks)
        lines += wrapped(told, "    ", "  ")
    return lines


def procedures(manuscript: Manuscript) -> list[str]:
    """What happens without anybody's choice."""
    lines = []
    model = manuscript.scenario
    for title, found in (
        (_("Sides that nobody plays"), model.procedure),
        (_("Home fronts"), model.home_front),
    ):
        lines += [heading(title)]
        for one in found:
            lines += wrapped(labelled(alone(one.name), one.text), "    ", "  ")
            lines += wrapped(f"{procedure_text(manuscript, one)} [{one.source}]", "    ")
    return lines


def cards_of(manuscript: Manuscript) -> list[str]:
    """Every card of every seat."""
    lines = []
    for seat in manuscript.scenario.seat:
        lines += ["", heading(_("Cards: {seat}").format(seat=alone(seat.name)))]
        for card in manuscript.written.cards[seat.id].card:
            told = _("{card} ({id}), value {n}")
            if card.id in seat.opening_hand:
                told = _("{card} ({id}), value {n}, in the opening hand")
            lines += wrapped(told.format(card=card.title, id=card.id, n=card.value), "  ", "")
            lines += wrapped(card_text(manuscript, card), "    ")
            lines += wrapped(f"{card.context} [{card.source}]", "    ")
    return lines


def headlines(manuscript: Manuscript) -> list[str]:
    """Every headline."""
    lines = [heading(_("Headlines"))]
    for headline in manuscript.headlines:
        lines += wrapped(f"{headline.title} ({headline.id})", "  ", "")
        lines += wrapped(headline_text(manuscript, headline), "    ")
        lines += wrapped(f"{headline.context} [{headline.source}]", "    ")
    return lines


def agendas(manuscript: Manuscript, size: Size) -> list[str]:
    """Every secret agenda, as it is in a size."""
    lines = [heading(_("Agendas"))]
    for agenda in manuscript.agendas:
        lines += wrapped(labelled(agenda.seat, f"{agenda.title} ({agenda.id})"), "  ", "")
        lines += wrapped(agenda_text(manuscript, agenda, size.id), "    ")
        lines += wrapped(f"{agenda.context} [{agenda.source}]", "    ")
    return lines


def all_sources(manuscript: Manuscript) -> list[str]:
    """Where the facts are from."""
    lines = [heading(_("Sources"))]
    for source in manuscript.sources:
        told = _("{name} (weak): {text}") if source.weak else _("{name}: {text}")
        lines += wrapped(told.format(name=source.id, text=source.text), "    ", "  ")
    return lines
