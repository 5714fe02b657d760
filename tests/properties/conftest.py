"""The laws are walked without counting what they cover, but for laws 5 and 9."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
COUNTED = {"test_law_5_determinize.py", "test_law_9_ends.py"}  # whole games and what a seat imagines: every rule is met


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Counting makes the rules four times slower, and thousands of walks count the same branches."""
    for item in items:
        if item.path.parent == HERE and item.path.name not in COUNTED:
            item.add_marker("no_cover")
