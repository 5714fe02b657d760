"""`accord play`: a table in this terminal, people and bots on one screen."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cards.grammar import isolated
from cards.language import _
from game import DEFAULT_SCENARIO
from game.errors import UserError

if TYPE_CHECKING:
    from game.bots import Agent
    from game.cli.hotseat import Hotseat, Manner
    from game.cli.plan import Plan
    from game.cli.screen import Screen
    from game.session import Session

LOOKS: Final = ("plain", "linear", "advice")  # options that say how one plays, not what is played


@dataclass
class Sitting:
    """A game and how it is to be played here."""

    session: "Session"
    bots: dict[int, "Agent"]
    resumed: bool = False
    introduced: bool = False  # the pages before the first turn have been read
    ranks: bool = False


@click.command()
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="An id, or the folder of one.")
@click.option("--size", help="Of the scenario; its first one if none is named.")
@click.option(
    "--seats",
    help="Who plays: human (the default), a bot, or by seat, as in hnc=human Anna,west=random,others=random.",
)
@click.option("--seed", type=int, help="For a game that can be had again; otherwise by chance.")
@click.option("--headline", "headlines", multiple=True, metavar="TURN=NAME", help="Fix the headline of a turn.")
@click.option(
    "--resume",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Go on with a game: a file, or its number in accord saves.",
)
@click.option("--game", "number", type=click.IntRange(min=1), metavar="N", help="Which game of a file of many.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Where to keep the game.")
@click.option("--lock", is_flag=True, help="Lock the saved game with a passphrase.")
@click.option("--pins/--no-pins", default=None, help="A PIN for each seat, asked before its private pages; or none.")
@click.option("--clock", type=int, metavar="SECONDS", help="Time for each decision; then the default is taken.")
@click.option("--phase-clock", type=int, metavar="SECONDS", help="Time for a whole conference, or a private visit.")
@click.option("--ranks", is_flag=True, help="Rank the seats at the end, where the size allows it.")
@click.option("--plain", is_flag=True, help="No bold type and no drawn lines.")
@click.option("--linear", is_flag=True, help="For screen readers: no columns, one fact a line.")
@click.option("--advice/--no-advice", default=True, help="Whether players may ask a bot what it would do.")
@click.pass_context
def command(ctx: click.Context, /, **_options: object) -> int:
    """Play in this terminal: people, bots or both, around one screen.

    Without an option it asks what it has to know, and offers to go on with a game that was left.
    """
    from game import paper
    from game.cli.hotseat import Manner, paper_of
    from game.cli.prompts import Left, Stopped
    from game.cli.screen import Screen

    manner = Manner(linear=ctx.params["linear"], advice=ctx.params["advice"])
    screen = Screen(plain=ctx.params["plain"] or manner.linear, linear=manner.linear)
    screen.refit = lambda: paper.use(paper_of(screen, manner))
    with screen.guarded():
        try:
            asks = screen.interactive and _without_options(ctx)
            sitting = _welcomed(screen, manner) if asks else _asked(screen, ctx.params)
        except Stopped as stopped:
            return stopped.code
        except Left:
            return 0
        return _play(sitting, screen, manner) if sitting is not None else 0


def _without_options(ctx: click.Context) -> bool:
    default = click.core.ParameterSource.DEFAULT
    return all(name in LOOKS or ctx.get_parameter_source(name) == default for name in ctx.params)


def _welcomed(screen: "Screen", manner: "Manner") -> Sitting | None:
    """Ask what is to be played; None if somebody would rather not."""
    from game import paper
    from game.cli import welcome
    from game.cli.hotseat import paper_of

    with paper.on(paper_of(screen, manner)):
        chosen = welcome.welcome(screen)
    if chosen is None:
        return None
    if isinstance(chosen, Path):
        session = _resumed(screen, chosen)
        return Sitting(session, _bots(session), resumed=True)
    return Sitting(*_laid(screen, chosen, None), introduced=True)


def _asked(screen: "Screen", options: dict[str, object]) -> Sitting:
    """The game that the options describe."""
    resume, save, ranks = options["resume"], options["save"], bool(options["ranks"])
    _refuse_odd(options)
    if isinstance(resume, Path):
        number = options["number"]
        session = _resumed(
            screen, resume, save if isinstance(save, Path) else None, number if isinstance(number, int) else None
        )
        _refuse_settled(options)
        if ranks:
            _refuse_ranks(session)
        if options["pins"] is False:
            _without_pins(session)
        _set_clock(session, options)
        return Sitting(session, _bots(session), resumed=True, ranks=ranks)
    plan = _plan(screen, options)
    if ranks:
        _refuse_ranks(plan.lay({}))
    return Sitting(*_laid(screen, plan, save if isinstance(save, Path) else None), ranks=ranks)


def _refuse_odd(options: dict[str, object]) -> None:
    """What can't be wished for a game that goes on, or for one that begins."""
    if options["resume"] is None:
        if options["number"] is not None:
            raise UserError(
                _("{option} picks a game of a file").format(option="--game"),
                right=_("name the file: {option}").format(option="--resume FILE"),
            )
        return
    if options["seats"] is not None:
        raise UserError(
            _("the seats of a game that goes on are those it began with"),
            right=_("leave {option} out").format(option="--seats"),
        )
    if options["pins"]:
        raise UserError(_("PINs are chosen when a game begins"), right=_("leave {option} out").format(option="--pins"))
    if options["lock"]:
        raise UserError(_("a game is locked when it begins"), right=_("leave {option} out").format(option="--lock"))


