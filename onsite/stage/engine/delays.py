"""What a delay does to the plan: later, by what no gap and no break takes up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.items import Kind, StartRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from onsite.stage.engine.items import Item, Rundown
    from onsite.stage.engine.show import Show


class Planned(NamedTuple):
    """What would be planned of an item."""

    item: str
    start_ms: int
    length_ms: int


def applied(rundown: Rundown, show: Show, item: str) -> tuple[Planned, ...]:
    """What is planned otherwise once the open delays before an item are applied.

    Shown before the act, and appended with it as changes of these items.
    """
    by_ms = show.delay_ms(item)
    return tuple(shifted(rundown, show.skipped, {item: by_ms}).values()) if by_ms else ()


def shifted(
    rundown: Rundown, skipped: AbstractSet[str], delays: Mapping[str, int]
) -> dict[str, Planned]:
    """The items that delays plan otherwise, in order.

    A hard start stays where it is unless the delay is before that very item, and so does
    everything after an item that is brought forward.
    """
    planned: dict[str, Planned] = {}
    carried_ms, before = 0, None
    for item in rundown.items:
        if not item.chained or item.id in skipped:
            continue
        if before is not None:
            carried_ms = max(0, carried_ms - max(0, item.start_ms - before.end_ms))
        if item.rule is StartRule.HARD:
            carried_ms = 0
        late_ms = carried_ms + delays.get(item.id, 0)
        length_ms = _length_ms(item, late_ms)
        if (late_ms, length_ms) != (0, item.length_ms):
            planned[item.id] = Planned(item.id, item.start_ms + late_ms, length_ms)
        carried_ms = max(0, late_ms + length_ms - item.length_ms)
        before = item
    return planned


def _length_ms(item: Item, late_ms: int) -> int:
    if item.kind is Kind.FIXED_END:
        return max(0, item.length_ms - late_ms)
    return item.length_ms - min(max(0, late_ms), item.soaks_ms)
