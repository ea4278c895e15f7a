"""Tells a hand scanner from a person: both arrive as keys, only rhythm and shape differ. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from onsite.scanner.hand.pace import Pace, begins_at, hesitation, torn
from onsite.scanner.hand.shape import is_name

ECHO_S = 0.100
"""Within this time after a scan, a line end is the second half of CR LF, in seconds."""
TWICE_S = 0.060
"""The same text again within this time after its end was sent twice, in seconds."""
SHORTEST = 4
"""Characters of the shortest code that a rhythm can tell from a person."""
TYPING_S = 0.700
"""Who is typing presses the next key within this time, in seconds."""
LINE_ENDS = frozenset("\r\n\t")
_FAST_TO_STALLS = 3
"""In what may be a name, so many fast keys to each stall are still a scanner."""
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
    """Keys just before it that are not typed as a person types: they may belong to it."""
    before: str = ""
    """The last characters of the line before `joined`."""
    steady: bool = True
    """Whether it came without a stall."""
    typing: bool = False
    """Whether somebody was typing until just before it: keys of theirs may be among its own."""
    late: bool = False
    """The line end came so long after it that somebody else may have pressed it."""


class Burst:
    """The rhythm of the keys since the last line end. It is handed the time, in seconds.

    Args:
        rhythm: of the scanner.
    """

    def __init__(self, rhythm: Rhythm = USUAL) -> None:
        self._keys: list[tuple[str, float]] = []
        self._scanned_at: float | None = None
        self._scanned = ""
        self._typed_at = float("-inf")
        self.tune(rhythm)

    def tune(self, rhythm: Rhythm) -> None:
        """Expect another rhythm from now on; what has come so far is not forgotten."""
        fast, stall = rhythm.fast_ms / 1000, rhythm.stall_ms / 1000
        self._pace = Pace(fast, max(fast, stall))

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
        self._forget(len(said.text))
        self._scanned_at = at if said.text else None
        self._scanned = said.text
        return said

    def broken(self) -> None:
        """The text was edited in another way: what was typed so far is no scan."""
        self._forget(0)

    def running(self, at: float) -> str:
        """What a scanner has sent without a pause up to a moment; empty for a person."""
        return self._text(self._start(at)[0], SHORTEST)

    def pending(self) -> str:
        """What a scanner has sent up to the last key, no line end behind it."""
        return self.running(self._keys[-1][1]) if self._keys else ""

    def follows(self, at: float) -> bool:
        """Whether a key at that moment comes too soon after the last one for a person."""
        return bool(self._keys) and at - self._keys[-1][1] <= self._pace.fast

    def _forget(self, scanned: int) -> None:
        """Begin anew; so many of the last keys were a scanner's."""
        typed = self._keys[: len(self._keys) - scanned]
        self._typed_at = typed[-1][1] if typed else self._typed_at
        self._keys.clear()

    def _said(self, at: float) -> Said:
        if self.running(at):
            return self._scan(*self._start(at))
        if self._keys and not is_name(self.pending() or self._text(0)):
            last = self._keys[-1][1]
            start, stalls = self._start(last) if self.pending() else self._torn()
            if self._text(start, SHORTEST):
                return replace(self._scan(start, stalls), late=True)
        return Said(Kind.TYPED)

    def _scan(self, start: int, stalls: int) -> Said:
        """The scan from that key on."""
        times = self._times()
        if self._is_again(self._text(start), times[start]):
            return Said(Kind.TWICE, self._text(start))
        hesitated = hesitation(times[start:])
        typed_at = times[start - 1] if start else self._typed_at
        typing = times[start] - typed_at <= TYPING_S
        first = start + hesitated if typing else start
        joined = min(start, self._torn()[0])
        return Said(
            Kind.SCAN,
            self._text(first),
            joined=self._text(joined)[: first - joined],
            before=self._text(0)[:joined][-_REMEMBERED:],
            steady=not stalls and (typing or not hesitated),
            typing=typing,
        )

    def _echoes(self, at: float) -> bool:
        scanned = self._scanned_at
        return not self._keys and scanned is not None and at - scanned <= ECHO_S

    def _is_again(self, text: str, began: float) -> bool:
        scanned = self._scanned_at
        return text == self._scanned and scanned is not None and began - scanned <= TWICE_S

    def _start(self, at: float) -> tuple[int, int]:
        """Where the scan begins that ends at a moment, and how many stalls it has."""
        start, stalls = begins_at(self._times(), at, self._pace)
        if stalls > 1 and not self._is_fast_enough(start, at, stalls):
            # What is left of the text would be a wrong code.
            return len(self._keys), 0
        return start, stalls

    def _torn(self) -> tuple[int, int]:
        start = torn(self._times(), self._pace)
        return (start, 1) if start is not None else (len(self._keys), 0)

    def _is_fast_enough(self, start: int, at: float, stalls: int) -> bool:
        """Whether nobody can have typed the keys from there on, whatever the stalls."""
        text = self._text(start)
        if is_name(text):
            return len(text) - stalls >= stalls * _FAST_TO_STALLS
        return at - self._keys[start][1] <= self._pace.fast * len(text)

    def _times(self) -> list[float]:
        return [at for _, at in self._keys]

    def _text(self, start: int, shortest: int = 0) -> str:
        """What the keys from there on write; empty where no scanner can have sent it."""
        text = "".join(character for character, _ in self._keys[start:])
        return text if not shortest or (len(text) >= shortest and len(set(text)) > 1) else ""
