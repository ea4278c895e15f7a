"""JPEGs that come one after the other, told apart without decoding any.

FFmpeg would read a megabyte of them before it gives the first, and decode those that nobody
looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BEGINS = b"\xff\xd8\xff"
ENDS = b"\xff\xd9"
LARGEST = 32_000_000
"""Bytes without an end after which it is no JPEG."""

_MARK, _SCAN = 0xFF, 0xDA
_AT_ONCE = 1 << 18


class Jpegs:
    """The JPEGs in a flow of bytes; what stands between them is passed over.

    Args:
        read: gives at most so many bytes, and nothing at the end.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._held = bytearray()
        self._looked_at = 0

    def next(self) -> bytes | None:
        """The next one; None where no more will come."""
        while True:
            end = self._end()
            if end:
                found = bytes(self._held[:end])
                self._pass_over(end)
                return found
            data = self._read(_AT_ONCE)
            if not data or len(self._held) > LARGEST:
                return None
            self._held += data

    def _end(self) -> int:
        """Where the JPEG ends that is held; 0 while that is not known."""
        while (begins := self._held.find(BEGINS)) >= 0:
            self._pass_over(begins)
            scan = self._scan()
            if scan is not None:
                return self._end_after(scan) if scan else 0
            # Bytes were lost: the next beginning may be whole again.
            self._pass_over(len(BEGINS))
        # Half of a beginning may have come.
        self._pass_over(max(0, len(self._held) - len(BEGINS) + 1))
        return 0

    def _end_after(self, scan: int) -> int:
        end = self._held.find(ENDS, max(scan, self._looked_at))
        if end < 0:
            self._looked_at = max(scan, len(self._held) - 1)
            return 0
        return end + len(ENDS)

    def _scan(self) -> int | None:
        """Where the picture itself begins, behind what is told about it.

        0 while that is not known; None where it is no JPEG.

        What is told about it may hold a small picture of its own, with its own end.
        """
        at = 2
        while at + 4 <= len(self._held):
            if self._held[at] != _MARK:
                return None
            length = int.from_bytes(self._held[at + 2 : at + 4])
            if self._held[at + 1] == _SCAN:
                return at + 2 + length
            at += 2 + max(length, 2)
        return 0

    def _pass_over(self, many: int) -> None:
        if many:
            del self._held[:many]
            self._looked_at = 0
