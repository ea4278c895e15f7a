"""The hybrid logical clock: wall time where clocks agree, order where they do not.

After Kulkarni et al., "Logical Physical Clocks" (2014). One stamp is one integer: milliseconds
since 1970-01-01T00:00Z in the upper bits, a counter in the lower 16. A counter that overflows
carries into the milliseconds, so a stamp always grows.
"""

from __future__ import annotations

COUNTER_BITS = 16
DRIFT_LIMIT_MS = 60_000
"""A stamp further ahead of our own clock than this does not pull our clock with it."""


def stamp(ms: int, counter: int = 0) -> int:
    """The stamp of that millisecond and counter."""
    return (ms << COUNTER_BITS) + counter


def ms_of(moment: int) -> int:
    """The milliseconds since 1970 in a stamp."""
    return moment >> COUNTER_BITS


def following(last: int, now_ms: int) -> int:
    """The stamp of the next entry: now, or just after the last one where the clock lags."""
    return max(last + 1, stamp(now_ms))


def observed(last: int, heard: int, now_ms: int) -> int:
    """Our last stamp after hearing another; one from a clock far ahead is not followed."""
    if ms_of(heard) - now_ms > DRIFT_LIMIT_MS:
        return last
    return max(last, heard)
