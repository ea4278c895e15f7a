"""What is said of an item of a rundown.

All instants are milliseconds UTC since 1970, all lengths milliseconds.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onsite.journal.facts import Milliseconds  # noqa: TC001 - pydantic reads it

LONGEST_MS = 100 * 86_400_000
"""The longest that anything on a stage lasts: beyond all that is meant."""
Length = Annotated[int, Field(ge=0, le=LONGEST_MS)]
Span = Annotated[int, Field(ge=-LONGEST_MS, le=LONGEST_MS)]
"""A length either way."""
Kind = Literal["talk", "break", "changeover", "milestone", "count-up", "fixed-end", "session"]
"""`session`: a timer behind the others, which is not in their chain."""
StartRule = Literal["linked", "hard", "manual", "auto"]
Clearable = Literal["shortest_ms", "early", "warn_ms", "danger_ms", "qualify"]
"""What an item may have of its own, or as is usual for its kind and its stage."""


class Speaker(BaseModel):
    """Somebody who speaks in an item."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """The same in the whole event: the source's own id, or else the folded name."""
    name: str
    email: str = ""
    attendee: str = ""
    """Of the roster, where the source knows it."""


class ItemFields(BaseModel):
    """What is said of an item.

    None is what is usual, where an item is added; and no change, where one is changed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = None
    kind: Kind | None = None
    """Usually a talk."""
    start_ms: Milliseconds | None = None
    """Planned."""
    length_ms: Length | None = None
    """Planned, with its Q&A."""
    rule: StartRule | None = None
    """Usually linked to the one before."""
    shortest_ms: Length | None = None
    """To what it may shrink; usually it may not."""
    qa_ms: Length | None = None
    """The Q&A at its end, within its length."""
    early: bool | None = None
    """Whether it may begin before its planned start; usually only a changeover."""
    warn_ms: Length | None = None
    """So much is left when its warning begins; usually as the plan says. So `danger_ms`."""
    danger_ms: Length | None = None
    qualify: tuple[Length, Length] | None = None
    """The lengths from and to which a contest's speech qualifies."""
    speakers: tuple[Speaker, ...] | None = None
    """In the order in which they are named."""
    skipped: bool | None = None
    """Left out, as planned. The timekeeper's own skipping is an act."""
    held: bool | None = None
    """The slot is kept for whoever is not there yet: it begins by hand only."""
    moderator: str | None = None
    introduction: str | None = None
    """How the speaker wants to be introduced."""
    agreed: str | None = None
    """The warnings that were agreed upon with the speaker, in words."""
    qa_form: str | None = None
    """How questions are taken."""
    room: str | None = None
    """As the source calls it."""
    notes: str | None = None
    late_reason: str | None = None
    """Why it was late or long, in the timekeeper's words: for the slip report."""
    source: str | None = None
    """The file or service that it was imported from; empty for one that was made here."""
    custom: dict[str, str] | None = None
    """Anything else, by its name. Where an item is changed, only the names that are given are;
    an empty text takes one away."""


DEFAULTS: dict[str, Any] = {
    "title": "",
    "kind": "talk",
    "start_ms": 0,
    "length_ms": 0,
    "rule": "linked",
    "qa_ms": 0,
    "speakers": [],
    "skipped": False,
    "held": False,
    **dict.fromkeys(("moderator", "introduction", "agreed", "qa_form", "room"), ""),
    **dict.fromkeys(("notes", "late_reason", "source"), ""),
    "custom": {},
}
"""What an item is without being told; what stands not here is as usual until it is said."""
