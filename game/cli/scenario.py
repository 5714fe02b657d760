"""`accord scenario`: list, show and check scenarios; print their schema."""

import click

from cards.language import N_, Language, _, speaking


@click.group()
def command() -> None:
    """List, show and check scenarios; print their schema."""


@command.command("list")
def listing() -> None:
    """The scenarios that ship, with their sizes."""
    import cards
    from game.words import labelled

    for name in cards.available():
        model = cards.load(name).scenario
        click.echo(f"{labelled(model.id, model.title)}. {model.setting}.")
        for size in model.size:
            click.echo(
                _("  {id} {minutes} minutes  {name}").format(
                    id=f"{size.id:10}", minutes=f"{size.minutes:>4}", name=size.name
                )
            )


@command.command()
@click.argument("scenario")
@click.option("--size", help="Its first one if none is named.")
def show(scenario: str, size: str | None) -> None:
    """Read a SCENARIO, an id or a folder: seats, issues, worth, map, cards, sources."""
    import cards
    from game.scenario_pages import whole

    for line in whole(cards.load(scenario), cards.table(scenario, size)):
        click.echo(line)


@command.command()
@click.argument("path")
def check(path: str) -> None:
    """Say whether the scenario in folder PATH can be played, or what is wrong first; and how far it is translated."""
    import cards
    from cards.messages import update

    manuscript = cards.load(path)
    sizes = [size.id for size in manuscript.scenario.size]
    for size in sizes:
        cards.compile_scenario(manuscript, size)
    model = manuscript.scenario
    counts = {
        N_("{n} seats"): len(model.seat),
        N_("{n} issues"): len(model.issue),
        N_("{n} areas"): len(model.area),
        N_("{n} cards"): len(manuscript.cards),
        N_("{n} headlines"): len(manuscript.headlines),
        N_("{n} agendas"): len(manuscript.agendas),
        N_("{n} sources"): len(manuscript.sources),
    }
    click.echo(_("ok: {scenario}, sizes {sizes}").format(scenario=model.id, sizes=", ".join(sizes)))
    click.echo(", ".join(_(text).format(n=count) for text, count in counts.items()))
    for file in sorted(manuscript.folder.glob("*.po")):
        with speaking(Language(file.stem)):
            cards.load(path)
        done = update(path, file.stem)
        told = _("{language}: {n} texts, {missing} not translated, {doubtful} to look at again")
        click.echo(told.format(language=file.stem, n=done.texts, missing=done.missing, doubtful=done.doubtful))


@command.command()
@click.argument("scenario")
@click.argument("code")
def messages(scenario: str, code: str) -> None:
    """Write the texts of a SCENARIO to CODE.po beside it, to be translated; what is translated already is kept.

    CODE is that of the language, such as fr or pt_BR.
    """
    import re

    from cards import language
    from cards.messages import update
    from game.errors import UserError
    from game.files import write_whole

    if code == language.SOURCE or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", code):
        raise UserError(
            _('"{code}" is not the code of a language to translate into').format(code=code[:20]), right="fr, or pt_BR"
        )
    done = update(scenario, code)
    write_whole(done.path, done.text.encode())
    told = _("{file}: {n} texts; {missing} to translate, {doubtful} to look at again (fuzzy), {dropped} dropped")
    click.echo(
        told.format(file=done.path, n=done.texts, missing=done.missing, doubtful=done.doubtful, dropped=done.dropped)
    )


@command.command()
def schema() -> None:
    """The JSON schema of a scenario's files."""
    import json

    from cards.jsonschema import schema as whole

    click.echo(json.dumps(whole(), indent=2, ensure_ascii=False))
