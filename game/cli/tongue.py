"""Which language `accord` speaks, and its help in that language: click's own words too, while a command is shown."""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import click

from cards import language
from cards.language import ENGLISH, N_, Language, _
from game.errors import UserError

OPTION: Final = "--lang"
VARIABLE: Final = "ACCORD_LANG"
CLICK: Final = (  # what click says, as it writes it
    N_("Usage:"),
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("Error: {message}"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("(dynamic)"),
    N_("required"),
    N_("No such option {name!r}."),
    N_("No such option: {name}"),
    N_("Did you mean {possibility}?"),
    N_("No such command {name!r}."),
    N_("Missing argument {param_hint}."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Choose from:\n\t{choices}"),
    N_("Option {name!r} requires an argument."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("File"),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("Path"),
    N_("Directory"),
)


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """The language asked for, by the option wherever it stands or by the variables, and the other arguments."""
    wish, rest = _taken(arguments)
    wish, asks = (wish, OPTION) if wish is not None else (environment.get(VARIABLE, ""), VARIABLE)
    if not wish and asks == VARIABLE:
        return language.language(language.of_locale(environment)), rest
    code = language.nearest(wish)
    if code is None:
        raise UserError(
            _('no language "{code}"').format(code=wish[:20]),
            where=asks,
            right=_("there are {names}").format(names=", ".join(language.known())),
        )
    return language.language(code), rest


def _taken(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    wish: str | None = None
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return wish, [*rest, word, *waiting]
        if word.startswith(f"{OPTION}="):
            wish = word.partition("=")[2]
        elif word == OPTION:
            if not waiting:
                names = ", ".join(language.known())
                raise UserError(_("which language?"), where=OPTION, right=_("there are {names}").format(names=names))
            wish = waiting.pop(0)
        else:
            rest.append(word)
    return wish, rest


def translated(command: click.Command) -> click.Command:
    """The command with its help in the language spoken; the English one is the command itself."""
    if language.current() is ENGLISH:
        return command
    _teach_click()
    spoken = copy.copy(command)
    if hasattr(spoken, "_help_option"):
        spoken._help_option = None  # noqa: SLF001 (click keeps the one of the language in which it was asked first)
    spoken.help = _(inspect.cleandoc(command.help)) if command.help else None
    spoken.params = [_parameter(one) for one in command.params]
    if isinstance(command, click.Group) and isinstance(spoken, click.Group):
        spoken.commands = {name: translated(one) for name, one in command.commands.items()}
    return spoken


def _parameter(parameter: click.Parameter) -> click.Parameter:
    spoken = copy.copy(parameter)
    if isinstance(parameter, click.Option) and isinstance(spoken, click.Option):
        spoken.help = _(parameter.help) if parameter.help else None
    return spoken


def _teach_click() -> None:
    """Its modules look messages up in a catalogue of the C library's kind, which we have none of."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = sys.modules.get(f"click.{name}")
        if module is not None and hasattr(module, "_"):
            module._ = _  # type: ignore[attr-defined] # click's modules have one, untyped
