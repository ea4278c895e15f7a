"""What can happen to codes that a shop has signed, or has taken back."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from onsite.journal.facts import Fact
from onsite.roster.facts import Record, attendee_subject
from onsite.roster.signed.layout import attendee_of

FROM_CODE = "signed code"
"""The source of an attendee whom no list has named yet: their ticket's code was genuine."""


class Bar(StrEnum):
    """What the shop says of a code."""

    REVOKED = "revoked"
    """For good: another was given out, or the ticket was cancelled."""
    BLOCKED = "blocked"
    FREE = "free"
    """Blocked no longer."""


class AttendeeFromCode(Fact):
    """A ticket's or a badge's code was read, of nobody on the list, and it is genuine."""

    kind: ClassVar[str] = "attendee.from_code"
    duty: ClassVar[str] = "scan"

    attendee: str
    """As `layout.attendee_of` says it; of a badge, as its code does."""
    code: str
    record: Record
    """What the code says, and which category the plan has for it; the name is empty. A badge's
    code says nothing of the ticket."""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class CodeBarred(Fact):
    """The shop has revoked a code, blocked it, or freed it again."""

    kind: ClassVar[str] = "code.barred"
    duty: ClassVar[str] = "roster"

    code: str
    bar: Bar

    @property
    def subject(self) -> str:
        """The attendee whom a signed code stands for; of any other code, itself."""
        attendee = attendee_of(self.code)
        return attendee_subject(attendee) if attendee is not None else f"code:{self.code}"
