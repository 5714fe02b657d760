#!/usr/bin/env python3
"""What bots lose against best responses, and how CFR gets nearer to an equilibrium: exactly, in a small scenario.

    python examples/openspiel/best_responses.py --bots passive,hawk,greedy,negotiator --seeds 16
    python examples/openspiel/best_responses.py --bots random         # walks the whole tree, some minutes
    python examples/openspiel/best_responses.py --solve 1000          # CFR and external-sampling MCCFR there

All seats play the same bot. A seat's gain is what its best response to the others would bring it beyond what it gets,
in points of satisfaction; NashConv is the sum (docs/adapters.md). Needs the extra `openspiel`.
"""

import argparse
import sys
from collections.abc import Iterator

import pyspiel

from game.adapters.openspiel import AccordGame
from game.adapters.openspiel_losses import bot_losses, losses
from game.adapters.openspiel_tree import tree_of

SOLVERS = {"CFR": pyspiel.CFRSolver, "external-sampling MCCFR": pyspiel.ExternalSamplingMCCFRSolver}


def table_of_bots(game: AccordGame, bots: list[str], seeds: int) -> Iterator[str]:
    """A row for each bot, as Markdown."""
    seats = game.play.table.seat_ids
    heads = ["all seats play", *(f"{seat} gets" for seat in seats), *(f"{seat} would gain" for seat in seats)]
    heads += ["NashConv", "information sets asked"]
    yield f"| {' | '.join(heads)} |"
    yield f"{'|---' * len(heads)}|"
    for bot in bots:
        found, asked = bot_losses(game, bot, range(seeds))
        numbers = [f"{number:.2f}" for number in (*found.values, *found.gains, found.nash_conv)]
        yield f"| `{bot}` | {' | '.join(numbers)} | {asked:,} |"


def course_of_solvers(game: AccordGame, iterations: int, only: str) -> Iterator[str]:
    """NashConv of the average policy after 1, 10, 100, ... iterations."""
    tree = tree_of(game)
    sets = ", ".join(f"{seat} {len(own):,}" for seat, own in zip(game.play.table.seat_ids, tree.sets, strict=True))
    yield f"{game}: {tree.decisions:,} decisions, {tree.draws:,} draws, {tree.ends:,} ends; information sets: {sets}"
    cpp = tree.load()
    found = losses(cpp, pyspiel.UniformRandomPolicy(cpp))
    gains = ", ".join(f"{seat} {gain:.2f}" for seat, gain in zip(game.play.table.seat_ids, found.gains, strict=True))
    yield f"every action as likely: NashConv {found.nash_conv:.3f} ({gains})"
    for name, made in SOLVERS.items():
        if only not in name:
            continue
        solver = made(cpp)
        step = getattr(solver, "evaluate_and_update_policy", None) or solver.run_iteration
        for iteration in range(1, iterations + 1):
            step()
            if str(iteration).strip("0") == "1" or iteration == iterations:
                found = losses(cpp, solver.average_policy())
                yield f"{name}, {iteration:,} iterations: NashConv {found.nash_conv:.3f}"


def main() -> None:
    """Read the options and print as it goes."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scenario", default="two-banks")
    options.add_argument("--size", default="micro")
    options.add_argument("--bots", default="", help="names, with commas between them")
    options.add_argument("--seeds", type=int, default=16, help="over which a bot that throws dice is averaged")
    options.add_argument("--solve", type=int, default=0, metavar="ITERATIONS")
    options.add_argument(
        "--solver", default="CFR", choices=["CFR", *list(SOLVERS)[1:]], help="the second alone is quick"
    )
    asked = options.parse_args()
    game = pyspiel.load_game(f"accord(scenario={asked.scenario},size={asked.size})")
    if asked.bots:
        for line in table_of_bots(game, asked.bots.split(","), asked.seeds):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    if asked.solve:
        for line in course_of_solvers(game, asked.solve, asked.solver):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
