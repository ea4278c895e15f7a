"""How comfortable a density is: Fruin's levels of service, A to F. Pure.

J. J. Fruin, Pedestrian Planning and Design (1971), gives them as square feet for each person. Of
people who stand and wait (queueing): A from 13, B from 10, C from 7, D from 3, E from 2, F below.
Of people who walk (walkways): A from 35, B from 25, C from 15, D from 10, E from 5, F below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.zones.usual import M2_PER_FT2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.zones.capacity.views import LevelOfService

STANDING_FT2: Mapping[LevelOfService, float] = {"A": 13, "B": 10, "C": 7, "D": 3, "E": 2}
"""The least square feet for each person of a level; below the last one it is F."""
WALKING_FT2: Mapping[LevelOfService, float] = {"A": 35, "B": 25, "C": 15, "D": 10, "E": 5}


def level_of_service(per_m2: float, *, walking: bool = False) -> LevelOfService:
    """The level of a density.

    Args:
        per_m2: people on a square metre.
        walking: whether they walk; else they stand.
    """
    for level, most in densest(walking=walking).items():
        if per_m2 <= most:
            return level
    return "F"


def densest(*, walking: bool = False) -> Mapping[LevelOfService, float]:
    """By level, A to E, the highest density that it still has, in people on a square metre."""
    table = WALKING_FT2 if walking else STANDING_FT2
    return {level: 1 / (ft2 * M2_PER_FT2) for level, ft2 in table.items()}
