"""What waits to be sent: what is tried again when, and what is not sent any more. Pure.

The queue itself is the journal: what a step owes, what was begun, what has failed. So it outlives
a kill, and other consoles see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onsite.incidents.escalation.notices import Line, Notice

RETRIES_MS = (10_000, 30_000, 60_000, 120_000, 300_000)
"""So long after an attempt that has failed the next one begins; the last one time and again."""
LANES = 3
"""So many notices go over one channel at a time: a server that hangs holds up no other channel."""


class Ready(NamedTuple):
    """What is sent now."""

    now: tuple[Notice, ...]
    next_ms: int | None
    """When something else is to be tried; None for never. A lane that is free again counts, too,
    but nobody knows when."""


def ready(
    notices: Iterable[Notice],
    expires_ms: Mapping[str, int],
    busy: Mapping[str, int],
    now_ms: int,
) -> Ready:
    """What of a look is sent now.

    Args:
        notices: what the look says.
        expires_ms: by channel, so long after its step something that has failed is not sent any
            more, unless it is critical.
        busy: by channel, how many are under way.
        now_ms: the present.
    """
    under_way = dict(busy)
    found: list[Notice] = []
    waits: list[int] = []
    for notice in notices:
        left = []
        for line in notice.lines:
            if _expired(line, expires_ms.get(notice.channel), now_ms):
                continue
            again_ms = again(line, now_ms)
            if again_ms > now_ms:
                waits.append(again_ms)
            else:
                left.append(line)
        if left and under_way.get(notice.channel, 0) < LANES:
            under_way[notice.channel] = under_way.get(notice.channel, 0) + 1
            found.append(notice._replace(lines=tuple(left)))
    return Ready(tuple(found), min(waits, default=None))


def again(line: Line, now_ms: int) -> int:
    """When it is tried again, in milliseconds UTC since 1970; 0 for at once.

    What has failed in the future, by a clock that was set back since, is tried at once.
    """
    failed = line.owed.failed
    if not failed or failed[-1].begun_ms > now_ms:
        return 0
    return failed[-1].begun_ms + RETRIES_MS[min(len(failed), len(RETRIES_MS)) - 1]


def _expired(line: Line, expires_ms: int | None, now_ms: int) -> bool:
    """Whether the network was gone for so long that nobody needs it any more: the board shows it.

    Nothing critical expires, nor what was never tried.
    """
    if line.critical or not line.owed.failed or expires_ms is None:
        return False
    return now_ms - line.owed.since_ms > expires_ms
