"""The pages of a report on one game, in the order in which a debrief needs them."""

from __future__ import annotations

import re
from typing import Final

from cards.language import N_, _
from game.facts import player
from game.report import bargain as bargaining
from game.report import cost, figures, moments, people, questions, story, talks
from game.report.bargain import Bargain
from game.report.blocks import Block, Document, Figure, Note, Notes, Points, Section, Table
from game.report.course import Course
from game.session import HUMAN
from game.words import labelled, semicolons

CITED: Final = re.compile(r"\[((?:[A-Za-z]+\d+(?: |(?=\])))+)\]")
TURNED: Final = N_(
    "What a seat stood to gain is what it would have been given had the game ended after that line. "
    "These are the lines that changed it most."
)
DRAFT: Final = N_("A band for each issue; the line in it is its position in the draft, from 0 at the bottom.")
WORTH: Final = N_(
    "U is what the text on the table (or the agreement) is worth to a seat, N what it would have without one, by its "
    "true agenda. The zone holds every text whose U is above N for all whose signature is needed. Nobody at the table "
    "saw these."
)


def document(course: Course) -> Document:
    """The whole report."""
    bargain = Bargain(course)
    sections = [
        Section("people", _("What it cost people"), (*cost.first(course), *_shown(figures.harmed(course)))),
        Section("story", _("The story"), _story(course)),
        Section("turning-points", _("Where it turned"), _turned(course)),
        Section(
            "map", _("The map, turn by turn"), (Note(figures.sides_in_words(course)), *figures.map_pictures(course))
        ),
        Section("draft", _("The draft's way through the issues"), _draft(course)),
        Section("worth", _("What it was worth, and what could be agreed"), _worth(course, bargain)),
        Section("deals", _("Deals that were there"), bargaining.told(course, bargain)),
        Section("ripeness", _("Ripe moments"), bargaining.ripeness(bargain)),
        Section("pledges", _("Pledges: promised, kept, broken"), talks.pledges(course)),
        Section("blocked", _("Who blocked what, and what it cost"), talks.blocked(course, bargain)),
        Section("promised", _("For those who had no seat"), people.promised(course)),
        Section("results", _("What each made of it"), people.results(course)),
        Section("secrets", _("What each kept secret"), people.secrets(course)),
        Section("history", _("Where play parted from what happened"), people.parted(course)),
        Section("questions", _("Ten questions"), questions.questions(course, bargain), apart=True),
        *(
            Section(f"sheet-{name}", _sheet_title(course, seat), questions.sheet(course, seat), apart=True)
            for seat, name in enumerate(course.table.seat_ids)
        ),
        Section("argues", _("What this game argues, and what it cannot show"), _argues(course), apart=True),
        Section("people-again", _("What it cost people, once more"), cost.last(course)),
    ]
    sections.append(Section("sources", _("Sources"), _sources(course, sections)))
    title = _("{game}: what happened, and why").format(game=course.manuscript.scenario.title)
    record = tuple((step.number, step.line) for step in course.steps[1:])
    return Document(title, _subtitle(course), _about(course), tuple(sections), record)


def _subtitle(course: Course) -> str:
    size = next(size for size in course.manuscript.scenario.size if size.id == course.table.size)
    setting, turns = course.manuscript.scenario.setting, course.table.numbers.turns
    told = _("{setting}. Size: {size}, {turn} of {turns} turns.")
    return told.format(setting=setting, size=size.name, turn=len(course.turns), turns=turns)


def _about(course: Course) -> tuple[str, ...]:
    players = dict(course.header.seats)
    who = [
        labelled(course.words.short(seat), played_by(players[name]))
        for seat, name in enumerate(course.table.seat_ids)
        if players.get(name)
    ]
    bots = {player(text).bot for text in players.values()}
    told = _("Played by {players}.").format(players=semicolons(who))
    if len(bots) == 1:
        told = _("All seats were played by {player}.").format(player=played_by(bots.pop()))
    every = _("Every sentence about the game names the lines of its record that it rests on, as accord replay counts.")
    return (told, every) if who else (every,)


def played_by(text: str) -> str:
    """Who plays, of what a header says: people by their names; bots have the same name in every language."""
    found = player(text)
    kind, _space, name = found.bot.partition(" ")
    told = (name or _("people")) if kind == HUMAN else found.bot
    return _("{player}, then {other}").format(player=told, other=found.stand_in) if found.stand_in else told


def _shown(figure: Figure | None) -> tuple[Block, ...]:
    return (figure,) if figure is not None else ()


def _story(course: Course) -> tuple[Block, ...]:
    interventions = story.interventions(course)
    return (*story.told(course), *((Points(tuple(interventions)),) if interventions else ()))


def _turned(course: Course) -> tuple[Block, ...]:
    points = tuple(story.turning_points(course))
    if points:
        return (Note(_(TURNED)), Points(points, numbered=True), figures.timeline(course))
    quiet = Note(_("No line changed what anybody stood to gain by much."))
    return (Note(_(TURNED)), quiet, figures.timeline(course))


def _draft(course: Course) -> tuple[Block, ...]:
    return (Note(_(DRAFT)), figures.draft_path(course), Points(moments.moved(course)))


def _worth(course: Course, bargain: Bargain) -> tuple[Block, ...]:
    return (Note(_(WORTH)), figures.outlooks(course, bargain), moments.zone_table(bargain))


def _sheet_title(course: Course, seat: int) -> str:
    return _("Looking back: {seat}").format(seat=course.words.seat(seat))


def _argues(course: Course) -> tuple[Block, ...]:
    argues = course.manuscript.scenario.argues
    if not argues:
        return (Note(_("This scenario argues nothing beyond its rules: it is invented.")),)
    return (Notes(tuple(Note(sentence) for sentence in argues)),)


def _sources(course: Course, sections: list[Section]) -> tuple[Block, ...]:
    """The sources that are cited in these pages."""
    cited = {name for section in sections for text in _words(section) for name in _names(text)}
    weak = _("{name} (weak): {text}")
    found = tuple(
        Note(weak.format(name=source.id, text=source.text) if source.weak else labelled(source.id, source.text))
        for source in course.manuscript.sources
        if source.id in cited
    )
    opening = Note(_("Numbers and letters in brackets are sources; what is marked as invented is from none."))
    return (opening, Notes(found)) if found else (Note(_("No source is cited in these pages.")),)


def _words(section: Section) -> list[str]:
    """The texts of a section in which sources may be named."""
    texts = []
    for block in section.blocks:
        if isinstance(block, Note):
            texts.append(block.text)
        elif isinstance(block, Notes):
            texts += [note.text for note in block.notes]
        elif isinstance(block, Table):
            texts += [cell for row in block.rows for cell in row if isinstance(cell, str)]
    return texts


def _names(text: str) -> list[str]:
    return [name for found in CITED.findall(text) for name in found.split()]
