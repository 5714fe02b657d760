"""`accord bench`: how fast the engine plays, beside others."""

from __future__ import annotations

from typing import Any

import click

from game import DEFAULT_SCENARIO
from game.cli.seconds import Seconds


@click.command()
@click.option("--scenario", default=DEFAULT_SCENARIO, show_default=True, help="Its name or folder.")
@click.option("--size", default=None, help="The scenario's size; its first if none is named.")
@click.option("--seconds", default=2.0, show_default=True, type=Seconds(), help="Of each contestant.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0), help="Of the random play.")
@click.option("--growth/--no-growth", default=True, help="Measure generated scenarios of many shapes too.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON instead of tables.")
def command(scenario: str, size: str | None, seconds: float, seed: int, *, growth: bool, as_json: bool) -> None:
    """Measure random play, tree search, copies, start and growth, beside the engines that are installed.

    A decision is an action of a seat that had two or more. The contestants take turns in short slices and their
    processor time is counted, so that the ratios hold on a busy machine too. The extra `bench` installs others:
    pip install "accord[bench]".
    """
    import cards
    from game.bench import measure

    found = measure(cards.table(scenario, size), seconds, seed, growth=growth)
    if as_json:
        import json

        click.echo(json.dumps(found))
    else:
        click.echo("\n".join(page(found)))


def page(found: dict[str, Any]) -> list[str]:
    """The same for people."""
    from game.bench import UNITS

    others = ", ".join(f"{name} {version}" for name, version in found["peers"].items()) or "no other engine"
    lines = [
        f"accord {found['accord']}, {found['engine']}, {found['python']}; {others}",
        f"{found['machine']}; {found['scenario']}",
    ]
    for kind, unit in UNITS.items():
        lines += ["", f"{unit[:1].upper()}{unit[1:]}"]
        for row in found["rates"]:
            if row["kind"] == kind:
                ratio = found["ratios"].get(f"{kind}: {row['name']}")
                lines.append(line_of(row, "" if ratio is None else f"accord has {ratio:.2f} times that"))
    start = found["start_up"]
    lines += [
        "",
        f"accord --help takes {start['ratio']:.2f} times as long to start as Python with click alone.",
        f"A state takes {found['bytes_a_state']:,} bytes, the record of a game {found['bytes_a_record']:,}.",
    ]
    for what, growth in found.get("growth", {}).items():
        costs = ", ".join(
            f"{size}: {cost:.2f}" for size, cost in zip(growth["sizes"], growth["microseconds_a_decision"], strict=True)
        )
        lines.append(f"Microseconds a decision by {what}: {costs}; grows with the power {growth['exponent']:.2f}.")
    return lines


def line_of(row: dict[str, Any], remark: str) -> str:
    """A contestant, its rate, how it compares, and how long its games are."""
    games = f"{row['games_a_second']:,.0f} games/s of {row['decisions_a_game']:.0f}" if "games_a_second" in row else ""
    return f"  {row['name']:34}{row['rate']:>12,.0f}  {games:28}{remark}".rstrip()
