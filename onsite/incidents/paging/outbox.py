"""What waits to be sent: what is tried again when, and what is not sent any more. Pure.

The queue itself is the journal: what a step owes, what was begun, what has failed. So it outlives
a kill, and other consoles see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from onsite.incidents.escalation.notices import Line, Notice

RETRIES_MS = (10_000, 30_000, 60_000, 120_000, 300_000)
"""So long after an attempt that has failed the next one begins; the last one time and again."""
CRITICAL_RETRY_MS = 60_000
"""What is critical is tried again this often at least."""
LANES = 3
"""So many notices go over one channel at a time: a server that hangs holds up no other channel."""
CRITICAL_LANES = 16
"""So many more that are critical: nothing that is not ever stands in their way. No more, for each
is a process, and a laptop that has no memory left tells nobody."""


class Ready(NamedTuple):
    """What is sent now."""

    now: tuple[Notice, ...]
    next_ms: int | None
    """When something else is to be tried; None for never. A lane that is free again counts, too,
    but nobody knows when."""


class Channels(NamedTuple):
    """What is known of the page channels, by id."""

    expires_ms: Mapping[str, int]
    """So long after its step something that has failed is not sent any more, unless it is
    critical."""
    busy: Mapping[Lane, int]
    """How many notices are under way."""
    hurried: Collection[tuple[str, str, str]] = ()
    """What somebody wants tried again at once: incident, person and channel."""


class Lane(NamedTuple):
    """What waits for one another."""

    channel: str
    critical: bool


def lane(notice: Notice) -> Lane:
    """Which one a notice takes."""
    return Lane(notice.channel, any(line.critical for line in notice.lines))


def ready(
    notices: Iterable[Notice], channels: Channels, drills: Collection[str], now_ms: int
) -> Ready:
    """What of a look is sent now.

    Args:
        notices: what the look says.
        channels: over which it is sent.
        drills: the incidents that are exercises: nothing real is told in one notice with them.
        now_ms: the present.
    """
    under_way = dict(channels.busy)
    found: list[Notice] = []
    waits: list[int] = []
    parted = (each for whole in notices for each in _parted(whole, drills))
    # What is real never waits for an exercise.
    for notice in sorted(parted, key=lambda each: each.lines[0].incident in drills):
        expires_ms = channels.expires_ms.get(notice.channel)
        lines = [each for each in notice.lines if not expired(each, expires_ms, now_ms)]
        turns = {line: _turn_ms(notice, line, channels, now_ms) for line in lines}
        waits += [each for each in turns.values() if each > now_ms]
        left = tuple(line for line in lines if turns[line] <= now_ms)
        takes = lane(notice)
        most = CRITICAL_LANES if takes.critical else LANES
        if left and under_way.get(takes, 0) < most:
            under_way[takes] = under_way.get(takes, 0) + 1
            found.append(notice._replace(lines=left))
    return Ready(tuple(found), min(waits, default=None))


def _turn_ms(notice: Notice, line: Line, channels: Channels, now_ms: int) -> int:
    """As `again`; what somebody wants at once does not wait."""
    hurried = (line.incident, notice.person, notice.channel) in channels.hurried
    return 0 if hurried else again(line, now_ms)


def _parted(notice: Notice, drills: Collection[str]) -> list[Notice]:
    """What is real first, and what is an exercise."""
    parts = (
        tuple(line for line in notice.lines if (line.incident in drills) is drill)
        for drill in (False, True)
    )
    return [notice._replace(lines=lines) for lines in parts if lines]


def again(line: Line, now_ms: int) -> int:
    """When it is tried again, in milliseconds UTC since 1970; 0 for at once.

    What has failed in the future, by a clock that was set back since, is tried at once.
    """
    failed = line.owed.failed
    if not failed or failed[-1].begun_ms > now_ms:
        return 0
    wait_ms = RETRIES_MS[min(len(failed), len(RETRIES_MS)) - 1]
    return failed[-1].begun_ms + (min(wait_ms, CRITICAL_RETRY_MS) if line.critical else wait_ms)


def expired(line: Line, expires_ms: int | None, now_ms: int) -> bool:
    """Whether the network was gone for so long that nobody needs it any more: the board shows it.

    Nothing critical expires, nor what was never tried.
    """
    if line.critical or not line.owed.failed or expires_ms is None:
        return False
    return now_ms - line.owed.since_ms > expires_ms
