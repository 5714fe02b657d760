"""PINs of seats: a running game's record holds their salted hashes, so that a resumed game asks for the same ones.

A short PIN keeps neighbours out, not somebody who can read the file: that one holds the secrets themselves. The hash is
there because people use a PIN twice.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from cards.language import _
from game.errors import UserError

FEWEST: Final = 3  # signs
MOST: Final = 64
SALT: Final = 8  # bytes
COST: Final = 1 << 14


def hashed(pin: str) -> str:
    """A PIN as it stands in a record; UserError if it is none."""
    if not FEWEST <= len(pin) <= MOST:
        raise UserError(_("this is no PIN"), right=_("take {n} signs or more, such as 4711").format(n=FEWEST))
    salt = secrets.token_bytes(SALT)
    return f"{salt.hex()}-{_digest(pin, salt)}"


def fits(pin: str, kept: str) -> bool:
    """Whether a PIN is the one that was hashed."""
    salt, _, digest = kept.partition("-")
    try:
        return hmac.compare_digest(_digest(pin[:MOST], bytes.fromhex(salt)), digest)
    except ValueError:  # somebody wrote in the file
        return False


def _digest(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=COST, r=8, p=1, dklen=16).hex()
