"""Sections of the rulebook, found by their number."""

import re
from typing import Final

from cards.language import _
from game.errors import UserError
from game.resources import rulebook

_HEADING: Final = re.compile(r"^(#{2,4}) (\d+(?:\.\d+)*)\.? (.+)$")


def sections() -> dict[str, str]:
    """The titles of all sections by number: {"3": "Conference", "3.1": "Attendance", ...}."""
    found = (_HEADING.match(line) for line in rulebook().splitlines())
    return {heading[2]: heading[3] for heading in found if heading}


def section(number: str) -> str:
    """The text of a section with its subsections, as Markdown; UserError if there is none of that number."""
    wanted = number.strip().lstrip("§").strip().rstrip(".")
    lines: list[str] = []
    depth = 0
    for line in rulebook().splitlines():
        heading = _HEADING.match(line)
        if depth and heading and len(heading[1]) <= depth:
            break
        if heading and heading[2] == wanted:
            depth = len(heading[1])
        if depth:
            lines.append(line)
    if not lines:
        known = ", ".join(sections())
        raise UserError(
            _('the rulebook has no section "{number}"').format(number=number[:20]),
            right=_("it has {names}").format(names=known),
        )
    return "\n".join(lines).strip() + "\n"
