"""A camera that can be started and stopped."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from onsite.scanner.camera.pace import Pace, RealPace
from onsite.scanner.camera.parts import Parts
from onsite.scanner.camera.showing import Showing
from onsite.scanner.camera.telling import Telling
from onsite.scanner.camera.told import CameraState, Playing

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.clock import Clock
    from onsite.scanner.camera.told import Audience, View
    from onsite.scanner.capture import Source

PATIENCE_S = 1.5
"""How long a stop waits for a source that does not answer."""


class Camera:
    """Watches a source, reads the codes in it, and tells the audience.

    Everything is told through `hand_over`, a function such as an event loop's
    `call_soon_threadsafe`, so that the audience hears it in its own thread. The view is pulled.

    Args:
        source: what is watched. One that is live and is lost is tried again by itself.
        audience: who is told; always through `hand_over`.
        hand_over: calls a function with arguments in the audience's thread, without waiting.
        clock: tells when a code was sighted.
        pace: makes the pace of one showing of a source that is not live.
        parts: what it is made of.
    """

    def __init__(
        self,
        source: Source,
        audience: Audience,
        hand_over: Callable[..., Any],
        clock: Clock,
        pace: Callable[[], Pace] = RealPace,
        parts: Parts | None = None,
    ) -> None:
        self.source = source
        self._audience = audience
        self._hand_over = hand_over
        self._clock = clock
        self._pace = pace
        self._parts = parts or Parts()
        self._showing: Showing | None = None

    def start(self) -> None:
        """Watch the source from its beginning; does nothing while it plays."""
        if self._showing is None or not self._showing.is_alive():
            telling = Telling(self._audience, self._hand_over, self._clock)
            self._showing = Showing(self.source, telling, self._pace, self._parts)
            self._showing.start()

    def stop(self) -> None:
        """End it, within two seconds. Nothing is told after this, except that it stopped."""
        if self._showing is None or not self._showing.is_alive():
            return
        self._showing.stop()
        self._showing.join(PATIENCE_S)
        self._showing = None
        state = CameraState(Playing.STOPPED, self.source.name)
        with suppress(RuntimeError):  # the event loop is closed: nobody is left to be told
            self._hand_over(self._audience.camera_changed, state)

    def join(self, seconds: float | None = None) -> bool:
        """Wait until the source is over; tells whether it is. A live one never is by itself."""
        if self._showing is not None:
            self._showing.join(seconds)
        return self._showing is None or not self._showing.is_alive()

    def view(self) -> View | None:
        """The newest frame, and what was made of it; None where there is none. Does not wait."""
        return self._showing.view if self._showing is not None else None

    def settle(self, text: str) -> None:
        """A code in view was scanned in another way; it is no longer asked about."""
        if self._showing is not None:
            self._showing.settle(text)
