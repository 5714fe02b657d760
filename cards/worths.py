"""Worth: points, red lines, no-deal terms and agendas in hundredths (§5.2, §8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cards.language import _
from cards.locate import Path
from cards.names import mask
from cards.reading import Reader
from cards.seats import Term as WrittenTerm
from cards.tables import AGENDA_FACTOR, WAR_SCALE, Sized
from rules import instructions as op
from rules import scenario as to
from rules.opening import opening
from rules.scenario import NOBODY, Agenda, Numbers, Outlook, Scenario, Term
from rules.worth import quantity


def points_of(sized: Sized) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """[seat][issue][position], as written."""
    return tuple(tuple(seat.worth[issue] for issue in sized.names.issues) for seat in sized.names.text.scenario.seat)


def accepted_of(sized: Sized) -> tuple[tuple[int, ...], ...]:
    """[seat][issue]: the positions that its own people accept; all of them where no line is drawn."""
    scenario = sized.names.text.scenario
    return tuple(
        tuple(mask(seat.red_lines.get(issue.id, range(len(issue.positions)))) for issue in scenario.issue)
        for seat in scenario.seat
    )


def outlooks_of(sized: Sized, reader: Reader, numbers: Numbers) -> tuple[Outlook, ...]:
    """What each seat expects without an agreement; the constants are still those of the start value alone."""
    sizes = ("scenario", "size", sized.at, "no_deal")
    starts = {sized.names.seat(seat, (*sizes, seat)): start for seat, start in sized.size.no_deal.items()}
    return tuple(
        Outlook(
            _hundredths(starts.get(at, seat.no_deal.start)),
            _terms(sized, reader, numbers, at, seat.no_deal.terms, path),
        )
        for at, seat in enumerate(sized.names.text.scenario.seat)
        for path in [("scenario", "seat", at, "no_deal", "terms")]
    )


def agendas_of(
    sized: Sized, reader: Reader, numbers: Numbers, fixed: int
) -> tuple[tuple[Agenda, ...], tuple[tuple[int, ...], ...]]:
    """All agendas, and which are dealt to whom: those that change anything in this size."""
    names, agendas = sized.names, []
    dealt: list[list[int]] = [[] for _ in names.seats]
    named_factor, plain_factor = sized.written_numbers.agenda_factor or AGENDA_FACTOR
    for at, written in enumerate(names.text.agendas):
        path = ("agendas", "agenda", at)
        seat = names.seat(written.seat, (*path, "seat"))
        named = mask(names.issue(issue, (*path, "issues", i)) for i, issue in enumerate(written.issues))
        plain = names.text.scenario.seat[seat].worth
        points = tuple(
            tuple(value * (named_factor if named >> issue & 1 else plain_factor) for value in plain[word])
            for issue, word in enumerate(names.issues)
        )
        terms = _terms(sized, reader, numbers, seat, written.terms, (*path, "terms"))
        agendas.append(Agenda(seat, points, Outlook(0, terms)))
        if sized.size.agendas and (terms or named & ~fixed):
            dealt[seat].append(at)
    return tuple(agendas), tuple(map(tuple, dealt))


def settle_constants(table: Scenario) -> Scenario:
    """Take from every outlook what its terms add at the start, so that N begins at the start value (§8)."""
    start = opening(table)

    def settled(outlook: Outlook) -> Outlook:
        at_start = sum(term.weight * quantity(table, start, term) for term in outlook.terms)
        return replace(outlook, constant=outlook.constant - at_start)

    return replace(
        table,
        outlooks=tuple(map(settled, table.outlooks)),
        agendas=tuple(replace(agenda, outlook=settled(agenda.outlook)) for agenda in table.agendas),
    )


def _terms(
    sized: Sized, reader: Reader, numbers: Numbers, seat: int, terms: tuple[WrittenTerm, ...], path: Path
) -> tuple[Term, ...]:
    return tuple(_term(sized, reader, numbers, seat, term, (*path, at)) for at, term in enumerate(terms))


def _term(sized: Sized, reader: Reader, numbers: Numbers, seat: int, term: WrittenTerm, path: Path) -> Term:
    names = sized.names
    weight = _hundredths(term.weight)
    side = names.side(term.side, (*path, "side")) if term.side is not None else NOBODY
    whose = names.seat(term.seat, (*path, "seat")) if term.seat is not None else seat
    a, b, where = side, 0, 0
    if term.of == "areas":
        where = _tagged(sized, term.tag, (*path, "tag"))
    elif term.of == "weak-areas":
        b = term.strength or 0
    elif term.of == "strength":
        b = NOBODY if term.held_by is None else names.side(term.held_by, (*path, "held_by"))
    elif term.of == "meter":
        a, b = to.METER_IDS.index(term.meter or ""), whose
    elif term.of == "track":
        a = names.track(term.track or "", (*path, "track"))
        if a == op.TOLL and weight > 0:
            raise names.text.error((*path, "weight"), _("harm never pays: the weight of the toll cannot be positive"))
    elif term.of == "orders":
        a = reader.watch(whose, term.order or "")
    else:
        a = 0
        weight = _scaled(weight, sized.written_numbers.war_scale or WAR_SCALE, numbers.turns)
    return Term(weight, _COUNTS[term.of], a=a, b=b, mask=where, label=term.label)


_COUNTS = {
    "areas": to.COUNT_AREAS,
    "weak-areas": to.COUNT_WEAK_AREAS,
    "strength": to.COUNT_STRENGTH,
    "meter": to.COUNT_METER,
    "track": to.COUNT_TRACK,
    "orders": to.COUNT_ORDERS,
    "long-war": to.COUNT_WAR,
}


def _tagged(sized: Sized, tag: str | None, path: Path) -> int:
    """The areas that bear a tag, or all."""
    if tag is not None:
        sized.names.tag(tag, path)
    areas = sized.names.text.scenario.area
    return mask(at for at, area in enumerate(areas) if tag is None or tag in area.tags)


def _scaled(weight: int, scale: int, turns: int) -> int:
    """The weight of the long war for a game of that length, rounded half away from zero."""
    size = (2 * abs(weight) * scale + turns) // (2 * turns)
    return size if weight >= 0 else -size


def _hundredths(weight: Decimal) -> int:
    return int(weight * 100)
