"""What the count says, as values. All instants are in milliseconds UTC since 1970."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Base:
    """From where a total is counted on."""

    zone: str
    key: str
    how: Literal["recount", "day"]
    cut_ms: int
    people: int
    expected: int
    """What the taps had made of it, when it was recorded: a recount's, or a day's residual."""
    operator: str
    station: str
    began_ms: int
    rows: tuple[tuple[str, int], ...] = ()
    day: str = ""
    because: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CounterSeen:
    """Somebody who has counted a zone since its base."""

    counter: str
    station: str
    operator: str
    came: int
    left: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many are in a zone by hand, now."""

    zone: str
    total: int
    """Below zero where more have gone than came: a deficit, shown as one."""
    came: int
    """Since the base; so `left`."""
    left: int
    base: Base | None
    last_ms: int | None
    """The last tap that is known here."""
    counters: tuple[CounterSeen, ...] = ()
    """The one with the newest tap first."""


@dataclass(frozen=True, slots=True)
class Minute:
    """A minute of a zone."""

    at_ms: int
    """Its beginning."""
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What was tapped before the base and came here only after it: it is in the base already."""

    zone: str
    key: str
    at_ms: int
    people: int
    """In less out."""
    station: str
    operator: str


@dataclass(frozen=True, slots=True)
class OwnTap:
    """Something that may be taken back by who has made it."""

    counter: str
    minute: int
    batch: str
    place: int
    """In its batch, from 0; 0 for a transfer."""
    zone: str
    to_zone: str
    """Of a transfer; else empty."""
    at_ms: int
    people: int
    """Above zero: came in, or were moved; below: went out."""
    in_base: bool = False
    """Whether a base has taken it in since: to take it back moves nothing."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a count by taps strays, by its recounts."""

    zone: str
    recounts: int
    """How many it was measured by, today."""
    crossings: int
    """Taps between them, in and out together."""
    error: int
    """What the recounts had to set right, signed, in all: counted less expected."""
    per_100: float | None
    """People in error by 100 crossings, whatever their sign; None where too little is known."""
    due_ms: int | None
    """When, at today's rate, the count strays beyond what the plan allows; None: not in sight."""
    since: int
    """Crossings since the last base."""
