"""The names of a scenario's things as they stand in a sentence, and its actions in players' words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from game.layout import Places, lay_out
from rules import actions, instructions, scenario
from rules.scenario import NOBODY, Scenario

PLAIN_ORDERS: Final = {
    actions.ORDER_STAND_DOWN: "forces to stand down",
    actions.ORDER_REARM: "forces to rearm in secret, announced as standing down",
    actions.ORDER_HOLD: "forces to hold",
}
ORDERS: Final = {  # of a side, in a place
    actions.ORDER_SUPPORT: "air support for {} {}",
    actions.ORDER_ARM: "arms for {} {}",
    actions.ORDER_FORTIFY: "fortifications {1}",
    actions.ORDER_STRIKE: "a strike on {} {}",
}


@dataclass(frozen=True)
class Texts:
    """What the rules have no use for and people read; `game.texts` takes them from a scenario's files."""

    shorts: tuple[str, ...]  # of each seat
    pledges: tuple[str, ...]  # of each pledge, its target filled in
    tracks: tuple[str, ...]
    procedures: tuple[str, ...]
    home_fronts: tuple[str, ...]
    spoilers: tuple[str, ...]  # of each headline; empty where it is no incident
    contexts: tuple[str, ...]  # of each headline
    prepositions: tuple[str, ...]  # of each area: in, on or at
    places: Places  # of each area on the drawn map
    places_short: tuple[str, ...]  # of each area: its name where there is little room
    people: tuple[tuple[str, ...], ...]  # of each issue: what its positions give those without a seat; may be empty


def bare(table: Scenario) -> Texts:
    """Texts made of ids alone, for a table that came without its scenario's files."""
    return Texts(
        shorts=tuple(name.upper() for name in table.seat_ids),
        pledges=tuple(_bare_pledge(table, pledge) for pledge in range(len(table.pledges))),
        tracks=tuple(_spaced(name) for name in table.track_ids),
        procedures=("A side that nobody plays follows its printed procedure",) * len(table.procedures),
        home_fronts=("A home front makes itself felt",) * len(table.home_fronts),
        spoilers=("",) * len(table.headlines),
        contexts=("",) * len(table.headlines),
        prepositions=("in",) * table.areas,
        places=lay_out(table.neighbours),
        places_short=table.area_names,
        people=((),) * table.issues,
    )


def _spaced(name: str) -> str:
    return name.replace("-", " ")


def _bare_pledge(table: Scenario, pledge: int) -> str:
    kind, target = table.pledges[pledge].kind, table.pledges[pledge].target
    return f"{_spaced(table.pledge_kind_ids[kind])} {_spaced(_target(table, pledge, target))}".strip()


def _target(table: Scenario, pledge: int, target: int) -> str:
    if target == NOBODY:
        return ""
    if table.pledges[pledge].act == scenario.ACT_SANCTION:
        return with_article(table.seat_names[target])
    return in_sentence(table.area_names[target])


def with_article(name: str) -> str:
    """A faction's name in a sentence: "Russia", "the Western states"."""
    name = in_sentence(name)
    return f"the {name}" if " " in name and not name.startswith("the ") else name


def in_sentence(name: str) -> str:
    """A name in the middle of a sentence: its own article is written small."""
    return "the " + name[4:] if name.startswith("The ") else name


