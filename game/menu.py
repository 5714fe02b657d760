"""A menu of what may be done: short lists at once, long ones in groups; nothing about terminals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from cards.grammar import isolated
from cards.language import _, ngettext
from game import foresight, labels, paper
from game.notation import format_action
from game.paper import cells, right, wrapped
from game.words import Words, capital, labelled
from rules.observe import Observation

FLAT: Final = 9  # choices that are shown without groups
PAGE: Final = 15


@dataclass
class Group:
    """A named group of choices and of further groups, in the order in which they came."""

    name: str
    choices: list["Choice"] = field(default_factory=list)

    def size(self) -> int:
        """How many actions it holds."""
        return sum(one.size() if isinstance(one, Group) else 1 for one in self.choices)

    def group(self, name: str) -> "Group":
        """The group of that name inside this one, made if need be."""
        for one in self.choices:
            if isinstance(one, Group) and one.name == name:
                return one
        new = Group(name)
        self.choices.append(new)
        return new


@dataclass(frozen=True)
class Act:
    """One action: what it is called and its canonical line."""

    action: int
    label: str
    line: str
    notes: Callable[[], tuple[str, ...]] = tuple  # what it is known to change, worked out when it is shown


Choice = Group | Act


class Menu:
    """Where somebody stands in a tree of choices."""

    def __init__(self, question: str, root: Group) -> None:
        self.question = question
        self._trail = [root]
        self._page = 0

    @property
    def here(self) -> list[Choice]:
        """What is offered now."""
        return self._trail[-1].choices

    def lines(self) -> list[str]:
        """The choices, numbered, with the canonical line beside each action."""
        first = self._page * PAGE
        title = " / ".join([self.question, *(capital(group.name) for group in self._trail[1:])])
        shown = [title if title.endswith("?") else _("{title}:").format(title=title)]
        for number, choice in enumerate(self.here[first : first + PAGE], first + 1):
            shown += _group(number, choice) if isinstance(choice, Group) else _act(number, choice)
        if len(self.here) > first + PAGE:
            shown.append(_way("n", _("the next page")))
        if first:
            shown.append(_way("p", _("the page before")))
        if len(self._trail) > 1:
            shown.append(_way("0", _("back")))
        return shown

    def pick(self, text: str) -> "Choice | None":
        """The action that a number chooses, or the group that is shown now; None if it is no choice here."""
        if text.casefold() in {"back", _("back")}:
            text = "0"
        if text in {"n", "p", "0"}:
            return self._turn(text)
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= len(self.here):
            return None
        choice = self.here[int(text[:6]) - 1]
        if isinstance(choice, Group):
            self._trail.append(choice)
            self._page = 0
        return choice

    def _turn(self, where: str) -> Group | None:
        if where == "0":
            if len(self._trail) == 1:
                return None
            self._trail.pop()
            self._page = 0
            return self._trail[-1]
        page = self._page + (1 if where == "n" else -1)
        if not 0 <= page * PAGE < len(self.here):
            return None
        self._page = page
        return self._trail[-1]


def menu(w: Words, seen: Observation, legal: Sequence[int], *, private: bool = False) -> Menu:
    """The menu of the legal actions of the seat that sees `seen`; `private`: with what it alone may know of them."""
    root = grouped(w, seen, legal, private=private) if len(legal) > FLAT else _flat(w, seen, legal, private=private)
    return Menu(labels.question(w, seen, list(legal)), root)


def grouped(w: Words, seen: Observation, legal: Sequence[int], *, private: bool) -> Group:
    """The actions in their groups."""
    root = Group("")
    for action in legal:
        at = root
        for name in labels.path(w, seen, action):
            at = at.group(name)
        at.choices.append(_choice(w, seen, action, private=private))
    return _without_lone_groups(root)


def _flat(w: Words, seen: Observation, legal: Sequence[int], *, private: bool) -> Group:
    return Group("", [_choice(w, seen, action, private=private) for action in legal])


def _choice(w: Words, seen: Observation, action: int, *, private: bool) -> Act:
    known = partial(foresight.notes, w, seen, action, private=private)
    return Act(action, labels.label(w, seen, action), format_action(w.table, action), known)


def _without_lone_groups(root: Group) -> Group:
    """A group that holds one thing is that thing; one that is alone needs no door."""
    flat = Group(root.name)
    for one in root.choices:
        if isinstance(one, Group):
            inner = _without_lone_groups(one)
            only = inner.choices[0] if len(inner.choices) == 1 else inner
            if only is not inner and isinstance(only, Group):
                only.name = labelled(inner.name, only.name)
            flat.choices.append(only)
        else:
            flat.choices.append(one)
    return flat


def _act(number: int, act: Act) -> list[str]:
    line = isolated(f"[{act.line}]")
    room = paper.prose_width()
    if paper.linear():
        shown = [
            _("{number}: {choice}, written {line}").format(number=number, choice=act.label, line=isolated(act.line))
        ]
    elif 5 + cells(act.label) + 1 + cells(line) <= room:
        shown = [f"{number:>3}  {act.label}{right(line, room - 5 - cells(act.label))}"]
    else:
        shown = [*wrapped(act.label, " " * 5, f"{number:>3}  "), right(line, room)]
    for note in act.notes():
        shown += wrapped(note, " " * 9, " " * 7)
    return shown


def _way(key: str, where: str) -> str:
    return labelled(key, where) if paper.linear() else f"  {key}  {where}"


def _group(number: int, group: Group) -> list[str]:
    if paper.linear():
        told = ngettext("{number}: {group}, {n} choice", "{number}: {group}, {n} choices", group.size())
        return [told.format(number=number, group=capital(group.name), n=group.size())]
    return wrapped(f"{capital(group.name)} ... ({group.size()})", " " * 5, f"{number:>3}  ")
