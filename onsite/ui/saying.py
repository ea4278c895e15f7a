"""What came of the last act: it stands there until something else is done, or for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import events

from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from datetime import datetime

_SAID_FOR = timedelta(seconds=30)
"""So long what came of an act stands there."""


class SayingScreen(BaseScreen):
    """A work area with one line for all that it has to say."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        """What came of the last act."""
        self.said_tone = ""
        self._said_at: datetime | None = None

    def show_all(self) -> None:
        """Everything, as it is known at this moment."""
        raise NotImplementedError

    def keeps_said(self, key: str) -> bool:
        """Whether what was said still holds after a key, as after one that only scrolls."""
        del key
        return False

    def tell(self, said: str, tone: str = "") -> None:
        """Say something where the last outcome stands."""
        self.said, self.said_tone = said, tone
        self._said_at = self.onsite.clock.now()
        self.show_all()

    def hush(self) -> None:
        """What was said is of something else."""
        if self.said:
            self.tell("")

    @property
    def still_said(self) -> str:
        """What was said, as long as it is news; a clock that was set back does not hold it."""
        at = self._said_at
        new = at is not None and timedelta(0) <= self.onsite.clock.now() - at < _SAID_FOR
        return self.said if new else ""

    async def takes_key(self, event: events.Event) -> bool:
        """The next act, or something else: what was said of the last one goes away."""
        pressed = event.key if isinstance(event, events.Key) and not event.is_forwarded else ""
        if pressed and not self.keeps_said(pressed):
            self.hush()
        return await super().takes_key(event)
