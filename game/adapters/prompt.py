"""What a seat sees and may do, as text of bounded length, for language models: the pages that are read out.

Whatever a state holds, the text is never longer than the limit. What may be done now comes first when room is short,
then what stands nearest to the decision; what is left out is named, with how many lines of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from cards.language import _, ngettext
from game import labels, own, pages, paper, table
from game.notation import format_action
from game.paper import heading
from game.session import Session
from game.texts import texts
from game.vocabulary import SPELLED
from game.words import Words, capital, comma, labelled, semicolons
from rules import kernel
from rules.observe import Observation, observe
from rules.state import ANSWERING, BUILDING

LIMIT: Final = 16_000  # characters, if nobody says otherwise
LEAST: Final = 4_000  # below it there is no room for what must be said
ERROR: Final = 600  # characters of why the last answer would not do
LISTED: Final = 3  # of the limit one part in so many is for what may be done, before it is folded
FOLDED: Final = 2  # and one part in so many for that
BAR: Final = " | "


class Section(NamedTuple):
    """A page: the lower its rank, the later it is cut; `newest`: of its lines the last ones stay."""

    title: str
    lines: list[str]
    rank: int
    newest: bool = False


class Prompt(NamedTuple):
    """What one decision is told with."""

    session: Session
    seat: int
    legal: Sequence[int]
    news: Sequence[str] = ()  # sentences, the oldest first
    error: str = ""  # why the last answer to this question would not do
    ending: str = ""  # how to answer; never cut


def written(prompt: Prompt, limit: int = LIMIT) -> str:
    """The text; never longer than the limit, which is at least `LEAST`."""
    with paper.on(paper.Paper(linear=True)):
        told = prompt.session.table
        w = Words(told, texts(told, prompt.session.manuscript()))
        seen = observe(told, prompt.session.state, prompt.seat)
        sections = _sections(prompt, w, seen)
        # The note on what is left out is at its longest when everything is
        last = [*_refused(prompt.error), *([prompt.ending] if prompt.ending else [])]
        room = limit - _size(last) - _size([_note(sections, [len(one.lines) for one in sections], limit)])
        listed = possible(w, seen, prompt.legal, limit)
        return "\n".join([*_kept(sections, room - _size(listed), limit), *listed, *last])


def _sections(prompt: Prompt, w: Words, seen: Observation) -> list[Section]:
    manuscript = prompt.session.manuscript()
    worth = kernel.worth(w.table, seen.board, seen.seat)
    found = [
        Section(_("Who you are"), pages.briefing(w, seen, manuscript), 2),
        Section(_("Where play stands"), table.status(w, seen), 0),
        Section(_("Factions"), table.factions(w, seen), 7),
        Section(_("The issues"), [heading(_("The issues")), *table.issues(w, seen)[1:]], 4),
        Section(_("Pledges in force"), table.ledger(w, seen), 8),
        Section(_("The map"), table.map_of(w, seen), 9),
        Section(_("What you alone know"), pages.private_page(w, seen, manuscript, []), 5),
        Section(_("What it is worth to you"), own.worth_page(w, seen, worth), 3),
        Section(_("What has just happened"), [heading(_("What has just happened")), *prompt.news], 6, newest=True),
        Section(_("The package on the table"), _package(w, seen), 1),
    ]
    return [one._replace(lines=[line for line in one.lines if line.strip()]) for one in found if len(one.lines) > 1]


def _package(w: Words, seen: Observation) -> list[str]:
    s = seen.board
    if s.phase not in {BUILDING, ANSWERING}:
        return []
    lines = [heading(_("The package on the table")), labelled(_("From"), w.seat(s.proposer))]
    return lines + [labelled(format_action(w.table, one), labels.label(w, seen, one)) for one in s.clauses]


# What is kept


def _size(lines: Sequence[str]) -> int:
    """Characters that the lines take, each with the break that follows it."""
    return sum(len(line) + 1 for line in lines)


def _kept(sections: Sequence[Section], room: int, limit: int) -> list[str]:
    """As much of the sections as there is room for, in their order, and a note on the rest."""
    kept: dict[int, list[str]] = {}
    for at in sorted(range(len(sections)), key=lambda at: sections[at].rank):
        kept[at] = _beginning(sections[at], room)
        room -= _size(kept[at])
    missing = [len(one.lines) - len(kept[at]) for at, one in enumerate(sections)]
    lines = [line for at in range(len(sections)) for line in kept[at]]
    return [*lines, _note(sections, missing, limit)] if any(missing) else lines


def _beginning(section: Section, room: int) -> list[str]:
    """The title and as many lines as fit: the first, or of what happened the last."""
    title, *lines = section.lines
    room -= _size([title])
    order = lines[::-1] if section.newest else lines
    fits: list[str] = []
    for line in order:
        room -= _size([line])
        if room < 0:
            break
        fits.append(line)
    return [title, *(fits[::-1] if section.newest else fits)] if fits else []


def _note(sections: Sequence[Section], missing: Sequence[int], limit: int) -> str:
    pairs = [(one.title, n) for one, n in zip(sections, missing, strict=True) if n]
    what = [ngettext("{title}, {n} line", "{title}, {n} lines", n).format(title=title, n=n) for title, n in pairs]
    return _("Left out, to keep to {limit} characters: {what}.").format(limit=limit, what=semicolons(what))


def _refused(error: str) -> list[str]:
    if not error:
        return []
    return [
        _("Your last answer was not taken: {error}").format(error=error if len(error) <= ERROR else f"{error[:ERROR]}…")
    ]


# What may be done


def possible(w: Words, seen: Observation, legal: Sequence[int], limit: int) -> list[str]:
    """The lines that may be played: explained, or without their meaning, or folded, or as many as there is room for."""
    titles = (
        _("What you may do ({n} lines, each with its meaning in round brackets)"),
        _("What you may do ({n} lines)"),
    )
    for title, ways in zip(titles, (_explained, _bare), strict=True):
        lines = [heading(title.format(n=len(legal))), *ways(w, seen, legal)]
        if _size(lines) <= limit // LISTED:
            return lines
    return _folded(w, legal, limit // FOLDED)


def _explained(w: Words, seen: Observation, legal: Sequence[int]) -> Iterator[str]:
    for path, actions in groupby(legal, lambda action: labels.path(w, seen, action)):
        if path:
            yield f"{comma([capital(name) for name in path])}:"
        yield from (f"{format_action(w.table, one)}  ({labels.label(w, seen, one)})" for one in actions)


def _bare(w: Words, _seen: Observation, legal: Sequence[int]) -> Iterator[str]:
    yield from (format_action(w.table, action) for action in legal)


def _folded(w: Words, legal: Sequence[int], room: int) -> list[str]:
    """Lines that differ in their last word as one; what there is no room for is counted, and how it is spelled told."""
    title = _("What you may do ({n} lines; where bars stand between words, write one of these words)")
    lines = [heading(title.format(n=len(legal)))]
    groups = _alike(w, legal)
    room -= _size([*lines, _more(w, legal)])
    while groups and room >= 0:
        words = groups[0][0]
        room -= _size([words])
        if room >= 0:
            lines.append(words)
            del groups[0]
    left = [action for _words, actions in groups for action in actions]
    return [*lines, _more(w, left)] if left else lines


def _alike(w: Words, legal: Sequence[int]) -> list[tuple[str, list[int]]]:
    """The actions in groups that differ in the last word alone, and each group as one line."""
    split = [(*format_action(w.table, action).rpartition(" ")[::2], action) for action in legal]
    found = []
    for begins, group in groupby(split, lambda one: one[0]):
        members = list(group)
        found.append(
            (f"{begins} {BAR.join(last for _begins, last, _action in members)}".strip(), [one[2] for one in members])
        )
    return found


def _more(w: Words, left: Sequence[int]) -> str:
    forms = list(
        dict.fromkeys(SPELLED.get(w.table.acts.verb[action], format_action(w.table, action)) for action in left)
    )
    told = ngettext("and {n} line more, spelled {forms}", "and {n} lines more, spelled {forms}", len(left))
    return told.format(n=len(left), forms=comma(forms))
