"""How well a camera works: its rate, the time that reading takes, focus and light."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from onsite.scanner.camera.told import Figures
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from onsite.scanner.decoding import Picture

SPAN_S = 2.0
"""The rate is that of the last two seconds."""
MEASURED_EVERY_S = 0.5
"""So often focus and light are measured, in seconds."""
_MEAN_OF = 15
"""Frames whose reading is taken into the mean."""


class Meter:
    """Keeps the figures of one showing."""

    def __init__(self) -> None:
        self.figures = Figures()
        self._grabbed: deque[tuple[float, int]] = deque()
        self._decoding: deque[float] = deque(maxlen=_MEAN_OF)
        self._measured = float("-inf")
        self._sharpness, self._light = 0.0, 0

    def looked(
        self, picture: Picture, now: float, decode_s: float, grabbed: int, dropped: int
    ) -> None:
        """A frame was read.

        Args:
            picture: the frame's.
            now: seconds of a clock that never goes back.
            decode_s: how long the reading took.
            grabbed: frames that the source has given so far.
            dropped: of those, the ones that nobody looked at.
        """
        self._decoding.append(decode_s)
        if now - self._measured >= MEASURED_EVERY_S:
            self._measured = now
            self._sharpness, self._light = sharpness(picture), round(opencv().mean(picture)[0])
        self.figures = Figures(
            frames_per_s=self._rate(now, grabbed),
            decode_ms=1000 * sum(self._decoding) / len(self._decoding),
            dropped=dropped,
            sharpness=self._sharpness,
            light=self._light,
        )

    def _rate(self, now: float, grabbed: int) -> float:
        if self._grabbed and grabbed < self._grabbed[-1][1]:  # another stream has begun
            self._grabbed.clear()
        self._grabbed.append((now, grabbed))
        while now - self._grabbed[0][0] > SPAN_S:
            self._grabbed.popleft()
        began, before = self._grabbed[0]
        return (grabbed - before) / (now - began) if now > began else 0.0


def sharpness(picture: Picture) -> float:
    """The variance of the second differences in the middle of a picture."""
    cv2 = opencv()
    height, width = picture.shape
    middle = picture[height // 4 : -(height // 4) or None, width // 4 : -(width // 4) or None]
    _mean, deviation = cv2.meanStdDev(cv2.Laplacian(middle, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2
