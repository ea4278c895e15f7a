"""One showing of a source: watched to its end, or, where it is live, until somebody stops it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _
from onsite.scanner.camera.eyes import Eyes
from onsite.scanner.camera.frames import frames_of
from onsite.scanner.camera.told import CameraState, Playing

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.scanner.camera.pace import Pace
    from onsite.scanner.camera.parts import Parts
    from onsite.scanner.camera.telling import Telling
    from onsite.scanner.camera.told import View
    from onsite.scanner.capture import Frame, Source

_ENDS_WITHIN_S = 0.5


class Showing(threading.Thread):
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
        super().__init__(name="onsite-camera", daemon=True)
        self._source = source
        self._telling = telling
        self._pace = pace
        self._parts = parts
        self._eyes: Eyes | None = None
        self._plays = False

    @property
    def view(self) -> View | None:
        """The newest frame, and what was made of it; None where there is none."""
        return self._eyes.view if self._eyes is not None else None

    def settle(self, text: str) -> None:
        """A code in view was scanned in another way; it is no longer asked about."""
        if self._eyes is not None:
            self._eyes.settle(text)

    def run(self) -> None:
        """Show everything, then say how it ended."""
        try:
            self._eyes = Eyes(self._telling, self._parts.lanes(), live=self._source.live)
            self._show(self._eyes)
        except Exception as error:  # noqa: BLE001 - a camera that fails must not end the desk
            self._change(Playing.FAILED, _told(error))
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
        while not self._telling.stopped.is_set():
            tried, failure = time.monotonic(), None
            try:
                self._play(eyes, begins=tried - began)
            except Exception as error:  # noqa: BLE001 - whatever it was, the camera may come back
                failure = _told(error)
            if self._telling.stopped.is_set():
                return
            eyes.lose()
            wait = backoff.after(time.monotonic() - tried if self._plays else 0.0)
            self._change(Playing.RETRYING, failure, wait)
            self._telling.stopped.wait(wait)

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
        self, playing: Playing, failure: OnsiteError | None = None, retry_in: float = 0.0
    ) -> None:
        self._plays = playing is Playing.PLAYING
        self._telling.changed(CameraState(playing, self._source.name, failure, retry_in))


def _later(frame: Frame, begins: float) -> Frame:
    from onsite.scanner.capture import Frame as Moved

    return Moved(frame.at + begins, frame.picture) if begins else frame


def _told(error: Exception) -> OnsiteError:
    if isinstance(error, OnsiteError):
        return error
    return OnsiteError(
        _("The camera stopped: {error}.").format(error=type(error).__name__),
        _("Start it again; typing and hand scanners go on working."),
    )
