"""The fast lane: every frame of a camera, a few milliseconds each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.scanner.decoding import zxing
from onsite.scanner.decoding.found import Code, Reading
from onsite.scanner.decoding.hints import true_ones, unreadable
from onsite.scanner.decoding.views import SMALLEST, Frame, around
from onsite.scanner.decoding.ways import FIRST, THEN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from onsite.scanner.decoding.found import Corner, Located, Picture
    from onsite.scanner.decoding.views import View
    from onsite.scanner.decoding.ways import Way

    Points = Sequence[tuple[float, float]]

BUDGET_S = 0.009
"""Processor time after which no other way to look at a frame is begun."""
_AROUND_EVERY = 3
"""Frames: while a code stays in view, so often the rest of the frame is looked at, too."""
_KEPT = 8
"""Frames for which a code is looked for where it was last."""
_SEARCH_EVERY = 3
"""Frames: while nothing is read, so often an unreadable code is searched for."""
_SEARCH_S = 0.004
"""Processor time that is left for that, in seconds."""
_MARGIN = 0.5
"""Widths of a code that it may have moved between two frames."""


class FastLane:
    """Reads the frames of one camera, each in a few milliseconds; for one thread.

    Args:
        budget_s: processor time for a frame, in seconds; the last look may take it a little over.
        spent: the processor time of this thread, in seconds.
    """

    def __init__(
        self, budget_s: float = BUDGET_S, spent: Callable[[], float] = time.thread_time
    ) -> None:
        self._budget_s = budget_s
        self._spent = spent
        self._place: tuple[Corner, ...] | None = None
        self._located: Located | None = None
        self._unread = 0
        self._since_around = 0
        self._next = 0

    def read(self, picture: Picture) -> Reading:
        """The codes in the next frame, or the one that is seen and cannot be read.

        Args:
            picture: grey, eight bits.
        """
        if min(picture.shape) < SMALLEST:
            return Reading()
        began = self._spent()
        frame = Frame(picture)
        codes = self._where_it_was(frame)
        self._since_around += 1
        if not codes or self._since_around >= _AROUND_EVERY:
            self._since_around = 0
            codes |= self._anywhere(frame, began)
        if codes:
            self._place = next(iter(codes.values())).corners
            self._located = None
            self._unread = self._next = 0
            return Reading(tuple(codes.values()))
        return Reading(located=self._unreadable(frame, began))

    def _where_it_was(self, frame: Frame) -> dict[str, Code]:
        if self._place is None or self._unread > _KEPT:
            return {}
        part = around(frame, self._place, _MARGIN)
        return _read(frame, part) if min(part.picture.shape) >= SMALLEST else {}

    def _anywhere(self, frame: Frame, began: float) -> dict[str, Code]:
        codes: dict[str, Code] = {}
        for way in FIRST:
            codes |= _read_by(way, frame)
            if codes and not _shows_others(frame, codes.values()):
                return codes
        ends = began + self._budget_s - (_SEARCH_S if self._is_to_search() else 0)
        for way in self._others(ends):
            if codes:
                break
            codes = _read_by(way, frame)
        return codes

    def _others(self, ends: float) -> Iterator[Way]:
        """Each of the other ways once, while there is time, from where it was over last."""
        for _each in THEN:
            if self._spent() > ends:
                return
            way = THEN[self._next]
            self._next = (self._next + 1) % len(THEN)
            yield way

    def _unreadable(self, frame: Frame, began: float) -> Located | None:
        """The code that is seen and not read; searched for on some frames, and kept meanwhile."""
        is_time = self._spent() - began < self._budget_s - _SEARCH_S
        search = is_time or self._is_to_search()
        located = unreadable(frame, search=search)
        if located or search:
            self._located = located
        self._unread += 1
        return self._located

    def _is_to_search(self) -> bool:
        return self._unread % _SEARCH_EVERY == 1


def _read_by(way: Way, frame: Frame) -> dict[str, Code]:
    codes: dict[str, Code] = {}
    for view in way(frame):
        codes |= _read(frame, view)
    return codes


def _read(frame: Frame, view: View) -> dict[str, Code]:
    codes, missed = zxing.look(view)
    frame.missed += missed
    return {code.text: code for code in codes}


def _shows_others(frame: Frame, codes: Collection[Code]) -> bool:
    """Whether a code was seen that is none of those that were read."""
    frame.missed[:] = [
        place
        for place in frame.missed
        if not any(_overlap(place.corners, code.corners) for code in codes)
    ]
    return bool(true_ones(frame))


def _overlap(one: Points, other: Points) -> bool:
    return all(
        min(at[axis] for at in one) < max(at[axis] for at in other)
        and min(at[axis] for at in other) < max(at[axis] for at in one)
        for axis in (0, 1)
    )
