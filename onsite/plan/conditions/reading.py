"""What stands in a checkpoint's `allow`, to a tree or to everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.parsing import DEEPEST, parse
from onsite.plan.conditions.tokens import ConditionError
from onsite.plan.conditions.tree import all_of, any_of, leaves

if TYPE_CHECKING:
    from onsite.plan.conditions.tree import Condition, Place

MOST = 100
"""Comparisons of one checkpoint."""
GROUPS = {"any": any_of, "all": all_of}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an `allow`."""

    place: Place
    """In the checkpoint, from `allow` on."""
    error: ConditionError


def read(allow: Any) -> Condition | None:
    """The condition of a whole `allow`; None where it asks for nothing.

    Raises:
        ConditionError: it is none; the first thing that is wrong.
    """
    condition, faults = look(allow)
    if faults:
        raise faults[0].error
    return condition


def look(allow: Any) -> tuple[Condition | None, list[Fault]]:
    """The condition of those parts that say one, and everything that is wrong with the others."""
    faults: list[Fault] = []
    parts = _parts(allow, ("allow",), faults)
    condition = all_of(tuple(parts)) if parts else None
    if condition is not None and sum(1 for _leaf in leaves(condition)) > MOST:
        faults.append(Fault(("allow",), ConditionError("many", most=str(MOST))))
    return condition, faults


def _parts(written: Any, place: Place, faults: list[Fault]) -> list[Condition]:
    if not isinstance(written, list | tuple):
        faults.append(Fault(place, ConditionError("list")))
        return []
    found = (_part(each, (*place, number), faults) for number, each in enumerate(written))
    return [part for part in found if part is not None]


def _part(written: Any, place: Place, faults: list[Fault]) -> Condition | None:
    try:
        return _read(written, place, faults)
    except ConditionError as error:
        faults.append(Fault(place, error))
        return None


def _read(written: Any, place: Place, faults: list[Fault]) -> Condition | None:
    if isinstance(written, str):
        return parse(written, place)
    if not isinstance(written, dict):
        raise ConditionError("shape")
    if len(written) != 1 or not set(written) <= GROUPS.keys():
        raise ConditionError("table")
    if len(place) > 2 * DEEPEST:
        raise ConditionError("deep")
    ((key, inner),) = written.items()
    parts = _parts(inner, (*place, key), faults)
    if not inner and isinstance(inner, list | tuple):
        raise ConditionError("empty_group", key=key)
    return GROUPS[key](tuple(parts)) if parts else None
