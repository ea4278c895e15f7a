"""Tells a hand scanner from a person: both arrive as keys, only rhythm and shape differ. Pure."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Protocol

from onsite.scanner.hand.shape import is_name

ECHO_S = 0.100
"""Within this time after a scan, a line end is the second half of CR LF, in seconds."""
TWICE_S = 0.060
"""The same text again within this time after its end was sent twice, in seconds."""
SHORTEST = 4
"""Characters of the shortest code that a rhythm can tell from a person."""
LINE_ENDS = frozenset("\r\n\t")
_FAST_TO_STALLS = 3
"""Where there is more than one stall, so many fast keys to each are still a scanner."""
_OUTLIER_S = 0.008
_OUTLIER = 4
"""A pause is none of the scanner's where it is so many times as long as its others, and longer
than `_OUTLIER_S` seconds."""
_RUN_INTO = 2
"""So many keys at most that a person typed run into the scan after them."""
_REMEMBERED = 24
"""Characters before a scan that may turn out to have been its beginning."""


class Rhythm(Protocol):
    """How fast a scanner is."""

    @property
    def fast_ms(self) -> int:
        """No longer than this between two keys of a scanner, in milliseconds."""
        ...

    @property
    def stall_ms(self) -> int:
        """A scanner on a busy bus may hold its breath for so long, in milliseconds."""
        ...


@dataclass(frozen=True, slots=True)
class UsualRhythm:
    """What suits nearly every scanner."""

    fast_ms: int = 35
    stall_ms: int = 150


USUAL = UsualRhythm()


class Kind(StrEnum):
    """What a line end means."""

    SCAN = "scan"
    TYPED = "typed"
    ECHO = "echo"
    """Nothing: it belongs to the scan before."""
    TWICE = "twice"
    """Nothing: the scanner has sent the scan before a second time."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said by the keys up to a line end."""

    kind: Kind
    text: str = ""
    """The characters of the scan alone, whatever was typed before it; empty otherwise."""
    joined: str = ""
    """Keys just before it, as fast as its own: typed, most likely, but they may belong to it."""
    before: str = ""
    """The last characters of the line before `joined`."""
    steady: bool = True
    """Whether it came without a stall."""


class Burst:
    """The rhythm of the keys since the last line end. It is handed the time, in seconds.

    Args:
        rhythm: of the scanner.
    """

    def __init__(self, rhythm: Rhythm = USUAL) -> None:
        self._fast = rhythm.fast_ms / 1000
        self._stall = max(rhythm.stall_ms, rhythm.fast_ms) / 1000
        self._keys: list[tuple[str, float]] = []
        self._scanned_at: float | None = None
        self._scanned = ""

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
            return Said(Kind.ECHO)
        said = self._said(at)
        self._keys.clear()
        self._scanned_at = at if said.text else None
        self._scanned = said.text
        return said

    def broken(self) -> None:
        """The text was edited in another way: what was typed so far is no scan."""
        self._keys.clear()

    def running(self, at: float) -> str:
        """What a scanner has sent without a pause up to a moment; empty for a person."""
        start, _stalls = self._start(at)
        text = "".join(character for character, _ in self._keys[start:])
        return text if len(text) >= SHORTEST and len(set(text)) > 1 else ""

    def pending(self) -> str:
        """What a scanner has sent up to the last key, no line end behind it."""
        return self.running(self._keys[-1][1]) if self._keys else ""

    def follows(self, at: float) -> bool:
        """Whether a key at that moment comes too soon after the last one for a person."""
        return bool(self._keys) and at - self._keys[-1][1] <= self._fast

    def _said(self, at: float) -> Said:
        text = self.running(at)
        if not text:
            return Said(Kind.TYPED)
        start, stalls = self._start(at)
        cut = self._typed_into(start)
        if self._is_again(text, self._keys[start][1]):
            return Said(Kind.TWICE, text)
        whole = "".join(character for character, _ in self._keys)
        return Said(
            Kind.SCAN,
            text[cut:],
            joined=text[:cut],
            before=whole[:start][-_REMEMBERED:],
            steady=not stalls,
        )

    def _echoes(self, at: float) -> bool:
        scanned = self._scanned_at
        return not self._keys and scanned is not None and at - scanned <= ECHO_S

    def _is_again(self, text: str, began: float) -> bool:
        scanned = self._scanned_at
        return text == self._scanned and scanned is not None and began - scanned <= TWICE_S

    def _start(self, at: float) -> tuple[int, int]:
        """Where the scan begins among the keys, and how many stalls it has."""
        later, stalls, start = at, 0, len(self._keys)
        for index in range(len(self._keys) - 1, -1, -1):
            gap = later - self._keys[index][1]
            if gap > self._fast:
                if gap > self._stall or not self._fast_before(index):
                    break
                stalls += 1
            later, start = self._keys[index][1], index
        if stalls > 1 and not self._is_code(start, stalls):
            # What is left of the text would be a wrong code.
            return len(self._keys), 0
        return start, stalls

    def _is_code(self, start: int, stalls: int) -> bool:
        text = "".join(character for character, _ in self._keys[start:])
        return not is_name(text) and len(text) - stalls >= _FAST_TO_STALLS * stalls

    def _fast_before(self, index: int) -> bool:
        return index == 0 or self._keys[index][1] - self._keys[index - 1][1] <= self._fast

    def _typed_into(self, start: int) -> int:
        """How many keys at the start were a person's: a name is typed, and a scan runs into it."""
        times = [at for _, at in self._keys[start:]]
        gaps = [later - at for at, later in itertools.pairwise(times)]
        for many in range(min(_RUN_INTO, len(gaps)), 0, -1):
            own = gaps[many:]
            if not start or len(own) < SHORTEST - 1:
                continue
            if gaps[many - 1] > max(_OUTLIER_S, _OUTLIER * median(own)):
                return many
        return 0
