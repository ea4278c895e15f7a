"""What the timekeeper, and the clock in their stead, has done: one value for each deed.

An act says what was pressed and what its presser saw; whether it took effect, `replay` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ActId(NamedTuple):
    """Which act: its entry in the journal."""

    station: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One deed."""

    stamp: int
    """The time of its entry: the journal's order is by stamp, station and number."""
    station: str
    number: int
    at_ms: int
    """When it was done. Of acts by the clock: when what it says came to be."""
    boot: str = ""
    """Which running of the station's computer that was, and how long it ran by then, in
    milliseconds, its sleep included; empty and 0 where it cannot tell."""
    boot_ms: int = 0
    press: str = ""
    """Made before it: a retry of a press has the same."""

    @property
    def id(self) -> ActId:
        """What names it."""
        return ActId(self.station, self.number)

    @property
    def order(self) -> tuple[int, str, int]:
        """Its place among all acts, the same on every station."""
        return (self.stamp, self.station, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed(Act):
    """An item stands by; none for empty."""

    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Act):
    """An item runs from now on, and what ran before it does not: GO as well as NEXT."""

    item: str
    run: str
    """See `replay.next_run`: a run that has been does not begin again."""
    before: str = ""
    """The item that ran, as the presser saw it; empty for none."""
    by_clock: bool = False
    """Nobody pressed: the rundown follows the clock, or the item begins by itself."""
    known: int | None = None
    """By the clock: so many acts its station knew by then; None where it does not say."""
    basis: str = ""
    """By the clock: from what it was derived; see `standing.basis`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Act):
    """A run is over."""

    item: str
    run: str
    by_clock: bool = False
    known: int | None = None
    """As in `Started`."""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Act):
    """A run stands still."""

    item: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Act):
    """A run goes on."""

    item: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Act):
    """An item has more time, or less."""

    item: str
    run: str = ""
    """Empty for one that stands by."""
    by_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Act):
    """A run began at another time than its key was pressed."""

    item: str
    run: str
    started_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delayed(Act):
    """An item begins so much later than planned, or earlier. Several add up.

    What follows it is later by what no gap and no break between them takes up.
    """

    item: str
    by_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayApplied(Act):
    """The delays before an item are its plan from now on.

    The act itself only closes them: what is planned stands in the items, and is changed together
    with this act as `delays.applied` proposes, in the same transaction; so is its undoing.
    """

    item: str
    closes: tuple[ActId, ...] | None = None
    """The delays that are in the plan now, and not those that its presser had not heard of; None
    for all that stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Act):
    """An item is left out."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unskipped(Act):
    """An item is not left out after all."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Act):
    """Whether items begin and end by the clock from now on.

    Who presses GO, pause or stop takes over: the rundown does not follow the clock any more.
    """

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Act):
    """An act never was. Undone itself, the act is again."""

    act: ActId
