"""A zone with all that is known of it now, as screens, alerts and the shell show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.zones.rules import FULL

if TYPE_CHECKING:
    from onsite.zones.capacity.views import Capacity, LevelOfService
    from onsite.zones.counting.views import Standing
    from onsite.zones.evacuation.views import Estimate, Evacuation
    from onsite.zones.forecast.views import Forecast
    from onsite.zones.levels.views import Recorded
    from onsite.zones.presence.views import BadgePresence, Balance


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One zone."""

    id: str
    name: str
    within: str
    """The zone of which it is a part; empty for none."""
    people: int
    """By whom the plan says, the counters or the checkpoints; where those never counted it, by
    the others: see `counted_by`."""
    by_hand: Standing
    by_badges: BadgePresence | None
    """None where no checkpoint leads there."""
    counted: bool
    """Whether anybody has ever counted it."""
    last_ms: int | None
    """The newest tap, passage or recount that is known here, UTC since 1970."""
    stale_ms: int | None
    """How long ago that was, where it is stale; None where it is not."""
    capacity: Capacity
    percent: float | None
    """Of the capacity; None where nothing limits it."""
    level: int
    """The highest level that is passed now, hysteresis included; 0 for none."""
    recorded: Recorded | None
    per_m2: float | None
    """People on a square metre of its usable floor; None where its floor is not known."""
    service: LevelOfService | None
    danger: bool
    """Whether it is as dense as is dangerous."""
    forecast: Forecast
    trend: tuple[int, ...]
    """How many were in it at the end of each of the last minutes, the newest last."""
    evacuation: Evacuation | None
    estimate: Estimate
    counted_by: Literal["hand", "badges"] = "hand"
    """Whose number `people` is."""
    too_dense: bool = False
    """Whether nobody else may go in for its density: it is dangerous, or was, and is not far enough
    below that yet."""

    @property
    def stop_entry(self) -> bool:
        """Whether nobody else may go in: it is full or too dense, or it is being emptied."""
        return self.evacuation is not None or self.level >= FULL or self.danger or self.too_dense


@dataclass(frozen=True, slots=True)
class Survey:
    """Every zone at one instant."""

    at_ms: int
    zones: tuple[ZoneView, ...]
    """In the plan's order, sub-zones behind theirs."""
    total: int
    """Of those that are within no other."""
    incomplete: bool
    """Whether a part of the total is stale or was never counted."""
    balance: Balance | None
    """None where no door counts, or nobody has counted any zone."""

    def zone(self, key: str) -> ZoneView | None:
        """One of them."""
        return next((each for each in self.zones if each.id == key), None)
