"""A hub's server that runs and does not answer: told within seconds, ended where that lasts."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from onsite.sync.hub.events import What

if TYPE_CHECKING:
    from onsite.sync.hub.events import Events
    from onsite.sync.hub.server import Server

PATIENCE_S = 12.0
"""What does not answer for so long, after the seconds that it took to notice, is ended."""
_LOOK_S = 0.5


class Silence:
    """Since when the server has not answered, though it runs.

    Args:
        events: are told when it begins and ends.
    """

    def __init__(self, events: Events) -> None:
        self._events = events
        self._runs = False
        self._since: float | None = None

    @property
    def lasts_s(self) -> float:
        """For how many seconds; 0 while it answers."""
        return time.monotonic() - self._since if self._since is not None else 0.0

    def started(self) -> None:
        """The server runs, and has answered."""
        self._runs, self._since = True, None

    def ended(self) -> None:
        """The server is not there, or is being started: it is not expected to answer."""
        self._runs, self._since = False, None

    def noticed(self) -> bool:
        """The server did not answer; tells whether it was to."""
        if self._runs and self._since is None:
            self._since = time.monotonic()
            self._events.note(What.SERVER_SILENT)
        return self._runs

    def broken(self) -> None:
        """The server has answered."""
        if self._since is not None:
            self._since = None
            self._events.note(What.SERVER_ANSWERS)


async def keep_answering(server: Server, silence: Silence, events: Events) -> None:
    """End the server where it hangs, until this is cancelled; `keep_server` starts it again."""
    while True:
        await asyncio.sleep(_LOOK_S)
        if silence.lasts_s >= PATIENCE_S:
            silence.ended()
            events.note(What.SERVER_KILLED)
            server.kill()
