"""What can be said of a major incident, letter by letter."""

from __future__ import annotations

from typing import ClassVar, Literal

from onsite.incidents.facts import OfIncident
from onsite.journal.facts import Milliseconds  # noqa: TC001 - pydantic reads it

Letter = Literal["major", "exact", "type", "hazards", "access", "number", "emergency"]


class MethaneSaid(OfIncident):
    """This is what is known of one letter now."""

    kind: ClassVar[str] = "incident.methane"

    letter: Letter
    text: str
    """Empty: what was said does not hold, and nobody knows."""
    happened_ms: Milliseconds
    """When it was so."""
    reporter: str = ""
    """Who said so, where that is not who typed it."""
