#!/usr/bin/env python3
"""Remake what docs/reports keeps: `make kept-reports`. Two reports, and a picture of a section of each, for the README.

Chromium takes the pictures. Look at them, and at the two games: they are others when the scenario has been tuned.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from make import GAMES, played
from PIL import Image, ImageChops

from game.files import write_whole
from game.report import render
from game.report.course import course_of
from game.report.pages import document

KEPT = {"class": "turning-points", "collapse": "people"}  # a game, and the section that is shown of it
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = 880, 3000  # of the window; what is empty below is cut off


def main(folder: Path) -> None:
    """Write both reports and both pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"the pictures need a browser: {' or '.join(BROWSERS)}")
    for wanted in GAMES:
        if wanted.name in KEPT:
            page = render.html(document(course_of(played(wanted))))
            write_whole(folder / f"{wanted.name}.html", page.encode())
            _photograph(browser, _only(page, KEPT[wanted.name]), folder / f"{wanted.name}.png")
            print(folder / f"{wanted.name}.png")  # noqa: T201 (it says what it has made)


def _only(page: str, section: str) -> str:
    """The page with that section alone."""
    head = page.partition("<body>")[0]
    shown = re.search(rf'<section aria-labelledby="{section}".*?</section>', page, re.DOTALL)
    if shown is None:
        raise SystemExit(f"no section {section} in the report")
    style = "<style>h2 { margin-top: .5rem }</style>"
    return f"{head}{style}<body><main>{shown[0]}</main></body></html>"


def _photograph(browser: str, page: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, shot = Path(folder, "page.html"), Path(folder, "shot.png")
        file.write_text(page, encoding="utf-8")
        size = ",".join(map(str, SIZE))
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"]
        subprocess.run([browser, *options, f"--screenshot={shot}", file.as_uri()], check=True, capture_output=True)  # noqa: S603 (the browser just found)
        picture = Image.open(shot).convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    bottom = box[3] if box else picture.height
    picture.crop((0, 0, picture.width, bottom + 8)).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reports"))
