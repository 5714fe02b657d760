"""A menu of what may be done: short lists at once, long ones in groups; nothing about terminals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from game import labels
from game.notation import format_action
from game.table import WIDTH, wrapped
from game.words import Words, capital
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
        shown = [title if title.endswith("?") else f"{title}:"]
        for number, choice in enumerate(self.here[first : first + PAGE], first + 1):
            shown += _group(number, choice) if isinstance(choice, Group) else _act(number, choice)
        if len(self.here) > first + PAGE:
            shown.append("  n  the next page")
        if first:
            shown.append("  p  the page before")
        if len(self._trail) > 1:
            shown.append("  0  back")
        return shown

    def pick(self, text: str) -> "Choice | None":
        """The action that a number chooses, or the group that is shown now; None if it is no choice here."""
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


def menu(w: Words, seen: Observation, legal: Sequence[int]) -> Menu:
    """The menu of the legal actions of the seat that sees `seen`."""
    root = Group("")
    for action in legal:
        act = Act(action, labels.label(w, seen, action), format_action(w.table, action))
        at = root
        for name in labels.path(w, seen, action) if len(legal) > FLAT else ():
            at = at.group(name)
        at.choices.append(act)
    return Menu(labels.question(w, seen, list(legal)), _without_lone_groups(root))


def _without_lone_groups(root: Group) -> Group:
    """A group that holds one thing is that thing; one that is alone needs no door."""
    flat = Group(root.name)
    for one in root.choices:
        if isinstance(one, Group):
            inner = _without_lone_groups(one)
            flat.choices.append(inner.choices[0] if len(inner.choices) == 1 else inner)
        else:
            flat.choices.append(one)
    return flat


def _act(number: int, act: Act) -> list[str]:
    text = f"{act.label}"
    line = f"[{act.line}]"
    if 5 + len(text) + 1 + len(line) <= WIDTH:
        return [f"{number:>3}  {text}{line:>{WIDTH - 5 - len(text)}}"]
    return [*wrapped(text, " " * 5, f"{number:>3}  "), f"{line:>{WIDTH}}"]


def _group(number: int, group: Group) -> list[str]:
    return [f"{number:>3}  {capital(group.name)} ... ({group.size()})"]
