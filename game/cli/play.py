"""`accord play`: a table in this terminal, people and bots on one screen."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from game import DEFAULT_SCENARIO
from game.errors import UserError

if TYPE_CHECKING:
    from game.bots import Agent
    from game.cli.hotseat import Hotseat, Manner
    from game.cli.screen import Screen
    from game.session import Session
    from rules.scenario import Scenario

HUMAN: Final = "human"
OTHERS: Final = "others"
TRIES: Final = 1000
HEADER: Final = 10_000  # bytes that hold every header


@click.command()
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="An id, or the folder of one.")
@click.option("--size", help="Of the scenario; its first one if none is named.")
@click.option(
    "--seats",
    help="Who plays: human (the default), a bot, or by seat, as in hnc=human,west=random,others=random.",
)
@click.option("--seed", type=int, help="For a game that can be had again; otherwise by chance.")
@click.option("--headline", "headlines", multiple=True, metavar="TURN=NAME", help="Fix the headline of a turn.")
@click.option("--resume", type=click.Path(dir_okay=False, path_type=Path), help="Go on with a game.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep the game.")
@click.option("--ranks", is_flag=True, help="Rank the seats at the end, where the size allows it.")
@click.option("--plain", is_flag=True, help="No bold type and no drawn lines.")
@click.option("--linear", is_flag=True, help="For screen readers: no columns, one fact a line.")
@click.option("--advice/--no-advice", default=True, help="Whether players may ask a bot what it would do.")
def command(  # noqa: PLR0913, PLR0917 (one parameter an option)
    scenario: str,
    size: str | None,
    seats: str | None,
    seed: int | None,
    headlines: tuple[str, ...],
    resume: Path | None,
    save: Path | None,
    ranks: bool,  # noqa: FBT001 (click passes names)
    plain: bool,  # noqa: FBT001 (the same)
    linear: bool,  # noqa: FBT001 (the same)
    advice: bool,  # noqa: FBT001 (the same)
) -> int:
    """Play in this terminal: people, bots or both, around one screen."""
    if resume is not None:
        if seats is not None:
            raise UserError("the seats of a game that goes on are those it began with", right="leave --seats out")
        session = _resumed(resume, save)
    else:
        session = _new(scenario, size, seats, seed, headlines)
    if ranks and not _may_rank(session):
        raise UserError(f'the size "{session.table.size}" has no ranking', right="leave --ranks out")
    if resume is None:
        _keep(session, save)
    from game.cli.hotseat import Manner

    manner = Manner(linear=linear, advice=advice)
    return _play(session, manner, resumed=resume is not None, ranks=ranks, plain=plain)


def _new(scenario: str, size: str | None, seats: str | None, seed: int | None, headlines: tuple[str, ...]) -> "Session":
    import cards
    from game.session import Session

    table = cards.table(scenario, size)
    return Session.new(scenario, size, seed, seats=_players(table, seats), headlines=_headlines(headlines))


def _players(table: "Scenario", asked: str | None) -> dict[str, str]:
    """Who plays every seat."""
    from game import bots

    players: dict[str, str] = {}
    others = HUMAN
    for part in (asked or HUMAN).split(","):
        seat, equals, who = (word.strip() for word in part.partition("="))
        if not equals:
            seat, who = OTHERS, seat
        if seat in players:
            raise UserError(f'"{seat}" is named twice', where="--seats")
        if seat == OTHERS:
            others = who
        elif seat in table.seat_ids:
            players[seat] = who
        else:
            raise UserError(f'no seat "{seat}"', where="--seats", right=f"there are {', '.join(table.seat_ids)}")
    complete = {seat: players.get(seat, others) for seat in table.seat_ids}
    for who in complete.values():
        if who.split()[:1] != [HUMAN]:
            bots.factory(who)
    return complete


def _headlines(asked: tuple[str, ...]) -> dict[int, str]:
    picks = {}
    for part in asked:
        turn, equals, name = part.partition("=")
        if not (equals and turn.strip().isdecimal() and name.strip()):
            raise UserError(f'"{part}" is no pick of a headline', where="--headline", right="write 3=big-orem")
        picks[int(turn)] = name.strip()
    return picks


def _resumed(path: Path, save: Path | None) -> "Session":
    """A game that goes on in its own file if that is its journal, or in another."""
    from game.session import Session
    from rules.state import OVER

    if _is_journal(path) and save is None:
        return Session.resume(path)
    session = Session.load(path)
    if session.to_move == OVER:
        raise UserError("this game is over", where=str(path), right=f"look at it: accord replay {path}")
    _keep(session, save)
    return session


def _is_journal(path: Path) -> bool:
    """Whether a file is the journal of a running game; its last line may be torn, so it may not read as a record."""
    try:
        with path.open("rb") as file:
            return b"\njournal: yes" in file.read(HEADER)
    except OSError:
        return False  # whoever reads it next says why


def _keep(session: "Session", save: Path | None) -> None:
    """Begin the journal, in the named file or in the platform's place."""
    if save is not None:
        session.keep_journal(save)
        return
    from platformdirs import user_data_path

    folder = user_data_path("accord", appauthor=False) / "games"
    folder.mkdir(parents=True, exist_ok=True)
    scenario = Path(session.header.scenario).name
    name = f"{scenario}-{session.table.size}-{datetime.now(tz=UTC).astimezone():%Y-%m-%d}"
    for number in range(1, TRIES):
        path = folder / f"{name}-{number}.accord"
        if not path.exists():
            session.keep_journal(path)
            return
    raise UserError("no name is free for another game today", where=str(folder), right="name one with --save")


