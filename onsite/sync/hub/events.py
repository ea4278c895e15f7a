"""What happens to a hub, kept for whoever looks at it; `words.happened` says it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.clock import Clock

_MOST = 200


class What(StrEnum):
    """What can happen to a hub, or to a station as the hub sees it."""

    OPENED = "opened"
    SERVER_ENDED = "server_ended"
    SERVER_FAILED = "server_failed"
    """It could not be started again."""
    SERVER_RUNS = "server_runs"
    SERVER_SILENT = "server_silent"
    SERVER_ANSWERS = "server_answers"
    SERVER_KILLED = "server_killed"
    """It did not answer for too long."""
    FULL = "full"
    STATION_ADMITTED = "station_admitted"
    STATION_HERE = "station_here"
    STATION_GONE = "station_gone"
    STATION_COPIED = "station_copied"
    STATION_REVOKED = "station_revoked"


_TROUBLES = frozenset(
    {What.SERVER_ENDED, What.SERVER_FAILED, What.SERVER_SILENT, What.SERVER_KILLED, What.FULL}
)


@dataclass(frozen=True, slots=True)
class HubEvent:
    """Something that happened."""

    at: datetime
    what: What
    about: str = ""
    """The name of the station, or the error in the language in which it was raised."""

    @property
    def trouble(self) -> bool:
        """Whether it is anything but good."""
        return self.what in _TROUBLES


class Events(deque[HubEvent]):
    """The last ones, the oldest first.

    Args:
        clock: tells when.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(maxlen=_MOST)
        self._clock = clock

    def note(self, what: What, about: str = "") -> None:
        """Something has happened."""
        self.append(HubEvent(self._clock.now(), what, about))
