"""Processes that end with the one that started them, however that ended: nobody waits for their work any more."""

from __future__ import annotations

import os
from multiprocessing import parent_process
from threading import Thread

from game.bots.program import end_all


def end_with_parent() -> None:
    """Watch, from now on and on every system, the process that started this one; a kill leaves it no time to say so."""
    if parent_process() is not None:
        Thread(target=_follow, name="end with parent", daemon=True).start()


def leave() -> None:
    """End this process at once, in the middle of a game perhaps, and the programs that it has started."""
    end_all()
    os._exit(1)


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    leave()
