"""What one model alone cannot know: names that must exist, lengths that agree, tables that fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from cards.checks_of_cards import check_cards
from cards.checks_of_history import check_history
from cards.errors import did_you_mean, quoted
from cards.language import _
from cards.locate import Path
from cards.manuscript import Manuscript
from cards.names import Names
from cards.schema import Pledge
from cards.seats import Seat
from cards.sizes import Numbers as WrittenNumbers
from cards.sizes import Size
from cards.tables import Sized
from rules.scenario import METER_IDS, Numbers

TARGET_OF_ACT = {
    "hostile-assault": "area",
    "support": "area",
    "sanction": "seat",
    "arm": "none",
    "absence": "none",
}
INVENTED = "invented"


def check(names: Names) -> None:
    """Raise the first thing that is wrong with a scenario whose files are each well formed."""
    text = names.text
    _check_ids(text)
    _check_sources(text)
    _check_map(names)
    _check_places(text)
    _check_sides(names)
    for at, seat in enumerate(text.scenario.seat):
        _check_seat(names, seat, ("scenario", "seat", at))
    _check_tracks(text)
    _check_issues(names)
    for at, pledge in enumerate(text.scenario.pledge):
        _check_pledge(names, pledge, ("scenario", "pledge", at))
    _check_numbers(names, text.scenario.numbers, ("scenario", "numbers"))
    for at, size in enumerate(text.scenario.size):
        _check_size(names, size, ("scenario", "size", at), Sized(names, size, at))
    check_cards(names)
    check_history(text)


# Ids and sources


def _named(text: Manuscript) -> Iterator[tuple[str, str, Path]]:
    """Everything that `choose NAME` can name: kind, id and path (§11)."""
    scenario = text.scenario
    for kind, ids in (
        ("seat", [seat.id for seat in scenario.seat]),
        ("side", [side.id for side in scenario.side]),
        ("issue", [issue.id for issue in scenario.issue]),
        ("area", [area.id for area in scenario.area]),
    ):
        for at, one in enumerate(ids):
            yield kind, one, ("scenario", kind, at, "id")
    for card, path in zip(text.cards, text.card_paths, strict=True):
        yield "card", card.id, (*path, "id")


def _check_ids(text: Manuscript) -> None:
    _distinct(text, _named(text))
    scenario = text.scenario
    for kind, ids in (
        ("pledge", [pledge.kind for pledge in scenario.pledge]),
        ("procedure", [procedure.id for procedure in scenario.procedure]),
        ("home_front", [front.id for front in scenario.home_front]),
        ("size", [size.id for size in scenario.size]),
    ):
        _distinct(text, ((kind, one, ("scenario", kind, at)) for at, one in enumerate(ids)))
    _distinct(text, (("headline", one.id, ("headlines", "headline", at)) for at, one in enumerate(text.headlines)))
    _distinct(text, (("agenda", one.id, ("agendas", "agenda", at)) for at, one in enumerate(text.agendas)))
    _distinct(text, (("source", one.id, ("sources", "source", at)) for at, one in enumerate(text.sources)))
    _distinct(text, (("moment", one.id, ("history", "moment", at)) for at, one in enumerate(text.history)))


def _distinct(text: Manuscript, named: Iterable[tuple[str, str, Path]]) -> None:
    taken: dict[str, str] = {}
    for kind, one, path in named:
        if one in taken:
            owner = taken[one]
            an = owner[0] in "aeiou"
            told = _("the id {id} is taken by an {kind}") if an else _("the id {id} is taken by a {kind}")
            told = _("the id {id} is taken by another {kind}") if owner == kind else told
            raise text.error(path, told.format(id=quoted(one), kind=owner.replace("_", " ")))
        taken[one] = kind


def _once_each(text: Manuscript, words: Iterable[object], path: Path) -> None:
    for word, count in Counter(words).items():
        if count > 1:
            raise text.error(path, _("names {word} twice").format(word=quoted(word)))


def _sourced(text: Manuscript) -> Iterator[tuple[Path, str]]:
    """Everything that says where it is from."""
    scenario = text.scenario
    for kind, sources in (
        ("seat", [seat.source for seat in scenario.seat]),
        ("issue", [issue.source for issue in scenario.issue]),
        ("area", [area.source for area in scenario.area]),
        ("procedure", [procedure.source for procedure in scenario.procedure]),
        ("home_front", [front.source for front in scenario.home_front]),
    ):
        for at, source in enumerate(sources):
            yield ("scenario", kind, at), source
    for at, issue in enumerate(scenario.issue):
        if issue.people is not None:
            yield ("scenario", "issue", at, "people"), issue.people.source
    for path, card in zip(text.card_paths, text.cards, strict=True):
        yield path, card.source
    for at, headline in enumerate(text.headlines):
        yield ("headlines", "headline", at), headline.source
    for at, agenda in enumerate(text.agendas):
        yield ("agendas", "agenda", at), agenda.source
    for at, moment in enumerate(text.history):
        yield ("history", "moment", at), moment.source


def _check_sources(text: Manuscript) -> None:
    known = {source.id for source in text.sources}
    for path, words in _sourced(text):
        for word in words.split():
            if word != INVENTED and word not in known:
                hint = did_you_mean(word, known) or _('; add it to sources.toml, or write "invented"')
                raise text.error(
                    (*path, "source"), _("unknown source {word}{hint}").format(word=quoted(word), hint=hint)
                )


# Map and sides


def _check_map(names: Names) -> None:
    text, areas = names.text, names.text.scenario.area
    for at, area in enumerate(areas):
        path: Path = ("scenario", "area", at, "neighbours")
        _once_each(text, area.neighbours, path)
        if not area.neighbours:
            raise text.error(path, _("has no neighbours, so nobody can get there; name at least one"))
        for word in area.neighbours:
            near = names.area(word, path)
            if near == at:
                raise text.error(path, _("it cannot be its own neighbour"))
            if area.id not in areas[near].neighbours:
                raise text.error(
                    path,
                    _("{word} is a neighbour, but does not name {area}; add it there").format(
                        word=quoted(word), area=quoted(area.id)
                    ),
                )
        _once_each(text, area.tags, ("scenario", "area", at, "tags"))


def _check_places(text: Manuscript) -> None:
    """A map is drawn from every area's place, or from none."""
    taken: dict[tuple[int, int], str] = {}
    areas = text.scenario.area
    for at, area in enumerate(areas):
        path: Path = ("scenario", "area", at, "at")
        if area.at is None:
            if any(other.at is not None for other in areas):
                raise text.error(path[:-1], _('needs a place on the map ("at") too, because other areas have one'))
        elif area.at in taken:
            raise text.error(
                path, _("{area} is there already; give it a place of its own").format(area=quoted(taken[area.at]))
            )
        else:
            taken[area.at] = area.id


