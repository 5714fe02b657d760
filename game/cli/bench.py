"""`accord bench`: how fast the engine plays."""

from __future__ import annotations

import click

from game import DEFAULT_SCENARIO


@click.command()
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="Its name or folder.")
@click.option("--size", default=None, help="The scenario's size; its first if none is named.")
@click.option("--seconds", default=4.0, show_default=True, type=click.FloatRange(min=0.1), help="Of play, each.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Of the random play.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON instead of a table.")
def command(scenario: str, size: str | None, seconds: float, seed: int, *, as_json: bool) -> None:
    """Measure random play: decisions a second, games a second, a copy of the state, the size of a record.

    A decision is an action of a seat that had two or more, its list built; the time is that of everything,
    draws included.

    Where open_spiel is installed its python_block_dominoes plays in turn with us, slice by slice, for comparison.
    """
    import cards
    from game.bench import measure

    found = measure(cards.table(scenario, size), seconds, seed)
    if as_json:
        import json

        click.echo(json.dumps(found))
        return
    for key, value in found.items():
        shown = value if isinstance(value, str) else f"{value:,.3f}" if value < 10 else f"{value:,.0f}"  # noqa: PLR2004 (one digit)
        click.echo(f"{key.replace('_', ' '):44}{shown:>16}")
