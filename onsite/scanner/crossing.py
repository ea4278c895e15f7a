"""People who cross a line in a camera's picture: what moves before a background that stands still.

It is a hint and no count. The background is learned by OpenCV's MOG2 with its detection of
shadows off: https://docs.opencv.org/4.x/d7/d7b/classcv_1_1BackgroundSubtractorMOG2.html. What
differs from it is followed from frame to frame, and counted once its middle has come from one
side of the line to the other.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from onsite.errors import BadInputError
from onsite.language import _
from onsite.scanner.following import Blob, Follower
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding import Picture

WIDTH = 320
"""Pixels to which a picture is made smaller: people stay large enough, and it costs a tenth."""
WARM_UP_S = 2.0
"""So long nobody is counted, since the background is being learned."""
_HISTORY = 300
"""Frames of which the background is made: twenty seconds at fifteen a second."""
_THRESHOLD = 40
"""How far a pixel must be from the background, as a squared distance in standard deviations."""
_SMALLEST = 0.006
"""The smallest part of the picture that may be a person."""
_CHANGED = 0.6
"""Where more of the picture than this differs, not people moved but the light, or the camera."""
_ALONG = 0.3
"""The least that the way must lead across the line, as the sine of the angle between them."""

Direction = Literal["left", "right", "up", "down"]
_WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}


class Crossed(NamedTuple):
    """People who have crossed the line."""

    forward: int = 0
    """In the direction in which people go there."""
    back: int = 0


class _Watched(NamedTuple):
    begun: float
    """In seconds, as the frames' times."""
    background: Any
    follower: Follower


class Crossing:
    """Watches a line. All its frames are given in one thread, in the order of their times.

    Args:
        line: from x, y to x, y, in parts of the picture's width and height.
        direction: the way across it that counts as forward.

    Raises:
        BadInputError: the line runs along that way, so that nobody crosses it.
    """

    def __init__(self, line: tuple[float, float, float, float], direction: Direction) -> None:
        self._line = line
        self._way = _WAYS[direction]
        along_x, along_y = line[2] - line[0], line[3] - line[1]
        length = math.hypot(along_x, along_y)
        across = abs(along_x * self._way[1] - along_y * self._way[0])
        if not length or across / length < _ALONG:
            raise BadInputError(
                _("The camera's line does not lie across the way that people go."),
                _("Draw it across: for “up” and “down” from left to right, else from top to end."),
            )
        self._watched: _Watched | None = None

    def look(self, picture: Picture, at: float) -> Crossed:
        """Look at the next frame.

        Args:
            picture: grey, eight bits.
            at: seconds, never less than those of the frame before.
        """
        cv2 = opencv()
        small = _smaller(picture)
        watched = self._watched = self._watched or self._begin(small.shape, at)
        mask = watched.background.apply(cv2.GaussianBlur(small, (5, 5), 0))
        if at - watched.begun < WARM_UP_S:
            return Crossed()
        if cv2.countNonZero(mask) > _CHANGED * mask.size:
            self._watched = None
            return Crossed()
        return Crossed(*watched.follower.follow(_blobs(mask), at))

    def _begin(self, shape: tuple[int, ...], at: float) -> _Watched:
        background = opencv().createBackgroundSubtractorMOG2(
            history=_HISTORY, varThreshold=_THRESHOLD, detectShadows=False
        )
        height, width = shape
        x0, y0, x1, y1 = self._line
        ends = (x0 * width, y0 * height), (x1 * width, y1 * height)
        return _Watched(at, background, Follower(ends, self._way, math.hypot(width, height)))


def _smaller(picture: Picture) -> Picture:
    height, width = picture.shape
    if width <= WIDTH:
        return picture
    cv2 = opencv()
    size = WIDTH, max(1, round(height * WIDTH / width))
    smaller: Picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return smaller


def _blobs(mask: Picture) -> list[Blob]:
    """What is large enough to be a person, once specks are gone and holes closed."""
    cv2 = opencv()
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    clean = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    clean = cv2.morphologyEx(clean, cv2.MORPH_CLOSE, kernel, iterations=1)
    _many, _labels, stats, centres = cv2.connectedComponentsWithStats(clean)
    least = _SMALLEST * mask.size
    return [
        Blob(float(x), float(y), int(left), int(top), int(left + wide), int(top + high))
        for (left, top, wide, high, area), (x, y) in zip(stats[1:], centres[1:], strict=True)
        if area >= least
    ]
