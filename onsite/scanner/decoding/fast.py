"""The fast lane: every frame of a camera, a few milliseconds each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.scanner.decoding.found import Reading
from onsite.scanner.decoding.hints import unreadable
from onsite.scanner.decoding.squares import true_ones
from onsite.scanner.decoding.views import SMALLEST, Frame, in_grey, part_around
from onsite.scanner.decoding.ways import FIRST, THEN
from onsite.scanner.decoding.zxing import read_by, read_in
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from onsite.scanner.decoding.found import Code, Corner, Located, Picture
    from onsite.scanner.decoding.ways import Way

    Points = Sequence[tuple[float, float]]

BUDGET_S = 0.010
"""Processor time of a frame."""
_AROUND_EVERY = 3
"""Frames: while a code stays in view, so often the rest of the frame is looked at, too."""
_KEPT = 8
"""Frames for which a code is looked for where it was last."""
_MARGIN = 0.5
"""Widths of a code that it may have moved between two frames."""
_NEW = 6.0
"""Levels by which a frame differs from the one before, on average, where the scene is another."""
_SHARE = 2 / 3
"""Of its budget that a frame may use while nothing is read and the scene stays."""
_SEARCH_EVERY = 4
"""Frames: meanwhile, so often a code that no decoder sees is searched for."""
_SEARCH_S = 0.004
"""Processor time that is left for that, in seconds."""


class FastLane:
    """Reads the frames of one camera, each in a few milliseconds; for one thread.

    Args:
        budget_s: processor time for a frame, in seconds; one look may take it a little over.
        spent: the processor time of this thread, in seconds; the system's where it is None.
    """

    def __init__(
        self, budget_s: float = BUDGET_S, spent: Callable[[], float] | None = None
    ) -> None:
        self._budget_s = budget_s
        self._spent = spent or _processor_time()
        self._frames = 0
        self._place: tuple[Corner, ...] | None = None
        self._next = 0
        self._forget(None)

    def read(self, picture: Picture) -> Reading:
        """The codes in the next frame, or the one that is seen and cannot be read.

        Args:
            picture: grey, or blue-green-red; eight bits a channel.
        """
        if min(picture.shape[:2]) < SMALLEST:
            return Reading()
        began = self._spent()
        self._frames += 1
        frame = Frame(in_grey(picture))
        codes = self._where_it_was(frame) or self._anywhere(frame, began)
        if not codes:
            return Reading(located=self._unreadable(frame, began))
        self._place = next(iter(codes.values())).corners
        self._next = 0
        self._forget(None)
        return Reading(tuple(codes.values()))

    def _forget(self, scene: Picture | None) -> None:
        """What was seen before says nothing of a new scene; None where the next one is new."""
        self._scene = scene
        self._unread = 0
        self._located: Located | None = None

    def _where_it_was(self, frame: Frame) -> dict[str, Code]:
        """What is read where a code was last, and now and then beside it."""
        if self._place is None or self._unread > _KEPT:
            return {}
        part = part_around(frame, self._place, _MARGIN)
        codes = read_in(part, frame) if min(part.picture.shape) >= SMALLEST else {}
        if codes and self._frames % _AROUND_EVERY == 0:
            codes |= read_by(FIRST[0], frame)
        return codes

    def _anywhere(self, frame: Frame, began: float) -> dict[str, Code]:
        codes: dict[str, Code] = {}
        for way in FIRST:
            codes |= read_by(way, frame)
            if codes and not _shows_others(frame, codes.values()):
                return codes
        if codes:
            return codes
        self._look_whether_new(frame)
        for way in self._others(began + self._time()):
            codes = read_by(way, frame)
            if codes:
                break
        return codes

    def _look_whether_new(self, frame: Frame) -> None:
        scene = frame.quarter
        if self._scene is None or self._scene.shape != scene.shape:
            self._forget(scene)
            return
        change = opencv().absdiff(self._scene, scene)
        self._scene = scene
        if change.mean() > _NEW:
            self._forget(scene)

    def _time(self) -> float:
        """How long a frame may be looked at, in seconds: all there is at first, then by turns."""
        if self._unread == 0:
            return self._budget_s
        return self._budget_s * _SHARE if self._unread % 2 == 0 else 0

    def _others(self, ends: float) -> Iterator[Way]:
        """Each of the other ways once, while there is time, from where it was over last."""
        now, longest = self._spent(), 0.0
        for _each in THEN:
            if now + longest > ends:
                return
            way = THEN[self._next]
            self._next = (self._next + 1) % len(THEN)
            yield way
            before, now = now, self._spent()
            longest = max(longest, now - before)

    def _unreadable(self, frame: Frame, began: float) -> Located | None:
        """The code that is seen and not read; what was found by a search is kept to the next."""
        is_turn = self._unread % _SEARCH_EVERY == 1
        is_time = self._unread == 0 and self._spent() - began < self._budget_s - _SEARCH_S
        located = unreadable(frame, search=is_turn or is_time)
        if located or is_turn or is_time:
            self._located = located
        self._unread += 1
        return self._located


def _processor_time() -> Callable[[], float]:
    """That of this thread; on Windows it goes in steps longer than a frame may take."""
    is_fine = time.get_clock_info("thread_time").resolution < BUDGET_S / 10
    return time.thread_time if is_fine else time.perf_counter


def _shows_others(frame: Frame, codes: Collection[Code]) -> bool:
    """Whether a code was seen that is none of those that were read."""
    frame.missed[:] = [
        place
        for place in frame.missed
        if not any(_overlap(place.corners, code.corners) for code in codes)
    ]
    return bool(true_ones(frame.grey, frame.missed))


def _overlap(one: Points, other: Points) -> bool:
    return all(
        min(at[axis] for at in one) < max(at[axis] for at in other)
        and min(at[axis] for at in other) < max(at[axis] for at in one)
        for axis in (0, 1)
    )
