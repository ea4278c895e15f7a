"""When the frames of a source are shown that does not happen now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading


class Pace(Protocol):
    """Holds the frames back until their time."""

    def wait(self, at: float, stopped: threading.Event) -> None:
        """Return at that many seconds after the first call, or as soon as `stopped` is set."""


class RealPace:
    """The pace of the source itself."""

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
