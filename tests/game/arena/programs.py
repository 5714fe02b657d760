"""Programs that play well or badly, written out by the tests that start them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

BARE: Final = f"{sys.executable} -S"  # it needs no packages, and starts in a tenth of the time without looking for them

HEAD: Final = """
import json, sys, time
asked = 0
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "over":
        break
    if message["type"] != "decide":
        continue
    asked += 1
"""
GOOD: Final = '    print(message["legal"][0], flush=True)\n'
BODIES: Final = {
    "good": GOOD,
    "late": "    time.sleep(60)\n",
    "garbled": '    print("let us be friends", flush=True)\n',
    "bytes": '    sys.stdout.buffer.write(b"\\xff\\xfe\\n"); sys.stdout.flush()\n',
    "endless": '    print("x" * 200000, flush=True)\n',
    "json": '    print(json.dumps({"move": 1}), flush=True)\n',
    "list": '    print("{", flush=True)\n',
    "stale": '    print(json.dumps({"play": message["legal"][0], "number": 0}), flush=True)\n',
    "illegal": '    print("withdraw", flush=True)\n',
    "dies": f"    if asked > 3:\n        sys.exit(1)\n{GOOD}",
    "talks": f'    print("one"); print("two")\n{GOOD}',
    "stumbles": '    print(message["legal"][0] if message["attempt"] == 2 else "hm", flush=True)\n',
}


def program(folder: Path, body: str) -> str:
    """A program of that behaviour, as it is named in --seats."""
    path = folder / f"bot-{body}.py"
    path.write_text("import sys\nsys.exit(3)\n" if body == "dead" else HEAD + BODIES[body], encoding="utf-8")
    return f"cmd:{BARE} {path}"
