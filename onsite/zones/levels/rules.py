"""Which level of its capacity a zone stands at, why, and how grave that is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onsite.zones.rules import FULL
from onsite.zones.rules import percent as percent_of

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
    passed = (each for each in levels if percent >= _left_under(each, before, hysteresis))
    return max(passed, default=0)


def too_dense(per_m2: float | None, danger_per_m2: float, before: int, hysteresis: float) -> bool:
    """Whether a zone is so dense that nobody else may go in, however many it might hold.

    Args:
        per_m2: people on a square metre; None where its floor is not known.
        danger_per_m2: so dense is dangerous.
        before: the level at which it stood: a full zone is open again only further down.
        hysteresis: in percent, of that density, too.
    """
    if per_m2 is None:
        return False
    return per_m2 >= danger_per_m2 * (1 - hysteresis / 100 if before >= FULL else 1)


def cause(
    people: int,
    was: int | None,
    capacity: int | None,
    before: int,
    levels: Sequence[int],
    hysteresis: float,
) -> Literal["people", "capacity"]:
    """Why a zone stands at another level: whether it would without the change of its capacity.

    Args:
        people: in it now.
        was: its capacity as it was known before; None where nothing limited it.
        capacity: its capacity now.
        before: the level at which it stood.
        levels: of the plan.
        hysteresis: in percent.
    """
    by_people = level_now(percent_of(people, was), before, levels, hysteresis)
    return "capacity" if was != capacity and by_people == before else "people"


def below_gravest(level: int, levels: Sequence[int]) -> int:
    """How many steps less grave than the gravest a level is: 0 once the zone is full.

    Args:
        level: that is passed.
        levels: of the plan.
    """
    return sum(level < each < FULL for each in levels) + 1 if level < FULL else 0


def _left_under(level: int, before: int, hysteresis: float) -> float:
    """From how many percent on a zone that stood at `before` is at a level."""
    return level - hysteresis if level <= before else level
