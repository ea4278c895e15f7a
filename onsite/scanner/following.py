"""What moves in a picture is followed from frame to frame, until it crosses a line. Pure.

Two people who come so near to each other that they are one to the camera are followed as two: who
vanishes into somebody else crosses the line with them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

_LOST_S = 0.5
"""Who was not seen for so long is gone."""
_JUMP = 0.14
"""So far somebody may come from one frame to the next, in parts of the picture's diagonal."""
_MARGIN = 0.012
"""And so far they must be beyond the line: who stands on it sways."""
_SEEN = 3
"""Frames in which somebody must have been seen to be somebody."""
_BESIDE = 0.1
"""So far beyond its ends the line still counts, in parts of its length."""

Point = tuple[float, float]


class Blob(NamedTuple):
    """Something that differs from the background, in pixels."""

    x: float
    """Its middle."""
    y: float
    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is within the box around it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(slots=True)
class _Track:
    x: float
    y: float
    at: float
    blob: Blob
    """As which they were seen last."""
    was: Blob
    """And in the frame before."""
    side: int = 0
    """Of the line: -1 or 1; 0 while it is too near to tell."""
    vx: float = 0.0
    """In pixels a second; so `vy`."""
    vy: float = 0.0
    seen: int = 1
    people: int = 1

    def ahead(self, at: float) -> Point:
        """Where they should be by then."""
        return self.x + self.vx * (at - self.at), self.y + self.vy * (at - self.at)


class Follower:
    """Follows what moves, and counts who crosses.

    Args:
        ends: of the line, in pixels.
        way: forward, as a direction.
        diagonal: of the picture, in pixels.
    """

    def __init__(self, ends: tuple[Point, Point], way: Point, diagonal: float) -> None:
        (self._x, self._y), (x1, y1) = ends
        self._length = math.hypot(x1 - self._x, y1 - self._y)
        self._along = (x1 - self._x) / self._length, (y1 - self._y) / self._length
        # Across the line, so that forward is the side above zero.
        sign = 1 if self._along[0] * way[1] - self._along[1] * way[0] > 0 else -1
        self._across = -self._along[1] * sign, self._along[0] * sign
        self._jump = _JUMP * diagonal
        self._margin = _MARGIN * diagonal
        self._tracks: list[_Track] = []

    def follow(self, blobs: list[Blob], at: float) -> tuple[int, int]:
        """Who has crossed forward, and who back, by what is seen in the next frame."""
        matched = self._match(blobs, at)
        taken = set(matched.values())
        lost = [each for place, each in enumerate(self._tracks) if place not in matched]
        crossed = [0, 0]
        for place, number in matched.items():
            step = self._move(self._tracks[place], blobs[number], at)
            if step:
                crossed[step < 0] += self._tracks[place].people
        for each in lost:
            self._vanish(each, matched, blobs, at)
        alive = [each for each in self._tracks if each.people and at - each.at <= _LOST_S]
        alive += [self._appear(each, at) for n, each in enumerate(blobs) if n not in taken]
        self._tracks = alive
        return crossed[0], crossed[1]

    def _match(self, blobs: list[Blob], at: float) -> dict[int, int]:
        """Of each track the blob that it has become, the nearest ones first."""
        near = []
        for place, track in enumerate(self._tracks):
            x, y = track.ahead(at)
            for number, blob in enumerate(blobs):
                far = math.hypot(blob.x - x, blob.y - y)
                if far <= self._jump:
                    near.append((far, place, number))
        matched: dict[int, int] = {}
        for _far, place, number in sorted(near):
            if place not in matched and number not in matched.values():
                matched[place] = number
        return matched

    def _move(self, track: _Track, blob: Blob, at: float) -> int:
        """Move a track; answers 1 where it has crossed forward, -1 back, else 0."""
        passed = at - track.at
        if passed > 0:
            track.vx = (track.vx + (blob.x - track.x) / passed) / 2
            track.vy = (track.vy + (blob.y - track.y) / passed) / 2
        track.x, track.y, track.at, track.seen = blob.x, blob.y, at, track.seen + 1
        track.blob, track.was = blob, track.blob
        side = self._side(blob.x, blob.y)
        before, track.side = track.side, side or track.side
        if not side or not before or side == before or track.seen < _SEEN:
            return 0
        along = (blob.x - self._x) * self._along[0] + (blob.y - self._y) * self._along[1]
        within = -_BESIDE <= along / self._length <= 1 + _BESIDE
        return side if within else 0

    def _vanish(self, track: _Track, matched: dict[int, int], blobs: list[Blob], at: float) -> None:
        """Who is not seen but should be within somebody else goes on with them."""
        if track.seen < _SEEN:
            return
        x, y = track.ahead(at)
        for place, number in matched.items():
            other = self._tracks[place]
            if blobs[number].holds(x, y) and other.side == track.side:
                other.people += track.people
                track.people = 0
                return

    def _appear(self, blob: Blob, at: float) -> _Track:
        """Somebody new; out of a group that they were with, where one is that near."""
        new = _Track(blob.x, blob.y, at, blob, blob, self._side(blob.x, blob.y))
        for group in self._tracks:
            if group.people > 1 and group.at == at and group.was.holds(blob.x, blob.y):
                group.people -= 1
                new.side, new.seen = group.side, _SEEN
                new.vx, new.vy = group.vx, group.vy
                break
        return new

    def _side(self, x: float, y: float) -> int:
        across = (x - self._x) * self._across[0] + (y - self._y) * self._across[1]
        if abs(across) < self._margin:
            return 0
        return 1 if across > 0 else -1
