"""How comfortable a density is: levels of service, A to F, by the tables of the plan. Pure.

The usual ones are Fruin's: J. J. Fruin, Pedestrian Planning and Design (1971), chapter four, as
square feet for each person. Of people who stand and wait (queueing): A from 13, B from 10, C from
7, D from 3, E from 2, F below. Of people who walk (walkways): A from 35, B from 25, C from 15, D
from 10, E from 5, F below. The plan has them as people on a square metre, rounded to hundredths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.zones.parts import CrowdPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.zones.capacity.views import LevelOfService

_LEVELS: tuple[LevelOfService, ...] = ("A", "B", "C", "D", "E")
_USUAL = CrowdPart()


def level_of_service(
    per_m2: float, *, walking: bool = False, crowd: CrowdPart = _USUAL
) -> LevelOfService:
    """The level of a density.

    Args:
        per_m2: people on a square metre.
        walking: whether they walk; else they stand.
        crowd: the plan's, whose tables hold.
    """
    for level, most in densest(walking=walking, crowd=crowd).items():
        if per_m2 <= most:
            return level
    return "F"


def densest(*, walking: bool = False, crowd: CrowdPart = _USUAL) -> Mapping[LevelOfService, float]:
    """By level, A to E, the highest density that it still has, in people on a square metre."""
    table = crowd.service_walking if walking else crowd.service_standing
    return dict(zip(_LEVELS, table, strict=True))
