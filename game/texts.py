"""What a scenario's files say to people, arranged by the numbers of a compiled table."""

import re

from cards import grammar
from cards.grammar import Name
from cards.manuscript import Manuscript
from game.layout import Places, lay_out
from game.words import Texts, alone, in_sentence, labelled, with_article
from rules.scenario import NOBODY, Scenario

_TARGET = re.compile(r"\{target(?::([^{}]*))?\}")


def texts(table: Scenario, manuscript: Manuscript) -> Texts:
    """Take the texts of `manuscript` for one of its sizes."""
    model = manuscript.scenario
    headlines = {headline.id: headline for headline in manuscript.headlines}
    drawn = [headlines[name] for name in table.headline_ids]
    return Texts(
        shorts=tuple(seat.short for seat in model.seat),
        pledges=tuple(_pledge(table, manuscript, pledge) for pledge in range(len(table.pledges))),
        tracks=tuple(in_sentence(model.tracks.own[name].label) for name in table.track_ids),
        procedures=tuple(_told(one.name, one.text) for one in model.procedure),
        home_fronts=tuple(_told(one.name, one.text) for one in model.home_front),
        spoilers=tuple(one.incident.spoiler if one.incident else "" for one in drawn),
        contexts=tuple(one.context for one in drawn),
        prepositions=tuple(area.preposition for area in model.area),
        places=_places(table, manuscript),
        places_short=tuple(area.short or grammar.short(area.name) for area in model.area),
        people=tuple(issue.people.positions if issue.people else () for issue in model.issue),
    )


def _places(table: Scenario, manuscript: Manuscript) -> Places:
    """Where the areas lie: as the scenario says, or by neighbourhood."""
    said = [area.at for area in manuscript.scenario.area if area.at is not None]
    if len(said) < table.areas:
        return lay_out(table.neighbours)
    left, top = min(x for x, _ in said), min(y for _, y in said)
    return tuple((x - left, y - top) for x, y in said)


def _told(name: str, text: str) -> str:
    return labelled(alone(name), text).removesuffix(".")


def _pledge(table: Scenario, manuscript: Manuscript, number: int) -> str:
    pledge = table.pledges[number]
    kinds = {kind.kind: kind for kind in manuscript.scenario.pledge}
    kind = kinds[table.pledge_kind_ids[pledge.kind]]
    if pledge.target == NOBODY:
        return kind.text
    if kind.target == "seat":
        return filled(kind.text, with_article(table.seat_names[pledge.target]))
    return filled(kind.text, Name(in_sentence(table.area_names[pledge.target])))


def filled(text: str, target: Name) -> str:
    """The text with its target where it says `{target}`, or `{target:de}` in a language that wants it."""
    return _TARGET.sub(lambda found: format(target, found[1] or ""), text)
