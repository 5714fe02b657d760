#!/usr/bin/env python3
"""Language models around one table, in a loop of ten lines that can be taken elsewhere (`game.adapters.text`).

    python examples/bots/text_seats.py --command ./ask-model --text upstream --scenario two-banks --out game.accord

The command reads what its seat sees and may do, and writes an answer that holds one line between square brackets, such
as "It costs nothing to wait. [pass]". Other seats are played by a bot. Inside the arena: llm_seat.py.
"""

import argparse
import shlex
import subprocess
import sys

from game import record
from game.adapters.text import TextSeats
from game.errors import UserError


def main() -> int:
    """Play one game."""
    options = arguments()
    try:
        return play(options)
    except (OSError, UserError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"text_seats: {' '.join(str(error).split())}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("text_seats: interrupted\n")
        return 130


def play(options: argparse.Namespace) -> int:
    """Ask the command until the game is over; the record is kept however far it came."""
    seats = options.text.split(",") if options.text else None
    table = TextSeats(options.scenario, text=seats, others=options.others, lang=options.lang, limit=options.limit)
    table.reset(seed=options.seed)
    done = False
    try:
        while not done:
            _player, text = table.get_observation()
            done, info = table.step(ask(options.command, text, options.seconds))
            sys.stdout.write(f"{info['seat']}: {info.get('line') or info['error']}\n")
    finally:
        if options.out:
            record.save(table.record, options.out, secret=not done)
    seated = table.players
    for player, reward in table.close().items():
        sys.stdout.write(f"{seated[player]}: {reward} of 100\n")
    return 0


def ask(command: str, prompt: str, seconds: float) -> str:
    """What the model says."""
    words = shlex.split(command)
    done = subprocess.run(  # noqa: S603 (the user's own command)
        words, input=prompt, capture_output=True, check=True, encoding="utf-8", errors="replace", timeout=seconds
    )
    return done.stdout


def arguments() -> argparse.Namespace:
    """What to play, and how to reach the model."""
    parser = argparse.ArgumentParser(description="Let language models play seats of Accord.")
    parser.add_argument("--command", required=True, help="reads a prompt, writes an answer")
    parser.add_argument("--text", default="", help="the seats it plays: upstream,downstream; all, if not named")
    parser.add_argument("--others", default="greedy", help="the bot that plays the rest")
    parser.add_argument("--scenario", default="two-banks")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--lang", default="en", help="of what it reads")
    parser.add_argument("--limit", type=int, default=16_000, help="characters of what it reads")
    parser.add_argument("--seconds", type=float, default=60, help="to wait for the model")
    parser.add_argument("--out", default="", help="a file for the record")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
