"""Who gets what, how often, and what is left: from values alone.

A checkpoint that hands things out lets somebody come as often as there is something for them;
how often that is, `per_person` says, and not how often they have passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from onsite.plan.hours import day_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from onsite.plan.goods import GoodsPart
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Held:
    """One hand-over to one person, by any of their records."""

    key: str
    goods: str
    size: str
    count: int
    at: datetime
    """Aware, by the clock of its station."""
    attendee: str = ""
    station: str = ""
    operator: str = ""
    scan: str = ""
    returned: bool = False
    """Given back, or never handed over after all."""
    returned_scan: str = ""
    undone: bool = False
    """Never handed over: its scan was taken back."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What has become of a stock of one size since it was last counted."""

    counted: int | None
    """As counted, or as planned; None where nobody counts."""
    added: int = 0
    """Deliveries and corrections, without losses, which are less than 0."""
    given: int = 0
    returned: int = 0

    @property
    def left(self) -> int | None:
        """Less than 0 where desks that were apart have given more than there was."""
        if self.counted is None:
            return None
        return self.counted + self.added - self.given + self.returned


def handed_out_at(plan: Plan, checkpoint: str) -> dict[str, GoodsPart]:
    """What a checkpoint hands out, in the order of the plan."""
    return {key: part for key, part in plan.goods.items() if part.checkpoint == checkpoint}


def entitled(plan: Plan, checkpoint: str, ticket: str) -> dict[str, GoodsPart]:
    """What tickets that a source list calls by that name get there."""
    category = plan.category_of(ticket)
    return {
        key: part
        for key, part in handed_out_at(plan, checkpoint).items()
        if not part.categories or category in part.categories
    }


def counting(plan: Plan, goods: str, held: Iterable[Held], now: datetime) -> list[Held]:
    """The hand-overs that count against the limit now, the oldest first."""
    part = plan.goods[goods]
    own = [each for each in held if each.goods == goods and not each.returned]
    if part.per == "day":
        today = day_at(plan, part.checkpoint, now)
        own = [each for each in own if day_at(plan, part.checkpoint, each.at) == today]
    return sorted(own, key=lambda each: (each.at, each.station, each.key))


def due(
    plan: Plan, checkpoint: str, ticket: str, held: Sequence[Held], now: datetime
) -> tuple[str, ...]:
    """What somebody may still get there."""
    return tuple(
        key
        for key, part in entitled(plan, checkpoint, ticket).items()
        if sum(each.count for each in counting(plan, key, held, now)) < part.per_person
    )


def objection(
    plan: Plan, checkpoint: str, ticket: str, held: Sequence[Held], now: datetime
) -> dict[str, str] | None:
    """Why somebody gets nothing there: nothing is meant for them, or they have it all.

    None where there is something for them, and where the checkpoint hands nothing out.
    """
    if not handed_out_at(plan, checkpoint) or due(plan, checkpoint, ticket, held, now):
        return None
    own = entitled(plan, checkpoint, ticket)
    if not own:
        return {"goods": ""}
    last = max(
        (each for key in own for each in counting(plan, key, held, now)),
        key=lambda each: (each.at, each.station, each.key),
    )
    return {
        "goods": ", ".join(part.name for part in own.values()),
        "at": last.at.astimezone(UTC).isoformat(),
        "by": last.operator,
        "station": last.station,
    }


def coming_back(plan: Plan, checkpoint: str, held: Iterable[Held]) -> list[Held]:
    """What somebody holds that is to be returned there."""
    return [
        each
        for each in held
        if not each.returned
        and each.goods in plan.goods
        and plan.goods[each.goods].returnable
        and plan.goods[each.goods].checkpoint == checkpoint
    ]


def is_low(part: GoodsPart, left: int | None) -> bool:
    """Whether so few are left that the desk must know."""
    return left is not None and left <= part.warn_at
