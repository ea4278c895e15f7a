"""What can happen to what is said in public: it is written, and released."""

from __future__ import annotations

from typing import ClassVar

from onsite.incidents.facts import RUNNING, OfIncident
from onsite.journal.facts import Count  # noqa: TC001 - pydantic reads it


class StatementDrafted(OfIncident):
    """A text that may be released as it stands, and never changes: another one is another edition.

    Of several with the same edition the first one counts: they say the same.
    """

    kind: ClassVar[str] = "incident.statement"
    duty: ClassVar[str] = RUNNING

    edition: str
    """Digits of a hash of name, audience and text."""
    count: Count
    """Which one of the incident it is, from 1. Laptops that do not hear each other may give the
    same count to different editions."""
    statement: str
    """Id of the plan."""
    template: str
    """What the plan said then, in few digits."""
    name: str
    audience: str = ""
    text: str


class StatementReleased(OfIncident):
    """An edition is said in public from now on. One that was withdrawn may be released again."""

    kind: ClassVar[str] = "incident.statement_released"
    duty: ClassVar[str] = RUNNING

    edition: str
    to: str = ""
    """Where it is said, in words."""
    instead_of: str = ""
    """The edition that it puts right, which does not hold any more; empty for none."""


class StatementWithdrawn(OfIncident):
    """An edition that was released does not hold any more."""

    kind: ClassVar[str] = "incident.statement_withdrawn"
    duty: ClassVar[str] = RUNNING

    edition: str
    reason: str
