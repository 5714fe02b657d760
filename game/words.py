"""The names of a scenario's things as they stand in a sentence, and its actions in players' words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cards.grammar import Name, Row, alone, capital, in_sentence, isolated, listed, with_article
from cards.language import N_, _, pgettext
from game.layout import Places, lay_out
from rules import actions, instructions, scenario
from rules.scenario import NOBODY, Scenario

__all__ = [
    "Name",
    "Texts",
    "Words",
    "alone",
    "capital",
    "comma",
    "in_sentence",
    "labelled",
    "listed",
    "members",
    "percent",
    "semicolons",
    "thousands",
    "with_article",
]

ORDERS: Final = {  # as things: what a seat ordered
    actions.ORDER_STAND_DOWN: N_("forces to stand down"),
    actions.ORDER_REARM: N_("forces to rearm in secret, announced as standing down"),
    actions.ORDER_HOLD: N_("forces to hold"),
    actions.ORDER_REDEPLOY: N_("a move of forces from {area} to {other}"),
    actions.ORDER_ASSAULT: N_("an assault on {area} against {side}"),
    actions.ORDER_SUPPORT: N_("air support for {side} {where}"),
    actions.ORDER_ARM: N_("arms for {side} {where}"),
    actions.ORDER_FORTIFY: N_("fortifications {where}"),
    actions.ORDER_STRIKE: N_("a strike on {side} {where}"),
}
USES: Final = {  # of a card, after "used it"
    scenario.USE_EVENT: N_("as its event"),
    scenario.USE_CAPITAL: N_("as capital"),
    scenario.USE_RALLY: N_("to rally support at home"),
    scenario.USE_SANCTION: N_("to sanction {seat}"),
    scenario.USE_CONDEMN: N_("to condemn {seat}"),
    scenario.USE_RELIEF: N_("for relief {where}"),
    scenario.USE_LEAN: N_("to lean on {seat} over {issue}"),
}
PLACELESS: Final = frozenset({actions.ORDER_STAND_DOWN, actions.ORDER_REARM, actions.ORDER_HOLD})
SIDED: Final = frozenset({actions.ORDER_ASSAULT, actions.ORDER_SUPPORT, actions.ORDER_ARM, actions.ORDER_STRIKE})


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
        procedures=(_("A side that nobody plays follows its printed procedure"),) * len(table.procedures),
        home_fronts=(_("A home front makes itself felt"),) * len(table.home_fronts),
        spoilers=("",) * len(table.headlines),
        contexts=("",) * len(table.headlines),
        prepositions=(_("in"),) * table.areas,
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


def labelled(name: str, text: object) -> str:
    """The text behind the name of what it says: "Signed: Russia"."""
    return _("{name}: {text}").format(name=name, text=text)


def comma(parts: Iterable[str]) -> str:
    """Parts in a row without a last joint."""
    return pgettext("between two names of a list", ", ").join(parts)


def semicolons(parts: Iterable[str]) -> str:
    """Longer parts in a row."""
    return pgettext("between two parts of a list", "; ").join(parts)


def decimal(number: float, form: str = ".1f") -> str:
    """A number with its decimal sign."""
    return format(number, form).replace(".", pgettext("the decimal sign", "."))


def thousands(number: int) -> str:
    """A whole number, its thousands apart."""
    return f"{number:,}".replace(",", pgettext("between thousands", ","))


def percent(share: float) -> str:
    """A share of a hundred."""
    return _("{n}%").format(n=f"{100 * share:.0f}")


def members(mask: int, count: int) -> list[int]:
    """The numbers below `count` whose bits are set in `mask`."""
    return [number for number in range(count) if mask >> number & 1]


class Words:
    """How the things of one table are called."""

    def __init__(self, table: Scenario, texts: Texts | None = None) -> None:
        self.table = table
        self.texts = texts if texts is not None else bare(table)

    def seat(self, seat: int) -> Name:
        return with_article(self.table.seat_names[seat])

    def name(self, seat: int) -> str:
        """A seat's name as it is written."""
        return str(Name(self.table.seat_names[seat]))

    def title(self, seat: int) -> str:
        """A seat's name by itself, as in a table."""
        return alone(self.table.seat_names[seat])

    def short(self, seat: int) -> str:
        return self.texts.shorts[seat]

    def seats(self, mask: int) -> Row:
        return listed(self.seat(seat) for seat in members(mask, self.table.seats))

    def side(self, side: int) -> Name:
        return Name(in_sentence(self.table.side_names[side]))

    def area(self, area: int) -> Name:
        return Name(in_sentence(self.table.area_names[area]))

    def place(self, area: int) -> str:
        """An area's name by itself."""
        return alone(self.table.area_names[area])

    def where(self, area: int) -> str:
        """A place with the word before it: "in Idlib", "on the coast"."""
        return isolated(self.area(area).behind(self.texts.prepositions[area]))

    def issue(self, issue: int) -> Name:
        return Name(in_sentence(self.table.issue_names[issue]))

    def dossier(self, issue: int) -> str:
        """An issue's name by itself."""
        return alone(self.table.issue_names[issue])

    def position(self, issue: int, at: int) -> str:
        return _in_quotes(self.table.position_names[issue][at])

    def card(self, card: int) -> str:
        return _in_quotes(self.table.card_names[card])

    def headline(self, headline: int) -> str:
        return _in_quotes(self.table.headline_names[headline])

    def agenda(self, agenda: int) -> str:
        return _in_quotes(self.table.agenda_names[agenda])

    def pledge(self, pledge: int) -> str:
        return self.texts.pledges[pledge]

    def track(self, track: int) -> Name:
        if track == instructions.TOLL:
            return Name(_("the toll"))
        return Name(_("the world's attention") if track == instructions.ATTENTION else self.texts.tracks[track])

    def use(self, use: int) -> str:
        """What a card is used for, after "used it"."""
        how = self.table.uses[use]
        told: dict[str, str] = {}
        if how.kind in {scenario.USE_SANCTION, scenario.USE_CONDEMN, scenario.USE_LEAN}:
            told["seat"] = self.seat(how.a)
        if how.kind == scenario.USE_RELIEF:
            told["where"] = self.where(how.a)
        if how.kind == scenario.USE_LEAN:
            told["issue"] = self.issue(how.b)
        return _(USES[how.kind]).format(**told)

    def order(self, action: int) -> str:
        """An order as a thing: "an assault on Idlib against the opposition"."""
        verb, a, b = self.table.acts.entries[action][:3]
        told: dict[str, str] = {}
        if verb not in PLACELESS:
            told |= {"area": self.area(a), "where": self.where(a)}
        if verb == actions.ORDER_REDEPLOY:
            told["other"] = self.area(b)
        elif verb in SIDED:
            told["side"] = self.side(self.table.struck_side if verb == actions.ORDER_STRIKE else b)
        return _(ORDERS[verb]).format(**told)

    def picked(self, action: int) -> str:
        """What an action chooses: a place, a faction, an issue or a card."""
        verb, a = self.table.acts.entries[action][:2]
        if verb in (actions.CHOOSE_AN_AREA, actions.PICK_AREA):
            return self.area(a)
        if verb == actions.CHOOSE_A_SEAT:
            return self.seat(a)
        return self.issue(a) if verb == actions.CHOOSE_AN_ISSUE else self.card(a)

    def clause(self, action: int, proposer: int) -> str:
        """A clause of a package as everybody hears it."""
        verb, a, b = self.table.acts.entries[action][:3]
        if verb == actions.TEXT:
            return labelled(self.issue(a), self.position(a, b))
        if verb in {actions.GIVE, actions.ASK}:
            giver, taker = (proposer, a) if verb == actions.GIVE else (a, proposer)
            told = _("{n} influence from {seat} to {other}")
            return told.format(n=b, seat=self.seat(giver), other=self.seat(taker))
        return _("{seat} to pledge: {pledge}").format(seat=self.seat(self.table.pledges[a].seat), pledge=self.pledge(a))


def _in_quotes(text: str) -> str:
    return _('"{text}"').format(text=isolated(text))
