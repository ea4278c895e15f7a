"""One code held into the picture is one scan, however many frames show it. Pure.

A text is scanned when it comes into view, and not again before it has been away. Where several
are in view the nearest to the middle is scanned; the others are asked about, until they are
alone. Two texts at one and the same place are one code that was read in two ways.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.scanner import payload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.scanner.decoding import Code, Corner

FORGOTTEN_AFTER_S = 2.0
"""A code out of sight for longer than this is a new attempt when it comes back."""
LIES_THERE_S = 10.0
"""A code that is still in view so long after its scan lies there: who comes beside it is scanned,
rather than asked about."""
TOGETHER_S = 0.15
"""What was read within this time may be in view together: a frame may show one and miss one."""
HELD_S = 0.3
"""So long a code that came right after another waits whether that one is still there."""
ALONE_S = 1.0
"""A code that was asked about is scanned once it has been alone for so long."""
FOLLOWED_S = 0.5
"""A code that cannot be read any more is still the one that was read, if it was never out of sight
for longer than this."""
RETURNED_S = 0.7
"""After another was scanned in its place, a code that was away for so long has returned."""
SECOND_MISSES = 2
"""What only the second lane can read is gone when that lane has missed it so often, too."""
SECOND_FORGOTTEN_S = 6.0
"""It is gone after this time in any case: the second lane does not always look."""
_SAME_PLACE = 0.5
"""Two codes cannot lie nearer to each other than this, in lengths of their side."""
_NEVER = -math.inf


@dataclass(frozen=True, slots=True)
class Look:
    """What one lane made of one frame."""

    at: float
    """The frame's time in seconds."""
    codes: tuple[Code, ...] = ()
    middle: tuple[float, float] = (0, 0)
    """Of the picture, in its pixels."""
    unread: tuple[Corner, ...] = ()
    """The corners of a code that is there and could not be read."""
    second: bool = False
    """Whether it was the second lane that looked."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is new in a look."""

    taken: str = ""
    """The text that is scanned now; empty for none."""
    beside: str = ""
    """Where there are others: the text that was scanned, now or before, and is in view too."""
    others: tuple[str, ...] = ()
    """All that are asked about, where one of them is new; the nearest to the middle first."""


@dataclass(slots=True, eq=False)
class _Known:
    """A code that is in view, or was a moment ago."""

    text: str
    corners: tuple[Corner, ...]
    seen: float
    """When it was read last."""
    second: bool
    """Whether only the second lane has read it."""
    told: float = _NEVER
    """When it was scanned; before that it waits."""
    rivals: list[_Known] = field(default_factory=list)
    """Those that were scanned, and on whose account it waits."""
    asked: bool = False
    missed: int = 0
    """Looks in vain, by the lane that can read it."""

    @property
    def waits(self) -> bool:
        return self.told == _NEVER


