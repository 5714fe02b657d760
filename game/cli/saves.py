"""`accord saves`: the games that are kept in the platform's own place."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from cards.grammar import isolated
from cards.language import N_, _

if TYPE_CHECKING:
    from game.saves import Save

NOTE: Final = N_(
    "A game that goes on holds the secrets of every seat: whoever opens its file reads them, unless it is locked."
)


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the games that are kept, the newest first; show where one is, or delete it.

    A save is named by its number in the list, or by the name of its file.
    """
    if ctx.invoked_subcommand is None:
        for line in _listed():
            click.echo(line)


@command.command()
@click.argument("save")
def path(save: str) -> None:
    """Say where a save is: accord play --resume "$(accord saves path 1)"."""
    from game.saves import find

    click.echo(find(save).path)


@command.command()
@click.argument("save")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(save: str, *, yes: bool) -> int:
    """Delete a save for good."""
    from game.saves import delete as remove
    from game.saves import find

    found = find(save)
    for line in described(found):
        click.echo(line)
    if not yes and not click.confirm(_("Delete it for good?")):
        click.echo(_("Kept."))
        return 1
    remove(found)
    click.echo(_("Deleted {file}").format(file=isolated(str(found.path))))
    return 0


def _listed() -> Iterator[str]:
    from game import saves

    kept = saves.saves()
    if not kept:
        yield _("No game is kept in {folder}").format(folder=isolated(str(saves.folder())))
        return
    for number, save in enumerate(kept, 1):
        first, *rest = described(save)
        yield f"{number:>3}  {first}"
        yield from (f"     {line}" for line in rest)
    yield ""
    yield from _wrapped(_(NOTE))
    yield _("They are in {folder}").format(folder=isolated(str(saves.folder())))


def described(save: "Save") -> list[str]:
    """A save in a few lines: when, what and how far, who, where."""
    from game.words import comma, labelled

    how = _(save.state)
    if save.turns:
        how = _("turn {turn} of {turns}, {state}").format(turn=save.turn, turns=save.turns, state=how)
    elif save.state == "over":
        how = _("over, locked")
    lines = _wrapped(f"{save.written:%Y-%m-%d %H:%M}  {save.game or save.path.name}  {how}")
    if save.seats:
        lines += _wrapped(comma(labelled(seat, _who(who)) for seat, who in save.seats))
    if save.problem:
        lines += _wrapped(save.problem)
    return [*lines, save.path.name]


def _who(who: str) -> str:
    kind, _gap, name = who.partition(" ")
    return (isolated(name) or _("people")) if kind == "human" else who


def _wrapped(text: str) -> list[str]:
    from game.paper import fitted

    return fitted(text, max(20, min(shutil.get_terminal_size().columns, 100) - 6))
