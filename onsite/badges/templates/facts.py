"""What can happen to designs of one's own: they are given to every station.

A station that prints has no folder beside the plan's file. So the texts are published as one, as
the plan is, and each picture once, however often the texts change.
"""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact

SUBJECT = "badge-templates:"
"""All publications share one subject: the last of them counts, whichever station made it."""


class PicturePublished(Fact):
    """A picture that designs show. It never changes: another content is another picture."""

    kind: ClassVar[str] = "badge.picture_published"
    duty: ClassVar[str] = "plan"

    sha256: str
    """Of what is in the file, as 64 hexadecimal digits."""
    content: str
    """What is in the file, in Base64."""

    @property
    def subject(self) -> str:
        """The picture."""
        return f"badge-picture:{self.sha256}"


class TemplatesPublished(Fact):
    """The event's own designs, all of them: those that are missing here count no more."""

    kind: ClassVar[str] = "badge.templates_published"
    duty: ClassVar[str] = "plan"

    texts: dict[str, str]
    """The TOML by its name, as it was written."""
    pictures: dict[str, str]
    """By the name of the file, the `sha256` of what is in it."""

    @property
    def subject(self) -> str:
        """The designs as a whole."""
        return SUBJECT
