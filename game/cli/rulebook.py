"""`accord rules`: read the rulebook, or one section of it."""

import shutil
import sys

import click


@click.command()
@click.argument("section", required=False)
def command(section: str | None) -> None:
    """Print the rulebook, or one SECTION of it, such as 3 or 3.3; where it is piped, as Markdown."""
    from game import markdown, paper, resources, rulebook

    text = resources.rulebook() if section is None else rulebook.section(section)
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    with paper.on(paper.Paper(shutil.get_terminal_size().columns)):
        for line in markdown.page(text):
            click.echo(line)
