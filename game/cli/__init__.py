"""The command `accord`: commands loaded when they are called, and one line for whatever fails.

Each command is one file beside this one. None is imported for `accord --help`, and none needs to catch an
error to show it: an exception class from an `errors.py` of the three rooms is written for people, and `main`
prints it as one line.
"""

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

STOPPED = 130  # as a shell reports an interrupt
REFUSED = 2  # the caller can put it right
FAULT = 70  # only we can
PIPE_CLOSED = 1

_FOR_PEOPLE = ("rules.errors", "cards.errors", "game.errors")


class Entry(NamedTuple):
    target: str  # module:attribute
    help: str


COMMANDS = {
    "play": Entry("game.cli.play:command", "Play in this terminal: people, bots or both."),
    "tutorial": Entry("game.cli.tutorial:command", "Learn the game in three minutes, in practice."),
    "watch": Entry("game.cli.watch:command", "Show a running game to all, on a projector, without its secrets."),
    "saves": Entry("game.cli.saves:command", "List the games that are kept."),
    "run": Entry("game.cli.run:command", "Let bots play many games and count the outcomes."),
    "replay": Entry("game.cli.replay:command", "Step through a recorded game."),
    "report": Entry("game.cli.report:command", "Tell what happened in a game and why, for the debrief."),
    "explain": Entry("game.cli.explain:command", "Explain a line of a recorded game: the rule, the worth, the zone."),
    "whatif": Entry("game.cli.whatif:command", "Play a recorded game on, as it was and with a change."),
    "verify": Entry("game.cli.verify:command", "Check that a record is a legal game, and unaltered."),
    "stats": Entry("game.cli.stats:command", "Say what many games show, with intervals and pictures."),
    "balance": Entry("game.cli.balance:command", "Hold a scenario against what a good game looks like."),
    "rules": Entry("game.cli.rulebook:command", "Read the rulebook, or one section of it."),
    "scenario": Entry("game.cli.scenario:command", "List, show and check scenarios; print their schema."),
    "bench": Entry("game.cli.bench:command", "Measure how fast the engine plays."),
    "cases": Entry("game.cli.cases:command", "Run the worked cases of the rulebook."),
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
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(f'there is no command "{name}"; {_nearest(name)}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's signature)
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f'did you mean "{near[0]}"?' if near else f"there are {', '.join(COMMANDS)}"


def _tell_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 (click's signature)
    from game import resources

    if value:
        click.echo(f"accord {resources.version()}, {resources.engine()}")
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
@click.pass_context
def accord(ctx: click.Context) -> None:
    """Negotiate in the middle of a war: a board game for people, bots and classes."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; whatever fails is told in one line."""
    try:
        code = accord.main(arguments, prog_name="accord", standalone_mode=False)
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
    click.echo(" ".join(line.split()), err=True)
    return code


def _explain(error: Exception) -> tuple[str, int]:  # noqa: PLR0911 (one kind of failure a line)
    if isinstance(error, click.Abort):
        return "accord: stopped", STOPPED
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "accord"
        return f"{path}: {error.format_message()} (see {path} --help)", REFUSED
    if isinstance(error, click.ClickException):
        return f"accord: {error.format_message()}", REFUSED
    if type(error).__module__ in _FOR_PEOPLE:
        return f"accord: {error}", REFUSED
    if isinstance(error, OSError) and error.filename is not None:
        return f"accord: {error.filename}: {error.strerror}", REFUSED
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG):
        return f"accord: the output can't be written: {error.strerror}; make room, or write elsewhere", REFUSED
    kind = type(error).__name__
    return (
        f"accord: a fault of ours: {kind}: {error} (ACCORD_TRACEBACK=1 shows where; please report it)",
        FAULT,
    )
