"""A file that carries entries between stations: sealed for those named, signed by its writer.

From the first byte:

- `MAGIC`, the length of the header (4 bytes, big end first), the header as JSON. It alone can
  be read by anybody: the format, which event, who wrote the file, when, for whom.
- Chunks: the length (4 bytes), then a SecretBox under the file's own random key. The nonce is
  the number of the chunk, with a mark on the last one, so that none can be swapped, left out or
  cut off unnoticed even by those who know the key. The first byte inside says what it holds.
- 64 bytes: Ed25519 of the writer over SHA-256 of all that stands before.

The file's key is in the header, sealed (SealedBox) to the X25519 key of everybody it is for.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
from typing import TYPE_CHECKING, BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, Field

from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.entry import is_signed_by
from onsite.journal.facts import LATEST_MS
from onsite.language import _
from onsite.plan.files import shown
from onsite.sync.keys.sealed import sealed_for
from onsite.sync.keys.secrets import is_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from nacl.public import PrivateKey
    from nacl.secret import SecretBox

    from onsite.journal.entry import Signer

MAGIC = b"onsite exchange 1\n"
SUFFIX = ".onsite"
FOR_THE_LEAD = "event"
"""Stands for whoever has the event's key among those that a file is for."""
HEADS, CERTIFIED, ENTRIES, END = b"H", b"C", b"E", b"."
"""What a chunk holds: what the writer has; packs that decide who belongs; packs; the end."""
_SIGNED = b"onsite exchange file\n"
_LARGEST_HEADER = 4_000_000
_LARGEST_CHUNK = 40_000_000
_SIGNATURE = 64
_LENGTH = struct.Struct(">I")
_AT_ONCE = 1 << 20


class Header(BaseModel):
    """What anybody can read of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["exchange", "sealed"]
    """`sealed` is what a revoked station leaves to the lead."""
    event: str = Field(pattern=r"^[0-9a-f]{12}$")
    """`secrets.event_token`."""
    station: str = Field(pattern=r"^[0-9a-f]{64}$")
    """That wrote it."""
    created_ms: int = Field(ge=0, le=LATEST_MS)
    keys: dict[str, str]
    """By the id of everybody it is for: the file's key, sealed to them, in base64."""


class FileWriter:
    """Writes one file; `finish` must be called, or it is no file.

    Args:
        file: opened for writing, empty.
        signer: the station that writes.
        header: without `keys`.
        boxes: by the id of everybody it is for, their X25519 public key as hexadecimal digits.
    """

    def __init__(
        self, file: BinaryIO, signer: Signer, header: Header, boxes: Mapping[str, str]
    ) -> None:
        from nacl.secret import SecretBox
        from nacl.utils import random

        key = random(SecretBox.KEY_SIZE)
        self._box = SecretBox(key)
        self._file = file
        self._signer = signer
        self._sum = hashlib.sha256(_SIGNED)
        self._chunks = 0
        sealed = {who: sealed_for(box, key) for who, box in boxes.items() if is_box(box)}
        head = header.model_copy(update={"keys": sealed}).model_dump_json().encode()
        self._put(MAGIC + _LENGTH.pack(len(head)) + head)

    def add(self, holds: bytes, content: bytes) -> None:
        """Add a chunk."""
        nonce = _nonce(self._chunks, last=holds == END)
        sealed = self._box.encrypt(holds + content, nonce).ciphertext
        self._put(_LENGTH.pack(len(sealed)) + sealed)
        self._chunks += 1

    def finish(self, content: bytes) -> None:
        """Add the last chunk and sign the file."""
        self.add(END, content)
        self._file.write(self._signer.sign(self._sum.digest()))

    def _put(self, raw: bytes) -> None:
        self._sum.update(raw)
        self._file.write(raw)


