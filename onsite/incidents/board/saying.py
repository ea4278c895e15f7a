"""What came of the last act: it stands there until something else is done, or for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import events

from onsite.incidents.board.work import BoardWork

if TYPE_CHECKING:
    from datetime import datetime

_SAID_FOR = timedelta(seconds=30)
"""So long what came of an act stands there."""
_WITHIN = frozenset(("up", "down", "pageup", "pagedown", "home", "end"))
"""Keys that stay within the incident that is shown."""


class BoardSaying(BoardWork):
    """One line for all that the board has to say."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        """What came of the last act."""
        self.said_tone = ""
        self._said_at: datetime | None = None

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
        """The next act, or another incident: what was said of the last one goes away."""
        within = self.at and getattr(event, "key", "") in _WITHIN
        if isinstance(event, events.Key) and not event.is_forwarded and not within:
            self.hush()
        return await super().takes_key(event)