class Sightings:
    """Which of the codes in view is scanned, and which are asked about."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._last_told: _Known | None = None
        self._at = _NEVER

    def seen(self, look: Look) -> Noticed:
        """What is new. At most one code is scanned for each look."""
        # The second lane answers late: the other may have seen a newer frame meanwhile.
        self._at = max(self._at, look.at)
        self._forget(look)
        in_view = self._in_view(look)
        self._join(in_view)
        taken = next(
            (each for each in self._waiting(in_view) if self._is_free(each, in_view)), None
        )
        if taken is not None:
            self._tell(taken)
            for each in in_view:
                if each.waits:
                    each.rivals.append(taken)
                    each.asked = False
        return self._noticed(taken, in_view)

    def settle(self, text: str) -> None:
        """The code was scanned in another way: it need not be asked about any more."""
        known = self._known.get(_key(text))
        if known is not None and known.waits:
            self._tell(known)

    def was_scanned(self, unread: Sequence[Corner]) -> bool:
        """Whether a code that cannot be read is one that was scanned a moment ago.

        Args:
            unread: its corners in the last look.
        """
        return any(self._is_there(each, unread) and not each.waits for each in self._known.values())

    def rest(self) -> tuple[str, ...]:
        """Nothing more will be seen: what is scanned of that which still waits for a frame."""
        held = [each for each in self._waiting(()) if not each.asked]
        for each in held:
            self._tell(each)
        return tuple(each.text for each in held)

    def _forget(self, look: Look) -> None:
        """Let go of what has left."""
        for known in self._known.values():
            if self._is_there(known, look.unread):
                known.seen, known.corners = self._at, look.unread
        self._known = {
            key: known for key, known in self._known.items() if not _is_gone(known, self._at)
        }
        for known in set(self._known.values()):
            known.missed += look.second or not known.second

    def _is_there(self, known: _Known, unread: Sequence[Corner]) -> bool:
        followed = self._at - known.seen <= FOLLOWED_S
        return followed and _same_place(known.corners, unread)

    def _in_view(self, look: Look) -> list[_Known]:
        """What this look shows, nearest to the middle first, each code once."""
        nearest_first = sorted(look.codes, key=lambda code: _distance(code.corners, look.middle))
        # Those that are known come first: a new one must find them in view.
        fresh = [code for code in nearest_first if not self._is_known(code, look)]
        for code in fresh:
            twin = next((each for each in self._known.values() if self._is_twin(each, code)), None)
            self._known[_key(code.text)] = twin or self._new(code, look)
        return list(dict.fromkeys(self._known[_key(code.text)] for code in nearest_first))

    def _is_known(self, code: Code, look: Look) -> bool:
        known = self._known.get(_key(code.text))
        if known is None or self._has_returned(known, code):
            return False
        known.seen, known.corners, known.missed = self._at, code.corners, 0
        known.second = known.second and look.second
        return True

    def _is_twin(self, known: _Known, code: Code) -> bool:
        return known.seen == self._at and _same_place(known.corners, code.corners)

    def _new(self, code: Code, look: Look) -> _Known:
        """A code that has just come into view, and those that may be there still."""
        near = [
            each
            for each in dict.fromkeys(self._known.values())
            if self._at - each.seen <= TOGETHER_S and self._at - each.told <= LIES_THERE_S
        ]
        return _Known(code.text, code.corners, self._at, look.second, rivals=near)

    def _join(self, in_view: Sequence[_Known]) -> None:
        """Two texts that come by turns from one place are one code."""
        for known in self._waiting(()):
            for rival in known.rivals:
                together = rival in in_view and not known.asked
                if together and _same_place(rival.corners, known.corners):
                    self._known[_key(known.text)] = rival

    def _waiting(self, first: Sequence[_Known]) -> list[_Known]:
        return [each for each in dict.fromkeys((*first, *self._known.values())) if each.waits]

    def _is_free(self, known: _Known, in_view: Sequence[_Known]) -> bool:
        """Whether it can be scanned now."""
        if known.asked and known not in in_view:
            return False
        patience = ALONE_S if known.asked else HELD_S
        return all(each not in in_view and self._at - each.seen > patience for each in known.rivals)

    def _noticed(self, taken: _Known | None, in_view: Sequence[_Known]) -> Noticed:
        """The scan, and the question about those beside it where one of them is new."""
        text = taken.text if taken is not None else ""
        others = [each for each in self._waiting(in_view) if set(each.rivals) & {*in_view, taken}]
        if all(each.asked for each in others):
            return Noticed(text)
        for each in others:
            each.asked = True
        beside = next(each for each in others[0].rivals if each is taken or each in in_view)
        return Noticed(text, beside.text, tuple(each.text for each in others))

    def _has_returned(self, known: _Known, code: Code) -> bool:
        """Whether it was scanned and has been away since, for another that was scanned then."""
        other = self._last_told
        if known.waits or other is None or other.told <= known.seen:
            return False
        if self._at - known.seen <= RETURNED_S:
            return False
        # What lies there all the time is at its place again, and the other was beside it.
        moved = not _same_place(known.corners, code.corners)
        return moved or _same_place(other.corners, known.corners)

    def _tell(self, known: _Known) -> None:
        known.told, known.rivals, known.asked = self._at, [], False
        self._last_told = known


def _key(text: str) -> str:
    return payload.clean(text) or text


def _is_gone(known: _Known, at: float) -> bool:
    away = at - known.seen
    if not known.second:
        return away > FORGOTTEN_AFTER_S
    missed = known.missed >= SECOND_MISSES and away > FORGOTTEN_AFTER_S
    return missed or away > SECOND_FORGOTTEN_S


def _same_place(one: Sequence[Corner], other: Sequence[Corner]) -> bool:
    if not one or not other:
        return False
    apart = math.dist(_centre(one), _centre(other))
    return apart < _SAME_PLACE * min(_side(one), _side(other))


def _distance(corners: Sequence[Corner], point: tuple[float, float]) -> float:
    return math.dist(_centre(corners), point) if corners else math.inf


def _centre(corners: Sequence[Corner]) -> tuple[float, float]:
    many = len(corners)
    return sum(x for x, _y in corners) / many, sum(y for _x, y in corners) / many


def _side(corners: Sequence[Corner]) -> float:
    """The mean length of a side, in pixels."""
    around = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(math.dist(one, other) for one, other in around) / len(corners)
