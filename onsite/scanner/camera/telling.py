"""How the audience is told: in its own thread, and nothing after a stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from onsite.scanner.camera.told import CameraState, Crowd, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.clock import Clock
    from onsite.scanner.camera.told import Audience
    from onsite.scanner.decoding import Located
    from onsite.scanner.sightings import Noticed


class Telling:
    """Tells one audience of one showing.

    Args:
        audience: who is told.
        hand_over: calls a function with arguments in the audience's thread, without waiting.
        clock: tells when something was noticed.
    """

    def __init__(self, audience: Audience, hand_over: Callable[..., Any], clock: Clock) -> None:
        self.stopped = threading.Event()
        """Once it is set nothing is told any more."""
        self._audience = audience
        self._hand_over = hand_over
        self._clock = clock

    def changed(self, state: CameraState) -> None:
        """The camera does something else now."""
        self._tell(self._audience.camera_changed, state)

    def noticed(self, noticed: Noticed) -> None:
        """What is scanned, then what is asked about."""
        now = self._clock.now()
        if noticed.taken:
            sighting = Sighting(noticed.taken, now, len(noticed.others))
            self._tell(self._audience.code_sighted, sighting)
        if noticed.others:
            self._tell(self._audience.question_raised, Crowd(noticed.beside, noticed.others, now))

    def located(self, located: Located | None) -> None:
        """A code that cannot be read, or that none is there any more."""
        self._tell(self._audience.located, located)

    def _tell(self, listener: Callable[..., None], *what: object) -> None:
        if self.stopped.is_set():
            return
        try:
            self._hand_over(listener, *what)
        except RuntimeError:
            # The event loop is closed: the desk is gone, and nobody is left to be told.
            self.stopped.set()
