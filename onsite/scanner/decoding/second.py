"""The second lane: what takes too long for every frame, and zbar, which is another decoder."""

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
from onsite.scanner.decoding.ways import LAST
from onsite.scanner.decoding.zxing import read_by
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.scanner.decoding.found import Code, Picture


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
        return Reading(slowly(Frame(in_grey(picture))))


def slowly(frame: Frame) -> tuple[Code, ...]:
    """The codes of the first of the slow ways that reads any."""
    for way in LAST:
        if codes := read_by(way, frame):
            return tuple(codes.values())
    for view in _views(frame):
        if codes := {code.text: code for code in zbar.look(view)}:
            return tuple(codes.values())
    return ()


def _views(frame: Frame) -> Iterator[View]:
    """What zbar looks at, from the quickest to the slowest."""
    calm = opencv().blur(frame.whole, (3, 3))
    yield View(sharpened(frame.half, 5), 0.5, 0.5)
    yield View(opencv().blur(frame.half, (3, 3)), 0.5, 0.5)
    yield View(sharpened(calm, 15, 6))
    yield View(calm)
