"""What a game to be played is: from the options of `accord play`, or from the answers to its questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.grammar import Name, isolated
from cards.language import _
from game import DEFAULT_SCENARIO, bots
from game.errors import UserError

if TYPE_CHECKING:
    from game.cli.screen import Screen
    from game.session import Session
    from rules.scenario import Scenario

HUMAN: Final = "human"
OTHERS: Final = "others"


@dataclass(frozen=True)
class Plan:
    """Everything that is settled before a table is laid."""

    scenario: str = DEFAULT_SCENARIO
    size: str | None = None
    seats: Mapping[str, str] = field(default_factory=dict)  # "human Anna" or a bot, by seat
    seed: int | None = None
    headlines: Mapping[int, str] = field(default_factory=dict)
    clock: tuple[int, int] = (0, 0)
    pins: bool = False
    passphrase: str | None = None

    def table(self) -> "Scenario":
        """The compiled scenario."""
        import cards

        return cards.table(self.scenario, self.size)

    def lay(self, pins: Mapping[str, str]) -> "Session":
        """The table, dealt."""
        from game.session import Session

        session = Session.new(self.scenario, self.size, self.seed, seats=self.seats, headlines=self.headlines)
        session.header = replace(session.header, clock=self.clock, pins=tuple(pins.items()))
        return session


def players(table: "Scenario", asked: str | None) -> dict[str, str]:
    """Who plays every seat, by the option --seats."""
    named: dict[str, str] = {}
    others = HUMAN
    for part in (asked or HUMAN).split(","):
        seat, equals, who = (word.strip() for word in part.partition("="))
        if not equals:
            seat, who = OTHERS, seat
        if seat in named:
            raise UserError(_('"{seat}" is named twice').format(seat=seat), where="--seats")
        if seat == OTHERS:
            others = who
        elif seat in table.seat_ids:
            named[seat] = who
        else:
            raise UserError(
                _('no seat "{seat}"').format(seat=seat),
                where="--seats",
                right=_("there are {names}").format(names=", ".join(table.seat_ids)),
            )
    complete = {seat: named.get(seat, others) for seat in table.seat_ids}
    for who in complete.values():
        if not is_human(who):
            bots.factory(who)
    return complete


def is_human(who: str) -> bool:
    """Whether people sit there."""
    return who.split()[:1] == [HUMAN]


def headlines(asked: tuple[str, ...]) -> dict[int, str]:
    """The headlines that somebody picked, by turn."""
    picks = {}
    for part in asked:
        turn, equals, name = part.partition("=")
        if not (equals and turn.strip().isdecimal() and name.strip()):
            raise UserError(
                _('"{text}" is no pick of a headline').format(text=part),
                where="--headline",
                right=_("write {example}").format(example="3=big-orem"),
            )
        picks[int(turn)] = name.strip()
    return picks


def ask_pins(screen: "Screen", table: "Scenario", seats: Mapping[str, str]) -> dict[str, str]:
    """Each seat of people chooses its PIN, or none."""
    chosen = {}
    for number, seat in enumerate(table.seat_ids):
        if not is_human(seats.get(seat, HUMAN)):
            continue
        alias = seats.get(seat, HUMAN).partition(" ")[2]
        name = str(Name(table.seat_names[number]))
        with screen.unseen():
            kept = _ask_pin(screen, f"{name} ({isolated(alias)})" if alias else name)
        if kept:
            chosen[seat] = kept
    return chosen


def _ask_pin(screen: "Screen", name: str) -> str:
    """The hash of a PIN that was typed twice; nothing if there shall be none."""
    from game import pins

    while pin := screen.ask_unseen(_("PIN for {seat}, shown nowhere (Enter: none): ").format(seat=name)):
        try:
            kept = pins.hashed(pin)
        except UserError as error:
            screen.line(f"  {error}")
            continue
        if not screen.interactive or screen.ask_unseen(_("The same once more: ")) == pin:
            return kept
        screen.line("  " + _("These were two different ones."))
    return ""


def new_passphrase(screen: "Screen") -> str:
    """A passphrase for a new game, typed twice."""
    from game.extras import need

    need("lock", "cryptography")
    while True:
        phrase = screen.ask_unseen(_("Passphrase for the saved game, shown nowhere: "))
        if not phrase:
            raise UserError(
                _("without a passphrase nothing can be locked"), right=_("leave {option} out").format(option="--lock")
            )
        if not screen.interactive or screen.ask_unseen(_("The same once more: ")) == phrase:
            return phrase
        screen.line("  " + _("These were two different ones."))


def passphrase_of(screen: "Screen", path: Path) -> str | None:
    """The passphrase of a file that is locked; None for one that isn't."""
    from game.cli.passphrase import locked
    from game.cli.prompts import Left

    if not locked(path):
        return None
    try:
        return screen.ask_unseen(_("Passphrase of this locked game: "))
    except Left:
        return ""  # whoever opens it says that it is locked
