"""Attempts that fail in the same way again and again, told once, with how often. Pure.

The log has each of them, and so have the exports as data; people read the first, and a count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.incidents.views import Line

    Same = tuple[str, str, str]

_BEGUN, _HANDED, _FAILED = (f"incident.page_{each}" for each in ("begun", "handed", "failed"))


def told_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same entries, without what failed as it had failed before.

    The first one says in its details how often (`times`), and when at last (`last_ms`). What got
    through in between ends a series.

    Args:
        lines: of a timeline, in its order.
    """
    every = tuple(lines)
    if not any(each.kind == _FAILED for each in every):
        return every
    begun = {(each.incident, each.details["page"]): each for each in every if each.kind == _BEGUN}
    first: dict[Same, tuple[str, str]] = {}
    series: dict[str, list[Line]] = {}
    left_out: set[str] = set()
    for line in every:
        start = begun.get((line.incident, line.details.get("page", "")))
        if start is None or line.kind not in {_HANDED, _FAILED}:
            continue
        same = (line.incident, start.details["person"], start.details["channel"])
        why, name = first.get(same, ("", ""))
        if line.kind == _FAILED and why == line.details["why"]:
            series[name].append(line)
            left_out |= {line.name, start.name}
        elif line.kind == _FAILED:
            first[same] = (line.details["why"], line.name)
            series[line.name] = [line]
        else:
            first.pop(same, None)
    return tuple(_counted(each, series) for each in every if each.name not in left_out)


def _counted(line: Line, series: dict[str, list[Line]]) -> Line:
    found = series.get(line.name, [])
    if len(found) <= 1:
        return line
    more = {"times": len(found), "last_ms": found[-1].happened_ms}
    return replace(line, details={**line.details, **more})
