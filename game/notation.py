"""Text and actions (§11): the canonical lines, the shorthand of records, and help for people who type.

`format_action` and `parse` are exact inverses over the whole catalogue. `sequence` also reads the shorthand
`propose text presidency 2; ask gulf 1`. `understand` is for people: beginnings of words and "did you mean".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from cards.errors import quoted
from cards.grammar import isolated
from cards.language import _
from game.errors import UserError
from game.vocabulary import CLAUSES, Vocabulary, vocabulary
from rules import actions as act
from rules.actions import Entry
from rules.scenario import Scenario

LONGEST: Final = 1000  # characters of a line that anyone could mean
LISTED: Final = 8  # lines named in an error
OPEN: Final = ("...", "…")  # at the end of a shorthand: don't send yet
SPEECHES: Final = {"propose": 2, "channel": 3}  # letters that tell the word from all other first words

Find = Callable[[str], int]


def format_action(table: Scenario, action: int) -> str:
    """The canonical line of an action or a chance outcome."""
    return vocabulary(table).lines[action]


def parse(table: Scenario, line: str) -> int:
    """The action of a canonical line; UserError for any other."""
    words = vocabulary(table)
    action = words.actions.get(line)
    if action is None:
        raise _unknown(line, words.lines)
    return action


def node(table: Scenario, action: int) -> Entry:
    """What a chance outcome is an outcome of: equal for the outcomes of one draw, whatever is drawn."""
    verb, a, b, c, _ = table.acts.entries[action]
    if verb == act.BATTLE:
        return verb, a, b, c, 0
    if verb in {act.AIR, act.STRIKE_DRAW}:
        return verb, a, b, 0, 0
    if verb == act.INSPECT:
        return verb, a, 0, 0, 0
    if verb == act.DEAL_AGENDA:
        return verb, table.agendas[a].seat, 0, 0, 0
    if verb == act.DEAL:
        return verb, table.cards[a].seat, 0, 0, 0
    return verb, 0, 0, 0, 0


def sequence(table: Scenario, line: str) -> list[int]:
    """The actions of a record's line: a canonical one, or the shorthand with canonical parts."""
    words = vocabulary(table)
    action = words.actions.get(line)
    if action is not None:
        return [action]
    parts = _parts(line)
    if len(parts) == 1:
        raise _unknown(line, words.lines)
    return _in_order(table, parts, lambda part: parse(table, part))


def understand(table: Scenario, line: str, legal: Sequence[int]) -> list[int]:
    """The actions a person means by `line`; `legal` are those of the seat to move.

    A line that is known but not legal now comes back too: the kernel's check says what forbids it. Words may be
    shortened as far as the mover's own legal lines tell them apart, or else the lines that the scenario has.
    """
    if len(line) > LONGEST:
        raise UserError(
            _("a line of {n} characters").format(n=len(line)), right=_("the longest is {most}").format(most=LONGEST)
        )
    tidy = " ".join(line.casefold().replace("−", "-").split())
    if not tidy:
        raise UserError(_("an empty line"), right=_listing(table, legal))

    def find(part: str) -> int:
        return _find(table, part, legal)

    parts = _parts(tidy)
    return [find(parts[0])] if len(parts) == 1 else _in_order(table, parts, find)


def _parts(line: str) -> list[str]:
    """The parts of a shorthand; a single one if it is none."""
    parts = [part.strip() for part in line.split(";")]
    parts = [part for part in parts if part]
    if not parts:
        raise UserError(_("an empty line"))
    head = parts[0].split()
    length = _speech(head)
    if 0 < length < len(head):
        parts[:1] = [" ".join(head[:length]), " ".join(head[length:])]
    return parts


def _speech(words: list[str]) -> int:
    """How many of the words open a package: 1 for `propose`, 2 for `channel FACTION`, 0 for anything else."""
    for speech, letters in SPEECHES.items():
        if len(words[0]) >= letters and speech.startswith(words[0]):
            return 1 if speech == "propose" else 2
    return 0


def _in_order(table: Scenario, parts: list[str], find: Find) -> list[int]:
    """The actions of a shorthand: clauses and orders ascending, and `send` at the end of a new package."""
    unsent = parts[-1] in OPEN
    actions = [find(part) for part in (parts[:-1] if unsent else parts)]
    if not unsent and _is_unsent_package(table, actions):
        actions.append(table.acts.send)
    return _ascending(table, actions)


def _is_unsent_package(table: Scenario, actions: list[int]) -> bool:
    verbs = [table.acts.verb[action] for action in actions]
    return len(verbs) > 1 and verbs[0] in {act.PROPOSE, act.CHANNEL} and all(verb in CLAUSES for verb in verbs[1:])


def _ascending(table: Scenario, actions: list[int]) -> list[int]:
    ordered: list[int] = []
    group: list[int] = []
    kind = ""
    for action in actions:
        verb = table.acts.verb[action]
        its = "clause" if verb in CLAUSES else "order" if act.FIRST_ORDER <= verb <= act.LAST_ORDER else ""
        if its != kind or not its:
            ordered += sorted(group)
            group = []
        group.append(action)
        kind = its
    return ordered + sorted(group)


