"""How this program was called, for the commands that it names to people."""

import shutil
import sys
from pathlib import Path
from typing import Final

from game.pages import quoted

COMMAND: Final = "accord"


def program() -> str:
    """What begins a command line of this program: its name, or its path where the name alone finds nothing."""
    if Path(sys.argv[0]).name == COMMAND and not shutil.which(COMMAND):
        return quoted(sys.argv[0])
    return COMMAND
