"""Over which minutes a camera's hint and the hand count are compared. Pure."""

from __future__ import annotations

from onsite.zones.counting.facts import MINUTE_MS


def span(since_ms: int, lost_ms: int | None, now_ms: int, begins_ms: int) -> tuple[int, int]:
    """From when to before when both have counted, in whole minutes.

    Not the minute in which the camera began, nor the one in which it was lost, nor the present
    one: of these it has seen a part.

    Args:
        since_ms: since when it watches, or has watched until it was lost.
        lost_ms: when it was lost; None while it watches.
        now_ms: the present.
        begins_ms: nothing before it is compared.
    """
    first = -(-max(since_ms, begins_ms) // MINUTE_MS)
    last = min(now_ms, now_ms if lost_ms is None else lost_ms) // MINUTE_MS
    return first * MINUTE_MS, max(first, last) * MINUTE_MS
