"""What is made of each frame: codes to scan, questions, hints, and a view of it all."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.scanner.camera.figures import Meter
from onsite.scanner.camera.hints import Hints
from onsite.scanner.camera.second import SecondLook, Share
from onsite.scanner.camera.told import Outline, View
from onsite.scanner.sightings import Look, Noticed, Sightings

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.camera.telling import Telling
    from onsite.scanner.capture import Frame
    from onsite.scanner.decoding import Picture, Reading


@dataclass(frozen=True, slots=True)
class Lanes:
    """Those who read."""

    first: Callable[[Picture], Reading]
    """Reads every frame."""
    second: Callable[[Picture], Reading] | None = None
    """Looks again where the first has read nothing; None where there is no such decoder."""


def lanes() -> Lanes:
    """The decoders of this computer, for one camera. Loads them."""
    from onsite.scanner.decoding import FastLane, SecondLane, engines

    return Lanes(FastLane().read, SecondLane().read if engines()["zbar"] else None)


class Eyes:
    """One pair for each showing. `look_at` is called in one thread.

    Args:
        telling: how the audience is told.
        lanes: those who read.
        live: whether the frames happen now, so that the computer's time is shared with care.
    """

    def __init__(self, telling: Telling, lanes: Lanes, *, live: bool) -> None:
        self.view: View | None = None
        """The newest frame, and what was made of it."""
        self._telling = telling
        self._first = lanes.first
        self._second = self._second_look(lanes, live=live)
        self._sightings = Sightings()
        self._hints = Hints()
        self._meter = Meter()
        self._frame: Frame | None = None
        self._read = float("-inf")
        # Both lanes take what they found to the same rules.
        self._taking = threading.Lock()

    def look_at(self, frame: Frame, grabbed: int, dropped: int) -> None:
        """Read a frame, and tell what is new.

        Args:
            frame: its times never go back.
            grabbed: frames that the source has given so far.
            dropped: of those, the ones that nobody looked at.
        """
        self._frame = frame
        began = time.perf_counter()
        reading = self._first(frame.picture)
        now = time.perf_counter()
        self._meter.looked(frame.picture, now, now - began, grabbed, dropped)
        self.view = View(frame.picture, _outlines(reading), self._meter.figures)
        self._take(frame, reading, second=False)
        if self._second is not None and not reading.codes:
            located = reading.located is not None
            self._second.offer(frame, frame.at - self._read, located=located)

    def rest(self) -> None:
        """There are no more frames: tell what still waited for one."""
        if self._second is not None and self._frame is not None:
            self._second.last(self._frame, self._frame.at - self._read)
        with self._taking:
            for text in self._sightings.rest():
                self._telling.noticed(Noticed(text))

    def lose(self) -> None:
        """The source is lost: nothing is seen any more."""
        self.view = None
        if self._hints.forget():
            self._telling.located(None)

    def settle(self, text: str) -> None:
        """A code in view was scanned in another way; it is no longer asked about."""
        with self._taking:
            self._sightings.settle(text)

    def close(self, seconds: float) -> None:
        """End the second look, waiting no longer than so many seconds."""
        if self._second is not None:
            self._second.stop()
            self._second.join(seconds)

    def _second_look(self, lanes: Lanes, *, live: bool) -> SecondLook | None:
        if lanes.second is None:
            return None

        def found(frame: Frame, reading: Reading) -> None:
            self._take(frame, reading, second=True)

        look = SecondLook(lanes.second, found, Share() if live else None)
        look.start()
        return look

    def _take(self, frame: Frame, reading: Reading, *, second: bool) -> None:
        height, width = frame.picture.shape
        unread = reading.located.corners if reading.located is not None else ()
        look = Look(frame.at, reading.codes, (width / 2, height / 2), unread, second)
        with self._taking:
            if reading.codes:
                self._read = max(self._read, frame.at)
            self._telling.noticed(self._sightings.seen(look))
            # The second lane locates nothing: that it sees none does not mean that none is there.
            if reading.codes or not second:
                self._hint(reading, frame.at)

    def _hint(self, reading: Reading, at: float) -> None:
        located = reading.located
        if located is not None and self._sightings.was_scanned(located.corners):
            reading = replace(reading, located=None)
        if self._hints.seen(reading, at):
            self._telling.located(self._hints.shown)


def _outlines(reading: Reading) -> tuple[Outline, ...]:
    read = tuple(Outline(code.corners, read=True) for code in reading.codes)
    if reading.located is None:
        return read
    return (*read, Outline(reading.located.corners, read=False))
