"""What an incident is told of a zone's level.

It is made of the plan's own words, of figures and of signs, as on paper, for it is read in more
languages than one: `≥ 90 %` is a level that is passed, `< 90 %` one that is left, `[x]` a way that
is blocked, `[?]` how old a count is that should be newer, `[!]` a density that is dangerous.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.zones.parts import ZonePart
    from onsite.zones.levels.views import Crossing
    from onsite.zones.views import ZoneView

BLOCKED, OLD, DANGER = "[x]", "[?]", "[!]"
MINUS = "−"
_MINUTE_MS = 60_000


def line(crossing: Crossing, part: ZonePart) -> str:
    """What is said of a crossing: how full it is, how dense, how it fills, what is blocked.

    Args:
        crossing: what has happened.
        part: what the plan says of the zone.
    """
    view = crossing.view
    said = [_crossed(crossing), f"{view.name} {_full(crossing)}", *_dense(view), *_fills(view)]
    said += [f"{BLOCKED} {_way(part, each.way)}" for each in view.capacity.blocked]
    if view.stale_ms is not None:
        said.append(f"{OLD} {_minutes(view.stale_ms)}")
    return " · ".join(said)


def _crossed(crossing: Crossing) -> str:
    if crossing.rises and crossing.dense is not None:
        return f"≥ {crossing.dense:g}/m²"
    if crossing.rises:
        return f"≥ {crossing.level} %"
    # The plan may have other levels since: of those only what was passed can be left.
    left = (each for each in crossing.levels if crossing.level < each <= crossing.before)
    return f"< {min(left, default=crossing.before)} %"


def _full(crossing: Crossing) -> str:
    view, people = crossing.view, _signed(crossing.view.people)
    capacity = view.capacity.people
    if capacity is None or view.percent is None:
        return people
    changed = f"; {crossing.was} → {capacity}" if crossing.cause == "capacity" else ""
    if crossing.cause == "capacity" and crossing.was is None:
        changed = f"; → {capacity}"
    # Rounded down: nobody reads of a level that is not passed.
    percent = math.floor(view.percent * 10) / 10
    return f"{people}/{capacity} ({_signed(percent)} %{changed})"


def _dense(view: ZoneView) -> Iterator[str]:
    if view.per_m2 is None:
        return
    service = f" LOS {view.service}" if view.service is not None else ""
    sign = f"{DANGER} " if view.danger else ""
    yield f"{sign}{view.per_m2:.2f}/m²{service}"


def _fills(view: ZoneView) -> Iterator[str]:
    """The rate, and how long until the levels that are to come; `?` where too little is known."""
    per_min = view.forecast.per_min
    rate = "?" if per_min is None else _signed(round(per_min, 1), plus="+")
    until = ", ".join(f"{percent} %: {_minutes(ms)}" for percent, ms in view.forecast.until)
    yield f"{rate}/min ({until})" if until else f"{rate}/min"


def _minutes(ms: int) -> str:
    """Whole minutes; less than one is said to be."""
    return f"{ms // _MINUTE_MS} min" if ms >= _MINUTE_MS else "<1 min"


def _signed(number: float, plus: str = "") -> str:
    sign = MINUS if number < 0 else plus if number > 0 else ""
    # Not `:g`, which writes a million as 1e+06.
    return f"{sign}{abs(number):.1f}".removesuffix(".0")


def _way(part: ZonePart, way: str) -> str:
    found = part.exits.get(way) or part.aisles.get(way)
    return found.name if found is not None else way
