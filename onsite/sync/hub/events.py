"""What happens to a hub, kept for whoever looks at it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.clock import Clock

_MOST = 200


@dataclass(frozen=True, slots=True)
class HubEvent:
    """Something that happened to the hub, as a sentence in the language in use."""

    at: datetime
    said: str
    trouble: bool = False


class Events(deque[HubEvent]):
    """The last ones, the oldest first.

    Args:
        clock: tells when.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(maxlen=_MOST)
        self._clock = clock

    def note(self, said: str, *, trouble: bool = False) -> None:
        """Something has happened."""
        self.append(HubEvent(self._clock.now(), said, trouble))
