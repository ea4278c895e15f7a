"""Who may take the slot of a speaker who is not there. Nothing moves that nobody has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.acting import unknown
from onsite.stage.editing import changed, moved
from onsite.stage.engine.schedule import Status
from onsite.stage.fields import ItemFields

if TYPE_CHECKING:
    from onsite.stage.engine.schedule import Schedule
    from onsite.stage.facts import Edit
    from onsite.stage.outcomes import Press
    from onsite.stage.reading import Kept

PENDING = (Status.COMING, Status.ARMED)
"""What is to come."""


def others(kept: Kept, schedule: Schedule, item: str) -> tuple[str, ...]:
    """The items that are to come and may take the slot of another one, in their order."""
    return tuple(
        times.item
        for times in schedule.times
        if times.item != item and times.status in PENDING and kept.rundown.by_id[times.item].chained
    )


def filled(kept: Kept, press: Press, item: str, other: str) -> tuple[Edit, ...]:
    """Another item takes the slot of one, which is left out until somebody takes it in again.

    Where the other one stood is a gap: what comes after it stays where it was planned.

    Raises:
        BadInputError: there is no such item, or both are the same.
    """
    order = [each.id for each in kept.rundown.items]
    for each in (item, other):
        if each not in order:
            raise unknown(kept, each)
    if item == other:
        raise BadInputError(_("An item cannot fill its own slot."))
    before = [each for each in order[: order.index(item)] if each != other]
    begins = kept.rundown.by_id[item].start_ms
    return (
        moved(press, other, before[-1] if before else ""),
        changed(press, other, ItemFields(start_ms=begins)),
        changed(press, item, ItemFields(skipped=True)),
    )