def _check_sides(names: Names) -> None:
    text, scenario = names.text, names.text.scenario
    struck = [at for at, side in enumerate(scenario.side) if side.struck]
    if len(struck) > 1:
        raise text.error(("scenario", "side", struck[1], "struck"), _("only one side can be struck"))
    for at, pair in enumerate(scenario.hostility.peaceful):
        path: Path = ("scenario", "hostility", "peaceful", at)
        if len({names.side(side, path) for side in pair}) == 1:
            raise text.error(path, _("a side is never hostile to itself; name two"))
    commanders: dict[str, str] = {}
    for at, seat in enumerate(scenario.seat):
        path = ("scenario", "seat", at, "commands" if seat.commands else "backs")
        names.side(seat.side, path)
        if seat.commands in commanders:
            raise text.error(
                path,
                _("{side} is commanded by {seat} already").format(
                    side=quoted(seat.side), seat=quoted(commanders[seat.side])
                ),
            )
        if seat.commands:
            commanders[seat.commands] = seat.id
    for at, seat in enumerate(scenario.seat):
        if seat.backs and seat.backs not in commanders:
            raise text.error(
                ("scenario", "seat", at, "backs"), _("no seat commands {side}").format(side=quoted(seat.backs))
            )
    if not any(seat.required for seat in scenario.seat):
        raise text.error(
            ("scenario", "seat", 0), _("no seat is required to sign; at least one should have required = true")
        )
    for side in scenario.conquest:
        path = ("scenario", "conquest", side)
        names.side(side, path)
        names.area_mask(scenario.conquest[side], path)


