"""Packages that only some commands need: asked for by name, and one line if they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from cards.language import _
from game.errors import UserError


def need(extra: str, *packages: str) -> None:
    """UserError that names the extra to install if one of its packages isn't there."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        right = _("install it: {command}").format(command=f'pip install "accord[{extra}]"')
        raise UserError(_("this needs {names}").format(names=" and ".join(missing)), right=right)
