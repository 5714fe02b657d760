#!/usr/bin/env python3
"""A language model at the table: fills a prompt, asks a command or an HTTP endpoint, answers with its last line.

    accord run --games 1 --seconds 120 --seats "gulf=cmd:examples/bots/llm_seat.py --command ./ask-model,others=greedy"

The command reads the prompt on its standard input and writes the model's text. An endpoint (--url) is sent
{"model": ..., "messages": [{"role": "user", "content": prompt}]}, as many servers take it; a key stands in the
environment variable ACCORD_LLM_KEY. What is no legal line is sent on as it is: Accord says why it won't do and asks
once more, and this script passes that on to the model. Nothing is guessed here either.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("llm_prompt.txt")


def main() -> None:
    """Answer every question until the game is over."""
    options = arguments()
    template = options.prompt.read_text(encoding="utf-8")
    for question in questions():
        text = ask(options, filled(template, question))
        print(json.dumps({"number": question["number"], "play": last_line(text)}), flush=True)  # noqa: T201 (the protocol)


def arguments() -> argparse.Namespace:
    """How to reach the model."""
    parser = argparse.ArgumentParser(description="Let a language model play a seat of Accord.")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--command", help="reads a prompt, writes an answer")
    way.add_argument("--url", help="an endpoint for chat completions")
    parser.add_argument("--model", default="default", help="its name, for --url")
    parser.add_argument(
        "--prompt", type=Path, default=TEMPLATE, help="a template with {seat} {text} {view} {news} {legal} {error}"
    )
    parser.add_argument("--seconds", type=float, default=60, help="to wait for the model")
    return parser.parse_args()


def questions() -> Iterator[dict[str, Any]]:
    """The decisions that Accord asks for, one a line."""
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "over":
            return
        if message["type"] == "decide":
            yield message


def filled(template: str, question: dict[str, Any]) -> str:
    """The prompt of a decision."""
    error = question.get("error")
    values = {
        "seat": question["view"]["seat"],
        "view": json.dumps(question["view"], ensure_ascii=False),
        "news": "\n".join(one["text"] for one in question["news"]) or "Nothing.",
        "legal": "\n".join(question["legal"]),
        "text": question["text"],
        "error": f"\nYour last answer was refused: {error}\n" if error else "",
    }
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def ask(options: argparse.Namespace, prompt: str) -> str:
    """What the model says."""
    if options.command:
        done = subprocess.run(  # noqa: S603 (the user's own command)
            shlex.split(options.command),
            input=prompt,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=options.seconds,
        )
        return done.stdout
    body = {"model": options.model, "messages": [{"role": "user", "content": prompt}]}
    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("ACCORD_LLM_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(options.url, json.dumps(body).encode(), headers)  # noqa: S310 (the user's address)
    with urllib.request.urlopen(request, timeout=options.seconds) as answer:  # noqa: S310 (its user names it)
        return str(json.load(answer)["choices"][0]["message"]["content"])


def last_line(text: str) -> str:
    """The choice, without the quotes or ticks that models like to add."""
    lines = [line.strip().strip("`\"'*").strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


if __name__ == "__main__":
    main()
