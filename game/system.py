"""What differs between systems, asked in one place, so that it can be tried on another."""

from __future__ import annotations

import os
from typing import Final

WINDOWS: Final = os.name == "nt"
PROCESSES: Final = 61  # as many as Windows can wait for at once
