"""What can happen to a count by hand. Totals are derived; nothing that is kept is ever clamped."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onsite.journal.facts import Count, Fact, Milliseconds, Total

DUTY = "count"
"""What a station must be trusted with to count."""
MINUTE_MS = 60_000
MOST_TAPS = 1000
"""In one batch."""
Zone = Annotated[str, Field(min_length=1)]
"""The id of a zone of the plan."""
MOST_AT_ONCE = 1_000_000
"""People, by one tap."""
People = Annotated[int, Field(gt=0, le=MOST_AT_ONCE)]
Change = Annotated[int, Field(ge=-MOST_AT_ONCE, le=MOST_AT_ONCE)]
"""How many came in, or, below zero, went out."""
Tap = tuple[Milliseconds, Change]
"""So many milliseconds after the batch began; how many came or went."""


class OfCounter(Fact):
    """By one counter, within one minute: what is folded together stays small on a busy day."""

    counter: str = Field(min_length=1, max_length=40)
    """Made anew whenever a counting screen or command is opened; no two stations share one."""
    key: str = Field(min_length=1, max_length=40)
    """Made before the act: the same key again is the same act."""

    @property
    def minute(self) -> int:
        """Minutes since 1970."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """The counter's minute."""
        return f"count:{self.counter}:{self.minute}"


class TapsCounted(OfCounter):
    """People who came or went, one by one or many at once."""

    kind: ClassVar[str] = "zone.taps"
    duty: ClassVar[str] = DUTY

    zone: Zone
    at_ms: Milliseconds
    """Of the first tap, by the station's clock, UTC since 1970."""
    taps: tuple[Tap, ...] = Field(min_length=1, max_length=MOST_TAPS)
    """In their order; all within the minute of `at_ms`."""

    @model_validator(mode="after")
    def _within_the_minute(self) -> TapsCounted:
        left_ms = MINUTE_MS - self.at_ms % MINUTE_MS
        if any(after_ms >= left_ms for after_ms, _people in self.taps):
            raise ValueError("taps beyond the minute of their batch")
        return self

    @property
    def minute(self) -> int:
        """In which they were all made."""
        return self.at_ms // MINUTE_MS


class PeopleMoved(OfCounter):
    """People went from one zone to another: out of the one and into the other, or neither."""

    kind: ClassVar[str] = "zone.moved"
    duty: ClassVar[str] = DUTY

    zone: Zone
    to_zone: Zone
    at_ms: Milliseconds
    people: People

    @property
    def minute(self) -> int:
        """In which they went."""
        return self.at_ms // MINUTE_MS


class CountUndone(OfCounter):
    """Taps of a batch, or a whole transfer, were taken back by who had made them."""

    kind: ClassVar[str] = "zone.undone"
    duty: ClassVar[str] = DUTY

    in_minute: Count
    """Of what is taken back: minutes since 1970."""
    batch: str
    """Its key."""
    taps: tuple[Count, ...] = ()
    """The places of the taps in their batch, from 0; empty for all, and for a transfer."""
    at_ms: Milliseconds

    @property
    def minute(self) -> int:
        """Of what is taken back."""
        return self.in_minute


class OfZone(Fact):
    """Something that is said of one zone now and then."""

    zone: Zone
    key: str = Field(min_length=1, max_length=40)

    @property
    def subject(self) -> str:
        """The zone's count."""
        return f"zone:{self.zone}"


class CountedRow(BaseModel):
    """A part of a recount, as a row of seats."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(max_length=80)
    people: Count


class ZoneRecounted(OfZone):
    """Somebody has counted everybody who is there: a base, from that instant on."""

    kind: ClassVar[str] = "zone.recounted"
    duty: ClassVar[str] = DUTY

    began_ms: Milliseconds
    cut_ms: Milliseconds
    """For this instant the count holds: taps up to it are in it, later ones come on top."""
    people: Count
    rows: tuple[CountedRow, ...] = Field(default=(), max_length=2000)
    """Its parts, where it was counted by rows; their sum is `people`."""
    expected: Total
    """What the taps had made of it at the cut, as this station knew them; may be below zero."""


class RecountWithdrawn(OfZone):
    """A recount does not hold: what stood before it holds again."""

    kind: ClassVar[str] = "zone.recount_withdrawn"
    duty: ClassVar[str] = DUTY

    recount: str
    """Its key."""
    why: str = Field(max_length=500)
    at_ms: Milliseconds


class DayClosed(OfZone):
    """A day is over: what was left in the count is named; the next day starts by this record."""

    kind: ClassVar[str] = "zone.day_closed"
    duty: ClassVar[str] = DUTY

    day: str
    """Of the event, as ISO date."""
    cut_ms: Milliseconds
    residual: Total
    """What the count said at the cut, as this station knew it; may be below zero."""
    because: Literal["drift", "inside", "other"]
    """What the residual is: errors of counting, people who are really still there, or else."""
    note: str = Field(default="", max_length=500)
    starts_with: Count
    """So many are in the zone when the next day begins."""