# Seats


def _check_seat(names: Names, seat: Seat, path: Path) -> None:
    text, scenario = names.text, names.text.scenario
    for key in ("orders", "press", "opening_hand"):
        _once_each(text, getattr(seat, key), (*path, key))
    if "strike" in seat.orders and not any(side.struck for side in scenario.side):
        raise text.error((*path, "orders"), _("strike needs a side to hit; none has struck = true"))
    if "lean" in seat.press and seat.backs is None:
        raise text.error((*path, "press"), _("only a seat that backs a side can lean on its commander"))
    _check_worth(names, seat, path)
    for word, positions in seat.red_lines.items():
        line = (*path, "red_lines", word)
        issue = names.issue(word, line)
        _once_each(text, positions, line)
        for position in positions:
            names.position(issue, position, line)
    own = {card.id for card in text.written.cards[seat.id].card}
    for at, card in enumerate(seat.opening_hand):
        if card not in own:
            owner = next((other.seat for other in text.cards if other.id == card), None)
            what = _("card {card} belongs to {seat}") if owner else _("card {card} is not in {file}{hint}")
            raise text.error(
                (*path, "opening_hand", at),
                what.format(
                    card=quoted(card), seat=quoted(owner), file=f"cards-{seat.id}.toml", hint=did_you_mean(card, own)
                ),
            )


def _check_worth(names: Names, seat: Seat, path: Path) -> None:
    text = names.text
    for word, points in seat.worth.items():
        line = (*path, "worth", word)
        issue = text.scenario.issue[names.issue(word, line)]
        if len(points) != len(issue.positions):
            raise text.error(
                line,
                _("{n} numbers for the {positions} positions of {word}").format(
                    n=len(points), positions=len(issue.positions), word=quoted(word)
                ),
            )
    missing = [word for word in names.issues if word not in seat.worth]
    if missing:
        raise text.error(
            (*path, "worth"),
            _("it says nothing of {issue}; every issue needs its points").format(issue=quoted(missing[0])),
        )
    if not any(max(points) for points in seat.worth.values()):
        raise text.error((*path, "worth"), _("no position of any issue is worth a point"))


# Tracks, issues, pledges


def _check_tracks(text: Manuscript) -> None:
    tracks = text.scenario.tracks
    if tracks.toll.start >= tracks.toll.max:
        raise text.error(("scenario", "tracks", "toll"), _("the toll should start below its maximum"))
    for word, track in tracks.own.items():
        path = ("scenario", "tracks", word)
        if word in METER_IDS:
            raise text.error(path, _("{word} is a meter; give the track another name").format(word=quoted(word)))
        if not track.min <= track.start <= track.max or track.min == track.max:
            raise text.error(
                path, _("should start between its min ({min}) and its max ({max})").format(min=track.min, max=track.max)
            )


def _check_issues(names: Names) -> None:
    for at, issue in enumerate(names.text.scenario.issue):
        path: Path = ("scenario", "issue", at)
        names.position(at, issue.draft, (*path, "draft"))
        _once_each(names.text, issue.positions, (*path, "positions"))


