"""Packages that only some commands need: asked for by name, and one line if they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from game.errors import UserError


def need(extra: str, *packages: str) -> None:
    """UserError that names the extra to install if one of its packages isn't there."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        right = f'install it: pip install "accord[{extra}]"'
        raise UserError(f"this needs {' and '.join(missing)}", right=right)
