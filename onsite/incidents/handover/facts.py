"""What can happen to a handover."""

from __future__ import annotations

from typing import ClassVar

from onsite.incidents.facts import RUNNING
from onsite.journal.facts import Fact, Milliseconds

SUBJECT = "handover"


class OfHandover(Fact):
    """Base of all that happens to a handover."""

    handover: str
    at_ms: Milliseconds
    """When it was typed, in milliseconds UTC since 1970."""

    @property
    def subject(self) -> str:
        """The handover."""
        return f"{SUBJECT}:{self.handover}"


class HandoverOffered(OfHandover):
    """Somebody wants to hand over. Until it is taken, both are told of incidents."""

    kind: ClassVar[str] = "handover.offered"
    duty: ClassVar[str] = RUNNING

    outgoing: str
    """A contact, or an operator who is none; so the next one."""
    incoming: str
    roles: tuple[str, ...] = ()
    """The response roles that are handed over."""
    sheet: str
    """What stood on the sheet, as JSON; see `sheets.Sheet`."""
    sha256: str
    """Of `sheet`."""


class HandoverAccepted(OfHandover):
    """Who was to take it has taken it."""

    kind: ClassVar[str] = "handover.accepted"
    duty: ClassVar[str] = RUNNING

    sha256: str
    """Of the sheet that they saw."""


class HandoverWithdrawn(OfHandover):
    """It is not handed over after all."""

    kind: ClassVar[str] = "handover.withdrawn"
    duty: ClassVar[str] = RUNNING

    reason: str = ""


class HandoverTold(OfHandover):
    """Who is to take over was paged about the offer, or that failed."""

    kind: ClassVar[str] = "handover.told"
    duty: ClassVar[str] = RUNNING

    channel: str
    """Id of the plan's page channel."""
    why: str = ""
    """Why it failed, as a code; empty: they were told."""
