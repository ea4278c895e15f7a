"""A PDF file that is written from its beginning to its end, so that it never is in memory.

After ISO 32000-1 (PDF 1.7), sections 7.3 and 7.5. The same calls give the same bytes: no date and
no random id is in it.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The second line says to whoever carries it that the file is binary."""
_FREE = b"0000000000 65535 f \n"


class PdfFile:
    """The objects of a document, each written when it is known.

    Args:
        out: where to; it need not be able to seek.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._offsets: dict[int, int] = {}
        self._last = 0
        # It is no secret: it tells one file from another.
        self._digest = hashlib.md5(usedforsecurity=False)
        self._write(_HEAD)

    def reserve(self) -> int:
        """The number of an object that is written later."""
        self._last += 1
        return self._last

    def put(self, body: str, number: int = 0) -> int:
        """Write an object.

        Args:
            body: as it stands in the file; ASCII.
            number: where one was reserved.
        """
        return self._object(body.encode("ascii"), number)

    def stream(self, entries: str, data: bytes, number: int = 0, *, packed: bool = False) -> int:
        """Write a stream; it is compressed unless it is `packed` already.

        Args:
            entries: of its dictionary, but for its length and compression.
            data: what is in it.
            number: where one was reserved.
            packed: the entries name the filter.
        """
        if not packed:
            data = zlib.compress(data)
            entries = f"{entries}/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(data)}>>stream\n".encode("ascii")
        return self._object(head + data + b"\nendstream", number)

    def finish(self, root: int, info: int) -> None:
        """Write the table of all objects; nothing can follow."""
        start = self._at
        rows = [f"{self._offsets[number]:010} 00000 n \n" for number in range(1, self._last + 1)]
        name = self._digest.hexdigest()
        self._write(f"xref\n0 {self._last + 1}\n".encode("ascii") + _FREE)
        self._write("".join(rows).encode("ascii"))
        trailer = f"/Size {self._last + 1}/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        self._write(f"trailer\n<<{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _object(self, body: bytes, number: int) -> int:
        number = number or self.reserve()
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n")
        return number

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._at += len(data)
        self._out.write(data)


def number(value: float) -> str:
    """A number as PDF takes it: no exponent, no needless digits."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def text(value: str) -> str:
    """A text for people, in any script."""
    return f"<feff{value.encode('utf-16-be', 'replace').hex()}>"
