"""The scanner's thread: watches footage, reads the codes in it, and tells the desk.

Everything is told through `hand_over`, a function such as an event loop's
`call_soon_threadsafe`, so the desk hears it in its own thread.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.scanner.opencv import opencv
from onsite.scanner.sightings import Look, Sightings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from onsite.clock import Clock
    from onsite.scanner.decoding import Picture
    from onsite.scanner.footage import Footage, Frame

PREVIEW_RATE = 10.0
"""Previews a second, at most."""
PREVIEW_SIDE = 96
"""The longer side of a preview, in pixels."""
_PREVIEW_EVERY_S = 1 / PREVIEW_RATE - 1e-6  # a frame's time is never exact to the last bit
_PATIENCE_S = 2.0


class Playing(StrEnum):
    """What the camera is doing."""

    PLAYING = "playing"
    ENDED = "ended"
    STOPPED = "stopped"
    FAILED = "failed"


STATE_TEXTS = {
    Playing.PLAYING: N_("Camera: {name}"),
    Playing.ENDED: N_("Camera: {name} has ended"),
    Playing.STOPPED: N_("Camera: off"),
    Playing.FAILED: N_("Camera failed: {name}"),
}


@dataclass(frozen=True, slots=True)
class CameraState:
    """What the camera is doing, and why."""

    playing: Playing
    name: str
    """Of the footage."""
    failure: OnsiteError | None = None

    def __str__(self) -> str:
        """For the status bar, in the language in use."""
        return _(STATE_TEXTS[self.playing]).format(name=self.name)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code that has come into view."""

    text: str
    """As read; `scanner.payload` says what it may mean."""
    at: datetime
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A small grey picture of what the camera sees."""

    width: int
    height: int
    pixels: bytes
    """One byte each, 0 is black, row after row from the top left."""


class Audience(Protocol):
    """Who is told what the camera sees."""

    def camera_changed(self, state: CameraState) -> None:
        """It began, ended, was stopped or failed."""

    def code_sighted(self, sighting: Sighting) -> None:
        """A code came into view."""

    def preview_taken(self, preview: Preview) -> None:
        """A new preview, ten times a second at most."""


class Pace(Protocol):
    """Holds the frames back until their time."""

    def wait(self, at: float, stopped: threading.Event) -> None:
        """Return at that many seconds after the first call, or as soon as `stopped` is set."""


class RealPace:
    """The pace of the footage itself."""

    def __init__(self) -> None:
        self._began: float | None = None

    def wait(self, at: float, stopped: threading.Event) -> None:
        """Return at that many seconds after the first call, or as soon as `stopped` is set."""
        now = time.monotonic()
        if self._began is None:
            self._began = now - at
        ahead = self._began + at - now
        if ahead > 0:
            stopped.wait(ahead)


class Camera:
    """A camera that can be started and stopped.

    Args:
        footage: what is watched.
        audience: who is told; always through `hand_over`.
        hand_over: calls a function with arguments in the audience's thread, without waiting.
        clock: tells when a code was sighted.
        pace: makes the pace of one showing.
    """

    def __init__(
        self,
        footage: Footage,
        audience: Audience,
        hand_over: Callable[..., Any],
        clock: Clock,
        pace: Callable[[], Pace] = RealPace,
    ) -> None:
        self.footage = footage
        self._audience = audience
        self._hand_over = hand_over
        self._clock = clock
        self._pace = pace
        self._showing: _Showing | None = None

    def start(self) -> None:
        """Watch the footage from its beginning; does nothing while it plays."""
        if self._showing is None or not self._showing.is_alive():
            self._showing = _Showing(
                self.footage, self._audience, self._hand_over, self._clock, self._pace()
            )
            self._showing.start()

    def stop(self) -> None:
        """End it. Nothing is told after this, except that it stopped."""
        if self._showing is None or not self._showing.is_alive():
            return
        self._showing.stopped.set()
        self._showing.join(_PATIENCE_S)
        state = CameraState(Playing.STOPPED, self.footage.name)
        self._hand_over(self._audience.camera_changed, state)

    def join(self, seconds: float | None = None) -> bool:
        """Wait until the footage is over; tells whether it is."""
        if self._showing is not None:
            self._showing.join(seconds)
        return self._showing is None or not self._showing.is_alive()


class _Showing(threading.Thread):
    """One showing of the footage, from its beginning to its end."""

    def __init__(
        self,
        footage: Footage,
        audience: Audience,
        hand_over: Callable[..., Any],
        clock: Clock,
        pace: Pace,
    ) -> None:
        super().__init__(name="onsite-camera", daemon=True)
        self.stopped = threading.Event()
        self._footage = footage
        self._audience = audience
        self._hand_over = hand_over
        self._clock = clock
        self._pace = pace
        self._sightings = Sightings()
        self._previewed = float("-inf")

    def run(self) -> None:
        """Show everything, then say how it ended."""
        try:
            self._show()
            for text in self._sightings.rest():
                self._tell(self._audience.code_sighted, Sighting(text, self._clock.now()))
        except OnsiteError as error:
            self._change(Playing.FAILED, error)
        except Exception as error:  # noqa: BLE001 - a camera that fails must not end the desk
            self._change(Playing.FAILED, _unexpected(error))
        else:
            self._change(Playing.ENDED)

    def _show(self) -> None:
        for number, frame in enumerate(self._footage.frames()):
            if number == 0:
                self._change(Playing.PLAYING)
            self._pace.wait(frame.at, self.stopped)
            if self.stopped.is_set():
                return
            self._look_at(frame)

    def _look_at(self, frame: Frame) -> None:
        from onsite.scanner import decoding

        if frame.at - self._previewed >= _PREVIEW_EVERY_S:
            self._previewed = frame.at
            self._tell(self._audience.preview_taken, preview_of(frame.picture))
        height, width = frame.picture.shape
        look = Look(frame.at, decoding.read(frame.picture), (width / 2, height / 2))
        noticed = self._sightings.seen(look)
        if noticed.taken:
            self._tell(self._audience.code_sighted, Sighting(noticed.taken, self._clock.now()))

    def _change(self, playing: Playing, failure: OnsiteError | None = None) -> None:
        state = CameraState(playing, self._footage.name, failure)
        self._tell(self._audience.camera_changed, state)

    def _tell(self, listener: Callable[..., None], *what: object) -> None:
        if self.stopped.is_set():
            return
        try:
            self._hand_over(listener, *what)
        except RuntimeError:
            # The event loop is closed: the desk is gone, and nobody is left to be told.
            self.stopped.set()


def preview_of(picture: Picture, longest: int = PREVIEW_SIDE) -> Preview:
    """A grey picture made small.

    Args:
        picture: grey, eight bits.
        longest: pixels of the longer side.
    """
    cv2 = opencv()
    scale = min(1.0, longest / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Preview(small.shape[1], small.shape[0], small.tobytes())


def _unexpected(error: Exception) -> OnsiteError:
    return OnsiteError(
        _("The camera stopped: {error}.").format(error=type(error).__name__),
        _("Start it again; typing and hand scanners go on working."),
    )