def _check_pledge(names: Names, pledge: Pledge, path: Path) -> None:
    text = names.text
    names.seat_mask(pledge.seats, (*path, "seats"))
    _once_each(text, pledge.seats, (*path, "seats"))
    _once_each(text, pledge.targets or (), (*path, "targets"))
    needed = TARGET_OF_ACT[pledge.breaks]
    if pledge.target != needed:
        raise text.error(
            (*path, "target"),
            _("should be {needed}, for that is what {breaks} is aimed at").format(
                needed=quoted(needed), breaks=quoted(pledge.breaks)
            ),
        )
    if pledge.targets and pledge.target == "none":
        raise text.error((*path, "targets"), _('a pledge with the target "none" has no targets'))
    for at, word in enumerate(pledge.targets or ()):
        look = names.area if pledge.target == "area" else names.seat
        look(word, (*path, "targets", at))
    bare = pledge.text.replace("{target}", "")
    if ("{target}" in pledge.text) != (pledge.target != "none") or "{" in bare or "}" in bare:
        none = pledge.target == "none"
        right = _("should not name a target") if none else _("should say where {target} goes")
        raise text.error((*path, "text"), right)
    _check_aid(names, pledge, path)


def _check_aid(names: Names, pledge: Pledge, path: Path) -> None:
    if not pledge.lets_aid_in:
        return
    if pledge.target != "area":
        raise names.text.error((*path, "lets_aid_in"), _("aid is let into an area; the target should be one"))
    for at, word in enumerate(pledge.seats):
        if names.text.scenario.seat[names.seat(word, path)].commands is None:
            raise names.text.error(
                (*path, "seats", at),
                _("{word} commands no side, so it besieges nobody and cannot let aid in").format(word=quoted(word)),
            )


# Numbers and sizes


def _check_numbers(names: Names, numbers: WrittenNumbers, path: Path) -> None:
    text = names.text
    if numbers.attendance is not None:
        names.seat_mask(numbers.attendance, (*path, "attendance"))
        _once_each(text, numbers.attendance, (*path, "attendance"))
    if numbers.verification is not None:
        line = (*path, "verification")
        issue = names.issue(numbers.verification.issue, (*line, "issue"))
        count = len(text.scenario.issue[issue].positions)
        if len(numbers.verification.odds) != count:
            raise text.error(
                (*line, "odds"),
                _("{n} odds for the {positions} positions of that issue").format(
                    n=len(numbers.verification.odds), positions=count
                ),
            )
    if numbers.access is not None:
        line = (*path, "access")
        names.position(
            names.issue(numbers.access.issue, (*line, "issue")), numbers.access.at_least, (*line, "at_least")
        )
    if numbers.bands is not None and list(numbers.bands) != sorted(numbers.bands, reverse=True):
        raise text.error((*path, "bands"), _("bands go down, best first"))


def _check_size(names: Names, size: Size, path: Path, sized: Sized) -> None:
    text = names.text
    _check_numbers(names, size.numbers, (*path, "numbers"))
    for key in ("draft", "fixed"):
        for word, position in getattr(size, key).items():
            names.position(names.issue(word, (*path, key, word)), position, (*path, key, word))
    if set(size.draft) & set(size.fixed):
        both = min(set(size.draft) & set(size.fixed))
        raise text.error(
            (*path, "draft", both), _("{issue} is fixed in this size; leave it out here").format(issue=quoted(both))
        )
    for at, word in enumerate(size.pledges or ()):
        names.kind(word, (*path, "pledges", at))
    if size.toll_max is not None and size.toll_max <= text.scenario.tracks.toll.start:
        raise text.error((*path, "toll_max"), _("should be above the toll at the start"))
    written = sized.written_numbers
    defaults = Numbers()
    quiet = defaults.quiet_toll if written.quiet_toll is None else written.quiet_toll
    loud = defaults.loud_toll if written.loud_toll is None else written.loud_toll
    if quiet >= loud:
        raise text.error(
            (*path, "numbers"),
            _("quiet_toll ({quiet}) should be below loud_toll ({loud})").format(quiet=quiet, loud=loud),
        )
    for at, seat in enumerate(text.scenario.seat):
        if 0 < sized.hand < len(seat.opening_hand):
            raise text.error(
                ("scenario", "seat", at, "opening_hand"),
                _("{n} cards, but a hand holds {hand} in size {size}").format(
                    n=len(seat.opening_hand), hand=sized.hand, size=quoted(size.id)
                ),
            )
