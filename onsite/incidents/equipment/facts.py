"""What can happen to a checklist on a day of the event.

An item is known by its words: they are what people read, and a plan that is published anew may
have them in another order.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from onsite.incidents.facts import RUNNING
from onsite.journal.facts import Count, Fact, Milliseconds

SUBJECT = "checklist"
Result = Literal["open", "ok", "failed"]
"""`open`: nobody has looked at it, or it was taken back that somebody has."""


class OfChecklist(Fact):
    """Base of all that happens to a checklist."""

    checklist: str
    """Id of the plan's checklist."""
    day: str
    """The day of the event, ISO 8601."""
    round: Count
    """0: before the day; from 1 on, the rounds while it lasts."""
    at_ms: Milliseconds
    """When it was typed, in milliseconds UTC since 1970."""

    @property
    def subject(self) -> str:
        """The checklist on that day."""
        return f"{SUBJECT}:{self.checklist}:{self.day}"


class ItemLookedAt(OfChecklist):
    """Somebody has looked at something."""

    kind: ClassVar[str] = "checklist.item"

    item: str
    result: Result
    note: str = ""
    backup: str = ""
    """What the plan named to be used in its place, where it failed."""
    incident: str = ""
    """Where it failed: the incident that was reported of it."""


class BackupTaken(OfChecklist):
    """Somebody says that the backup of something that failed is in use."""

    kind: ClassVar[str] = "checklist.backup"
    duty: ClassVar[str] = RUNNING

    item: str
    backup: str
    incident: str


class RoundMissed(OfChecklist):
    """At the time by which everything was to be looked at, something was not."""

    kind: ClassVar[str] = "checklist.missed"
    duty: ClassVar[str] = RUNNING

    due_ms: Milliseconds
    items: tuple[str, ...] = ()
    """Those at which nobody had looked."""
    incident: str
    """The one that lists them."""
