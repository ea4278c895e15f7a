"""Everything that a scanner may have sent where a text arrived. Pure; it knows nobody.

Which of the readings is meant is not decided here: only one that is somebody's code can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from onsite.scanner.hand.layouts import PAIRS, RIGHT, US, Pair, meanings, shift_locked
from onsite.scanner.hand.widths import narrowed
from onsite.scanner.payload import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_TWICE = 4
"""Characters of the shortest text that is taken for one sent twice."""


class Frame(Protocol):
    """What a scanner puts around each text."""

    @property
    def prefix(self) -> str:
        """Before it; empty for nothing."""
        ...

    @property
    def suffix(self) -> str:
        """Behind it, before the line end; empty for nothing."""
        ...


class Way(NamedTuple):
    """How a text may have come to be what arrived."""

    pair: Pair = RIGHT
    caps: bool = False
    """Caps Lock is on."""
    wide: bool = False
    """An input method made full-width letters of it."""
    twice: bool = False
    """The scanner has sent it twice."""

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return self == _PLAIN


_PLAIN = Way()


class Reading(NamedTuple):
    """A text that may have been sent."""

    text: str
    ways: tuple[Way, ...]
    """The likeliest first."""

    @property
    def pairs(self) -> frozenset[Pair]:
        """The layouts under which it is possible."""
        return frozenset(way.pair for way in self.ways)


def readings(text: str, frame: Frame, *, keyed: bool = True) -> tuple[Reading, ...]:
    """The texts that may have been sent, the likeliest first; none where the frame is missing.

    Args:
        text: as it arrived, without the line end.
        frame: what must stand around each text: one without it has lost characters.
        keyed: it came as keys; bytes of a serial port know neither layouts nor Caps Lock.
    """
    found: dict[str, list[Way]] = {}
    for base, twice in _halved(text):
        framed = bare(base, frame)
        for mended, way in _mended(base if framed is None else framed, keyed=keyed):
            code = bare(mended, frame) if framed is None else mended
            if code:
                found.setdefault(code, []).append(way._replace(twice=twice))
    return tuple(Reading(code, tuple(ways)) for code, ways in found.items())


def bare(text: str, frame: Frame) -> str | None:
    """A text without its frame; None where that is not around it.

    The mark of the symbology may stand before or behind the prefix.
    """
    for each in dict.fromkeys((text, marked(text)[1])):
        if (
            len(each) >= len(frame.prefix) + len(frame.suffix)
            and each.startswith(frame.prefix)
            and each.endswith(frame.suffix)
        ):
            return each[len(frame.prefix) : len(each) - len(frame.suffix)]
    return None


def _halved(text: str) -> Iterator[tuple[str, bool]]:
    yield text, False
    half = text[: len(text) // 2]
    if len(half) >= SHORTEST_TWICE and half * 2 == text:
        yield half, True


def _mended(text: str, *, keyed: bool) -> Iterator[tuple[str, Way]]:
    yield text, _PLAIN
    if not keyed:
        return
    for narrow in narrowed(text):
        yield narrow, Way(wide=True)
        yield _swapped(narrow), Way(wide=True, caps=True)
    under = _under_layouts(text)
    yield from ((sent, Way(pair)) for sent, pair in under)
    swapped = _swapped(text)
    if swapped == text:
        return
    yield swapped, Way(caps=True)
    yield from ((sent, Way(pair, caps=True)) for sent, pair in _under_layouts(swapped))
    for sent, pair in under:
        if pair.scanner == US:
            yield shift_locked(sent, US), Way(pair, caps=True)


def _under_layouts(text: str) -> list[tuple[str, Pair]]:
    return [(code, pair) for pair in PAIRS for code in meanings(text, pair)]


def _swapped(text: str) -> str:
    """The other case of every letter that has one of a single character."""
    return "".join(_other_case(each) for each in text)


def _other_case(letter: str) -> str:
    other = letter.swapcase()
    return other if len(other) == 1 and other.swapcase() == letter else letter
