"""What can happen to the plan."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact

SUBJECT = "plan:"
"""All publications share one subject: the last of them counts, whichever station made it."""


class PlanPublished(Fact):
    """A whole plan was put in force."""

    kind: ClassVar[str] = "plan.published"
    duty: ClassVar[str] = "plan"

    text: str
    """The TOML as it was written, comments included."""
    sha256: str
    """Of the text in UTF-8, as 64 hexadecimal digits."""

    @property
    def subject(self) -> str:
        """The plan as a whole."""
        return SUBJECT
