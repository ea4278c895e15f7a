"""What can happen to a list on paper: it is made. Its ticks are scans (`checkin.facts`)."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Count, Fact, Milliseconds


class PaperListMade(Fact):
    """A part of a fallback list: whom it names, by their numbers.

    A list of thousands is several of these, as one entry is not to grow without bounds.
    """

    kind: ClassVar[str] = "paper.made"

    list: str
    """A few letters and digits, printed on every page."""
    made_ms: Milliseconds
    """When what it says was read from the store."""
    checkpoint: str
    people: Count
    """On the whole list."""
    first: Count
    """The number of the first of this part; numbers begin at 1."""
    attendees: tuple[str, ...]
    """In the order of their numbers."""

    @property
    def subject(self) -> str:
        """The list."""
        return f"paper:{self.list}"
