"""Which level of its capacity a zone stands at. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def level_now(percent: float | None, before: int, levels: Sequence[int], hysteresis: float) -> int:
    """The highest level that is passed, in percent of the capacity; 0 for none.

    A level is passed once so many percent are reached. It is left only once the zone stands
    further under it than the hysteresis: somebody who goes out and comes in again at the limit
    alerts nobody twice.

    Args:
        percent: of the capacity; None where nothing limits the zone.
        before: the level at which it stood; 0 for none. It may be one that the plan has no more.
        levels: of the plan, in percent, in any order.
        hysteresis: in percent of the capacity.
    """
    if percent is None:
        return 0
    return max(
        (each for each in levels if percent >= _left_under(each, before, hysteresis)), default=0
    )


def _left_under(level: int, before: int, hysteresis: float) -> float:
    """From how many percent on a zone that stood at `before` is at a level."""
    return level - hysteresis if level <= before else level