def _refuse_settled(options: dict[str, object]) -> None:
    """What was settled when the game began, and is no longer asked."""
    for name, option in (("size", "--size"), ("seed", "--seed"), ("headlines", "--headline")):
        if options[name] not in {None, ()}:
            raise UserError(
                _("{option} is settled when a game begins").format(option=option),
                right=_("leave {option} out").format(option=option),
            )


def _plan(screen: "Screen", options: dict[str, object]) -> "Plan":
    from game.cli import plan

    wanted = plan.Plan(str(options["scenario"]), _text(options["size"]))
    picks = options["headlines"]
    seed = options["seed"]
    return plan.Plan(
        wanted.scenario,
        wanted.size,
        plan.players(wanted.table(), _text(options["seats"])),
        seed if isinstance(seed, int) else None,
        plan.headlines(picks if isinstance(picks, tuple) else ()),
        _clock(options, (0, 0)),
        pins=bool(options["pins"]),
        passphrase=plan.new_passphrase(screen) if options["lock"] else None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _clock(options: dict[str, object], otherwise: tuple[int, int]) -> tuple[int, int]:
    from game.clock import Clock

    given = (options["clock"], options["phase_clock"])
    decision, phase = (
        wish if isinstance(wish, int) else seconds for wish, seconds in zip(given, otherwise, strict=True)
    )
    return Clock(decision, phase).seconds


def _set_clock(session: "Session", options: dict[str, object]) -> None:
    from dataclasses import replace

    session.header = replace(session.header, clock=_clock(options, session.header.clock))


def _without_pins(session: "Session") -> None:
    from dataclasses import replace

    session.header = replace(session.header, pins=())


def _laid(screen: "Screen", plan: "Plan", save: Path | None) -> tuple["Session", dict[int, "Agent"]]:
    """A new game, whose journal has begun, and its bots."""
    from game import saves
    from game.cli.plan import ask_pins

    session = plan.lay({})  # what can't be is told before anybody thinks of a PIN
    if plan.pins:
        session = plan.lay(ask_pins(screen, session.table, plan.seats))
    agents = _bots(session)  # before there is a file: one that can't be made leaves none
    path = save or saves.new_path(session.header.scenario, session.table.size)
    session.keep_journal(path, plan.passphrase)
    return session, agents


def _resumed(screen: "Screen", path: Path, save: Path | None = None, number: int | None = None) -> "Session":
    """A game that goes on in its own file if that is its journal, or in another; `number`: which of many."""
    from game import saves
    from game.cli.plan import passphrase_of
    from game.session import Session
    from rules.state import OVER

    path = saves.located(path)
    phrase = passphrase_of(screen, path)
    if saves.is_journal(path, phrase) and save is None and number is None:
        return Session.resume(path, phrase)
    session = Session.load(path, number, phrase)
    if session.to_move == OVER:
        raise UserError(
            _("this game is over"),
            where=str(path),
            right=_("look at it: {command}").format(command=_replaying(path, number)),
        )
    session.keep_journal(save or saves.new_path(session.header.scenario, session.table.size), phrase)
    return session


def _replaying(path: Path, number: int | None) -> str:
    from game.pages import quoted

    command = f"accord replay {quoted(str(path))}"
    return command if number is None else f"{command} --game {number}"


def _refuse_ranks(session: "Session") -> None:
    sizes = {size.id: size for size in session.manuscript().scenario.size}
    if not sizes[session.table.size].ranking:
        raise UserError(
            _('the size "{size}" has no ranking').format(size=session.table.size),
            right=_("leave {option} out").format(option="--ranks"),
        )


def _bots(session: "Session") -> dict[int, "Agent"]:
    """The bots of the seats that the record gives to one."""
    from game.bots.guest import seated
    from game.cli.plan import is_human
    from game.dealer import derived_seed

    agents = {}
    seed = session.header.seed or 0
    for name, who in session.header.seats:
        seat = session.table.seat_ids.index(name)
        if not is_human(who):
            # Where the game stands is part of the seed: a bot that resumes does not repeat its first moves.
            agents[seat] = seated(who, session.table, seat, derived_seed(seed, len(session.lines) + seat))
    return agents


def _play(sitting: Sitting, screen: "Screen", manner: "Manner") -> int:
    from game.cli.hotseat import Hotseat
    from game.clock import Clock

    screen.clock = Clock(*sitting.session.header.clock)
    at = Hotseat(sitting.session, screen, sitting.bots, manner)
    try:
        return _until_left(at, screen, sitting)
    finally:
        at.dismiss()


def _until_left(at: "Hotseat", screen: "Screen", sitting: Sitting) -> int:
    """Play until the game is over or somebody leaves; nothing is lost either way."""
    from game.cli.afterwards import offer
    from game.cli.asides import Quit
    from game.cli.prompts import Left, Stopped

    code = 0
    try:
        _greet(at, screen, introduced=sitting.resumed or sitting.introduced)
        at.run(resumed=sitting.resumed, ranks=sitting.ranks)
        at.close()
        _say_where(at, screen)
        offer(at)
    except Stopped as stopped:
        code = stopped.code
    except (Left, Quit):
        pass
    except UserError as error:  # the disk is full, say
        raise UserError(
            _("{problem}; all steps before are saved").format(problem=error), right=at.how_to_resume()
        ) from error
    else:
        return 0
    with suppress(OSError):  # the terminal may be gone
        screen.line()
        screen.line(_("Saved; {how}").format(how=at.how_to_resume()))
    return code


def _say_where(at: "Hotseat", screen: "Screen") -> None:
    """Where the record of a finished game is, and what can be made of it."""
    from game.cli.invoked import program
    from game.pages import quoted

    screen.line(_("The record of this game is in {file}").format(file=isolated(str(at.path))))
    report = f"{program()} report {quoted(str(at.path))}"
    screen.line(_("A page for the debrief: {command}").format(command=isolated(report)))


def _greet(at: "Hotseat", screen: "Screen", *, introduced: bool) -> None:
    """What has to be read before anything else, and where the game is kept."""
    from game import pages, paper
    from game.words import listed

    if not introduced:
        with paper.on(at.paper()):
            screen.show(lambda: pages.opening(at.manuscript))
        screen.pause(_("Enter to go on"))
    screen.line()
    people = listed(at.sitter(seat) for seat in at.people)
    played = _("Played by people: {seats}.") if at.people else _("Played by bots alone.")
    screen.line(played.format(seats=people))
    told = _('Every step is saved in {file}; leave at any prompt with "quit", and type "?" for help.')
    screen.line(told.format(file=isolated(str(at.path))))
    if at.session.journal is not None and not at.session.journal.locked:
        screen.line(_("That file holds every seat's secrets until the game is over: nobody who plays should open it."))
    for note in at.session.notes:
        screen.line(note)
    if warning := screen.warning():
        screen.line(warning)
        screen.pause(_("Enter"))  # before a page that pushes it out of sight
