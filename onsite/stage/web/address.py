"""The word in the page's address that nobody guesses, and where browsers find the page."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.sync.addresses import joined, own_hosts
from onsite.sync.placing import placed_for_owner

if TYPE_CHECKING:
    from pathlib import Path

FILE = "stage-page"
"""Of the data folder; only its owner may read it."""
PORT = 8137
"""Where nobody says otherwise."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EVERY = ("0.0.0.0", "::")  # noqa: S104 - what the operator has typed, not what is bound
_BYTES = 20
"""160 random bits: 32 signs of base32, which fill it without a remainder."""
_SIGNS = 32
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def word(data: Path, *, new: bool = False) -> str:
    """The word of a data folder; made where there is none.

    Args:
        data: the folder.
        new: make another one; whoever knows the old address sees nothing any more.

    Raises:
        NotPossibleError: it cannot be written.
    """
    path = data / FILE
    kept = "" if new else _kept(path)
    if kept:
        return kept
    # Capitals and digits alone: a QR code of them is smaller.
    made = base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")
    try:
        with placed_for_owner(path) as file:
            file.write(made.encode("ascii"))
    except OSError as error:
        raise NotPossibleError(
            _("The page's address cannot be kept: {why}").format(why=error.strerror or error),
            _("Make room in {folder}, or let it be written to.").format(folder=data),
        ) from error
    return made


def is_word(given: str, own: str) -> bool:
    """Whether somebody knows the word; takes as long for one that is nearly right."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), own.encode("ascii"))


def split(path: str) -> tuple[str, str]:
    """The word that a path begins with, and the rest of it."""
    _root, given, rest = (*path.split("/", 2), "", "")[:3]
    return given, rest


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches what is served there."""
    return host in LOOPBACK or host.startswith("127.")


def addresses(host: str, port: int, own: str) -> list[str]:
    """Where browsers find the page, the likeliest first.

    Args:
        host: what is listened on.
        port: there.
        own: the word.
    """
    hosts = own_hosts() if host in _EVERY else [host]
    if host == _EVERY[0]:
        hosts = [each for each in hosts if ":" not in each] or [LOOPBACK[0]]
    return [f"http://{joined(each, port)}/{own}/" for each in hosts]


def _kept(path: Path) -> str:
    try:
        found = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return found if len(found) == _SIGNS and _ALPHABET.issuperset(found) else ""