def _find(table: Scenario, part: str, legal: Sequence[int]) -> int:
    """The one action that `part` means."""
    words = vocabulary(table)
    exact = words.actions.get(part)
    if exact is not None:
        return exact
    found = _matches(words, part, legal)
    if len(found) == 1:
        return found[0]
    if found:
        could = _some([words.lines[action] for action in found])
        raise UserError(
            _("{text} could be {could}").format(text=typed_as(part), could=could), right=_("write more of it")
        )
    known = _matches(words, part, words.players)
    if len(known) == 1:
        return known[0]
    if known:
        raise UserError(
            _("{text} is nothing that can be done now").format(text=typed_as(part)), right=_listing(table, legal, part)
        )
    raise _not_understood(table, part, legal)


def _not_understood(table: Scenario, part: str, legal: Sequence[int]) -> UserError:
    """The nearest line, or the first word that is wrong and what may stand there."""
    words = vocabulary(table)
    meant_lines = _without_first(words, part, legal)
    if meant_lines:
        told = _('did you mean "{word}"?') if len(meant_lines) == 1 else _("possible: {lines}")
        right = told.format(word=meant_lines[0], lines=_some(meant_lines))
        return UserError(_("{text} is no line of this game").format(text=typed_as(part)), right=right)
    first, _gap, rest = part.partition(" ")
    verbs = {words.split[action][0] for action in words.players}
    meant = get_close_matches(first, verbs, n=1, cutoff=0.75)
    if meant and first not in verbs:
        return UserError(
            _("{text} is no line of this game").format(text=typed_as(part)),
            right=_('did you mean "{word}"?').format(word=f"{meant[0]} {rest}".rstrip()),
        )
    for lines in ([words.lines[action] for action in legal], words.lines[: len(words.players)]):
        near = get_close_matches(part[:80], lines, n=1, cutoff=0.7)
        if near:
            return UserError(
                _("{text} is no line of this game").format(text=typed_as(part)),
                right=_('did you mean "{word}"?').format(word=near[0]),
            )
    typed = part.split(" ")
    for length in range(len(typed) - 1, 0, -1):
        begun = " ".join(typed[:length])
        for among in (legal, words.players):
            longer = [words.split[a] for a in among if _begins(words.split[a], typed[:length])]
            if longer:
                following = list(dict.fromkeys(line[length] for line in longer if len(line) > length))
                right = _("after it: {lines}").format(lines=_some(following)) if following else ""
                right = right or _('"{line}" is all of it').format(line=begun)
                return UserError(
                    _('{text} can\'t follow "{begun}"').format(text=typed_as(typed[length]), begun=begun), right=right
                )
    return UserError(_("{text} is no line of this game").format(text=typed_as(part)), right=_listing(table, legal))


def _without_first(words: Vocabulary, part: str, legal: Sequence[int]) -> list[str]:
    """The lines that would begin so if their first word were left out, as in "hold" or "water 1"."""
    typed = part.split(" ")
    for among in (legal, words.players):
        found = [words.lines[action] for action in among if _begins(words.split[action][1:], typed)]
        if found:
            return found
    return []


def _matches(words: Vocabulary, part: str, among: Iterable[int]) -> list[int]:
    """Who begins like this, word for word; lines of as many words before longer ones."""
    typed = part.split(" ")
    found = [action for action in among if _begins(words.split[action], typed)]
    whole = [action for action in found if len(words.split[action]) == len(typed)]
    return whole or found


def typed_as(text: str) -> str:
    """What somebody wrote, as a sentence quotes it."""
    return _('"{text}"').format(text=isolated(quoted(text)[1:].removesuffix('"')))


def _begins(words: tuple[str, ...], typed: list[str]) -> bool:
    if len(typed) > len(words):
        return False
    return all(_begins_word(word, start) for word, start in zip(words, typed, strict=False))


def _begins_word(word: str, start: str) -> bool:
    if word.startswith(start):
        return True
    pieces, starts = word.split("-"), start.split("-")
    return 1 < len(starts) <= len(pieces) and all(map(str.startswith, pieces, starts))


def _unknown(line: str, lines: Sequence[str]) -> UserError:
    """What nobody knows, with the nearest line of the game."""
    near = get_close_matches(line[:80], lines, n=1, cutoff=0.7)
    right = _('did you mean "{word}"?').format(word=near[0]) if near else ""
    return UserError(_("{text} is no line of this game").format(text=typed_as(line)), right=right)


def _listing(table: Scenario, legal: Sequence[int], part: str = "") -> str:
    """What would be right: the legal lines; only those that begin as `part` does, if there are any."""
    if not legal:
        return ""
    words = vocabulary(table)
    first = part.split(" ")[:1]
    alike = [action for action in legal if first and _begins(words.split[action], first)]
    lines = _some([words.lines[action] for action in alike or legal])
    return _("possible: {lines}").format(lines=lines)


def _some(lines: Sequence[str]) -> str:
    more = len(lines) - LISTED
    told = _("{lines} and {n} more") if more > 0 else "{lines}"
    return told.format(lines=", ".join(lines[:LISTED]), n=more)
