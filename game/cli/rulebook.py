"""`accord rules`: read the rulebook, or one section of it."""

import click


@click.command()
@click.argument("section", required=False)
def command(section: str | None) -> None:
    """Print the rulebook, or one SECTION of it, such as 3 or 3.3."""
    from game import resources, rulebook

    click.echo(resources.rulebook() if section is None else rulebook.section(section), nl=False)
