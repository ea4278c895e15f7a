"""A scanner on trial: the bytes that it sends, in groups, and what is made of each. Pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from onsite.scanner.hand.burst import LINE_ENDS, Burst, Kind, Said
from onsite.scanner.hand.calibration import calibrated
from onsite.scanner.hand.framing import texts_of
from onsite.scanner.hand.heard import Heard, heard
from onsite.scanner.hand.repair import repaired
from onsite.scanner.payload import candidates, marked

if TYPE_CHECKING:
    from onsite.scanner.hand.calibration import Calibrated
    from onsite.scanner.hand.repair import Repaired
    from onsite.scanner.settings import HandSettings

SHORTEST_PAUSE_S = 0.250
"""After so long a pause a group is whole, in seconds."""
_PAUSE_TO_STALL = 1.5
_KEY = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|O?.)?", re.DOTALL)
"""What a terminal sends for keys that write nothing, such as arrows."""
_END_NAMES = {"\r": "CR", "\n": "LF", "\t": "Tab"}


class Sort(StrEnum):
    """What sent a group of bytes."""

    SCAN = "scan"
    UNENDED = "unended"
    """A scanner that puts no line end behind its text."""
    TYPED = "typed"
    """A person, or a scanner that is too slow to be told from one."""
    KEYS = "keys"
    """Keys that write nothing."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One byte."""

    at: float
    """When, in seconds since the first of its group."""
    byte: int


@dataclass(frozen=True, slots=True)
class Tried:
    """One group of bytes and what is made of it."""

    strokes: tuple[Stroke, ...]
    sort: Sort
    text: str = ""
    """What arrived, without the line end."""
    ended_by: str = ""
    twice: bool = False
    heard: Heard | None = None
    """The same as the desk would take it."""
    mended: Repaired | None = None
    calibrated: Calibrated | None = None
    """What the test code has shown, if this was it."""

    @property
    def mark(self) -> str:
        """The mark of the symbology, as `]Q1`; empty where the scanner sends none."""
        return marked(self.text)[0]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the desk would look up for the text as it is."""
        return candidates(self.mended.text) if self.mended is not None else ()

    @property
    def gaps_ms(self) -> tuple[float, ...]:
        """Between the bytes, in milliseconds."""
        return tuple((b.at - a.at) * 1000 for a, b in pairwise(self.strokes))


class Trial:
    """Takes bytes with their times, and answers what they are once a pause has ended them.

    Args:
        settings: what is known of the scanner.
        keyed: its bytes are keys of a terminal, not those of a serial port.
    """

    def __init__(self, settings: HandSettings, *, keyed: bool = True) -> None:
        self._settings = settings
        self._keyed = keyed
        self._pause = max(SHORTEST_PAUSE_S, settings.stall_ms / 1000 * _PAUSE_TO_STALL)
        self._group: list[tuple[float, int]] = []

    def feed(self, data: bytes, at: float) -> list[Tried]:
        """Take what was read at a moment, in seconds on any monotonic clock."""
        whole = self.pause(at)
        self._group += [(at, byte) for byte in data]
        return whole

    def pause(self, at: float) -> list[Tried]:
        """Nothing more has come until this moment; answers the group that is whole for that."""
        if not self._group or at - self._group[-1][0] < self._pause:
            return []
        return self.end()

    def end(self) -> list[Tried]:
        """Nothing more will come; answers the last group."""
        group, self._group = self._group, []
        if not group:
            return []
        began = group[0][0]
        strokes = tuple(Stroke(at - began, byte) for at, byte in group)
        return [self._keys(strokes) if self._keyed else self._bytes(strokes)]

    def _keys(self, strokes: tuple[Stroke, ...]) -> Tried:
        burst, ends = Burst(self._settings), list[tuple[Said, str]]()
        characters = _characters(strokes)
        for character, at in characters:
            said = burst.feed(character, at)
            ends += [(said, character)] if said is not None else []
        for place, (said, ending) in enumerate(ends):
            if said.kind is Kind.SCAN:
                rest = ends[place + 1 :]
                echoes = takewhile(lambda each: each[0].kind is Kind.ECHO, rest)
                ended_by = _named(ending + "".join(echo for _, echo in echoes))
                twice = any(each.kind is Kind.TWICE for each, _ in rest)
                return self._scan(
                    strokes, heard(said), said.joined + said.text, ended_by, twice=twice
                )
        if burst.pending():
            return Tried(strokes, Sort.UNENDED, burst.pending())
        text = "".join(each for each, _ in characters if each not in LINE_ENDS)
        return Tried(strokes, Sort.TYPED if text else Sort.KEYS, text)

    def _bytes(self, strokes: tuple[Stroke, ...]) -> Tried:
        raw = bytes(each.byte for each in strokes)
        bare = raw.strip(b"\r\n\t\x02\x03\x00 ")
        if not bare:
            return Tried(strokes, Sort.KEYS)
        text, *others = texts_of(bare)
        scan = Heard(text, keyed=False, others=tuple(others))
        ending = raw[len(raw.rstrip(b"\r\n\t\x03\x00 ")) :].decode("ascii")
        return self._scan(strokes, scan, text, _named(ending))

    def _scan(
        self,
        strokes: tuple[Stroke, ...],
        scan: Heard,
        text: str,
        ended_by: str,
        *,
        twice: bool = False,
    ) -> Tried:
        return Tried(
            strokes,
            Sort.SCAN,
            text,
            ended_by,
            twice,
            scan,
            repaired(text, self._settings, keyed=self._keyed),
            calibrated(text),
        )


def _characters(strokes: tuple[Stroke, ...]) -> list[tuple[str, float]]:
    """What the bytes write, each with the time of its last byte; keys that write nothing not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    written = [
        (character, each.at)
        for each in strokes
        for character in decoder.decode(bytes((each.byte,)))
    ]
    text = "".join(character for character, _ in written)
    silent = {at for found in _KEY.finditer(text) for at in range(*found.span())}
    return [
        each
        for place, each in enumerate(written)
        if place not in silent and (each[0].isprintable() or each[0] in LINE_ENDS)
    ]


def _named(ending: str) -> str:
    return " ".join(_END_NAMES[each] for each in ending if each in _END_NAMES)