def capital(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names in a row.

    >>> listed(["Russia", "the Gulf states", "the Western states"])
    'Russia, the Gulf states and the Western states'
    """
    *first, final = tuple(names) or ("nobody",)
    return f"{', '.join(first)} {last} {final}" if first else final


def members(mask: int, count: int) -> list[int]:
    """The numbers below `count` whose bits are set in `mask`."""
    return [number for number in range(count) if mask >> number & 1]


class Words:
    """How the things of one table are called."""

    def __init__(self, table: Scenario, texts: Texts | None = None) -> None:
        self.table = table
        self.texts = texts if texts is not None else bare(table)

    def seat(self, seat: int) -> str:
        return with_article(self.table.seat_names[seat])

    def short(self, seat: int) -> str:
        return self.texts.shorts[seat]

    def seats(self, mask: int) -> str:
        return listed(self.seat(seat) for seat in members(mask, self.table.seats))

    def side(self, side: int) -> str:
        return in_sentence(self.table.side_names[side])

    def area(self, area: int) -> str:
        return in_sentence(self.table.area_names[area])

    def where(self, area: int) -> str:
        """A place with the word before it: "in Idlib", "on the coast"."""
        return f"{self.texts.prepositions[area]} {self.area(area)}"

    def issue(self, issue: int) -> str:
        return in_sentence(self.table.issue_names[issue])

    def position(self, issue: int, at: int) -> str:
        return f'"{self.table.position_names[issue][at]}"'

    def card(self, card: int) -> str:
        return f'"{self.table.card_names[card]}"'

    def headline(self, headline: int) -> str:
        return f'"{self.table.headline_names[headline]}"'

    def agenda(self, agenda: int) -> str:
        return f'"{self.table.agenda_names[agenda]}"'

    def pledge(self, pledge: int) -> str:
        return self.texts.pledges[pledge]

    def track(self, track: int) -> str:
        if track == instructions.TOLL:
            return "the toll"
        return "the world's attention" if track == instructions.ATTENTION else self.texts.tracks[track]

    def use(self, use: int) -> str:
        """What a card is used for, after "used it"."""
        how = self.table.uses[use]
        if how.kind == scenario.USE_SANCTION:
            return f"to sanction {self.seat(how.a)}"
        if how.kind == scenario.USE_CONDEMN:
            return f"to condemn {self.seat(how.a)}"
        if how.kind == scenario.USE_RELIEF:
            return f"for relief {self.where(how.a)}"
        if how.kind == scenario.USE_LEAN:
            return f"to lean on {self.seat(how.a)} over {self.issue(how.b)}"
        return {
            scenario.USE_EVENT: "as its event",
            scenario.USE_CAPITAL: "as capital",
            scenario.USE_RALLY: "to rally support at home",
        }[how.kind]

    def order(self, action: int) -> str:
        """An order as a thing: "an assault on Idlib against the opposition"."""
        verb, a, b, _, _ = self.table.acts.entries[action]
        if verb in PLAIN_ORDERS:
            return PLAIN_ORDERS[verb]
        if verb == actions.ORDER_REDEPLOY:
            return f"a move of forces from {self.area(a)} to {self.area(b)}"
        if verb == actions.ORDER_ASSAULT:
            return f"an assault on {self.area(a)} against {self.side(b)}"
        side = self.side(self.table.struck_side if verb == actions.ORDER_STRIKE else b)
        return ORDERS[verb].format(side, self.where(a))

    def picked(self, action: int) -> str:
        """What an action chooses: a place, a faction, an issue or a card."""
        verb, a, _, _, _ = self.table.acts.entries[action]
        if verb in (actions.CHOOSE_AN_AREA, actions.PICK_AREA):
            return self.area(a)
        if verb == actions.CHOOSE_A_SEAT:
            return self.seat(a)
        return self.issue(a) if verb == actions.CHOOSE_AN_ISSUE else self.card(a)

    def clause(self, action: int, proposer: int) -> str:
        """A clause of a package as everybody hears it."""
        verb, a, b, _, _ = self.table.acts.entries[action]
        if verb == actions.TEXT:
            return f"{self.issue(a)}: {self.position(a, b)}"
        if verb == actions.GIVE:
            return f"{b} influence from {self.seat(proposer)} to {self.seat(a)}"
        if verb == actions.ASK:
            return f"{b} influence from {self.seat(a)} to {self.seat(proposer)}"
        return f"{self.seat(self.table.pledges[a].seat)} to pledge: {self.pledge(a)}"
