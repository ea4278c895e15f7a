"""What can happen to the roster."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict

from onsite.journal.facts import Count, Fact


class Status(StrEnum):
    """What the source list says of a ticket."""

    VALID = "valid"
    PENDING = "pending"
    """Not approved yet."""
    CANCELLED = "cancelled"


class Payment(StrEnum):
    """What the source list says of the money."""

    PAID = "paid"
    UNPAID = "unpaid"


class Record(BaseModel):
    """An attendee as a source list describes them; every field as it will be shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    given: str = ""
    family: str = ""
    company: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    category: str = ""
    """The name of the ticket type, as in the plan's categories."""
    variant: str = ""
    order: str = ""
    """The booking; attendees with the same one are a party."""
    status: Status = Status.VALID
    payment: Payment = Payment.PAID
    blocked: bool = False
    vip: bool = False
    speaker: bool = False
    attention: bool = False
    """The source list asks staff to look twice."""
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None
    diet: str = ""
    notes: str = ""
    """For the desk's eyes."""
    seat: str = ""
    country: str = ""
    addon_to: str = ""
    """What the source knows the ticket by besides which this one was booked."""
    extra: tuple[tuple[str, str], ...] = ()
    """The source's other columns that are not empty, in its order."""
    codes: tuple[str, ...] = ()
    """The credentials that are live for this attendee."""


class AttendeeListed(Fact):
    """A source list names this attendee, for the first time or with changes."""

    kind: ClassVar[str] = "attendee.listed"
    duty: ClassVar[str] = "roster"

    attendee: str
    source: str
    """The system the list came from, as `pretix`."""
    source_key: str
    """What the system knows the attendee by."""
    record: Record

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class AttendeeWithdrawn(Fact):
    """A newer list of the same source no longer names this attendee."""

    kind: ClassVar[str] = "attendee.withdrawn"
    duty: ClassVar[str] = "roster"

    attendee: str

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class ListImported(Fact):
    """An import of a whole list was carried out to its end."""

    kind: ClassVar[str] = "roster.imported"
    duty: ClassVar[str] = "roster"

    file: str
    sha256: str
    source: str
    new: Count
    changed: Count
    gone: Count
    unchanged: Count
    duplicates: Count
    bad: Count

    @property
    def subject(self) -> str:
        """The roster as a whole."""
        return "roster:"


class MappingKept(Fact):
    """Somebody said which columns of an unknown list mean what."""

    kind: ClassVar[str] = "roster.mapping_kept"
    duty: ClassVar[str] = "roster"

    headers: tuple[str, ...]
    mapping: dict[str, str]
    """Field of `Record` (or `code`, `given`…) to the header of its column."""

    @property
    def subject(self) -> str:
        """The roster as a whole."""
        return "roster:"


def attendee_subject(attendee: str) -> str:
    """The subject that all facts about an attendee share, those of other features too."""
    return f"attendee:{attendee}"


def changed_fields(before: Record, after: Record) -> dict[str, tuple[Any, Any]]:
    """The fields in which two records differ, with both values."""
    return {
        name: (getattr(before, name), getattr(after, name))
        for name in Record.model_fields
        if getattr(before, name) != getattr(after, name)
    }
