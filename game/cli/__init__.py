"""The command `accord`: commands loaded when they are called, and one line for whatever fails.

Each command is one file beside this one. None is imported for `accord --help`, and none needs to catch an
error to show it: an exception class from an `errors.py` of the three rooms is written for people, and `main`
prints it as one line.
"""

import errno
import importlib
import os
import re
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from cards.language import N_, _, speaking
from game.cli.tongue import chosen, translated
from game.errors import UserError, in_words, why

STOPPED = 130  # as a shell reports an interrupt
REFUSED = 2  # the caller can put it right
FAULT = 70  # only we can
PIPE_CLOSED = 1

_FOR_PEOPLE = ("rules.errors", "cards.errors", "game.errors")


class Entry(NamedTuple):
    target: str  # module:attribute
    help: str


COMMANDS = {
    "play": Entry("game.cli.play:command", N_("Play in this terminal: people, bots or both.")),
    "tutorial": Entry("game.cli.tutorial:command", N_("Learn the game in three minutes, in practice.")),
    "watch": Entry("game.cli.watch:command", N_("Show a running game to all, on a projector, without its secrets.")),
    "saves": Entry("game.cli.saves:command", N_("List the games that are kept.")),
    "run": Entry("game.cli.run:command", N_("Let bots play many games and count the outcomes.")),
    "replay": Entry("game.cli.replay:command", N_("Step through a recorded game.")),
    "report": Entry("game.cli.report:command", N_("Tell what happened in a game and why, for the debrief.")),
    "explain": Entry(
        "game.cli.explain:command", N_("Explain a line of a recorded game: the rule, the worth, the zone.")
    ),
    "whatif": Entry("game.cli.whatif:command", N_("Play a recorded game on, as it was and with a change.")),
    "verify": Entry("game.cli.verify:command", N_("Check that a record is a legal game, and unaltered.")),
    "stats": Entry("game.cli.stats:command", N_("Say what many games show, with intervals and pictures.")),
    "balance": Entry("game.cli.balance:command", N_("Hold a scenario against what a good game looks like.")),
    "rules": Entry("game.cli.rulebook:command", N_("Read the rulebook, or one section of it.")),
    "scenario": Entry("game.cli.scenario:command", N_("List, show and check scenarios; print their schema.")),
    "bench": Entry("game.cli.bench:command", N_("Measure how fast the engine plays.")),
    "cases": Entry("game.cli.cases:command", N_("Run the worked cases of the rulebook.")),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name].target} is not a click command")
        return translated(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(str(UserError(_('there is no command "{name}"').format(name=name), right=_nearest(name))))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's signature)
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(entry.help)) for name, entry in COMMANDS.items()])


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    if near:
        return _('did you mean "{word}"?').format(word=near[0])
    return _("there are {names}").format(names=", ".join(COMMANDS))


def _tell_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 (click's signature)
    from game import resources

    if value:
        click.echo(f"accord {resources.version()}, {_(resources.engine())}")
        ctx.exit()


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
@click.option("--lang", metavar="CODE", expose_value=False, help="The language, such as fr; here or after any command.")
@click.pass_context
def accord(ctx: click.Context) -> None:
    """Negotiate in the middle of a war: a board game for people, bots and classes."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; whatever fails is told in one line."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        spoken, words = chosen(words, os.environ)
    except UserError as error:
        return _tell(error)
    with speaking(spoken):
        return obey(words)


def obey(arguments: Sequence[str]) -> int:
    """The same in the language that is spoken here."""
    try:
        code = translated(accord).main(arguments, prog_name="accord", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `accord rules | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 (the last door: nobody should meet a traceback)
        return _tell(error)
    return code if isinstance(code, int) else 0


def _tell(error: Exception) -> int:
    if os.environ.get("ACCORD_TRACEBACK"):
        raise error
    line, code = _explain(error)
    click.echo(re.sub(r"[ \t\r\n]+", " ", line), err=True)
    return code


def _explain(error: Exception) -> tuple[str, int]:  # noqa: PLR0911 (one kind of failure a line)
    if isinstance(error, click.Abort):
        return _("accord: stopped"), STOPPED
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "accord"
        told = _("{command}: {problem} (see {command} --help)")
        return told.format(command=path, problem=error.format_message()), REFUSED
    if isinstance(error, click.ClickException):
        return f"accord: {error.format_message()}", REFUSED
    if type(error).__module__ in _FOR_PEOPLE:
        return f"accord: {in_words(error)}", REFUSED
    if isinstance(error, OSError) and error.filename is not None:
        return f"accord: {error.filename}: {why(error)}", REFUSED
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG):
        told = _("accord: the output can't be written: {problem}; make room, or write elsewhere")
        return told.format(problem=why(error)), REFUSED
    told = _("accord: a fault of ours: {problem} (ACCORD_TRACEBACK=1 shows where; please report it)")
    return told.format(problem=f"{type(error).__name__}: {error}"), FAULT