class FileReader:
    """Reads one file. Nothing of it may be believed before `check` has returned.

    Args:
        file: opened for reading.
        path: what to call it in errors.

    Raises:
        BadInputError: it is no such file, or it is damaged.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if file.read(len(MAGIC)) != MAGIC:
            raise BadInputError(
                _("{file} is not a file of “onsite exchange”.").format(file=shown(path)),
                _("Name a file that another station wrote with “onsite exchange write”."),
            )
        try:
            self.header = Header.model_validate_json(self._framed(_LARGEST_HEADER))
        except ValueError as error:  # pydantic's own is one
            raise self.damaged() from error
        self._body = file.tell()

    def check(self) -> None:
        """Make sure that the file is whole and that its writer signed it.

        Raises:
            BadInputError: a byte of it is not as it was written.
        """
        self._file.seek(0)
        left = self._size - _SIGNATURE
        found = hashlib.sha256(_SIGNED)
        while left > 0:
            raw = self._file.read(min(_AT_ONCE, left))
            if not raw:
                raise self.damaged()
            found.update(raw)
            left -= len(raw)
        signature = self._file.read()
        if not is_signed_by(self.header.station, signature, found.digest()):
            raise self.damaged()

    def chunks(self, who: str, secret: PrivateKey) -> Iterator[tuple[bytes, bytes]]:
        """What each chunk holds, and its content; the last one included.

        Args:
            who: an id among those that the file is for.
            secret: their X25519 key.

        Raises:
            NotPossibleError: the file is not for them.
            BadInputError: its writer has put something into it that is no such chunk.
        """
        box = self._opened(who, secret)
        self._file.seek(self._body)
        holds, number = b"", 0
        while holds != END:
            content = self._chunk(box, number)
            holds, number = content[:1], number + 1
            yield holds, content[1:]
        if self._file.tell() != self._size - _SIGNATURE:
            raise self.malformed()

    def damaged(self) -> BadInputError:
        """The error for a file that is not as it was written."""
        return BadInputError(
            _("{file} is damaged or cut off; nothing was taken from it.").format(
                file=shown(self._path)
            ),
            _("Copy it once more, or write it anew with “onsite exchange write”."),
        )

    def malformed(self) -> BadInputError:
        """The error for a file whose writer has signed what is not a file of this format."""
        return BadInputError(
            _(
                "{file} holds something that cannot be read; from there on nothing was taken."
            ).format(file=shown(self._path)),
            _("Bring Onsite up to date on both computers, then have it written anew."),
        )

    def _opened(self, who: str, secret: PrivateKey) -> SecretBox:
        from nacl.exceptions import CryptoError
        from nacl.public import SealedBox
        from nacl.secret import SecretBox

        sealed = self.header.keys.get(who)
        if sealed is None:
            raise NotPossibleError(
                _("{file} is not for this station: it cannot open it.").format(
                    file=shown(self._path)
                ),
                _("Have it written anew, with “onsite exchange write” and without --for."),
            )
        try:
            return SecretBox(SealedBox(secret).decrypt(base64.b64decode(sealed)))
        except (CryptoError, TypeError, ValueError) as error:
            raise self.malformed() from error

    def _chunk(self, box: SecretBox, number: int) -> bytes:
        from nacl.exceptions import CryptoError

        try:
            sealed = self._framed(_LARGEST_CHUNK)
        except ValueError as error:
            raise self.malformed() from error
        for last in (False, True):
            try:
                content = box.decrypt(sealed, _nonce(number, last=last))
            except (CryptoError, ValueError):
                continue
            if (content[:1] == END) == last:
                return content
        raise self.malformed()

    def _framed(self, most: int) -> bytes:
        """What stands behind its length; never more than `most` bytes are read."""
        raw = self._file.read(_LENGTH.size)
        length = _LENGTH.unpack(raw)[0] if len(raw) == _LENGTH.size else most + 1
        if length > min(most, self._size - _SIGNATURE - self._file.tell()):
            raise ValueError(length)
        return self._file.read(length)


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(15) + bytes([last]) + number.to_bytes(8, "big")
