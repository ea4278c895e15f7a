"""Keys that bounce, that are held, that are pressed twice: one press, however often it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.stage.engine.acts import (
    Act,
    Added,
    Armed,
    Corrected,
    DelayApplied,
    Delayed,
    Ended,
    Paused,
    Resumed,
    Skipped,
    Started,
    Unskipped,
)

if TYPE_CHECKING:
    from onsite.stage.engine.items import Rundown

SAME_PRESS_MS = 500
"""A key that is pressed twice within this was pressed once, and one that is held all the time."""
SAME_TAP_MS = 80
"""So for the keys that add time, which people tap as often as they mean it: only a key that
bounces, or is held, comes twice within this."""


def is_echo(latest: Act, act: Act) -> bool:
    """Whether an act is the same press as the latest one on its key, rather than another."""
    within_ms = SAME_TAP_MS if isinstance(act, Added) else SAME_PRESS_MS
    if act.press and act.press == latest.press:
        return False
    return _apart(latest, act) <= within_ms


def at_once(one_ms: int, other_ms: int) -> bool:
    """Whether two presses are one where they come from two stations: nobody reacts so fast."""
    return abs(other_ms - one_ms) <= SAME_PRESS_MS


def _apart(one: Act, other: Act) -> int:
    """The time between two acts of a station, by a clock that nobody can set if there is one."""
    if one.boot and one.boot == other.boot:
        return abs(other.boot_ms - one.boot_ms)
    return abs(other.at_ms - one.at_ms)


def key_of(rundown: Rundown, act: Act) -> tuple[str | int, ...]:
    """What stands for the key that was pressed, and for what it was pressed on."""
    key = type(act).__name__
    match act:
        case Started(item=item) | Ended(item=item) | Paused(item=item) | Resumed(item=item):
            known = rundown.by_id.get(item)
            beside = known is not None and not known.chained
            # Pausing and going on are one key.
            return (key.replace("Resumed", "Paused"), item if beside else "")
        case Added(item=item, by_ms=by_ms) | Delayed(item=item, by_ms=by_ms):
            return (key, item, by_ms)
        case Skipped(item=item) | Unskipped(item=item):
            return ("Skipped", item)
        case Armed(item=item) | DelayApplied(item=item):
            return (key, item)
        case Corrected(item=item, run=run, started_ms=started_ms):
            return (key, item, run, started_ms)
        case _:
            return (key,)
