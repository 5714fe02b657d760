"""The pages of a report on one game, in the order in which a debrief needs them."""

from __future__ import annotations

import re
from typing import Final

from game.facts import player
from game.report import bargain as bargaining
from game.report import cost, figures, people, questions, story, talks
from game.report.bargain import Bargain
from game.report.blocks import Block, Document, Figure, Note, Notes, Points, Section, Table
from game.report.course import Course
from game.words import capital, listed

CITED: Final = re.compile(r"\[((?:[A-Za-z]+\d+(?: |(?=\])))+)\]")
TURNED: Final = (
    "What a seat stood to gain is what it would have been given had the game ended after that line. "
    "These are the lines that changed it most."
)
WORTH: Final = (
    "U is what the text on the table (or the agreement) is worth to a seat, N what it would have without one, by its "
    "true agenda. The zone holds every text whose U is above N for all whose signature is needed. Nobody at the table "
    "saw these."
)


def document(course: Course) -> Document:
    """The whole report."""
    bargain = Bargain(course)
    sections = [
        Section("people", "What it cost people", (*cost.first(course), *_shown(figures.harmed(course)))),
        Section("story", "The story", _story(course)),
        Section("turning-points", "Where it turned", _turned(course)),
        Section("map", "The map, turn by turn", (Note(figures.sides_in_words(course)), *figures.map_pictures(course))),
        Section("draft", "The draft's way through the issues", (figures.draft_path(course),)),
        Section("worth", "What it was worth, and what could be agreed", _worth(course, bargain)),
        Section("deals", "Deals that were there", bargaining.told(course, bargain)),
        Section("ripeness", "Ripe moments", bargaining.ripeness(bargain)),
        Section("pledges", "Pledges: promised, kept, broken", talks.pledges(course)),
        Section("blocked", "Who blocked what, and what it cost", talks.blocked(course, bargain)),
        Section("promised", "For those who had no seat", people.promised(course)),
        Section("results", "What each made of it", people.results(course)),
        Section("secrets", "What each kept secret", people.secrets(course)),
        Section("history", "Where play parted from what happened", people.parted(course)),
        Section("questions", "Ten questions", questions.questions(course, bargain), apart=True),
        *(
            Section(f"sheet-{name}", _sheet_title(course, seat), questions.sheet(course, seat), apart=True)
            for seat, name in enumerate(course.table.seat_ids)
        ),
        Section("argues", "What this game argues, and what it cannot show", _argues(course), apart=True),
        Section("people-again", "What it cost people, once more", cost.last(course)),
    ]
    sections.append(Section("sources", "Sources", _sources(course, sections)))
    title = f"{course.manuscript.scenario.title}: what happened, and why"
    record = tuple((step.number, step.line) for step in course.steps[1:])
    return Document(title, _subtitle(course), _about(course), tuple(sections), record)


def _subtitle(course: Course) -> str:
    size = next(size for size in course.manuscript.scenario.size if size.id == course.table.size)
    setting, turns = course.manuscript.scenario.setting, course.table.numbers.turns
    return f"{setting}. Size: {size.name}, {len(course.turns)} of {turns} turns."


def _about(course: Course) -> tuple[str, ...]:
    players = dict(course.header.seats)
    who = [
        f"{course.words.short(seat)}: {players[name]}"
        for seat, name in enumerate(course.table.seat_ids)
        if players.get(name)
    ]
    bots = {player(text).bot for text in players.values()}
    lines = (
        [f"Played by {'; '.join(who)}." if len(bots) > 1 else f"All seats were played by {listed(bots)}."]
        if who
        else []
    )
    lines.append(
        "Every sentence about the game names the lines of its record that it rests on, as accord replay counts."
    )
    return tuple(lines)


def _shown(figure: Figure | None) -> tuple[Block, ...]:
    return (figure,) if figure is not None else ()


def _story(course: Course) -> tuple[Block, ...]:
    interventions = story.interventions(course)
    return (*story.told(course), *((Points(tuple(interventions)),) if interventions else ()))


def _turned(course: Course) -> tuple[Block, ...]:
    points = tuple(story.turning_points(course))
    if points:
        return (Note(TURNED), Points(points, numbered=True), figures.timeline(course))
    quiet = Note("No line changed what anybody stood to gain by much.")
    return (Note(TURNED), quiet, figures.timeline(course))


def _worth(course: Course, bargain: Bargain) -> tuple[Block, ...]:
    return (Note(WORTH), figures.outlooks(course, bargain), bargaining.zone_table(bargain))


def _sheet_title(course: Course, seat: int) -> str:
    return f"Looking back: {capital(course.words.seat(seat))}"


def _argues(course: Course) -> tuple[Block, ...]:
    argues = course.manuscript.scenario.argues
    if not argues:
        return (Note("This scenario argues nothing beyond its rules: it is invented."),)
    return (Notes(tuple(Note(sentence) for sentence in argues)),)


def _sources(course: Course, sections: list[Section]) -> tuple[Block, ...]:
    """The sources that are cited in these pages."""
    cited = {name for section in sections for text in _words(section) for name in _names(text)}
    found = tuple(
        Note(f"{source.id}{' (weak)' if source.weak else ''}: {source.text}")
        for source in course.manuscript.sources
        if source.id in cited
    )
    opening = Note("Numbers and letters in brackets are sources; what is marked as invented is from none.")
    return (opening, Notes(found)) if found else (Note("No source is cited in these pages."),)


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
