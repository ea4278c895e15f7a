"""What can happen to a badge that was printed before the event: it lies in a box, or not."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Count, Fact, Milliseconds
from onsite.roster.facts import attendee_subject


class BadgeBoxed(Fact):
    """A badge was printed ahead, and lies in a box."""

    kind: ClassVar[str] = "badge.boxed"
    duty: ClassVar[str] = "scan"

    attendee: str
    generation: Count
    box: str
    """What stands on the box."""
    desk: str = ""
    """The id of the desk at which it stands; empty for any."""
    batch: str
    """With which others it was printed."""
    printed: str
    """Tells whether the badge says what the roster says now; see `boxes.printed_of`."""
    whose: str = ""
    """So of the name alone; empty where that was not noted."""
    columns: tuple[str, ...] = ()
    """Those of the list of which it says something, in small letters."""
    at_ms: Milliseconds

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class BadgeCollected(Fact):
    """A badge that was printed ahead was taken out of its box, for its holder."""

    kind: ClassVar[str] = "badge.collected"
    duty: ClassVar[str] = "scan"

    attendee: str
    batch: str
    scan: str = ""
    """The key of the scan in which its code was read; empty where somebody has said so."""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class BadgePutBack(Fact):
    """A badge that was taken out of its box lies in it again: it was the wrong one."""

    kind: ClassVar[str] = "badge.put_back"
    duty: ClassVar[str] = "scan"

    attendee: str
    batch: str

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class BadgeUnboxed(Fact):
    """A badge that was printed ahead is in no box: it was thrown away, or never printed."""

    kind: ClassVar[str] = "badge.unboxed"
    duty: ClassVar[str] = "scan"

    attendee: str
    batch: str

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)
