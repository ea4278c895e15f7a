"""How many have left a zone that is being emptied. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.evacuation.views import Evacuation

if TYPE_CHECKING:
    from onsite.zones.counting.views import Standing
    from onsite.zones.evacuation.views import Begun


def going_on(begun: Begun, by_hand: Standing, by_badges: int | None = None) -> Evacuation:
    """An evacuation as it stands.

    Who is counted by hand is left as the count says: no two screens tell two numbers. Where the
    checkpoints count, hardly anybody is scanned on the way out. Then those are gone of whom the
    counters or the checkpoints know, whoever knows of more: both may have seen the same people,
    so that their sum would say that fewer are left than are. A recount since it began settles it.

    Args:
        begun: what was known when it began.
        by_hand: the zone's count by hand, now.
        by_badges: how many are in it by the checkpoints, now; None where the counters' count holds.
    """
    base = by_hand.base
    recounted = base is not None and base.how == "recount" and base.cut_ms > begun.at_ms
    if by_badges is None or recounted:
        gone = begun.people - by_hand.total
    else:
        gone = max(begun.people - by_badges, begun.by_hand - by_hand.total)
    said = (begun.operator, begun.why, begun.drill)
    return Evacuation(begun.zone, begun.key, begun.at_ms, begun.people, gone, *said)
