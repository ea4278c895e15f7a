"""What can happen to who is on duty, besides what the plan and the shifts say."""

from __future__ import annotations

from typing import ClassVar

from onsite.incidents.facts import RUNNING
from onsite.journal.facts import Fact, Milliseconds

SUBJECT = "response_role"


class DutySet(Fact):
    """These people are meant by a response role, whatever plan and shifts say."""

    kind: ClassVar[str] = "response_role.duty"
    duty: ClassVar[str] = RUNNING

    role: str
    """Id of the plan's response role."""
    people: tuple[str, ...] = ()
    """Contacts, or operators who are none, in the order in which they are told. Empty: it is as
    the plan and the shifts say again."""
    at_ms: Milliseconds
    """When it was typed, in milliseconds UTC since 1970. So the next one."""
    until_ms: Milliseconds | None = None
    """From then on it is as the plan and the shifts say; None: until it is said anew."""
    reason: str = ""

    @property
    def subject(self) -> str:
        """The role."""
        return f"{SUBJECT}:{self.role}"
