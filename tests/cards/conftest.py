"""The small scenario as a fixture."""

from pathlib import Path

import pytest

from tests.cards.small import Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)
