"""One showing of a source: watched to its end, or, where it is live, until somebody stops it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.scanner.camera.eyes import Eyes
from onsite.scanner.camera.frames import frames_of
from onsite.scanner.camera.reading_thread import ReadingThread
from onsite.scanner.camera.told import CameraState, Playing

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.camera.pace import Pace
    from onsite.scanner.camera.parts import Parts
    from onsite.scanner.camera.telling import Telling
    from onsite.scanner.camera.told import View
    from onsite.scanner.capture import Frame, Source

_ENDS_WITHIN_S = 0.5


class Showing(ReadingThread):
    """The thread that reads every frame it can.

    Args:
        source: what is watched.
        telling: how the audience is told.
        pace: makes the pace of one showing of what is not live.
        parts: what the camera is made of.
    """

    def __init__(
        self,
        source: Source,
        telling: Telling,
        pace: Callable[[], Pace],
        parts: Parts,
    ) -> None:
        super().__init__("onsite-camera")
        self._source = source
        self._telling = telling
        self._pace = pace
        self._parts = parts
        self._eyes: Eyes | None = None
        self._plays = False
        self._plays_since = 0.0

    @property
    def view(self) -> View | None:
        """The newest frame, and what was made of it; None where there is none."""
        return self._eyes.view if self._eyes is not None else None

    def settle(self, text: str) -> None:
        """A code in view was scanned in another way; it is no longer asked about."""
        if self._eyes is not None:
            self._eyes.settle(text)

    def stop(self) -> None:
        """Watch no longer, and tell nothing any more. Does not wait."""
        self._telling.stopped.set()

    def run(self) -> None:
        """Show everything, then say how it ended."""
        try:
            self._eyes = Eyes(self._telling, self._parts.lanes(), live=self._source.live)
            self._show(self._eyes)
        except Exception as error:  # noqa: BLE001 - a camera that fails must not end the desk
            remedy = _("Start it again; typing and hand scanners go on working.")
            self._change(Playing.FAILED, *_failed(error, remedy))
        finally:
            if self._eyes is not None:
                self._eyes.close(_ENDS_WITHIN_S)

    def _show(self, eyes: Eyes) -> None:
        if self._source.live:
            self._watch(eyes)
            return
        self._play(eyes, begins=0.0)
        eyes.rest()
        self._change(Playing.ENDED)

    def _watch(self, eyes: Eyes) -> None:
        """Play it until it is lost, wait, and try again; until somebody stops it."""
        backoff, began = self._parts.backoff(), time.monotonic()
        while True:
            tried = time.monotonic()
            error = self._lost(eyes, begins=tried - began)
            if error is None:
                return
            eyes.lose()
            wait = backoff.after(time.monotonic() - self._plays_since if self._plays else 0.0)
            remedy = _("It is tried again by itself; typing and hand scanners go on working.")
            self._change(Playing.RETRYING, *_failed(error, remedy), retry_in=wait)
            self._telling.stopped.wait(wait)

    def _lost(self, eyes: Eyes, begins: float) -> Exception | None:
        """Play it until it is lost; answers why, or None where somebody stopped it."""
        try:
            self._play(eyes, begins)
        except Exception as error:  # noqa: BLE001 - whatever it was, the camera may come back
            return None if self._telling.stopped.is_set() else error
        return None

    def _play(self, eyes: Eyes, begins: float) -> None:
        """Look at the frames of one opening of the source, whose times begin there."""
        frames = frames_of(self._source, self._pace, self._telling.stopped)
        try:
            for frame in frames:
                if not self._plays:
                    self._change(Playing.PLAYING)
                eyes.look_at(_later(frame, begins), frames.grabbed, frames.dropped)
        finally:
            frames.close()

    def _change(
        self,
        playing: Playing,
        failure: OnsiteError | None = None,
        bug: Exception | None = None,
        *,
        retry_in: float = 0.0,
    ) -> None:
        self._plays = playing is Playing.PLAYING
        # From the first picture on: a camera that takes long to open has not played meanwhile.
        self._plays_since = time.monotonic()
        self._telling.changed(CameraState(playing, self._source.name, failure, retry_in, bug))


def _later(frame: Frame, begins: float) -> Frame:
    from onsite.scanner.capture import Frame as Moved

    return Moved(frame.at + begins, frame.picture) if begins else frame


def _failed(error: Exception, remedy: str) -> tuple[OnsiteError, Exception | None]:
    """The error in words, and itself where nobody foresaw it."""
    if isinstance(error, OnsiteError):
        return error, None
    said = _("The camera stopped: {error}.").format(error=type(error).__name__)
    return OnsiteError(said, remedy), error
