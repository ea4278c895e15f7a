"""What can happen to a search that is kept under a name, for everybody."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact, Milliseconds

SUBJECT = "incident_filter"


class FilterSaved(Fact):
    """This is what is searched for by a name."""

    kind: ClassVar[str] = "incident_filter.saved"

    name: str
    query: str
    """Empty: there is none of that name any more."""
    at_ms: Milliseconds
    """When it was typed, in milliseconds UTC since 1970."""

    @property
    def subject(self) -> str:
        """The name."""
        return f"{SUBJECT}:{self.name}"
