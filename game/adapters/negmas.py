"""The settlement of any state as a NegMAS negotiation, and back (extra `negmas`).

    talks = negotiation(table, state)      # issues, utilities and no-deal values, exactly as the rules reckon them
    session = talks.mechanism(n_steps=50)  # a NegMAS mechanism; add a negotiator for each of talks.ufuns()
    talks.save(folder)                     # NegMAS's own files of a scenario, which `load` reads
    text = text_of(table, session.agreement)   # and what was agreed, as positions
    road(table, state, text).lines         # the lines of Accord that bring it about (game/adapters/road.py)

Utilities are points: whole numbers, which floats hold exactly, and U is 100 times a utility over `Party.best` (§8). A
reserved value is N on that scale; it lies on the same side of every utility as N does of U. For the referee and for
research: of a state it reads the true agendas. Of the board of an observation it makes what that seat may know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from cards.errors import quoted
from cards.language import _
from game.bots.texts import choices_of
from game.errors import UserError, why
from game.extras import need
from rules.scenario import Scenario
from rules.state import State
from rules.worth import best_points, no_deal, points_table

EXTRA: Final = "negmas"
HUNDREDTHS: Final = 10_000  # N is in hundredths of a point of 0..100
INFO: Final = "accord"  # our part of what NegMAS keeps beside a scenario
KINDS: Final = ("yml", "xml")  # of files, which NegMAS writes and reads
MARKS: Final = {'"': "&quot;"}  # beside & < >: NegMAS writes XML as it finds it

Outcome = Sequence[str] | Mapping[str, str]


class Question(NamedTuple):
    """An issue, and the positions it may end at: number and name; a fixed issue has one."""

    id: str
    positions: tuple[tuple[int, str], ...]

    def values(self) -> list[str]:
        """The positions as NegMAS knows them: the number comes first, so that it can be found again in any language."""
        return [f"{at} {name}" for at, name in self.positions]


class Party(NamedTuple):
    """A seat: its points for each position of each issue, those of its best text, and its N."""

    seat: str
    points: tuple[tuple[int, ...], ...]  # [issue][place among the positions it may end at]
    best: int
    no_deal: int  # in hundredths
    required: bool

    @property
    def reserved(self) -> float:
        """N in points: the nearest float, and never on the wrong side of a whole number."""
        return self.no_deal * self.best / HUNDREDTHS


@dataclass(frozen=True)
class Negotiation:
    """What is negotiated, by whom, and what it is worth to them."""

    scenario_id: str
    size: str
    issues: tuple[Question, ...]
    parties: tuple[Party, ...]

    @property
    def name(self) -> str:
        """What NegMAS calls it."""
        return f"{self.scenario_id}-{self.size}"

    # To NegMAS

    def outcome(self, text: Sequence[int]) -> tuple[str, ...]:
        """A text as an outcome."""
        named = [dict(question.positions) for question in self.issues]
        return tuple(f"{at} {names[at]}" for at, names in zip(text, named, strict=True))

    def space(self) -> Any:  # noqa: ANN401 (NegMAS is not there for the type checker)
        """NegMAS's outcome space."""
        return self._space([question.values() for question in self.issues])

    def ufuns(self) -> tuple[Any, ...]:
        """A utility function for each party, in their order."""
        return self._ufuns(self.space())

    def scenario(self) -> Any:  # noqa: ANN401 (as above)
        """A NegMAS scenario."""
        return self._scenario(self.space())

    def mechanism(self, **settings: object) -> Any:  # noqa: ANN401 (as above)
        """A NegMAS mechanism of alternating offers over these issues; `settings` as it takes them (n_steps, ...)."""
        need(EXTRA, "negmas")
        from negmas.sao import SAOMechanism

        return SAOMechanism(outcome_space=self.space(), name=self.name, **settings)

    def save(self, folder: str | Path, kind: str = KINDS[0]) -> None:
        """Write NegMAS's files into a new folder: `yml`, or `xml` as Genius has it."""
        if kind not in KINDS:
            right = _("there are {names}").format(names=", ".join(KINDS))
            raise UserError(_('no files of the kind "{kind}"').format(kind=kind), right=right)
        if Path(folder).exists() and (not Path(folder).is_dir() or any(Path(folder).iterdir())):
            raise UserError(_("is there already"), where=str(folder), right=_("name a new folder"))
        values = [question.values() for question in self.issues]
        if kind == "xml":
            values = [[escape(value, MARKS) for value in row] for row in values]
        written = self._scenario(self._space(values))
        try:
            written.dumpas(Path(folder), kind)
            written.save_info(Path(folder), "yml")
        except OSError as error:
            raise UserError(_("can't be written: {problem}").format(problem=why(error)), where=str(folder)) from error

    def _space(self, values: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 (as above)
        need(EXTRA, "negmas")
        from negmas.outcomes import CategoricalIssue, make_os

        issues = [CategoricalIssue(list(row), name=one.id) for row, one in zip(values, self.issues, strict=True)]
        return make_os(issues, name=self.name)

    def _ufuns(self, space: Any) -> tuple[Any, ...]:  # noqa: ANN401 (as above)
        return tuple(additive(party, space) for party in self.parties)

    def _scenario(self, space: Any) -> Any:  # noqa: ANN401 (as above)
        from negmas.inout import Scenario as Theirs

        told = {
            "scenario": self.scenario_id,
            "size": self.size,
            "parties": [
                {"seat": one.seat, "best": one.best, "no_deal": one.no_deal, "required": one.required}
                for one in self.parties
            ],
        }
        return Theirs(outcome_space=space, ufuns=self._ufuns(space), info={INFO: told})

    # From NegMAS

    @classmethod
    def of(cls, theirs: Any, where: str = "") -> Negotiation:  # noqa: ANN401 (as above)
        """What a NegMAS scenario says, if it came from here."""
        told = (theirs.info or {}).get(INFO)
        if not told:
            right = _("only what was exported from Accord can be read")
            raise UserError(_("it doesn't say which game it is of"), where=where, right=right)
        try:
            issues = tuple(_question(issue) for issue in theirs.issues)
            ufuns = {Path(ufun.name).stem: ufun for ufun in theirs.ufuns}
            parties = tuple(_party(theirs.issues, ufuns[one["seat"]], one) for one in told["parties"])
            return cls(told["scenario"], told["size"], issues, parties)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UserError(_("it is not as Accord wrote it: {problem}").format(problem=error), where=where) from error


def additive(party: Party, space: Any) -> Any:  # noqa: ANN401 (NegMAS is not there for the type checker)
    """A party's points as a utility function over a space of NegMAS, with its reserved value."""
    from negmas.preferences import LinearAdditiveUtilityFunction

    values = [dict(zip(issue.values, row, strict=True)) for issue, row in zip(space.issues, party.points, strict=True)]
    return LinearAdditiveUtilityFunction(
        values=values,
        weights=[1] * len(values),
        outcome_space=space,
        reserved_value=party.reserved,
        name=party.seat,
    )


def _question(issue: Any) -> Question:  # noqa: ANN401 (NegMAS is not there for the type checker)
    pairs = [str(value).partition(" ")[::2] for value in issue.values]
    return Question(issue.name, tuple((int(number), name) for number, name in pairs))


def _party(issues: Iterable[Any], ufun: Any, told: Mapping[str, Any]) -> Party:  # noqa: ANN401 (as above)
    values = zip(issues, ufun.values, ufun.weights, strict=True)
    points = tuple(tuple(_whole(weight * table(value)) for value in issue.values) for issue, table, weight in values)
    party = Party(told["seat"], points, int(told["best"]), int(told["no_deal"]), bool(told["required"]))
    if party.reserved != ufun.reserved_value:
        raise ValueError(f"{party.seat}: {ufun.reserved_value} != {party.reserved}")
    return party


def _whole(value: float) -> int:
    if value != int(value):
        raise ValueError(value)
    return int(value)


def load(folder: str | Path) -> Negotiation:
    """Read what `save` wrote."""
    need(EXTRA, "negmas")
    from negmas.inout import Scenario as Theirs

    try:
        theirs = Theirs.load(Path(folder)) if Path(folder).is_dir() else None
    except Exception as error:  # every library that NegMAS reads files with fails in its own way
        raise UserError(
            _("can't be read: {problem}").format(problem=" ".join(str(error).split())), where=str(folder)
        ) from error
    if theirs is None:
        right = _("name the folder into which an export was written")
        raise UserError(_("there is no NegMAS scenario"), where=str(folder), right=right)
    return Negotiation.of(theirs, str(folder))


def negotiation(table: Scenario, s: State, seats: Iterable[int] | None = None) -> Negotiation:
    """The settlement as it stands, between all seats or some."""
    choices = choices_of(table)
    issues = tuple(
        Question(table.issue_ids[issue], tuple((at, table.position_names[issue][at]) for at in options))
        for issue, options in enumerate(choices)
    )
    among = range(table.seats) if seats is None else seats
    return Negotiation(table.id, table.size, issues, tuple(_seat(table, s, seat, choices) for seat in among))


def _seat(table: Scenario, s: State, seat: int, choices: Sequence[Sequence[int]]) -> Party:
    agenda = s.agenda[seat]
    rows = zip(points_table(table, seat, agenda), choices, strict=True)
    points = tuple(tuple(row[at] for at in options) for row, options in rows)
    required = bool(table.required >> seat & 1)
    return Party(table.seat_ids[seat], points, best_points(table, seat, agenda), no_deal(table, s, seat), required)


def text_of(table: Scenario, outcome: Outcome) -> list[int]:
    """The text of an outcome: a position for each issue, in scenario order."""
    values = [outcome.get(name, "") for name in table.issue_ids] if isinstance(outcome, Mapping) else list(outcome)
    if len(values) != table.issues:
        right = _("this size has {n}").format(n=table.issues)
        raise UserError(_("an outcome of {n} issues").format(n=len(values)), right=right)
    pairs = zip(values, choices_of(table), strict=True)
    return [_position(table, issue, str(value), options) for issue, (value, options) in enumerate(pairs)]


def _position(table: Scenario, issue: int, value: str, options: Sequence[int]) -> int:
    number = value.partition(" ")[0]
    if number in map(str, options):
        return int(number)
    told = _("{issue} can't end at {text}").format(issue=table.issue_ids[issue], text=quoted(value))
    raise UserError(told, right=_("there are {names}").format(names=", ".join(map(str, options))))
