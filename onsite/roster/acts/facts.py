"""What can happen to an attendee on site, beside what the lists say."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from onsite.journal.facts import Fact
from onsite.roster.facts import Record, attendee_subject

ON_SITE = "onsite"
"""The source of attendees whom no list has named."""
MERGES = "merges:"
"""The subject of every merge: who stays for whom is decided with all of them in sight."""


class Field(StrEnum):
    """A field of a record that can be set right on site."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    COMPANY = "company"
    POSITION = "position"
    EMAIL = "email"
    PHONE = "phone"
    CATEGORY = "category"
    VARIANT = "variant"
    ORDER = "order"
    DIET = "diet"
    NOTES = "notes"
    SEAT = "seat"
    COUNTRY = "country"
    VIP = "vip"
    SPEAKER = "speaker"
    ATTENTION = "attention"


MARKS = frozenset({Field.VIP, Field.SPEAKER, Field.ATTENTION})
"""Those that are yes or no; written as `YES` and as nothing."""
YES = "yes"


class Change(BaseModel):
    """One field, as it was and as it is from now on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Field
    before: str
    after: str


class Act(Fact):
    """Base of what is done on site for one attendee."""

    duty: ClassVar[str] = "guest"

    attendee: str
    by: str = ""
    """The operator who answered for it with their PIN; empty where nobody had to."""
    note: str = ""

    @property
    def subject(self) -> str:
        """The attendee."""
        return attendee_subject(self.attendee)


class AttendeeRegistered(Act):
    """Somebody was put on the roster on site: a walk-in, or a companion."""

    kind: ClassVar[str] = "attendee.registered"

    record: Record
    companion_of: str = ""
    """The attendee they came with; empty for a walk-in."""


class AttendeeUnregistered(Act):
    """A registration on site was taken back."""

    kind: ClassVar[str] = "attendee.unregistered"


class AttendeeCorrected(Act):
    """What the roster says of somebody was set right."""

    kind: ClassVar[str] = "attendee.corrected"

    changes: tuple[Change, ...]


class AttendeeTransferred(Act):
    """The ticket is another person's from now on."""

    kind: ClassVar[str] = "attendee.transferred"

    changes: tuple[Change, ...]


class AttendeeBlocked(Act):
    """Nobody may be let in on this ticket."""

    kind: ClassVar[str] = "attendee.blocked"


class BlockLifted(Act):
    """A block was lifted, whoever made it."""

    kind: ClassVar[str] = "attendee.block_lifted"


class PaymentAccepted(Act):
    """The money was taken on site."""

    kind: ClassVar[str] = "attendee.payment_accepted"

    receipt: str
    amount: str = ""
    """As it stands on the receipt, with its currency."""


class PaymentReturned(Act):
    """The money was given back: what the list says of it holds again."""

    kind: ClassVar[str] = "attendee.payment_returned"


class CredentialIssued(Act):
    """A code stands for the attendee from now on; or again, if it was revoked."""

    kind: ClassVar[str] = "credential.issued"

    code: str


class CredentialRevoked(Act):
    """A code does not stand for the attendee any more."""

    kind: ClassVar[str] = "credential.revoked"

    code: str
    state: Literal["revoked", "lost"] = "revoked"


class AttendeesMerged(Act):
    """Two records are one person: the attendee stays, the other one counts as them."""

    kind: ClassVar[str] = "attendee.merged"

    other: str

    @property
    def subject(self) -> str:
        """All merges."""
        return MERGES


class AttendeesParted(Act):
    """A merge was taken back: the other one is a person of their own again."""

    kind: ClassVar[str] = "attendee.parted"

    other: str

    @property
    def subject(self) -> str:
        """All merges."""
        return MERGES
