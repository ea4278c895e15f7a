"""What names and times of pretix stand for in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from datetime import time
    from zoneinfo import ZoneInfo

    from onsite.plan.model import Plan


class UnsaidError(Exception):
    """A comparison has no words here.

    Args:
        why: a code of `wording`.
        about: what the reason needs: a name.
    """

    def __init__(self, why: str, about: str = "") -> None:
        super().__init__(f"{why} {about}")
        self.why = why
        self.about = about


@dataclass(frozen=True, slots=True)
class Meanings:
    """What names and times of pretix stand for in a plan."""

    zone: ZoneInfo
    day_ends: time
    categories: dict[str, frozenset[str]]
    """By id, the names in lower case by which source lists call its tickets."""
    gates: dict[str, str]
    """Names and ids in lower case, to ids."""


def meanings_of(plan: Plan) -> Meanings:
    """What they stand for in a plan."""
    categories = {
        key: frozenset(name.strip().casefold() for name in (key, each.name, *each.tickets))
        for key, each in plan.categories.items()
    }
    gates = {
        name.strip().casefold(): key
        for checkpoint in plan.checkpoints.values()
        for key, shown in checkpoint.gates.items()
        for name in (key, shown)
    }
    return Meanings(plan.zone, plan.event.day_ends, categories, gates)


def variable(node: Any) -> str:
    """The name of a variable; empty where the node is none."""
    if isinstance(node, dict) and isinstance(node.get("var"), str) and len(node) == 1:
        return cast("str", node["var"])
    return ""


def whole(value: Any) -> int:
    """A whole number, also where it is written as a text.

    Raises:
        UnsaidError: it is none.
    """
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise UnsaidError("number") from error
    if isinstance(value, bool) or number != float(value):
        raise UnsaidError("number")
    return number