def _may_rank(session: "Session") -> bool:
    sizes = {size.id: size for size in session.manuscript().scenario.size}
    return sizes[session.table.size].ranking


def _bots(session: "Session") -> dict[int, "Agent"]:
    """The bots of the seats that the record gives to one."""
    from game import bots
    from game.dealer import derived_seed

    agents = {}
    seed = session.header.seed or 0
    for name, who in session.header.seats:
        seat = session.table.seat_ids.index(name)
        if who.split()[:1] != [HUMAN]:
            # Where the game stands is part of the seed: a bot that resumes does not repeat its first moves.
            agents[seat] = bots.factory(who)(session.table, seat, derived_seed(seed, len(session.lines) + seat))
    return agents


def _play(session: "Session", manner: "Manner", *, resumed: bool, ranks: bool, plain: bool) -> int:
    from game.cli.hotseat import Hotseat
    from game.cli.screen import Screen

    screen = Screen(plain=plain or manner.linear)
    at = Hotseat(session, screen, _bots(session), manner)
    try:
        with screen.guarded():
            return _until_left(at, screen, resumed=resumed, ranks=ranks)
    finally:
        at.dismiss()


def _until_left(at: "Hotseat", screen: "Screen", *, resumed: bool, ranks: bool) -> int:
    """Play until the game is over or somebody leaves; nothing is lost either way."""
    from game.cli.asides import Quit
    from game.cli.screen import Left, Stopped

    code = 0
    try:
        _greet(at, screen, resumed=resumed)
        at.run(resumed=resumed, ranks=ranks)
        at.close()
        screen.line(f"The record of this game is in {at.path}")
    except Stopped as stopped:
        code = stopped.code
    except (Left, Quit):
        pass
    except UserError as error:  # the disk is full, say
        raise UserError(f"{error}; all steps before are saved", right=at.how_to_resume()) from error
    else:
        return 0
    with suppress(OSError):  # the terminal may be gone
        screen.line()
        screen.line(f"Saved; {at.how_to_resume()}")
    return code


def _greet(at: "Hotseat", screen: "Screen", *, resumed: bool) -> None:
    """What has to be read before anything else, and where the game is kept."""
    from game import pages, paper
    from game.words import listed

    if not resumed:
        with paper.on(at.paper()):
            screen.lines(pages.opening(at.manuscript))
        screen.pause("Enter to go on")
    screen.line()
    people = listed(at.table.seat_names[seat] for seat in at.people)
    screen.line(f"Played by people: {people}." if at.people else "Played by bots alone.")
    screen.line(f'Every step is saved in {at.path}; leave at any prompt with "quit", and type "?" for help.')
    for note in at.session.notes:
        screen.line(note)
