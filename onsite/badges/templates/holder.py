"""Whom a badge is made for, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOBODY = -1
"""The number of a category that the plan does not have."""


ASIDE = ("diet", "seat", "variant", "order")
"""Fields of the roster that a design names as it names a list's other columns."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What a badge says of its holder. A text is empty where nothing is known."""

    attendee: str
    """Id in the roster."""
    name: str
    given: str = ""
    family: str = ""
    company: str = ""
    position: str = ""
    country: str = ""
    category: str = ""
    """Its id in the plan."""
    category_name: str = ""
    category_colour: str = "#000000"
    category_number: int = NOBODY
    """Its place among the plan's categories, from 0."""
    pronouns: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """The other columns of the source list, by their names."""
    speaker: bool = False
    vip: bool = False
    code: str = ""
    """What the QR code says."""
    typed: str = ""
    """The id as it is typed, under the code."""
    photo: Path | None = None
    event: str = ""
    """The name of the event."""
