"""A stream of events as a story: sentences in beats, each beat one thing to read out before the next."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from cards.language import N_, _
from game.paper import heading, wrapped
from game.say import Teller, meter_moved
from game.words import Name, capital, listed
from rules import events
from rules.events import Event

BEATS: Final = frozenset({
    events.TURN_BEGAN,
    events.HEADLINE_DRAWN,
    events.ATTENDANCE,
    events.NO_CONFERENCE,
    events.PROPOSAL,
    events.CALLED,
    events.CARD_REVEALED,
    events.ORDERED,
    events.AIR_SUPPORTED,
    events.ATTACKED,
    events.BATTLE_FOUGHT,
    events.STRUCK,
    events.STRUCK_WRONG,
    events.SIEGE_BIT,
    events.TOLL_SETTLED,
    events.CRISIS,
    events.ENDED,
})  # fmt: skip
JOINED: Final = frozenset({
    (events.TURN_BEGAN, events.HEADLINE_DRAWN),
    (events.ORDERED, events.ORDERED),
})  # fmt: skip
EARLY: Final = frozenset({events.STRENGTH, events.METER, events.CONTROL})  # what moves, arms and stand-downs do (§6)
FIRST_MOVES: Final = N_("First the moves, the arms and the stand-downs:")
PARTS: Final = {  # of a turn's end, by what opens them
    events.CARD_REVEALED: N_("The reveal: cards"),
    events.ORDERED: N_("The reveal: orders"),
    events.SIEGE_BIT: N_("Consequences"),
    events.PROCEDURE: N_("Consequences"),
    events.TOLL_SETTLED: N_("Consequences"),
}
PROCEDURES: Final = frozenset({events.PROCEDURE, events.HOME_FRONT})
TOGETHER: Final = 3  # so many equal shifts in a row are told in one sentence


class Beat:
    """One thing to read out: sentences that are laid out when they are shown."""

    def __init__(self) -> None:
        self._parts: list[Callable[[], list[str]]] = []

    def __call__(self) -> list[str]:
        """Its lines, on the paper of now."""
        return [line for part in self._parts for line in part()]

    def under(self, title: str) -> None:
        """What comes next stands under this heading."""
        self._parts += [lambda: ["", heading(title)]]

    def say(self, text: str, first: str = "") -> None:
        """A sentence."""
        self._parts += [lambda: wrapped(text, "    ", first)]

    def note(self, text: str) -> None:
        """A line as it is."""
        self._parts += [lambda: [text]]


def beats(teller: Teller, told: Sequence[Event], viewer: int, since: int = 0) -> Iterator[Beat]:
    """The events from number `since` on that `viewer` may see, in beats, the turn's parts under headings."""
    beat = Beat()
    before = -1
    part = _part(told[:since])
    for event, text in sentences(teller, told[since:], viewer):
        opens = event.kind in BEATS and (before, event.kind) not in JOINED
        if before >= 0 and opens:
            yield beat
            beat = Beat()
        if before == events.ORDERED and event.kind in EARLY:
            yield beat
            beat = Beat()
            beat.note(_(FIRST_MOVES))
        before = event.kind
        if event.kind == events.TURN_BEGAN:
            part = ""
            beat.under(text.removesuffix("."))
            continue
        if PARTS.get(event.kind, part) not in {part, ""} and _goes_on(part, event.kind):
            part = PARTS[event.kind]
            beat.under(_(part))
        beat.say(text, "" if event.kind in BEATS else "  ")
    if before >= 0:
        yield beat


def _part(told: Sequence[Event]) -> str:
    """The part of the turn that the last of these events belong to."""
    for event in reversed(told):
        if event.kind == events.TURN_BEGAN:
            return ""
        if event.kind in PARTS:
            return PARTS[event.kind]
    return ""


def _goes_on(part: str, kind: int) -> bool:
    """Whether what happened belongs to a later part: none comes twice in a turn."""
    order = list(dict.fromkeys(PARTS.values()))
    return part not in order or order.index(PARTS[kind]) > order.index(part)


def turn_began(told: Sequence[Event]) -> int:
    """Where the turn that is under way begins in a stream."""
    return next((at for at in range(len(told) - 1, -1, -1) if told[at].kind == events.TURN_BEGAN), 0)


def sentences(teller: Teller, told: Sequence[Event], viewer: int) -> Iterable[tuple[Event, str]]:
    """Events and their sentences; a meter that moves in the same way for several seats gives one."""
    at = 0
    while at < len(told):
        event = told[at]
        alike = _alike(told, at)
        if len(alike) >= TOGETHER:
            yield event, _together(teller, alike)
            at += len(alike)
            continue
        text = "" if _idle(told, at) else teller.sentence(event, viewer)
        if text:
            yield event, text
        at += 1


def _idle(told: Sequence[Event], at: int) -> bool:
    """Whether a procedure or a home front is announced and then does nothing."""
    if told[at].kind not in PROCEDURES:
        return False
    return at + 1 == len(told) or told[at + 1].kind in BEATS | PROCEDURES | {events.WEARY}


def _alike(told: Sequence[Event], at: int) -> Sequence[Event]:
    """The run of events from `at` on that shift the same meter by the same number."""
    first = told[at]
    if first.kind != events.METER:
        return told[at : at + 1]
    end, seats = at, set[int]()
    for event in told[at:]:
        if (event.kind, event.a, event.b) != (first.kind, first.a, first.b) or event.seat in seats:
            break
        seats.add(event.seat)
        end += 1
    return told[at:end]


def _together(teller: Teller, alike: Sequence[Event]) -> str:
    seats = listed(_with_number(teller.words.seat(event.seat), event.c) for event in alike)
    return capital(meter_moved(alike[0], seats)) + "."


def _with_number(name: Name, number: int) -> Name:
    return Name(f"{name!s} ({number})", form=name.form)
