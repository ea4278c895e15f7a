"""What was on the screen when somebody decided, frozen with the decision.

What other features know of that moment, as counts by zone, they tell through this registry.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.views import Line
    from onsite.plan.model import Plan

    Told = Callable[[Connection, Plan, datetime], Any]
    """What there is to tell at an aware instant, as plain data for JSON; empty for nothing."""

_TELLING: dict[str, Told] = {}


def register(name: str, told: Told) -> None:
    """Add what a feature tells, under a name of its own."""
    _TELLING[name] = told


def frozen(rows: Connection, plan: Plan, now: datetime, own: dict[str, Any]) -> str:
    """All of it as JSON, in an order that is always the same.

    Args:
        rows: the store.
        plan: the plan in force.
        now: the moment, aware.
        own: what the log itself knows.
    """
    told = {name: tell(rows, plan, now) for name, tell in sorted(_TELLING.items())}
    whole = {**own, **{name: each for name, each in told.items() if each}}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def veiled(line: Line, hidden: Collection[str]) -> Line:
    """An entry that says no more of what has been restricted since than everybody sees.

    Args:
        line: the entry; what is no decision stays as it is.
        hidden: the numbers of the restricted ones.
    """
    if not line.details.get("frozen"):
        return line
    whole = json.loads(line.details["frozen"])
    waiting = whole.get("open", ())
    shown = [_plain(each) if each["number"] in hidden else each for each in waiting]
    if shown == waiting or not waiting:
        return line
    text = json.dumps({**whole, "open": shown}, ensure_ascii=False, sort_keys=True)
    return replace(line, details={**line.details, "frozen": text})


def _plain(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in ("number", "zone", "state") if name in one}
