"""Marks of tests that are asked of several things alike."""

from typing import Any

import pytest


def repeats(first: object, *more: object) -> list[Any]:
    """Seeds or tables of the same test: what the first is seen to run through is counted, the others' is not."""
    return [first, *(pytest.param(other, marks=pytest.mark.no_cover) for other in more)]
