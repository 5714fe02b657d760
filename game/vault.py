"""Files locked with a passphrase: a game that nobody at the table can read, and that grows line by line all the same.

    accord-locked 1
    # A game of Accord, locked with a passphrase: `accord play --resume` opens it.
    game: empty-chairs class
    key: scrypt 65536 8 1 4f0c...

    q83vEjRWeJCrze8SNFZ4kKvN...

Below the blank line each line is one piece of a record's text, sealed by ChaCha20-Poly1305 (RFC 8439) together with its
place and with all that stands above: nothing can be altered, moved or left out before the end. That the end is there
is shown by the record's own closing line. The key comes from the passphrase by scrypt (RFC 7914); without the
passphrase the game is lost.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Final, Self

from cards.language import _
from game.errors import UserError
from game.extras import need

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC: Final = b"accord-locked "
FORMAT: Final = 1
TELLS: Final = "# A game of Accord, locked with a passphrase: `accord play --resume` opens it."
KEY: Final = re.compile(r"scrypt ([1-9]\d{3,6}) 8 1 ([0-9a-f]{32})$")
COST: Final = 1 << 16  # of scrypt, with its blocks of 8: 64 MB and a fifth of a second
DEAREST: Final = 1 << 18  # of a file from elsewhere: it shall not take all memory
SALT: Final = 16  # bytes
NONCE: Final = 12
OVER: Final = b"state: over"


class Vault:
    """The key of one file, and what stands in clear at its head."""

    def __init__(self, head: bytes, cipher: ChaCha20Poly1305) -> None:
        """Use `new` or `of`."""
        self.head = head
        self._cipher = cipher

    @classmethod
    def new(cls, passphrase: str, game: str) -> Self:
        """A new lock; `game` is what may be read without the passphrase."""
        salt = secrets.token_bytes(SALT)
        lines = [f"{MAGIC.decode()}{FORMAT}", TELLS, f"game: {game}", f"key: scrypt {COST} 8 1 {salt.hex()}", ""]
        return cls("".join(f"{line}\n" for line in lines).encode(), _cipher(passphrase, salt, COST))

    @classmethod
    def of(cls, data: bytes, passphrase: str | None, where: str) -> Self:
        """The lock of a file, opened."""
        if not passphrase:
            raise UserError(_("is locked"), where=where, right=_("its passphrase opens it"))
        head, values = _head(data, where)
        key = KEY.match(values.get("key", ""))
        if key is None or int(key[1]) > DEAREST:
            raise UserError(_("its lock can't be understood"), where=where, right=_("take it from a copy"))
        return cls(head, _cipher(passphrase, bytes.fromhex(key[2]), int(key[1])))

    def over(self) -> Self:
        """The same lock for the closed record: it may be told that the game is over."""
        return type(self)(self.head.removesuffix(b"\n") + OVER + b"\n\n", self._cipher)

    def seal(self, text: str, number: int) -> bytes:
        """Piece `number` of a file as one line."""
        nonce = secrets.token_bytes(NONCE)
        sealed = self._cipher.encrypt(nonce, text.encode(), self._place(number))
        return b64encode(nonce + sealed) + b"\n"

    def open(self, data: bytes, where: str) -> list[str]:
        """The pieces of a file's text; a last line that is torn has to be taken away before."""
        from cryptography.exceptions import InvalidTag

        first = self.head.count(b"\n") + 1
        pieces = []
        for number, line in enumerate(data[len(self.head) :].splitlines()):
            try:
                sealed = b64decode(line, validate=True)
                opened = self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], self._place(number))
            except (ValueError, InvalidTag):
                what = _("the line was altered") if number else _("the passphrase doesn't open it")
                right = _("take the file from a copy") if number else _("type it as it was when the game began")
                raise UserError(what, where=f"{where}:{first + number}", right=right) from None
            pieces.append(opened.decode())
        return pieces

    def _place(self, number: int) -> bytes:
        return self.head + str(number).encode()


def is_locked(data: bytes) -> bool:
    """Whether a file's beginning is that of a locked one."""
    return data.startswith(MAGIC)


def what_is_locked(data: bytes, where: str) -> str:
    """The scenario and size that a locked file names in clear."""
    return _head(data, where)[1].get("game", "")


def is_over(data: bytes, where: str) -> bool:
    """Whether a locked file is the record of a game that is over."""
    return OVER in _head(data, where)[0]


def unlocked(data: bytes, passphrase: str | None, where: str) -> str:
    """The text of a locked file that is whole."""
    return "".join(Vault.of(data, passphrase, where).open(data, where))


def _head(data: bytes, where: str) -> tuple[bytes, dict[str, str]]:
    head, blank, _body = data.partition(b"\n\n")
    if not blank or head.split(b"\n")[0] != MAGIC + str(FORMAT).encode():
        raise UserError(_("its lock is of another version or cut off"), where=where, right=_("take it from a copy"))
    pairs = [line.partition(": ") for line in head.decode(errors="replace").splitlines()]
    return head + blank, {key: value for key, _sign, value in pairs}


def _cipher(passphrase: str, salt: bytes, cost: int) -> ChaCha20Poly1305:
    need("lock", "cryptography")
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    key = Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(unicodedata.normalize("NFC", passphrase).encode())
    return ChaCha20Poly1305(key)
