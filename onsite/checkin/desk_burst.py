"""Tells a hand scanner from a person: both arrive as keys, only their rhythm differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FAST_S = 0.035
"""No longer than this between two keys of a scanner, in seconds."""
STALL_S = 0.150
"""A scanner on a busy bus may hold its breath once, for so long, in seconds."""
ECHO_S = 0.100
"""Within this time after a scan, a line end is the second half of CR LF, in seconds."""
SHORTEST = 4
"""Characters of the shortest code that a rhythm can tell from a person."""
LINE_ENDS = frozenset("\r\n\t")


class Kind(StrEnum):
    """What a line end means."""

    SCAN = "scan"
    TYPED = "typed"
    ECHO = "echo"
    """Nothing: it belongs to the scan before."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said by the keys up to a line end."""

    kind: Kind
    text: str
    """The characters of the scan alone, whatever was typed before it; empty otherwise."""


class Burst:
    """The rhythm of the keys since the last line end. It is handed the time, in seconds."""

    def __init__(self) -> None:
        self._keys: list[tuple[str, float]] = []
        self._scanned_at: float | None = None

    def feed(self, character: str, at: float) -> Said | None:
        """Take a key. A line end is answered, any other character is not.

        Args:
            character: what the key gives; those in `LINE_ENDS` end a line.
            at: when, on any monotonic clock, in seconds.
        """
        if character not in LINE_ENDS:
            self._keys.append((character, at))
            return None
        if self._echoes(at):
            return Said(Kind.ECHO, "")
        text = self.running(at)
        self._keys.clear()
        self._scanned_at = at if text else None
        return Said(Kind.SCAN, text) if text else Said(Kind.TYPED, "")

    def broken(self) -> None:
        """The text was edited in another way: what was typed so far is no scan."""
        self._keys.clear()

    def running(self, at: float) -> str:
        """What a scanner has sent without a pause up to a moment; empty for a person."""
        text = "".join(character for character, _ in self._keys[self._start(at) :])
        return text if len(text) >= SHORTEST and len(set(text)) > 1 else ""

    def follows(self, at: float) -> bool:
        """Whether a key at that moment comes too soon after the last one for a person."""
        return bool(self._keys) and at - self._keys[-1][1] <= FAST_S

    def _echoes(self, at: float) -> bool:
        scanned = self._scanned_at
        return not self._keys and scanned is not None and at - scanned <= ECHO_S

    def _start(self, at: float) -> int:
        later, stalled, start = at, False, len(self._keys)
        for index in range(len(self._keys) - 1, -1, -1):
            gap = later - self._keys[index][1]
            if gap > FAST_S:
                if gap > STALL_S or not self._fast_before(index):
                    break
                if stalled:  # what is left of the text would be a wrong code
                    return len(self._keys)
                stalled = True
            later, start = self._keys[index][1], index
        return start

    def _fast_before(self, index: int) -> bool:
        return index == 0 or self._keys[index][1] - self._keys[index - 1][1] <= FAST_S
