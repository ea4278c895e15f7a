"""The second lane: zbar, which reads some codes that the fast lane does not, and is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.decoding import zbar
from onsite.scanner.decoding.found import Reading
from onsite.scanner.decoding.views import (
    SMALLEST,
    Frame,
    View,
    in_grey,
    sharpened,
)
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.scanner.decoding.found import Picture


class SecondLane:
    """Reads single frames, in some dozens of milliseconds each; in any thread of its own.

    Where zbar is not installed it reads nothing; `engines` tells.
    """

    def read(self, picture: Picture) -> Reading:
        """The codes in a frame.

        Args:
            picture: grey, or blue-green-red; eight bits a channel.
        """
        if zbar.zbar() is None or min(picture.shape[:2]) < SMALLEST:
            return Reading()
        for view in _views(Frame(in_grey(picture))):
            codes = {code.text: code for code in zbar.look(view)}
            if codes:
                return Reading(tuple(codes.values()))
        return Reading()


def _views(frame: Frame) -> Iterator[View]:
    """From the quickest to the slowest."""
    calm = opencv().blur(frame.whole, (3, 3))
    yield View(sharpened(frame.half, 5), 0.5, 0.5)
    yield View(opencv().blur(frame.half, (3, 3)), 0.5, 0.5)
    yield View(sharpened(calm, 15, 6))
    yield View(calm)
